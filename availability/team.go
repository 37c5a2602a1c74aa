package availability

import (
	"errors"
	"fmt"
)

// A Team is a list of people: the content of a team file. See [ReadTeam].
type Team struct {
	// People are in an order of the user's choice, which Compile keeps. Each has a
	// name of their own.
	People []Person `json:"people"`
}

// Compile checks the whole team and returns a schedule for each person, in the
// team's order. The error joins a [*FieldError] for every mistake of everybody;
// with an error there are no schedules.
func (t Team) Compile() ([]*Schedule, error) {
	schedules, mistakes := t.compile()
	if len(mistakes) > 0 {
		return nil, joinMistakes(mistakes)
	}
	return schedules, nil
}

func (t Team) compile() ([]*Schedule, []*FieldError) {
	schedules := make([]*Schedule, 0, len(t.People))
	var mistakes []*FieldError
	first := make(map[string]int, len(t.People))
	for i, p := range t.People {
		s, wrong := p.compile(fmt.Sprintf("#%d", i+1))
		mistakes = append(mistakes, wrong...)
		schedules = append(schedules, s)
		if p.Name == "" {
			continue
		}
		if j, twice := first[p.Name]; twice {
			mistakes = append(mistakes, &FieldError{Person: p.Name, Field: "name", Err: fmt.Errorf(
				"people %d and %d have the same name: give each one of their own", j+1, i+1)})
		} else {
			first[p.Name] = i
		}
	}
	return schedules, mistakes
}

func joinMistakes(mistakes []*FieldError) error {
	errs := make([]error, len(mistakes))
	for i, m := range mistakes {
		errs[i] = m
	}
	return errors.Join(errs...)
}

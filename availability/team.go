package availability

import "errors"

// A Team is a list of people: the content of a team file. See [ReadTeam].
type Team struct {
	// People are in an order of the user's choice, which Compile keeps. Each has a
	// name of their own.
	People []Person `json:"people"`
}

// Compile checks the whole team and returns a schedule for each person, in the
// team's order. The error joins a [*FieldError] for every mistake of everybody;
// with an error there are no schedules. It knows no region's holidays; see
// CompileWith.
func (t Team) Compile() ([]*Schedule, error) { return t.CompileWith(Sources{}) }

// CompileWith is Compile with the caller's own zones, or holidays.
func (t Team) CompileWith(src Sources) ([]*Schedule, error) {
	schedules := make([]*Schedule, 0, len(t.People))
	var mistakes []*FieldError
	first := make(map[string]int, len(t.People))
	for i, p := range t.People {
		s, wrong := p.compile(src, i+1, first)
		mistakes = append(mistakes, wrong...)
		schedules = append(schedules, s)
	}
	if len(mistakes) > 0 {
		return nil, joinMistakes(mistakes)
	}
	return schedules, nil
}

func joinMistakes(mistakes []*FieldError) error {
	errs := make([]error, len(mistakes))
	for i, m := range mistakes {
		errs[i] = m
	}
	return errors.Join(errs...)
}

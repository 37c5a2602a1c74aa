package availability

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// WriteTeam writes a team file that [ReadTeam] reads as the same team: the people in
// their order, their keys in that of [Person], those that are empty left out, each
// person on one line if it fits. The same team gives the same bytes.
//
// A team that ReadTeam would not read is refused with the errors that Compile
// has for it, and nothing is written. What ReadTeam(WriteTeam(t)) returns differs from t only
// in what means the same: empty lists are nil, fractions of a second in
// clocks are cut off, and the end of a day is that day's and not the start of the
// next.
func WriteTeam(w io.Writer, t Team) error {
	return WriteTeamWith(w, t, Sources{Region: regionByShape})
}

// WriteTeamWith is WriteTeam for a team that [ReadTeamWith] reads with the same
// Sources.
func WriteTeamWith(w io.Writer, t Team, src Sources) error {
	data, err := t.file(src)
	if err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		return teamFileError(err)
	}
	return nil
}

// file returns the team file of t.
func (t Team) file(src Sources) ([]byte, error) {
	switch {
	case len(t.People) == 0:
		return nil, teamFileError(errNobody)
	case len(t.People) > MaxTeamPeople:
		return nil, &LimitError{What: "people in a team file", Limit: MaxTeamPeople}
	}
	counts := 0
	for _, p := range t.People {
		counts += p.counts()
	}
	if counts > MaxTeamCounts {
		return nil, errCounts
	}
	if _, err := t.CompileWith(src); err != nil {
		return nil, err
	}
	data := []byte(`{"people": [`)
	var mistakes []*FieldError
	for i := range t.People {
		if i > 0 {
			data = append(data, ',')
		}
		data = append(data, "\n  "...)
		data = appendIndented(data, t.People[i].json(i+1, &mistakes), 2, 3)
	}
	data = append(data, "\n]}\n"...)
	switch {
	case len(mistakes) > 0:
		return nil, joinMistakes(mistakes)
	case len(data) > MaxTeamBytes:
		return nil, &LimitError{What: "bytes in a team file", Limit: MaxTeamBytes}
	}
	return data, nil
}

// json returns what is written for p.
func (p Person) json(place int, mistakes *[]*FieldError) jsonObject {
	return personObject.write(&p, func(key string) {
		*mistakes = append(*mistakes, &FieldError{Person: p.Name, Place: place, Field: key, Err: errors.New("not valid UTF-8")})
	})
}

// MarshalJSON writes a person as [ReadTeam] reads it, whether or not it
// compiles. Fields that are empty and not required are left out. Text that is not UTF-8
// is an error.
func (p Person) MarshalJSON() ([]byte, error) {
	var mistakes []*FieldError
	if o := p.json(0, &mistakes); len(mistakes) == 0 {
		return appendJSON(nil, o, ""), nil
	}
	return nil, joinMistakes(mistakes)
}

// UnmarshalJSON reads a person as [ReadTeam] does, with the same care for
// unknown keys and wrong types. It does not compile the person. After an error
// the person is what it was.
func (p *Person) UnmarshalJSON(data []byte) error {
	if err := checkJSON(data); err != nil {
		return fmt.Errorf(prefix+"person: %w", err)
	}
	var read Person
	if mistakes, _ := read.unmarshal(bytes.TrimSpace(data)); len(mistakes) > 0 {
		return joinMistakes(mistakes)
	}
	*p = read
	return nil
}

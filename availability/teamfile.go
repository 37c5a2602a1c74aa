package availability

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// The limits of [ReadTeam]. A larger file is refused with a [*LimitError]. Of a
// file with more mistakes the first ones are reported, and a *LimitError says
// that there are more.
const (
	MaxTeamBytes    = 16 << 20
	MaxTeamPeople   = 100_000
	MaxTeamMistakes = 1000
)

// DOC
func ReadTeam(r io.Reader) (Team, error) { return ReadTeamWith(r, Sources{Region: regionByShape}) }

// ReadTeamWith is ReadTeam with the caller's own zones, or holidays. It checks what
// CompileWith checks with the same Sources, regions among it.
func ReadTeamWith(r io.Reader, src Sources) (Team, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxTeamBytes+1))
	if err != nil {
		return Team{}, teamFileError(err)
	}
	if len(data) > MaxTeamBytes {
		return Team{}, &LimitError{What: "bytes in a team file", Limit: MaxTeamBytes}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return Team{}, teamFileError(errors.New("it is empty: write " + teamExample))
	}
	if err := checkJSON(data); err != nil {
		return Team{}, teamFileError(err)
	}
	data = bytes.TrimSpace(data)
	if !isObject(data) {
		return Team{}, teamFileError(fmt.Errorf("%s is not an object: write "+teamExample, shorten(data)))
	}

	people, mistakes := readTeamKeys(data)
	var team Team
	switch {
	case people == nil:
		if len(mistakes) == 0 {
			mistakes = append(mistakes, teamFileError(errors.New(`it has no key "people": write `+teamExample)))
		}
	case !isList(people):
		mistakes = append(mistakes, teamFileError(fmt.Errorf(
			`people: %s is not a list of objects: write [{"name": "Ada", …}]`, shorten(people))))
	default:
		var limit error
		if team, mistakes, limit = readPeople(people, src, mistakes); limit != nil {
			return Team{}, limit
		}
		if len(team.People) == 0 {
			mistakes = append(mistakes, teamFileError(errNobody))
		}
	}
	if len(mistakes) > MaxTeamMistakes {
		mistakes = append(mistakes[:MaxTeamMistakes], &LimitError{What: "mistakes in a team file", Limit: MaxTeamMistakes})
	}
	if len(mistakes) > 0 {
		return Team{}, errors.Join(mistakes...)
	}
	return team, nil
}

const teamExample = `{"people": [{"name": "Ada", …}]}`

var errNobody = errors.New("it has no people: list at least one")

func teamFileError(err error) error { return fmt.Errorf(prefix+"team file: %w", err) }

// schemaKey is where editors look for the schema of a file.
const schemaKey = "$schema"

// teamKeys are the keys of a team file, people first.
var teamKeys = []string{"people", schemaKey}

// readTeamKeys returns the value of the key people, or nil.
func readTeamKeys(file json.RawMessage) (people json.RawMessage, mistakes []error) {
	keys := newKeyCheck(teamKeys, nil)
	for key, value := range members(file) {
		use, err := keys.use(key)
		switch {
		case err != nil:
		case use && key == schemaKey:
			if _, err = readString(value, "team.schema.json"); err != nil {
				err = fmt.Errorf("%s: %w", key, err)
			}
		case use:
			people = value
		}
		if err != nil {
			mistakes = append(mistakes, teamFileError(err))
		}
		if len(mistakes) > MaxTeamMistakes {
			break
		}
	}
	return people, mistakes
}

// readPeople reads a list of people and appends what is wrong with them. Too many
// people are an error of their own.
func readPeople(list json.RawMessage, src Sources, mistakes []error) (Team, []error, error) {
	var team Team
	first := make(map[string]int)
	place := 0
	for value := range elements(list) {
		if place++; place > MaxTeamPeople {
			return Team{}, nil, &LimitError{What: "people in a team file", Limit: MaxTeamPeople}
		}
		if len(mistakes) > MaxTeamMistakes {
			continue // only the people still count
		}
		var p Person
		wrong, unread := p.unmarshal(value)
		for _, m := range wrong {
			m.Place = place
			mistakes = append(mistakes, m)
		}
		// What could be read is checked too, so that one look at the file mends
		// it all. A field that could not be read is empty now; to complain of
		// that as well would mislead.
		_, wrong = p.compile(src, place, first)
		for _, m := range wrong {
			if !slices.Contains(unread, m.Field) {
				mistakes = append(mistakes, m)
			}
		}
		team.People = append(team.People, p)
	}
	return team, mistakes, nil
}

// unmarshal reads p from a JSON value. It returns what is wrong, and the fields
// that are not known for that reason.
func (p *Person) unmarshal(value json.RawMessage) (mistakes []*FieldError, unread []string) {
	unread = personObject.read(p, value, spot{found: &mistakes})
	for _, m := range mistakes {
		m.Person = p.Name
	}
	return mistakes, unread
}

package availability

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// The limits of [ReadTeam]. A larger file is refused with a [*LimitError]. Of a
// file with more mistakes the first ones are reported, and a *LimitError says
// that there are more.
const (
	MaxTeamBytes    = 16 << 20
	MaxTeamPeople   = 100_000
	MaxTeamMistakes = 1000
)

// ReadTeam reads a team file: a JSON object with the one key people, a list of
// objects with the keys of [Person].
//
//	{"people": [
//	  {"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:00",
//	   "reply": "1h", "leave": ["2026-12-24/2026-12-28"]}
//	]}
//
// It checks what Compile checks, so a team that it returns compiles. All mistakes are
// reported at once, person by person, as an error that joins a [*FieldError] for
// each; text that is not JSON is reported with its line and column. Unknown and
// repeated keys are mistakes: nothing in the file is ignored.
func ReadTeam(r io.Reader) (Team, error) {
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

	var people json.RawMessage
	var mistakes []error
	keys := newKeyCheck([]string{"people"}, nil)
	for key, value := range members(data) {
		use, err := keys.use(key)
		if err != nil {
			mistakes = append(mistakes, teamFileError(err))
		}
		if use {
			people = value
		}
		if len(mistakes) > MaxTeamMistakes {
			break
		}
	}
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
		if team, mistakes, limit = readPeople(people, mistakes); limit != nil {
			return Team{}, limit
		}
		if len(team.People) == 0 {
			mistakes = append(mistakes, teamFileError(errors.New("it has no people: list at least one")))
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

func teamFileError(err error) error { return fmt.Errorf(prefix+"team file: %w", err) }

// readPeople reads a list of people and appends what is wrong with them. Too many
// people are an error of their own.
func readPeople(list json.RawMessage, mistakes []error) (Team, []error, error) {
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
		_, wrong = p.compile(Sources{}, place, first)
		for _, m := range wrong {
			if !unread[m.Field] {
				mistakes = append(mistakes, m)
			}
		}
		team.People = append(team.People, p)
	}
	return team, mistakes, nil
}

// A personField reads one key of a person and tells what is wrong with its
// value.
type personField struct {
	key  string
	read func(p *Person, value json.RawMessage, mistake func(error))
}

var personFields = []personField{
	{"name", textField("Ada", func(p *Person) *string { return &p.Name })},
	{"zone", textField("Europe/Berlin", func(p *Person) *string { return &p.Zone })},
	{"hours", textField("Mo-Fr 09:00-17:00", func(p *Person) *string { return &p.Hours })},
	{"reply", readReply},
	{"leave", readLeave},
}

var personKeys = func() (keys []string) {
	for _, f := range personFields {
		keys = append(keys, f.key)
	}
	return keys
}()

func textField(example string, field func(*Person) *string) func(*Person, json.RawMessage, func(error)) {
	return func(p *Person, value json.RawMessage, mistake func(error)) {
		s, err := readString(value, example)
		if err != nil {
			mistake(err)
			return
		}
		*field(p) = s
	}
}

func readReply(p *Person, value json.RawMessage, mistake func(error)) {
	s, err := readString(value, "")
	if err != nil {
		mistake(fmt.Errorf(`%s is not a duration: write it in double quotes, such as "1h30m"`, shorten(value)))
		return
	}
	if p.Reply, err = time.ParseDuration(s); err != nil {
		mistake(fmt.Errorf(`%s is not a duration: write hours, minutes and seconds, such as "1h30m"`, quoted(s)))
	}
}

func readLeave(p *Person, value json.RawMessage, mistake func(error)) {
	if !isList(value) {
		mistake(fmt.Errorf(`%s is not a list: write ["2026-12-24/2026-12-28"]`, shorten(value)))
		return
	}
	wrong := 0
	for element := range elements(value) {
		s, err := readString(element, "")
		if err != nil {
			err = fmt.Errorf(`%s is not a leave: write "2026-12-24/2026-12-28"`, shorten(element))
		}
		var l TimeOff
		if err == nil {
			l, err = ParseTimeOff(s)
		}
		if err == nil {
			p.Leave = append(p.Leave, l)
			continue
		}
		mistake(err)
		if wrong++; wrong > MaxTeamMistakes {
			return
		}
	}
}

// unmarshal reads p from a JSON value. It returns what is wrong, and the fields
// that are not known for that reason.
func (p *Person) unmarshal(value json.RawMessage) (mistakes []*FieldError, unread map[string]bool) {
	unread = make(map[string]bool)
	if !isObject(value) {
		for _, key := range personKeys {
			unread[key] = true
		}
		return []*FieldError{{Err: fmt.Errorf(`%s is not an object: write {"name": "Ada", …}`, shorten(value))}}, unread
	}
	keys := newKeyCheck(personKeys, nil)
	for key, value := range members(value) {
		use, err := keys.use(key)
		if err != nil {
			mistakes = append(mistakes, &FieldError{Err: err})
		}
		for _, f := range personFields {
			if use && f.key == key {
				f.read(p, value, func(err error) {
					mistakes = append(mistakes, &FieldError{Field: key, Err: err})
					unread[key] = true
				})
			}
		}
		if len(mistakes) > MaxTeamMistakes {
			break
		}
	}
	for _, key := range keys.misspelled() {
		unread[key] = true
	}
	for _, m := range mistakes {
		m.Person = p.Name
	}
	return mistakes, unread
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

// MarshalJSON writes a person as [ReadTeam] reads it. Fields that are empty and
// not required are left out.
func (p Person) MarshalJSON() ([]byte, error) {
	reply := ""
	if p.Reply != 0 {
		reply = p.Reply.String()
	}
	return json.Marshal(struct {
		Name  string    `json:"name"`
		Zone  string    `json:"zone"`
		Hours string    `json:"hours"`
		Reply string    `json:"reply,omitempty"`
		Leave []TimeOff `json:"leave,omitempty"`
	}{p.Name, p.Zone, p.Hours, reply, p.Leave})
}

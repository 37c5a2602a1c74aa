package availability

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// The limits of [ReadTeam]. A larger file is refused with a [*LimitError].
const (
	MaxTeamBytes  = 64 << 20
	MaxTeamPeople = 100_000
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
// reported at once, as an error that joins a [*FieldError] for each; text that
// is not JSON is reported with its line and column. Unknown and repeated keys are
// mistakes: nothing in the file is ignored.
func ReadTeam(r io.Reader) (Team, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxTeamBytes+1))
	if err != nil {
		return Team{}, fmt.Errorf(prefix+"team file: %w", err)
	}
	if len(data) > MaxTeamBytes {
		return Team{}, &LimitError{What: "bytes in a team file", Limit: MaxTeamBytes}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if err := checkJSON(data); err != nil {
		return Team{}, err
	}
	var people []json.RawMessage
	found := false
	err = readObject(data, "the team file: ", []string{"people"}, func(_ string, value json.RawMessage) error {
		found = true
		if json.Unmarshal(value, &people) != nil || people == nil {
			return errors.New(`people: want a list of objects, such as [{"name": "Ada", …}]`)
		}
		return nil
	})
	switch {
	case err != nil:
		return Team{}, addPrefix(err)
	case !found:
		return Team{}, errors.New(prefix + `the team file has no key "people": write {"people": [{"name": "Ada", …}]}`)
	case len(people) == 0:
		return Team{}, errors.New(prefix + "the team file has no people: list at least one")
	case len(people) > MaxTeamPeople:
		return Team{}, &LimitError{What: "people in a team file", Limit: MaxTeamPeople}
	}

	team := Team{People: make([]Person, len(people))}
	var mistakes []*FieldError
	type place struct{ person, field string }
	unread := make(map[place]bool) // what has a mistake so far
	for i, raw := range people {
		for _, m := range team.People[i].unmarshal(raw, i) {
			mistakes = append(mistakes, m)
			unread[place{m.Person, m.Field}] = true
			if raw[0] != '{' {
				for _, key := range personKeys() {
					unread[place{m.Person, key}] = true
				}
			}
		}
	}
	// What could be read is checked too, so that one look at the file mends it
	// all. A field that could not be read is empty now; to complain of that as
	// well would mislead.
	_, wrong := team.compile()
	for _, m := range wrong {
		if !unread[place{m.Person, m.Field}] {
			mistakes = append(mistakes, m)
		}
	}
	if len(mistakes) > 0 {
		return Team{}, joinMistakes(mistakes)
	}
	return team, nil
}

// checkJSON reports where data stops being one JSON value in UTF-8.
func checkJSON(data []byte) error {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return fmt.Errorf(prefix+"team file: %s: not valid UTF-8: save the file as UTF-8", position(data, i))
		}
		i += size
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return errors.New(prefix + `team file: it is empty: write {"people": [{"name": "Ada", …}]}`)
	}
	var v json.RawMessage
	var syntax *json.SyntaxError
	if err := json.Unmarshal(data, &v); errors.As(err, &syntax) {
		return fmt.Errorf(prefix+"team file: %s: not JSON: %s", position(data, int(syntax.Offset)-1), syntax)
	} else if err != nil {
		return fmt.Errorf(prefix+"team file: not JSON: %w", err)
	}
	return nil
}

// position names the line and column of the byte at offset.
func position(data []byte, offset int) string {
	before := data[:min(max(offset, 0), len(data))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Sprintf("line %d, column %d", line, column)
}

// readObject calls field with each key and value of a JSON object and joins the
// errors. what stands before the message if data is no object; known are its keys.
func readObject(data []byte, what string, known []string, field func(key string, value json.RawMessage) error) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if start, err := dec.Token(); err != nil || start != json.Delim('{') {
		return fmt.Errorf("%swant an object with the keys %s", what, strings.Join(known, ", "))
	}
	var mistakes []error
	seen := make(map[string]bool, len(known))
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return errors.Join(append(mistakes, err)...)
		}
		key := token.(string) // what stands before a colon is a string, or Token fails
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return errors.Join(append(mistakes, err)...)
		}
		switch {
		case seen[key]:
			mistakes = append(mistakes, fmt.Errorf("the key %q appears twice: leave one", key))
		case !slices.Contains(known, key):
			hint := didYouMean(nearest(key, known))
			if hint == "" {
				hint = ": the keys are " + strings.Join(known, ", ")
			}
			mistakes = append(mistakes, fmt.Errorf("unknown key %q%s", key, hint))
		default:
			if err := field(key, value); err != nil {
				mistakes = append(mistakes, err)
			}
		}
		seen[key] = true
	}
	return errors.Join(mistakes...)
}

// addPrefix puts the package's prefix before each of the joined errors.
func addPrefix(err error) error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return fmt.Errorf(prefix+"%w", err)
	}
	var out []error
	for _, e := range joined.Unwrap() {
		out = append(out, fmt.Errorf(prefix+"%w", e))
	}
	return errors.Join(out...)
}

// A personField reads and writes one key of a person.
type personField struct {
	key   string
	read  func(p *Person, value json.RawMessage) error
	write func(p Person) any // nil leaves the key out
}

var personFields = []personField{
	{"name",
		func(p *Person, v json.RawMessage) error { return readString(v, &p.Name) },
		func(p Person) any { return p.Name }},
	{"zone",
		func(p *Person, v json.RawMessage) error { return readString(v, &p.Zone) },
		func(p Person) any { return p.Zone }},
	{"hours",
		func(p *Person, v json.RawMessage) error { return readString(v, &p.Hours) },
		func(p Person) any { return p.Hours }},
	{"reply", readReply,
		func(p Person) any {
			if p.Reply == 0 {
				return nil
			}
			return p.Reply.String()
		}},
	{"leave", readLeave,
		func(p Person) any {
			if len(p.Leave) == 0 {
				return nil
			}
			return p.Leave
		}},
}

func personKeys() []string {
	keys := make([]string, len(personFields))
	for i, f := range personFields {
		keys[i] = f.key
	}
	return keys
}

func readString(value json.RawMessage, s *string) error {
	if len(value) == 0 || value[0] != '"' || json.Unmarshal(value, s) != nil {
		return fmt.Errorf("%s is not a text: write it in double quotes", shorten(value))
	}
	return nil
}

func readReply(p *Person, value json.RawMessage) error {
	var s string
	if err := readString(value, &s); err != nil {
		return fmt.Errorf(`%s is not a duration: write it in double quotes, such as "1h30m"`, shorten(value))
	}
	d, err := time.ParseDuration(s)
	if err != nil {
		return fmt.Errorf(`%q is not a duration: write hours, minutes and seconds, such as "1h30m"`, s)
	}
	p.Reply = d
	return nil
}

func readLeave(p *Person, value json.RawMessage) error {
	var list []json.RawMessage
	if json.Unmarshal(value, &list) != nil || list == nil {
		return fmt.Errorf(`%s is not a list: write ["2026-12-24/2026-12-28"]`, shorten(value))
	}
	var mistakes []error
	for _, raw := range list {
		var s string
		if err := readString(raw, &s); err != nil {
			mistakes = append(mistakes, fmt.Errorf(`%s is not a leave: write "2026-12-24/2026-12-28"`, shorten(raw)))
			continue
		}
		l, err := ParseLeave(s)
		if err != nil {
			mistakes = append(mistakes, err)
			continue
		}
		p.Leave = append(p.Leave, l)
	}
	return errors.Join(mistakes...)
}

// shorten returns JSON text for an error message, in one line.
func shorten(raw json.RawMessage) string {
	s := strings.Join(strings.Fields(string(raw)), " ")
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return s
}

// unmarshal reads p from a JSON object; place is the person's place in the team,
// from 0, which names them as long as they have no name.
func (p *Person) unmarshal(data []byte, place int) []*FieldError {
	var mistakes []*FieldError
	add := func(field string, err error) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				mistakes = append(mistakes, &FieldError{Field: field, Err: e})
			}
		} else if err != nil {
			mistakes = append(mistakes, &FieldError{Field: field, Err: err})
		}
	}
	add("", readObject(data, "", personKeys(), func(key string, value json.RawMessage) error {
		for _, f := range personFields {
			if f.key == key {
				add(key, f.read(p, value))
			}
		}
		return nil
	}))
	for _, m := range mistakes {
		if m.Person = p.Name; m.Person == "" {
			m.Person = fmt.Sprintf("#%d", place+1)
		}
	}
	return mistakes
}

// UnmarshalJSON reads a person as [ReadTeam] does, with the same care for
// unknown keys and wrong types. It does not compile the person.
func (p *Person) UnmarshalJSON(data []byte) error {
	var read Person
	if mistakes := read.unmarshal(data, 0); len(mistakes) > 0 {
		return joinMistakes(mistakes)
	}
	*p = read
	return nil
}

// MarshalJSON writes a person as [ReadTeam] reads it. Fields that are empty and
// not required are left out.
func (p Person) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, f := range personFields {
		value := f.write(p)
		if value == nil {
			continue
		}
		text, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		b.WriteByte("{,"[min(i, 1)]) // the first field is required, so it opens the object
		fmt.Fprintf(&b, "%q:%s", f.key, text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

package availability

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Person is what somebody says about their time: plain data, to be written as
// a Go literal or read from a team file. [Person.Compile] makes it a [Schedule]
// that answers questions.
//
// As JSON, a Person has the keys name, zone, hours, reply and leave; an unknown
// key is an error.
type Person struct {
	// Name is shown to people and tells the people of a team apart. It is
	// required, in any script: at most 100 characters, in one line, with no space
	// at either end.
	Name string
	// Zone is the IANA name of the person's time zone, such as
	// "Europe/Berlin". It is required.
	Zone string
	// Hours are the working hours on the person's wall clock, in the notation of
	// [ParseHours]. They are required; "off" stands for none.
	Hours string
	// Reply is the working time that the person needs to answer a message. Zero
	// means that a message is answered as soon as it is seen. In JSON it is a
	// Go duration such as "1h30m".
	Reply time.Duration
	// Leave is time off, in days on the person's wall clock. Leaves may overlap.
	Leave []TimeOff
}

// maxNameRunes keeps tables and calendar titles readable.
const maxNameRunes = 100

// Compile checks p and makes it a Schedule. The error joins a [*FieldError] for
// every mistake.
func (p Person) Compile() (*Schedule, error) {
	s, mistakes := p.compile(0, map[string]int{})
	if len(mistakes) > 0 {
		return nil, joinMistakes(mistakes)
	}
	return s, nil
}

// compile returns the schedule, or all mistakes. place is the person's place in a
// team, from 1; first holds the places of the people before, by name.
func (p Person) compile(place int, first map[string]int) (*Schedule, []*FieldError) {
	var mistakes []*FieldError
	mistake := func(field string, err error) {
		mistakes = append(mistakes, &FieldError{Person: p.Name, Place: place, Field: field, Err: err})
	}
	if err := checkName(p.Name); err != nil {
		mistake("name", err)
	}
	if p.Name != "" {
		if before, twice := first[p.Name]; twice {
			mistake("name", fmt.Errorf("people %d and %d have the same name: give each one of their own", before, place))
		} else {
			first[p.Name] = place
		}
	}
	zone, err := LoadZone(p.Zone)
	if err != nil {
		mistake("zone", err)
	}
	hours, err := ParseHours(p.Hours)
	if p.Hours == "" {
		err = errors.New(`missing: write hours such as "Mo-Fr 09:00-17:00", or "off" for none`)
	}
	days, weekly := hours.weekly()
	if err == nil && !weekly {
		err = errors.New("hours that are not the same in every week are not supported yet")
	}
	if err != nil {
		mistake("hours", err)
	}
	if p.Reply < 0 {
		mistake("reply", fmt.Errorf("%v is negative: write the working time to an answer, such as 1h30m", p.Reply))
	}
	var leave []Span
	for _, l := range p.Leave {
		if err := l.check(); err != nil {
			mistake("leave", err)
			continue
		}
		leave = append(leave, l.civil())
	}
	if len(mistakes) > 0 {
		return nil, mistakes
	}
	return &Schedule{name: p.Name, zone: zone, week: compileWeek(days), leave: NewSet(leave...)}, nil
}

func checkName(name string) error {
	switch {
	case name == "":
		return errors.New("missing: every person needs a name")
	case !utf8.ValidString(name):
		return errors.New("not valid UTF-8")
	case strings.TrimSpace(name) != name:
		return fmt.Errorf("%s starts or ends with a space: leave it out", quoted(name))
	case utf8.RuneCountInString(name) > maxNameRunes:
		return fmt.Errorf("longer than %d characters: shorten it", maxNameRunes)
	}
	visible := false
	for i, r := range name {
		switch {
		// In a table or a calendar a name is one line. Format characters hide, or
		// turn the text around them; joiners are part of how some scripts and
		// emoji are written.
		case unicode.IsControl(r), r == '\u2028', r == '\u2029', unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d':
			return fmt.Errorf("%q has a control character at character %d: leave it out", name, 1+utf8.RuneCountInString(name[:i]))
		case unicode.IsGraphic(r) && !unicode.IsSpace(r):
			visible = true
		}
	}
	if !visible {
		return fmt.Errorf("%q has nothing to see: write a name", name)
	}
	return nil
}

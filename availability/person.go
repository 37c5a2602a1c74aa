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
// that answers questions. Name, Zone and Hours are required; the rest is for those
// whose time is not so simple.
//
// As JSON, a Person has the keys named below; an unknown key is an error.
type Person struct {
	// Name is shown to people and tells the people of a team apart: in any
	// script, at most 100 characters, in one line, with no space at either end. Key:
	// name.
	Name string
	// Zone is the IANA name of the person's time zone, such as
	// "Europe/Berlin". Key: zone.
	Zone string
	// Hours are the working hours on the person's wall clock, in the notation of
	// [ParseHours]; "off" stands for none. They may name PH, the days of
	// Holidays, and SH, those of School. Key: hours.
	Hours string
	// Stretch are hours outside of the working hours in which the person would
	// accept a meeting, at a cost. Where they overlap working hours, those
	// count. Same notation. Key: stretch.
	Stretch string
	// Focus are the parts of the working hours in which the person is not to be
	// interrupted. Outside of working hours they have no effect. Same notation.
	// Key: focus.
	Focus string
	// Daily makes the hours flexible: Hours is then a frame, somewhere within
	// which the person works so much each day. See [Reading]. Key: daily, a Go duration
	// such as "6h".
	Daily time.Duration
	// Core are the parts of a flexible frame in which the person is surely at
	// work. Same notation. Key: core.
	Core string
	// Holidays are the public holidays on which the person does not work: ISO
	// 3166 regions such as "GB-SCT" (see [Sources]), days such as
	// "2026-05-01", each perhaps with a name ("2026-05-01 May Day"), and ranges of days,
	// "2026-12-24/2026-12-31 Closed". What starts on a holiday falls away, unless the
	// hours name PH: then they decide. Key: holidays, a list or a single string.
	Holidays []string
	// School are the school holidays, which hours that name SH need: days and
	// ranges as in Holidays. Key: school.
	School []string
	// Leave is time off, on the person's wall clock. Leaves may overlap. Key:
	// leave, a list of what [ParseTimeOff] reads, or of objects with that as days and a
	// label.
	Leave []TimeOff
	// Moves are changes of zone, in any order. Key: moves, a list of objects with the
	// keys date and zone.
	Moves []Move
	// Recurring are blocks of time that recur: a rota, standing meetings. Key:
	// recurring, a list of objects with the keys state, start, length, rule, also,
	// except (for Except and ExceptDays) and label.
	Recurring []Block
	// Reply is the working time that the person needs to answer a message. Zero
	// means that a message is answered as soon as it is seen. Key: reply, a Go
	// duration such as "1h30m".
	Reply time.Duration
	// Calendars name iCalendar files that hold the person's busy time. Programs
	// read them, and add what they find with [Schedule.With]; compiling does
	// not. Key: calendars, a list.
	Calendars []string
}

// The limits of one person. More is refused with a [*LimitError].
const (
	MaxLeave     = 10_000 // TimeOffs
	MaxMoves     = 1000
	MaxBlocks    = 1000 // recurring blocks
	MaxPerDay    = 96   // occurrences a day of a person's rules with several a day
	MaxCalendars = 1000
)

// maxNameRunes keeps tables and calendar titles readable.
const maxNameRunes = 100

// Compile checks p and makes it a Schedule. The error joins a [*FieldError] for
// every mistake. It knows no region's holidays; see CompileWith.
func (p Person) Compile() (*Schedule, error) { return p.CompileWith(Sources{}) }

// CompileWith is Compile with the caller's own zones, or holidays.
func (p Person) CompileWith(src Sources) (*Schedule, error) {
	s, mistakes := p.compile(src, 0, map[string]int{})
	if len(mistakes) > 0 {
		return nil, joinMistakes(mistakes)
	}
	return s, nil
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

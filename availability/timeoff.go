package availability

import (
	"errors"
	"fmt"
	"strings"

	"github.com/rickb777/date/v2"
)

// A TimeOff is leave, in whole days on the person's wall clock. Both days are
// included, as people say it: leave from the 24th to the 28th includes the 28th.
// The days run from midnight to midnight, so a night shift that starts on the
// day before the leave ends at midnight, and one of the last day goes on after it.
//
// Both days must be given; Compile refuses a TimeOff that lacks one.
type TimeOff struct {
	First date.Date // the first day of the leave
	Last  date.Date // the last one, which is part of it
}

// ParseTimeOff reads a day, "2026-12-24", or a first and a last day,
// "2026-12-24/2026-12-28".
func ParseTimeOff(s string) (TimeOff, error) {
	first, last, ranged := strings.Cut(s, "/")
	var l TimeOff
	var err error
	if l.First, err = parseDate(first); err != nil {
		return TimeOff{}, leaveError(err)
	}
	l.Last = l.First
	if ranged {
		if l.Last, err = parseDate(last); err != nil {
			return TimeOff{}, leaveError(err)
		}
	}
	if err := l.check(); err != nil {
		return TimeOff{}, leaveError(err)
	}
	return l, nil
}

func leaveError(err error) error { return fmt.Errorf(prefix+"%w", err) }

// check reports why l is not a leave.
func (l TimeOff) check() error {
	switch {
	case l.First == 0 || l.Last == 0:
		// The zero Date is the first day of the year 1, which nobody means.
		return errors.New("the first or the last day is missing: give both, and the same one for a single day")
	case l.First < calendarFirst || l.Last > calendarLast:
		return fmt.Errorf("%s is outside the years 0001 to 9999", l)
	case l.Last < l.First:
		return fmt.Errorf("%s ends before it starts: write the first day, then the last", l)
	}
	return nil
}

// String returns l as ParseTimeOff reads it.
func (l TimeOff) String() string {
	if l.First == l.Last {
		return l.First.String()
	}
	return l.First.String() + "/" + l.Last.String()
}

// MarshalText writes l as String does.
func (l TimeOff) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads l as ParseTimeOff does.
func (l *TimeOff) UnmarshalText(text []byte) error {
	parsed, err := ParseTimeOff(string(text))
	if err == nil {
		*l = parsed
	}
	return err
}

// civil returns the civil seconds of l.
func (l TimeOff) civil() Span { return Span{civilDay(l.First), civilDay(l.Last + 1)} }

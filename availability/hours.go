package availability

import (
	"fmt"
	"unicode/utf8"
)

// Hours say at which times of which days a person works, read from the
// OpenStreetMap opening_hours notation by [ParseHours] or written in code with
// [WeeklyHours]:
//
//	Mo-Fr 09:00-12:30,13:30-17:30; Fr 09:00-15:00; PH off
//
// An Hours says what wall clocks show and nothing about zones, and it does not
// know which days are holidays: it names them. It is an immutable value and safe
// for concurrent use. The zero Hours is never open and prints as "off". Compare
// with [Hours.Equal].
type Hours struct {
	rules *hoursRules // nil for never
}

// Equal reports whether h and o have the same normal form: the same rules in the
// same order, and the same comments. Hours of a plain week, which name nothing but
// weekdays, are equal whenever each weekday has the same spans.
func (h Hours) Equal(o Hours) bool { return h.String() == o.String() }

// String returns h in the notation, in normal form; [ParseHours] reads it back
// to an equal value. Hours of a plain week become one rule for each set of days
// with the same hours, in the order of the week. Other hours keep their rules;
// within a rule, days and times are sorted, joined and written with two digits.
func (h Hours) String() string {
	if h.rules == nil {
		return "off"
	}
	return h.rules.text
}

// MarshalText writes h as String does.
func (h Hours) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads h as ParseHours does. After an error h is as before.
func (h *Hours) UnmarshalText(text []byte) error {
	parsed, err := ParseHours(string(text))
	if err == nil {
		*h = parsed
	}
	return err
}

// A HoursError says where and why a text is not hours that can be used.
type HoursError struct {
	Text   string // all of it
	Offset int    // where in Text, in bytes from 0
	Reason string // what is wrong, and how to mend it
}

// Error gives the text, the place in it (counted in characters from 1), the
// reason and how to mend it.
func (e *HoursError) Error() string {
	at := min(max(e.Offset, 0), len(e.Text))
	return fmt.Sprintf(prefix+"hours %s: at character %d: %s",
		quoted(e.Text), 1+utf8.RuneCountInString(e.Text[:at]), e.Reason)
}

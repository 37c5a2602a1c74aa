package availability

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// prefix starts every message of this package, once.
const prefix = "availability: "

// A FieldError is one mistake in the description of one person.
type FieldError struct {
	Person string // the person's name, or "" if they have none
	Place  int    // their place in the team, from 1, or 0 if they were read or compiled alone
	Field  string // the field's name in the team file, such as "zone", or "" if the person as a whole is meant
	Err    error  // what is wrong with it
}

// Error says who, which field, what is wrong and how to mend it, in one line.
func (e *FieldError) Error() string {
	who := "person"
	switch {
	case e.Person != "":
		who += " " + quoted(e.Person)
	case e.Place > 0:
		who += fmt.Sprintf(" #%d", e.Place)
	}
	if e.Field != "" {
		who += ": " + e.Field
	}
	why := strings.TrimPrefix(e.Err.Error(), prefix)
	if e.Field != "" {
		// Package holidays starts its messages as the field is called.
		why = strings.TrimPrefix(why, e.Field+": ")
	}
	return prefix + who + ": " + why
}

// Unwrap returns what is wrong with the field.
func (e *FieldError) Unwrap() error { return e.Err }

// within returns err with the place, such as "block 2", at which it arose.
func within(place string, err error) error { return &placedError{place, err} }

type placedError struct {
	place string
	err   error
}

func (e *placedError) Error() string {
	return e.place + ": " + strings.TrimPrefix(e.err.Error(), prefix)
}
func (e *placedError) Unwrap() error { return e.err }

// A LimitError says that an input is larger than a reader accepts.
type LimitError struct {
	What  string // what there is too much of, such as "bytes in a team file"
	Limit int    // how many are accepted
}

// Error says what there is too much of, and the limit.
func (e *LimitError) Error() string {
	return fmt.Sprintf(prefix+"too many %s: the limit is %d", e.What, e.Limit)
}

// quoted returns text of the user's for a message: in quotes, in one line, and not
// longer than a name may be.
func quoted(s string) string {
	if utf8.RuneCountInString(s) > maxNameRunes {
		n := 0
		for i := range s {
			if n++; n > maxNameRunes {
				s = s[:i] + "…"
				break
			}
		}
	}
	return fmt.Sprintf("%q", s)
}

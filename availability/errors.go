package availability

import (
	"fmt"
	"strings"
)

// prefix starts every message of this package, once.
const prefix = "availability: "

// A detailed error can be put behind a longer message without repeating the
// package's prefix.
type detailed interface{ detail() string }

func detailOf(err error) string {
	if d, ok := err.(detailed); ok {
		return d.detail()
	}
	return strings.TrimPrefix(err.Error(), prefix)
}

// A FieldError is one mistake in the description of one person.
type FieldError struct {
	Person string // the person's name, or their place in the team ("#3") if they have none
	Field  string // the field's name in the team file, such as "zone"; empty if the person as a whole is meant
	Err    error  // what is wrong with it
}

func (e *FieldError) detail() string {
	who := "person " + e.Person
	if !strings.HasPrefix(e.Person, "#") {
		who = fmt.Sprintf("person %q", e.Person)
	}
	if e.Field != "" {
		who += ": " + e.Field
	}
	return who + ": " + detailOf(e.Err)
}

// Error says who, which field, what is wrong and how to mend it, in one line.
func (e *FieldError) Error() string { return prefix + e.detail() }

// Unwrap returns what is wrong with the field.
func (e *FieldError) Unwrap() error { return e.Err }

// A LimitError says that an input is larger than a reader accepts.
type LimitError struct {
	What  string // what there is too much of, such as "bytes"
	Limit int    // how many are accepted
}

func (e *LimitError) detail() string {
	return fmt.Sprintf("too many %s: at most %d are accepted", e.What, e.Limit)
}

// Error says what there is too much of, and the limit.
func (e *LimitError) Error() string { return prefix + e.detail() }

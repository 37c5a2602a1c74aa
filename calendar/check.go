package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// prefix starts every message of this package, once.
const prefix = "calendar: "

const yearsOnly = "iCalendar writes the years 1 to 9999 only"

// check returns every mistake in f, joined, or nil.
func (f Feed) check() error {
	var errs []error
	wrong := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("%sfeed %q: %s", prefix, f.ID, fmt.Sprintf(format, args...)))
	}
	if f.ID == "" {
		wrong(`ID: is empty (give the feed a name that never changes, such as "team-overlap")`)
	}
	if strings.Contains(f.ID, "\x00") {
		wrong("ID: holds a NUL, which separates it from the source in UIDs (leave it out)")
	}
	if f.Stamp.IsZero() {
		wrong("Stamp: is the zero time (set it to when the data last changed)")
	} else if !writable(f.Stamp.Unix()) {
		wrong("Stamp: %s: %s", f.Stamp.UTC().Format(time.RFC3339), yearsOnly)
	}
	if f.Refresh != 0 && f.Refresh < time.Second {
		wrong("Refresh: %v is less than a second (leave it at zero for %v)", f.Refresh, DefaultRefresh)
	}

	first := make(map[string]int, len(f.Events)) // by source
	for i := range f.Events {
		e := &f.Events[i]
		start, end := e.Span.Unix()
		switch {
		case e.Span.IsEmpty():
			wrong("%s: Span: %s is empty (leave out an event that lasts no time)", e.place(i), e.Span)
		case !writable(start) || !writable(end):
			wrong("%s: Span: %s: %s (clip it to the period that you publish)", e.place(i), e.Span, yearsOnly)
		}
		if e.Source == "" {
			wrong(`%s: Source: is empty (say what the event stands for, such as "overlap/2026-11-23")`, e.place(i))
			continue
		}
		if j, taken := first[e.Source]; taken {
			wrong("%s: Source: is that of Events[%d] too (give each event its own, or clients see only one of them)", e.place(i), j)
			continue
		}
		first[e.Source] = i
	}
	return errors.Join(errs...)
}

// writable reports whether DATE-TIME can write u, with its four digits for the year
// (RFC 5545 section 3.3.4). The calendar's end is a second too late.
func writable(u int64) bool { return availability.Calendar().Contains(time.Unix(u, 0)) }

// place says which event is meant: its index for the programmer, its source for
// whoever knows the data.
func (e *Event) place(i int) string {
	if e.Source == "" {
		return fmt.Sprintf("Events[%d]", i)
	}
	return fmt.Sprintf("Events[%d] (%q)", i, e.Source)
}

package calendar

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Occurrences iterates over the times at which the event happens that overlap w, in the
// order of their starts on the wall clock, each whole: those of Rule without Except, or Span alone. That is how
// RFC 5545 reads what is written (section 3.3.5 for DST), and a client that
// follows it shows the same.
//
// The whole days of an AllDay event are those of its Zone. A cancelled event happens no
// more. Nothing happens if Rule or Except has a mistake, which Encode tells.
func (e *Event) Occurrences(w availability.Span) iter.Seq[availability.Span] {
	return func(yield func(availability.Span) bool) {
		switch {
		case e.Cancelled || e.Span.IsEmpty():
		case e.Rule == "":
			if e.Span.Overlaps(w) {
				yield(e.Span)
			}
		default:
			r, err := availability.NewRecurrence(e.parts())
			if err != nil {
				return
			}
			for sp := range e.expand(r, w) {
				if !yield(sp) {
					return
				}
			}
		}
	}
}

// parts returns the recurrence of an event with a Rule.
func (e *Event) parts() availability.RecurrenceParts {
	return availability.RecurrenceParts{
		Start:  civilOf(e.wallStart()),
		Rule:   e.Rule,
		Except: e.Except,
		Zone:   e.zone(),
	}
}

// wallStart returns what the clock shows when the event starts: of an event of whole days, the midnight, even if
// DST skips it.
func (e *Event) wallStart() int64 {
	start, _ := e.Span.Unix()
	if e.AllDay {
		return midnight(wallOf(e.Zone, start))
	}
	return wallOf(e.Zone, start)
}

// zone returns the Zone, or UTC.
func (e *Event) zone() *availability.Zone {
	if e.Zone == nil {
		return &utcZone
	}
	return e.Zone
}

// expand iterates over the occurrences of r that overlap w.
func (e *Event) expand(r availability.Recurrence, w availability.Span) iter.Seq[availability.Span] {
	return func(yield func(availability.Span) bool) {
		first, past := w.Intersect(availability.Calendar()).Unix()
		if past <= first {
			return
		}
		start, end := e.Span.Unix()
		days := midnight(wallOf(e.Zone, end)) - midnight(wallOf(e.Zone, start))
		// What starts on the clock before from is over by the start of w, and what starts
		// from to on begins after its end, whatever the offset.
		from := first - max(end-start, days) - 2*maxOffset
		to := past + 2*maxOffset
		for c := range r.Times(civilOf(max(from, minCivil)), civilOf(min(to, maxCivil))) {
			at := instantOf(e.Zone, civilSecond(c))
			until := at + end - start
			if e.AllDay {
				until = instantOf(e.Zone, civilSecond(c)+days)
			}
			if sp := availability.UnixSpan(at, until); sp.Overlaps(w) && !yield(sp) {
				return
			}
		}
	}
}

// The civil seconds that a recurrence can have.
var minCivil, maxCivil = availability.Calendar().Unix()

// spread returns a span that holds all occurrences of the event, for as far as its
// zone has to be told. What has no end is told for fifty years.
func (e *Event) spread() availability.Span {
	start, end := e.Span.Unix()
	if e.Rule == "" {
		return e.Span
	}
	for part := range strings.SplitSeq(strings.ToUpper(e.Rule), ";") {
		switch name, value, _ := strings.Cut(part, "="); name {
		case "UNTIL":
			if until, ok := timeOf(value); ok {
				return availability.UnixSpan(start, max(end, until+end-start))
			}
		case "COUNT":
			all := *e
			all.Except, all.Cancelled = nil, false
			for sp := range all.Occurrences(availability.Calendar()) {
				_, last := sp.Unix()
				end = max(end, last)
			}
			return availability.UnixSpan(start, end)
		}
	}
	const told = 50 * 366 * secondsPerDay
	return availability.UnixSpan(start, end+told)
}

// checkRule returns what is wrong with the Rule and the Except of an event whose Span and
// Zone are right.
func (e *Event) checkRule() (mistakes []string) {
	wrong := func(format string, args ...any) { mistakes = append(mistakes, fmt.Sprintf(format, args...)) }
	if e.Rule == "" {
		if len(e.Except) > 0 {
			wrong("Except: is given without a Rule (leave it out: the event happens once)")
		}
		return mistakes
	}
	p := e.parts()
	p.Except = nil
	r, err := availability.NewRecurrence(p)
	if err != nil {
		wrong("Rule: %s", strings.TrimPrefix(err.Error(), "availability: "))
		return mistakes
	}
	if _, err := availability.NewRecurrence(e.parts()); err != nil {
		wrong("Except: %s", strings.TrimPrefix(err.Error(), "availability: "))
		return mistakes
	}
	if why := e.checkForm(); why != "" {
		wrong("Rule: %q: %s", e.Rule, why)
		return mistakes
	}
	if !occursAt(r, p.Start) {
		wrong("Span: starts at %s, which is no occurrence of the rule %q (start with its first occurrence)", p.Start, e.Rule)
		return mistakes
	}
	start := e.Span.Start()
	if !isUTC(e.Zone) && !e.AllDay && !(wallSays(e.Zone, start) && wallSays(e.Zone, e.Span.End())) {
		wrong("Span: %s starts or ends in the repeated hour of a DST change, which %s cannot name (start with another occurrence; Series does)", e.Span, e.Zone.Name())
		return mistakes
	}
	for i, c := range e.Except {
		if c == p.Start {
			wrong("Except[%d]: %s is the first occurrence, which some clients show all the same (start with the first that happens)", i, c)
		} else if !occursAt(r, c) {
			wrong("Except[%d]: %s is no occurrence of the rule %q (leave it out)", i, c, e.Rule)
		}
	}
	return mistakes
}

// checkForm says what iCalendar forbids in a rule beside this DTSTART (section 3.3.10), or "".
func (e *Event) checkForm() string {
	for part := range strings.SplitSeq(strings.ToUpper(e.Rule), ";") {
		name, value, _ := strings.Cut(part, "=")
		switch {
		case name == "UNTIL" && e.AllDay && len(value) != len("20060102"):
			return "UNTIL must be a date in an event of whole days (write it as 20261224)"
		case name == "UNTIL" && !e.AllDay && !strings.HasSuffix(value, "Z"):
			return "UNTIL must be in UTC (write the start of the last occurrence as 20261224T090000Z)"
		case name == "BYSECOND" && slices.Contains(strings.Split(value, ","), "60"):
			return "a leap second makes some clients fail (write 59)"
		case e.AllDay && (name == "BYHOUR" || name == "BYMINUTE" || name == "BYSECOND"),
			e.AllDay && (value == "HOURLY" || value == "MINUTELY" || value == "SECONDLY"):
			return part + " cannot go with an event of whole days (leave it out)"
		}
	}
	return ""
}

// untilText writes an instant as an UNTIL, as far as there is a notation.
func untilText(u int64) string {
	return time.Unix(min(u, maxCivil-1), 0).UTC().Format("20060102T150405Z")
}

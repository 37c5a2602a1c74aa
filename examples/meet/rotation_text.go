package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/rickb777/date/v2"
)

func (b overlapBreak) day(q question) date.Date {
	d, _ := q.season.zone.Civil(b.Start)
	return d
}

func (r rotation) writeText(out io.Writer, q question, names []string, s series) {
	heading(out, "IN TURNS")
	var held []meeting
	for _, t := range r.Turns {
		if t.Meeting != nil {
			held = append(held, *t.Meeting)
		}
	}
	fmt.Fprintf(out, "  %s, each at the time that shares the burden best:\n\n", count(len(r.Turns), "meeting"))
	if len(held) > 0 {
		q.writeMeetings(out, names, held)
	}
	for _, t := range r.Turns {
		if t.Meeting == nil {
			paragraph(out, 2, "%s: no meeting, as %s", q.season.day(t.day(q)), t.why())
		}
	}
	if len(held) == 0 {
		return
	}
	fmt.Fprintln(out, "\n  What each bears, in hours of cost:")
	fmt.Fprintln(out)
	t := table{lead: 1}
	t.add(append([]string{""}, names...)...)
	before, in, after := []string{"before"}, []string{"in these meetings"}, []string{"after"}
	for _, name := range q.names() {
		before = append(before, hours(inSeconds(r.Before[name])))
		in = append(in, hours(inSeconds(r.After[name]-r.Before[name])))
		after = append(after, hours(inSeconds(r.After[name])))
	}
	t.add(before...)
	t.add(in...)
	t.add(after...)
	t.write(out)
	fmt.Fprintln(out)
	r.writeProof(out)
	r.compare(out, q, s, len(held))
	fmt.Fprintln(out, "  -ledger-out FILE keeps the last row; with -ledger FILE the next rotation goes on from it.")
}

func (t turn) day(q question) date.Date {
	d, _ := q.season.zone.Civil(t.Within.Start)
	return d
}

func (t turn) why() string {
	var parts []string
	for _, b := range t.Blockers {
		part := fmt.Sprintf("%s cannot come at %d of %d starts", b.Name, b.Starts, b.Tried)
		if b.Starts == b.Tried {
			part = b.Name + " cannot come at any time"
		}
		if b.Why != "" {
			part += " (" + b.Why + ")"
		}
		parts = append(parts, part)
	}
	if parts == nil {
		return "it does not fit"
	}
	return strings.Join(parts, "; ")
}

// writeProof says how good the plan is.
func (r rotation) writeProof(out io.Writer) {
	switch {
	case r.Exact:
		paragraph(out, 2, "The largest total is %s. It is proven that there is no fairer plan.", hours(r.Largest))
	case r.Largest == r.Bound:
		paragraph(out, 2, "The largest total is %s. It is proven that no plan has a smaller one; whether the others could be smaller is not.", hours(r.Largest))
	default:
		paragraph(out, 2, "The largest total is %s. No better plan was found, and it is proven that none has less than %s.", hours(r.Largest), hours(r.Bound))
	}
	if r.EarlyNights > 0 {
		why := "which cannot be avoided"
		if !r.Exact {
			why = "and no plan without that was found"
		}
		paragraph(out, 2, "At %s somebody gives a night before everybody has given something, %s.", count(r.EarlyNights, "meeting"), why)
	}
}

// compare says what turns are good for.
func (r rotation) compare(out io.Writer, q question, s series, held int) {
	if len(s.Options) == 0 || s.Options[0].Held == 0 {
		return
	}
	weekly := s.Options[0].worst()
	most, cost := "", time.Duration(0)
	for _, name := range q.names() {
		if c := r.After[name] - r.Before[name]; c > cost {
			most, cost = name, c
		}
	}
	if weekly.Cost == 0 || most == "" {
		return
	}
	paragraph(out, 2, "A meeting at the weekly time costs %s %s hours on average; in turns nobody bears more than %s.",
		weekly.Name, hours(weekly.Cost/int64(s.Options[0].Held)), hours(inSeconds(cost)/int64(held)))
}

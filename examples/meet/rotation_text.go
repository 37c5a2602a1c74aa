package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/examples/internal/program"
)

func (r rotation) writeText(out io.Writer, q question, names []string, s series) {
	program.Heading(out, "IN TURNS")
	var held []meeting
	for _, t := range r.Turns {
		if t.Meeting != nil {
			held = append(held, *t.Meeting)
		}
	}
	every := "week"
	if w := r.Turns[0].Within; w.End.Sub(w.Start) < 48*time.Hour {
		every = r.Turns[0].day(q).Weekday().String()
	}
	fmt.Fprintf(out, "  A meeting every %s for %s, at times that share the burden:\n\n", every, program.Count(len(r.Turns), "week"))
	if len(held) > 0 {
		q.writeMeetings(out, names, held)
	}
	r.writeMissing(out, q)
	if len(held) == 0 {
		return
	}
	fmt.Fprintln(out)
	if len(names) <= tablePeople {
		r.writeLedger(out, q, names)
	}
	r.writeProof(out)
	r.compare(out, q, s, len(held))
	fmt.Fprintln(out, "  -ledger-out FILE keeps that for the next rotation, which goes on from it with -ledger FILE.")
}

// writeLedger prints what each has borne before and after.
func (r rotation) writeLedger(out io.Writer, q question, names []string) {
	fmt.Fprintf(out, "  What each bears, in hours of cost:\n\n")
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
}

func (t turn) day(q question) date.Date {
	d, _ := q.season.Zone.Civil(t.Within.Start)
	return d
}

// writeMissing says which weeks have no meeting, and why.
func (r rotation) writeMissing(out io.Writer, q question) {
	var whys []string
	days := map[string][]string{}
	for _, t := range r.Turns {
		if t.Meeting == nil {
			why := t.why()
			if days[why] == nil {
				whys = append(whys, why)
			}
			days[why] = append(days[why], q.season.Format(t.day(q)))
		}
	}
	for _, why := range whys {
		paragraph(out, "%s: no meeting, as %s.", strings.Join(days[why], ", "), why)
	}
}

// why says who is most in the way: those who cannot come at all, or else who can least.
func (t turn) why() string {
	blockers := t.Refusal.Blockers
	if len(blockers) == 0 {
		return "it does not fit"
	}
	var never []string
	for _, b := range blockers {
		if b.Starts == t.Refusal.Tried {
			never = append(never, fmt.Sprintf("%s (%s)", b.Name, b.Why))
		}
	}
	if never != nil {
		return strings.Join(program.Commas(never), "") + " cannot come at all"
	}
	most := blockers[0]
	why := fmt.Sprintf("%s cannot come at %d of %d starts, mostly %s", most.Name, most.Starts, t.Refusal.Tried, most.Why)
	if len(blockers) > 1 {
		why += ", and others not at the rest"
	}
	return why
}

// writeProof says how good the plan is.
func (r rotation) writeProof(out io.Writer) {
	switch {
	case r.Largest == 0:
		paragraph(out, "Nobody bears anything.")
	case r.Exact:
		paragraph(out, "The largest total is %s. It is proven that there is no fairer plan.", hours(r.Largest))
	case r.Largest == r.Bound:
		paragraph(out, "The largest total is %s. It is proven that no plan has a smaller one; whether the others could be smaller is not.", hours(r.Largest))
	default:
		paragraph(out, "The largest total is %s. No better plan was found, and it is proven that none has less than %s.", hours(r.Largest), hours(r.Bound))
	}
	if r.EarlyNights > 0 {
		why := "which cannot be avoided"
		if !r.Exact {
			why = "and no plan without that was found"
		}
		paragraph(out, "In %s somebody gives a night before everybody has given something, %s.", program.Count(r.EarlyNights, "meeting"), why)
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
	mean, turns := weekly.Cost/int64(s.Options[0].Held), inSeconds(cost)/int64(held)
	if turns >= mean {
		return
	}
	paragraph(out, "A meeting at the weekly time costs %s %s hours on average; in turns nobody bears more than %s.",
		weekly.Name, hours(mean), hours(turns))
}

package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/examples/internal/program"
)

// breaksShown is how many weeks are printed that break.
const breaksShown = 12

func (s series) writeText(out io.Writer, q question, names []string) {
	program.Heading(out, "EVERY WEEK")
	if len(s.Options) == 0 {
		fmt.Fprintf(out, "  Of %d weekly times none is possible even once.\n", s.Tried)
		if q.strict {
			fmt.Fprintln(out, "  Without -strict people are asked on evenings and nights of their working days, too.")
		}
		return
	}
	fmt.Fprintf(out, "  The best of %d weekly times, each on the clocks of one zone for %s:\n\n", s.Tried, program.Count(q.season.Count, "week"))
	t := table{lead: 6}
	t.add("", "held", "all come", "cost", "bears most", "breaks")
	for _, o := range s.Options {
		most := o.worst()
		bears := "nobody"
		if most.Cost > 0 {
			bears = program.Clip(most.Name, nameColumns) + " " + hours(most.Cost)
		}
		t.add(o.at()+" "+o.Anchor, fmt.Sprintf("%d of %d", o.Held, o.Occurrences), fmt.Sprint(o.Suits),
			hours(o.Cost), bears, fmt.Sprint(len(o.Breaks)))
	}
	t.write(out)

	best := s.Options[0]
	fmt.Fprintln(out)
	fmt.Fprintf(out, "  The first of them is to each, on their clock and with the cost in hours:\n\n")
	t = table{lead: 6}
	t.add("", "usually", "comes", "cost", "at worst", "")
	for i, p := range best.People {
		worst, cost := p.Worst.Date.Format("Mon 2 Jan ")+p.Worst.Clock.HhMm(), hours(p.WorstCost)
		switch {
		case p.WorstAbsent:
			cost = "cannot come"
		case p.WorstCost == 0:
			worst, cost = "", ""
		}
		t.add(names[i], p.Usual.Date.Format("Mon ")+p.Usual.Clock.HhMm(), fmt.Sprint(p.Comes), hours(p.Cost), worst, cost)
	}
	t.write(out)
	best.writeBreaks(out, q)
	best.writeRule(out)
}

// at is when the meeting is on the anchor's clock: "Tue 15:00".
func (o option) at() string {
	return o.Recurrence.Start.Date.Format("Mon ") + o.Recurrence.Start.Clock.HhMm()
}

// worst is who bears most.
func (o option) worst() regular {
	return slices.MaxFunc(o.People, func(a, b regular) int { return cmp.Compare(a.Cost, b.Cost) })
}

func (b overlapBreak) day(q question) date.Date {
	d, _ := q.season.Zone.Civil(b.Start)
	return d
}

func (o option) writeBreaks(out io.Writer, q question) {
	fmt.Fprintln(out)
	if len(o.Breaks) == 0 {
		fmt.Fprintln(out, "  No week breaks.")
		return
	}
	fmt.Fprintln(out, "  Weeks that break:")
	for _, b := range o.Breaks[:min(len(o.Breaks), breaksShown)] {
		var parts []string
		for _, t := range b.Troubles {
			part := t.Name + ", " + t.Why
			if !b.Skipped && t.Absent {
				part += " (misses it)"
			}
			parts = append(parts, part)
		}
		what := "held"
		if b.Skipped {
			what = "no meeting"
		}
		item(out, "%s  %s: %s", q.season.Format(b.day(q)), what, strings.Join(parts, "; "))
	}
	if more := len(o.Breaks) - breaksShown; more > 0 {
		fmt.Fprintf(out, "    and %d more, which -json lists\n", more)
	}
}

// writeRule prints the series as calendars have it.
func (o option) writeRule(out io.Writer) {
	fmt.Fprintf(out, "\n  As a rule of RFC 5545:\n    DTSTART;TZID=%s:%s\n    RRULE:%s\n", o.Anchor, ical(o.Recurrence.Start), o.Recurrence.Rule)
	if n := len(o.Recurrence.Except); n > 0 {
		dates := make([]string, n)
		for i, c := range o.Recurrence.Except {
			dates[i] = ical(c)
			if i < n-1 {
				dates[i] += ","
			}
		}
		line := fmt.Sprintf("    EXDATE;TZID=%s:", o.Anchor)
		fmt.Fprintln(out, line+program.Wrap(dates, program.Width(line), 6))
	}
}

func ical(c availability.Civil) string {
	return c.Date.Format("20060102") + "T" + strings.ReplaceAll(c.Clock.HhMmSs(), ":", "")
}

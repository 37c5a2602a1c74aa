package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/noonmark/noonmark/examples/internal/program"
)

// nameColumns leaves room for seven people in a row.
const nameColumns = 9

// writeText prints the report for people, at most 100 columns wide: all of it, or one plan.
func (r report) writeText(out io.Writer, q question, plan string) {
	s := q.season
	parts := program.Commas([]string{"A meeting of " + program.Hours(q.meeting.Duration),
		program.LongDay(s.First) + " to " + program.LongDay(s.Last()), "times in " + s.Zone.Name()})
	fmt.Fprintln(out, program.Wrap(parts, 0, 2))
	var optional []string
	for _, p := range r.People {
		if p.Optional {
			optional = append(optional, p.Name)
		}
	}
	if optional != nil {
		line := "It can take place without "
		fmt.Fprintln(out, line+program.Wrap(program.Commas(optional), program.Width(line), 2)+".")
	}
	if r.Limits {
		fmt.Fprintln(out, "It leaves everybody 11 hours of rest between days, 48 hours a week at most and a free day in seven.")
	}
	if q.unread > 0 {
		fmt.Fprintf(out, "Busy time from %s is not read by this program.\n", program.Count(q.unread, "calendar"))
	}
	names := program.Labels(q.names(), nameColumns)
	writeMarks(out)
	if plan == "" || plan == "slot" {
		r.Slots.writeText(out, q, names)
	}
	if plan == "" || plan == "series" {
		r.Series.writeText(out, q, names)
	}
	if plan == "" || plan == "rotation" {
		r.Rotation.writeText(out, q, names, r.Series)
	}
}

// paragraph and item print a text that is wrapped to the page. The lines of an item after the
// first are indented further.
func paragraph(out io.Writer, format string, args ...any) {
	wrapped(out, 2, 2, fmt.Sprintf(format, args...))
}

func item(out io.Writer, format string, args ...any) {
	wrapped(out, 4, 6, fmt.Sprintf(format, args...))
}

func wrapped(out io.Writer, first, others int, text string) {
	fmt.Fprintln(out, strings.Repeat(" ", first)+program.Wrap(strings.SplitAfter(text, " "), first, others))
}

// weekday is the day of a time in the season's zone.
func (q question) weekday(t time.Time) string {
	d, _ := q.season.Zone.Civil(t)
	return d.Format("Mon")
}

// time writes an instant as the season's zone shows it.
func (q question) time(t time.Time) string {
	d, hm := q.season.Zone.Civil(t)
	return q.season.Format(d) + " " + hm.HhMm()
}

func (s slots) writeText(out io.Writer, q question, names []string) {
	program.Heading(out, "A SINGLE MEETING")
	weeks := fmt.Sprintf("From %s to %s", q.season.Format(q.season.First), q.season.Format(q.season.Day(7*q.within-1)))
	switch {
	case s.Refusal == nil:
		paragraph(out, "%s %d of %d starts lie in the hours in which people work or would accept a meeting. The best:", weeks, s.Possible, s.Tried)
	default:
		paragraph(out, "%s none of %d starts lies in the hours in which people work or would accept a meeting:", weeks, s.Tried)
		for _, b := range s.Refusal.Blockers[:min(len(s.Refusal.Blockers), blockersShown)] {
			line := fmt.Sprintf("%s cannot come at %d, mostly %s", b.Name, b.Starts, b.Why)
			if b.Alone > 0 {
				line += fmt.Sprintf("; at %d all others can", b.Alone)
			}
			item(out, "%s", line)
		}
		if more := len(s.Refusal.Blockers) - blockersShown; more > 0 {
			item(out, "and %d more, whom -json lists", more)
		}
		if len(s.Refusal.Relaxations) > 0 {
			fmt.Fprintln(out, "  It would be possible, at these times:")
		}
		for _, r := range s.Refusal.Relaxations {
			item(out, "%s  %s", q.time(r.Meeting.Start), r.What)
		}
		switch {
		case s.Anyway:
			fmt.Fprintln(out, "  If people are asked on evenings and nights of their working days, too, the best are:")
		case q.strict:
			return
		default:
			fmt.Fprintln(out, "  Nor is there any on evenings or nights of their working days.")
			return
		}
	}
	fmt.Fprintln(out)
	q.writeMeetings(out, names, s.Best)
}

// Nobody would read more of these.
const (
	tablePeople   = 30 // in columns
	blockersShown = 10
)

// writeMeetings prints a table of meetings.
func (q question) writeMeetings(out io.Writer, names []string, meetings []meeting) {
	t := table{lead: 2}
	t.add("", "cost")
	shown := names
	if len(names) > tablePeople {
		shown = nil
	}
	t.addMeetings(shown, meetings, func(m meeting) []string {
		return []string{q.time(m.Start), hours(m.Cost)}
	}, q.weekday)
	t.write(out)
	if shown == nil {
		fmt.Fprintf(out, "\n  There are %d people, too many to print: -json lists what it is to each.\n", len(names))
	}
}

package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/examples/internal/program"
)

const (
	nameColumns = 14
	whoColumns  = 15
	// shownTasks are more than anybody reads. Of more, only the critical path is shown.
	shownTasks = 60
)

// writeText prints the report for people, at most 100 columns wide.
func (r report) writeText(page io.Writer, q question) {
	var text strings.Builder
	out := &text
	names := make([]string, len(r.Run.Tasks))
	for i, t := range r.Run.Tasks {
		names[i] = t.Name
	}
	labels := program.Labels(names, nameColumns)
	r.writeHead(out, q)
	r.writeTasks(out, q, labels)
	r.writeChart(out, q, labels)
	r.writeWaiting(out, labels)
	r.writeStarts(out, q, labels)
	r.writePromises(out, q)
	r.writeOrders(out, q)
	io.WriteString(page, strings.ReplaceAll(text.String(), joint, " "))
}

// joint is a space at which no line ends.
const joint = "\u00a0"

func wrapped(out io.Writer, first, others int, text string) {
	fmt.Fprintln(out, strings.Repeat(" ", first)+program.Wrap(strings.SplitAfter(text, " "), first, others))
}

func paragraph(out io.Writer, format string, args ...any) {
	wrapped(out, 2, 2, fmt.Sprintf(format, args...))
}

// writeHead says what comes of the plan.
func (r report) writeHead(out io.Writer, q question) {
	wrapped(out, 0, 2, fmt.Sprintf("%s, started on %s, times in %s", program.Count(len(r.Run.Tasks), "task"), q.full(q.start), q.weeks.Zone.Name()))
	if q.unread > 0 {
		fmt.Fprintf(out, "Busy time from %s is not read by this program.\n", program.Count(q.unread, "calendar"))
	}
	if r.Run.End == nil {
		wrapped(out, 0, 2, "Never done: "+strings.Join(program.Commas(r.Run.Stuck), "")+".")
		return
	}
	var work time.Duration
	for _, p := range r.Run.Parts {
		if p.Work {
			work += p.part.Time
		}
	}
	total := time.Duration(*r.Run.Duration) * time.Second
	wrapped(out, 0, 2, fmt.Sprintf("Done on %s, after %s: %s of work on the critical path and %s of waiting.",
		q.full(*r.Run.End), long(total), long(work), long(total-work)))
}

// shown are the indexes of the tasks that are shown.
func (r report) shown() []int {
	var all []int
	for i, t := range r.Run.Tasks {
		if len(r.Run.Tasks) <= shownTasks || t.Critical && len(all) < shownTasks {
			all = append(all, i)
		}
	}
	return all
}

func (t task) mark() string {
	if t.Critical {
		return "*"
	}
	return " "
}

// writeTasks prints what happens to each task: a line on the owner's clock, and one on that
// of -zone if it is another one.
func (r report) writeTasks(out io.Writer, q question, labels []string) {
	program.Heading(out, "WHO DOES WHAT WHEN")
	t := program.Table{Left: 4}
	t.Add("", "task", "who", "clock", "handed over", "begins", "done", "can wait")
	for _, i := range r.shown() {
		task := r.Run.Tasks[i]
		if task.Ended == nil {
			t.Add(task.mark(), labels[i], task.who(), "", "never", "", "", "")
			continue
		}
		here := [3]time.Time{task.run.Ready, task.run.Started, task.run.Ended}
		there := here
		for k, at := range there {
			there[k] = q.local(at)
		}
		own, shown := clocks(here), clocks(there)
		if task.Machine {
			here, own = there, shown
		}
		t.Add(task.mark(), labels[i], task.who(), own, q.stamp(here[0]), q.stamp(here[1]), q.stamp(here[2]), slack(task.run.Slack))
		if q.stamp(here[0]) != q.stamp(there[0]) || q.stamp(here[2]) != q.stamp(there[2]) {
			t.Add("", "", "", shown, q.stamp(there[0]), q.stamp(there[1]), q.stamp(there[2]), "")
		}
	}
	t.Write(out)
	if hidden := len(r.Run.Tasks) - len(r.shown()); hidden > 0 {
		fmt.Fprintln(out)
		paragraph(out, "%d more tasks are too many to print: -json lists them.", hidden)
	}
	if r.Run.End == nil {
		return
	}
	fmt.Fprintln(out)
	paragraph(out, "* is on the critical path. Each task can be handed over so much later, and all is done at the same time still: "+
		"on the critical path that is time which the work would wait for somebody anyway, here or further on.")
}

// stamp names the year only if it is another one than at the start.
func (q question) stamp(t time.Time) string {
	if t.Year() != q.local(q.start).Year() {
		return t.Format("Mon 2 Jan 2006 15:04")
	}
	return t.Format("Mon 2 Jan 15:04")
}

// clocks names the clock that shows some times; two if it changes between them.
func clocks(times [3]time.Time) string {
	first, last := times[0].Format("MST"), times[2].Format("MST")
	if first != last {
		return first + "/" + last
	}
	return last
}

// who says who does a task and, of several, how many of them it needs.
func (t task) who() string {
	switch {
	case t.Machine:
		return "machine"
	case t.Owner == nil:
		return program.Clip(strings.Join(t.Owners, "/"), whoColumns)
	case len(t.Owners) > 1:
		pool := fmt.Sprintf(" (%d of %d)", t.Needs, len(t.Owners))
		return program.Clip(*t.Owner, max(whoColumns-len(pool), 4)) + pool
	}
	return program.Clip(*t.Owner, whoColumns)
}

func slack(d time.Duration) string {
	if d = d.Round(time.Minute); d > 0 {
		return short(d)
	}
	return "–"
}

// lastEnd is when the last of the tasks that are ever done is done.
func (r report) lastEnd() time.Time {
	last := r.Run.Start
	for _, t := range r.Run.Tasks {
		if t.Ended != nil && t.Ended.After(last) {
			last = *t.Ended
		}
	}
	return last
}

// local returns a time on the clock of -zone.
func (q question) local(t time.Time) time.Time { return onClock(q.weeks.Zone, t) }

// onClock returns a time on the clock of a zone.
func onClock(z *availability.Zone, t time.Time) time.Time {
	o := z.Offset(t)
	return t.In(time.FixedZone(o.Abbreviation, o.Seconds))
}

// full writes a time on the clock of -zone.
func (q question) full(t time.Time) string {
	return q.local(t).Format("Monday 2 January 2006 at 15:04")
}

// on writes a time on the clock of -zone, and on somebody's if that is another one. A time a nanosecond from a
// whole second is just before or after it.
func (q question) on(t time.Time, s *availability.Schedule) string {
	if second := t.Round(time.Second); second.Before(t) {
		return "just after " + q.on(second, s)
	} else if second.After(t) {
		return "just before " + q.on(second, s)
	}
	text := q.stamp(q.local(t))
	if s == nil {
		return text
	}
	theirs := onClock(s.Zone(), t)
	if q.stamp(theirs) == text {
		return text
	}
	return fmt.Sprintf("%s (%s for %s)", text, theirs.Format("Mon 15:04 MST"), s.Name())
}

// long writes a duration as people say it, on one line.
func long(d time.Duration) string {
	d = d.Round(time.Minute)
	var text string
	days := int(d / (24 * time.Hour))
	switch rest := d % (24 * time.Hour); {
	case days < 2:
		text = program.Hours(d)
	case rest == 0:
		text = program.Count(days, "day")
	default:
		text = program.Count(days, "day") + " " + program.Hours(rest)
	}
	return strings.ReplaceAll(text, " ", joint)
}

// short writes a duration in hours and minutes, for a table.
func short(d time.Duration) string {
	minutes := int64(math.Round(d.Minutes()))
	return fmt.Sprintf("%d:%02d", minutes/60, minutes%60)
}

package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/examples/internal/program"
)

// A chart is the plan on a time line: a row a task, a column so much time.
type chart struct {
	zone    *availability.Zone
	start   time.Time // of the first column
	step    time.Duration
	columns int
	most    int // columns that fit the page
	used    map[rune]bool
}

// steps are the lengths of a column that are easy to count in. Longer ones are doubled.
var steps = []time.Duration{
	5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 20 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 4 * time.Hour, 6 * time.Hour, 8 * time.Hour, 12 * time.Hour, 24 * time.Hour,
}

// newChart fits the time from start to end into some columns. The first one begins at a round time.
func newChart(zone *availability.Zone, start, end time.Time, most int) chart {
	day, _ := zone.Civil(start)
	midnight := zone.Instant(day, 0)
	for i, step := 0, steps[0]; ; i++ {
		if i < len(steps) {
			step = steps[i]
		} else {
			step *= 2
		}
		c := chart{zone: zone, start: midnight.Add(start.Sub(midnight).Truncate(step)), step: step, most: most, used: map[rune]bool{}}
		n := int((end.Sub(c.start) + step - 1) / step)
		if n <= most {
			c.columns = max(n, 1)
			return c
		}
	}
}

// cell returns the instants of a column.
func (c chart) cell(i int) availability.Span {
	from := c.start.Add(time.Duration(i) * c.step)
	return availability.Between(from, from.Add(c.step))
}

// dates returns the line with the dates, each over the column in which its day begins, and the line
// with the hours, or "" if columns are too long for that.
func (c chart) dates() (days, hours string) {
	every := 0 // hours
	for _, n := range []int{1, 3, 6, 12} {
		if time.Duration(n)*time.Hour >= 4*c.step {
			every = n
			break
		}
	}
	layout := "Mon 2 Jan"
	if c.step*time.Duration(c.columns) > 300*24*time.Hour {
		layout = "2 Jan 2006"
	}
	var top, below strings.Builder
	write := func(line *strings.Builder, i int, label string) {
		if line.Len() <= i && i+len(label) <= c.most {
			line.WriteString(strings.Repeat(" ", i-line.Len()) + label + " ")
		}
	}
	for i := range c.columns {
		if day, ok := c.newDay(i); ok {
			write(&top, i, day.Format(layout))
		} else if today, _ := c.zone.Civil(c.start); i == 0 && !c.soon(len(layout)) {
			write(&top, i, today.Format(layout))
		}
		if hour, ok := c.hour(i, every); ok && every > 0 {
			write(&below, i, hour.HhMm()[:2])
		}
	}
	return strings.TrimRight(top.String(), " "), strings.TrimRight(below.String(), " ")
}

// newDay returns the day that begins in a column: the first, if there are several.
func (c chart) newDay(i int) (date.Date, bool) {
	cell := c.cell(i)
	before, _ := c.zone.Civil(cell.Start().Add(-time.Second))
	last, _ := c.zone.Civil(cell.End().Add(-time.Second))
	if before == last {
		return 0, false
	}
	for at := cell.Start(); at.Before(cell.End()); at = at.Add(steps[0]) {
		if day, _ := c.zone.Civil(at); day != before { // not always the next: Samoa skipped one
			return day, true
		}
	}
	return last, true
}

// soon reports whether a day begins so few columns after the first that its date would not fit beside another one.
func (c chart) soon(columns int) bool {
	for i := range min(columns+1, c.columns) {
		if _, ok := c.newDay(i); ok {
			return true
		}
	}
	return false
}

// hour returns the hour that begins in a column, if it is one of every so many.
func (c chart) hour(i, every int) (clock.Clock, bool) {
	for at, cell := c.cell(i).Start(), c.cell(i); at.Before(cell.End()); at = at.Add(steps[0]) {
		if _, hm := c.zone.Civil(at); hm%(clock.Clock(max(every, 1))*clock.Hour) == 0 {
			return hm, true
		}
	}
	return 0, false
}

// coarse says that columns are so long that nobody works for half of one.
func (c chart) coarse() bool { return c.step > 8*time.Hour }

// A stretch is a time in which a task is in one category.
type stretch struct {
	span     availability.Span
	category int // its index
}

// stretches says what happens to a task, in order, from when it is handed over to when it is done.
func (t task) stretches() []stretch {
	if t.Ended == nil {
		return nil
	}
	span := availability.Between(*t.HandedOver, *t.Ended)
	if t.Machine {
		return []stretch{{span, machineWork}}
	}
	var out []stretch
	for sp, state := range t.run.Owner.Timeline(span) {
		for k, c := range categories {
			if c.state == state && (c.work || state != availability.Free) {
				out = append(out, stretch{sp, k})
			}
		}
	}
	return out
}

// row draws a task. A column shows what takes the longest in it, but work always.
func (c chart) row(t task) string {
	line := make([]rune, c.columns)
	all := t.stretches()
	for i := range line {
		line[i] = ' '
		if _, ok := c.newDay(i); ok && i > 0 && !c.coarse() {
			line[i] = '┊'
		}
		cell := c.cell(i)
		times := make([]int64, len(categories))
		for len(all) > 0 && !all[0].span.End().After(cell.Start()) {
			all = all[1:]
		}
		for _, s := range all {
			common := s.span.Intersect(cell)
			if common.IsEmpty() {
				break
			}
			times[s.category] += common.Seconds()
		}
		longest, work := int64(0), int64(0)
		for k, n := range times {
			if categories[k].work {
				work += n
			} else if n > longest {
				longest, line[i] = n, categories[k].mark
			}
		}
		switch {
		case work > 0 && (2*work >= cell.Seconds() || c.coarse()):
			line[i] = categories[0].mark
		case work > 0:
			line[i] = brief
		}
	}
	if t.Ended != nil && t.Work == 0 { // it is seen, or done at once
		line[min(int(t.Ended.Sub(c.start)/c.step), c.columns-1)] = done
	}
	for _, mark := range line {
		c.used[mark] = true
	}
	return strings.TrimRight(string(line), " ")
}

// legend explains the marks that occur.
func (c chart) legend() string {
	var items []string
	for _, category := range categories {
		if category.state != 0 && c.used[category.mark] {
			items = append(items, fmt.Sprintf("%c %s", category.mark, category.about))
		}
		if category.mark == '█' && category.state != 0 && c.used[brief] {
			items = append(items, fmt.Sprintf("%c work for less than half of the column", brief))
		}
	}
	if c.used[categories[0].mark] && c.coarse() {
		items[0] += " for some of the column"
	}
	if c.used[done] {
		items = append(items, fmt.Sprintf("%c done as soon as it is seen", done))
	}
	return program.Wrap(program.Commas(items), 2, 4)
}

// write prints the chart.
func (r report) writeChart(out io.Writer, q question, labels []string) {
	if !slices.ContainsFunc(r.Run.Tasks, func(t task) bool { return t.Ended != nil }) {
		return
	}
	title, critical := "THE CRITICAL PATH", " Only time saved on the critical path, marked *, can bring the end forward."
	if r.Run.End == nil {
		title, critical = "WHAT GETS DONE", ""
	}
	program.Heading(out, title)
	column := program.Widest(labels)
	// Before the time line stand the mark and the label of a task.
	c := newChart(q.weeks.Zone, q.start, r.lastEnd(), program.Columns-column-6)
	days, hours := c.dates()
	indent := strings.Repeat(" ", column+6)
	rows := make([]string, len(r.Run.Tasks))
	for i, t := range r.Run.Tasks {
		rows[i] = c.row(t)
	}
	shown := "dates"
	if hours != "" {
		shown = "dates and hours"
	}
	wrapped(out, 2, 2, fmt.Sprintf("A column is %s; %s are those of %s.%s", columnLength(c.step), shown, q.weeks.Zone.Name(), critical))
	fmt.Fprintf(out, "  %s\n\n", c.legend())
	fmt.Fprintln(out, strings.TrimRight(indent+days, " "))
	if hours != "" {
		fmt.Fprintln(out, indent+hours)
	}
	for _, i := range r.shown() {
		fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("  %s %s  %s", r.Run.Tasks[i].mark(), program.Pad(labels[i], column), rows[i]), " "))
	}
}

func columnLength(d time.Duration) string {
	if d >= 48*time.Hour {
		return program.Count(int(d/(24*time.Hour)), "day")
	}
	return program.Hours(d)
}

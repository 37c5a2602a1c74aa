package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/examples/internal/program"
)

// nameColumns leaves room for the rest of a line.
const nameColumns = 14

// writeText prints the report for people, at most 100 columns wide.
func (r report) writeText(out io.Writer, t team, p program.Weeks) {
	fmt.Fprintf(out, "%s to %s, %s, times in %s\n", program.LongDay(p.First), program.LongDay(p.Last()), program.Count(p.Count, "week"), p.Zone.Name())
	names := make([]string, len(t.people))
	for i, person := range t.people {
		names[i] = person.Name
	}
	names = program.Labels(names, nameColumns)
	r.writePeople(out, t, p, names)
	writeGlance(out, t, p, names)
	r.writeOverlap(out, t, p, names)
	r.writeReplies(out, names)
}

func (r report) writePeople(out io.Writer, t team, p program.Weeks, names []string) {
	program.Heading(out, "WHO IS ON THE TEAM")
	column, zones := program.Widest(names), 0
	for _, person := range r.People {
		zones = max(zones, len(person.Zone))
	}
	for i, person := range r.People {
		line := fmt.Sprintf("  %s  %-*s  %s  ", program.Pad(names[i], column), zones, person.Zone, availability.Offset{Seconds: person.Offset})
		hours := strings.Split(strings.NewReplacer(",", ",\x00", "; ", "; \x00").Replace(person.Hours), "\x00")
		fmt.Fprintln(out, line+program.Wrap(hours, program.Width(line), column+4))
		note := func(format string, args ...any) {
			words := strings.SplitAfter(fmt.Sprintf(format, args...), " ")
			fmt.Fprintf(out, "  %*s  %s\n", column, "", program.Wrap(words, column+4, column+6))
		}
		writeNotes(note, t.people[i], person, t.schedules[i], p)
	}
}

func (r report) writeOverlap(out io.Writer, t team, p program.Weeks, names []string) {
	program.Heading(out, "WHEN EVERYBODY OVERLAPS")
	var windows []availability.Span
	for _, w := range r.Largest.Windows {
		windows = append(windows, availability.Between(w.Start, w.End))
	}
	common := availability.NewSet(windows...)
	switch {
	case len(r.Largest.People) == 0:
		fmt.Fprintln(out, "  Never: nobody works in these weeks.")
		return
	case !r.everybody():
		line := fmt.Sprintf("  Never. The largest group is %d of %d, without ", len(r.Largest.People), len(r.People))
		var missing []string
		for i, person := range r.People {
			if !slices.Contains(r.Largest.People, person.Name) {
				missing = append(missing, names[i])
			}
		}
		fmt.Fprintln(out, line+program.Wrap(program.Commas(missing), program.Width(line), 4)+":")
	}
	for _, line := range weeklyPatterns(common, p) {
		fmt.Fprintln(out, line)
	}
	fmt.Fprintf(out, "  Together %s in %s.\n", program.Hours(common.Duration()), program.Count(p.Count, "week"))
	first := common.At(0)
	day, hm := p.Zone.Civil(first.Start())
	var local []string
	for i, s := range t.schedules {
		if slices.Contains(r.Largest.People, s.Name()) {
			d, hm := s.Zone().Civil(first.Start())
			at := hm.HhMm()
			if d != day {
				at = d.Format("Mon ") + at
			}
			local = append(local, names[i]+" "+at)
		}
	}
	line := fmt.Sprintf("  The first starts on %s %s: ", p.Format(day), hm.HhMm())
	fmt.Fprintln(out, line+program.Wrap(program.Commas(local), program.Width(line), 4)+".")
}

// weeklyPatterns describes the windows week by week on the clocks of the period's zone, with
// weeks in a row that are alike in one line.
func weeklyPatterns(s availability.Set, p program.Weeks) []string {
	var lines []string
	from, pattern := 0, ""
	for week := 0; week <= p.Count; week++ {
		now := ""
		if week < p.Count {
			now = weekPattern(s.Clip(p.Days(7*week, 7*week+7)), p.Zone)
		}
		if week > 0 && (week == p.Count || now != pattern) {
			line := fmt.Sprintf("  %s – %s:  ", p.Format(p.First+date.Date(7*from)), p.Format(p.First+date.Date(7*week-1)))
			lines = append(lines, line+program.Wrap(strings.SplitAfter(pattern, "; "), program.Width(line), 4))
			from = week
		}
		pattern = now
	}
	return lines
}

// weekPattern describes the windows of one week as "Mon-Thu 14:30-15:30".
func weekPattern(s availability.Set, z *availability.Zone) string {
	var times []string // in the order in which they come
	days := map[string][]date.Date{}
	for sp := range s.All() {
		d, _ := z.Civil(sp.Start())
		text := clockRange(sp, z)
		if days[text] == nil {
			times = append(times, text)
		}
		days[text] = append(days[text], d)
	}
	if len(times) == 0 {
		return "none"
	}
	for i, text := range times {
		times[i] = dayRanges(days[text]) + " " + text
	}
	return strings.Join(times, "; ")
}

// clockRange writes a window on the clocks of a zone: "09:00-17:00", over midnight
// "22:00-06:00", and "09:00 to Tue 17:00" where the clocks alone would mislead.
func clockRange(sp availability.Span, z *availability.Zone) string {
	first, start := z.Civil(sp.Start())
	last, end := z.Civil(sp.End())
	until := end.HhMm()
	if end == 0 && last > first {
		last, until = last-1, "24:00"
	}
	if last > first+1 || last > first && (end >= start || until == "24:00") {
		return start.HhMm() + " to " + last.Format("Mon ") + until
	}
	return start.HhMm() + "-" + until
}

// dayRanges writes days of one week, in order, as "Mon-Wed,Fri".
func dayRanges(days []date.Date) string {
	var parts []string
	for len(days) > 0 {
		n := 1
		for n < len(days) && days[n] <= days[n-1]+1 {
			n++
		}
		part := days[0].Format("Mon")
		if last := days[n-1]; last > days[0] {
			part += "-" + last.Format("Mon")
		}
		parts = append(parts, part)
		days = days[n:]
	}
	return strings.Join(parts, ",")
}

// The matrix is printed in blocks of so many answerers, to fit the page, and not at
// all for a team of which nobody would read it.
const (
	blockColumns = 7
	matrixPeople = 30
)

func (r report) writeReplies(out io.Writer, names []string) {
	if len(names) < 2 {
		return
	}
	program.Heading(out, "HOW LONG AN ANSWER TAKES")
	if len(names) > matrixPeople {
		fmt.Fprintf(out, "  There are %d pairs, too many to print: -json lists them.\n", len(r.Replies))
		return
	}
	fmt.Fprintln(out, "  The row asks, at any time of their work; the column answers. In hours: mean and, after the")
	fmt.Fprintln(out, "  slash, what nine in ten answers stay within. Exact, the real dates of these weeks included.")
	column, unanswered := program.Widest(names), false
	for block := 0; block < len(names); block += blockColumns {
		end := min(block+blockColumns, len(names))
		fmt.Fprintf(out, "\n  %s", program.Pad("", column))
		for _, label := range program.Labels(names, 11)[block:end] {
			fmt.Fprintf(out, " %s", program.PadLeft(label, 11))
		}
		fmt.Fprintln(out)
		for i := range names {
			fmt.Fprintf(out, "  %s", program.Pad(names[i], column))
			for j := block; j < end; j++ {
				cell := "–"
				if i != j {
					// The pairs are in order, and nobody asks themselves.
					k := i*(len(names)-1) + j
					if j > i {
						k--
					}
					cell = r.Replies[k].cell()
					unanswered = unanswered || r.Replies[k].Unanswered > 0
				}
				fmt.Fprintf(out, " %s", program.PadLeft(cell, 11))
			}
			fmt.Fprintln(out)
		}
	}
	if unanswered {
		fmt.Fprintln(out, "\n  * some messages are never answered; the mean is of the others.")
	}
}

func (r reply) cell() string {
	if r.Mean == nil {
		if r.Unanswered > 0 {
			return "never"
		}
		return "never asks"
	}
	p90, star := "–", ""
	if r.P90 != nil {
		p90 = hours(*r.P90)
	}
	if r.Unanswered > 0 {
		star = "*"
	}
	return hours(*r.Mean) + star + "/" + p90
}

// hours writes seconds as hours in at most five columns, for eleven years at least.
func hours(seconds float64) string {
	switch h := seconds / 3600; {
	case h < 99.95:
		return fmt.Sprintf("%.1f", h)
	case h < 99999.5:
		return fmt.Sprintf("%.0f", h)
	default:
		return fmt.Sprintf("%.0e", h)
	}
}

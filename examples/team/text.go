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
)

// writeText prints the report for people, at most 100 columns wide.
func (r report) writeText(out io.Writer, t team, p period) {
	last := p.first + date.Date(7*p.weeks-1)
	fmt.Fprintf(out, "%s to %s, %s, times in %s\n", longDay(p.first), longDay(last), count(p.weeks, "week"), p.zone.Name())
	r.writePeople(out, t)
	writeGlance(out, t, p)
	r.writeOverlap(out, t, p)
	r.writeReplies(out, t)
}

func heading(out io.Writer, title string) { fmt.Fprintf(out, "\n%s\n\n", title) }

func (r report) writePeople(out io.Writer, t team) {
	heading(out, "WHO IS ON THE TEAM")
	names, zones := 0, 0
	for _, p := range r.People {
		names, zones = max(names, width(name(p.Name))), max(zones, len(p.Zone))
	}
	for i, p := range r.People {
		z := t.schedules[i].Zone()
		line := fmt.Sprintf("  %s  %-*s  %s  ", pad(name(p.Name), names), zones, p.Zone, availability.Offset{Seconds: p.Offset})
		fmt.Fprintln(out, line+wrap(strings.Split(p.Hours, "; "), ";", width(line), names+4))
		note := func(format string, args ...any) {
			fmt.Fprintf(out, "  %*s  %s\n", names, "", fmt.Sprintf(format, args...))
		}
		for _, c := range p.Changes {
			d, hm := z.Civil(c.At.Add(-time.Second)) // what the clocks showed last, and then skip or repeat from
			hm += clock.Second
			word := "forward"
			if c.After < c.Before {
				word = "back"
			}
			note("%s: at %s clocks go %s to %s, then %s", shortDay(d), hm.HhMm(), word,
				(hm + clock.Clock(c.After-c.Before)*clock.Second).Mod24().HhMm(), availability.Offset{Seconds: c.After})
		}
		for _, l := range p.Leave {
			note("on leave %s", l)
		}
	}
}

func (r report) writeOverlap(out io.Writer, t team, p period) {
	heading(out, "WHEN EVERYBODY OVERLAPS")
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
		fmt.Fprintln(out, line+wrap(r.missing(), ",", width(line), 4)+":")
	}
	for _, line := range weeklyPatterns(common, p) {
		fmt.Fprintln(out, line)
	}
	fmt.Fprintf(out, "  Together %s in %s.\n", hoursMinutes(common.Duration()), count(p.weeks, "week"))
	first := common.At(0)
	day, hm := p.zone.Civil(first.Start())
	var local []string
	for _, s := range t.schedules {
		if slices.Contains(r.Largest.People, s.Name()) {
			d, hm := s.Zone().Civil(first.Start())
			at := hm.HhMm()
			if d != day {
				at = d.Format("Mon ") + at
			}
			local = append(local, name(s.Name())+" "+at)
		}
	}
	line := fmt.Sprintf("  The first starts on %s %s: ", shortDay(day), hm.HhMm())
	fmt.Fprintln(out, line+wrap(local, ",", width(line), 4)+".")
}

// weeklyPatterns describes the windows week by week on the clocks of the period's zone, with
// weeks in a row that are alike in one line.
func weeklyPatterns(s availability.Set, p period) []string {
	var lines []string
	from, pattern := 0, ""
	for week := 0; week <= p.weeks; week++ {
		now := ""
		if week < p.weeks {
			now = weekPattern(s.Clip(p.days(7*week, 7*week+7)), p.zone)
		}
		if week > 0 && (week == p.weeks || now != pattern) {
			line := fmt.Sprintf("  %s – %s:  ", shortDay(p.first+date.Date(7*from)), shortDay(p.first+date.Date(7*week-1)))
			lines = append(lines, line+wrap(strings.Split(pattern, "; "), ";", width(line), 4))
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
		d, start := z.Civil(sp.Start())
		last, end := z.Civil(sp.End())
		text := start.HhMm() + "-" + end.HhMm()
		if last > d && end == 0 {
			last, text = last-1, start.HhMm()+"-24:00"
		}
		if last > d+1 {
			text = start.HhMm() + " to " + last.Format("Mon ") + text[len("00:00-"):]
		}
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

// The matrix is printed in blocks of so many answerers, to fit the page.
const blockColumns = 7

func (r report) writeReplies(out io.Writer, t team) {
	if len(r.People) < 2 {
		return
	}
	heading(out, "HOW LONG AN ANSWER TAKES")
	fmt.Fprintln(out, "  The row asks, at any time of their work; the column answers. In hours: mean and, after the")
	fmt.Fprintln(out, "  slash, what nine in ten answers stay within. Exact, the real dates of these weeks included.")
	names := 0
	for _, p := range r.People {
		names = max(names, width(name(p.Name)))
	}
	unanswered := false
	for block := 0; block < len(r.People); block += blockColumns {
		columns := r.People[block:min(block+blockColumns, len(r.People))]
		fmt.Fprintf(out, "\n  %s", pad("", names))
		for _, p := range columns {
			fmt.Fprintf(out, " %s", padLeft(clip(p.Name, 11), 11))
		}
		fmt.Fprintln(out)
		for i, asker := range r.People {
			fmt.Fprintf(out, "  %s", pad(name(asker.Name), names))
			for j := block; j < block+len(columns); j++ {
				cell := "–"
				if i != j {
					// The pairs are in order, and nobody asks themselves.
					k := i*(len(r.People)-1) + j
					if j > i {
						k--
					}
					cell = r.Replies[k].cell()
					unanswered = unanswered || r.Replies[k].Unanswered > 0
				}
				fmt.Fprintf(out, " %s", padLeft(cell, 11))
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

// hours writes seconds as hours in at most five columns, for a year at least.
func hours(seconds float64) string {
	if h := seconds / 3600; h < 999.95 {
		return fmt.Sprintf("%.1f", h)
	}
	return fmt.Sprintf("%.0f", seconds/3600)
}

func longDay(d date.Date) string  { return d.Format("Monday 2 January 2006") }
func shortDay(d date.Date) string { return d.Format("Mon 2 Jan") }

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func hoursMinutes(d time.Duration) string {
	h, m := d/time.Hour, d%time.Hour/time.Minute
	if m == 0 {
		return fmt.Sprintf("%d h", h)
	}
	return fmt.Sprintf("%d h %d min", h, m)
}

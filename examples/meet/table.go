package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/noonmark/noonmark/examples/internal/program"
	"github.com/noonmark/noonmark/overlap"
)

// A table has columns of cells that stand under each other. The first row is its head.
type table struct {
	rows [][]string
	lead int // so many columns come first in each block
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// write prints the table, in as many blocks as it takes to fit the page. The first column is
// flush left, the others are flush right.
func (t table) write(out io.Writer) {
	widths := make([]int, len(t.rows[0]))
	for _, row := range t.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], program.Width(cell))
		}
	}
	// Columns stand closer if they all fit the page then.
	gap, all := 2, 0
	for _, w := range widths {
		all += 2 + w
	}
	if all > program.Columns && all-(len(widths)-1) <= program.Columns {
		gap = 1
	}
	for first := t.lead; ; {
		end, used := first, 2-gap
		for i, w := range widths {
			if i < t.lead || i == end && (i == first || used+gap+w <= program.Columns) {
				used += gap + w
				end = max(end, i+1)
			}
		}
		for _, row := range t.rows {
			line := "  " + program.Pad(row[0], widths[0])
			for i := 1; i < end; i++ {
				if i < t.lead || i >= first {
					line += strings.Repeat(" ", gap) + program.PadLeft(row[i], widths[i])
				}
			}
			fmt.Fprintln(out, strings.TrimRight(line, " "))
		}
		if first = end; first >= len(widths) {
			return
		}
		fmt.Fprintln(out)
	}
}

// The marks of when in somebody's life a meeting is.
const (
	markStretch = "~"
	markOutside = "!"
	markNight   = "*"
)

// writeMarks explains the cells of meetings.
func writeMarks(out io.Writer) {
	p := overlap.DefaultPrices()
	wrapped(out, 0, 0, fmt.Sprintf("Everybody's times are on their own clock. %s is in stretch hours, %s outside of hours, %s at night; "+
		"then follows the cost in hours: one of stretch counts %d, one outside of hours %d, one at night %d, and somebody who is missed 1.",
		markStretch, markOutside, markNight, p.Stretch, p.Outside, p.Night))
}

// addMeetings adds a row for each meeting: what is in lead, and a cell for each person.
func (t *table) addMeetings(names []string, meetings []meeting, lead func(m meeting) []string, weekday func(time.Time) string) {
	costs := make([]int, len(names)) // the widest of each column
	for _, m := range meetings {
		for i, s := range m.People[:len(names)] {
			costs[i] = max(costs[i], program.Width(s.burden()))
		}
	}
	for i, name := range names {
		t.rows[0] = append(t.rows[0], name+strings.Repeat(" ", costs[i]))
	}
	for _, m := range meetings {
		row := lead(m)
		for i, s := range m.People[:len(names)] {
			row = append(row, s.at(weekday(m.Start))+program.Pad(s.burden(), costs[i]))
		}
		t.add(row...)
	}
}

// at writes the start on the person's clock, with the day if it is another one there.
func (s share) at(day string) string {
	if !s.Comes {
		return "misses"
	}
	if d := s.Start.Date.Format("Mon"); d != day {
		return d + " " + s.Start.Clock.HhMm()
	}
	return s.Start.Clock.HhMm()
}

// burden writes the mark of the dearest part of the meeting, and what all of it costs.
func (s share) burden() string {
	mark := ""
	switch {
	case !s.Comes || s.Cost == 0:
		return ""
	case s.Night > 0:
		mark = markNight
	case s.Outside > 0:
		mark = markOutside
	case s.Stretch > 0:
		mark = markStretch
	}
	return mark + hours(s.Cost)
}

// hours writes seconds as hours, without zeros at the end.
func hours(seconds int64) string {
	text := strconv.FormatFloat(float64(seconds)/3600, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

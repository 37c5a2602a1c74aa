package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rickb777/date/v2/clock"
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
			widths[i] = max(widths[i], width(cell))
		}
	}
	first := t.lead
	for block := 0; first < len(widths) || block == 0; block++ {
		columns, used := 0, 0
		for i := range t.lead {
			used += 2 + widths[i]
		}
		for first+columns < len(widths) && (columns == 0 || used+2+widths[first+columns] <= pageColumns) {
			used += 2 + widths[first+columns]
			columns++
		}
		if block > 0 {
			fmt.Fprintln(out)
		}
		for _, row := range t.rows {
			var line strings.Builder
			for i := range row {
				switch {
				case i == 0:
					line.WriteString("  " + pad(row[i], widths[i]))
				case i < t.lead || first <= i && i < first+columns:
					line.WriteString("  " + padLeft(row[i], widths[i]))
				}
			}
			fmt.Fprintln(out, strings.TrimRight(line.String(), " "))
		}
		first += columns
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
	fmt.Fprintln(out, "  Times are on each one's clock. "+markStretch+" is in stretch hours, "+markOutside+" outside of hours, "+markNight+" at night; after it is the")
	fmt.Fprintln(out, "  cost in hours: an hour of stretch counts once, one outside of hours 3 times, one at night 10 times.")
}

// addMeetings adds a row for each meeting: what is in lead, and a cell for each person.
func (t *table) addMeetings(names []string, meetings []meeting, lead func(m meeting) []string, zone func(time.Time) (day string)) {
	costs := make([]int, len(names)) // the widest of each column
	for _, m := range meetings {
		for i, s := range m.People {
			costs[i] = max(costs[i], width(s.burden()))
		}
	}
	for i, name := range names {
		t.rows[0] = append(t.rows[0], name+strings.Repeat(" ", costs[i]))
	}
	for _, m := range meetings {
		row := lead(m)
		for i, s := range m.People {
			row = append(row, s.at(zone(m.Start))+pad(s.burden(), costs[i]))
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
		return d + " " + hhmm(s.Start.Clock)
	}
	return hhmm(s.Start.Clock)
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

func hhmm(c clock.Clock) string { return c.HhMm() }

// sortedNames are the names of a ledger in the order of the team, and then the others.
func sortedNames(l ledger, team []string) []string {
	var others []string
	for name := range l {
		if !slices.Contains(team, name) {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	return slices.Concat(team, others)
}

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
	"github.com/noonmark/noonmark/overlap"
)

// The cells of the week at a glance: whether a half-hour is worked in part or
// wholly, and whether everybody works in part of it or in all of it.
const (
	cellNone    = '·'
	cellStretch = '-' // would accept a meeting, or may be at work: all the same for a meeting
	cellFocus   = '='
	cellPart    = '░'
	cellWork    = '▒'
	cellAllPart = '▓'
	cellAll     = '█'
)

// writeGlance prints the first week: a row a person, a column a half-hour. Days in a row
// that look alike are printed once.
func writeGlance(out io.Writer, t team, p program.Weeks, names []string) {
	program.Heading(out, "THE FIRST WEEK AT A GLANCE")
	fmt.Fprintf(out, "  A column is half an hour in %s.\n", p.Zone.Name())
	fmt.Fprintf(out, "  %c works, %c for part of it; %c everybody works, %c for part of it.\n",
		cellWork, cellPart, cellAll, cellAllPart)
	if slices.ContainsFunc(t.people, func(p availability.Person) bool { return p.Stretch+p.Focus != "" || p.Daily > 0 }) {
		fmt.Fprintf(out, "  %c works, but is not to be interrupted; %c does not work, or not for sure, but may be asked.\n",
			cellFocus, cellStretch)
	}
	first, drawn := 0, ""
	for day := 0; day <= 7; day++ {
		now := ""
		if day < 7 {
			now = dayGlance(t, p, day, names)
		}
		if day > 0 && (day == 7 || now != drawn) {
			title := p.Format(p.First + date.Date(first))
			if day-1 > first {
				title += " – " + p.Format(p.First+date.Date(day-1))
			}
			if !strings.ContainsAny(drawn, string([]rune{cellStretch, cellFocus, cellPart, cellWork, cellAllPart, cellAll})) {
				drawn = "  nobody works\n"
			}
			fmt.Fprintf(out, "\n  %s\n%s", title, drawn)
			first = day
		}
		drawn = now
	}
}

const halfHour = 30 * time.Minute

func dayGlance(t team, p program.Weeks, day int, names []string) string {
	column := max(program.Widest(names), program.Width("everybody"))
	w := p.Days(day, day+1)
	var axis, b strings.Builder
	columns := 0
	for at := w.Start(); at.Before(w.End()); at = at.Add(halfHour) {
		// An hour is written over the column in which it starts.
		if _, hm := p.Zone.Civil(at); hm%(3*clock.Hour) == 0 {
			axis.WriteString(strings.Repeat(" ", max(0, columns-axis.Len())) + hm.HhMm()[:2])
		}
		columns++
	}
	fmt.Fprintf(&b, "  %s  %s\n", program.Pad("", column), axis.String())
	all := overlap.All(w, t.schedules...)
	row := func(label string, layers ...layer) {
		fmt.Fprintf(&b, "  %s  ", program.Pad(label, column))
		for at := w.Start(); at.Before(w.End()); at = at.Add(halfHour) {
			cell := availability.Between(at, at.Add(halfHour)).Intersect(w)
			r := cellNone
			for _, l := range layers {
				switch l.set.Clip(cell).Duration() {
				case 0:
				case cell.Duration():
					r = l.whole
				default:
					r = l.part
				}
			}
			b.WriteRune(r)
		}
		b.WriteByte('\n')
	}
	everybody := layer{all, cellAllPart, cellAll}
	for i, s := range t.schedules {
		row(names[i],
			layer{s.When(w, availability.Stretch), cellStretch, cellStretch},
			layer{s.When(w, availability.Focus|availability.Busy), cellFocus, cellFocus},
			layer{s.In(w), cellPart, cellWork},
			everybody)
	}
	row("everybody", everybody)
	return b.String()
}

// A layer is drawn over the ones before it: part where it takes some of a cell, whole where
// it takes all of it.
type layer struct {
	set         availability.Set
	part, whole rune
}

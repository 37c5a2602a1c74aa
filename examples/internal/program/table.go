package program

import (
	"fmt"
	"io"
	"strings"
)

// A Table has columns of cells that stand under each other. The first row is its head.
type Table struct {
	Left int // so many columns come first in each block and are flush left; the others are flush right
	rows [][]string
}

// Add adds a row. All rows have as many cells as the first.
func (t *Table) Add(cells ...string) { t.rows = append(t.rows, cells) }

// Write prints the table, in as many blocks as it takes to fit the page.
func (t Table) Write(out io.Writer) {
	widths := make([]int, len(t.rows[0]))
	for _, row := range t.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], Width(cell))
		}
	}
	// Columns stand closer if they all fit the page then.
	gap, all := 2, 0
	for _, w := range widths {
		all += 2 + w
	}
	if all > Columns && all-(len(widths)-1) <= Columns {
		gap = 1
	}
	for first := t.Left; ; {
		end, used := first, 2-gap
		for i, w := range widths {
			if i < t.Left || i == end && (i == first || used+gap+w <= Columns) {
				used += gap + w
				end = max(end, i+1)
			}
		}
		for _, row := range t.rows {
			line := strings.Repeat(" ", 2-gap)
			for i := range end {
				switch {
				case i < t.Left:
					line += strings.Repeat(" ", gap) + Pad(row[i], widths[i])
				case i >= first:
					line += strings.Repeat(" ", gap) + PadLeft(row[i], widths[i])
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

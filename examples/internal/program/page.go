package program

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/rickb777/date/v2"
)

// Columns is how wide the output is at most.
const Columns = 100

// Wrap joins items, which bring their separators and spaces with them, in lines
// that fit the page if the items do. The first line starts at column start, the others are
// indented.
func Wrap(items []string, start, indent int) string {
	var b strings.Builder
	column := start
	for i, item := range items {
		if i > 0 && column+Width(strings.TrimRight(item, " ")) > Columns {
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		}
		b.WriteString(item)
		column += Width(item)
	}
	return strings.ReplaceAll(b.String(), " \n", "\n")
}

// Commas gives each item but the last a comma and a space.
func Commas(items []string) []string {
	out := slices.Clone(items)
	for i := range len(out) - 1 {
		out[i] += ", "
	}
	return out
}

// Labels shortens names to columns on the screen. Names that would look alike are
// numbered.
func Labels(names []string, columns int) []string {
	out := make([]string, len(names))
	seen := make(map[string]int)
	for i, name := range names {
		out[i] = Clip(name, columns)
		if out[i] != name {
			seen[out[i]]++
		}
	}
	number := make(map[string]int)
	for i, name := range names {
		if seen[out[i]] > 1 {
			number[out[i]]++
			suffix := strconv.Itoa(number[out[i]])
			out[i] = Clip(name, columns-len(suffix)) + suffix
		}
	}
	return out
}

// Widest returns the columns of the widest label.
func Widest(labels []string) int {
	n := 0
	for _, l := range labels {
		n = max(n, Width(l))
	}
	return n
}

// Clip shortens s to columns on the screen.
func Clip(s string, columns int) string {
	if Width(s) <= columns {
		return s
	}
	r := []rune(s)
	for Width(string(r)) > columns-1 {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

// Pad fills s up with spaces, to columns on the screen.
func Pad(s string, columns int) string {
	return s + strings.Repeat(" ", max(0, columns-Width(s)))
}

// PadLeft fills s up from the left.
func PadLeft(s string, columns int) string {
	return strings.Repeat(" ", max(0, columns-Width(s))) + s
}

// Width returns the columns that s takes on a terminal.
func Width(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) || r >= 0x1F300 && r <= 0x1FAFF:
			n += 2
		default:
			n++
		}
	}
	return n
}

// Heading starts a part of a page.
func Heading(out io.Writer, title string) { fmt.Fprintf(out, "\n%s\n\n", title) }

// LongDay writes a date in full.
func LongDay(d date.Date) string { return d.Format("Monday 2 January 2006") }

// Count writes a number of things.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Hours writes a duration in hours and minutes, as people say it.
func Hours(d time.Duration) string {
	h, m := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case h == 0 && m != 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	}
	return fmt.Sprintf("%d h %d min", h, m)
}

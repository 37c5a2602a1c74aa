package main

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// pageColumns is how wide the output is at most.
const pageColumns = 100

// wrap joins items, which bring their separators and spaces with them, in lines
// that fit the page if the items do. The first line starts at column start, the others are
// indented.
func wrap(items []string, start, indent int) string {
	var b strings.Builder
	column := start
	for i, item := range items {
		if i > 0 && column+width(strings.TrimRight(item, " ")) > pageColumns {
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		}
		b.WriteString(item)
		column += width(item)
	}
	return strings.ReplaceAll(b.String(), " \n", "\n")
}

// commas gives each item but the last a comma and a space.
func commas(items []string) []string {
	out := slices.Clone(items)
	for i := range len(out) - 1 {
		out[i] += ", "
	}
	return out
}

// labels shortens names to columns on the screen. Names that would look alike are
// numbered.
func labels(names []string, columns int) []string {
	out := make([]string, len(names))
	seen := make(map[string]int)
	for i, name := range names {
		out[i] = clip(name, columns)
		if out[i] != name {
			seen[out[i]]++
		}
	}
	number := make(map[string]int)
	for i, name := range names {
		if seen[out[i]] > 1 {
			number[out[i]]++
			suffix := strconv.Itoa(number[out[i]])
			out[i] = clip(name, columns-len(suffix)) + suffix
		}
	}
	return out
}

// clip shortens s to columns on the screen.
func clip(s string, columns int) string {
	if width(s) <= columns {
		return s
	}
	r := []rune(s)
	for width(string(r)) > columns-1 {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

func pad(s string, columns int) string {
	return s + strings.Repeat(" ", max(0, columns-width(s)))
}

func padLeft(s string, columns int) string {
	return strings.Repeat(" ", max(0, columns-width(s))) + s
}

// width returns the columns that s takes on a terminal.
func width(s string) int {
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

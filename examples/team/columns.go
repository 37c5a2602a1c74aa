package main

import (
	"strings"
	"unicode"
)

// pageColumns is how wide the output is at most.
const pageColumns = 100

// wrap joins items with sep and a space, in lines that fit the page if the
// items do. The first line starts at column start, the others are indented.
func wrap(items []string, sep string, start, indent int) string {
	var b strings.Builder
	column := start
	for i, item := range items {
		if i < len(items)-1 {
			item += sep
		}
		if i > 0 {
			if column+1+width(item) > pageColumns {
				b.WriteString("\n" + strings.Repeat(" ", indent))
				column = indent
			} else {
				b.WriteByte(' ')
				column++
			}
		}
		b.WriteString(item)
		column += width(item)
	}
	return b.String()
}

// name returns a name that leaves room for the rest of a line.
func name(s string) string { return clip(s, 14) }

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

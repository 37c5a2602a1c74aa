package calendar

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// The value types of RFC 5545 section 3.3 that the feeds use. The name of a
// property may carry parameters, as in "REFRESH-INTERVAL;VALUE=DURATION".

// textLine writes a property with a TEXT value.
func (l *lineWriter) textLine(name, value string) {
	l.plain(name)
	l.plain(":")
	l.text(value)
	l.end()
}

// textListLine writes a property with a list of TEXT values. Empty values are
// left out, and so is the property if nothing remains.
func (l *lineWriter) textListLine(name string, values []string) {
	written := 0
	for _, v := range values {
		if v == "" {
			continue
		}
		if written == 0 {
			l.plain(name)
			l.plain(":")
		} else {
			l.plain(",")
		}
		l.text(v)
		written++
	}
	if written > 0 {
		l.end()
	}
}

// text appends any string as a TEXT value (section 3.3.11). The package
// documentation says what becomes of characters that TEXT cannot carry.
func (l *lineWriter) text(s string) {
	done, i := 0, 0 // s[:done] is written, s[done:i] may be as it is
	for {
		for i < len(s) && ordinary[s[i]] {
			i++
		}
		if i == len(s) {
			l.plain(s[done:])
			return
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r >= '\u00A0' && r != '\u2028' && r != '\u2029' && r != utf8.RuneError {
			i += size
			continue
		}
		l.plain(s[done:i])
		switch r {
		case '\\', ';', ',':
			l.escaped(byte(r))
		case '\n', '\u0085', '\u2028', '\u2029':
			l.escaped('n')
		case utf8.RuneError:
			l.plain("\uFFFD")
		default: // a control character
		}
		i += size
		done = i
	}
}

// ordinary holds for the bytes that are a character and stand for themselves:
// ASCII without the controls, apart from the tab, and without what is escaped.
var ordinary = func() (table [256]bool) {
	for c := ' '; c < 0x7F; c++ {
		table[c] = c != '\\' && c != ';' && c != ','
	}
	table['\t'] = true
	return table
}()

// utcLine writes a property with a DATE-TIME in UTC (section 3.3.5, form 2).
// The Unix second u must be in the years 1 to 9999.
func (l *lineWriter) utcLine(name string, u int64) {
	t := time.Unix(u, 0).UTC()
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	var b [len("20060102T150405Z")]byte
	twoDigits(b[0:], year/100)
	twoDigits(b[2:], year%100)
	twoDigits(b[4:], int(month))
	twoDigits(b[6:], day)
	b[8] = 'T'
	twoDigits(b[9:], hour)
	twoDigits(b[11:], minute)
	twoDigits(b[13:], second)
	b[15] = 'Z'
	l.plain(name)
	l.plain(":")
	l.plain(string(b[:]))
	l.end()
}

func twoDigits(b []byte, n int) {
	b[0], b[1] = '0'+byte(n/10), '0'+byte(n%10)
}

// durationLine writes a property with a DURATION of whole seconds (section
// 3.3.6), in the one largest unit of time that divides it.
func (l *lineWriter) durationLine(name string, d time.Duration) {
	n, unit := int64(d/time.Second), "S"
	switch {
	case n%3600 == 0:
		n, unit = n/3600, "H"
	case n%60 == 0:
		n, unit = n/60, "M"
	}
	l.plain(name)
	l.plain(":PT")
	l.plain(strconv.FormatInt(n, 10))
	l.plain(unit)
	l.end()
}

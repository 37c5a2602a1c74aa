package calendar

import (
	"fmt"
	"net/url"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/noonmark/noonmark/availability"
)

// The value types of RFC 5545 section 3.3 that the feeds use. The name of a
// property may carry parameters, as in "REFRESH-INTERVAL;VALUE=DURATION".

// textLine writes a property with a TEXT value, unless nothing of it can be written.
func (l *lineWriter) textLine(name, value string) {
	if isBlank(value) {
		return
	}
	l.plain(name)
	l.plain(":")
	l.text(value)
	l.end()
}

// textListLine writes a property with a list of TEXT values. Empty values are
// left out, and so is the property if nothing remains.
//
// After a value that ends in a backslash the property is repeated: ical.js takes the
// comma behind it for an escaped one.
func (l *lineWriter) textListLine(name string, values []string) {
	open := false
	for _, v := range values {
		if isBlank(v) {
			continue
		}
		if open {
			l.plain(",")
		} else {
			l.plain(name)
			l.plain(":")
		}
		l.text(v)
		if open = l.buf[len(l.buf)-1] != '\\'; !open {
			l.end()
		}
	}
	if open {
		l.end()
	}
}

// isBlank reports whether text leaves all of a string out.
func isBlank(s string) bool {
	for _, r := range s {
		if r >= ' ' && r != 0x7F && (r < 0x80 || r >= 0xA0) || r == '\t' || r == '\n' || r == '\u0085' {
			return false
		}
	}
	return true
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
		case '\\':
			l.pair(`\\`)
		case ';':
			l.pair(`\;`)
		case ',':
			l.pair(`\,`)
		case '\n', '\u0085', '\u2028', '\u2029':
			l.pair(`\n`)
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
	// Such lines are most of a feed, and too short to be folded.
	l.buf = append(l.buf, name...)
	l.buf = append(l.buf, ':')
	l.buf = l.days.appendDateTime(l.buf, u)
	l.buf = append(l.buf, "Z\r\n"...)
}

// utc appends a DATE-TIME in UTC.
func (l *lineWriter) utc(u int64) {
	l.dateTime(u)
	l.plain("Z")
}

// date appends the day of a civil second as a DATE (section 3.3.4).
func (l *lineWriter) date(civil int64) {
	l.plain(string(l.days.text(floorDiv(civil, secondsPerDay))))
}

// dateTime appends a civil second as a DATE-TIME in no zone (section 3.3.5, form
// 1): the caller says in which.
func (l *lineWriter) dateTime(civil int64) {
	var b [len("20060102T150405")]byte
	l.plain(string(l.days.appendDateTime(b[:0], civil)))
}

// appendDateTime appends a civil second as a DATE-TIME to b.
func (c *dayCache) appendDateTime(b []byte, civil int64) []byte {
	day := floorDiv(civil, secondsPerDay)
	second := int(civil - day*secondsPerDay)
	b = append(b, c.text(day)...)
	return append(b, 'T',
		'0'+byte(second/36000), '0'+byte(second/3600%10),
		'0'+byte(second/600%6), '0'+byte(second/60%10),
		'0'+byte(second/10%6), '0'+byte(second%10))
}

// dayCache remembers the last days that were written: events come in order of time, and
// have their stamp in common.
type dayCache [4]struct {
	day   int64
	known bool
	b     [len("20060102")]byte
}

func (c *dayCache) text(day int64) []byte {
	e := &c[day&3]
	if !e.known || e.day != day {
		year, month, d := civilDate(day * secondsPerDay)
		twoDigits(e.b[0:], year/100)
		twoDigits(e.b[2:], year%100)
		twoDigits(e.b[4:], int(month))
		twoDigits(e.b[6:], d)
		e.day, e.known = day, true
	}
	return e.b[:]
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

// zonedLine writes a property with a DATE-TIME on the clock of z (section 3.3.5, form 3).
// The name of a zone that has passed checkZone needs no quotes.
func (l *lineWriter) zonedLine(name string, z *availability.Zone, civil int64) {
	l.plain(name)
	l.plain(";TZID=")
	l.plain(z.Name())
	l.plain(":")
	l.dateTime(civil)
	l.end()
}

// numberLine writes a property with an INTEGER (section 3.3.8).
func (l *lineWriter) numberLine(name string, n int) {
	l.plain(name)
	l.plain(":")
	l.plain(strconv.Itoa(n))
	l.end()
}

// uriLine writes a property with a URI (section 3.3.13), which has passed checkURI.
func (l *lineWriter) uriLine(name, uri string) {
	l.plain(name)
	l.plain(":")
	l.plain(uri)
	l.end()
}

// checkURI says why a text cannot be written as a URI, or "".
func checkURI(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || !u.IsAbs() {
		return fmt.Sprintf("%q is no address (write it whole, such as https://example.com/team)", uri)
	}
	for _, c := range []byte(uri) {
		if c <= ' ' || c >= 0x7F {
			return fmt.Sprintf("%q has a character that an address cannot have (write it in percent-encoding: %s)", uri, u)
		}
	}
	return ""
}

package calendar

import (
	"io"
	"unicode/utf8"
)

// maxOctets is the most that a line may hold before its CRLF (RFC 5545 section
// 3.1).
const maxOctets = 75

// A lineWriter appends content lines (RFC 5545 section 3.1) to a buffer and
// folds them on the way: no line is looked at twice, and none is allocated.
// The zero lineWriter is at the start of a line.
//
// A content line is made of pieces. Plain pieces are the writer's own words and
// are taken as they are; whatever comes from outside goes through text.
type lineWriter struct {
	buf  []byte
	used int // octets on the current physical line
	days dayCache
}

// plain appends s, which must be UTF-8 without control characters.
func (l *lineWriter) plain(s string) {
	for len(s) > maxOctets-l.used {
		room := maxOctets - l.used
		cut := room
		for cut > 0 && room-cut < utf8.UTFMax && !utf8.RuneStart(s[cut]) {
			cut--
		}
		l.buf = append(l.buf, s[:cut]...)
		l.fold()
		s = s[cut:]
	}
	l.buf = append(l.buf, s...)
	l.used += len(s)
}

// pair appends an escape sequence of two octets. It is never folded
// apart: that would be legal, but a reader that unescapes before it unfolds
// exists somewhere.
func (l *lineWriter) pair(s string) {
	if l.used+len(s) > maxOctets {
		l.fold()
	}
	l.plain(s)
}

// fold goes on with the content line on a new physical line. Its leading space
// counts towards the limit.
func (l *lineWriter) fold() {
	l.buf = append(l.buf, "\r\n "...)
	l.used = 1
}

// end ends the content line.
func (l *lineWriter) end() {
	l.buf = append(l.buf, "\r\n"...)
	l.used = 0
}

// line appends a whole plain line.
func (l *lineWriter) line(s string) {
	if len(s) <= maxOctets { // nearly all of them
		l.buf = append(l.buf, s...)
		l.buf = append(l.buf, "\r\n"...)
		return
	}
	l.plain(s)
	l.end()
}

// flush writes the buffer to w and starts it anew.
func (l *lineWriter) flush(w io.Writer) error {
	_, err := w.Write(l.buf)
	l.buf = l.buf[:0]
	return err
}

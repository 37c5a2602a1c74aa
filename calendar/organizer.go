package calendar

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// An Organizer is who publishes a feed (ORGANIZER, RFC 5545 section 3.8.4.3). The zero
// Organizer is left out.
//
// RFC 5546 asks published events for one, and RFC 5545 forbids it where nobody is
// invited. Clients accept both, but some make an event with an organizer one that
// only its organizer can move. So it is left to the caller, and is needed for
// free/busy time only.
type Organizer struct {
	// Name is how the organizer is called (CN). It may hold anything; quotes are
	// written as RFC 6868 says, which old clients show as they are. Empty: left out.
	Name string
	// Address is where to reach them: an e-mail address, or another URI with its scheme.
	Address string
}

// check says what is wrong, or "".
func (o Organizer) check() string {
	switch {
	case o == Organizer{}:
		return ""
	case o.Address == "":
		return fmt.Sprintf("%q has no Address (give an e-mail address)", o.Name)
	}
	if why := checkURI(o.uri()); why != "" {
		return "Address: " + why
	}
	return ""
}

// uri returns the address with its scheme.
func (o Organizer) uri() string {
	if strings.Contains(o.Address, ":") {
		return o.Address
	}
	return "mailto:" + o.Address
}

// line writes the property.
func (o Organizer) line(l *lineWriter) {
	if o == (Organizer{}) {
		return
	}
	l.plain("ORGANIZER")
	if o.Name != "" {
		l.parameter("CN", o.Name)
	}
	l.plain(":")
	l.plain(o.uri())
	l.end()
}

// parameter appends a parameter with any text as its value: always quoted, so that no
// client trips over a bare comma, and with the characters that quotes cannot hold in
// the notation of RFC 6868. Control characters are dropped, as in texts.
func (l *lineWriter) parameter(name, value string) {
	l.plain(";")
	l.plain(name)
	l.plain(`="`)
	for _, r := range value { // gives U+FFFD for each byte that is not UTF-8
		switch {
		case r == '^':
			l.pair("^^")
		case r == '"':
			l.pair("^'")
		case r == '\n' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			l.pair("^n")
		case r < ' ' && r != '\t' || r >= 0x7F && r < 0xA0:
		default:
			var b [utf8.UTFMax]byte
			l.plain(string(b[:utf8.EncodeRune(b[:], r)]))
		}
	}
	l.plain(`"`)
}

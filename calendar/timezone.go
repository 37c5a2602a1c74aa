package calendar

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A zoneUse is a zone that components refer to, and the time that they need it for.
type zoneUse struct {
	zone *availability.Zone
	span availability.Span
	// place is the first component that refers to it, for errors.
	place string
}

// zoneUses are the zones of a feed, by TZID.
type zoneUses map[string]zoneUse

// add notes that a component needs a zone for a span. It says what is wrong, or "".
func (u zoneUses) add(z *availability.Zone, span availability.Span, place string) string {
	use, known := u[z.Name()]
	switch {
	case !known:
		u[z.Name()] = zoneUse{z, span, place}
		return ""
	case use.zone != z && !sameClocks(use.zone, z, span):
		return fmt.Sprintf("Zone: is another %s than that of %s (a calendar has one zone of a name: give one of them a name of its own)", z.Name(), use.place)
	}
	start, end := span.Unix()
	first, last := use.span.Unix()
	use.span = availability.UnixSpan(min(start, first), max(end, last))
	u[z.Name()] = use
	return ""
}

// sameClocks reports whether two zones of one name are the same for a span.
func sameClocks(a, b *availability.Zone, span availability.Span) bool {
	var l, m lineWriter
	l.timeZone(a, span)
	m.timeZone(b, span)
	return bytes.Equal(l.buf, m.buf)
}

// write writes a VTIMEZONE for each.
func (u zoneUses) write(l *lineWriter) {
	names := make([]string, 0, len(u))
	for name := range u {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		l.timeZone(u[name].zone, u[name].span)
	}
}

// isUTC reports whether times in z are written in UTC, without a TZID: Outlook shows
// such times well, and a VTIMEZONE of UTC has nothing to say.
func isUTC(z *availability.Zone) bool {
	if z == nil {
		return true
	}
	switch z.Name() {
	case "", "UTC", "Etc/UTC":
		return true
	}
	return false
}

// checkZone says why a zone cannot be written, or "".
func checkZone(z *availability.Zone) string {
	name := z.Name()
	if isUTC(z) {
		for range z.Transitions(availability.Calendar()) {
			return fmt.Sprintf("Zone: is called %q and is not UTC (give it a name of its own)", name)
		}
		if z.Offset(time.Unix(0, 0)).Seconds != 0 {
			return fmt.Sprintf("Zone: is called %q and is not UTC (give it a name of its own)", name)
		}
		return ""
	}
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_/."
	if strings.Trim(name, letters) != "" || len(name) > 64 {
		return fmt.Sprintf("Zone: %q is no name for a TZID, which some clients look up (use a zone as loaded, such as Schedule.ZoneAt returns; a name has up to 64 letters, digits and +-_/.)", name)
	}
	return ""
}

// timeZone writes the VTIMEZONE of z (section 3.6.5), which is right for all instants of
// w, and from a year before.
func (l *lineWriter) timeZone(z *availability.Zone, w availability.Span) {
	l.line("BEGIN:VTIMEZONE")
	l.textLine("TZID", z.Name())
	list := observances(z, w)
	for i := range list {
		l.observance(&list[i])
	}
	l.line("END:VTIMEZONE")
}

func (l *lineWriter) observance(o *observance) {
	kind := "STANDARD"
	if o.daylight {
		kind = "DAYLIGHT"
	}
	l.line("BEGIN:" + kind)
	l.plain("DTSTART:")
	l.dateTime(o.first)
	l.end()
	l.plain("TZOFFSETFROM:")
	l.utcOffset(o.from)
	l.end()
	l.plain("TZOFFSETTO:")
	l.utcOffset(o.to)
	l.end()
	if o.name != "" {
		l.textLine("TZNAME", o.name)
	}
	if o.recurs() {
		l.plain("RRULE:FREQ=YEARLY;BYMONTH=")
		l.plain(strconv.Itoa(int(o.month)))
		l.plain(";BYDAY=")
		l.plain(strconv.Itoa(o.nth.ordinal()))
		l.plain(weekdayCodes[o.weekday])
		if o.last != endless {
			l.plain(";UNTIL=")
			l.dateTime(o.last)
			l.plain("Z")
		}
		l.end()
	}
	l.line("END:" + kind)
}

// weekdayCodes are the weekdays as RFC 5545 writes them, by time.Weekday.
var weekdayCodes = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// utcOffset appends a UTC-OFFSET (section 3.3.14).
func (l *lineWriter) utcOffset(seconds int) {
	b := [7]byte{'+'}
	if seconds < 0 {
		b[0], seconds = '-', -seconds
	}
	twoDigits(b[1:], seconds/3600)
	twoDigits(b[3:], seconds/60%60)
	twoDigits(b[5:], seconds%60)
	length := len(b)
	if seconds%60 == 0 {
		length -= 2
	}
	l.plain(string(b[:length]))
}

package calendar

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// DefaultRefresh is how often clients are asked to poll a feed that does not
// say so itself.
const DefaultRefresh = 6 * time.Hour

// A Feed is one calendar: what a client shows as a single entry in its list.
//
// A Feed is plain data. Encode and the handler only read it, so feeds may share
// a slice of events between goroutines as long as nobody writes to it.
type Feed struct {
	// ID names the feed for ever and is part of the UID of each of its events.
	// A new ID makes every event a new one for the clients. It is required,
	// may hold anything but a NUL, and is not published itself.
	ID string

	// Name is what clients call the calendar (NAME of RFC 7986 section 5.1,
	// and X-WR-CALNAME, which most clients read). Empty: left out.
	Name string

	// Description says what the calendar is for (DESCRIPTION of RFC 7986
	// section 5.2, and X-WR-CALDESC). Empty: left out.
	Description string

	// Color is a CSS colour by name, such as "teal", in which clients may show the
	// calendar (COLOR of RFC 7986 section 5.9, and X-APPLE-CALENDAR-COLOR). Empty: they choose.
	Color string

	// URL is a page about the calendar, and Address the address from which it is
	// published (URL and SOURCE of RFC 7986), each with its scheme. An address that only those who subscribe
	// should know stays out of the file, which people pass on. Empty: left out.
	URL, Address string

	// Organizer is who publishes the calendar. Only free/busy time needs one.
	Organizer Organizer

	// Stamp is when the data last changed: the DTSTAMP of every event (RFC
	// 5545 section 3.8.7.2) and the Last-Modified of the handler. It is
	// required. Fractions of a second are cut off.
	//
	// Raise it whenever anything in the feed changes, the window that it
	// covers included: a client that does not know ETags asks only whether the
	// stamp has moved. Do not set it to the current time: then nothing would
	// ever be unchanged.
	Stamp time.Time

	// Refresh is how often clients should poll, in whole seconds; fractions
	// are cut off (REFRESH-INTERVAL of RFC 7986 section 5.7, and
	// X-PUBLISHED-TTL). Many clients keep an interval of their own. Zero means
	// DefaultRefresh; anything else below one second is a mistake.
	Refresh time.Duration

	// Events, Availabilities and FreeBusy are what is published, in any order. Their order does
	// not change the bytes.
	Events         []Event
	Availabilities []Availability
	FreeBusy       []FreeBusy

	// CancelRemoved makes Update keep an event that is gone once more, as cancelled. Otherwise
	// it is dropped at once, and clients remove what they no longer find.
	CancelRemoved bool

	// cancelled are the events that Update keeps for a last time.
	cancelled []farewell
}

// flushAt is the number of bytes after which Encode writes out its buffer.
const flushAt = 64 << 10

// Encode writes f to w as one iCalendar object (RFC 5545): in UTF-8, with lines
// that end in CRLF and are folded at 75 octets between characters.
//
// First come the time zones to which events refer, by name: one VTIMEZONE for each, right
// for all of their events and from a year before. Then come the events, the availabilities
// and the free/busy times, each in the order of their start, then end, then source. Equal
// feeds give equal bytes. A feed without anything still carries one component, as
// RFC 5545 section 3.6 asks: a VTIMEZONE of UTC, which is not an event.
//
// The mistakes in f are found before anything is written and are reported all
// at once, one line each (see [errors.Join]): no ID or Stamp, a NUL in the ID,
// a Refresh below one second, an empty span, an empty or repeated source, a time
// outside the years 1 to 9999, for which iCalendar has no notation, and whatever the fields
// say of themselves. Otherwise the only error is that of w, and then a part of the feed may
// have been written.
func (f Feed) Encode(w io.Writer) error {
	zones, err := f.check()
	if err != nil {
		return err
	}
	l := &lineWriter{buf: make([]byte, 0, flushAt+flushAt/4)}
	f.head(l)
	f.timeZones(l, zones)
	uids, stamp := newUIDMaker(f.ID), f.Stamp.Unix()
	full := func() error {
		if len(l.buf) < flushAt {
			return nil
		}
		return l.flush(w)
	}
	for _, e := range inOrder(f.Events) {
		e.component(l, stamp, uids.uid(e.Source), f.Organizer)
		if err := full(); err != nil {
			return f.writeError(err)
		}
	}
	for _, c := range f.cancelled {
		c.component(l)
	}
	for _, a := range inOrder(f.Availabilities) {
		a.component(l, stamp, uids)
		if err := full(); err != nil {
			return f.writeError(err)
		}
	}
	for _, b := range inOrder(f.FreeBusy) {
		b.component(l, stamp, uids.uid(b.Source), f.Organizer)
		if err := full(); err != nil {
			return f.writeError(err)
		}
	}
	l.line("END:VCALENDAR")
	if err := l.flush(w); err != nil {
		return f.writeError(err)
	}
	return nil
}

// timeZones writes the VTIMEZONEs, and one that nothing refers to where there is nothing.
func (f *Feed) timeZones(l *lineWriter, zones zoneUses) {
	for i := range f.cancelled {
		f.cancelled[i].extend(zones)
	}
	zones.write(l)
	kept := make(map[string]bool)
	for _, c := range f.cancelled {
		for _, z := range c.zones {
			name := z.value("TZID")
			if _, ours := zones[name]; !ours && !kept[name] {
				kept[name] = true
				z.rewrite(l)
			}
		}
	}
	if len(f.Events)+len(f.Availabilities)+len(f.FreeBusy)+len(f.cancelled) == 0 {
		utcTimeZone(l)
	}
}

func (f Feed) writeError(err error) error {
	return fmt.Errorf("%sfeed %q: writing: %w", prefix, f.ID, err)
}

// refresh returns the interval that f asks of its clients.
func (f Feed) refresh() time.Duration { return cmp.Or(f.Refresh, DefaultRefresh) }

// head opens the calendar and writes its properties (section 3.7). Names are
// written twice: RFC 7986 came after the X- properties that clients had by then
// agreed on, and many still know only those.
func (f Feed) head(l *lineWriter) {
	l.line("BEGIN:VCALENDAR")
	l.line("VERSION:2.0")
	l.line("PRODID:-//noonmark//noonmark//EN")
	l.line("CALSCALE:GREGORIAN")
	l.line("METHOD:PUBLISH")
	l.textLine("NAME", f.Name)
	l.textLine("X-WR-CALNAME", f.Name)
	l.textLine("DESCRIPTION", f.Description)
	l.textLine("X-WR-CALDESC", f.Description)
	// For Update. The UID that RFC 7986 has for this is one that vdirsyncer takes for that of
	// every event.
	own := newUIDMaker(f.ID).uid("")
	l.plain("X-NOONMARK-FEED:")
	l.plain(string(own[:]))
	l.end()
	l.utcLine("LAST-MODIFIED", f.Stamp.Unix())
	if f.URL != "" {
		l.uriLine("URL", f.URL)
	}
	if f.Address != "" {
		l.uriLine("SOURCE;VALUE=URI", f.Address)
	}
	if f.Color != "" {
		l.textLine("COLOR", f.Color)
		l.textLine("X-APPLE-CALENDAR-COLOR", cssColor(f.Color))
	}
	l.durationLine("REFRESH-INTERVAL;VALUE=DURATION", f.refresh())
	l.durationLine("X-PUBLISHED-TTL", f.refresh())
}

// utcTimeZone stands in for the events of an empty feed. A calendar without any
// component breaks RFC 5545, and an empty body makes Thunderbird drop all that
// it had. A time zone that nothing refers to is valid and is not an event, so
// there is nothing to show.
func utcTimeZone(l *lineWriter) {
	l.line("BEGIN:VTIMEZONE")
	l.line("TZID:Etc/UTC")
	l.line("BEGIN:STANDARD")
	l.line("DTSTART:19700101T000000")
	l.line("TZOFFSETFROM:+0000")
	l.line("TZOFFSETTO:+0000")
	l.line("TZNAME:UTC")
	l.line("END:STANDARD")
	l.line("END:VTIMEZONE")
}

// inOrder returns the components by start, end and source. Sources differ within a
// feed, so there is only one such order.
func inOrder[T any, P interface {
	*T
	place() (availability.Span, string)
}](list []T) []P {
	sorted := make([]P, len(list))
	for i := range list {
		sorted[i] = &list[i]
	}
	slices.SortFunc(sorted, func(a, b P) int {
		aSpan, aSource := a.place()
		bSpan, bSource := b.place()
		aStart, aEnd := aSpan.Unix()
		bStart, bEnd := bSpan.Unix()
		if c := cmp.Compare(aStart, bStart); c != 0 {
			return c
		}
		if c := cmp.Compare(aEnd, bEnd); c != 0 {
			return c
		}
		return strings.Compare(aSource, bSource)
	})
	return sorted
}

func (e *Event) place() (availability.Span, string)        { return e.Span, e.Source }
func (a *Availability) place() (availability.Span, string) { return a.Span, a.Source }
func (f *FreeBusy) place() (availability.Span, string)     { return f.Span, f.Source }

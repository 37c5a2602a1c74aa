package calendar

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// An Event is one entry of a [Feed] (VEVENT, RFC 5545 section 3.6.1). It happens once, or
// again and again by a rule.
//
// To publish a set of spans, or a series, as few events that recur, see [Weekly] and
// [Series]: they know where clients disagree about DST and write those days apart.
type Event struct {
	// Source says for ever what the event stands for, such as
	// "overlap/2026-11-23/1", and is unique in the feed. The event's UID is
	// made of the feed's ID and the source and of nothing else, so clients see
	// an event that keeps its source and changes its span as one that moved.
	// It is required and not published itself.
	Source string

	// Span is when the event happens, with a Rule for the first time: from its start
	// (DTSTART) up to, but not including, its end (DTEND). It must not be empty, and must
	// lie in the years 1 to 9999 (UTC).
	Span availability.Span

	// Zone is the zone on whose wall clock the event is written, and recurs. The feed then
	// has a VTIMEZONE for it. Nil means UTC, which is right in every zone, too, for what
	// happens once. What happens once and starts or ends in the repeated hour of a DST
	// change, where a wall clock does not say which pass is meant, is written in UTC anyhow, and
	// so is what reaches out of the years 1 to 9999 on that clock.
	//
	// Use a zone as LoadZone or Schedule.ZoneAt returns it, by whose name clients know
	// it. The clock of somebody who moves (Schedule.Zone) has no such name.
	Zone *availability.Zone

	// AllDay makes the event one of whole days (VALUE=DATE). Its Span must begin and end with
	// a day in the Zone: at midnight, or later if DST skips that. Clients show it on those dates wherever they are, so it
	// suits what belongs to a date, and not what begins at an instant.
	AllDay bool

	// Rule is the value of RRULE (section 3.3.10), such as "FREQ=WEEKLY;BYDAY=MO,WE", on
	// the wall clock of Zone. The start of Span must be one of its occurrences. An UNTIL
	// is written in UTC, as in "UNTIL=20261224T090000Z"; with AllDay it is a date.
	//
	// A start that DST skips is read with the offset from before the gap, and one that it
	// repeats is the first (section 3.3.5). Each occurrence lasts exactly as long as Span;
	// with AllDay, as many days.
	Rule string

	// Except are the starts of occurrences that do not happen, on the wall clock of Zone
	// (EXDATE); with AllDay, their days. Each must be an occurrence of Rule, and not the first.
	Except []availability.Civil

	// Title, Description and Location are SUMMARY, DESCRIPTION and LOCATION.
	// They may have several lines. Empty: left out; but RFC 5546 section 3.2.1 asks for a
	// title in what is published.
	Title       string
	Description string
	Location    string

	// LocalTimes are people whose clocks the description tells: a line each, after
	// Description, with the time that the event has for them, and the days on which
	// it has another (see [LocalTimes]).
	LocalTimes []*availability.Schedule

	// Categories are labels that clients can filter by. Empty ones are left
	// out.
	Categories []string

	// URL is a page about the event, with its scheme. Empty: left out.
	URL string

	// Color is a CSS colour by name, such as "teal" (COLOR, RFC 7986 section 5.9). Empty:
	// clients choose.
	Color string

	// Show says whether the event blocks the time of whoever subscribes
	// (TRANSP, RFC 5545 section 3.8.2.7, and X-MICROSOFT-CDO-BUSYSTATUS for
	// Outlook). The zero value, Free, does not.
	Show FreeBusyType

	// Private asks programs that share a calendar not to show the event to others
	// (CLASS, section 3.8.1.3). It keeps nothing from those who can read the feed.
	Private bool

	// Cancelled says that the event does not happen after all (STATUS, section 3.8.1.11).
	// Clients strike it out, or remove it.
	Cancelled bool

	// Revision counts the changes of the event. The zero Revision leaves them to the clients:
	// they then take each change of the bytes for one. [Feed.Update] keeps it.
	Revision Revision
}

// A Revision says how often an event has changed, and when it last did. Whoever keeps
// events in a database may keep it with them; [Feed.Update] finds it by comparison.
type Revision struct {
	// Sequence is how often the event has changed since it was first published (SEQUENCE,
	// RFC 5545 section 3.8.7.4). It must not be negative, nor ever go down.
	Sequence int
	// Modified is when it last changed: LAST-MODIFIED (section 3.8.7.3), and the
	// DTSTAMP in place of the feed's Stamp. Fractions of a second are cut off. ICSx5 takes a
	// change only if it has risen, or if there is none: the zero time.
	Modified time.Time
}

// The common head of components: what they are, and their revision.
func (l *lineWriter) identity(u uid, stamp int64, r Revision) {
	stamp = stampOf(r.Modified, stamp)
	l.buf = append(l.buf, "UID:"...)
	l.buf = append(l.buf, u[:]...)
	l.buf = append(l.buf, uidDomain+"\r\n"...)
	l.utcLine("DTSTAMP", stamp)
	if !r.Modified.IsZero() {
		l.utcLine("LAST-MODIFIED", stamp)
	}
	if r.Sequence > 0 || !r.Modified.IsZero() {
		l.numberLine("SEQUENCE", r.Sequence)
	}
}

// component writes the event.
func (e *Event) component(l *lineWriter, stamp int64, u uid, o Organizer) {
	l.line("BEGIN:VEVENT")
	l.identity(u, stamp, e.Revision)
	o.line(l)
	e.when(l)
	e.texts(l)
	if e.URL != "" {
		l.uriLine("URL", e.URL)
	}
	if e.Color != "" {
		l.textLine("COLOR", e.Color)
	}
	if e.Private {
		l.line("CLASS:PRIVATE")
	}
	if e.Cancelled {
		l.line("STATUS:CANCELLED")
	}
	if e.Show == Free {
		l.line("TRANSP:TRANSPARENT")
	} else {
		l.line("TRANSP:OPAQUE")
	}
	l.line("X-MICROSOFT-CDO-BUSYSTATUS:" + e.Show.outlook())
	l.line("END:VEVENT")
}

// texts writes the properties that people read.
func (e *Event) texts(l *lineWriter) {
	l.textLine("SUMMARY", e.Title)
	l.textLine("DESCRIPTION", e.description())
	l.textLine("LOCATION", e.Location)
	l.textListLine("CATEGORIES", e.Categories)
}

// when writes the properties that say when the event happens.
func (e *Event) when(l *lineWriter) {
	start, end := e.Span.Unix()
	z := e.writtenIn()
	switch {
	case e.AllDay:
		l.plain("DTSTART;VALUE=DATE:")
		l.date(wallOf(e.Zone, start))
		l.end()
		l.plain("DTEND;VALUE=DATE:")
		l.date(wallOf(e.Zone, end))
		l.end()
	case z == nil:
		l.utcLine("DTSTART", start)
		l.utcLine("DTEND", end)
	default:
		l.zonedLine("DTSTART", z, wallOf(z, start))
		l.zonedLine("DTEND", z, wallOf(z, end))
	}
	if e.Rule == "" {
		return
	}
	l.plain("RRULE:")
	l.plain(e.Rule)
	l.end()
	// One to a line, as Google and Apple write them: lists are rarer, and so are readers
	// that know them.
	for _, c := range e.Except {
		civil := civilSecond(c)
		switch {
		case e.AllDay:
			l.plain("EXDATE;VALUE=DATE:")
			l.date(civil)
			l.end()
		case z == nil:
			l.utcLine("EXDATE", civil)
		default:
			l.zonedLine("EXDATE", z, civil)
		}
	}
}

// writtenIn returns the zone whose TZID the event's times have, or nil for UTC.
func (e *Event) writtenIn() *availability.Zone {
	if isUTC(e.Zone) || e.AllDay {
		return nil
	}
	start, end := e.Span.Unix()
	if e.Rule == "" && !(wallSays(e.Zone, e.Span.Start()) && wallSays(e.Zone, e.Span.End()) &&
		writable(wallOf(e.Zone, start)) && writable(wallOf(e.Zone, end))) {
		return nil
	}
	return e.Zone
}

// wallSays reports whether the wall clock names the instant, and no other: not in the
// repeated time of a fold, of which programs know the first pass only, if that.
func wallSays(z *availability.Zone, t time.Time) bool {
	d, c := z.Civil(t)
	if !z.Instant(d, c).Equal(t) {
		return false
	}
	seconds := int64(z.Offset(t).Seconds)
	near := availability.UnixSpan(t.Unix()+1, t.Unix()+maxOffset)
	for next := range z.Transitions(near) {
		// After a step back the wall shows the time again if it comes within the step.
		if back := seconds - int64(next.After.Seconds); back > 0 && next.At.Unix() <= t.Unix()+back {
			return false
		}
	}
	return true
}

// stampOf returns the DTSTAMP of a component.
func stampOf(modified time.Time, stamp int64) int64 {
	if modified.IsZero() {
		return stamp
	}
	return modified.Unix()
}

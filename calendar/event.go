package calendar

import "github.com/noonmark/noonmark/availability"

// An Event is one entry of a [Feed] (VEVENT, RFC 5545 section 3.6.1). It
// happens once, at instants, and is written in UTC, so it is right in every
// zone and needs no time zone data.
type Event struct {
	// Source says for ever what the event stands for, such as
	// "overlap/2026-11-23/1", and is unique in the feed. The event's UID is
	// made of the feed's ID and the source and of nothing else, so clients see
	// an event that keeps its source and changes its span as one that moved.
	// It is required and not published itself.
	Source string

	// Span is when the event happens: from its start (DTSTART) up to, but not
	// including, its end (DTEND). It must not be empty, and must lie in the
	// years 1 to 9999 (UTC).
	Span availability.Span

	// Title, Description and Location are SUMMARY, DESCRIPTION and LOCATION.
	// They may have several lines. Empty: left out.
	Title       string
	Description string
	Location    string

	// Categories are labels that clients can filter by. Empty ones are left
	// out.
	Categories []string

	// Busy says whether the event blocks the time of whoever subscribes
	// (TRANSP, RFC 5545 section 3.8.2.7, and X-MICROSOFT-CDO-BUSYSTATUS for
	// Outlook). The zero value does not: the hours of a team must not make its
	// members look busy all day.
	Busy bool
}

// component writes the event. LAST-MODIFIED is left out on purpose: ICSx5 skips
// an event whose LAST-MODIFIED has not risen, and takes every change of one
// that has none.
func (e *Event) component(l *lineWriter, stamp int64, uid uid) {
	start, end := e.Span.Unix()
	l.line("BEGIN:VEVENT")
	l.plain("UID:")
	l.plain(string(uid[:]))
	l.plain(uidDomain)
	l.end()
	l.utcLine("DTSTAMP", stamp)
	l.utcLine("DTSTART", start)
	l.utcLine("DTEND", end)
	if e.Title != "" {
		l.textLine("SUMMARY", e.Title)
	}
	if e.Description != "" {
		l.textLine("DESCRIPTION", e.Description)
	}
	if e.Location != "" {
		l.textLine("LOCATION", e.Location)
	}
	l.textListLine("CATEGORIES", e.Categories)
	if e.Busy {
		l.line("TRANSP:OPAQUE")
		l.line("X-MICROSOFT-CDO-BUSYSTATUS:BUSY")
	} else {
		l.line("TRANSP:TRANSPARENT")
		l.line("X-MICROSOFT-CDO-BUSYSTATUS:FREE")
	}
	l.line("END:VEVENT")
}

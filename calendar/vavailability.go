package calendar

import (
	"github.com/noonmark/noonmark/availability"
)

// An Availability says when somebody can be asked for their time (VAVAILABILITY, RFC 7953):
// in the times of Available, and not in the rest of its Span.
//
// Several of them describe one calendar, as layers: in the Span of one, those with a lower
// priority do not count. So a layer with nothing Available takes its whole Span away,
// such as a leave. Events lie above all layers. [Diary.Availabilities] makes them of a
// person's schedule.
type Availability struct {
	// Source says for ever what it stands for, as that of an [Event] does.
	Source string

	// Span is the time of which it speaks (DTSTART and DTEND, in UTC). Outside it says
	// nothing. It must not be empty.
	Span availability.Span

	// Priority tells which layer lies above: 1 is the highest and 9 the lowest, and 0 is
	// below that (PRIORITY, RFC 7953 section 3.2).
	Priority int

	// Otherwise is what the time of Span is that is not in Available (BUSYTYPE): Busy,
	// Tentative, or Unavailable, which the zero value means, too, as in the RFC.
	Otherwise FreeBusyType

	// Available are the times. They may recur, and what lies outside Span does not count.
	// Of an event, Source, Span, Zone, Rule, Except, Title, Description, Location,
	// Categories and the Modified of Revision are written, and the rest means nothing here.
	Available []Event

	// Title and Description are SUMMARY and DESCRIPTION. Empty: left out.
	Title       string
	Description string

	// Revision counts the changes; see that of Event.
	Revision Revision
}

// busyType returns the BUSYTYPE.
func (a *Availability) busyType() FreeBusyType {
	if a.Otherwise == Free {
		return Unavailable
	}
	return a.Otherwise
}

func (a *Availability) component(l *lineWriter, stamp int64, uids *uidMaker) {
	start, end := a.Span.Unix()
	l.line("BEGIN:VAVAILABILITY")
	l.identity(uids.uid(a.Source), stamp, a.Revision)
	l.utcLine("DTSTART", start)
	l.utcLine("DTEND", end)
	l.plain("BUSYTYPE:")
	l.plain(a.busyType().String())
	l.end()
	if a.Priority != 0 {
		l.numberLine("PRIORITY", a.Priority)
	}
	l.textLine("SUMMARY", a.Title)
	l.textLine("DESCRIPTION", a.Description)
	for _, e := range inOrder(a.Available) {
		l.line("BEGIN:AVAILABLE")
		l.identity(uids.uid(e.Source), stamp, Revision{Modified: e.Revision.Modified})
		e.when(l)
		e.texts(l)
		l.line("END:AVAILABLE")
	}
	l.line("END:VAVAILABILITY")
}

func (c *checker) availability(a *Availability, p indexed) {
	c.source(a.Source, p)
	c.span(a.Span, a.Source, p)
	c.revision(a.Revision, a.Source, p)
	if a.Priority < 0 || a.Priority > 9 {
		c.wrong("%s: Priority: %d is none (use 1, the highest, to 9, or 0 for below all)", p.name(a.Source), a.Priority)
	}
	if !a.Otherwise.valid() {
		c.wrong("%s: Otherwise: %d is no free/busy type (use Busy, Tentative or Unavailable)", p.name(a.Source), a.Otherwise)
	}
	for i := range a.Available {
		e := &a.Available[i]
		at := indexed{p.name("") + ".Available", i}
		if e.AllDay {
			c.wrong("%s: AllDay: available time begins at an instant (RFC 7953 section 3.1; leave AllDay out)", at.name(e.Source))
			continue
		}
		c.event(e, at)
	}
}

// Open returns the time within w that layers of availability leave open: what the
// highest layer that speaks of an instant has available (RFC 7953 section 4). Of two of
// one priority, the one that gives more counts. Time of which none speaks is not open.
func Open(w availability.Span, layers ...Availability) availability.Set {
	var open availability.Set
	decided := availability.NewSet()
	for priority := 1; priority <= 10; priority++ {
		var given, spoken availability.Set
		for i := range layers {
			a := &layers[i]
			if a.Priority != priority%10 { // 0 comes last
				continue
			}
			in := a.Span.Intersect(w)
			spoken = spoken.Union(availability.NewSet(in))
			for j := range a.Available {
				var spans []availability.Span
				for sp := range a.Available[j].Occurrences(in) {
					spans = append(spans, sp)
				}
				given = given.Union(availability.NewSet(spans...).Clip(in))
			}
		}
		open = open.Union(given.Subtract(decided))
		decided = decided.Union(spoken)
	}
	return open
}

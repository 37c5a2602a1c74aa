package calendar

import (
	"cmp"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A FreeBusy says when somebody is free and when not, and nothing else (VFREEBUSY with
// METHOD:PUBLISH, RFC 5546 section 3.3.1): plain periods in UTC, which every scheduling
// program reads. The feed's Organizer is the person; so it takes a feed of its own.
// [Diary.FreeBusy] makes one of a person's schedule.
type FreeBusy struct {
	// Source says for ever what it stands for, as that of an [Event] does.
	Source string

	// Span is the time of which it speaks (DTSTART and DTEND). It must not be empty.
	Span availability.Span

	// Busy, Tentative and Unavailable are the times of these types, and Free is time that
	// is known to be free. What lies outside Span is not written. Of an instant in several,
	// the last in the order of Free, Tentative, Busy, Unavailable counts.
	Free, Tentative, Busy, Unavailable availability.Set

	// Modified is when it last changed: the DTSTAMP in place of the feed's Stamp. The zero
	// time means the Stamp.
	Modified time.Time
}

// A period is a span of one free/busy type.
type period struct {
	availability.Span
	kind FreeBusyType
}

// periods returns the periods in order. None overlaps another, and those that touch differ.
func (f *FreeBusy) periods() []period {
	var list []period
	var taken availability.Set
	for _, layer := range []struct {
		kind FreeBusyType
		set  availability.Set
	}{{Unavailable, f.Unavailable}, {Busy, f.Busy}, {Tentative, f.Tentative}, {Free, f.Free}} {
		for sp := range layer.set.Clip(f.Span).Subtract(taken).All() {
			list = append(list, period{sp, layer.kind})
		}
		taken = taken.Union(layer.set)
	}
	slices.SortFunc(list, func(a, b period) int {
		aStart, _ := a.Unix()
		bStart, _ := b.Unix()
		return cmp.Compare(aStart, bStart)
	})
	return list
}

// perLine is how many periods a FREEBUSY has at most: readers must accept both lists and
// repeated properties, and a line without end suits nobody.
const perLine = 8

func (f *FreeBusy) component(l *lineWriter, stamp int64, u uid, o Organizer) {
	start, end := f.Span.Unix()
	l.line("BEGIN:VFREEBUSY")
	l.plain("UID:")
	l.plain(u.String())
	l.end()
	l.utcLine("DTSTAMP", stampOf(f.Modified, stamp))
	o.line(l)
	l.utcLine("DTSTART", start)
	l.utcLine("DTEND", end)
	list := f.periods()
	for len(list) > 0 {
		n := 1
		for n < min(len(list), perLine) && list[n].kind == list[0].kind {
			n++
		}
		l.plain("FREEBUSY;FBTYPE=")
		l.plain(list[0].kind.String())
		for i, p := range list[:n] {
			separator := ","
			if i == 0 {
				separator = ":"
			}
			l.plain(separator)
			start, end := p.Unix()
			l.utc(start)
			l.plain("/")
			l.utc(end)
		}
		l.end()
		list = list[n:]
	}
	l.line("END:VFREEBUSY")
}

func (c *checker) freeBusy(f *FreeBusy, p indexed) {
	c.source(f.Source, p)
	c.span(f.Span, f.Source, p)
	c.revision(Revision{Modified: f.Modified}, f.Source, p)
}

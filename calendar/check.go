package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// prefix starts every message of this package, once.
const prefix = "calendar: "

const yearsOnly = "iCalendar writes the years 1 to 9999 only"

// A checker collects the mistakes of a feed, and what its components refer to.
type checker struct {
	feed    string
	errs    []error
	sources map[string]indexed // the component of each source
	zones   zoneUses
}

// wrong notes a mistake of the feed itself.
func (c *checker) wrong(format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf("%sfeed %q: %s", prefix, c.feed, fmt.Sprintf(format, args...)))
}

// check returns every mistake in f, joined, or the zones that it needs.
func (f *Feed) check() (zoneUses, error) {
	c := &checker{
		feed:    f.ID,
		sources: make(map[string]indexed, len(f.Events)+len(f.Availabilities)+len(f.FreeBusy)),
		zones:   make(zoneUses),
	}
	if f.ID == "" {
		c.wrong(`ID: is empty (give the feed a name that never changes, such as "team-overlap")`)
	}
	if strings.Contains(f.ID, "\x00") {
		c.wrong("ID: holds a NUL, which separates it from the source in UIDs (leave it out)")
	}
	if f.Stamp.IsZero() {
		c.wrong("Stamp: is the zero time (set it to when the data last changed)")
	} else if !writable(f.Stamp.Unix()) {
		c.wrong("Stamp: %s: %s", f.Stamp.UTC().Format(time.RFC3339), yearsOnly)
	}
	if f.Refresh != 0 && f.Refresh < time.Second {
		c.wrong("Refresh: %v is less than a second (leave it at zero for %v)", f.Refresh, DefaultRefresh)
	}
	c.color("", f.Color)
	c.uri("URL", f.URL)
	c.uri("Address", f.Address)
	if why := f.Organizer.check(); why != "" {
		c.wrong("Organizer: %s", why)
	}
	for i := range f.Events {
		c.event(&f.Events[i], indexed{"Events", i})
	}
	for i := range f.Availabilities {
		c.availability(&f.Availabilities[i], indexed{"Availabilities", i})
	}
	for i := range f.FreeBusy {
		c.freeBusy(&f.FreeBusy[i], indexed{"FreeBusy", i})
	}
	if len(f.FreeBusy) > 0 && f.Organizer == (Organizer{}) {
		c.wrong("Organizer: is empty (free/busy time needs to say whose it is, RFC 5546 section 3.3.1: give an address)")
	}
	return c.zones, errors.Join(c.errs...)
}

// indexed is the place of a component in its slice.
type indexed struct {
	slice string
	i     int
}

// name says which component is meant: its index for the programmer, its source for
// whoever knows the data.
func (p indexed) name(source string) string {
	if source == "" {
		return fmt.Sprintf("%s[%d]", p.slice, p.i)
	}
	return fmt.Sprintf("%s[%d] (%q)", p.slice, p.i, source)
}

func (c *checker) color(at, color string) {
	if color != "" && cssColor(color) == "" {
		c.wrong("%sColor: %q is no colour of CSS (write its name, such as \"teal\")", at, color)
	}
}

func (c *checker) uri(field, uri string) {
	if uri == "" {
		return
	}
	if why := checkURI(uri); why != "" {
		c.wrong("%s: %s", field, why)
	}
}

// source notes the source of a component.
func (c *checker) source(source string, p indexed) {
	if source == "" {
		c.wrong(`%s: Source: is empty (say what it stands for, such as "overlap/2026-11-23")`, p.name(source))
		return
	}
	if other, taken := c.sources[source]; taken {
		c.wrong("%s: Source: is that of %s too (give each its own, or clients see only one of them)", p.name(source), other.name(""))
		return
	}
	c.sources[source] = p
}

// span checks a span and reports whether it can be written.
func (c *checker) span(sp availability.Span, source string, p indexed) bool {
	start, end := sp.Unix()
	switch {
	case sp.IsEmpty():
		c.wrong("%s: Span: %s is empty (leave out what lasts no time)", p.name(source), sp)
	case !writable(start) || !writable(end):
		c.wrong("%s: Span: %s: %s (clip it to the period that you publish)", p.name(source), sp, yearsOnly)
	default:
		return true
	}
	return false
}

func (c *checker) revision(r Revision, source string, p indexed) {
	if r.Sequence < 0 {
		c.wrong("%s: Revision: Sequence %d is negative (count from 0)", p.name(source), r.Sequence)
	}
	if !r.Modified.IsZero() && !writable(r.Modified.Unix()) {
		c.wrong("%s: Revision: Modified %s: %s", p.name(source), r.Modified.UTC().Format(time.RFC3339), yearsOnly)
	}
}

func (c *checker) event(e *Event, p indexed) {
	spanned := c.span(e.Span, e.Source, p)
	c.source(e.Source, p)
	c.revision(e.Revision, e.Source, p)
	if e.Color != "" {
		c.color(p.name(e.Source)+": ", e.Color)
	}
	if e.URL != "" {
		c.uri(p.name(e.Source)+": URL", e.URL)
	}
	if !e.Show.valid() {
		c.wrong("%s: Show: %d is no free/busy type (use Free, Tentative, Busy or Unavailable)", p.name(e.Source), e.Show)
	}
	if i := slices.Index(e.LocalTimes, nil); i >= 0 {
		c.wrong("%s: LocalTimes[%d]: is nil (leave it out)", p.name(e.Source), i)
	}
	if e.Zone == nil && e.Rule == "" && len(e.Except) == 0 && !e.AllDay {
		return
	}
	if e.Zone != nil {
		if why := checkZone(e.Zone); why != "" {
			c.wrong("%s: %s", p.name(e.Source), why)
			return
		}
	}
	if !spanned {
		return
	}
	start, end := e.Span.Unix()
	if (e.Rule != "" || e.AllDay) && (!writable(wallOf(e.Zone, start)) || !writable(wallOf(e.Zone, end))) {
		c.wrong("%s: Span: %s in %s: %s (clip it to the period that you publish)", p.name(e.Source), e.Span, zoneTitle(e.Zone), yearsOnly)
		return
	}
	if e.AllDay {
		first := func(u int64) bool { return instantOf(e.Zone, midnight(wallOf(e.Zone, u))) == u } // of its day
		if !first(start) || !first(end) {
			c.wrong("%s: Span: %s does not begin and end at midnight in %s, as AllDay asks (leave AllDay out, or round the span to days)",
				p.name(e.Source), e.Span, zoneTitle(e.Zone))
			return
		}
	}
	if mistakes := e.checkRule(); len(mistakes) > 0 {
		for _, m := range mistakes {
			c.wrong("%s: %s", p.name(e.Source), m)
		}
		return
	}
	if z := e.writtenIn(); z != nil {
		if why := c.zones.add(z, e.spread(), p.name(e.Source)); why != "" {
			c.wrong("%s: %s", p.name(e.Source), why)
		}
	}
}

func zoneTitle(z *availability.Zone) string {
	if isUTC(z) {
		return "UTC"
	}
	return z.Name()
}

// writable reports whether DATE-TIME can write u, with its four digits for the year
// (RFC 5545 section 3.3.4). The calendar's end is a second too late.
func writable(u int64) bool { return availability.Calendar().Contains(time.Unix(u, 0)) }

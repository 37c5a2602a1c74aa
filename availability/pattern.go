package availability

import "github.com/rickb777/date/v2"

// A pattern is a person's hours of one kind, made ready: what the notation
// leaves open (which days are holidays) is filled in.
type pattern struct {
	hours  Hours
	public Holidays
	school Holidays
	// closed says that nothing starts on a public holiday, which is meant where
	// the hours do not name PH.
	closed bool
	// by is how many seconds the hours are moved on the wall clock; see
	// [Schedule.Shifted]. The rest of the pattern knows nothing of it.
	by int64

	// days and week are set if the hours are the same in every week. week is
	// usable only if no holiday takes anything out of it.
	weekly bool
	days   [7][]clockSpan
	week   week
}

// compilePattern makes h ready for somebody who has the given holidays.
func compilePattern(h Hours, public, school Holidays) pattern {
	named, _ := h.names()
	p := pattern{hours: h, public: public, school: school, closed: !named && !public.isNone()}
	if p.days, p.weekly = h.weekly(); p.weekly {
		p.week = compileWeek(p.days)
	}
	return p
}

// isEmpty reports whether the pattern is never on, as far as that is plain.
func (p *pattern) isEmpty() bool { return p.weekly && p.week.isEmpty() }

// isWeek reports whether week says it all.
func (p *pattern) isWeek() bool { return p.weekly && !p.closed }

// expand appends to dst the civil spans of the pattern within w, canonical in
// themselves.
func (p *pattern) expand(dst []Span, w Span) []Span {
	if p.by == 0 {
		return p.expandUnmoved(dst, w)
	}
	from := len(dst)
	dst = p.expandUnmoved(dst, Span{w.start - p.by, w.end - p.by})
	for i := from; i < len(dst); i++ {
		dst[i].start += p.by
		dst[i].end += p.by
	}
	return dst
}

func (p *pattern) expandUnmoved(dst []Span, w Span) []Span {
	switch {
	case w.IsEmpty() || p.isEmpty():
		return dst
	case p.isWeek():
		return p.week.expand(dst, w)
	}
	done := len(dst)
	days := p.cursor()
	// What starts on a day ends within the next one.
	for d := floorDiv(w.start, secondsPerDay) - 1; d*secondsPerDay < w.end; d++ {
		base := d * secondsPerDay
		for _, c := range days.spans(d) {
			dst = appendSpanFrom(dst, done, Span{base + c.start, base + c.end}.Intersect(w))
		}
	}
	return dst
}

// A patternCursor reads a pattern day by day.
type patternCursor struct {
	*pattern
	holidays holidayCursor
	buf      []clockSpan
}

func (p *pattern) cursor() patternCursor {
	return patternCursor{pattern: p, holidays: p.public.cursor()}
}

// appendCivil appends the spans of day d since 1970-01-01, in civil seconds: those that
// start on it, moved.
func (c *patternCursor) appendCivil(dst []Span, d int64) []Span {
	base := d*secondsPerDay + c.by
	for _, sp := range c.spans(d) {
		dst = append(dst, Span{base + sp.start, base + sp.end})
	}
	return dst
}

// startsOn reports whether a span starts on day d, as moved.
func (c *patternCursor) startsOn(d int64) bool {
	if c.by == 0 {
		return len(c.spans(d)) > 0
	}
	// Moved into the day is what starts so much earlier or later.
	from := d*secondsPerDay - c.by
	for near := floorDiv(from, secondsPerDay); near*secondsPerDay < from+secondsPerDay; near++ {
		for _, sp := range c.spans(near) {
			if start := near*secondsPerDay + sp.start; from <= start && start < from+secondsPerDay {
				return true
			}
		}
	}
	return false
}

// spans returns the spans that start on day d since 1970-01-01, unmoved; they hold until
// the next call.
func (c *patternCursor) spans(d int64) []clockSpan {
	switch {
	case c.closed && c.holidays.on(d):
		return nil
	case c.weekly:
		return c.days[weekdayOf(unixEpoch+date.Date(d))]
	}
	c.buf = c.hours.appendDay(c.buf[:0], unixEpoch+date.Date(d), c.public, c.school)
	return c.buf
}

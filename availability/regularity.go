package availability

import "github.com/rickb777/date/v2"

// A regularity says how long one has to look to have seen everything. It makes
// "never again" an answer that comes soon, where otherwise each day up to the
// year 9999 would have to be asked.
type regularity struct {
	// varied is in instants. Outside of it what happens repeats with a period of at
	// most period seconds, the changes of the zone's offset aside. Those hide
	// what lies in a gap, but not again and again.
	varied Span
	period int64
}

const (
	// Weeks repeat after a week; a gap may hide one.
	weeklyPeriod = 6 * secondsPerWeek
	// The Gregorian calendar repeats after 400 years, which are whole weeks. Holidays
	// by Easter and the moon do not, but nobody looks that far for one of them.
	calendarPeriod = 401 * 366 * secondsPerDay
)

// hull returns the smallest span that encloses a and b.
func hull(a, b Span) Span {
	switch {
	case a.IsEmpty():
		return b
	case b.IsEmpty():
		return a
	}
	return Span{min(a.start, b.start), max(a.end, b.end)}
}

// regularity looks at all that s is made of.
func (s *Schedule) regularity() regularity {
	r := regularity{period: weeklyPeriod}
	civil := s.leave.Bounds()
	include := func(h Holidays) {
		switch {
		case h.isNone():
		case h.years.span == calendar:
			// A function that makes holidays by rules, which the calendar drives.
			r.period = calendarPeriod
		default:
			civil = hull(civil, h.years.span)
		}
	}
	include(s.hours.public)
	for _, p := range []*pattern{&s.hours, &s.stretch, &s.focus, &s.core} {
		if p.weekly {
			continue
		}
		r.period = calendarPeriod
		include(p.school)
		civil = hull(civil, p.hours.varied())
	}
	for i := range s.blocks {
		v, interval := s.blocks[i].times.varied()
		if !v.IsEmpty() {
			civil = hull(civil, Span{v.start, v.end + s.blocks[i].length})
		}
		if interval > 0 {
			r.period = min(max(r.period, calendarPeriod)*min(interval, 1000), calendarEnd-calendarStart)
		}
	}
	if !civil.IsEmpty() {
		r.varied = Span{civil.start - offsetBound, civil.end + offsetBound}
	}
	r.varied = hull(r.varied, s.busy.Bounds())
	for _, p := range s.zone.pieces {
		if p.from > calendarStart {
			r.varied = hull(r.varied, Span{p.from, p.from + 1})
		}
	}
	return r
}

// varied returns a civil span that holds what h says of certain years only.
func (h Hours) varied() Span {
	var v Span
	if h.rules == nil {
		return v
	}
	include := func(first, last date.Date) {
		first, last = max(first, calendarFirst), min(last, calendarLast)
		if first <= last {
			// What starts on a day ends within the next one, and an offset moves it by
			// a year at most.
			v = hull(v, Span{civilDay(first - 367), civilDay(last + 368)})
		}
	}
	for i := range h.rules.rules {
		days := &h.rules.rules[i].days
		for _, y := range days.years {
			last := y.to
			if y.to >= 9999 && y.step == 1 {
				last = y.from // from there on it is every year
			}
			include(joinDate(min(y.from, 9999), 1, 1), joinDate(min(last, 9999), 12, 31))
		}
		for _, d := range days.dates {
			if d.from.month == 0 || d.to.month == 0 {
				return calendar // Easter repeats only after 5,700,000 years
			}
			switch d.kind {
			case onceRange:
				include(d.first, d.last)
			case openRange:
				include(d.first, d.first)
			}
		}
	}
	return v
}

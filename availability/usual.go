package availability

import (
	"slices"

	"github.com/rickb777/date/v2"
)

// Usual returns the person's time as it usually is: what recurs, without what happens
// once. It answers what others can count on, where s answers what holds on a date.
//
// What recurs does so week by week, or after 2, 3, 4, 6, 8, 12 or 24 weeks. It may last
// for a season only, of a week at least. So these are part of it:
//
//   - the zone, its DST, and moves
//   - hours of weekdays, and those of months, years, longer ranges of dates, ISO weeks and
//     school holidays
//   - recurring blocks (a standing meeting, a rota, every second Friday off) from their
//     first occurrence to their last, if that is at least a cycle later
//
// And these are not:
//
//   - leave, public holidays (and what hours say of PH), and busy time
//   - hours of days that are named one by one, in ranges of dates and of school holidays of
//     less than a week, or by their place in the month ("Fr[1] off")
//   - recurring blocks by dates or places in the month, or with any other cycle; single
//     occurrences that are added (Also) or fall away (Except, ExceptDays)
//
// Flexible hours stay so, in the same [Reading]. The usual time of the usual time is
// the same again.
func (s *Schedule) Usual() *Schedule {
	u := *s
	u.leave, u.busy, u.said, u.labels = Set{}, Set{}, Set{}, labels{}
	for _, p := range []*pattern{&u.stretch, &u.hours, &u.core, &u.focus} {
		*p = p.usual()
	}
	u.blocks = nil
	for i := range s.blocks {
		if b, ok := s.blocks[i].usual(); ok {
			u.blocks = append(u.blocks, b)
		}
	}
	if s.flex == nil {
		return u.finish()
	}
	certain := u.makeFlexible(s.flex.daily)
	if s.Reading() == Possible {
		return certain.Possible()
	}
	return certain
}

// usual returns the pattern without public holidays and without what its hours say of
// single days.
func (p *pattern) usual() pattern {
	h := p.hours
	if !p.weekly {
		var rules []hoursRule
		for i := range h.rules.rules {
			r := h.rules.rules[i]
			if r.days.keepUsual() {
				rules = append(rules, r)
			}
		}
		h = Hours{}
		if len(rules) > 0 {
			h.rules = prepareRules(rules)
		}
	}
	return compilePattern(h, Holidays{}, p.school.longRuns())
}

// keepUsual takes out of the days what is not usual, and reports whether anything is left.
func (s *daySelector) keepUsual() bool {
	some := len(s.dates) > 0
	s.dates = slices.DeleteFunc(slices.Clone(s.dates), func(r dateRange) bool { return r.isShort() })
	if some && len(s.dates) == 0 && s.months == 0 {
		return false
	}
	some = len(s.nths)+len(s.holidays) > 0
	for _, n := range s.nths {
		if n.offset == 0 && n.places&everyPlace == everyPlace {
			s.weekdays |= 1 << n.weekday
		}
	}
	s.nths = nil
	s.holidays = slices.DeleteFunc(slices.Clone(s.holidays), func(h holidayDay) bool { return !h.school })
	if s.both {
		return len(s.holidays) > 0 && s.weekdays != 0
	}
	return !some || len(s.holidays) > 0 || s.weekdays != 0
}

// everyPlace are all places in a month: Mo[1-5] is every Monday.
const everyPlace = 1<<5 - 1

// isShort reports whether r is less than a week.
func (r *dateRange) isShort() bool {
	switch r.kind {
	case openRange:
		return false
	case onceRange:
		return r.last-r.first < 6
	case movingRange:
		first, last := r.in(2026)
		return last-first < 6
	}
	first, last := r.from.in(2026), r.to.in(2026)
	return first <= last && last-first < 6 || last < first && last+365-first < 6
}

// longRuns returns the days of h that are part of a week of such days in a row, or of
// more.
func (h Holidays) longRuns() Holidays {
	if h.isNone() {
		return h
	}
	long := func(n NamedDay) bool {
		run := 1
		for _, step := range []date.Date{-1, 1} {
			for d := n.Date + step; run < 7; d += step {
				if _, ok := h.On(d); !ok {
					break
				}
				run++
			}
		}
		return run >= 7
	}
	return Holidays{&holidayYears{span: h.years.span, days: func(year int) []NamedDay {
		return slices.DeleteFunc(slices.Clone(h.Year(year)), func(n NamedDay) bool { return !long(n) })
	}}}
}

// usual returns the block as its rule alone has it, if that recurs by weeks.
func (b *block) usual() (block, bool) {
	set := b.times.set
	if set == nil || set.rule == nil {
		return block{}, false
	}
	weeks, ok := set.rule.cycle()
	if !ok || set.rule.lasts().Seconds() <= int64(weeks)*secondsPerWeek {
		return block{}, false
	}
	return block{state: b.state, length: b.length, label: b.label, times: Recurrence{&recurrenceSet{rule: set.rule}}}, true
}

// maxCycle is the longest cycle of usual time in weeks. All others divide it, so that
// those of several people have one in common that is no longer.
const maxCycle = 24

// cycle returns the weeks after which the rule repeats, months left aside. It reports
// false if it does not repeat by weeks, or not soon.
func (w *recurrenceWalk) cycle() (weeks int, ok bool) {
	d := &w.days
	if d.never || len(d.yearDays)+len(d.monthDays)+len(d.weekNumbers) > 0 || d.numbered() {
		return 0, false
	}
	if len(w.positions) > 0 && (w.freq < weekly || len(d.months) > 0) {
		return 0, false // they count within months, or weeks that a month cuts
	}
	step := int64(secondsPerWeek)
	switch w.freq {
	case yearly, monthly:
		if w.interval != 1 {
			return 0, false
		}
	case weekly:
		step *= w.interval
	case daily:
		step = secondsPerDay * w.interval
	default:
		step = w.step
	}
	period := step / gcd(step, secondsPerWeek)
	if period > maxCycle || maxCycle%period != 0 {
		return 0, false
	}
	return int(period), true
}

// lasts returns the civil span in which the rule holds, from its start to the second after
// which nothing occurs.
func (w *recurrenceWalk) lasts() Span {
	span := w.span
	if w.until.zone == nil {
		return span
	}
	// UNTIL is an instant, so which of the last days' occurrences there are is decided one by one.
	span.end = max(w.until.at-offsetBound, span.start)
	w.each(Span{span.end, w.span.end}, func(c int64) bool {
		span.end = c + 1
		return true
	})
	return span
}

// frozen returns the rule as if it had always been and always would be, in every month.
func (w *recurrenceWalk) frozen() *recurrenceWalk {
	f := &recurrenceWalk{
		perDay: w.perDay, freq: w.freq, interval: w.interval, start: w.start, span: calendar,
		times: w.times, positions: w.positions, weekStart: w.weekStart,
		base: w.base, step: w.step, clock: w.clock, offsets: w.offsets,
		landings: w.landings, landingDays: w.landingDays,
	}
	if f.step > 0 {
		f.base = calendarStart - f.step + floorMod(w.base-calendarStart, f.step)
	}
	f.days.weekdays, f.days.weekStart = w.days.weekdays, w.days.weekStart
	return f
}

package availability

import (
	"iter"
	"slices"
	"sort"
	"time"

	"github.com/rickb777/date/v2"
)

// A recurrenceWalk is a rule prepared for expansion from any day on, without the
// days before it. All of its times are civil seconds. It is immutable, but for
// what its pattern keeps.
type recurrenceWalk struct {
	perDay int // occurrences in a day, at most

	freq     frequency
	interval int64
	start    int64         // DTSTART
	span     Span          // nothing occurs outside: from DTSTART to COUNT, UNTIL or the calendar's end
	until    recurrenceEnd // if it has a zone, span is only nearly exact
	days     dayPattern

	// For periods of a day or more: the times of each day, BYSETPOS, and WKST.
	times     clockSet
	positions []int
	weekStart date.Date

	// For HOURLY, MINUTELY and SECONDLY: the start of DTSTART's period, from
	// there to the next one, which times of day may start a period, and where in
	// a period the occurrences are.
	base, step int64
	clock      clockFilter
	offsets    []int64

	// If steps arrive only now and then at a time that clock lets pass: when.
	landings    []landing
	landingDays int64
}

// newRecurrenceWalk prepares a rule that starts at a civil second.
func newRecurrenceWalk(r *recurrenceRule, start int64) (*recurrenceWalk, error) {
	day, _ := splitCivil(start)
	clock := int(start - civilDay(day))
	w := &recurrenceWalk{
		freq: r.freq, interval: r.interval, start: start, span: Span{start, calendarEnd},
		times: clockSet{
			hours:   orElse(r.hours, clock/secondsPerHour),
			minutes: orElse(r.minutes, clock/secondsPerMinute%60),
			seconds: orElse(r.seconds, clock%60),
		},
		positions: r.positions,
		weekStart: date.Date(r.weekStart),
	}
	w.days.init(r, day)
	var perDay int
	if r.freq < hourly {
		perDay = w.times.len()
		if len(w.positions) > 0 {
			perDay = min(perDay, len(w.positions))
			w.initPositions()
		}
	} else {
		perDay = w.initSteps(r)
	}
	if perDay > maxOccurrencesPerDay {
		return nil, &LimitError{What: "occurrences a day in a recurrence rule (a larger INTERVAL has fewer)", Limit: maxOccurrencesPerDay}
	}
	w.perDay = perDay
	w.initEnd(r)
	return w, nil
}

func orElse(list []int, single int) []int {
	if len(list) == 0 {
		return []int{single}
	}
	return list
}

// initPositions leaves out what no period has as many occurrences for, so that a
// rule of just that is known not to occur.
func (w *recurrenceWalk) initPositions() {
	days := [...]int{yearly: 366, monthly: 31, weekly: len(w.days.weekdays), daily: 1}[w.freq]
	w.positions = slices.DeleteFunc(slices.Clone(w.positions), func(p int) bool {
		return max(p, -p) > days*w.times.len()
	})
	if len(w.positions) == 0 {
		w.span = Span{w.start, w.start}
	}
}

// maxLandings bounds what is kept of a rule. If steps may arrive at more times of day
// than these, they do so often enough to be taken one by one.
const maxLandings = 1440

// initSteps prepares a rule with periods of less than a day, and returns the most
// occurrences that it may have in a day.
func (w *recurrenceWalk) initSteps(r *recurrenceRule) (perDay int) {
	unit := [...]int64{secondsPerHour, secondsPerMinute, 1}[r.freq-hourly]
	w.base, w.step = floorDiv(w.start, unit)*unit, unit*r.interval
	w.clock = newClockFilter(r)
	within := w.times
	within.hours = []int{0}
	if r.freq >= minutely {
		within.minutes = []int{0}
	}
	if r.freq == secondly {
		within.seconds = []int{0}
	}
	// All periods are the same, so BYSETPOS picks the same of each.
	if len(w.positions) > 0 {
		for _, i := range positionsOf(nil, w.positions, within.len()) {
			w.offsets = append(w.offsets, within.at(i))
		}
	} else {
		for i := range within.len() {
			w.offsets = append(w.offsets, within.at(i))
		}
	}
	limit := maxLandings + 1
	if secondsPerDay%w.step == 0 || w.clock == newClockFilter(&recurrenceRule{freq: r.freq}) {
		limit = 1 // every day, or at any time: worth knowing only whether there are any
	}
	landings, days := w.clock.landings(w.base, w.step, limit)
	switch {
	case len(landings) == 0 || len(w.offsets) == 0:
		w.span = Span{w.start, w.start} // INTERVAL or BYSETPOS leave nothing
	case len(landings) < limit:
		w.landings, w.landingDays = slices.Clip(landings), days
	}
	return min(w.clock.len(), int(ceilDiv(secondsPerDay, w.step))) * len(w.offsets)
}

// initEnd finds out how long the rule goes on.
func (w *recurrenceWalk) initEnd(r *recurrenceRule) {
	if r.until.given {
		last := r.until.at
		if r.until.zone != nil {
			w.until = r.until
			last += offsetBound
		}
		w.span = UnixSpan(w.span.start, min(w.span.end, last+1))
	}
	if left := r.count; left > 0 {
		last := w.span.start
		w.each(w.span, func(c int64) bool {
			last = c
			left--
			return left > 0
		})
		if left == 0 {
			w.span.end = last + 1
		}
	}
}

// each calls yield with the occurrences in a span, in order and each once, until it
// returns false.
func (w *recurrenceWalk) each(s Span, yield func(int64) bool) {
	s = s.Intersect(w.span)
	if s.IsEmpty() {
		return
	}
	if u := w.until; u.zone != nil && s.end > u.at-offsetBound {
		// Near its end, each occurrence is compared as the instant that it is: in a
		// gap or fold, civil times and instants are not in the same order.
		all := yield
		yield = func(c int64) bool {
			return c > u.at-offsetBound && u.zone.instant(c) > u.at || all(c)
		}
	}
	switch {
	case w.landingDays > 0:
		w.eachLanding(s, yield)
	case w.step > 0:
		w.eachStep(s, yield)
	case len(w.positions) > 0:
		w.eachPosition(s, yield)
	default:
		w.eachDay(s, yield)
	}
}

// dayOf returns the date on which a civil second is.
func dayOf(c int64) date.Date { return unixEpoch + date.Date(floorDiv(c, secondsPerDay)) }

// eachDay is each for whole periods of a day or more: all days, all times.
func (w *recurrenceWalk) eachDay(s Span, yield func(int64) bool) {
	from, to := dayOf(s.start), dayOf(s.end-1)+1
	cursor := dayCursor{pattern: &w.days}
	for a, b := range w.periods(&cursor, from, to) {
		b = min(b, to)
		for d := cursor.next(max(a, from), b); d < b; d = cursor.next(d+1, b) {
			midnight := civilDay(d)
			for _, hour := range w.times.hours {
				for _, minute := range w.times.minutes {
					for _, second := range w.times.seconds {
						c := midnight + clockSeconds(hour, minute, second)
						if s.start <= c && c < s.end && !yield(c) {
							return
						}
					}
				}
			}
		}
	}
}

// eachPosition is each for BYSETPOS: of each period all days and times are
// numbered, those outside the span too, and the positions picked.
func (w *recurrenceWalk) eachPosition(s Span, yield func(int64) bool) {
	cursor := dayCursor{pattern: &w.days}
	var days []date.Date
	var picks []int
	perDay := w.times.len()
	for a, b := range w.periods(&cursor, dayOf(s.start), dayOf(s.end-1)+1) {
		days = days[:0]
		for d := cursor.next(a, b); d < b; d = cursor.next(d+1, b) {
			days = append(days, d)
		}
		picks = positionsOf(picks[:0], w.positions, len(days)*perDay)
		for _, i := range picks {
			c := civilDay(days[i/perDay]) + w.times.at(i%perDay)
			if s.start <= c && c < s.end && !yield(c) {
				return
			}
		}
	}
}

// positionsOf appends the indexes that BYSETPOS picks of n, sorted and each once.
func positionsOf(dst, positions []int, n int) []int {
	for _, p := range positions {
		i := p - 1
		if p < 0 {
			i = n + p
		}
		if 0 <= i && i < n {
			dst = append(dst, i)
		}
	}
	slices.Sort(dst)
	return slices.Compact(dst)
}

// eachStep is each for periods of less than a day. It steps over the civil time
// line, and leaps over days and hours that the rule does not have.
func (w *recurrenceWalk) eachStep(s Span, yield func(int64) bool) {
	to := dayOf(s.end-1) + 1
	cursor := dayCursor{pattern: &w.days}
	from := w.stepAt(max(w.base, s.start-secondsPerHour)) // an occurrence may be that long after its period's start
	midnight := int64(calendarStart - secondsPerDay)
	for c := from; c < s.end; {
		if c >= midnight+secondsPerDay {
			day := dayOf(c)
			midnight = civilDay(day)
			if next := cursor.next(day, to); next != day {
				c = w.stepAt(civilDay(next))
				continue
			}
		}
		if wait := w.clock.wait(c - midnight); wait > 0 {
			c = w.stepAt(c + wait)
			continue
		}
		for _, o := range w.offsets {
			if t := c + o; s.start <= t && t < s.end && !yield(t) {
				return
			}
		}
		c += w.step
	}
}

// eachLanding is each for periods of less than a day that are known beforehand.
func (w *recurrenceWalk) eachLanding(s Span, yield func(int64) bool) {
	to := dayOf(s.end-1) + 1
	cursor := dayCursor{pattern: &w.days}
	for d := cursor.next(dayOf(s.start), to); d < to; d = cursor.next(d, to) {
		midnight := civilDay(d)
		day := floorMod(midnight/secondsPerDay, w.landingDays)
		i := sort.Search(len(w.landings), func(i int) bool { return w.landings[i].day >= day })
		if i == len(w.landings) {
			d += date.Date(w.landingDays - day + w.landings[0].day)
			continue
		}
		if wait := w.landings[i].day - day; wait > 0 {
			d += date.Date(wait)
			continue
		}
		for ; i < len(w.landings) && w.landings[i].day == day; i++ {
			for _, o := range w.offsets {
				c := midnight + w.landings[i].clock + o
				if s.start <= c && c < s.end && !yield(c) {
					return
				}
			}
		}
		d++
	}
}

// stepAt returns the start of the first period at or after c, which is not before
// the first of all.
func (w *recurrenceWalk) stepAt(c int64) int64 { return w.base + ceilDiv(c-w.base, w.step)*w.step }

// periods iterates over the periods of the rule that may have days in [from, to), as
// the first day of each and the one after its last. It leaps over those in which
// the pattern has no day.
func (w *recurrenceWalk) periods(cursor *dayCursor, from, to date.Date) iter.Seq2[date.Date, date.Date] {
	return func(yield func(date.Date, date.Date) bool) {
		if w.interval == 1 && len(w.positions) == 0 {
			yield(from, to) // every period, and nothing that depends on where they end
			return
		}
		origin, last := w.periodOf(dayOf(w.start)), w.periodOf(to-1)
		aligned := func(k int64) int64 { return k + floorMod(origin-k, w.interval) }
		for k := aligned(w.periodOf(from)); k <= last; {
			a, b := w.period(k)
			switch d := cursor.next(a, to); {
			case d == to:
				return
			case d >= b:
				k = aligned(w.periodOf(d))
			case !yield(a, b):
				return
			default:
				k += w.interval
			}
		}
	}
}

// periodOf returns the number of the period in which d is.
func (w *recurrenceWalk) periodOf(d date.Date) int64 {
	switch w.freq {
	case yearly:
		return int64(d.Year())
	case monthly:
		year, month, _ := d.Date()
		return int64(year)*12 + int64(month) - 1
	case weekly:
		return floorDiv(int64(d-w.weekStart), 7)
	}
	return int64(d)
}

// period is the inverse of periodOf: the first day of a period, and of the next.
func (w *recurrenceWalk) period(k int64) (from, to date.Date) {
	switch w.freq {
	case yearly:
		return date.New(int(k), time.January, 1), date.New(int(k)+1, time.January, 1)
	case monthly:
		year, month := int(k/12), time.Month(k%12+1)
		return date.New(year, month, 1), date.New(year, month+1, 1)
	case weekly:
		from = date.Date(k*7) + w.weekStart
		return from, from + 7
	}
	return date.Date(k), date.Date(k) + 1
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }

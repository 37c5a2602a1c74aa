package availability

import (
	"slices"

	"github.com/rickb777/date/v2"
)

// An epoch is civil time from start on with one rhythm. It lasts until the next.
type epoch struct {
	start int64
	rhythm
}

// epochs returns the epochs of usual time in the civil span w. Neighbours differ.
func (s *Schedule) epochs(w Span, states State) []epoch {
	var list []epoch
	add := func(start int64, r rhythm) {
		switch n := len(list); {
		case n > 0 && list[n-1].start == start: // nothing of the last one is left
			list = list[:n-1]
			fallthrough
		default:
			if n := len(list); n == 0 || !list[n-1].equal(r) {
				list = append(list, epoch{start, r})
			}
		}
	}
	f := s.freezer(states)
	changes := f.changes(w)
	if len(changes) == 1 { // as for most people
		return []epoch{{w.start, f.rhythm(w.start)}}
	}
	real := *s
	real.zone = &utc
	real.finish()
	remains := int64(2 * secondsPerDay) // how long what has started may go on
	for i := range s.blocks {
		remains = max(remains, s.blocks[i].length+secondsPerDay)
	}
	for i, start := range changes {
		// Even if the rhythm is the same, what has started before may come to light.
		r := f.rhythm(start)
		if i == 0 {
			add(start, r)
			continue
		}
		last := list[len(list)-1]
		end := w.end
		if i+1 < len(changes) {
			end = changes[i+1]
		}
		near := Span{start, min(start+remains, end)}.Intersect(calendar)
		truth := real.When(near, states)
		from := start
		if d := differences(truth, r.over(near)); !d.IsEmpty() {
			from = d.Bounds().end
			if part := (Span{start, from}); !last.over(part).Equal(truth.Clip(part)) {
				add(start, r.with(part, truth))
				last = list[len(list)-1]
			}
		}
		if from == end {
			continue
		}
		// Rather a midnight, if one will do as well.
		day := floorDiv(from, secondsPerDay) * secondsPerDay
		if before := (Span{day, from}); from > day && list[len(list)-1].start < day && r.over(before).Equal(real.When(before, states)) {
			from = day
		} else if after := (Span{from, day + secondsPerDay}); from > day && after.end < end && last.over(after).Equal(real.When(after, states)) {
			from = after.end
		}
		add(from, r)
	}
	return list
}

// differences returns what is in one of the sets only.
func differences(a, b Set) Set { return a.Subtract(b).Union(b.Subtract(a)) }

// with returns r with the time of the civil span w as it is in truth, on the circle of as many
// weeks as w needs.
func (r rhythm) with(w Span, truth Set) rhythm {
	if w.Seconds() > r.length() {
		r = rhythm{maxCycle, r.over(Span{weekOrigin, weekOrigin + maxCycle*secondsPerWeek})}
	}
	// Seen from a cycle that starts with w.
	whole := Span{w.start, w.start + r.length()}
	civil := r.over(whole).Subtract(NewSet(w)).Union(truth.Clip(w))
	shift := weekOrigin + floorDiv(w.start-weekOrigin, r.length())*r.length()
	var spans []Span
	for _, sp := range civil.spans {
		a, b := sp.start-shift+weekOrigin, sp.end-shift+weekOrigin
		edge := int64(weekOrigin) + r.length()
		spans = append(spans, Span{a, min(b, edge)}, Span{max(a, edge) - r.length(), b - r.length()})
	}
	return rhythm{r.weeks, NewSet(spans...)}.reduced()
}

// A freezer says what the usual time would be if all that depends on the date stayed as it
// is at some time.
type freezer struct {
	*Schedule
	states   State
	patterns []*pattern
	lasts    []Span            // of the blocks, civil: when their rules hold
	rhythms  map[string]rhythm // by what depends on the date
	key      []byte
}

func (s *Schedule) freezer(states State) *freezer {
	f := &freezer{
		Schedule: s, states: states,
		patterns: []*pattern{&s.stretch, &s.hours, &s.core, &s.focus},
		rhythms:  make(map[string]rhythm),
	}
	for i := range s.blocks {
		// A block of work makes all of the day on which it starts a day of work.
		last := s.blocks[i].times.set.rule.lasts()
		f.lasts = append(f.lasts, Span{floorDiv(last.start, secondsPerDay) * secondsPerDay, last.end})
	}
	return f
}

// changes returns the start of the civil span w and the times in it at which something
// changes that depends on the date, sorted.
func (f *freezer) changes(w Span) []int64 {
	list := []int64{w.start}
	include := func(c int64) {
		if w.start < c && c < w.end {
			list = append(list, c)
		}
	}
	byDay := false
	for _, p := range f.patterns {
		byDay = byDay || !p.weekly
	}
	for i := range f.blocks {
		byDay = byDay || len(f.blocks[i].times.set.rule.days.months) > 0
		include(f.lasts[i].start)
		include(f.lasts[i].end)
	}
	if byDay {
		before := string(f.keyOf(w.start))
		for c := (floorDiv(w.start, secondsPerDay) + 1) * secondsPerDay; c < w.end; c += secondsPerDay {
			if key := f.keyOf(c); string(key) != before {
				before = string(key)
				list = append(list, c)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// keyOf returns what depends on the date, as it is at c. It holds until the next call.
func (f *freezer) keyOf(c int64) []byte {
	f.key = f.key[:0]
	for _, p := range f.patterns {
		if p.weekly {
			continue
		}
		on := dayFacts{date: dayOf(c), school: p.school}
		for i := range p.hours.rules.rules {
			f.key = append(f.key, p.hours.rules.rules[i].days.phase(&on))
		}
	}
	for i := range f.blocks {
		in := byte(0)
		if f.inForce(i, c) {
			in = 1
		}
		f.key = append(f.key, in)
	}
	return f.key
}

// inForce reports whether the rule of block i holds at c.
func (f *freezer) inForce(i int, c int64) bool {
	if c < f.lasts[i].start || c >= f.lasts[i].end {
		return false
	}
	months := f.blocks[i].times.set.rule.days.months
	if len(months) == 0 {
		return true
	}
	_, month, _ := splitDate(dayOf(c))
	return slices.Contains(months, month)
}

// The phases of a selector that does not depend on weekdays.
const (
	phaseOff    = 0 // the day is none of its days, whatever its weekday
	phaseSchool = 1 // it is a school holiday that it has
	phaseOn     = 2 // and this plus a number of weeks, if weeks alternate
)

// phase returns how the selector holds on a day, its weekday left aside.
func (s *daySelector) phase(f *dayFacts) byte {
	dates := daySelector{years: s.years, months: s.months, dates: s.dates}
	cycle := weeksCycle(s.weeks)
	if cycle == 0 {
		dates.weeks = s.weeks
	}
	if !dates.matches(f) {
		return phaseOff
	}
	phase := byte(phaseOn)
	switch school := len(s.holidays) > 0 && s.hasHoliday(f); {
	case cycle > 1:
		// By which number of weeks ISO weeks and cycles differ.
		phase += 2 * byte(floorMod(int64(f.weekNumber())-weekOf(f.date), int64(cycle)))
		if school {
			phase |= phaseSchool
		}
	case school:
		phase |= phaseSchool
	}
	if len(s.holidays) > 0 && phase&phaseSchool == 0 && (s.both || s.weekdays == 0) {
		return phaseOff
	}
	return phase
}

// weekOf returns the number of weeks from weekOrigin to the week of d.
func weekOf(d date.Date) int64 { return floorDiv(civilDay(d)-weekOrigin, secondsPerWeek) }

// weeksCycle returns after how many weeks a set of ISO weeks repeats within the year, or 0
// if it does not. No set stands for all weeks.
func weeksCycle(weeks uint64) int {
	if weeks == 0 {
		return 1
	}
	for _, n := range []int{1, 2, 3, 4, 6, 8, 12} {
		const last = 53
		if low := uint64(1)<<(last-n+1) - 2; (weeks>>n)&low == weeks&low {
			return n
		}
	}
	return 0
}

// rhythm returns the usual time as it is at the civil second c, and would be for ever.
func (f *freezer) rhythm(c int64) rhythm {
	if r, ok := f.rhythms[string(f.keyOf(c))]; ok {
		return r
	}
	d := dayOf(c)
	weeks := 1
	s := *f.Schedule
	s.zone = &utc
	for _, p := range []*pattern{&s.stretch, &s.hours, &s.core, &s.focus} {
		var n int
		*p, n = p.frozen(d)
		weeks = lcm(weeks, n)
	}
	s.blocks = nil
	for i := range f.blocks {
		if !f.inForce(i, c) {
			continue
		}
		b := f.blocks[i]
		rule := b.times.set.rule
		n, _ := rule.cycle()
		weeks = lcm(weeks, n)
		b.times = Recurrence{&recurrenceSet{rule: rule.frozen()}}
		s.blocks = append(s.blocks, b)
	}
	s.finish()
	r := rhythm{weeks: weeks}
	// A cycle that lies within the ISO year of d, with what may reach into it.
	first := weekOf(d) - int64(isoWeek(d)) + 2
	at := weekOrigin + ceilWeeks(first, int64(weeks))*secondsPerWeek
	switch { // after 3200 years, all is the same again
	case at-secondsPerWeek < calendarStart:
		at += gregorianCycle
	case at+r.length() > calendarEnd:
		at -= gregorianCycle
	}
	set := s.When(Span{at, at + r.length()}, f.states)
	spans := make([]Span, set.Len())
	for i, sp := range set.spans {
		spans[i] = Span{sp.start - at + weekOrigin, sp.end - at + weekOrigin}
	}
	r.civil = Set{spans}
	r = r.reduced()
	f.rhythms[string(f.keyOf(c))] = r
	return r
}

// gregorianCycle are 3200 years: eight times the 400 after which the calendar repeats, and
// whole cycles of 24 weeks.
const gregorianCycle = 8 * 20871 * secondsPerWeek

// ceilWeeks returns the first multiple of b that is not before a.
func ceilWeeks(a, b int64) int64 { return -floorDiv(-a, b) * b }

func lcm(a, b int) int { return a / int(gcd(int64(a), int64(b))) * b }

// frozen returns the pattern as it is on the day d and would be in the weeks around it if
// the date made no difference, and the weeks after which it repeats.
func (p *pattern) frozen(d date.Date) (pattern, int) {
	if p.weekly {
		return *p, 1
	}
	on := dayFacts{date: d, school: p.school}
	weeks := 1
	var rules []hoursRule
	for i := range p.hours.rules.rules {
		r := p.hours.rules.rules[i]
		phase := r.days.phase(&on)
		if phase == phaseOff {
			continue
		}
		days := daySelector{weekdays: r.days.weekdays}
		if n := weeksCycle(r.days.weeks); n > 1 {
			days.weeks = r.days.weeks
			weeks = lcm(weeks, n)
		}
		if phase&phaseSchool != 0 && !r.days.both {
			days.weekdays = 0
		}
		r.days = days
		rules = append(rules, r)
	}
	if len(rules) == 0 {
		return compilePattern(Hours{}, Holidays{}, Holidays{}), 1
	}
	frozen := compilePattern(Hours{prepareRules(rules)}, Holidays{}, Holidays{})
	frozen.by = p.by
	return frozen, weeks
}

package availability

import (
	"cmp"
	"math/bits"
	"slices"
)

// A clockSet holds the times of day that a rule takes from BYHOUR, BYMINUTE and
// BYSECOND: each of the hours with each of the minutes and seconds. The lists are
// sorted, and not empty.
type clockSet struct{ hours, minutes, seconds []int }

func (s clockSet) len() int { return len(s.hours) * len(s.minutes) * len(s.seconds) }

// at returns the ith time of the set, in seconds since midnight.
func (s clockSet) at(i int) int64 {
	m := i / len(s.seconds)
	h := m / len(s.minutes)
	return clockSeconds(s.hours[h], s.minutes[m%len(s.minutes)], s.seconds[i%len(s.seconds)])
}

func clockSeconds(hour, minute, second int) int64 {
	return int64(hour)*secondsPerHour + int64(minute)*secondsPerMinute + int64(second)
}

// A clockFilter says which hours, minutes and seconds the periods of a rule may
// start at: a bit each.
type clockFilter struct{ hours, minutes, seconds uint64 }

// newClockFilter returns the filter for a rule. BYHOUR limits every frequency of less
// than a day, BYMINUTE those of less than an hour, BYSECOND just SECONDLY: for the
// others they say what is in a period, and a period's smaller units are 0.
func newClockFilter(r *recurrenceRule) clockFilter {
	f := clockFilter{bitsOf(r.hours, 24), 1, 1}
	if r.freq >= minutely {
		f.minutes = bitsOf(r.minutes, 60)
	}
	if r.freq == secondly {
		f.seconds = bitsOf(r.seconds, 60)
	}
	return f
}

// bitsOf returns a bit for each number of the list; the empty list stands for all
// numbers below n.
func bitsOf(list []int, n int) uint64 {
	if len(list) == 0 {
		return 1<<n - 1
	}
	var b uint64
	for _, i := range list {
		b |= 1 << i
	}
	return b
}

// len counts the times of day that pass.
func (f clockFilter) len() int {
	return bits.OnesCount64(f.hours) * bits.OnesCount64(f.minutes) * bits.OnesCount64(f.seconds)
}

// wait returns how long after s, in seconds since midnight, the next time comes
// that may pass: 0 if s itself passes, and at most up to midnight. So steps can
// leap over hours without looking at each of their seconds.
func (f clockFilter) wait(s int64) int64 {
	hour, minute, second := s/secondsPerHour, s/secondsPerMinute%60, s%secondsPerMinute
	switch {
	case f.hours>>hour&1 == 0:
		return unitsUntil(f.hours, hour, 24)*secondsPerHour - s%secondsPerHour
	case f.minutes>>minute&1 == 0:
		return unitsUntil(f.minutes, minute, 60)*secondsPerMinute - second
	case f.seconds>>second&1 == 0:
		return unitsUntil(f.seconds, second, 60)
	}
	return 0
}

// unitsUntil returns how far it is from a unit to the next one that is allowed, or
// to the end, where the units start anew.
func unitsUntil(allowed uint64, unit, end int64) int64 {
	if later := allowed >> unit; later != 0 {
		return int64(bits.TrailingZeros64(later))
	}
	return end - unit
}

// A landing is a time of day at which steps arrive, in seconds since midnight, every
// so many days: on those whose number, modulo that, is day.
type landing struct{ day, clock int64 }

// landings returns where the steps of a length arrive that start from base, among
// the times that pass, sorted. They repeat after the given number of days. It
// stops after limit landings.
func (f clockFilter) landings(base, step int64, limit int) (list []landing, days int64) {
	// A time of day is met at all if it differs from that of base by a multiple
	// of what the step and the day have in common.
	common := gcd(step, secondsPerDay)
	days = step / common
	inverse := modularInverse(secondsPerDay/common, days)
	for s := floorMod(base, common); s < secondsPerDay && len(list) < limit; {
		if wait := f.wait(s); wait > 0 {
			s += ceilDiv(wait, common) * common
			continue
		}
		// The day solves day*secondsPerDay + s = base modulo step.
		list = append(list, landing{floorMod((base-s)/common, days) * inverse % days, s})
		s += common
	}
	slices.SortFunc(list, func(a, b landing) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.clock, b.clock))
	})
	return list, days
}

// modularInverse returns the x for which a*x is 1 modulo m. They have no common
// factor.
func modularInverse(a, m int64) int64 {
	x, y := int64(0), int64(1)
	for r, s := m, a%m; s != 0; {
		q := r / s
		r, s = s, r-q*s
		x, y = y, x-q*y
	}
	return floorMod(x, m)
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// ceilDiv divides positive numbers and rounds up.
func ceilDiv(a, b int64) int64 { return (a + b - 1) / b }

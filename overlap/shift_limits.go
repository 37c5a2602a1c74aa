package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// limitsOfMoves returns the limit that each of the first n moves of the person would break.
func limitsOfMoves(s *availability.Schedule, w availability.Span, l Limits, step time.Duration, n int) []Limit {
	broken := make([]Limit, n)
	if l == (Limits{}) {
		return broken
	}
	before := strainOf(s, 0, w)
	for m := moveIndex(1); int(m) < n; m++ {
		by := time.Duration(m.steps()) * step
		by = min(max(by, -availability.MaxShift), availability.MaxShift)
		broken[m] = strainOf(s.Shifted(by), by, w).breaks(l, before)
	}
	return broken
}

// A strain is the worst of what [Limits] bound, within a span.
type strain struct {
	rest     int64 // the shortest, in seconds
	week     int64 // the most seconds
	days     int64 // the most in a row
	unbroken int64 // the longest, in seconds
}

// breaks returns the limit that s breaks, unless it was broken before by as much.
func (s strain) breaks(l Limits, before strain) Limit {
	switch {
	case l.Rest > 0 && s.rest < min(seconds(l.Rest), before.rest):
		return DailyRest
	case l.Week > 0 && s.week > max(seconds(l.Week), before.week):
		return WeeklyHours
	case l.Days > 0 && s.days > max(int64(l.Days), before.days):
		return FreeDay
	case l.Unbroken > 0 && s.unbroken > max(seconds(l.Unbroken), before.unbroken):
		return UnbrokenWork
	}
	return NoLimit
}

// strainOf looks at the working time of s, moved by the given time, within w and two weeks
// around. Its days are those of the wall clock less the move: so a day's hours are of one day
// also if they were moved over midnight.
func strainOf(s *availability.Schedule, by time.Duration, w availability.Span) strain {
	const day, week = 24 * 60 * 60, 7 * 24 * 60 * 60
	start, end := w.Unix()
	wide := availability.UnixSpan(start-2*week, end+2*week).Intersect(availability.Calendar())
	most := strain{rest: 1 << 62}
	dayOf := func(u int64) int64 {
		date, clock := s.Zone().Civil(time.Unix(u, 0))
		at := int64(date)*day + int64(time.Duration(clock)/time.Second) - seconds(by)
		return floorDiv(at, day)
	}
	// The last working day, and how many up to it are in a row; the week, and its work so far.
	last, row := int64(-1<<62), int64(0)
	thisWeek, inWeek := int64(-1<<62), int64(0)
	ended := int64(-1 << 62) // when the last work ended
	for sp := range s.When(wide, availability.Working).All() {
		u, until := sp.Unix()
		most.unbroken = max(most.unbroken, until-u)
		if d := dayOf(u); d != last {
			most.rest = min(most.rest, u-ended)
		}
		ended = until
		for first := true; u < until; first = false {
			d := dayOf(u)
			next := until
			if dayOf(until-1) != d { // the run goes on into another day
				next = u + 1
				for lo, hi := u+1, until; lo < hi; {
					if mid := lo + (hi-lo)/2; dayOf(mid) > d {
						next, hi = mid, mid
					} else {
						lo = mid + 1
					}
				}
			}
			// A day counts if work starts on it, or fills it.
			if d > last && (first || next < until || next-u >= day-2*60*60) {
				if row++; d != last+1 {
					row = 1
				}
				last = d
			}
			if monday := floorDiv(d, 7); monday > thisWeek { // day 0 is one
				thisWeek, inWeek = monday, 0
			}
			inWeek += next - u
			most.week, most.days = max(most.week, inWeek), max(most.days, row)
			u = next
		}
	}
	return most
}

// floorDiv returns a/b, rounded down, for b > 0.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

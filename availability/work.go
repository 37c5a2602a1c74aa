package availability

import (
	"iter"
	"slices"
	"time"
)

// After iterates over the working time from t on, in order, to the end of the
// calendar (the year 9999). The first span starts at t, cut to whole seconds, if t
// is worked. For somebody with weekly hours the sequence is very long: break out
// of the loop.
func (s *Schedule) After(t time.Time) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		var last Span
		for next := range s.chunks(max(t.Unix(), calendarStart)) {
			switch {
			case last.IsEmpty():
				last = next
			case last.end == next.start:
				last.end = next.end
			case !yield(last):
				return
			default:
				last = next
			}
		}
		if !last.IsEmpty() {
			yield(last)
		}
	}
}

// chunks iterates over the working time from u on. It expands the schedule in
// chunks, each twice as long as the one before, so that a near answer is cheap and a
// far one is not slow. Time that goes on across the border of two chunks comes
// as two spans.
func (s *Schedule) chunks(u int64) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		if s.week.isEmpty() {
			return
		}
		var buf [64]Span
		for length := int64(2 * secondsPerWeek); u < calendarEnd; length = min(2*length, 1<<32) {
			w := Span{u, min(u+length, calendarEnd)}
			for _, sp := range s.appendIn(buf[:0], w) {
				if !yield(sp) {
					return
				}
			}
			u = w.end
		}
	}
}

// chunksBack is chunks backwards in time: the working time before u, latest
// first.
func (s *Schedule) chunksBack(u int64) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		if s.week.isEmpty() {
			return
		}
		var buf [64]Span
		for length := int64(2 * secondsPerWeek); u > calendarStart; length = min(2*length, 1<<32) {
			w := Span{max(u-length, calendarStart), u}
			for _, sp := range slices.Backward(s.appendIn(buf[:0], w)) {
				if !yield(sp) {
					return
				}
			}
			u = w.start
		}
	}
}

// Next returns the next working time at or after t: from t itself (cut to whole
// seconds) if t is worked, to the moment at which it stops. It reports false if the
// person never works again.
func (s *Schedule) Next(t time.Time) (Span, bool) {
	for sp := range s.After(t) {
		return sp, true
	}
	return Span{}, false
}

// AddWork returns the instant at which d of working time has passed since t: the
// first such instant, so that work which fills a day ends when the day ends. With
// no d it is t. With a negative d it returns the latest instant from which -d
// of working time leads to t: the latest start that meets a deadline.
//
// It reports false if the person does not work that much before the calendar's
// end (for a negative d, after its start). Instants keep their fraction of a
// second.
func (s *Schedule) AddWork(t time.Time, d time.Duration) (time.Time, bool) {
	switch {
	case d > 0:
		left := d
		for sp := range s.chunks(max(t.Unix(), calendarStart)) {
			from := latest(sp.Start(), t)
			if length := sp.End().Sub(from); left > length {
				left -= length
				continue
			}
			return from.Add(left), true
		}
		return time.Time{}, false
	case d < 0:
		left := d
		for sp := range s.chunksBack(min(ceilUnix(t), calendarEnd)) {
			to := earliest(sp.End(), t)
			if length := to.Sub(sp.Start()); left < -length {
				left += length
				continue
			}
			return to.Add(left), true
		}
		return time.Time{}, false
	}
	return t.UTC(), true
}

// WorkBetween returns the working time from t to u; if u is before t it is
// negative. AddWork and WorkBetween are inverse: WorkBetween(t, AddWork(t, d))
// is d. A length that a Duration cannot hold (over 292 years) gives the longest.
func (s *Schedule) WorkBetween(t, u time.Time) time.Duration {
	if u.Before(t) {
		return -s.WorkBetween(u, t)
	}
	var seconds int64
	var fractions time.Duration
	for _, sp := range s.appendIn(nil, Between(t, u)) {
		seconds += sp.Seconds()
	}
	// Between cut the fractions off: the first belongs not to the work, the last does.
	if f := fraction(t); f > 0 && s.worksAt(t.Unix()) {
		fractions -= f
	}
	if f := fraction(u); f > 0 && s.worksAt(u.Unix()) {
		fractions += f
	}
	whole := secondsDuration(seconds)
	if sum := whole + fractions; (sum > whole) == (fractions > 0) {
		return sum
	}
	return whole
}

// worksAt reports whether the second that starts at u is worked.
func (s *Schedule) worksAt(u int64) bool {
	var buf [2]Span
	return len(s.appendIn(buf[:0], Span{u, u + 1})) > 0
}

func fraction(t time.Time) time.Duration { return time.Duration(t.Nanosecond()) }

func ceilUnix(t time.Time) int64 {
	if fraction(t) > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b.UTC()
	}
	return a
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b.UTC()
	}
	return a
}

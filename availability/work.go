package availability

import (
	"iter"
	"time"
)

// After iterates over the working time from t on, in order, to the end of the
// calendar (the year 9999). The first span starts at t, cut to whole seconds, if t
// is worked. For somebody with weekly hours the sequence is very long: break out
// of the loop.
func (s *Schedule) After(t time.Time) iter.Seq[Span] { return s.free.After(t) }

// Next returns the next working time at or after t: from t itself (cut to whole
// seconds) if t is worked, to the moment at which it stops. It reports false if the
// person never works again.
func (s *Schedule) Next(t time.Time) (Span, bool) { return s.free.Next(t) }

// AddWork returns the instant at which d of working time has passed since t: the
// first such instant, so that work which fills a day ends when the day ends. With
// no d it is t. With a negative d it returns the latest instant from which -d
// of working time leads to t: the latest start that meets a deadline.
//
// It reports false if the person does not work that much before the calendar's
// end (for a negative d, after its start). Instants keep their fraction of a
// second.
//
// For flexible hours it is the answer that fits the schedule's [Reading].
func (s *Schedule) AddWork(t time.Time, d time.Duration) (time.Time, bool) {
	if s.flex != nil {
		return s.flex.add(s, t, d)
	}
	return s.free.Add(t, d)
}

// WorkBetween returns the working time from t to u; if u is before t it is
// negative. AddWork and WorkBetween are inverse: WorkBetween(t, AddWork(t, d))
// is d. A length that a Duration cannot hold (over 292 years) gives the longest.
//
// For flexible hours it is the answer that fits the schedule's [Reading].
func (s *Schedule) WorkBetween(t, u time.Time) time.Duration {
	if s.flex != nil {
		return s.flex.between(s, t, u)
	}
	return s.free.Between(t, u)
}

package overlap

import (
	"math"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Leg is the part of a message's way at one hop: it reaches somebody and, later, is passed
// on, or answered.
type Leg struct {
	Name string // of the answerer; empty for a Delay
	Task string // of a [Plan]; empty elsewhere

	Arrived  time.Time // in UTC
	Answered time.Time // in UTC

	Parts []Part // where the time in between goes; it adds up
}

// Wait returns the time that the message spends at the hop.
func (l Leg) Wait() time.Duration { return l.Answered.Sub(l.Arrived) }

// Trace follows a message that is sent at t, hop by hop. In pools it follows the member who
// decides when the answer comes; see [Hop]. So each leg starts where the one before ends, and
// together they are the way from t to [Reply.At]. It reports false if the message is never
// answered.
func (r Reply) Trace(t time.Time) ([]Leg, bool) {
	if !availability.Calendar().Contains(t) {
		return nil, false
	}
	x, fraction := tickOf(t)
	rec := new(record)
	if r.after(identityAt(x), rec)[0].kind == never {
		return nil, false
	}
	var legs []Leg
	for _, l := range rec.legs {
		s := rec.steps[l.step]
		arrived, _ := l.arrive.at(x, fraction)
		left, _ := l.leave.at(x, fraction)
		legs = append(legs, Leg{s.name(), s.task, arrived, left, s.parts(arrived, left)})
	}
	// The hops of a plan come in the order of its tasks.
	slices.SortStableFunc(legs, func(a, b Leg) int {
		if c := a.Arrived.Compare(b.Arrived); c != 0 {
			return c
		}
		return a.Answered.Compare(b.Answered)
	})
	return legs, true
}

// parts splits the time from arriving to leaving.
func (s step) parts(arrived, left time.Time) []Part {
	var by [categories]time.Duration
	for sp, c := range s.time(availability.UnixSpan(arrived.Unix(), left.Unix()+1)) {
		from, to := sp.Start(), sp.End()
		if from.Before(arrived) {
			from = arrived
		}
		if to.After(left) {
			to = left
		}
		if d := to.Sub(from); d > 0 {
			by[c] += min(d, math.MaxInt64-by[c])
		}
	}
	return partsOf(by)
}

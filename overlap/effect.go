package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// An Effect is what becomes of waits if something else does: each figure after less the same
// before, so what is better is negative, except for shares that are answered.
type Effect struct {
	Before Wait // as it is
	After  Wait // as it would be
}

// Mean returns the change of the mean wait. It reports false if there is none before or after.
func (e Effect) Mean() (time.Duration, bool) { return difference(Wait.Mean, e) }

// Quantile returns the change of a quantile, as Mean does.
func (e Effect) Quantile(p float64) (time.Duration, bool) {
	return difference(func(w Wait) (time.Duration, bool) { return w.Quantile(p) }, e)
}

// Max returns the change of the longest wait, as Mean does.
func (e Effect) Max() (time.Duration, bool) { return difference(Wait.Max, e) }

func difference(of func(Wait) (time.Duration, bool), e Effect) (time.Duration, bool) {
	before, ok := of(e.Before)
	after, also := of(e.After)
	if !ok || !also {
		return 0, false
	}
	return after - before, true
}

// Within returns the change of the share answered within d.
func (e Effect) Within(d time.Duration) float64 { return e.After.Within(d) - e.Before.Within(d) }

// InTime returns the change of the share answered before the asker's next stop.
func (e Effect) InTime() float64 { return e.After.InTime() - e.Before.InTime() }

// Unanswered returns the change of the share never answered.
func (e Effect) Unanswered() float64 { return e.After.Unanswered() - e.Before.Unanswered() }

// Replace returns r with another schedule wherever s (the same *Schedule) answers: the same
// person with other hours, or somebody else.
func (r Reply) Replace(s, by *availability.Schedule) Reply {
	return r.Rewrite(func(a Answerer) Reply {
		if a.Schedule == s {
			a.Schedule = by
		}
		return a.Reply()
	})
}

// Join returns r with a newcomer who shares the work of s (the same *Schedule): wherever s answers, the first
// of the two does, with as much work.
func (r Reply) Join(s, newcomer *availability.Schedule) Reply {
	return r.Rewrite(func(a Answerer) Reply {
		if a.Schedule != s {
			return a.Reply()
		}
		b := a
		b.Schedule = newcomer
		return First(a.Reply(), b.Reply())
	})
}

// A Marginal is what becomes of the waits if one person's day moves.
type Marginal struct {
	Schedule *availability.Schedule // who moves, as they are now
	Step     time.Duration          // by how much, later being positive
	Effect   Effect                 // on all waits
}

// Marginals returns the marginal value of moving a day: for the asker, who sends in their Free
// time within w, and for everybody who answers in r, and for each step, how the waits change if that one
// person's day moves by it ([availability.Schedule.Shifted]). People are told apart by their
// *Schedule and come in the order of r, the asker first; whoever both asks and answers moves in
// both roles.
func (r Reply) Marginals(w availability.Span, asker *availability.Schedule, steps ...time.Duration) []Marginal {
	if asker == nil {
		return nil
	}
	people := []*availability.Schedule{asker}
	seen := map[*availability.Schedule]bool{asker: true}
	r.Rewrite(func(a Answerer) Reply {
		if !seen[a.Schedule] {
			seen[a.Schedule] = true
			people = append(people, a.Schedule)
		}
		return a.Reply()
	})
	sent := asker.In(w)
	before := r.Wait(sent)
	var out []Marginal
	for _, s := range people {
		for _, step := range steps {
			moved := s.Shifted(step)
			sending := sent
			if s == asker {
				sending = moved.In(w)
			}
			out = append(out, Marginal{s, step, Effect{before, r.Replace(s, moved).Wait(sending)}})
		}
	}
	return out
}

package overlap

import (
	"iter"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A grid is where meetings may start: at multiples of step seconds since midnight on a
// wall clock.
type grid struct {
	step  int64
	clock *availability.Zone
}

func (s *session) grid() grid { return grid{seconds(s.Grid), s.Clock} }

// in iterates over the starts, as Unix seconds, that are in set, in order.
func (g grid) in(set availability.Set) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		for u, end := range g.runs(set) {
			for ; u < end; u += g.step {
				if !yield(u) {
					return
				}
			}
		}
	}
}

// count returns how many starts are in set.
func (g grid) count(set availability.Set) int {
	n := int64(0)
	for u, end := range g.runs(set) {
		n += (end - u + g.step - 1) / g.step
	}
	return int(n)
}

// runs iterates over the starts that are in set in runs, in order: each from its first
// start, in steps, up to an end. The offset is the same all through a run.
func (g grid) runs(set availability.Set) iter.Seq2[int64, int64] {
	return func(yield func(int64, int64) bool) {
		if set.IsEmpty() {
			return
		}
		clock := g.clock
		if clock == nil {
			clock = new(availability.Zone) // UTC
		}
		bounds := set.Bounds()
		from, last := bounds.Unix()
		i := 0
		segment := func(until int64, offset int) bool {
			for ; i < set.Len(); i++ {
				start, end := set.At(i).Unix()
				u := max(start, from)
				u += ((-u-int64(offset))%g.step + g.step) % g.step
				if u < min(end, until) && !yield(u, min(end, until)) {
					return false
				}
				if end > until {
					break
				}
			}
			from = until
			return true
		}
		for change := range clock.Transitions(bounds) {
			if !segment(change.At.Unix(), change.Before.Seconds) {
				return
			}
		}
		segment(last, clock.Offset(time.Unix(last-1, 0)).Seconds)
	}
}

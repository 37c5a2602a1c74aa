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
		clock := g.clock
		if clock == nil {
			clock = new(availability.Zone) // UTC
		}
		bounds := set.Bounds()
		from, last := bounds.Unix()
		i := 0
		// One segment of constant offset after the other.
		walk := func(until int64, offset int64) bool {
			for ; i < set.Len(); i++ {
				start, end := set.At(i).Unix()
				u := max(start, from)
				if over := (u + offset) % g.step; over > 0 {
					u += g.step - over
				} else {
					u -= over
				}
				for ; u < min(end, until); u += g.step {
					if !yield(u) {
						return false
					}
				}
				if end > until {
					break
				}
			}
			from = until
			return true
		}
		for change := range clock.Transitions(bounds) {
			if !walk(change.At.Unix(), int64(change.Before.Seconds)) {
				return
			}
		}
		if !bounds.IsEmpty() {
			walk(last, int64(clock.Offset(time.Unix(last-1, 0)).Seconds))
		}
	}
}

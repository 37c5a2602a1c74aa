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

// in iterates over the starts in w, as Unix seconds, in order.
func (g grid) in(w availability.Span) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		for u, end := range g.runs(w) {
			for ; u < end; u += g.step {
				if !yield(u) {
					return
				}
			}
		}
	}
}

// steps returns how many starts there are from u, which is one, up to an end.
func (g grid) steps(u, end int64) int64 { return (end - u + g.step - 1) / g.step }

// count returns how many starts are in w.
func (g grid) count(w availability.Span) int {
	n := int64(0)
	for u, end := range g.runs(w) {
		n += g.steps(u, end)
	}
	return int(n)
}

// runs iterates over the starts in w in runs, in order: each from its first start, in steps, up to an
// end. The clock's offset is the same all through a run.
func (g grid) runs(w availability.Span) iter.Seq2[int64, int64] {
	return func(yield func(int64, int64) bool) {
		u, end := w.Unix()
		// segment yields what there is of a segment of constant offset.
		segment := func(until int64, offset int) bool {
			u += mod(-u-int64(offset), g.step)
			if u < until && !yield(u, until) {
				return false
			}
			u = until
			return true
		}
		if g.clock == nil {
			segment(end, 0)
			return
		}
		for change := range g.clock.Transitions(w) {
			if !segment(change.At.Unix(), change.Before.Seconds) {
				return
			}
		}
		if !w.IsEmpty() {
			segment(end, g.clock.Offset(time.Unix(end-1, 0)).Seconds)
		}
	}
}

package overlap

import (
	"iter"
	"math"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// isSteady reports whether nobody's burden, preference or limit decides anything: only
// who can come.
func (s *session) isSteady(preferred availability.Hours) bool {
	if len(s.Quotas) > 0 || s.Limits != (Limits{}) || !preferred.Equal(availability.Hours{}) {
		return false
	}
	for i, st := range s.seats {
		if st.first == i && !st.isFree() {
			return false
		}
	}
	return true
}

// tallyCells is how many starts are counted at once.
const tallyCells = 2048

// A mark is what a seat adds to a tally: at the starts at which its people can come, the
// meeting costs so much less.
type mark struct {
	starts spans
	next   int // the first of starts that was not passed yet
	weight int64
}

// tally is weigher.streaks for a steady session: instead of asking everybody about every start, it
// lets everybody mark the starts at which they can come. A start costs the weights of
// those who have not marked it, and who is required weighs more than all others together.
func (s *session) tally(starts availability.Span) iter.Seq[streak] {
	return func(yield func(streak) bool) {
		const required = 1 << 40
		base := int64(0)
		marks := make([]mark, len(s.seats))
		for i, st := range s.seats {
			weight := int64(required)
			if p := &s.People[i]; p.Optional {
				weight = p.weight()
			}
			base += weight
			marks[st.first].starts = st.starts
			marks[st.first].weight += weight
		}
		g := s.grid()
		length := min(tallyCells, math.MaxUint32/g.step) * g.step
		for first, end := range g.runs(starts) {
			for ; first < end; first += length {
				if !g.tally(marks, base, required, first, int(g.steps(first, min(first+length, end))), yield) {
					return
				}
			}
		}
	}
}

// tally yields the streaks among n starts from first on whose cost stays below the bound.
func (g grid) tally(marks []mark, base, bound, first int64, n int, yield func(streak) bool) bool {
	var changes [tallyCells + 1]int64 // of the cost, from one start to the next
	cells := changes[:n+1]
	cells[0] = base
	for i := range marks {
		marks[i].on(cells, first, g.step)
	}
	sum := int64(0)
	for i := 0; i < n; {
		sum += cells[i]
		from := i
		for i++; i < n && cells[i] == 0; i++ {
		}
		if sum < bound && !yield(streak{first + int64(from)*g.step, i - from, Score{Cost: time.Duration(sum) * time.Second}}) {
			return false
		}
	}
	return true
}

// on marks the cells, which are the starts from first on, and one beyond the last.
func (m *mark) on(cells []int64, first, step int64) {
	last := int64(len(cells) - 1)
	end := first + last*step
	for ; m.next < len(m.starts); m.next++ {
		from, until := m.starts[m.next].Unix()
		if from >= end {
			return
		}
		if until <= first {
			continue
		}
		i := int64(uint32(max(from-first, 0)+step-1) / uint32(step))
		j := last
		if until < end {
			j = int64(uint32(until-first+step-1) / uint32(step))
		}
		cells[i] -= m.weight
		cells[j] += m.weight
		if j == last {
			return // it may go on in the next cells
		}
	}
}

package overlap

import (
	"iter"
	"math"
	"slices"
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
const tallyCells = 256

// A mark is what a seat adds to a tally: at the starts at which its people can come, the
// meeting costs so much less.
type mark struct {
	starts spans
	next   int // the first of starts that was not passed yet
	weight int64
}

// tally is weigher.streaks for a steady session: instead of asking everybody about every start, it
// goes through the time in which all who are required can come, and lets the others mark the
// starts at which they can, too.
func (s *session) tally(starts availability.Span) iter.Seq[streak] {
	return func(yield func(streak) bool) {
		base := int64(0) // the cost of a meeting to which nobody comes who need not
		n := len(s.seats)
		s.desk.marks = slices.Grow(s.desk.marks[:0], 2*n)[:2*n]
		clear(s.desk.marks)
		required, optional := s.desk.marks[:0:n], s.desk.marks[n:]
		for i, st := range s.seats {
			if p := &s.People[i]; !p.Optional {
				required = append(required, mark{starts: st.starts})
			} else {
				base += p.weight()
				optional[st.first].starts = st.starts
				optional[st.first].weight += p.weight()
			}
		}
		optional = slices.DeleteFunc(optional, func(m mark) bool { return m.weight == 0 })
		g := s.grid()
		length := min(tallyCells, math.MaxUint32/g.step) * g.step
		for origin, end := range g.runs(starts) {
			for from := origin; ; {
				window, ok := common(required, from, end)
				if !ok {
					break
				}
				first, until := window.Unix()
				from = until
				first = origin + g.steps(origin, first)*g.step
				for ; first < until; first += length {
					if !g.tally(optional, base, first, int(g.steps(first, min(first+length, until))), yield) {
						return
					}
				}
			}
		}
	}
}

// common returns the next span in [from, end) that is in all of the marks.
func common(marks []mark, from, end int64) (availability.Span, bool) {
	// From the latest of their next starts to the first of the ends.
	until := end
	for i := 0; i < len(marks) && from < end; i++ {
		m := &marks[i]
		for m.next < len(m.starts) && endOf(m.starts[m.next]) <= from {
			m.next++
		}
		if m.next == len(m.starts) {
			return availability.Span{}, false
		}
		a, b := m.starts[m.next].Unix()
		if a > from {
			from, until, i = a, end, -1 // all over again
			continue
		}
		until = min(until, b)
	}
	return availability.UnixSpan(from, until), from < end
}

// tally yields the streaks among n starts from first on.
func (g grid) tally(marks []mark, base, first int64, n int, yield func(streak) bool) bool {
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
		if !yield(streak{first + int64(from)*g.step, i - from, Score{Cost: time.Duration(sum) * time.Second}}) {
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

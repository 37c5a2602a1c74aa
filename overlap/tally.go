package overlap

import (
	"iter"
	"math"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// tallyCells is how many starts are counted at once.
const tallyCells = 2048

// tally is runs for a steady weigher: instead of asking everybody about every start, it
// lets everybody mark the starts at which they can come. A start costs the weights of
// those who have not marked it, and who is required weighs more than all others together.
func (w *weigher) tally(starts availability.Span) iter.Seq[run] {
	return func(yield func(run) bool) {
		const required = 1 << 40
		base := int64(0)
		weights := make([]int64, len(w.chairs))
		for i, k := range w.place {
			weight := int64(required)
			if p := &w.People[i]; p.Optional {
				weight = p.weight()
			}
			weights[k] += weight
			base += weight
		}
		g := w.grid()
		length := min(tallyCells, math.MaxUint32/g.step) * g.step
		for first, end := range g.runs(starts) {
			for ; first < end; first += length {
				if !w.tallyCells(weights, base, required, first, int(g.steps(first, min(first+length, end))), yield) {
					return
				}
			}
		}
	}
}

// tallyCells is tally for n starts from first on. Those whose cost reaches the bound are not
// possible.
func (w *weigher) tallyCells(weights []int64, base, bound, first int64, n int, yield func(run) bool) bool {
	var changes [tallyCells + 1]int64 // of the cost, from one start to the next
	cells := changes[:n+1]
	cells[0] = base
	for k := range w.chairs {
		w.chairs[k].mark(cells, weights[k], first, w.grid())
	}
	return tallied(cells[:n], first, w.grid().step, bound, yield)
}

// mark takes the weight from the cells of the starts from first on at which the person can come.
func (c *chair) mark(cells []int64, weight, first int64, g grid) {
	last := int64(len(cells) - 1)
	for ; c.start < len(c.starts); c.start++ {
		from, until := c.starts[c.start].Unix()
		if from >= first+last*g.step {
			return
		}
		if until <= first {
			continue
		}
		i := int64(uint32(max(from-first, 0)+g.step-1) / uint32(g.step))
		j := last
		if until < first+last*g.step {
			j = int64(uint32(until-first+g.step-1) / uint32(g.step))
		}
		cells[i] -= weight
		cells[j] += weight
		if j == last {
			return // it may go on in the next cells
		}
	}
}

// tallied sums the changes up and yields the runs of equal cost below the bound.
func tallied(cells []int64, first, step, bound int64, yield func(run) bool) bool {
	sum := int64(0)
	for i := 0; i < len(cells); {
		sum += cells[i]
		from := i
		for i++; i < len(cells) && cells[i] == 0; i++ {
		}
		if sum < bound && !yield(run{first + int64(from)*step, i - from, Score{Cost: time.Duration(sum) * time.Second}}) {
			return false
		}
	}
	return true
}

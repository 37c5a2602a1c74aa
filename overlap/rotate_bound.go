package overlap

import (
	"cmp"
	"slices"
)

// A lever is a proof in waiting. It is a weight for each column, and says of each class of turns
// what the weighted sum of its costs is at least. So the weighted sum of the totals of any plan is
// known to be at least so much, and where that is more than a better plan may have, there
// is none.
//
// The weights are whole numbers, and so is all that follows from them: nothing is lost
// to rounding.
type lever struct {
	weight []int64   // by column; their sum is at most leverSum
	order  []int     // the columns, by falling weight
	sums   [][]int64 // by class and rank of the choice: the weighted sum
	least  [][]int64 // by class and rank: the least of its sum and those of higher ranks
	later  []int64   // by run: the least sum of all turns after it
	most   []int64   // by level of the search: how much the weighted sum of a better plan can be
}

// The totals are less than 1<<46 units, so sums of them times weights fit.
const leverSum = 1 << 16

// lever makes one of weights that are not negative and not all zero.
func (s *search) lever(weights []float64) *lever {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	n := len(weights)
	l := &lever{
		weight: make([]int64, n), order: make([]int, n),
		sums: make([][]int64, s.classes), least: make([][]int64, s.classes), later: make([]int64, len(s.runs)),
	}
	for i, w := range weights {
		l.weight[i] = int64(w / total * leverSum)
		l.order[i] = i
	}
	slices.SortStableFunc(l.order, func(i, j int) int { return cmp.Compare(l.weight[j], l.weight[i]) })
	for class, ranked := range s.ranked {
		sums := make([]int64, len(ranked))
		for k, c := range ranked {
			sums[k] = l.sum(c.cost)
		}
		least := slices.Clone(sums)
		for k := len(least) - 2; k >= 0; k-- {
			least[k] = min(least[k], least[k+1])
		}
		l.sums[class], l.least[class] = sums, least
	}
	later := int64(0)
	for k := len(s.runs) - 1; k >= 0; k-- {
		run := s.runs[k]
		l.later[k] = later
		later += int64(run.end-run.first) * l.least[run.class][0]
	}
	for _, v := range s.levels {
		l.most = append(l.most, l.atMost(v))
	}
	return l
}

// sum returns the weighted sum of totals by column.
func (l *lever) sum(totals []int64) int64 {
	s := int64(0)
	for i, x := range totals {
		s += x * l.weight[i]
	}
	return s
}

// atMost returns the largest weighted sum of any totals that, sorted from the largest on, are
// nowhere more than ceiling.
func (l *lever) atMost(ceiling []int64) int64 {
	s := int64(0)
	for k, i := range l.order {
		s += l.weight[i] * ceiling[k]
	}
	return s
}

// bound returns what the largest total of any plan is at least, as follows from the lever
// alone: the weighted sum is at most the largest total times all weights.
func (l *lever) bound(r *rota) int64 {
	all := int64(0)
	for _, w := range l.weight {
		all += w
	}
	run := r.runs[0]
	sum := l.sum(r.base) + int64(run.end-run.first)*l.least[run.class][0] + l.later[0]
	return (sum + all - 1) / all
}

// pry looks for the lever that shows best that no plan has sorted totals that are nowhere above
// the ceiling, if it begins with the given totals before turn t, and goes on in the run of
// that turn with choices of a given rank or higher. It starts from given weights, and
// changes them to the best it finds. The weighted sum less that of the ceiling is concave in
// the weights, so they climb along what the cheapest plan for them has too much of.
//
// The weights are only a proposal: what is proven by them is worked out in whole numbers.
// Products are rounded by conversion, so that no machine fuses them with sums and finds
// another proposal.
func (s *search) pry(totals []int64, t, inRun, rank int, ceiling []int64, weights []float64, steps int) {
	n := len(weights)
	w, slope, order := slices.Clone(weights), make([]float64, n), make([]int, n)
	best, pace, stalled := 0.0, 0.5, 0
	for step := range steps {
		for i := range n {
			order[i], slope[i] = i, float64(totals[i])
		}
		// Insertion: there are few columns, and nearly in order they are after the first step.
		for a := 1; a < n; a++ {
			for b := a; b > 0 && w[order[b]] > w[order[b-1]]; b-- {
				order[b], order[b-1] = order[b-1], order[b]
			}
		}
		for k, i := range order {
			slope[i] -= float64(ceiling[k])
		}
		for k := inRun; k < len(s.runs); k++ {
			run := s.runs[k]
			first := 0
			if k == inRun {
				run.first, first = t, rank
			}
			if run.first == run.end {
				continue
			}
			choices := s.ranked[run.class]
			cheapest, least := first, 0.0
			for c := first; c < len(choices); c++ {
				sum := 0.0
				for i, x := range choices[c].cost {
					sum += float64(w[i] * float64(x))
				}
				if c == first || sum < least {
					cheapest, least = c, sum
				}
			}
			s.spend((len(choices) - first) * n)
			for i, x := range choices[cheapest].cost {
				slope[i] += float64(int64(run.end-run.first) * x)
			}
		}
		value, total, steepest := 0.0, 0.0, 1e-9
		for i := range w {
			value += float64(w[i] * slope[i])
			total += w[i]
		}
		value /= total
		for i := range slope {
			slope[i] -= value
			steepest = max(steepest, slope[i], -slope[i])
		}
		if step == 0 || value > best {
			best, stalled = value, 0
			copy(weights, w)
		} else if stalled++; stalled >= 4 {
			pace, stalled = pace*0.6, 0
			copy(w, weights)
			continue
		}
		for i := range w {
			w[i] = max(w[i]/total*(1+float64(pace*slope[i]/steepest)), 1e-6)
		}
	}
}

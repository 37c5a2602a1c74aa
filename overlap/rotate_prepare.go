package overlap

import (
	"cmp"
	"maps"
	"slices"
)

const (
	mostDivisors   = 2
	divisorTries   = 12
	divisorSteps   = 60
	divisorColumns = 64 // with more people than that, multiples cost more than they are worth
)

// prepare finds out what the largest total of any plan is at least, and with what levers
// the search begins.
func (s *search) prepare() (bound int64) {
	n := len(s.base)
	s.cap = s.best.sorted[0] - 1
	weights := even(n)
	s.pryFromStart(weights, rootSteps)
	plain := s.lever(weights)
	bound = plain.bound(s.rota)
	for i := range n {
		alone := make([]float64, n)
		alone[i] = 1
		bound = max(bound, s.lever(alone).bound(s.rota))
	}
	if n <= divisorColumns && bound <= s.cap {
		s.choose()
	}
	m := n * (1 + len(s.divisors))
	for range len(s.turns) + 1 {
		s.rows = append(s.rows, make([]int64, m))
		s.weights = append(s.weights, make([]float64, m))
	}
	s.restretch()
	// With multiples, more can be ruled out than by the sums alone: one unit after the other.
	highest := s.cap
	for ; bound <= highest && len(s.divisors) > 0; bound++ {
		s.cap = bound
		w := even(m)
		s.pryFromStart(w, rootSteps)
		s.levels = [][]int64{flat(n, s.cap)}
		if l := s.lever(w); l.fromStart(s) <= l.most[0] {
			break
		}
	}
	s.cap = highest
	copy(s.weights[0], even(m))
	s.pryFromStart(s.weights[0], rootSteps)
	s.levels = nil
	first := s.lever(s.weights[0])
	for _, run := range s.runs {
		s.rank(run, first)
	}
	s.levers = []*lever{s.lever(s.weights[0])}
	for i := 0; i < n && len(s.levers) < s.most; i++ {
		alone := make([]float64, m)
		alone[i] = 1
		s.levers = append(s.levers, s.lever(alone))
	}
	return bound
}

// choose finds the divisors that tell most.
func (s *search) choose() {
	often := make(map[int64]int)
	for _, t := range s.turns {
		for _, c := range t.choices {
			for _, x := range c.cost {
				for _, d := range []int64{x, (x + 1) / 2} {
					if d > 1 {
						often[d]++
					}
				}
			}
		}
	}
	candidates := slices.SortedFunc(maps.Keys(often), func(a, b int64) int { return cmp.Or(cmp.Compare(often[b], often[a]), cmp.Compare(a, b)) })
	candidates = candidates[:min(len(candidates), divisorTries)]
	over := 0.0
	for len(s.divisors) < mostDivisors {
		best := int64(0)
		for _, d := range candidates {
			s.divisors = append(s.divisors, d)
			s.restretch()
			w := even(len(s.base) * (1 + len(s.divisors)))
			if o := s.pryFromStart(w, divisorSteps); best == 0 && len(s.divisors) == 1 || o > over {
				best, over = d, o
			}
			s.divisors = s.divisors[:len(s.divisors)-1]
		}
		if best == 0 {
			break
		}
		s.divisors = append(s.divisors, best)
	}
}

// restretch works out the columns of the options anew, for other divisors.
func (s *search) restretch() {
	for class, options := range s.ranked {
		for k := range options {
			s.ranked[class][k].stretched = s.stretchCost(options[k].cost)
		}
	}
}

// pryFromStart is pry for whole plans in which nobody has more than s.cap.
func (s *search) pryFromStart(weights []float64, steps int) (over float64) {
	row := make([]int64, len(weights))
	s.stretch(row, s.base)
	return s.pry(row, 0, 0, 0, flat(len(s.base), s.cap), weights, steps)
}

// fromStart returns the least weighted sum of a whole plan in which nobody has more than
// s.cap.
func (l *lever) fromStart(s *search) int64 {
	row := make([]int64, len(l.weight))
	s.stretch(row, s.base)
	run := s.runs[0]
	return l.sum(row) + int64(run.end-run.first)*l.least[run.class][0] + l.later[0]
}

func even(n int) []float64 {
	w := make([]float64, n)
	for i := range w {
		w[i] = 1
	}
	return w
}

func flat(n int, x int64) []int64 {
	row := make([]int64, n)
	for i := range row {
		row[i] = x
	}
	return row
}

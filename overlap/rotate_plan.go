package overlap

import (
	"cmp"
	"slices"
)

// A plan is one choice for each turn, and what comes of it.
type plan struct {
	picks  []int   // by turn: a place in its choices
	early  int     // early nights
	totals []int64 // by column
	sorted []int64 // the totals, largest first
	missed int64
}

// plan works out what comes of the picks.
func (r *rota) plan(picks []int) plan {
	p := plan{picks: slices.Clone(picks), totals: slices.Clone(r.base)}
	for t, k := range picks {
		c := &r.turns[t].choices[k]
		for i, x := range c.cost {
			p.totals[i] += x
		}
		if c.night && slices.Contains(p.totals, 0) {
			p.early++
		}
		p.missed += c.missed
	}
	p.sorted = slices.Clone(p.totals)
	descend(p.sorted)
	return p
}

// compare orders plans by their worth, the better one first. Plans that are equal differ in
// their starts at most.
func (p *plan) compare(o *plan) int {
	return cmp.Or(cmp.Compare(p.early, o.early), slices.Compare(p.sorted, o.sorted), cmp.Compare(p.missed, o.missed))
}

// descend sorts totals, the largest first.
func descend(totals []int64) {
	slices.Sort(totals)
	slices.Reverse(totals)
}

// greedy returns a plan made by choosing, turn by turn, what leaves the least sorted totals,
// of the choices that allow the fewest early nights.
func (r *rota) greedy(n *nights) plan {
	picks := make([]int, len(r.turns))
	totals := slices.Clone(r.base)
	fresh := r.fresh(totals)
	next, least := make([]int64, len(totals)), make([]int64, len(totals))
	for t := range r.turns {
		choices := r.turns[t].choices
		fewest := -1
		for k := range choices {
			c := &choices[k]
			left := fresh &^ c.gives
			early := c.early(left) + n.least(t+1, left)
			if fewest >= 0 && early > fewest {
				continue
			}
			for i, x := range c.cost {
				next[i] = totals[i] + x
			}
			descend(next)
			if fewest < 0 || early < fewest || slices.Compare(next, least) < 0 {
				fewest, picks[t] = early, k
				copy(least, next)
			}
		}
		c := &choices[picks[t]]
		for i, x := range c.cost {
			totals[i] += x
		}
		fresh &^= c.gives
	}
	return r.plan(picks)
}

// polish improves a plan by changing one or two of its picks at a time, as long as that helps
// and the budget lasts.
func (r *rota) polish(p plan, b *budget) plan {
	n := len(r.base)
	without, half, next := make([]int64, n), make([]int64, n), make([]int64, n)
	try := make([]int, len(p.picks))
	pair := func(s, t int) (better bool) {
		first, second := r.turns[s].choices, r.turns[t].choices
		for i, x := range p.totals {
			without[i] = x - first[p.picks[s]].cost[i]
			if s != t {
				without[i] -= second[p.picks[t]].cost[i]
			}
		}
		for j := range first {
			if !within(half, without, first[j].cost, p.sorted[0]) {
				continue
			}
			for k := range second {
				if s == t && j != k {
					continue
				}
				if !b.spend(2 * n) {
					return false
				}
				if s == t {
					copy(next, half)
				} else if !within(next, half, second[k].cost, p.sorted[0]) {
					continue
				}
				descend(next)
				if slices.Compare(next, p.sorted) > 0 {
					continue
				}
				copy(try, p.picks)
				try[s], try[t] = j, k
				if q := r.plan(try); q.compare(&p) < 0 {
					p, better = q, true
					return better
				}
			}
		}
		return better
	}
	for better := true; better; {
		better = false
		for s := range p.picks {
			for t := s; t < len(p.picks); t++ {
				for pair(s, t) {
					better = true
				}
			}
		}
	}
	return p
}

// kick polishes variants of a plan with three picks changed, and goes on from the best, so
// many times. A plan near the best makes the proof short.
func (r *rota) kick(p plan, kicks int, b *budget) plan {
	x := uint64(0x9E3779B97F4A7C15) // any sequence will do, as long as it is the same each time
	next := func(n int) int {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		return int((x >> 33) % uint64(n))
	}
	for range kicks {
		if !b.spend(len(p.picks) * len(p.totals)) {
			break
		}
		picks := slices.Clone(p.picks)
		for range 3 {
			t := next(len(picks))
			picks[t] = next(len(r.turns[t].choices))
		}
		if q := r.polish(r.plan(picks), b); q.compare(&p) < 0 {
			p = q
		}
	}
	return p
}

// within sets sum to a plus b and reports whether it is nowhere more than most. If it is, the
// rest of sum is not set.
func within(sum, a, b []int64, most int64) bool {
	for i, x := range a {
		if sum[i] = x + b[i]; sum[i] > most {
			return false
		}
	}
	return true
}

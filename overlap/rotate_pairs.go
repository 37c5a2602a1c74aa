package overlap

import (
	"cmp"
	"iter"
	"slices"
)

// pairs say which choices of two turns can be in the best plan together: those that cannot
// be exchanged for two others that cost nobody more and somebody less.
//
// Where nobody is left who has borne nothing, that is all that counts of a plan before what is missed
// and the starts, for no night is early any more.
//
// with is by the classes of both turns and the place of the first choice, and has a bit for each
// place of the second. It is nil where that was not looked at.
type pairs struct{ with [][][]uint64 }

// Classes with more choices than bits, or pairs, are not looked at: all can be together.
const (
	mostPaired      = 64
	mostPairedPairs = 1 << 10
)

func (r *rota) pairs(b *budget) *pairs {
	p := &pairs{with: make([][][]uint64, r.classes)}
	first, turns := make([]int, r.classes), make([]int, r.classes)
	for t, turn := range r.turns {
		if turns[turn.class]++; turns[turn.class] == 1 {
			first[turn.class] = t
		}
	}
	for a := range r.classes {
		p.with[a] = make([][]uint64, r.classes)
		for c := range r.classes {
			some, others := r.turns[first[a]].choices, r.turns[first[c]].choices
			if len(others) > mostPaired || len(some)*len(others) > mostPairedPairs || a == c && turns[a] == 1 {
				continue
			}
			if c < a && p.with[c][a] != nil {
				p.with[a][c] = transposed(p.with[c][a], len(some))
				continue
			}
			p.with[a][c] = together(some, others)
			b.spend(len(some) * len(others) * len(some) * len(others) / 2)
		}
	}
	return p
}

// of returns which choices of a turn of class c can be with the choice at a place of class a, as
// bits.
func (p *pairs) of(a, place, c int) uint64 {
	if with := p.with[a][c]; with != nil {
		return with[place]
	}
	return ^uint64(0)
}

// has reports whether the place is in the bits. Those that have none are.
func has(bits uint64, place int) bool { return place >= mostPaired || bits>>place&1 != 0 }

// settled iterates over the classes and places of the picks before turn t in the first runs, back to
// where somebody had borne nothing.
func (s *search) settled(t, runs int) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for k := runs - 1; k >= 0 && !s.many; k-- {
			run := s.runs[k]
			if run.first < t && s.fresh(s.totals[run.first]) != 0 {
				return
			}
			for u := run.first; u < min(run.end, t); u++ {
				if !yield(run.class, s.places[run.class][s.combo[u]]) {
					return
				}
			}
		}
	}
}

// allowed returns which choices of turn t, in run k, can be with the picks before it, as bits.
func (s *search) allowed(t, k int) uint64 {
	all := ^uint64(0)
	for class, place := range s.settled(t, k+1) {
		all &= s.pairs.of(class, place, s.runs[k].class)
	}
	return all
}

// together returns for each of some choices which of the others can be with it, as bits.
func together(some, others []choice) []uint64 {
	type pair struct {
		i, j int
		all  int64
		cost []int64
	}
	var list []pair
	for i, a := range some {
		for j, b := range others {
			p := pair{i: i, j: j, cost: make([]int64, len(a.cost))}
			for k := range p.cost {
				p.cost[k] = a.cost[k] + b.cost[k]
				p.all += p.cost[k]
			}
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(p, q pair) int { return cmp.Compare(p.all, q.all) })
	with := make([]uint64, len(some))
	best := list[:0] // that none is better than; what is worse than another is worse than one of these
	for _, p := range list {
		if !slices.ContainsFunc(best, func(q pair) bool { return q.all < p.all && nowhereMore(q.cost, p.cost) }) {
			best = append(best, p)
			with[p.i] |= 1 << p.j
		}
	}
	return with
}

// nowhereMore reports whether a is nowhere more than b.
func nowhereMore(a, b []int64) bool {
	for i, x := range a {
		if x > b[i] {
			return false
		}
	}
	return true
}

// transposed returns the bits the other way round, for n choices.
func transposed(with []uint64, n int) []uint64 {
	other := make([]uint64, n)
	for i, set := range with {
		for j := range other {
			other[j] |= set >> j & 1 << i
		}
	}
	return other
}

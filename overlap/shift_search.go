package overlap

import (
	"cmp"
	"context"
	"slices"
)

// A shiftSearch finds the best plan. All its questions are of one kind: is there a plan with a
// shortfall and a total of no more than so much, among these moves? A question is answered
// by trying the moves of one person after the other, and taking out of what the others may
// still do all that cannot be in such a plan.
type shiftSearch struct {
	*shiftTable
	ctx      context.Context
	progress func(done, total int)
	nodes    int
	over     bool // cut short

	// like is by place: the last person before who is the same in all, or -1. Plans in which
	// such two change their moves are the same, so only those count in which the move of
	// the earlier place is not the later one in order.
	like []int

	best       shiftPlan
	leastShort int64 // seconds
	leastTotal int   // steps

	tally
	reach        [][]uint64 // by place: all that somebody may cover
	enough, lack []uint64
	nothing      []uint64
	levels       []shiftLevel
}

// A shiftLevel is where a search has got to.
type shiftLevel struct {
	domains [][]moveIndex
	scores  [][]int64 // by place and move: the shortfall that is certain if it is made
	tries   []moveIndex
}

// A shiftBound is what a plan must not exceed.
type shiftBound struct {
	short int64 // seconds
	total int   // steps
}

const unbounded = 1 << 62

func newShiftSearch(ctx context.Context, t *shiftTable, progress func(done, total int)) *shiftSearch {
	n, words := len(t.sets), len(t.uniform)
	s := &shiftSearch{
		shiftTable: t, ctx: ctx, progress: progress, like: make([]int, n),
		tally: newTally(words), reach: make([][]uint64, n),
		enough: make([]uint64, words), lack: make([]uint64, words), nothing: make([]uint64, words),
		levels: make([]shiftLevel, n+1),
	}
	for i := range n {
		s.reach[i] = make([]uint64, words)
		s.like[i] = -1
		for j := range i {
			if slices.Equal(t.domains[i], t.domains[j]) && slices.EqualFunc(t.sets[i], t.sets[j], slices.Equal) {
				s.like[i] = j
			}
		}
	}
	for k := range s.levels {
		l := &s.levels[k]
		l.domains, l.scores = make([][]moveIndex, n), make([][]int64, n)
		for i := range n {
			l.domains[i] = make([]moveIndex, 0, len(t.domains[i]))
			l.scores[i] = make([]int64, len(t.sets[i]))
		}
	}
	return s
}

// run searches. Afterwards best is the best plan, if the search was not cut short.
func (s *shiftSearch) run() {
	s.best = s.descend(s.newPlan())
	defer func() {
		if s.progress != nil {
			s.progress(s.nodes, maxShiftNodes)
		}
	}()
	if s.reduceShortfall(); s.over {
		return
	}
	if s.reduceTotal(); s.over {
		return
	}
	s.choose()
}

// reduceShortfall finds a plan with the smallest shortfall.
func (s *shiftSearch) reduceShortfall() {
	for i, d := range s.domains {
		s.cover(s.reach[i], i, d)
	}
	s.count(s.reach, s.atLeast)
	s.tally.enough(s.enough)
	s.leastShort = s.shortfall(s.enough, s.nothing, s.nothing, unbounded)
	short, _ := s.rank(s.best)
	// Most often what everybody could cover at best can be covered.
	for want := s.leastShort; short > s.leastShort; want = short - 1 {
		p, ok := s.find(s.domains, shiftBound{want, unbounded})
		switch {
		case ok:
			s.best = s.descend(p)
			short, _ = s.rank(s.best)
		case s.over:
			return
		default:
			s.leastShort = want + 1
		}
	}
}

// reduceTotal finds, of the plans with so small a shortfall, one with the smallest total.
func (s *shiftSearch) reduceTotal() {
	_, total := s.rank(s.best)
	for s.leastTotal < total {
		p, ok := s.find(s.domains, shiftBound{s.leastShort, s.leastTotal})
		switch {
		case ok:
			s.best, total = p, s.leastTotal
		case s.over:
			return
		default:
			s.leastTotal++
		}
	}
}

// choose finds, of the plans with so small a shortfall and total, the first in order.
func (s *shiftSearch) choose() {
	bound := shiftBound{s.leastShort, s.leastTotal}
	largest := func(p shiftPlan) int {
		return slices.MaxFunc(p, func(a, b moveIndex) int { return cmp.Compare(a.size(), b.size()) }).size()
	}
	domains := make([][]moveIndex, len(s.domains))
	n := len(domains)
	for size := (s.leastTotal + n - 1) / n; ; size++ {
		for i, d := range s.domains {
			domains[i] = slices.DeleteFunc(slices.Clone(d), func(m moveIndex) bool { return m.size() > size })
		}
		if size >= largest(s.best) {
			break
		}
		if p, ok := s.find(domains, bound); ok {
			s.best = p
			break
		} else if s.over {
			return
		}
	}
	for i := range domains {
		for _, m := range domains[i] {
			if m == s.best[i] {
				break
			}
			all := domains[i]
			domains[i] = []moveIndex{m}
			if p, ok := s.find(domains, bound); ok {
				s.best = p
				break
			} else if s.over {
				return
			}
			domains[i] = all
		}
		domains[i] = []moveIndex{s.best[i]}
	}
}

// rank returns the shortfall of a plan in seconds, and its total in steps.
func (s *shiftSearch) rank(p shiftPlan) (short int64, total int) {
	for _, m := range p {
		total += m.size()
	}
	return s.shortfall(s.at(p), s.nothing, s.nothing, unbounded), total
}

// descend improves a plan by one move at a time, as long as that makes it better. It returns a
// plan that is in order for people who are alike.
func (s *shiftSearch) descend(p shiftPlan) shiftPlan {
	p = slices.Clone(p)
	short, total := s.rank(p)
	for better := true; better; {
		better = false
		place, move := 0, moveIndex(0)
		for i := range p {
			was := p[i]
			for _, m := range s.domains[i] {
				p[i] = m
				if a, b := s.rank(p); a < short || a == short && b < total {
					short, total, place, move, better = a, b, i, m, true
				}
			}
			p[i] = was
		}
		if better {
			p[place] = move
		}
	}
	for again := true; again; {
		again = false
		for i, j := range s.like {
			if j >= 0 && p[j] > p[i] {
				p[i], p[j], again = p[j], p[i], true
			}
		}
	}
	return p
}

// cover fills set with all that the person at place i covers by any of the moves.
func (s *shiftSearch) cover(set []uint64, i int, moves []moveIndex) {
	clear(set)
	for _, m := range moves {
		for w, x := range s.sets[i][m] {
			set[w] |= x
		}
	}
}

// find returns a plan of the given moves within the bound, if there is one.
func (s *shiftSearch) find(domains [][]moveIndex, b shiftBound) (shiftPlan, bool) {
	l := &s.levels[0]
	for i := range domains {
		l.domains[i] = append(l.domains[i][:0], domains[i]...)
	}
	return s.findFrom(0, b)
}

func (s *shiftSearch) findFrom(depth int, b shiftBound) (shiftPlan, bool) {
	if s.nodes&63 == 0 {
		if s.over = s.over || s.ctx.Err() != nil; s.progress != nil {
			s.progress(s.nodes, maxShiftNodes)
		}
	}
	if s.over = s.over || s.nodes == maxShiftNodes; s.over {
		return nil, false
	}
	s.nodes++
	l := &s.levels[depth]
	if !s.narrow(l, b) {
		return nil, false
	}
	place := -1 // the person with the fewest moves left
	for i, d := range l.domains {
		if len(d) > 1 && (place < 0 || len(d) < len(l.domains[place])) {
			place = i
		}
	}
	if place < 0 {
		p := s.newPlan()
		for i, d := range l.domains {
			p[i] = d[0]
		}
		return p, true
	}
	// First what promises most.
	l.tries = append(l.tries[:0], l.domains[place]...)
	slices.SortStableFunc(l.tries, func(a, b moveIndex) int { return cmp.Compare(l.scores[place][a], l.scores[place][b]) })
	next := &s.levels[depth+1]
	for _, m := range l.tries {
		for i, d := range l.domains {
			next.domains[i] = append(next.domains[i][:0], d...)
		}
		next.domains[place] = append(next.domains[place][:0], m)
		if p, ok := s.findFrom(depth+1, b); ok || s.over {
			return p, ok
		}
	}
	return nil, false
}

// narrow takes out of the domains moves that are in no plan within the bound, and reports whether
// there may be one. With one move left for each there is.
func (s *shiftSearch) narrow(l *shiftLevel, b shiftBound) bool {
	for again := true; again; {
		again = false
		if !s.order(l) {
			return false
		}
		least := 0 // of all; a domain is in order of size
		for _, d := range l.domains {
			least += d[0].size()
		}
		if least > b.total {
			return false
		}
		for i, d := range l.domains {
			most := b.total - least + d[0].size()
			for len(d) > 0 && d[len(d)-1].size() > most {
				d = d[:len(d)-1]
			}
			l.domains[i] = d
			s.cover(s.reach[i], i, d)
		}
		s.count(s.reach, s.atLeast)
		s.tally.enough(s.enough)
		if s.shortfall(s.enough, s.nothing, s.nothing, b.short) > b.short {
			return false
		}
		for i, d := range l.domains {
			if len(d) == 1 {
				continue // it is all that was counted
			}
			s.besides(s.reach[i], s.enough, s.lack)
			kept := d[:0]
			for _, m := range d {
				score := s.shortfall(s.enough, s.lack, s.sets[i][m], b.short)
				if l.scores[i][m] = score; score <= b.short {
					kept = append(kept, m)
				}
			}
			if len(kept) == 0 {
				return false
			}
			again = again || len(kept) < len(d)
			l.domains[i] = kept
		}
	}
	return true
}

// order takes out moves that would be out of order for people who are alike.
func (s *shiftSearch) order(l *shiftLevel) bool {
	for i, j := range s.like {
		if j < 0 {
			continue
		}
		d := l.domains[i]
		for len(d) > 0 && d[0] < l.domains[j][0] {
			d = d[1:]
		}
		if len(d) == 0 {
			return false
		}
		// In place, for the domain's memory is used again.
		l.domains[i] = append(l.domains[i][:0], d...)
	}
	for i := len(s.like) - 1; i >= 0; i-- {
		j := s.like[i]
		if j < 0 {
			continue
		}
		last := l.domains[i][len(l.domains[i])-1]
		d := l.domains[j]
		for len(d) > 0 && d[len(d)-1] > last {
			d = d[:len(d)-1]
		}
		if len(d) == 0 {
			return false
		}
		l.domains[j] = d
	}
	return true
}

// at returns the cells in which enough people are there by the plan. They hold until it is
// called again.
func (s *shiftSearch) at(p shiftPlan) []uint64 {
	for i, m := range p {
		copy(s.reach[i], s.sets[i][m])
	}
	s.count(s.reach, s.atLeast)
	s.tally.enough(s.enough)
	return s.enough
}

package overlap

import (
	"cmp"
	"slices"
)

// A search looks for the best plan of a rota by branch and bound, from the first turn
// to the last. Within a run the order of the picks does not change the totals, so each
// combination is looked at once, by rising rank; the order that asks for the fewest
// early nights is found when the run is complete. The rest of a plan depends only on the totals
// until then, so no run is begun twice with the same.
type search struct {
	*rota
	*budget
	nights *nights
	tail   *tail
	pairs  *pairs
	early  int // the most early nights that are allowed
	best   plan

	// ranked are the choices of each class in the order in which they are tried, and rank
	// the places that they have in the turns.
	ranked [][]*choice
	places [][]int

	// The levels are the ways to be better than the best: the sorted totals are its own for a while, and
	// then less. As none is larger than the one before it, they are all nowhere above a
	// ceiling. On a last level, if tie is set, the totals are the same and less is missed, or
	// as much if the search is for the starts alone.
	levels [][]int64
	tie    bool
	levers []*lever
	most   int // levers

	forStarts bool    // the worth of best is proven; the earliest starts with it are wanted
	rests     [][]int // for each state in seen: the earliest picks from there on

	tries   []struct{ all, won int } // by turn: how often a lever was looked for, and closed it
	seen    seen
	frugal  []int64 // by turn: the least that is missed from there on
	combo   []int   // by turn: the rank that was picked, rising within a run
	picks   []int
	totals  [][]int64 // by turn: before it
	weights [][]float64
	sums    []int64
	open    [][]bool // by turn and rank: what is left to be tried
}

const (
	rootSteps  = 300 // to find the first lever
	nodeSteps  = 12  // to find one more
	mostLevers = 96
	mostLevels = 60 // they are bits, with the tie
	// leverRoom bounds the memory of all levers: so many sums.
	leverRoom = 1 << 22
)

// search prepares to look for a plan that is better than best.
func (r *rota) search(best plan, n *nights, b *budget) *search {
	s := &search{rota: r, budget: b, nights: n, pairs: r.pairs(b), early: best.early, best: best}
	s.tail = r.tail(s.pairs)
	s.ranked, s.places = make([][]*choice, r.classes), make([][]int, r.classes)
	kept := 0
	for _, run := range r.runs {
		if s.ranked[run.class] == nil {
			s.rank(run, func(*choice) int64 { return 0 })
			kept += len(s.ranked[run.class])
		}
	}
	s.most = max(min(leverRoom/kept, mostLevers), 2)
	s.combo, s.picks = make([]int, len(r.turns)), make([]int, len(r.turns))
	s.frugal = make([]int64, len(r.turns)+1)
	for t := len(r.turns) - 1; t >= 0; t-- {
		least := r.turns[t].choices[0].missed
		for _, c := range r.turns[t].choices {
			least = min(least, c.missed)
		}
		s.frugal[t] = s.frugal[t+1] + least
	}
	for t := range len(r.turns) + 1 {
		s.totals = append(s.totals, make([]int64, len(r.base)))
		s.weights = append(s.weights, make([]float64, len(r.base)))
		if t < len(r.turns) {
			s.open = append(s.open, make([]bool, len(r.turns[t].choices)))
		}
	}
	copy(s.totals[0], r.base)
	s.tries = make([]struct{ all, won int }, len(r.turns))
	return s
}

// rank orders the choices of a run's class by a key.
func (s *search) rank(of run, key func(*choice) int64) {
	choices := s.turns[of.first].choices
	ranked, places := make([]*choice, len(choices)), make([]int, len(choices))
	for k := range choices {
		places[k] = k
	}
	slices.SortStableFunc(places, func(i, j int) int { return cmp.Compare(key(&choices[i]), key(&choices[j])) })
	for rank, k := range places {
		ranked[rank] = &choices[k]
	}
	s.ranked[of.class], s.places[of.class] = ranked, places
}

// lowerBound returns what the largest total of any plan is at least, and prepares the search
// with what it has found out.
func (s *search) lowerBound() int64 {
	n := len(s.base)
	ceiling := make([]int64, n)
	for i := range ceiling {
		ceiling[i] = s.best.sorted[0] - 1
	}
	w := s.weights[0]
	for i := range w {
		w[i] = 1
	}
	s.pry(s.base, 0, 0, 0, ceiling, w, rootSteps)
	l := s.lever(w)
	for _, run := range s.runs {
		s.rank(run, func(c *choice) int64 { return l.sum(c.cost) })
	}
	s.levers = []*lever{s.lever(w)}
	bound := l.bound(s.rota)
	for i := 0; i < n; i++ {
		alone := make([]float64, n)
		alone[i] = 1
		l := s.lever(alone)
		bound = max(bound, l.bound(s.rota))
		if len(s.levers) < s.most {
			s.levers = append(s.levers, l)
		}
	}
	return bound
}

// run looks at all plans that can be better than the best, or as good with earlier starts. It
// reports false if the budget did not last.
//
// Most often the best is among the first plans already, and one search proves its worth and
// finds the earliest starts. If it finds a plan of more worth, it goes on for worth alone, and a
// second search finds the starts.
func (s *search) run() bool {
	for again := true; again; {
		s.forStarts, s.seen, s.rests = true, seen{}, nil
		s.aim()
		picks := s.begin(0, 0, 0)
		if s.over {
			return false
		}
		if again = !s.forStarts; !again && picks != nil { // nil if those with nothing borne are too many
			s.best = s.plan(picks)
		}
	}
	return true
}

// aim sets the levels.
func (s *search) aim() {
	v := s.best.sorted
	s.levels = s.levels[:0]
	// The level of a tie is above all others. They tell more only where something is to be missed
	// less.
	missable := s.best.missed > s.frugal[0]
	for j := range v {
		if s.forStarts && !missable || j+1 < len(v) && v[j+1] == v[j] {
			continue // the level of the last of equals holds those of the others
		}
		if len(s.levels) == mostLevels {
			s.levels[mostLevels-1] = slices.Clone(v) // above all that follow
			break
		}
		ceiling := slices.Clone(v)
		for k := j; k < len(v); k++ {
			ceiling[k] = v[j] - 1
		}
		s.levels = append(s.levels, ceiling)
	}
	if s.tie = s.forStarts || missable; s.tie {
		s.levels = append(s.levels, slices.Clone(v))
	}
	for _, l := range s.levers {
		l.most = l.most[:0]
		for _, v := range s.levels {
			l.most = append(l.most, l.atMost(v))
		}
	}
}

// levelsFor returns the levels, as bits, on which a plan can be that misses so much in all.
func (s *search) levelsFor(missed int64) uint64 {
	all := uint64(1)<<len(s.levels) - 1
	if s.tie && len(s.levels) > 1 && (missed > s.best.missed || missed == s.best.missed && !s.forStarts) {
		all &^= 1 << (len(s.levels) - 1)
	}
	return all
}

// close takes from the levels those on which a weighted sum is too much.
func (l *lever) close(levels uint64, sum int64) uint64 {
	for j, most := range l.most {
		if sum > most {
			levels &^= 1 << j
		}
	}
	return levels
}

// begin looks at all plans that go on from a run, and from s.totals before it. For the search
// for starts it returns the earliest picks from there on, or nil if there are none.
func (s *search) begin(k, early int, missed int64) []int {
	if k == len(s.runs) {
		return s.complete()
	}
	if first := s.runs[k].first; first == s.tail.first && s.fresh(s.totals[first]) == 0 && !s.many {
		return s.conclude(missed)
	}
	state, known := s.seen.add(int64(k), int64(early), missed, s.totals[s.runs[k].first])
	if known {
		if s.forStarts {
			return s.rests[state]
		}
		return nil
	}
	rest := s.visit(s.runs[k].first, k, 0, early, missed)
	if !s.forStarts {
		return nil
	}
	if state < 0 {
		return rest
	}
	for len(s.rests) <= state {
		s.rests = append(s.rests, nil)
	}
	s.rests[state] = rest
	return rest
}

// complete looks at the plan of s.picks.
func (s *search) complete() []int {
	p := s.plan(s.picks)
	switch c := p.compare(&s.best); {
	case c == 0 && s.forStarts:
		return []int{}
	case c < 0:
		s.best, s.forStarts = p, false
		s.aim()
	}
	return nil
}

// visit goes on with turn t of run k, in which choices of the given rank or higher may be
// picked. early is how many early nights there are before the run. It returns what begin does, from
// the start of the run.
func (s *search) visit(t, k, rank, early int, missed int64) []int {
	run := s.runs[k]
	if t == run.end {
		return s.finish(k, early, missed)
	}
	totals, next := s.totals[t], s.totals[t+1]
	if !s.spend(len(totals)) || s.closed(t, k, rank, missed) {
		return nil
	}
	ranked := s.ranked[run.class]
	open := s.open[t]
	s.narrow(t, k, rank, missed, open)
	var best []int
	for c := rank; c < len(ranked); c++ {
		if !open[c] {
			continue
		}
		// The largest total is what most often is too much, so at the end that is all to look at.
		s.spend(len(totals))
		if !within(next, totals, ranked[c].cost, s.best.sorted[0]) {
			continue
		}
		s.combo[t] = c
		rest := s.visit(t+1, k, c, early, missed+ranked[c].missed)
		if rest != nil && (best == nil || slices.Compare(rest, best) < 0) {
			best = rest
		}
		if s.over {
			return nil
		}
	}
	return best
}

// closed reports whether no plan can be better that goes on from turn t with choices of
// the given rank or higher. If what is known does not show it, it looks for a new lever.
func (s *search) closed(t, k, rank int, missed int64) bool {
	run := s.runs[k]
	left := int64(run.end - t)
	totals := s.totals[t]
	levels := s.levelsFor(missed + s.frugal[t])
	for i, l := range s.levers {
		s.spend(len(totals))
		if levels = l.close(levels, l.sum(totals)+left*l.least[run.class][rank]+l.later[k]); levels == 0 {
			if i > 0 { // what was of use will be again
				s.levers[i], s.levers[i-1] = s.levers[i-1], s.levers[i]
			}
			return true
		}
	}
	if levels == 0 {
		return true
	}
	w := s.weights[t]
	if t > 0 {
		copy(w, s.weights[t-1])
	}
	if len(s.turns)-t < 3 || t == 0 {
		return false
	}
	// Where new levers are seldom of use, they are seldom looked for.
	try := &s.tries[t]
	if try.all++; try.all > 64 && try.won*16 < try.all && try.all%16 != 0 {
		return false
	}
	for levels != 0 {
		j := 0
		for levels>>j&1 == 0 {
			j++
		}
		s.pry(totals, t, k, rank, s.levels[j], w, nodeSteps)
		l := s.lever(w)
		after := l.close(levels, l.sum(totals)+left*l.least[run.class][rank]+l.later[k])
		if after>>j&1 != 0 {
			return false
		}
		if len(s.levers) < s.most {
			s.levers = append(s.levers, l)
		} else {
			s.levers[s.most-1] = l
		}
		levels = after
	}
	try.won++
	return true
}

// narrow says of which choices in turn t of run k a better plan can come of.
func (s *search) narrow(t, k, rank int, missed int64, open []bool) {
	run := s.runs[k]
	left := int64(run.end - t - 1)
	s.sums = s.sums[:0]
	for _, l := range s.levers {
		s.sums = append(s.sums, l.sum(s.totals[t])+l.later[k])
	}
	s.spend(len(s.levers) * len(s.base))
	allowed, places := s.allowed(t, k), s.places[run.class]
	for c := rank; c < len(open); c++ {
		if open[c] = has(allowed, places[c]); !open[c] {
			continue
		}
		levels := s.levelsFor(missed + s.ranked[run.class][c].missed + s.frugal[t+1])
		for i, l := range s.levers {
			if levels == 0 {
				break
			}
			levels = l.close(levels, s.sums[i]+l.sums[run.class][c]+left*l.least[run.class][c])
		}
		open[c] = levels != 0
	}
	s.spend((len(open) - rank) * len(s.levers))
}

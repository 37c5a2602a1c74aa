package overlap

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
)

// A tail is all that the last few turns can add to the totals. It answers at once which of it fits
// under a ceiling: for each column and amount there is a set of those that add no more, and
// the sets of all columns have in common what fits.
type tail struct {
	first   int // turn
	entries []tailEntry
	columns []tailColumn
	with    [][]tailSet // by class and place of a pick before the tail: the entries that can be with it
	using   []*tailSet  // scratch
}

// A tailEntry is one way to go through the last turns. Of those that add the same it is the
// one with the least missed, and then with the earliest starts.
type tailEntry struct {
	cost   []int64
	missed int64
	picks  []int
}

// A tailColumn has, for each amount that is added to a column, the set of the entries
// that add no more.
type tailColumn struct {
	amounts []int64 // rising
	sets    []tailSet
}

// A tailSet is a set of entries.
type tailSet struct {
	set   []uint64
	words []uint64 // which of the words of the set are not zero
	count int      // of entries
}

func newTailSet(set []uint64) tailSet {
	s := tailSet{set: set, words: make([]uint64, (len(set)+63)/64)}
	for w, x := range set {
		s.count += bits.OnesCount64(x)
		if x != 0 {
			s.words[w/64] |= 1 << (w % 64)
		}
	}
	return s
}

const (
	mostEntries   = 1 << 15
	mostTailTries = 1 << 17
	mostTailSets  = 1 << 22 // words of all sets
)

// tail makes the longest tail of whole runs that is not too large. It may have no turns.
func (r *rota) tail(p *pairs) *tail {
	last := &tail{first: len(r.turns)}
	r.enter(last, p)
	last.index(r, p)
	for k := len(r.runs) - 1; k >= 0; k-- {
		longer := &tail{first: r.runs[k].first}
		if !r.enter(longer, p) || !longer.index(r, p) {
			break
		}
		last = longer
	}
	return last
}

// enter finds the entries. It reports false if there are too many.
func (r *rota) enter(l *tail, p *pairs) bool {
	picks := make([]int, len(r.turns)-l.first)
	costs := make([][]int64, len(picks)+1) // by turn: before it
	for i := range costs {
		costs[i] = make([]int64, len(r.base))
	}
	tries := 0
	var add func(t int, missed int64) bool
	add = func(t int, missed int64) bool {
		cost := costs[t-l.first]
		if t == len(r.turns) {
			l.entries = append(l.entries, tailEntry{slices.Clone(cost), missed, slices.Clone(picks)})
			return len(l.entries) <= mostEntries
		}
		from, allowed := 0, ^uint64(0)
		for i, k := range picks[:t-l.first] {
			before := r.turns[l.first+i].class
			allowed &= p.of(before, k, r.turns[t].class)
			if l.first+i == t-1 && before == r.turns[t].class {
				from = k
			}
		}
		next := costs[t+1-l.first]
		for k := from; k < len(r.turns[t].choices); k++ {
			if !has(allowed, k) {
				continue
			}
			if tries++; tries > mostTailTries {
				return false
			}
			c := &r.turns[t].choices[k]
			for i, x := range c.cost {
				next[i] = cost[i] + x
			}
			picks[t-l.first] = k
			if !add(t+1, missed+c.missed) {
				return false
			}
		}
		return true
	}
	if !add(l.first, 0) {
		return false
	}
	// They were found with the earliest starts first, and the sort is stable.
	slices.SortStableFunc(l.entries, func(a, b tailEntry) int {
		return cmp.Or(slices.Compare(a.cost, b.cost), cmp.Compare(a.missed, b.missed))
	})
	l.entries = slices.CompactFunc(l.entries, func(a, b tailEntry) bool { return slices.Equal(a.cost, b.cost) })
	return true
}

// index fills the sets. It reports false if that would take too much memory.
func (l *tail) index(r *rota, p *pairs) bool {
	words := (len(l.entries) + 63) / 64
	room := mostTailSets
	for i := range r.base {
		amounts := make([]int64, len(l.entries))
		for k, e := range l.entries {
			amounts[k] = e.cost[i]
		}
		slices.Sort(amounts)
		amounts = slices.Compact(amounts)
		if room -= len(amounts) * words; room < 0 {
			return false
		}
		c := tailColumn{amounts: amounts}
		sets := newSets(len(amounts), words)
		for k, e := range l.entries {
			a, _ := slices.BinarySearch(amounts, e.cost[i])
			sets[a][k/64] |= 1 << (k % 64)
		}
		for a, set := range sets {
			if a > 0 {
				for w, x := range sets[a-1] {
					set[w] |= x
				}
			}
			c.sets = append(c.sets, newTailSet(set))
		}
		l.columns = append(l.columns, c)
	}
	return l.pair(r, p, words, room)
}

// pair fills the sets of what can be with a pick.
func (l *tail) pair(r *rota, p *pairs, words, room int) bool {
	l.with = make([][]tailSet, r.classes)
	// holding is by class and place: the entries that pick it.
	holding := make([][][]uint64, r.classes)
	for i, turn := range r.turns[l.first:] {
		if holding[turn.class] == nil {
			holding[turn.class] = newSets(len(turn.choices), words)
		}
		for k, e := range l.entries {
			holding[turn.class][e.picks[i]][k/64] |= 1 << (k % 64)
		}
	}
	for _, turn := range r.turns[:l.first] {
		if l.with[turn.class] != nil {
			continue
		}
		if room -= len(turn.choices) * words; room < 0 {
			return false
		}
		for k, set := range newSets(len(turn.choices), words) {
			for w := range set {
				set[w] = ^uint64(0)
			}
			if n := len(l.entries) % 64; n > 0 {
				set[words-1] = 1<<n - 1
			}
			for class, places := range holding {
				for place, holders := range places {
					if !has(p.of(turn.class, k, class), place) {
						for w, x := range holders {
							set[w] &^= x
						}
					}
				}
			}
			l.with[turn.class] = append(l.with[turn.class], newTailSet(set))
		}
	}
	return true
}

// newSets returns n empty sets of so many words.
func newSets(n, words int) [][]uint64 {
	room := make([]uint64, n*words)
	sets := make([][]uint64, n)
	for k := range sets {
		sets[k] = room[k*words : (k+1)*words : (k+1)*words]
	}
	return sets
}

// use adds a set to those in use. The smallest comes first, for it soonest leaves nothing.
func (l *tail) use(u *tailSet) {
	l.using = append(l.using, u)
	if last := len(l.using) - 1; u.count < l.using[0].count {
		l.using[0], l.using[last] = u, l.using[0]
	}
}

// fitting iterates over the entries that leave no total above the ceiling. Entries that are next
// to each other add nearly the same to the first columns, so most words are zero in
// some set, and are passed over together.
func (s *search) fitting(totals []int64, ceiling int64) iter.Seq[*tailEntry] {
	return func(yield func(*tailEntry) bool) {
		l := s.tail
		l.using = l.using[:0]
		for i, x := range totals {
			c := &l.columns[i]
			a, exact := slices.BinarySearch(c.amounts, ceiling-x)
			if !exact {
				a--
			}
			if a < 0 {
				return
			}
			l.use(&c.sets[a])
		}
		for class, place := range s.settled(l.first, len(s.runs)) {
			l.use(&l.with[class][place])
		}
		for v := range l.using[0].words {
			some := ^uint64(0)
			for _, u := range l.using {
				if some &= u.words[v]; some == 0 {
					break
				}
			}
			s.spend(len(totals) + bits.OnesCount64(some)*2)
			for ; some != 0; some &= some - 1 {
				w := v*64 + bits.TrailingZeros64(some)
				set := ^uint64(0)
				for _, u := range l.using {
					if set &= u.set[w]; set == 0 {
						break
					}
				}
				for ; set != 0; set &= set - 1 {
					if !yield(&l.entries[w*64+bits.TrailingZeros64(set)]) {
						return
					}
				}
			}
		}
	}
}

// conclude looks at all plans that go on from the totals before the tail, when nobody
// is left who has borne nothing. It returns what begin does.
func (s *search) conclude(missed int64) []int {
	l := s.tail
	totals := s.totals[l.first]
	// A few levers first: they are cheaper.
	levels := s.levelsFor(missed + s.frugal[l.first])
	rest := s.runs[len(s.runs)-1]
	for k := range s.runs {
		if s.runs[k].first == l.first {
			rest = s.runs[k]
			for j, lever := range s.levers[:min(len(s.levers), 24)] {
				s.spend(len(totals))
				levels = lever.close(levels, lever.sum(totals)+int64(rest.end-rest.first)*lever.least[rest.class][0]+lever.later[k])
				if levels == 0 {
					if j > 0 {
						s.levers[j], s.levers[j-1] = s.levers[j-1], s.levers[j]
					}
					return nil
				}
			}
		}
	}
	var earliest []int
	sorted := s.totals[l.first+1]
	for e := range s.fitting(totals, s.best.sorted[0]) {
		if !s.spend(4 * len(totals)) {
			return nil
		}
		for i, x := range e.cost {
			sorted[i] = totals[i] + x
		}
		descend(sorted)
		c := cmp.Or(slices.Compare(sorted, s.best.sorted), cmp.Compare(missed+e.missed, s.best.missed))
		switch {
		case s.forStarts && c == 0 && (earliest == nil || slices.Compare(e.picks, earliest) < 0):
			earliest = e.picks
		case c < 0:
			copy(s.picks[l.first:], e.picks)
			s.complete()
		}
	}
	return earliest
}

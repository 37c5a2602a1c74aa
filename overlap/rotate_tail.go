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
	using   []setInUse // scratch
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
	sets    [][]uint64
	words   [][]uint64 // for each set, which of its words are not zero
	counts  []int      // for each set, how many entries are in it
}

// A setInUse is the set of a column for one amount.
type setInUse struct {
	set, words []uint64
	count      int
}

const (
	mostEntries  = 1 << 15
	mostTailSets = 1 << 21 // words of all sets
)

// tail makes the longest tail of whole runs that is not too large. It may have no turns.
func (r *rota) tail() *tail {
	n := len(r.turns)
	first, ways := n, 1
	for first > 0 {
		// In a run, so many combinations of picks as there are multisets.
		t := first - 1
		k := slices.IndexFunc(r.runs, func(run run) bool { return t < run.end })
		inRun := r.runs[k].end - t
		more := ways * (len(r.turns[t].choices) + inRun - 1) / inRun
		if more > mostEntries {
			break
		}
		first, ways = t, more
	}
	for {
		for _, run := range r.runs {
			if run.first < first && first < run.end {
				first = run.end
			}
		}
		tail := &tail{first: first}
		r.enter(tail)
		words := (len(tail.entries) + 63) / 64
		sets := 0
		for i := range r.base {
			amounts := make([]int64, len(tail.entries))
			for k, e := range tail.entries {
				amounts[k] = e.cost[i]
			}
			slices.Sort(amounts)
			amounts = slices.Compact(amounts)
			sets += len(amounts)
			tail.columns = append(tail.columns, tailColumn{amounts: amounts})
		}
		if sets*words > mostTailSets && first < n {
			first++
			continue
		}
		tail.index(words)
		return tail
	}
}

// enter finds the entries.
func (r *rota) enter(l *tail) {
	picks := make([]int, len(r.turns)-l.first)
	var add func(t int, cost []int64, missed int64)
	add = func(t int, cost []int64, missed int64) {
		if t == len(r.turns) {
			l.entries = append(l.entries, tailEntry{slices.Clone(cost), missed, slices.Clone(picks)})
			return
		}
		from := 0
		if t > l.first && r.turns[t].class == r.turns[t-1].class {
			from = picks[t-1-l.first]
		}
		next := make([]int64, len(cost))
		for k := from; k < len(r.turns[t].choices); k++ {
			c := &r.turns[t].choices[k]
			for i, x := range c.cost {
				next[i] = cost[i] + x
			}
			picks[t-l.first] = k
			add(t+1, next, missed+c.missed)
		}
	}
	add(l.first, make([]int64, len(r.base)), 0)
	// They were found with the earliest starts first, and the sort is stable.
	slices.SortStableFunc(l.entries, func(a, b tailEntry) int {
		return cmp.Or(slices.Compare(a.cost, b.cost), cmp.Compare(a.missed, b.missed))
	})
	l.entries = slices.CompactFunc(l.entries, func(a, b tailEntry) bool { return slices.Equal(a.cost, b.cost) })
}

// index fills the sets, of so many words each.
func (l *tail) index(words int) {
	l.using = make([]setInUse, len(l.columns))
	for i := range l.columns {
		c := &l.columns[i]
		room := make([]uint64, len(c.amounts)*words)
		for k := range c.amounts {
			c.sets = append(c.sets, room[k*words:(k+1)*words])
		}
		for k, e := range l.entries {
			a, _ := slices.BinarySearch(c.amounts, e.cost[i])
			c.sets[a][k/64] |= 1 << (k % 64)
		}
		for a := 1; a < len(c.sets); a++ {
			for w, set := range c.sets[a-1] {
				c.sets[a][w] |= set
			}
		}
		for _, set := range c.sets {
			some, n := make([]uint64, (words+63)/64), 0
			for w, x := range set {
				n += bits.OnesCount64(x)
				if x != 0 {
					some[w/64] |= 1 << (w % 64)
				}
			}
			c.words = append(c.words, some)
			c.counts = append(c.counts, n)
		}
	}
}

// fitting iterates over the entries that leave no total above the ceiling. Entries that are next
// to each other add nearly the same to the first columns, so most words are zero in
// some set, and are passed over together.
func (s *search) fitting(totals []int64, ceiling int64) iter.Seq[*tailEntry] {
	return func(yield func(*tailEntry) bool) {
		l := s.tail
		for i, x := range totals {
			c := &l.columns[i]
			a, exact := slices.BinarySearch(c.amounts, ceiling-x)
			if !exact {
				a--
			}
			if a < 0 {
				return
			}
			// The smallest sets first, for they soonest leave nothing.
			u := setInUse{c.sets[a], c.words[a], c.counts[a]}
			k := i
			for ; k > 0 && l.using[k-1].count > u.count; k-- {
				l.using[k] = l.using[k-1]
			}
			l.using[k] = u
		}
		for v := range l.using[0].words {
			some := ^uint64(0)
			for i := range l.using {
				if some &= l.using[i].words[v]; some == 0 {
					break
				}
			}
			s.spend(len(totals) + bits.OnesCount64(some)*2)
			for ; some != 0; some &= some - 1 {
				w := v*64 + bits.TrailingZeros64(some)
				set := ^uint64(0)
				for i := range l.using {
					if set &= l.using[i].set[w]; set == 0 {
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

package overlap

import (
	"cmp"
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
	fits    []uint64 // the answer, as bits by entry
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
}

const (
	mostEntries  = 1 << 15
	mostTailSets = 1 << 21 // words of all sets
)

// tail makes the longest tail that is not too large, and splits the run in which it begins. It
// may have no turns.
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
		for k, run := range r.runs {
			if run.first < first && first < run.end {
				r.runs = slices.Insert(r.runs, k+1, run)
				r.runs[k].end, r.runs[k+1].first = first, first
				break
			}
		}
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
	l.fits = make([]uint64, words)
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
	}
}

// fit finds the entries that leave no total above the ceiling. It reports false if there are
// none, and how many words it looked at.
func (l *tail) fit(totals []int64, ceiling int64) (ok bool, steps int) {
	for i, x := range totals {
		c := &l.columns[i]
		a, exact := slices.BinarySearch(c.amounts, ceiling-x)
		if !exact {
			a--
		}
		if a < 0 {
			return false, steps
		}
		if i == 0 {
			copy(l.fits, c.sets[a])
			continue
		}
		any := uint64(0)
		set := c.sets[a][:len(l.fits)]
		for w := range l.fits {
			l.fits[w] &= set[w]
			any |= l.fits[w]
		}
		if steps += len(set); any == 0 {
			return false, steps
		}
	}
	return true, steps
}

// conclude looks at all plans that go on from the totals before the tail, when nobody
// is left who has borne nothing. It returns what begin does.
func (s *search) conclude(missed int64) []int {
	l := s.tail
	totals := s.totals[l.first]
	ok, steps := l.fit(totals, s.best.sorted[0])
	if s.spend(steps + len(totals)); !ok {
		return nil
	}
	var earliest []int
	sorted := s.totals[l.first+1]
	for w, set := range l.fits {
		for ; set != 0; set &= set - 1 {
			e := &l.entries[w*64+bits.TrailingZeros64(set)]
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
			case !s.forStarts && c < 0:
				copy(s.picks[l.first:], e.picks)
				s.complete()
			}
		}
	}
	return earliest
}

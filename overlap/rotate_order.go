package overlap

import "slices"

// finish puts the picks of run k, which are complete as a combination, in order, and goes on
// with the next run.
func (s *search) finish(k, early int, missed int64) []int {
	run := s.runs[k]
	counts := make([]int, len(s.places[run.class]))
	for t := run.first; t < run.end; t++ {
		counts[s.places[run.class][s.combo[t]]]++
	}
	after := s.fresh(s.totals[run.end])
	var best, last []int
	// Fewer early nights now leave more for later. An order that allows more of them may have
	// earlier starts.
	for limit := early; limit <= s.early-s.nights.least(run.end, after); limit++ {
		picks := s.picks[run.first:run.end]
		spent, ok := s.order(run.first, run, s.fresh(s.totals[run.first]), early, limit, counts)
		if s.over {
			return nil
		}
		if !ok || last != nil && slices.Equal(picks, last) {
			continue
		}
		last = slices.Clone(picks)
		rest := s.begin(k+1, spent, missed)
		if !s.forStarts {
			break // the totals are the same in any order
		}
		if rest != nil {
			if all := append(slices.Clone(last), rest...); best == nil || slices.Compare(all, best) < 0 {
				best = all
			}
		}
		if after == 0 && spent == early {
			break
		}
	}
	return best
}

// order finds the earliest order of the run's picks, of which there are counts, with no
// more early nights than the limit, those before included. It returns how many there are.
func (s *search) order(t int, of run, fresh uint64, early, limit int, counts []int) (int, bool) {
	if t == of.end {
		return early, true
	}
	if !s.spend(len(counts)) {
		return 0, false
	}
	for k, n := range counts {
		if n == 0 {
			continue
		}
		c := &s.turns[t].choices[k]
		left := fresh &^ c.gives
		if early+c.early(left) > limit {
			continue
		}
		counts[k]--
		s.picks[t] = k
		spent, ok := s.order(t+1, of, left, early+c.early(left), limit, counts)
		counts[k]++
		if ok {
			return spent, true
		}
	}
	return 0, false
}

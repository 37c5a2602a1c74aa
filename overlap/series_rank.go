package overlap

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/noonmark/noonmark/availability"
)

// best returns the best trials, best first, without those that are at the same instants as
// a better one.
func (s *seriesSearch) best(trials []seriesTrial) ([]seriesTrial, error) {
	// What only tells equals apart is worked out for those that are equal so far.
	byCost := func(a, b seriesTrial) int {
		return cmp.Or(
			cmp.Compare(a.skipped(), b.skipped()),
			compareMeans(a.cost, a.held, b.cost, b.held),
			compareMeans(int64(b.suits), b.count, int64(a.suits), a.count))
	}
	slices.SortFunc(trials, func(a, b seriesTrial) int { return cmp.Or(byCost(a, b), s.compareTimes(a, b)) })
	var best []seriesTrial
	for len(trials) > 0 && len(best) < s.request.Best {
		n := 1
		for n < len(trials) && byCost(trials[0], trials[n]) == 0 {
			n++
		}
		equals := trials[:n]
		trials = trials[n:]
		if err := s.sortEquals(equals); err != nil {
			return nil, err
		}
		from := len(best)
		for _, t := range equals {
			if len(best) == s.request.Best {
				break
			}
			if !slices.ContainsFunc(best[from:], func(o seriesTrial) bool { return s.sameInstants(t, o) }) {
				best = append(best, t)
			}
		}
	}
	return best, nil
}

// compareMeans compares a/n with b/m. None is negative, and n and m are not zero.
func compareMeans(a int64, n int32, b int64, m int32) int {
	aHigh, aLow := bits.Mul64(uint64(a), uint64(m))
	bHigh, bLow := bits.Mul64(uint64(b), uint64(n))
	return cmp.Or(cmp.Compare(aHigh, bHigh), cmp.Compare(aLow, bLow))
}

// compareTimes orders trials by what they are.
func (s *seriesSearch) compareTimes(a, b seriesTrial) int {
	p, q := s.plans[a.plan], s.plans[b.plan]
	return cmp.Or(
		cmp.Compare(a.day, b.day),
		cmp.Compare(a.clock, b.clock),
		cmp.Compare(p.rule, q.rule),
		cmp.Compare(a.start, b.start),
		cmp.Compare(p.clock.place, q.clock.place))
}

// sortEquals sorts trials that are equal so far, which are in the order of their times, by
// what else makes one better.
func (s *seriesSearch) sortEquals(trials []seriesTrial) error {
	if len(trials) == 1 {
		return nil
	}
	type rated struct {
		seriesTrial
		worst, unpreferred, shifted int64
	}
	all := make([]rated, len(trials))
	for i, t := range trials {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		starts := s.starts(t)
		all[i] = rated{seriesTrial: t, shifted: s.shifted(starts)}
		if t.cost > 0 || s.prefers() { // else nobody bears anything
			all[i].worst, all[i].unpreferred = s.borne(starts)
		}
	}
	slices.SortStableFunc(all, func(a, b rated) int {
		return cmp.Or(
			compareMeans(a.worst, a.held, b.worst, b.held),
			compareMeans(a.unpreferred, a.held, b.unpreferred, b.held),
			compareMeans(a.shifted, a.count, b.shifted, b.count))
	})
	for i, r := range all {
		trials[i] = r.seriesTrial
	}
	return nil
}

// borne returns how many weighted seconds the person bears who bears most of the meetings that
// take place, and for how many seconds those who come are outside the preferred hours.
func (s *seriesSearch) borne(starts []int64) (worst, unpreferred int64) {
	each := make([]int64, len(s.People))
	for _, u := range starts {
		if s.board.at(u) == cannot {
			continue
		}
		s.weigh(u, s.can, s.costs, s.comes)
		for p, comes := range s.comes {
			if comes {
				each[p] += s.costs[p]
				unpreferred += s.unpreferred(p, u)
			}
		}
	}
	return slices.Max(each), unpreferred
}

// shifted returns how often a start is not at somebody's usual time of day.
func (s *seriesSearch) shifted(starts []int64) int64 {
	n := 0
	for _, c := range s.personal {
		_, usual := usualTime(c.zone, starts)
		n += (len(starts) - usual) * c.people
	}
	return int64(n)
}

// A personalClock is the wall clock of some of the people.
type personalClock struct {
	zone   *availability.Zone
	people int
}

// personalClocks returns the distinct clocks of the people.
func personalClocks(people []Attendee) []personalClock {
	places := make(map[*availability.Zone]int)
	var clocks []personalClock
	for _, p := range people {
		z := p.Schedule.Zone()
		i, ok := places[z]
		if !ok {
			i = len(clocks)
			places[z] = i
			clocks = append(clocks, personalClock{zone: z})
		}
		clocks[i].people++
	}
	return clocks
}

func (s *seriesSearch) prefers() bool { return !s.request.Preferred.Equal(availability.Hours{}) }

// unpreferred returns how many seconds of the meeting that starts at the second u are
// outside the hours that the person prefers.
func (s *seriesSearch) unpreferred(person int, u int64) int64 {
	if !s.prefers() {
		return 0
	}
	z := s.People[person].Schedule.Zone()
	spans, ok := s.preferred[z]
	if !ok {
		spans = z.When(s.span, s.request.Preferred).Spans()
		s.preferred[z] = spans
	}
	end := u + seconds(s.Duration)
	out := end - u
	for _, sp := range spans[firstEndingAfter(spans, u):] {
		from, to := sp.Unix()
		if from >= end {
			break
		}
		out -= min(to, end) - max(from, u)
	}
	return out
}

// sameInstants reports whether two trials have the same occurrences.
func (s *seriesSearch) sameInstants(a, b seriesTrial) bool {
	if a.start != b.start || a.count != b.count || a.held != b.held || a.cost != b.cost {
		return false
	}
	return slices.Equal(s.starts(a), s.starts(b))
}

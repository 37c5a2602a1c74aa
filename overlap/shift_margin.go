package overlap

import (
	"slices"
	"time"
)

// overlap returns what there is by the plan.
func (t *shiftTable) overlap(p shiftPlan) ShiftOverlap {
	sets := make([][]uint64, len(p))
	for i, m := range p {
		sets[i] = t.sets[i][m]
	}
	words := len(t.uniform)
	count := newTally(words)
	count.count(sets, t.atLeast)
	there := make([]uint64, words)
	count.enough(there)
	var o ShiftOverlap
	for _, d := range t.days {
		sum := int64(0)
		for w := d.first; w < d.last; w++ {
			sum += t.seconds(w, there[w])
		}
		o.Overlap += time.Duration(d.times*sum) * time.Second
		if sum < d.want {
			o.Shortfall += time.Duration(d.times*(d.want-sum)) * time.Second
		} else {
			o.DaysReached += int(d.times)
		}
	}
	return o
}

// margins returns what a step of each would change in the plan.
func (t *shiftTable) margins(p shiftPlan) []ShiftMargin {
	now := t.overlap(p)
	gain := func(i, steps int) ShiftGain {
		q := slices.Clone(p)
		q[i] = moveOf(steps)
		then := t.overlap(q)
		return ShiftGain{then.Overlap - now.Overlap, now.Shortfall - then.Shortfall, t.limits[i][q[i]]}
	}
	margins := make([]ShiftMargin, len(p))
	for i, m := range p {
		margins[i] = ShiftMargin{Earlier: gain(i, m.steps()-1), Later: gain(i, m.steps()+1)}
	}
	return margins
}

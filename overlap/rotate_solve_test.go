package overlap

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomRota returns a rota with few numbers, so that many plans are nearly as good as each
// other, and who gives something when decides.
func randomRota(r *rand.Rand) *rota {
	q := &rota{unit: 1}
	columns := 2 + r.IntN(4)
	for i := range columns {
		q.columns = append(q.columns, i)
		q.base = append(q.base, int64(max(0, r.IntN(6)-3)))
	}
	var classes [][]choice
	for range 1 + r.IntN(3) {
		var choices []choice
		for k := range 1 + r.IntN(6) {
			c := choice{start: int64(k), missed: int64(max(0, r.IntN(4)-2)), cost: make([]int64, columns)}
			for i := range c.cost {
				c.cost[i] = int64(max(0, r.IntN(6)-2))
				c.night = c.night || c.cost[i] == 3
			}
			choices = append(choices, c)
		}
		classes = append(classes, choices)
	}
	for t := range 2 + r.IntN(4) {
		var choices []choice
		for _, c := range classes[r.IntN(len(classes))] {
			c.start += int64(100 * t)
			c.cost = slices.Clone(c.cost)
			choices = append(choices, c)
		}
		q.turns = append(q.turns, turn{choices: choices})
	}
	q.arrange()
	return q
}

// everyPlan returns the best of all plans, and of equals the one with the earliest starts.
func (r *rota) everyPlan() plan {
	var best plan
	picks := make([]int, len(r.turns))
	var try func(t int)
	try = func(t int) {
		if t < len(picks) {
			for k := range r.turns[t].choices { // in the order of their starts
				picks[t] = k
				try(t + 1)
			}
			return
		}
		if p := r.plan(picks); best.picks == nil || p.compare(&best) < 0 {
			best = p
		}
	}
	try(0)
	return best
}

func TestSolveEqualsEveryPlan(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 44))
	early, missed := 0, int64(0)
	for range 4000 {
		q := randomRota(r)
		want := q.everyPlan()
		got, bound, proven := q.solve(&budget{ctx: context.Background(), left: 1000, tick: func() {}})
		if got.compare(&want) != 0 || !slices.Equal(got.picks, want.picks) || !proven || bound != want.sorted[0] {
			t.Fatalf("base %v, turns %+v\ngot  %+v, bound %d, proven %v\nwant %+v", q.base, q.turns, got, bound, proven, want)
		}
		early, missed = early+want.early, missed+want.missed
	}
	if early == 0 || missed == 0 {
		t.Errorf("%d early nights, %d missed: too few to tell", early, missed)
	}
}

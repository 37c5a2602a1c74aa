package overlap

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// An oracleChoice is a start, read minute by minute from the states and the wall clocks.
type oracleChoice struct {
	start  int64
	missed int64 // minutes
	night  bool
	cost   []int64 // weighted minutes, by person
}

// oracleChoices looks at each start of an occurrence and each minute of each meeting. It knows
// required and optional people, and no quotas.
func oracleChoices(r RotateRequest, o availability.Span) []oracleChoice {
	var choices []oracleChoice
	p := r.Prices
	if p.isZero() {
		p = DefaultPrices()
	}
	locations := make([]*time.Location, len(r.People))
	for i, a := range r.People {
		var err error
		if locations[i], err = time.LoadLocation(a.Schedule.Zone().Name()); err != nil {
			panic(err)
		}
	}
next:
	for u := o.Start(); !u.Add(r.Duration).After(o.End()); u = u.Add(time.Minute) {
		if u.Unix()%int64(r.Grid/time.Second) != 0 {
			continue
		}
		c := oracleChoice{start: u.Unix()}
		for i, a := range r.People {
			can, cost, night := true, int64(0), false
			for m := u; m.Before(u.Add(r.Duration)); m = m.Add(time.Minute) {
				hour := m.In(locations[i]).Hour()
				switch a.Schedule.StateAt(m) {
				case availability.Free:
					cost += int64(p.Inside)
				case availability.Stretch:
					cost += int64(p.Stretch)
				case availability.OffHours, availability.RestDay:
					if hour >= 22 || hour < 7 {
						cost += int64(p.Night)
						night = night || p.Night > 0
					} else {
						cost += int64(p.Outside)
					}
				default:
					can = false
				}
			}
			weight := int64(60)
			if a.Weight > 0 {
				weight = int64(a.Weight / time.Minute)
			}
			switch {
			case can && (!a.Optional || cost <= weight):
				c.cost = append(c.cost, cost)
				c.night = c.night || night
			case a.Optional:
				c.cost = append(c.cost, 0)
				c.missed += weight
			default:
				continue next
			}
		}
		choices = append(choices, c)
	}
	return choices
}

// An oraclePlan is a plan with all that it is compared by.
type oraclePlan struct {
	early  int
	totals []int64 // largest first
	missed int64
	starts []int64
}

func (p oraclePlan) compare(o oraclePlan) int {
	return cmp.Or(cmp.Compare(p.early, o.early), slices.Compare(p.totals, o.totals), cmp.Compare(p.missed, o.missed), slices.Compare(p.starts, o.starts))
}

// oracleRotate tries every plan.
func oracleRotate(r RotateRequest, choices [][]oracleChoice) (best oraclePlan, plans int) {
	n := len(r.People)
	bears := make([]bool, n)
	for _, all := range choices {
		for _, c := range all {
			for i, x := range c.cost {
				bears[i] = bears[i] || x > 0
			}
		}
	}
	worth := make([][]oracleChoice, len(choices))
	for t, all := range choices {
		for _, c := range all {
			if !slices.ContainsFunc(all, func(by oracleChoice) bool {
				less := false
				for i := range by.cost {
					if by.cost[i] > c.cost[i] {
						return false
					}
					less = less || by.cost[i] < c.cost[i]
				}
				return less && (c.night || !by.night)
			}) {
				worth[t] = append(worth[t], c)
			}
		}
	}
	picks := make([]oracleChoice, len(choices))
	var try func(t int)
	try = func(t int) {
		if t < len(choices) {
			if len(worth[t]) == 0 {
				try(t + 1)
				return
			}
			for _, c := range worth[t] {
				picks[t] = c
				try(t + 1)
			}
			return
		}
		plans++
		p := oraclePlan{totals: make([]int64, n)}
		for i, a := range r.People {
			p.totals[i] = int64(r.Ledger[a.Schedule.Name()] / time.Minute)
		}
		for t, c := range picks {
			if len(worth[t]) == 0 {
				continue
			}
			idle := false
			for i, x := range c.cost {
				p.totals[i] += x
				idle = idle || bears[i] && p.totals[i] == 0
			}
			if c.night && idle {
				p.early++
			}
			p.missed += c.missed
			p.starts = append(p.starts, c.start)
		}
		slices.Sort(p.totals)
		slices.Reverse(p.totals)
		if best.totals == nil || p.compare(best) < 0 {
			best = p
		}
	}
	try(0)
	return best, plans
}

// randomRotation returns a request that is small enough to try every plan.
func randomRotation(t testing.TB, r *rand.Rand) RotateRequest {
	zones := []string{"Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca", "UTC"}
	q := RotateRequest{Meeting: Meeting{Duration: time.Duration(1+r.IntN(5)) * 30 * time.Minute, Grid: []time.Duration{2, 3, 4}[r.IntN(3)] * time.Hour}}
	q.Ledger = map[string]time.Duration{"Somebody else": time.Hour}
	for i := range 2 + r.IntN(3) {
		p := availability.Person{Name: fmt.Sprint("P", i), Zone: zones[r.IntN(len(zones))], Hours: []string{"Mo-Fr 09:00-17:00", "Mo-Su 22:00-06:30", "Tu-Sa 10:20-18:45", "24/7", "off"}[min(r.IntN(7)%5, r.IntN(7))]}
		p.Stretch = []string{"", "Mo-Fr 07:00-22:00", "Mo-Su 06:00-09:00,17:00-23:30"}[r.IntN(3)]
		if r.IntN(5) == 0 {
			leave, err := availability.ParseTimeOff([]string{"2026-03-28", "2026-03-29/2026-03-30", "2026-10-26"}[r.IntN(3)])
			if err != nil {
				t.Fatal(err)
			}
			p.Leave = append(p.Leave, leave)
		}
		s, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		a := Attendee{Schedule: s}
		if r.IntN(4) == 0 {
			a.Optional, a.Weight = true, time.Duration(r.IntN(8))*30*time.Minute
		}
		q.People = append(q.People, a)
		if r.IntN(3) == 0 {
			q.Ledger[p.Name] = time.Duration(r.IntN(40)) * 15 * time.Minute
		}
	}
	switch r.IntN(6) {
	case 0:
		q.Prices = DefaultPrices()
		q.Prices.Inside, q.Prices.Night = r.IntN(2), r.IntN(3)
	case 1:
		q.Prices = DefaultPrices()
		q.Prices.Stretch, q.Prices.Outside = r.IntN(3), r.IntN(3)
	}
	from := []string{"2026-03-27", "2026-10-23", "2026-04-04", "2026-06-01", "1951-04-12"}[r.IntN(5)]
	for k := range 2 + r.IntN(3) {
		day := at(t, from).Add(time.Duration(k*[]int{24, 24, 168}[r.IntN(3)]) * time.Hour)
		if n := len(q.Occurrences); n > 0 && day.Before(q.Occurrences[n-1].End()) {
			day = q.Occurrences[n-1].End()
		}
		q.Occurrences = append(q.Occurrences, availability.Between(day, day.Add(time.Duration(4+r.IntN(21))*time.Hour)))
	}
	return q
}

// Every plan is tried, and the best is the one that Rotate returns: in all that counts, and in the
// starts. No bound is above it.
func TestRotateEqualsEveryPlan(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	early, blocked, nights := 0, 0, 0
	for range 400 {
		q := randomRotation(t, r)
		var choices [][]oracleChoice
		for _, o := range q.Occurrences {
			choices = append(choices, oracleChoices(q, o))
		}
		want, _ := oracleRotate(q, choices)
		got, err := Rotate(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		p := oraclePlan{early: got.EarlyNights, totals: []int64{}}
		for k, turn := range got.Turns {
			if (turn.Attendances == nil) != (len(choices[k]) == 0) || turn.Span.IsEmpty() != (turn.Attendances == nil) {
				t.Fatalf("%+v: turn %+v", q, turn)
			}
			if turn.Attendances == nil {
				blocked++
				continue
			}
			start, _ := turn.Span.Unix()
			p.starts = append(p.starts, start)
			for i, s := range turn.Attendances {
				if !s.Comes {
					p.missed += q.People[i].weight() / 60
				}
				if s.Comes && s.Burden.Night > 0 {
					nights++
				}
			}
		}
		for _, a := range q.People {
			p.totals = append(p.totals, int64(got.Ledger[a.Schedule.Name()]/time.Minute))
		}
		slices.Sort(p.totals)
		slices.Reverse(p.totals)
		if want.compare(p) != 0 || !got.Exact {
			t.Fatalf("%+v\ngot  %+v exact %v\nwant %+v", q, p, got.Exact, want)
		}
		if largest := time.Duration(want.totals[0]) * time.Minute; got.Largest != largest || got.Bound != largest {
			t.Fatalf("%+v: largest %v, bound %v, want %v", q, got.Largest, got.Bound, largest)
		}
		if got.Ledger["Somebody else"] != time.Hour {
			t.Fatal("the ledger has lost somebody")
		}
		early += got.EarlyNights

		// A search that is cut short has a bound, and a plan that is not better.
		q.Effort = 1
		cut, err := rotateWithout(q)
		if err != nil || cut.Bound > got.Largest || cut.EarlyNights == got.EarlyNights && cut.Largest < got.Largest {
			t.Fatalf("%+v: cut short %+v, %v", q, cut, err)
		}
	}
	if early == 0 || blocked == 0 || nights == 0 {
		t.Errorf("%d early nights, %d turns without a meeting, %d nights: too few to tell", early, blocked, nights)
	}
}

// rotateWithout is Rotate with a context that is done as soon as there is a plan.
func rotateWithout(q RotateRequest) (Rotation, error) {
	s, err := q.session(availability.Between(q.Occurrences[0].Start(), q.Occurrences[len(q.Occurrences)-1].End()), rotateStates)
	if err != nil {
		return Rotation{}, err
	}
	rota, _, err := q.gather(context.Background(), s)
	if err != nil || len(rota.turns) == 0 {
		return Rotation{}, err
	}
	best, bound, exact := rota.solve(&budget{ctx: context.Background(), over: true, tick: func() {}})
	result := Rotation{EarlyNights: best.early, Bound: time.Duration(bound*rota.unit) * time.Second, Exact: exact}
	if len(best.sorted) > 0 {
		result.Largest = time.Duration(best.sorted[0]*rota.unit) * time.Second
	}
	for i, a := range q.People {
		if !slices.Contains(rota.columns, i) {
			result.Largest = max(result.Largest, q.Ledger[a.Schedule.Name()])
		}
	}
	return result, nil
}

package overlap

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// # The oracle of replies
//
// It follows one message, step by step on a grid of time: somebody works in a step or does not. What it
// gives is exact at the points of the grid if all hours and all work are in twice its unit.

// A simulation is the grid on which messages are followed.
type simulation struct {
	unit    time.Duration // half of what hours and work are multiples of
	from    time.Time
	horizon int // in units: what comes later is not known
}

func (g simulation) time(n int) time.Time    { return g.from.Add(time.Duration(n) * g.unit) }
func (g simulation) span() availability.Span { return availability.Between(g.from, g.time(g.horizon)) }

// A path is what happens to a message. If it is not answered before the horizon, answer is -1.
type path struct {
	answer int
	legs   []oracleLeg // of those who decide when
	asked  []oracleLeg // of all whom it reaches
}

type oracleLeg struct {
	who           *oracleHop // nil for a machine
	arrive, leave int
}

// An expression is a reply, with another way to work it out.
type expression interface {
	reply() Reply
	follow(g simulation, sent int) path
	String() string
}

type oracleHop struct {
	Answerer
	counts, works []bool // by step: counts as answering; is in working hours
	states        []availability.State
	paused        []bool
	unit          time.Duration
}

func newOracleHop(g simulation, a Answerer) *oracleHop {
	h := &oracleHop{Answerer: a, unit: g.unit}
	h.counts, h.works = make([]bool, g.horizon), make([]bool, g.horizon)
	h.states, h.paused = make([]availability.State, g.horizon), make([]bool, g.horizon)
	runs := a.States
	if runs == 0 {
		runs = availability.Free
	}
	i := 0
	for sp, state := range a.Schedule.Timeline(g.span()) {
		end := int(sp.End().Sub(g.from) / g.unit)
		for ; i < min(end, g.horizon); i++ {
			h.states[i] = state
			h.works[i] = state&(availability.Free|availability.Focus|availability.Busy) != 0
			h.paused[i] = !a.Pauses.IsEmpty() && a.Pauses.Contains(g.time(i))
			h.counts[i] = state&runs != 0 && !h.paused[i]
		}
	}
	return h
}

func (h *oracleHop) reply() Reply   { return h.Answerer.Reply() }
func (h *oracleHop) String() string { return fmt.Sprintf("%s+%s", h.Schedule, h.Work) }

func (h *oracleHop) follow(g simulation, sent int) path {
	leg := oracleLeg{h, sent, -1}
	left := int(h.Work / g.unit)
	for i := sent; i < g.horizon; i++ {
		if !h.counts[i] {
			continue
		}
		if left == 0 {
			leg.leave = i
			break
		}
		if left--; left == 0 {
			leg.leave = i + 1
			break
		}
	}
	return path{leg.leave, []oracleLeg{leg}, []oracleLeg{leg}}
}

type oracleDelay time.Duration

func (d oracleDelay) reply() Reply   { return Delay(time.Duration(d)) }
func (d oracleDelay) String() string { return time.Duration(d).String() }
func (d oracleDelay) follow(g simulation, sent int) path {
	answer := sent + int(time.Duration(d)/g.unit)
	leg := oracleLeg{nil, sent, answer}
	if answer > g.horizon {
		answer = -1
	}
	return path{answer, []oracleLeg{leg}, []oracleLeg{leg}}
}

type oracleChain []expression

func (c oracleChain) String() string { return fmt.Sprintf("chain%v", []expression(c)) }

func (c oracleChain) reply() Reply {
	r := c[0].reply()
	for _, e := range c[1:] {
		r = r.Then(e.reply())
	}
	return r
}

func (c oracleChain) follow(g simulation, sent int) path {
	p := path{answer: sent}
	for _, e := range c {
		q := e.follow(g, p.answer)
		p = path{q.answer, append(p.legs, q.legs...), append(p.asked, q.asked...)}
		if p.answer < 0 {
			break
		}
	}
	return p
}

type oraclePool struct {
	k      int
	choice bool
	pool   []expression
}

func (o oraclePool) String() string {
	return fmt.Sprintf("%d of %v (choice %v)", o.k, o.pool, o.choice)
}

func (o oraclePool) reply() Reply {
	var pool []Reply
	for _, e := range o.pool {
		pool = append(pool, e.reply())
	}
	switch {
	case o.choice:
		return Sooner(pool...)
	case o.k == 1:
		return First(pool...)
	case o.k == len(pool):
		return AllOf(pool...)
	}
	return KOf(o.k, pool...)
}

func (o oraclePool) follow(g simulation, sent int) path {
	var p path
	var paths []path
	for _, e := range o.pool {
		q := e.follow(g, sent)
		p.asked = append(p.asked, q.asked...)
		paths = append(paths, q)
	}
	when := func(p path) int {
		if p.answer < 0 {
			return math.MaxInt
		}
		return p.answer
	}
	sorted := slices.SortedStableFunc(slices.Values(paths), func(a, b path) int { return cmp.Compare(when(a), when(b)) })
	// Of several who answer at that instant, the one who stands first decides.
	q := paths[slices.IndexFunc(paths, func(q path) bool { return q.answer == sorted[o.k-1].answer })]
	p.answer, p.legs = q.answer, q.legs
	if o.choice {
		p.asked = q.asked
		if p.answer < 0 {
			p.asked = nil // none is chosen
		}
	}
	return p
}

type oracleUntil struct {
	expression
	last int
	end  time.Time
}

func (u oracleUntil) reply() Reply { return u.expression.reply().Until(u.end) }
func (u oracleUntil) follow(g simulation, sent int) path {
	p := u.expression.follow(g, sent)
	if p.answer > u.last {
		p.answer = -1
	}
	return p
}

// busySchedule returns somebody with states of all kinds.
func busySchedule(t testing.TB, r *rand.Rand, g simulation) *availability.Schedule {
	s := randomSchedule(t, r)
	if r.IntN(2) == 0 {
		clock := func() string { return fmt.Sprintf("%02d:%02d", 6+r.IntN(6), r.IntN(60)) }
		p := availability.Person{Name: "all states", Zone: s.Zone().Name(), Hours: "Mo-Fr " + clock() + "-17:30",
			Focus: "Mo-Th " + clock() + "-13:00", Stretch: "Mo-Sa 18:00-20:30", Holidays: []string{"2026-03-10"}}
		var err error
		if s, err = p.Compile(); err != nil {
			t.Fatal(err)
		}
	}
	var busy []availability.Span
	for range r.IntN(6) {
		from := g.time(2 * r.IntN(g.horizon/2)).Unix()
		busy = append(busy, availability.UnixSpan(from, from+int64(r.IntN(200))*int64(2*g.unit/time.Second)))
	}
	return s.With(availability.NewSet(busy...))
}

// randomExpression returns an expression of some depth. Its chains and pools take up work of at most about a day.
func randomExpression(t testing.TB, r *rand.Rand, g simulation, depth int) expression {
	kind := r.IntN(8)
	if depth == 0 {
		kind = r.IntN(5)
	}
	step := 2 * g.unit
	several := func(most int) []expression {
		var out []expression
		for range 1 + r.IntN(most) {
			out = append(out, randomExpression(t, r, g, depth-1))
		}
		return out
	}
	switch kind {
	case 0:
		return oracleDelay(time.Duration(r.Int64N(int64(10*time.Hour/step))) * step)
	case 5:
		return oracleChain(several(3))
	case 6:
		pool := several(4)
		return oraclePool{k: 1 + r.IntN(len(pool)), pool: pool}
	case 7:
		if r.IntN(2) == 0 {
			return oraclePool{k: 1, choice: true, pool: several(3)}
		}
		last := 2 * r.IntN(g.horizon/2)
		return oracleUntil{randomExpression(t, r, g, depth-1), last, g.time(last)}
	default:
		a := Answerer{Schedule: busySchedule(t, r, g)}
		if r.IntN(3) > 0 {
			a.Work = time.Duration(r.Int64N(int64(9*time.Hour/step))) * step
		}
		switch r.IntN(5) {
		case 0:
			a.States = availability.Free | availability.Busy
		case 1:
			a.States = availability.AnyState &^ availability.Leave
		case 2:
			from := g.time(2 * r.IntN(g.horizon/2)).Unix()
			a.Pauses = availability.NewSet(availability.UnixSpan(from, from+int64(r.IntN(2000))*int64(step/time.Second)))
		}
		return newOracleHop(g, a)
	}
}

// minuteSteps is exact for hours and work in whole minutes, secondSteps for whole seconds.
func minuteSteps(t testing.TB) simulation {
	return simulation{30 * time.Second, at(t, "2026-03-05"), 2 * 14 * 24 * 60}
}
func secondSteps(t testing.TB) simulation {
	return simulation{time.Second / 2, at(t, "2026-03-28T12:00:00Z"), 2 * 3 * 24 * 3600}
}

package overlap

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Reasons say where the time of a wait goes: at which hop, and what the person waited on does
// meanwhile. Make them with [Reply.Why]. All times are means over the messages that
// are answered, in nanoseconds, and add up to [Wait.Mean] exactly: what is left
// when each is cut off goes to those that lost most.
type Reasons struct {
	Hops []Hop // in the order in which the reply is made of them
}

// A Hop is one answerer, or one Delay, on the way of messages.
type Hop struct {
	Name string // of the answerer; empty for a Delay
	Task string // of a [Plan]; empty elsewhere

	// Share says of how many of the answered messages, 0 to 1, this hop decides the answer. It is 1
	// outside of pools. In a pool the time counts for the member that the others wait for: the
	// first to answer with [First], the last with [AllOf], the k-th with [KOf]; of several
	// who answer at the same instant, the one who stands first.
	Share float64

	Parts []Part // those that are not zero: working states first
}

// A Part is how much of a wait passes in one state.
type Part struct {
	State availability.State // that the answerer is in; none (0) in a Delay

	// Work says that the time counts as answering: the work itself. Free time that does not
	// is a pause, or what passes before work without a length is seen. For flexible hours the
	// work is done within Stretch, the frame, as well as in Free time, and only the latter
	// is told apart.
	Work bool

	Time time.Duration // in Reasons a mean, in a Leg what passes
}

// Total returns the sum of the parts.
func (h Hop) Total() time.Duration { return sumOf(h.Parts) }

// Total returns the sum of all hops: the mean wait.
func (r Reasons) Total() time.Duration { return sumOf(r.Parts()) }

// Parts returns the parts of all hops together, by state.
func (r Reasons) Parts() []Part {
	var by [categories]time.Duration
	for _, h := range r.Hops {
		for _, p := range h.Parts {
			c := categoryOf(p.State, p.Work)
			by[c] += min(p.Time, math.MaxInt64-by[c])
		}
	}
	return partsOf(by)
}

func sumOf(parts []Part) time.Duration {
	var sum time.Duration
	for _, p := range parts {
		sum += min(p.Time, math.MaxInt64-sum)
	}
	return sum
}

// A category is what a part is: a state, and whether its time counts as answering.
type category int

const categories = 2 * 9

func categoryOf(state availability.State, work bool) category {
	c := category(2 * bits.Len8(uint8(state)))
	if !work {
		c++
	}
	return c
}

func (c category) part(d time.Duration) Part {
	var state availability.State
	if c >= 2 {
		state = 1 << (c/2 - 1)
	}
	return Part{State: state, Work: c%2 == 0, Time: d}
}

func partsOf(by [categories]time.Duration) []Part {
	var out []Part
	for c, d := range by {
		if d > 0 {
			out = append(out, category(c).part(d))
		}
	}
	return out
}

// Why returns where the time of [Reply.Wait] goes.
func (r Reply) Why(sent availability.Set) Reasons {
	var s splitter
	s.add(r, sent, 1)
	return s.reasons()
}

// A splitter collects the areas between arriving and leaving, by hop and category.
type splitter struct {
	answered int64 // mass, as in Wait
	hops     []splitHop
}

type splitHop struct {
	step
	mass  int64
	area2 [categories]wide // doubled
}

// add splits the waits of r, each of so much weight. Replies that are added one after the
// other are made of the same hops, or of others that are told apart.
func (s *splitter) add(r Reply, sent availability.Set, weight int64) {
	rec := new(record)
	answers := answered(r.after(identity(sent), rec))
	for _, x := range answers {
		s.answered += weight * (x.to.second() - x.from.second())
	}
	rec.keep(answers)
	byStep := make([][]leg, len(rec.steps))
	for _, l := range rec.legs {
		byStep[l.step] = append(byStep[l.step], l)
	}
	next := 0
	for i, legs := range byStep {
		k := s.hop(next, rec.steps[i])
		next = k + 1
		h := &s.hops[k]
		for _, l := range legs {
			h.mass += weight * (l.arrive.to.second() - l.arrive.from.second())
		}
		h.split(legs, weight)
	}
}

// hop returns the index of the first hop from i on that is of the same person as x. If there is none,
// it is a new one.
func (s *splitter) hop(i int, x step) int {
	for ; i < len(s.hops); i++ {
		h := &s.hops[i]
		if h.task == x.task && (h.answerer == nil) == (x.answerer == nil) &&
			(x.answerer == nil || h.answerer.Schedule == x.answerer.Schedule) {
			return i
		}
	}
	s.hops = append(s.hops, splitHop{step: x})
	return i
}

// A border is an instant at which something is asked of the time counted so far. Let C(y) be how
// much of some category there was until y, and D(y) its integral. Messages that all
// arrive, or leave, at y ask for C(y), times their mass. Those that do so evenly from y to z
// ask for D(z)-D(y).
type border struct {
	at   int64
	c, d int64 // how often C and D are asked for
}

// split adds what passes between arriving and leaving.
func (h *splitHop) split(legs []leg, weight int64) {
	var borders []border
	ask := func(p piece, sign int64) {
		from, to := p.from.second(), p.to.second()
		if p.kind == moment {
			borders = append(borders, border{at: p.value.second(), c: sign * (to - from)})
			return
		}
		shift := p.value.second()
		borders = append(borders, border{at: from + shift, d: -sign}, border{at: to + shift, d: sign})
	}
	for _, l := range legs {
		if l.arrive.from.second() == l.arrive.to.second() {
			continue // an instant has no length
		}
		ask(l.arrive, -weight)
		ask(l.leave, +weight)
	}
	if len(borders) == 0 {
		return
	}
	slices.SortFunc(borders, func(a, b border) int { return cmp.Compare(a.at, b.at) })
	var counted [categories]int64 // C
	var integral2 [categories]wide
	now := borders[0].at
	advance := func(until int64, c category) {
		dt := until - now
		for k := range counted {
			if counted[k] != 0 {
				integral2[k] = integral2[k].plus(product(2*counted[k], dt))
			}
		}
		integral2[c] = integral2[c].plus(product(dt, dt))
		counted[c] += dt
		now = until
	}
	answer := func(b border) {
		for k, n := range counted {
			if n != 0 {
				h.area2[k] = h.area2[k].plus(product(2*n, b.c)).plus(integral2[k].times(b.d))
			}
		}
	}
	last := borders[len(borders)-1].at
	for sp, c := range h.time(availability.UnixSpan(now, last)) {
		_, end := sp.Unix()
		for borders[0].at < end {
			advance(borders[0].at, c)
			answer(borders[0])
			borders = borders[1:]
		}
		advance(end, c)
	}
	for _, b := range borders {
		answer(b)
	}
}

// time iterates over w by category.
func (s step) time(w availability.Span) func(yield func(availability.Span, category) bool) {
	return func(yield func(availability.Span, category) bool) {
		if s.answerer == nil {
			if !w.IsEmpty() {
				yield(w, categoryOf(0, true))
			}
			return
		}
		a := s.answerer.Answerer
		for sp, state := range a.Schedule.Timeline(w) {
			c := categoryOf(state, state&a.States != 0)
			if state&a.States == 0 || !a.Pauses.Bounds().Overlaps(sp) {
				if !yield(sp, c) {
					return
				}
				continue
			}
			start, end := sp.Unix()
			for pause := range a.Pauses.Clip(sp).All() {
				from, to := pause.Unix()
				if run := availability.UnixSpan(start, from); !run.IsEmpty() && !yield(run, c) {
					return
				}
				if !yield(pause, c+1) {
					return
				}
				start = to
			}
			if run := availability.UnixSpan(start, end); !run.IsEmpty() && !yield(run, c) {
				return
			}
		}
	}
}

// reasons returns what was collected, rounded so that it adds up.
func (s *splitter) reasons() Reasons {
	if s.answered == 0 {
		return Reasons{}
	}
	type share struct {
		hop       int
		category  category
		remainder uint64
	}
	divisor := 2 * uint64(s.answered)
	var sum2 wide
	var given time.Duration
	var shares []share
	times := make([][categories]time.Duration, len(s.hops))
	for i, h := range s.hops {
		for c, area2 := range h.area2 {
			if area2 == (wide{}) {
				continue
			}
			sum2 = sum2.plus(area2)
			d := area2.nanoseconds(divisor)
			_, remainder := area2.times(int64(time.Second)).quotient(divisor)
			times[i][c] = d
			given += min(d, math.MaxInt64-given)
			shares = append(shares, share{i, category(c), remainder})
		}
	}
	slices.SortStableFunc(shares, func(a, b share) int { return cmp.Compare(b.remainder, a.remainder) })
	for i := range int(sum2.nanoseconds(divisor) - given) {
		times[shares[i].hop][shares[i].category]++
	}
	out := Reasons{Hops: make([]Hop, len(s.hops))}
	for i, h := range s.hops {
		out.Hops[i] = Hop{
			Name:  h.name(),
			Task:  h.task,
			Share: float64(h.mass) / float64(s.answered),
			Parts: partsOf(times[i]),
		}
	}
	return out
}

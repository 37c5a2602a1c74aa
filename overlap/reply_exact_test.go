package overlap

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/noonmark/noonmark/availability"
)

// # Small worlds
//
// In a small world people work for one minute only, in spans of seconds, and before and after
// it nobody ever does. So the simulation sees all there is, and can be asked about every
// instant: a half second stands for all of the open second around it. What is derived from it
// below is exact, at the ends of the calendar too.

// A smallWorld is such a minute, and enough time around it for all delays.
type smallWorld struct {
	simulation
	minute  int // the second at which it starts
	sending int // the seconds in which messages are sent
}

const (
	longestDelay = 4
	// A chain has at most three links, three levels deep.
	allDelays = longestDelay * 27
)

func smallWorlds() map[string]smallWorld {
	calendar := availability.Calendar()
	world := func(from time.Time, before, after int) smallWorld {
		sending := before + 60
		return smallWorld{simulation{time.Second / 2, from, 2 * (sending + after)}, before, sending}
	}
	return map[string]smallWorld{
		"the first minute": world(calendar.Start(), 5, allDelays),
		"a minute":         world(time.Date(2026, 3, 6, 12, 0, 0, 0, time.UTC), allDelays, allDelays),
		"around 1970":      world(time.Unix(-allDelays-30, 0).UTC(), allDelays, allDelays), // seconds change their sign
		"the last minute":  world(calendar.End().Add(-(60+allDelays)*time.Second), allDelays, 0),
	}
}

// person returns somebody who is in a random state for some seconds, then in another.
func (w smallWorld) person(t testing.TB, r *rand.Rand) *availability.Schedule {
	t.Helper()
	p := availability.Person{Name: fmt.Sprint("P", r.IntN(1000)), Zone: "UTC", Hours: "off"}
	states := []availability.State{availability.Free, availability.Free, availability.Busy, availability.Focus, availability.Stretch, 0, 0}
	for second := 0; second < 60; {
		length := min(1+r.IntN(12), 60-second)
		if state := states[r.IntN(len(states))]; state != 0 {
			from := w.from.Add(time.Duration(w.minute+second) * time.Second)
			p.Recurring = append(p.Recurring, availability.Block{
				State: state,
				Start: availability.Civil{
					Date:  date.New(from.Year(), from.Month(), from.Day()),
					Clock: clock.New(from.Hour(), from.Minute(), from.Second(), 0),
				},
				Length: time.Duration(length) * time.Second,
			})
		}
		second += length
	}
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (w smallWorld) answerer(t testing.TB, r *rand.Rand) expression {
	a := Answerer{Schedule: w.person(t, r), Work: time.Duration(max(0, r.IntN(14)-4)) * time.Second}
	if r.IntN(3) == 0 {
		a.States = availability.State(1 + r.IntN(int(availability.AnyState)))
		// Off hours never end: with them this world would no longer be small.
		if a.States &= availability.Working | availability.Stretch; a.States == 0 {
			a.States = availability.Focus
		}
	}
	if r.IntN(4) == 0 {
		from := w.from.Unix() + int64(w.minute+r.IntN(50))
		a.Pauses = availability.NewSet(availability.UnixSpan(from, from+int64(r.IntN(20))))
	}
	return newOracleHop(w.simulation, a)
}

// expression returns a random one.
func (w smallWorld) expression(t testing.TB, r *rand.Rand, depth int) expression {
	kind := r.IntN(12)
	if depth == 0 {
		kind = r.IntN(6)
	}
	several := func(n int) []expression {
		out := make([]expression, n)
		for i := range out {
			out[i] = w.expression(t, r, depth-1)
		}
		return out
	}
	switch kind {
	case 0:
		return oracleDelay(time.Duration(r.IntN(longestDelay+1)) * time.Second)
	case 6, 7:
		return oracleChain(several(1 + r.IntN(3)))
	case 8:
		pool := several(1 + r.IntN(4))
		return oraclePool{k: 1 + r.IntN(len(pool)), pool: pool}
	case 9:
		return oraclePool{k: 1, choice: true, pool: several(1 + r.IntN(3))}
	case 10:
		last := 2 * r.IntN(w.horizon/2)
		return oracleUntil{w.expression(t, r, depth-1), last, w.time(last)}
	case 11:
		pool := several(r.IntN(3))
		k := -r.IntN(2)
		if r.IntN(2) == 0 {
			k = len(pool) + 1 + r.IntN(2)
		}
		return outOfRange{oraclePool{k: k, pool: pool}}
	default:
		return w.answerer(t, r)
	}
}

// An outOfRange is a pool in which nobody is needed, or more than there are.
type outOfRange struct{ oraclePool }

func (o outOfRange) reply() Reply {
	var pool []Reply
	for _, e := range o.pool {
		pool = append(pool, e.reply())
	}
	return KOf(o.k, pool...)
}

func (o outOfRange) follow(g simulation, sent int) path {
	p := path{answer: -1}
	if o.k <= 0 {
		p.answer = sent
	}
	for _, e := range o.pool {
		p.asked = append(p.asked, e.follow(g, sent).asked...)
	}
	return p
}

// A table holds the paths of all messages of a small world.
type table struct {
	smallWorld
	expression expression
	paths      []path // of those sent at each half second
}

func (w smallWorld) table(e expression) table {
	tab := table{w, e, make([]path, 2*w.sending)}
	for n := range tab.paths {
		tab.paths[n] = e.follow(w.simulation, n)
	}
	return tab
}

// answer returns when a message is answered that is sent so many nanoseconds after the world
// starts. What is true at the middle of a second is true in all of it.
func (tab table) answer(sent int64) (int64, bool) {
	const half = int64(time.Second / 2)
	n := 2 * int(sent/(2*half))
	if sent%(2*half) != 0 {
		n++
	}
	p := tab.paths[n]
	switch {
	case p.answer < 0:
		return 0, false
	case p.answer%2 == 0: // together with all others of its second
		return int64(p.answer) * half, true
	}
	return sent + int64(p.answer-n)*half, true
}

func (tab table) at(nanoseconds int64) time.Time {
	return tab.from.Add(time.Duration(nanoseconds))
}

// ofSecond returns the instants of a second that may be the best or the worst: the first, the
// one after it, the last.
func ofSecond(second int) []int64 {
	start := int64(second) * int64(time.Second)
	return []int64{start, start + 1, start + int64(time.Second) - 1}
}

// eachTable calls check with the tables of random expressions.
func eachTable(t *testing.T, seed uint64, trees int, check func(t *testing.T, r *rand.Rand, tab table)) {
	for name, w := range smallWorlds() {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, seed+1))
			for i := range trees {
				check(t, r, w.table(w.expression(t, r, i%4)))
			}
		})
	}
}

// seconds returns a random set of the world's seconds, as spans and one by one.
func (tab table) seconds(r *rand.Rand) (set availability.Set, each []int) {
	var spans []availability.Span
	for range 1 + r.IntN(4) {
		from := r.IntN(tab.sending)
		to := min(from+r.IntN(30), tab.sending)
		spans = append(spans, availability.Between(tab.time(2*from), tab.time(2*to)))
	}
	set = availability.NewSet(spans...)
	for s := range tab.sending {
		if set.Contains(tab.time(2 * s)) {
			each = append(each, s)
		}
	}
	return set, each
}

func TestEveryInstantOfSmallWorlds(t *testing.T) {
	answered, never := 0, 0
	eachTable(t, 101, 30, func(t *testing.T, r *rand.Rand, tab table) {
		reply := tab.expression.reply()
		for second := range tab.sending {
			for _, sent := range append(ofSecond(second), ofSecond(second)[0]+int64(time.Second/2)) {
				want, ok := tab.answer(sent)
				got, gotOK := reply.At(tab.at(sent))
				if ok != gotOK || ok && !got.Equal(tab.at(want)) {
					t.Fatalf("%v, sent %v: got %v %v, want %v %v", tab.expression, tab.at(sent), got, gotOK, tab.at(want), ok)
				}
				if ok {
					answered++
				} else {
					never++
				}
			}
		}
	})
	if answered < 10_000 || never < 10_000 {
		t.Errorf("%d were answered and %d never", answered, never)
	}
}

// Every figure of a Wait, from the seconds: within each, all wait equally long or their waits
// are spread evenly over a second.
func TestWaitOfSmallWorldsIsExact(t *testing.T) {
	eachTable(t, 103, 150, func(t *testing.T, r *rand.Rand, tab table) {
		set, seconds := tab.seconds(r)
		w := tab.expression.reply().Wait(set)
		var sum2 int64 // half seconds times seconds
		inTime, answered := 0, 0
		// jumps[d] seconds wait d seconds, and the waits of spread[d] are between d and d+1.
		jumps, spread := make([]int64, tab.horizon), make([]int64, tab.horizon)
		longest := 0
		for _, s := range seconds {
			p := tab.paths[2*s+1]
			if p.answer < 0 {
				continue
			}
			answered++
			wait := p.answer - (2*s + 1)
			sum2 += int64(wait)
			if p.answer%2 == 0 {
				spread[wait/2]++
			} else {
				jumps[wait/2]++
			}
			longest = max(longest, (wait+1)/2)
			i := slices.IndexFunc(set.Spans(), func(sp availability.Span) bool { return sp.Contains(tab.time(2 * s)) })
			if !tab.time(p.answer).After(set.At(i).End()) {
				inTime++
			}
		}
		fatal := func(what string, got, want any) {
			t.Helper()
			t.Fatalf("%v over %v: %s %v, want %v", tab.expression, set, what, got, want)
		}
		n := len(seconds)
		if w.Sent() != time.Duration(n)*time.Second {
			fatal("sent", w.Sent(), n)
		}
		if got, want := w.Unanswered(), share(int64(n-answered), int64(n)); got != want {
			fatal("unanswered", got, want)
		}
		if got, want := w.InTime(), share(int64(inTime), int64(n)); got != want {
			fatal("in time", got, want)
		}
		mean, ok := w.Mean()
		if ok != (answered > 0) {
			fatal("mean", ok, answered)
		}
		most, ok := w.Max()
		if ok != (answered > 0) || most != time.Duration(longest)*time.Second {
			fatal("max", most, longest)
		}
		if !ok {
			if worst, ok := w.Worst(); ok {
				fatal("worst", worst, "none")
			}
			if q, ok := w.Quantile(0); ok {
				fatal("quantile", q, "none")
			}
			return
		}
		if want := time.Duration(sum2 * int64(time.Second/2) / int64(answered)); mean != want {
			fatal("mean", mean, want)
		}
		// The cumulative distribution at each second, and half way to the next.
		var below int64
		for d := range tab.horizon / 2 {
			at := below + jumps[d]
			if got, want := w.Within(time.Duration(d)*time.Second), share(at, int64(n)); math.Abs(got-want) > 1e-12 {
				fatal(fmt.Sprintf("within %d s", d), got, want)
			}
			if got, want := w.Within(time.Duration(d)*time.Second+time.Second/2), share(2*at+spread[d], int64(2*n)); math.Abs(got-want) > 1e-12 {
				fatal(fmt.Sprintf("within %d.5 s", d), got, want)
			}
			below = at + spread[d]
		}
		for percent := int64(0); percent <= 100; percent += 5 {
			want, ok := exactQuantile(percent*int64(n), jumps, spread)
			got, gotOK := w.Quantile(float64(percent) / 100)
			if ok != gotOK || ok && got != want {
				fatal(fmt.Sprintf("%d %% quantile", percent), fmt.Sprint(got, gotOK), fmt.Sprint(want, ok))
			}
		}
		want, _ := tab.extreme(seconds, true, func(a, b int64) int { return cmp.Compare(b, a) })
		if got, _ := w.Worst(); got != want {
			fatal("worst", got, want)
		}
	})
}

// exactQuantile returns the least wait within which hundredths/100 seconds of messages are
// answered, rounded up to the nanosecond. With none it is the shortest wait.
func exactQuantile(hundredths int64, jumps, spread []int64) (time.Duration, bool) {
	var below int64
	for d := range jumps {
		at := time.Duration(d) * time.Second
		if below += 100 * jumps[d]; below >= hundredths && (below > 0 || spread[d] > 0) {
			return at, true
		}
		if missing, slope := hundredths-below, 100*spread[d]; missing <= slope && slope > 0 {
			return at + time.Duration((missing*int64(time.Second)+slope-1)/slope), true
		}
		below += 100 * spread[d]
	}
	return 0, false
}

// extreme returns the first of the messages of the seconds whose wait is the least, by order. With
// lengths, an instant after which nothing is answered is left out, for it is as good as never.
func (tab table) extreme(seconds []int, lengths bool, order func(a, b int64) int) (m Message, ok bool) {
	var best int64
	for _, s := range seconds {
		for i, sent := range ofSecond(s) {
			if lengths && i == 0 && tab.paths[2*s+1].answer < 0 {
				continue
			}
			if answer, answered := tab.answer(sent); answered && (!ok || order(answer-sent, best) < 0) {
				best, ok = answer-sent, true
				m = Message{Sent: tab.at(sent), Answered: tab.at(answer)}
			}
		}
	}
	return m, ok
}

func TestBestSendOfSmallWorldsIsTheFirstBest(t *testing.T) {
	eachTable(t, 105, 200, func(t *testing.T, r *rand.Rand, tab table) {
		set, seconds := tab.seconds(r)
		want, ok := tab.extreme(seconds, false, cmp.Compare[int64])
		if got, gotOK := tab.expression.reply().BestSendIn(set); ok != gotOK || got != want {
			t.Fatalf("%v in %v: got %v %v, want %v %v", tab.expression, set, got, gotOK, want, ok)
		}
	})
}

// For every half second, and the nanoseconds around it, the latest of all messages that are
// answered by then.
func TestSendByOfSmallWorldsIsTheLatest(t *testing.T) {
	some, none := 0, 0
	eachTable(t, 107, 12, func(t *testing.T, r *rand.Rand, tab table) {
		reply := tab.expression.reply()
		for n := range 2 * tab.sending {
			for d := int64(-1); d <= 1; d++ {
				by := int64(n)*int64(time.Second/2) + d
				want, ok := tab.latest(by)
				if !ok && tab.minute == allDelays {
					continue // to look for it in two thousand years of nothing takes its time
				}
				got, gotOK := reply.SendBy(tab.at(by))
				switch {
				case ok && (!gotOK || !got.Equal(tab.at(want))):
					t.Fatalf("%v, by %v: got %v %v, want %v", tab.expression, tab.at(by), got, gotOK, tab.at(want))
				case !ok && gotOK:
					t.Fatalf("%v, by %v: got %v, but nothing is answered by then", tab.expression, tab.at(by), got)
				case ok:
					some++
				default:
					none++
				}
			}
		}
	})
	if some < 1000 || none < 1000 {
		t.Errorf("%d could be sent and %d could not", some, none)
	}
}

// latest returns the latest instant of the world at which a message can be sent to be answered by then.
func (tab table) latest(by int64) (sent int64, ok bool) {
	const second = int64(time.Second)
	for s := tab.sending - 1; s >= 0; s-- {
		start := int64(s) * second
		if answer, answered := tab.answer(start + 1); answered && answer <= by {
			last := start + second - 1
			if late, _ := tab.answer(last); late > by {
				last -= late - by // of slope 1
			}
			return last, true
		}
		if answer, answered := tab.answer(start); answered && answer <= by {
			return start, true
		}
	}
	return 0, false
}

// A second is quiet if its instant and all after it are.
func TestQuietOfSmallWorldsIsExact(t *testing.T) {
	quiet, loud := 0, 0
	eachTable(t, 109, 200, func(t *testing.T, r *rand.Rand, tab table) {
		w := availability.Between(tab.from, tab.time(2*tab.sending))
		got := tab.expression.reply().Quiet(w)
		for s := range tab.sending {
			want := true
			for n := 2 * s; n <= 2*s+1; n++ {
				for _, l := range tab.paths[n].asked {
					if l.who != nil && (l.arrive >= tab.horizon || !l.who.works[l.arrive]) {
						want = false
					}
				}
			}
			if got.Contains(tab.time(2*s)) != want {
				t.Fatalf("%v, sent %v: quiet %v, want %v", tab.expression, tab.time(2*s), !want, want)
			}
			if want {
				quiet++
			} else {
				loud++
			}
		}
	})
	if quiet < 1000 || loud < 1000 {
		t.Errorf("%d seconds were quiet and %d loud", quiet, loud)
	}
}

package overlap

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// sendings returns the instants at which to compare, on the grid: those around which something
// changes, and random ones.
func sendings(r *rand.Rand, g simulation, e expression) []int {
	var out []int
	add := func(n int) {
		for _, d := range []int{-2, -1, 0, 1, 2} {
			if n+d >= 0 && n+d < g.horizon/2 {
				out = append(out, n+d)
			}
		}
	}
	for range 25 {
		n := r.IntN(g.horizon / 2)
		out = append(out, n)
		p := e.follow(g, n)
		for _, l := range p.asked {
			add(l.arrive)
			if l.leave >= 0 {
				add(l.leave)
			}
		}
		// What is sent just when an answer comes, or so long before as it took.
		if p.answer >= 0 {
			add(p.answer)
			add(2*n - p.answer)
		}
	}
	if len(out) > 150 {
		r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		out = out[:150]
	}
	return out
}

func TestRepliesEqualSimulation(t *testing.T) {
	for _, c := range []struct {
		name  string
		steps simulation
		trees int
	}{{"by half minutes", minuteSteps(t), 150}, {"by half seconds", secondSteps(t), 8}} {
		r := rand.New(rand.NewPCG(51, 52))
		g := c.steps
		for range c.trees {
			e := randomExpression(t, r, g, 3)
			reply := e.reply()
			for _, n := range sendings(r, g, e) {
				p := e.follow(g, n)
				got, ok := reply.At(g.time(n))
				if p.answer >= 0 && !(ok && got.Equal(g.time(p.answer))) || p.answer < 0 && ok && got.Before(g.time(g.horizon)) {
					t.Fatalf("%s: %v, sent %v: got %v %v, want step %d: %v", c.name, e, g.time(n), got, ok, p.answer, g.time(p.answer))
				}
				legs, ok := reply.Trace(g.time(n))
				if ok != (p.answer >= 0) && !(p.answer < 0 && got.Sub(g.time(g.horizon)) >= 0) {
					t.Fatalf("%s: %v, sent %v: traced %v", c.name, e, g.time(n), ok)
				}
				if p.answer >= 0 {
					sameLegs(t, g, legs, p.legs)
				}
			}
		}
	}
}

// sameLegs compares the legs of one message, and where the time of each goes.
func sameLegs(t *testing.T, g simulation, got []Leg, want []oracleLeg) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d legs, want %d: %v", len(got), len(want), got)
	}
	for i, l := range want {
		if !got[i].Arrived.Equal(g.time(l.arrive)) || !got[i].Answered.Equal(g.time(l.leave)) {
			t.Fatalf("leg %d of %v is from %v to %v, want %v to %v", i, got[i].Name, got[i].Arrived, got[i].Answered, g.time(l.arrive), g.time(l.leave))
		}
		if d := sumOf(got[i].Parts); d != got[i].Wait() {
			t.Fatalf("the parts of leg %d add up to %v, not %v", i, d, got[i].Wait())
		}
		parts := make(map[[2]any]time.Duration)
		for k, n := range l.split(1) {
			parts[k] = time.Duration(n) * g.unit
		}
		for _, p := range got[i].Parts {
			if parts[[2]any{p.State, p.Work}] != p.Time {
				t.Fatalf("leg %d: %v (work %v) for %v, want %v", i, p.State, p.Work, p.Time, parts)
			}
		}
	}
}

// split returns how many steps of a leg pass in each state, and whether they count, so many times.
func (l oracleLeg) split(times int) map[[2]any]int {
	out := make(map[[2]any]int)
	if l.who == nil {
		out[[2]any{availability.State(0), true}] = times * (l.leave - l.arrive)
		return out
	}
	for i := l.arrive; i < l.leave; {
		run := i
		for i < l.leave && l.who.states[i] == l.who.states[run] && l.who.counts[i] == l.who.counts[run] {
			i++
		}
		out[[2]any{l.who.states[run], l.who.counts[run]}] += times * (i - run)
	}
	return out
}

// On minutes, all that happens is a straight line, so the middles of the minutes give the exact
// mean.
func TestWaitAndWhyEqualSimulation(t *testing.T) {
	g := minuteSteps(t)
	r := rand.New(rand.NewPCG(53, 54))
	compared := 0
	for range 150 {
		e := randomExpression(t, r, g, 3)
		var spans []availability.Span
		var sent []int // the middles of minutes
		var stops []int
		for range 1 + r.IntN(3) {
			from := 2 * r.IntN(g.horizon/4)
			to := from + 2*r.IntN(200)
			spans = append(spans, availability.Between(g.time(from), g.time(to)))
		}
		set := availability.NewSet(spans...)
		for sp := range set.All() {
			for m := sp.Start().Add(g.unit); m.Before(sp.End()); m = m.Add(2 * g.unit) {
				sent = append(sent, int(m.Sub(g.from)/g.unit))
				stops = append(stops, int(sp.End().Sub(g.from)/g.unit))
			}
		}
		var sum, longest, answered, inTime, within int
		limit := 2 * r.IntN(2000)
		type part struct {
			name string
			key  [2]any
		}
		parts := make(map[part]int)
		known := true
		for i, n := range sent {
			p := e.follow(g, n)
			if p.answer < 0 {
				if got, ok := e.reply().At(g.time(n)); ok && !got.Before(g.time(g.horizon)) {
					known = false // beyond what the simulation sees
					break
				}
				continue
			}
			answered++
			sum += p.answer - n
			longest = max(longest, p.answer-n)
			if p.answer <= stops[i] {
				inTime++
			}
			if p.answer-n <= limit {
				within++
			}
			for _, l := range p.legs {
				name := ""
				if l.who != nil {
					name = l.who.Schedule.Name()
				}
				for k, steps := range l.split(1) {
					parts[part{name, k}] += steps
				}
			}
		}
		if !known {
			continue
		}
		compared++
		w := e.reply().Wait(set)
		if w.Sent() != time.Duration(len(sent))*2*g.unit {
			t.Fatalf("sent %v, want %d minutes", w.Sent(), len(sent))
		}
		if len(sent) == 0 {
			continue
		}
		if got, want := w.Unanswered(), share(int64(len(sent)-answered), int64(len(sent))); got != want {
			t.Fatalf("%v: unanswered %v, want %v", e, got, want)
		}
		mean, ok := w.Mean()
		if ok != (answered > 0) {
			t.Fatalf("%v: mean %v %v, with %d answered", e, mean, ok, answered)
		}
		if !ok {
			continue
		}
		if want := time.Duration(sum) * g.unit / time.Duration(answered); mean != want {
			t.Fatalf("%v: mean %v, want %v", e, mean, want)
		}
		// Within a minute all may be answered in time or a part: the middle tells which half.
		if got, want := w.InTime(), share(int64(inTime), int64(len(sent))); math.Abs(got-want) > 3/float64(len(sent)) {
			t.Fatalf("%v: in time %v, want about %v", e, got, want)
		}
		if got, want := w.Within(time.Duration(limit)*g.unit), share(int64(within), int64(len(sent))); math.Abs(got-want) > 20/float64(len(sent)) {
			t.Fatalf("%v: within %d steps %v, want about %v", e, limit, got, want)
		}
		most, _ := w.Max()
		worst, _ := w.Worst()
		if d := most - time.Duration(longest)*g.unit; d < 0 || d > g.unit {
			t.Fatalf("%v: longest %v, want about %v", e, most, time.Duration(longest)*g.unit)
		}
		if d := most - worst.Wait(); d < 0 || d > time.Nanosecond {
			t.Fatalf("%v: the worst message waits %v, not %v", e, worst.Wait(), most)
		}
		if got, ok := e.reply().At(worst.Sent); !ok || !got.Equal(worst.Answered) || !set.Contains(worst.Sent) {
			t.Fatalf("%v: the worst message is not sent so: %v %v", e, worst, got)
		}
		// Why.
		why := e.reply().Why(set)
		if why.Total() != mean {
			t.Fatalf("%v: the parts add up to %v, not to %v", e, why.Total(), mean)
		}
		got := make(map[part]time.Duration)
		for _, h := range why.Hops {
			for _, p := range h.Parts {
				got[part{h.Name, [2]any{p.State, p.Work}}] += p.Time
			}
		}
		for k, steps := range parts {
			want := float64(steps) * float64(g.unit) / float64(answered)
			if math.Abs(float64(got[k])-want) > float64(len(why.Hops)) {
				t.Fatalf("%v: %v for %v, want %v ns", e, k, got[k], want)
			}
			delete(got, k)
		}
		for k, d := range got {
			if d > time.Duration(len(why.Hops)) {
				t.Fatalf("%v: %v for %v, but it never happens", e, k, d)
			}
		}
	}
	if compared < 60 {
		t.Errorf("only %d were compared", compared)
	}
}

func TestQuietEqualsSimulation(t *testing.T) {
	g := minuteSteps(t)
	r := rand.New(rand.NewPCG(55, 56))
	for range 100 {
		e := randomExpression(t, r, g, 2)
		from := 2 * r.IntN(g.horizon/4)
		to := from + 2*r.IntN(600)
		quiet := e.reply().Quiet(availability.Between(g.time(from), g.time(to)))
		for n := from + 1; n < to; n += 2 {
			p := e.follow(g, n)
			want, known := true, p.answer >= 0
			for _, l := range p.asked {
				if l.arrive < 0 || l.arrive >= g.horizon {
					known = false
				} else if l.who != nil && !l.who.works[l.arrive] {
					want = false
				}
			}
			if (known || !want) && quiet.Contains(g.time(n)) != want {
				t.Fatalf("%v: sent %v: quiet %v, want %v", e, g.time(n), !want, want)
			}
		}
		for sp := range quiet.All() {
			if !availability.Between(g.time(from), g.time(to)).Encloses(sp) {
				t.Fatalf("%v is quiet outside of what was asked", sp)
			}
		}
	}
}

// At the end of the calendar, which is not in it, nobody works.
func TestTheEndOfTheCalendarIsNotQuiet(t *testing.T) {
	end := availability.Calendar().End()
	r := Delay(time.Minute).Then(ReplyFrom(schedule(t, "UTC", "24/7"), 0))
	quiet := r.Quiet(availability.Between(end.Add(-time.Hour), end))
	if !quiet.Contains(end.Add(-time.Minute - time.Second)) {
		t.Errorf("quiet in %v, but what is sent a second earlier arrives when they work", quiet)
	}
	if quiet.Contains(end.Add(-time.Minute)) {
		t.Errorf("quiet in %v, but what is sent a minute before the end arrives when nobody works", quiet)
	}
}

// Where two answer at the same instant, and only there, the first of them is taken.
func TestTheFirstOfTwoWhoDecideIsTaken(t *testing.T) {
	noon := at(t, "2026-03-02T12:00:00Z")
	late := ReplyFrom(schedule(t, "UTC", "Mo 13:00-15:00"), 0)
	hour := ReplyFrom(schedule(t, "London", "Mo 09:00-14:00"), time.Hour)
	for _, c := range []struct {
		name  string
		reply Reply
		after time.Duration // noon
		want  string
	}{
		{"an hour's work is done before the other comes", Sooner(late, hour), -1, "London"},
		{"just as the other comes", Sooner(late, hour), 0, "UTC"},
		{"just as the other comes", Sooner(hour, late), 0, "London"},
		{"later than the other comes", Sooner(hour, late), 1, "UTC"},
		{"all must answer, and both do so last", AllOf(late, hour), 0, "UTC"},
		{"all must answer, and both do so last", AllOf(hour, late), 0, "London"},
	} {
		legs, _ := c.reply.Trace(noon.Add(c.after))
		if len(legs) != 1 || legs[0].Name != c.want {
			t.Errorf("%s, sent %v after noon: %v, want %s", c.name, c.after, legs, c.want)
		}
	}
	// Who stops as the other comes is not asked then.
	day, night := schedule(t, "UTC", "Mo 09:00-17:00"), schedule(t, "UTC", "Mo 17:00-19:00")
	evening := between(t, "2026-03-02T16:00:00Z", "2026-03-02T18:00:00Z")
	for _, r := range []Reply{
		Sooner(ReplyFrom(day, 0), ReplyFrom(night, 0)),
		Sooner(ReplyFrom(night, 0), ReplyFrom(day, 0)),
		// Until 17:00 the chain is done at 19:00, and would be as soon as the machine just then.
		Sooner(ReplyFrom(day, 0).Then(ReplyFrom(schedule(t, "UTC", "Mo-Su 19:00-20:00"), 0)), Delay(2*time.Hour)),
	} {
		if got := r.Quiet(evening); !got.Equal(availability.NewSet(evening)) {
			t.Errorf("quiet %v, want all of %v: one works until the other comes", got, evening)
		}
	}
}

// SendBy is the inverse of At: the last instant from which the answer is there by t.
func TestSendByIsInverseOfAt(t *testing.T) {
	g := minuteSteps(t)
	r := rand.New(rand.NewPCG(57, 58))
	for range 150 {
		e := randomExpression(t, r, g, 2)
		reply := e.reply()
		var due []time.Time
		for range 6 {
			n := r.IntN(g.horizon / 2)
			due = append(due, g.time(n), g.time(n).Add(time.Duration(r.Int64N(int64(time.Minute)))))
			if p := e.follow(g, n); p.answer >= 0 {
				answer := g.time(p.answer)
				due = append(due, answer, answer.Add(-1), answer.Add(1))
			}
		}
		for _, u := range due {
			sent, ok := reply.SendBy(u)
			if !ok {
				if got, answered := reply.At(availability.Calendar().Start()); answered && !got.After(u) {
					t.Fatalf("%v: nothing is there by %v, but what is sent first of all is at %v", e, u, got)
				}
				continue
			}
			got, answered := reply.At(sent)
			if !answered || got.After(u) {
				t.Fatalf("%v: by %v, sent %v: answered %v %v", e, u, sent, got, answered)
			}
			if got, answered := reply.At(sent.Add(1)); answered && !got.After(u) {
				t.Fatalf("%v: by %v, sent %v, but a nanosecond later is answered %v", e, u, sent, got)
			}
		}
	}
}

func TestSendByAtTheEnds(t *testing.T) {
	r := ReplyFrom(schedule(t, "UTC", office), time.Hour)
	first, end := availability.Calendar().Start(), availability.Calendar().End()
	for _, c := range []struct {
		name  string
		reply Reply
		by    time.Time
		want  string
	}{
		{"nobody", Reply{}, at(t, "2026-03-06"), ""},
		{"before the calendar", r, first.Add(-1), ""},
		{"too soon in it", r, first.Add(9*time.Hour + 59*time.Minute), ""},
		{"as soon as can be", r, first.Add(10 * time.Hour), "0001-01-01T09:00:00Z"},
		{"its end", r, end, "9999-12-31T16:00:00Z"},
		{"long after", r, end.AddDate(1e6, 0, 0), "9999-12-31T16:00:00Z"},
		{"a machine at the end", Delay(time.Hour), end, "9999-12-31T23:00:00Z"},
		{"no time at all", AllOf(), at(t, "2026-03-06T10:00:00.123Z"), "2026-03-06T10:00:00.123Z"},
		{"the border is too late", ReplyFrom(schedule(t, "UTC", office), 0), at(t, "2026-03-06T17:00:00Z"), "2026-03-06T16:59:59.999999999Z"},
	} {
		got := ""
		if sent, ok := c.reply.SendBy(c.by); ok {
			got = sent.Format(time.RFC3339Nano)
		}
		if got != c.want {
			t.Errorf("%s: by %v, send %s, want %s", c.name, c.by, got, c.want)
		}
	}
}

// The best instant is as good as all others on the grid, and the first such.
func TestBestSendIsTheBestOfAll(t *testing.T) {
	g := minuteSteps(t)
	r := rand.New(rand.NewPCG(59, 60))
	for range 200 {
		e := randomExpression(t, r, g, 2)
		reply := e.reply()
		from := 2 * r.IntN(g.horizon/4)
		to := from + 2*r.IntN(800)
		w := availability.Between(g.time(from), g.time(to))
		best, ok := reply.BestSend(w)
		if ok {
			if got, answered := reply.At(best.Sent); !answered || !got.Equal(best.Answered) || !w.Contains(best.Sent) {
				t.Fatalf("%v: %v is not sent so: %v", e, best, got)
			}
		}
		for n := from; n < to; n++ {
			for _, sent := range []time.Time{g.time(n), g.time(n).Add(-1)} {
				got, answered := reply.At(sent)
				if !answered || !w.Contains(sent) {
					continue
				}
				if d := got.Sub(sent); !ok || d < best.Wait() || d == best.Wait() && sent.Before(best.Sent) {
					t.Fatalf("%v in %v: the best is %v (%v, %v), but %v waits %v", e, w, best.Sent, best.Wait(), ok, sent, d)
				}
			}
		}
	}
	if m, ok := (Reply{}).BestSend(between(t, "2026-03-06", "2026-03-07")); ok || m != (Message{}) {
		t.Errorf("nobody answers best: %v %v", m, ok)
	}
	if _, ok := Delay(0).BestSendIn(availability.Set{}); ok {
		t.Error("at no time is best")
	}
}

func TestLawsOfReplies(t *testing.T) {
	g := minuteSteps(t)
	r := rand.New(rand.NewPCG(61, 62))
	from, _ := tickOf(g.from)
	to, _ := tickOf(g.time(g.horizon / 4))
	same := func(law string, a, b Reply) {
		t.Helper()
		if p, q := a.over(from, to), b.over(from, to); !slices.Equal(p, q) {
			t.Fatalf("%s:\n%v\n%v", law, p, q)
		}
	}
	for range 120 {
		ea, eb, ec := randomExpression(t, r, g, 2), randomExpression(t, r, g, 2), randomExpression(t, r, g, 1)
		a, b, c := ea.reply(), eb.reply(), ec.reply()
		same("a chain is associative", a.Then(b).Then(c), a.Then(b.Then(c)))
		same("a chain of three", a.Then(b, c), a.Then(b).Then(c))
		same("one of one", First(a), a)
		same("all of one", AllOf(a), a)
		same("one of three is the first", KOf(1, a, b, c), First(a, b, c))
		same("three of three is all", KOf(3, a, b, c), AllOf(a, b, c))
		same("two of three", KOf(2, a, b, c), First(AllOf(a, b), AllOf(a, c), AllOf(b, c)))
		same("two of four", KOf(2, a, b, c, a), KOf(2, c, a, a, b))
		same("three of five", KOf(3, a, b, c, b, Delay(0)), KOf(2, a, b, c, b))
		same("four of five", KOf(4, a, b, c, b, Reply{}), AllOf(a, b, c))
		same("none of three", KOf(0, a, b, c), AllOf())
		same("less than none", KOf(-1, a), Delay(0))
		same("four of three", KOf(4, a, b, c), Reply{})
		same("the first of none", First(), Reply{})
		same("a choice is the first", Sooner(a, b, c), First(c, b, a))
		same("the first is commutative", First(a, b), First(b, a))
		same("all are commutative", AllOf(a, b), AllOf(b, a))
		same("what follows the first", First(a, b).Then(c), First(a.Then(c), b.Then(c)))
		same("what follows all", AllOf(a, b).Then(c), AllOf(a.Then(c), b.Then(c)))
		same("delays add up", Delay(time.Hour).Then(Delay(90*time.Minute)), Delay(150*time.Minute))
		same("no delay", a.Then(Delay(0)), a)
		same("no delay before", AllOf().Then(a), a)
		same("nobody after", a.Then(Reply{}), Reply{})
		same("nobody before", Reply{}.Then(a), Reply{})
		same("the nearer horizon", a.Until(g.time(4000)).Until(g.time(3000)), a.Until(g.time(3000)))
		same("rewritten by itself", a.Then(First(b, c)).Rewrite(Answerer.Reply), a.Then(First(b, c)))
		same("nobody is left", a.Rewrite(func(Answerer) Reply { return Delay(0) }).Rewrite(func(Answerer) Reply { return Reply{} }),
			a.Rewrite(func(Answerer) Reply { return Delay(0) }))
		last := tick(math.MinInt64)
		for _, p := range a.over(from, to) {
			first, end := p.answers()
			if p.kind == never {
				first, end = math.MaxInt64, math.MaxInt64
			} else if first < p.from {
				t.Fatalf("%v: answered before it is sent: %v", ea, p)
			}
			if first < last {
				t.Fatalf("%v: what is sent later is answered sooner: %v", ea, p)
			}
			last = max(last, end-1)
		}
	}
}

func TestDelaysAndHorizons(t *testing.T) {
	sent := at(t, "2026-03-06T10:00:00.25Z")
	for _, c := range []struct {
		name  string
		reply Reply
		want  string
	}{
		{"a fraction counts whole", Delay(time.Second / 2), "2026-03-06T10:00:01.25Z"},
		{"a negative delay is none", Delay(-time.Hour), "2026-03-06T10:00:00.25Z"},
		{"beyond the calendar", Delay(math.MaxInt64).Then(slices.Repeat([]Reply{Delay(math.MaxInt64)}, 40)...), ""},
		{"up to the horizon", Delay(time.Hour).Until(at(t, "2026-03-06T11:00:01Z")), "2026-03-06T11:00:00.25Z"},
		{"past the horizon", Delay(time.Hour).Until(at(t, "2026-03-06T11:00:00.9Z")), ""},
		{"a horizon past all time", Delay(time.Hour).Until(time.Unix(math.MaxInt64/2, 0)), "2026-03-06T11:00:00.25Z"},
		{"a horizon before all time", Delay(time.Hour).Until(time.Unix(math.MinInt64/2, 0)), ""},
		{"just at the horizon", ReplyFrom(schedule(t, "UTC", "Mo 09:00-17:00"), 0).Until(at(t, "2026-03-09T09:00:00Z")), "2026-03-09T09:00:00Z"},
		{"a moment after it", ReplyFrom(schedule(t, "UTC", "Mo 09:00-17:00"), 0).Until(at(t, "2026-03-09T08:59:59Z")), ""},
	} {
		got := ""
		if answered, ok := c.reply.At(sent); ok {
			got = answered.Format(time.RFC3339Nano)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	last := availability.Calendar().End().Add(-time.Hour)
	if got, ok := Delay(time.Hour).At(last); !ok || !got.Equal(availability.Calendar().End()) {
		t.Errorf("an answer at the end of the calendar: %v %v", got, ok)
	}
	if got, ok := Delay(time.Hour).At(last.Add(time.Second)); ok {
		t.Errorf("an answer beyond the calendar: %v", got)
	}
}

// Answers of which some are decades away are neither wrong nor slow.
func TestFarAnswers(t *testing.T) {
	back := ReplyFrom(schedule(t, "Berlin", office, "2026-03-12/2086-03-10"), time.Hour)
	next := ReplyFrom(schedule(t, "New York", office), time.Hour)
	sent := schedule(t, "Berlin", office).In(between(t, "2026-03-09", "2026-03-16"))
	chain := back.Then(next, back, next)
	w := chain.Wait(sent)
	for _, p := range []float64{0, 0.3, 0.7, 1} {
		if _, ok := w.Quantile(p); !ok {
			t.Errorf("quantile %v is not answered", p)
		}
	}
	if most, _ := w.Max(); most.Hours() < 59*365*24 {
		t.Errorf("the longest wait is %v", most)
	}
	if why := chain.Why(sent); len(why.Hops) != 4 {
		t.Errorf("%d hops", len(why.Hops))
	} else if mean, _ := w.Mean(); why.Total() != mean {
		t.Errorf("the parts are %v, not %v", why.Total(), mean)
	}
}

// A question on Friday evening at the end of the window waits until Monday.
func TestTheEndOfTheWindowDoesNotBias(t *testing.T) {
	friday := availability.NewSet(between(t, "2026-03-06T18:00:00Z", "2026-03-06T19:00:00Z"))
	w := ReplyFrom(schedule(t, "UTC", office), 0).Wait(friday)
	if mean, _ := w.Mean(); mean != 62*time.Hour+30*time.Minute {
		t.Errorf("waits %v", mean)
	}
	if w.Unanswered() != 0 || w.InTime() != 0 {
		t.Errorf("unanswered %v, in time %v", w.Unanswered(), w.InTime())
	}
}

func TestKnownChains(t *testing.T) {
	for _, c := range []struct {
		chain             []string
		mean, median, p90 float64
	}{
		{[]string{"Berlin", "San Francisco", "Berlin"}, 29.600, 21.01, 68.01},
		{[]string{"Berlin", "New York", "Berlin"}, 6.335, 3.93, 16.26},
		{[]string{"New York", "Berlin", "New York"}, 25.288, 19.66, 66.93},
		{[]string{"Berlin", "San Francisco", "Bengaluru", "Berlin"}, 29.600, 21.01, 68.01},
		{[]string{"Berlin", "Bengaluru", "San Francisco", "Berlin"}, 50.276, 42.56, 90.93},
	} {
		r := AllOf()
		for _, city := range c.chain[1 : len(c.chain)-1] {
			r = r.Then(ReplyFrom(schedule(t, city, office), time.Hour))
		}
		asker := schedule(t, c.chain[0], office)
		w := r.Then(ReplyFrom(asker, 0)).Wait(asker.In(knownYear(t)))
		mean, _ := w.Mean()
		median, _ := w.Quantile(0.5)
		p90, _ := w.Quantile(0.9)
		// The quantiles come from a minute grid.
		if math.Abs(mean.Hours()-c.mean) > 0.0005 || math.Abs(median.Hours()-c.median) > 1./60+0.005 || math.Abs(p90.Hours()-c.p90) > 1./60+0.005 {
			t.Errorf("%v: mean %.4f, median %.4f, p90 %.4f h; want %v, %v, %v", c.chain, mean.Hours(), median.Hours(), p90.Hours(), c.mean, c.median, c.p90)
		}
	}
}

// To sample at the start of each step is off by an error that halves with the step.
func TestSamplingConvergesToTheMean(t *testing.T) {
	berlin := schedule(t, "Berlin", office)
	r := ReplyFrom(schedule(t, "San Francisco", office), time.Hour).Then(ReplyFrom(berlin, 0))
	sent := berlin.In(between(t, "2026-01-05", "2026-02-02"))
	exact, _ := r.Wait(sent).Mean()
	var last float64
	for i, step := range []time.Duration{time.Hour, 30 * time.Minute, 15 * time.Minute, 5 * time.Minute} {
		sum, n := 0.0, 0
		for sp := range sent.All() {
			for at := sp.Start(); at.Before(sp.End()); at = at.Add(step) {
				answered, _ := r.At(at)
				sum += answered.Sub(at).Hours()
				n++
			}
		}
		off := sum/float64(n) - exact.Hours()
		if want := last / 2; i == 3 {
			want = last / 3
			if math.Abs(off-want) > 1e-9 {
				t.Errorf("step %v: off by %v h, want %v", step, off, want)
			}
		} else if i > 0 && math.Abs(off-want) > 1e-9 {
			t.Errorf("step %v: off by %v h, want %v", step, off, want)
		}
		if off == 0 {
			t.Errorf("step %v is exact, so nothing is shown", step)
		}
		last = off
	}
}

// Where one answer ends just as the next person stops or starts, an instant decides.
func TestBordersBetweenHops(t *testing.T) {
	day, evening := schedule(t, "UTC", office), schedule(t, "UTC", "Mo-Fr 17:00-18:00")
	whole, seen := ReplyFrom(day, 8*time.Hour), ReplyFrom(day, 0)
	for _, c := range []struct {
		name  string
		reply Reply
		sent  string
		want  string
	}{
		{"a night's work is done as the day ends, and seen the next morning", whole.Then(seen), "2026-03-04T20:00:00Z", "2026-03-06T09:00:00Z"},
		{"so is that of the morning", whole.Then(seen), "2026-03-05T09:00:00Z", "2026-03-06T09:00:00Z"},
		{"done as the evening begins, it is seen at once", whole.Then(ReplyFrom(evening, 0)), "2026-03-05T08:00:00Z", "2026-03-05T17:00:00Z"},
		{"just at the horizon", Delay(time.Hour).Until(at(t, "2026-03-05T11:00:00Z")), "2026-03-05T10:00:00Z", "2026-03-05T11:00:00Z"},
		{"a moment after the horizon", Delay(time.Hour).Until(at(t, "2026-03-05T11:00:00Z")), "2026-03-05T10:00:00.1Z", ""},
		{"two at the same instant", First(whole, Delay(21*time.Hour)), "2026-03-04T20:00:00Z", "2026-03-05T17:00:00Z"},
	} {
		got := ""
		sent := at(t, c.sent)
		if answered, ok := c.reply.At(sent); ok {
			got = answered.Format(time.RFC3339Nano)
		}
		if got != c.want {
			t.Errorf("%s: sent %s, answered %s, want %s", c.name, c.sent, got, c.want)
		}
		if legs, ok := c.reply.Trace(sent); ok != (c.want != "") || ok && legs[len(legs)-1].Answered.Format(time.RFC3339Nano) != c.want {
			t.Errorf("%s: traced %v %v", c.name, legs, ok)
		}
	}
	// Of two who answer at the same instant, the first in the pool decides, there only.
	for _, order := range [][]Reply{{whole, Delay(21 * time.Hour)}, {Delay(21 * time.Hour), whole}} {
		for _, pool := range []Reply{First(order...), AllOf(order...)} {
			legs, _ := pool.Trace(at(t, "2026-03-04T20:00:00Z"))
			want, _ := order[0].Trace(at(t, "2026-03-04T20:00:00Z"))
			if len(legs) != 1 || legs[0].Name != want[0].Name {
				t.Errorf("a tie is decided by %v, want %v", legs, want)
			}
		}
	}
	w := between(t, "2026-03-05T08:00:00Z", "2026-03-05T18:00:00Z")
	// What is sent at nine sharp reaches the second as they stop; what is sent after that, the next day.
	if got, want := whole.Then(seen).Quiet(w), availability.NewSet(between(t, "2026-03-05T09:00:01Z", "2026-03-05T17:00:00Z")); !got.Equal(want) {
		t.Errorf("quiet %v, want %v", got, want)
	}
	// Only what is sent at four sharp reaches the second as they start: no whole second is quiet.
	if got := ReplyFrom(day, time.Hour).Then(ReplyFrom(evening, 0)).Quiet(w); !got.IsEmpty() {
		t.Errorf("quiet %v", got)
	}
}

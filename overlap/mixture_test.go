package overlap

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// The figures of a mixture are those of its outcomes, weighted.
func TestMixtureIsItsOutcomesWeighted(t *testing.T) {
	r := rand.New(rand.NewPCG(81, 82))
	g := minuteSteps(t)
	for range 200 {
		var outcomes []Weighted
		total := 0
		for range 1 + r.IntN(4) {
			w := Weighted{3 * (1 + r.IntN(5)), randomExpression(t, r, g, 1).reply()}
			total += w.Weight
			outcomes = append(outcomes, w)
		}
		m, err := Mix(outcomes...)
		if err != nil {
			t.Fatal(err)
		}
		sent := randomSchedule(t, r).In(between(t, "2026-03-06", "2026-03-10"))
		w := m.Wait(sent)
		if w.Sent() != sent.Duration() {
			t.Fatalf("sent %v, want %v", w.Sent(), sent.Duration())
		}
		if sent.IsEmpty() {
			continue
		}
		var sum, answered, inTime, longest float64
		within := func(d time.Duration) (share float64) {
			for _, o := range outcomes {
				share += o.Reply.Wait(sent).Within(d) * float64(o.Weight) / float64(total)
			}
			return share
		}
		for _, o := range outcomes {
			one := o.Reply.Wait(sent)
			p := float64(o.Weight) / float64(total)
			mean, _ := one.Mean()
			sum += p * (1 - one.Unanswered()) * float64(mean)
			answered += p * (1 - one.Unanswered())
			inTime += p * one.InTime()
			most, _ := one.Max()
			longest = max(longest, float64(most))
		}
		near := func(what string, got, want, by float64) {
			t.Helper()
			if math.Abs(got-want) > by {
				t.Fatalf("%s: %v, want %v", what, got, want)
			}
		}
		near("unanswered", w.Unanswered(), 1-answered, 1e-12)
		near("in time", w.InTime(), inTime, 1e-12)
		mean, ok := w.Mean()
		if ok != (answered > 0) {
			t.Fatalf("mean %v %v with %v answered", mean, ok, answered)
		}
		if !ok {
			continue
		}
		near("mean", float64(mean), sum/answered, 2)
		most, _ := w.Max()
		near("max", float64(most), longest, 0)
		for range 20 {
			d := time.Duration(r.Int64N(int64(most) + int64(time.Hour)))
			near("within", w.Within(d), within(d), 1e-12)
		}
		for _, p := range []float64{0.1, 0.5, 0.9} {
			q, ok := w.Quantile(p)
			if !ok {
				continue
			}
			if within(q) < p-1e-9 || q > 0 && within(q-1) > p+1e-9 {
				t.Fatalf("quantile %v is %v, within which %v are answered", p, q, within(q))
			}
		}
		why := m.Why(sent)
		if why.Total() != mean {
			t.Fatalf("the parts add up to %v, not %v", why.Total(), mean)
		}
		at := sent.At(0).Start()
		by := at.Add(time.Duration(r.Int64N(int64(30 * time.Hour))))
		want := 0.0
		for _, o := range outcomes {
			if answered, ok := o.Reply.At(at); ok && !answered.After(by) {
				want += float64(o.Weight) / float64(total)
			}
		}
		near("answered by", m.AnsweredBy(at, by), want, 1e-12)
	}
}

func TestCombineIsAllThatMayHappenTogether(t *testing.T) {
	berlin, york := Answerer{Schedule: schedule(t, "Berlin", office)}, Answerer{Schedule: schedule(t, "New York", office)}
	short, err := berlin.MixWork(WeightedWork{3, time.Hour}, WeightedWork{1, 6 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	long, err := york.MixWork(WeightedWork{20, 0}, WeightedWork{40, 2 * time.Hour}, WeightedWork{40, 4 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	chain, err := Combine(func(r ...Reply) Reply { return r[0].Then(r[1]) }, short, long)
	if err != nil {
		t.Fatal(err)
	}
	sent := berlin.Schedule.In(between(t, "2026-03-02", "2026-03-16"))
	i := 0
	for _, a := range []struct {
		weight int
		work   time.Duration
	}{{3, time.Hour}, {1, 6 * time.Hour}} {
		for _, b := range []struct {
			weight int
			work   time.Duration
		}{{1, 0}, {2, 2 * time.Hour}, {2, 4 * time.Hour}} {
			o := chain.Outcomes()[i]
			want, _ := ReplyFrom(berlin.Schedule, a.work).Then(ReplyFrom(york.Schedule, b.work)).Wait(sent).Mean()
			got, _ := o.Reply.Wait(sent).Mean()
			if o.Weight != a.weight*b.weight || got != want {
				t.Errorf("outcome %d has weight %d and mean %v, want %d and %v", i, o.Weight, got, a.weight*b.weight, want)
			}
			i++
		}
	}
	if len(chain.Outcomes()) != i {
		t.Errorf("%d outcomes, want %d", len(chain.Outcomes()), i)
	}
	// The mean of a chain is not that of the mean works.
	if rewritten, _ := chain.Rewrite(func(Answerer) Reply { return Delay(time.Hour) }).Wait(sent).Mean(); rewritten != 2*time.Hour {
		t.Errorf("two machines take %v", rewritten)
	}
	if never, err := Combine(First, Mixture{}, short); err != nil || never.Wait(sent).Unanswered() != 0 {
		t.Errorf("the first of nobody and somebody: %v", err)
	}
}

func TestMixtureErrors(t *testing.T) {
	one := Weighted{1, Delay(0)}
	many := func(n, weight int) []Weighted {
		out := make([]Weighted, n)
		for i := range out {
			out[i] = Weighted{weight, Delay(0)}
		}
		out[0].Weight = max(weight-1, 1)
		return out
	}
	for _, c := range []struct {
		name     string
		outcomes []Weighted
		want     string
	}{
		{"none", nil, "Outcomes: none"},
		{"no weight", []Weighted{one, {0, Delay(0)}}, "Outcomes[1].Weight: 0: give a whole number from 1 to 1000000"},
		{"negative", []Weighted{{-1, Delay(0)}}, "Outcomes[0].Weight: -1"},
		{"too heavy", []Weighted{{MaxWeights + 1, Delay(0)}}, "Outcomes[0].Weight: 1000001"},
		{"too many", many(MaxOutcomes+1, 1), "Outcomes: 4097: at most 4096"},
		{"too heavy together", many(3, MaxWeights/2), "Outcomes: the weights add up to 1499999"},
		{"many that are alike", many(2, MaxWeights/2+1), "Outcomes: the weights add up to 1000001"},
		{"as heavy as may be", []Weighted{{MaxWeights, one.Reply}, {MaxWeights, one.Reply}}, ""},
	} {
		_, err := Mix(c.outcomes...)
		var wrong *RequestError
		if c.want == "" && err != nil || c.want != "" && (!errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	thousand, err := Mix(many(100, 1)...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Combine(First, thousand, thousand); err == nil || !strings.Contains(err.Error(), "Outcomes: 10000: at most 4096") {
		t.Errorf("too many together: %v", err)
	}
	heavy, err := Mix(Weighted{1, Delay(0)}, Weighted{5000, Delay(0)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Combine(First, heavy, heavy); err == nil || !strings.Contains(err.Error(), "add up to 25010001") {
		t.Errorf("too heavy together: %v", err)
	}
	if day, err := (Answerer{Schedule: schedule(t, "UTC", office)}).MixWork(WeightedWork{1, time.Hour}, WeightedWork{3, 2 * time.Hour}); err != nil {
		t.Error(err)
	} else if got := day.AnsweredBy(at(t, "2026-03-02T09:00:00Z"), at(t, "2026-03-02T10:00:00Z")); got != 0.25 {
		t.Errorf("answered just then: %v", got)
	}
	var none Mixture
	if w := none.Wait(availability.NewSet(between(t, "2026-03-02", "2026-03-03"))); w.Unanswered() != 1 || none.AnsweredBy(at(t, "2026-03-02"), at(t, "2026-03-03")) != 0 {
		t.Error("the zero Mixture answers")
	}
}

// Sums stay exact up to the largest that there can be.
func TestHeavyMixtureOverTheWholeCalendar(t *testing.T) {
	week := ReplyFrom(schedule(t, "UTC", "Mo 00:00-24:00"), 0)
	m, err := Mix(Weighted{1, week}, Weighted{MaxWeights - 1, week})
	if err != nil {
		t.Fatal(err)
	}
	always := availability.NewSet(availability.Calendar())
	want, _ := week.Wait(always).Mean()
	if got, _ := m.Wait(always).Mean(); got != want {
		t.Errorf("mean %v, want %v", got, want)
	}
	centuries := availability.NewSet(between(t, "1600-01-01", "2100-01-01"))
	want, _ = week.Wait(centuries).Mean()
	if got := m.Why(centuries).Total(); got != want {
		t.Errorf("the parts add up to %v, want %v", got, want)
	}
	away := ReplyFrom(schedule(t, "UTC", "Mo 00:00-24:00", "0002-01-01/9998-12-31"), 0)
	m, err = Mix(Weighted{1, away}, Weighted{MaxWeights - 1, away})
	if err != nil {
		t.Fatal(err)
	}
	want, _ = away.Wait(always).Mean()
	if got, _ := m.Wait(always).Mean(); got != want || want < math.MaxInt64 {
		t.Errorf("mean %v, want %v, which a Duration cannot hold", got, want)
	}
}

// Somebody who is in one outcome twice is two hops, whatever stands in the other outcomes.
func TestHopsOfAMixtureAreToldApart(t *testing.T) {
	ada, bo := ReplyFrom(schedule(t, "Berlin", office), time.Hour), ReplyFrom(schedule(t, "New York", office), time.Hour)
	m, err := Mix(Weighted{1, bo.Then(ada)}, Weighted{1, ada.Then(ada)})
	if err != nil {
		t.Fatal(err)
	}
	sent := schedule(t, "Berlin", office).In(between(t, "2026-03-02", "2026-03-16"))
	why := m.Why(sent)
	for _, h := range why.Hops {
		if h.Share > 1 {
			t.Errorf("%s is on the way of %v of all messages", h.Name, h.Share)
		}
	}
	if mean, _ := m.Wait(sent).Mean(); why.Total() != mean {
		t.Errorf("the parts add up to %v, not %v", why.Total(), mean)
	}
}

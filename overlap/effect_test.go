package overlap

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/rickb777/date/v2"
)

func TestMarginalsAreWrittenOut(t *testing.T) {
	at := func(city, hours string) *availability.Schedule { return schedule(t, city, hours) }
	w := between(t, "2026-03-02", "2026-03-30")
	ada, bo, chi := at("Berlin", office), at("New York", office), at("Bengaluru", office)
	chain := func(a, b, c *availability.Schedule) Reply {
		return ReplyFrom(b, time.Hour).Then(First(ReplyFrom(c, 2*time.Hour), ReplyFrom(b, 3*time.Hour)), ReplyFrom(a, 0))
	}
	got := chain(ada, bo, chi).Marginals(w, ada, time.Hour, -30*time.Minute)
	later, earlier := "Mo-Fr 10:00-18:00", "Mo-Fr 08:30-16:30"
	type people struct{ a, b, c *availability.Schedule }
	want := []struct {
		who  *availability.Schedule
		step time.Duration
		now  people
	}{
		{ada, time.Hour, people{at("Berlin", later), bo, chi}},
		{ada, -30 * time.Minute, people{at("Berlin", earlier), bo, chi}},
		{bo, time.Hour, people{ada, at("New York", later), chi}},
		{bo, -30 * time.Minute, people{ada, at("New York", earlier), chi}},
		{chi, time.Hour, people{ada, bo, at("Bengaluru", later)}},
		{chi, -30 * time.Minute, people{ada, bo, at("Bengaluru", earlier)}},
	}
	if len(got) != len(want) {
		t.Fatalf("%d marginals, want %d", len(got), len(want))
	}
	before := chain(ada, bo, chi).Wait(ada.In(w))
	for i, m := range got {
		now := want[i].now
		after := chain(now.a, now.b, now.c).Wait(now.a.In(w))
		sameEffect(t, m.Effect, before, after)
		if m.Schedule != want[i].who || m.Step != want[i].step {
			t.Errorf("%d is %v by %v, want %v by %v", i, m.Schedule, m.Step, want[i].who, want[i].step)
		}
	}
	if none := chain(ada, bo, chi).Marginals(w, nil, time.Hour); none != nil {
		t.Errorf("nobody asks, but %v", none)
	}
}

// sameEffect compares each figure of an effect with that after less that before.
func sameEffect(t *testing.T, e Effect, before, after Wait) {
	t.Helper()
	figures := func(w Wait) (out []float64) {
		mean, _ := w.Mean()
		median, _ := w.Quantile(0.5)
		most, _ := w.Max()
		return []float64{float64(mean), float64(median), float64(most), w.Within(5 * time.Hour), w.InTime(), w.Unanswered()}
	}
	mean, _ := e.Mean()
	median, _ := e.Quantile(0.5)
	most, _ := e.Max()
	got := []float64{float64(mean), float64(median), float64(most), e.Within(5 * time.Hour), e.InTime(), e.Unanswered()}
	a, b := figures(after), figures(before)
	for i := range got {
		if math.Abs(got[i]-(a[i]-b[i])) > 1e-12 {
			t.Errorf("figure %d changes by %v, want %v", i, got[i], a[i]-b[i])
		}
	}
}

func TestEffectOfWhoIsNeverThere(t *testing.T) {
	sent := schedule(t, "Berlin", office).In(between(t, "2026-03-02", "2026-03-16"))
	some, none := Delay(time.Hour).Wait(sent), Reply{}.Wait(sent)
	for _, e := range []Effect{{some, none}, {none, some}} {
		for name, of := range map[string]func() (time.Duration, bool){"mean": e.Mean, "max": e.Max, "median": func() (time.Duration, bool) { return e.Quantile(0.5) }} {
			if d, ok := of(); ok {
				t.Errorf("%s: %v", name, d)
			}
		}
	}
	if got := (Effect{some, none}).Unanswered(); got != 1 {
		t.Errorf("unanswered %v", got)
	}
}

func TestReplaceAndJoin(t *testing.T) {
	ada, bo, chi := schedule(t, "Berlin", office), schedule(t, "New York", office), schedule(t, "Bengaluru", office)
	from, _ := tickOf(at(t, "2026-03-02"))
	to, _ := tickOf(at(t, "2026-03-16"))
	same := func(name string, a, b Reply) {
		t.Helper()
		if !slices.Equal(a.over(from, to), b.over(from, to)) {
			t.Errorf("%s: another function", name)
		}
	}
	both := Answerer{Schedule: ada, Work: time.Hour, States: availability.AnyState}
	r := func(a Answerer, b *availability.Schedule) Reply {
		return KOf(2, a.Reply(), ReplyFrom(b, time.Hour), Delay(time.Hour).Until(at(t, "2026-03-10"))).Then(Sooner(ReplyFrom(b, 2*time.Hour), a.Reply()))
	}
	other := both
	other.Schedule = chi
	same("replaced", r(both, bo).Replace(ada, chi), r(other, bo))
	same("nobody to replace", r(both, bo).Replace(chi, ada), r(both, bo))
	same("joined", First(both.Reply(), ReplyFrom(bo, 0)).Then(both.Reply()).Join(ada, chi),
		First(First(both.Reply(), other.Reply()), ReplyFrom(bo, 0)).Then(First(both.Reply(), other.Reply())))
	same("nobody", Reply{}.Join(ada, chi), Reply{})
	p, err := NewPlan([]Task{{Name: "a", Owners: []string{"Berlin"}, Work: time.Hour}, {Name: "b", Owners: []string{"New York"}, After: []string{"a"}}}, ada, bo)
	if err != nil {
		t.Fatal(err)
	}
	same("in a plan", p.Reply().Replace(ada, chi), ReplyFrom(chi, time.Hour).Then(ReplyFrom(bo, 0)))
	same("the plan stays", p.Reply(), ReplyFrom(ada, time.Hour).Then(ReplyFrom(bo, 0)))
}

// A holiday that falls out brings the answer forward by a day.
func TestEffectOfAHoliday(t *testing.T) {
	bo, err := availability.Person{Name: "Bo", Zone: "Europe/Berlin", Hours: office, Holidays: []string{"2026-05-01"}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	r := ReplyFrom(bo, 0)
	sent := availability.NewSet(between(t, "2026-04-30T15:00:00Z", "2026-04-30T16:00:00Z")) // Thursday evening
	e := Effect{r.Wait(sent), r.Replace(bo, bo.WithoutHolidays(date.New(2026, 5, 1))).Wait(sent)}
	if d, ok := e.Mean(); !ok || d != -72*time.Hour {
		t.Errorf("the mean changes by %v %v, want from Monday to Friday", d, ok)
	}
}

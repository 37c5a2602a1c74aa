package overlap

import (
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

func TestDefaultNightsAreWhatTheDocsSay(t *testing.T) {
	if got := DefaultPrices().Nights.String(); got != "Mo-Su 22:00-07:00" {
		t.Errorf("nights are %q", got)
	}
	b := Burden{Inside: time.Hour, Stretch: time.Hour, Outside: time.Hour, Night: time.Hour}
	if got := b.Cost(Prices{}); got != 14*time.Hour {
		t.Errorf("an hour of each costs %v", got)
	}
	if got := b.Plus(b).Cost(Prices{Inside: 1}); got != 2*time.Hour {
		t.Errorf("twice an hour inside costs %v", got)
	}
}

// The toll of meetings of every start and length, second by second where it matters.
func TestTollOfADay(t *testing.T) {
	p := availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00; Sa 23:00-24:00", Stretch: "Mo-Fr 06:00-20:00"}
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	w := between(t, "2026-03-27", "2026-03-30") // the clocks go forward on the 29th
	toll := newToll(s, w, DefaultPrices())
	for _, c := range []struct{ from, to, want, why string }{
		{"2026-03-27T08:00:00Z", "2026-03-27T09:00:00Z", "{1h0m0s 0s 0s 0s}", "inside"},
		{"2026-03-27T15:59:59Z", "2026-03-27T16:00:01Z", "{1s 1s 0s 0s}", "the last second and the first of stretch"},
		{"2026-03-27T18:30:00Z", "2026-03-27T21:30:00Z", "{0s 30m0s 2h0m0s 30m0s}", "into the night"},
		{"2026-03-27T05:00:00Z", "2026-03-27T05:30:00Z", "{0s 30m0s 0s 0s}", "who offers stretch at 06:00 is asked for it"},
		{"2026-03-28T12:00:00Z", "2026-03-28T13:00:00Z", "{0s 0s 1h0m0s 0s}", "Saturday"},
		{"2026-03-28T21:30:00Z", "2026-03-28T23:30:00Z", "{1h0m0s 0s 0s 1h0m0s}", "who works at night is inside hours"},
		{"2026-03-29T00:00:00Z", "2026-03-29T06:00:00Z", "{0s 0s 1h0m0s 5h0m0s}", "the night of the clocks is an hour shorter"},
		{"2026-03-29T00:00:00Z", "2026-03-29T00:00:00Z", "{0s 0s 0s 0s}", "nothing"},
	} {
		meeting := between(t, c.from, c.to)
		b := toll.burden(meeting)
		got := "{" + b.Inside.String() + " " + b.Stretch.String() + " " + b.Outside.String() + " " + b.Night.String() + "}"
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
		if cost := time.Duration(toll.cost(meeting)) * time.Second; cost != b.Cost(Prices{}) {
			t.Errorf("%s: costs %v, want %v", c.why, cost, b.Cost(Prices{}))
		}
	}
}

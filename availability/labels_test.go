package availability

import (
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// The labels of each piece are those of its instants, minute by minute, and the pieces are the states.
func TestLabelsAreThoseOfTheInstants(t *testing.T) {
	day := date.New(2026, 3, 23)
	s, err := Person{
		Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:30",
		Holidays: []string{"2026-03-26 One", "2026-03-27 Two", "2026-03-28 Two"},
		Leave: []TimeOff{
			{First: day + 7, Last: day + 8, Label: "Skiing"},
			{First: day + 9, Last: day + 10, Label: "Surgery"},
			{First: day + 10, Last: day + 11},
		},
		Recurring: []Block{
			{State: Busy, Start: Civil{day, 10 * clock.Hour}, Length: time.Hour, Rule: "FREQ=DAILY", Label: "Stand-up"},
			{State: Busy, Start: Civil{day, 11 * clock.Hour}, Length: time.Hour, Rule: "FREQ=DAILY", Label: "Review"},
			{State: Busy, Start: Civil{day, 11*clock.Hour + 30*clock.Minute}, Length: time.Hour, Rule: "FREQ=WEEKLY"},
			{State: Busy, Start: Civil{day, 90 * clock.Minute}, Length: time.Hour, Rule: "FREQ=DAILY", Label: "Across the change"},
		},
		Moves: []Move{{Date: day + 12, Zone: "America/New_York"}},
	}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	s = s.With(NewSet(UnixSpan(1774350000, 1774351000)))
	w := UnixSpan(1774224000, 1775952000) // 2026-03-23 to 2026-04-12
	for _, states := range []State{AnyState, Busy, Leave | Holiday, Leave, 0} {
		var spans []Span
		var last Span
		lastLabel := ""
		for sp, label := range s.Labels(w, states) {
			if last.Abuts(sp) && lastLabel == label && s.StateAt(last.Start()) == s.StateAt(sp.Start()) {
				t.Errorf("%v: %s and %s have the same label %q", states, last, sp, label)
			}
			for u := sp.start; u < sp.end; u += 60 {
				if got := s.Label(time.Unix(u, 0)); got != label {
					t.Fatalf("%v: %s is labelled %q, and %s %q", states, sp, label, time.Unix(u, 0).UTC(), got)
				}
			}
			spans = append(spans, sp)
			last, lastLabel = sp, label
		}
		if got, want := NewSet(spans...), s.When(w, states); !got.Equal(want) {
			t.Errorf("%v: the pieces are %v, want %v", states, got, want)
		}
	}
	for range s.Labels(w, AnyState) {
		break // and stops when it is told to
	}
}

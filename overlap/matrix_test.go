package overlap

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// randomAnswerers returns a team in which schedules repeat, and of whom some pause, leave for good
// or are not there at all.
func randomAnswerers(t *testing.T, r *rand.Rand, n int) []Answerer {
	var team []Answerer
	for i := range n {
		if i > 0 && r.IntN(3) == 0 {
			a := team[r.IntN(i)]
			a.Work = time.Duration(r.IntN(3)) * time.Hour
			team = append(team, a)
			continue
		}
		a := Answerer{Schedule: randomSchedule(t, r), Work: time.Duration(r.IntN(40)) * 17 * time.Minute}
		switch r.IntN(8) {
		case 0:
			a.States = availability.Free | availability.OffHours
		case 1:
			from := at(t, "2026-03-20").Unix() + r.Int64N(1e6)
			a.Pauses = availability.NewSet(availability.UnixSpan(from, from+r.Int64N(1e6)))
		case 2:
			a.Schedule = schedule(t, "Berlin", office, "2026-03-20/9999-12-31")
		case 3:
			a.Schedule = nil
		case 4:
			s, err := availability.Person{Name: "flexible", Zone: "Europe/Berlin", Hours: "Mo-Fr 07:00-20:00", Daily: 6 * time.Hour}.Compile()
			if err != nil {
				t.Fatal(err)
			}
			a.Schedule = s
			if r.IntN(2) == 0 {
				a.Schedule = s.Possible()
			}
		}
		team = append(team, a)
	}
	return team
}

func TestRepliesAreTheWaitsOfAllPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for _, w := range []availability.Span{
		between(t, "2026-03-20", "2026-04-03"),
		between(t, "2026-03-28", "2026-03-29"),
		between(t, "2026-03-29", "2026-03-29"),
		between(t, "9999-12-25", "9999-12-31"),
		availability.UnixSpan(at(t, "9999-12-25").Unix(), at(t, "9999-12-31").Unix()+1e9),
	} {
		for range 12 {
			team := randomAnswerers(t, r, 1+r.IntN(7))
			m := Replies(w, team...)
			if m.Len() != len(team) {
				t.Fatalf("%d members of %d", m.Len(), len(team))
			}
			for i, asker := range team {
				var sent availability.Set
				if asker.Schedule != nil {
					sent = asker.Schedule.In(w)
				}
				for j, answerer := range team {
					want := answerer.Reply().Wait(sent)
					sameWait(t, m, i, j, want)
					if got := m.Wait(i, j); !sameFigures(got, want) {
						t.Fatalf("the distribution of %d asking %d differs", i, j)
					}
				}
			}
		}
	}
}

func sameWait(t *testing.T, m *Matrix, i, j int, want Wait) {
	t.Helper()
	got, ok := m.Mean(i, j)
	mean, answered := want.Mean()
	if got != mean || ok != answered {
		t.Fatalf("%d asks %d: mean %v %v, want %v %v", i, j, got, ok, mean, answered)
	}
	if m.Unanswered(i, j) != want.Unanswered() {
		t.Fatalf("%d asks %d: unanswered %v, want %v", i, j, m.Unanswered(i, j), want.Unanswered())
	}
}

func sameFigures(a, b Wait) bool {
	for _, p := range []float64{0, 0.25, 0.5, 0.9, 1} {
		x, ok := a.Quantile(p)
		y, also := b.Quantile(p)
		if x != y || ok != also {
			return false
		}
	}
	return a.Sent() == b.Sent() && a.InTime() == b.InTime()
}

// Sums of waits over ten thousand years need more than 64 bits.
func TestRepliesOverTheWholeCalendar(t *testing.T) {
	weekly := Answerer{Schedule: schedule(t, "UTC", "Mo 00:00-24:00")}
	away := Answerer{Schedule: schedule(t, "UTC", "Mo 00:00-24:00", "0002-01-01/9998-12-31")}
	w := availability.Calendar()
	m := Replies(w, weekly, away)
	for i, asker := range []Answerer{weekly, away} {
		for j, answerer := range []Answerer{weekly, away} {
			sameWait(t, m, i, j, answerer.Reply().Wait(asker.Schedule.In(w)))
		}
	}
}

func TestMatrixMeans(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	w := between(t, "2026-03-20", "2026-04-03")
	for range 20 {
		team := randomAnswerers(t, r, 5)
		m := Replies(w, team...)
		// mean is the plain mean over all messages of some pairs, by their distributions.
		mean := func(of func(i, j int) bool) (hours float64, any bool) {
			var sum, seconds float64
			for i := range team {
				for j := range team {
					if i == j || !of(i, j) {
						continue
					}
					wait := m.Wait(i, j)
					d, ok := wait.Mean()
					if !ok {
						continue
					}
					n := wait.Sent().Seconds() * (1 - wait.Unanswered())
					sum += d.Hours() * n
					seconds += n
				}
			}
			if seconds == 0 {
				return 0, false
			}
			return sum / seconds, true
		}
		check := func(what string, got time.Duration, ok bool, of func(i, j int) bool) {
			t.Helper()
			want, any := mean(of)
			if d := got.Hours() - want; ok != any || d > 1e-6 || d < -1e-6 {
				t.Fatalf("%s: %v %v, want %.6f h %v", what, got, ok, want, any)
			}
		}
		all, ok := m.TeamMean()
		check("the team", all, ok, func(i, j int) bool { return true })
		for k := range team {
			asking, ok := m.Asking(k)
			check("asking", asking, ok, func(i, j int) bool { return i == k })
			answering, ok := m.Answering(k)
			check("answering", answering, ok, func(i, j int) bool { return j == k })
		}
	}
}

func TestMatrixOutOfRange(t *testing.T) {
	m := Replies(between(t, "2026-03-20", "2026-04-03"), Answerer{Schedule: schedule(t, "Berlin", office)})
	for _, pair := range [][2]int{{-1, 0}, {0, -1}, {1, 0}, {0, 1}} {
		if d, ok := m.Mean(pair[0], pair[1]); ok {
			t.Errorf("mean of %v: %v", pair, d)
		}
		if _, ok := m.Wait(pair[0], pair[1]).Mean(); ok {
			t.Errorf("distribution of %v", pair)
		}
	}
	if got := m.Unanswered(0, 1); got != 1 {
		t.Errorf("nobody answers, but %v is unanswered", got)
	}
	if got := m.Unanswered(1, 0); got != 0 {
		t.Errorf("nobody asks, but %v is unanswered", got)
	}
	if _, ok := m.Asking(7); ok {
		t.Error("nobody asks, and waits")
	}
	if _, ok := Replies(between(t, "2026-03-20", "2026-04-03")).TeamMean(); ok {
		t.Error("nobody is there, and waits")
	}
}

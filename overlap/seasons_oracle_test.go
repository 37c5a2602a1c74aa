package overlap

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

// seasonal returns somebody with hours, blocks and moves that make regimes, and with leave,
// holidays and meetings that make none.
func seasonal(t testing.TB, r *rand.Rand) *availability.Schedule {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	clock := func() string { return fmt.Sprintf("%02d:%02d", r.IntN(24), 10*r.IntN(6)) }
	times := func() string {
		a, b := clock(), clock()
		for a == b {
			b = clock()
		}
		return a + "-" + b
	}
	hours := pick("24/7", "24/7", "Mo-Fr "+times(), times(), "Sa-We "+times()+","+times())
	for range r.IntN(3) {
		hours += "; " + pick("Mar 20-Apr 20 ", "Apr ", "2026 Apr 10-9999 Dec 31 ", "Fr ", "week 1-53/2 ", "Apr 01-Apr 03 ", "Mar Su[-1]-Oct Su[-1] ", "Su[1] ") + pick("off", times(), times())
	}
	p := availability.Person{Hours: hours, Holidays: []string{"2026-04-06", "2026-04-03"}}
	if r.IntN(2) == 0 {
		p.Leave = []availability.TimeOff{{First: date.New(2026, 3, 1+r.IntN(25)), Last: date.New(2026, 4, 1+r.IntN(9))}}
	}
	for range r.IntN(3) {
		p.Recurring = append(p.Recurring, block(t, []availability.State{availability.Busy, availability.Free, availability.Leave}[r.IntN(3)],
			fmt.Sprintf("2026-03-%02dT%s", 1+r.IntN(28), clock()), time.Duration(1+r.IntN(60))*30*time.Minute,
			pick("FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=3", "FREQ=DAILY;INTERVAL=2;UNTIL=20260420", "", "FREQ=WEEKLY;INTERVAL=3", "FREQ=MONTHLY")))
	}
	if r.IntN(4) == 0 {
		p.Moves = []availability.Move{{Date: date.New(2026, 3, 10+r.IntN(20)), Zone: pick("Asia/Tokyo", "America/New_York", "Europe/London", "Pacific/Apia")}}
	}
	places := []string{"Berlin", "New York", "Sydney", "Bengaluru", "Lord Howe", "Santiago", "Casablanca", "Apia", "UTC"}
	return somebody(t, places[r.IntN(len(places))], p).With(availability.NewSet(between(t, "2026-03-15", "2026-03-18")))
}

// inWindow reads the wall clock of the person at a place, and looks it up in the windows.
func (r *Regime) inWindow(place int, z *availability.Zone, u int64) bool {
	cycle := int64(r.Cycle) * 7 * 24 * 3600
	wall := u + int64(z.Offset(time.Unix(u, 0)).Seconds) - 4*24*3600
	for _, w := range r.Windows {
		l := w.Local[place]
		start := int64(l.Week)*7*24*3600 + (int64(l.Day)+6)%7*24*3600 + int64(time.Duration(l.Start)/time.Second)
		if since := ((wall-start)%cycle + cycle) % cycle; since < int64(w.Length/time.Second) {
			return true
		}
	}
	return false
}

// cutRegimes returns what is left of regimes within w.
func cutRegimes(regimes []Regime, w availability.Span) []Regime {
	var cut []Regime
	for _, g := range regimes {
		if start := g.Span.Start(); start.Before(w.Start()) {
			g.Causes = nil
		}
		if g.Span = g.Span.Intersect(w); !g.Span.IsEmpty() {
			cut = append(cut, g)
		}
	}
	return cut
}

// What the regimes say is what brute force sees of the usual time: everybody's wall clock is
// in a window if and only if all are there.
func TestSeasonsAreTheUsualOverlap(t *testing.T) {
	r := rand.New(rand.NewPCG(71, 72))
	regimeCount, inside, cycles := 0, 0, 0
	for i := range 120 {
		w := between(t, "2026-03-01", "2026-05-01T12:34:56Z")
		if i%4 == 0 {
			w = between(t, "1951-03-01", "1951-05-01T12:34:56Z")
		}
		var crew, usual []*availability.Schedule
		var sets []availability.Set
		states := []availability.State{availability.Free, availability.Working, availability.AnyState &^ availability.Leave}[r.IntN(3)]
		for range 1 + r.IntN(3) {
			s := seasonal(t, r)
			crew, usual = append(crew, s), append(usual, s.Usual())
			sets = append(sets, usual[len(usual)-1].When(w, states))
		}
		regimes := NewCrew(states, crew...).Seasons(w)
		at := w.Start()
		for i := range regimes {
			g := &regimes[i]
			if !g.Span.Start().Equal(at) || g.Span.IsEmpty() || i > 0 && len(g.Causes) == 0 {
				t.Fatalf("regime %v after %v", g, at)
			}
			at = g.Span.End()
			if i > 0 && g.sameWeek(regimes[i-1]) {
				t.Fatalf("regime %v is as the one before", g)
			}
			var sum time.Duration
			for _, win := range g.Windows {
				sum += win.Length
				for k, l := range win.Local {
					if len(win.Local) != len(crew) || l != availability.NewWeekSpan(g.Cycle, int64(l.Week)*7*24*3600+(int64(l.Day)+6)%7*24*3600+int64(time.Duration(l.Start)/time.Second), int64(win.Length/time.Second)) {
						t.Fatalf("window %v of %d people, at %d", win, len(crew), k)
					}
				}
			}
			if sum/time.Duration(g.Cycle) != g.Week {
				t.Fatalf("regime %v: the windows are %v in %d weeks", g, sum, g.Cycle)
			}
			regimeCount++
			if g.Cycle > 1 {
				cycles++
			}
		}
		if !at.Equal(w.End()) {
			t.Fatalf("regimes end at %v", at)
		}
		// Of a part of the span they are the same, cut to it.
		part := availability.UnixSpan(w.Start().Unix()+r.Int64N(40*24*3600), w.End().Unix()-r.Int64N(40*24*3600))
		if got, want := NewCrew(states, crew...).Seasons(part), cutRegimes(regimes, part); seasonsText(got) != seasonsText(want) {
			t.Fatalf("of %v\n%s\nwant\n%s", part, seasonsText(got), seasonsText(want))
		}
		// Every few minutes, and on both sides of every border.
		start, end := w.Unix()
		var instants []int64
		for u := start + int64(r.IntN(420)); u < end; u += 660 {
			instants = append(instants, u)
		}
		for _, set := range sets {
			for sp := range set.All() {
				a, b := sp.Unix()
				instants = append(instants, max(a-1, start), a, b-1, min(b, end-1))
			}
		}
		for _, g := range regimes {
			a, b := g.Span.Unix()
			instants = append(instants, a, b-1)
		}
		for _, u := range instants {
			want := true
			for _, set := range sets {
				want = want && set.Contains(time.Unix(u, 0))
			}
			if want {
				inside++
			}
			for i := range regimes {
				if !regimes[i].Span.Contains(time.Unix(u, 0)) {
					continue
				}
				for k, s := range crew {
					if got := regimes[i].inWindow(k, s.Zone(), u); got != want {
						t.Fatalf("at %v, on the clock of %d: %v, want %v\n%s", time.Unix(u, 0).UTC(), k, got, want, seasonsText(regimes))
					}
				}
			}
		}
	}
	if regimeCount < 300 || inside < 10000 || cycles < 20 {
		t.Errorf("the teams are too simple: %d regimes, %d of them of several weeks, %d instants of overlap", regimeCount, cycles, inside)
	}
}

// Without anything special a regime starts where brute force sees the weekly overlap
// change: no boundary is missing, and none is superfluous.
func TestSeasonsChangeWhereWeeksDo(t *testing.T) {
	r := rand.New(rand.NewPCG(73, 74))
	w := year2026(t)
	week := 7 * 24 * time.Hour
	for range 40 {
		var crew []*availability.Schedule
		for range 2 + r.IntN(2) {
			crew = append(crew, somebody(t, []string{"Berlin", "New York", "San Francisco", "Sydney", "Bengaluru", "Lord Howe", "Santiago"}[r.IntN(7)],
				availability.Person{Hours: fmt.Sprintf("Mo-Fr %02d:00-%02d:00", r.IntN(12), 13+r.IntN(12))}))
		}
		// The windows of a week on everybody's clock, at noon of a Saturday in UTC for the week before.
		local := func(from time.Time) string {
			var text string
			for sp := range All(availability.Between(from, from.Add(week)), crew...).All() {
				for _, s := range crew {
					_, clock := s.Zone().Civil(sp.Start())
					text += clock.HhMm() + " "
				}
				text += sp.Duration().String() + " "
			}
			return text
		}
		var want []string
		last := "?"
		for from := at(t, "2026-01-03T12:00:00Z"); from.Add(week).Before(w.End()); from = from.Add(week) {
			if now := local(from); now != last {
				last = now
				want = append(want, from.Add(24*time.Hour).Format(time.DateOnly))
			}
		}
		var got []string
		for i, g := range Seasons(w, crew...) {
			// The Sunday of the change; the regimes' first is that of 4 January.
			sunday := g.Span.Start().Add(14*time.Hour - time.Second).Truncate(24 * time.Hour)
			if i == 0 {
				sunday = at(t, "2026-01-04")
			}
			got = append(got, sunday.Format(time.DateOnly))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("regimes from %v, weeks differ from %v\n%s", got, want, seasonsText(Seasons(w, crew...)))
		}
	}
}

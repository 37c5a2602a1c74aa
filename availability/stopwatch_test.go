package availability

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"
)

// A stopwatch shows what lies in the set of its states less its pauses, at any
// instants, near and far, with fractions.
func TestStopwatchEqualsItsSet(t *testing.T) {
	r := rand.New(rand.NewPCG(61, 62))
	for range 300 / thin {
		first := instant(t, "2026-01-01").Unix() + int64(r.IntN(3)-1)*140*365*secondsPerDay // before, within and after the index
		day, _ := splitCivil(first)
		d := randomDraft(r, day, 60)
		s, err := d.person().Compile()
		if err != nil {
			t.Fatal(err)
		}
		s = s.With(NewSet(d.busy...))
		var pauses Set
		for range r.IntN(4) {
			at := first + r.Int64N(40*secondsPerDay)
			pauses = pauses.Union(NewSet(Span{at, at + r.Int64N(4*secondsPerDay)}))
		}
		runs := State(1 + r.IntN(int(AnyState)))
		w := s.Stopwatch(runs, pauses)
		from := time.Unix(first+r.Int64N(20*secondsPerDay), r.Int64N(2)*r.Int64N(1e9))
		to := from.Add(time.Duration(r.Int64N(int64(500 * 24 * time.Hour))))
		set := s.When(Between(from, to.Add(time.Second)), runs).Subtract(pauses)

		var want time.Duration
		for sp := range set.All() {
			start, end := sp.Start(), sp.End()
			if start.Before(from) {
				start = from
			}
			if end.After(to) {
				end = to
			}
			want += max(end.Sub(start), 0)
		}
		if got := w.Between(from, to); got != want {
			t.Fatalf("%v from %v to %v: %v, want %v\n%+v", runs, from, to, got, want, d)
		}
		if back := w.Between(to, from); back != -want {
			t.Fatalf("backwards %v, want %v", back, -want)
		}
		if want == 0 {
			continue
		}
		at, ok := w.Add(from, want)
		if !ok || at.After(to) || w.Between(from, at) != want || w.Between(from, at.Add(-1)) >= want {
			t.Fatalf("%v + %v = %v %v, want the first instant up to %v", from, want, at, ok, to)
		}
		at, ok = w.Add(to, -want)
		if !ok || at.Before(from) || w.Between(at, to) != want || w.Between(at.Add(1), to) >= want {
			t.Fatalf("%v - %v = %v %v, want the last instant from %v on", to, want, at, ok, from)
		}
		next, ok := w.Next(from)
		if !ok || next.Intersect(Between(from, to.Add(time.Second))) != set.At(0) {
			t.Fatalf("next after %v is %v %v, want %v", from, next, ok, set.At(0))
		}
	}
}

// What never happens again is an answer, and one that comes soon.
func TestStopwatchOfNothing(t *testing.T) {
	now := instant(t, "2026-03-02")
	for _, c := range []struct {
		why  string
		p    Person
		runs State
	}{
		{"no hours", Person{Hours: "off"}, Free},
		{"no such state", Person{Hours: "Mo-Fr 09:00-17:00"}, Holiday},
		{"no state at all", Person{Hours: "24/7"}, 0},
		{"leave for good", Person{Hours: "Mo-Fr 09:00-17:00", Leave: []TimeOff{{First: calendarFirst + 700000, Last: calendarLast}}}, Free},
		{"off hours of somebody who is never off", Person{Hours: "24/7"}, OffHours},
		{"hours of a year that is over", Person{Hours: "2020 Mo-Fr 09:00-17:00"}, Free},
		{"hours of days that never come", Person{Hours: "Jan week 30 Mo 09:00-17:00"}, Free},
		{"a rota that has ended", Person{Hours: "off", Recurring: []Block{{State: Free, Length: time.Hour,
			Start: Civil{Date: 737000}, Rule: "FREQ=DAILY;COUNT=100"}}}, Free},
		{"holidays of the past", Person{Hours: "PH 10:00-12:00", Holidays: []string{"2019-05-01"}}, Free},
	} {
		c.p.Name, c.p.Zone = "Ada", "America/New_York"
		s, err := c.p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		w := s.Stopwatch(c.runs, Set{})
		if sp, ok := w.Next(now); ok {
			t.Errorf("%s: %v", c.why, sp)
		}
		if at, ok := w.Add(now, 1); ok {
			t.Errorf("%s: %v", c.why, at)
		}
	}
}

// Years in which nothing counts, or everything, are passed over and come to an end.
func TestStopwatchPassesOverYears(t *testing.T) {
	now := instant(t, "2026-03-02T12:00:00Z")
	years := NewSet(Between(instant(t, "2026-03-01"), instant(t, "2031-03-03")))
	s := compile(t, "UTC", "Mo-Fr 09:00-17:00").With(years)
	if sp, ok := s.Next(now); !ok || sp.String() != "2031-03-03T09:00:00Z/2031-03-03T17:00:00Z" {
		t.Errorf("after years of being busy: %v %v", sp, ok)
	}
	if at, ok := s.AddWork(now, time.Hour); !ok || !at.Equal(instant(t, "2031-03-03T10:00:00Z")) {
		t.Errorf("an hour of work after years of being busy: %v %v", at, ok)
	}
	busy := s.Stopwatch(Busy, Set{})
	if sp, ok := busy.Next(now); !ok || sp.String() != "2026-03-02T12:00:00Z/2026-03-02T17:00:00Z" {
		t.Errorf("busy in %v %v", sp, ok)
	}
	always := compile(t, "UTC", "24/7").With(NewSet(Between(instant(t, "2031-03-03"), instant(t, "2031-03-04"))))
	if sp, ok := always.Next(now); !ok || sp.String() != "2026-03-02T12:00:00Z/2031-03-03T00:00:00Z" {
		t.Errorf("always but for a day: %v %v", sp, ok)
	}
}

func TestNextChangeComesToAnEnd(t *testing.T) {
	now := instant(t, "2026-03-02")
	for _, hours := range []string{"24/7", "off"} {
		if at, state, ok := compile(t, "Europe/Berlin", hours).NextChange(now); ok {
			t.Errorf("%s changes to %v at %v", hours, state, at)
		}
	}
	s := compile(t, "UTC", "24/7", "9000-01-01")
	if at, state, ok := s.NextChange(now); !ok || state != Leave || at.Year() != 9000 {
		t.Errorf("got %v %v %v", at, state, ok)
	}
}

// Schedules may be shared: the race detector watches the index being made.
func TestScheduleIsSafeForConcurrentUse(t *testing.T) {
	s := compile(t, "Europe/London", "Mo-Fr 09:00-12:30,13:30-17:30", "2026-12-24/2026-12-28")
	want := s.WorkBetween(instant(t, "2020-01-01"), instant(t, "2030-01-01"))
	s = s.With(Set{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := s.WorkBetween(instant(t, "2020-01-01"), instant(t, "2030-01-01")); got != want {
				t.Errorf("%v, want %v", got, want)
			}
			s.StateAt(instant(t, "2026-03-02"))
			s.Next(instant(t, "2026-03-02"))
		})
	}
	wg.Wait()
}

// The index is bounded: far years leave nothing behind.
func TestIndexKeepsNothingOfFarYears(t *testing.T) {
	s := compile(t, "UTC", "Mo-Fr 09:00-17:00")
	s.AddWork(instant(t, "4000-01-01"), time.Hour)
	s.AddWork(instant(t, "1500-01-01"), -time.Hour)
	if s.free.index.blocks.Load() != nil {
		t.Error("a block was kept")
	}
}

// To ask about the time after somebody has left tells nothing of the days before, even those just
// before.
func TestStopwatchOfSomebodyWhoHasLeft(t *testing.T) {
	s := compile(t, "Europe/Berlin", "Mo-Fr 09:00-17:00", "2026-03-13/9999-12-31")
	for _, asked := range []string{"2026-03-20T11:00:00Z", "2026-03-12T17:00:00Z", "2026-03-12T11:00:00Z", "2026-03-06T11:00:00Z"} {
		at := instant(t, asked)
		done, ok := s.AddWork(at, time.Hour)
		if works := asked == "2026-03-12T11:00:00Z" || asked == "2026-03-06T11:00:00Z"; ok != works || ok && !done.Equal(at.Add(time.Hour)) {
			t.Errorf("an hour of work after %s: %v %v", asked, done, ok)
		}
		if _, ok := s.Next(at); ok != (asked < "2026-03-12T16") {
			t.Errorf("next work after %s: %v", asked, ok)
		}
	}
}

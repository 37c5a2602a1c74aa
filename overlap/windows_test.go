package overlap

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// hoursAWeek counts the weeks of w by the hours that the set has in them.
func hoursAWeek(w availability.Span, s availability.Set) map[float64]int {
	weeks := map[float64]int{}
	for from := w.Start(); from.Before(w.End()); from = from.Add(7 * 24 * time.Hour) {
		weeks[s.Clip(availability.Between(from, from.Add(7*24*time.Hour))).Duration().Hours()]++
	}
	return weeks
}

func TestKnownOverlaps(t *testing.T) {
	w := knownYear(t)
	for _, c := range []struct{ a, b, want string }{
		{"San Francisco", "Sydney", "map[4:26 8:8 12:18]"},
		{"Berlin", "New York", "map[10:48 15:4]"},
	} {
		// A week of San Francisco ends on Saturday morning in UTC, so weeks of
		// UTC part the working time of both as people see it.
		got := fmt.Sprint(hoursAWeek(w, All(w, schedule(t, c.a, office), schedule(t, c.b, office))))
		if got != c.want {
			t.Errorf("%s and %s share hours a week: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}

func TestAllAndQuorum(t *testing.T) {
	day := between(t, "2026-03-02", "2026-03-03")
	early, late, night := schedule(t, "UTC", "06:00-14:00"), schedule(t, "UTC", "12:00-20:00"), schedule(t, "UTC", "22:00-06:00")
	spans := func(hours ...string) availability.Set {
		var set availability.Set
		for _, h := range hours {
			set = set.Union(schedule(t, "UTC", "Mo "+h).In(day))
		}
		return set
	}
	for _, c := range []struct {
		why       string
		got, want availability.Set
	}{
		{"all of nobody", All(day), availability.NewSet(day)},
		{"all of one", All(day, early), spans("06:00-14:00")},
		{"all of two", All(day, early, late), spans("12:00-14:00")},
		{"touching is not sharing", All(day, early, night), availability.Set{}},
		{"all of three", All(day, early, late, night), availability.Set{}},
		{"nobody needed", Quorum(day, 0, early), availability.NewSet(day)},
		{"fewer than nobody", Quorum(day, -1), availability.NewSet(day)},
		{"anybody", Quorum(day, 1, early, late, night), spans("00:00-20:00", "22:00-24:00")},
		{"two of three", Quorum(day, 2, early, late, night), spans("12:00-14:00")},
		{"more than there are", Quorum(day, 4, early, late, night), availability.Set{}},
		{"the same person twice counts twice", Quorum(day, 2, early, early, late), spans("06:00-14:00")},
		{"an empty span", All(availability.Span{}, early), availability.Set{}},
	} {
		if !c.got.Equal(c.want) {
			t.Errorf("%s:\n%v\nwant\n%v", c.why, c.got, c.want)
		}
	}
}

func TestCoverageEqualsMinuteByMinuteCount(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	w := between(t, "2026-03-27T00:00:00Z", "2026-03-31T12:34:00Z")
	for range 30 {
		var people []*availability.Schedule
		var sets []availability.Set
		for range r.IntN(70) { // more than a word of bits
			s := randomSchedule(t, r)
			people, sets = append(people, s), append(sets, s.In(w))
		}
		cover := Cover(w, people...)
		next, last := w.Start(), []int{-1}
		var steps []Step
		var who [][]int
		for step := range cover.Steps() {
			if !step.Span.Start().Equal(next) || step.Span.IsEmpty() {
				t.Fatalf("step %v does not go on from %v", step.Span, next)
			}
			present := step.People()
			if len(present) != step.Count || slices.Equal(present, last) {
				t.Fatalf("step %v of %d: %v after %v", step.Span, step.Count, present, last)
			}
			steps, who = append(steps, step), append(who, present)
			next, last = step.Span.End(), present
		}
		if !next.Equal(w.End()) {
			t.Fatalf("steps end at %v", next)
		}
		for i, step := range steps { // a step may be kept
			if !slices.Equal(step.People(), who[i]) {
				t.Fatalf("step %v was of %v and is now of %v", step.Span, who[i], step.People())
			}
		}
		most, largest := cover.Max()
		highest, atLeast2 := 0, Quorum(w, 2, people...)
		i := 0
		for m := w.Start(); m.Before(w.End()); m = m.Add(time.Minute) {
			for !steps[i].Span.Contains(m) {
				i++
			}
			var want []int
			for j, s := range sets {
				if s.Contains(m) {
					want = append(want, j)
				}
			}
			if !slices.Equal(who[i], want) {
				t.Fatalf("%v: %v work, want %v", m, who[i], want)
			}
			highest = max(highest, len(want))
			if atLeast2.Contains(m) != (len(want) >= 2) {
				t.Fatalf("%v: two of %v", m, want)
			}
			if largest.Contains(m) != (len(want) == most) {
				t.Fatalf("%v: the most are %d, here are %v", m, most, want)
			}
		}
		if most != highest {
			t.Fatalf("at most %d work, want %d", most, highest)
		}
		if all := All(w, people...); !all.Equal(cover.AtLeast(len(people))) {
			t.Fatalf("all: %v\nat least %d: %v", all, len(people), cover.AtLeast(len(people)))
		}
	}
}

func TestLargestGroup(t *testing.T) {
	week := between(t, "2026-03-02", "2026-03-09")
	for _, c := range []struct {
		why, want string
		hours     []string
	}{
		{"nobody", "[] 0s", nil},
		{"nobody works", "[] 0s", []string{"off", "off"}},
		{"everybody", "[0 1] 10h0m0s", []string{"Mo-Fr 09:00-11:00", "Mo-Fr 09:00-17:00"}},
		{"the longer of two pairs", "[1 2] 10h0m0s", []string{"Mo-Fr 09:00-11:00", "Mo-Fr 10:00-15:00", "Mo-Fr 13:00-18:00"}},
		{"of equal pairs the earlier", "[0 1] 5h0m0s", []string{"Mo-Fr 09:00-11:00", "Mo-Fr 10:00-15:00", "Mo-Fr 14:00-18:00"}},
		{"a small group with much time does not count", "[0 1 2] 1h0m0s", []string{"Mo-Su 00:00-24:00", "Mo-Su 00:00-24:00", "Mo 12:00-13:00"}},
	} {
		var people []*availability.Schedule
		for _, h := range c.hours {
			people = append(people, schedule(t, "UTC", h))
		}
		g := Cover(week, people...).Largest()
		if got := fmt.Sprint(g.People, " ", g.When.Duration()); got != c.want {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
	}
}

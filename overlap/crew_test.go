package overlap

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

func TestCrewOfOtherStates(t *testing.T) {
	monday := between(t, "2026-03-02", "2026-03-03")
	person := func(hours, stretch string) *availability.Schedule {
		s, err := availability.Person{Name: "Somebody", Zone: "UTC", Hours: hours, Stretch: stretch}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	ada, bo := person("09:00-12:00", "12:00-15:00"), person("14:00-17:00", "13:00-18:00")
	for _, c := range []struct {
		states availability.State
		want   string
	}{
		{availability.Free, "all 0s, any 6h0m0s, never fewer than 0 for 0s, nobody for 18h0m0s"},
		{availability.Free | availability.Stretch, "all 2h0m0s, any 9h0m0s, never fewer than 0 for 0s, nobody for 15h0m0s"},
		{availability.Stretch, "all 1h0m0s, any 4h0m0s, never fewer than 0 for 0s, nobody for 20h0m0s"},
		{0, "all 0s, any 0s, never fewer than 0 for 0s, nobody for 24h0m0s"},
		{availability.AnyState, "all 24h0m0s, any 24h0m0s, never fewer than 0 for 0s, nobody for 0s"},
	} {
		crew := NewCrew(c.states, ada, bo)
		cover := crew.Cover(monday)
		got := fmt.Sprintf("all %v, any %v, never fewer than 0 for %v, nobody for %v",
			crew.All(monday).Duration(), crew.Any(monday).Duration(), cover.Gaps(0).Total(), cover.Gaps(1).Total())
		if got != c.want {
			t.Errorf("%v: %s, want %s", c.states, got, c.want)
		}
	}
}

func TestCrewOfNobodyAndEmptyWindows(t *testing.T) {
	day := between(t, "2026-03-02", "2026-03-03")
	nobody := NewCrew(availability.Free)
	if !nobody.All(day).Equal(availability.NewSet(day)) || !nobody.Any(day).IsEmpty() {
		t.Error("all of nobody is always, and any of nobody is never")
	}
	for step := range nobody.Cover(day).Steps() {
		if step.Span != day || step.Count != 0 || len(step.People())+len(step.Joined())+len(step.Left()) > 0 {
			t.Errorf("a step of nobody: %+v", step)
		}
	}
	if g := nobody.Cover(day).Gaps(1); len(g) != 1 || !g[0].Open || !g[0].Unended || g[0].Span != day {
		t.Errorf("nobody is a gap: %v", g)
	}
	one := NewCrew(availability.Free, schedule(t, "Berlin", office))
	var zero Coverage
	for _, c := range []Coverage{zero, one.Cover(availability.Span{})} {
		most, when := c.Max()
		if most != 0 || !when.IsEmpty() || len(c.Gaps(1)) > 0 || !c.AtLeast(0).IsEmpty() || len(c.Largest().People) > 0 {
			t.Errorf("an empty span is covered by %d at %v", most, when)
		}
		for step := range c.Steps() {
			t.Errorf("an empty span has the step %v", step)
		}
	}
	if _, ok := zero.Gaps(1).Longest(); ok {
		t.Error("no gap is the longest")
	}
	var step Step
	var gap Gap
	if len(step.People())+len(step.Joined())+len(step.Left())+len(gap.Before())+len(gap.After())+len(gap.Left())+len(gap.Joined()) > 0 || step.Has(0) {
		t.Error("zero values know somebody")
	}
	var none PairTable
	for pair := range none.All() {
		t.Errorf("nobody is the pair %v", pair)
	}
	if table, err := one.Pairs(availability.Span{}); err != nil || table.At(0, 0) != (Pair{}) {
		t.Errorf("in no time: %v, %v", table.At(0, 0), err)
	}
}

// The longest window there is: it is cut to the calendar, and nothing overflows.
func TestCrewOverAllTime(t *testing.T) {
	always, never := schedule(t, "Berlin", "24/7"), schedule(t, "Berlin", "off")
	all := availability.UnixSpan(-1<<63, 1<<63-1)
	crew := NewCrew(availability.Free, always, always, never)
	cal := availability.NewSet(availability.Calendar())
	if !crew.Any(all).Equal(cal) || !crew.Cover(all).AtLeast(2).Equal(cal) {
		t.Error("somebody is always there, as far as the calendar goes")
	}
	gaps := crew.Cover(all).Gaps(1)
	if len(gaps) != 2 || !gaps[0].Open || fmt.Sprint(gaps[0].Joined()) != "[0 1]" || fmt.Sprint(gaps[1].Left()) != "[0 1]" {
		t.Errorf("before and after the calendar: %v", gaps)
	}
}

// Both ways of counting, on the same borders: many, and with a second among them.
func TestCountingByMinutesEqualsCountingBySeconds(t *testing.T) {
	w, people := fourWeeks(t), crowd(t, 300, crowdZones, true)
	start, end := w.Unix()
	for _, w := range []availability.Span{w, availability.UnixSpan(start+12345, end-54321), availability.UnixSpan(start+9*3600, end-7*3600)} {
		byMinutes := newLists(w, classify(people), availability.Free)
		if !byMinutes.countMinutes() {
			t.Fatal("the borders are whole minutes, but for those of the window")
		}
		bySeconds := newLists(w, classify(people), availability.Free)
		bySeconds.countSeconds()
		if !slices.Equal(byMinutes.starts, bySeconds.starts) || !slices.Equal(byMinutes.counts, bySeconds.counts) || !slices.Equal(byMinutes.ranked(), bySeconds.ranked()) {
			t.Errorf("%v: the ways differ", w)
		}
	}
	odd := schedule(t, "Berlin", "24/7").With(availability.NewSet(availability.UnixSpan(start+100_001, start+200_000)))
	c := newLists(w, classify(append(people[:20:20], odd)), availability.Free)
	if c.countMinutes() {
		t.Error("a border within a minute counts as a whole one")
	}
	if c = newLists(w, classify(people), availability.Free); !c.countMinutes() || !slices.Equal(c.counts, Cover(w, people...).c.counts) {
		t.Error("the table of minutes was not clean")
	}
}

// Many borders in an hour of a window of years: one bucket holds them all.
func TestBordersAreFoundInACrowdedHour(t *testing.T) {
	w := between(t, "2020-01-01", "2030-01-01")
	hour := at(t, "2026-03-02T10:00:00Z").Unix()
	var busy []availability.Span
	for i := range int64(200) {
		busy = append(busy, availability.UnixSpan(hour+17*i, hour+17*i+8))
	}
	always := schedule(t, "UTC", "24/7")
	people := []*availability.Schedule{always, always.With(availability.NewSet(busy...))}
	c := Cover(w, people...).c
	if c.whole || len(c.counts) != 401 {
		t.Fatalf("%d steps", len(c.counts))
	}
	for i, rank := range c.ranked() {
		start, end := c.lists[min(1, i/2)][max(0, i/2-1)].Unix()
		if u := []int64{start, end}[i%2]; c.starts[rank] != u {
			t.Fatalf("border %d at %d is found at %d", i, u, c.starts[rank])
		}
	}
}

// What a crew remembers of one window is not the answer for another.
func TestCrewIsAskedAboutOneWindowAfterTheOther(t *testing.T) {
	crew := NewCrew(availability.Free, schedule(t, "Berlin", office), schedule(t, "New York", office))
	for _, day := range []string{"2026-03-02", "2026-03-07", "2026-03-09", "2026-03-07"} {
		from := at(t, day)
		w := availability.Between(from, from.Add(24*time.Hour))
		if got, want := crew.Any(w), Any(w, crew.schedules...); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", day, got, want)
		}
	}
}

func TestSortDigits(t *testing.T) {
	r := rand.New(rand.NewPCG(45, 46))
	for _, n := range []int{0, 1, 511, 512, 5000} {
		for _, most := range []uint64{1, 2, 2047, 2048, 1 << 22, 1 << 39} {
			list := make([]uint64, n)
			for i := range list {
				list[i] = r.Uint64N(most)
			}
			want := slices.Sorted(slices.Values(list))
			if got := sortDigits(list); !slices.Equal(got, want) {
				t.Fatalf("%d numbers below %d are not sorted", n, most)
			}
		}
	}
}

// Thousands of people can be followed from step to step without looking at all of them.
func TestTurnsLeadFromStepToStep(t *testing.T) {
	w, people := fourWeeks(t), crowd(t, 1500, crowdZones, true)
	there := make(map[int]bool)
	n := 0
	for step := range Cover(w, people...).Steps() {
		for _, p := range step.Left() {
			if !there[p] {
				t.Fatalf("%d leaves and was not there", p)
			}
			delete(there, p)
		}
		for _, p := range step.Joined() {
			if there[p] {
				t.Fatalf("%d comes and was there", p)
			}
			there[p] = true
		}
		if len(there) != step.Count {
			t.Fatalf("%d are there, want %d", len(there), step.Count)
		}
		if n++; n%100 == 0 {
			for _, p := range step.People() {
				if !there[p] {
					t.Fatalf("%d is there and has not come", p)
				}
			}
		}
	}
}

func TestIdenticalSchedulesAreComputedOnce(t *testing.T) {
	people := crowd(t, 1000, regionZones, false)
	if n := len(NewCrew(availability.Free, people...).classes().schedules); n != len(regionZones)*len(crowdPatterns) {
		t.Errorf("%d different schedules, want %d", n, len(regionZones)*len(crowdPatterns))
	}
}

func TestPairsHaveLimits(t *testing.T) {
	w := between(t, "2026-03-02", "2026-03-03")
	s, always := schedule(t, "Berlin", office), schedule(t, "Berlin", "24/7")
	distinct := make([]*availability.Schedule, MaxDistinct+1)
	for i := range distinct {
		distinct[i] = always.With(availability.NewSet(availability.UnixSpan(int64(i), int64(i)+1)))
	}
	for _, c := range []struct {
		people []*availability.Schedule
		want   string
	}{
		{slices.Repeat([]*availability.Schedule{s}, MaxPeople+1), "overlap: request: People: 10001 are too many for all pairs: the limit is 10000"},
		{distinct, "overlap: request: People: 4097 different schedules are too many for all pairs: the limit is 4096, so ask for parts of the crew"},
	} {
		_, err := Pairs(w, c.people...)
		var wrong *RequestError
		if !errors.As(err, &wrong) || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	if table, err := Pairs(w, slices.Repeat([]*availability.Schedule{s}, MaxPeople)...); err != nil || table.At(0, MaxPeople-1).Seconds != 8*60*60 {
		t.Errorf("%v", err)
	}
}

func TestCrewIsSafeForConcurrentUse(t *testing.T) {
	w, people := fourWeeks(t), crowd(t, 60, crowdZones, true)
	crew := NewCrew(availability.Free, people...)
	cover := crew.Cover(w)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for step := range cover.Steps() {
				step.Joined()
			}
			crew.Any(w)
			cover.Largest()
		})
	}
	wait.Wait()
}

// People who hand over around the clock, and where that fails.
func TestGapsInFollowTheSun(t *testing.T) {
	w := between(t, "2026-03-02", "2026-03-04")
	crew := NewCrew(availability.Free,
		schedule(t, "UTC", "Mo-Fr 00:00-08:00"), schedule(t, "UTC", "Mo-Fr 08:30-16:00"), schedule(t, "UTC", "Mo-Fr 16:00-23:00"))
	var got []string
	for _, g := range crew.Cover(w).Gaps(1) {
		got = append(got, fmt.Sprintf("%s for %v: %v leave, %v come, open %v, unended %v",
			g.Span.Start().Format("Mon 15:04"), g.Span.Duration(), g.Left(), g.Joined(), g.Open, g.Unended))
	}
	want := []string{
		"Mon 08:00 for 30m0s: [0] leave, [1] come, open false, unended false",
		"Mon 23:00 for 1h0m0s: [2] leave, [0] come, open false, unended false",
		"Tue 08:00 for 30m0s: [0] leave, [1] come, open false, unended false",
		"Tue 23:00 for 1h0m0s: [2] leave, [] come, open false, unended true",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	longest, _ := crew.Cover(w).Gaps(1).Longest()
	if total := crew.Cover(w).Gaps(1).Total(); total != 3*time.Hour || longest.Span.Start().Day() != 2 {
		t.Errorf("%v, the longest from %v", total, longest.Span)
	}
}

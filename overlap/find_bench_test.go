package overlap

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// spread returns people over many zones, with many patterns of hours.
func spreadPerson(t testing.TB, i int) *availability.Schedule {
	t.Helper()
	zones := []string{"Europe/London", "Europe/Berlin", "Europe/Athens", "Africa/Lagos", "Europe/Madrid", "Africa/Cairo"}
	patterns := []string{"Mo-Fr 09:00-17:00", "Mo-Fr 08:00-16:00", "Mo-Fr 09:00-12:30,13:30-17:30", "Mo-Fr 10:00-18:00", "Mo-Th 08:30-18:00", "Mo-Fr 07:00-15:00"}
	s, err := availability.Person{Name: fmt.Sprint("P", i), Zone: zones[i%len(zones)], Hours: patterns[i/len(zones)%len(patterns)]}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// slowFind is the plain way: for each start, ask every person's sorted intervals, as
// times.
func slowFind(w availability.Span, required, optional [][][2]time.Time, d, step time.Duration, n int) []time.Time {
	type candidate struct {
		at    time.Time
		score int
	}
	covers := func(spans [][2]time.Time, from, to time.Time) bool {
		i, _ := slices.BinarySearchFunc(spans, from, func(sp [2]time.Time, t time.Time) int {
			if sp[1].After(t) {
				return 1
			}
			return -1
		})
		return i < len(spans) && !spans[i][0].After(from) && !spans[i][1].Before(to)
	}
	var all []candidate
	for u := w.Start(); !u.Add(d).After(w.End()); u = u.Add(step) {
		ok := true
		for _, spans := range required {
			ok = ok && covers(spans, u, u.Add(d))
		}
		if !ok {
			continue
		}
		c := candidate{at: u}
		for _, spans := range optional {
			if !covers(spans, u, u.Add(d)) {
				c.score++
			}
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(a.score, b.score) })
	var best []time.Time
	for _, c := range all[:min(n, len(all))] {
		best = append(best, c.at)
	}
	return best
}

// The best 50 one-hour slots for 8 required and 12 optional people over two weeks on a
// 15-minute grid, from compiled schedules.
func BenchmarkFind(b *testing.B) {
	w := between(b, "2026-03-02", "2026-03-16")
	r := Request{Period: w, Best: 50}
	r.Duration = time.Hour
	var schedules []*availability.Schedule
	for i := range 20 {
		s := spreadPerson(b, i)
		schedules = append(schedules, s)
		r.People = append(r.People, Attendee{Schedule: s, Optional: i >= 8})
	}
	slow := func() []time.Time {
		var lists [][][2]time.Time
		for _, s := range schedules {
			var spans [][2]time.Time
			for sp := range s.In(w).All() {
				spans = append(spans, [2]time.Time{sp.Start(), sp.End()})
			}
			lists = append(lists, spans)
		}
		return slowFind(w, lists[:8], lists[8:], time.Hour, 15*time.Minute, 50)
	}
	got, err := Find(r)
	if err != nil {
		b.Fatal(err)
	}
	for i, u := range slow() {
		if !got.Candidates[i].Span.Start().Equal(u) {
			b.Fatalf("candidate %d is %v, want %v", i, got.Candidates[i].Span, u)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Find(r); err != nil {
			b.Fatal(err)
		}
	}
	fast := float64(b.Elapsed()) / float64(b.N)
	start := time.Now()
	rounds := 0
	for ; rounds < 5 || time.Since(start) < 50*time.Millisecond; rounds++ {
		slow()
	}
	b.ReportMetric(float64(time.Since(start))/float64(rounds)/fast, "x-faster")
	b.ReportMetric(float64(got.Possible), "possible")
}

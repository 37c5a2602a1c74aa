package overlap

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// yearOfEight asks for the best weekly hour of 2026 for eight people in eight zones, six of them
// required, on quarter hours.
func yearOfEight(t testing.TB) SeriesRequest {
	r := SeriesRequest{
		Meeting: Meeting{Duration: time.Hour},
		Season:  between(t, "2026-01-01", "2027-01-01"),
	}
	for i, name := range []string{
		"Europe/Berlin", "Europe/London", "America/New_York", "Europe/Athens", "Africa/Lagos", "America/Sao_Paulo", "America/Los_Angeles", "Asia/Kolkata",
	} {
		s := compiled(t, availability.Person{
			Name: "Ada", Zone: name, Hours: "Mo-Fr 09:00-17:30", Stretch: "Mo-Fr 07:00-21:00", Focus: "We 09:00-11:00",
			Holidays: []string{"2026-01-01", fmt.Sprintf("2026-05-%02d", 1+3*i), "2026-12-24/2026-12-31"},
		})
		r.People = append(r.People, Attendee{Schedule: s, Optional: i >= 6})
		r.Anchors = append(r.Anchors, zone(t, name))
	}
	return r
}

// occurrenceByOccurrence is the plain way: package time for the zones, and each person looked up at
// each occurrence of each series. It returns the fewest failures and the least cost.
func occurrenceByOccurrence(t testing.TB, r SeriesRequest, locations []*time.Location) (skipped int, cost int64) {
	s, err := r.Meeting.session(r.Season, availability.Free|availability.Stretch)
	if err != nil {
		t.Fatal(err)
	}
	n := len(r.People)
	can, costs, comes := make([]bool, n), make([]int64, n), make([]bool, n)
	skipped = 1 << 30
	for weekday := range 7 {
		for _, loc := range locations {
			for clock := range 96 {
				bad, sum := 0, int64(0)
				for day := 1 + weekday; day <= 365; day += 7 {
					u := time.Date(2026, 1, day, 0, 15*clock, 0, 0, loc)
					if u.Before(r.Season.Start()) || u.Add(r.Duration).After(r.Season.End()) {
						continue
					}
					if total, _, ok := s.weigh(u.Unix(), can, costs, comes); ok {
						sum += total
					} else {
						bad++
					}
				}
				if bad < skipped || bad == skipped && sum < cost {
					skipped, cost = bad, sum
				}
			}
		}
	}
	return skipped, cost
}

func BenchmarkSeriesOfAYear(b *testing.B) {
	r := yearOfEight(b)
	var locations []*time.Location
	for _, z := range r.Anchors {
		loc, err := time.LoadLocation(z.Name())
		if err != nil {
			b.Fatal(err)
		}
		locations = append(locations, loc)
	}
	search := func() SeriesResult {
		result, err := Series(context.Background(), r)
		if err != nil {
			b.Fatal(err)
		}
		return result
	}
	best := search().Options[0]
	start := time.Now()
	skipped, cost := occurrenceByOccurrence(b, r, locations)
	plain := time.Since(start)
	if best.Occurrences-best.Held != skipped || best.Cost != time.Duration(cost)*time.Second {
		b.Fatalf("%d skipped at a cost of %v, want %d and %v", best.Occurrences-best.Held, best.Cost, skipped, time.Duration(cost)*time.Second)
	}
	b.ReportAllocs()
	for b.Loop() {
		search()
	}
	b.ReportMetric(float64(plain)/(float64(b.Elapsed())/float64(b.N)), "x-faster")
	b.ReportMetric(float64(plain), "plain-ns/op")
}

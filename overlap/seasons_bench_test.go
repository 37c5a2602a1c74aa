package overlap

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// weekByWeek is what programs do without regimes: each week of the year with package time,
// day by day and person by person, and a line wherever a week's windows are new.
func weekByWeek(year int, locations []*time.Location) (lines []string) {
	last := ""
	for monday := time.Date(year, 1, 5, 0, 0, 0, 0, time.UTC); monday.Year() == year; monday = monday.AddDate(0, 0, 7) {
		var week strings.Builder
		for d := range 5 {
			var from, until time.Time
			for i, loc := range locations {
				start := time.Date(year, monday.Month(), monday.Day()+d, 6, 0, 0, 0, loc)
				end := time.Date(year, monday.Month(), monday.Day()+d, 22, 0, 0, 0, loc)
				if i == 0 || start.After(from) {
					from = start
				}
				if i == 0 || end.Before(until) {
					until = end
				}
			}
			if from.Before(until) {
				for _, loc := range locations {
					fmt.Fprint(&week, from.In(loc).Format("Mon 15:04"), until.In(loc).Format("-15:04 "))
				}
			}
		}
		if week.String() != last {
			last = week.String()
			lines = append(lines, monday.Format(time.DateOnly)+" "+last)
		}
	}
	return lines
}

// A year of ten people in ten places, of whom most change their clocks.
func BenchmarkSeasonsOfTen(b *testing.B) {
	places := []string{"Berlin", "London", "New York", "Santiago", "Casablanca", "UTC", "Berlin", "London", "New York", "Bengaluru"}
	var people []*availability.Schedule
	var locations []*time.Location
	for _, p := range places {
		people = append(people, schedule(b, p, "Mo-Fr 06:00-22:00"))
		loc, err := time.LoadLocation(zoneOf[p])
		if err != nil {
			b.Fatal(err)
		}
		locations = append(locations, loc)
	}
	w := year2026(b)
	own, naive := Seasons(w, people...), weekByWeek(2026, locations)
	if len(own) != len(naive) {
		b.Fatalf("%d regimes, week by week %d:\n%s\n%s", len(own), len(naive), seasonsText(own), strings.Join(naive, "\n"))
	}
	n, start := 0, time.Now()
	for time.Since(start) < 200*time.Millisecond {
		weekByWeek(2026, locations)
		n++
	}
	perNaive := float64(time.Since(start)) / float64(n)
	b.ReportAllocs()
	for b.Loop() {
		Seasons(w, people...)
	}
	b.ReportMetric(perNaive/(float64(b.Elapsed())/float64(b.N)), "x-faster")
	b.ReportMetric(perNaive, "naive-ns/op")
}

// A year of ten people with all that makes a pattern: seasons, rotas, moves.
func BenchmarkSeasonsOfTenWithRotas(b *testing.B) {
	var people []*availability.Schedule
	for _, p := range []string{"Berlin", "London", "New York", "Santiago", "Casablanca", "UTC", "Berlin", "London", "New York", "Bengaluru"} {
		people = append(people, somebody(b, p, availability.Person{
			Hours: "Mo-Fr 06:00-22:00; Jul-Aug Fr 06:00-13:00; week 1-53/2 We 06:00-12:00",
			Recurring: []availability.Block{
				block(b, availability.Busy, "2025-03-03T13:00", time.Hour, "FREQ=WEEKLY;BYDAY=MO,TH"),
				block(b, availability.RestDay, "2026-03-06T00:00", 24*time.Hour, "FREQ=WEEKLY;INTERVAL=3"),
			},
		}))
	}
	w := year2026(b)
	b.ReportAllocs()
	for b.Loop() {
		Seasons(w, people...)
	}
}

package overlap

import (
	"context"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// everyShift is the baseline: the sets of every move, and the intersection of every plan's on
// every day. It returns the smallest total with which all days have enough, or -1.
func everyShift(r ShiftRequest) time.Duration {
	var moves []time.Duration
	for by := -r.Most[0]; by <= r.Most[0]; by += 30 * time.Minute {
		moves = append(moves, by)
	}
	sets := make([][]availability.Set, len(r.Schedules))
	for i, s := range r.Schedules {
		for _, by := range moves {
			sets[i] = append(sets[i], s.Shifted(by).In(r.Period))
		}
	}
	var days []availability.Span
	start, end := r.Period.Unix()
	for u := start; u < end; u += 24 * 60 * 60 {
		if day := availability.UnixSpan(u, u+24*60*60); day.Start().Weekday()%6 != 0 {
			days = append(days, day)
		}
	}
	best := time.Duration(-1)
	var try func(i int, common availability.Set, total time.Duration)
	try = func(i int, common availability.Set, total time.Duration) {
		if best >= 0 && total >= best {
			return
		}
		if i < len(sets) {
			for m, set := range sets[i] {
				try(i+1, common.Intersect(set), total+moves[m].Abs())
			}
			return
		}
		for _, day := range days {
			if common.Clip(day).Duration() < r.Daily {
				return
			}
		}
		best = total
	}
	try(0, availability.NewSet(r.Period), 0)
	return best
}

func shiftsOf(t testing.TB, daily time.Duration, places ...string) ShiftRequest {
	r := ShiftRequest{Period: between(t, "2026-03-02", "2026-03-30"), Daily: daily, Most: []time.Duration{3 * time.Hour}}
	for _, p := range places {
		r.Schedules = append(r.Schedules, schedule(t, p, office))
	}
	return r
}

// Four people, up to three hours either way, over four weeks with a change of DST.
func BenchmarkShiftsAgainstEveryPlan(b *testing.B) {
	r := shiftsOf(b, 4*time.Hour, "Berlin", "London", "New York", "Casablanca")
	ctx := context.Background()
	p, err := Shifts(ctx, r)
	if want := everyShift(r); err != nil || !p.Reached || p.Total != want {
		b.Fatalf("%v %v, want %v", p.Total, err, want)
	}
	n, start := 0, time.Now()
	for time.Since(start) < 200*time.Millisecond {
		everyShift(r)
		n++
	}
	perPeer := float64(time.Since(start)) / float64(n)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Shifts(ctx, r); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(perPeer/(float64(b.Elapsed())/float64(b.N)), "x-faster")
	b.ReportMetric(perPeer, "every-plan-ns/op")
}

// Eight people: six of them for four hours a day, which takes moves of seven hours in all.
func BenchmarkShiftsOfEight(b *testing.B) {
	r := hardShifts(b)
	r.AtLeast, r.Daily = 6, 4*time.Hour
	for b.Loop() {
		if p, err := Shifts(context.Background(), r); err != nil || !p.Exact || !p.Reached {
			b.Fatal(p, err)
		}
	}
}

// Eight people, three of them round the clock, which is out of reach: as many partial
// plans as are tried.
func BenchmarkShiftsCutShort(b *testing.B) {
	r := hardShifts(b)
	for b.Loop() {
		if p, err := Shifts(context.Background(), r); err != nil || p.Reached {
			b.Fatal(p, err)
		}
	}
}

package overlap

import (
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// simulatePair is the plain way: for the middle of each minute of the asker's time, when will
// the answerer have worked for so long since? Two pointers move through their working time,
// of which shown has the sums. It returns the sum of the waits in half seconds.
func simulatePair(asker, answerer [][2]int64, shown []int64, work int64) (sum int64) {
	seen, done := 0, 0
	for _, sp := range asker {
		for m := sp[0] + 60; m < sp[1]; m += 120 {
			for seen < len(answerer) && answerer[seen][1] <= m {
				seen++
			}
			if seen == len(answerer) {
				return sum
			}
			target := shown[seen] + work
			if m > answerer[seen][0] {
				target += m - answerer[seen][0]
			}
			for done < len(answerer) && shown[done+1] < target {
				done++
			}
			if done == len(answerer) {
				return sum
			}
			sum += answerer[done][0] + target - shown[done] - m
		}
	}
	return sum
}

// halfSeconds returns spans in half seconds, and the sums of their lengths.
func halfSeconds(set availability.Set) (spans [][2]int64, sums []int64) {
	sums = []int64{0}
	for sp := range set.All() {
		start, end := sp.Unix()
		spans = append(spans, [2]int64{2 * start, 2 * end})
		sums = append(sums, sums[len(sums)-1]+2*(end-start))
	}
	return spans, sums
}

// BenchmarkMatrix works out all ordered pairs over four weeks. x-simulation is how many times
// faster that is than the plain way for all pairs, of which a sample is timed in the same run.
func BenchmarkMatrix(b *testing.B) {
	w := fourWeeks(b)
	after := availability.Between(w.Start(), w.End().AddDate(0, 0, 14))
	for _, c := range []struct {
		name   string
		people []*availability.Schedule
	}{
		{"spread-100", crowd(b, 100, crowdZones, true)},
		{"spread-1000", crowd(b, 1000, crowdZones, true)},
		{"repeating-1000", crowd(b, 1000, crowdZones, false)},
	} {
		team := make([]Answerer, len(c.people))
		asking := make([][][2]int64, len(c.people))
		times := make([][][2]int64, len(c.people))
		shown := make([][]int64, len(c.people))
		for i, s := range c.people {
			team[i] = Answerer{Schedule: s, Work: time.Hour}
			asking[i], _ = halfSeconds(s.In(w))
			times[i], shown[i] = halfSeconds(s.In(after))
		}
		warm(c.people)
		b.Run(c.name, func(b *testing.B) {
			n := len(team)
			for b.Loop() {
				Replies(w, team...)
			}
			perPair := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / float64(n*(n-1))
			pairs, total := 0, int64(0)
			start := time.Now()
			for i := 0; i < n; i += n / 20 {
				for j := 1; j < n; j += n / 20 {
					total += simulatePair(asking[i], times[j], shown[j], 7200)
					pairs++
				}
			}
			plain := float64(time.Since(start).Nanoseconds()) / float64(pairs)
			if total == 0 {
				b.Fatal("nobody waits")
			}
			b.ReportMetric(perPair, "ns/pair")
			b.ReportMetric(plain/perPair, "x-simulation")
		})
	}
}

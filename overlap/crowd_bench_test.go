package overlap

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// The workloads: 24 zones and 6 patterns, four weeks that hold the DST change of Europe.
var (
	crowdZones = []string{
		"Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York",
		"America/Halifax", "America/St_Johns", "America/Sao_Paulo", "Atlantic/Azores", "Europe/London", "Europe/Berlin",
		"Europe/Athens", "Africa/Nairobi", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu",
		"Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland",
	}
	regionZones   = []string{"Europe/London", "Europe/Berlin", "Europe/Athens"}
	crowdPatterns = []string{
		"Mo-Fr 09:00-17:00", "Mo-Fr 08:00-12:00,13:00-17:00", "Mo-Fr 09:00-12:30,13:30-17:30", "Mo-Th 08:00-18:00",
		"Mo-Fr 10:00-18:00", "Mo-Fr 07:30-11:30,12:00-16:00",
	}
)

func fourWeeks(t testing.TB) availability.Span { return between(t, "2026-03-02", "2026-03-30") }

// crowd compiles n people, each by themselves, of whom some have three random meetings a day.
func crowd(t testing.TB, n int, zones []string, busyFifth bool) []*availability.Schedule {
	t.Helper()
	r := rand.New(rand.NewPCG(4, 2026))
	people := make([]*availability.Schedule, n)
	w := fourWeeks(t)
	for i := range people {
		p := availability.Person{Name: fmt.Sprint("Person ", i), Zone: zones[r.IntN(len(zones))], Hours: crowdPatterns[r.IntN(len(crowdPatterns))]}
		s, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		if busyFifth && i%5 == 0 {
			var busy []availability.Span
			for day := w.Start(); day.Before(w.End()); day = day.Add(24 * time.Hour) {
				for range 3 {
					from := day.Unix() + int64(r.IntN(96)*900)
					busy = append(busy, availability.UnixSpan(from, from+int64(1+r.IntN(4))*900))
				}
			}
			s = s.With(availability.NewSet(busy...))
		}
		people[i] = s
	}
	return people
}

// warm has every schedule work out what it keeps, as any earlier question would.
func warm(people []*availability.Schedule) {
	for _, s := range people {
		s.Fingerprint()
	}
}

// An endpoint is what the naive way sorts.
type endpoint struct {
	at time.Time
	by int
}

// naiveCounts counts from ready sets of time.Time.
func naiveCounts(sets [][][2]time.Time) (counts []int) {
	var points []endpoint
	for _, set := range sets {
		for _, sp := range set {
			points = append(points, endpoint{sp[0], +1}, endpoint{sp[1], -1})
		}
	}
	sort.Slice(points, func(i, j int) bool { return points[i].at.Before(points[j].at) })
	count := 0
	for i := 0; i < len(points); {
		at := points[i].at
		for ; i < len(points) && points[i].at.Equal(at); i++ {
			count += points[i].by
		}
		counts = append(counts, count)
	}
	return counts
}

func naiveCommon(a, b [][2]time.Time) (common [][2]time.Time) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		start, end := a[i][0], a[i][1]
		if b[j][0].After(start) {
			start = b[j][0]
		}
		if b[j][1].Before(end) {
			end = b[j][1]
		}
		if start.Before(end) {
			common = append(common, [2]time.Time{start, end})
		}
		if a[i][1].Before(b[j][1]) {
			i++
		} else {
			j++
		}
	}
	return common
}

func timesOf(w availability.Span, people []*availability.Schedule) [][][2]time.Time {
	sets := make([][][2]time.Time, len(people))
	for i, s := range people {
		for sp := range s.In(w).All() {
			sets[i] = append(sets[i], [2]time.Time{sp.Start(), sp.End()})
		}
	}
	return sets
}

// against runs own as the benchmark and peer before it, and reports how many times longer the
// peer takes, in the same run and on the same machine. The peer does only one of so many parts of
// the work.
func against(b *testing.B, peer, own func(), parts float64) {
	b.Helper()
	n, start := 0, time.Now()
	for time.Since(start) < 200*time.Millisecond {
		peer()
		n++
	}
	perPeer := float64(time.Since(start)) / float64(n) * parts
	b.ReportAllocs()
	for b.Loop() {
		own()
	}
	b.ReportMetric(perPeer/(float64(b.Elapsed())/float64(b.N)), "x-faster")
	b.ReportMetric(perPeer, "peer-ns/op")
}

// The peers start from ready sets; noonmark starts from the schedules. These are warm: each
// has been asked for its fingerprint before, which is then remembered.

func BenchmarkAllOfAThousand(b *testing.B) {
	w, people := fourWeeks(b), crowd(b, 1000, regionZones, false)
	warm(people)
	sets := timesOf(w, people)
	naive := func() [][2]time.Time {
		common := sets[0]
		for _, set := range sets[1:] {
			common = naiveCommon(common, set)
		}
		return common
	}
	if got, want := All(w, people...).Len(), len(naive()); got != want {
		b.Fatalf("%d windows, want %d", got, want)
	}
	against(b, func() { naive() }, func() { All(w, people...) }, 1)
}

func BenchmarkAllOfAThousandCrew(b *testing.B) {
	w, people := fourWeeks(b), crowd(b, 1000, regionZones, false)
	crew := NewCrew(availability.Free, people...)
	b.ReportAllocs()
	for b.Loop() {
		crew.All(w)
	}
}

func benchmarkCover(b *testing.B, n int) {
	w, people := fourWeeks(b), crowd(b, n, crowdZones, true)
	warm(people)
	sets := timesOf(w, people)
	counts := naiveCounts(sets)
	if got := Cover(w, people...).cover().counts; len(got)+1 != len(counts) || slices.Max(got) != int32(slices.Max(counts)) {
		b.Fatalf("%d steps, want %d", len(got)+1, len(counts))
	}
	b.Run("schedules", func(b *testing.B) {
		against(b, func() { naiveCounts(sets) }, func() { Cover(w, people...) }, 1)
	})
	b.Run("crew", func(b *testing.B) {
		crew := NewCrew(availability.Free, people...)
		b.ReportAllocs()
		for b.Loop() {
			crew.last.Store(nil) // another window
			crew.Cover(w)
		}
	})
	b.Run("interning", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			classify(people)
		}
	})
	b.Run("expansion", func(b *testing.B) {
		classes := classify(people)
		var buf []availability.Span
		for b.Loop() {
			buf = buf[:0]
			for _, s := range classes.schedules {
				buf = s.AppendIn(buf, w)
			}
		}
		b.ReportMetric(float64(len(classes.schedules)), "distinct")
		b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(len(buf)), "ns/span")
	})
	b.Run("counting", func(b *testing.B) {
		c := Cover(w, people...).c
		b.ReportAllocs()
		for b.Loop() {
			c.countMinutes()
		}
		b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(2*c.size()), "ns/border")
	})
	b.Run("counting any second", func(b *testing.B) {
		c := Cover(w, people...).c
		b.ReportAllocs()
		for b.Loop() {
			c := &cover{span: c.span, classes: c.classes, lists: c.lists, first: c.first}
			c.countSeconds()
		}
		b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(2*c.size()), "ns/border")
	})
	b.Run("every turn", func(b *testing.B) {
		crew := NewCrew(availability.Free, people...)
		b.ReportAllocs()
		turned := 0
		for b.Loop() {
			turned = 0
			crew.last.Store(nil)
			for step := range crew.Cover(w).Steps() {
				turned += len(step.Joined()) + len(step.Left())
			}
		}
		b.ReportMetric(float64(turned), "turns")
	})
	b.Run("cold", func(b *testing.B) { // the first question of all
		for b.Loop() {
			b.StopTimer()
			fresh := make([]*availability.Schedule, len(people))
			for i, s := range people {
				fresh[i] = s.With(availability.Set{})
			}
			b.StartTimer()
			Cover(w, fresh...)
		}
	})
}

func BenchmarkCoverOfAThousand(b *testing.B)   { benchmarkCover(b, 1000) }
func BenchmarkCoverOfTenThousand(b *testing.B) { benchmarkCover(b, 10_000) }

func BenchmarkPairsOfAThousand(b *testing.B) {
	w, people := fourWeeks(b), crowd(b, 1000, crowdZones, true)
	warm(people)
	sets := timesOf(w, people)
	const pairs = 1000 * 999 / 2
	i, j := 0, 0
	// The peer takes one pair after the other, of people of all kinds.
	against(b, func() {
		if i, j = i+1, j+7; i == len(sets) {
			i = 0
		}
		naiveCommon(sets[i], sets[j%len(sets)])
	}, func() { Pairs(w, people...) }, pairs)
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/pairs, "ns/pair")
}

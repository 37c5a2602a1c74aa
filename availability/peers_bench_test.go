package availability

import (
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/teambition/rrule-go"
)

// against runs own as the benchmark and peer before it, and reports how many times
// longer the peer takes. Both are measured in the same run, on the same machine.
func against(b *testing.B, peer, own func()) {
	b.Helper()
	n, start := 0, time.Now()
	for time.Since(start) < 200*time.Millisecond {
		peer()
		n++
	}
	perPeer := float64(time.Since(start)) / float64(n)
	b.ReportAllocs()
	for b.Loop() {
		own()
	}
	b.ReportMetric(perPeer/(float64(b.Elapsed())/float64(b.N)), "x-faster")
	b.ReportMetric(perPeer, "peer-ns/op")
}

func london(t testing.TB) *time.Location {
	loc, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

var year2026 = Between(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))

// A year of Mo-Fr 09:00-12:30,13:30-17:30 in London, 522 spans, through rrule-go: a
// rule for each of the two spans, in civil time, and package time for the zone.
func rruleYear(t testing.TB, out []Span) []Span {
	loc := london(t)
	for _, h := range [][3]int{{9, 0, 210}, {13, 30, 240}} {
		rule, err := rrule.NewRRule(rrule.ROption{
			Freq: rrule.WEEKLY, Byweekday: []rrule.Weekday{rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR},
			Dtstart: time.Date(2026, 1, 1, h[0], h[1], 0, 0, time.UTC),
			Until:   time.Date(2026, 12, 31, 23, 59, 59, 0, time.UTC),
		})
		if err != nil {
			t.Fatal(err)
		}
		next := rule.Iterator()
		for at, ok := next(); ok; at, ok = next() {
			start := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), 0, 0, loc)
			out = append(out, Span{start.Unix(), start.Unix() + int64(h[2])*60})
		}
	}
	return out
}

func BenchmarkPersonYearAgainstRRuleGo(b *testing.B) {
	s := compile(b, "Europe/London", "Mo-Fr 09:00-12:30,13:30-17:30")
	buf := make([]Span, 0, 1024)
	if got, want := s.In(year2026), NewSet(rruleYear(b, nil)...); !got.Equal(want) || got.Len() != 522 {
		b.Fatalf("%d spans, want %d", got.Len(), want.Len())
	}
	var peer []Span
	against(b, func() { peer = rruleYear(b, peer[:0]) }, func() { buf = s.AppendIn(buf[:0], year2026) })
}

// rickarLondon works Mo-Fr 09:00-17:00 in London, as the Person in the benchmarks
// against it.
func rickarLondon() *cal.BusinessCalendar {
	c := cal.NewBusinessCalendar()
	c.SetWorkHours(9*time.Hour, 17*time.Hour)
	return c
}

func BenchmarkAddWorkAgainstRickar(b *testing.B) {
	s := compile(b, "Europe/London", "Mo-Fr 09:00-17:00")
	c, at := rickarLondon(), time.Date(2026, 3, 6, 15, 0, 0, 0, time.UTC)
	local := at.In(london(b))
	got, _ := s.AddWork(at, 4*time.Hour)
	if want := c.AddWorkHours(local, 4*time.Hour); !got.Equal(want) {
		b.Fatalf("%v, want %v", got, want)
	}
	against(b, func() { c.AddWorkHours(local, 4*time.Hour) }, func() { s.AddWork(at, 4*time.Hour) })
}

func BenchmarkWorkBetweenAgainstRickar(b *testing.B) {
	s := compile(b, "Europe/London", "Mo-Fr 09:00-17:00")
	c, at := rickarLondon(), time.Date(2026, 3, 6, 15, 0, 0, 0, time.UTC)
	end := at.AddDate(1, 0, 0)
	loc := london(b)
	if got, want := s.WorkBetween(at, end), c.WorkHoursInRange(at.In(loc), end.In(loc)); got != want {
		b.Fatalf("%v, want %v", got, want)
	}
	against(b, func() { c.WorkHoursInRange(at.In(loc), end.In(loc)) }, func() { s.WorkBetween(at, end) })
}

// A person with everything: the price of the layers.
func BenchmarkStatesYear(b *testing.B) {
	p := Person{Name: "Ada", Zone: "Europe/London", Hours: "Mo-Fr 09:00-12:30,13:30-17:30", Stretch: "Mo-Fr 20:00-22:00", Focus: "Mo-Fr 09:00-11:00",
		Holidays: []string{"2026-04-03", "2026-04-06", "2026-12-25"}}
	s, err := p.Compile()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s.When(year2026, Free|Stretch)
	}
}

func BenchmarkStateAt(b *testing.B) {
	s := compile(b, "Europe/London", "Mo-Fr 09:00-17:00")
	at := time.Date(2026, 3, 6, 15, 0, 0, 0, time.UTC)
	for b.Loop() {
		s.StateAt(at)
	}
}

// What the benchmarks promise beyond speed.
func TestAppendInDoesNotAllocate(t *testing.T) {
	s := compile(t, "Europe/London", "Mo-Fr 09:00-12:30,13:30-17:30", "2026-12-24/2026-12-28")
	busy := s.With(NewSet(Span{year2026.start + 9*secondsPerDay, year2026.start + 10*secondsPerDay}))
	buf := make([]Span, 0, 1024)
	for _, s := range []*Schedule{s, busy} {
		if n := testing.AllocsPerRun(20, func() { buf = s.AppendIn(buf[:0], year2026) }); n != 0 {
			t.Errorf("%v allocations", n)
		}
	}
	at := year2026.Start()
	s.AddWork(at, time.Hour) // makes the index
	if n := testing.AllocsPerRun(20, func() { s.AddWork(at, time.Hour); s.WorkBetween(at, at.Add(1000*time.Hour)) }); n != 0 {
		t.Errorf("the arithmetic makes %v allocations", n)
	}
}

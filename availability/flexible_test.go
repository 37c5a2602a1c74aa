package availability

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
)

// worked is the oracle for flexible hours: the least and the most that can be
// worked from t to u, day by day. Of a day's amount the core takes its part; the rest
// may lie anywhere in the frame, so at least what does not fit outside of the
// window lies in it, and at most what fits inside.
func worked(s *Schedule, daily int64, t, u int64) (least, most int64) {
	p := s.Possible()
	first, _ := splitCivil(t - 3*secondsPerDay)
	last, _ := splitCivil(u + 3*secondsPerDay)
	var frames Set
	for d := first; d <= last; d++ {
		day := int64(d - unixEpoch)
		frameDays, coreDays := p.hours.cursor(), p.core.cursor()
		frame := wallSet(p.zone, frameDays.appendCivil(nil, day))
		if frame.IsEmpty() {
			continue
		}
		frames = frames.Union(frame)
		free := p.When(frame.Bounds(), Free).Intersect(frame)
		taken := p.When(frame.Bounds(), Focus|Busy).Intersect(frame).Seconds()
		amount := min(daily, frame.Seconds())*(free.Seconds()+taken)/frame.Seconds() - taken
		core := wallSet(p.zone, coreDays.appendCivil(nil, day)).Intersect(free)
		rest := max(amount-core.Seconds(), 0)
		movable := free.Subtract(core)
		in := movable.Clip(Span{t, u}).Seconds()
		out := movable.Seconds() - in
		coreIn := core.Clip(Span{t, u}).Seconds()
		least += coreIn + max(rest-out, 0)
		most += coreIn + min(rest, in)
	}
	extra := p.In(Span{t, u}).Subtract(frames).Seconds()
	return least + extra, most + extra
}

// wallSet asks the wall clock at every minute.
func wallSet(z *Zone, civil []Span) Set {
	var spans []Span
	for _, c := range civil {
		for u := c.start - 16*3600; u < c.end+16*3600; u += 60 { // no offset is larger
			if seconds, _ := z.offset(u); c.start <= u+seconds && u+seconds < c.end {
				spans = append(spans, Span{u, u + 60})
			}
		}
	}
	return NewSet(spans...)
}

func TestFlexibleHoursAgainstEveryWayToWorkThem(t *testing.T) {
	r := rand.New(rand.NewPCG(71, 72))
	minutes := func(m int64) string { return clockString(m * 60) }
	for range 60 {
		start := r.Int64N(12 * 60)
		length := 1 + r.Int64N(12*60)
		p := Person{
			Name: "Ada", Zone: hardZones[r.IntN(len(hardZones)-2)],
			Hours: "Mo-Sa " + minutes(start) + "-" + minutes(start+length),
			Daily: time.Duration(1+r.IntN(14*60)) * time.Minute,
		}
		if r.IntN(2) == 0 {
			at := start + r.Int64N(length)
			p.Core = "Mo-We " + minutes(at) + "-" + minutes(at+1+r.Int64N(length))
		}
		if r.IntN(2) == 0 {
			p.Focus = "Tu 10:00-11:30"
		}
		from := instant(t, "2026-03-20").Unix() + r.Int64N(200)*secondsPerDay
		day, _ := splitCivil(from)
		if r.IntN(2) == 0 {
			p.Leave = []TimeOff{{First: day + 1, Last: day + 2, From: clockOf(11 * 3600), To: clockOf(9 * 3600)}}
		}
		s, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		if r.IntN(2) == 0 {
			at := from + r.Int64N(5*1440)*60
			s = s.With(NewSet(Span{at, at + 60*r.Int64N(300)}))
		}
		daily := int64(p.Daily / time.Second)
		for range 10 {
			a := from + r.Int64N(7*1440)*60
			b := a + r.Int64N(4*1440)*60
			at, end := time.Unix(a, 0), time.Unix(b, 0)
			least, most := worked(s, daily, a, b)
			for _, c := range []struct {
				s    *Schedule
				want int64
			}{{s.Certain(), least}, {s.Possible(), most}} {
				d := c.s.WorkBetween(at, end)
				if want := time.Duration(c.want) * time.Second; d != want {
					t.Fatalf("%+v\n%v work from %v to %v: %v, want %v", p, c.s.Reading(), at.In(time.UTC), end.In(time.UTC), d, want)
				}
				if d == 0 {
					continue
				}
				done, ok := c.s.AddWork(at, d)
				if !ok || done.After(end) || c.s.WorkBetween(at, done) != d || c.s.WorkBetween(at, done.Add(-time.Second)) >= d {
					t.Fatalf("%+v\n%v %v + %v is %v %v, want the first instant up to %v", p, c.s.Reading(), at.UTC(), d, done, ok, end.UTC())
				}
				begun, ok := c.s.AddWork(end, -d)
				if !ok || begun.Before(at) || c.s.WorkBetween(begun, end) != d || c.s.WorkBetween(begun.Add(time.Second), end) >= d {
					t.Fatalf("%+v\n%v %v - %v is %v %v, want the last instant from %v on: %v", p, c.s.Reading(), end.UTC(), d, begun, ok, at.UTC(), c.s.WorkBetween(begun, end))
				}
			}
			if sure, may := s.In(Span{a, b}), s.Possible().In(Span{a, b}); !sure.Subtract(may).IsEmpty() {
				t.Fatalf("%+v: certain and not possible: %v", p, sure.Subtract(may))
			}
		}
	}
}

// An amount that fills the frame leaves nothing open, on days of DST too.
func TestFlexibleHoursThatFillTheFrame(t *testing.T) {
	p := Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "00:00-08:00", Daily: 8 * time.Hour}
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ day, sure, possible string }{
		{"2026-03-02", "8h0m0s", "8h0m0s"},
		{"2026-03-29", "7h0m0s", "7h0m0s"}, // an hour is skipped
		{"2026-10-25", "0s", "9h0m0s"},     // an hour comes twice, and it is open which of the nine is not worked
	} {
		start, end := s.Zone().Instant(parse(t, c.day), 0), s.Zone().Instant(parse(t, c.day)+1, 0)
		if got := s.In(Between(start, end)).Duration().String(); got != c.sure {
			t.Errorf("%s: %s are sure, want %s", c.day, got, c.sure)
		}
		if got := s.Possible().In(Between(start, end)).Duration().String(); got != c.possible {
			t.Errorf("%s: %s are possible, want %s", c.day, got, c.possible)
		}
		if got, want := s.WorkBetween(start, end), min(8*time.Hour, s.Possible().WorkBetween(start, end)); got != want {
			t.Errorf("%s: at least %v are worked, want %v", c.day, got, want)
		}
	}
}

func parse(t *testing.T, day string) date.Date {
	t.Helper()
	d, err := parseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

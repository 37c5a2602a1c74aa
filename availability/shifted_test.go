package availability

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"
)

// same compares two schedules over w: their timelines, and so all that follows.
func same(t *testing.T, why string, got, want *Schedule, w Span) {
	t.Helper()
	for _, state := range []State{Free, Focus, Busy, Stretch, OffHours, RestDay, Holiday, Leave} {
		if a, b := got.When(w, state), want.When(w, state); !a.Equal(b) {
			t.Errorf("%s: %v\n got %v\nwant %v", why, state, a.Subtract(b), b.Subtract(a))
		}
	}
}

// A moved day is the day that one would write with the moved times.
func TestShiftedIsWritingOtherTimes(t *testing.T) {
	whole := UnixSpan(instant(t, "2026-01-01").Unix(), instant(t, "2027-02-01").Unix())
	for _, c := range []struct {
		hours, by, want string
	}{
		{"Mo-Fr 09:00-17:00", "1h30m", "Mo-Fr 10:30-18:30"},
		{"Mo-Fr 09:00-17:00", "-30m", "Mo-Fr 08:30-16:30"},
		{"Mo-Fr 09:00-12:00,13:00-17:00", "45m", "Mo-Fr 09:45-12:45,13:45-17:45"},
		{"Mo-Fr 09:00-17:00", "-10h", "Su-Th 23:00-31:00"},
		{"Mo-Fr 09:00-17:00", "12h", "Mo-Fr 21:00-29:00"},
		{"Mo-Fr 15:00-23:00", "9h", "Tu-Sa 00:00-08:00"},
		{"Fr 22:00-06:00", "3h", "Sa 01:00-09:00"},
		{"Mo-Su 00:00-08:00", "-1h", "Mo-Su 23:00-31:00"},
		{"24/7", "5h", "24/7"},
		{"off", "5h", "off"},
		{"Mo-Fr 09:00-17:00; We 02:00-03:00", "30m", "Mo-Fr 09:30-17:30; We 02:30-03:30"},
		{"Dec 24 09:00-17:00", "-10h", "Dec 23 23:00-31:00"},
		{"Mar 29 01:00-05:00", "1h", "Mar 29 02:00-06:00"},
		{"Mo-Fr 09:00-17:00", "0s", "Mo-Fr 09:00-17:00"},
		{"Mo-Fr 09:00-17:00", "1ms", "Mo-Fr 09:00-17:00"},
		{"Mo-Fr 09:00-17:00", "100h", "Mo-Fr 21:00-29:00"},
		{"Mo-Fr 13:00-17:00", "-100h", "Mo-Fr 01:00-05:00"},
	} {
		by, err := time.ParseDuration(c.by)
		if err != nil {
			t.Fatal(err)
		}
		for _, zone := range append(hardZones, "Europe/Berlin") {
			same(t, zone+" "+c.hours+" "+c.by, compile(t, zone, c.hours).Shifted(by), compile(t, zone, c.want), whole)
		}
	}
}

// What is an appointment stays, and what is of the person's day moves.
func TestShiftedMovesTheDayAndNothingElse(t *testing.T) {
	p := Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00", Stretch: "Mo-Fr 19:00-21:00", Focus: "Mo-Fr 09:00-10:00",
		Holidays: []string{"2026-03-09"}, // a Monday
		Recurring: []Block{{State: Free, Start: Civil{parse(t, "2026-03-07"), clockOf(12 * 3600)}, Length: time.Hour},
			{State: Busy, Start: Civil{parse(t, "2026-03-03"), clockOf(11 * 3600)}, Length: time.Hour}},
		Leave: []TimeOff{{First: parse(t, "2026-03-05"), Last: parse(t, "2026-03-05")}}}
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	s = s.With(NewSet(Between(instant(t, "2026-03-04T10:00:00Z"), instant(t, "2026-03-04T11:00:00Z"))))
	for _, c := range []struct {
		by   time.Duration
		at   string
		want State
	}{
		{0, "2026-03-02T09:30:00+01:00", Focus},
		{2 * time.Hour, "2026-03-02T09:30:00+01:00", OffHours},
		{2 * time.Hour, "2026-03-02T11:30:00+01:00", Focus},
		{2 * time.Hour, "2026-03-02T18:30:00+01:00", Free},
		{2 * time.Hour, "2026-03-02T22:30:00+01:00", Stretch},
		{2 * time.Hour, "2026-03-03T11:30:00+01:00", Busy},
		{2 * time.Hour, "2026-03-07T12:30:00+01:00", Free},
		{2 * time.Hour, "2026-03-07T14:30:00+01:00", OffHours},
		{2 * time.Hour, "2026-03-04T11:30:00+01:00", Busy},
		{2 * time.Hour, "2026-03-05T12:30:00+01:00", Leave},
		{2 * time.Hour, "2026-03-09T12:30:00+01:00", Holiday},
		// Monday's hours, moved to Sunday, are Monday's, which is a holiday.
		{-10 * time.Hour, "2026-03-01T23:30:00+01:00", Focus},
		{-10 * time.Hour, "2026-03-08T23:30:00+01:00", RestDay},
		{-10 * time.Hour, "2026-03-09T23:30:00+01:00", Focus},
		{-10 * time.Hour, "2026-03-06T12:30:00+01:00", RestDay},
		// And leave takes what lies in it.
		{-10 * time.Hour, "2026-03-04T23:30:00+01:00", Focus},
		{-10 * time.Hour, "2026-03-05T00:30:00+01:00", Leave},
	} {
		if got := s.Shifted(c.by).StateAt(instant(t, c.at)); got != c.want {
			t.Errorf("%v at %s: %v, want %v", c.by, c.at, got, c.want)
		}
	}
}

func TestShiftedEqualsWallClockForRandomPeople(t *testing.T) {
	periods := []string{"2026-01-01", "1951-02-01", "2025-03-01", "2011-12-15", "2010-04-01", "2024-09-15"}
	for seed := range uint64(200 / thin) {
		r := rand.New(rand.NewPCG(seed, 42))
		start := instant(t, periods[r.IntN(len(periods))]).Unix() + r.Int64N(200*secondsPerDay)
		w := UnixSpan(start, start+1+r.Int64N(30*secondsPerDay))
		first, _ := splitCivil(start - 2*secondsPerDay)
		d := randomDraft(r, first, 35)
		d.by = (r.Int64N(24*60+1) - 12*60) * 60
		check := func(d draft) string {
			steps := rand.New(rand.NewPCG(seed, 43))
			return d.mismatch(t, w, func() int64 { return 1 + steps.Int64N(1800) })
		}
		if wrong := check(d); wrong != "" {
			d = d.shrink(func(d draft) bool { return check(d) != "" })
			p, _ := json.Marshal(d.person())
			t.Fatalf("seed %d, %v:\n%s\nbusy %v\n%+v\n%s", seed, w, p, d.busy, d, check(d))
		}
	}
}

func TestShiftsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(44, 45))
	for range 40 / thin {
		d := randomDraft(r, parse(t, "2026-03-01"), 40)
		s, err := d.person().Compile()
		if err != nil {
			t.Fatal(err)
		}
		s = s.With(NewSet(d.busy...))
		w := UnixSpan(instant(t, "2026-03-01").Unix(), instant(t, "2026-04-15").Unix())
		a := time.Duration(r.IntN(12*60)-6*60) * time.Minute
		b := time.Duration(r.IntN(12*60)-6*60) * time.Minute
		same(t, "a+b", s.Shifted(a).Shifted(b), s.Shifted(a+b), w)
		same(t, "there and back", s.Shifted(a).Shifted(-a), s, w)
		busy := NewSet(UnixSpan(w.start, w.start+200*secondsPerHour))
		same(t, "busy before or after", s.With(busy).Shifted(a), s.Shifted(a).With(busy), w)
	}
}

// Flexible hours: the day to which an amount belongs moves too, even over midnight and over
// what a day of DST skips or repeats.
func TestShiftedFlexibleHours(t *testing.T) {
	r := rand.New(rand.NewPCG(46, 47))
	minutes := func(m int64) string { return clockString(m * 60) }
	for i := range 60 {
		start := r.Int64N(12 * 60)
		length := 1 + r.Int64N(12*60)
		by := (r.Int64N(24*60+1) - 12*60) * 60
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
		from := instant(t, "2026-03-20").Unix() + r.Int64N(200*secondsPerDay)
		day, _ := splitCivil(from)
		if r.IntN(2) == 0 {
			p.Leave = []TimeOff{{First: day + 1, Last: day + 2, From: clockOf(11 * 3600), To: clockOf(9 * 3600)}}
		}
		s, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		s = s.Shifted(time.Duration(by) * time.Second)
		if i%2 == 0 {
			s = s.Certain()
		}
		for range 10 {
			a := from + r.Int64N(7*1440)*60
			b := a + r.Int64N(4*1440)*60
			at, end := time.Unix(a, 0), time.Unix(b, 0)
			least, most := worked(s, int64(p.Daily/time.Second), a, b)
			for _, c := range []struct {
				s    *Schedule
				want int64
			}{{s.Certain(), least}, {s.Possible(), most}} {
				d := c.s.WorkBetween(at, end)
				if want := time.Duration(c.want) * time.Second; d != want {
					t.Fatalf("%+v by %ds\n%v work from %v to %v: %v, want %v", p, by, c.s.Reading(), at.UTC(), end.UTC(), d, want)
				}
				if d == 0 {
					continue
				}
				done, ok := c.s.AddWork(at, d)
				if !ok || done.After(end) || c.s.WorkBetween(at, done) != d || c.s.WorkBetween(at, done.Add(-time.Second)) >= d {
					t.Fatalf("%+v by %ds\n%v %v + %v is %v %v, want the first instant up to %v", p, by, c.s.Reading(), at.UTC(), d, done, ok, end.UTC())
				}
			}
		}
	}
}

// Written with the moved times, flexible hours are the same person's.
func TestShiftedFlexibleIsWritingOtherTimes(t *testing.T) {
	for _, zone := range hardZones {
		p := Person{Name: "Ada", Zone: zone, Hours: "Mo-Fr 07:00-21:00", Core: "Mo-Fr 07:15-09:00", Daily: 6 * time.Hour}
		q := Person{Name: "Ada", Zone: zone, Hours: "Mo-Fr 08:30-22:30", Core: "Mo-Fr 08:45-10:30", Daily: 6 * time.Hour}
		s, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		want, err := q.Compile()
		if err != nil {
			t.Fatal(err)
		}
		w := UnixSpan(instant(t, "2026-01-01").Unix(), instant(t, "2027-01-01").Unix())
		same(t, zone, s.Shifted(90*time.Minute), want, w)
		possible := s.Possible().Shifted(90 * time.Minute)
		if possible.Reading() != Possible {
			t.Errorf("%s: the possible reading became the %v one", zone, possible.Reading())
		}
		same(t, zone, possible, want.Possible(), w)
		early := s.Shifted(-8 * time.Hour) // starts on the day before
		year := early.Timeline(w)
		for sp, state := range year {
			if got := early.StateAt(sp.Start()); got != state {
				t.Errorf("%s: %v at %v, but %v in the timeline", zone, got, sp.Start(), state)
			}
		}
		for day := w.start; day < w.end; day += 5*secondsPerDay + 3600 {
			at, end := time.Unix(day, 0), time.Unix(day+2*secondsPerDay, 0)
			for _, c := range [][2]*Schedule{{possible.Certain(), want}, {possible, want.Possible()}} {
				if got, want := c[0].WorkBetween(at, end), c[1].WorkBetween(at, end); got != want {
					t.Errorf("%s: from %v %v, want %v", zone, at.UTC(), got, want)
				}
			}
		}
	}
}

// A fold may repeat the end of one moved day after the next has begun.
func TestShiftedFlexibleHoursWhereAFoldTanglesTwoDays(t *testing.T) {
	for _, c := range []struct {
		hours string
		by    time.Duration
	}{
		{"16:00-24:00", 150 * time.Minute},
		{"00:00-08:00", 150 * time.Minute},
		{"00:00-24:00", 135 * time.Minute},
		{"Sa 14:00-24:00", 170 * time.Minute},
	} {
		p := Person{Name: "Ada", Zone: "Europe/Berlin", Hours: c.hours, Daily: 5 * time.Hour}
		s, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		s = s.Shifted(c.by)
		from := instant(t, "2026-10-24T22:00:00Z").Unix()
		for a := from; a < from+5*secondsPerHour; a += 900 {
			for b := a; b < a+40*secondsPerHour; b += 9000 {
				least, most := worked(s, 5*secondsPerHour, a, b)
				at, end := time.Unix(a, 0), time.Unix(b, 0)
				if got := s.WorkBetween(at, end); got != time.Duration(least)*time.Second {
					t.Fatalf("%s by %v, %v to %v: at least %v, want %v", c.hours, c.by, at.UTC(), end.UTC(), got, time.Duration(least)*time.Second)
				}
				for _, s := range []*Schedule{s, s.Possible()} {
					d := s.WorkBetween(at, end)
					if d == 0 {
						continue
					}
					if begun, ok := s.AddWork(end, -d); !ok || begun.Before(at) || s.WorkBetween(begun, end) != d || s.WorkBetween(begun.Add(time.Second), end) >= d {
						t.Fatalf("%s by %v, %v: %v - %v is %v %v", c.hours, c.by, s.Reading(), end.UTC(), d, begun.UTC(), ok)
					}
				}
				if got := s.Possible().WorkBetween(at, end); got != time.Duration(most)*time.Second {
					t.Fatalf("%s by %v, %v to %v: at most %v, want %v", c.hours, c.by, at.UTC(), end.UTC(), got, time.Duration(most)*time.Second)
				}
			}
		}
	}
}

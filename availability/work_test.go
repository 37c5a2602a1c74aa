package availability

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestNext(t *testing.T) {
	for _, c := range []struct{ why, zone, hours, at, want string }{
		{"at work", "UTC", "Mo-Fr 09:00-17:00", "2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z/2026-03-02T17:00:00Z"},
		{"the last second", "UTC", "Mo-Fr 09:00-17:00", "2026-03-02T16:59:59Z", "2026-03-02T16:59:59Z/2026-03-02T17:00:00Z"},
		{"17:00 is after work", "UTC", "Mo-Fr 09:00-17:00", "2026-03-02T17:00:00Z", "2026-03-03T09:00:00Z/2026-03-03T17:00:00Z"},
		{"over the weekend", "UTC", "Mo-Fr 09:00-17:00", "2026-03-06T18:00:00Z", "2026-03-09T09:00:00Z/2026-03-09T17:00:00Z"},
		{"over midnight and a change of offset", "Europe/Berlin", "Sa 22:00-30:00", "2026-10-24T20:00:00Z", "2026-10-24T20:00:00Z/2026-10-25T05:00:00Z"},
		{"always", "Europe/Berlin", "24/7", "2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z/10000-01-01T00:00:00Z"},
		{"never", "Europe/Berlin", "off", "2026-03-02T10:00:00Z", ""},
		{"never again", "UTC", "Mo-Fr 09:00-17:00", "9999-12-31T17:00:00Z", ""},
	} {
		got := ""
		if sp, ok := compile(t, c.zone, c.hours).Next(instant(t, c.at)); ok {
			got = sp.String()
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.why, got, c.want)
		}
	}
	// A leave of a thousand years is passed over, and ends.
	s := compile(t, "UTC", "24/7", "2000-01-01/2999-12-31")
	if sp, ok := s.Next(instant(t, "2026-03-02")); !ok || sp.Start().Year() != 3000 {
		t.Errorf("after a long leave: %v %v", sp, ok)
	}
}

// Somebody who has left is not looked for through every week until 9999.
func TestLeaveForGood(t *testing.T) {
	s := compile(t, "Europe/Berlin", "Mo-Fr 09:00-17:00", "2026-01-05/9999-12-31")
	now := instant(t, "2026-03-02")
	if sp, ok := s.Next(now); ok {
		t.Errorf("works in %v", sp)
	}
	if at, ok := s.AddWork(now, -1); !ok || !at.Equal(instant(t, "2026-01-02T15:59:59.999999999Z")) {
		t.Errorf("worked last at %v %v", at, ok)
	}
	allocs, expanded := testing.AllocsPerRun(10, func() { s.Next(now) }), 0
	for range s.free.pieces(now.Unix()) {
		expanded++
	}
	if allocs > 200 || expanded > 0 {
		t.Errorf("the search made %v allocations and %d spans", allocs, expanded)
	}
}

func TestAfterIsInToTheEnd(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 26))
	for range 100 {
		s, _, _, _ := randomSchedule(t, r)
		from := instant(t, "2026-01-01").Add(time.Duration(r.IntN(300*24)) * time.Hour)
		end := from.Add(400 * 24 * time.Hour)
		var spans []Span
		for sp := range s.After(from) {
			if !sp.Start().Before(end) {
				break
			}
			spans = append(spans, sp.Intersect(Between(from, end)))
		}
		checkCanonical(t, spans)
		if want := s.In(Between(from, end)); !NewSet(spans...).Equal(want) {
			t.Fatalf("%v\nwant\n%v", NewSet(spans...), want)
		}
	}
}

func TestAddWork(t *testing.T) {
	for _, c := range []struct{ why, zone, hours, at, d, want string }{
		{"none", "UTC", "Mo-Fr 09:00-17:00", "2026-03-07T10:00:00Z", "0s", "2026-03-07T10:00:00Z"},
		{"within a day", "UTC", "Mo-Fr 09:00-17:00", "2026-03-02T10:00:00Z", "4h", "2026-03-02T14:00:00Z"},
		{"to the end of the day", "UTC", "Mo-Fr 09:00-17:00", "2026-03-02T10:00:00Z", "7h", "2026-03-02T17:00:00Z"},
		{"into the next day", "UTC", "Mo-Fr 09:00-17:00", "2026-03-02T10:00:00Z", "7h0m1s", "2026-03-03T09:00:01Z"},
		{"over the weekend", "UTC", "Mo-Fr 09:00-17:00", "2026-03-06T16:00:00Z", "2h", "2026-03-09T10:00:00Z"},
		{"adding 24 h is not the next day", "UTC", "Mo-Fr 09:00-17:00", "2026-03-02T09:00:00Z", "24h", "2026-03-04T17:00:00Z"},
		{"a year of work", "UTC", "Mo-Fr 09:00-17:00", "2026-01-01T00:00:00Z", "2088h", "2026-12-31T17:00:00Z"},
		{"through a gap", "Europe/Berlin", "24/7", "2026-03-29T00:00:00Z", "5h", "2026-03-29T05:00:00Z"},
		{"fractions are kept", "UTC", "Mo-Fr 09:00-17:00", "2026-03-02T16:59:59.75Z", "500ms", "2026-03-03T09:00:00.25Z"},
		{"backwards within a day", "UTC", "Mo-Fr 09:00-17:00", "2026-03-02T14:00:00Z", "-4h", "2026-03-02T10:00:00Z"},
		{"backwards to the start of the day", "UTC", "Mo-Fr 09:00-17:00", "2026-03-02T14:00:00Z", "-5h", "2026-03-02T09:00:00Z"},
		{"backwards over the weekend", "UTC", "Mo-Fr 09:00-17:00", "2026-03-09T10:00:00Z", "-2h", "2026-03-06T16:00:00Z"},
		{"backwards with fractions", "UTC", "Mo-Fr 09:00-17:00", "2026-03-03T09:00:00.25Z", "-500ms", "2026-03-02T16:59:59.75Z"},
		{"never", "UTC", "off", "2026-03-02T10:00:00Z", "1ns", ""},
		{"never before", "UTC", "off", "2026-03-02T10:00:00Z", "-1ns", ""},
		{"the calendar ends", "UTC", "24/7", "9999-12-31T23:00:00Z", "2h", ""},
		{"the calendar starts", "UTC", "24/7", "0001-01-01T01:00:00Z", "-2h", ""},
	} {
		d, err := time.ParseDuration(c.d)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if at, ok := compile(t, c.zone, c.hours).AddWork(instant(t, c.at), d); ok {
			got = at.Format(time.RFC3339Nano)
		}
		if got != c.want {
			t.Errorf("%s: %s + %s is %s, want %s", c.why, c.at, c.d, got, c.want)
		}
	}
}

func TestWorkBetween(t *testing.T) {
	s := compile(t, "UTC", "Mo-Fr 09:00-17:00")
	for _, c := range []struct{ from, to, want string }{
		{"2026-03-02T10:00:00Z", "2026-03-02T12:00:00Z", "2h0m0s"},
		{"2026-03-02T12:00:00Z", "2026-03-02T10:00:00Z", "-2h0m0s"},
		{"2026-03-02T12:00:00Z", "2026-03-02T12:00:00Z", "0s"},
		{"2026-03-06T16:00:00Z", "2026-03-09T10:00:00Z", "2h0m0s"},
		{"2026-01-01", "2027-01-01", "2088h0m0s"},
		{"2026-03-02T10:00:00.25Z", "2026-03-02T10:00:00.5Z", "250ms"},
		{"2026-03-02T10:00:00.75Z", "2026-03-02T10:00:01.25Z", "500ms"},
		{"2026-03-02T08:59:59.5Z", "2026-03-02T09:00:00.5Z", "500ms"},
		{"2026-03-02T16:59:59.5Z", "2026-03-02T17:00:00.5Z", "500ms"},
		{"0001-01-01", "9999-12-31", "2562047h47m16.854775807s"},
	} {
		if got := s.WorkBetween(instant(t, c.from), instant(t, c.to)).String(); got != c.want {
			t.Errorf("from %s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

// The laws that tie the arithmetic together, at random instants with fractions.
func TestWorkLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(27, 28))
	for range 1000 {
		s, _, _, _ := randomSchedule(t, r)
		at := instant(t, "2026-01-01").Add(time.Duration(r.Int64N(int64(400 * 24 * time.Hour))))
		d := time.Duration(1 + r.Int64N(int64(100*time.Hour)))
		end, ok := s.AddWork(at, d)
		if !ok {
			if _, ever := s.Next(at); ever {
				t.Fatalf("%v + %v: not found", at, d)
			}
			continue
		}
		if got := s.WorkBetween(at, end); got != d {
			t.Fatalf("%v + %v = %v, but the work between is %v", at, d, end, got)
		}
		if got := s.WorkBetween(at, end.Add(-1)); got >= d {
			t.Fatalf("%v + %v = %v is not the first such instant", at, d, end)
		}
		start, ok := s.AddWork(end, -d)
		if !ok || start.Before(at) {
			t.Fatalf("%v − %v = %v %v, before %v", end, d, start, ok, at)
		}
		if got := s.WorkBetween(start, end); got != d {
			t.Fatalf("%v − %v = %v, but the work between is %v", end, d, start, got)
		}
		if got := s.WorkBetween(start.Add(1), end); got >= d {
			t.Fatalf("%v − %v = %v is not the last such instant", end, d, start)
		}
		if got := s.WorkBetween(end, at); got != -d {
			t.Fatalf("backwards the work is %v, want %v", got, -d)
		}
		next, ok := s.Next(at)
		if !ok || s.WorkBetween(at.Truncate(time.Second), next.Start()) != 0 || s.WorkBetween(next.Start(), next.End()) != next.Duration() {
			t.Fatalf("next after %v is %v", at, next)
		}
	}
}

func BenchmarkAddWork(b *testing.B) {
	s := compile(b, "Europe/London", "Mo-Fr 09:00-17:00")
	at := time.Date(2026, 3, 6, 15, 0, 0, 0, time.UTC)
	for b.Loop() {
		s.AddWork(at, 4*time.Hour)
	}
}

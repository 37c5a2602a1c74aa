package availability

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
)

func compile(t testing.TB, zone, hours string, leave ...string) *Schedule {
	t.Helper()
	p := Person{Name: "Ada", Zone: zone, Hours: hours}
	for _, l := range leave {
		parsed, err := ParseTimeOff(l)
		if err != nil {
			t.Fatal(err)
		}
		p.Leave = append(p.Leave, parsed)
	}
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestScheduleIn(t *testing.T) {
	for _, c := range []struct{ why, zone, hours, leave, from, to, want string }{
		{"a week", "Europe/Berlin", "Mo-Fr 09:00-17:00", "", "2026-03-02", "2026-03-09",
			"2026-03-02T08:00/16:00 2026-03-03T08:00/16:00 2026-03-04T08:00/16:00 2026-03-05T08:00/16:00 2026-03-06T08:00/16:00"},
		{"a window inside a span", "UTC", "Mo-Fr 09:00-17:00", "", "2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z", "2026-03-02T10:00/11:00"},
		{"a window that ends where hours start", "UTC", "Mo-Fr 09:00-17:00", "", "2026-03-02", "2026-03-02T09:00:00Z", ""},
		{"yesterday's shift owns 01:00", "UTC", "Mo 22:00-06:00", "", "2026-03-03T01:00:00Z", "2026-03-04", "2026-03-03T01:00/06:00"},
		{"a shift of Sunday goes on in the week after", "UTC", "Su 22:00-06:00", "", "2026-03-02", "2026-03-03", "2026-03-02T00:00/06:00"},
		{"24:00 is a valid end", "UTC", "Mo 20:00-24:00", "", "2026-03-02", "2026-03-04", "2026-03-02T20:00/2026-03-03T00:00"},
		{"shifts that touch are one", "UTC", "Mo 20:00-24:00; Tu 00:00-04:00", "", "2026-03-02", "2026-03-04", "2026-03-02T20:00/2026-03-03T04:00"},
		{"09:00 is not midnight plus nine hours", "Europe/Berlin", "Su 09:00-17:00", "", "2026-03-29", "2026-03-30", "2026-03-29T07:00/15:00"},
		{"a gap is not worked", "Europe/Berlin", "Su 01:00-04:00", "", "2026-03-28", "2026-03-30", "2026-03-29T00:00/02:00"},
		{"hours inside a gap are none", "Europe/Berlin", "Su 02:00-03:00", "", "2026-03-28", "2026-03-30", ""},
		{"a fold is worked twice", "Europe/Berlin", "Su 01:00-04:00", "", "2026-10-24", "2026-10-26", "2026-10-24T23:00/2026-10-25T03:00"},
		{"hours inside a fold come twice", "Europe/Berlin", "Su 02:00-02:30", "", "2026-10-24", "2026-10-26", "2026-10-25T00:00/00:30 2026-10-25T01:00/01:30"},
		{"the 31st of December in the west", "America/New_York", "Th 09:00-20:00", "", "2026-12-31", "2027-01-02", "2026-12-31T14:00/2027-01-01T01:00"},
		{"a day that does not exist", "Pacific/Apia", "Th-Sa 09:00-17:00", "", "2011-12-29", "2012-01-01", "2011-12-29T19:00/2011-12-30T03:00 2011-12-30T19:00/2011-12-31T03:00"},
		{"always", "Europe/Berlin", "24/7", "", "2026-03-28", "2026-03-30", "2026-03-28T00:00/2026-03-30T00:00"},
		{"always but for leave", "Europe/Berlin", "24/7", "2026-03-29", "2026-03-28", "2026-03-31", "2026-03-28T00:00/23:00 2026-03-29T22:00/2026-03-31T00:00"},
		{"never", "Europe/Berlin", "off", "", "2026-03-28", "2026-03-30", ""},
		{"both days of leave are off", "UTC", "Mo-Fr 09:00-17:00", "2026-12-24/2026-12-28", "2026-12-23", "2026-12-30",
			"2026-12-23T09:00/17:00 2026-12-29T09:00/17:00"},
		{"leave is by the wall clock", "Australia/Sydney", "24/7", "2026-12-24", "2026-12-23", "2026-12-25",
			"2026-12-23T00:00/13:00 2026-12-24T13:00/2026-12-25T00:00"},
		{"leave cuts a night shift at midnight", "UTC", "22:00-06:00", "2026-03-03", "2026-03-02T12:00:00Z", "2026-03-04T12:00:00Z",
			"2026-03-02T22:00/2026-03-03T00:00 2026-03-04T00:00/06:00"},
		{"leaves may overlap", "UTC", "24/7", "2026-03-02/2026-03-04 2026-03-03/2026-03-05", "2026-03-01", "2026-03-07",
			"2026-03-01T00:00/2026-03-02T00:00 2026-03-06T00:00/2026-03-07T00:00"},
		{"an empty window", "UTC", "24/7", "", "2026-03-02", "2026-03-02", ""},
		{"before the calendar there is nobody", "UTC", "24/7", "", "0001-01-01", "0001-01-02", "0001-01-01T00:00/0001-01-02T00:00"},
		{"far away", "Europe/Berlin", "Mo-Fr 09:00-17:00", "", "9998-07-01", "9998-07-02", "9998-07-01T07:00/15:00"},
	} {
		s := compile(t, c.zone, c.hours, strings.Fields(c.leave)...)
		var got []string
		for sp := range s.In(Between(instant(t, c.from), instant(t, c.to))).All() {
			layout := "15:04"
			if sp.End().YearDay() != sp.Start().YearDay() {
				layout = "2006-01-02T15:04"
			}
			got = append(got, sp.Start().Format("2006-01-02T15:04")+"/"+sp.End().Format(layout))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s %q\n got %s\nwant %s", c.why, c.zone, c.hours, strings.Join(got, " "), c.want)
		}
	}
}

// works is the oracle: it reads the wall clock of package time and looks it up in
// the hours of that day and the two before. It knows nothing of segments.
func works(h Hours, leave []TimeOff, loc *time.Location, u int64) bool {
	week, _ := h.weekly()
	t := time.Unix(u, 0).In(loc)
	year, month, day := t.Date()
	today := date.New(year, month, day)
	for _, l := range leave {
		if l.First <= today && today <= l.Last {
			return false
		}
	}
	clock := int64(t.Hour()*3600 + t.Minute()*60 + t.Second())
	for ago := range 3 {
		for _, s := range week[(int(t.Weekday())+6+7-ago)%7] {
			if c := clock + int64(ago)*secondsPerDay; s.start <= c && c < s.end {
				return true
			}
		}
	}
	return false
}

// TestScheduleEqualsWallClockInEveryZone holds the DST rule over the whole tz
// database, every quarter of an hour for three years.
func TestScheduleEqualsWallClockInEveryZone(t *testing.T) {
	const step = 15 * 60 * thin
	start, end := instant(t, "2025-01-01").Unix(), instant(t, "2028-01-01").Unix()
	patterns := []string{
		"Mo-Fr 09:00-12:30,13:30-17:30; Fr 09:00-15:00",
		"Mo-Th 22:00-06:00; Sa,Su 00:15-03:45",
		"Fr-Su 20:00-30:15",
	}
	everyZone(t, func(t *testing.T, z *Zone, loc *time.Location) {
		pattern := patterns[len(z.Name())%len(patterns)] // one for each zone; all are used
		h, err := ParseHours(pattern)
		if err != nil {
			t.Fatal(err)
		}
		leave := []string{"2025-03-30", "2025-10-26/2025-11-02", "2026-12-24/2027-01-03"}
		s := compile(t, z.Name(), pattern, leave...)
		var days []TimeOff
		for _, l := range leave {
			parsed, err := ParseTimeOff(l)
			if err != nil {
				t.Fatal(err)
			}
			days = append(days, parsed)
		}
		spans := s.In(UnixSpan(start, end)).Spans()
		checkCanonical(t, spans)
		for u := start; u < end; u += step {
			for len(spans) > 0 && spans[0].end <= u {
				spans = spans[1:]
			}
			got := len(spans) > 0 && spans[0].start <= u
			if want := works(h, days, loc, u); got != want {
				t.Fatalf("%s: works = %v, want %v", time.Unix(u, 0).In(loc), got, want)
			}
		}
	})
}

// randomPerson returns hours to the second's worth of trouble: overlapping,
// overnight, touching days, and a zone with a hard history.
func randomSchedule(t *testing.T, r *rand.Rand) (*Schedule, Hours, []TimeOff, string) {
	t.Helper()
	zones := []string{"Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Europe/Dublin", "Antarctica/Troll",
		"Africa/Cairo", "America/Havana", "America/Santiago", "Asia/Gaza", "America/Nuuk", "Asia/Kathmandu", "America/New_York", "UTC"}
	var week [7][]clockSpan
	for d := range week {
		for range r.IntN(4) {
			start := r.Int64N(24 * 60)
			end := start + 1 + r.Int64N(48*60-start)
			week[d] = append(week[d], clockSpan{start * 60, end * 60})
		}
		slices.SortFunc(week[d], func(a, b clockSpan) int { return int(a.start - b.start) })
		week[d] = slices.CompactFunc(week[d], func(a, b clockSpan) bool { return b.start <= a.end })
	}
	h := hoursOfWeek(week)
	p := Person{Name: "Ada", Zone: zones[r.IntN(len(zones))], Hours: h.String()}
	for range r.IntN(4) {
		first := date.New(2026, 1, 1+r.IntN(365))
		p.Leave = append(p.Leave, TimeOff{First: first, Last: first + date.Date(r.IntN(10))})
	}
	s, err := p.Compile()
	if err != nil {
		t.Fatalf("%q: %v", p.Hours, err)
	}
	return s, h, p.Leave, p.Zone
}

func TestScheduleEqualsWallClockForRandomPeople(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for range 300 {
		s, h, leave, zone := randomSchedule(t, r)
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		from := instant(t, "2026-01-01").Unix() + r.Int64N(350*secondsPerDay)
		w := UnixSpan(from, from+1+r.Int64N(15*secondsPerDay))
		set := s.In(w)
		checkCanonical(t, set.spans)
		if !NewSet(w).Intersect(set).Equal(set) {
			t.Fatalf("%v reaches out of %v", set, w)
		}
		for u := w.start; u < w.end; u += 1 + r.Int64N(600) {
			if got, want := set.Contains(time.Unix(u, 0)), works(h, leave, loc, u); got != want {
				t.Fatalf("%s %q leave %v at %v: works = %v, want %v", zone, h, leave, time.Unix(u, 0).In(loc), got, want)
			}
		}
	}
}

// A window that is cut anywhere gives the same time in its parts.
func TestScheduleInOfPartsIsInOfTheWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	for range 300 {
		s, _, _, _ := randomSchedule(t, r)
		from := instant(t, "2026-01-01").Unix() + r.Int64N(300*secondsPerDay)
		w := UnixSpan(from, from+r.Int64N(60*secondsPerDay))
		cut := w.start + r.Int64N(w.Seconds()+1)
		whole := s.In(w)
		parts := s.In(UnixSpan(w.start, cut)).Union(s.In(UnixSpan(cut, w.end)))
		if !whole.Equal(parts) {
			t.Fatalf("cut at %v:\n%v\nwhole:\n%v", cut, parts, whole)
		}
	}
}

func TestScheduleIsTotal(t *testing.T) {
	for _, hours := range []string{"24/7", "off", "Mo 09:00-17:00"} {
		s := compile(t, "America/New_York", hours, "0001-01-02", "9999-12-31")
		for _, at := range []time.Time{{}, time.Unix(-1<<60, 0), time.Unix(1<<60, 0), instant(t, "9999-12-31")} {
			for _, d := range []time.Duration{-1 << 63, -1, 0, 1, 1<<63 - 1} {
				s.AddWork(at, d)
			}
			s.Next(at)
			s.WorkBetween(at, time.Time{})
		}
		w := s.In(UnixSpan(-1<<62, 1<<62))
		if b := w.Bounds(); !w.IsEmpty() && !calendar.Encloses(b) {
			t.Errorf("%s: works in %v", hours, b)
		}
	}
}

// 522 spans in zero allocations would be ideal; In makes the one that it returns.
func BenchmarkScheduleInYear(b *testing.B) {
	s := compile(b, "Europe/London", "Mo-Fr 09:00-12:30,13:30-17:30")
	w := Between(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	for b.Loop() {
		s.In(w)
	}
}

// BenchmarkScheduleInYearNaive is the same with package time, day by day: the
// baseline.
func BenchmarkScheduleInYearNaive(b *testing.B) {
	loc, err := time.LoadLocation("Europe/London")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var out [][2]time.Time
		for day := 1; day <= 365; day++ {
			switch time.Date(2026, 1, day, 0, 0, 0, 0, loc).Weekday() {
			case time.Saturday, time.Sunday:
				continue
			}
			for _, h := range [][4]int{{9, 0, 12, 30}, {13, 30, 17, 30}} {
				out = append(out, [2]time.Time{
					time.Date(2026, 1, day, h[0], h[1], 0, 0, loc), time.Date(2026, 1, day, h[2], h[3], 0, 0, loc)})
			}
		}
		if len(out) != 522 {
			b.Fatal(len(out))
		}
	}
}

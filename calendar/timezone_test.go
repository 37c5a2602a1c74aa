package calendar

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// zoneNames are the zones of the tz database that this machine has.
func zoneNames(t testing.TB) []string {
	t.Helper()
	text, err := os.ReadFile("../availability/zone_names.txt")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range strings.FieldsSeq(string(text)) {
		if _, err := availability.LoadZone(name); err == nil {
			names = append(names, name)
		}
	}
	if len(names) < 400 {
		t.Fatalf("%d zones can be loaded, want those of the tz database", len(names))
	}
	return names
}

func zone(t testing.TB, name string) *availability.Zone {
	t.Helper()
	z, err := availability.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// An onset is when an observance begins: the oracle reads what is written, onset by onset.
type onset struct {
	at       int64
	from, to int
	name     string
	daylight bool
}

// onsetsOf reads a VTIMEZONE up to the year 2105, and refuses what Outlook does not know.
func onsetsOf(t *testing.T, c component) []onset {
	t.Helper()
	var list []onset
	for _, o := range c.children {
		start, err := time.Parse("20060102T150405", o.one(t, "DTSTART"))
		if err != nil {
			t.Fatal(err)
		}
		from, to := parseOffset(t, o.one(t, "TZOFFSETFROM")), parseOffset(t, o.one(t, "TZOFFSETTO"))
		add := func(civil time.Time) {
			list = append(list, onset{civil.Unix() - int64(from), from, to, o.text(t, "TZNAME"), o.name == "DAYLIGHT"})
		}
		for _, p := range o.properties {
			if !slices.Contains([]string{"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE"}, p.name) {
				t.Fatalf("%s in an observance", p.name)
			}
		}
		rules := o.all("RRULE")
		if len(rules) == 0 {
			add(start)
			continue
		}
		parts := strings.Split(o.one(t, "RRULE"), ";")
		if len(parts) < 3 || len(parts) > 4 || parts[0] != "FREQ=YEARLY" {
			t.Fatalf("the rule %q", rules[0])
		}
		month, err := strconv.Atoi(strings.TrimPrefix(parts[1], "BYMONTH="))
		if err != nil {
			t.Fatal(err)
		}
		day := strings.TrimPrefix(parts[2], "BYDAY=")
		nth, err := strconv.Atoi(day[:len(day)-2])
		if err != nil {
			t.Fatal(err)
		}
		until := int64(1 << 60)
		if len(parts) == 4 {
			end, err := time.Parse("20060102T150405Z", strings.TrimPrefix(parts[3], "UNTIL="))
			if err != nil {
				t.Fatal(err)
			}
			until = end.Unix()
		}
		last := int64(0)
		for year := start.Year(); year <= 2105; year++ {
			civil := dayByCounting(year, time.Month(month), day[len(day)-2:], nth).Add(start.Sub(start.Truncate(24 * time.Hour)))
			if year == start.Year() && civil != start {
				t.Fatalf("DTSTART %s is no occurrence of %s", start, rules[0])
			}
			if civil.Unix()-int64(from) > until {
				break
			}
			last = civil.Unix() - int64(from)
			add(civil)
		}
		if until != 1<<60 && last != until {
			t.Fatalf("UNTIL is %d, and the last onset %d", until, last)
		}
	}
	slices.SortFunc(list, func(a, b onset) int { return int(max(min(a.at-b.at, 1), -1)) })
	return list
}

// dayByCounting finds the nth weekday of a month, day by day.
func dayByCounting(year int, month time.Month, code string, nth int) time.Time {
	var days []time.Time
	for d := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC); d.Month() == month; d = d.AddDate(0, 0, 1) {
		if strings.ToUpper(d.Weekday().String()[:2]) == code {
			days = append(days, d)
		}
	}
	if nth < 0 {
		return days[len(days)+nth]
	}
	return days[nth-1]
}

func parseOffset(t *testing.T, s string) int {
	t.Helper()
	if len(s) != 5 && len(s) != 7 {
		t.Fatalf("the offset %q", s)
	}
	for len(s) < 7 {
		s += "00"
	}
	h, _ := strconv.Atoi(s[1:3])
	m, _ := strconv.Atoi(s[3:5])
	sec, _ := strconv.Atoi(s[5:7])
	n := h*3600 + m*60 + sec
	if s[0] == '-' {
		return -n
	}
	return n
}

// inForce returns the last onset at or before u.
func inForce(list []onset, u int64) (onset, bool) {
	i, found := slices.BinarySearchFunc(list, u, func(o onset, u int64) int { return int(max(min(o.at-u, 1), -1)) })
	if found {
		for i+1 < len(list) && list[i+1].at == u {
			i++
		}
		return list[i], true
	}
	if i == 0 {
		return onset{}, false
	}
	return list[i-1], true
}

// probes are instants at which a zone may be read wrongly: each transition, the seconds beside
// it, and some in between.
func probes(z *availability.Zone, w availability.Span, r *rand.Rand, random int) []int64 {
	start, end := w.Unix()
	list := []int64{start, end - 1}
	for tr := range z.Transitions(w) {
		at := tr.At.Unix()
		list = append(list, at-1, at, at+1)
	}
	for range random {
		list = append(list, start+r.Int64N(end-start))
	}
	return slices.DeleteFunc(list, func(u int64) bool { return u < start || u >= end })
}

func writtenZone(t testing.TB, z *availability.Zone, w availability.Span) string {
	var l lineWriter
	l.timeZone(z, w)
	return string(l.buf)
}

func TestTimeZonesAreReadAsTheyAre(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	windows := []availability.Span{
		span(t, "1970-01-01T00:00:00Z", "2038-01-01T00:00:00Z"),
		span(t, "2026-11-23T00:00:00Z", "2027-11-29T00:00:00Z"),
		span(t, "2029-03-01T00:00:00Z", "2029-03-02T00:00:00Z"),
		span(t, "1971-12-31T23:00:00Z", "1972-06-02T00:00:00Z"),
		span(t, "2050-03-01T00:00:00Z", "2071-03-02T00:00:00Z"),
	}
	for range 5 {
		start := r.Int64N(2_000_000_000)
		windows = append(windows, availability.UnixSpan(start, start+r.Int64N(200_000_000)))
	}
	for _, name := range zoneNames(t) {
		z := zone(t, name)
		for i, w := range windows {
			text := writtenZone(t, z, w)
			list := onsetsOf(t, readCalendar(t, "BEGIN:VCALENDAR\r\n"+text+"END:VCALENDAR\r\n").children[0])
			start, end := w.Unix()
			if list[0].at > start-365*secondsPerDay { // some clients read an offset of zero before it
				t.Errorf("%s %s: the first onset %d is too late", name, w, list[0].at)
			}
			for _, u := range probes(z, w, r, 20) {
				o, ok := inForce(list, u)
				want := z.Offset(time.Unix(u, 0))
				if !ok {
					t.Fatalf("%s %s: no onset before %d in\n%s", name, w, u, text)
				}
				if o.to != want.Seconds || o.name != want.Abbreviation {
					t.Fatalf("%s window %d: at %s got %d %s, want %d %s in\n%s", name, i, time.Unix(u, 0).UTC(), o.to, o.name, want.Seconds, want.Abbreviation, text)
				}
			}
			for i, o := range list {
				if i > 0 && list[i-1].at > start && o.at < end && list[i-1].to != o.from {
					t.Fatalf("%s %s: FROM at %d is %d, and the clocks showed %d in\n%s", name, w, o.at, o.from, list[i-1].to, text)
				}
			}
		}
	}
}

func TestDaylightIsTheLargerOffset(t *testing.T) {
	w := span(t, "2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z")
	tests := []struct{ zone, want string }{
		{"Europe/Dublin", "STANDARD 0 GMT, DAYLIGHT 3600 IST"},
		{"Africa/Casablanca", "STANDARD 0 +00, DAYLIGHT 3600 +01"},
		{"Europe/Berlin", "STANDARD 3600 CET, DAYLIGHT 7200 CEST"},
		{"Australia/Lord_Howe", "STANDARD 37800 +1030, DAYLIGHT 39600 +11"},
		{"Asia/Kolkata", "STANDARD 19800 IST"},
		{"Europe/Moscow", "STANDARD 10800 MSK"},
	}
	for _, tt := range tests {
		var got []string
		for _, o := range onsetsOf(t, readCalendar(t, "BEGIN:VCALENDAR\r\n"+writtenZone(t, zone(t, tt.zone), w)+"END:VCALENDAR\r\n").children[0]) {
			kind := "STANDARD"
			if o.daylight {
				kind = "DAYLIGHT"
			}
			if text := fmt.Sprintf("%s %d %s", kind, o.to, o.name); !slices.Contains(got, text) {
				got = append(got, text)
			}
		}
		slices.SortFunc(got, func(a, b string) int { return -strings.Compare(a, b) })
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%s: got %s, want %s", tt.zone, strings.Join(got, ", "), tt.want)
		}
	}
}

// What goes forward for good is no summer time: Moscow's clocks stayed for three years.
func TestForwardForGoodIsStandard(t *testing.T) {
	w := span(t, "2010-01-01T00:00:00Z", "2015-01-01T00:00:00Z")
	for _, o := range onsetsOf(t, readCalendar(t, "BEGIN:VCALENDAR\r\n"+writtenZone(t, zone(t, "Europe/Moscow"), w)+"END:VCALENDAR\r\n").children[0]) {
		if year := time.Unix(o.at, 0).UTC().Year(); year == 2011 && o.daylight || year == 2010 && o.daylight != (o.to == 4*3600) {
			t.Errorf("%v", o)
		}
	}
}

// A feed keeps its bytes when its window moves on, so a zone with rules has the same text.
func TestTimeZonesStayAsTheWindowMoves(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Europe/Dublin", "Asia/Tokyo", "Australia/Sydney", "Asia/Kolkata", "UTC"} {
		z := zone(t, name)
		first := writtenZone(t, z, span(t, "2026-01-05T00:00:00Z", "2027-01-04T00:00:00Z"))
		for year := 2027; year < 2060; year++ {
			start := time.Date(year, 5, 4, 0, 0, 0, 0, time.UTC)
			if got := writtenZone(t, z, availability.Between(start, start.AddDate(2, 0, 0))); got != first {
				t.Fatalf("%s in %d:\n%s\nand in 2026:\n%s", name, year, got, first)
			}
		}
	}
}

func BenchmarkTimeZone(b *testing.B) {
	z := zone(b, "Africa/Casablanca")
	w := availability.UnixSpan(1_790_000_000, 1_830_000_000)
	for b.Loop() {
		var l lineWriter
		l.timeZone(z, w)
	}
}

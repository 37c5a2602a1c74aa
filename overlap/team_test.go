package overlap

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
	_ "time/tzdata" // the tests must run where the machine has no tz database

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

// The people of the tests, named by their place.
var zoneOf = map[string]string{
	"Berlin": "Europe/Berlin", "London": "Europe/London", "New York": "America/New_York",
	"San Francisco": "America/Los_Angeles", "Sydney": "Australia/Sydney", "Bengaluru": "Asia/Kolkata",
	"Lord Howe": "Australia/Lord_Howe", "Apia": "Pacific/Apia", "Santiago": "America/Santiago",
	"Casablanca": "Africa/Casablanca", "UTC": "UTC",
}

func schedule(t testing.TB, place, hours string, leave ...string) *availability.Schedule {
	t.Helper()
	p := availability.Person{Name: place, Zone: zoneOf[place], Hours: hours}
	for _, l := range leave {
		parsed, err := availability.ParseTimeOff(l)
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

// at reads an instant of a test table: RFC 3339, or a date at midnight UTC.
func at(t testing.TB, s string) time.Time {
	t.Helper()
	layout := time.RFC3339Nano
	if len(s) == len(time.DateOnly) {
		layout = time.DateOnly
	}
	u, err := time.Parse(layout, s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func between(t testing.TB, from, to string) availability.Span {
	t.Helper()
	return availability.Between(at(t, from), at(t, to))
}

// office is the pattern of the known true values, over the 52 weeks for which they
// are known.
const office = "Mo-Fr 09:00-17:00"

func knownYear(t testing.TB) availability.Span { return between(t, "2026-01-05", "2027-01-04") }

// randomSchedule returns somebody with hours that are hard for the code: any minute,
// overnight, always, never, leave, zones with odd transitions.
func randomSchedule(t testing.TB, r *rand.Rand) *availability.Schedule {
	t.Helper()
	places := []string{"Berlin", "New York", "Sydney", "Bengaluru", "Lord Howe", "Santiago", "Casablanca", "UTC"}
	hours := "24/7"
	switch r.IntN(12) {
	case 0:
	case 1:
		hours = "off"
	default:
		clock := func() string { return fmt.Sprintf("%02d:%02d", r.IntN(24), r.IntN(60)) }
		days := []string{"Mo-Fr", "Mo-Su", "Sa-Mo", "Tu,Th", "We"}
		hours = days[r.IntN(len(days))]
		for i := range 1 + r.IntN(3) {
			a, b := clock(), clock()
			for a == b {
				b = clock()
			}
			hours += []string{" ", ","}[min(i, 1)] + a + "-" + b
		}
	}
	var leave []string
	for range r.IntN(3) {
		first := date.New(2026, 3, 1+r.IntN(20))
		leave = append(leave, first.String()+"/"+(first+date.Date(r.IntN(5))).String())
	}
	return schedule(t, places[r.IntN(len(places))], hours, leave...)
}

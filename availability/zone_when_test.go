package availability

import (
	"testing"
	"time"
)

// The wall clock is inside the hours, minute by minute, whatever the zone does.
func TestZoneWhenEqualsTheWallClock(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "America/Santiago", "Pacific/Apia", "Asia/Kolkata"} {
		z, err := LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, from := range []string{"2026-03-05", "2026-03-27", "2026-04-02", "2026-09-03", "2026-10-23", "2011-12-28"} {
			start, err := time.Parse(time.DateOnly, from)
			if err != nil {
				t.Fatal(err)
			}
			w := Between(start, start.Add(5*24*time.Hour))
			for _, c := range []struct {
				hours string
				in    func(minute int) bool
			}{
				{"22:00-07:00", func(m int) bool { return m >= 22*60 || m < 7*60 }},
				{"02:15-03:00", func(m int) bool { return 2*60+15 <= m && m < 3*60 }},
				{"24/7", func(int) bool { return true }},
				{"off", func(int) bool { return false }},
				{"PH 09:00-10:00", func(int) bool { return false }},
			} {
				got := z.When(w, mustParseHours(t, c.hours))
				checkCanonical(t, got.spans)
				for u := w.Start(); u.Before(w.End()); u = u.Add(time.Minute) {
					_, clock := z.Civil(u)
					if minute := int(time.Duration(clock) / time.Minute); got.Contains(u) != c.in(minute) {
						t.Fatalf("%s %s at %v: %v at %s", name, c.hours, u, got.Contains(u), clock)
					}
				}
			}
		}
	}
	if got := new(Zone).When(Between(time.Unix(0, 0), time.Unix(86400, 0)), mustParseHours(t, "09:00-10:00")); got.Seconds() != 3600 {
		t.Errorf("a day of UTC: %v", got)
	}
}

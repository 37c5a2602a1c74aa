package availability

import (
	"testing"
	"time"
)

// What other tools are known to get wrong, each as a test of its own.
func TestPeersFailures(t *testing.T) {
	in := func(zone, hours, from, to string) string {
		return compile(t, zone, hours).In(Between(instant(t, from), instant(t, to))).String()
	}
	want := func(t *testing.T, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	t.Run("yesterday's shift owns 01:00, and a window may open inside it", func(t *testing.T) {
		want(t, in("UTC", "Mo 22:00-06:00", "2026-03-03T01:00:00Z", "2026-03-03T12:00:00Z"), "2026-03-03T01:00:00Z/2026-03-03T06:00:00Z")
		if state := compile(t, "UTC", "Mo 22:00-06:00").StateAt(instant(t, "2026-03-03T01:00:00Z")); state != Free {
			t.Errorf("at 01:00 the state is %v", state)
		}
	})
	t.Run("09:00 is not midnight plus nine hours on a day of DST", func(t *testing.T) {
		want(t, in("America/Los_Angeles", "Su 09:00-17:00", "2026-03-08", "2026-03-09T08:00:00Z"), "2026-03-08T16:00:00Z/2026-03-09T00:00:00Z")
		want(t, in("America/Los_Angeles", "Su 09:00-17:00", "2026-11-01", "2026-11-02T08:00:00Z"), "2026-11-01T17:00:00Z/2026-11-02T01:00:00Z")
	})
	t.Run("a shift on the day on which the Azores skip midnight is not lost", func(t *testing.T) {
		// Clocks go from 00:00 to 01:00.
		want(t, in("Atlantic/Azores", "Su 09:00-17:00", "2026-03-29", "2026-03-30"), "2026-03-29T09:00:00Z/2026-03-29T17:00:00Z")
		want(t, in("Atlantic/Azores", "Su 00:00-02:00", "2026-03-28", "2026-03-30"), "2026-03-29T01:00:00Z/2026-03-29T02:00:00Z")
	})
	t.Run("24:00 is a valid end", func(t *testing.T) {
		want(t, in("Europe/Berlin", "Mo 20:00-24:00", "2026-03-02", "2026-03-04"), "2026-03-02T19:00:00Z/2026-03-02T23:00:00Z")
	})
	t.Run("adding 24 hours is not the next day", func(t *testing.T) {
		// A window of days from the day before the clocks change.
		var starts []string
		for sp := range compile(t, "Europe/Berlin", "09:00-10:00").In(Between(instant(t, "2026-03-28"), instant(t, "2026-03-31"))).All() {
			starts = append(starts, sp.Start().Format("02T15:04"))
		}
		if len(starts) != 3 || starts[0] != "28T08:00" || starts[1] != "29T07:00" || starts[2] != "30T07:00" {
			t.Errorf("starts at %v", starts)
		}
	})
	t.Run("the 31st of December is not lost in the western hemisphere", func(t *testing.T) {
		s := compile(t, "America/New_York", "Mo-Fr 09:00-20:00")
		if got := s.In(Between(instant(t, "2026-12-31T05:00:00Z"), instant(t, "2027-01-01T05:00:00Z"))).Duration(); got != 11*time.Hour {
			t.Errorf("on 31 December %v are worked", got)
		}
	})
	t.Run("a day that does not exist is nobody's, and the one after is whole", func(t *testing.T) {
		want(t, in("Pacific/Apia", "Fr 00:00-24:00", "2011-12-28", "2012-01-02"), "")
		want(t, in("Pacific/Apia", "Sa 00:00-24:00", "2011-12-28", "2012-01-02"), "2011-12-30T10:00:00Z/2011-12-31T10:00:00Z")
	})
	t.Run("17:00 is not part of the hours that end there", func(t *testing.T) {
		if state := compile(t, "UTC", "Mo-Fr 09:00-17:00").StateAt(instant(t, "2026-03-02T17:00:00Z")); state != OffHours {
			t.Errorf("at 17:00 the state is %v", state)
		}
	})
}

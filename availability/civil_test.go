package availability

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2/clock"
)

func TestParseDate(t *testing.T) {
	for _, s := range []string{"0001-01-01", "1900-02-28", "2000-02-29", "2026-12-31", "9999-12-31"} {
		if d, err := parseDate(s); err != nil || d.String() != s {
			t.Errorf("%q is read as %v, %v", s, d, err)
		}
	}
	for _, c := range []struct{ in, want string }{
		{"", "YYYY-MM-DD"}, {"2026-1-1", "YYYY-MM-DD"}, {"20260101", "YYYY-MM-DD"}, {"2026-01-01T00:00", "YYYY-MM-DD"},
		{"+026-01-01", "YYYY-MM-DD"}, {"2026-0a-01", "YYYY-MM-DD"}, {"2026/01/01", "YYYY-MM-DD"},
		{"0000-01-01", "the year 0001"}, {"2026-00-01", "01 to 12"}, {"2026-13-01", "01 to 12"},
		{"2026-02-29", "01 to 28"}, {"2028-02-30", "01 to 29"}, {"1900-02-29", "01 to 28"}, {"2026-04-31", "01 to 30"}, {"2026-04-00", "01 to 30"},
	} {
		if d, err := parseDate(c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q is read as %v, %v; want %q", c.in, d, err, c.want)
		}
	}
}

// Package time, in UTC, is the oracle for civil seconds.
func TestCivilTimeEqualsUTC(t *testing.T) {
	check := func(u int64) {
		t.Helper()
		at := time.Unix(u, 0).UTC()
		d, c := splitCivil(u)
		y, m, day := d.Date()
		h, min, s := c.HourMinuteSecond()
		if y != at.Year() || m != at.Month() || day != at.Day() || h != at.Hour() || min != at.Minute() || s != at.Second() {
			t.Errorf("%v splits into %v %v", at, d, c)
		}
		if got := civilTime(d, c); got != u {
			t.Errorf("%v %v is %d, want %d", d, c, got, u)
		}
		if got := civilTime(d, c+clock.Second-1); got != u {
			t.Errorf("%v: a fraction counts: %d, want %d", at, got, u)
		}
		monday := weekStart(u)
		if back := u - monday; back < 0 || back >= secondsPerWeek || time.Unix(monday, 0).UTC().Format("Mon 15:04:05") != "Mon 00:00:00" {
			t.Errorf("the week of %v starts at %v", at, time.Unix(monday, 0).UTC())
		}
	}
	for _, u := range []int64{calendarStart, -1, 0, 1, -secondsPerDay, -secondsPerDay - 1, secondsPerDay - 1, calendarEnd - 1, tailStart, tableEnd} {
		check(u)
	}
	r := rand.New(rand.NewPCG(31, 32))
	for range 10_000 {
		check(calendarStart + r.Int64N(calendarEnd-calendarStart))
	}
	if tailStart != time.Date(2101, 1, 1, 0, 0, 0, 0, time.UTC).Unix() || tableEnd != time.Date(2129, 1, 1, 0, 0, 0, 0, time.UTC).Unix() {
		t.Error("the tail is not the years 2101 to 2128")
	}
}

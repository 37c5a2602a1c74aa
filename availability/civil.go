package availability

import (
	"fmt"
	"strconv"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// Civil time is what a calendar and a clock on the wall show, with no zone. The
// package counts it as "civil seconds": the Unix seconds of the same date and
// clock read as UTC. An instant plus the offset of its zone is its civil time.

const (
	secondsPerMinute = 60
	secondsPerHour   = 60 * secondsPerMinute
	secondsPerDay    = 24 * secondsPerHour
	secondsPerWeek   = 7 * secondsPerDay
)

// unixEpoch is the date from which Unix time counts.
const unixEpoch date.Date = 719162

// The calendar has the years 1 to 9999, as RFC 3339 and RFC 5545 do. Nobody is
// available outside it, so every question has an end.
const (
	calendarStart = -62135596800 // 0001-01-01T00:00:00Z
	calendarEnd   = 253402300800 // 10000-01-01T00:00:00Z
)

// calendar is what Calendar returns.
var calendar = Span{calendarStart, calendarEnd}

// Calendar returns the span in which schedules are defined: the years 1 to 9999 of
// UTC.
func Calendar() Span { return calendar }

const (
	calendarFirst = unixEpoch + calendarStart/secondsPerDay
	calendarLast  = unixEpoch + calendarEnd/secondsPerDay - 1
)

// civilDay returns the civil second at which d starts.
func civilDay(d date.Date) int64 { return int64(d-unixEpoch) * secondsPerDay }

// civilTime returns the civil second of the clock c on the date d. Fractions of
// a second are cut off.
func civilTime(d date.Date, c clock.Clock) int64 {
	return civilDay(d) + floorDiv(int64(c), int64(clock.Second))
}

// splitCivil is the inverse of civilTime.
func splitCivil(c int64) (date.Date, clock.Clock) {
	day := floorDiv(c, secondsPerDay)
	return unixEpoch + date.Date(day), clock.Clock(c-day*secondsPerDay) * clock.Second
}

// weekStart returns the civil second of the Monday at or before c.
func weekStart(c int64) int64 {
	const monday = -3 * secondsPerDay // 1970-01-01 was a Thursday
	return floorDiv(c-monday, secondsPerWeek)*secondsPerWeek + monday
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// parseDate reads a date such as "2026-12-24", strictly: four digits, two, two,
// and a day that exists.
func parseDate(s string) (date.Date, error) {
	bad := func(why string) (date.Date, error) {
		return 0, fmt.Errorf("%s is not a date: %s", quoted(s), why)
	}
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return bad("write it as YYYY-MM-DD, such as 2026-12-24")
	}
	year, ok1 := digits(s[:4])
	month, ok2 := digits(s[5:7])
	day, ok3 := digits(s[8:])
	switch {
	case !ok1 || !ok2 || !ok3:
		return bad("write it as YYYY-MM-DD, such as 2026-12-24")
	case year == 0:
		return bad("the calendar starts with the year 0001")
	case month < 1 || month > 12:
		return bad("months are 01 to 12")
	}
	last := date.New(year, time.Month(month)+1, 0).Day()
	if day < 1 || day > last {
		return bad(fmt.Sprintf("%s %d has the days 01 to %d", time.Month(month), year, last))
	}
	return date.New(year, time.Month(month), day), nil
}

// digits reads a number written in decimal digits only: no sign, no space.
func digits(s string) (int, bool) {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

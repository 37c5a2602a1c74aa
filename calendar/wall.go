package calendar

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Wall-clock time is counted in civil seconds: the Unix seconds of the same date
// and clock read as UTC.

const (
	secondsPerDay  = 24 * 60 * 60
	secondsPerWeek = 7 * secondsPerDay
)

// maxOffset is more than any offset from UTC, either way.
const maxOffset = 2 * secondsPerDay

// wallOf returns the civil second that a clock in z shows at the Unix second u. A nil
// zone is UTC.
func wallOf(z *availability.Zone, u int64) int64 {
	if z == nil {
		return u
	}
	return u + int64(z.Offset(time.Unix(u, 0)).Seconds)
}

// instantOf returns the Unix second that the civil second c names in z: in a gap
// with the offset before it, in a fold the first one (RFC 5545 section 3.3.5).
func instantOf(z *availability.Zone, c int64) int64 {
	if z == nil {
		return c
	}
	t := civilOf(c)
	return z.Instant(t.Date, t.Clock).Unix()
}

// civilOf returns a civil second as a date and a clock: what a clock in UTC shows.
func civilOf(c int64) availability.Civil {
	d, clock := utcZone.Civil(time.Unix(c, 0))
	return availability.Civil{Date: d, Clock: clock}
}

// civilSecond is the inverse of civilOf. Fractions of a second are cut off.
func civilSecond(t availability.Civil) int64 { return utcZone.Instant(t.Date, t.Clock).Unix() }

var utcZone availability.Zone

// civilDate returns the year, the month and the day of a civil second.
func civilDate(c int64) (int, time.Month, int) { return time.Unix(c, 0).UTC().Date() }

// midnight returns the start of the day of a civil second.
func midnight(c int64) int64 { return floorDiv(c, secondsPerDay) * secondsPerDay }

// clockOf returns how long after midnight a civil second is.
func clockOf(c int64) int64 { return floorMod(c, secondsPerDay) }

// weekdayOf returns the weekday of a civil second.
func weekdayOf(c int64) time.Weekday {
	return time.Weekday(floorMod(floorDiv(c, secondsPerDay)+4, 7)) // 1970-01-01 was a Thursday
}

// weekOf returns the number of the week, from Monday, that holds a civil second. Week 0
// begins on Monday, 29 December 1969.
func weekOf(c int64) int64 { return floorDiv(c+3*secondsPerDay, secondsPerWeek) }

// yearStart returns the civil second at which a year begins.
func yearStart(year int) int64 {
	return time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC).Unix()
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }

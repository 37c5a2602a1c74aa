package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

const (
	secondsPerDay  = 24 * 60 * 60
	secondsPerWeek = 7 * secondsPerDay
	// firstMonday is the first Monday at or after 1970-01-01, in wall seconds.
	firstMonday = 4 * secondsPerDay
)

// Wall seconds count the time on a wall, in no zone, since 1970-01-01T00:00 there. They are
// read with the clock of UTC, which skips and repeats nothing.
var plainClock = new(availability.Zone)

// civilAt returns the civil time of wall seconds.
func civilAt(wall int64) availability.Civil {
	d, c := plainClock.Civil(time.Unix(wall, 0))
	return availability.Civil{Date: d, Clock: c}
}

// wallOf returns the wall seconds of a civil time.
func wallOf(c availability.Civil) int64 { return plainClock.Instant(c.Date, c.Clock).Unix() }

// wallAt returns the wall seconds that the zone's clocks show at the second u.
func wallAt(z *availability.Zone, u int64) int64 {
	return u + int64(z.Offset(time.Unix(u, 0)).Seconds)
}

// instantAt returns the second that the zone's clocks call by these wall seconds.
func instantAt(z *availability.Zone, wall int64) int64 {
	c := civilAt(wall)
	return z.Instant(c.Date, c.Clock).Unix()
}

// civil returns what the person's wall clock shows at t.
func civil(s *availability.Schedule, t time.Time) availability.Civil {
	d, c := s.Zone().Civil(t)
	return availability.Civil{Date: d, Clock: c}
}

// weekdayAt returns the weekday on the zone's clocks at the second u; Monday is 0.
func weekdayAt(z *availability.Zone, u int64) int64 {
	return mod(floorDiv(wallAt(z, u)-firstMonday, secondsPerDay), 7)
}

// surrounding returns w and more than a day of any clock on either side.
func surrounding(w availability.Span) availability.Span {
	const day = 2 * secondsPerDay
	return availability.UnixSpan(startOf(w)-day, endOf(w)+day)
}

// localDay returns the day of the zone's wall clock that holds t, from midnight to
// midnight.
func localDay(z *availability.Zone, t time.Time) availability.Span {
	d, _ := z.Civil(t)
	return availability.Between(z.Instant(d, 0), z.Instant(d+1, 0))
}

// mod returns the remainder of a over b > 0, which is not negative.
func mod(a, b int64) int64 {
	if m := a % b; m < 0 {
		return m + b
	} else {
		return m
	}
}

// floorDiv returns a/b, rounded down, for b > 0.
func floorDiv(a, b int64) int64 { return (a - mod(a, b)) / b }

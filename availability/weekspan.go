package availability

import (
	"time"

	"github.com/rickb777/date/v2/clock"
)

// A WeekSpan is time on a wall clock that comes round every week, or every few weeks:
// Friday from 16:00 to 18:00. It is half-open.
type WeekSpan struct {
	// Week tells the weeks of a longer cycle apart, from 0: it is the number of weeks
	// from Monday, 5 January 1970, modulo the cycle. In a cycle of one week it is 0.
	Week  int
	Day   time.Weekday // on which it starts
	Start clock.Clock  // of the Day, before 24:00
	// EndDay is the day on which it ends, and End its clock, after 00:00: what ends at
	// midnight ends at 24:00.
	EndDay time.Weekday
	End    clock.Clock
}

// weekOrigin is the civil second from which cycles of weeks count: Monday, 5 January 1970.
const weekOrigin = 4 * secondsPerDay

// NewWeekSpan returns the WeekSpan that starts so many seconds after the start of the first
// Monday of a cycle of the given weeks and has the given length, more than none. A start
// outside of the cycle is one in the cycle before or after; less than one week counts as one.
func NewWeekSpan(cycle int, start, length int64) WeekSpan {
	start = floorMod(start, int64(max(cycle, 1))*secondsPerWeek)
	end := start + max(length, 1) - 1 // the last second
	weekday := func(s int64) time.Weekday { return time.Weekday((s/secondsPerDay + 1) % 7) }
	return WeekSpan{
		Week: int(start / secondsPerWeek),
		Day:  weekday(start), Start: clock.Clock(start%secondsPerDay) * clock.Second,
		EndDay: weekday(end), End: clock.Clock(end%secondsPerDay+1) * clock.Second,
	}
}

// String returns the span as "Fr 16:00-18:00", or as "Fr 22:00-Sa 02:00". It does not tell
// the Week.
func (s WeekSpan) String() string {
	text := s.Day.String()[:2] + " " + clockText(int64(s.Start/clock.Second)) + "-"
	if s.EndDay != s.Day || s.End <= s.Start {
		text += s.EndDay.String()[:2] + " "
	}
	return text + clockText(int64(s.End/clock.Second))
}

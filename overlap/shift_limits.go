package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// limitsOfMoves returns the limit that each of the first n moves of the person would break.
func limitsOfMoves(s *availability.Schedule, w availability.Span, l Limits, step time.Duration, n int) []Limit {
	broken := make([]Limit, n)
	if l == (Limits{}) {
		return broken
	}
	const twoWeeks = 14 * secondsPerDay
	wide := availability.UnixSpan(startOf(w)-twoWeeks, endOf(w)+twoWeeks).Intersect(availability.Calendar())
	before := newRosterOf(s, wide, l).worst()
	for m := moveIndex(1); int(m) < n; m++ {
		by := time.Duration(m.steps()) * step
		by = min(max(by, -availability.MaxShift), availability.MaxShift)
		moved := newRosterOf(s.Shifted(by), wide, l)
		moved.by = seconds(by) // so a day's hours are of one day also if they were moved over midnight
		broken[m] = moved.worst().beyond(before)
	}
	return broken
}

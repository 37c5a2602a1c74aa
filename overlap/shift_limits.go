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
	// What is looked at moves as well, or else a move would bring a day of those who work every
	// day in at one end. It stays in the calendar.
	const twoWeeks = 14 * secondsPerDay
	first, last := availability.Calendar().Unix()
	most := seconds(availability.MaxShift)
	start, end := max(startOf(w)-twoWeeks, first+most), min(endOf(w)+twoWeeks, last-most)
	before := newRosterOf(s, availability.UnixSpan(start, end), l).worst()
	for m := moveIndex(1); int(m) < n; m++ {
		by := time.Duration(m.steps()) * step
		by = min(max(by, -availability.MaxShift), availability.MaxShift)
		moved := newRosterOf(s.Shifted(by), availability.UnixSpan(start+seconds(by), end+seconds(by)), l)
		moved.by = seconds(by) // so a day's hours are of one day also if they were moved over midnight
		broken[m] = moved.worst().beyond(before)
	}
	return broken
}

package calendar

import "github.com/noonmark/noonmark/availability"

// WholeWeeks returns the weeks that w touches, from Monday to Monday in UTC. A feed whose window
// is made of them, around the current time, changes its bytes once a week and not with
// each poll.
func WholeWeeks(w availability.Span) availability.Span {
	w = w.Intersect(availability.Calendar())
	if w.IsEmpty() {
		return w
	}
	start, end := w.Unix()
	return availability.UnixSpan(weekStart(weekOf(start)), weekStart(weekOf(end-1)+1)).Intersect(availability.Calendar())
}

// weekStart returns the civil second at which a week begins.
func weekStart(week int64) int64 { return week*secondsPerWeek - 3*secondsPerDay }

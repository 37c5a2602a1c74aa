package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Limits bound what may be asked of a person, by law or by agreement. A field that is
// zero sets no limit; the zero Limits sets none.
type Limits struct {
	// Rest is the least time between two working days: from the end of the last work
	// of one to the start of the first work of the next.
	Rest time.Duration
	// Week is the most working time, meetings included, in a week from Monday to
	// Sunday on the person's wall clock.
	Week time.Duration
	// Days is the most working days in a row: 6 is one free day in seven.
	Days int
	// Unbroken is the most work without any break.
	Unbroken time.Duration
}

// EUWorkingTime returns the limits of the EU's working time directive 2003/88/EC: 11
// hours of daily rest (article 3), 48 hours a week (article 6) and one free day in
// seven (article 5).
func EUWorkingTime() Limits {
	return Limits{Rest: 11 * time.Hour, Week: 48 * time.Hour, Days: 6}
}

// A Limit names one of the [Limits].
type Limit int

// The limits.
const (
	NoLimit Limit = iota
	DailyRest
	WeeklyHours
	FreeDay
	UnbrokenWork
)

// String returns "no limit", "daily rest", "weekly hours", "free day" or "unbroken work".
func (l Limit) String() string {
	return [...]string{"no limit", "daily rest", "weekly hours", "free day", "unbroken work"}[l]
}

// A roster is the working time of one person, to ask which limit a meeting would break.
type roster struct {
	limits Limits
}

// newRoster prepares the roster of s for meetings within w. It looks as far beyond
// w as the limits reach.
func newRoster(s *availability.Schedule, w availability.Span, l Limits) *roster {
	return &roster{limits: l}
}

// refuses returns the limit that the meeting would break: that is kept without it, or
// is not kept either way and would be broken by more.
func (r *roster) refuses(meeting availability.Span) (Limit, bool) {
	return NoLimit, false
}

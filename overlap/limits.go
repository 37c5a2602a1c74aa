package overlap

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Limits bound what may be asked of a person, by law or by agreement. They are judged on
// working time: Free, Focus and Busy, with the meetings that are added. Its lengths are elapsed
// time; its days and weeks are those of the person's wall clock. Work belongs to
// the day on which it starts, so a night shift is one day's work.
//
// A field that is zero sets no limit; the zero Limits sets none.
type Limits struct {
	// Rest is the least time between two working days: from the end of the last work
	// of one to the start of the first work of the next.
	Rest time.Duration
	// Week is the most working time in a week from Monday to Sunday.
	Week time.Duration
	// Days is the most working days in a row: 6 is one free day in seven.
	Days int
	// Unbroken is the most work without any break.
	Unbroken time.Duration
}

// EUWorkingTime returns the limits of the EU's working time directive 2003/88/EC: 11
// hours of daily rest (article 3), 48 hours a week (article 6) and one free day in
// seven (article 5). The directive asks for the rest in each period of 24 hours, and takes the
// week as an average over up to four months; here each night and each week is judged by
// itself, which is stricter.
func EUWorkingTime() Limits {
	return Limits{Rest: 11 * time.Hour, Week: 48 * time.Hour, Days: 6}
}

// The limits of what Limits may be.
const (
	maxRest      = 7 * 24 * time.Hour
	maxWorkdays  = 366
	maxUnbroken  = 7 * 24 * time.Hour
	maxWeekHours = 7 * 24 * time.Hour
)

// check returns what is wrong with the limits.
func (l Limits) check() error {
	switch {
	case l.Rest < 0 || l.Rest > maxRest:
		return wrong("Limits", "a Rest of %v: give one up to %v, or 0 for no limit", l.Rest, maxRest)
	case l.Week < 0 || l.Week > maxWeekHours:
		return wrong("Limits", "a Week of %v: give one up to %v, or 0 for no limit", l.Week, maxWeekHours)
	case l.Days < 0 || l.Days > maxWorkdays:
		return wrong("Limits", "%d Days: give some up to %d, or 0 for no limit", l.Days, maxWorkdays)
	case l.Unbroken < 0 || l.Unbroken > maxUnbroken:
		return wrong("Limits", "%v Unbroken: give a length up to %v, or 0 for no limit", l.Unbroken, maxUnbroken)
	}
	return nil
}

// bounded returns the nearest limits that make sense.
func (l Limits) bounded() Limits {
	return Limits{
		Rest: min(max(l.Rest, 0), maxRest), Week: min(max(l.Week, 0), maxWeekHours),
		Days: min(max(l.Days, 0), maxWorkdays), Unbroken: min(max(l.Unbroken, 0), maxUnbroken),
	}
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
	names := [...]string{"no limit", "daily rest", "weekly hours", "free day", "unbroken work"}
	if l < 0 || int(l) >= len(names) {
		return fmt.Sprintf("Limit(%d)", int(l))
	}
	return names[l]
}

// A Violation is a limit that is broken.
type Violation struct {
	// Limit is the one that is broken.
	Limit Limit
	// Span is where: the rest that is too short, the week, the working days in a row (from the start of
	// the first work to the end of the last), or the work without a break.
	Span availability.Span
	// Length is how much there is, where too much or too little: of rest, of work in the week, or of work
	// without a break. Days is how many days there are in a row, for FreeDay.
	Length time.Duration
	Days   int
	// Excess is by how much the limit is broken: a length or, for FreeDay, 24 hours for each
	// day too many.
	Excess time.Duration

	zone *availability.Zone
}

// String says it, such as "9h of rest before Tue 2026-04-14, 2h too little".
func (v Violation) String() string {
	day := func(t time.Time) string {
		zone := v.zone
		if zone == nil {
			zone = new(availability.Zone)
		}
		d, _ := zone.Civil(t)
		return d.Weekday().String()[:3] + " " + d.String()
	}
	switch v.Limit {
	case DailyRest:
		return fmt.Sprintf("%s of rest before %s, %s too little", short(v.Length), day(v.Span.End()), short(v.Excess))
	case WeeklyHours:
		return fmt.Sprintf("%s of work in the week of %s, %s too much", short(v.Length), day(v.Span.Start()), short(v.Excess))
	case FreeDay:
		return fmt.Sprintf("%d days of work in a row from %s, %d too many", v.Days, day(v.Span.Start()), int(v.Excess/(24*time.Hour)))
	case UnbrokenWork:
		return fmt.Sprintf("%s of work without a break on %s, %s too much", short(v.Length), day(v.Span.Start()), short(v.Excess))
	}
	return v.Limit.String()
}

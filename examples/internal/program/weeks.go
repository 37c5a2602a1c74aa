package program

import (
	"fmt"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

// Weeks are some whole weeks, from midnight to midnight in a zone.
type Weeks struct {
	Zone  *availability.Zone
	First date.Date
	Count int
}

// ParseWeeks reads the flags -from, -weeks and -zone. With no date it starts on the Monday that
// comes, or today if that is one.
func ParseWeeks(from string, weeks, most int, zone string, now time.Time) (Weeks, error) {
	z, err := availability.LoadZone(zone)
	if err != nil {
		return Weeks{}, EachLine("-zone: ", err)
	}
	if weeks < 1 || weeks > most {
		return Weeks{}, fmt.Errorf("-weeks %d: give a number from 1 to %d", weeks, most)
	}
	if from == "" {
		today, _ := z.Civil(now)
		return Weeks{z, today + date.Date((8-int(today.Weekday()))%7), weeks}, nil
	}
	t, err := time.Parse(time.DateOnly, from)
	if err != nil || t.Year() < 1 || t.Year() > 9980 {
		return Weeks{}, fmt.Errorf("-from %q: give a date such as 2026-10-19", from)
	}
	return Weeks{z, date.NewAt(t), weeks}, nil
}

// Span returns all of their instants.
func (w Weeks) Span() availability.Span { return w.Days(0, 7*w.Count) }

// Days returns the instants of some days, counted from the first, the last not included. They are
// not all of 24 hours.
func (w Weeks) Days(first, last int) availability.Span {
	return availability.Between(w.Zone.Instant(w.First+date.Date(first), 0), w.Zone.Instant(w.First+date.Date(last), 0))
}

// Day returns a day, counted from the first.
func (w Weeks) Day(n int) date.Date { return w.First + date.Date(n) }

// Last is the last of the days.
func (w Weeks) Last() date.Date { return w.Day(7*w.Count - 1) }

// Format writes a date, with its year if there are so many weeks that it would not be clear.
func (w Weeks) Format(d date.Date) string {
	if w.Count >= 52 {
		return d.Format("Mon 2 Jan 2006")
	}
	return d.Format("Mon 2 Jan")
}

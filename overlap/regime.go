package overlap

import (
	"fmt"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Regime is a span in which the usual overlap of a crew is the same week by week, on the
// wall clock of everybody. [Crew.Seasons] has them.
type Regime struct {
	// Span is when it holds. It is half-open, so what comes next holds from its end.
	Span availability.Span
	// Causes are what changed at its start, in order of time and then of place: mostly one thing at
	// the very start, but others may follow, or have gone before, by some hours or days that do
	// not show. A regime that began before the time asked for has none.
	Causes []Cause
	// Week is how much overlap a week has. If weeks differ, it is the mean of a cycle.
	Week time.Duration
	// Cycle is the number of weeks after which the windows repeat: 1, unless what some do
	// every other week, or every few weeks, is part of them. It is at most 24.
	Cycle int
	// Windows are the overlap of a cycle, in the order in which they come on the clock of
	// the first person. An instant of Span is overlap if and only if the wall clock of
	// any one of the people, read at that instant, is in a window. The caller must not
	// change them: regimes may share them.
	Windows []Window
}

// A Window is time of every week, or of every cycle, in which everybody is there.
type Window struct {
	// Length is how long it is. Time without end or break is one window of a week.
	Length time.Duration
	// Local is the window on the wall clock of each person, by place: Friday in San
	// Francisco is Saturday in Sydney. Of time without end or break each week
	// starts on Monday.
	Local []availability.WeekSpan
}

// Days returns the first and the last day of the regime on the wall clock of a zone. A day on
// which one regime follows another is the last of the one and the first of the other,
// unless they change at its midnight.
func (r Regime) Days(z *availability.Zone) (first, last availability.Civil) {
	first.Date, _ = z.Civil(r.Span.Start())
	last.Date, _ = z.Civil(r.Span.End().Add(-time.Second))
	return first, last
}

// String returns the span, the overlap a week and the causes, in one line.
func (r Regime) String() string {
	text := fmt.Sprintf("%s: %s a week", r.Span, r.Week)
	for i, c := range r.Causes {
		text += [...]string{", since ", "; "}[min(i, 1)] + c.String()
	}
	return text
}

// A Cause is a change in the time of one person.
type Cause struct {
	Person int       // their place
	Name   string    // their name
	At     time.Time // the first instant of what is new, in UTC
	Change Change    // in what respect
	// Before and After are what their clock shows in relation to UTC, until then and from then
	// on.
	Before, After availability.Offset
	// From and To are the names of the zones in which they are. They differ for a Move.
	From, To string
}

// A Change says in what respect the time of a person changes.
type Change int

// The changes.
const (
	ClockChange Change = iota // their clock is put forward or back: DST begins or ends, or a zone has a new rule
	Moved                     // they are in another zone
	NewHours                  // what they usually do is different from then on
)

// String returns "clock change", "moved" or "new hours".
func (c Change) String() string {
	return [...]string{"clock change", "moved", "new hours"}[c]
}

// String says what changed, such as "Bo's clock goes forward 1h, from EST to EDT".
func (c Cause) String() string {
	by := time.Duration(c.After.Seconds-c.Before.Seconds) * time.Second
	switch {
	case c.Change == NewHours:
		return c.Name + " has other hours"
	case c.Change == Moved:
		return fmt.Sprintf("%s moves from %s to %s", c.Name, c.From, c.To)
	case by < 0:
		return fmt.Sprintf("%s's clock goes back %s, from %s to %s", c.Name, short(-by), c.Before.Abbreviation, c.After.Abbreviation)
	}
	return fmt.Sprintf("%s's clock goes forward %s, from %s to %s", c.Name, short(by), c.Before.Abbreviation, c.After.Abbreviation)
}

// short returns d without the parts that are zero: "1h", "30m".
func short(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

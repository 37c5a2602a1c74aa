package main

import (
	"fmt"
	"strings"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/calendar"
)

// plans are what can be printed alone, and written as a calendar.
var plans = []string{"slot", "series", "rotation"}

// newFeed makes a calendar of the meetings of a plan, or else of the series.
func newFeed(r report, q question, plan string) (calendar.Feed, error) {
	if plan == "" {
		plan = "series"
	}
	f := calendar.Feed{
		ID:          "noonmark/examples/meet/" + plan,
		Name:        "Team meetings",
		Description: "The meetings, with everybody's local time.",
		Stamp:       q.changed,
	}
	var err error
	switch plan {
	case "slot":
		f.Events = singles(q, r.Slots.Best[:min(1, len(r.Slots.Best))])
	case "series":
		f.Events, err = weekly(r, q)
	case "rotation":
		var meetings []meeting
		for _, t := range r.Rotation.Turns {
			if t.Meeting != nil {
				meetings = append(meetings, *t.Meeting)
			}
		}
		f.Events = singles(q, meetings)
	}
	if err == nil && len(f.Events) == 0 {
		err = fmt.Errorf("-ics: the %s has no meeting to write: without -ics the program says why", plan)
	}
	return f, err
}

// singles are meetings that are events of their own.
func singles(q question, meetings []meeting) []calendar.Event {
	var events []calendar.Event
	for _, m := range meetings {
		// There is one meeting a day at most, on the clocks of the zone, and it stays the same event when
		// its time changes.
		day, _ := q.season.Zone.Civil(m.Start)
		events = append(events, calendar.Event{
			Source:      day.String(),
			Span:        availability.Between(m.Start, m.End),
			Title:       "Team meeting",
			Description: m.localTimes(),
			Show:        calendar.Busy,
		})
	}
	return events
}

// weekly is the best series, by its rule on the clock of its anchor.
func weekly(r report, q question) ([]calendar.Event, error) {
	best := r.Series.best
	if best == nil {
		return nil, nil
	}
	e := calendar.Event{Source: "series", Zone: best.Anchor, Title: "Team meeting", Show: calendar.Busy}
	var missing []string
	for i, p := range best.People {
		e.LocalTimes = append(e.LocalTimes, q.meeting.People[i].Schedule)
		if p.Misses > 0 {
			missing = append(missing, fmt.Sprintf("%s is not expected at %d of %d.", q.meeting.People[i].Schedule.Name(), p.Misses, best.Held))
		}
	}
	e.Description = strings.Join(missing, "\n")
	return calendar.Series(e, best.Recurrence(), best.Duration, q.season.Span())
}

// localTimes says what people's clocks show, a line each. It does not say why somebody misses
// it: that is theirs to tell.
func (m meeting) localTimes() string {
	lines := make([]string, len(m.People))
	for i, s := range m.People {
		lines[i] = fmt.Sprintf("%s: %s %s", s.Name, s.Start.Date.Format("Mon"), s.Start.Clock.HhMm())
		if !s.Comes {
			lines[i] += " (not expected)"
		}
	}
	return strings.Join(lines, "\n")
}

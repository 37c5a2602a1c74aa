package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/calendar"
)

// plans are what can be printed alone, and written as a calendar.
var plans = []string{"slot", "series", "rotation"}

// newFeed makes a calendar of the meetings of a plan, or else of the series. Each is an event of its own, in UTC, so it is
// right in every zone.
func newFeed(r report, q question, plan string) ([]byte, error) {
	var meetings []meeting
	switch plan {
	case "slot":
		meetings = r.Slots.Best[:min(1, len(r.Slots.Best))]
	case "series", "":
		plan = "series"
		meetings = r.Series.Meetings
	case "rotation":
		for _, t := range r.Rotation.Turns {
			if t.Meeting != nil {
				meetings = append(meetings, *t.Meeting)
			}
		}
	}
	if len(meetings) == 0 {
		return nil, fmt.Errorf("-ics: the %s has no meeting to write: without -ics the program says why", plan)
	}
	f := calendar.Feed{
		ID:          "noonmark/examples/meet/" + plan,
		Name:        "Team meetings",
		Description: "The meetings, with everybody's local time.",
		Stamp:       q.changed,
	}
	for _, m := range meetings {
		// There is one meeting a day at most, on the clocks of the zone, and it stays the same event when
		// its time changes.
		day, _ := q.season.Zone.Civil(m.Start)
		f.Events = append(f.Events, calendar.Event{
			Source:      day.String(),
			Span:        availability.Between(m.Start, m.End),
			Title:       "Team meeting",
			Description: m.localTimes(),
			Busy:        true,
		})
	}
	var b bytes.Buffer
	err := f.Encode(&b)
	return b.Bytes(), err
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

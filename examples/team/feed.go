package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/calendar"
	"github.com/noonmark/noonmark/examples/internal/program"
	"github.com/noonmark/noonmark/overlap"
)

// newFeed makes a calendar of the windows in which everybody works, of each
// person's hours, and of the days on which the usual overlap changes.
func newFeed(t team, p program.Weeks, stamp time.Time) calendar.Feed {
	f := calendar.Feed{
		ID:          "noonmark/examples/team",
		Name:        "Team hours",
		Description: "When everybody works, each person's working hours, and the days on which clocks change the overlap.",
		Color:       "teal",
		Stamp:       stamp,
	}
	f.Events = append(overlapEvents(t, p.Span()), changes(t, p)...)
	for _, s := range t.schedules {
		f.Events = append(f.Events, calendar.Diary{Schedule: s, Source: "hours/" + s.Name()}.Events(p.Span())...)
	}
	return f
}

// edge is longer than the hours of a day can be.
const edge = 3 * 24 * time.Hour

// overlapEvents are the windows in which everybody works, on the clock of whoever it takes the fewest
// events.
func overlapEvents(t team, w availability.Span) []calendar.Event {
	// A window that reaches over the edge of the period is published whole.
	wide := availability.Between(w.Start().Add(-edge), w.End().Add(edge)).Intersect(availability.Calendar())
	var whole []availability.Span
	for sp := range overlap.All(wide, t.schedules...).All() {
		if sp.Overlaps(w) {
			whole = append(whole, sp)
		}
	}
	var clocks []calendar.Clock
	for _, s := range t.schedules {
		clocks = append(clocks, s.ZoneAt)
	}
	return calendar.Weekly(calendar.Event{
		Source:     "overlap",
		Title:      "Everybody works",
		Categories: []string{"overlap"},
		LocalTimes: t.schedules,
	}, availability.NewSet(whole...), clocks...)
}

// changes are the days on which the usual overlap changes: because of DST, a move, or other hours.
func changes(t team, p program.Weeks) []calendar.Event {
	var events []calendar.Event
	var before overlap.Regime
	for i, r := range overlap.Seasons(p.Span(), t.schedules...) {
		if i > 0 {
			first, _ := r.Days(p.Zone)
			lines := make([]string, len(r.Causes))
			for i, c := range r.Causes {
				lines[i] = c.String() + "."
			}
			lines = append(lines, fmt.Sprintf("From then on everybody overlaps %s a week. It was %s.", program.Hours(r.Week), program.Hours(before.Week)))
			events = append(events, calendar.Event{
				Source:      "change/" + r.Span.Start().Format("20060102T150405Z"),
				AllDay:      true,
				Zone:        p.Zone,
				Span:        availability.Between(p.Zone.Instant(first.Date, 0), p.Zone.Instant(first.Date+1, 0)),
				Title:       "The overlap changes",
				Description: strings.Join(lines, "\n"),
				Categories:  []string{"change"},
			})
		}
		before = r
	}
	return events
}

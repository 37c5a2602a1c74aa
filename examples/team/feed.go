package main

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/calendar"
	"github.com/noonmark/noonmark/examples/internal/program"
	"github.com/noonmark/noonmark/overlap"
)

// newFeed makes a calendar of the windows in which everybody works and of each
// person's hours.
func newFeed(t team, p program.Weeks, stamp time.Time) calendar.Feed {
	f := calendar.Feed{
		ID:          "noonmark/examples/team",
		Name:        "Team hours",
		Description: "When everybody works, and each person's working hours.",
		Stamp:       stamp,
	}
	w := p.Span()
	// A shift that reaches over the edge of the period is published whole, and
	// is the same event when the period has moved on.
	wide := availability.Between(w.Start().Add(-edge), w.End().Add(edge)).Intersect(availability.Calendar())
	publish := func(source string, set availability.Set, title, category string, about []*availability.Schedule) {
		day, number := "", 0
		for sp := range set.All() {
			// The source is the day on which the window starts, in UTC, and its
			// number on that day: it stays when the times change.
			if d := sp.Start().Format(time.DateOnly); d != day {
				day, number = d, 0
			}
			number++
			if sp.Overlaps(w) {
				f.Events = append(f.Events, calendar.Event{
					Source:      fmt.Sprintf("%s/%s/%d", source, day, number),
					Span:        sp,
					Title:       title,
					Description: localTimes(sp, about),
					Categories:  []string{category},
				})
			}
		}
	}
	publish("overlap", overlap.All(wide, t.schedules...), "Everybody works", "overlap", t.schedules)
	for i, s := range t.schedules {
		publish("hours/"+s.Name(), s.When(wide, availability.Working), s.Name()+" works", "hours", t.schedules[i:i+1])
	}
	return f
}

// edge is longer than the hours of a day can be.
const edge = 3 * 24 * time.Hour

// localTimes says what people's clocks show, a line each.
func localTimes(sp availability.Span, people []*availability.Schedule) string {
	lines := make([]string, len(people))
	for i, s := range people {
		d, _ := s.Zone().Civil(sp.Start())
		lines[i] = fmt.Sprintf("%s: %s %s (%s)", s.Name(), d.Format("Mon"), clockRange(sp, s.Zone()), s.ZoneAt(sp.Start()).Name())
	}
	return strings.Join(lines, "\n")
}

// writeFeed writes the feed to a file, which is not to be the team file.
func writeFeed(path, teamPath string, f calendar.Feed) error {
	var b bytes.Buffer
	if err := f.Encode(&b); err != nil {
		return err
	}
	return program.Files{{Flag: "-ics", Path: path, Content: b.Bytes()}}.Write(teamPath)
}

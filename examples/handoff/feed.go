package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/calendar"
)

// newFeed makes a calendar of the tasks, each from when its owner begins to when it is done. The events are in UTC, so they are
// right in every zone. They say nothing of why somebody is away: that is theirs to tell.
func newFeed(r report, q question) (calendar.Feed, error) {
	f := calendar.Feed{
		ID:          "noonmark/examples/handoff",
		Name:        "Tasks",
		Description: "Who works on what, with their local time.",
		Stamp:       q.changed,
	}
	for _, t := range r.Run.Tasks {
		// A task that takes no time, or is never done, is no event.
		if t.Ended == nil || !t.Started.Before(*t.Ended) {
			continue
		}
		who := ownerOf(t.run)
		title := t.Name
		if who != "" {
			title += ": " + who
		}
		f.Events = append(f.Events, calendar.Event{
			Source:      t.Name, // so it stays the same event when it moves
			Span:        availability.Between(*t.Started, *t.Ended),
			Title:       title,
			Description: t.localTimes(),
			Show:        calendar.Free, // a task goes on overnight, and nobody is busy then
		})
	}
	if len(f.Events) == 0 {
		return calendar.Feed{}, errors.New("-ics: no task that takes time is ever done, so there is nothing to write: without -ics the program says why")
	}
	return f, nil
}

// localTimes says what the owner's clock shows, a line each.
func (t task) localTimes() string {
	line := func(what string, at time.Time) string {
		return fmt.Sprintf("%s: %s", what, at.Format("Mon 2 Jan 15:04 MST"))
	}
	return strings.Join([]string{
		line("handed over", t.run.Ready), line("begins", t.run.Started), line("done", t.run.Ended),
	}, "\n")
}

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/calendar"
	"github.com/noonmark/noonmark/overlap"
)

// newFeed makes a calendar of the windows in which everybody works and of each
// person's hours.
func newFeed(t team, p period, stamp time.Time) calendar.Feed {
	w := p.span()
	f := calendar.Feed{
		ID:          "noonmark/examples/team",
		Name:        "Team hours",
		Description: "When everybody works, and each person's working hours.",
		Stamp:       stamp,
	}
	common := overlap.All(w, t.schedules...)
	f.Events = append(f.Events, events("overlap", common, calendar.Event{
		Title: "Everybody works", Categories: []string{"overlap"}}, t)...)
	for _, s := range t.schedules {
		f.Events = append(f.Events, events("hours/"+s.Name(), s.In(w), calendar.Event{
			Title: s.Name() + " works", Categories: []string{"hours"}}, t)...)
	}
	return f
}

// events makes an event like the model for each window. Its source is the day on which
// the window starts, in UTC, and its number on that day, so an event whose times
// change keeps its identity.
func events(source string, set availability.Set, model calendar.Event, t team) []calendar.Event {
	var out []calendar.Event
	day, number := "", 0
	for sp := range set.All() {
		if d := sp.Start().Format(time.DateOnly); d != day {
			day, number = d, 0
		}
		number++
		e := model
		e.Source = fmt.Sprintf("%s/%s/%d", source, day, number)
		e.Span = sp
		e.Description = localTimes(sp, t)
		out = append(out, e)
	}
	return out
}

// localTimes says what everybody's clocks show.
func localTimes(sp availability.Span, t team) string {
	lines := make([]string, len(t.schedules))
	for i, s := range t.schedules {
		d, start := s.Zone().Civil(sp.Start())
		_, end := s.Zone().Civil(sp.End())
		lines[i] = fmt.Sprintf("%s: %s %s-%s (%s)", s.Name(), d.Format("Mon"), start.HhMm(), end.HhMm(), s.Zone().Name())
	}
	return strings.Join(lines, "\n")
}

// writeFeed writes the feed to a file whole or not at all: it becomes visible
// under its name only when it is complete. Only its owner may read a new file.
func writeFeed(path string, f calendar.Feed) error {
	var b bytes.Buffer
	if err := f.Encode(&b); err != nil {
		return err
	}
	fail := func(err error) error {
		return fmt.Errorf("-ics: cannot write %s: %w: give the path of a file in a folder that you may write to", path, reason(err))
	}
	mode := os.FileMode(0o600)
	if target, err := filepath.EvalSymlinks(path); err == nil {
		info, err := os.Stat(target)
		if err != nil {
			return fail(err)
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("-ics: %s is not a file: give the path of one", path)
		}
		path, mode = target, info.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".noonmark-*.ics")
	if err != nil {
		return fail(err)
	}
	defer os.Remove(tmp.Name()) // after the renaming there is nothing to remove
	_, err = tmp.Write(b.Bytes())
	if err == nil {
		err = tmp.Chmod(mode)
	}
	if closing := tmp.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fail(err)
	}
	return nil
}

package calendar

import (
	"fmt"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// description returns the DESCRIPTION: the event's own, and a line for each clock that it
// tells.
func (e *Event) description() string {
	if len(e.LocalTimes) == 0 {
		return e.Description
	}
	lines := make([]string, 0, 1+len(e.LocalTimes))
	if e.Description != "" {
		lines = append(lines, e.Description)
	}
	times := e.tellable()
	for _, s := range e.LocalTimes {
		lines = append(lines, e.localTimes(s, times))
	}
	return strings.Join(lines, "\n")
}

const (
	// maxTold is how many occurrences are looked at for the description, in order.
	maxTold = 1000
	// maxStretches is how many stretches with other times a line names.
	maxStretches = 8
)

// tellable returns the occurrences that the description is about.
func (e *Event) tellable() []availability.Span {
	var times []availability.Span
	uncancelled := *e
	uncancelled.Cancelled = false
	for sp := range uncancelled.Occurrences(e.spread()) {
		if times = append(times, sp); len(times) == maxTold {
			break
		}
	}
	return times
}

// A reading is what a person's clock shows at an occurrence.
type reading struct{ clocks, zone string }

// A stretch is consecutive occurrences that read the same on a person's clock.
type stretch struct {
	reading
	count       int
	first, last int64 // their days on the clock of the event, as civil seconds
}

// localTimes says what the clock of s shows at the event, such as
//
//	Bo: 09:00–11:00 (America/New_York); 10:00–12:00 from 2026-03-09 to 2026-03-27
func (e *Event) localTimes(s *availability.Schedule, times []availability.Span) string {
	var stretches []stretch
	total := make(map[reading]int)
	for _, sp := range times {
		r := e.reading(s, sp, len(times) == 1)
		day, _ := sp.Unix()
		day = wallOf(e.Zone, day)
		total[r]++
		if n := len(stretches); n > 0 && stretches[n-1].reading == r {
			stretches[n-1].count++
			stretches[n-1].last = day
			continue
		}
		stretches = append(stretches, stretch{r, 1, day, day})
	}
	var usual reading
	for _, st := range stretches { // the first of the most frequent
		if total[st.reading] > total[usual] {
			usual = st.reading
		}
	}
	parts := []string{usual.clocks + " (" + usual.zone + ")"}
	for _, st := range stretches {
		if st.reading == usual {
			continue
		}
		if len(parts) > maxStretches {
			parts = append(parts, "and more that differ")
			break
		}
		day := civilOf(st.first).Date.String()
		if last := civilOf(st.last).Date.String(); last != day {
			day = "from " + day + " to " + last
		} else {
			day = "on " + day
		}
		clocks := st.clocks
		if st.zone != usual.zone {
			clocks += " (" + st.zone + ")"
		}
		parts = append(parts, clocks+" "+day)
	}
	return s.Name() + ": " + strings.Join(parts, "; ")
}

// reading says what the clock of s shows at a time: with the day of the week for what happens
// once, and otherwise with the day in relation to that of the event.
func (e *Event) reading(s *availability.Schedule, sp availability.Span, once bool) reading {
	start, end := sp.Unix()
	from, to := wallOf(s.Zone(), start), wallOf(s.Zone(), end)
	zone := s.ZoneAt(sp.Start()).Name()
	if to-from > secondsPerDay || to-from == secondsPerDay && clockOf(from) > 0 {
		const layout = "Mon 2 January 15:04"
		return reading{time.Unix(from, 0).UTC().Format(layout) + " – " + time.Unix(to, 0).UTC().Format(layout), zone}
	}
	clocks := clockText(clockOf(from)) + "–" + clockText((to-midnight(from)-1)%secondsPerDay+1)
	if once {
		return reading{weekdayOf(from).String()[:3] + " " + clocks, zone}
	}
	switch days := floorDiv(from, secondsPerDay) - floorDiv(wallOf(e.Zone, start), secondsPerDay); {
	case days == 1:
		clocks += " the day after"
	case days == -1:
		clocks += " the day before"
	case days != 0: // across the date line
		clocks += fmt.Sprintf(" %+d days", days)
	}
	return reading{clocks, zone}
}

// clockText writes seconds after midnight as a clock, with 24:00 for the next midnight.
func clockText(second int64) string {
	text := fmt.Sprintf("%02d:%02d", second/3600, second/60%60)
	if second%60 != 0 {
		text += fmt.Sprintf(":%02d", second%60)
	}
	return text
}

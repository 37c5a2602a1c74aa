package main

import (
	"time"

	"github.com/rickb777/date/v2/clock"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/examples/internal/program"
)

// writeNotes prints what is special about a person in the period, a line each.
func writeNotes(note func(format string, args ...any), config availability.Person, person person, s *availability.Schedule, p program.Weeks) {
	z := s.Zone()
	for _, c := range person.Changes {
		d, hm := z.Civil(c.At.Add(-time.Second)) // what the clocks showed last, and then skip or repeat from
		hm += clock.Second
		word := "forward"
		if c.After < c.Before {
			word = "back"
		}
		note("%s: at %s clocks go %s to %s, then %s", p.Format(d), hm.HhMm(), word,
			(hm + clock.Clock(c.After-c.Before)*clock.Second).Mod24().HhMm(), availability.Offset{Seconds: c.After})
	}
	for _, m := range person.Moves {
		note("%s: arrives in %s, then %s", p.Format(m.Date), m.Zone, z.Offset(z.Instant(m.Date, 12*clock.Hour)))
	}
	if config.Daily > 0 {
		core := "nothing of it is certain"
		if config.Core != "" {
			core = "certain " + config.Core
		}
		note("flexible: %s a day within these hours, %s", program.Hours(config.Daily), core)
	}
	if config.Focus != "" {
		note("focus %s", config.Focus)
	}
	if config.Stretch != "" {
		note("would meet %s", config.Stretch)
	}
	for _, l := range config.Leave {
		if !l.In(z).Clip(p.Span()).IsEmpty() {
			note("on leave %s", l)
		}
	}
	for _, h := range person.Holidays {
		note("%s: holiday, %s", p.Format(h.Date), h.Name)
	}
	if n := len(config.Calendars); n > 0 {
		note("busy time from %s is not read by this program", program.Count(n, "calendar"))
	}
}

package overlap

import (
	"slices"

	"github.com/noonmark/noonmark/availability"
)

// An anchorClock is the wall clock of an anchor over the days that touch the season.
type anchorClock struct {
	zone    *availability.Zone
	place   int // in order
	changes []clockChange
	first   int64 // the wall seconds with which the first day starts
	days    []anchorDay
}

// A clockChange is what a clock's offset is from an instant on.
type clockChange struct{ at, offset int64 }

// An anchorDay is a day on the anchor's clock.
type anchorDay struct {
	midnight int64 // the second with which it starts
	plain    bool  // no change is near, so it is midnight all day, plus the time
}

// appendClock appends the clock of the zone, unless there is one already that shows the
// same all through the season.
func appendClock(clocks []*anchorClock, z *availability.Zone, season availability.Span) []*anchorClock {
	for _, c := range clocks {
		if c.zone == z {
			return clocks
		}
	}
	start, end := season.Unix()
	c := &anchorClock{zone: z, place: len(clocks)}
	wide := availability.UnixSpan(start-3*secondsPerDay, end+3*secondsPerDay)
	c.changes = append(c.changes, clockChange{start - 3*secondsPerDay, int64(z.Offset(wide.Start()).Seconds)})
	for change := range z.Transitions(wide) {
		if change.Before.Seconds != change.After.Seconds {
			c.changes = append(c.changes, clockChange{change.At.Unix(), int64(change.After.Seconds)})
		}
	}
	for _, o := range clocks {
		if slices.Equal(o.changes, c.changes) {
			return clocks
		}
	}
	// A day more on either side: what a day that is skipped names comes after it, and a clock may
	// be set back past midnight.
	wall := wallAt(z, start) - secondsPerDay
	c.first = wall - mod(wall, secondsPerDay)
	for day := c.first; day <= wallAt(z, end)+secondsPerDay; day += secondsPerDay {
		c.days = append(c.days, anchorDay{midnight: instantAt(z, day), plain: true})
	}
	for _, change := range c.changes[1:] {
		for i := range c.days {
			if d := &c.days[i]; d.midnight-secondsPerDay <= change.at && change.at <= d.midnight+2*secondsPerDay {
				d.plain = false
			}
		}
	}
	return append(clocks, c)
}

// instant returns the second at which the clock shows so many seconds since midnight,
// on the day of that number.
func (c *anchorClock) instant(day int, clock int64) int64 {
	if d := &c.days[day]; d.plain {
		return d.midnight + clock
	}
	return instantAt(c.zone, c.first+int64(day)*secondsPerDay+clock)
}

// steady reports whether the clocks of the zone show all the instants of the other clock,
// in order, with one and the same difference.
func steady(z, other *availability.Zone, starts []int64) bool {
	for _, u := range starts {
		if wallAt(z, u)-wallAt(other, u) != wallAt(z, starts[0])-wallAt(other, starts[0]) || instantAt(z, wallAt(z, u)) != u {
			return false
		}
	}
	return true
}

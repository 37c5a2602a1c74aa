package availability

import "time"

// MaxShift is the most by which a day can be moved, either way.
const MaxShift = 12 * time.Hour

// Shifted returns s with the person's day moved by the given time on their wall clock:
// later, or for a negative time earlier. Their hours, stretch and focus hours move, and so do the
// frame and the core of flexible hours. Leave, holidays, recurring blocks and busy
// time stay where they are: those are appointments with others.
//
// The wall clock moves, and the zone then decides as ever, so that 09:00-17:00
// moved by 90 minutes is 10:30-18:30 on days of DST changes too. Hours are still of
// the day on which they started unmoved: Monday's hours from 09:00, moved by -10
// hours, start on Sunday at 23:00, and not at all if Monday is a holiday. Which days are
// [RestDay] is read from the moved hours; in this example Sundays are none and
// Fridays are.
//
// Moves add up: s.Shifted(a).Shifted(b) is s.Shifted(a+b). A move is in whole
// seconds, cut towards zero. Moved by more than [MaxShift] in all, a day is moved by that.
func (s *Schedule) Shifted(by time.Duration) *Schedule {
	const most = int64(MaxShift / time.Second)
	total := min(max(s.hours.by+int64(by/time.Second), -most), most)
	if total == s.hours.by {
		return s
	}
	c := *s
	for _, p := range []*pattern{&c.hours, &c.stretch, &c.core, &c.focus} {
		p.by = total
	}
	c.busy, c.said = Set{}, Set{}
	return c.finishAs(s).With(s.said) // of which other parts may make a difference now
}

package overlap

import (
	"slices"

	"github.com/noonmark/noonmark/availability"
)

// Seasons returns the seasons of the time in which everybody is Free: those of a [Crew] who
// are there in Free alone. See [Crew.Seasons].
func Seasons(w availability.Span, schedules ...*availability.Schedule) []Regime {
	return NewCrew(availability.Free, schedules...).Seasons(w)
}

// Seasons returns how the overlap of the crew changes within w, as regimes in time order. It
// is the overlap of their usual time ([availability.Schedule.Usual]): a public holiday,
// a week's leave or a single meeting makes no regime, and is in none.
//
// A regime is a span in which the overlap has the same windows every week, on the wall
// clock of everybody. Regimes are as long as that is so, hence neighbours differ; and
// they are a partition of w, as far as it is within [availability.Calendar]. One ends at the
// instant at which somebody's time changes against that of the others:
//
//   - Some change their clocks and others do not, or not on the same day. From the
//     second Sunday of March to the last, New York is five hours behind Berlin and
//     not six. People without DST see the windows move twice a year, even if no hour is
//     gained or lost.
//   - Somebody moves, or a zone gets another rule.
//   - Somebody's usual hours become others: with the season, or as a recurring block begins
//     or ends.
//
// Where all change their clocks at once, or no window is affected, nothing ends. Nor does
// what nobody notices make a regime: New York changes its clocks three hours before San
// Francisco, but on a Sunday morning. Time of less than a week in which the overlap
// is just what the regime after it has, on everybody's clock, belongs to that one, or
// else to the one before if it is what that has.
//
// Otherwise a regime is what it is even if it is shorter than a week, or cut short by w: its
// windows are those of whole weeks. If somebody has another pattern every second week, a
// regime has a cycle of so many weeks. The regimes of a part of w are those of w, cut to it.
//
// A crew that never overlaps has regimes too: one, of no windows. An empty crew overlaps
// always, as with [All]. The number of regimes is bounded by the changes of everybody's clock and
// hours in w, and so is the work.
func (c *Crew) Seasons(w availability.Span) []Regime {
	w = w.Intersect(availability.Calendar())
	if w.IsEmpty() {
		return nil
	}
	// What is near decides what is noticed.
	const near = 4 * secondsPerWeek
	start, end := w.Unix()
	phases := c.phases(availability.UnixSpan(start-near, end+near).Intersect(availability.Calendar()))
	var regimes []Regime
	for _, s := range seasonsOf(phases) {
		from, _ := phases[s.from].span.Unix()
		_, until := phases[s.to-1].span.Unix()
		r := phases[s.first].week
		r.Span = availability.UnixSpan(from, until).Intersect(w)
		if r.Span.IsEmpty() {
			continue
		}
		if from >= start {
			for _, p := range phases[s.since : s.first+1] {
				r.Causes = append(r.Causes, p.causes...)
			}
		}
		regimes = append(regimes, r)
	}
	return regimes
}

// sameWeek reports whether the windows of r and o are the same on everybody's clock.
func (r *Regime) sameWeek(o Regime) bool {
	return r.Cycle == o.Cycle && slices.EqualFunc(r.Windows, o.Windows, func(a, b Window) bool {
		return a.Length == b.Length && slices.Equal(a.Local, b.Local)
	})
}

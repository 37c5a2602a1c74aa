package overlap

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A SeriesOption is a series that [Series] found: a rule, a time of day and the zone on
// whose wall clock it is meant.
type SeriesOption struct {
	// Rule is one of the request's rules, and Start the first occurrence, on the wall clock of
	// Anchor.
	Rule   string
	Start  availability.Civil
	Anchor *availability.Zone
	// Same are the other anchors of the request on whose wall clocks this series is always
	// at one time of day, too.
	Same []*availability.Zone
	// Duration is how long each meeting is.
	Duration time.Duration

	// Occurrences is how many the rule has in the season. Held of them can take place, and
	// Suits of them suit everybody: all who are asked come, the optional ones too.
	Occurrences, Held, Suits int

	// Cost is the burden of all who come to the meetings that take place, weighted by the
	// prices, and the weights of those who miss one. Unpreferred is how long those who come
	// are outside the preferred hours, added up.
	Cost, Unpreferred time.Duration
	// Shifted is how often an occurrence is not at somebody's usual time of day, added up over the
	// people: because clocks change, or because they are elsewhere.
	Shifted int
	// People is what the series is to each person, by place.
	People []SeriesPerson
	// Breaks are the occurrences at which something goes wrong, in order.
	Breaks []Break

	meetings []availability.Span
	skipped  []availability.Civil
}

// A SeriesPerson is what a series is to one person.
type SeriesPerson struct {
	// Comes is to how many meetings the person comes, and Misses how many take place
	// without them.
	Comes, Misses int
	// Burden is that of the meetings to which they come, and Cost the same by its price.
	Burden Burden
	Cost   time.Duration
	// Usual is what their wall clock shows when the first occurrence starts that is at their usual
	// time of day: the one at which most are; of equals, the one that comes first.
	Usual availability.Civil
	// Worst is their worst occurrence: the first one to which they do not come, whether it
	// takes place or not, or else the meeting that costs them most; of equals, the first.
	Worst SeriesWorst
}

// A SeriesWorst is the worst occurrence of a series for one person.
type SeriesWorst struct {
	// Span is when it is, or would have been.
	Span availability.Span
	// Start is what the person's wall clock shows when it starts.
	Start availability.Civil
	// Absent says that they do not come. Burden is then what they would bear.
	Absent bool
	Burden Burden
}

// String says when the series is, such as
// "FREQ=WEEKLY;BYDAY=TU from 2026-01-06T15:00 Europe/Berlin".
func (o SeriesOption) String() string {
	if o.Anchor == nil {
		return "no series"
	}
	return fmt.Sprintf("%s from %v %s", o.Rule, o.Start, o.Anchor.Name())
}

// Meetings iterates over the meetings that take place, in order.
func (o SeriesOption) Meetings() iter.Seq[availability.Span] { return slices.Values(o.meetings) }

// Recurrence returns the meetings that take place as a start, a rule that ends with the
// season, and exceptions for the occurrences that are skipped. They are on the wall clock of
// the Anchor: its Instant of each of their times is the start of a meeting. The rule ends by
// COUNT, as RFC 5545 wants an UNTIL in UTC beside a start that has a zone.
func (o SeriesOption) Recurrence() availability.RecurrenceParts {
	return availability.RecurrenceParts{
		Start:  o.Start,
		Rule:   fmt.Sprintf("%s;COUNT=%d", o.Rule, o.Occurrences),
		Except: slices.Clone(o.skipped),
	}
}

// option works out all there is to say about a trial.
func (s *seriesSearch) option(t seriesTrial) SeriesOption {
	plan := s.plans[t.plan]
	anchor := plan.clock.zone
	var starts []int64
	var civils []availability.Civil // as the rule says them
	for day, u := range s.days(plan, int64(t.clock)) {
		starts = append(starts, u)
		civils = append(civils, civilAt(plan.clock.first+int64(day)*secondsPerDay+int64(t.clock)))
	}
	o := SeriesOption{
		Rule: s.request.Rules[plan.rule], Start: civils[0], Anchor: anchor, Duration: s.Duration,
		Occurrences: int(t.count), Held: int(t.held), Cost: weightedTime(t.cost),
		People: make([]SeriesPerson, len(s.People)), Shifted: int(s.shifted(starts)),
	}
	for _, z := range s.request.anchors() {
		if z != anchor && !slices.Contains(o.Same, z) && steady(z, anchor, starts) {
			o.Same = append(o.Same, z)
		}
	}
	b := newSeriesBreaks(s, starts)
	for k, u := range starts {
		if b.held[k] {
			o.meetings = append(o.meetings, s.meetingAt(u))
		} else {
			o.skipped = append(o.skipped, civils[k])
		}
		suits := b.held[k]
		for p := range s.People {
			if !b.comes(k, p) {
				suits = false
			} else if b.held[k] {
				o.Unpreferred += weightedTime(s.unpreferred(p, u))
			}
		}
		if suits {
			o.Suits++
		}
	}
	for p := range s.People {
		o.People[p] = b.person(p)
	}
	for k, u := range starts {
		if len(b.troubles[k]) > 0 {
			o.Breaks = append(o.Breaks, Break{Span: s.meetingAt(u), Start: civils[k], Skipped: !b.held[k], Troubles: b.troubles[k]})
		}
	}
	return o
}

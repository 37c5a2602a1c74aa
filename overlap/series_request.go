package overlap

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A SeriesRequest asks [Series] for the best times of a meeting that recurs.
type SeriesRequest struct {
	// Meeting says how long it takes, who comes and what may be asked of them, at every
	// occurrence. Its Clock must be nil, as each of the Anchors is the clock.
	Meeting

	// Season is when the series takes place: every occurrence lies in it, from start to
	// end. At most MaxSeason long.
	Season availability.Span
	// Rules are the RRULEs (RFC 5545) whose days are tried, such as
	// "FREQ=WEEKLY;BYDAY=TU" or "FREQ=MONTHLY;BYDAY=-1FR": they name the days by
	// themselves, and neither times of day nor an end. A rule with an INTERVAL of n is tried
	// in each of its n phases: every second week is the even weeks, and the odd ones. None
	// stands for [Weekly].
	Rules []string
	// Anchors are the wall clocks on which the series may always be at the same time. None
	// stands for the zones in which the people are when the season starts, by place.
	Anchors []*availability.Zone
	// Preferred are the hours on the wall clock of each who comes in which a meeting is
	// liked best. They decide between options that cost the same. Zero prefers none.
	Preferred availability.Hours
	// Best is how many options to return. Zero stands for 10; at most MaxSeriesBest.
	Best int
	// Progress, if it is given, is told how many of all options have been tried: now and
	// then, and at the end, before the best are worked out in detail. Series calls it from the
	// goroutine that it is called by.
	Progress func(done, total int)
}

// The limits of a series.
const (
	// MaxSeason is how long a season may be.
	MaxSeason = 10 * 366 * 24 * time.Hour
	// MaxSeriesBest is the most options that Series returns.
	MaxSeriesBest = 1000
	// MaxSeriesRules is the most rules of a request.
	MaxSeriesRules = 1000
	// MaxSeriesOccurrences is the most occurrences that Series looks at: over all rules,
	// times of day and anchors.
	MaxSeriesOccurrences = 10_000_000
)

// check returns what is wrong with the request apart from its meeting, fills in
// defaults, and reads the rules.
func (r *SeriesRequest) check() ([]seriesRule, error) {
	if r.Best == 0 {
		r.Best = 10
	}
	if len(r.Rules) == 0 {
		r.Rules = Weekly()
	}
	years := availability.Calendar()
	switch {
	case r.Clock != nil:
		return nil, wrong("Clock", "a series starts on the wall clock of its anchor: name the zone in Anchors instead")
	case r.Season.IsEmpty():
		return nil, wrong("Season", "missing: say from when to when the series takes place")
	case r.Season.Start().Before(years.Start().AddDate(0, 0, 7)) || r.Season.End().After(years.End().AddDate(0, 0, -7)):
		return nil, wrong("Season", "lies outside the years 1 to 9999, or less than a week from their ends")
	case r.Season.Duration() > MaxSeason:
		return nil, wrong("Season", "longer than %d days: look at a shorter one", int(MaxSeason.Hours())/24)
	case r.Best < 0 || r.Best > MaxSeriesBest:
		return nil, wrong("Best", "%d: give a number from 1 to %d, or 0 for 10", r.Best, MaxSeriesBest)
	case len(r.Rules) > MaxSeriesRules:
		return nil, wrong("Rules", "%d are too many: the limit is %d", len(r.Rules), MaxSeriesRules)
	}
	for i, z := range r.Anchors {
		if z == nil {
			return nil, wrong(fmt.Sprintf("Anchors[%d]", i), "the zone is missing: load one with availability.LoadZone")
		}
	}
	rules := make([]seriesRule, len(r.Rules))
	for i, text := range r.Rules {
		rule, err := readSeriesRule(text)
		if err != nil {
			return nil, wrong(fmt.Sprintf("Rules[%d]", i), "%v", err)
		}
		rules[i] = rule
	}
	return rules, nil
}

// anchors returns the anchors that are asked for, or those of the people.
func (r *SeriesRequest) anchors() []*availability.Zone {
	if len(r.Anchors) > 0 {
		return r.Anchors
	}
	zones := make([]*availability.Zone, len(r.People))
	for i, p := range r.People {
		zones[i] = p.Schedule.ZoneAt(r.Season.Start())
	}
	return zones
}

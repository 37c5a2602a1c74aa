package overlap

import (
	"context"
	"iter"
	"math"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A SeriesResult is what [Series] found.
type SeriesResult struct {
	// Options are the best series, best first, at most as many as were asked for. There are
	// none if no meeting of any series can take place.
	Options []SeriesOption
	// Tried is how many series there are: by rule, phase, time of day and anchor, with at
	// least one occurrence in the season. Anchors whose clocks agree all through the
	// season count once.
	Tried int
}

// Series finds the best series of a meeting: the rule, the time of day and the zone on
// whose wall clock that time is meant. The times of day are the multiples of the
// meeting's Grid. The anchor matters because it never bears a change of the clocks: all the
// others do. An occurrence at a time that the anchor's clock skips or repeats is where
// RFC 5545 section 3.3.5 puts it, as [availability.Zone.Instant] does.
//
// Each option is judged by all its occurrences in the season. The order is total:
//
//  1. fewer occurrences that cannot take place,
//  2. a smaller Cost, per meeting that takes place,
//  3. more occurrences that suit everybody,
//  4. a smaller burden of the one person who bears most, per meeting,
//  5. less time outside the preferred hours, per meeting,
//  6. Shifted less often, per occurrence,
//  7. an earlier weekday (from Monday) and time of day on the anchor's clock, then the
//     earlier rule, the earlier first occurrence and the earlier anchor.
//
// A meeting that does not take place has no cost, so it is counted first and not weighed
// against the burden of the others. Who would rather skip some than burden somebody leaves
// Stretch out of States. With RestDay in States a weekday on which nobody works can come first
// if no occurrence on it meets a holiday. Costs are compared per meeting because one weekday has 52
// occurrences in a year and another 53. Rules of different frequency are better
// asked for apart, as what occurs less often fails less often.
//
// Options that are at the same instants all through the season are one option, with the
// anchor that comes first in the order; SeriesOption.Same names the others.
//
// The error is a *RequestError for what is wrong with the request, or that of the context
// if it ends before the search does; then there are no options. The time that it takes
// grows with the occurrences and with the people: a year of eight people, on quarter hours of
// every weekday and eight anchors, takes some hundredths of a second. Series may be called by
// several goroutines at once.
func Series(ctx context.Context, r SeriesRequest) (SeriesResult, error) {
	rules, err := r.check()
	if err != nil {
		return SeriesResult{}, err
	}
	const margin = 2 * 24 * time.Hour // to ask what would be if the clocks had not changed
	s, err := r.Meeting.session(availability.Between(r.Season.Start().Add(-margin), r.Season.End().Add(margin)), availability.Free|availability.Stretch)
	if err != nil {
		return SeriesResult{}, err
	}
	n := len(r.People)
	search := &seriesSearch{
		session: s, ctx: ctx, request: &r, board: newSeriesBoard(ctx, s, r.Season),
		personal: personalClocks(r.People), preferred: make(map[*availability.Zone][]availability.Span),
		can: make([]bool, n), comes: make([]bool, n), costs: make([]int64, n),
	}
	for _, z := range r.anchors() {
		search.clocks = appendClock(search.clocks, z, r.Season)
	}
	if search.plans, err = search.plan(rules); err != nil {
		return SeriesResult{}, err
	}
	trials, tried, err := search.try()
	if err != nil {
		return SeriesResult{}, err
	}
	best, err := search.best(trials)
	if err != nil {
		return SeriesResult{}, err
	}
	result := SeriesResult{Tried: tried}
	for _, t := range best {
		if err := ctx.Err(); err != nil {
			return SeriesResult{}, err
		}
		result.Options = append(result.Options, search.option(t))
	}
	return result, nil
}

// A seriesSearch is what Series knows while it looks.
type seriesSearch struct {
	*session
	ctx     context.Context
	request *SeriesRequest
	board   *seriesBoard
	clocks  []*anchorClock
	plans   []seriesPlan

	personal   []personalClock
	preferred  map[*availability.Zone][]availability.Span // within the session's span
	can, comes []bool                                     // by place, to weigh with
	costs      []int64
}

// A seriesPlan is the days of a rule, in one of its phases, on the clock of an anchor.
type seriesPlan struct {
	clock *anchorClock
	rule  int
	days  []int32 // by place in the clock's days, sorted
}

// plan makes all plans, unless there are too many occurrences.
func (s *seriesSearch) plan(rules []seriesRule) ([]seriesPlan, error) {
	type stretchOfDays struct {
		rule  int
		first int64
		days  int
	}
	known := make(map[stretchOfDays][][]int32) // most anchors have the same days
	var plans []seriesPlan
	occurrences := int64(0)
	for _, c := range s.clocks {
		for i, rule := range rules {
			key := stretchOfDays{i, c.first, len(c.days)}
			phases, ok := known[key]
			if !ok {
				if err := s.ctx.Err(); err != nil {
					return nil, err
				}
				most := MaxSeriesOccurrences/s.times() + 1
				phases = rule.phases(c.first, len(c.days), most)
				known[key] = phases
			}
			for _, days := range phases {
				plans = append(plans, seriesPlan{c, i, days})
				occurrences += int64(len(days)) * s.times()
			}
			if occurrences > MaxSeriesOccurrences {
				return nil, wrong("Season", "more than %d occurrences would have to be looked at: make it shorter, the Grid coarser, or Rules or Anchors fewer", MaxSeriesOccurrences)
			}
		}
	}
	return plans, nil
}

// times returns how many times of day there are.
func (s *seriesSearch) times() int64 { return secondsPerDay / seconds(s.Grid) }

// A seriesTrial is what became of a plan at a time of day.
type seriesTrial struct {
	plan  int32
	count int32 // occurrences
	held  int32 // those that can take place, at least one
	suits int32 // those to which everybody comes
	clock int32 // seconds since midnight
	start int64 // of the first occurrence
	day   int64 // its weekday on the anchor's clock; Monday is 0
	cost  int64 // of those that take place, in weighted seconds
}

// skipped returns how many occurrences cannot take place.
func (t seriesTrial) skipped() int32 { return t.count - t.held }

// try tries each plan at each time of day, and returns those of which a meeting can
// take place.
func (s *seriesSearch) try() (trials []seriesTrial, tried int, err error) {
	step := seconds(s.Grid)
	total := len(s.plans) * int(s.times())
	for i, p := range s.plans {
		for clock := int64(0); clock < secondsPerDay; clock += step {
			t := seriesTrial{plan: int32(i), clock: int32(clock)}
			for _, u := range s.days(p, clock) {
				if t.count++; t.count == 1 {
					t.start = u
				}
				if turn := s.board.at(u); turn != cannot {
					t.held++
					t.suits += turn.suits()
					t.cost += turn.cost()
				}
			}
			if t.count > 0 {
				tried++
			}
			if t.held > 0 {
				t.day = weekdayAt(p.clock.zone, t.start)
				trials = append(trials, t)
			}
			if done := i*int(s.times()) + int(clock/step) + 1; done%64 == 0 || done == total {
				if err := s.ctx.Err(); err != nil {
					return nil, 0, err
				}
				if s.request.Progress != nil {
					s.request.Progress(done, total)
				}
			}
			if s.board.err != nil {
				return nil, 0, s.board.err
			}
		}
	}
	return trials, tried, nil
}

// days iterates over the occurrences of a plan at a time of day that lie in the season: the
// day and the second of each.
func (s *seriesSearch) days(p seriesPlan, clock int64) iter.Seq2[int32, int64] {
	start, end := s.request.Season.Unix()
	end -= seconds(s.Duration)
	return func(yield func(int32, int64) bool) {
		for _, day := range p.days {
			if u := p.clock.instant(int(day), clock); u >= start && u <= end && !yield(day, u) {
				return
			}
		}
	}
}

// starts returns the occurrences of a trial.
func (s *seriesSearch) starts(t seriesTrial) []int64 {
	starts := make([]int64, 0, t.count)
	for _, u := range s.days(s.plans[t.plan], int64(t.clock)) {
		starts = append(starts, u)
	}
	return starts
}

// weightedTime returns weighted seconds as a duration, or the longest one if there are more.
func weightedTime(s int64) time.Duration {
	if s > math.MaxInt64/int64(time.Second) {
		return math.MaxInt64
	}
	return time.Duration(s) * time.Second
}

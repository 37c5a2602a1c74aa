package overlap

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A RotateRequest asks [Rotate] for the times of a meeting that takes place again and again.
type RotateRequest struct {
	// Meeting says what each occurrence is. Zero States stand for all but Focus,
	// Busy, Holiday and Leave. Buffers, days and limits are judged for each meeting by
	// what the schedules hold; the meetings of the plan do not count for each other.
	// People have different names, for the ledger knows them by these.
	Meeting

	// Occurrences are the spans in each of which one meeting takes place, from its start to
	// its end. They are in order of time and do not overlap; see [Weeks] and [Days]. At
	// least one, at most MaxOccurrences, all within MaxRotation. The starts in all of them,
	// times the people, are at most 10,000,000.
	Occurrences []availability.Span
	// Ledger is what each has borne before, by name, in weighted time as of [Burden.Cost]:
	// whole seconds, at most MaxLedger. Who is missing has borne nothing.
	Ledger map[string]time.Duration

	// Effort bounds the search: so many million additions, a thousand of which take a
	// second or few. Zero stands for DefaultEffort. It does not depend on the machine
	// how far the search gets.
	Effort int
	// Progress, unless nil, is called every few milliseconds, by the goroutine that
	// called Rotate, with how much of the effort is done. It may end early, when
	// all is proven; the last call has done equal to total.
	Progress func(done, total int)
}

// The limits of a rotation.
const (
	MaxOccurrences = 1000
	MaxRotation    = 20 * 366 * 24 * time.Hour // from the first start to the last end
	MaxLedger      = 100_000 * time.Hour
	DefaultEffort  = 1000

	// maxRotateTries is the most starts of all occurrences, times the people.
	maxRotateTries = 10_000_000
	// maxBorne keeps totals well within a Duration.
	maxBorne = 1_000_000 * time.Hour
)

// rotateStates are what zero States stand for.
const rotateStates = availability.AnyState &^ (availability.Focus | availability.Busy | availability.Holiday | availability.Leave)

// A Rotation is the plan that [Rotate] found.
type Rotation struct {
	// Turns are the meetings, one for each occurrence.
	Turns []Turn
	// Ledger is what each has borne after the plan: the ledger of the request, with
	// what each bears in the plan added. It holds everybody who was asked or was in it
	// before.
	Ledger map[string]time.Duration
	// Largest is the largest total in the ledger of those who were asked.
	Largest time.Duration
	// Bound is proven: no plan with so few early nights has a smaller Largest.
	Bound time.Duration
	// EarlyNights is in how many turns somebody is asked for their night although
	// somebody else who could bear something has borne nothing yet. See [Rotate].
	EarlyNights int
	// Exact says that the plan is proven to be the best in the whole order.
	Exact bool
}

// A Turn is what a plan says of one occurrence.
type Turn struct {
	Occurrence availability.Span // as in the request
	// Span is the meeting. It is empty if there is none.
	Span availability.Span
	// Attendances are what the meeting is to each person, by place. There are none if there
	// is no meeting.
	Attendances []Attendance
	// Refusal says why there is no meeting, as [Find] does of the occurrence. It is nil if there is one.
	Refusal *Refusal
}

// Rotate chooses the times of a meeting over many occurrences, so that the burden is shared
// where no time suits all.
//
// In each occurrence, it chooses among the starts on the grid at which the meeting can take
// place, and that are worth it: if another start of the occurrence costs nobody more
// and somebody less, it is none, for nobody bears anything for no one's good. (But a start
// at which nobody is asked for their night does not yield to one at which somebody
// is.) Who comes is settled as in [Find], start by start; only those who come bear
// anything. An occurrence without a possible start has no meeting, and says why; the
// others are planned.
//
// Of two plans the better one is, in this order:
//
//   - the one with fewer early nights. These are meetings at which somebody is asked for
//     their night, while somebody else has borne nothing: before, in the plan until then, or
//     in this meeting. It counts only who could bear something, at any possible start of any
//     occurrence. So nobody is asked for their night while another has not yet given a
//     stretch hour, unless that is unavoidable;
//   - the one whose largest total is less. A total is what a person has borne before and
//     bears in the plan, in weighted time. If these are equal, it is the one whose
//     next largest total is less, and so on;
//   - the one with less weight of optional people who miss meetings;
//   - the one whose first meeting is earlier, then the second, and so on.
//
// So there is one best plan, and it is found and proven if the effort suffices: for a
// dozen occurrences and eight people it nearly always does. (It is not proven if more than 64
// people have borne nothing before and an early night is in the plan.) If it does not, or if ctx is
// done, the result is the best plan that was found by then, and tells how far it
// may be from the best: the largest total of none is less than its Bound. Unless ctx is
// done, the same request gives the same result.
//
// Starts are points on the grid of Clock, and tolls are elapsed time, so a meeting that
// goes over a DST change is as long as any other.
//
// The error is a *[RequestError] if the request makes no sense or is too large, or that of ctx
// if it is done before there is any plan.
func Rotate(ctx context.Context, r RotateRequest) (Rotation, error) {
	if err := r.check(); err != nil {
		return Rotation{}, err
	}
	start, _ := r.Occurrences[0].Unix()
	_, end := r.Occurrences[len(r.Occurrences)-1].Unix()
	s, err := r.session(availability.UnixSpan(start, end), rotateStates)
	if err != nil {
		return Rotation{}, err
	}
	if r.Effort == 0 {
		r.Effort = DefaultEffort
	}
	rota, turns, err := r.gather(ctx, s)
	if err != nil {
		return Rotation{}, fmt.Errorf("overlap: rotate: %w", err)
	}
	result := Rotation{Turns: turns, Ledger: maps.Clone(r.Ledger), Exact: true}
	if result.Ledger == nil {
		result.Ledger = make(map[string]time.Duration, len(r.People))
	}
	bound := int64(0)
	if len(rota.turns) > 0 {
		b := &budget{ctx: ctx, left: r.Effort, tick: func() {}}
		if r.Progress != nil {
			b.tick = func() { r.Progress(len(turns)+r.Effort-max(b.left, 1), len(turns)+r.Effort) }
		}
		var best plan
		best, bound, result.Exact = rota.solve(b)
		result.EarlyNights = best.early
		t := 0
		for k := range turns {
			if turns[k].Refusal != nil {
				continue
			}
			turns[k].Span = s.meetingAt(rota.turns[t].choices[best.picks[t]].start)
			turns[k].Attendances = s.attendances(turns[k].Span)
			t++
		}
	}
	for i := range r.People {
		name := r.People[i].Schedule.Name()
		total := result.Ledger[name]
		before := total
		for _, t := range turns {
			if t.Attendances != nil && t.Attendances[i].Comes {
				total += t.Attendances[i].Cost
			}
		}
		result.Ledger[name] = total
		result.Largest = max(result.Largest, total)
		result.Bound = max(result.Bound, before)
	}
	result.Bound = max(result.Bound, time.Duration(bound*rota.unit)*time.Second)
	if r.Progress != nil {
		r.Progress(len(turns)+r.Effort, len(turns)+r.Effort)
	}
	return result, nil
}

// check returns what is wrong with the request, other than with its meeting.
func (r *RotateRequest) check() error {
	switch {
	case len(r.Occurrences) == 0:
		return wrong("Occurrences", "missing: give the spans in each of which a meeting takes place, such as those of Weeks")
	case len(r.Occurrences) > MaxOccurrences:
		return wrong("Occurrences", "%d are too many: the limit is %d", len(r.Occurrences), MaxOccurrences)
	case r.Effort < 0:
		return wrong("Effort", "%d is negative: give millions of steps, or 0 for %d", r.Effort, DefaultEffort)
	}
	grid := r.Grid
	if grid <= 0 {
		grid = 15 * time.Minute
	}
	tries := int64(0)
	for k, o := range r.Occurrences {
		field := fmt.Sprintf("Occurrences[%d]", k)
		switch {
		case o.IsEmpty():
			return wrong(field, "is empty: give a span in which the meeting fits")
		case !availability.Calendar().Encloses(o):
			return wrong(field, "reaches out of the years 1 to 9999: give a span within them")
		case k > 0 && o.Start().Before(r.Occurrences[k-1].End()):
			return wrong(field, "starts before the one before it ends: give spans in order of time that do not overlap")
		case o.End().Sub(r.Occurrences[0].Start()) > MaxRotation:
			return wrong(field, "ends more than %d days after the first one starts: plan a shorter time", int(MaxRotation.Hours())/24)
		}
		// Spans of the calendar are short enough not to overflow.
		if tries += (o.Seconds()/max(seconds(grid), 1) + 2) * int64(max(len(r.People), 1)); tries > maxRotateTries {
			return wrong(field, "the starts of the occurrences until then, times the people, are more than %d: give a wider Grid or shorter occurrences", maxRotateTries)
		}
	}
	prices := r.Prices
	if prices.isZero() {
		prices = DefaultPrices()
	}
	dearest := int64(max(prices.Inside, prices.Stretch, prices.Outside, prices.Night))
	// Both factors have limits of their own, which the session checks.
	if n := int64(len(r.Occurrences)); r.Duration > 0 && r.Duration <= MaxDuration && dearest <= 1000 && n*dearest*seconds(r.Duration) > seconds(maxBorne) {
		return wrong("Occurrences", "what somebody may have to bear in all is more than %v: give fewer, shorter meetings or smaller Prices", maxBorne)
	}
	names := make(map[string]int, len(r.People))
	for i, p := range r.People {
		if p.Schedule == nil {
			continue // the session says so
		}
		if k, ok := names[p.Schedule.Name()]; ok {
			return wrong(fmt.Sprintf("People[%d]", i), "has the name of the person at place %d, %q: the ledger cannot tell them apart", k, p.Schedule.Name())
		}
		names[p.Schedule.Name()] = i
	}
	for name, d := range r.Ledger {
		if d < 0 || d > MaxLedger || d%time.Second != 0 {
			return wrong("Ledger", "%q has %v: give whole seconds from 0 to %v", name, d, MaxLedger)
		}
	}
	return nil
}

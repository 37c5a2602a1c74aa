package overlap

import (
	"context"
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A ShiftRequest asks how little people have to move their days, as
// [availability.Schedule.Shifted] does, so that enough of them are there at once.
//
// People are known by their place in Schedules, from 0.
type ShiftRequest struct {
	// Schedules are the people: at least one, and at most MaxShiftPeople.
	Schedules []*availability.Schedule
	// States are those in which somebody is there. Zero stands for Free.
	States availability.State
	// Period is the time that is looked at. Days that it holds in part are left out; at
	// most MaxShiftDays are in it.
	Period availability.Span
	// AtLeast is how many people are to be there at once. Zero stands for all.
	AtLeast int
	// Daily is the overlap that is wanted on each day: whole seconds, up to 24 hours. 24
	// hours stand for all of the day, round the clock; a day that DST makes shorter than
	// what is wanted is wanted as a whole.
	Daily time.Duration
	// Clock is the wall clock whose days are counted, from midnight to midnight. Nil is UTC.
	Clock *availability.Zone
	// EveryDay counts all days. Without it only those count on which, with nobody moved, at least
	// AtLeast people are there at some time or other: weekends and common holidays do not.
	EveryDay bool
	// Most is how far people may move, earlier or later: one for all, or one for each
	// by place. At most [availability.MaxShift], and MaxShiftSteps steps.
	Most []time.Duration
	// Step is the distance of possible moves, in whole minutes. Zero stands for 30 minutes.
	Step time.Duration
	// Limits bound what may be asked of each. A move that breaks one which is kept without
	// it, or breaks one by more, is excluded. Working days and weeks are those of the moved wall
	// clock, so that hours moved over midnight still are of one day. The zero Limits
	// sets none.
	Limits Limits
	// Progress, if not nil, is told now and then how many partial plans have been tried,
	// and how many are tried at most. Most searches end long before.
	Progress func(done, total int)
}

// The limits of a ShiftRequest.
const (
	MaxShiftPeople = 32
	MaxShiftDays   = 400
	MaxShiftSteps  = 96

	maxShiftNodes = 1 << 18 // partial plans, after which a search is cut short
	maxShiftWords = 1 << 24 // of what is known of all days, moves and people: 128 MB
)

// A ShiftPlan says by how much each moves their day, and what that gives.
//
// Of all plans it is the one with the smallest shortfall (none, if what is wanted can be
// reached); of those the one with the smallest total move; of those the one whose largest
// single move is the smallest; of those the first: at the first place at which
// two plans differ the smaller move comes first, and of two equal ones the earlier.
type ShiftPlan struct {
	// Moves are by place. Negative is earlier.
	Moves []time.Duration
	// Total is the sum of all moves, either way.
	Total time.Duration
	// Reached says that the wanted overlap is there on every day that is counted.
	Reached bool
	// Days is how many days are counted. If there are none, nothing is wanting.
	Days int
	// Before and After are what there is with nobody moved, and by the plan.
	Before, After ShiftOverlap
	// Margins say, by place, what one more step of somebody would be worth.
	Margins []ShiftMargin
	// Excluded are the moves that a limit excluded, by place and from the earliest to the
	// latest.
	Excluded []ShiftExclusion

	// Exact says that the plan is proven to be the best. It is false only if the search was
	// cut short, by its context or after 262,144 partial plans. The plan is then the best
	// one met, and the figures below are proven all the same.
	Exact bool
	// LeastShortfall is one that no plan undercuts.
	LeastShortfall time.Duration
	// LeastTotal is the least total of any plan with a shortfall as small as LeastShortfall. If the
	// shortfall of this plan is larger, it is zero.
	LeastTotal time.Duration
}

// A ShiftOverlap says how much overlap there is on the days that are counted.
type ShiftOverlap struct {
	// Overlap is the time in which enough people are there.
	Overlap time.Duration
	// Shortfall is what is missing on the days that have too little.
	Shortfall time.Duration
	// DaysReached is how many days have what is wanted.
	DaysReached int
}

// A ShiftMargin says what it would change if one person started a step earlier or later than in
// the plan, and all others kept to it. It looks beyond the most by which they may move.
type ShiftMargin struct {
	Earlier ShiftGain // of a start one step earlier
	Later   ShiftGain // of a start one step later
}

// A ShiftGain is what a step is worth. Both times are negative for a loss.
type ShiftGain struct {
	Overlap   time.Duration // by how much the overlap grows, over all days
	Shortfall time.Duration // by how much the shortfall shrinks
	Limit     Limit         // which the move would break, if any
}

// A ShiftExclusion is a move that would break a limit.
type ShiftExclusion struct {
	Person int           // the place
	Move   time.Duration // negative is earlier
	Limit  Limit         // the first one that it would break, in the order of Limit
}

// Shifts returns the smallest moves of people's days that reach a wanted overlap, such as two
// hours a day for all, or two of five round the clock. If no moves reach it, the plan says so
// and comes as near as possible.
//
// A moved day is moved on the wall clock, the same every day, so the answer is exact over
// the period with its DST changes, holidays and leave. Days and moves are tried in full,
// not sampled: what cannot be better is left out by bounds.
//
// Eight people who may move by three hours in half-hours take milliseconds over four weeks if
// what is wanted can be reached, and about a second at most. 32 people can take minutes: give ctx
// a deadline.
//
// The error is a [*RequestError], or that of ctx if it ends before there is any plan. If ctx ends
// later, the best plan so far is returned, and it is not Exact. Without such a cut the same
// request gives the same plan.
func Shifts(ctx context.Context, r ShiftRequest) (ShiftPlan, error) {
	if err := r.check(); err != nil {
		return ShiftPlan{}, err
	}
	t, err := newShiftTable(ctx, &r)
	if err != nil {
		return ShiftPlan{}, err
	}
	s := newShiftSearch(ctx, t, r.Progress)
	s.run()

	step := r.Step
	stayed := t.newPlan()
	p := ShiftPlan{
		Moves:          make([]time.Duration, len(r.Schedules)),
		Days:           t.counted,
		Before:         t.overlap(stayed),
		After:          t.overlap(s.best),
		Margins:        t.margins(s.best),
		Excluded:       t.excluded,
		Exact:          !s.over,
		LeastShortfall: time.Duration(s.leastShort) * time.Second,
		LeastTotal:     time.Duration(s.leastTotal) * step,
	}
	for i, c := range s.best {
		p.Moves[i] = time.Duration(c.steps()) * step
		p.Total += p.Moves[i].Abs()
	}
	p.Reached = p.After.Shortfall == 0
	return p, nil
}

// check returns what is wrong with r, as a *RequestError, and fills in what zero values stand
// for.
func (r *ShiftRequest) check() error {
	if r.Step == 0 {
		r.Step = 30 * time.Minute
	}
	if r.States == 0 {
		r.States = availability.Free
	}
	if r.Clock == nil {
		r.Clock = new(availability.Zone) // UTC
	}
	n := len(r.Schedules)
	switch {
	case n == 0:
		return wrong("Schedules", "missing: say whose days may be moved")
	case n > MaxShiftPeople:
		return wrong("Schedules", "%d people are too many: the limit is %d", n, MaxShiftPeople)
	case r.AtLeast < 0 || r.AtLeast > n:
		return wrong("AtLeast", "at least %d of %d people: give a number from 1 to %d, or 0 for all", r.AtLeast, n, n)
	case r.Daily == 0:
		return wrong("Daily", "missing: say how much overlap is wanted each day, such as 2*time.Hour")
	case r.Daily < 0 || r.Daily > 24*time.Hour || r.Daily%time.Second != 0:
		return wrong("Daily", "%v: give whole seconds, up to 24h", r.Daily)
	case r.Step < 0 || r.Step > availability.MaxShift || r.Step%time.Minute != 0:
		return wrong("Step", "%v: give whole minutes, up to %v", r.Step, availability.MaxShift)
	case len(r.Most) == 0:
		return wrong("Most", "missing: say how far each may move, such as []time.Duration{3*time.Hour} for all")
	case len(r.Most) != 1 && len(r.Most) != n:
		return wrong("Most", "there are %d for %d people: give one for all, or one for each", len(r.Most), n)
	}
	if err := r.Limits.check(); err != nil {
		return err
	}
	for i, s := range r.Schedules {
		if s == nil {
			return wrong(fmt.Sprintf("Schedules[%d]", i), "missing: compile the person")
		}
	}
	for i, m := range r.Most {
		field := fmt.Sprintf("Most[%d]", i)
		switch {
		case m < 0 || m > availability.MaxShift:
			return wrong(field, "%v: give a time from 0 to %v", m, availability.MaxShift)
		case m/r.Step > MaxShiftSteps:
			return wrong(field, "%v has more than %d steps of %v: take larger steps", m, MaxShiftSteps, r.Step)
		}
	}
	if r.AtLeast == 0 {
		r.AtLeast = n
	}
	return nil
}

// most returns how many steps the person at place i may move either way.
func (r *ShiftRequest) most(i int) int {
	if len(r.Most) == 1 {
		i = 0
	}
	return int(r.Most[i] / r.Step)
}

// A moveIndex numbers the moves of a person in the order in which they are preferred: 0, a
// step earlier, one later, two earlier, and so on.
type moveIndex int16

// moveOf returns the index of a move by so many steps.
func moveOf(steps int) moveIndex {
	if steps < 0 {
		return moveIndex(-2*steps - 1)
	}
	return moveIndex(2 * steps)
}

// steps returns by how many steps the move is, negative for earlier.
func (m moveIndex) steps() int {
	if m%2 == 1 {
		return -int(m+1) / 2
	}
	return int(m) / 2
}

// size returns by how many steps the move is, either way.
func (m moveIndex) size() int { return int(m+1) / 2 }

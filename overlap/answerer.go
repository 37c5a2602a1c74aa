package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// An Answerer says how somebody answers: once so much of their time has counted since the
// message reached them. The zero Answerer never answers.
type Answerer struct {
	// Schedule is the answerer's time. Nobody (nil) never answers.
	Schedule *availability.Schedule

	// Work is how much time the answer takes; see [ReplyFrom].
	Work time.Duration

	// States are those in which time counts as answering. None stands for Free, the time in
	// which a person works and is there for others. Somebody who answers messages while they are
	// in meetings has Free|Busy; what gets done in quiet hours has Free|Focus.
	States availability.State

	// Pauses are time that does not count, whatever the state: while the answerer waits for
	// somebody else.
	Pauses availability.Set
}

// Reply returns how a answers. Flexible hours are read as in [ReplyFrom] as long as States and
// Pauses are the default; otherwise the states of the schedule's reading count, and nothing is
// known of the day's amount.
func (a Answerer) Reply() Reply {
	if a.Schedule == nil {
		return Reply{}
	}
	a.States = a.states()
	h := &hop{Answerer: a, work: wholeSeconds(a.Work)}
	h.clock = a.Schedule.Stopwatch(a.States, a.Pauses)
	h.spent, h.done = h.clock, h.clock
	if a.States == availability.Free && a.Pauses.IsEmpty() {
		switch a.Schedule.Reading() {
		case availability.Certain:
			h.spent, h.done = a.Schedule.Earliest(), a.Schedule.Latest()
		case availability.Possible:
			h.spent, h.done = a.Schedule.Latest(), a.Schedule.Earliest()
		}
	}
	return replyOf(h)
}

func (a Answerer) states() availability.State {
	if a.States == 0 {
		return availability.Free
	}
	return a.States
}

// wholeSeconds returns d in seconds, rounded up; less than none is none.
func wholeSeconds(d time.Duration) int64 {
	seconds := int64(max(d, 0) / time.Second)
	if d > 0 && d%time.Second != 0 {
		seconds++
	}
	return seconds
}

// A hop is the step of one answerer. It is always used by pointer.
type hop struct {
	Answerer
	work  int64                   // in seconds
	clock *availability.Stopwatch // of the time that counts

	// What flexible hours make of it: the work of the day that may be spent when a message
	// comes, and that which will be done after it. For fixed hours both are clock.
	spent, done *availability.Stopwatch
}

func (h *hop) after(in []piece, rec *record) []piece {
	out := compose(in, h.over)
	rec.leg(step{answerer: h}, in, out)
	return out
}

func (h *hop) rewritten(by func(Answerer) Reply) Reply { return by(h.Answerer) }

// over returns when h answers the messages that arrive at the ticks in [from, to).
func (h *hop) over(from, to tick) []piece {
	fixed := workPieces(h.clock, h.clock, from.second(), h.work, from, to)
	if h.spent == h.done {
		return fixed
	}
	// The two stopwatches agree at the midnight before the first message.
	zone := h.Schedule.Zone()
	d, _ := zone.Civil(time.Unix(from.second(), 0))
	anchor := zone.Instant(d, 0).Unix()
	return combine(fixed, workPieces(h.spent, h.done, anchor, h.work, from, to),
		h.Schedule.Reading() == availability.Possible)
}

package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Promise is a deadline in working time: "an answer within four working hours of the owner's
// region, and the clock stops while we wait for the customer". It is a service level, as agreements
// name it. The zero Promise never falls due.
type Promise struct {
	Within time.Duration // of time that counts; see [ReplyFrom]

	// Schedule is whose time counts, such as that of a region with its holidays.
	Schedule *availability.Schedule

	States availability.State // in which time counts; none stands for Free
	Pauses availability.Set   // during which it does not: while it is somebody else's turn
}

func (p Promise) answerer() Answerer {
	return Answerer{Schedule: p.Schedule, Work: p.Within, States: p.States, Pauses: p.Pauses}
}

// Reply returns the deadline as a function of the instant of sending, as if somebody answered
// just when it falls due: a promise computes with the same arithmetic as answers do.
func (p Promise) Reply() Reply { return p.answerer().Reply() }

// Due returns when an answer to a message sent at t falls due, in UTC. It reports false
// if it never does.
func (p Promise) Due(t time.Time) (time.Time, bool) { return p.Reply().At(t) }

// A Verdict says whether a promise was kept.
type Verdict struct {
	Due time.Time // in UTC; zero if the promise never falls due
	Met bool      // answered by then, or never due

	// Margin is the working time, as the promise counts it, from the answer to the deadline:
	// what was left or, if negative, how much too late it was. It is zero for a promise that
	// never falls due, and also for an answer that is late by time that does not count.
	Margin time.Duration

	// Elapsed is the same margin by the clock on the wall.
	Elapsed time.Duration
}

// Check returns whether m was answered as promised. For a message that waits still, ask with
// the present instant as its answer: then the margin is what is left.
func (p Promise) Check(m Message) Verdict {
	r := p.Reply()
	due, ok := r.At(m.Sent)
	if !ok {
		return Verdict{Met: true}
	}
	v := Verdict{Due: due, Met: !m.Answered.After(due), Elapsed: due.Sub(m.Answered)}
	if h := r.node.(*hop); h.spent == h.done {
		v.Margin = h.clock.Between(m.Answered, due)
	} else {
		v.Margin = p.Schedule.WorkBetween(m.Answered, due)
	}
	return v
}

// A Service says how well a promise is kept over all instants at which messages are sent.
type Service struct {
	// Met is the share, 0 to 1, of the messages that are answered as promised. An answer that
	// never comes breaks the promise, unless it never falls due.
	Met float64

	// Missed are the seconds of sending in which a message, or a part of what is
	// sent in them, is answered too late.
	Missed availability.Set
}

// Service returns how well r keeps the promise if messages are sent at any instant of sent, each
// equally likely. It is exact, as [Reply.Wait] is.
func (p Promise) Service(r Reply, sent availability.Set) Service {
	in := identity(sent)
	var seconds, met int64
	var missed []availability.Span
	for answer, due := range both(r.after(in, nil), p.Reply().after(in, nil)) {
		seconds += answer.to.second() - answer.from.second()
		late := answer // its part that is too late
		switch {
		case due.kind == never:
			late.to = late.from
		case answer.kind == never:
		case answer.kind == due.kind:
			if answer.value <= due.value {
				late.to = late.from
			}
		case answer.kind == moment: // what is sent later falls due later
			late = late.clip(late.from, answer.value-due.value)
		default:
			late = late.clip(due.value-answer.value+1, late.to)
		}
		met += answer.to.second() - answer.from.second()
		if late.from >= late.to {
			continue
		}
		met -= late.to.second() - late.from.second()
		missed = append(missed, availability.UnixSpan(late.from.second(), (late.to+1).second()))
	}
	return Service{Met: share(met, seconds), Missed: availability.NewSet(missed...)}
}

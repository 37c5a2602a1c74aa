package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Reply is a function from the instant at which a message is sent to the
// instant at which its answer arrives: what is known in time-dependent routing as an
// arrival function. It is monotone: a message that is sent
// later is not answered earlier. It is made of line pieces, of slope 1 (the
// answer follows at a fixed distance) and of slope 0 (a night's messages are all
// answered in the morning), so every figure drawn from it is exact.
//
// Replies make replies: [Reply.Then] is a chain, [First] a pool, [AllOf] and [KOf] are approvals,
// [Sooner] is a choice, [Delay] a machine. What is made of functions like these is one
// again, so figures stay exact through any number of steps. Each costs time in proportion to
// the hops in it; k answers of a pool cost k times as much, or as many times as answers are not needed.
//
// A Reply does not end with any window: the answerer's schedule is followed as
// far as the answer is away, to the end of the calendar (the year 9999), or to the horizon of
// [Reply.Until]. It is an immutable value and safe for concurrent use. The zero Reply never
// answers.
type Reply struct {
	_    [0]func() // there is no telling whether two are the same function: == does not compile
	node node
}

func replyOf(n node) Reply { return Reply{node: n} }

// A node is a step, or steps put together, that a message goes through.
type node interface {
	// after returns when the step is done with the messages that reach it when in says: the
	// composition of the two functions, on the ranges of in. It tells rec, unless that is
	// nil, what happened on the way.
	after(in []piece, rec *record) []piece

	// rewritten returns the step with each answerer in it replaced.
	rewritten(by func(Answerer) Reply) Reply
}

// ReplyFrom returns how s answers: as soon as s has worked for the given time
// since the message was sent. Without work a message is answered as soon as it is
// seen, which is the next moment at which s works. What counts as work is Free time; an
// [Answerer] can say otherwise. Work that is not certain is [Answerer.MixWork].
//
// Work that just fills a day is done as the day ends. Fractions of a second
// of work count as a whole one; negative work counts as none.
//
// If the hours of s are flexible, the reply is the one that fits the schedule's
// [availability.Reading]: when the answer is there even if all goes badly, or when it
// may be there if all goes well.
func ReplyFrom(s *availability.Schedule, work time.Duration) Reply {
	return Answerer{Schedule: s, Work: work}.Reply()
}

// after returns when r answers the messages that reach it when in says.
func (r Reply) after(in []piece, rec *record) []piece {
	if r.node == nil {
		return nobody{}.after(in, rec)
	}
	return r.node.after(in, rec)
}

// over returns the function on the range [from, to) of sending ticks: pieces in order,
// without gaps.
func (r Reply) over(from, to tick) []piece {
	if from >= to {
		return nil
	}
	return r.after([]piece{{from: from, to: to, kind: delay}}, nil)
}

// At returns when a message that is sent at t is answered, in UTC. It reports
// false if it never is. Instants keep their fraction of a second.
func (r Reply) At(t time.Time) (time.Time, bool) {
	if !availability.Calendar().Contains(t) { // outside it, ticks may overflow
		return time.Time{}, false
	}
	x, fraction := tickOf(t)
	return r.over(x, x+1)[0].at(x, fraction)
}

// Rewrite returns r with each answerer in it replaced by what by makes of them, which may be
// any reply: somebody else, a pool in which they are one, or the same again. It is how a plan is
// tried with other people. What by makes of an answerer is not rewritten again.
func (r Reply) Rewrite(by func(Answerer) Reply) Reply {
	if r.node == nil {
		return r
	}
	return r.node.rewritten(by)
}

// rewrittenAll returns each of replies rewritten.
func rewrittenAll(replies []Reply, by func(Answerer) Reply) []Reply {
	out := make([]Reply, len(replies))
	for i, r := range replies {
		out[i] = r.Rewrite(by)
	}
	return out
}

// A nobody never answers.
type nobody struct{}

func (nobody) after(in []piece, _ *record) []piece {
	var out []piece
	for _, p := range in {
		out = appendPiece(out, piece{from: p.from, to: p.to})
	}
	return out
}

func (nobody) rewritten(func(Answerer) Reply) Reply { return Reply{} }

package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Reply is a function from the instant at which a message is sent to the
// instant at which its answer arrives. It is monotone: a message that is sent
// later is not answered earlier. It is made of line pieces, of slope 1 (the
// answer follows at a fixed distance) and of slope 0 (a night's messages are all
// answered in the morning), so every figure drawn from it is exact.
//
// A Reply does not end with any window: the answerer's schedule is followed as
// far as the answer is away, to the end of the calendar (the year 9999). It is an
// immutable value and safe for concurrent use. The zero Reply never answers.
type Reply struct {
	// pieces returns the function on a range of sending ticks: pieces in order,
	// without gaps.
	pieces func(from, to tick) []piece
}

// ReplyFrom returns how s answers: as soon as s has worked for the given time
// since the message was sent. Without work a message is answered as soon as it is
// seen, which is the next moment at which s works.
//
// Work that just fills a day is done as the day ends. Fractions of a second
// of work count as a whole one; negative work counts as none.
//
// If the hours of s are flexible, the reply is the one that fits the schedule's
// [availability.Reading]: when the answer is there even if all goes badly, or when it
// may be there if all goes well.
func ReplyFrom(s *availability.Schedule, work time.Duration) Reply {
	seconds := int64(max(work, 0) / time.Second)
	if work > 0 && work%time.Second != 0 {
		seconds++
	}
	w := s.Stopwatch(availability.Free, availability.Set{})
	fixed := func(from, to tick) []piece {
		return workPieces(w, w, from.second(), seconds, from, to)
	}
	if s.Reading() == availability.Fixed {
		return Reply{fixed}
	}
	possible := s.Reading() == availability.Possible
	spent, done := s.Earliest(), s.Latest()
	if possible {
		spent, done = done, spent
	}
	return Reply{func(from, to tick) []piece {
		// The two stopwatches agree at the midnight before the first message.
		d, _ := s.Zone().Civil(time.Unix(from.second(), 0))
		anchor := s.Zone().Instant(d, 0).Unix()
		return combine(fixed(from, to), workPieces(spent, done, anchor, seconds, from, to), possible)
	}}
}

// over returns the function on the range [from, to) of sending ticks.
func (r Reply) over(from, to tick) []piece {
	switch {
	case from >= to:
		return nil
	case r.pieces == nil:
		return []piece{{from: from, to: to}}
	}
	return r.pieces(from, to)
}

// At returns when a message that is sent at t is answered, in UTC. It reports
// false if it never is. Instants keep their fraction of a second.
func (r Reply) At(t time.Time) (time.Time, bool) {
	if !availability.Calendar().Contains(t) { // outside it, ticks may overflow
		return time.Time{}, false
	}
	x, fraction := tickOf(t)
	p := r.over(x, x+1)[0]
	switch p.kind {
	case delay:
		return time.Unix((x + p.value).second(), int64(fraction)).UTC(), true
	case moment:
		return time.Unix(p.value.second(), 0).UTC(), true
	}
	return time.Time{}, false
}

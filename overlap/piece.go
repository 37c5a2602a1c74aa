package overlap

import (
	"iter"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// # Ticks
//
// Replies are piecewise linear, they jump, and at a jump it matters which side
// the border belongs to: a message sent at 16:00 to somebody who needs an hour
// and leaves at 17:00 is answered today, one sent a moment later is not. With
// several hops such borders meet, for a whole night of messages arrives at the
// same second.
//
// So that no border is ever blurred, replies are computed over ticks. Tick 2k is
// the instant at second k, and tick 2k+1 is all of the open interval between
// second k and second k+1. Every set of time with borders at whole seconds,
// open or closed, is a half-open range of ticks, and no function here has a
// border within a tick. A length counts the odd ticks only, for instants have
// none.

// A tick is an instant in whole seconds or the open interval after it.
type tick int64

// tickOf returns the tick that holds t, and how far into it t is.
func tickOf(t time.Time) (tick, time.Duration) {
	x := tick(2 * t.Unix())
	if f := time.Duration(t.Nanosecond()); f > 0 {
		return x + 1, f
	}
	return x, 0
}

// second returns the whole second at or before x. Over a range [x, y) of ticks,
// the lengths of time begin at x.second() and end at y.second().
func (x tick) second() int64 { return int64(x >> 1) }

// A piece is a reply over a range of sending ticks.
type piece struct {
	from, to tick // half-open, not empty
	kind     kind
	// value is, for a delay, the ticks from sending to answering, which are
	// even; for a moment, the tick of the answer, which is even too.
	value tick
}

type kind uint8

const (
	never  kind = iota // no answer
	delay              // the answer comes value after the message: slope 1
	moment             // all messages are answered at value: slope 0
)

// appendPiece adds p to pieces, joined to the last one where it goes on.
func appendPiece(pieces []piece, p piece) []piece {
	if p.from >= p.to {
		return pieces
	}
	if n := len(pieces); n > 0 {
		last := &pieces[n-1]
		if last.to == p.from && last.kind == p.kind && last.value == p.value {
			last.to = p.to
			return pieces
		}
	}
	return append(pieces, p)
}

// at returns when the message that is sent at tick x, so far into it, is answered, in UTC.
func (p piece) at(x tick, fraction time.Duration) (time.Time, bool) {
	switch p.kind {
	case delay:
		return time.Unix((x + p.value).second(), int64(fraction)).UTC(), true
	case moment:
		return time.Unix(p.value.second(), 0).UTC(), true
	}
	return time.Time{}, false
}

// answers returns the range of ticks at which the messages of p are answered, unless they
// never are.
func (p piece) answers() (from, to tick) {
	if p.kind == moment {
		return p.value, p.value + 1
	}
	return p.from + p.value, p.to + p.value
}

// clip returns the part of p on [from, to), which may be empty.
func (p piece) clip(from, to tick) piece {
	p.from, p.to = max(p.from, from), min(p.to, to)
	return p
}

// far is the distance from which on it is not worth while to know what is in between: eight
// weeks. Somebody may come back from leave after years.
const far = tick(2 * 8 * secondsPerWeek)

// compose returns the composition of f, which gives a function on a range of ticks, with the
// function in: when f answers the answers of in.
func compose(in []piece, f func(from, to tick) []piece) []piece {
	return appendComposed(nil, in, f)
}

// appendComposed is compose into the room that out, which is empty, has.
func appendComposed(out, in []piece, f func(from, to tick) []piece) []piece {
	for len(in) > 0 {
		if in[0].kind == never {
			out = appendPiece(out, in[0])
			in = in[1:]
			continue
		}
		// Answers that are near each other are passed on together.
		n := 1
		from, to := in[0].answers()
		for n < len(in) && in[n].kind != never {
			start, end := in[n].answers()
			if start-to > far {
				break
			}
			to = max(to, end)
			n++
		}
		next := f(from, to)
		out = slices.Grow(out, n+len(next))
		for _, p := range in[:n] {
			start, end := p.answers()
			for next[0].to <= start {
				next = next[1:]
			}
			if p.kind == moment {
				q := next[0]
				if q.kind == delay {
					q.kind, q.value = moment, p.value+q.value
				}
				q.from, q.to = p.from, p.to
				out = appendPiece(out, q)
				continue
			}
			for _, q := range next {
				if q.from >= end {
					break
				}
				q = q.clip(start, end)
				q.from, q.to = q.from-p.value, q.to-p.value
				if q.kind == delay {
					q.value += p.value
				}
				out = appendPiece(out, q)
			}
		}
		in = in[n:]
	}
	return out
}

// identity is the function by which messages that are sent within sent, as far as that is
// in the calendar, arrive at once.
func identity(sent availability.Set) []piece {
	in := make([]piece, 0, sent.Len())
	for sp := range sent.Clip(availability.Calendar()).All() {
		start, end := sp.Unix()
		in = append(in, piece{from: tick(2 * start), to: tick(2 * end), kind: delay})
	}
	return in
}

// identityAt is the function by which what is sent at x arrives at once.
func identityAt(x tick) []piece { return []piece{{from: x, to: x + 1, kind: delay}} }

// both iterates over two functions on the same ranges of sending ticks: over the ranges on which
// each is one piece.
func both(a, b []piece) iter.Seq2[piece, piece] {
	return func(yield func(p, q piece) bool) {
		for len(a) > 0 && len(b) > 0 {
			from, to := max(a[0].from, b[0].from), min(a[0].to, b[0].to)
			p, q := a[0].clip(from, to), b[0].clip(from, to)
			if a[0].to == to {
				a = a[1:]
			}
			if b[0].to == to {
				b = b[1:]
			}
			if !yield(p, q) {
				return
			}
		}
	}
}

// crossing returns the first tick of p and q, pieces on the same range, at which the delay
// is no longer before the moment; there, if it is in the range, the two are equal. It reports
// false if it is not in the range, or they are of one kind and do not cross.
func crossing(p, q piece) (tick, bool) {
	if p.kind == delay {
		p, q = q, p
	}
	if p.kind != moment || q.kind != delay {
		return 0, false
	}
	x := p.value - q.value
	return x, p.from <= x && x < p.to
}

// combine returns the earlier answer of two replies, or the later one. Both are on the same
// ranges of sending ticks, in order.
func combine(a, b []piece, later bool) []piece {
	return appendCombined(make([]piece, 0, max(len(a), len(b))), a, b, later)
}

// appendCombined is combine into the room that out, which is empty, has.
func appendCombined(out, a, b []piece, later bool) []piece {
	for p, q := range both(a, b) {
		switch {
		case p.kind == never || q.kind == never:
			if (p.kind == never) != later {
				p = q
			}
		case p.kind == q.kind:
			if (q.value > p.value) == later {
				p = q
			}
		default:
			// They may cross: before it the moment is later, after it the delay.
			first, second := p, q
			if (p.kind == moment) != later {
				first, second = q, p
			}
			x, _ := crossing(p, q)
			out = appendPiece(out, first.clip(first.from, x))
			p = second.clip(x, second.to)
		}
		out = appendPiece(out, p)
	}
	return out
}

package overlap

import (
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

// workPieces returns, for the messages sent at ticks in [from, to), when the
// stopwatch done shows work seconds more than the stopwatch spent showed as the
// message was sent. Both are read from the second anchor on, at or before from.
// For somebody with fixed hours they are the same, and the answer comes when they
// have had so much working time since.
//
// Let S(t) and D(t) be what the two show at t. The answer to t is the first u with
// D(u) = S(t) + work. Where several u fit, because the sum is reached as a span
// ends, the work is done at that end; so a target in (P, P+length] belongs to the
// span that starts with the sum P. Without work there is only the seeing, which
// takes a moment in which the person is there: the target is in [P, P+length).
func workPieces(spent, done *availability.Stopwatch, anchor, work int64, from, to tick) []piece {
	answers, shown := readings(done, anchor, work, -1, to)
	spans, sums := answers, shown
	if spent != done {
		spans, sums = readings(spent, anchor, 0, -1, to)
		answers, shown = readings(done, anchor, work, sums[len(sums)-1], to)
	}
	edge := tick(1)
	if work == 0 {
		edge = 0
	}
	var pieces []piece
	j := 0                                 // the answer's span that holds the target
	reach := func(target tick) (ok bool) { // target is twice a sum, or an open interval after it
		for j < len(answers) && target >= tick(2*shown[j+1])+edge {
			j++
		}
		return j < len(answers)
	}
	x := from
	// wait adds the messages from x until end, sent out of hours when spent
	// shows sum: they are all answered when the next ones are.
	wait := func(end tick, sum int64) {
		if end = min(end, to); x >= end {
			return
		}
		target := tick(2 * (sum + work))
		p := piece{from: x, to: end}
		if reach(target) {
			start, _ := answers[j].Unix()
			p.kind, p.value = moment, tick(2*(start-shown[j]))+target
		}
		pieces = appendPiece(pieces, p)
		x = end
	}
	for i, sp := range spans {
		start, end := sp.Unix()
		wait(tick(2*start), sums[i])
		for x < min(tick(2*end), to) {
			ahead := tick(2 * (work + sums[i] - start)) // from a sending tick to its target
			p := piece{from: x, to: min(tick(2*end), to)}
			if reach(x + ahead) {
				answered, _ := answers[j].Unix()
				p.to = min(p.to, tick(2*shown[j+1])+edge-ahead)
				p.kind, p.value = delay, tick(2*(answered-shown[j]))+ahead
			}
			pieces = appendPiece(pieces, p)
			x = p.to
		}
	}
	wait(to, sums[len(spans)])
	return pieces
}

// readings returns the spans that w counts from the second anchor on, and what it
// shows as each begins and, at last, as the last one ends. They go on beyond the
// last tick until w shows more than work above sum, if it ever does; a negative sum
// stands for what w itself shows at the last tick.
func readings(w *availability.Stopwatch, anchor, work, sum int64, to tick) (spans []availability.Span, sums []int64) {
	sums = []int64{0}
	for sp := range w.After(time.Unix(anchor, 0)) {
		shown := sums[len(sums)-1]
		if start, _ := sp.Unix(); start >= to.second() {
			if sum < 0 {
				sum = shown
			}
			if shown > sum+work {
				break
			}
		}
		spans = append(spans, sp)
		sums = append(sums, shown+sp.Seconds())
	}
	return spans, sums
}

// combine returns the earlier answer of two replies, or the later one. Both are on the
// same range of sending ticks, in order, without gaps.
func combine(a, b []piece, later bool) []piece {
	var out []piece
	for len(a) > 0 && len(b) > 0 {
		p, q := a[0], b[0]
		from, to := max(p.from, q.from), min(p.to, q.to)
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
			moments, delays := p, q
			if p.kind == delay {
				moments, delays = q, p
			}
			cross := min(max(moments.value-delays.value, from), to)
			first, second := moments, delays
			if !later {
				first, second = delays, moments
			}
			first.from, first.to = from, cross
			out = appendPiece(out, first)
			p, from = second, cross
		}
		p.from, p.to = from, to
		out = appendPiece(out, p)
		if a[0].to == to {
			a = a[1:]
		}
		if b[0].to == to {
			b = b[1:]
		}
	}
	return out
}

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

// workPieces returns, for the messages sent at ticks in [from, to), when
// somebody has had work seconds of working time since: the inverse of their
// cumulative working time.
//
// Let W(t) be the working time up to t. The answer to t is the first u with
// W(u) = W(t) + work. Where several u fit, because the sum is reached as a span
// ends, the work is done at that end; so a target in (P, P+length] belongs to the
// span that starts with the sum P. Without work there is only the seeing, which
// takes a moment in which the person is there: the target is in [P, P+length).
func workPieces(s *availability.Schedule, work int64, from, to tick) []piece {
	spans := workSpans(s, work, from, to)
	edge := tick(1)
	if work == 0 {
		edge = 0
	}
	var pieces []piece
	sums := make([]int64, len(spans)+1) // sums[i] is the work before spans[i]
	for i, sp := range spans {
		sums[i+1] = sums[i] + sp.Seconds()
	}
	j := 0                                 // the span that holds the target
	reach := func(target tick) (ok bool) { // target is twice a sum, or an open interval after it
		for j < len(spans) && target >= tick(2*sums[j+1])+edge {
			j++
		}
		return j < len(spans)
	}
	x := from
	// wait adds the messages from x until end, sent out of hours when the work
	// so far is sum: they are all answered when the next ones are.
	wait := func(end tick, sum int64) {
		if end = min(end, to); x >= end {
			return
		}
		target := tick(2 * (sum + work))
		p := piece{from: x, to: end}
		if reach(target) {
			start, _ := spans[j].Unix()
			p.kind, p.value = moment, tick(2*(start-sums[j]))+target
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
				answered, _ := spans[j].Unix()
				p.to = min(p.to, tick(2*sums[j+1])+edge-ahead)
				p.kind, p.value = delay, tick(2*(answered-sums[j]))+ahead
			}
			pieces = appendPiece(pieces, p)
			x = p.to
		}
	}
	wait(to, sums[len(spans)])
	return pieces
}

// workSpans returns the working time from the first message on, far enough for
// the last message to be answered, if it ever is.
func workSpans(s *availability.Schedule, work int64, from, to tick) []availability.Span {
	last := to.second()
	var spans []availability.Span
	for sp := range s.After(time.Unix(from.second(), 0)) {
		spans = append(spans, sp)
		start, end := sp.Unix()
		if end <= last {
			continue
		}
		// A message without work needs the span in which it is seen, too.
		if work -= end - max(start, last); work <= 0 {
			break
		}
	}
	return spans
}

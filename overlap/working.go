package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

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
	pieces := make([]piece, 0, 3*len(spans)+1)
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
	// People work in one to three spans a day.
	likely := 2*(to.second()-anchor)/secondsPerDay + 8
	spans = make([]availability.Span, 0, min(likely, 1<<12))
	sums = append(make([]int64, 0, cap(spans)+1), 0)
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

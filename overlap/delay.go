package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Delay returns the turnaround of a machine: the answer comes d after the message, at any hour.
// Fractions of a second count as a whole one; a negative delay is none.
func Delay(d time.Duration) Reply {
	return replyOf(turnaround{tick(2 * wholeSeconds(d))})
}

// A turnaround answers after a fixed time.
type turnaround struct{ length tick }

func (t turnaround) after(in []piece, rec *record) []piece {
	out := compose(in, func(from, to tick) []piece {
		_, end := availability.Calendar().Unix()
		last := min(max(tick(2*end)+1-t.length, from), to) // from here on answers are beyond the calendar
		pieces := appendPiece(nil, piece{from: from, to: last, kind: delay, value: t.length})
		return appendPiece(pieces, piece{from: last, to: to})
	})
	rec.leg(step{}, in, out)
	return out
}

func (t turnaround) rewritten(func(Answerer) Reply) Reply { return replyOf(t) }

// Until returns r with a horizon: whatever is not answered by then counts as never answered.
// An answer just at the horizon, taken in whole seconds, is in time.
func (r Reply) Until(horizon time.Time) Reply {
	first, end := availability.Calendar().Unix() // outside it, ticks may overflow
	return replyOf(limited{r, tick(2 * min(max(horizon.Unix(), first-1), end))})
}

// A limited reply has a horizon.
type limited struct {
	reply Reply
	last  tick // the last one for an answer
}

func (l limited) after(in []piece, rec *record) []piece {
	var out []piece
	for _, p := range l.reply.after(in, rec) {
		inTime := p
		switch p.kind {
		case delay:
			inTime.to = min(max(l.last+1-p.value, p.from), p.to)
		case moment:
			if p.value > l.last {
				inTime.to = p.from
			}
		}
		out = appendPiece(out, inTime)
		out = appendPiece(out, piece{from: inTime.to, to: p.to})
	}
	return out
}

func (l limited) rewritten(by func(Answerer) Reply) Reply {
	return replyOf(limited{l.reply.Rewrite(by), l.last})
}

package overlap

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Wait says how long answers take, over all instants at which a message may be
// sent, each equally likely. Make one with [Reply.Wait].
//
// The distribution is exact. Where the reply has slope 1, all messages wait
// equally long; where it has slope 0, their waits are spread evenly between two
// bounds. So the share answered within a time is piecewise linear in that time,
// with corners at whole seconds.
//
// Waits that a time.Duration cannot hold (over 292 years) are given as the longest
// Duration.
//
// Messages that are never answered are counted apart, by [Wait.Unanswered], and
// never as a wait of any length. A Wait is an immutable value. The zero Wait is
// of no messages.
type Wait struct {
	// Masses are seconds of sending, times the weight of what happens in a [Mixture]. weight is
	// that of all that may happen.
	weight   int64
	sent     int64 // all
	answered int64 // of the messages that are answered
	inTime   int64 // and of those that are before the asker stops
	// The waits' sum, doubled: the areas under line pieces are halves of integers.
	sum2    wide
	worst   extreme
	corners []corner
}

// A corner is a point of the cumulative distribution: at wait seconds so much mass
// has been answered, and up to the next corner slope more is answered in each second.
type corner struct {
	wait, mass, slope int64
}

// Wait returns how long messages wait for the answer of r if they are sent at
// any instant of sent, each equally likely. Instants outside the years 1 to 9999
// are left out.
func (r Reply) Wait(sent availability.Set) Wait {
	var d distribution
	d.add(r, sent, 1)
	return d.wait()
}

// A distribution collects the waits of replies.
type distribution struct {
	w     Wait
	edges []edge
}

// An edge is what changes in the cumulative distribution at a wait: it jumps by
// mass, and its slope changes by slope.
type edge struct {
	wait, mass, slope int64
}

// add counts the messages that are sent within sent, each of so much weight.
func (d *distribution) add(r Reply, sent availability.Set, weight int64) {
	d.w.weight += weight
	spans := sent.Clip(availability.Calendar())
	pieces := r.after(identity(spans), nil)
	d.edges = slices.Grow(d.edges, 2*len(pieces))
	i := 0
	for _, p := range pieces {
		_, stop := spans.At(i).Unix()
		for tick(2*stop) <= p.from {
			i++
			_, stop = spans.At(i).Unix()
		}
		d.addPiece(p, stop, weight)
	}
}

// addPiece counts the messages of p, after the last of which the asker stops at the second stop.
func (d *distribution) addPiece(p piece, stop, weight int64) {
	start, end := p.from.second(), p.to.second()
	n := (end - start) * weight
	if n == 0 {
		return // an instant has no length
	}
	d.w.sent += n
	var shortest, longest int64
	switch p.kind {
	case never:
		return
	case delay:
		shortest = p.value.second()
		longest = shortest
		d.edges = append(d.edges, edge{wait: shortest, mass: n})
		d.w.inTime += weight * max(min(stop-shortest, end)-start, 0)
	case moment:
		shortest, longest = p.value.second()-end, p.value.second()-start
		d.edges = append(d.edges, edge{wait: shortest, slope: weight}, edge{wait: longest, slope: -weight})
		if p.value.second() <= stop {
			d.w.inTime += n
		}
	}
	d.w.answered += n
	d.w.sum2 = d.w.sum2.plus(product(n, shortest+longest))
	if e := p.first(); !d.w.worst.set || e.longer(d.w.worst) {
		d.w.worst = e
	}
}

func (d *distribution) wait() Wait {
	slices.SortFunc(d.edges, func(a, b edge) int { return cmp.Compare(a.wait, b.wait) })
	w := d.w
	w.corners = make([]corner, 0, len(d.edges)+2)
	var c corner
	for i := 0; i < len(d.edges); {
		at := corner{wait: d.edges[i].wait, slope: c.slope}
		at.mass = c.mass + c.slope*(at.wait-c.wait)
		foot := at
		for ; i < len(d.edges) && d.edges[i].wait == at.wait; i++ {
			at.mass += d.edges[i].mass
			at.slope += d.edges[i].slope
		}
		if at.mass > foot.mass {
			w.corners = append(w.corners, foot) // of the jump
		}
		if at != foot {
			w.corners = append(w.corners, at)
		}
		c = at
	}
	return w
}

// Sent returns for how long messages may be sent: what the shares are shares of.
func (w Wait) Sent() time.Duration {
	return availability.UnixSpan(0, w.sent/max(w.weight, 1)).Duration()
}

// Unanswered returns the share, 0 to 1, of the messages that are never answered.
func (w Wait) Unanswered() float64 { return share(w.sent-w.answered, w.sent) }

// Mean returns the mean wait of the messages that are answered, to the
// nanosecond (cut off). It reports false if none is.
func (w Wait) Mean() (time.Duration, bool) {
	if w.answered == 0 {
		return 0, false
	}
	return w.sum2.nanoseconds(2 * uint64(w.answered)), true
}

// Quantile returns the wait within which the share p of all messages is
// answered: the shortest one, to the nanosecond (rounded up). It reports false if
// fewer are answered at all. The median is Quantile(0.5). p is taken to nine
// decimals, so that 0.9 is nine tenths and not the float64 nearest to it; with
// p of 0 or less the answer is the shortest wait.
func (w Wait) Quantile(p float64) (time.Duration, bool) {
	if w.answered == 0 || math.IsNaN(p) {
		return 0, false
	}
	const unit = 1e9
	// The mass wanted is parts/unit of what was sent.
	want := product(int64(math.Round(min(max(p, 0), 1)*unit)), w.sent)
	reaches := func(mass int64) bool { return product(mass, unit).compare(want) >= 0 }
	if !reaches(w.answered) {
		return 0, false
	}
	i, _ := slices.BinarySearchFunc(w.corners, true, func(c corner, _ bool) int {
		if reaches(c.mass) {
			return 0
		}
		return -1
	})
	if at := w.corners[i]; i == 0 || w.corners[i-1].slope == 0 || w.corners[i-1].wait == at.wait {
		return availability.UnixSpan(0, at.wait).Duration(), true
	}
	// On the line from the corner before: the mass that is missing there,
	// divided by the mass answered in a second.
	before := w.corners[i-1]
	missing := want.minus(product(before.mass, unit))
	more, _ := missing.plus(wideOf(before.slope - 1)).quotient(uint64(before.slope)) // rounds up
	whole := availability.UnixSpan(0, before.wait).Duration()
	return whole + min(time.Duration(more.lo), math.MaxInt64-whole), true
}

// Max returns the longest wait of the messages that are answered; it may be a
// bound that waits come close to and do not reach. It reports false if none is. When it
// happens says [Wait.Worst].
func (w Wait) Max() (time.Duration, bool) {
	if w.answered == 0 {
		return 0, false
	}
	return availability.UnixSpan(0, w.corners[len(w.corners)-1].wait).Duration(), true
}

// A Message is sent at one instant and answered at another.
type Message struct {
	Sent     time.Time // in UTC
	Answered time.Time // in UTC
}

// Wait returns how long the answer takes.
func (m Message) Wait() time.Duration { return m.Answered.Sub(m.Sent) }

// Worst returns the first of the messages that wait longest. Where waits come close to the
// maximum and do not reach it, it is the first that is within a nanosecond of it. What is
// sent just as the last chance of an answer passes is left out: an instant has no length, so it
// is no part of a Wait. It reports false if no message is answered.
func (w Wait) Worst() (Message, bool) {
	if w.answered == 0 {
		return Message{}, false
	}
	return w.worst.message(), true
}

// InTime returns the share, 0 to 1, of all messages that are answered before the asker's next stop:
// by the end of that span of the set given to [Reply.Wait] in which they were sent.
// For the working time of somebody without a break this is "today".
func (w Wait) InTime() float64 { return share(w.inTime, w.sent) }

// Within returns the share, 0 to 1, of all messages that are answered within d.
func (w Wait) Within(d time.Duration) float64 {
	seconds := int64(d / time.Second)
	if d < 0 || w.answered == 0 {
		return 0
	}
	i, _ := slices.BinarySearchFunc(w.corners, seconds, func(c corner, s int64) int {
		if c.wait <= s {
			return -1
		}
		return +1
	})
	if i == 0 {
		return 0
	}
	c := w.corners[i-1] // the last corner at or before d
	mass := c.mass + c.slope*(seconds-c.wait)
	return (float64(mass) + float64(c.slope)*(d%time.Second).Seconds()) / float64(w.sent)
}

// CDF returns the cumulative distribution of the waits as a line: between two points
// that follow each other the share of all messages that are answered grows evenly, and where two have the same
// wait it jumps. It starts at the shortest wait with a share of 0 and ends at the longest
// with that of all who are answered. Shares are of all messages, as in [Wait.Within].
func (w Wait) CDF() []CDFPoint {
	points := make([]CDFPoint, 0, len(w.corners))
	for _, c := range w.corners {
		points = append(points, CDFPoint{availability.UnixSpan(0, c.wait).Duration(), share(c.mass, w.sent)})
	}
	return points
}

// A CDFPoint is a point of a cumulative distribution.
type CDFPoint struct {
	Wait  time.Duration // at which the point is
	Share float64       // of the messages that are answered within Wait, 0 to 1
}

func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

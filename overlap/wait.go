package overlap

import (
	"cmp"
	"math"
	"math/bits"
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
	sent     int64 // seconds of sending
	answered int64 // those of them of which the messages are answered
	// The waits' sum, doubled: the areas under line pieces are halves of
	// integers. It needs 128 bits for windows of many years.
	sum2hi, sum2lo uint64
	corners        []corner
}

// A corner is a point of the cumulative distribution: at wait seconds the messages
// of mass seconds have been answered, and up to the next corner slope
// seconds more are answered in each second.
type corner struct {
	wait, mass, slope int64
}

// Wait returns how long messages wait for the answer of r if they are sent at
// any instant of sent, each equally likely. Instants outside the years 1 to 9999
// are left out.
func (r Reply) Wait(sent availability.Set) Wait {
	var d distribution
	bounds := sent.Bounds().Intersect(availability.Calendar())
	if bounds.IsEmpty() {
		return Wait{}
	}
	start, end := bounds.Unix()
	pieces := r.over(tick(2*start), tick(2*end))
	for sp := range sent.Clip(bounds).All() {
		start, end := sp.Unix()
		from, to := tick(2*start), tick(2*end)
		for len(pieces) > 0 && pieces[0].to <= from {
			pieces = pieces[1:]
		}
		for i := 0; i < len(pieces) && pieces[i].from < to; i++ {
			p := pieces[i]
			p.from, p.to = max(p.from, from), min(p.to, to)
			d.add(p)
		}
	}
	return d.wait()
}

// A distribution collects the waits of pieces.
type distribution struct {
	w     Wait
	edges []edge
}

// An edge is what changes in the cumulative distribution at a wait: it jumps by
// mass, and its slope changes by slope.
type edge struct {
	wait, mass, slope int64
}

func (d *distribution) add(p piece) {
	start, end := p.from.second(), p.to.second()
	n := end - start
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
	case moment:
		shortest, longest = p.value.second()-end, p.value.second()-start
		d.edges = append(d.edges, edge{wait: shortest, slope: +1}, edge{wait: longest, slope: -1})
	}
	d.w.answered += n
	hi, lo := bits.Mul64(uint64(n), uint64(shortest+longest))
	var carry uint64
	d.w.sum2lo, carry = bits.Add64(d.w.sum2lo, lo, 0)
	d.w.sum2hi, _ = bits.Add64(d.w.sum2hi, hi, carry)
}

func (d *distribution) wait() Wait {
	slices.SortFunc(d.edges, func(a, b edge) int { return cmp.Compare(a.wait, b.wait) })
	w := d.w
	var c corner
	for i, e := range d.edges {
		if i == 0 {
			c.wait = e.wait
		}
		c.mass += c.slope * (e.wait - c.wait)
		c.wait = e.wait
		if e.mass > 0 {
			if n := len(w.corners); n == 0 || w.corners[n-1].wait < c.wait {
				w.corners = append(w.corners, c) // the foot of the jump
			}
		}
		c.mass += e.mass
		c.slope += e.slope
		w.corners = append(w.corners, c)
	}
	return w
}

// Sent returns for how long messages may be sent: what the shares are shares of.
func (w Wait) Sent() time.Duration { return availability.UnixSpan(0, w.sent).Duration() }

// Unanswered returns the share, 0 to 1, of the messages that are never answered.
func (w Wait) Unanswered() float64 { return share(w.sent-w.answered, w.sent) }

// Mean returns the mean wait of the messages that are answered, to the
// nanosecond (cut off). It reports false if none is.
func (w Wait) Mean() (time.Duration, bool) {
	if w.answered == 0 {
		return 0, false
	}
	hi, lo := bits.Mul64(w.sum2lo, uint64(time.Second))
	top := w.sum2hi * uint64(time.Second) // below 2^64: all sums of waits in the calendar are below 2^78
	hi, carry := bits.Add64(hi, top, 0)
	return divide(hi, lo, 2*uint64(w.answered), carry), true
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
	// The mass wanted is parts/unit of what was sent, compared in 128 bits.
	parts := uint64(math.Round(min(max(p, 0), 1) * unit))
	wantHi, wantLo := bits.Mul64(parts, uint64(w.sent))
	reaches := func(mass int64) bool {
		hi, lo := bits.Mul64(uint64(mass), unit)
		return hi > wantHi || hi == wantHi && lo >= wantLo
	}
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
	hi, lo := bits.Mul64(uint64(before.mass), unit)
	lo, borrow := bits.Sub64(wantLo, lo, 0)
	hi, _ = bits.Sub64(wantHi, hi, borrow)
	lo, carry := bits.Add64(lo, uint64(before.slope-1), 0) // rounds up
	more := divide(hi+carry, lo, uint64(before.slope), 0)
	whole := availability.UnixSpan(0, before.wait).Duration()
	return whole + min(more, math.MaxInt64-whole), true
}

// Max returns the longest wait of the messages that are answered; it may be a
// bound that waits come close to and do not reach. It reports false if none is.
func (w Wait) Max() (time.Duration, bool) {
	if w.answered == 0 {
		return 0, false
	}
	return availability.UnixSpan(0, w.corners[len(w.corners)-1].wait).Duration(), true
}

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

func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// divide returns the 128-bit number hi, lo divided by d, or the longest Duration
// where that does not fit or overflow says that the number is larger still.
func divide(hi, lo, d, overflow uint64) time.Duration {
	if overflow > 0 || hi >= d {
		return math.MaxInt64
	}
	q, _ := bits.Div64(hi, lo, d)
	return time.Duration(min(q, math.MaxInt64))
}

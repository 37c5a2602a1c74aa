package overlap

import (
	"math"
	"math/bits"
	"time"
)

// A wide is an integer of 128 bits, in two's complement. Areas under line pieces need it: in
// the calendar they stay below 2^78, or 2^98 with the weights of a mixture.
type wide struct {
	hi, lo uint64
}

func wideOf(a int64) wide { return wide{uint64(a >> 63), uint64(a)} }

// product returns a·b.
func product(a, b int64) wide { return wideOf(b).times(a) }

func (a wide) plus(b wide) wide {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	hi, _ := bits.Add64(a.hi, b.hi, carry)
	return wide{hi, lo}
}

func (a wide) minus(b wide) wide {
	lo, borrow := bits.Sub64(a.lo, b.lo, 0)
	hi, _ := bits.Sub64(a.hi, b.hi, borrow)
	return wide{hi, lo}
}

func (a wide) times(n int64) wide {
	hi, lo := bits.Mul64(a.lo, uint64(n))
	hi += a.hi*uint64(n) + a.lo*uint64(n>>63)
	return wide{hi, lo}
}

// compare returns -1, 0 or +1 as a is less than, equal to or greater than b.
func (a wide) compare(b wide) int {
	switch d := a.minus(b); {
	case d.hi>>63 == 1:
		return -1
	case d == wide{}:
		return 0
	}
	return +1
}

// quotient returns a/d, cut off, and the remainder; a is not negative and d not 0.
func (a wide) quotient(d uint64) (q wide, remainder uint64) {
	q.hi, remainder = a.hi/d, a.hi%d
	q.lo, remainder = bits.Div64(remainder, a.lo, d)
	return q, remainder
}

// nanoseconds returns a/d seconds, cut off, or the longest Duration where that is longer; a is
// not negative and d not 0.
func (a wide) nanoseconds(d uint64) time.Duration {
	q, _ := a.times(int64(time.Second)).quotient(d)
	if q.hi > 0 || q.lo > math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(q.lo)
}

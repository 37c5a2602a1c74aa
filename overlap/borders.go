package overlap

import (
	"math/bits"
	"slices"
	"sync"

	"github.com/noonmark/noonmark/availability"
)

// The steps of a coverage are the instants at which somebody comes or goes, and how
// many are there from each on. To sort the borders of thousands of people would take most of
// the time, so the usual ones, which are whole minutes, are counted into a table of the
// window's minutes; others are sorted digit by digit.

const (
	minute = 60
	// tableMinutes bounds the table of minutes: some two years.
	tableMinutes = 1 << 20
)

// A minuteTable has for each minute of a window by how many the people there become more, and
// a bit that says whether somebody comes or goes. It is all zero between uses.
type minuteTable struct {
	delta   []int32
	touched []uint64
}

var minuteTables = sync.Pool{New: func() any { return new(minuteTable) }}

// room makes t large enough for n minutes.
func (t *minuteTable) room(n int) {
	if len(t.delta) < n {
		*t = minuteTable{make([]int32, n), make([]uint64, (n+63)/64)}
	}
}

// countMinutes finds the steps. It reports false, having done nothing, if a border is not a whole minute or
// there are too few borders for so long a window.
func (c *cover) countMinutes() bool {
	start, end := c.inside()
	base := start - mod(start, minute)
	n := (end-base)/minute + 1
	if n > tableMinutes || n/64 > int64(4*c.size())+1024 {
		return false
	}
	t := minuteTables.Get().(*minuteTable)
	t.room(int(n))
	delta, touched := t.delta[:n], t.touched[:(n+63)/64]
	present, odd := int32(0), int64(0)
	first, last := c.span.Unix()
	for k, size := range c.classes.size {
		for _, sp := range c.lists[k] {
			from, until := sp.Unix()
			if from > first {
				m := uint64(from-base) / minute
				odd |= from - base - int64(m)*minute
				delta[m] += size
				touched[m/64] |= 1 << (m % 64)
			} else {
				present += size
			}
			if until < last {
				m := uint64(until-base) / minute
				odd |= until - base - int64(m)*minute
				delta[m] -= size
				touched[m/64] |= 1 << (m % 64)
			}
		}
	}
	steps := 1
	for _, word := range touched {
		steps += bits.OnesCount64(word)
	}
	c.starts, c.counts = make([]int64, 1, steps+1), make([]int32, 1, steps)
	c.starts[0], c.counts[0] = first, present
	for i, word := range touched {
		for ; word != 0; word &= word - 1 {
			m := 64*i + bits.TrailingZeros64(word)
			present += delta[m]
			delta[m] = 0
			c.starts = append(c.starts, base+int64(m)*minute)
			c.counts = append(c.counts, present)
		}
		touched[i] = 0
	}
	c.starts = append(c.starts, last)
	minuteTables.Put(t)
	c.whole = odd == 0
	return c.whole
}

// countSeconds finds the steps, whatever the borders are.
func (c *cover) countSeconds() {
	base, _ := c.inside()
	first, last := c.span.Unix()
	borders := make([]uint64, 0, 2*c.size())
	for _, spans := range c.lists {
		for _, sp := range spans {
			from, until := sp.Unix()
			if from > first {
				borders = append(borders, uint64(from-base))
			}
			if until < last {
				borders = append(borders, uint64(until-base))
			}
		}
	}
	borders = slices.Compact(sortDigits(borders))
	c.starts, c.counts = make([]int64, 0, len(borders)+2), make([]int32, len(borders)+1)
	c.starts = append(c.starts, first)
	for _, b := range borders {
		c.starts = append(c.starts, base+int64(b))
	}
	c.starts = append(c.starts, last)
	ranks := c.ranked()
	for k, size := range c.classes.size {
		for i := 2 * c.first[k]; i < 2*c.first[k+1]; i += 2 {
			c.counts[ranks[i]] += size
			if until := ranks[i+1]; int(until) < len(c.counts) {
				c.counts[until] -= size
			}
		}
	}
	for i := 1; i < len(c.counts); i++ {
		c.counts[i] += c.counts[i-1]
	}
}

// sortDigits sorts list by its digits, from the last to the first, each of eleven bits.
func sortDigits(list []uint64) []uint64 {
	if len(list) < 512 { // fewer than the counters of a digit
		slices.Sort(list)
		return list
	}
	const digit = 11
	spare := make([]uint64, len(list))
	most := slices.Max(list)
	var next [1 << digit]int
	for shift := 0; most>>shift > 0; shift += digit {
		clear(next[:])
		for _, x := range list {
			next[x>>shift%(1<<digit)]++
		}
		sum := 0
		for d, n := range next {
			next[d] = sum
			sum += n
		}
		for _, x := range list {
			d := x >> shift % (1 << digit)
			spare[next[d]] = x
			next[d]++
		}
		list, spare = spare, list
	}
	return list
}

// ranked returns for the start and the end of each of c's spans the step that starts there; at
// the end of c's own span that is the number of steps.
func (c *cover) ranked() []int32 {
	c.rankOnce.Do(func() {
		c.ranks = make([]int32, 0, 2*c.size())
		if c.whole {
			c.rankMinutes()
			return
		}
		find := newStepFinder(c)
		for _, spans := range c.lists {
			for _, sp := range spans {
				start, end := sp.Unix()
				c.ranks = append(c.ranks, find.step(start), find.step(end))
			}
		}
	})
	return c.ranks
}

// rankMinutes looks the steps up in a table of the window's minutes.
func (c *cover) rankMinutes() {
	start, end := c.inside()
	base := start - mod(start, minute)
	steps := make([]int32, (end-base)/minute+1)
	n := len(c.starts) - 1
	for i := 1; i < n; i++ {
		steps[(c.starts[i]-base)/minute] = int32(i)
	}
	first, last := c.span.Unix()
	for _, spans := range c.lists {
		for _, sp := range spans {
			start, end := sp.Unix()
			from, until := int32(0), int32(n)
			if start > first {
				from = steps[uint64(start-base)/minute]
			}
			if end < last {
				until = steps[uint64(end-base)/minute]
			}
			c.ranks = append(c.ranks, from, until)
		}
	}
}

// A stepFinder finds the step that starts at an instant: buckets, about as many as steps, lead
// near it.
type stepFinder struct {
	starts      []int64
	first, last int64
	base        int64
	shift       int
	buckets     []int32 // the first step in each, and at the end one more
}

func newStepFinder(c *cover) *stepFinder {
	base, end := c.inside()
	f := &stepFinder{starts: c.starts, base: base}
	f.first, f.last = c.span.Unix()
	f.shift = max(0, bits.Len64(uint64(end-base))-bits.Len(uint(len(c.starts))))
	n := (end-base)>>f.shift + 1
	f.buckets = make([]int32, n+1)
	i := int32(1) // the first step is found without
	for b := range f.buckets {
		for int(i) < len(f.starts)-1 && (f.starts[i]-base)>>f.shift < int64(b) {
			i++
		}
		f.buckets[b] = i
	}
	return f
}

// step returns the step that starts at u, which is one of those, or the end.
func (f *stepFinder) step(u int64) int32 {
	switch u {
	case f.first:
		return 0
	case f.last:
		return int32(len(f.starts) - 1)
	}
	b := (u - f.base) >> f.shift
	lo, hi := f.buckets[b], f.buckets[b+1]
	for hi-lo > 8 {
		mid := (lo + hi) / 2
		if f.starts[mid] <= u {
			lo = mid
		} else {
			hi = mid
		}
	}
	for f.starts[lo] < u {
		lo++
	}
	return lo
}

// inside returns the bounds of the part of c's span that schedules know about.
func (c *cover) inside() (start, end int64) {
	return c.span.Intersect(availability.Calendar()).Unix()
}

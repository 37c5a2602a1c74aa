package availability

import (
	"math/bits"
	"sync/atomic"
	"time"
)

// An index holds the counted time of a [Stopwatch] in blocks of some 388 days,
// made when first asked about. The blocks from 1970 to 2106 are kept; others are
// made anew each time, so the index does not grow without bound.
//
// In a block, two tables lead from an instant, and from an amount of counted time,
// to the span that holds it, in a step or two.
type index struct {
	blocks atomic.Pointer[[indexBlocks]atomic.Pointer[indexBlock]]
}

const (
	blockShift   = 25 // a block is 2^25 seconds long
	blockSeconds = 1 << blockShift
	indexBlocks  = 128 // from 1970 on
)

// An indexBlock is the counted time of one block, in seconds from base.
type indexBlock struct {
	base   int64
	length uint32 // blockSeconds, less at the end of the calendar
	total  uint32 // counted seconds
	spans  []countedSpan
	// byTime[k] is the first span that ends after k<<timeShift, and bySum[k] the
	// first at whose end more than k<<sumShift seconds are counted.
	byTime, bySum       []uint32
	timeShift, sumShift uint8
}

// A countedSpan is a span with what was counted before it.
type countedSpan struct{ start, end, sum uint32 }

// blockAt returns the block that holds u, which is in the calendar.
func (w *Stopwatch) blockAt(u int64) *indexBlock {
	k := u >> blockShift
	if uint64(k) >= indexBlocks {
		return w.makeBlock(k)
	}
	table := w.index.blocks.Load()
	if table != nil {
		if b := table[k].Load(); b != nil {
			return b
		}
	}
	return w.keepBlock(k)
}

// keepBlock makes a block and keeps it. If several goroutines do so at once, each
// makes the same.
func (w *Stopwatch) keepBlock(k int64) *indexBlock {
	table := w.index.blocks.Load()
	if table == nil {
		w.index.blocks.CompareAndSwap(nil, new([indexBlocks]atomic.Pointer[indexBlock]))
		table = w.index.blocks.Load()
	}
	b := w.makeBlock(k)
	table[k].Store(b)
	return b
}

func (w *Stopwatch) makeBlock(k int64) *indexBlock {
	base := k << blockShift
	b := &indexBlock{base: base, length: uint32(min(blockSeconds, calendarEnd-base))}
	var buf [1024]Span
	spans := w.expand(buf[:0], Span{base, base + int64(b.length)}.Intersect(calendar))
	if len(spans) == 0 {
		return b
	}
	b.spans = make([]countedSpan, len(spans))
	for i, sp := range spans {
		b.spans[i] = countedSpan{uint32(sp.start - base), uint32(sp.end - base), b.total}
		b.total += uint32(sp.Seconds())
	}
	// As many entries as spans, about, so that few share one.
	n := bits.Len(uint(len(spans)))
	b.timeShift = uint8(max(blockShift-n, 0))
	b.sumShift = uint8(max(bits.Len32(b.total)-n, 0))
	b.byTime = make([]uint32, b.length>>b.timeShift+1)
	i := uint32(0)
	for k := range b.byTime {
		for int(i) < len(b.spans) && uint64(b.spans[i].end) <= uint64(k)<<b.timeShift {
			i++
		}
		b.byTime[k] = i
	}
	b.bySum = make([]uint32, b.total>>b.sumShift+1)
	i = 0
	for k := range b.bySum {
		for int(i) < len(b.spans) && uint64(b.sumAfter(int(i))) <= uint64(k)<<b.sumShift {
			i++
		}
		b.bySum[k] = i
	}
	return b
}

// end returns the first instant after the block.
func (b *indexBlock) end() int64 { return b.base + int64(b.length) }

// at returns the i-th span.
func (b *indexBlock) at(i int) Span {
	return Span{b.base + int64(b.spans[i].start), b.base + int64(b.spans[i].end)}
}

// sumAfter returns what is counted at the end of span i.
func (b *indexBlock) sumAfter(i int) uint32 {
	s := &b.spans[i]
	return s.sum + (s.end - s.start)
}

// search returns the index of the first span that ends after u, which is in the
// block.
func (b *indexBlock) search(u int64) int {
	if len(b.spans) == 0 {
		return 0
	}
	x := uint32(u - b.base)
	i := int(b.byTime[x>>b.timeShift])
	for i < len(b.spans) && b.spans[i].end <= x {
		i++
	}
	return i
}

// reaching returns the index of the first span at whose end at least sum seconds
// are counted, for 0 < sum <= total.
func (b *indexBlock) reaching(sum uint32) int {
	sum-- // the first span at whose end more than that are counted
	i := int(b.bySum[sum>>b.sumShift])
	for b.sumAfter(i) <= sum {
		i++
	}
	return i
}

// read returns what is counted from the start of the block to the second u of the
// block and nanos on.
func (b *indexBlock) read(u, nanos int64) reading {
	i := b.search(u)
	if i == len(b.spans) {
		return reading{int64(b.total), 0}
	}
	s := b.spans[i]
	x := uint32(u - b.base)
	if x < s.start {
		return reading{int64(s.sum), 0}
	}
	r := reading{int64(s.sum) + int64(x-s.start), nanos}
	if nanos == 1e9 { // the end of the calendar
		r.seconds, r.nanos = r.seconds+1, 0
	}
	return r
}

// reachedAt returns the first instant at which r has been counted since the start of
// the block, if that is in it. r is more than nothing.
func (b *indexBlock) reachedAt(r reading) (time.Time, bool) {
	// It is within the span at whose end so many whole seconds, rounded up, have
	// been counted.
	need := r.seconds
	if r.nanos > 0 {
		need++
	}
	if need > int64(b.total) {
		return time.Time{}, false
	}
	return b.instant(b.reaching(uint32(need)), r), true
}

// leftAt returns the last instant at which no more than r has been counted since the
// start of the block, if more is counted in it after that.
func (b *indexBlock) leftAt(r reading) (time.Time, bool) {
	if r.seconds < 0 || r.seconds >= int64(b.total) {
		return time.Time{}, false
	}
	return b.instant(b.reaching(uint32(r.seconds)+1), r), true
}

// instant returns when, within span i, r has been counted.
func (b *indexBlock) instant(i int, r reading) time.Time {
	s := &b.spans[i]
	return time.Unix(b.base+int64(s.start)+r.seconds-int64(s.sum), r.nanos).UTC()
}

package availability

import (
	"iter"
	"sync"
	"sync/atomic"
	"time"
)

// A Stopwatch measures a person's time: it runs while they are in certain states
// and stands still otherwise. With it one asks when so much time will have
// passed, or how much passes until then: deadlines that count working time only,
// and pause while somebody waits for another.
//
// It is exact at every instant and has no window to choose. It prepares what it is asked
// about in an index, so questions about the same year cost a few nanoseconds each.
// A Stopwatch is immutable and safe for concurrent use. Get one with
// [Schedule.Stopwatch].
type Stopwatch struct {
	// expand appends the time that counts within w, which is in the calendar:
	// canonical in itself.
	expand func(dst []Span, w Span) []Span
	// skip returns an instant at or after u before which nothing counts.
	skip func(u int64) int64
	// If all of a period counts, outside of what varies, or nothing of it, that goes
	// on for ever.
	regular regularity

	index index
	// bound returns a stopwatch that counts at least what w counts and is searched
	// more easily, or nil: where it is at an end, so is w. It is made when first asked
	// for, which only a search through empty years does.
	bound func() *Stopwatch

	// What a long search found out: nothing counts in the last tail seconds of the
	// calendar, and in its first head seconds.
	tail, head atomic.Int64
}

// Stopwatch returns a stopwatch that runs while the person is in any of the given
// states, but never during the pauses.
func (s *Schedule) Stopwatch(runs State, pauses Set) *Stopwatch {
	if s.free != nil && runs == Free && pauses.IsEmpty() {
		return s.free // which has an index already
	}
	w := &Stopwatch{
		expand: func(dst []Span, w Span) []Span { return s.appendWhen(dst, w, runs) },
		skip: func(u int64) int64 {
			if end, ok := s.deepInLeave(u); ok && runs&Leave == 0 {
				return end
			}
			return u
		},
		regular: s.regular,
	}
	w.bound = sync.OnceValue(func() *Stopwatch {
		if freer := s.withoutBlocksBut(runs); freer != nil {
			return freer.Stopwatch(runs, Set{})
		}
		return nil
	})
	if !pauses.IsEmpty() {
		w.regular.varied = hull(s.regular.varied, pauses.Bounds())
		running := w.expand
		w.expand = func(dst []Span, w Span) []Span {
			return subtract(dst, running(nil, w), pauses.spans[pauses.search(w.start):])
		}
	}
	return w
}

// After iterates over the time that counts from t on, in order, to the end of the
// calendar (the year 9999). The first span starts at t, cut to whole seconds, if t
// counts. For somebody with weekly hours the sequence is very long: break out of
// the loop.
func (w *Stopwatch) After(t time.Time) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		var last Span
		for next := range w.pieces(max(t.Unix(), calendarStart)) {
			switch {
			case last.IsEmpty():
				last = next
			case last.end == next.start:
				last.end = next.end
			case !yield(last):
				return
			default:
				last = next
			}
		}
		if !last.IsEmpty() {
			yield(last)
		}
	}
}

// pieces iterates over the time that counts from u on. Time that goes on across
// the border of two blocks comes as two spans.
func (w *Stopwatch) pieces(u int64) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		full := int64(0) // for how long all has counted, as far as that tells
		for u, b := range w.blocksFrom(u) {
			if b.total == b.length && b.base >= w.regular.varied.end {
				full += int64(b.length)
			} else {
				full = 0
			}
			if full > w.regular.period {
				yield(Span{u, calendarEnd})
				return
			}
			for i := b.search(u); i < len(b.spans); i++ {
				if sp := b.at(i); !yield(Span{max(sp.start, u), sp.end}) {
					return
				}
			}
		}
	}
}

// blocksFrom iterates over the blocks from the one that holds u on, as long as
// something may still count, each with the instant from which on it matters. Once it
// finds that nothing counts any more, that is remembered.
func (w *Stopwatch) blocksFrom(u int64) iter.Seq2[int64, *indexBlock] {
	return func(yield func(int64, *indexBlock) bool) {
		quiet := u        // nothing counts from there on, so far
		empty := int64(0) // for how long nothing has counted, as far as that tells
		for u < w.lastEnd() {
			if u = max(w.skip(u), u); u >= calendarEnd {
				break
			}
			b := w.blockAt(u)
			if !yield(u, b) {
				return
			}
			if b.total > 0 {
				quiet = b.end()
			}
			if b.total > 0 || b.base < w.regular.varied.end {
				empty = 0
			} else {
				empty += int64(b.length)
			}
			if empty > w.regular.period || b.total == 0 && !w.goesOn(b) {
				break
			}
			u = b.end()
		}
		w.tail.Store(max(calendarEnd-quiet, w.tail.Load()))
	}
}

// goesOn reports whether something may count after the block b, in which nothing
// does.
func (w *Stopwatch) goesOn(b *indexBlock) bool {
	if w.bound == nil || w.bound() == nil {
		return true
	}
	_, ok := w.bound().Next(time.Unix(b.end(), 0))
	return ok
}

// blocksBefore is blocksFrom backwards in time, from the block that ends at u.
func (w *Stopwatch) blocksBefore(u int64) iter.Seq[*indexBlock] {
	return func(yield func(*indexBlock) bool) {
		quiet, empty := u, int64(0)
		varied := w.regular.varied
		for u > w.firstStart() {
			b := w.blockAt(u - 1)
			if !yield(b) {
				return
			}
			if b.total > 0 {
				quiet = b.base
			}
			if b.total > 0 || !varied.IsEmpty() && b.end() > varied.start {
				empty = 0
			} else {
				empty += int64(b.length)
			}
			if empty > w.regular.period {
				break
			}
			u = b.base
		}
		w.head.Store(max(quiet-calendarStart, w.head.Load()))
	}
}

// lastEnd returns an instant from which on nothing counts, as far as is known.
func (w *Stopwatch) lastEnd() int64 { return calendarEnd - w.tail.Load() }

// firstStart returns an instant before which nothing counts, as far as is known.
func (w *Stopwatch) firstStart() int64 { return calendarStart + w.head.Load() }

// Next returns the next time that counts at or after t: from t itself (cut to whole
// seconds) if t counts, to the moment at which it stops. It reports false if there
// is none any more.
func (w *Stopwatch) Next(t time.Time) (Span, bool) {
	for sp := range w.After(t) {
		return sp, true
	}
	return Span{}, false
}

// Add returns the instant at which d has been counted since t: the first such instant,
// so that what fills a day ends when the day ends. With no d it is t. With a
// negative d it returns the latest instant from which -d leads to t: the latest
// start that meets a deadline.
//
// It reports false if so much is not counted before the calendar's end (for a
// negative d, after its start). Instants keep their fraction of a second.
func (w *Stopwatch) Add(t time.Time, d time.Duration) (time.Time, bool) {
	switch {
	case d > 0:
		return w.add(t, d)
	case d < 0:
		return w.subtract(t, d)
	}
	return t.UTC(), true
}

// A reading is an amount of counted time: seconds and nanoseconds, 0 <= nanos <
// 1e9.
type reading struct{ seconds, nanos int64 }

func (r reading) plus(d time.Duration) reading {
	r.seconds += int64(d / time.Second)
	r.nanos += int64(d % time.Second)
	switch {
	case r.nanos >= int64(time.Second):
		r.seconds++
		r.nanos -= int64(time.Second)
	case r.nanos < 0:
		r.seconds--
		r.nanos += int64(time.Second)
	}
	return r
}

func (w *Stopwatch) add(t time.Time, d time.Duration) (time.Time, bool) {
	u, nanos := t.Unix(), int64(t.Nanosecond())
	if u < calendarStart {
		u, nanos = calendarStart, 0
	} else if u >= w.lastEnd() {
		return time.Time{}, false
	}
	b := w.blockAt(u)
	target := b.read(u, nanos).plus(d)
	if at, ok := b.reachedAt(target); ok {
		return at, true
	}
	target.seconds -= int64(b.total)
	for _, b := range w.blocksFrom(b.end()) {
		if at, ok := b.reachedAt(target); ok {
			return at, true
		}
		target.seconds -= int64(b.total)
	}
	return time.Time{}, false
}

func (w *Stopwatch) subtract(t time.Time, d time.Duration) (time.Time, bool) {
	u, nanos := t.Unix(), int64(t.Nanosecond())
	if u >= calendarEnd {
		u, nanos = calendarEnd-1, int64(time.Second)
	} else if u < w.firstStart() {
		return time.Time{}, false
	}
	b := w.blockAt(u)
	target := b.read(u, nanos).plus(d)
	if at, ok := b.leftAt(target); ok {
		return at, true
	}
	for b := range w.blocksBefore(b.base) {
		target.seconds += int64(b.total)
		if at, ok := b.leftAt(target); ok {
			return at, true
		}
	}
	return time.Time{}, false
}

// Between returns how much is counted from t to u; if u is before t it is negative.
// Add and Between are inverse: Between(t, Add(t, d)) is d. A length that a Duration
// cannot hold (over 292 years) gives the longest.
func (w *Stopwatch) Between(t, u time.Time) time.Duration {
	if u.Before(t) {
		return -w.Between(u, t)
	}
	t0, n0 := clampInstant(t)
	t1, n1 := clampInstant(u)
	b := w.blockAt(t0)
	from := b.read(t0, n0)
	var seconds int64
	if t1 >= b.end() {
		for {
			seconds += int64(b.total)
			if b = w.blockAt(b.end()); t1 < b.end() {
				break
			}
		}
	}
	to := b.read(t1, n1)
	return saturate(seconds+to.seconds-from.seconds, to.nanos-from.nanos)
}

// saturate returns a Duration of seconds and nanos, both perhaps of different sign.
func saturate(seconds, nanos int64) time.Duration {
	whole := secondsDuration(seconds)
	if sum := whole + time.Duration(nanos); (sum >= whole) == (nanos >= 0) {
		return sum
	}
	return whole
}

// clampInstant returns the seconds and nanoseconds of t, moved into the calendar.
func clampInstant(t time.Time) (u, nanos int64) {
	switch u = t.Unix(); {
	case u < calendarStart:
		return calendarStart, 0
	case u >= calendarEnd:
		return calendarEnd - 1, int64(time.Second)
	}
	return u, int64(t.Nanosecond())
}

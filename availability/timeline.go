package availability

import (
	"iter"
	"time"
)

// A step is a border of a timeline: from start on, the person is in state. It
// lasts until the next step.
type step struct {
	start int64
	state State
}

// appendStep adds a step to a timeline, unless nothing changes.
func appendStep(steps []step, start int64, state State) []step {
	if n := len(steps); n > 0 && steps[n-1].state == state {
		return steps
	}
	return append(steps, step{start, state})
}

// paint appends to dst the timeline src, which ends at end, with state in place
// of any of the states over wherever spans are. The spans are sorted and
// disjoint.
func paint(dst, src []step, end int64, spans []Span, state, over State) []step {
	for i, s := range src {
		until := end
		if i+1 < len(src) {
			until = src[i+1].start
		}
		if s.state&over == 0 {
			dst = appendStep(dst, s.start, s.state)
			continue
		}
		for len(spans) > 0 && spans[0].end <= s.start {
			spans = spans[1:]
		}
		at := s.start
		for _, sp := range spans { // the last one may reach into the next step
			if sp.start >= until {
				break
			}
			if sp.start > at {
				dst = appendStep(dst, at, s.state)
				at = sp.start
			}
			dst = appendStep(dst, at, state)
			at = sp.end
		}
		if at < until {
			dst = appendStep(dst, at, s.state)
		}
	}
	return dst
}

// chunkSeconds is how much of a timeline is held at once: eight years.
const chunkSeconds = 1 << 28

// Timeline iterates over w in time order: spans that follow each other without
// a gap, each with the one state that the person is in. Neighbours differ in their
// state. The spans and states together are all of w, as far as it is within
// [Calendar].
func (s *Schedule) Timeline(w Span) iter.Seq2[Span, State] {
	return func(yield func(Span, State) bool) {
		w := w.Intersect(calendar)
		var last step
		at := w.start
		for steps := range s.stepChunks(w) {
			for _, next := range steps {
				if next.state == last.state {
					continue
				}
				if last.state != 0 && !yield(Span{at, next.start}, last.state) {
					return
				}
				at, last = next.start, next
			}
		}
		if last.state != 0 {
			yield(Span{at, w.end}, last.state)
		}
	}
}

// stepChunks iterates over the timeline of w, in the calendar, chunk by chunk.
// The first chunks are short, so that a near answer is cheap. A chunk holds until
// the next one.
func (s *Schedule) stepChunks(w Span) iter.Seq[[]step] {
	return func(yield func([]step) bool) {
		p := s.painters.Get().(*painter)
		defer s.painters.Put(p)
		for length := int64(secondsPerWeek); w.start < w.end; length = min(4*length, chunkSeconds) {
			part := Span{w.start, min(w.start+length, w.end)}
			if !yield(s.steps(p, part)) {
				return
			}
			w.start = part.end
		}
	}
}

// When returns the instants of w at which the person is in any of the given
// states.
func (s *Schedule) When(w Span, states State) Set {
	return Set{s.appendWhen(nil, w, states)}
}

// AppendWhen appends the spans of When(w, states) to dst and returns the extended slice. For
// [Free] alone it does what AppendIn does.
func (s *Schedule) AppendWhen(dst []Span, w Span, states State) []Span {
	return s.appendWhen(dst, w, states)
}

// appendWhen appends the spans of w in which the person is in one of states, canonical
// in themselves.
func (s *Schedule) appendWhen(dst []Span, w Span, states State) []Span {
	w = w.Intersect(calendar)
	states &= s.possible
	switch {
	case w.IsEmpty() || states == 0:
		return dst
	case s.plain && states == Free:
		return s.appendHours(dst, w)
	}
	done := len(dst)
	for sp, state := range s.Timeline(w) {
		if state&states != 0 {
			dst = appendSpanFrom(dst, done, sp)
		}
	}
	return dst
}

// StateAt returns the state that the person is in at t. Outside [Calendar] it
// is none (zero).
func (s *Schedule) StateAt(t time.Time) State {
	u := t.Unix()
	if u < calendarStart || u >= calendarEnd {
		return 0
	}
	p := s.painters.Get().(*painter)
	defer s.painters.Put(p)
	return s.steps(p, Span{u, u + 1})[0].state
}

// NextChange returns the first instant after t at which the person's state is another
// than just before it, and that state. It reports false if it never changes
// again before the calendar ends.
func (s *Schedule) NextChange(t time.Time) (time.Time, State, bool) {
	w := Span{max(t.Unix(), calendarStart), calendarEnd}
	now := State(0)
	from := max(w.start, s.regular.varied.end) // from here on, no news is no news for ever
	for steps := range s.stepChunks(w) {
		if steps[0].start-from > s.regular.period {
			break
		}
		for _, next := range steps {
			switch {
			case now == 0:
				now = next.state
			case next.state != now:
				return time.Unix(next.start, 0).UTC(), next.state, true
			}
		}
	}
	return time.Time{}, 0, false
}

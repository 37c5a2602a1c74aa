package availability

import (
	"slices"
	"time"
)

// A Routine is a span in which somebody's usual time repeats by weeks, on a clock that
// keeps its offset. [Schedule.Routines] has them.
type Routine struct {
	// Span are the instants.
	Span Span
	// Offset is what the clock shows from the start on. Its Seconds stay the same.
	Offset Offset
	// Cycle is the number of weeks after which all repeats: 1, or 2, 3, 4, 6, 8, 12 or 24.
	Cycle int
	// Civil is the time of one cycle, on the wall clock and read as if that were UTC: in the
	// Cycle weeks that start on Monday, 5 January 1970. Cycles follow each other
	// from there, to both sides.
	Civil Set
}

// WeekSpans returns the time of one cycle, each span whole, in the order of their starts.
// All of a week is one span from Monday.
func (r Routine) WeekSpans() []WeekSpan {
	length := int64(r.Cycle) * secondsPerWeek
	spans := r.Civil.Spans()
	// What goes on from the last week into the first is one span.
	if n := len(spans); n > 1 && spans[0].start == weekOrigin && spans[n-1].end == weekOrigin+length {
		spans[n-1].end += spans[0].Seconds()
		spans = spans[1:]
	}
	list := make([]WeekSpan, len(spans))
	for i, sp := range spans {
		list[i] = NewWeekSpan(r.Cycle, sp.start-weekOrigin, sp.Seconds())
	}
	return list
}

// When returns the time of the routine as instants.
func (r Routine) When() Set {
	by := int64(r.Offset.Seconds)
	spans := rhythm{r.Cycle, r.Civil}.over(Span{r.Span.start + by, r.Span.end + by}).spans
	for i := range spans {
		spans[i].start -= by
		spans[i].end -= by
	}
	return Set{spans}
}

// Routines returns the time of w in which the person usually is in any of the given
// states (see [Schedule.Usual]) as routines, in time order. They are a partition of w, as
// far as it is within [Calendar], and neighbours differ in their offset or in their time.
//
// A routine ends where the clock's offset changes, for DST, for a new rule or for a
// move, and where the usual time itself changes: at the midnight with which hours of
// another season begin, on the day of a recurring block's first occurrence, after the day
// of its last. What started before goes on to its end, and if the new routine has it
// otherwise, it begins that much later. If then neither routine has the time as it is, there
// is one between them for just so long.
//
// What counts is the wall clock, so a frame of flexible hours has every day the
// length that it has on the clock. The number of routines is bounded by the changes of the
// zone's offset, the limits of a [Person], and the seasons of their hours: in most
// cases a few a year.
func (s *Schedule) Routines(w Span, states State) []Routine {
	w = w.Intersect(calendar)
	if w.IsEmpty() {
		return nil
	}
	const before = offsetBound + int64(MaxBlockLength/time.Second) // what started then may still go on
	epochs := s.Usual().epochs(Span{w.start - before, w.end + offsetBound}, states)
	var routines []Routine
	for u := w.start; u < w.end; {
		o, until := s.zone.segment(u)
		until = min(until, w.end)
		by := int64(o.Seconds)
		i, found := slices.BinarySearchFunc(epochs, u+by, func(e epoch, c int64) int { return int(max(min(e.start-c, 1), -1)) })
		if !found {
			i--
		}
		for ; i < len(epochs) && epochs[i].start < until+by; i++ {
			span := Span{max(epochs[i].start-by, u), until}
			if i+1 < len(epochs) {
				span.end = min(span.end, epochs[i+1].start-by)
			}
			r := epochs[i].rhythm
			if n := len(routines); n > 0 {
				last := &routines[n-1]
				if last.Offset.Seconds == o.Seconds && last.Cycle == r.weeks && last.Civil.Equal(r.civil) {
					last.Span.end = span.end
					continue
				}
			}
			routines = append(routines, Routine{span, *o, r.weeks, r.civil})
		}
		u = until
	}
	return routines
}

// A rhythm is time on a wall clock that repeats after some weeks. civil is one cycle, from
// weekOrigin on.
type rhythm struct {
	weeks int
	civil Set
}

func (r rhythm) equal(o rhythm) bool { return r.weeks == o.weeks && r.civil.Equal(o.civil) }

// length returns the length of a cycle.
func (r rhythm) length() int64 { return int64(r.weeks) * secondsPerWeek }

// over returns the time in the civil span w.
func (r rhythm) over(w Span) Set {
	var spans []Span
	if w.IsEmpty() || r.civil.IsEmpty() {
		return Set{}
	}
	length := r.length()
	for base := floorDiv(w.start-weekOrigin, length) * length; base+weekOrigin < w.end; base += length {
		for _, sp := range r.civil.spans {
			spans = appendSpan(spans, Span{base + sp.start, base + sp.end}.Intersect(w))
		}
	}
	return Set{spans}
}

// reduced returns r with the shortest cycle that it has.
func (r rhythm) reduced() rhythm {
	for weeks := 1; weeks < r.weeks; weeks++ {
		if r.weeks%weeks != 0 {
			continue
		}
		short := rhythm{weeks, r.civil.Clip(Span{weekOrigin, weekOrigin + int64(weeks)*secondsPerWeek})}
		if short.over(Span{weekOrigin, weekOrigin + r.length()}).Equal(r.civil) {
			return short
		}
	}
	return r
}

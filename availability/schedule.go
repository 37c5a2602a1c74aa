package availability

import "slices"

// A Schedule is a person's time, compiled: it answers when they work, on any
// date. Make one with [Person.Compile] or [Team.Compile].
//
// One sentence decides about DST: a person works at an instant if and only if
// their wall clock, read at that instant, is inside their hours. Where a gap
// swallows a part of the hours, that part is not worked; where a fold repeats a part, it
// is worked twice.
//
// Schedules are defined for the years 1 to 9999 of UTC; outside them nobody works.
// They are immutable and safe for concurrent use.
type Schedule struct {
	name  string
	zone  *Zone
	week  week
	leave Set // in civil seconds
}

// Name returns the person's name.
func (s *Schedule) Name() string { return s.name }

// Zone returns the person's zone.
func (s *Schedule) Zone() *Zone { return s.zone }

// In returns the working time within w: the hours less leave.
func (s *Schedule) In(w Span) Set { return Set{s.appendIn(nil, w)} }

// appendIn appends the working time within w to dst, canonical in itself.
func (s *Schedule) appendIn(dst []Span, w Span) []Span {
	w = w.Intersect(calendar)
	if w.IsEmpty() || s.week.isEmpty() {
		return dst
	}
	if s.week.full && !s.onLeave(w) {
		return append(dst, w)
	}
	if cap(dst) == 0 {
		weeks := w.Seconds()/secondsPerWeek + 2
		dst = make([]Span, 0, min(weeks*int64(len(s.week.spans)+1), 1<<16))
	}
	done := len(dst)
	for u := w.start; u < w.end; {
		if end, ok := s.deepInLeave(u); ok {
			u = min(end, w.end)
			continue
		}
		seconds, until := s.zone.offset(u)
		until = min(until, w.end)
		from := len(dst)
		dst = s.appendCivil(dst, Span{u + seconds, until + seconds})
		for i := from; i < len(dst); i++ {
			dst[i].start -= seconds
			dst[i].end -= seconds
		}
		// Time that goes on across a change of offset is one span.
		if from > done && len(dst) > from && dst[from-1].end == dst[from].start {
			dst[from-1].end = dst[from].end
			dst = slices.Delete(dst, from, from+1)
		}
		u = until
	}
	return dst
}

// appendCivil appends the civil spans within w that are worked, canonical in
// themselves: the week, from one leave to the next.
func (s *Schedule) appendCivil(dst []Span, w Span) []Span {
	for i := s.leave.search(w.start); i < s.leave.Len() && s.leave.At(i).start < w.end; i++ {
		dst = s.week.expand(dst, UnixSpan(w.start, s.leave.At(i).start))
		w = UnixSpan(s.leave.At(i).end, w.end)
	}
	return s.week.expand(dst, w)
}

// deepInLeave reports whether it is leave at u whatever the offset, and until
// when it is. So nobody who has left for good is looked for until the year 9999.
func (s *Schedule) deepInLeave(u int64) (end int64, ok bool) {
	i := s.leave.search(u + offsetBound)
	if i == s.leave.Len() || u < s.leave.At(i).start+offsetBound {
		return 0, false
	}
	return s.leave.At(i).end - offsetBound, true
}

// onLeave reports whether a leave may touch w in any zone.
func (s *Schedule) onLeave(w Span) bool {
	i := s.leave.search(w.start - offsetBound)
	return i < s.leave.Len() && s.leave.At(i).start < w.end+offsetBound
}

package availability

import (
	"slices"
	"sort"
	"sync"
	"time"
)

// A Schedule is a person's time, compiled: it answers what they are doing, on any
// date. Make one with [Person.Compile] or [Team.Compile].
//
// One sentence decides about DST: a person is in a state at an instant if and
// only if their wall clock, read at that instant, is inside the hours of that
// state. Where a gap swallows a part of the hours, that part is not worked; where a
// fold repeats a part, it is worked twice. A person who moves reads another
// clock from then on, and nothing else changes; see [Move].
//
// Working time, where the states are not named, is [Free]: time in which the person
// works and is there for others. In, After, Next, AddWork and WorkBetween speak
// of it. For others there are [Schedule.When] and [Schedule.Stopwatch].
//
// Schedules are defined for the years 1 to 9999 of UTC; outside them nobody works.
// They are immutable and safe for concurrent use. They remember what they have
// worked out, in a bounded amount of memory: some ten kilobytes for each year
// from 1970 to 2106 that the arithmetic is asked about, and up to a megabyte if
// their recurring blocks are as dense as they may be.
type Schedule struct {
	name string
	zone *Zone

	// Layers on the wall clock; see painter.
	stretch    pattern
	hours      pattern
	hoursState State // of the hours: Free, unless they are only a frame
	core       pattern
	focus      pattern
	blocks     []block
	leave      Set // in civil seconds

	// In instants: the busy time that makes a difference, and all of what was said.
	busy, said Set

	labels labels
	flex   *flexible // nil for fixed hours

	// plain says that the free time is the hours less leave less busy time.
	plain bool
	// possible are the states that the person may ever be in.
	possible State
	regular  regularity

	free        *Stopwatch
	painters    *sync.Pool // of *painter
	fingerprint *lazyFingerprint
}

// String returns the person's name, and nothing of their time.
func (s Schedule) String() string { return s.name }

// Name returns the person's name.
func (s *Schedule) Name() string { return s.name }

// Zone returns the person's clock. For somebody who moves it is spliced from
// those of several zones; [Schedule.ZoneAt] returns the one in force.
func (s *Schedule) Zone() *Zone { return s.zone }

// ZoneAt returns the zone in which the person is at t, as loaded by its name.
func (s *Schedule) ZoneAt(t time.Time) *Zone { return s.zone.pieceAt(clampUnix(t)) }

// In returns the working time within w: all that is [Free].
func (s *Schedule) In(w Span) Set { return Set{s.appendWhen(nil, w, Free)} }

// AppendIn appends the spans of In(w) to dst and returns the extended slice. With
// room in dst and fixed hours it does not allocate.
func (s *Schedule) AppendIn(dst []Span, w Span) []Span { return s.appendWhen(dst, w, Free) }

// With returns s with time added in which the person is busy, as read from their
// calendar: [Busy] in place of Free, Focus and Stretch. Other time stays what it is,
// for nobody works because of a dentist's appointment at night.
func (s *Schedule) With(busy Set) *Schedule {
	c := *s
	c.busy = s.busy.Union(s.heeded(busy))
	c.said = s.said.Union(busy)
	return c.finishAs(s)
}

// finishAs is finish for s as a variant of another schedule, in the same reading.
func (s *Schedule) finishAs(of *Schedule) *Schedule {
	if of.flex == nil {
		return s.finish()
	}
	flexible := s.makeFlexible(of.flex.daily)
	if of.Reading() == Possible {
		return flexible.Possible()
	}
	return flexible
}

// heeded returns the part of busy that makes a difference: most people have two thirds of the
// days of a week off, and calendars do not know. It leaves busy as it is where that would take
// long to find out.
func (s *Schedule) heeded(busy Set) Set {
	bounds := busy.Bounds()
	const twoYears = 1 << 26
	if bounds.Seconds() > twoYears {
		return busy
	}
	return busy.Intersect(s.When(bounds, Free|Focus|Stretch|Busy))
}

// finish works out what follows from the other fields.
func (s *Schedule) finish() *Schedule {
	s.plain = len(s.blocks) == 0 && s.focus.isEmpty() && s.hoursState == Free
	s.possible = s.possibleStates()
	s.regular = s.regularity()
	s.painters = &sync.Pool{New: func() any { return new(painter) }}
	s.fingerprint = new(lazyFingerprint)
	s.free = nil
	s.free = s.Stopwatch(Free, Set{})
	return s
}

// withoutBlocksBut returns s without the blocks that only take away from the given
// states, or nil if there are none such, or if other states decide where those are.
func (s *Schedule) withoutBlocksBut(states State) *Schedule {
	if states&^(Working|Stretch|Leave) != 0 || s.flex != nil {
		return nil
	}
	if states&Busy != 0 {
		states |= Free | Focus | Stretch // over which busy time is painted
	}
	c := *s
	c.blocks = slices.DeleteFunc(slices.Clone(s.blocks), func(b block) bool { return b.state&states == 0 })
	if len(c.blocks) == len(s.blocks) {
		return nil
	}
	return c.finish()
}

func (s *Schedule) possibleStates() State {
	states := OffHours | RestDay
	include := func(there bool, state State) {
		if there {
			states |= state
		}
	}
	include(!s.hours.isEmpty(), s.hoursState)
	include(!s.hours.isEmpty() && s.flex != nil, Free)
	include(!s.stretch.isEmpty(), Stretch)
	include(!s.hours.public.isNone(), Holiday)
	include(!s.leave.IsEmpty(), Leave)
	for i := range s.blocks {
		states |= s.blocks[i].state
	}
	include(!s.focus.isEmpty() && states&Free != 0, Focus)
	include(!s.busy.IsEmpty() && states&(Free|Focus|Stretch) != 0, Busy)
	return states
}

// appendHours appends the working time within w, which is in the calendar, of a
// plain schedule, canonical in itself: the hours less the busy time.
func (s *Schedule) appendHours(dst []Span, w Span) []Span {
	busy := s.busy.spans[s.busy.search(w.start):]
	busy = busy[:sort.Search(len(busy), func(i int) bool { return busy[i].start >= w.end })]
	if len(busy) == 0 {
		return s.appendUnbusy(dst, w)
	}
	// In place: each busy time makes one span more at most, so with the hours moved up by so
	// many, what is written never overtakes what is still to be read.
	done := len(dst)
	dst = s.appendUnbusy(dst, w)
	hours := len(dst) - done
	dst = slices.Grow(dst, len(busy))[:len(dst)+len(busy)]
	from := dst[done+len(busy):]
	copy(from, dst[done:done+hours])
	return subtract(dst[:done], from, busy)
}

// appendUnbusy is appendHours for somebody who is not busy.
func (s *Schedule) appendUnbusy(dst []Span, w Span) []Span {
	if w.IsEmpty() || s.hours.isEmpty() {
		return dst
	}
	if s.hours.isWeek() {
		if s.hours.week.full && !s.onLeave(w) {
			return append(dst, w)
		}
		if cap(dst) == 0 {
			weeks := w.Seconds()/secondsPerWeek + 2
			dst = make([]Span, 0, min(weeks*int64(len(s.hours.week.spans)+1), 1<<16))
		}
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
// themselves: the hours, from one leave to the next.
func (s *Schedule) appendCivil(dst []Span, w Span) []Span {
	for i := s.leave.search(w.start); i < s.leave.Len() && s.leave.At(i).start < w.end; i++ {
		dst = s.hours.expand(dst, UnixSpan(w.start, s.leave.At(i).start))
		w = UnixSpan(s.leave.At(i).end, w.end)
	}
	return s.hours.expand(dst, w)
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

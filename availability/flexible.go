package availability

import (
	"math/bits"
	"time"
)

// A Reading says what a schedule makes of flexible hours.
//
// "Six hours a day, somewhere between 07:00 and 21:00" ([Person.Daily] within
// [Person.Hours]) does not say when the person works, and no calculation finds
// out. It does say what can be promised, and what is possible; each is a schedule of
// its own, to be used wherever schedules are.
//
// The certain reading is the one that compiling gives. In it the person is Free
// in their core hours, and all day where the amount fills the frame. The rest of
// the frame is Stretch: they may be asked. In the possible reading the whole
// frame is Free. Focus hours within the frame are Focus in both: whether the person
// works then is not sure, but they are not to be asked.
//
// The arithmetic knows more than single instants, for the amount is worked on
// every day. With the certain reading AddWork gives the instant at which the work
// is done even if all goes badly: the day's amount was used up as early as
// possible before the start, and is worked as late as possible after it. With the
// possible reading it gives the instant at which it may be done if all goes well.
// WorkBetween gives the least, and the most, that is worked in between. The truth lies
// between the two readings, whatever the person does.
//
// The amount counts in elapsed time, on the days of the wall clock. On a day of which
// leave or a block of time off takes a part, it shrinks in proportion to the
// frame. Focus and busy time within the frame are work: they use it up. A
// frame that is shorter than the amount is worked in whole. A frame ends by
// midnight.
type Reading int

// The readings.
const (
	Fixed    Reading = iota // the hours are not flexible: there is only one reading
	Certain                 // what can be promised
	Possible                // what cannot be ruled out
)

// String returns "fixed", "certain" or "possible".
func (r Reading) String() string {
	switch r {
	case Certain:
		return "certain"
	case Possible:
		return "possible"
	}
	return "fixed"
}

// Reading returns what the schedule makes of flexible hours.
func (s *Schedule) Reading() Reading {
	switch {
	case s.flex == nil:
		return Fixed
	case s.hoursState == Free:
		return Possible
	}
	return Certain
}

// Certain returns the schedule of what the person can promise. For fixed hours it is
// s.
func (s *Schedule) Certain() *Schedule {
	if s.flex == nil {
		return s
	}
	return s.flex.certain
}

// Possible returns the schedule of what cannot be ruled out. For fixed hours it
// is s.
func (s *Schedule) Possible() *Schedule {
	if s.flex == nil {
		return s
	}
	return s.flex.possible
}

// Earliest returns a stopwatch of working time as it passes if each day's amount of
// flexible hours is worked as early as the frame allows. For fixed hours it is
// the stopwatch of free time. At the midnight with which each day starts (the moved one, for
// [Schedule.Shifted]) it agrees with [Schedule.Latest].
func (s *Schedule) Earliest() *Stopwatch {
	if s.flex == nil {
		return s.free
	}
	return s.flex.early
}

// Latest is Earliest for work that is done as late as the frame allows.
func (s *Schedule) Latest() *Stopwatch {
	if s.flex == nil {
		return s.free
	}
	return s.flex.late
}

// flexible is what the two readings of a schedule share.
type flexible struct {
	daily             int64 // seconds
	certain, possible *Schedule
	early, late       *Stopwatch
}

// makeFlexible turns s, whose hours are the frame, into its certain reading.
func (s *Schedule) makeFlexible(daily int64) *Schedule {
	certain, possible := *s, *s
	f := &flexible{daily: daily, certain: &certain, possible: &possible}
	certain.flex, possible.flex = f, f
	certain.hoursState, possible.hoursState = Stretch, Free
	certain.finish()
	possible.finish()
	f.early = f.stopwatch(firstSeconds)
	f.late = f.stopwatch(lastSeconds)
	return &certain
}

// sureSpans appends the civil spans within w at which the person is at work for
// sure, sorted and disjoint: core hours inside the frame, and all of a frame that the
// amount fills.
func (s *Schedule) sureSpans(dst []Span, w Span) []Span {
	frame, core := s.hours.cursor(), s.core.cursor()
	var a, b []Span
	by := s.hours.by
	for d := floorDiv(w.start-by, secondsPerDay) - 1; d*secondsPerDay+by < w.end; d++ {
		a = frame.appendCivil(a[:0], d)
		sure := a
		if s.elapsed(a) > s.flex.daily {
			b = core.appendCivil(b[:0], d)
			sure = Set{a}.Intersect(Set{b}).spans
		}
		for _, sp := range sure {
			if sp = sp.Intersect(w); !sp.IsEmpty() {
				dst = append(dst, sp)
			}
		}
	}
	return dst
}

// elapsed returns for how long the wall clock reads one of the civil spans.
func (s *Schedule) elapsed(civil []Span) int64 {
	var buf [8]Span
	return Set{s.zone.appendInstants(buf[:0], civil)}.Seconds()
}

// stopwatch returns the stopwatch of a person who works each day's amount by the
// choice that pick makes among the free time of the frame.
func (f *flexible) stopwatch(pick func(free []Span, seconds int64) []Span) *Stopwatch {
	s := f.possible
	return &Stopwatch{
		skip:    s.free.skip,
		regular: s.regular,
		expand: func(dst []Span, w Span) []Span {
			// What is free outside of every frame is worked in any case.
			free := s.In(w)
			var frames, worked []Span
			frame := s.hours.cursor()
			core := s.core.cursor()
			first := floorDiv(w.start-offsetBound, secondsPerDay)
			last := floorDiv(w.end+offsetBound, secondsPerDay)
			var a, b []Span
			for d := first; d <= last; d++ {
				a = frame.appendCivil(a[:0], d)
				if len(a) == 0 {
					continue
				}
				day := Set{s.zone.appendInstants(nil, a)}
				frames = append(frames, day.spans...)
				b = core.appendCivil(b[:0], d)
				worked = append(worked, f.day(day, Set{s.zone.appendInstants(nil, b)}, pick)...)
			}
			extra := free.Subtract(NewSet(frames...))
			return append(dst, extra.Union(NewSet(worked...)).Clip(w).spans...)
		},
	}
}

// day returns when the day's amount is worked: in the core hours, and in what pick
// chooses of the rest of the frame that is free.
func (f *flexible) day(frame, core Set, pick func([]Span, int64) []Span) []Span {
	if frame.IsEmpty() {
		return nil
	}
	s := f.possible
	bounds := frame.Bounds()
	free := s.When(bounds, Free).Intersect(frame)
	taken := s.When(bounds, Focus|Busy).Intersect(frame).Seconds()
	fixed := core.Intersect(free)
	amount := min(f.daily, frame.Seconds())
	amount = proportion(amount, free.Seconds()+taken, frame.Seconds()) - taken
	rest := max(amount-fixed.Seconds(), 0)
	return fixed.Union(Set{pick(free.Subtract(fixed).spans, rest)}).spans
}

// proportion returns a*b/c, rounded down, for 0 <= b <= c and c > 0.
func proportion(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(q)
}

// firstSeconds returns the first so many seconds of spans.
func firstSeconds(spans []Span, seconds int64) []Span {
	var out []Span
	for _, sp := range spans {
		if seconds <= 0 {
			break
		}
		sp.end = min(sp.end, sp.start+seconds)
		seconds -= sp.Seconds()
		out = append(out, sp)
	}
	return out
}

// lastSeconds returns the last so many seconds of spans.
func lastSeconds(spans []Span, seconds int64) []Span {
	drop := Set{spans}.Seconds() - seconds
	var out []Span
	for _, sp := range spans {
		cut := min(max(drop, 0), sp.Seconds())
		drop -= cut
		if sp.start += cut; !sp.IsEmpty() {
			out = append(out, sp)
		}
	}
	return out
}

// day returns when the day of the frame that holds t starts and ends: the day on the wall
// clock, moved as the frame is. At the start the early and the late stopwatch agree.
func (s *Schedule) day(t time.Time) (start, end time.Time) {
	u := clampUnix(t)
	seconds, _ := s.zone.offset(u)
	d := floorDiv(u+seconds-s.hours.by, secondsPerDay)
	day := s.frameDay(d)
	// Where a fold repeats the border of two days, both are under way at once, and they
	// agree at the start of the first.
	if before := s.frameDay(d - 1); before.end > day.start && !before.IsEmpty() {
		day.start = before.start
	}
	return time.Unix(day.start, 0).UTC(), time.Unix(day.end, 0).UTC()
}

// frameDay returns the instants from the first to the last at which the wall clock reads
// a time of the day d of the frame.
func (s *Schedule) frameDay(d int64) Span {
	base := d*secondsPerDay + s.hours.by
	var buf [4]Span
	return Set{s.zone.appendInstants(buf[:0], []Span{{base, base + secondsPerDay}})}.Bounds()
}

// add is AddWork. Within a day, the work done by an instant lies between what the
// two stopwatches have counted since it started.
func (f *flexible) add(s *Schedule, t time.Time, d time.Duration) (time.Time, bool) {
	if d == 0 {
		return t.UTC(), true
	}
	if u, nanos := clampInstant(t); !calendar.Contains(t) {
		t = time.Unix(u, nanos)
	}
	spent, done := f.early, f.late
	if s == f.possible {
		spent, done = f.late, f.early
	}
	start, end := s.day(t)
	var at time.Time
	var ok bool
	if d > 0 {
		at, ok = done.Add(start, addDurations(spent.Between(start, t), d))
	} else {
		// The latest start at which spent shows what done will have shown at t, less the work.
		target := addDurations(done.Between(start, t), d)
		if target < 0 {
			at, ok = spent.Add(start, target)
		} else if whole := spent.Between(start, end); target < whole {
			at, ok = spent.Add(end, target-whole)
		} else {
			at, ok = t, true
		}
	}
	// Free time bounds it too: that of the certain reading is worked whatever was
	// worked before, and more than that of the possible one never is.
	free, freeOK := s.free.Add(t, d)
	switch {
	case s == f.possible && (!ok || !freeOK):
		return time.Time{}, false
	case s == f.certain && !ok:
		return free, freeOK
	case s == f.certain && !freeOK:
		return at, ok
	}
	if later := d > 0 == (s == f.possible); free.After(at) == later {
		at = free
	}
	return at, true
}

// between is WorkBetween.
func (f *flexible) between(s *Schedule, t, u time.Time) time.Duration {
	if u.Before(t) {
		return -f.between(s, u, t)
	}
	start, _ := s.day(t)
	if s == f.certain {
		return max(s.free.Between(t, u), f.late.Between(start, u)-f.early.Between(start, t))
	}
	return min(s.free.Between(t, u), max(f.early.Between(start, u)-f.late.Between(start, t), 0))
}

// addDurations returns a + b, saturated.
func addDurations(a, b time.Duration) time.Duration {
	sum := a + b
	switch {
	case a > 0 && b > 0 && sum < 0:
		return 1<<63 - 1
	case a < 0 && b < 0 && sum >= 0:
		return -1 << 63
	}
	return sum
}

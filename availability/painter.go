package availability

import "slices"

// A painter holds the buffers with which timelines are made. The zero painter is
// ready to use; it must not be shared by goroutines.
//
// A timeline is painted in layers, on the wall clock, once for every segment of
// constant offset, and then shifted to instants:
//
//	the day       RestDay or OffHours, or Holiday
//	Stretch       over the day
//	the hours     Free, over all of that
//	Focus hours   Focus, over Free
//	a frame       what is Free of flexible hours becomes Stretch, unless work is sure
//	blocks        their states, in the order given, over all of that
//	leave         Leave, over everything
//
// Busy time from outside is known in instants. It is painted last: Busy, over
// Free, Focus and Stretch.
type painter struct {
	steps, spare []step
	civil        []step
	spans        []Span
	times        []int64
	starts       []int64
}

// steps returns the timeline of w, which is within the calendar and not empty.
// It holds until p is used again.
func (s *Schedule) steps(p *painter, w Span) []step {
	p.steps = p.steps[:0]
	for u := w.start; u < w.end; {
		seconds, until := s.zone.offset(u)
		until = min(until, w.end)
		for _, c := range s.civilSteps(p, Span{u + seconds, until + seconds}) {
			p.steps = appendStep(p.steps, c.start-seconds, c.state)
		}
		u = until
	}
	if !s.busy.IsEmpty() {
		i := s.busy.search(w.start)
		p.spare = paint(p.spare[:0], p.steps, w.end, s.busy.spans[i:], Busy, Free|Focus|Stretch)
		p.steps, p.spare = p.spare, p.steps
	}
	return p.steps
}

// civilSteps returns the timeline of the civil span w, in civil seconds.
func (s *Schedule) civilSteps(p *painter, w Span) []step {
	if i := s.leave.search(w.start); i < s.leave.Len() && s.leave.At(i).start <= w.start && s.leave.At(i).end >= w.end {
		p.civil = append(p.civil[:0], step{w.start, Leave})
		return p.civil
	}
	s.paintDays(p, w)
	p.spans = s.stretch.expand(p.spans[:0], w)
	p.paint(w, p.spans, Stretch, AnyState)
	p.spans = s.hours.expand(p.spans[:0], w)
	p.paint(w, p.spans, Free, AnyState)
	p.spans = s.focus.expand(p.spans[:0], w)
	p.paint(w, p.spans, Focus, Free)
	if s.hoursState != Free {
		p.spans = s.hours.expand(p.spans[:0], w)
		p.paint(w, p.spans, s.hoursState, Free)
		p.spans = s.sureSpans(p.spans[:0], w)
		p.paint(w, p.spans, Free, s.hoursState)
	}
	for i := 0; i < len(s.blocks); {
		// Neighbours of one state are painted together.
		state, spans := s.blocks[i].state, p.spans[:0]
		first := i
		for ; i < len(s.blocks) && s.blocks[i].state == state; i++ {
			spans, p.times = s.blocks[i].expand(spans, p.times, w)
		}
		if i-first > 1 {
			spans = normalize(spans)
		}
		p.spans = spans
		p.paint(w, spans, state, AnyState)
	}
	i := s.leave.search(w.start)
	p.paint(w, s.leave.spans[i:], Leave, AnyState)
	return p.civil
}

// paint paints over p.civil.
func (p *painter) paint(w Span, spans []Span, state, over State) {
	if len(spans) == 0 || spans[0].start >= w.end {
		return
	}
	p.spare = paint(p.spare[:0], p.civil, w.end, spans, state, over)
	p.civil, p.spare = p.spare, p.civil
}

// paintDays starts p.civil with the ground on which the rest is painted: what each
// day of the civil span w is, apart from the person's hours.
func (s *Schedule) paintDays(p *painter, w Span) {
	first := floorDiv(w.start, secondsPerDay)
	p.starts = p.starts[:0] // of blocks of working time, sorted
	for i := range s.blocks {
		if b := &s.blocks[i]; b.state&Working != 0 {
			p.starts = b.starts(p.starts, Span{first * secondsPerDay, w.end + secondsPerDay})
		}
	}
	slices.Sort(p.starts)
	starts := p.starts
	holidays, hours := s.hours.public.cursor(), s.hours.cursor()
	p.civil = p.civil[:0]
	for d := first; d*secondsPerDay < w.end; d++ {
		for len(starts) > 0 && starts[0] < d*secondsPerDay {
			starts = starts[1:]
		}
		state := RestDay
		switch {
		case holidays.on(d):
			state = Holiday
		case hours.startsOn(d), len(starts) > 0 && starts[0] < (d+1)*secondsPerDay:
			state = OffHours
		}
		p.civil = appendStep(p.civil, max(d*secondsPerDay, w.start), state)
	}
}

package availability

import (
	"iter"
	"slices"
)

// Labels iterates over the time of w in the given states, in time order, in pieces of one
// label each (see [Schedule.Label]). Neighbours that touch differ in their label or in
// their state. The pieces together are just When(w, states).
//
// As with Label, ask only on behalf of those whom the person would tell.
func (s *Schedule) Labels(w Span, states State) iter.Seq2[Span, string] {
	return func(yield func(Span, string) bool) {
		for sp, state := range s.Timeline(w) {
			if state&states == 0 {
				continue
			}
			piece, label := sp, s.Label(sp.Start())
			for _, u := range s.labelBorders(sp, state) {
				next := Span{u, sp.end}
				l := s.Label(next.Start())
				if l == label {
					continue
				}
				piece.end = u
				if !yield(piece, label) {
					return
				}
				piece, label = next, l
			}
			if !yield(piece, label) {
				return
			}
		}
	}
}

// labelBorders returns the instants inside sp, all in one state, at which the label may change.
func (s *Schedule) labelBorders(sp Span, state State) []int64 {
	var borders []int64
	for u := sp.start; u < sp.end; {
		seconds, until := s.zone.offset(u)
		until = min(until, sp.end)
		civil := Span{u + seconds, until + seconds}
		borders = append(borders, u)
		add := func(c int64) {
			if civil.start < c && c < civil.end {
				borders = append(borders, c-seconds)
			}
		}
		switch state {
		case Leave:
			for _, l := range s.labels.leave {
				add(l.civil.start)
				add(l.civil.end)
			}
		case Holiday:
			for day := floorDiv(civil.start, secondsPerDay) + 1; day*secondsPerDay < civil.end; day++ {
				add(day * secondsPerDay)
			}
		}
		for i := range s.blocks {
			if b := &s.blocks[i]; b.state == state {
				spans, _ := b.expand(nil, nil, civil)
				for _, o := range spans {
					add(o.start)
					add(o.end)
				}
			}
		}
		if state == Busy {
			for o := range s.busy.Clip(Span{u, until}).All() {
				borders = append(borders, o.start, o.end)
			}
		}
		u = until
	}
	slices.Sort(borders)
	return slices.DeleteFunc(slices.Compact(borders), func(u int64) bool { return u <= sp.start || u >= sp.end })
}

package overlap

import (
	"sort"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A toll is what any meeting within a span costs one person: their timeline, cut into
// stretches of one state and one band, with the cost summed up.
type toll struct {
	span   availability.Span
	prices [4]int64
	// starts is sorted; piece i lasts until starts[i+1], the last one until the span
	// ends. sums[i] is the weighted seconds in the pieces before i.
	starts []int64
	states []availability.State
	bands  []band
	sums   []int64
}

// newToll prepares the toll of s for meetings within w.
func newToll(s *availability.Schedule, w availability.Span, p Prices) *toll {
	t := &toll{span: w, prices: [4]int64{int64(p.Inside), int64(p.Stretch), int64(p.Outside), int64(p.Night)}}
	nights := s.Zone().When(w, p.Nights)
	i := 0
	add := func(start int64, state availability.State, b band) {
		if n := len(t.starts); n > 0 && t.states[n-1] == state && t.bands[n-1] == b {
			return
		}
		t.starts, t.states, t.bands = append(t.starts, start), append(t.states, state), append(t.bands, b)
	}
	for sp, state := range s.Timeline(w) {
		start, end := sp.Unix()
		switch {
		case state&availability.Working != 0:
			add(start, state, inside)
			continue
		case state == availability.Stretch:
			add(start, state, stretch)
			continue
		}
		for start < end {
			for i < nights.Len() && !nights.At(i).End().After(time.Unix(start, 0)) {
				i++
			}
			from, until := end, end
			if i < nights.Len() {
				from, until = nights.At(i).Unix()
			}
			if start < from {
				add(start, state, outside)
				start = min(from, end)
				continue
			}
			add(start, state, night)
			start = min(until, end)
		}
	}
	t.sums = make([]int64, len(t.starts))
	for i := 1; i < len(t.sums); i++ {
		t.sums[i] = t.sums[i-1] + (t.starts[i]-t.starts[i-1])*t.prices[t.bands[i-1]]
	}
	return t
}

// find returns the index of the piece that holds the second u, which is in the span.
func (t *toll) find(u int64) int {
	return sort.Search(len(t.starts), func(i int) bool { return t.starts[i] > u }) - 1
}

// end returns where piece i ends.
func (t *toll) end(i int) int64 {
	if i+1 < len(t.starts) {
		return t.starts[i+1]
	}
	_, end := t.span.Unix()
	return end
}

// cost returns the weighted seconds of a meeting, which lies within the span.
func (t *toll) cost(meeting availability.Span) int64 {
	start, end := meeting.Unix()
	if start >= end {
		return 0
	}
	upTo := func(u int64) int64 {
		i := t.find(u)
		return t.sums[i] + (u-t.starts[i])*t.prices[t.bands[i]]
	}
	last := t.find(end - 1)
	return t.sums[last] + (end-t.starts[last])*t.prices[t.bands[last]] - upTo(start)
}

// burden returns how a meeting, which lies within the span, is spread over the bands.
func (t *toll) burden(meeting availability.Span) Burden {
	var b Burden
	start, end := meeting.Unix()
	for i := t.find(start); start < end; i++ {
		until := min(t.end(i), end)
		*b.part(t.bands[i]) += time.Duration(until-start) * time.Second
		start = until
	}
	return b
}

package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Gap is a longest stretch of time in which fewer people are there than are wanted. Who
// borders it are the people around the hand-over that fails: those just before it, of
// whom some leave at its start, and those just after it, of whom some come at its end.
type Gap struct {
	Span  availability.Span // when
	Least int               // how many are there when there are fewest

	// Open says that the gap starts with the coverage's own span, so that it may have begun
	// before, and Unended that it ends with it. Who borders the gap on that side
	// is not known then, and is nobody.
	Open, Unended bool

	cover       *cover
	from, until int // its steps
}

// Gaps are gaps in time order. They neither overlap nor touch.
type Gaps []Gap

// Gaps returns when fewer than k people are there. With k of zero or less there are no
// gaps; with more people than there are, the whole span is one.
func (c Coverage) Gaps(k int) Gaps {
	var gaps Gaps
	cover := c.cover()
	for from, until := range cover.runs(func(count int) bool { return count < k }) {
		g := Gap{
			Span: availability.UnixSpan(cover.starts[from], cover.starts[until]), Least: int(cover.counts[from]),
			Open: from == 0, Unended: until == len(cover.counts),
			cover: cover, from: from, until: until,
		}
		for _, n := range cover.counts[from:until] {
			g.Least = min(g.Least, int(n))
		}
		gaps = append(gaps, g)
	}
	return gaps
}

// Before returns who is there just before the gap, as places in ascending order.
func (g Gap) Before() []int {
	if g.Open || g.cover == nil {
		return nil
	}
	return g.cover.step(g.from - 1).People()
}

// Left returns who leaves at its start: those of Before who are not there any more.
func (g Gap) Left() []int {
	if g.Open || g.cover == nil {
		return nil
	}
	return g.cover.step(g.from).Left()
}

// Joined returns who comes at its end: those of After who were not there just before.
func (g Gap) Joined() []int {
	if g.Unended || g.cover == nil {
		return nil
	}
	return g.cover.step(g.until).Joined()
}

// After returns who is there when the gap is over, as places in ascending order.
func (g Gap) After() []int {
	if g.Unended || g.cover == nil {
		return nil
	}
	return g.cover.step(g.until).People()
}

// Set returns the time of all the gaps.
func (g Gaps) Set() availability.Set {
	spans := make([]availability.Span, len(g))
	for i := range g {
		spans[i] = g[i].Span
	}
	return availability.NewSet(spans...)
}

// Total returns how long the gaps are together. A length that a time.Duration cannot
// hold (over 292 years) gives the longest Duration.
func (g Gaps) Total() time.Duration { return g.Set().Duration() }

// Longest returns the longest gap, of equals the first. It reports false if there is
// none.
func (g Gaps) Longest() (Gap, bool) {
	if len(g) == 0 {
		return Gap{}, false
	}
	longest := g[0]
	for _, gap := range g[1:] {
		if gap.Span.Seconds() > longest.Span.Seconds() {
			longest = gap
		}
	}
	return longest, true
}

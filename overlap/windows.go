package overlap

import "github.com/noonmark/noonmark/availability"

// All returns the time within w in which everybody works. With no schedules that
// is all of w.
func All(w availability.Span, schedules ...*availability.Schedule) availability.Set {
	return crewOf(schedules).All(w)
}

// Any returns the time within w in which somebody works. With no schedules that is
// none.
func Any(w availability.Span, schedules ...*availability.Schedule) availability.Set {
	return crewOf(schedules).Any(w)
}

// Quorum returns the time within w in which at least k of the people work.
// Quorum of all of them is [All], and of one of them [Any]; with k of zero or less it is
// all of w, and with more than there are it is empty.
func Quorum(w availability.Span, k int, schedules ...*availability.Schedule) availability.Set {
	return crewOf(schedules).Quorum(w, k)
}

// few people are asked for their common time before it is found out who is like whom:
// often nothing is left by then.
const few = 8

// All returns the time within w in which everybody is there. Of a crew without people that
// is all of w.
func (c *Crew) All(w availability.Span) availability.Set {
	if len(c.schedules) == 0 {
		return availability.NewSet(w)
	}
	var n narrowing
	n.common = c.schedules[0].AppendWhen(nil, w, c.states)
	first := c.schedules[:min(few, len(c.schedules))]
	if !n.narrow(first[1:], c.states) {
		return availability.Set{}
	}
	if len(first) < len(c.schedules) {
		classes := c.classes()
		done := int32(0)
		for i := range first {
			done = max(done, classes.of[i]+1) // the first people have the first classes
		}
		if !n.narrow(classes.schedules[done:], c.states) {
			return availability.Set{}
		}
	}
	return availability.NewSet(n.common...)
}

// Any returns the time within w in which somebody is there. Of a crew without people
// that is none.
func (c *Crew) Any(w availability.Span) availability.Set { return c.Quorum(w, 1) }

// Quorum returns the time within w in which at least k people are there: with k of zero or
// less all of w, and with more people than there are none.
func (c *Crew) Quorum(w availability.Span, k int) availability.Set {
	switch {
	case k <= 0:
		return availability.NewSet(w)
	case k > len(c.schedules):
		return availability.Set{}
	case k == len(c.schedules):
		return c.All(w)
	}
	return c.Cover(w).AtLeast(k)
}

// A narrowing is the time common to more and more people, with room for the work.
type narrowing struct {
	common    []availability.Span // canonical
	own, next []availability.Span
}

// narrow leaves of the common time what is everybody's, and reports whether there is some.
func (n *narrowing) narrow(schedules []*availability.Schedule, states availability.State) bool {
	for _, s := range schedules {
		if len(n.common) == 0 {
			return false
		}
		// What lies outside the time common so far cannot matter any more.
		start, _ := n.common[0].Unix()
		_, end := n.common[len(n.common)-1].Unix()
		n.own = s.AppendWhen(n.own[:0], availability.UnixSpan(start, end), states)
		n.next = appendCommon(n.next[:0], n.common, n.own)
		n.common, n.next = n.next, n.common
	}
	return len(n.common) > 0
}

// appendCommon appends what is both in a and in b, which are canonical, as is the result.
func appendCommon(dst, a, b []availability.Span) []availability.Span {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		aStart, aEnd := a[i].Unix()
		bStart, bEnd := b[j].Unix()
		if start, end := max(aStart, bStart), min(aEnd, bEnd); start < end {
			dst = append(dst, availability.UnixSpan(start, end))
		}
		if aEnd < bEnd {
			i++
		} else {
			j++
		}
	}
	return dst
}

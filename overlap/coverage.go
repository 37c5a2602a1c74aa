package overlap

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"

	"github.com/noonmark/noonmark/availability"
)

// A Coverage is a step function of time: at each instant of a span, how many
// people work, and who. Make one with [Cover].
//
// A Coverage is immutable and safe for concurrent use.
type Coverage struct {
	span   availability.Span
	people int
	// changes is sorted by instant. All changes of one instant count together.
	changes []change
}

// A change is a person starting (+1) or stopping (-1) to work.
type change struct {
	at     int64
	person int32
	by     int32
}

// Cover returns who works when within w. People are known by their place in
// schedules, from 0.
func Cover(w availability.Span, schedules ...*availability.Schedule) Coverage {
	c := Coverage{span: w, people: len(schedules)}
	for i, s := range schedules {
		set := s.In(w)
		for sp := range set.All() {
			start, end := sp.Unix()
			c.changes = append(c.changes, change{start, int32(i), +1}, change{end, int32(i), -1})
		}
	}
	slices.SortFunc(c.changes, func(a, b change) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.person, b.person))
	})
	return c
}

// A Step is a span during which the same people work.
type Step struct {
	Span    availability.Span // when
	Count   int               // how many work
	present []uint64          // a bit for each person
}

// People returns who works, as places in the schedules that were given to
// [Cover], in ascending order.
func (s Step) People() []int {
	people := make([]int, 0, s.Count)
	for i, word := range s.present {
		for ; word != 0; word &= word - 1 {
			people = append(people, 64*i+bits.TrailingZeros64(word))
		}
	}
	return people
}

// Steps iterates over the steps of c in time order. They are a partition of its
// span: none is empty, each starts where the one before ends, and the people of
// neighbours differ. Steps in which nobody works are among them.
func (c Coverage) Steps() iter.Seq[Step] {
	return func(yield func(Step) bool) {
		present := make([]uint64, (c.people+63)/64)
		for changes, step := range c.counts() {
			for _, change := range changes {
				present[change.person/64] ^= 1 << (change.person % 64)
			}
			step.present = slices.Clone(present) // the caller may keep the step
			if !yield(step) {
				return
			}
		}
	}
}

// counts iterates over the steps without their people, and the changes that lead
// to each.
func (c Coverage) counts() iter.Seq2[[]change, Step] {
	return func(yield func([]change, Step) bool) {
		start, end := c.span.Unix()
		count := 0
		for i := 0; start < end; {
			first := i
			for ; i < len(c.changes) && c.changes[i].at <= start; i++ {
				count += int(c.changes[i].by)
			}
			next := end
			if i < len(c.changes) {
				next = min(next, c.changes[i].at)
			}
			if !yield(c.changes[first:i], Step{Span: availability.UnixSpan(start, next), Count: count}) {
				return
			}
			start = next
		}
	}
}

// AtLeast returns the time in which k people or more work.
func (c Coverage) AtLeast(k int) availability.Set {
	var spans []availability.Span
	for _, step := range c.counts() {
		if step.Count >= k {
			spans = append(spans, step.Span)
		}
	}
	return availability.NewSet(spans...)
}

// Max returns the largest number of people who work at the same time, and when
// so many do.
func (c Coverage) Max() (int, availability.Set) {
	most := 0
	for _, step := range c.counts() {
		most = max(most, step.Count)
	}
	return most, c.AtLeast(most)
}

// A Group is some of the people and the time in which all of them work.
type Group struct {
	People []int            // places in the schedules, ascending
	When   availability.Set // when all of them work
}

// Largest returns the largest group that ever works at the same time. Among
// groups of the same size it is the one with the most time, then the one that
// meets first. If nobody ever works the group is empty.
func (c Coverage) Largest() Group {
	most, _ := c.Max()
	if most == 0 {
		return Group{}
	}
	type candidate struct {
		people  []int
		spans   []availability.Span
		seconds int64
	}
	var groups []*candidate // in the order in which they first meet
	byPeople := make(map[string]*candidate)
	for step := range c.Steps() {
		if step.Count < most {
			continue
		}
		key := make([]byte, 0, 8*len(step.present))
		for _, word := range step.present {
			for shift := 0; shift < 64; shift += 8 {
				key = append(key, byte(word>>shift))
			}
		}
		g := byPeople[string(key)]
		if g == nil {
			g = &candidate{people: step.People()}
			byPeople[string(key)] = g
			groups = append(groups, g)
		}
		g.spans = append(g.spans, step.Span)
		g.seconds += step.Span.Seconds()
	}
	best := groups[0]
	for _, g := range groups[1:] {
		if g.seconds > best.seconds {
			best = g
		}
	}
	return Group{best.people, availability.NewSet(best.spans...)}
}

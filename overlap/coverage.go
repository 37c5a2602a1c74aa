package overlap

import (
	"iter"
	"slices"
	"sort"
	"sync"

	"github.com/noonmark/noonmark/availability"
)

// A Coverage is a step function of time: at each instant of a span, how many
// people are there, and who. Make one with [Cover] or [Crew.Cover].
//
// How many there are is worked out at once, and who only when it is asked for. A Coverage
// keeps 16 bytes for each span of each schedule that differs from the others, and 12 for
// each step. The zero Coverage is that of an empty span.
//
// A Coverage is immutable and safe for concurrent use.
type Coverage struct{ c *cover }

// A cover is a Coverage and what was worked out about it.
type cover struct {
	span    availability.Span
	classes *classes
	// lists[k] is when the people of class k are there. All the lists one after the other
	// are numbered: that of class k has the spans from first[k] to first[k+1].
	lists [][]availability.Span
	first []int32

	// Step i lasts from starts[i] to starts[i+1], and counts[i] people are there.
	starts []int64
	counts []int32
	whole  bool // all starts, but for the first, are whole minutes

	rankOnce sync.Once
	ranks    []int32

	turnsOnce      sync.Once
	joined, parted turns
}

// turns are the classes that turn up, or leave, at the start of each step:
// classes[first[i]:first[i+1]], in ascending order.
type turns struct{ first, classes []int32 }

var noCover = cover{first: make([]int32, 1)}

func (c Coverage) cover() *cover {
	if c.c == nil {
		return &noCover
	}
	return c.c
}

// Cover returns who works when within w. People are known by their place in
// schedules, from 0.
func Cover(w availability.Span, schedules ...*availability.Schedule) Coverage {
	return crewOf(schedules).Cover(w)
}

// Cover returns who is there when within w.
func (c *Crew) Cover(w availability.Span) Coverage {
	cover := c.last.Load()
	if cover == nil || cover.span != w {
		cover = newCover(w, c.classes(), c.states)
		c.last.Store(cover)
	}
	return Coverage{cover}
}

// newCover works out how many are there when.
func newCover(w availability.Span, classes *classes, states availability.State) *cover {
	c := newLists(w, classes, states)
	if !w.IsEmpty() && !c.countMinutes() {
		c.countSeconds()
	}
	return c
}

// newLists works out when each class is there. The lists lie in blocks of memory, which need
// not be moved as a slice that grows must be.
func newLists(w availability.Span, classes *classes, states availability.State) *cover {
	n := len(classes.schedules)
	c := &cover{span: w, classes: classes, lists: make([][]availability.Span, n), first: make([]int32, n+1)}
	const block = 1 << 11 // 32 KB, above which memory is dearer
	var room []availability.Span
	longest := 0
	for k, s := range classes.schedules {
		if cap(room)-len(room) < longest+longest/2 {
			room = make([]availability.Span, 0, max(min(block, 2*longest*(n-k)), 2*longest, 16))
		}
		from := len(room)
		room = s.AppendWhen(room, w, states)
		c.lists[k] = room[from:len(room):len(room)]
		c.first[k+1] = c.first[k] + int32(len(c.lists[k]))
		longest = max(longest, len(c.lists[k]))
	}
	return c
}

// size returns the number of all spans.
func (c *cover) size() int { return int(c.first[len(c.first)-1]) }

// has reports whether the people of class k are there at u.
func (c *cover) has(k int32, u int64) bool {
	spans := c.lists[k]
	i := sort.Search(len(spans), func(i int) bool {
		_, end := spans[i].Unix()
		return end > u
	})
	if i == len(spans) {
		return false
	}
	start, _ := spans[i].Unix()
	return start <= u
}

// turns makes out who joins and who leaves at which step.
func (c *cover) turns() {
	c.turnsOnce.Do(func() {
		ranks := c.ranked()
		c.joined = c.turnsOf(ranks, 0)
		c.parted = c.turnsOf(ranks, 1)
	})
}

// turnsOf orders the starts of all spans by their steps, or with offset 1 the ends.
func (c *cover) turnsOf(ranks []int32, offset int) turns {
	t := turns{make([]int32, len(c.starts)+1), make([]int32, c.size())}
	for i := offset; i < len(ranks); i += 2 {
		t.first[ranks[i]+1]++
	}
	for i := range len(t.first) - 1 {
		t.first[i+1] += t.first[i]
	}
	next := slices.Clone(t.first)
	for k := range c.classes.size {
		for i := 2*int(c.first[k]) + offset; i < 2*int(c.first[k+1]); i += 2 {
			t.classes[next[ranks[i]]] = int32(k)
			next[ranks[i]]++
		}
	}
	return t
}

func (t *turns) at(step int) []int32 { return t.classes[t.first[step]:t.first[step+1]] }

// people returns the people of the classes, in ascending order.
func (c *cover) people(classes []int32) []int {
	n := 0
	for _, k := range classes {
		n += int(c.classes.size[k])
	}
	if n == 0 {
		return nil
	}
	people := make([]int, 0, n)
	for _, k := range classes {
		people = c.classes.people(people, k)
	}
	if len(classes) > 1 {
		slices.Sort(people)
	}
	return people
}

// A Step is a span during which the same people are there. It may be kept.
type Step struct {
	Span  availability.Span // when
	Count int               // how many are there

	cover *cover
	place int // among the steps
}

// step returns the i-th step.
func (c *cover) step(i int) Step {
	return Step{availability.UnixSpan(c.starts[i], c.starts[i+1]), int(c.counts[i]), c, i}
}

// People returns who is there, as places in the schedules that were given, in
// ascending order. Each call looks at all people; to follow thousands of them from step to
// step, [Step.Joined] and [Step.Left] cost less.
func (s Step) People() []int {
	people := make([]int, 0, s.Count)
	if s.Count == 0 {
		return people
	}
	c := s.cover
	there := make([]bool, len(c.classes.size))
	for k := range there {
		there[k] = c.has(int32(k), c.starts[s.place])
	}
	for place, k := range c.classes.of {
		if there[k] {
			people = append(people, place)
		}
	}
	return people
}

// Has reports whether the person at a place is there.
func (s Step) Has(place int) bool {
	if s.Count == 0 || place < 0 || place >= len(s.cover.classes.of) {
		return false
	}
	return s.cover.has(s.cover.classes.of[place], s.cover.starts[s.place])
}

// Joined returns who comes at the start of s: who is there and was not just before, as
// places in ascending order. In the first step these are all who are there, for nothing is
// known of the time before.
func (s Step) Joined() []int {
	if s.cover == nil {
		return nil
	}
	s.cover.turns()
	return s.cover.people(s.cover.joined.at(s.place))
}

// Left returns who goes at the start of s: who was there just before and is not any more, as
// places in ascending order. In the first step that is nobody.
func (s Step) Left() []int {
	if s.cover == nil {
		return nil
	}
	s.cover.turns()
	return s.cover.people(s.cover.parted.at(s.place))
}

// Steps iterates over the steps of c in time order. They are a partition of its
// span: none is empty, each starts where the one before ends, and the people of
// neighbours differ. Steps in which nobody is there are among them.
func (c Coverage) Steps() iter.Seq[Step] {
	return func(yield func(Step) bool) {
		c := c.cover()
		for i := range c.counts {
			if !yield(c.step(i)) {
				return
			}
		}
	}
}

// runs iterates over the longest runs of steps whose counts are as wanted: from the first
// of each up to the one after its last.
func (c *cover) runs(wanted func(count int) bool) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i := 0; i < len(c.counts); i++ {
			from := i
			for i < len(c.counts) && wanted(int(c.counts[i])) {
				i++
			}
			if i > from && !yield(from, i) {
				return
			}
		}
	}
}

// AtLeast returns the time in which k people or more are there.
func (c Coverage) AtLeast(k int) availability.Set {
	var spans []availability.Span
	cover := c.cover()
	for from, until := range cover.runs(func(count int) bool { return count >= k }) {
		spans = append(spans, availability.UnixSpan(cover.starts[from], cover.starts[until]))
	}
	return availability.NewSet(spans...)
}

// Max returns the largest number of people who are there at the same time, and when
// so many are.
func (c Coverage) Max() (int, availability.Set) {
	most := c.cover().most()
	return most, c.AtLeast(most)
}

func (c *cover) most() int {
	most := int32(0)
	for _, n := range c.counts {
		most = max(most, n)
	}
	return int(most)
}

// A Group is some of the people and the time in which all of them are there.
type Group struct {
	People []int            // places in the schedules, ascending
	When   availability.Set // when all of them are there
}

// Largest returns the largest group that is ever there at the same time. Among
// groups of the same size it is the one with the most time, then the one that
// meets first. If nobody is ever there the group is empty.
func (c Coverage) Largest() Group {
	cover := c.cover()
	most := cover.most()
	if most == 0 {
		return Group{}
	}
	cover.turns()
	type candidate struct {
		first   Step
		spans   []availability.Span
		seconds int64
	}
	var groups []*candidate // in the order in which they first meet
	byPeople := make(map[string]*candidate)
	there := make([]byte, (len(cover.classes.size)+7)/8) // a bit for each class
	for step := range c.Steps() {
		for _, turned := range [][]int32{cover.joined.at(step.place), cover.parted.at(step.place)} {
			for _, k := range turned {
				there[k/8] ^= 1 << (k % 8)
			}
		}
		if step.Count < most {
			continue
		}
		g := byPeople[string(there)]
		if g == nil {
			g = &candidate{first: step}
			byPeople[string(there)] = g
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
	return Group{best.first.People(), availability.NewSet(best.spans...)}
}

package overlap

import (
	"sync"
	"sync/atomic"

	"github.com/noonmark/noonmark/availability"
)

// A Crew is some people and the states in which they count as there: Free alone, or
// Stretch too. People are known by their place, from 0.
//
// Its methods are exact over any window. People whose schedules say the same are computed
// once ([availability.Schedule.Fingerprint]); who is like whom is found out when
// it is first needed, and kept with the Crew. So is the [Coverage] of the window that it was
// asked about last, so that many questions about one window cost little more than one.
//
// A Crew is immutable and safe for concurrent use.
type Crew struct {
	states    availability.State
	schedules []*availability.Schedule

	once  sync.Once
	parts *classes
	last  atomic.Pointer[cover]
}

// NewCrew returns the crew of the given people, who are there in any of the given
// states. No schedule may be nil. The same schedule given twice is two people.
func NewCrew(states availability.State, schedules ...*availability.Schedule) *Crew {
	return &Crew{states: states, schedules: append([]*availability.Schedule(nil), schedules...)}
}

// crewOf returns the crew of a single question: of who is Free.
func crewOf(schedules []*availability.Schedule) *Crew {
	return &Crew{states: availability.Free, schedules: schedules}
}

// classes part the people of a crew by what their schedules say.
type classes struct {
	schedules []*availability.Schedule // one of each class, in the order of their first people
	of        []int32                  // the class of each person, by place
	size      []int32                  // how many people each class has

	once    sync.Once
	first   []int32 // members[first[k]:first[k+1]] are the people of class k
	members []int32
}

func (c *Crew) classes() *classes {
	c.once.Do(func() { c.parts = classify(c.schedules) })
	return c.parts
}

func classify(schedules []*availability.Schedule) *classes {
	c := &classes{of: make([]int32, len(schedules))}
	if len(schedules) == 1 { // a fingerprint would not pay
		c.schedules, c.size = schedules, []int32{1}
		return c
	}
	seen := make(map[availability.Fingerprint]int32, min(len(schedules), 256))
	for i, s := range schedules {
		print := s.Fingerprint()
		k, ok := seen[print]
		if !ok {
			k = int32(len(c.schedules))
			seen[print] = k
			c.schedules = append(c.schedules, s)
			c.size = append(c.size, 0)
		}
		c.of[i] = k
		c.size[k]++
	}
	return c
}

// people appends the places of the people of class k, in ascending order.
func (c *classes) people(dst []int, k int32) []int {
	c.once.Do(func() {
		c.first = make([]int32, len(c.size)+1)
		for k, n := range c.size {
			c.first[k+1] = c.first[k] + n
		}
		next := append([]int32(nil), c.first...)
		c.members = make([]int32, len(c.of))
		for place, k := range c.of {
			c.members[next[k]] = int32(place)
			next[k]++
		}
	})
	for _, place := range c.members[c.first[k]:c.first[k+1]] {
		dst = append(dst, int(place))
	}
	return dst
}

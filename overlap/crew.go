package overlap

import "github.com/noonmark/noonmark/availability"

// A Crew is some people and the states in which they count as there: Free alone, or
// Stretch too. People are known by their place, from 0.
//
// A Crew is immutable and safe for concurrent use.
type Crew struct {
	states    availability.State
	schedules []*availability.Schedule
}

// NewCrew returns the crew of the given people, who are there in any of the given
// states.
func NewCrew(states availability.State, schedules ...*availability.Schedule) *Crew {
	return &Crew{states, schedules}
}

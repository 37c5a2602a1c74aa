package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// An Attendance is what a meeting is to one person.
type Attendance struct {
	// Comes says whether they come.
	Comes bool
	// Why is the obstacle, for somebody who does not come.
	Why Obstacle
	// Start and End are what the person's wall clock shows when the meeting begins and when it is
	// over.
	Start, End availability.Civil
	// Burden is what the person pays, or would pay, and Cost the same by its price.
	Burden Burden
	Cost   time.Duration
}

// Attendances returns what the meeting is to each person, by place.
func (c Candidate) Attendances() []Attendance {
	if c.occasion == nil {
		return nil
	}
	s, err := c.occasion.session(c.Span)
	if err != nil { // not for a meeting that was found
		return nil
	}
	return s.attendances(c.Span)
}

// attendances returns what a meeting at which those come who should is to each person.
func (s *session) attendances(meeting availability.Span) []Attendance {
	u, n := startOf(meeting), len(s.seats)
	can, cost, comes := make([]bool, n), make([]int64, n), make([]bool, n)
	s.weigh(u, can, cost, comes)
	all := make([]Attendance, n)
	for i, st := range s.seats {
		all[i] = st.attendance(meeting)
		a := &all[i]
		a.Comes = comes[i]
		switch {
		case a.Comes:
		case can[i]:
			a.Why = Obstacle{Kind: OverWeight}
		default:
			a.Why = st.obstacle(u)
		}
	}
	return all
}

// attendance returns what a meeting within the session's span is to the person, apart from whether they come.
func (s *seat) attendance(meeting availability.Span) Attendance {
	b := s.toll().burden(meeting)
	return Attendance{Start: civil(s.schedule, meeting.Start()), End: civil(s.schedule, meeting.End()), Burden: b, Cost: b.Cost(s.Prices)}
}

// Missing returns who does not come, by place, in ascending order.
func (c Candidate) Missing() []int {
	var missing []int
	for i, a := range c.Attendances() {
		if !a.Comes {
			missing = append(missing, i)
		}
	}
	return missing
}

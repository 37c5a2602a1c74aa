package overlap

import (
	"fmt"

	"github.com/noonmark/noonmark/availability"
)

// An Obstacle says why somebody does not come to a meeting. It is the first of these
// that is true; the zero Obstacle is none.
type Obstacle struct {
	// Kind says what is in the way.
	Kind ObstacleKind
	// State is the state that is not allowed, for InState: the first one in the meeting.
	State availability.State
	// Limit is the one that would be broken, for OverLimit.
	Limit Limit
}

// An ObstacleKind is a kind of [Obstacle].
type ObstacleKind int

// The kinds of obstacles.
const (
	NoObstacle   ObstacleKind = iota
	InState                   // they are in a state that is not allowed
	OutOfBounds               // it is earlier or later than Meeting.Within on their wall clock
	NearMeeting               // another meeting is within the buffers
	FullDay                   // they have enough meetings on that day
	OverLimit                 // it would break one of Meeting.Limits
	OverWeight                // they are optional, and the burden is more than their presence is worth
	BeforeNotice              // whoever prepares has not had the time
)

// String says what is in the way, such as "leave" or "daily rest".
func (o Obstacle) String() string {
	switch o.Kind {
	case NoObstacle:
		return "nothing"
	case InState:
		return o.State.String()
	case OutOfBounds:
		return "too early or too late"
	case NearMeeting:
		return "another meeting too near"
	case FullDay:
		return "a full day"
	case OverLimit:
		return o.Limit.String()
	case OverWeight:
		return "too heavy a burden"
	case BeforeNotice:
		return "too short notice"
	}
	return fmt.Sprintf("ObstacleKind(%d)", int(o.Kind))
}

// obstacle returns why the person cannot come to the meeting that starts at the second
// u.
func (s *seat) obstacle(u int64) Obstacle {
	if !s.starts.contain(u) {
		for _, state := range s.schedule.Timeline(s.meetingAt(u)) {
			if state&s.States == 0 {
				return Obstacle{Kind: InState, State: state}
			}
		}
	}
	return s.otherObstacle(u)
}

// otherObstacle returns what would be in the way if all states were allowed.
func (s *seat) otherObstacle(u int64) Obstacle {
	meeting := s.meetingAt(u)
	end := endOf(meeting)
	if !s.Within.Equal(availability.Hours{}) && !availability.NewSet(meeting).Subtract(s.bounds(meeting)).IsEmpty() {
		return Obstacle{Kind: OutOfBounds}
	}
	for _, buffer := range []availability.Span{
		availability.UnixSpan(u-seconds(s.Before), u), availability.UnixSpan(end, end+seconds(s.After)),
	} {
		if !s.schedule.When(buffer, availability.Busy).IsEmpty() {
			return Obstacle{Kind: NearMeeting}
		}
	}
	if s.PerDay > 0 {
		day := localDay(s.schedule.Zone(), meeting.Start())
		if s.fullDays(s.schedule.When(surrounding(day), availability.Busy)).Contains(meeting.Start()) {
			return Obstacle{Kind: FullDay}
		}
	}
	if limit, refused := s.refuses(meeting); refused {
		return Obstacle{Kind: OverLimit, Limit: limit}
	}
	return Obstacle{}
}

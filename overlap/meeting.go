package overlap

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Meeting says what a time is wanted for: how long it takes, who comes, and what
// may be asked of them. [Find], [Series] and [Rotate] look for its time.
//
// People are known by their place in People, from 0.
type Meeting struct {
	// Duration is how long it takes: whole seconds, from 1 s to [MaxDuration].
	Duration time.Duration
	// People are who is asked. At least one; at most MaxPeople.
	People []Attendee
	// Quotas ask for at least some of several people.
	Quotas []Quota

	// States are those in which people can come. Zero stands for Free and Stretch;
	// for Rotate, for all but Focus, Busy, Holiday and Leave.
	States availability.State
	// Within are the earliest and latest times on the wall clock of each who comes, such as
	// "08:00-20:00": the whole meeting lies within one stretch of them. Zero sets no bounds.
	Within availability.Hours
	// Before and After are how long before and after the meeting nobody who comes is
	// in another one (Busy). They need not work then.
	Before, After time.Duration
	// PerDay is the most meetings a day of each person, this one included: runs of
	// Busy time, counted on the day of their wall clock on which they start. Zero sets no limit.
	PerDay int
	// Limits bound what may be asked of each. The zero Limits sets none.
	Limits Limits
	// Prices say what is a burden. The zero Prices stand for [DefaultPrices].
	Prices Prices

	// Grid is the distance of possible starts: they are multiples of it since midnight on the
	// wall clock of Clock, or of UTC if that is nil. It divides a day into equal
	// parts; zero stands for 15 minutes.
	Grid  time.Duration
	Clock *availability.Zone
}

// An Attendee is somebody who is asked to a meeting.
type Attendee struct {
	// Schedule is the person, compiled.
	Schedule *availability.Schedule
	// Optional says that the meeting can take place without them. They come if they
	// can, unless their burden would be more than Weight.
	Optional bool
	// Weight is how much burden their presence is worth, for those who are optional. A
	// meeting that they miss costs as much. Zero stands for an hour; at most MaxWeight.
	Weight time.Duration
}

// A Quota asks for at least AtLeast of the people Of, who are given by their places. They
// are optional, but if too few of them would come, those come too for whom it is the
// least burden; of equals, the first.
type Quota struct {
	AtLeast int   // how many have to come, from 0 to all of them
	Of      []int // the places of the people, each once
}

// The limits of a request.
const (
	MaxDuration = 7 * 24 * time.Hour
	MaxPeople   = 10_000
	MaxWeight   = 366 * 24 * time.Hour
)

// A RequestError says what is wrong with a request, and how to mend it.
type RequestError struct {
	Field  string // the field, such as "Duration" or "Quotas[1]"
	Reason string // what is wrong with it, and how to mend it
}

// Error names the field and the reason.
func (e *RequestError) Error() string {
	return fmt.Sprintf("overlap: request: %s: %s", e.Field, e.Reason)
}

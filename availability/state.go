package availability

import (
	"math/bits"
	"strings"
)

// A State is what a person is in at an instant, as a bit, or a set of such states.
// At every instant each person is in exactly one, so the states partition any
// span. A query names the states that it wants: s.When(w, Free|Focus).
type State uint8

// The states of working time, and those of all other time.
const (
	Free     State = 1 << iota // working, and there for others
	Focus                      // working, not to be interrupted
	Busy                       // working, in a meeting
	Stretch                    // not working, but would accept a meeting, at a cost
	OffHours                   // not working, on a day that has working hours
	RestDay                    // not working, on a day that has none
	Holiday                    // a public holiday
	Leave                      // time off
)

// The sets that are asked for most.
const (
	Working  = Free | Focus | Busy
	AnyState = Working | Stretch | OffHours | RestDay | Holiday | Leave
)

// stateNames are the names of the states in team files, by bit.
var stateNames = [...]string{"free", "focus", "busy", "stretch", "off hours", "rest day", "holiday", "leave"}

// String returns the name of the state, or those of a set of states joined by
// "|"; for none, "none".
func (s State) String() string {
	if s == 0 {
		return "none"
	}
	var names []string
	for i, name := range stateNames {
		if s&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, "|")
}

// isOne reports whether s is one state and not a set.
func (s State) isOne() bool { return bits.OnesCount8(uint8(s)) == 1 }

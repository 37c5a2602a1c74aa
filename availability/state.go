package availability

import (
	"fmt"
	"math/bits"
	"slices"
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

// ParseState reads what String writes: the name of a state, such as "off hours", or
// several joined by "|". The error names the nearest state there is.
func ParseState(name string) (State, error) {
	s, err := parseState(name)
	if err != nil {
		return 0, fmt.Errorf(prefix+"%w", err)
	}
	return s, nil
}

func parseState(text string) (State, error) {
	if text == State(0).String() {
		return 0, nil
	}
	var s State
	for name := range strings.SplitSeq(text, "|") {
		i := slices.Index(stateNames[:], name)
		if i >= 0 {
			s |= 1 << i
			continue
		}
		if guess := nearest(name, stateNames[:]); guess != "" {
			return 0, fmt.Errorf("unknown state %s%s", quoted(name), didYouMean(guess))
		}
		return 0, fmt.Errorf("unknown state %s: the states are %s", quoted(name), strings.Join(stateNames[:], ", "))
	}
	return s, nil
}

// MarshalText writes s as String does.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads s as ParseState does.
func (s *State) UnmarshalText(text []byte) error {
	parsed, err := ParseState(string(text))
	if err == nil {
		*s = parsed
	}
	return err
}

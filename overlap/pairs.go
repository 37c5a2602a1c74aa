package overlap

import (
	"iter"

	"github.com/noonmark/noonmark/availability"
)

// A Pair is two people and the time that they share within a window.
type Pair struct {
	A, B int // their places

	// Seconds is for how long both are there, and SecondsA and SecondsB for how long each
	// of them is, with or without the other.
	Seconds, SecondsA, SecondsB int64
}

// Shares returns which part of A's time is B's too, and which part of B's time is
// A's: from 0 to 1. Of somebody who is never there it is 0; SecondsA or SecondsB tell
// that from sharing nothing.
func (p Pair) Shares() (ofA, ofB float64) {
	return share(p.Seconds, p.SecondsA), share(p.Seconds, p.SecondsB)
}

// A PairTable holds the time that each two people of a crew share within a window. Make one
// with [Pairs] or [Crew.Pairs].
//
// It keeps 8 bytes for each two of the schedules that differ, whatever the number of people
// who have them: at most some 67 MB. The zero PairTable is that of nobody. A
// PairTable is immutable and safe for concurrent use.
type PairTable struct {
	classes *classes
	// shared[k*(k+1)/2+l] is what the classes k and l <= k share, in seconds.
	shared []int64
}

// MaxDistinct is how many schedules that differ a [PairTable] may have.
const MaxDistinct = 4096

// Pairs returns the working time that each two people share within w. It is the same as
// [Crew.Pairs] for people who are Free.
func Pairs(w availability.Span, schedules ...*availability.Schedule) (PairTable, error) {
	return crewOf(schedules).Pairs(w)
}

// Pairs returns the time that each two people share within w. More than [MaxPeople] people,
// or than [MaxDistinct] of them who differ in their schedules, are a [*RequestError].
func (c *Crew) Pairs(w availability.Span) (PairTable, error) {
	if n := len(c.schedules); n > MaxPeople {
		return PairTable{}, wrong("People", "%d are too many for all pairs: the limit is %d", n, MaxPeople)
	}
	classes := c.classes()
	n := len(classes.schedules)
	if n > MaxDistinct {
		return PairTable{}, wrong("People", "%d different schedules are too many for all pairs: the limit is %d, so ask for parts of the crew", n, MaxDistinct)
	}
	cover := c.Cover(w).c
	t := PairTable{classes, make([]int64, 0, n*(n+1)/2)}
	ranks := cover.ranked()
	// passed[i] is how much of a row's time has passed when step i starts, so what it shares
	// with a span is one subtraction.
	passed := make([]int64, len(cover.starts))
	for k := range n {
		cover.pass(passed, int32(k))
		for l := range k + 1 {
			sum := int64(0)
			spans := ranks[2*cover.first[l] : 2*cover.first[l+1]]
			for i := 0; i+1 < len(spans); i += 2 {
				sum += passed[spans[i+1]] - passed[spans[i]]
			}
			t.shared = append(t.shared, sum)
		}
	}
	return t, nil
}

// pass sets passed[i] to how many seconds of the time of class k lie before step i.
func (c *cover) pass(passed []int64, k int32) {
	ranks := c.ranked()[2*c.first[k] : 2*c.first[k+1]]
	sum, step := int64(0), int32(0)
	for i := 0; i+1 < len(ranks); i += 2 {
		for ; step <= ranks[i]; step++ {
			passed[step] = sum
		}
		start := c.starts[ranks[i]]
		for ; step <= ranks[i+1]; step++ {
			passed[step] = sum + c.starts[step] - start
		}
		sum = passed[ranks[i+1]]
	}
	for ; int(step) < len(passed); step++ {
		passed[step] = sum
	}
}

// Len returns the number of people.
func (t PairTable) Len() int {
	if t.classes == nil {
		return 0
	}
	return len(t.classes.of)
}

// At returns the pair of the people at places a and b, in either order. Of somebody with
// themselves it is their whole time. It panics unless 0 <= a, b < Len(), as an index into a
// slice does.
func (t PairTable) At(a, b int) Pair {
	k, l := t.classes.of[a], t.classes.of[b]
	return Pair{a, b, t.seconds(k, l), t.seconds(k, k), t.seconds(l, l)}
}

func (t *PairTable) seconds(k, l int32) int64 {
	if k < l {
		k, l = l, k
	}
	return t.shared[int(k)*(int(k)+1)/2+int(l)]
}

// All iterates over all pairs of two people, each once with A < B, in the order of A
// and then of B.
func (t PairTable) All() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		n := t.Len()
		for a := range n {
			for b := a + 1; b < n; b++ {
				if !yield(t.At(a, b)) {
					return
				}
			}
		}
	}
}

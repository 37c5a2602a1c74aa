package overlap

import (
	"cmp"
	"slices"
)

// A rota is what [Rotate] chooses from, in plain numbers: one choice for each turn. Weighted
// seconds are counted in units, the largest number of them that divides all there are, so
// totals that differ do so by one at least.
//
// Only people who bear something in some choice have a column; the totals of the others
// are the same in every plan.
type rota struct {
	unit    int64   // weighted seconds
	columns []int   // places of people
	base    []int64 // by column: what each has borne before
	turns   []turn
	runs    []run // all turns, in order
	classes int
	// bits has a bit for each column that has borne nothing before. If there are more than
	// 64 of them it is not used, and many is set.
	bits []uint64
	many bool
}

// A turn is what there is to choose from in one occurrence.
type turn struct {
	choices []choice // in the order of their starts; at least one
	class   int      // turns of one class have the same choices but for the starts
}

// A run is turns of one class that follow each other: from first up to, but not including,
// end. Their picks can be exchanged without a change of the totals.
type run struct{ first, end, class int }

// A choice is a start of a meeting.
type choice struct {
	start  int64
	missed int64   // the weights of those who miss it, in seconds
	night  bool    // whether somebody is asked for their night
	cost   []int64 // by column, in units
	gives  uint64  // the bits of those to whom it costs something
}

// mostPairs is the number of choices of a turn above which they are not compared pair by
// pair.
const mostPairs = 4096

// worthwhile returns the choices that can be in a plan, in the order of their starts.
//
// A choice cannot if another one of the turn costs nobody more and somebody less: nobody
// bears anything for no one's good, not even to have given something before another is
// asked for a night. But a choice that asks nobody for a night does not yield to
// one that does. Of choices with the same costs the one with the least missed stays, then the
// earliest; and if that one asks for a night, the first that does not.
func worthwhile(choices []choice) []choice {
	slices.SortFunc(choices, func(a, b choice) int {
		return cmp.Or(slices.Compare(a.cost, b.cost), cmp.Compare(a.missed, b.missed), cmp.Compare(a.start, b.start))
	})
	kept := choices[:0]
	for _, c := range choices {
		if n := len(kept); n == 0 || !slices.Equal(kept[n-1].cost, c.cost) || kept[n-1].night && !c.night {
			kept = append(kept, c)
		}
	}
	choices = kept
	if len(choices) <= mostPairs {
		all := slices.Clone(choices)
		choices = slices.DeleteFunc(choices, func(c choice) bool {
			return slices.ContainsFunc(all, func(by choice) bool { return by.dominates(&c) })
		})
	}
	slices.SortFunc(choices, func(a, b choice) int { return cmp.Compare(a.start, b.start) })
	return choices
}

// dominates reports whether a costs nobody more than b and somebody less, and asks for no
// night if b does not.
func (a *choice) dominates(b *choice) bool {
	if a.night && !b.night {
		return false
	}
	less := false
	for i, c := range a.cost {
		if c > b.cost[i] {
			return false
		}
		less = less || c < b.cost[i]
	}
	return less
}

// alike reports whether the two are the same to a plan, but for the start.
func (a choice) alike(b choice) bool {
	return a.night == b.night && a.missed == b.missed && slices.Equal(a.cost, b.cost)
}

// arrange finds the bits, the classes and the runs, and leaves out what is not worthwhile.
func (r *rota) arrange() {
	r.bits = make([]uint64, len(r.base))
	bit := uint64(1)
	for i, b := range r.base {
		if b == 0 {
			r.many = r.many || bit == 0
			r.bits[i] = bit
			bit <<= 1
		}
	}
	var firsts []int
	for t := range r.turns {
		choices := worthwhile(r.turns[t].choices)
		for k := range choices {
			for i, x := range choices[k].cost {
				if x > 0 {
					choices[k].gives |= r.bits[i]
				}
			}
		}
		r.turns[t].choices = choices
		class := slices.IndexFunc(firsts, func(first int) bool {
			return slices.EqualFunc(r.turns[first].choices, choices, choice.alike)
		})
		if class < 0 {
			class = len(firsts)
			firsts = append(firsts, t)
		}
		r.turns[t].class = class
		if n := len(r.runs); n > 0 && r.runs[n-1].class == class {
			r.runs[n-1].end++
		} else {
			r.runs = append(r.runs, run{t, t + 1, class})
		}
	}
	r.classes = len(firsts)
}

// fresh returns the bits of those who have borne nothing, given the totals.
func (r *rota) fresh(totals []int64) uint64 {
	var fresh uint64
	if r.many {
		return 0
	}
	for i, x := range totals {
		if x == 0 {
			fresh |= r.bits[i]
		}
	}
	return fresh
}

// early returns 1 if it is an early night to take the choice when those in left have
// still borne nothing after it, and else 0.
func (c *choice) early(left uint64) int {
	if c.night && left != 0 {
		return 1
	}
	return 0
}

// gcd returns the greatest common divisor of numbers that are not negative; that of 0 and
// a is a.
func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

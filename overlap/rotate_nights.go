package overlap

// nights says how few early nights there can be from each turn on. That depends only on
// who has borne nothing until then.
type nights struct {
	kinds [][]nightKind // by turn
	known map[nightState]int
	many  bool // see rota
	full  bool // there were too many states, so the figures are lower bounds
}

// A nightKind is what matters of a choice to early nights.
type nightKind struct {
	gives uint64
	night bool
}

type nightState struct {
	turn  int
	fresh uint64
}

const mostNightStates = 1 << 16

func (r *rota) nights() *nights {
	n := &nights{known: make(map[nightState]int), many: r.many}
	for _, t := range r.turns {
		var kinds []nightKind
		seen := make(map[nightKind]bool)
		for _, c := range t.choices {
			if k := (nightKind{c.gives, c.night}); !seen[k] {
				seen[k] = true
				kinds = append(kinds, k)
			}
		}
		n.kinds = append(n.kinds, kinds)
	}
	return n
}

// least returns the fewest early nights from turn t on if those in fresh have borne nothing
// before it, or a lower bound if the states are too many.
func (n *nights) least(t int, fresh uint64) int {
	if fresh == 0 || t == len(n.kinds) {
		return 0
	}
	state := nightState{t, fresh}
	if k, ok := n.known[state]; ok {
		return k
	}
	if len(n.known) >= mostNightStates {
		n.full = true
		return 0
	}
	least := len(n.kinds)
	for _, k := range n.kinds[t] {
		left := fresh &^ k.gives
		early := 0
		if k.night && left != 0 {
			early = 1
		}
		if early < least {
			least = min(least, early+n.least(t+1, left))
		}
	}
	n.known[state] = least
	return least
}

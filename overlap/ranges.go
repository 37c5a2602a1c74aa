package overlap

import (
	"cmp"
	"slices"
	"sort"
)

// ranges are sorted, disjoint ranges of ticks, none of them empty.
type ranges []tickRange

type tickRange struct{ from, to tick } // half-open

func (r ranges) add(from, to tick) ranges {
	if from >= to {
		return r
	}
	if n := len(r); n > 0 && r[n-1].to == from {
		r[n-1].to = to
		return r
	}
	return append(r, tickRange{from, to})
}

// after returns the ranges of r that end after x.
func (r ranges) after(x tick) ranges {
	return r[sort.Search(len(r), func(i int) bool { return r[i].to > x }):]
}

func (r ranges) intersect(o ranges) ranges {
	var out ranges
	for len(r) > 0 && len(o) > 0 {
		out = out.add(max(r[0].from, o[0].from), min(r[0].to, o[0].to))
		if r[0].to < o[0].to {
			r = r[1:]
		} else {
			o = o[1:]
		}
	}
	return out
}

func (r ranges) subtract(o ranges) ranges {
	var out ranges
	for _, x := range r {
		for len(o) > 0 && o[0].to <= x.from {
			o = o[1:]
		}
		for _, y := range o {
			if y.from >= x.to {
				break
			}
			out = out.add(x.from, y.from)
			x.from = max(x.from, y.to)
		}
		out = out.add(x.from, x.to)
	}
	return out
}

func (r ranges) union(o ranges) ranges {
	all := slices.Concat(r, o)
	slices.SortFunc(all, func(a, b tickRange) int { return cmp.Compare(a.from, b.from) })
	var out ranges
	for _, x := range all {
		if n := len(out); n > 0 && x.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, x.to)
			continue
		}
		out = append(out, x)
	}
	return out
}

// joined returns r with all gaps filled that are not longer than gap.
func (r ranges) joined(gap tick) ranges {
	var out ranges
	for _, x := range r {
		if n := len(out); n > 0 && x.from-out[n-1].to <= gap {
			out[n-1].to = x.to
			continue
		}
		out = append(out, x)
	}
	return out
}

// identity is the function by which what is sent within r arrives at once.
func (r ranges) identity() []piece {
	in := make([]piece, len(r))
	for i, x := range r {
		in[i] = piece{from: x.from, to: x.to, kind: delay}
	}
	return in
}

// answered returns where messages are answered.
func answered(pieces []piece) ranges {
	var out ranges
	for _, p := range pieces {
		if p.kind != never {
			out = out.add(p.from, p.to)
		}
	}
	return out
}

// equal returns where two functions on the same ranges are the same.
func equal(a, b []piece) ranges {
	var out ranges
	for p, q := range both(a, b) {
		if p.kind == q.kind && p.value == q.value {
			out = out.add(p.from, p.to)
		} else if x, ok := crossing(p, q); ok {
			out = out.add(x, x+1)
		}
	}
	return out
}

// appendLegs appends the parts of legs within r to dst.
func appendLegs(dst, legs []leg, r ranges) []leg {
	for _, l := range legs {
		for _, x := range r.after(l.arrive.from) {
			if x.from >= l.arrive.to {
				break
			}
			dst = append(dst, leg{l.step, l.arrive.clip(x.from, x.to), l.leave.clip(x.from, x.to)})
		}
	}
	return dst
}

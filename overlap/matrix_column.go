package overlap

import (
	"math"
	"slices"

	"github.com/noonmark/noonmark/availability"
)

// # A column of the matrix
//
// Let F(t) be the sum of the waits of what is sent from the first instant on until t. The waits of
// what an asker sends within [s, e) are F(e)-F(s), so all that a pair needs is F at the
// borders of the asker's day, and 2F is an integer there: pieces are straight lines with borders at
// whole seconds. All askers together have few borders, as people keep similar hours. So F is
// tabulated at all of them, once for each answerer.

// borders are the instants at which somebody starts or stops to ask.
type borders struct {
	at   []int64  // in order
	from tick     // the range that they span
	to   tick     //
	list []uint32 // for all rows one after the other, the indexes in at of each start and end
	ends []int    // by row, where its part of list ends

	table []int64 // of F, for the column that is worked on
}

func newBorders(rows []*asker) *borders {
	b := new(borders)
	n := 0
	for _, r := range rows {
		n += 2 * len(r.time)
	}
	b.at = make([]int64, 0, n)
	for _, r := range rows {
		for _, sp := range r.time {
			start, end := sp.Unix()
			b.at = append(b.at, start, end)
		}
	}
	if n == 0 {
		b.ends = make([]int, len(rows))
		return b
	}
	flat := b.at
	b.at = distinct(flat)
	b.table = make([]int64, len(b.at))
	index := make(map[int64]uint32, len(b.at))
	for i, at := range b.at {
		index[at] = uint32(i)
	}
	b.list = make([]uint32, n)
	for i, at := range flat {
		b.list[i] = index[at]
	}
	end := 0
	for _, r := range rows {
		end += 2 * len(r.time)
		b.ends = append(b.ends, end)
	}
	b.from, b.to = tick(2*b.at[0]), tick(2*b.at[len(b.at)-1])
	return b
}

// distinct returns the different values, in order.
func distinct(values []int64) []int64 {
	seen := make(map[int64]bool, len(values)/8)
	var out []int64
	for _, v := range values {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out
}

// column returns the sums of all rows for one answerer.
func (b *borders) column(r Reply, rows []*asker) cells {
	pieces := r.over(b.from, b.to)
	if b.tooLarge(pieces) {
		return largeColumn(r, rows)
	}
	var c cells
	b.tabulate(pieces, func(p piece) (rate, square int64) {
		switch p.kind {
		case delay:
			return 2 * p.value.second(), 0
		case moment:
			return 2 * (p.value.second() - p.from.second()), 1
		}
		return 0, 0
	})
	c.sum2 = b.differences(len(rows))
	if slices.ContainsFunc(pieces, func(p piece) bool { return p.kind == never }) {
		b.tabulate(pieces, func(p piece) (rate, square int64) {
			if p.kind == never {
				return 0, 0
			}
			return 1, 0
		})
		c.answered = b.differences(len(rows))
	}
	return c
}

// tooLarge reports whether a sum of waits, doubled, may not fit an int64. No wait is longer
// than from the first message to the last answer.
func (b *borders) tooLarge(pieces []piece) bool {
	longest := int64(0)
	for _, p := range pieces {
		if p.kind == moment {
			longest = max(longest, (p.value-p.from).second()+1)
		} else {
			longest = max(longest, p.value.second())
		}
	}
	return longest > 0 && (b.to-b.from).second() > math.MaxInt64/2/longest
}

// tabulate fills in the integral at all borders of a function on pieces: so far into one of them, its
// value is the rate less twice that time if square is 1.
func (b *borders) tabulate(pieces []piece, line func(piece) (rate, square int64)) {
	k, sum := 0, int64(0)
	for _, p := range pieces {
		start, end := p.from.second(), p.to.second()
		rate, square := line(p)
		for k < len(b.at) && b.at[k] <= end {
			t := b.at[k] - start
			b.table[k] = sum + t*(rate-square*t)
			k++
		}
		t := end - start
		sum += t * (rate - square*t)
	}
}

// differences returns for each row the sum of what the table grows by in its time.
func (b *borders) differences(rows int) []int64 {
	out := make([]int64, rows)
	start := 0
	for row, end := range b.ends {
		list := b.list[start:end]
		var sum int64
		for len(list) >= 2 {
			sum += b.table[list[1]] - b.table[list[0]]
			list = list[2:]
		}
		out[row] = sum
		start = end
	}
	return out
}

// largeColumn is column for waits of any length.
func largeColumn(r Reply, rows []*asker) cells {
	c := cells{large: make([]wide, len(rows)), answered: make([]int64, len(rows))}
	for i, row := range rows {
		w := r.Wait(availability.NewSet(row.time...))
		c.large[i], c.answered[i] = w.sum2, w.answered
	}
	return c
}

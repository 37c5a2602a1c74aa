package overlap

import (
	"context"
	"slices"

	"github.com/noonmark/noonmark/availability"
)

// A seriesBoard remembers the outcome of a meeting at each start that somebody asked
// about. The same instants come up under many anchors, so they are worked out once, some
// neighbours at a time.
type seriesBoard struct {
	*session
	ctx        context.Context
	err        error // of the context; the board is not to be used any more
	start, end int64 // of the season
	step       int64
	pages      int
	lanes      []*boardLane
	seats      []*boardSeat

	can, comes []bool // by cell and place
	costs      []int64
}

// A boardLane holds the starts that have the same rest modulo the step. There is one,
// unless the anchors differ by what is no multiple of the grid.
type boardLane struct {
	rest  int64
	pages []*[pageCells]outcome
}

// pageCells is how many starts are worked out at once.
const pageCells = 64

// An outcome is what a meeting costs in weighted seconds, times two, and one more if everybody
// comes; or cannot.
type outcome int64

// cannot is the outcome of a meeting that cannot take place.
const cannot outcome = -1

func (o outcome) cost() int64  { return int64(o >> 1) }
func (o outcome) suits() int32 { return int32(o & 1) }

// newSeriesBoard returns an empty board.
func newSeriesBoard(ctx context.Context, s *session, season availability.Span) *seriesBoard {
	b := &seriesBoard{session: s, ctx: ctx, step: seconds(s.Grid)}
	b.start, b.end = season.Unix()
	b.pages = int((b.end-b.start)/(b.step*pageCells)) + 1
	n := pageCells * len(s.People)
	b.can, b.comes, b.costs = make([]bool, n), make([]bool, len(s.People)), make([]int64, n)
	places := make(map[*seat]*boardSeat)
	for i, seat := range s.seats {
		bs := places[seat]
		if bs == nil {
			bs = &boardSeat{seat: seat}
			places[seat] = bs
			b.seats = append(b.seats, bs)
		}
		bs.places = append(bs.places, i)
		bs.required = bs.required || !s.People[i].Optional
	}
	return b
}

// at returns the outcome of the meeting that starts at the second u and lies in the season.
func (b *seriesBoard) at(u int64) outcome {
	cell := (u - b.start) / b.step
	lane := b.lane(u - b.start - cell*b.step)
	page := cell / pageCells
	cells := lane.pages[page]
	if cells == nil {
		cells = b.work(b.start + lane.rest + page*pageCells*b.step)
		lane.pages[page] = cells
	}
	return cells[cell%pageCells]
}

func (b *seriesBoard) lane(rest int64) *boardLane {
	for _, l := range b.lanes {
		if l.rest == rest {
			return l
		}
	}
	l := &boardLane{rest, make([]*[pageCells]outcome, b.pages)}
	b.lanes = append(b.lanes, l)
	return l
}

// work works out the cells from the start u on.
func (b *seriesBoard) work(u int64) *[pageCells]outcome {
	cells := new([pageCells]outcome)
	if b.err = b.ctx.Err(); b.err != nil {
		return cells
	}
	n := int((b.end - seconds(b.Duration) - u + b.step) / b.step) // those that lie in the season
	n = min(max(n, 0), pageCells)
	for i := n; i < pageCells; i++ {
		cells[i] = cannot
	}
	open := n
	for _, required := range []bool{true, false} {
		for _, seat := range b.seats {
			if seat.required == required && open > 0 {
				open -= seat.fill(b, u, cells[:n])
			}
		}
	}
	if open == 0 {
		return cells
	}
	people := len(b.People)
	for i, cell := range cells[:n] {
		if cell == cannot {
			continue
		}
		from, to := i*people, (i+1)*people
		total, _, ok := b.settle(b.can[from:to], b.costs[from:to], b.comes)
		switch {
		case !ok:
			cells[i] = cannot
		case slices.Contains(b.comes, false):
			cells[i] = outcome(total << 1)
		default:
			cells[i] = outcome(total<<1 | 1)
		}
	}
	return cells
}

// A boardSeat is a seat and whose it is.
type boardSeat struct {
	*seat
	places   []int
	required bool
}

// fill says whether the person can come to each meeting from the start u on and what it
// costs them, where the meeting can still take place. It returns at how many starts it
// cannot because of the person.
func (s *boardSeat) fill(b *seriesBoard, u int64, cells []outcome) (closed int) {
	t := s.toll()
	length := seconds(s.Duration)
	people := len(b.People)
	span := firstEndingAfter(s.starts, u)
	// The cursors start at the first meeting that is possible, and only go on.
	first, last := -1, 0
	for i := range cells {
		at := u + int64(i)*b.step
		if cells[i] == cannot {
			continue
		}
		can, cost := false, int64(0)
		for span < len(s.starts) {
			start, end := s.starts[span].Unix()
			if at < end {
				can = start <= at
				break
			}
			span++
		}
		if can {
			_, refused := s.refuses(s.meetingAt(at))
			can = !refused
		}
		if !can && s.required {
			cells[i] = cannot
			closed++
			continue
		}
		if can {
			end := at + length
			if first < 0 {
				first, last = t.find(at), t.find(end-1)
			}
			for first+1 < len(t.starts) && t.starts[first+1] <= at {
				first++
			}
			for last+1 < len(t.starts) && t.starts[last+1] < end {
				last++
			}
			cost = t.sums[last] + (end-t.starts[last])*t.prices[t.bands[last]] -
				t.sums[first] - (at-t.starts[first])*t.prices[t.bands[first]]
		}
		for _, place := range s.places {
			b.can[i*people+place], b.costs[i*people+place] = can, cost
		}
	}
	return closed
}

// firstEndingAfter returns the place of the first span that ends after the second u.
func firstEndingAfter(spans []availability.Span, u int64) int {
	from, to := 0, len(spans)
	for from < to {
		mid := (from + to) / 2
		if _, end := spans[mid].Unix(); end <= u {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return from
}

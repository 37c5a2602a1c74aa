package overlap

import (
	"context"
	"encoding/binary"
	"math/bits"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A shiftTable is all that a search for moves has to know. Days on which everybody's time
// is the same for every move, as it mostly is from week to week, are held once.
//
// Time is cut into cells in which nobody comes or goes, and who is there in which of them is a
// bit. The words of all days lie behind each other.
type shiftTable struct {
	atLeast int
	domains [][]moveIndex // by place: the moves that are allowed, in their order
	// sets are by place and move; those of people who are alike are shared. They hold a step
	// more either way than any allowed move, for margins.
	sets     [][][]uint64
	limits   [][]Limit // that each move would break
	excluded []ShiftExclusion

	days    []shiftDay
	counted int     // days
	cells   []int64 // their seconds, 64 for each word
	// uniform is by word: the seconds of each of its cells that are not empty if they are all of
	// the same length, else 0.
	uniform []int64
}

// A shiftDay is some days that are alike.
type shiftDay struct {
	times       int64 // how many days
	want        int64 // seconds on each
	first, last int   // its words, half-open
}

// A shiftPlan is the move of each, by place.
type shiftPlan []moveIndex

func (t *shiftTable) newPlan() shiftPlan { return make(shiftPlan, len(t.sets)) }

// A shiftSource is a day as it is read.
type shiftSource struct {
	span  availability.Span
	want  int64
	there uint32 // who is there, unmoved: a bit for each place
	// key is what makes days alike, as varints: the length, and for each set how many pieces
	// are in the day, with their starts and ends since its start.
	key []byte
}

// newShiftTable prepares r, which has been checked.
func newShiftTable(ctx context.Context, r *ShiftRequest) (*shiftTable, error) {
	days, err := r.days()
	if err != nil {
		return nil, err
	}
	n := len(r.Schedules)
	t := &shiftTable{atLeast: r.AtLeast, domains: make([][]moveIndex, n), sets: make([][][]uint64, n), limits: make([][]Limit, n)}
	hull := availability.Between(days[0].span.Start(), days[len(days)-1].span.End())
	type kind struct {
		schedule *availability.Schedule
		most     int
	}
	firsts := make(map[kind]int)
	for i, s := range r.Schedules {
		k := kind{s, r.most(i)}
		if j, ok := firsts[k]; ok {
			for d := range days {
				days[d].there |= days[d].there >> j & 1 << i
			}
			continue
		}
		firsts[k] = i
		for m := range moveIndex(2*k.most + 3) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			set := s.Shifted(time.Duration(m.steps())*r.Step).When(hull, r.States)
			next := 0
			for d := range days {
				var some bool
				if next, some = days[d].read(set, next); some && m == 0 {
					days[d].there |= 1 << i
				}
			}
			t.sets[i] = append(t.sets[i], nil)
		}
		t.limits[i] = limitsOfMoves(s, hull, r.Limits, r.Step, len(t.sets[i]))
	}
	if !r.EveryDay {
		days = slices.DeleteFunc(days, func(d shiftSource) bool { return bits.OnesCount32(d.there) < r.AtLeast })
	}
	t.counted = len(days)
	alike := make(map[string]int)
	for _, d := range days {
		if i, ok := alike[string(d.key)]; ok {
			t.days[i].times++
			continue
		}
		alike[string(d.key)] = len(t.days)
		if err := t.add(&d); err != nil {
			return nil, err
		}
	}
	for i, s := range r.Schedules {
		k := kind{s, r.most(i)}
		t.sets[i], t.limits[i] = t.sets[firsts[k]], t.limits[firsts[k]]
		t.allow(i, k.most, r.Step)
	}
	return t, nil
}

// days returns the whole days of the period.
func (r *ShiftRequest) days() ([]shiftSource, error) {
	tooLong := wrong("Period", "it is too long: at most %d days are looked at", MaxShiftDays)
	if r.Period.Seconds() > (MaxShiftDays+3)*secondsPerDay {
		return nil, tooLong
	}
	var days []shiftSource
	for _, day := range Days(r.Clock, r.Period) {
		if len(days) == MaxShiftDays {
			return nil, tooLong
		}
		want := min(r.Daily, day.Duration())
		if r.Daily == 24*time.Hour {
			want = day.Duration()
		}
		d := shiftSource{span: day, want: seconds(want)}
		d.key = binary.AppendUvarint(d.key, uint64(day.Seconds()))
		days = append(days, d)
	}
	if len(days) == 0 {
		return nil, wrong("Period", "it holds no whole day, from midnight to midnight on the clock of Clock: make it longer")
	}
	return days, nil
}

// read adds to the key what is of the set in the day, which is in or after span i of it. It
// returns the first span that may be in the next day, and whether there is anything.
func (d *shiftSource) read(set availability.Set, i int) (next int, some bool) {
	base, end := d.span.Unix()
	n := 0
	for j := i; j < set.Len(); j++ {
		start, until := set.At(j).Unix()
		if start >= end {
			break
		}
		if until <= base {
			i++
		} else {
			n++
		}
	}
	d.key = binary.AppendUvarint(d.key, uint64(n))
	next = i
	for j := i; j < i+n; j++ {
		start, until := set.At(j).Unix()
		d.key = binary.AppendUvarint(d.key, uint64(max(start, base)-base))
		d.key = binary.AppendUvarint(d.key, uint64(min(until, end)-base))
		if until <= end {
			next = j + 1
		}
	}
	return next, n > 0
}

// add adds a day that is like none before.
func (t *shiftTable) add(d *shiftSource) error {
	key := d.key
	number := func() int64 {
		v, n := binary.Uvarint(key)
		key = key[n:]
		return int64(v)
	}
	length := number()
	var pieces [][]int64 // of each set: starts and ends in turn
	borders := []int64{0, length}
	for _, sets := range t.sets {
		for range sets {
			list := make([]int64, 2*number())
			for i := range list {
				list[i] = number()
			}
			pieces = append(pieces, list)
			borders = append(borders, list...)
		}
	}
	slices.Sort(borders)
	borders = slices.Compact(borders)
	borders, uniform := evenCells(borders)

	first := len(t.cells) / 64
	words := (len(borders) - 1 + 63) / 64
	if (first+words)*len(pieces) > maxShiftWords {
		return wrong("Period", "there is too much to look at: make the period shorter, or the steps larger")
	}
	t.days = append(t.days, shiftDay{times: 1, want: d.want, first: first, last: first + words})
	for i := range 64 * words {
		var cell int64
		if i+1 < len(borders) {
			cell = borders[i+1] - borders[i]
		}
		t.cells = append(t.cells, cell)
	}
	for range words {
		t.uniform = append(t.uniform, uniform)
	}
	for i := range t.sets {
		for m := range t.sets[i] {
			set := append(t.sets[i][m], make([]uint64, words)...)
			list := pieces[0]
			pieces = pieces[1:]
			for p := 0; p < len(list); p += 2 {
				from, _ := slices.BinarySearch(borders, list[p])
				to, _ := slices.BinarySearch(borders, list[p+1])
				for c := from; c < to; c++ {
					set[first+c/64] |= 1 << (c % 64)
				}
			}
			t.sets[i][m] = set
		}
	}
	return nil
}

// evenCells returns borders between which all cells have the same length, and that length, if
// that makes them not many more; else the borders as they are, and 0.
func evenCells(borders []int64) ([]int64, int64) {
	length := int64(0)
	for _, b := range borders {
		for a := b; a != 0; {
			length, a = a, length%a
		}
	}
	last := borders[len(borders)-1]
	if last/length > int64(max(64, 2*len(borders))) {
		return borders, 0
	}
	even := make([]int64, 0, last/length+1)
	for b := int64(0); b <= last; b += length {
		even = append(even, b)
	}
	return even, length
}

// allow fills in which moves the person at place i may make, up to most steps. Of moves that
// no limit excludes, those are left out that bring nothing that an earlier one does not.
func (t *shiftTable) allow(i, most int, step time.Duration) {
	for steps := -most; steps <= most; steps++ {
		if l := t.limits[i][moveOf(steps)]; l != NoLimit {
			t.excluded = append(t.excluded, ShiftExclusion{i, time.Duration(steps) * step, l})
		}
	}
	for m := range moveIndex(2*most + 1) {
		if t.limits[i][m] != NoLimit {
			continue
		}
		set := t.sets[i][m]
		if !slices.ContainsFunc(t.domains[i], func(better moveIndex) bool { return subset(set, t.sets[i][better]) }) {
			t.domains[i] = append(t.domains[i], m)
		}
	}
}

// subset reports whether all of a is in b.
func subset(a, b []uint64) bool {
	for i := range a {
		if a[i]&^b[i] != 0 {
			return false
		}
	}
	return true
}

// seconds returns how long the cells of word w are that x holds.
func (t *shiftTable) seconds(w int, x uint64) int64 {
	if u := t.uniform[w]; u > 0 {
		return u * int64(bits.OnesCount64(x))
	}
	var sum int64
	cells := t.cells[64*w : 64*w+64]
	for ; x != 0; x &= x - 1 {
		sum += cells[bits.TrailingZeros64(x)]
	}
	return sum
}

// shortfall returns how much is missing if enough people are there in a, and in what b and s
// share. If that is more than most, it may return any number above most.
func (t *shiftTable) shortfall(a, b, s []uint64, most int64) int64 {
	var short int64
	for i := range t.days {
		d := &t.days[i]
		sum := int64(0)
		for w := d.first; w < d.last; w++ {
			if x := a[w] | b[w]&s[w]; x != 0 {
				sum += t.seconds(w, x)
			}
		}
		if sum < d.want {
			if short += d.times * (d.want - sum); short > most {
				break
			}
		}
	}
	return short
}

// A tally says in which cells how many of some sets of cells are.
type tally struct {
	more, exactly, less []uint64 // more than k of them, k, and k-1
}

func newTally(words int) tally {
	return tally{make([]uint64, words), make([]uint64, words), make([]uint64, words)}
}

// count fills in t for at most 32 sets.
func (t *tally) count(sets [][]uint64, k int) {
	for w := range t.more {
		// Counters of six binary digits, one for each bit of the word.
		var digits [6]uint64
		for _, s := range sets {
			carry := s[w]
			for i := 0; carry != 0; i++ {
				digits[i], carry = digits[i]^carry, digits[i]&carry
			}
		}
		more, exactly, less := uint64(0), ^uint64(0), ^uint64(0)
		for i := 5; i >= 0; i-- {
			if k>>i&1 == 0 {
				more |= exactly & digits[i]
				exactly &^= digits[i]
			} else {
				exactly &= digits[i]
			}
			if (k-1)>>i&1 == 0 {
				less &^= digits[i]
			} else {
				less &= digits[i]
			}
		}
		t.more[w], t.exactly[w], t.less[w] = more, exactly, less
	}
}

// enough fills dst with the cells in which k or more are.
func (t *tally) enough(dst []uint64) {
	for w := range dst {
		dst[w] = t.more[w] | t.exactly[w]
	}
}

// besides fills enough with the cells in which k or more are without the given set, which has been
// counted, and lack with those in which it takes one more.
func (t *tally) besides(set, enough, lack []uint64) {
	for w := range enough {
		enough[w] = t.more[w] | t.exactly[w]&^set[w]
		lack[w] = t.exactly[w]&set[w] | t.less[w]&^set[w]
	}
}

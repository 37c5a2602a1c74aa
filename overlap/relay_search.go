package overlap

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
)

// # Searching for an order
//
// Replies are monotone, so what is done sooner is never a loss. From a given function, which says when
// the hops that are done have passed on each message, the rest cannot end before the earliest end of all
// orders of the rest, taken for each message by itself. That is a function, too, and there is one for each set of hops,
// of which there are few, though there are many orders (completions). So an order that has begun has a bound,
// and a search that follows only those that may still beat the best one known comes to an end
// soon. The worst order is the same, with late for early.

// A relaySearch looks for the order of hops with the least cost, or the greatest.
type relaySearch struct {
	hops   []Reply
	in     []piece                   // when the first hop begins, by the instant of sending
	finish func(in []piece) []piece  // what follows the last hop; monotone
	cost   func(pieces []piece) cost // of what finish returns

	levels []level // by the number of hops done
	worst  bool
	rest   [][]piece // by set of hops: the earliest end of them in any order; for worst, the latest
	twins  []uint16  // by hop: those before it that are the same

	order  []int // the best one known
	least  cost
	passed map[uint16][][]piece // by set of hops done: the functions of orders that were followed
	room   int                  // for how many pieces more
}

// A level is where messages can be after so many hops.
type level struct {
	times ranges
	hops  [][]piece // by hop, on times
}

// bestAndWorst returns the orders with the least cost and the greatest.
func (s *relaySearch) bestAndWorst(ctx context.Context) (orders [2][]int, err error) {
	if err := checkHops("Hops", len(s.hops)); err != nil {
		return orders, err
	}
	if err := s.prepare(ctx); err != nil {
		return orders, err
	}
	for i, worst := range []bool{false, true} {
		s.worst = worst
		if err := s.completions(ctx); err != nil {
			return orders, err
		}
		if orders[i], err = s.search(ctx); err != nil {
			return orders, err
		}
	}
	return orders, nil
}

// prepare works out where messages can be after each number of hops, and which hops are the same.
func (s *relaySearch) prepare(ctx context.Context) error {
	n := len(s.hops)
	times := reached(s.in)
	total := 0
	for range n {
		l := level{times: times, hops: make([][]piece, n)}
		var images ranges
		for i, r := range s.hops {
			if err := ctx.Err(); err != nil {
				return err
			}
			l.hops[i] = r.after(times.identity(), nil)
			if total += len(l.hops[i]); total > maxCompletions {
				return s.tooMuch()
			}
			images = images.union(reached(l.hops[i]))
		}
		s.levels = append(s.levels, l)
		times = images.joined(far)
	}
	s.levels = append(s.levels, level{times: times})
	s.twins = make([]uint16, n)
	for j := range n {
		for i := range j {
			if !slices.ContainsFunc(s.levels[:n], func(l level) bool { return !slices.Equal(l.hops[i], l.hops[j]) }) {
				s.twins[j] |= 1 << i
			}
		}
	}
	return nil
}

func (s *relaySearch) tooMuch() error {
	return wrong("Hops", "%d hops with so many changes are too much to search: ask about a shorter time, or fewer hops", len(s.hops))
}

// reached returns where messages are answered, without the gaps that compose passes over.
func reached(pieces []piece) ranges {
	var out ranges
	for _, p := range pieces {
		if p.kind == never {
			continue
		}
		from, to := p.answers()
		if n := len(out); n > 0 && from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, to)
		} else {
			out = append(out, tickRange{from, to})
		}
	}
	return out.joined(far)
}

// maxCompletions is how many pieces the completions may have in all: half a gigabyte.
const maxCompletions = 1 << 24

// completions fills in rest.
func (s *relaySearch) completions(ctx context.Context) error {
	n := len(s.hops)
	sets := make([]uint16, 1<<n)
	for i := range sets {
		sets[i] = uint16(i)
	}
	slices.SortStableFunc(sets, func(a, b uint16) int { return cmp.Compare(bits.OnesCount16(a), bits.OnesCount16(b)) })
	s.rest = make([][]piece, 1<<n)
	total := 0
	var one, all, next []piece // room that is used again
	for _, set := range sets {
		if err := ctx.Err(); err != nil {
			return err
		}
		done := n - bits.OnesCount16(set)
		if set == 0 {
			s.rest[0] = s.levels[n].times.identity()
			continue
		}
		all = all[:0]
		for i := range n {
			if set&(1<<i) == 0 || s.twins[i]&set != 0 {
				continue
			}
			rest := s.rest[set&^(1<<i)]
			one = appendComposed(one[:0], s.levels[done].hops[i], func(from, to tick) []piece { return fromTick(rest, from) })
			if len(all) == 0 {
				all, one = one, all
			} else {
				next = appendCombined(next[:0], all, one, s.worst)
				all, next = next, all
			}
		}
		s.rest[set] = slices.Clone(all)
		if total += len(all); total > maxCompletions {
			return s.tooMuch()
		}
	}
	return nil
}

// then returns how the hops of a set are done after those that end when in says.
func (s *relaySearch) then(in []piece, set uint16) []piece {
	rest := s.rest[set]
	return compose(in, func(from, to tick) []piece { return fromTick(rest, from) })
}

// fromTick returns pieces from the one that holds x on.
func fromTick(pieces []piece, x tick) []piece {
	i, found := slices.BinarySearchFunc(pieces, x, func(p piece, x tick) int { return cmp.Compare(p.from, x) })
	if !found {
		i--
	}
	return pieces[i:]
}

// compare compares costs, the other way round if the worst is looked for.
func (s *relaySearch) compare(a, b cost) int {
	if s.worst {
		return b.compare(a)
	}
	return a.compare(b)
}

// A start is an order that has begun.
type start struct {
	order []int
	set   uint16 // of the hops done
	done  []piece
	bound cost
}

// steps returns how a can go on, in the order of the hops.
func (s *relaySearch) steps(a start) []start {
	all := uint16(1<<len(s.hops) - 1)
	var out []start
	for i, hop := range s.levels[len(a.order)].hops {
		if a.set&(1<<i) != 0 || s.twins[i]&^a.set != 0 {
			continue // of hops that are the same, the first comes first
		}
		b := start{order: append(slices.Clip(a.order), i), set: a.set | 1<<i}
		b.done = compose(a.done, func(from, to tick) []piece { return fromTick(hop, from) })
		b.bound = s.cost(s.finish(s.then(b.done, all&^b.set)))
		out = append(out, b)
	}
	return out
}

// search returns the best order.
func (s *relaySearch) search(ctx context.Context) ([]int, error) {
	root := start{done: s.in}
	// A good order to begin with: at each step the few that look best.
	const width = 4
	beam := []start{root}
	for range s.hops {
		var next []start
		for _, a := range beam {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			next = append(next, s.steps(a)...)
		}
		slices.SortStableFunc(next, func(a, b start) int { return s.compare(a.bound, b.bound) })
		beam = next[:min(width, len(next))]
	}
	s.order, s.least = beam[0].order, beam[0].bound
	s.passed, s.room = make(map[uint16][][]piece), maxCompletions/4
	err := s.follow(ctx, root)
	return s.order, err
}

// follow tries all orders that begin as a does and may be better than the best one known, or as
// good and before it by their indexes. It goes by the indexes.
func (s *relaySearch) follow(ctx context.Context, a start) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(a.order) == len(s.hops) {
		s.order, s.least = a.order, a.bound
		return nil
	}
	for _, b := range s.steps(a) {
		if !s.promising(b) || s.isPassed(b) {
			continue
		}
		if err := s.follow(ctx, b); err != nil {
			return err
		}
	}
	return nil
}

func (s *relaySearch) promising(a start) bool {
	c := s.compare(a.bound, s.least)
	return c < 0 || c == 0 && slices.Compare(a.order, s.order[:len(a.order)]) <= 0 && !slices.Equal(a.order, s.order)
}

// isPassed reports whether the same hops were already followed in another order that is never
// behind a. Otherwise it remembers a, as far as there is room.
func (s *relaySearch) isPassed(a start) bool {
	others := s.passed[a.set]
	for _, o := range others {
		if s.notBehind(o, a.done) {
			return true
		}
	}
	const most = 16 // for each set: to compare takes time as well
	if len(others) < most && len(a.done) <= s.room {
		s.passed[a.set] = append(others, a.done)
		s.room -= len(a.done)
	}
	return false
}

// notBehind reports whether a is nowhere later than b; for the worst, nowhere earlier.
func (s *relaySearch) notBehind(a, b []piece) bool {
	for p, q := range both(a, b) {
		if s.worst {
			p, q = q, p
		}
		switch {
		case q.kind == never:
		case p.kind == never:
			return false
		case p.kind == q.kind:
			if p.value > q.value {
				return false
			}
		case p.kind == moment: // q grows: it is ahead of p at first, if at all
			if p.value > q.from+q.value {
				return false
			}
		default:
			if p.to-1+p.value > q.value {
				return false
			}
		}
	}
	return true
}

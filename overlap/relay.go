package overlap

import (
	"context"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Relay is work that passes through several hands in whatever order is best, such as a text that
// three people comment on one after another: follow the sun, or lose days. The same hops in
// another order can take twice as long.
type Relay struct {
	Hops []Reply // each once, in any order: 1 to MaxHops
	Then []Reply // what follows them, in this order, such as the way back to whoever asked
}

// MaxHops is how many hops a [Relay] can have: the number of their orders has nine digits.
const MaxHops = 12

// A RelayOrder is one order of the hops of a [Relay].
type RelayOrder struct {
	Order []int // of the indexes of Hops, first to last
	Reply Reply // the chain in this order, with what follows it
}

// OrdersAt returns the order that finishes first for a message that is sent at t, and the one that finishes
// last: exactly, out of all. An order that never finishes is the last of all. Of orders that
// are equal it is the first by their indexes. The error is a *[RequestError].
func (r Relay) OrdersAt(t time.Time) (best, worst RelayOrder, err error) {
	in, err := startingAt(t)
	if err != nil {
		return best, worst, err
	}
	return r.orders(context.Background(), in, costOfOne)
}

// OrdersOver returns the order that is best on average over all instants of sent, each equally likely, and
// the one that is worst: exactly, out of all. The best order is that in which fewest messages are never
// answered and, of several such, that with the least mean wait; the worst is the opposite. Of orders that
// are equal it is the first by their indexes.
//
// The time it takes doubles with every hop and grows with the span of sent: for twelve hops and a year some
// seconds. The error is a *[RequestError], or that of the context.
func (r Relay) OrdersOver(ctx context.Context, sent availability.Set) (best, worst RelayOrder, err error) {
	in, err := startingWithin(sent)
	if err != nil {
		return best, worst, err
	}
	return r.orders(ctx, in, costOfAll)
}

// startingAt returns the identity for one instant.
func startingAt(t time.Time) ([]piece, error) {
	if !availability.Calendar().Contains(t) {
		return nil, wrong("Start", "%s is outside the calendar, the years 1 to 9999", t.UTC().Format(time.RFC3339))
	}
	x, _ := tickOf(t)
	return identityAt(x), nil
}

// startingWithin returns the identity for a set of instants.
func startingWithin(sent availability.Set) ([]piece, error) {
	in := identity(sent)
	if len(in) == 0 {
		return nil, wrong("Sent", "empty: give the instants at which messages are sent, such as somebody's working time")
	}
	return in, nil
}

func (r Relay) orders(ctx context.Context, in []piece, cost func([]piece) cost) (best, worst RelayOrder, err error) {
	then := Reply{}.Then(r.Then...).node.(chain)[1:]
	s := relaySearch{
		hops:   r.Hops,
		in:     in,
		finish: func(in []piece) []piece { return then.after(in, nil) },
		cost:   cost,
	}
	orders, err := s.bestAndWorst(ctx)
	if err != nil {
		return best, worst, err
	}
	return r.in(orders[0]), r.in(orders[1]), nil
}

// in returns the relay in one order.
func (r Relay) in(order []int) RelayOrder {
	links := make(chain, 0, len(order)+len(r.Then))
	for _, i := range order {
		links = append(links, r.Hops[i])
	}
	return RelayOrder{order, replyOf(append(links, r.Then...))}
}

// checkHops returns what is wrong with the number of hops.
func checkHops(field string, n int) error {
	switch {
	case n == 0:
		return wrong(field, "none: give at least one")
	case n > MaxHops:
		return wrong(field, "%d: the best of all orders can be found for %d at most", n, MaxHops)
	}
	return nil
}

// A cost is what an order is judged by: how long messages are sent that are never answered
// and, with equal such time, the sum of the waits, doubled.
type cost struct {
	unanswered int64
	sum2       wide
}

func (a cost) compare(b cost) int {
	switch {
	case a.unanswered < b.unanswered:
		return -1
	case a.unanswered > b.unanswered:
		return +1
	}
	return a.sum2.compare(b.sum2)
}

// costOfAll is the cost over all instants of sending.
func costOfAll(pieces []piece) cost {
	var c cost
	for _, p := range pieces {
		start, end := p.from.second(), p.to.second()
		switch p.kind {
		case never:
			c.unanswered += end - start
		case delay:
			c.sum2 = c.sum2.plus(product(end-start, 2*p.value.second()))
		case moment:
			c.sum2 = c.sum2.plus(product(end-start, 2*p.value.second()-start-end))
		}
	}
	return c
}

// costOfOne is the cost of a message that is sent at one tick: when it is answered.
func costOfOne(pieces []piece) cost {
	p := pieces[0]
	if p.kind == never {
		return cost{unanswered: 1}
	}
	answered, _ := p.answers()
	return cost{sum2: wideOf(int64(answered))}
}

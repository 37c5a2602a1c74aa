package overlap

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// InOrder returns the plan in which the named tasks are done one after another, in this order. They
// are one block: the first waits for all that any of them waited for outside of the block,
// each waits for the one before, and what waited for any of them waits for the last. What they
// waited for among themselves does not count.
//
// The error is a *[RequestError]: a task is unknown or named twice, or something outside of the block
// waits for one of its tasks and is waited for by another.
func (p *Plan) InOrder(names ...string) (*Plan, error) {
	block, err := p.block(names)
	if err != nil {
		return nil, err
	}
	return p.inOrder(block)
}

// block returns the indexes of the tasks named.
func (p *Plan) block(names []string) ([]int, error) {
	index := make(map[string]int, len(p.tasks))
	for i, t := range p.tasks {
		index[t.Name] = i
	}
	block := make([]int, len(names))
	for k, name := range names {
		i, ok := index[name]
		switch {
		case !ok:
			return nil, wrong(fmt.Sprintf("Names[%d]", k), "unknown task %q: %s", name, known("tasks", index))
		case slices.Contains(block[:k], i):
			return nil, wrong(fmt.Sprintf("Names[%d]", k), "%q stands there twice: name each task once", name)
		}
		block[k] = i
	}
	return block, nil
}

func (p *Plan) inOrder(block []int) (*Plan, error) {
	tasks := p.Tasks()
	if len(block) == 0 {
		return p, nil
	}
	inside := make(map[string]bool, len(block))
	for _, i := range block {
		inside[tasks[i].Name] = true
	}
	last := tasks[block[len(block)-1]].Name
	var before []string
	for i := range tasks {
		t := &tasks[i]
		waits := slices.ContainsFunc(t.After, func(name string) bool { return inside[name] })
		switch outside := slices.DeleteFunc(t.After, func(name string) bool { return inside[name] }); {
		case inside[t.Name]:
			before = append(before, outside...)
		case waits:
			t.After = append(outside, last)
		}
	}
	for k, i := range block {
		if k == 0 {
			slices.Sort(before)
			tasks[i].After = slices.Compact(before)
		} else {
			tasks[i].After = []string{tasks[block[k-1]].Name}
		}
	}
	var c planCheck
	q, err := c.plan(tasks, p.people)
	if err != nil {
		var cycle *RequestError
		errors.As(err, &cycle)
		return nil, wrong("Names", "these tasks cannot be one block, because something waits for one of them and is waited for by another: %s", cycle.Reason)
	}
	return q, nil
}

// A PlanOrder is a [Plan] with some of its tasks in one order.
type PlanOrder struct {
	Names []string // of those tasks, first to last
	Plan  *Plan    // as [Plan.InOrder] makes it
}

// OrdersAt returns the order of the named tasks in which a plan that is started at t ends first, and the one in which
// it ends last: exactly, out of all. The tasks are one block, as with [Plan.InOrder], of [MaxHops]
// tasks at most. Otherwise it is as [Relay.OrdersAt].
func (p *Plan) OrdersAt(t time.Time, names ...string) (best, worst PlanOrder, err error) {
	in, err := startingAt(t)
	if err != nil {
		return best, worst, err
	}
	return p.orders(context.Background(), in, costOfOne, names)
}

// OrdersOver returns the order of the named tasks that is best on average over all instants of starts,
// and the one that is worst; see [Plan.OrdersAt] and [Relay.OrdersOver].
func (p *Plan) OrdersOver(ctx context.Context, starts availability.Set, names ...string) (best, worst PlanOrder, err error) {
	in, err := startingWithin(starts)
	if err != nil {
		return best, worst, err
	}
	return p.orders(ctx, in, costOfAll, names)
}

func (p *Plan) orders(ctx context.Context, in []piece, cost func([]piece) cost, names []string) (best, worst PlanOrder, err error) {
	block, err := p.block(names)
	if err != nil {
		return best, worst, err
	}
	if err := checkHops("Names", len(block)); err != nil {
		return best, worst, err
	}
	q, err := p.inOrder(block)
	if err != nil {
		return best, worst, err
	}
	s := relaySearch{cost: cost}
	for _, i := range block {
		s.hops = append(s.hops, q.tasks[i].reply)
	}
	s.in, s.finish = q.around(in, block)
	orders, err := s.bestAndWorst(ctx)
	if err != nil {
		return best, worst, err
	}
	if best, err = p.ordered(block, orders[0]); err != nil {
		return best, worst, err
	}
	worst, err = p.ordered(block, orders[1])
	return best, worst, err
}

// ordered returns p with the tasks of the block in one order.
func (p *Plan) ordered(block, order []int) (PlanOrder, error) {
	tasks := make([]int, len(order))
	names := make([]string, len(order))
	for k, i := range order {
		tasks[k] = block[i]
		names[k] = p.tasks[block[i]].Name
	}
	q, err := p.inOrder(tasks)
	return PlanOrder{names, q}, err
}

// around returns when a block of tasks, which follow each other, can begin if the plan is started when in
// says, and how the plan ends if the block is done when its argument says.
func (p *Plan) around(in []piece, block []int) (ready []piece, finish func([]piece) []piece) {
	f := p.flow(in, nil, true)
	last := block[len(block)-1]
	// What waits for the block is worked out each time, everything else once.
	waits := make([]bool, len(p.tasks))
	var behind []int
	for _, i := range p.order {
		if waits[i] = slices.ContainsFunc(p.tasks[i].after, func(j int) bool { return j == last || waits[j] }); waits[i] {
			behind = append(behind, i)
		}
	}
	end := in
	for _, i := range p.last() {
		if !waits[i] && i != last {
			end = combine(end, f.done[i], true)
		}
	}
	return f.ready[block[0]], func(done []piece) []piece {
		all := slices.Clone(f.done)
		all[last] = done
		out := end
		for _, i := range behind {
			all[i] = p.tasks[i].reply.after(latest(in, all, p.tasks[i].after), nil)
			if len(p.tasks[i].before) == 0 {
				out = combine(out, all[i], true)
			}
		}
		if len(p.tasks[last].before) == 0 {
			out = combine(out, done, true)
		}
		return out
	}
}

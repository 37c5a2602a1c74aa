package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/noonmark/noonmark/overlap"
)

// An order says what it brings to do some tasks in another order than that of the plan file. It is
// found exactly, out of all.
type order struct {
	Tasks  []string `json:"tasks"`  // in the order of the plan file
	Listed option   `json:"listed"` // that order
	Now    choice   `json:"this_start"`
	Always *choice  `json:"on_average"` // over all starts; null if there is none
}

// A choice is of all orders, by one measure; the first of several that are equal.
type choice struct {
	Best  option `json:"best"`
	Worst option `json:"worst"`
}

// An option is one order and what becomes of the plan with it.
type option struct {
	Order    []string   `json:"order"`
	End      *time.Time `json:"end"` // for this start
	Duration *int64     `json:"duration_seconds"`
	Mean     *float64   `json:"mean_seconds"` // over all starts from which all gets done
	Never    float64    `json:"never_done"`   // the share of the others

	mean time.Duration
}

// newOrders looks at each list of tasks whose order is free, with the others in the order of the file.
func newOrders(ctx context.Context, q question) ([]order, error) {
	orders := []order{}
	for i, names := range q.file.anyOrder {
		o := order{Tasks: names, Listed: q.option(overlap.PlanOrder{Names: names, Plan: q.plan})}
		best, worst, err := q.plan.OrdersAt(q.start, names...)
		if err != nil {
			return nil, fmt.Errorf("anyOrder #%d: %s", i+1, reason(err))
		}
		o.Now = choice{q.option(best), q.option(worst)}
		if !q.starts.IsEmpty() {
			best, worst, err := q.plan.OrdersOver(ctx, q.starts, names...)
			if err != nil {
				return nil, fmt.Errorf("anyOrder #%d: %s: -weeks and anyOrder say how much is searched", i+1, reason(err))
			}
			o.Always = &choice{q.option(best), q.option(worst)}
		}
		orders = append(orders, o)
	}
	return orders, nil
}

func (q question) option(o overlap.PlanOrder) option {
	out := option{Order: slices.Clone(o.Names)}
	reply := o.Plan.Reply()
	if end, ok := reply.At(q.start); ok {
		out.End, out.Duration = &end, new(int64)
		*out.Duration = inSeconds(end.Sub(q.start))
	}
	w := reply.Wait(q.starts)
	mean, ok := w.Mean()
	out.mean, out.Mean, out.Never = mean, seconds(mean, ok), w.Unanswered()
	return out
}

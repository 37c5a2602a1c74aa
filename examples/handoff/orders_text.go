package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/examples/internal/program"
)

// writeOrders says what better orders there are.
func (r report) writeOrders(out io.Writer, q question) {
	if len(r.Orders) == 0 {
		return
	}
	program.Heading(out, "IN WHICH ORDER")
	for i, o := range r.Orders {
		if i > 0 {
			fmt.Fprintln(out)
		}
		o.write(out, q)
	}
}

// A listedOption is an order and what there is to say of it.
type listedOption struct {
	option
	what []string
}

// options returns the orders to show, each once: that of the plan, and those that are best and worst if they
// are better and worse than others.
func (o order) options() []listedOption {
	all := []listedOption{{o.Listed, []string{"as in the plan"}}}
	add := func(x option, what string, equal func(a, b option) bool) {
		for i := range all {
			// Of orders that are equally good, the one that is shown already will do.
			if slices.Equal(all[i].Order, x.Order) || i == 0 && equal(all[i].option, x) {
				all[i].what = append(all[i].what, what)
				return
			}
		}
		all = append(all, listedOption{x, []string{what}})
	}
	now := func(a, b option) bool { return a.seconds() == b.seconds() }
	always := func(a, b option) bool { return a.mean == b.mean && a.Never == b.Never }
	apart := !now(o.Now.Best, o.Now.Worst)
	onAverage := o.Always != nil && !always(o.Always.Best, o.Always.Worst)
	if apart {
		add(o.Now.Best, "first from this start", now)
	}
	if onAverage {
		add(o.Always.Best, "best on average", always)
	}
	if apart {
		add(o.Now.Worst, "last from this start", now)
	}
	if onAverage {
		add(o.Always.Worst, "worst on average", always)
	}
	return all
}

// seconds is how long it takes from this start, or -1 if it is never done.
func (o option) seconds() int64 {
	if o.Duration == nil {
		return -1
	}
	return *o.Duration
}

// write prints the orders, with what each brings.
func (o order) write(out io.Writer, q question) {
	tasks := strings.Join(program.Commas(o.Tasks), "")
	all := o.options()
	if len(all[0].what) == 1 && len(all) == 1 {
		wrapped(out, 2, 4, fmt.Sprintf("%s can be done one after another in any order: it makes no difference.", tasks))
		return
	}
	wrapped(out, 2, 4, fmt.Sprintf("%s can be done one after another in any order. Of all orders:", tasks))
	fmt.Fprintln(out)
	for i, x := range all {
		wrapped(out, 2, 4, strings.Join(x.Order, " → ")+": "+strings.Join(x.what, ", "))
		end, mean := "never done from this start", "on average never done"
		if x.End != nil {
			end = "done on " + q.stamp(q.local(*x.End))
			if i > 0 && o.Listed.End != nil {
				end += difference(x.End.Sub(*o.Listed.End), "sooner", "later", "as in the plan")
			}
		}
		if x.Mean != nil {
			mean = "on average after " + long(x.mean)
			if i > 0 && o.Listed.Mean != nil {
				mean += difference(x.mean-o.Listed.mean, "less", "more", "as in the plan")
			}
		}
		if x.Mean != nil && x.Never > 0 {
			mean += fmt.Sprintf(", and never from %s of the starts", percent(x.Never))
		}
		wrapped(out, 6, 6, end+"; "+mean)
	}
}

// difference writes by how much a time is less or more than another one, or that it is the same.
func difference(d time.Duration, less, more, same string) string {
	switch d = d.Round(time.Minute); {
	case d < 0:
		return fmt.Sprintf(", %s %s", long(-d), less)
	case d > 0:
		return fmt.Sprintf(", %s %s", long(d), more)
	}
	return ", " + same
}

package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/examples/internal/program"
)

// writePromises says which promises are missed.
func (r report) writePromises(out io.Writer, q question) {
	if len(q.file.promises) == 0 {
		return
	}
	program.Heading(out, "WHAT WAS PROMISED")
	for _, t := range r.Run.Tasks {
		within, promised := q.file.promises[t.Name]
		if !promised {
			continue
		}
		text := fmt.Sprintf("%s within %s of working time", t.Name, long(within))
		p := t.Promise
		switch {
		case p == nil:
			text += ": missed, as it is never done"
		case p.Due == nil:
			text += ": kept, as it never falls due"
		case p.Kept:
			text += fmt.Sprintf(" of %s, by %s: kept, with %s to spare", *t.Owner, stamp(q.local(*p.Due)), long(p.verdict.Margin))
		default:
			text += fmt.Sprintf(" of %s, by %s: missed by %s", *t.Owner, stamp(q.local(*p.Due)), long(-p.verdict.Margin))
		}
		wrapped(out, 2, 4, text+".")
	}
}

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

// write prints a table of the orders that are best and worst, each once.
func (o order) write(out io.Writer, q question) {
	wrapped(out, 2, 4, fmt.Sprintf("%s can be done one after another in any order. Of all orders:", strings.Join(program.Commas(o.Tasks), "")))
	fmt.Fprintln(out)
	type row struct {
		option
		what []string
	}
	rows := []row{{o.Listed, []string{"as in the plan"}}}
	add := func(option option, what string) {
		for i := range rows {
			if slices.Equal(rows[i].Order, option.Order) {
				rows[i].what = append(rows[i].what, what)
				return
			}
		}
		rows = append(rows, row{option, []string{what}})
	}
	add(o.Now.Best, "first from this start")
	if o.Always != nil {
		add(o.Always.Best, "best on average")
	}
	add(o.Now.Worst, "last from this start")
	if o.Always != nil {
		add(o.Always.Worst, "worst on average")
	}
	for i, row := range rows {
		wrapped(out, 2, 4, strings.Join(row.Order, " → ")+": "+strings.Join(row.what, ", "))
		end, mean := "never done", "never done"
		if row.End != nil {
			end = "done on " + stamp(q.local(*row.End))
			if i > 0 && o.Listed.End != nil {
				end += difference(row.End.Sub(*o.Listed.End), "sooner", "later")
			}
		}
		if row.Mean != nil {
			mean = "on average after " + long(row.mean)
			if i > 0 && o.Listed.Mean != nil {
				mean += difference(row.mean-o.Listed.mean, "less", "more")
			}
		}
		wrapped(out, 6, 6, end+"; "+mean)
	}
}

// difference writes by how much something is less or more than in the plan.
func difference(d time.Duration, less, more string) string {
	switch d = d.Round(time.Minute); {
	case d < 0:
		return fmt.Sprintf(", %s %s", long(-d), less)
	case d > 0:
		return fmt.Sprintf(", %s %s", long(d), more)
	}
	return ", the same"
}

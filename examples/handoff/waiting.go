package main

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/noonmark/noonmark/examples/internal/program"
	"github.com/noonmark/noonmark/overlap"
)

// writeWaiting says where the time on the critical path goes.
func (r report) writeWaiting(out io.Writer, labels []string) {
	if r.Run.End == nil {
		return
	}
	program.Heading(out, "WHERE THE TIME GOES")
	paragraph(out, "From this start, in hours and minutes on the critical path:")
	fmt.Fprintln(out)
	r.writeSplit(out, labels, r.Run.path, false)
}

// writeSplit prints a table of time by hop and category.
func (r report) writeSplit(out io.Writer, labels []string, hops []overlap.Hop, shares bool) {
	var all []overlap.Part
	for _, h := range hops {
		all = append(all, h.Parts...)
	}
	occurs := slices.DeleteFunc(slices.Clone(categories), func(c category) bool { return c.timeIn(all) == 0 })
	label := map[string]string{}
	for i, t := range r.Run.Tasks {
		label[t.Name] = labels[i]
	}
	t := program.Table{Left: 2}
	add := func(task, who, share string, parts []overlap.Part) {
		row := []string{task, who}
		if shares {
			row = append(row, share)
		}
		var sum time.Duration
		for _, c := range occurs {
			d := c.timeIn(parts)
			sum += d
			cell := "–"
			if d > 0 {
				cell = short(d)
			}
			row = append(row, cell)
		}
		t.Add(append(row, short(sum))...)
	}
	head := []string{"task", "who"}
	if shares {
		head = append(head, "critical")
	}
	for _, c := range occurs {
		head = append(head, c.head)
	}
	t.Add(append(head, "together")...)
	for _, h := range hops {
		if h.Share == 0 {
			continue
		}
		who := "machine"
		if h.Name != "" {
			who = program.Clip(h.Name, 10)
		}
		add(label[h.Task], who, percent(h.Share), h.Parts)
	}
	add("together", "", "", all)
	t.Write(out)
}

// percent writes a share. What is not all does not become all by rounding, nor nothing what is something.
func percent(share float64) string {
	switch n := int(100*share + 0.5); {
	case n == 100 && share < 1:
		return "> 99%"
	case n == 0 && share > 0:
		return "< 1%"
	default:
		return fmt.Sprintf("%d%%", n)
	}
}

// writeStarts says how long the plan takes over all starts.
func (r report) writeStarts(out io.Writer, q question, labels []string) {
	s := r.Starts
	program.Heading(out, "WHEN TO START")
	whose := "At any time"
	if q.starter != nil {
		whose = "At any time at which " + q.starter.Name() + " works"
	}
	weeks := fmt.Sprintf("%s to %s", q.weeks.Format(q.weeks.First), q.weeks.Format(q.weeks.Last()))
	if s.Length == 0 {
		paragraph(out, "%s does not work from %s: give a later -from, or more -weeks.", q.starter.Name(), weeks)
		return
	}
	if s.Mean == nil {
		paragraph(out, "%s, from %s, it may be started, and never will all be done.", whose, weeks)
		return
	}
	mean, _ := s.wait.Mean()
	line := fmt.Sprintf("%s, from %s, it may be started, each instant equally likely. Then it takes %s on average", whose, weeks, long(mean))
	for _, p := range []struct {
		share float64
		what  string
	}{{0.5, "in half of all cases at most %s"}, {0.9, "in nine of ten at most %s"}} {
		if d, ok := s.wait.Quantile(p.share); ok {
			line += ", " + fmt.Sprintf(p.what, long(d))
		}
	}
	most, _ := s.wait.Max()
	paragraph(out, "%s, and %s at worst.", line, long(most))
	if s.NeverDone > 0 {
		paragraph(out, "In %s of all cases not all is ever done; the mean and the worst are of the others.", percent(s.NeverDone))
	}
	fmt.Fprintln(out)
	t := program.Table{Left: 4}
	t.Add("", "start", "done", "after")
	least := s.Best.End.Sub(s.Best.Start)
	t.Add("best", q.on(s.Best.Start, q.starter), stamp(q.local(s.Best.End)), fmt.Sprintf("%s, %s less than the average", long(least), long(mean-least)))
	t.Add("worst", q.on(s.Worst.Start, q.starter), stamp(q.local(s.Worst.End)), fmt.Sprintf("%s, %s more", long(most), long(most-mean)))
	t.Write(out)
	fmt.Fprintln(out)
	paragraph(out, "Where the time goes then, on average, rounded to minutes, and in how many of the cases a task and who does it are on the critical path:")
	fmt.Fprintln(out)
	r.writeSplit(out, labels, s.reasons.Hops, true)
}

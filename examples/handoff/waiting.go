package main

import (
	"cmp"
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
	shown, others := longest(hops)
	for _, h := range shown {
		who := "machine"
		if h.Name != "" {
			who = program.Clip(h.Name, 10)
		}
		add(label[h.Task], who, percent(h.Share), h.Parts)
	}
	if others != nil {
		add(fmt.Sprintf("%d others", len(others)), "", "", overlap.Reasons{Hops: others}.Parts())
	}
	add("together", "", "", all)
	t.Write(out)
}

// longest parts the hops that are ever on the critical path: those that are shown, in their order, and, if there are
// too many, others that take less.
func longest(hops []overlap.Hop) (shown, others []overlap.Hop) {
	hops = slices.DeleteFunc(slices.Clone(hops), func(h overlap.Hop) bool { return h.Share == 0 })
	if len(hops) <= shownTasks {
		return hops, nil
	}
	byTime := make([]int, len(hops))
	for i := range byTime {
		byTime[i] = i
	}
	slices.SortStableFunc(byTime, func(a, b int) int { return cmp.Compare(hops[b].Total(), hops[a].Total()) })
	slices.Sort(byTime[:shownTasks])
	for k, i := range byTime {
		if k < shownTasks {
			shown = append(shown, hops[i])
		} else {
			others = append(others, hops[i])
		}
	}
	return shown, others
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
	when := "at any moment"
	if q.starter != nil {
		when += " at which " + q.starter.Name() + " works"
	}
	weeks := fmt.Sprintf("%s to %s", q.weeks.Format(q.weeks.First), q.weeks.Format(q.weeks.Last()))
	if s.Length == 0 {
		paragraph(out, "%s does not work from %s: give a later -from, or more -weeks.", q.starter.Name(), weeks)
		return
	}
	if s.Mean == nil {
		paragraph(out, "Started %s, from %s, not all is ever done.", when, weeks)
		return
	}
	mean, _ := s.wait.Mean()
	line := fmt.Sprintf("Started %s, from %s, each as likely as the others, it takes %s on average", when, weeks, long(mean))
	for _, p := range []struct {
		share float64
		what  string
	}{{0.5, "at most %s in half of all cases"}, {0.9, "at most %s in nine of ten"}} {
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
	least := s.Best.End.Sub(s.Best.Start)
	extreme := func(what string, w *window, d time.Duration) {
		wrapped(out, 2, 9, fmt.Sprintf("%-7s%s, done %s, after %s%s", what+":",
			q.on(w.Start, q.starter), q.stamp(q.local(w.End)), long(d), difference(d-mean, "less than the average", "more than the average", "as on average")))
	}
	extreme("best", s.Best, least)
	extreme("worst", s.Worst, most)
	fmt.Fprintln(out)
	paragraph(out, "Where the time goes then, on average, rounded to minutes, and in how many of the cases a task and who does it are on the critical path:")
	fmt.Fprintln(out)
	r.writeSplit(out, labels, s.reasons.Hops, true)
}

package main

import (
	"github.com/noonmark/noonmark/overlap"
)

// Starts are how long the plan takes over all instants at which its starter works, each equally likely.
// Mean and maximum are of the starts from which all gets done, median and p90 of all.
type starts struct {
	Length    int64    `json:"length_seconds"` // of the starter's working time in the period
	Mean      *float64 `json:"mean_seconds"`
	Median    *float64 `json:"median_seconds"`
	P90       *float64 `json:"p90_seconds"`
	Max       *float64 `json:"max_seconds"`
	NeverDone float64  `json:"never_done"` // the share of the starts from which not all gets done
	Worst     *window  `json:"worst"`      // the first start from which it takes longest; where that is only come close to, within a nanosecond
	Best      *window  `json:"best"`       // the first from which it takes least
	Hops      []hop    `json:"hops"`       // where the time on the critical path goes, on average; its parts add up to the mean

	wait    overlap.Wait
	reasons overlap.Reasons
}

// A hop is one task with one of its owners.
type hop struct {
	Task  string  `json:"task"`
	Owner *string `json:"owner"` // null for a machine
	Share float64 `json:"share"` // of the starts in which it is on the critical path
	Parts []part  `json:"parts"` // mean over all starts
}

// newStarts looks at all starts in the weeks.
func newStarts(q question) starts {
	reply := q.plan.Reply()
	w, why := reply.Wait(q.starts), reply.Why(q.starts)
	s := starts{
		Length: q.starts.Seconds(),
		Mean:   seconds(w.Mean()), Median: seconds(w.Quantile(0.5)), P90: seconds(w.Quantile(0.9)), Max: seconds(w.Max()),
		NeverDone: w.Unanswered(), Hops: []hop{}, wait: w, reasons: why,
	}
	if m, ok := w.Worst(); ok {
		s.Worst = &window{m.Sent, m.Answered}
	}
	if m, ok := reply.BestSendIn(q.starts); ok {
		s.Best = &window{m.Sent, m.Answered}
	}
	for _, h := range why.Hops {
		out := hop{Task: h.Task, Share: h.Share, Parts: partsOf(h.Parts)}
		if h.Name != "" {
			out.Owner = &h.Name
		}
		s.Hops = append(s.Hops, out)
	}
	return s
}

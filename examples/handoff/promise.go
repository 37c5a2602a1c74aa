package main

import (
	"time"

	"github.com/noonmark/noonmark/overlap"
)

// A promise is a deadline of a task: so much working time of its owner from when it is handed over.
type promise struct {
	Within int64      `json:"within_seconds"`
	Due    *time.Time `json:"due"` // null if it never falls due
	Kept   bool       `json:"kept"`
	Margin *int64     `json:"margin_seconds"` // working time from the end to the deadline; negative if late, null if it is never done

	verdict overlap.Verdict
}

// newPromise judges what happened to a task, if something is promised for it. What is never
// done is late.
func newPromise(q question, t overlap.TaskRun) *promise {
	within, ok := q.file.promises[t.Task.Name]
	switch {
	case !ok:
		return nil
	case t.Owner == nil:
		return &promise{Within: inSeconds(within)}
	}
	p := overlap.Promise{Within: within, Schedule: t.Owner}
	v := p.Check(overlap.Message{Sent: t.Ready, Answered: t.Ended})
	margin := inSeconds(v.Margin)
	return &promise{inSeconds(within), instant(v.Due), v.Met, &margin, v}
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// A report is the answer to all questions, and with -json it is the output.
// Keys keep their names and meanings; new ones may be added. Times are RFC 3339 in UTC, and
// every span is half-open. Durations are in seconds, shares between 0 and 1; what does not exist is
// null.
type report struct {
	Zone    string  `json:"zone"`    // of -zone: where days and weeks start
	Period  window  `json:"period"`  // from midnight to midnight in zone
	Starter *string `json:"starter"` // the owner of the first task that has one, who starts the work
	Run     course  `json:"run"`
	Starts  starts  `json:"starts"`
	Orders  []order `json:"orders"` // for each list of anyOrder in the plan file
}

type window struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"` // the first instant after it
}

// A course is what happens for one start.
type course struct {
	Start    time.Time  `json:"start"`
	End      *time.Time `json:"end"` // null if some task is never done
	Duration *int64     `json:"duration_seconds"`
	Tasks    []task     `json:"tasks"`    // in the order of the plan file
	Critical []string   `json:"critical"` // the tasks on the critical path, first to last
	Stuck    []string   `json:"stuck"`    // those that are never done
	Parts    []part     `json:"parts"`    // where the time on the critical path goes: they add up to the duration

	path []overlap.Hop // the critical path, as it is, for people
}

type task struct {
	Name       string     `json:"name"`
	Owners     []string   `json:"owners"`
	Needs      int        `json:"needs"` // how many of them must be done
	Machine    bool       `json:"machine"`
	Work       int64      `json:"work_seconds"`
	After      []string   `json:"after"`
	Owner      *string    `json:"owner"` // who decides when it is done; null for a machine
	HandedOver *time.Time `json:"handed_over"`
	Started    *time.Time `json:"started"` // the owner works, for the first time since
	Ended      *time.Time `json:"ended"`
	Slack      int64      `json:"slack_seconds"` // how much later it can be handed over and the end stays the same
	Critical   bool       `json:"critical"`
	Parts      []part     `json:"parts"` // where the time from handed_over to ended goes
	Promise    *promise   `json:"promise"`

	run overlap.TaskRun // as it is, for people
}

// A part is time in one state of a task's owner.
type part struct {
	State string  `json:"state"` // as in team files; "machine" if there is no owner
	Work  bool    `json:"work"`  // it is the work itself
	Time  float64 `json:"seconds"`

	part overlap.Part
}

// newReport answers the question.
func newReport(ctx context.Context, q question) (report, error) {
	r := report{Zone: q.weeks.Zone.Name(), Period: windowOf(q.weeks.Span()), Run: newRun(q), Starts: newStarts(q)}
	if err := r.checkLength(); err != nil {
		return report{}, err
	}
	if q.starter != nil {
		r.Starter = new(string)
		*r.Starter = q.starter.Name()
	}
	var err error
	r.Orders, err = newOrders(ctx, q)
	if ctx.Err() != nil {
		return report{}, errors.New("stopped: nothing is written; fewer -weeks, or fewer tasks whose order is free, are searched sooner")
	}
	return r, err
}

// checkLength refuses what would not fit the durations that are shown.
func (r report) checkLength() error {
	const most = 290 * 365.25 * 24 * time.Hour
	longest, _ := r.Starts.wait.Max()
	if r.Run.End != nil {
		longest = max(longest, r.Run.End.Sub(r.Run.Start))
	}
	if longest > most {
		return errors.New("the plan takes more than 290 years: that is too long to be shown; give tasks less work")
	}
	return nil
}

// newRun says what happens for the start.
func newRun(q question) course {
	run := q.plan.Run(q.start)
	r := course{Start: run.Start, End: instant(run.End), Critical: []string{}, Stuck: []string{}}
	if r.End != nil {
		r.Duration = new(int64)
		*r.Duration = inSeconds(run.End.Sub(run.Start))
	}
	for _, t := range run.Tasks {
		r.Tasks = append(r.Tasks, newTask(q, t))
	}
	for _, i := range run.Critical {
		t := run.Tasks[i]
		r.Critical = append(r.Critical, t.Task.Name)
		r.path = append(r.path, overlap.Hop{Name: ownerOf(t), Task: t.Task.Name, Share: 1, Parts: t.Parts})
	}
	for _, i := range run.Stuck {
		r.Stuck = append(r.Stuck, run.Tasks[i].Task.Name)
	}
	r.Parts = partsOf(overlap.Reasons{Hops: r.path}.Parts())
	return r
}

func newTask(q question, t overlap.TaskRun) task {
	out := task{
		Name: t.Task.Name, Owners: append([]string{}, t.Task.Owners...), Machine: t.Task.Machine, Work: inSeconds(t.Task.Work),
		After: append([]string{}, t.Task.After...), HandedOver: instant(t.Ready), Started: instant(t.Started), Ended: instant(t.Ended),
		Slack: inSeconds(t.Slack), Critical: t.Critical, Parts: partsOf(t.Parts), Promise: newPromise(q, t), run: t,
	}
	if !t.Task.Machine {
		out.Needs = max(t.Task.Needs, 1)
	}
	if t.Owner != nil {
		out.Owner = new(string)
		*out.Owner = t.Owner.Name()
	}
	return out
}

func ownerOf(t overlap.TaskRun) string {
	if t.Owner == nil {
		return ""
	}
	return t.Owner.Name()
}

func partsOf(parts []overlap.Part) []part {
	out := make([]part, len(parts))
	for i, p := range parts {
		out[i] = part{State: p.State.String(), Work: p.Work, Time: p.Time.Seconds(), part: p}
		if p.State == 0 {
			out[i].State = "machine"
		}
	}
	return out
}

// instant is a time in UTC, or nil if it never comes.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func windowOf(sp availability.Span) window { return window{sp.Start(), sp.End()} }

// inSeconds rounds, as the latest instant to hand a task over can be a nanosecond before a border.
func inSeconds(d time.Duration) int64 { return int64(d.Round(time.Second) / time.Second) }

func seconds(d time.Duration, ok bool) *float64 {
	if !ok {
		return nil
	}
	s := d.Seconds()
	return &s
}

func (r report) writeJSON(out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}

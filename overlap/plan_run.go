package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Run is a plan for one start: what happens when.
type Run struct {
	Start time.Time // in UTC
	End   time.Time // when all tasks are done, in UTC; zero if Stuck names one
	Tasks []TaskRun // in the order of the plan's tasks

	// Critical are the indexes of the tasks on the critical path, first to last: each
	// is handed over just as the one before it is done, and the last is done at the end. Time saved
	// on another task saves nothing, and on these only as far as nobody is waited for anyway. Where several paths take as long, it is the one that comes
	// first in the plan, or in After.
	Critical []int

	// Stuck are the indexes of the tasks that are never done, or not before the calendar ends.
	Stuck []int
}

// A TaskRun is what happens to one task. Its times are on the clock of its owner; for a machine
// they are in UTC. Those that never come are zero.
type TaskRun struct {
	Task Task // what the plan says of it

	// Owner is who does it. In a pool it is who decides when the task is done: the
	// Needs-th. Nil stands for a machine, and for what is never done.
	Owner *availability.Schedule

	Ready   time.Time // all that it waits for is done: it is handed over
	Started time.Time // the owner works, for the first time since
	Ended   time.Time // it is done

	// Slack is how much later it can be handed over so that the plan still ends when it does.
	// A task on the critical path has slack, too, where the work would wait for somebody anyway: for its
	// owner, or further on.
	Slack time.Duration

	Critical bool   // on the critical path
	Parts    []Part // where the time from Ready to Ended goes
}

// Run returns what happens if the plan is started at start.
func (p *Plan) Run(start time.Time) Run {
	run := Run{Start: start.UTC(), Tasks: make([]TaskRun, len(p.tasks))}
	for i, t := range p.tasks {
		run.Tasks[i].Task = t.clone()
	}
	if !availability.Calendar().Contains(start) {
		run.Stuck = append(run.Stuck, p.order...)
		return run
	}
	x, fraction := tickOf(start)
	f := p.flow(identityAt(x), nil, true)
	for i := range p.tasks {
		p.runTask(&run.Tasks[i], p.tasks[i].reply, f.ready[i][0], x, fraction)
		if f.done[i][0].kind == never {
			run.Stuck = append(run.Stuck, i)
		}
	}
	end, ok := f.end[0].at(x, fraction)
	if !ok {
		return run
	}
	run.End = end
	p.slack(&run)
	p.critical(&run, f)
	return run
}

// runTask fills in what happens to one task that is handed over as ready says.
func (p *Plan) runTask(t *TaskRun, r Reply, ready piece, x tick, fraction time.Duration) {
	handed, ok := ready.at(x, fraction)
	if !ok {
		return
	}
	t.Ready = handed
	legs, ok := r.Trace(handed)
	if !ok {
		return
	}
	last := legs[len(legs)-1] // a task is one leg
	t.Ended, t.Parts = last.Answered, last.Parts
	if t.Started = handed; t.Task.Machine {
		return
	}
	t.Owner = p.people[last.Name]
	t.Started, _ = ReplyFrom(t.Owner, 0).At(handed)
	if t.Started.After(t.Ended) {
		t.Started = t.Ended
	}
	for _, at := range []*time.Time{&t.Ready, &t.Started, &t.Ended} {
		*at = localTime(*at, t.Owner)
	}
}

// localTime returns t on the clock of s.
func localTime(t time.Time, s *availability.Schedule) time.Time {
	o := s.Zone().Offset(t)
	return t.In(time.FixedZone(o.Abbreviation, o.Seconds))
}

// slack fills in the slack of all tasks, from the last ones back.
func (p *Plan) slack(run *Run) {
	until := make([]time.Time, len(p.tasks)) // the latest end
	for k := len(p.order) - 1; k >= 0; k-- {
		i := p.order[k]
		until[i] = run.End
		for _, j := range p.tasks[i].before {
			if handed := run.Tasks[j].Ready.Add(run.Tasks[j].Slack); handed.Before(until[i]) {
				until[i] = handed
			}
		}
		if handed, ok := p.tasks[i].reply.SendBy(until[i]); ok {
			run.Tasks[i].Slack = handed.Sub(run.Tasks[i].Ready)
		}
	}
}

// critical fills in the critical path, from the last task back.
func (p *Plan) critical(run *Run, f *flow) {
	var path []int
	tasks, until := p.last(), f.end
	for len(tasks) > 0 {
		next := -1
		for _, i := range tasks {
			if len(equal(f.done[i], until)) > 0 {
				next = i
				break
			}
		}
		if next < 0 {
			break
		}
		path = append(path, next)
		tasks, until = p.tasks[next].after, f.ready[next]
	}
	for k := len(path) - 1; k >= 0; k-- {
		run.Critical = append(run.Critical, path[k])
		run.Tasks[path[k]].Critical = true
	}
}

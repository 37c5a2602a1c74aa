package overlap

import (
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Task is a piece of work in a [Plan].
type Task struct {
	Name string // by which other tasks wait for it; no two have the same

	// Owners are the names of the people who do it. Of several, a pool, the first to be
	// done counts, or the Needs-th: a review that needs two of three.
	Owners []string
	Needs  int // how many of the owners must be done with it; 0 stands for 1

	// Machine says that the task has no owner: it takes Work of elapsed time, at any hour, as a
	// build does.
	Machine bool

	Work  time.Duration // working time of each owner; see [ReplyFrom]
	After []string      // the tasks that must be done before, by name
}

// MaxTasks is how many tasks a plan may have.
const MaxTasks = 10_000

// A Plan is work that is handed on: tasks, each with an owner or a pool, and for each the tasks
// that it waits for. It is a directed acyclic graph, as of the critical path method, with everybody's
// working hours in place of durations.
//
// A task is handed over when all that it waits for is done, and is worked on from then on. Tasks of
// one owner do not wait for each other unless the plan says so: who has two tasks at
// once works on both, as people do who wait for a machine. Let one come after the other where that
// is not so.
//
// A Plan is immutable and safe for concurrent use. Make one with [NewPlan]. The zero Plan has no
// tasks and is done at once.
type Plan struct {
	tasks  []planTask
	order  []int // of the tasks: each after all that it waits for
	people map[string]*availability.Schedule
}

type planTask struct {
	Task
	reply  Reply
	after  []int // the tasks before it, in the order of After
	before []int // the tasks that wait for it
}

// NewPlan returns the plan of tasks done by people, whose names are those of their schedules. The
// error tells every mistake at once, each a *[RequestError] that names the task: unknown owners and
// tasks, two of one name, and cycles, which it shows.
func NewPlan(tasks []Task, people ...*availability.Schedule) (*Plan, error) {
	byName := make(map[string]*availability.Schedule, len(people))
	var c planCheck
	for _, s := range people {
		if s == nil {
			continue
		}
		if byName[s.Name()] != nil && byName[s.Name()] != s {
			c.mistake("People", "two are named %q: give them different names", s.Name())
		}
		byName[s.Name()] = s
	}
	return c.plan(slices.Clone(tasks), byName)
}

// Tasks returns the tasks, in the order in which they were given.
func (p *Plan) Tasks() []Task {
	tasks := make([]Task, len(p.tasks))
	for i, t := range p.tasks {
		tasks[i] = t.clone()
	}
	return tasks
}

func (t Task) clone() Task {
	t.Owners, t.After = slices.Clone(t.Owners), slices.Clone(t.After)
	return t
}

// Reply returns the plan as a function: from the instant at which it is started to that at which all of it
// is done. So [Reply.Wait] says how long it takes on average and in bad cases, [Reply.Why] where the waiting on
// its critical path is, [Reply.BestSend] when best to start, and [Reply.SendBy] when to start at the
// latest. It never answers if a task is never done. Its figures take time in proportion to the tasks and to the span
// of starts, and the reasons memory, too: thousands of tasks are for single starts, or for weeks.
func (p *Plan) Reply() Reply { return replyOf(p) }

// after returns when all tasks are done if the plan is started when in says.
func (p *Plan) after(in []piece, rec *record) []piece {
	f := p.flow(in, rec, rec != nil)
	if rec != nil && !rec.asked {
		f.keepCritical(rec)
	}
	return f.end
}

func (p *Plan) rewritten(by func(Answerer) Reply) Reply {
	q := &Plan{tasks: slices.Clone(p.tasks), order: p.order, people: p.people}
	for i := range q.tasks {
		q.tasks[i].reply = q.tasks[i].reply.Rewrite(by)
	}
	return replyOf(q)
}

// A flow is how a plan runs, for a range of starts.
type flow struct {
	plan  *Plan
	ready [][]piece // by task: when all that it waits for is done
	done  [][]piece
	marks []int // by place in the order: where the legs of the task begin in the record
	end   []piece
}

// flow follows the plan. If it keeps nothing, only the end is known afterwards: what happens to ten thousand
// tasks over years would be large.
func (p *Plan) flow(in []piece, rec *record, keep bool) *flow {
	f := &flow{plan: p, ready: make([][]piece, len(p.tasks)), done: make([][]piece, len(p.tasks)), end: in}
	waiting := make([]int, len(p.tasks)) // how many tasks that are still to come wait for each
	for i, t := range p.tasks {
		waiting[i] = len(t.before)
	}
	if rec != nil {
		defer func(outer string) { rec.task = outer }(rec.task)
	}
	for _, i := range p.order {
		t := &p.tasks[i]
		if rec != nil {
			rec.task = t.Name
		}
		f.marks = append(f.marks, rec.mark())
		f.ready[i] = latest(in, f.done, t.after)
		f.done[i] = t.reply.after(f.ready[i], rec)
		if len(t.before) == 0 {
			f.end = combine(f.end, f.done[i], true)
		}
		if keep {
			continue
		}
		f.ready[i] = nil
		if len(t.before) == 0 {
			f.done[i] = nil
		}
		for _, j := range t.after {
			if waiting[j]--; waiting[j] == 0 {
				f.done[j] = nil
			}
		}
	}
	f.marks = append(f.marks, rec.mark())
	return f
}

// latest returns when the last of some tasks is done, or in if there are none.
func latest(in []piece, done [][]piece, tasks []int) []piece {
	if len(tasks) == 0 {
		return in
	}
	out := done[tasks[0]]
	for _, i := range tasks[1:] {
		out = combine(out, done[i], true)
	}
	return out
}

// keepCritical drops the legs that are not on the critical path: for each start, those of
// tasks for which the end, or a task on the path, does not wait. Of several for which it waits, the
// one that comes first in the plan, or in After, is on the path.
func (f *flow) keepCritical(rec *record) {
	p := f.plan
	critical := make([]ranges, len(p.tasks))
	claim := func(open ranges, tasks []int, until []piece) {
		for _, i := range tasks {
			mine := open.intersect(equal(f.done[i], until))
			open = open.subtract(mine)
			critical[i] = critical[i].union(mine)
		}
	}
	claim(answered(f.end), p.last(), f.end)
	for k := len(p.order) - 1; k >= 0; k-- {
		i := p.order[k]
		claim(critical[i], p.tasks[i].after, f.ready[i])
	}
	kept := slices.Clone(rec.legs[:f.marks[0]])
	for k, i := range p.order {
		kept = appendLegs(kept, rec.legs[f.marks[k]:f.marks[k+1]], critical[i])
	}
	rec.legs = kept
}

// last returns the tasks for which no other waits, in the order of the plan.
func (p *Plan) last() []int {
	var last []int
	for i, t := range p.tasks {
		if len(t.before) == 0 {
			last = append(last, i)
		}
	}
	return last
}

// String returns the names of the tasks in an order in which they can be done.
func (p *Plan) String() string {
	names := make([]string, len(p.order))
	for k, i := range p.order {
		names[k] = p.tasks[i].Name
	}
	return strings.Join(names, " → ")
}

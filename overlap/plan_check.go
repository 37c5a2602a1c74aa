package overlap

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A planCheck turns tasks into a plan and collects what is wrong with them.
type planCheck struct {
	mistakes []error
	more     int // that are too many to tell
}

func (c *planCheck) mistake(field, format string, args ...any) {
	const most = 50
	if len(c.mistakes) == most {
		c.more++
		return
	}
	c.mistakes = append(c.mistakes, wrong(field, format, args...))
}

// known is how an error lists what there is, if it is not too much to read.
func known[V any](what string, names map[string]V) string {
	const most = 20
	switch {
	case len(names) == 0:
		return "there are no " + what
	case len(names) > most:
		return fmt.Sprintf("none of the %d %s has that name", len(names), what)
	}
	return "the " + what + " are " + strings.Join(slices.Sorted(maps.Keys(names)), ", ")
}

// plan returns the plan of tasks, which it keeps, or what is wrong with it.
func (c *planCheck) plan(tasks []Task, people map[string]*availability.Schedule) (*Plan, error) {
	p := &Plan{people: people}
	index := make(map[string]int, len(tasks))
	switch {
	case len(tasks) == 0:
		c.mistake("Tasks", "none: a plan needs at least one")
	case len(tasks) > MaxTasks:
		return nil, wrong("Tasks", "%d: a plan can have %d at most", len(tasks), MaxTasks)
	}
	for i, t := range tasks {
		switch first, taken := index[t.Name]; {
		case t.Name == "":
			c.mistake(fmt.Sprintf("Tasks[%d].Name", i), "missing: give the task a name by which others can wait for it")
		case taken:
			c.mistake(fmt.Sprintf("Tasks[%d].Name", i), "Tasks[%d] is named %q, too: give them different names", first, t.Name)
		default:
			index[t.Name] = i
		}
	}
	for i, t := range tasks {
		at := func(field string) string { return fmt.Sprintf("task %q: %s", t.Name, field) }
		p.tasks = append(p.tasks, planTask{Task: t.clone(), reply: c.reply(t, at, people)})
		listed := make(map[int]bool, len(t.After))
		for _, name := range t.After {
			j, ok := index[name]
			if !ok {
				c.mistake(at("After"), "unknown task %q: %s", name, known("tasks", index))
			} else if !listed[j] {
				listed[j] = true
				p.tasks[i].after = append(p.tasks[i].after, j)
			}
		}
	}
	if len(c.mistakes) == 0 {
		c.sort(p)
	}
	if c.more > 0 {
		c.mistakes = append(c.mistakes, wrong("Tasks", "and %d more mistakes", c.more))
	}
	if len(c.mistakes) > 0 {
		return nil, errors.Join(c.mistakes...)
	}
	return p, nil
}

// reply returns who does t, and how long that takes.
func (c *planCheck) reply(t Task, at func(field string) string, people map[string]*availability.Schedule) Reply {
	const most = 100 * 365 * 24 * time.Hour
	if t.Work < 0 || t.Work > most {
		c.mistake(at("Work"), "%s: give the working time that it takes, up to 100 years", t.Work)
	}
	if t.Machine {
		if len(t.Owners) > 0 || t.Needs != 0 {
			c.mistake(at("Machine"), "a machine has no owners: leave out Owners and Needs, or Machine")
		}
		return Delay(t.Work)
	}
	if len(t.Owners) == 0 {
		c.mistake(at("Owners"), "missing: say who does it, or that it is done by a machine")
		return Reply{}
	}
	var pool []Reply
	for k, name := range t.Owners {
		switch s := people[name]; {
		case s == nil:
			c.mistake(at("Owners"), "unknown owner %q: %s", name, known("people", people))
		case slices.Contains(t.Owners[:k], name):
			c.mistake(at("Owners"), "%q stands there twice: name each once", name)
		default:
			pool = append(pool, ReplyFrom(s, t.Work))
		}
	}
	needs := max(t.Needs, 1)
	if t.Needs < 0 || needs > len(t.Owners) {
		c.mistake(at("Needs"), "%d of %d owners: give 1 to %d", t.Needs, len(t.Owners), len(t.Owners))
	}
	if len(pool) == 1 {
		return pool[0]
	}
	return KOf(needs, pool...)
}

// sort puts the tasks in order, or finds a cycle.
func (c *planCheck) sort(p *Plan) {
	waits := make([]int, len(p.tasks)) // for how many tasks that are not in the order yet
	var next []int
	for i, t := range p.tasks {
		if waits[i] = len(t.after); waits[i] == 0 {
			next = append(next, i)
		}
		for _, j := range t.after {
			p.tasks[j].before = append(p.tasks[j].before, i)
		}
	}
	for len(next) > 0 {
		i := next[0]
		next = next[1:]
		p.order = append(p.order, i)
		for _, j := range p.tasks[i].before {
			if waits[j]--; waits[j] == 0 {
				next = append(next, j)
			}
		}
	}
	if len(p.order) == len(p.tasks) {
		return
	}
	// Every task that is left waits for another one that is left: following these leads
	// into a cycle.
	i := slices.IndexFunc(waits, func(n int) bool { return n > 0 })
	var path []int
	for !slices.Contains(path, i) {
		path = append(path, i)
		after := p.tasks[i].after
		i = after[slices.IndexFunc(after, func(j int) bool { return waits[j] > 0 })]
	}
	path = append(path[slices.Index(path, i):], i)
	names := make([]string, len(path))
	for k, j := range path {
		names[k] = p.tasks[j].Name
	}
	const most = 12
	if len(names) > most {
		names = append(append(names[:most/2], fmt.Sprintf("… %d more …", len(names)-most)), names[len(names)-most/2:]...)
	}
	c.mistake("Tasks", "%s: each waits for the next, so none can begin; leave out one of these", strings.Join(names, " → "))
}

package overlap

import (
	"errors"
	"fmt"
	"slices"
)

// InOrder returns the plan in which the named tasks are done one after another, in this order. They
// are one block: the first waits for all that any of them waited for outside of the block,
// each waits for the one before, and what waited for any of them waits for the last. What they
// waited for among themselves does not count.
//
// The error is a *[RequestError]: a task is unknown or named twice, or something outside of the block
// waits for one of its tasks and is waited for by another.
func (p *Plan) InOrder(names ...string) (*Plan, error) {
	block, err := p.block(names)
	if err != nil {
		return nil, err
	}
	return p.inOrder(block)
}

// block returns the indexes of the tasks named.
func (p *Plan) block(names []string) ([]int, error) {
	index := make(map[string]int, len(p.tasks))
	for i, t := range p.tasks {
		index[t.Name] = i
	}
	block := make([]int, len(names))
	for k, name := range names {
		i, ok := index[name]
		switch {
		case !ok:
			return nil, wrong(fmt.Sprintf("Names[%d]", k), "unknown task %q: %s", name, known("tasks", index))
		case slices.Contains(block[:k], i):
			return nil, wrong(fmt.Sprintf("Names[%d]", k), "%q stands there twice: name each task once", name)
		}
		block[k] = i
	}
	return block, nil
}

func (p *Plan) inOrder(block []int) (*Plan, error) {
	tasks := p.Tasks()
	if len(block) == 0 {
		return p, nil
	}
	inside := make(map[string]bool, len(block))
	for _, i := range block {
		inside[tasks[i].Name] = true
	}
	last := tasks[block[len(block)-1]].Name
	var before []string
	for i := range tasks {
		t := &tasks[i]
		waits := slices.ContainsFunc(t.After, func(name string) bool { return inside[name] })
		switch outside := slices.DeleteFunc(t.After, func(name string) bool { return inside[name] }); {
		case inside[t.Name]:
			before = append(before, outside...)
		case waits:
			t.After = append(outside, last)
		}
	}
	for k, i := range block {
		if k == 0 {
			slices.Sort(before)
			tasks[i].After = slices.Compact(before)
		} else {
			tasks[i].After = []string{tasks[block[k-1]].Name}
		}
	}
	var c planCheck
	q, err := c.plan(tasks, p.people)
	if err != nil {
		var cycle *RequestError
		errors.As(err, &cycle)
		return nil, wrong("Names", "these tasks cannot be one block, because something waits for one of them and is waited for by another: %s", cycle.Reason)
	}
	return q, nil
}

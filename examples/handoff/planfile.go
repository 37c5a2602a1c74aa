package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/overlap"
)

// A planFile is what a plan file says.
type planFile struct {
	tasks    []overlap.Task
	promises map[string]time.Duration // by task
	anyOrder [][]string               // tasks that are done one after another, in whatever order
}

const (
	maxPlanBytes    = 1 << 20
	maxMistakes     = 50
	maxNameColumns  = 60 // on a screen, so that lines fit the page
	planExample     = `{"tasks": [{"name": "draft", "owner": "Ada", "work": "4h"}, …]}`
	durationExample = `write hours and minutes, such as "1h30m"`
)

// The keys, and what others call some of them.
var (
	planKeys = []string{"tasks", "anyOrder"}
	taskKeys = []string{"name", "owner", "owners", "needs", "machine", "work", "after", "promise"}
	synonyms = map[string]string{
		"who": "owner", "person": "owner", "people": "owners", "assignee": "owner", "quorum": "needs", "duration": "work",
		"effort": "work", "length": "work", "depends": "after", "dependson": "after", "title": "name",
		"sla": "promise", "within": "promise", "order": "anyOrder", "steps": "tasks",
	}
)

// readPlanFile reads a plan, strictly: what it does not know it refuses, as a slip of the pen would
// otherwise change the plan. The error tells all mistakes, a line each.
func readPlanFile(r io.Reader) (planFile, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxPlanBytes+1))
	if err != nil {
		return planFile{}, err
	}
	if len(data) > maxPlanBytes {
		return planFile{}, fmt.Errorf("more than %d bytes are no plan", maxPlanBytes)
	}
	root, err := parseJSON(bytes.TrimPrefix(data, []byte("\ufeff")))
	if err != nil {
		return planFile{}, err
	}
	var p planReader
	p.plan(root)
	if more := len(p.mistakes) - maxMistakes; more > 0 {
		p.mistakes = append(p.mistakes[:maxMistakes], fmt.Errorf("and %d more mistakes", more))
	}
	return p.planFile, errors.Join(p.mistakes...)
}

// A planReader fills in a planFile and collects what is wrong.
type planReader struct {
	planFile
	mistakes []error
}

func (p *planReader) wrong(v value, place, format string, args ...any) {
	if place != "" {
		place += ": "
	}
	p.mistakes = append(p.mistakes, fmt.Errorf("line %d: %s%s", v.line, place, fmt.Sprintf(format, args...)))
}

func (p *planReader) plan(root value) {
	members, ok := root.content.([]member)
	if !ok {
		p.wrong(root, "", "%v is not a plan: write %s", root, planExample)
		return
	}
	keys := p.keys(members, planKeys, "")
	tasks, ok := keys["tasks"]
	if !ok {
		if len(p.mistakes) == 0 {
			p.wrong(root, "", `it has no key "tasks": write %s`, planExample)
		}
		return
	}
	list, ok := tasks.content.([]value)
	if !ok || len(list) == 0 {
		p.wrong(tasks, "tasks", "%v is not a list of tasks: write %s", tasks, planExample)
	}
	p.promises = map[string]time.Duration{}
	taken := map[string]bool{}
	for i, v := range list {
		p.task(v, i+1, taken)
	}
	if groups, ok := keys["anyOrder"]; ok {
		p.groups(groups)
	}
}

// keys returns the values of the keys that are known, and says what is wrong with others.
func (p *planReader) keys(members []member, known []string, place string) map[string]value {
	out := map[string]value{}
	for _, m := range members {
		_, repeated := out[m.key]
		guess := nearest(m.key, known)
		if other := synonyms[strings.ToLower(m.key)]; guess == "" && slices.Contains(known, other) {
			guess = other
		}
		switch {
		case repeated:
			p.wrong(m.value, place, "the key %s stands there twice: leave one", quoted(m.key))
		case slices.Contains(known, m.key):
			out[m.key] = m.value
		case guess != "":
			p.wrong(m.value, place, "unknown key %s (did you mean %q?)", quoted(m.key), guess)
		default:
			p.wrong(m.value, place, "unknown key %s: the keys are %s", quoted(m.key), strings.Join(known, ", "))
		}
	}
	return out
}

// task reads the n-th task, from 1.
func (p *planReader) task(v value, n int, taken map[string]bool) {
	place := fmt.Sprintf("task #%d", n)
	members, ok := v.content.([]member)
	if !ok {
		p.wrong(v, place, `%v is not an object: write {"name": "draft", "owner": "Ada", "work": "4h"}`, v)
		return
	}
	var t overlap.Task
	for _, m := range members {
		if name, ok := m.value.content.(string); ok && m.key == "name" && name != "" {
			place = "task " + quoted(name)
		}
	}
	slips := len(p.mistakes)
	keys := p.keys(members, taskKeys, place)
	slips = len(p.mistakes) - slips // a key that is misspelled is not called missing, too
	missing := func(key, format string, args ...any) {
		if _, ok := keys[key]; !ok && slips == 0 {
			p.wrong(v, place, key+": missing: "+format, args...)
		}
	}
	at := func(key string) string { return place + ": " + key }
	missing("name", "give the task a name by which others can wait for it")
	missing("work", "give the working time that it takes, such as \"4h\"")
	if v, ok := keys["name"]; ok {
		t.Name = p.name(v, at("name"))
		if taken[t.Name] && t.Name != "" {
			p.wrong(v, at("name"), "another task has it: give them different names")
		}
		taken[t.Name] = true
	}
	if v, ok := keys["work"]; ok {
		t.Work = p.duration(v, at("work"))
	}
	if v, ok := keys["owner"]; ok {
		t.Owners = []string{p.text(v, at("owner"), "Ada")}
	}
	if v, ok := keys["owners"]; ok {
		if t.Owners != nil {
			p.wrong(v, at("owners"), "it stands beside owner: leave one of the two")
		}
		t.Owners = p.texts(v, at("owners"), `["Ada", "Bo"]`)
	}
	if v, ok := keys["needs"]; ok {
		t.Needs = p.count(v, at("needs"))
	}
	if v, ok := keys["machine"]; ok {
		if t.Machine, ok = v.content.(bool); !ok {
			p.wrong(v, at("machine"), "%v is not true or false: write true if nobody has to work for it", v)
		}
	}
	if v, ok := keys["after"]; ok {
		if name, ok := v.content.(string); ok {
			t.After = []string{name}
		} else {
			t.After = p.texts(v, at("after"), `["draft", "review"]`)
		}
	}
	if v, ok := keys["promise"]; ok {
		if p.promises[t.Name] = p.duration(v, at("promise")); t.Machine {
			p.wrong(v, at("promise"), "a machine has no working time: leave it out")
		}
	}
	p.tasks = append(p.tasks, t)
}

// groups reads the tasks whose order is free.
func (p *planReader) groups(v value) {
	const example = `[["draft", "legal", "brand"]]`
	list, ok := v.content.([]value)
	if !ok {
		p.wrong(v, "anyOrder", "%v is not a list of lists of tasks: write %s", v, example)
	}
	in := map[string]int{}
	for i, v := range list {
		place := fmt.Sprintf("anyOrder #%d", i+1)
		group := p.texts(v, place, `["draft", "legal", "brand"]`)
		if _, ok := v.content.([]value); ok && len(group) < 2 {
			p.wrong(v, place, "an order is of two tasks at least: name more or leave it out")
		}
		for _, name := range group {
			if in[name] > 0 && in[name] <= i {
				p.wrong(v, place, "%s is in #%d, too: name each task in one only", quoted(name), in[name])
			}
			in[name] = i + 1
		}
		for _, t := range p.tasks {
			for _, name := range t.After {
				if slices.Contains(group, t.Name) && slices.Contains(group, name) {
					p.wrong(v, place, "their order is not free, as %s is after %s: leave that out, or one of the two here", quoted(t.Name), quoted(name))
				}
			}
		}
		p.anyOrder = append(p.anyOrder, group)
	}
}

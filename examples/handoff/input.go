package main

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/examples/internal/program"
	"github.com/noonmark/noonmark/overlap"
)

//go:embed sample.json
var sampleJSON []byte

//go:embed plan.json
var samplePlanJSON []byte

// sample is the team when no file is given: a release goes round the world.
var sample = program.Sample{JSON: sampleJSON, Changed: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}

// maxWeeks is five years, for which nobody plans.
const maxWeeks = 260

// maxTaskWeeks bounds the memory that it takes to look at all starts: to some hundred megabytes.
const maxTaskWeeks = 40_000

// An input is what the flags say.
type input struct {
	team, plan, from, zone string
	weeks                  int
}

// A question is what is asked, read and checked.
type question struct {
	weeks   program.Weeks
	people  []*availability.Schedule // in the order of the team file
	plan    *overlap.Plan            // tasks whose order is free are in that of the file
	file    planFile
	starter *availability.Schedule // the owner of the first task that has one; or nil
	starts  availability.Set       // the starter's working time in the weeks
	start   time.Time
	changed time.Time // when the files last changed
	unread  int       // calendars that the team file names
}

// question reads the files and checks what the flags say.
func (in input) question(now time.Time) (question, error) {
	day, clock, timed := strings.Cut(in.from, "T")
	weeks, err := program.ParseWeeks(day, in.weeks, maxWeeks, in.zone, now)
	if err != nil {
		return question{}, err
	}
	q := question{weeks: weeks}
	if timed {
		at, err := availability.ParseCivil(day + "T" + clock)
		if err != nil {
			return question{}, fmt.Errorf("-from %q: give a date and a clock such as 2026-10-19T09:00, as -zone shows it", in.from)
		}
		q.start = weeks.Zone.Instant(at.Date, at.Clock)
	}
	team, changed, err := program.ReadTeam(in.team, sample)
	if err != nil {
		return question{}, err
	}
	if q.people, err = team.CompileWith(program.Sources); err != nil {
		return question{}, err
	}
	for _, p := range team.People {
		q.unread += len(p.Calendars)
	}
	if err := q.readPlan(in.plan, in.hint()); err != nil {
		return question{}, err
	}
	if n := len(q.file.tasks); n*in.weeks > maxTaskWeeks && in.weeks > 1 {
		return question{}, fmt.Errorf("-weeks %d: %d tasks over so many weeks are too much to look at: give at most %d", in.weeks, n, max(maxTaskWeeks/n, 1))
	}
	if q.changed.Before(changed) {
		q.changed = changed
	}
	q.findStarts(timed)
	return q, nil
}

// hint says why plan and team may not fit.
func (in input) hint() error {
	switch {
	case in.team == "" && in.plan != "":
		return errors.New("the people are those of the sample team: give yours with -team FILE")
	case in.team != "" && in.plan == "":
		return errors.New("the plan is the sample: give yours with -plan FILE")
	}
	return nil
}

// readPlan reads the plan file, or the sample plan if path is empty.
func (q *question) readPlan(path string, hint error) error {
	name, file := "the sample plan", io.NopCloser(bytes.NewReader(samplePlanJSON))
	if q.changed = sample.Changed; path != "" {
		var err error
		if file, q.changed, err = program.Open(path); err != nil {
			return fmt.Errorf("cannot read the plan file %s: %w: give the path of a plan file", path, err)
		}
		name = path
	}
	defer file.Close()
	var err error
	if q.file, err = readPlanFile(file); err != nil {
		return program.EachLine(name+": ", program.Reason(err))
	}
	if q.plan, err = q.file.plan(q.people); err != nil {
		return errors.Join(program.EachLine(name+": ", err), hint)
	}
	return nil
}

// plan returns the plan, with the tasks whose order is free in that of the file.
func (f planFile) plan(people []*availability.Schedule) (*overlap.Plan, error) {
	p, err := overlap.NewPlan(f.tasks, people...)
	if err != nil {
		return nil, asInFile(err)
	}
	var mistakes []error
	for i, group := range f.anyOrder {
		ordered, err := p.InOrder(group...)
		if err != nil {
			mistakes = append(mistakes, fmt.Errorf("anyOrder #%d: %s", i+1, reason(err)))
			continue
		}
		p = ordered
	}
	return p, errors.Join(mistakes...)
}

// asInFile names the keys of the file in the place of the request's fields.
func asInFile(err error) error {
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = joined.Unwrap()
	}
	for i, err := range all {
		var wrong *overlap.RequestError
		if !errors.As(err, &wrong) {
			continue
		}
		field := wrong.Field
		if k := strings.LastIndex(field, ": ") + 1; k > 0 { // task "draft": After
			field = field[:k] + strings.ToLower(field[k:])
		} else {
			field = strings.ToLower(field)
		}
		all[i] = fmt.Errorf("%s: %s", field, wrong.Reason)
	}
	return errors.Join(all...)
}

// reason returns what is wrong, without the field of the request.
func reason(err error) string {
	var wrong *overlap.RequestError
	if errors.As(err, &wrong) {
		return wrong.Reason
	}
	return err.Error()
}

// findStarts says when the work may start: while the owner of the first task that waits for nothing works. Where no
// task has an owner that is at any time.
func (q *question) findStarts(timed bool) {
	span := q.weeks.Span()
	q.starts = availability.NewSet(span)
	tasks := q.plan.Tasks()
	owned := func(t overlap.Task) bool { return len(t.Owners) > 0 }
	first := slices.IndexFunc(tasks, func(t overlap.Task) bool { return owned(t) && len(t.After) == 0 })
	if first < 0 { // what waits for nothing is done by machines
		first = slices.IndexFunc(tasks, owned)
	}
	if first >= 0 {
		name := tasks[first].Owners[0]
		q.starter = q.people[slices.IndexFunc(q.people, func(s *availability.Schedule) bool { return s.Name() == name })]
		q.starts = q.starter.In(span)
	}
	if timed {
		return
	}
	q.start = span.Start()
	if !q.starts.IsEmpty() {
		q.start = q.starts.At(0).Start()
	}
}

package main

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/noonmark/noonmark/examples/internal/program"
	"github.com/noonmark/noonmark/overlap"
)

func TestReadPlanFile(t *testing.T) {
	got, err := readPlanFile(strings.NewReader("\ufeff" + `{"anyOrder": [["a", "d"]], "tasks": [
		{"after": ["b"], "name": "a", "owner": "Ada", "work": "1h30m"},
		{"name": "b", "owners": ["Ada", "Bo"], "needs": 2, "work": "0s", "promise": "1h", "after": "c"},
		{"name": "c", "machine": true, "work": "45s", "after": []},
		{"name": "d", "machine": false, "owner": "Ada", "work": "1m"}]}`))
	want := planFile{
		tasks: []overlap.Task{
			{Name: "a", Owners: []string{"Ada"}, Work: 90 * time.Minute, After: []string{"b"}},
			{Name: "b", Owners: []string{"Ada", "Bo"}, Needs: 2, After: []string{"c"}},
			{Name: "c", Machine: true, Work: 45 * time.Second, After: []string{}},
			{Name: "d", Owners: []string{"Ada"}, Work: time.Minute},
		},
		promises: map[string]time.Duration{"b": time.Hour},
		anyOrder: [][]string{{"a", "d"}},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(planFile{})); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	broken := errors.New("the disk is gone")
	if _, err := readPlanFile(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"nme", "name"}, {"onwer", "owner"}, {"Owners", "owners"}, {"any_order", ""}, {"promises", "promise"}, {"x", ""}, {"", ""}, {"colour", ""},
	} {
		if got := nearest(c.word, taskKeys); got != c.want {
			t.Errorf("%q: %q, want %q", c.word, got, c.want)
		}
	}
	if got := nearest("any_order", planKeys); got != "anyOrder" {
		t.Errorf("any_order: %q", got)
	}
}

// FuzzPlan reads any text as a plan. What is accepted makes a plan that runs, or an error of which
// each line can be shown.
func FuzzPlan(f *testing.F) {
	f.Add(string(samplePlanJSON))
	f.Add(strange)
	f.Add(`{"tasks": [{"name": "a", "owner": "Ana", "work": "1h", "after": "a"}], "anyOrder": [["a", "a"]]}`)
	f.Add(`{"tasks": [{"name": "a", "machine": true, "work": "2562047h"}], "x": [1, null, {}]}`)
	f.Add(`{"tasks": [{"nme": "\u0000", "who": [[[[[[1]]]]]]}]}`)
	team, _, err := program.ReadTeam("", sample)
	if err != nil {
		f.Fatal(err)
	}
	people, err := team.CompileWith(program.Sources)
	if err != nil {
		f.Fatal(err)
	}
	weeks, err := program.ParseWeeks("2026-11-23", 1, 1, "UTC", now)
	if err != nil {
		f.Fatal(err)
	}
	shown := func(t *testing.T, err error) {
		for line := range strings.Lines(err.Error()) {
			line = strings.TrimSuffix(line, "\n")
			if line == "" || strings.ContainsFunc(line, unicode.IsControl) {
				t.Errorf("%q cannot be shown in a line", line)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := readPlanFile(strings.NewReader(text))
		if err != nil {
			shown(t, err)
			return
		}
		plan, err := file.plan(people)
		if err != nil {
			shown(t, err)
			return
		}
		if got, want := len(plan.Tasks()), len(file.tasks); got != want || want == 0 {
			t.Fatalf("%d tasks, want %d", got, want)
		}
		q := question{weeks: weeks, people: people, plan: plan, file: file}
		q.findStarts(false)
		r := report{Zone: "UTC", Run: newRun(q), Starts: newStarts(q)} // all orders would take too long
		if (r.Run.End == nil) != (len(r.Run.Stuck) > 0) {
			t.Errorf("ends at %v, stuck %v", r.Run.End, r.Run.Stuck)
		}
		var out strings.Builder
		r.writeText(&out, q)
		for line := range strings.Lines(out.String()) {
			if n := program.Width(strings.TrimSuffix(line, "\n")); n > program.Columns {
				t.Errorf("%d columns: %s", n, line)
			}
		}
	})
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/noonmark/noonmark/examples/internal/programtest"
)

func TestBadInput(t *testing.T) {
	folder := t.TempDir()
	team := programtest.File(t, "team.json", two)
	plan := func(text string) []string {
		return []string{"-team", team, "-plan", programtest.File(t, "plan.json", text)}
	}
	own := programtest.File(t, "plan.json", machines)
	locked := programtest.File(t, "locked.ics", "mine")
	if err := os.Chmod(locked, 0o444); err != nil {
		t.Fatal(err)
	}
	many := `{"tasks": [` + strings.Repeat(`1, `, 60) + `1]}`
	for _, c := range []struct {
		why  string
		args []string
		want []string // in each line of stderr
	}{
		{"all mistakes of a team file", []string{"-team", programtest.File(t, "team.json", `{"people": [{"name": "Bo", "zone": "Mars", "hours": "?"}]}`)},
			[]string{`"Bo": zone: unknown time zone "Mars"`, `"Bo": hours: `}},
		{"no plan", []string{"-plan", filepath.Join(folder, "none.json")}, []string{"cannot read the plan file " + folder + "/none.json: no such file or directory: give the path of a plan file"}},
		{"a folder", []string{"-plan", folder}, []string{"is a directory: give the path of a plan file"}},
		{"a file without an end", []string{"-plan", "/dev/zero"}, []string{"more than 1048576 bytes are no plan"}},
		{"an empty file", plan(" \n"), []string{`plan.json: it is empty: write {"tasks": [`}},
		{"no JSON", plan("{\"tasks\": [\n{\"name\": }]}"), []string{"line 2: not JSON: invalid character '}'"}},
		{"JSON that ends too early", plan("{\"tasks\": [\n"), []string{"line 2: not JSON: unexpected end"}},
		{"two values", plan(`{} {}`), []string{"line 1: not JSON: invalid character '{'"}},
		{"other bytes", plan("{\"\xff\": 1}"), []string{"it is not in UTF-8: save it as UTF-8"}},
		{"depth", plan(`{"tasks": [{"name": [[[[[[1]]]]]]}]}`), []string{"line 1: lists and objects are nested too deeply"}},
		{"more depth", plan(strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)), []string{"line 1: not JSON: "}},
		{"a list", plan(`[]`), []string{`line 1: a list is not a plan: write {"tasks": [`}},
		{"no tasks", plan(`{"anyOrder": []}`), []string{`line 1: it has no key "tasks": write`}},
		{"an empty list", plan(`{"tasks": []}`), []string{"line 1: tasks: a list is not a list of tasks"}},
		{"keys", plan("{\"taks\": 1,\n \"tasks\": [{\"name\": \"a\", \"Owner\": \"Ada\", \"wrok\": \"1h\"},\n{\"name\": \"a b\", \"who\": \"Ada\", \"colour\": 1, \"name\": \"b\"}]}"), []string{
			`line 1: unknown key "taks" (did you mean "tasks"?)`,
			`line 2: task "a": unknown key "Owner" (did you mean "owner"?)`,
			`line 2: task "a": unknown key "wrok" (did you mean "work"?)`,
			`line 3: task "b": unknown key "who" (did you mean "owner"?)`,
			`line 3: task "b": unknown key "colour": the keys are name, owner, owners, needs, machine, work, after, promise`,
			`line 3: task "b": the key "name" stands there twice: leave one`,
		}},
		{"missing keys", plan(`{"tasks": [{"owner": "Ada"}]}`), []string{
			"task #1: name: missing: give the task a name by which others can wait for it", `task #1: work: missing: give the working time that it takes, such as "4h"`,
		}},
		{"names", plan(`{"tasks": [{"name": "", "work": "1h", "owner": "Ada"}, {"name": "a\u001b[1m", "work": "1h", "owner": "Ada"}, {"name": "` + strings.Repeat("x", 61) + `", "work": "1h", "owner": "Ada"},
			{"name": 7, "work": "1h", "owner": "Ada"}, {"name": "b", "work": "1h", "owner": "Ada"}, {"name": "b", "work": "1h", "owner": "Ada"}, {"name": " c", "work": "1h", "owner": "Ada"}]}`), []string{
			"task #1: name: it is empty: give", `task "a\x1b[1m": name: "a\x1b[1m" cannot be printed in a line`, "name: longer than 60 characters: shorten it",
			`task #4: name: 7 is not a text: write it in double quotes, such as "draft"`, `task "b": name: another task has it: give them different names`, `" c" cannot be printed`,
		}},
		{"durations", plan(`{"tasks": [{"name": "a", "work": "4 hours", "owner": "Ada"}, {"name": "b", "work": 4, "owner": "Ada"}, {"name": "c", "work": "-1h", "owner": "Ada"}, {"name": "d", "work": "1.5s", "owner": "Ada", "promise": null}]}`), []string{
			`task "a": work: "4 hours" is not a duration: write hours and minutes, such as "1h30m"`, `task "b": work: 4 is not a duration`, `task "c": work: "-1h" is below zero`,
			`task "d": work: "1.5s" is below zero or has parts of a second`, `task "d": promise: null is not a duration`,
		}},
		{"kinds", plan(`{"tasks": [{"name": "a", "work": "1h", "owner": ["Ada"], "owners": "Ada", "needs": 1.5, "machine": 1, "after": {}}, {"name": "b", "work": "1h", "machine": true, "promise": "1h"}, true], "anyOrder": {}}`), []string{
			`task "a": owner: a list is not a text`, `task "a": owners: it stands beside owner: leave one`, `task "a": owners: "Ada" is not a list: write ["Ada", "Bo"]`,
			`task "a": needs: 1.5 is not a number of owners: write a whole number from 1`, `task "a": machine: 1 is not true or false`, `task "a": after: an object is not a list: write ["draft", "review"]`,
			`task "b": promise: a machine has no working time: leave it out`, `task #3: true is not an object: write {"name"`, `anyOrder: an object is not a list of lists of tasks: write [["draft"`,
		}},
		{"groups", plan(`{"tasks": [{"name": "a", "work": "1h", "owner": "Ada"}], "anyOrder": [["a"], ["a", "b"], 1, [2, "c"]]}`), []string{
			"anyOrder #1: an order is of two tasks at least: name more or leave it out", `anyOrder #2: "a" is in #1, too: name each task in one only`,
			"anyOrder #3: 1 is not a list", "anyOrder #4: 2 is not a text",
		}},
		{"an order that is not free", plan(`{"tasks": [{"name": "a", "work": "1h", "owner": "Ada"}, {"name": "b", "work": "1h", "owner": "Bo", "after": "a"}], "anyOrder": [["a", "b"]]}`), []string{
			`anyOrder #1: their order is not free, as "b" is after "a": leave that out, or one of the two here`,
		}},
		{"no more mistakes than anybody reads", plan(many), append(repeat("is not an object", 50), "and 11 more mistakes")},
		{"people and tasks", plan(`{"tasks": [{"name": "a", "work": "1h", "owner": "Adam", "after": "c"}, {"name": "b", "work": "1h", "owners": ["Ada", "Ada"], "needs": 3}, {"name": "d", "work": "1h"}, {"name": "e", "work": "1h", "owner": "Bo", "machine": true}, {"name": "f", "work": "900001h", "owner": "Bo"}]}`), []string{
			`task "a": owners: unknown owner "Adam": the people are Ada, Bo, Zoë`, `task "a": after: unknown task "c": the tasks are a, b, d, e, f`,
			`task "b": owners: "Ada" stands there twice`, `task "b": needs: 3 of 2 owners: give 1 to 2`, `task "d": owners: missing: say who does it`, `task "e": machine: a machine has no owners`, `task "f": work: 900001h0m0s: give the working time that it takes, up to 100 years`,
		}},
		{"a cycle", plan(`{"tasks": [{"name": "a", "work": "1h", "owner": "Ada", "after": "b"}, {"name": "b", "work": "1h", "owner": "Bo", "after": "a"}]}`), []string{
			"tasks: a → b → a: each waits for the next, so none can begin",
		}},
		{"an order of unknown tasks, and one that cannot be", plan(`{"tasks": [{"name": "a", "work": "1h", "owner": "Ada"}, {"name": "b", "work": "1h", "owner": "Bo", "after": "a"}, {"name": "c", "work": "1h", "owner": "Bo", "after": "b"}], "anyOrder": [["x", "y"], ["c", "a"]]}`), []string{
			`anyOrder #1: unknown task "x": the tasks are a, b, c`, `anyOrder #2: these tasks cannot be one block, because something waits for one of them`,
		}},
		{"an order of too many", plan(`{"tasks": [` + group(13) + `}`), []string{"anyOrder #1: "}},
		{"the sample team with another plan", []string{"-plan", programtest.File(t, "plan.json", `{"tasks": [{"name": "a", "owner": "Bob", "work": "1h"}]}`)},
			[]string{`task "a": owners: unknown owner "Bob": the people are Ana, `, "the people are those of the sample team: give yours with -team FILE"}},
		{"the sample plan with another team", []string{"-team", team}, append(repeat("unknown owner", 8), "the plan is the sample: give yours with -plan FILE")},
		{"work for a life", plan(`{"tasks": [{"name": "a", "work": "800000h", "owner": "Ada"}]}`), []string{"the plan takes more than 290 years: that is too long to be shown; give tasks less work"}},
		{"too many tasks for so many weeks", append(plan(`{"tasks": [`+strings.Join(tasksNamed(500), ", ")+`]}`), "-weeks", "100"),
			[]string{"-weeks 100: 500 tasks over so many weeks are too much to look at: give at most 80"}},
		{"an unknown flag", []string{"-paln", "x"}, []string{"not defined: -paln: -h lists the flags"}},
		{"a file without its flag", []string{"plan.json"}, []string{`"plan.json" is not a flag`}},
		{"an empty flag", []string{"-plan", ""}, []string{"-plan is given and empty"}},
		{"a bad date", []string{"-from", "2026-02-30"}, []string{`-from "2026-02-30": give a date such as`}},
		{"a bad clock", []string{"-from", "2026-02-20T25:00"}, []string{`-from "2026-02-20T25:00": give a date and a clock such as 2026-10-19T09:00`}},
		{"a clock alone", []string{"-from", "T09:00"}, []string{`-from "T09:00": give a date and a clock`}},
		{"a bad zone", []string{"-zone", "Berlin"}, []string{`-zone: unknown time zone "Berlin" (did you mean "Europe/Berlin"?)`}},
		{"no weeks", []string{"-weeks", "0"}, []string{"-weeks 0: give a number from 1 to 260"}},
		{"a calendar nowhere", []string{"-ics", filepath.Join(folder, "no", "tasks.ics")}, []string{"-ics: cannot write"}},
		{"a calendar over a folder", []string{"-ics", folder}, []string{"is not a file"}},
		{"a calendar over a file that may not be written", []string{"-ics", locked}, []string{"may not be written to"}},
		{"a calendar over the team file", []string{"-team", team, "-plan", own, "-ics", team}, []string{"is the team file"}},
		{"a calendar over the plan file", []string{"-team", team, "-plan", own, "-ics", own}, []string{"-ics: " + own + " is a file that is read: give another path"}},
		{"a calendar of nothing", append(plan(`{"tasks": [{"name": "a", "work": "1h", "owner": "Zoë"}]}`), "-ics", filepath.Join(folder, "x.ics")), []string{"-ics: no task that takes time is ever done"}},
	} {
		programtest.Refused(t, "handoff", c.why, c.args, c.want)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func tasksNamed(n int) []string {
	tasks := make([]string, n)
	for i := range tasks {
		tasks[i] = fmt.Sprintf(`{"name": "%d", "machine": true, "work": "1h"}`, i)
	}
	return tasks
}

func repeat(s string, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = s
	}
	return all
}

// group is the rest of a plan with n tasks whose order is free.
func group(n int) string {
	var tasks, names []string
	for i := range n {
		name := `"` + string(rune('a'+i)) + `"`
		names = append(names, name)
		tasks = append(tasks, `{"name": `+name+`, "work": "1h", "owner": "Ada"}`)
	}
	return strings.Join(tasks, ", ") + `], "anyOrder": [[` + strings.Join(names, ", ") + `]]`
}

package overlap

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// taskReply is who does a task, put together by hand.
func taskReply(p *Plan, t Task) Reply {
	if t.Machine {
		return Delay(t.Work)
	}
	var pool []Reply
	for _, name := range t.Owners {
		pool = append(pool, ReplyFrom(p.people[name], t.Work))
	}
	return KOf(max(t.Needs, 1), pool...)
}

// A run is what one gets by asking when each task is done, one after the other.
func TestRunIsTaskAfterTask(t *testing.T) {
	r := rand.New(rand.NewPCG(71, 72))
	stuck := 0
	for range 150 {
		n := 1 + r.IntN(9)
		p := randomPlan(t, r, n)
		start := at(t, "2026-03-06T10:30:00Z").Add(time.Duration(r.Int64N(int64(100 * time.Hour))))
		run := p.Run(start)
		done := make(map[string]time.Time)
		never := make(map[string]bool)
		end := start
		for i, task := range p.Tasks() { // each waits for tasks before it only
			ready, lost := start, false
			for _, name := range task.After {
				lost = lost || never[name]
				if done[name].After(ready) {
					ready = done[name]
				}
			}
			got := run.Tasks[i]
			answered, ok := taskReply(p, task).At(ready)
			if lost || !ok {
				never[task.Name] = true
				if !slices.Contains(run.Stuck, i) || !got.Ended.IsZero() || got.Owner != nil {
					t.Fatalf("%s is never done, but ends %v", task.Name, got.Ended)
				}
				continue
			}
			done[task.Name] = answered
			if answered.After(end) {
				end = answered
			}
			if !got.Ready.Equal(ready) || !got.Ended.Equal(answered) {
				t.Fatalf("%s is handed over %v and ends %v, want %v and %v", task.Name, got.Ready, got.Ended, ready, answered)
			}
			if d := sumOf(got.Parts); d != answered.Sub(ready) {
				t.Fatalf("%s: its parts are %v of %v", task.Name, d, answered.Sub(ready))
			}
			if task.Machine {
				if got.Owner != nil || !got.Started.Equal(ready) {
					t.Fatalf("the machine %s starts %v, handed over %v", task.Name, got.Started, ready)
				}
				continue
			}
			// The owner is one who is done just then.
			if own, ok := ReplyFrom(got.Owner, task.Work).At(ready); !ok || !own.Equal(answered) {
				t.Fatalf("%s is done by %v at %v, not at %v", task.Name, got.Owner, own, answered)
			}
			if started, _ := ReplyFrom(got.Owner, 0).At(ready); !got.Started.Equal(started) {
				t.Fatalf("%s is started %v, want %v", task.Name, got.Started, started)
			}
			if zone := got.Owner.Zone().Offset(got.Ended).Seconds; zone != func() int { _, s := got.Ended.Zone(); return s }() {
				t.Fatalf("%s ends on another clock: %v", task.Name, got.Ended)
			}
		}
		answered, ok := p.Reply().At(start)
		if len(run.Stuck) > 0 {
			stuck++
			if ok || !run.End.IsZero() || len(run.Critical) > 0 {
				t.Fatalf("it never ends, but at %v", answered)
			}
			continue
		}
		if !ok || !run.End.Equal(end) || !answered.Equal(end) {
			t.Fatalf("it ends %v, by its reply %v, want %v", run.End, answered, end)
		}
		checkCritical(t, p, run)
		checkSlack(t, p, run)
	}
	if stuck == 150 {
		t.Error("no plan ends")
	}
}

// checkCritical checks that the critical path leads from start to end, and that Trace follows it.
func checkCritical(t *testing.T, p *Plan, run Run) {
	t.Helper()
	now := run.Start
	for _, i := range run.Critical {
		if task := run.Tasks[i]; !task.Critical || !task.Ready.Equal(now) {
			t.Fatalf("%s is on the critical path (%v) and handed over %v, want %v", task.Task.Name, task.Critical, task.Ready, now)
		} else {
			now = task.Ended
		}
	}
	if !now.Equal(run.End) {
		t.Fatalf("the critical path ends %v, not %v", now, run.End)
	}
	legs, ok := p.Reply().Trace(run.Start)
	if !ok || len(legs) != len(run.Critical) {
		t.Fatalf("%d legs of %d critical tasks", len(legs), len(run.Critical))
	}
	byName := make(map[string]Leg)
	for _, l := range legs {
		byName[l.Task] = l
	}
	for _, i := range run.Critical {
		task := run.Tasks[i]
		l := byName[task.Task.Name]
		if !l.Arrived.Equal(task.Ready) || !l.Answered.Equal(task.Ended) || !slices.Equal(l.Parts, task.Parts) {
			t.Fatalf("the leg %+v is not the task %+v", l, task)
		}
	}
}

// checkSlack hands one task after another over later, and sees when the plan ends.
func checkSlack(t *testing.T, p *Plan, run Run) {
	t.Helper()
	for i := range run.Tasks {
		end := func(late time.Duration) time.Time {
			done := make([]time.Time, len(run.Tasks))
			last := run.Start
			for j, task := range run.Tasks {
				ready := run.Start
				for _, k := range p.tasks[j].after {
					if done[k].After(ready) {
						ready = done[k]
					}
				}
				if i == j {
					ready = run.Tasks[i].Ready.Add(late)
				}
				answered, ok := taskReply(p, task.Task).At(ready)
				if !ok {
					return run.End.AddDate(1000, 0, 0)
				}
				if done[j] = answered; answered.After(last) {
					last = answered
				}
			}
			return last
		}
		slack := run.Tasks[i].Slack
		if got := end(slack); !got.Equal(run.End) {
			t.Fatalf("%s has a slack of %v, but then it ends %v, not %v", run.Tasks[i].Task.Name, slack, got, run.End)
		}
		if got := end(slack + 1); !got.After(run.End) {
			t.Fatalf("%s has a slack of %v only, but with more it ends %v, too", run.Tasks[i].Task.Name, slack, got)
		}
	}
}

// The figures of a plan over many starts are those of its runs.
func TestPlanReplyIsAllRuns(t *testing.T) {
	r := rand.New(rand.NewPCG(73, 74))
	for range 20 {
		p := randomPlan(t, r, 1+r.IntN(7))
		from := at(t, "2026-03-06T10:00:00Z").Add(time.Duration(r.IntN(100)) * time.Hour)
		starts := availability.NewSet(availability.Between(from, from.Add(4*time.Hour)))
		var sum time.Duration
		n, stuck := 0, 0
		parts := make(map[[3]any]time.Duration)
		for m := from.Add(30 * time.Second); m.Before(from.Add(4 * time.Hour)); m = m.Add(time.Minute) {
			run := p.Run(m)
			if len(run.Stuck) > 0 {
				stuck++
				continue
			}
			n++
			sum += run.End.Sub(m)
			for _, i := range run.Critical {
				for _, part := range run.Tasks[i].Parts {
					parts[[3]any{run.Tasks[i].Task.Name, part.State, part.Work}] += part.Time
				}
			}
		}
		w := p.Reply().Wait(starts)
		if got, want := w.Unanswered(), share(int64(stuck), int64(n+stuck)); got != want {
			t.Fatalf("unanswered %v, want %v", got, want)
		}
		if n == 0 {
			continue
		}
		if mean, _ := w.Mean(); mean != sum/time.Duration(n) {
			t.Fatalf("%v: mean %v, want %v", p, mean, sum/time.Duration(n))
		}
		why := p.Reply().Why(starts)
		if why.Total() != sum/time.Duration(n) {
			t.Fatalf("%v: the parts add up to %v", p, why.Total())
		}
		got := make(map[[3]any]time.Duration)
		for _, h := range why.Hops {
			for _, part := range h.Parts {
				got[[3]any{h.Task, part.State, part.Work}] += part.Time
			}
		}
		for k, d := range parts {
			if off := got[k] - d/time.Duration(n); off < -10 || off > 10 {
				t.Fatalf("%v: %v for %v, want %v", p, k, got[k], d/time.Duration(n))
			}
		}
	}
}

func TestNewPlanErrors(t *testing.T) {
	berlin, bo := schedule(t, "Berlin", office), schedule(t, "New York", office)
	ring := make([]Task, 40)
	for i := range ring {
		ring[i] = Task{Name: fmt.Sprint("t", i), Machine: true, After: []string{fmt.Sprint("t", (i+1)%40)}}
	}
	owners := []string{"Berlin"}
	for _, c := range []struct {
		name  string
		tasks []Task
		want  []string
	}{
		{"none", nil, []string{"Tasks: none"}},
		{"unknown owner", []Task{{Name: "a", Owners: []string{"Berln"}}}, []string{`task "a": Owners: unknown owner "Berln": the people are Berlin, New York`}},
		{"unknown task", []Task{{Name: "a", Owners: owners, After: []string{"b"}}}, []string{`task "a": After: unknown task "b": the tasks are a`}},
		{"a cycle", []Task{{Name: "z", Owners: owners}, {Name: "a", Owners: owners, After: []string{"z", "b"}}, {Name: "b", Owners: owners, After: []string{"c"}}, {Name: "c", Owners: owners, After: []string{"a"}}, {Name: "d", Owners: owners, After: []string{"c"}}},
			[]string{"Tasks: a → b → c → a: each waits for the next, so none can begin"}},
		{"a cycle behind others", []Task{{Name: "d", Owners: owners, After: []string{"a"}}, {Name: "a", Owners: owners, After: []string{"b"}}, {Name: "b", Owners: owners, After: []string{"a"}}},
			[]string{"Tasks: a → b → a: "}},
		{"itself", []Task{{Name: "a", Owners: owners, After: []string{"a"}}}, []string{"Tasks: a → a: "}},
		{"a long cycle", ring, []string{"t0 → t1 → t2 → t3 → t4 → t5 → … 29 more … → t35 → t36 → t37 → t38 → t39 → t0: "}},
		{"no name", []Task{{Owners: owners}}, []string{"Tasks[0].Name: missing"}},
		{"two of one name", []Task{{Name: "a", Owners: owners}, {Name: "a", Owners: owners}}, []string{`Tasks[1].Name: Tasks[0] is named "a", too`}},
		{"nobody", []Task{{Name: "a"}}, []string{`task "a": Owners: missing: say who does it, or that it is done by a machine`}},
		{"somebody twice", []Task{{Name: "a", Owners: []string{"Berlin", "Berlin"}}}, []string{`task "a": Owners: "Berlin" stands there twice`}},
		{"too many needed", []Task{{Name: "a", Owners: owners, Needs: 2}}, []string{`task "a": Needs: 2 of 1 owners: give 1 to 1`}},
		{"fewer than none", []Task{{Name: "a", Owners: owners, Needs: -1}}, []string{`task "a": Needs: -1 of 1 owners`}},
		{"a machine with owners", []Task{{Name: "a", Owners: owners, Machine: true}}, []string{`task "a": Machine: a machine has no owners`}},
		{"negative work", []Task{{Name: "a", Owners: owners, Work: -1}}, []string{`task "a": Work: -1ns`}},
		{"all at once", []Task{{Name: "a", Owners: []string{"X"}, After: []string{"y"}}, {Name: "b", Work: -1, Machine: true}}, []string{`unknown owner "X"`, `unknown task "y"`, `task "b": Work`}},
		{"too many", make([]Task, MaxTasks+1), []string{"Tasks: 10001: a plan can have 10000 at most"}},
	} {
		_, err := NewPlan(c.tasks, berlin, nil, bo, bo)
		var wrong *RequestError
		if !errors.As(err, &wrong) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s:\n%v\nwant %s", c.name, err, want)
			}
		}
	}
	other := schedule(t, "Berlin", "24/7")
	if _, err := NewPlan([]Task{{Name: "a", Owners: owners}}, berlin, other); err == nil || !strings.Contains(err.Error(), `People: two are named "Berlin"`) {
		t.Errorf("two people of one name: %v", err)
	}
	if _, err := NewPlan([]Task{{Name: "a", Owners: owners}}); err == nil || !strings.Contains(err.Error(), "there are no people") {
		t.Errorf("nobody: %v", err)
	}
	_, err := NewPlan(make([]Task, 100), berlin)
	if got := strings.Split(err.Error(), "\n"); len(got) != 51 || !strings.Contains(got[50], "Tasks: and 150 more mistakes") {
		t.Errorf("of 100 mistakes %d are told, at last %s", len(got), got[len(got)-1])
	}
	crowd := crowd(t, 30, regionZones, false)
	if _, err := NewPlan([]Task{{Name: "a", Owners: owners}}, crowd...); err == nil || !strings.Contains(err.Error(), "none of the 30 people has that name") {
		t.Errorf("a crowd: %v", err)
	}
}

func TestPlanIsNotChangedFromOutside(t *testing.T) {
	tasks := []Task{{Name: "a", Owners: []string{"Berlin"}, Work: time.Hour}, {Name: "b", Owners: []string{"Berlin"}, After: []string{"a", "a"}}}
	p, err := NewPlan(tasks, schedule(t, "Berlin", office))
	if err != nil {
		t.Fatal(err)
	}
	tasks[0].Owners[0], tasks[1].After[0] = "X", "X"
	p.Tasks()[0].Owners[0] = "X"
	p.Run(at(t, "2026-03-06")).Tasks[1].Task.After[0] = "X"
	if got := p.Tasks(); got[0].Owners[0] != "Berlin" || got[1].After[0] != "a" {
		t.Errorf("the plan is %+v", got)
	}
	if p.String() != "a → b" {
		t.Errorf("the plan is %v", p)
	}
}

func TestRunOutsideTheCalendar(t *testing.T) {
	p, err := NewPlan([]Task{{Name: "a", Owners: []string{"Berlin"}}}, schedule(t, "Berlin", office))
	if err != nil {
		t.Fatal(err)
	}
	for _, start := range []time.Time{availability.Calendar().Start().Add(-1), availability.Calendar().End()} {
		if run := p.Run(start); len(run.Stuck) != 1 || !run.End.IsZero() {
			t.Errorf("started %v: %+v", start, run)
		}
	}
	if run := new(Plan).Run(at(t, "2026-03-06")); !run.End.Equal(at(t, "2026-03-06")) {
		t.Errorf("nothing to do ends %v", run.End)
	}
}

func TestInOrder(t *testing.T) {
	machine := func(name string, after ...string) Task { return Task{Name: name, Machine: true, After: after} }
	tasks := []Task{machine("in"), machine("a", "in"), machine("b", "a", "side"), machine("side"), machine("c"), machine("out", "a", "side"), machine("end", "out", "c", "b")}
	p, err := NewPlan(tasks)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		names []string
		want  string
	}{
		{nil, "in[] a[in] b[a side] side[] c[] out[a side] end[out c b]"},
		{[]string{"c", "b", "a"}, "in[] a[b] b[c] side[] c[in side] out[side a] end[out a]"},
		{[]string{"a"}, "in[] a[in] b[side a] side[] c[] out[side a] end[out c b]"},
	} {
		q, err := p.InOrder(c.names...)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, task := range q.Tasks() {
			got = append(got, fmt.Sprint(task.Name, task.After))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v: %v, want %s", c.names, got, c.want)
		}
	}
}

// A plan of as many tasks as there may be is neither slow nor deep.
func TestLargePlans(t *testing.T) {
	berlin, york := schedule(t, "Berlin", office), schedule(t, "New York", office)
	for _, name := range []string{"chain", "side by side", "layers"} {
		tasks := make([]Task, MaxTasks)
		for i := range tasks {
			tasks[i] = Task{Name: fmt.Sprint(i), Owners: []string{[]string{"Berlin", "New York"}[i%2]}, Work: time.Minute}
			switch {
			case name == "chain" && i > 0:
				tasks[i].After = []string{fmt.Sprint(i - 1)}
			case name == "layers" && i >= 100:
				tasks[i].After = []string{fmt.Sprint(i - 100), fmt.Sprint(i - i%100 - 1), fmt.Sprint(i - i%100 - 50)}
			}
		}
		p, err := NewPlan(tasks, berlin, york)
		if err != nil {
			t.Fatal(err)
		}
		run := p.Run(at(t, "2026-03-06T10:00:00Z"))
		if len(run.Stuck) > 0 || len(run.Critical) != map[string]int{"chain": MaxTasks, "side by side": 1, "layers": 100}[name] {
			t.Errorf("%s: %d stuck, %d critical", name, len(run.Stuck), len(run.Critical))
		}
	}
}

// FuzzPlan makes plans of bytes: they are refused or they run.
func FuzzPlan(f *testing.F) {
	f.Add([]byte{0, 3, 1, 0x11, 5, 2, 0x22, 7, 4})
	f.Add([]byte{1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4})
	f.Add([]byte{0x80, 0, 0, 0x81, 0, 1, 0x82, 1, 2})
	people := []*availability.Schedule{schedule(f, "Berlin", office), schedule(f, "New York", "Mo-Su 20:00-04:00"), schedule(f, "UTC", "off")}
	start := at(f, "2026-03-06T15:00:00.5Z")
	f.Fuzz(func(t *testing.T, data []byte) {
		var tasks []Task
		for i := 0; i+2 < len(data) && len(tasks) < 40; i += 3 {
			who, work, after := data[i], data[i+1], data[i+2]
			task := Task{Name: fmt.Sprint(len(tasks)), Work: time.Duration(work) * 3 * time.Minute, Machine: who&0x80 != 0, Needs: int(who >> 4 & 3)}
			for k, name := range []string{"Berlin", "New York", "UTC", "nobody"} {
				if who&(1<<k) != 0 {
					task.Owners = append(task.Owners, name)
				}
			}
			for _, n := range []byte{after & 15, after >> 4} {
				if n > 0 {
					task.After = append(task.After, fmt.Sprint(len(tasks)-8+int(n)))
				}
			}
			tasks = append(tasks, task)
		}
		p, err := NewPlan(tasks, people...)
		if err != nil {
			var wrong *RequestError
			if !errors.As(err, &wrong) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		run := p.Run(start)
		end, ok := p.Reply().At(start)
		if ok != (len(run.Stuck) == 0) || !end.Equal(run.End) {
			t.Fatalf("it ends %v %v, by its run %v, stuck %v", end, ok, run.End, run.Stuck)
		}
		if ok {
			checkCritical(t, p, run)
		}
	})
}

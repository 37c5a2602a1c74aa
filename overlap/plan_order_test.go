package overlap

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// randomPlan returns a plan of so many tasks named A, B, … of which each may wait for some before
// it, and its people.
func randomPlan(t *testing.T, r *rand.Rand, n int) *Plan {
	t.Helper()
	var people []*availability.Schedule
	var names []string
	for i := range 4 {
		s := randomSchedule(t, r)
		p := availability.Person{Name: fmt.Sprint("P", i), Zone: s.Zone().Name(), Hours: []string{office, "Mo-Su 20:00-04:00", "24/7", "We 10:00-12:00"}[r.IntN(4)]}
		compiled, err := p.Compile()
		if err != nil {
			t.Fatal(err)
		}
		people = append(people, compiled)
		names = append(names, p.Name)
	}
	var tasks []Task
	for i := range n {
		task := Task{Name: string(rune('A' + i)), Work: time.Duration(r.IntN(10)) * 50 * time.Minute}
		switch r.IntN(6) {
		case 0:
			task.Machine = true
		case 1:
			task.Owners = slices.Clone(names[:3])
			task.Needs = 1 + r.IntN(3)
		default:
			task.Owners = []string{names[r.IntN(len(names))]}
		}
		for j := range i {
			if r.IntN(3) == 0 {
				task.After = append(task.After, string(rune('A'+j)))
			}
		}
		tasks = append(tasks, task)
	}
	p, err := NewPlan(tasks, people...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPlanOrdersAreThoseOfAllPermutations(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	tried := 0
	for range 150 {
		n := 3 + r.IntN(5)
		p := randomPlan(t, r, n)
		var names []string
		for _, i := range r.Perm(n)[:1+r.IntN(min(n, 4))] {
			names = append(names, string(rune('A'+i)))
		}
		start := at(t, "2026-03-06T10:30:00.5Z").Add(time.Duration(r.IntN(100)) * time.Hour)
		starts := randomSchedule(t, r).In(between(t, "2026-03-06", "2026-03-10"))
		first, last, err := p.OrdersAt(start, names...)
		if _, cannot := p.InOrder(names...); cannot != nil {
			if err == nil {
				t.Fatalf("%v cannot be a block (%v) but have orders", names, cannot)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		tried++
		var best, worst, earliest, latest []string
		in := func(order []string) *Plan {
			q, err := p.InOrder(order...)
			if err != nil {
				t.Fatal(err)
			}
			return q
		}
		end := func(order []string) float64 {
			if run := in(order).Run(start); len(run.Stuck) == 0 {
				return float64(run.End.Sub(start))
			}
			return math.Inf(1)
		}
		worse := func(a, b []string) bool {
			v, w := in(a).Reply().Wait(starts), in(b).Reply().Wait(starts)
			m, _ := v.Mean()
			n, _ := w.Mean()
			return v.Unanswered() > w.Unanswered() || v.Unanswered() == w.Unanswered() && m > n
		}
		for i, perm := range permutations(len(names)) {
			var order []string
			for _, k := range perm {
				order = append(order, names[k])
			}
			if i == 0 || end(order) < end(earliest) {
				earliest = order
			}
			if i == 0 || end(order) > end(latest) {
				latest = order
			}
			if i == 0 || worse(best, order) {
				best = order
			}
			if i == 0 || worse(order, worst) {
				worst = order
			}
		}
		if !slices.Equal(first.Names, earliest) || !slices.Equal(last.Names, latest) {
			t.Fatalf("%v of %v at %v: %v and %v, want %v and %v", names, p, start, first.Names, last.Names, earliest, latest)
		}
		if starts.IsEmpty() {
			continue
		}
		first, last, err = p.OrdersOver(t.Context(), starts, names...)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(first.Names, best) || !slices.Equal(last.Names, worst) {
			t.Fatalf("%v of %v: %v and %v, want %v and %v", names, p, first.Names, last.Names, best, worst)
		}
		if got, want := first.Plan.String(), in(best).String(); got != want {
			t.Fatalf("the plan is %s, want %s", got, want)
		}
	}
	if tried < 50 {
		t.Errorf("only %d plans had a block", tried)
	}
}

func TestPlanOrderErrors(t *testing.T) {
	people := schedule(t, "Berlin", office)
	p, err := NewPlan([]Task{
		{Name: "A", Machine: true},
		{Name: "B", Machine: true, After: []string{"A"}},
		{Name: "C", Owners: []string{"Berlin"}, After: []string{"B"}},
	}, people)
	if err != nil {
		t.Fatal(err)
	}
	start := at(t, "2026-03-06")
	for _, c := range []struct {
		names []string
		want  string
	}{
		{nil, "Names: none"},
		{[]string{"A", "D"}, `Names[1]: unknown task "D": the tasks are A, B, C`},
		{[]string{"A", "A"}, `Names[1]: "A" stands there twice`},
		{[]string{"A", "C"}, "these tasks cannot be one block, because something waits for one of them and is waited for by another: "},
	} {
		if _, _, err := p.OrdersAt(start, c.names...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %q", c.names, err, c.want)
		}
	}
	if _, _, err := p.OrdersAt(time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), "A"); err == nil {
		t.Error("a start before the calendar has orders")
	}
	if _, _, err := p.OrdersOver(t.Context(), availability.Set{}, "A"); err == nil {
		t.Error("no start has orders")
	}
}

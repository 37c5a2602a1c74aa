package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/examples/internal/program"
	"github.com/noonmark/noonmark/examples/internal/programtest"
)

// now is a Sunday; the coming Monday is the 23rd of November 2026.
var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) { programtest.Main(m, main) }

// output runs the program in this process at the time of the tests.
func output(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := run(context.Background(), args, now, &out); err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	return out.String()
}

// answer runs it with -json.
func answer(t *testing.T, args ...string) report {
	t.Helper()
	var r report
	if err := json.Unmarshal([]byte(output(t, append(args, "-json")...)), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

const two = `{"people": [
	{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:00", "leave": ["2026-10-26/2026-10-27"], "calendars": ["a.ics"]},
	{"name": "Bo", "zone": "America/New_York", "hours": "Mo-Fr 09:00-17:00", "focus": "Mo-Fr 09:00-10:00"},
	{"name": "Zoë", "zone": "Asia/Tokyo", "hours": "off"}]}`

// strange has a task without work, an unknown end, and names that do not fit.
const strange = `{"tasks": [
	{"name": "approve what has been written by everybody", "owner": "Bo", "work": "0s", "promise": "1h"},
	{"name": "approve what has been written by somebody", "owners": ["Ada", "Bo"], "needs": 2, "work": "90m", "after": "approve what has been written by everybody", "promise": "1m"},
	{"name": "山田太郎", "owner": "Zoë", "work": "1h", "after": ["approve what has been written by somebody"], "promise": "1h"},
	{"name": "after", "machine": true, "work": "0s", "after": "山田太郎"}]}`

const machines = `{"tasks": [{"name": "build", "machine": true, "work": "400h"}, {"name": "ship", "machine": true, "work": "5m", "after": "build"}]}`

func TestText(t *testing.T) {
	team := programtest.File(t, "team.json", two)
	programtest.Golden(t, "sample.txt", output(t, "-from", "2026-10-19"))
	programtest.Golden(t, "friday.txt", output(t, "-from", "2026-10-23T16:00", "-zone", "Europe/Berlin", "-weeks", "1"))
	programtest.Golden(t, "never.txt", output(t, "-team", team, "-plan", programtest.File(t, "plan.json", strange), "-from", "2026-10-26T10:00"))
	programtest.Golden(t, "machines.txt", output(t, "-team", team, "-plan", programtest.File(t, "plan.json", machines), "-from", "2026-10-26", "-weeks", "1"))
	programtest.Golden(t, "away.txt", output(t, "-team", team, "-from", "2026-10-26", "-weeks", "1", "-zone", "Asia/Kathmandu",
		"-plan", programtest.File(t, "plan.json", `{"tasks": [{"name": "wish", "owner": "Zoë", "work": "1h"}, {"name": "build", "machine": true, "work": "2h"}], "anyOrder": [["wish", "build"]]}`)))
}

// Who leaves can neither do all, nor be late.
func TestTextOfSomebodyWhoLeaves(t *testing.T) {
	programtest.Golden(t, "leaver.txt", output(t, "-team", programtest.File(t, "team.json", `{"people": [
		{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:00"},
		{"name": "Bo", "zone": "Europe/Berlin", "hours": "2026 Nov 23-25 09:00-12:00,13:00-17:00"}]}`),
		"-plan", programtest.File(t, "plan.json", `{"tasks": [
			{"name": "draft", "owner": "Ada", "work": "2h"},
			{"name": "figures", "owner": "Bo", "work": "2h", "after": "draft", "promise": "300h"},
			{"name": "text", "owner": "Ada", "work": "4h", "after": "draft"},
			{"name": "print", "machine": true, "work": "12h", "after": ["figures", "text"]},
			{"name": "post", "owner": "Ada", "work": "1h", "after": ["figures", "text"]}],
			"anyOrder": [["text", "figures"], ["print", "post"]]}`), "-weeks", "1"))
}

func TestJSON(t *testing.T) {
	programtest.Golden(t, "report.json", output(t, "-from", "2026-10-19", "-weeks", "2", "-json",
		"-team", programtest.File(t, "team.json", two), "-plan", programtest.File(t, "plan.json", `{"tasks": [
			{"name": "draft", "owner": "Ada", "work": "4h"},
			{"name": "review", "owners": ["Ada", "Bo"], "needs": 2, "work": "1h", "after": ["draft"], "promise": "30m"},
			{"name": "build", "machine": true, "work": "25m", "after": "draft"}], "anyOrder": [["review", "build"]]}`)))
}

func TestTheSameTwice(t *testing.T) {
	for _, args := range [][]string{{}, {"-json"}} {
		if first, second := output(t, args...), output(t, args...); first != second {
			t.Errorf("%q: two runs print different bytes", args)
		}
	}
}

// The default start is the first moment of the coming Monday at which the first owner works.
func TestStart(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "2026-11-23T08:00:00Z"},
		{[]string{"-zone", "Europe/Berlin"}, "2026-11-23T08:00:00Z"},
		{[]string{"-from", "2026-10-24"}, "2026-10-26T08:00:00Z"},
		{[]string{"-from", "2026-10-24T12:30"}, "2026-10-24T12:30:00Z"},
		{[]string{"-from", "2026-10-24T12:30", "-zone", "America/New_York"}, "2026-10-24T16:30:00Z"},
	} {
		if got := answer(t, c.args...).Run.Start.Format(time.RFC3339); got != c.want {
			t.Errorf("%q: %s, want %s", c.args, got, c.want)
		}
	}
}

func TestTextFitsThePage(t *testing.T) {
	var people, tasks, long []string
	for i := range 12 {
		name := "Somebody with quite a long name " + strings.Repeat("i", i+1)
		people = append(people, `{"name": "`+name+`", "zone": "Asia/Kathmandu", "hours": "Mo-We 09:00-17:00", "stretch": "Th 08:00-09:30", "focus": "Mo 12:00-16:00", "holidays": ["2026-11-03"], "leave": ["2026-11-04"]}`)
		tasks = append(tasks, `{"name": "Something with quite a long name `+strings.Repeat("i", i+1)+`", "owners": ["`+name+`", "Bo", "Cy"], "work": "50h", "promise": "3h"}`)
	}
	for i := range 70 {
		long = append(long, `{"name": "`+strings.Repeat("x", i%40)+string(rune('À'+i))+`", "machine": true, "work": "1000h"}`)
	}
	people = append(people, `{"name": "Bo", "zone": "Asia/Tokyo", "hours": "off", "recurring": [{"state": "busy", "start": "2026-03-02T09:00", "length": "1h", "rule": "FREQ=DAILY"}]}`,
		`{"name": "Cy", "zone": "America/Los_Angeles", "hours": "Mo-Fr 09:00-10:00"}`)
	team := programtest.File(t, "team.json", `{"people": [`+strings.Join(people, ",")+`]}`)
	order := `"anyOrder": [["Something with quite a long name i", "Something with quite a long name ii", "Something with quite a long name iii"]]`
	for _, plan := range []string{
		`{"tasks": [` + strings.Join(tasks, ",") + `], ` + order + `}`,
		`{"tasks": [` + strings.Join(long, ",") + `]}`,
	} {
		path := programtest.File(t, "plan.json", plan)
		for _, args := range [][]string{{"-zone", "Australia/Lord_Howe"}, {"-from", "2026-10-30T23:59", "-weeks", "60"}, {"-weeks", "1", "-zone", "America/New_York"}} {
			for line := range strings.Lines(output(t, append(args, "-team", team, "-plan", path)...)) {
				if n := program.Width(strings.TrimSuffix(line, "\n")); n > program.Columns || strings.Contains(line, joint) {
					t.Errorf("%d columns: %s", n, line)
				}
			}
		}
	}
}

// The figures add up, and the times are those of a plan that is walked by hand.
func TestTheReportIsConsistent(t *testing.T) {
	for _, args := range [][]string{
		{"-from", "2026-10-19"}, {"-from", "2026-03-27T15:00", "-zone", "America/New_York"}, {"-from", "2026-12-22", "-weeks", "1"},
	} {
		r := answer(t, args...)
		sum := 0.0
		for _, p := range r.Run.Parts {
			sum += p.Time
		}
		if sum != float64(*r.Run.Duration) || r.Run.End.Sub(r.Run.Start).Seconds() != sum {
			t.Errorf("%q: the parts are %v together, want %d", args, sum, *r.Run.Duration)
		}
		byName := map[string]task{}
		at := r.Run.Start
		for _, task := range r.Run.Tasks {
			byName[task.Name] = task
			handed := r.Run.Start
			for _, name := range task.After {
				if before := *byName[name].Ended; before.After(handed) {
					handed = before
				}
			}
			parts := 0.0
			for _, p := range task.Parts {
				parts += p.Time
			}
			if !task.HandedOver.Equal(handed) || task.Ended.Sub(handed).Seconds() != parts {
				t.Errorf("%q: %s is handed over at %v, want %v; parts of %v s", args, task.Name, task.HandedOver, handed, parts)
			}
			if task.Started.Before(handed) || task.Started.After(*task.Ended) || task.Ended.After(*r.Run.End) {
				t.Errorf("%q: %s starts at %v and ends at %v", args, task.Name, task.Started, task.Ended)
			}
		}
		for _, name := range r.Run.Critical {
			if !byName[name].HandedOver.Equal(at) || !byName[name].Critical {
				t.Errorf("%q: %s is on the critical path and handed over at %v, want %v", args, name, byName[name].HandedOver, at)
			}
			at = *byName[name].Ended
		}
		if !at.Equal(*r.Run.End) {
			t.Errorf("%q: the critical path ends at %v, want %v", args, at, r.Run.End)
		}
		mean := 0.0
		for _, h := range r.Starts.Hops {
			for _, p := range h.Parts {
				mean += p.Time
			}
		}
		if math.Abs(mean-*r.Starts.Mean) > 1e-6 {
			t.Errorf("%q: the hops are %v together, want %v", args, mean, *r.Starts.Mean)
		}
		best, worst := r.Starts.Best.End.Sub(r.Starts.Best.Start).Seconds(), r.Starts.Worst.End.Sub(r.Starts.Worst.Start).Seconds()
		if best > *r.Starts.Median || *r.Starts.Median > *r.Starts.P90 || *r.Starts.P90 > *r.Starts.Max || math.Abs(worst-*r.Starts.Max) > 1e-6 {
			t.Errorf("%q: from %v to %v s: %+v", args, best, worst, r.Starts)
		}
	}
}

// Each start is tried, minute by minute, and each order.
func TestStartsAndOrdersByTrying(t *testing.T) {
	in := input{from: "2026-10-26", weeks: 1, zone: "UTC"}
	q, err := in.question(now)
	if err != nil {
		t.Fatal(err)
	}
	r, err := newReport(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	best, worst, sum, n := math.Inf(1), 0.0, 0.0, 0.0
	for sp := range q.starts.All() {
		for at := sp.Start(); at.Before(sp.End()); at = at.Add(time.Minute) {
			half := at.Add(30 * time.Second) // all changes are at full minutes
			took := q.plan.Run(half).End.Sub(half).Seconds()
			best, worst = min(best, took), max(worst, took)
			sum, n = sum+took, n+1
		}
	}
	if got := r.Starts.Best.End.Sub(r.Starts.Best.Start).Seconds(); got > best || got < best-30 {
		t.Errorf("the best start takes %v s, want about %v", got, best)
	}
	if *r.Starts.Max < worst || *r.Starts.Max > worst+30 {
		t.Errorf("the worst start takes %v s, want about %v", *r.Starts.Max, worst)
	}
	if math.Abs(*r.Starts.Mean-sum/n) > 1e-6 {
		t.Errorf("the mean is %v s, want %v", *r.Starts.Mean, sum/n)
	}

	o := r.Orders[0]
	for _, order := range [][]string{
		{"japanese", "portuguese", "french"}, {"japanese", "french", "portuguese"}, {"portuguese", "japanese", "french"},
		{"portuguese", "french", "japanese"}, {"french", "japanese", "portuguese"}, {"french", "portuguese", "japanese"},
	} {
		p, err := q.plan.InOrder(order...)
		if err != nil {
			t.Fatal(err)
		}
		end, mean := p.Run(q.start).End, mustMean(t, p.Reply().Wait(q.starts).Mean)
		if end.Before(*o.Now.Best.End) || end.After(*o.Now.Worst.End) || mean < *o.Always.Best.Mean || mean > *o.Always.Worst.Mean {
			t.Errorf("%v ends at %v, on average after %v s: %+v", order, end, mean, o)
		}
	}
}

func mustMean(t *testing.T, of func() (time.Duration, bool)) float64 {
	t.Helper()
	d, ok := of()
	if !ok {
		t.Fatal("no mean")
	}
	return d.Seconds()
}

// Of more tasks than anybody reads the longest are shown, and the sum of all.
func TestManyTasks(t *testing.T) {
	var tasks []string
	for i := range 70 {
		tasks = append(tasks, fmt.Sprintf(`{"name": "t%d", "machine": true, "work": "%dm", "after": [%s]}`, i, 100+i, strings.Join(before(i), "")))
	}
	text := output(t, "-plan", programtest.File(t, "plan.json", `{"tasks": [`+strings.Join(tasks, ",")+`]}`))
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	sum := 0
	for i := range 70 {
		sum += 100 + i
	}
	for _, want := range []string{
		"10 more tasks are too many to print: -json lists them.", "10 others 17:25 17:25", fmt.Sprintf("together %d:%02d %[1]d:%02[2]d", sum/60, sum%60),
		"t10 machine 1:50 1:50", "t69 machine 100% 2:49 2:49",
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	if slices.Contains(lines, "t9 machine 1:49 1:49") {
		t.Error("not the longest tasks are shown")
	}
}

// before is what the i-th of tasks in a row waits for.
func before(i int) []string {
	if i == 0 {
		return nil
	}
	return []string{fmt.Sprintf(`"t%d"`, i-1)}
}

func TestICS(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tasks.ics")
	output(t, "-from", "2026-10-19", "-ics", path)
	text := programtest.Contents(t, path)
	if got := strings.Count(text, "BEGIN:VEVENT\r\n"); got != 8 || !strings.HasSuffix(text, "END:VCALENDAR\r\n") {
		t.Errorf("%d events, want 8", got)
	}
	programtest.Golden(t, "tasks.ics", strings.ReplaceAll(text, "\r\n", "\n"))
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want a file that only its owner reads", info.Mode(), err)
	}
	// A task that moves stays the same event.
	output(t, "-from", "2026-10-26", "-ics", path)
	if first, second := uids(text), uids(programtest.Contents(t, path)); len(first) != 8 || first != second {
		t.Errorf("UIDs %v, a week later %v", first, second)
	}
}

// uids returns the UIDs of a calendar of the eight tasks, which come in the same order.
func uids(text string) (all [8]string) {
	n := 0
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "UID:") && strings.Contains(text[:strings.Index(text, line)], "BEGIN:VEVENT") {
			all[n] = line
			n++
		}
	}
	return all
}

func TestFilesAreWrittenWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	ics := filepath.Join(folder, "tasks.ics")
	output(t, "-ics", ics)
	first := programtest.Contents(t, ics)
	for _, wrong := range [][]string{{"-zone", "Mars", "-ics", ics}, {"-plan", ics, "-ics", ics}} {
		if err := run(context.Background(), wrong, now, io.Discard); err == nil {
			t.Errorf("%q: no error", wrong)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	err := run(ctx, []string{"-weeks", "5", "-ics", ics}, now, &out)
	if err == nil || errors.Is(err, context.Canceled) || !strings.HasPrefix(err.Error(), "stopped: nothing is written") || out.Len() > 0 {
		t.Errorf("stopped: %v, %q", err, out.String())
	}
	output(t, "-ics", ics)
	if programtest.Contents(t, ics) != first {
		t.Error("runs that failed, or the same input, changed the file")
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestHelp(t *testing.T) {
	stdout, stderr, status := programtest.Run(t, "-h")
	if status != 0 || stderr != "" || !strings.Contains(stdout, "-plan file") {
		t.Errorf("status %d, stdout %q, stderr %q", status, stdout, stderr)
	}
}

// The work starts with a task that waits for nothing, wherever the file has it.
func TestStarterIsWhoCanBegin(t *testing.T) {
	r := answer(t, "-team", programtest.File(t, "team.json", two), "-plan", programtest.File(t, "plan.json",
		`{"tasks": [{"name": "last", "owner": "Bo", "work": "1h", "after": "first"}, {"name": "first", "owner": "Ada", "work": "1h"}]}`))
	if r.Starter == nil || *r.Starter != "Ada" || !r.Run.Start.Equal(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("%v starts at %v", r.Starter, r.Run.Start)
	}
}

// A promise of what is never done is broken, and not left out.
func TestPromiseOfWhatIsNeverDone(t *testing.T) {
	r := answer(t, "-team", programtest.File(t, "team.json", two), "-plan", programtest.File(t, "plan.json",
		`{"tasks": [{"name": "a", "owner": "Zoë", "work": "1h", "promise": "2h"}]}`))
	if p := r.Run.Tasks[0].Promise; p == nil || p.Kept || p.Due != nil || p.Margin != nil || p.Within != 7200 {
		t.Errorf("promise %+v", p)
	}
}

// What ends in another year says in which.
func TestTextNamesOtherYears(t *testing.T) {
	out := output(t, "-team", programtest.File(t, "team.json", two), "-plan", programtest.File(t, "plan.json",
		`{"tasks": [{"name": "a", "machine": true, "work": "9000h"}]}`))
	if want := "Fri 3 Dec 2027 00:00"; !strings.Contains(out, want) {
		t.Errorf("no %q in:\n%s", want, out)
	}
}

// Samoa had no 30 December 2011.
func TestChartNamesDaysThatThereAre(t *testing.T) {
	out := output(t, "-zone", "Pacific/Apia", "-from", "2011-12-29", "-weeks", "1")
	chart := out[strings.Index(out, "THE CRITICAL PATH"):strings.Index(out, "WHERE THE TIME GOES")]
	if strings.Contains(chart, "30 Dec") || !strings.Contains(chart, "31 Dec") {
		t.Errorf("%s", chart)
	}
}

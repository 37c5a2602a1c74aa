package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/noonmark/noonmark/examples/internal/program"
	"github.com/noonmark/noonmark/examples/internal/programtest"
)

// now is a Sunday; the coming Monday is the 23rd of November 2026.
var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) { programtest.Main(m, main) }

// output runs the program in this process at the time of the tests.
func output(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if err := run(context.Background(), args, now, &out, &errs); err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	if errs.Len() > 0 {
		t.Errorf("%q: on stderr: %s", args, errs.String())
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

// Of these nobody is ever at work with the other.
const strangers = `{"people": [
	{"name": "山田太郎", "zone": "Asia/Tokyo", "hours": "Mo-Fr 09:00-17:00", "leave": ["2026-10-19/2026-11-30"], "calendars": ["a.ics"]},
	{"name": "Zoë Łukasiewicz", "zone": "America/Los_Angeles", "hours": "off"}]}`

const one = `{"people": [{"name": "Bo", "zone": "Asia/Kathmandu", "hours": "Mo-Fr 09:00-17:00", "leave": ["2026-10-26"]}]}`

func TestText(t *testing.T) {
	programtest.Golden(t, "sample.txt", output(t, "-from", "2026-10-19"))
	programtest.Golden(t, "limits.txt", output(t, "-from", "2026-10-19", "-limits", "-zone", "Europe/Berlin", "-turns", "4", "-best", "3"))
	programtest.Golden(t, "strict.txt", output(t, "-from", "2026-10-19", "-strict"))
	programtest.Golden(t, "rotation.txt", output(t, "-from", "2026-10-19", "-plan", "rotation"))
	programtest.Golden(t, "never.txt", output(t, "-team", programtest.File(t, "team.json", strangers), "-from", "2026-10-19", "-weeks", "4"))
	programtest.Golden(t, "one.txt", output(t, "-team", programtest.File(t, "team.json", one), "-from", "2026-10-19", "-weeks", "3", "-duration", "45m", "-zone", "Asia/Kathmandu"))
}

func TestJSON(t *testing.T) {
	programtest.Golden(t, "report.json", output(t, "-team", programtest.File(t, "team.json", `{"people": [
		{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:00", "holidays": ["2026-10-26"]},
		{"name": "Bo", "zone": "America/New_York", "hours": "Mo-Fr 09:00-17:00", "focus": "Mo-Fr 09:00-10:00,11:00-12:00"},
		{"name": "Chi", "zone": "Asia/Kolkata", "hours": "Mo-Fr 09:00-17:30"}]}`),
		"-optional", "Chi", "-from", "2026-10-19", "-weeks", "3", "-turns", "2", "-best", "1", "-json"))
}

func TestTextFitsThePage(t *testing.T) {
	var people []string
	for i := range 29 {
		people = append(people, `{"name": "Somebody with quite a long name `+strings.Repeat("i", i+1)+`", "zone": "America/Argentina/ComodRivadavia", "hours": "Mo-We 09:00-17:00", "stretch": "Th 08:00-09:30", "holidays": ["2026-11-03"]}`)
	}
	few, many := strings.Join(people[:8], ","), strings.Join(people, ",")
	more := strings.ReplaceAll(many, "Somebody", "Someone") // 58 people, too many for the page
	for _, c := range []struct{ people, zone string }{
		{few, "UTC"}, {many, "America/New_York"}, {many + "," + more, "Australia/Lord_Howe"},
	} {
		path := programtest.File(t, "team.json", `{"people": [`+c.people+`]}`)
		for _, strict := range []string{"-strict=true", "-strict=false"} {
			text := output(t, "-team", path, "-from", "2026-11-01", "-weeks", "60", "-turns", "3", "-zone", c.zone, "-duration", "1h30m", strict)
			for line := range strings.Lines(text) {
				if n := program.Width(strings.TrimSuffix(line, "\n")); n > program.Columns {
					t.Errorf("%d columns: %s", n, line)
				}
			}
		}
	}
}

// everyMeeting are all meetings that a report names.
func everyMeeting(r report) []meeting {
	all := append(r.Slots.Best, r.Series.Meetings...)
	for _, t := range r.Rotation.Turns {
		if t.Meeting != nil {
			all = append(all, *t.Meeting)
		}
	}
	return all
}

// The times on people's clocks are those that package time knows, and the figures add up.
func TestTheReportIsConsistent(t *testing.T) {
	for _, args := range [][]string{
		{"-from", "2026-10-19"}, {"-from", "2026-03-02", "-limits", "-turns", "6"}, {"-from", "2026-06-01", "-zone", "Australia/Lord_Howe", "-duration", "90m", "-weeks", "5"},
	} {
		r := answer(t, args...)
		meetings := everyMeeting(r)
		if len(meetings) < 12 {
			t.Errorf("%q: only %d meetings", args, len(meetings))
		}
		for _, m := range meetings {
			cost := int64(0)
			for i, p := range m.People {
				loc, err := time.LoadLocation(r.People[i].Zone)
				if err != nil {
					t.Fatal(err)
				}
				if got, want := p.Start.String(), m.Start.In(loc).Format("2006-01-02T15:04"); got != want || p.Name != r.People[i].Name {
					t.Errorf("%v is %s to %s, want %s", m.Start, got, p.Name, want)
				}
				if !p.Comes {
					cost += 3600
					if !r.People[i].Optional {
						t.Errorf("%v: %s does not come", m.Start, p.Name)
					}
					continue
				}
				cost += p.Cost
				if p.Inside+p.Stretch+p.Outside+p.Night != r.Duration || p.Cost != p.Stretch+3*p.Outside+10*p.Night {
					t.Errorf("%v: the parts do not add up: %+v", m.Start, p)
				}
			}
			if cost != m.Cost || inSeconds(m.End.Sub(m.Start)) != r.Duration {
				t.Errorf("%v costs %d, want %d", m.Start, m.Cost, cost)
			}
		}

		best := r.Series.Options[0]
		if len(r.Series.Meetings) != best.Held || len(best.Recurrence.Except) != best.Occurrences-best.Held {
			t.Errorf("%q: %d meetings of %+v", args, len(r.Series.Meetings), best)
		}
		regular := map[string]int64{}
		for _, m := range r.Series.Meetings {
			for _, p := range m.People {
				if p.Comes {
					regular[p.Name] += p.Cost
				}
			}
		}
		for _, p := range best.People {
			if regular[p.Name] != p.Cost {
				t.Errorf("%q: every week %s bears %d, want %d", args, p.Name, p.Cost, regular[p.Name])
			}
		}

		after := maps.Clone(r.Rotation.Before)
		for _, turn := range r.Rotation.Turns {
			if turn.Meeting == nil {
				continue
			}
			if !turn.Within.span().Encloses(window{turn.Meeting.Start, turn.Meeting.End}.span()) {
				t.Errorf("%q: %v is not within %v", args, turn.Meeting.Start, turn.Within)
			}
			for _, p := range turn.Meeting.People {
				if p.Comes {
					after[p.Name] += duration(p.Cost)
				}
			}
		}
		if diff := cmp.Diff(after, r.Rotation.After); diff != "" {
			t.Errorf("%q: the ledger does not add up: %s", args, diff)
		}
	}
}

// Two rotations, of which the second goes on from the ledger of the first.
func TestLedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.json")
	first := answer(t, "-from", "2026-10-19", "-weeks", "6", "-ledger-out", path)
	if len(first.Rotation.After) != 7 || first.Rotation.After["Maya"] == 0 || first.Rotation.Before["Maya"] != 0 {
		t.Errorf("before %v, after %v", first.Rotation.Before, first.Rotation.After)
	}
	second := answer(t, "-from", "2026-11-30", "-weeks", "6", "-ledger", path, "-ledger-out", path)
	if diff := cmp.Diff(first.Rotation.After, second.Rotation.Before); diff != "" {
		t.Error(diff)
	}
	var kept ledger
	if err := json.Unmarshal([]byte(programtest.Contents(t, path)), &kept); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(second.Rotation.After, kept); diff != "" {
		t.Error(diff)
	}
	// Who is no longer on the team keeps what they have borne.
	gone := answer(t, "-team", programtest.File(t, "team.json", one), "-from", "2026-10-19", "-weeks", "1", "-ledger", programtest.File(t, "ledger.json", `{"Zed": "1h30m"}`))
	if got := gone.Rotation.After["Zed"]; got != 90*time.Minute || gone.Rotation.Largest != 0 {
		t.Errorf("after: %v, largest %d", gone.Rotation.After, gone.Rotation.Largest)
	}
}

func TestICS(t *testing.T) {
	r := answer(t, "-from", "2026-10-19", "-weeks", "8")
	rotation := 0
	for _, turn := range r.Rotation.Turns {
		if turn.Meeting != nil {
			rotation++
		}
	}
	for plan, want := range map[string]int{"slot": 1, "series": 1, "rotation": rotation} {
		path := filepath.Join(t.TempDir(), "meet.ics")
		output(t, "-from", "2026-10-19", "-weeks", "8", "-ics", path, "-plan", plan)
		text := programtest.Contents(t, path)
		if got := strings.Count(text, "SUMMARY:Team meeting\r\n"); got != want || want == 0 {
			t.Errorf("%s: %d events, want %d", plan, got, want)
		}
		if strings.Contains(text, "leave") || strings.Contains(text, "holiday") {
			t.Errorf("%s: says why somebody misses a meeting", plan)
		}
		programtest.Golden(t, plan+".ics", strings.ReplaceAll(text, "\r\n", "\n"))
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v; want a file that only its owner reads", info.Mode(), err)
		}
	}
}

func TestFilesAreWrittenWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	ics, kept := filepath.Join(folder, "meet.ics"), filepath.Join(folder, "ledger.json")
	args := []string{"-from", "2026-10-19", "-weeks", "3", "-ics", ics, "-ledger-out", kept}
	output(t, args...)
	first := programtest.Contents(t, ics) + programtest.Contents(t, kept)
	if err := os.Chmod(kept, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range [][]string{
		{"-weeks", "3", "-zone", "Mars", "-ics", ics, "-ledger-out", kept},
		{"-weeks", "3", "-ics", ics, "-ledger-out", filepath.Join(folder, "no", "ledger.json")},
	} {
		if err := run(context.Background(), wrong, now, io.Discard, io.Discard); err == nil {
			t.Errorf("%q: no error", wrong)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	if err := run(ctx, []string{"-weeks", "5", "-ics", ics, "-ledger-out", kept}, now, &out, io.Discard); err == nil || !strings.HasPrefix(err.Error(), "stopped: ") || out.Len() > 0 {
		t.Errorf("stopped: %v, %q", err, out.String())
	}
	output(t, args...)
	if again := programtest.Contents(t, ics) + programtest.Contents(t, kept); again != first {
		t.Error("runs that failed, or the same input, changed the files")
	}
	if info, err := os.Stat(kept); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("mode %v, %v; want that of the file before", info.Mode(), err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 2 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestBadInput(t *testing.T) {
	folder := t.TempDir()
	own := programtest.File(t, "team.json", one)
	locked := programtest.File(t, "locked.ics", "mine")
	if err := os.Chmod(locked, 0o444); err != nil {
		t.Fatal(err)
	}
	dangling := filepath.Join(t.TempDir(), "link.ics")
	if err := os.Symlink(filepath.Join(folder, "nowhere"), dangling); err != nil {
		t.Fatal(err)
	}
	twice := filepath.Join(folder, "twice")
	for _, c := range []struct {
		why  string
		args []string
		want []string // in each line of stderr
	}{
		{"all mistakes of a team file", []string{"-team", programtest.File(t, "team.json", `{"people": [{"name": "Bo", "zone": "Mars", "hours": "?"}]}`)},
			[]string{`"Bo": zone: unknown time zone "Mars"`, `"Bo": hours: `}},
		{"a team of nobody", []string{"-team", programtest.File(t, "team.json", `{"people": []}`)}, []string{"people"}},
		{"a file that is not there", []string{"-team", filepath.Join(folder, "none.json")}, []string{"none.json: no such file or directory: give the path of a team file"}},
		{"a folder", []string{"-team", folder}, []string{"is a directory: give the path"}},
		{"a file without an end", []string{"-team", "/dev/zero"}, []string{"too many bytes in a team file"}},
		{"somebody else", []string{"-optional", "Maya, Mya"}, []string{`-optional: nobody is called "Mya": the names are Maya, Noah, `}},
		{"an unknown flag", []string{"-tema", "x"}, []string{"not defined: -tema: -h lists the flags"}},
		{"a file without its flag", []string{"team.json"}, []string{`"team.json" is not a flag: a team file is given with -team FILE`}},
		{"an empty flag", []string{"-team", ""}, []string{"-team is given and empty"}},
		{"a bad date", []string{"-from", "2026-02-30"}, []string{`-from "2026-02-30": give a date such as`}},
		{"a bad zone", []string{"-zone", "Berlin"}, []string{`-zone: unknown time zone "Berlin" (did you mean "Europe/Berlin"?)`}},
		{"no weeks", []string{"-weeks", "0"}, []string{"-weeks 0: give a number from 1 to 260"}},
		{"more turns than weeks", []string{"-weeks", "3", "-turns", "4"}, []string{"-turns 4: give a number from 1 to 3"}},
		{"no week for a single meeting", []string{"-within", "0"}, []string{"-within 0: give a number from 1 to 260"}},
		{"none of the best", []string{"-best", "0"}, []string{"-best 0: give a number from 1 to 100"}},
		{"no duration", []string{"-duration", "0s"}, []string{"-duration 0s: give whole minutes"}},
		{"a long duration", []string{"-duration", "24h1m"}, []string{"-duration 24h1m0s: give whole minutes, from 1m to 24h"}},
		{"seconds", []string{"-duration", "90s"}, []string{"give whole minutes"}},
		{"an unknown plan", []string{"-plan", "weekly"}, []string{`-plan "weekly": give one of slot, series, rotation`}},
		{"a plan without a meeting", []string{"-ics", twice, "-strict"}, []string{"-ics: the series has no meeting to write"}},
		{"no ledger", []string{"-ledger", twice}, []string{"-ledger: cannot read " + twice + ": no such file or directory: leave it out for the first rotation"}},
		{"a ledger that is none", []string{"-ledger", programtest.File(t, "l.json", `["Ada"]`)}, []string{`write it as {"Ada": "3h30m", "Bo": "0s"}`}},
		{"a ledger of other durations", []string{"-ledger", programtest.File(t, "l.json", `{"Ada": "3 hours"}`)}, []string{`"Ada": "3 hours" is not a duration: write it as`}},
		{"a ledger below zero", []string{"-ledger", programtest.File(t, "l.json", `{"Ada": "-1h"}`)}, []string{`-ledger: "Ada" has -1h0m0s`}},
		{"a ledger without an end", []string{"-ledger", "/dev/zero"}, []string{"more than 1048576 bytes are no ledger"}},
		{"a calendar nowhere", []string{"-ics", filepath.Join(folder, "no", "meet.ics")}, []string{"-ics: cannot write"}},
		{"a calendar over a folder", []string{"-ics", folder}, []string{"is not a file"}},
		{"a calendar over a file that may not be written", []string{"-ics", locked}, []string{"may not be written to"}},
		{"a calendar over a link to nothing", []string{"-ics", dangling}, []string{"is a link to nothing"}},
		{"a calendar over the team file", []string{"-team", own, "-ics", own}, []string{"is the team file"}},
		{"a ledger over the team file", []string{"-team", own, "-ledger-out", own}, []string{"-ledger-out: " + own + " is the team file"}},
		{"two files in one", []string{"-ics", twice, "-ledger-out", twice}, []string{"is the file of -ics, too"}},
	} {
		programtest.Refused(t, "meet", c.why, append([]string{"-weeks", "2"}, c.args...), c.want)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestProof(t *testing.T) {
	for _, c := range []struct {
		r    rotation
		want string
	}{
		{rotation{Exact: true}, "Nobody bears anything."},
		{rotation{Largest: 7200, Bound: 7200, Exact: true}, "The largest total is 2. It is proven that there is no fairer plan."},
		{rotation{Largest: 7200, Bound: 7200}, "The largest total is 2. It is proven that no plan has a smaller one; whether the others could be smaller is not."},
		{rotation{Largest: 9000, Bound: 7200, EarlyNights: 2}, "The largest total is 2.5. No better plan was found, and it is proven that none has less than 2. " +
			"In 2 meetings somebody gives a night before everybody has given something, and no plan without that was found."},
	} {
		var out bytes.Buffer
		c.r.writeProof(&out)
		if got := strings.Join(strings.Fields(out.String()), " "); got != c.want {
			t.Errorf("%+v: %s\nwant %s", c.r, got, c.want)
		}
	}
}

func TestHelp(t *testing.T) {
	stdout, stderr, status := programtest.Run(t, "-h")
	if status != 0 || stderr != "" || !strings.Contains(stdout, "-team file") {
		t.Errorf("status %d, stdout %q, stderr %q", status, stdout, stderr)
	}
}

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := &progress{out: &out, start: time.Now().Add(-time.Hour)}
	say := p.of("rotation")
	for done := range 300 {
		say(done, 300)
	}
	p.clear()
	text := out.String()
	if n := strings.Count(text, "% searched"); n != 100 {
		t.Errorf("%d lines, want one a percent", n)
	}
	if !strings.HasSuffix(text, strings.Repeat(" ", 10)+"\r") {
		t.Errorf("the line is still there: %q", text[len(text)-20:])
	}
	if newProgress(io.Discard).of("rotation") != nil {
		t.Error("progress where nobody reads it")
	}
	early := &progress{out: &out, start: time.Now().Add(time.Hour)}
	early.of("rotation")(1, 2)
	if early.shown != "" {
		t.Errorf("too early: %q", early.shown)
	}
}

func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := run(ctx, nil, now, io.Discard, io.Discard)
	if err == nil || errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "nothing is written") {
		t.Error(err)
	}
}

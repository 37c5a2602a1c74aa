package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
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
	if err := run(context.Background(), args, "", now, &out, &errs); err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	if errs.Len() > 0 {
		t.Errorf("%q: on stderr: %s", args, errs.String())
	}
	return out.String()
}

func TestText(t *testing.T) {
	never := programtest.File(t, "team.json", `{"people": [
		{"name": "Zoë Łukasiewicz-Montgomery", "zone": "America/Los_Angeles", "hours": "Mo-Fr 09:00-17:00"},
		{"name": "山田太郎", "zone": "Asia/Tokyo", "hours": "Mo-Fr 09:10-18:05", "leave": ["2026-10-21"]},
		{"name": "Night", "zone": "Europe/London", "hours": "Sa,Su 22:00-06:00"},
		{"name": "Gone", "zone": "Asia/Kathmandu", "hours": "off"}]}`)
	programtest.Golden(t, "never.txt", output(t, "-team", never, "-from", "2026-10-19", "-weeks", "2", "-zone", "Europe/Berlin"))
	always := programtest.File(t, "always.json", `{"people": [{"name": "Bot", "zone": "UTC", "hours": "24/7"}]}`)
	everything := programtest.File(t, "everything.json", `{"people": [
		{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 07:00-21:00", "daily": "6h", "core": "Mo-Th 10:00-12:00",
		 "holidays": ["DE-BY", "2026-10-30 Bridge day"], "leave": [{"days": "2026-10-27 pm", "label": "Secret"}]},
		{"name": "Bo", "zone": "America/New_York", "hours": "Apr-Oct Mo-Fr 08:00-16:00; Nov-Mar Mo-Fr 09:00-17:00; PH off",
		 "focus": "Mo-Fr 09:00-10:30", "stretch": "Mo-Th 17:00-19:00", "holidays": "US", "calendars": ["bo.ics"],
		 "moves": [{"date": "2026-10-28", "zone": "Europe/Berlin"}, {"date": "2026-11-02", "zone": "America/New_York"}],
		 "recurring": [{"state": "busy", "start": "2026-01-05T09:00", "length": "2h", "rule": "FREQ=WEEKLY;BYDAY=TU", "label": "Secret, too"}]}]}`)
	programtest.Golden(t, "everything.txt", output(t, "-team", everything, "-from", "2026-10-26", "-weeks", "3"))
	programtest.Golden(t, "always.txt", output(t, "-team", always, "-from", "2026-10-19", "-weeks", "1", "-zone", "Europe/Berlin"))
}

func TestTextFitsThePage(t *testing.T) {
	var people []string
	for i := range 30 {
		people = append(people, `{"name": "Somebody with quite a long name `+strings.Repeat("i", i+1)+`", "zone": "America/Argentina/ComodRivadavia", "hours": "Mo-We 09:00-17:00; Th 08:00-12:00,13:00-18:00; Fr 08:00-12:00,13:30-18:00; Sa 00:00-01:00"}`)
	}
	path := programtest.File(t, "team.json", `{"people": [`+strings.Join(people, ",")+`]}`)
	for _, zone := range []string{"UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"} {
		for line := range strings.Lines(output(t, "-team", path, "-from", "2026-11-01", "-weeks", "2", "-zone", zone)) {
			if n := program.Width(strings.TrimSuffix(line, "\n")); n > 100 {
				t.Errorf("%d columns: %s", n, line)
			}
		}
	}
}

func TestJSON(t *testing.T) {
	path := programtest.File(t, "team.json", `{"people": [
		{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 9:00-17:00", "reply": "1h", "leave": ["2026-10-23/2026-10-24"]},
		{"name": "Bo", "zone": "America/New_York", "hours": "Mo-Fr 09:00-17:00"},
		{"name": "Cy", "zone": "UTC", "hours": "off", "reply": "1m"}]}`)
	programtest.Golden(t, "report.json", output(t, "-team", path, "-from", "2026-10-19", "-weeks", "2", "-json"))
	sample := output(t, "-json")
	if again := output(t, "-json"); again != sample {
		t.Error("the same input gives different bytes")
	}
}

// TestKnownReplies runs the known true values through the whole program.
func TestKnownReplies(t *testing.T) {
	for work, want := range map[string]map[string][3]float64{
		"0s": {"Berlin San Francisco": {4.923, 4.92, 8.14}, "San Francisco Berlin": {20.677, 12.08, 59.08}},
		"1h": {"Berlin San Francisco": {5.923, 5.92, 9.14}, "San Francisco Berlin": {21.677, 13.08, 60.08}},
	} {
		path := programtest.File(t, "team.json", `{"people": [
			{"name": "Berlin", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:00", "reply": "`+work+`"},
			{"name": "San Francisco", "zone": "America/Los_Angeles", "hours": "Mo-Fr 09:00-17:00", "reply": "`+work+`"}]}`)
		var r report
		if err := json.Unmarshal([]byte(output(t, "-team", path, "-from", "2026-01-05", "-weeks", "52", "-json")), &r); err != nil {
			t.Fatal(err)
		}
		if len(r.Replies) != 2 {
			t.Fatalf("%d replies", len(r.Replies))
		}
		for _, got := range r.Replies {
			w := want[got.Asker+" "+got.Answerer]
			if math.Abs(*got.Mean/3600-w[0]) > 0.0005 || math.Abs(*got.Median/3600-w[1]) > 0.022 || math.Abs(*got.P90/3600-w[2]) > 0.022 {
				t.Errorf("%s asks %s, %s: mean %v, median %v, p90 %v; want %v hours", got.Asker, got.Answerer, work, *got.Mean/3600, *got.Median/3600, *got.P90/3600, w)
			}
		}
	}
}

func TestBadInput(t *testing.T) {
	person := func(fields string) string {
		return programtest.File(t, "team.json", `{"people": [{"name": "Bo", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:00"`+fields+`}]}`)
	}
	bad := func(content string) string { return programtest.File(t, "team.json", content) }
	folder, own := t.TempDir(), person("")
	locked := programtest.File(t, "locked.ics", "mine")
	if err := os.Chmod(locked, 0o444); err != nil {
		t.Fatal(err)
	}
	dangling := filepath.Join(t.TempDir(), "link.ics")
	if err := os.Symlink(filepath.Join(folder, "nowhere"), dangling); err != nil {
		t.Fatal(err)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, c := range []struct {
		why  string
		args []string
		want []string // in each line of stderr
	}{
		{"an unknown zone", []string{"-team", bad(`{"people": [{"name": "Bo", "zone": "America/NewYork", "hours": "off"}]}`)},
			[]string{`person "Bo": zone: unknown time zone "America/NewYork" (did you mean "America/New_York"?)`}},
		{"unreadable hours", []string{"-team", bad(`{"people": [{"name": "Bo", "zone": "UTC", "hours": "9 to 5"}]}`)},
			[]string{`person "Bo": hours: hours "9 to 5": at character 1: `}},
		{"an unknown key", []string{"-team", person(`, "replay": "1h"`)},
			[]string{`person "Bo": unknown key "replay" (did you mean "reply"?)`}},
		{"one name twice", []string{"-team", bad(`{"people": [{"name": "Bo", "zone": "UTC", "hours": "off"}, {"name": "Bo", "zone": "UTC", "hours": "off"}]}`)},
			[]string{`person "Bo": name: people 1 and 2 have the same name`}},
		{"an end before a start", []string{"-team", person(`, "leave": ["2026-12-28/2026-12-24"]`)},
			[]string{`person "Bo": leave: 2026-12-28/2026-12-24 ends before it starts`}},
		{"all mistakes at once", []string{"-team", bad(`{"people": [{"name": "Bo", "zone": "Mars", "hours": "?", "reply": "soon"}, {"name": "", "zone": "UTC"}]}`)},
			[]string{`"Bo": reply: "soon" is not a duration`, `"Bo": zone: unknown time zone "Mars"`, `"Bo": hours: `, `#2: name: missing`, `#2: hours: `}},
		{"a file that is not there", []string{"-team", filepath.Join(folder, "none.json")},
			[]string{"none.json: no such file or directory: give the path of a team file"}},
		{"a folder", []string{"-team", folder}, []string{"is a directory: give the path"}},
		{"no JSON", []string{"-team", bad("people: Bo")}, []string{"line 1, column 1"}},
		{"an unknown flag", []string{"-tema", "x"}, []string{"not defined: -tema: -h lists the flags"}},
		{"a file without its flag", []string{"team.json"}, []string{`"team.json" is not a flag: a team file is given with -team FILE`}},
		{"a bad date", []string{"-from", "2026-02-30"}, []string{`-from "2026-02-30": give a date such as`}},
		{"no weeks", []string{"-weeks", "0"}, []string{"-weeks 0: give a number from 1 to 520"}},
		{"too many weeks", []string{"-weeks", "521"}, []string{"from 1 to 520"}},
		{"weeks in words", []string{"-weeks", "four"}, []string{`invalid value "four"`}},
		{"a bad display zone", []string{"-zone", "Berlin"}, []string{`-zone: unknown time zone "Berlin" (did you mean "Europe/Berlin"?)`}},
		{"a calendar nowhere", []string{"-ics", filepath.Join(folder, "no", "team.ics")}, []string{"-ics: cannot write"}},
		{"a calendar over a folder", []string{"-ics", folder}, []string{"is not a file"}},
		{"a calendar over a file that may not be written", []string{"-ics", locked}, []string{"may not be written to"}},
		{"a calendar over a link to nothing", []string{"-ics", dangling}, []string{"is a link to nothing"}},
		{"a calendar over the team file", []string{"-team", own, "-ics", own}, []string{"is the team file"}},
		{"a bad address", []string{"-json", "-ics", filepath.Join(folder, "early.ics"), "-serve", "127.0.0.1:99999"}, []string{"-serve: "}},
		{"an address that is taken", []string{"-serve", taken.Addr().String()}, []string{"give a free address"}},
		{"an empty flag", []string{"-team", ""}, []string{"-team is given and empty"}},
		{"a file without an end", []string{"-team", "/dev/zero"}, []string{"too many bytes in a team file"}},
	} {
		programtest.Refused(t, "team", c.why, c.args, c.want)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestSchema(t *testing.T) {
	var schema struct {
		Schema string `json:"$schema"`
	}
	if err := json.Unmarshal([]byte(output(t, "-schema")), &schema); err != nil || !strings.Contains(schema.Schema, "json-schema.org") {
		t.Errorf("schema %q, %v", schema.Schema, err)
	}
}

func TestHelp(t *testing.T) {
	stdout, stderr, status := programtest.Run(t, "-h")
	if status != 0 || stderr != "" || !strings.Contains(stdout, "-team file") {
		t.Errorf("status %d, stdout %q, stderr %q", status, stdout, stderr)
	}
}

func TestICSIsWrittenWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "team.ics")
	output(t, "-from", "2026-10-19", "-ics", path)
	first, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(first)
	// The windows of everybody are another in the week between the DST changes of Europe and America, and in
	// the weeks around it: two series. Leave and holidays are exceptions.
	for line, want := range map[string]int{"SUMMARY:Everybody works": 2, "SUMMARY:Ada works": 2, "SUMMARY:Ben works": 1, "SUMMARY:Cara works": 1, "SUMMARY:The overlap changes": 2, "BEGIN:VTIMEZONE": 6} {
		if got := strings.Count(text, line+"\r\n"); got != want {
			t.Errorf("%d of %q, want %d", got, line, want)
		}
	}
	programtest.Golden(t, "team.ics", strings.ReplaceAll(text, "\r\n", "\n"))
	if !strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") || !strings.HasSuffix(text, "END:VCALENDAR\r\n") {
		t.Errorf("not a whole calendar: %.40q … ", text)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want a file that only its owner reads", info.Mode(), err)
	}

	// A file that is there keeps its mode, and its content when something fails.
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), []string{"-zone", "Mars", "-ics", path}, "", now, io.Discard, io.Discard); err == nil {
		t.Error("no error")
	}
	if again, err := os.ReadFile(path); err != nil || !bytes.Equal(again, first) {
		t.Errorf("a run that failed changed the file: %v", err)
	}
	output(t, "-from", "2026-10-19", "-ics", path)
	if again, err := os.ReadFile(path); err != nil || !bytes.Equal(again, first) {
		t.Errorf("the same input gave other bytes: %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("mode %v, %v; want that of the file before", info.Mode(), err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// TestEventsSurviveTheMovingWindow subscribes to a night shift in one week and in the
// next: an event that is in both feeds is the same.
func TestEventsSurviveTheMovingWindow(t *testing.T) {
	path := programtest.File(t, "team.json", `{"people": [
		{"name": "Night", "zone": "Europe/Berlin", "hours": "Su-We 22:00-06:00"},
		{"name": "Split", "zone": "America/New_York", "hours": "Mo-Su 00:00-06:00,18:00-24:00"},
		{"name": "Bot", "zone": "UTC", "hours": "24/7"}]}`)
	at := func(from string) map[string]string {
		p, err := program.ParseWeeks(from, 2, maxWeeks, "UTC", now)
		if err != nil {
			t.Fatal(err)
		}
		team, err := readTeam(path, p)
		if err != nil {
			t.Fatal(err)
		}
		spans := map[string]string{}
		for _, e := range newFeed(team, p, now).Events {
			if strings.HasPrefix(e.Source, "hours/Bot/") {
				continue // one event that has no ends
			}
			for sp := range e.Occurrences(availability.Calendar()) {
				spans[e.Source+" "+sp.String()] = e.Rule
			}
		}
		return spans
	}
	first, second := at("2026-03-02"), at("2026-03-09")
	both := 0
	for occurrence := range second {
		if _, ok := first[occurrence]; ok {
			both++
		}
	}
	// Four nights and seven mornings and evenings in the week that is in both, and what reaches
	// over the edges. The week after has a DST change in New York, of which a night is apart.
	if both < 10 {
		t.Errorf("only %d occurrences are in both feeds: %v", both, second)
	}
}

func TestClockRange(t *testing.T) {
	z, err := availability.LoadZone("UTC")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ start, end, want string }{
		{"2026-03-02T09:00:00Z", "2026-03-02T17:00:00Z", "09:00-17:00"},
		{"2026-03-02T22:00:00Z", "2026-03-03T06:00:00Z", "22:00-06:00"},
		{"2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "00:00-24:00"},
		{"2026-03-02T09:00:00Z", "2026-03-03T00:00:00Z", "09:00-24:00"},
		{"2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z", "09:00 to Tue 09:00"},
		{"2026-03-02T09:00:00Z", "2026-03-03T17:00:00Z", "09:00 to Tue 17:00"},
		{"2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z", "00:00 to Tue 24:00"},
		{"2026-03-02T22:00:00Z", "2026-03-04T06:00:00Z", "22:00 to Wed 06:00"},
	} {
		start, err1 := time.Parse(time.RFC3339, c.start)
		end, err2 := time.Parse(time.RFC3339, c.end)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if got := clockRange(availability.Between(start, end), z); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.start, c.end, got, c.want)
		}
	}
}

// served starts the program with -serve and returns the address that it names.
func served(t *testing.T, secret string, args ...string) (url string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	reader, writer := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- run(ctx, args, secret, now, io.Discard, writer); writer.Close() }()
	said := make(chan string, 1)
	go func() {
		var all []byte
		buf := make([]byte, 4096)
		for {
			n, err := reader.Read(buf)
			all = append(all, buf[:n]...)
			if m := regexp.MustCompile(`subscribe to (http://\S+) or`).FindSubmatch(all); m != nil {
				select {
				case said <- string(m[1]):
				default:
				}
			}
			if err != nil {
				return
			}
		}
	}()
	stop = func() error { cancel(); return <-done }
	select {
	case url = <-said:
	case err := <-done:
		t.Fatalf("did not serve: %v", err)
	case <-time.After(30 * time.Second):
		t.Fatal("did not serve")
	}
	return url, stop
}

func get(t *testing.T, url, etag string, host ...string) (int, string, http.Header) {
	t.Helper()
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if etag != "" {
		req.Header.Set("If-None-Match", etag)
	}
	if len(host) > 0 {
		req.Host = host[0]
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body), resp.Header
}

func TestServe(t *testing.T) {
	team := programtest.File(t, "team.json", `{"people": [{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:00"}]}`)
	url, stop := served(t, "", "-team", team, "-from", "2026-10-19", "-serve", "127.0.0.1:0")
	status, body, header := get(t, url, "")
	if status != 200 || !strings.Contains(body, "SUMMARY:Ada works\r\n") || !strings.HasPrefix(header.Get("Content-Type"), "text/calendar") {
		t.Errorf("status %d, %v, body %.100q", status, header, body)
	}
	if status, body, _ := get(t, url, header.Get("ETag")); status != 304 || body != "" {
		t.Errorf("asked again: status %d, body %.100q; want 304", status, body)
	}
	// A web page that sends a browser here under a name of its own sees nothing.
	if status, _, _ := get(t, url, "", "evil.example"); status != 404 {
		t.Errorf("asked for under another name: status %d, want 404", status)
	}
	// A broken edit is no empty calendar; a good one is seen.
	if err := os.WriteFile(team, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := get(t, url, ""); status != 503 {
		t.Errorf("with a broken team file: status %d, want 503", status)
	}
	if err := os.WriteFile(team, []byte(`{"people": [{"name": "Bo", "zone": "UTC", "hours": "24/7"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, body, _ := get(t, url, header.Get("ETag")); status != 200 || !strings.Contains(body, "SUMMARY:Bo works\r\n") {
		t.Errorf("after an edit: status %d, body %.100q", status, body)
	}
	if err := stop(); err != nil {
		t.Errorf("stopped with %v", err)
	}
}

func TestServeBeyondThisMachineNeedsTheToken(t *testing.T) {
	hostname, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	fetch := func(url string) int {
		status, _, _ := get(t, strings.Replace(url, hostname, "127.0.0.1", 1), "")
		return status
	}
	var urls []string
	const good = "sixteen letters!"
	if err := run(context.Background(), []string{"-serve", ":0"}, good[1:], now, io.Discard, io.Discard); err == nil ||
		!strings.Contains(err.Error(), "NOONMARK_SECRET is too short") {
		t.Errorf("a short secret: %v", err)
	}
	for _, secret := range []string{"", "", good, good} {
		url, stop := served(t, secret, "-serve", ":0")
		if !regexp.MustCompile(`/[0-9A-Za-z_-]{43,}\.ics$`).MatchString(url) {
			t.Errorf("the address %s can be guessed", url)
		}
		if status := fetch(url); status != 200 {
			t.Errorf("with the token: status %d", status)
		}
		base, path, _ := strings.Cut(strings.TrimPrefix(url, "http://"), "/")
		for _, wrong := range []string{"/team.ics", "/", "/" + strings.Repeat("A", 50) + ".ics"} {
			if status := fetch("http://" + base + wrong); status != 404 {
				t.Errorf("%s: status %d, want 404", wrong, status)
			}
		}
		urls = append(urls, path)
		if err := stop(); err != nil {
			t.Error(err)
		}
	}
	if urls[0] == urls[1] || urls[2] != urls[3] || urls[1] == urls[2] {
		t.Errorf("addresses without a secret are to differ and with one to stay: %q", urls)
	}
}

package calendar

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// The judges are real iCalendar clients, which say what they make of a feed:
// small programs in testdata/judges around the libraries that the clients are
// built on. Each says at its top where its zones come from.
//
// A judge is started once per test process and then asked file after file, for
// Python and PHP take longer to start than to answer.
//
// A judge that is not on the machine is left out, and named in the log. With
// NOONMARK_JUDGES=required it is a failure. NOONMARK_ICALJS is the folder whose
// node_modules has ical.js, if node does not find it by itself.

// An instance is one occurrence as a judge tells it: in Unix seconds, or for an
// all-day event as YYYYMMDD.
type instance struct{ uid, start, end string }

// at returns the instance of an event with a time.
func at(uid string, s availability.Span) instance {
	start, end := s.Unix()
	return instance{uid, strconv.FormatInt(start, 10), strconv.FormatInt(end, 10)}
}

// A judge may be used by several goroutines, which then wait for each other.
type judge struct {
	name     string // in exceptions and in messages
	packages string // what installs it
	// available says whether it reads VAVAILABILITY.
	available bool
	// commands are the ways to start it, the best first. The mode follows.
	commands func() ([][]string, error)

	mu      sync.Mutex
	found   bool     // whether commands were tried
	command []string // the one that works
	err     error    // why none does
	talks   map[string]*talk
}

const (
	nameLibical   = "libical"
	nameICALJS    = "ical.js"
	nameRecurring = "recurring-ical-events"
	nameKhal      = "khal"
	nameVObject   = "vobject"
)

var (
	libical   = &judge{name: nameLibical, packages: "apt-get install gcc libc6-dev pkg-config libical-dev", available: true, commands: compileLibical}
	icaljs    = &judge{name: nameICALJS, packages: "npm install ical.js@2.2.1, with NOONMARK_ICALJS, and apt-get install nodejs", available: true, commands: script("icaljs.mjs", "node")}
	allJudges = []*judge{
		libical,
		icaljs,
		// The packages of Debian belong to Debian's Python, whatever else is first in PATH.
		{name: nameRecurring, packages: "apt-get install python3-icalendar python3-recurring-ical-events", commands: script("recurring.py", "/usr/bin/python3", "python3")},
		{name: nameKhal, packages: "apt-get install khal", commands: script("khal_instances.py", "/usr/bin/python3", "python3")},
		{name: nameVObject, packages: "apt-get install php-cli php-sabre-vobject", commands: script("vobject.php", "php")},
	}
)

// errMissing is wrapped by the errors that mean that a tool is not installed.
var errMissing = errors.New("not installed")

// statusMissing is the exit status of a judge that lacks its library.
const statusMissing = 69

func script(file string, interpreters ...string) func() ([][]string, error) {
	return func() ([][]string, error) {
		path, err := filepath.Abs(filepath.Join("testdata", "judges", file))
		var commands [][]string
		for _, interpreter := range interpreters {
			commands = append(commands, []string{interpreter, path})
		}
		return commands, err
	}
}

// workshop is a folder for what the judges need, until the process ends.
var workshop = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "noonmark-judges") })

func compileLibical() ([][]string, error) {
	if err := exec.Command("pkg-config", "--exists", "libical").Run(); err != nil {
		return nil, fmt.Errorf("pkg-config --exists libical: %w (%w)", err, errMissing)
	}
	flags, err := exec.Command("pkg-config", "--cflags", "--libs", "libical").Output()
	if err != nil {
		return nil, err
	}
	folder, err := workshop()
	if err != nil {
		return nil, err
	}
	compiler, err := exec.LookPath("gcc")
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", err, errMissing)
	}
	program := filepath.Join(folder, "libical")
	args := append([]string{"-O2", "-o", program, filepath.Join("testdata", "judges", "libical.c")}, strings.Fields(string(flags))...)
	if out, err := exec.Command(compiler, args...).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("compiling libical.c: %w\n%s", err, out)
	}
	return [][]string{{program}}, nil
}

func TestMain(m *testing.M) {
	status := m.Run()
	for _, j := range allJudges {
		j.dismiss()
	}
	if folder, err := workshop(); err == nil {
		os.RemoveAll(folder)
	}
	os.Exit(status)
}

// judges returns the judges that are there.
func judges(t testing.TB) []*judge {
	t.Helper()
	there, missing, err := muster(allJudges)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range missing {
		if os.Getenv("NOONMARK_JUDGES") == "required" {
			t.Fatal(m)
		}
		t.Log(m)
	}
	return there
}

// someJudges is judges, and skips the test if there is none.
func someJudges(t testing.TB) []*judge {
	t.Helper()
	there := judges(t)
	if len(there) == 0 {
		t.Skip(nobody)
	}
	return there
}

const nobody = "no calendar client is there to judge; .ci/run says how to install them"

// muster tells the judges that are there from those that are not, for which it
// returns what to do about it. The error is that of a judge that is there and
// does not work.
func muster(all []*judge) (there []*judge, missing []string, err error) {
	for _, j := range all {
		switch err := j.find(); {
		case err == nil:
			there = append(there, j)
		case errors.Is(err, errMissing):
			missing = append(missing, fmt.Sprintf("the judge %s is not there (%s): %v", j.name, j.packages, err))
		default:
			return nil, nil, fmt.Errorf("the judge %s: %w", j.name, err)
		}
	}
	return there, missing, nil
}

// need skips the test if a judge is not there.
func (j *judge) need(t testing.TB) *judge {
	t.Helper()
	if !slices.Contains(judges(t), j) {
		t.Skipf("the judge %s is not there: %s", j.name, j.packages)
	}
	return j
}

func (j *judge) find() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.found {
		return j.err
	}
	j.found = true
	commands, err := j.commands()
	for _, j.command = range commands {
		if _, err = j.talk("instances"); !errors.Is(err, errMissing) {
			break
		}
	}
	j.err = err
	return err
}

// talk returns the running process of a mode. It needs the lock.
func (j *judge) talk(mode string) (*talk, error) {
	if running, ok := j.talks[mode]; ok {
		return running, nil
	}
	begun, err := begin(j.process(mode))
	if err != nil {
		return nil, err
	}
	if j.talks == nil {
		j.talks = make(map[string]*talk)
	}
	j.talks[mode] = begun
	return begun, nil
}

// process returns the command of a mode, not yet started. What a client shows
// must not depend on the zone of the machine.
func (j *judge) process(args ...string) *exec.Cmd {
	cmd := exec.Command(j.command[0], append(j.command[1:len(j.command):len(j.command)], args...)...)
	cmd.Env = append(os.Environ(), "TZ=UTC", "LC_ALL=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1")
	return cmd
}

// dismiss ends the processes of a judge.
func (j *judge) dismiss() {
	j.mu.Lock()
	defer j.mu.Unlock()
	for mode, running := range j.talks {
		running.end()
		delete(j.talks, mode)
	}
}

// ask asks a judge about a file; further fields follow the file's name.
func (j *judge) ask(mode, file string, fields ...string) ([]string, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	running, err := j.talk(mode)
	if err != nil {
		return nil, err
	}
	lines, err := running.ask(strings.Join(append([]string{file}, fields...), "\t"))
	if err != nil {
		delete(j.talks, mode) // it has ended; the next question starts another
	}
	return lines, err
}

// A talk is with a process that takes a question a line and ends each answer
// with a line that is a dot.
type talk struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr bytes.Buffer
}

// patience is how long a judge may think about one file.
const patience = 2 * time.Minute

func begin(cmd *exec.Cmd) (*talk, error) {
	begun := &talk{cmd: cmd}
	cmd.Stderr = &begun.stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	begun.in, begun.out = in, bufio.NewReader(out)
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%w (%w)", err, errMissing)
	}
	if _, err := begun.line(); err != nil { // who it is
		return nil, err
	}
	return begun, nil
}

func (a *talk) ask(question string) ([]string, error) {
	defer time.AfterFunc(patience, func() { a.cmd.Process.Kill() }).Stop()
	if _, err := io.WriteString(a.in, question+"\n"); err != nil {
		return nil, a.ended()
	}
	var lines []string
	for {
		line, err := a.line()
		if err != nil || line == "." {
			return lines, err
		}
		lines = append(lines, line)
	}
}

func (a *talk) line() (string, error) {
	line, err := a.out.ReadString('\n')
	if err != nil {
		return "", a.ended()
	}
	return strings.TrimSuffix(line, "\n"), nil
}

// ended says why a process ended that should have answered.
func (a *talk) ended() error {
	err := a.end()
	said := strings.TrimSpace(a.stderr.String())
	if a.cmd.ProcessState.ExitCode() == statusMissing {
		return fmt.Errorf("%s: %s (%w)", a.cmd, said, errMissing)
	}
	return fmt.Errorf("%s ended without an answer (%v): %s", a.cmd, err, said)
}

func (a *talk) end() error {
	a.in.Close()
	return a.cmd.Wait()
}

// instances returns what a judge shows of a feed: every VEVENT instance that
// starts in w, in order of UID and start.
func (j *judge) instances(t testing.TB, ics []byte, w availability.Span) []instance {
	t.Helper()
	return j.expanded(t, "instances", ics, w)
}

// availableInstances is the same for the AVAILABLE components of VAVAILABILITY.
func (j *judge) availableInstances(t testing.TB, ics []byte, w availability.Span) []instance {
	t.Helper()
	return j.expanded(t, "available", ics, w)
}

func (j *judge) expanded(t testing.TB, mode string, ics []byte, w availability.Span) []instance {
	t.Helper()
	from, to := w.Unix()
	lines, err := j.ask(mode, feedFile(t, ics), strconv.FormatInt(from, 10), strconv.FormatInt(to, 10))
	if err != nil {
		t.Fatal(err)
	}
	found := make([]instance, len(lines))
	for i, line := range lines {
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			t.Fatalf("%s said %q, want UID, start and end", j.name, line)
		}
		found[i] = instance{fields[0], fields[1], fields[2]}
	}
	slices.SortFunc(found, compareInstances)
	return found
}

func feedFile(t testing.TB, ics []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "feed.ics")
	if err := os.WriteFile(file, ics, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

func compareInstances(a, b instance) int {
	// Shorter numbers are smaller, and dates come before times.
	order := func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	}
	if c := strings.Compare(a.uid, b.uid); c != 0 {
		return c
	}
	if c := order(a.start, b.start); c != 0 {
		return c
	}
	return order(a.end, b.end)
}

// checkInstances checks that each judge shows exactly want of a feed, in any
// order, of what starts in w. Judges that are named in except are not asked. If
// there is none to ask, the test is skipped.
func checkInstances(t testing.TB, ics []byte, w availability.Span, want []instance, except ...string) {
	t.Helper()
	askAll(t, judges(t), want, except, func(j *judge) []instance { return j.instances(t, ics, w) })
}

// checkAvailable is checkInstances for the AVAILABLE components, and the judges
// that read them.
func checkAvailable(t testing.TB, ics []byte, w availability.Span, want []instance, except ...string) {
	t.Helper()
	those := slices.DeleteFunc(judges(t), func(j *judge) bool { return !j.available })
	askAll(t, those, want, except, func(j *judge) []instance { return j.availableInstances(t, ics, w) })
}

func askAll(t testing.TB, those []*judge, want []instance, except []string, shown func(*judge) []instance) {
	t.Helper()
	for _, name := range except {
		if !slices.ContainsFunc(allJudges, func(j *judge) bool { return j.name == name }) {
			t.Fatalf("no judge is called %q", name)
		}
	}
	asked := 0
	for _, j := range those {
		if slices.Contains(except, j.name) {
			continue
		}
		asked++
		if d := difference(shown(j), want); d != "" {
			t.Errorf("%s shows something else:\n%s", j.name, d)
		}
	}
	if asked == 0 {
		t.Skip(nobody)
	}
}

// difference says how got differs from want, apart from the order, or nothing.
// It tells the first few differences.
func difference(got, want []instance) string {
	const few = 5
	got, want = slices.Clone(got), slices.Clone(want)
	slices.SortFunc(got, compareInstances)
	slices.SortFunc(want, compareInstances)
	var b strings.Builder
	told, more := 0, 0
	tell := func(what string, i instance) {
		if told == few {
			more++
			return
		}
		told++
		fmt.Fprintf(&b, "\t%s %s\n", what, i)
	}
	for len(got) > 0 || len(want) > 0 {
		switch {
		case len(want) == 0 || len(got) > 0 && compareInstances(got[0], want[0]) < 0:
			tell("too many:", got[0])
			got = got[1:]
		case len(got) == 0 || compareInstances(got[0], want[0]) > 0:
			tell("missing: ", want[0])
			want = want[1:]
		default:
			got, want = got[1:], want[1:]
		}
	}
	if more > 0 {
		fmt.Fprintf(&b, "\tand %d more\n", more)
	}
	return b.String()
}

// String writes times in UTC, for people.
func (i instance) String() string {
	return fmt.Sprintf("%q from %s to %s", i.uid, readable(i.start), readable(i.end))
}

func readable(s string) string {
	if u, err := strconv.ParseInt(s, 10, 64); err == nil && len(s) != len("20060102") {
		return time.Unix(u, 0).UTC().Format(time.RFC3339)
	}
	return s
}

// restrictions returns what libical objects to in a feed: what the parser could
// not read, and what breaks a rule of the METHOD (RFC 5546). It skips the test
// if libical is not there.
func restrictions(t testing.TB, ics []byte) []string {
	t.Helper()
	lines, err := libical.need(t).ask("restrictions", feedFile(t, ics))
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// A zoneInstant asks for the offset of a VTIMEZONE at an instant.
type zoneInstant struct {
	tzid string
	unix int64
}

// libicalOffsets returns the offsets from UTC, in seconds, that libical reads
// from the VTIMEZONEs of a file, one for each question. It skips the test if
// libical is not there.
func libicalOffsets(t testing.TB, ics []byte, questions []zoneInstant) []int {
	t.Helper()
	var in bytes.Buffer
	for _, q := range questions {
		fmt.Fprintf(&in, "%s\t%d\n", q.tzid, q.unix)
	}
	return libical.need(t).offsets(t, ics, &in, len(questions))
}

// A zoneLocal asks for the offset of a VTIMEZONE at a local time, as
// YYYYMMDDTHHMMSS.
type zoneLocal struct{ tzid, local string }

// icaljsOffsets is libicalOffsets for ical.js, which knows local times only.
func icaljsOffsets(t testing.TB, ics []byte, questions []zoneLocal) []int {
	t.Helper()
	var in bytes.Buffer
	for _, q := range questions {
		fmt.Fprintf(&in, "%s\t%s\n", q.tzid, q.local)
	}
	return icaljs.need(t).offsets(t, ics, &in, len(questions))
}

func (j *judge) offsets(t testing.TB, ics []byte, questions io.Reader, n int) []int {
	t.Helper()
	lines := strings.Fields(j.run(t, questions, "offsets", feedFile(t, ics)))
	if len(lines) != n {
		t.Fatalf("%s gave %d offsets to %d questions", j.name, len(lines), n)
	}
	offsets := make([]int, n)
	for i, line := range lines {
		offset, err := strconv.Atoi(line)
		if err != nil {
			t.Fatalf("%s: %v", j.name, err)
		}
		offsets[i] = offset
	}
	return offsets
}

// libicalEncode returns how many bytes libical makes of a feed that it has read, and how
// long it takes to write them, at best. It takes more than a second, and skips the test if
// libical is not there.
func libicalEncode(t testing.TB, ics []byte) (size int, took time.Duration) {
	t.Helper()
	out := libical.need(t).run(t, nil, "encode", feedFile(t, ics))
	if _, err := fmt.Sscanf(out, "%d\t%d\n", &size, &took); err != nil {
		t.Fatalf("%v in %q", err, out)
	}
	return size, took
}

// run runs a judge that answers and ends.
func (j *judge) run(t testing.TB, in io.Reader, args ...string) string {
	t.Helper()
	cmd := j.process(args...)
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr = in, &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, &stderr)
	}
	return string(out)
}

// handFeed wraps lines, which end in LF, in a calendar with zones.
func handFeed(lines ...string) []byte {
	all := "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//noonmark//judges//EN\n" +
		handZone("Europe/Dublin", "DAYLIGHT 20200329T010000 3 -1SU +0000 +0100", "STANDARD 20201025T020000 10 -1SU +0100 +0000") +
		handZone("America/New_York", "DAYLIGHT 20200308T020000 3 2SU -0500 -0400", "STANDARD 20201101T020000 11 1SU -0400 -0500") +
		strings.Join(lines, "") + "END:VCALENDAR\n"
	return []byte(strings.ReplaceAll(all, "\n", "\r\n"))
}

// handZone writes a VTIMEZONE of observances, each with its kind, DTSTART,
// month, day, and the offsets before and after.
func handZone(tzid string, observances ...string) string {
	text := "BEGIN:VTIMEZONE\nTZID:" + tzid + "\n"
	for _, o := range observances {
		f := strings.Fields(o)
		text += "BEGIN:" + f[0] + "\nDTSTART:" + f[1] + "\nRRULE:FREQ=YEARLY;BYMONTH=" + f[2] + ";BYDAY=" + f[3] +
			"\nTZOFFSETFROM:" + f[4] + "\nTZOFFSETTO:" + f[5] + "\nEND:" + f[0] + "\n"
	}
	return text + "END:VTIMEZONE\n"
}

// handEvent writes an event; where a line has a TZID of NY it stands for New York.
func handEvent(uid, lines string) string { return handComponent("VEVENT", uid, lines) }

func handComponent(name, uid, lines string) string {
	lines = strings.ReplaceAll(lines, "TZID=NY", "TZID=America/New_York")
	return "BEGIN:" + name + "\nUID:" + uid + "\nDTSTAMP:20260101T000000Z\n" + strings.TrimLeft(lines, "\n") + "END:" + name + "\n"
}

// handInstances are events of one UID, each written as
// "2026-10-12T08:00Z 09:00Z"; the end is within a day of the start.
func handInstances(t testing.TB, uid string, spans ...string) []instance {
	t.Helper()
	var list []instance
	for _, s := range spans {
		from, clock, _ := strings.Cut(s, " ")
		start := instant(t, strings.Replace(from, "Z", ":00Z", 1))
		end := instant(t, from[:len("2006-01-02T")]+strings.Replace(clock, "Z", ":00Z", 1))
		if end.Before(start) {
			end = end.Add(24 * time.Hour)
		}
		list = append(list, at(uid, availability.Between(start, end)))
	}
	return list
}

func year2026(t testing.TB) availability.Span {
	return span(t, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")
}

// agreedFeed has what all clients read alike, with its instances in 2026.
func agreedFeed(t testing.TB) ([]byte, []instance) {
	feed := handFeed(
		handEvent("dublin", `
DTSTART;TZID=Europe/Dublin:20261012T090000
DTEND;TZID=Europe/Dublin:20261012T100000
RRULE:FREQ=WEEKLY;COUNT=5
EXDATE;TZID=Europe/Dublin:20261019T090000
`),
		handEvent("exdate-list", `
DTSTART;TZID=NY:20261019T090000
DTEND;TZID=NY:20261019T100000
RRULE:FREQ=WEEKLY;COUNT=5
EXDATE;TZID=NY:20261026T090000,20261109T090000
`),
		handEvent("exdate-lines", `
DTSTART;TZID=NY:20261019T090000
DTEND;TZID=NY:20261019T100000
RRULE:FREQ=WEEKLY;COUNT=5
EXDATE;TZID=NY:20261026T090000
EXDATE;TZID=NY:20261109T090000
`),
		handEvent("exdate-utc", `
DTSTART;TZID=NY:20261019T090000
DTEND;TZID=NY:20261019T100000
RRULE:FREQ=WEEKLY;COUNT=5
EXDATE:20261026T130000Z,20261109T140000Z
`),
		// UNTIL is the end of the last local day: see TestJudgesDisagree.
		handEvent("newyork", `
DTSTART;TZID=NY:20260302T220000
DTEND;TZID=NY:20260303T010000
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=MO;UNTIL=20260401T035959Z
`),
		handEvent("wkst", `
DTSTART;TZID=NY:20260303T090000
DTEND;TZID=NY:20260303T100000
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO;COUNT=4
`),
		handEvent("single", `
DTSTART:20261020T120000Z
DTEND:20261020T123000Z
STATUS:CONFIRMED
`),
		handEvent("across", `
DTSTART;TZID=NY:20261031T220000
DTEND;TZID=NY:20261101T060000
`),
		handEvent("cancelled", `
DTSTART:20261020T120000Z
DTEND:20261020T123000Z
STATUS:CANCELLED
`),
		handEvent("day", `
DTSTART;VALUE=DATE:20261024
DTEND;VALUE=DATE:20261026
`),
		handEvent("days", `
DTSTART;VALUE=DATE:20260302
DTEND;VALUE=DATE:20260303
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=MO;UNTIL=20260317
EXDATE;VALUE=DATE:20260303
`),
	)
	want := []instance{
		{"day", "20261024", "20261026"},
		{"days", "20260302", "20260303"}, {"days", "20260316", "20260317"}, {"days", "20260317", "20260318"},
	}
	for _, uid := range []string{"exdate-list", "exdate-lines", "exdate-utc"} {
		want = append(want, handInstances(t, uid, "2026-10-19T13:00Z 14:00Z", "2026-11-02T14:00Z 15:00Z", "2026-11-16T14:00Z 15:00Z")...)
	}
	want = append(want, handInstances(t, "dublin", "2026-10-12T08:00Z 09:00Z", "2026-10-26T09:00Z 10:00Z", "2026-11-02T09:00Z 10:00Z", "2026-11-09T09:00Z 10:00Z")...)
	want = append(want, handInstances(t, "newyork", "2026-03-03T03:00Z 06:00Z", "2026-03-04T03:00Z 06:00Z", "2026-03-17T02:00Z 05:00Z", "2026-03-18T02:00Z 05:00Z", "2026-03-31T02:00Z 05:00Z", "2026-04-01T02:00Z 05:00Z")...)
	want = append(want, handInstances(t, "wkst", "2026-03-03T14:00Z 15:00Z", "2026-03-08T13:00Z 14:00Z", "2026-03-17T13:00Z 14:00Z", "2026-03-22T13:00Z 14:00Z")...)
	want = append(want, handInstances(t, "single", "2026-10-20T12:00Z 12:30Z")...)
	want = append(want, handInstances(t, "across", "2026-11-01T02:00Z 11:00Z")...)
	return feed, want
}

func TestJudgesAgree(t *testing.T) {
	feed, want := agreedFeed(t)
	checkInstances(t, feed, year2026(t), want)
}

// An instance belongs to the window that holds its start.
func TestJudgesWindow(t *testing.T) {
	feed, want := agreedFeed(t)
	for _, w := range []availability.Span{
		span(t, "2026-10-26T09:00:00Z", "2026-11-02T09:00:00Z"), // from a start, to a start
		span(t, "2026-10-26T09:00:01Z", "2026-11-02T09:00:01Z"),
		span(t, "2026-03-31T02:00:00Z", "2026-04-01T02:00:00Z"),
		span(t, "2026-10-24T00:00:00Z", "2026-10-24T00:00:01Z"), // the start of an all-day event
		span(t, "2026-10-24T00:00:01Z", "2026-10-25T00:00:00Z"),
	} {
		inside := slices.DeleteFunc(slices.Clone(want), func(i instance) bool {
			u, err := strconv.ParseInt(i.start, 10, 64)
			if len(i.start) == len("20060102") {
				day, parseErr := time.Parse("20060102", i.start)
				u, err = day.Unix(), parseErr
			}
			if err != nil {
				t.Fatal(err)
			}
			return !w.Contains(time.Unix(u, 0))
		})
		t.Run(w.String(), func(t *testing.T) { checkInstances(t, feed, w, inside) })
	}
}

// Zones come from the file, even under a name of the tz database, where the
// comment of a judge says so.
func TestJudgesZones(t *testing.T) {
	event := handEvent("x", "DTSTART;TZID=ZONE:20260601T120000\nDTEND;TZID=ZONE:20260601T130000\nRRULE:FREQ=DAILY;COUNT=2\n")
	zone := "STANDARD 20200101T000000 1 1MO +0300 +0300"
	feed := func(tzid string) []byte {
		return handFeed(handZone(tzid, zone), strings.ReplaceAll(event, "ZONE", tzid))
	}
	ofFile := handInstances(t, "x", "2026-06-01T09:00Z 10:00Z", "2026-06-02T09:00Z 10:00Z")
	checkInstances(t, feed("Nowhere/Land"), year2026(t), ofFile, nameVObject)
	checkInstances(t, feed("America/Chicago"), year2026(t), ofFile, nameRecurring, nameKhal, nameVObject)

	// Those that do not ask the file ask the machine.
	ofMachine := handInstances(t, "x", "2026-06-01T17:00Z 18:00Z", "2026-06-02T17:00Z 18:00Z")
	checkInstances(t, feed("America/Chicago"), year2026(t), ofMachine, nameLibical, nameICALJS)
}

// Clients disagree where RFC 5545 is hard to follow. What a feed may hold rests
// on these: if a case fails, a client has changed.
func TestJudgesDisagree(t *testing.T) {
	const weekly = "2026-03-01T07:30Z 08:30Z"
	tests := []struct {
		name, lines string
		want        map[string][]string
	}{
		{"an occurrence in a gap, excluded by its local time", `
DTSTART;TZID=NY:20260301T023000
DTEND;TZID=NY:20260301T033000
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=NY:20260308T023000
`, map[string][]string{
			// libical and vobject move the occurrence to 03:30, and later ones with it.
			nameLibical:   {weekly, "2026-03-08T07:30Z 08:30Z", "2026-03-15T07:30Z 08:30Z", "2026-03-22T06:30Z 07:30Z"},
			nameICALJS:    {weekly, "2026-03-15T06:30Z 07:30Z", "2026-03-22T06:30Z 07:30Z"},
			nameRecurring: {weekly, "2026-03-15T06:30Z 07:30Z", "2026-03-22T06:30Z 07:30Z"},
			nameKhal:      {weekly, "2026-03-15T06:30Z 07:30Z", "2026-03-22T06:30Z 07:30Z"},
			nameVObject:   {weekly, "2026-03-15T07:30Z 08:30Z", "2026-03-22T07:30Z 08:30Z"},
		}},
		{"an occurrence in a gap", `
DTSTART;TZID=NY:20260301T023000
DTEND;TZID=NY:20260301T033000
RRULE:FREQ=WEEKLY;COUNT=3
`, map[string][]string{
			nameLibical:   {weekly, "2026-03-08T07:30Z 08:30Z", "2026-03-15T07:30Z 08:30Z"},
			nameICALJS:    {weekly, "2026-03-08T06:30Z 07:30Z", "2026-03-15T06:30Z 07:30Z"},
			nameRecurring: {weekly, "2026-03-08T07:30Z 08:30Z", "2026-03-15T06:30Z 07:30Z"},
			nameKhal:      {weekly, "2026-03-08T07:30Z 08:30Z", "2026-03-15T06:30Z 07:30Z"},
			nameVObject:   {weekly, "2026-03-08T07:30Z 08:30Z", "2026-03-15T07:30Z 08:30Z"},
		}},
		{"a start in a fold", `
DTSTART;TZID=NY:20261101T013000
DTEND;TZID=NY:20261101T014500
`, map[string][]string{
			// All but vobject take the second 01:30; the RFC says the first.
			nameLibical:   {"2026-11-01T06:30Z 06:45Z"},
			nameICALJS:    {"2026-11-01T06:30Z 06:45Z"},
			nameRecurring: {"2026-11-01T06:30Z 06:45Z"},
			nameKhal:      {"2026-11-01T06:30Z 06:45Z"},
			nameVObject:   {"2026-11-01T05:30Z 05:45Z"},
		}},
		{"an occurrence across a transition, with DTEND", `
DTSTART;TZID=NY:20261030T220000
DTEND;TZID=NY:20261031T060000
RRULE:FREQ=DAILY;COUNT=2
`, map[string][]string{
			// Eight hours as the RFC says, or until 06:00.
			nameLibical:   {"2026-10-31T02:00Z 10:00Z", "2026-11-01T02:00Z 10:00Z"},
			nameICALJS:    {"2026-10-31T02:00Z 10:00Z", "2026-11-01T02:00Z 11:00Z"},
			nameRecurring: {"2026-10-31T02:00Z 10:00Z", "2026-11-01T02:00Z 10:00Z"},
			nameKhal:      {"2026-10-31T02:00Z 10:00Z", "2026-11-01T02:00Z 10:00Z"},
			nameVObject:   {"2026-10-31T02:00Z 10:00Z", "2026-11-01T02:00Z 11:00Z"},
		}},
		{"a single event across a transition, with DURATION", `
DTSTART;TZID=NY:20261031T220000
DURATION:PT8H
`, map[string][]string{
			nameLibical:   {"2026-11-01T02:00Z 11:00Z"},
			nameICALJS:    {"2026-11-01T02:00Z 11:00Z"},
			nameRecurring: {"2026-11-01T02:00Z 10:00Z"},
			nameKhal:      {"2026-11-01T02:00Z 10:00Z"},
			nameVObject:   {"2026-11-01T02:00Z 10:00Z"},
		}},
		{"UNTIL at the last start, in summer, of a rule that starts in winter", `
DTSTART;TZID=NY:20260302T090000
DTEND;TZID=NY:20260302T100000
RRULE:FREQ=WEEKLY;UNTIL=20260309T130000Z
`, map[string][]string{
			nameLibical:   {"2026-03-02T14:00Z 15:00Z", "2026-03-09T13:00Z 14:00Z"},
			nameICALJS:    {"2026-03-02T14:00Z 15:00Z", "2026-03-09T13:00Z 14:00Z"},
			nameRecurring: {"2026-03-02T14:00Z 15:00Z"},
			nameKhal:      {"2026-03-02T14:00Z 15:00Z", "2026-03-09T13:00Z 14:00Z"},
			nameVObject:   {"2026-03-02T14:00Z 15:00Z", "2026-03-09T13:00Z 14:00Z"},
		}},
		{"the first occurrence is excluded", `
DTSTART;TZID=NY:20261019T090000
DTEND;TZID=NY:20261019T100000
RRULE:FREQ=WEEKLY;COUNT=2
EXDATE;TZID=NY:20261019T090000
`, map[string][]string{
			nameLibical:   {"2026-10-26T13:00Z 14:00Z"},
			nameICALJS:    {"2026-10-26T13:00Z 14:00Z"},
			nameRecurring: {"2026-10-26T13:00Z 14:00Z"},
			nameKhal:      {"2026-10-26T13:00Z 14:00Z"},
			nameVObject:   {"2026-10-19T13:00Z 14:00Z", "2026-10-26T13:00Z 14:00Z"},
		}},
		{"RDATE without RRULE", `
DTSTART;TZID=NY:20261019T090000
DTEND;TZID=NY:20261019T100000
RDATE;TZID=NY:20261105T090000
`, map[string][]string{
			nameLibical:   {"2026-10-19T13:00Z 14:00Z", "2026-11-05T09:00Z 10:00Z"}, // in UTC
			nameICALJS:    {"2026-11-05T14:00Z 15:00Z"},
			nameRecurring: {"2026-10-19T13:00Z 14:00Z", "2026-11-05T14:00Z 15:00Z"},
			nameKhal:      {"2026-10-19T13:00Z 14:00Z", "2026-11-05T14:00Z 15:00Z"},
			nameVObject:   {"2026-10-19T13:00Z 14:00Z"},
		}},
		{"a start that the rule does not match", `
DTSTART;TZID=NY:20260304T090000
DTEND;TZID=NY:20260304T100000
RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2
`, map[string][]string{
			nameLibical:   {"2026-03-09T13:00Z 14:00Z", "2026-03-16T13:00Z 14:00Z"},
			nameICALJS:    {"2026-03-09T13:00Z 14:00Z", "2026-03-16T13:00Z 14:00Z"},
			nameRecurring: {"2026-03-04T14:00Z 15:00Z", "2026-03-09T13:00Z 14:00Z", "2026-03-16T13:00Z 14:00Z"},
			nameKhal:      {"2026-03-09T13:00Z 14:00Z", "2026-03-16T13:00Z 14:00Z"},
			nameVObject:   {"2026-03-04T14:00Z 15:00Z", "2026-03-09T13:00Z 14:00Z"},
		}},
		{"no end", "DTSTART:20261031T003000Z\n", map[string][]string{
			nameLibical:   {"2026-10-31T00:30Z 00:30Z"},
			nameICALJS:    {"2026-10-31T00:30Z 00:30Z"},
			nameRecurring: {"2026-10-31T00:30Z 00:30Z"},
			nameKhal:      {"2026-10-31T00:30Z 01:30Z"},
			nameVObject:   {"2026-10-31T00:30Z 00:30Z"},
		}},
	}
	there := someJudges(t)
	for _, test := range tests {
		for _, j := range there {
			t.Run(test.name+"/"+j.name, func(t *testing.T) {
				got := j.instances(t, handFeed(handEvent("x", test.lines)), year2026(t))
				if d := difference(got, handInstances(t, "x", test.want[j.name]...)); d != "" {
					t.Error(d)
				}
			})
		}
	}
}

func TestJudgesAvailable(t *testing.T) {
	feed := handFeed(strings.Replace(handComponent("VAVAILABILITY", "hours", `
DTSTART:20260101T000000Z
BUSYTYPE:BUSY-UNAVAILABLE
`), "END:VAVAILABILITY\n", handComponent("AVAILABLE", "monday", `
DTSTART;TZID=NY:20260302T090000
DTEND;TZID=NY:20260302T170000
RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3
EXDATE;TZID=NY:20260316T090000
`)+handComponent("AVAILABLE", "once", "DTSTART:20260601T090000Z\nDTEND:20260601T100000Z\n")+"END:VAVAILABILITY\n", 1),
		handEvent("event", "DTSTART:20260601T090000Z\nDTEND:20260601T100000Z\n"))
	want := append(handInstances(t, "monday", "2026-03-02T14:00Z 22:00Z", "2026-03-09T13:00Z 21:00Z"), handInstances(t, "once", "2026-06-01T09:00Z 10:00Z")...)
	checkAvailable(t, feed, year2026(t), want)
	for _, name := range []string{nameLibical, nameICALJS} {
		if !slices.ContainsFunc(allJudges, func(j *judge) bool { return j.name == name && j.available }) {
			t.Errorf("%s is not asked", name)
		}
	}
	checkInstances(t, feed, year2026(t), handInstances(t, "event", "2026-06-01T09:00Z 10:00Z"))
}

func TestRestrictions(t *testing.T) {
	const (
		times   = "DTSTART:20260102T000000Z\nDTEND:20260102T010000Z\n"
		sender  = "ORGANIZER:mailto:team@example.org\n"
		publish = "METHOD:PUBLISH\n"
		fields  = "NAME:x\nCOLOR:red\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\nSOURCE;VALUE=URI:https://example.org/a.ics\nURL:https://example.org/a\nUID:feed\nLAST-MODIFIED:20260101T000000Z\n"
		more    = "COLOR:red\nURL:https://example.org\nLAST-MODIFIED:20260101T000000Z\nSEQUENCE:1\nCLASS:PRIVATE\nSTATUS:CONFIRMED\nCATEGORIES:a,b\nTRANSP:OPAQUE\n"
		lacks   = ": INVALID-ITIP: Failed iTIP restrictions for %s property. Expected 1 instances of the property and got 0"
	)
	hours := strings.Replace(handComponent("VAVAILABILITY", "hours", "BUSYTYPE:BUSY-UNAVAILABLE\nPRIORITY:1\n"), "END:", handComponent("AVAILABLE", "x", times)+"END:", 1)
	tests := []struct {
		name string
		feed []byte
		want []string
	}{
		{"no method", handFeed(fields, handEvent("a", times+more)), nil},
		{"published", handFeed(publish, fields, handEvent("a", times+more+sender+"SUMMARY:x\n")), nil},
		{"published without ORGANIZER", handFeed(publish, handEvent("a", times+"SUMMARY:x\n")), []string{"VEVENT" + fmt.Sprintf(lacks, "ORGANIZER")}},
		{"published without SUMMARY", handFeed(publish, handEvent("a", times+sender)), []string{"VEVENT" + fmt.Sprintf(lacks, "SUMMARY")}},
		{"VFREEBUSY", handFeed(handComponent("VFREEBUSY", "a", times+"FREEBUSY:20260102T000000Z/PT1H,20260103T000000Z/20260103T010000Z\n")), nil},
		{"VFREEBUSY published", handFeed(publish, handComponent("VFREEBUSY", "a", times+sender+"FREEBUSY:20260102T000000Z/PT1H\n")), nil},
		{"VFREEBUSY published without ORGANIZER", handFeed(publish, handComponent("VFREEBUSY", "a", times)), []string{"VFREEBUSY" + fmt.Sprintf(lacks, "ORGANIZER")}},
		{"VAVAILABILITY", handFeed(hours), nil},
		{"VAVAILABILITY published", handFeed(publish, hours), nil},
		{"broken rule", handFeed(handEvent("a", times+"RRULE:FREQ=WEEKLY;BYDAY=XX\n")), []string{"VEVENT: VALUE-PARSE-ERROR: Can't parse as RECUR value in RRULE property. Removing entire property: FREQ=WEEKLY;BYDAY=XX"}},
		{"not a calendar", []byte("hello\r\n"), []string{"no calendar"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := restrictions(t, test.feed); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestJudgesOffsets(t *testing.T) {
	feed := handFeed(handZone("America/Chicago", "STANDARD 20200101T000000 1 1MO +0300 +0300")) // not that of the tz database
	t.Run(nameLibical, func(t *testing.T) {
		spring, autumn := instant(t, "2026-03-08T07:00:00Z").Unix(), instant(t, "2026-11-01T06:00:00Z").Unix()
		got := libicalOffsets(t, feed, []zoneInstant{
			{"America/New_York", spring - 1}, {"America/New_York", spring}, {"America/New_York", autumn - 1}, {"America/New_York", autumn},
			{"Europe/Dublin", spring}, {"Europe/Dublin", instant(t, "2037-07-01T00:00:00Z").Unix()}, {"America/Chicago", spring},
		})
		if want := []int{-18000, -14400, -14400, -18000, 0, 3600, 10800}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
	t.Run(nameICALJS, func(t *testing.T) {
		got := icaljsOffsets(t, feed, []zoneLocal{
			{"America/New_York", "20260308T015959"}, {"America/New_York", "20260308T030000"}, {"America/New_York", "20261101T005959"}, {"America/New_York", "20261101T020000"},
			{"Europe/Dublin", "20260308T000000"}, {"Europe/Dublin", "20370701T000000"}, {"America/Chicago", "20260308T000000"},
		})
		if want := []int{-18000, -14400, -14400, -18000, 0, 3600, 10800}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestLibicalEncode(t *testing.T) {
	ics := encode(t, manyEvents(t, 10))
	size, took := libicalEncode(t, []byte(ics))
	if size < len(ics)*9/10 || size > len(ics)*11/10 || took <= 0 {
		t.Errorf("10 events of %d bytes are %d bytes and take %v", len(ics), size, took)
	}
}

func TestDifference(t *testing.T) {
	a, b, c := instance{"a", "900000000", "900000060"}, instance{"a", "1000000000", "1000000060"}, instance{"b", "20261024", "20261025"}
	longer := instance{"a", "900000000", "900000061"}
	tests := []struct {
		name      string
		got, want []instance
		say       []string // one for each line
	}{
		{"nothing", nil, nil, nil},
		{"same, out of order", []instance{c, b, a}, []instance{a, b, c}, nil},
		{"missing", []instance{c, a}, []instance{a, b, c}, []string{`missing:  "a" from 2001-09-09T01:46:40Z to 2001-09-09T01:47:40Z`}},
		{"all missing", nil, []instance{c}, []string{`missing:  "b" from 20261024 to 20261025`}},
		{"too many", []instance{c, a}, []instance{c}, []string{`too many: "a" from 1998-07-09T16:00:00Z to 1998-07-09T16:01:00Z`}},
		{"one twice", []instance{a, a}, []instance{a}, []string{`too many: "a" from 1998-07-09`}},
		{"another end", []instance{longer, c}, []instance{a, c}, []string{`missing:  "a" from 1998-07-09T16:00:00Z to 1998-07-09T16:01:00Z`, `too many: "a" from 1998-07-09T16:00:00Z to 1998-07-09T16:01:01Z`}},
		{"another UID", []instance{{"x", a.start, a.end}}, []instance{a}, []string{`missing:  "a"`, `too many: "x"`}},
		{"many", slices.Repeat([]instance{c}, 8), nil, []string{"too many", "too many", "too many", "too many", "too many", "and 3 more"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := difference(test.got, test.want)
			lines := strings.Split(strings.TrimSuffix(d, "\n"), "\n")
			if d == "" {
				lines = nil
			}
			if len(lines) != len(test.say) {
				t.Fatalf("got %q, want %q", lines, test.say)
			}
			for i, say := range test.say {
				if !strings.Contains(lines[i], say) {
					t.Errorf("line %d is %q, want %q in it", i, lines[i], say)
				}
			}
		})
	}
}

// A recorder takes the place of a test that is to fail or to be skipped.
type recorder struct {
	testing.TB
	failures []string
	skipped  bool
}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}
func (r *recorder) Skip(...any) { r.skipped = true }

// A wrong expectation is noticed, with every judge.
func TestJudgesNotice(t *testing.T) {
	there := someJudges(t)
	feed, want := agreedFeed(t)
	later := slices.Clone(want)
	later[len(later)-1].end += "0"
	for name, wrong := range map[string][]instance{"one less": want[1:], "one more": append(slices.Clone(want), want[0]), "another end": later} {
		r := &recorder{TB: t}
		checkInstances(r, feed, year2026(t), wrong)
		if len(r.failures) != len(there) || r.skipped {
			t.Errorf("%s: %d judges, and said is %q", name, len(there), r.failures)
		}
		r = &recorder{TB: t}
		checkInstances(r, feed, year2026(t), wrong, there[0].name)
		if len(r.failures) != len(there)-1 {
			t.Errorf("%s, except %s: said is %q", name, there[0].name, r.failures)
		}
	}
	var everyone []string
	for _, j := range allJudges {
		everyone = append(everyone, j.name)
	}
	r := &recorder{TB: t}
	checkInstances(r, feed, year2026(t), nil, everyone...)
	if !r.skipped {
		t.Error("nobody was asked, and the test goes on")
	}
}

// A judge that cannot answer says why, and answers the next question.
func TestJudgesRecover(t *testing.T) {
	feed, want := agreedFeed(t)
	for _, j := range someJudges(t) {
		if _, err := j.ask("instances", "/no/such/feed.ics", "0", "1"); err == nil || !strings.Contains(err.Error(), "/no/such/feed.ics") {
			t.Errorf("%s: %v, want the name of the file", j.name, err)
		}
		if d := difference(j.instances(t, feed, year2026(t)), want); d != "" {
			t.Errorf("%s, after that:\n%s", j.name, d)
		}
	}
}

func TestMuster(t *testing.T) {
	shell := func(text string) func() ([][]string, error) {
		return func() ([][]string, error) { return [][]string{{"sh", "-c", text}}, nil }
	}
	works := &judge{name: "works", commands: shell("echo hello; cat")}
	defer works.dismiss()
	second := &judge{name: "second", commands: func() ([][]string, error) {
		return [][]string{{"/no/such/program"}, {"sh", "-c", "echo hello; cat"}}, nil
	}}
	defer second.dismiss()
	there, missing, err := muster([]*judge{
		{name: "absent", packages: "a package", commands: func() ([][]string, error) { return [][]string{{"/no/such/program"}}, nil }},
		works,
		{name: "empty", packages: "its library", commands: shell("echo no module >&2; exit 69")},
		second,
	})
	if err != nil || !slices.Equal(there, []*judge{works, second}) || len(missing) != 2 {
		t.Fatalf("got %d judges, missing %q, error %v", len(there), missing, err)
	}
	for i, say := range [][]string{{"absent", "a package", "/no/such/program"}, {"empty", "its library", "no module"}} {
		for _, s := range say {
			if !strings.Contains(missing[i], s) {
				t.Errorf("%q does not say %q", missing[i], s)
			}
		}
	}
	_, _, err = muster([]*judge{{name: "broken", commands: shell("echo a mistake >&2; exit 1")}})
	if err == nil || !strings.Contains(err.Error(), "broken") || !strings.Contains(err.Error(), "a mistake") {
		t.Errorf("a judge with a mistake: %v", err)
	}
}

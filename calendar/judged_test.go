package calendar

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/noonmark/noonmark/availability"
)

// byName are the judges that look zones up by name on the machine, and read no VTIMEZONE.
// Their release of the tz database may be another one than ours, so they are not asked
// about zones that releases disagree about.
var byName = []string{nameRecurring, nameKhal, nameVObject}

func disputed(e *Event) bool {
	return e.Zone != nil && strings.HasPrefix(e.Zone.Name(), "Africa/")
}

// instancesOf returns what a client should show of events.
func instancesOf(f Feed, events []Event, w availability.Span) []instance {
	var list []instance
	for i := range events {
		e := &events[i]
		for sp := range e.Occurrences(availability.UnixSpan(minCivil, 4_000_000_000)) {
			if !w.Contains(sp.Start()) {
				continue
			}
			uid := uidOf(f, e.Source)
			if !e.AllDay {
				list = append(list, at(uid, sp))
				continue
			}
			day := func(t time.Time) string {
				d, _ := e.zone().Civil(t)
				return d.Format("20060102")
			}
			list = append(list, instance{uid, day(sp.Start()), day(sp.End())})
		}
	}
	return list
}

// A judgedFeed is a feed, and the time that it says something is, however it says it.
type judgedFeed struct {
	name string
	feed Feed
	set  availability.Set
}

// judgedFeeds are feeds of each kind, with DST changes in them.
func judgedFeeds(t testing.TB) []judgedFeed {
	stamp := instant(t, "2026-01-20T00:00:00Z")
	organizer := Organizer{Name: "Ada", Address: "ada@example.com"}
	w := span(t, "2026-02-02T00:00:00Z", "2027-04-05T00:00:00Z")
	var list []judgedFeed
	add := func(name string, set availability.Set, events []Event) {
		list = append(list, judgedFeed{name, Feed{ID: name, Stamp: stamp, Organizer: organizer, Events: events}, set})
	}
	for _, p := range people {
		s := person(t, p.name, p.zone, p.hours)
		add("hours "+p.name, s.In(w), Weekly(Event{Source: "hours", Title: p.name}, s.In(w), s.ZoneAt))
	}
	for _, states := range []availability.State{availability.Free, availability.Busy, availability.Focus, availability.Leave | availability.Holiday, availability.OffHours | availability.RestDay} {
		events := Diary{Schedule: ada(t), States: states}.Events(w)
		made := states
		if states == availability.Free {
			made = availability.Working
		}
		add("diary "+states.String(), ada(t).When(w, made), events)
	}
	berlin, newYork := person(t, "a", "Europe/Berlin", "Mo-Fr 09:00-17:30"), person(t, "b", "America/New_York", "Mo-Fr 08:00-16:00")
	common := berlin.In(w).Intersect(newYork.In(w))
	add("overlap", common, Weekly(Event{Source: "overlap", LocalTimes: []*availability.Schedule{berlin, newYork}}, common, berlin.ZoneAt, newYork.ZoneAt))
	for name, s := range map[string]struct {
		zone  string
		parts availability.RecurrenceParts
		d     time.Duration
	}{
		"standup":     {"Europe/Berlin", availability.RecurrenceParts{Start: civil(t, "2026-02-02T09:30"), Rule: "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270331T093000"}, time.Hour},
		"monthly":     {"America/New_York", availability.RecurrenceParts{Start: civil(t, "2026-02-10T21:00"), Rule: "FREQ=MONTHLY;BYDAY=2TU;COUNT=12", ExceptDays: []date.Date{date.New(2026, 3, 10), date.New(2026, 2, 10)}}, 90 * time.Minute},
		"in the gap":  {"America/New_York", availability.RecurrenceParts{Start: civil(t, "2026-02-10T02:30"), Rule: "FREQ=DAILY;COUNT=300"}, time.Hour},
		"in the fold": {"Europe/London", availability.RecurrenceParts{Start: civil(t, "2026-02-08T01:30"), Rule: "FREQ=WEEKLY;COUNT=55", Also: []availability.Civil{civil(t, "2026-02-11T08:00")}}, time.Hour},
		"last Friday": {"Europe/London", availability.RecurrenceParts{Start: civil(t, "2026-02-27T16:00"), Rule: "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231"}, time.Hour},
		"nights":      {"Australia/Sydney", availability.RecurrenceParts{Start: civil(t, "2026-02-27T22:00"), Rule: "FREQ=DAILY;INTERVAL=3;COUNT=100"}, 9 * time.Hour},
	} {
		events, err := Series(Event{Source: name, Zone: zone(t, s.zone), Title: name}, s.parts, s.d, w)
		if err != nil {
			t.Fatal(err)
		}
		add("series "+name, availability.NewSet(truth(t, s.parts, zone(t, s.zone), s.d, w)...), events)
	}
	rotation := Event{Source: "rotation/", AllDay: true, Zone: zone(t, "Europe/Berlin"), Title: "Ada is on duty", Show: Tentative}
	var weeks []Event
	var duty availability.Set
	for i := range 4 {
		e := rotation
		e.Source += fmt.Sprint(i)
		start := instantOf(e.Zone, civilSecond(civil(t, "2026-03-16T00:00"))+int64(i)*secondsPerWeek)
		end := instantOf(e.Zone, civilSecond(civil(t, "2026-03-23T00:00"))+int64(i)*secondsPerWeek)
		e.Span = availability.UnixSpan(start, end)
		duty = duty.Union(availability.NewSet(e.Span))
		weeks = append(weeks, e)
	}
	add("rotation", duty, weeks)
	return list
}

// What clients show of a feed is what was computed, to the second.
func TestClientsShowWhatWasComputed(t *testing.T) {
	w := span(t, "2026-02-02T00:00:00Z", "2027-04-05T00:00:00Z")
	for _, j := range judgedFeeds(t) {
		t.Run(j.name, func(t *testing.T) {
			var spans []availability.Span
			for i := range j.feed.Events {
				for sp := range j.feed.Events[i].Occurrences(w) {
					spans = append(spans, sp)
				}
			}
			if got := availability.NewSet(spans...).Clip(w); !got.Equal(j.set) {
				t.Fatalf("the events are not what was computed: missing %v, too much %v", j.set.Subtract(got), got.Subtract(j.set))
			}
			var except []string
			for i := range j.feed.Events {
				if disputed(&j.feed.Events[i]) {
					except = byName
				}
			}
			checkInstances(t, []byte(encode(t, j.feed)), w, instancesOf(j.feed, j.feed.Events, w), except...)
		})
	}
}

// And of random people.
func TestClientsShowRandomPeople(t *testing.T) {
	someJudges(t)
	r := rand.New(rand.NewPCG(5, 6))
	one := func(list ...string) string { return list[r.IntN(len(list))] }
	for range 12 {
		first := date.New(2026, 2, 1) + date.Date(r.IntN(200))
		s := compiled(t, availability.Person{
			Name: "x", Zone: one("Europe/Berlin", "America/New_York", "America/Santiago", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/Dublin"),
			Hours: one("Mo-Fr 09:00-17:30", "Mo-Su 22:00-06:00", "Mo-Sa 00:00-04:00,12:00-13:00", "Mo,We,Fr 23:30-24:00; Su 01:00-03:30", "Mo-Fr 08:00-12:00; week 02-52/2 We off", "Mo-Su 02:00-02:30"),
			Leave: []availability.TimeOff{{First: first, Last: first + date.Date(r.IntN(30))}},
			Recurring: []availability.Block{{
				State: availability.Busy, Start: availability.Civil{Date: first, Clock: clock.Clock(r.IntN(48)) * 30 * clock.Minute},
				Length: time.Duration(1+r.IntN(8)) * 30 * time.Minute,
				Rule:   one("FREQ=WEEKLY;INTERVAL=2", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=2TU,-1FR", "FREQ=WEEKLY;BYDAY=MO,WE"),
			}},
			Moves: []availability.Move{{Date: date.New(2026, 6, 1+r.IntN(28)), Zone: one("Europe/Paris", "Asia/Tokyo", "America/Los_Angeles")}},
		})
		w := span(t, "2026-02-02T00:00:00Z", "2026-12-07T00:00:00Z")
		f := Feed{ID: "random", Stamp: w.Start(), Events: Weekly(Event{Source: "free", Title: "x"}, s.In(w), s.ZoneAt)}
		checkInstances(t, []byte(encode(t, f)), w, instancesOf(f, f.Events, w))
	}
}

func TestClientsReadAvailability(t *testing.T) {
	for _, s := range []*availability.Schedule{ada(t), person(t, "x", "America/New_York", "Mo-Su 22:00-06:00")} {
		f := Feed{ID: "availability", Stamp: weeks2026.Start(), Availabilities: Diary{Schedule: s}.Availabilities(weeks2026)}
		var events []Event
		for _, a := range f.Availabilities {
			events = append(events, a.Available...)
		}
		ics := []byte(encode(t, f))
		checkAvailable(t, ics, weeks2026, instancesOf(f, events, weeks2026))
		checkInstances(t, ics, weeks2026, nil)
	}
}

// libical knows the rules of METHOD:PUBLISH. Without an organizer it misses that, and nothing else.
func TestLibicalHasNothingToObject(t *testing.T) {
	f := everything(t, "2026-11-20T00:00:00Z")
	for _, fault := range restrictions(t, []byte(updated(t, f, ""))) {
		t.Error(fault)
	}
	f.Organizer, f.FreeBusy = Organizer{}, nil
	for _, fault := range restrictions(t, []byte(encode(t, f))) {
		if !strings.Contains(fault, "Failed iTIP restrictions for ORGANIZER property. Expected 1 instances of the property and got 0") {
			t.Error(fault)
		}
	}
	for _, fault := range restrictions(t, []byte(encode(t, Feed{ID: "empty", Stamp: time.Unix(0, 0)}))) {
		t.Error(fault)
	}
}

// For every zone, and at each transition and the seconds beside it.
func TestClientsReadTimeZones(t *testing.T) {
	someJudges(t)
	r := rand.New(rand.NewPCG(7, 8))
	w := span(t, "1970-01-01T00:00:00Z", "2038-01-01T00:00:00Z")
	short := span(t, "2026-11-23T00:00:00Z", "2027-11-29T00:00:00Z")
	for _, w := range []availability.Span{w, short} {
		var text strings.Builder
		text.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//noonmark//test//EN\r\n")
		var instants []zoneInstant
		var locals []zoneLocal
		var want, wantLocal []int
		for _, name := range zoneNames(t) {
			z := zone(t, name)
			if isUTC(z) {
				continue // which is never written
			}
			text.WriteString(writtenZone(t, z, w))
			for _, u := range probes(z, w, r, 20) {
				at := time.Unix(u, 0)
				offset := z.Offset(at).Seconds
				instants = append(instants, zoneInstant{name, u})
				want = append(want, offset)
				// ical.js reads -00:44:30 as -00:44 (until 1972 in Liberia).
				if wallSays(z, at) && offset%60 == 0 {
					locals = append(locals, zoneLocal{name, at.UTC().Add(time.Duration(offset) * time.Second).Format("20060102T150405")})
					wantLocal = append(wantLocal, offset)
				}
			}
		}
		text.WriteString("END:VCALENDAR\r\n")
		wrong := 0
		for i, got := range libicalOffsets(t, []byte(text.String()), instants) {
			if got != want[i] {
				if wrong++; wrong < 10 {
					t.Errorf("libical: %s at %s: got %d, want %d", instants[i].tzid, time.Unix(instants[i].unix, 0).UTC(), got, want[i])
				}
			}
		}
		for i, got := range icaljsOffsets(t, []byte(text.String()), locals) {
			if got != wantLocal[i] {
				if wrong++; wrong < 20 {
					t.Errorf("ical.js: %s at %s: got %d, want %d", locals[i].tzid, locals[i].local, got, wantLocal[i])
				}
			}
		}
		t.Logf("%d probes of libical and %d of ical.js, %d wrong", len(instants), len(locals), wrong)
	}
}

// What the programs in examples write is for clients, too: the hand-off plan, the rotation, the
// days on which the overlap changes. They agree on it, and have nothing to object but the organizer.
func TestClientsAgreeOnThePrograms(t *testing.T) {
	some := someJudges(t)
	w := span(t, "2026-10-01T00:00:00Z", "2027-02-01T00:00:00Z")
	files, err := filepath.Glob("../examples/*/testdata/*.ics")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		ics := []byte(strings.ReplaceAll(string(text), "\n", "\r\n"))
		readCalendar(t, string(ics))
		want := some[0].instances(t, ics, w)
		if len(want) == 0 {
			t.Errorf("%s: %s shows nothing", file, some[0].name)
		}
		checkInstances(t, ics, w, want)
		if slices.Contains(some, libical) {
			for _, fault := range restrictions(t, ics) {
				if !strings.Contains(fault, "ORGANIZER") {
					t.Errorf("%s: %s", file, fault)
				}
			}
		}
	}
}

package calendar

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/noonmark/noonmark/availability"
)

func compiled(t testing.TB, p availability.Person) *availability.Schedule {
	t.Helper()
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// person is somebody with hours and nothing else.
func person(t testing.TB, name, zone, text string) *availability.Schedule {
	t.Helper()
	return compiled(t, availability.Person{Name: name, Zone: zone, Hours: text})
}

// happens returns when events happen, and reports two of them that overlap.
func happens(t testing.TB, events []Event, w availability.Span) availability.Set {
	t.Helper()
	var spans []availability.Span
	var total int64
	for i := range events {
		for sp := range events[i].Occurrences(w) {
			spans = append(spans, sp)
			total += sp.Seconds()
		}
	}
	set := availability.NewSet(spans...)
	if set.Seconds() != total {
		t.Errorf("events overlap each other: %d seconds in a set of %d", total, set.Seconds())
	}
	return set
}

// checkRegular checks that no occurrence of a rule is on a day that programs read differently.
func checkRegular(t testing.TB, events []Event, w availability.Span) {
	t.Helper()
	for i := range events {
		e := &events[i]
		if e.Rule == "" || isUTC(e.Zone) {
			continue
		}
		for _, c := range e.Except {
			at := e.Zone.Instant(c.Date, c.Clock)
			if d, k := e.Zone.Civil(at); d != c.Date || k != c.Clock || !wallSays(e.Zone, at) {
				t.Errorf("%s: the rule names %s, which the clock skips or repeats", e.Source, c)
			}
		}
		for sp := range e.Occurrences(w) {
			start, end := sp.Unix()
			for tr := range e.Zone.Transitions(availability.UnixSpan(start, end+1)) {
				if at := tr.At.Unix(); at > start {
					t.Errorf("%s: %s holds the transition %s", e.Source, sp, tr.At)
				}
			}
			for _, at := range []time.Time{sp.Start(), sp.End()} {
				d, c := e.Zone.Civil(at)
				if again := e.Zone.Instant(d, c); !again.Equal(at) {
					t.Errorf("%s: %s is %s %s, which means %s", e.Source, at, d, c, again)
				}
			}
		}
	}
}

// checkEncodes checks that events can be published, which finds their mistakes, and the same UID twice.
func checkEncodes(t testing.TB, events []Event) string {
	t.Helper()
	return encode(t, Feed{ID: "test", Stamp: time.Unix(1_790_000_000, 0), Events: events})
}

var people = []struct {
	name, zone, hours string
	most              int // events, for a year
}{
	{"office", "Europe/Berlin", "Mo-Fr 09:00-17:30", 1},
	{"two spans", "America/New_York", "Mo-Fr 09:00-12:30,13:30-17:30", 2},
	{"another on Friday", "Europe/London", "Mo-Th 09:00-17:30; Fr 09:00-15:00", 2},
	{"nights", "Europe/Berlin", "Mo-Fr 22:00-06:00", 4},
	{"around the gap", "America/New_York", "Mo-Su 01:30-02:30", 4},
	{"inside the gap", "America/New_York", "Mo-Su 02:15-02:45", 2},
	{"inside the fold", "Europe/Berlin", "Su 02:15-02:45", 3},
	{"always", "Europe/Berlin", "24/7", 1},
	{"summers", "Europe/Madrid", "Mo-Fr 09:00-17:30; Jul-Aug Mo-Fr 08:00-15:00", 2},
	{"no DST", "Asia/Kolkata", "Mo-Fr 10:00-18:30", 1},
	{"Casablanca", "Africa/Casablanca", "Mo-Sa 09:00-17:00", 1},
	{"half an hour", "Australia/Lord_Howe", "Mo-Su 00:00-03:00", 4},
	{"in UTC", "UTC", "Mo-Fr 09:00-17:00", 1},
	{"midnight gap", "America/Santiago", "Mo-Su 00:00-08:00", 4},
	{"ends at midnight", "America/Santiago", "Mo-Su 16:00-24:00", 4},
	{"ISO weeks", "Europe/Oslo", "week 01-53/2 Mo-Fr 09:00-17:00; week 02-52/2 Mo-Th 09:00-17:00", 3},
}

func TestWeeklyIsTheSet(t *testing.T) {
	w := span(t, "2026-02-02T00:00:00Z", "2027-03-29T00:00:00Z")
	for _, p := range people {
		s := person(t, p.name, p.zone, p.hours)
		set := s.In(w)
		events := Weekly(Event{Source: "hours", Title: "x"}, set, s.ZoneAt)
		if got := happens(t, events, availability.Calendar()); !got.Equal(set) {
			t.Errorf("%s: not in the events: %v, and not in the set: %v", p.name, set.Subtract(got), got.Subtract(set))
		}
		checkRegular(t, events, w)
		checkEncodes(t, events)
		if len(events) > p.most+2 { // two more that are cut by the window
			t.Errorf("%s: %d events, want %d:", p.name, len(events), p.most)
			for _, e := range events {
				t.Logf("  %s %s %s except %v", e.Source, e.Span, e.Rule, e.Except)
			}
		}
	}
}

func TestWeeklyOfASmallSet(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	day := func(text string) availability.Span {
		start := instant(t, text)
		return availability.Between(start, start.Add(time.Hour))
	}
	tests := []struct {
		what string
		set  availability.Set
		want []string
	}{
		{"nothing", availability.Set{}, nil},
		{"one", availability.NewSet(day("2026-03-02T09:00:00Z")), []string{"s/20260302T090000Z 2026-03-02T09:00:00Z/2026-03-02T10:00:00Z"}},
		{"three weeks, across DST", availability.NewSet(day("2026-03-16T09:00:00Z"), day("2026-03-23T09:00:00Z"), day("2026-03-30T08:00:00Z")), []string{
			"s/Europe/Berlin 10:00 1h 2026-03-16T09:00:00Z/2026-03-16T10:00:00Z FREQ=WEEKLY;BYDAY=MO;UNTIL=20260330T200000Z",
		}},
		{"every other week", availability.NewSet(day("2026-03-02T09:00:00Z"), day("2026-03-16T09:00:00Z"), day("2026-03-30T08:00:00Z"), day("2026-04-13T08:00:00Z")), []string{
			"s/Europe/Berlin 10:00 1h 1/2 2026-03-02T09:00:00Z/2026-03-02T10:00:00Z FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=MO;UNTIL=20260413T200000Z",
		}},
		{"two days, one of them missing", availability.NewSet(day("2026-03-02T09:00:00Z"), day("2026-03-03T09:00:00Z"), day("2026-03-09T09:00:00Z"), day("2026-03-16T09:00:00Z"), day("2026-03-17T09:00:00Z"), day("2026-03-23T09:00:00Z"), day("2026-03-24T09:00:00Z")), []string{
			"s/Europe/Berlin 10:00 1h 2026-03-02T09:00:00Z/2026-03-02T10:00:00Z FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20260324T210000Z -2026-03-10T10:00",
		}},
	}
	for _, tt := range tests {
		var got []string
		for _, e := range Weekly(Event{Source: "s"}, tt.set, ClockIn(berlin)) {
			text := strings.TrimSpace(e.Source + " " + e.Span.String() + " " + e.Rule)
			for _, c := range e.Except {
				text += " -" + c.String()
			}
			got = append(got, text)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.what, diff)
		}
	}
}

// Whatever is asked of a person, the events are just that.
func TestWeeklyOfRandomPeople(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	zones := []string{"Europe/Berlin", "America/New_York", "America/Santiago", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Auckland", "Europe/Dublin", "UTC", "America/St_Johns"}
	one := func(list ...string) string { return list[r.IntN(len(list))] }
	for i := range 150 {
		first := date.New(2026, 1, 1) + date.Date(r.IntN(300))
		p := availability.Person{
			Name: "x", Zone: zones[r.IntN(len(zones))],
			Hours: one("Mo-Fr 09:00-17:30", "Mo-Su 22:00-06:00", "Mo-Sa 00:00-04:00,12:00-13:00", "Mo,We,Fr 23:30-24:00; Su 01:00-03:30", "24/7", "Mo-Fr 08:00-12:00; week 02-52/2 We off"),
		}
		for range r.IntN(3) {
			p.Leave = append(p.Leave, availability.TimeOff{First: first, Last: first + date.Date(r.IntN(30))})
			first += date.Date(40 + r.IntN(100))
		}
		for range r.IntN(3) {
			p.Recurring = append(p.Recurring, availability.Block{
				State:  availability.Busy,
				Start:  availability.Civil{Date: first, Clock: clock.Clock(r.IntN(48)) * 30 * clock.Minute},
				Length: time.Duration(1+r.IntN(8)) * 30 * time.Minute,
				Rule:   one("FREQ=WEEKLY;INTERVAL=2", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=2TU,-1FR", "FREQ=WEEKLY;BYDAY=MO,WE"),
			})
		}
		if r.IntN(2) == 0 {
			p.Moves = append(p.Moves, availability.Move{Date: date.New(2026, 6, 1+r.IntN(28)), Zone: zones[r.IntN(len(zones))]})
		}
		s := compiled(t, p)
		start := span(t, "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z").Start().AddDate(0, 0, 7*r.IntN(20))
		w := availability.Between(start, start.AddDate(0, 0, 7*(1+r.IntN(60))))
		states := []availability.State{availability.Free, availability.Working, availability.Busy, availability.Leave, availability.OffHours}[r.IntN(5)]
		set := s.When(w, states)
		clocks := []Clock{s.ZoneAt}
		if r.IntN(3) == 0 {
			clocks = append(clocks, ClockIn(zone(t, zones[r.IntN(len(zones))])))
		}
		events := Weekly(Event{Source: "x"}, set, clocks...)
		if got := happens(t, events, availability.Calendar()); !got.Equal(set) {
			t.Fatalf("person %d %v: got %v, want %v", i, p, got, set)
		}
		checkRegular(t, events, w)
		checkEncodes(t, events)
		t.Logf("%d spans in %d events", set.Len(), len(events))
	}
}

// A series is the same event as its window moves on, and when somebody takes leave.
func TestSeriesKeepTheirSources(t *testing.T) {
	sources := func(s *availability.Schedule, weeks int) []string {
		start := instant(t, "2026-01-05T00:00:00Z").AddDate(0, 0, 7*weeks)
		var list []string
		for _, e := range Weekly(Event{Source: "x"}, s.In(availability.Between(start, start.AddDate(0, 0, 7*12))), s.ZoneAt) {
			if e.Rule != "" {
				list = append(list, e.Source)
			}
		}
		slices.Sort(list)
		return list
	}
	p := availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Th 09:00-12:30,13:30-17:30; Fr 09:00-15:00"}
	want := sources(compiled(t, p), 0)
	if len(want) != 3 {
		t.Fatalf("%d series, want 3: %q", len(want), want)
	}
	p.Leave = []availability.TimeOff{{First: date.New(2026, 3, 2), Last: date.New(2026, 3, 20)}, {First: date.New(2026, 5, 4), Last: date.New(2026, 5, 4)}}
	for weeks := range 40 {
		if diff := cmp.Diff(want, sources(compiled(t, p), weeks)); diff != "" {
			t.Fatalf("after %d weeks (-want +got):\n%s", weeks, diff)
		}
	}
}

func TestOfSeveralClocksTheCheapestIsTaken(t *testing.T) {
	berlin, tokyo, newYork := zone(t, "Europe/Berlin"), zone(t, "Asia/Tokyo"), zone(t, "America/New_York")
	s := person(t, "x", "America/New_York", "Mo-Fr 09:00-17:00")
	set := s.In(span(t, "2026-01-05T00:00:00Z", "2027-01-04T00:00:00Z"))
	for _, clocks := range [][]Clock{{ClockIn(berlin), ClockIn(tokyo), s.ZoneAt}, {ClockIn(newYork), ClockIn(berlin)}} {
		events := Weekly(Event{Source: "x"}, set, clocks...)
		if len(events) != 1 || events[0].Zone != newYork {
			t.Errorf("got %d events in %v, want one in New York", len(events), zoneTitle(events[0].Zone))
		}
	}
}

func sortSpans(list []availability.Span) {
	slices.SortFunc(list, func(a, b availability.Span) int { return a.Start().Compare(b.Start()) })
}

// Google takes files up to 1 MB.
func TestATeamOfFiftyStaysSmall(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo"}
	w := span(t, "2026-01-05T00:00:00Z", "2027-01-04T00:00:00Z")
	f := Feed{ID: "fifty", Name: "Team", Stamp: w.Start()}
	var team []*availability.Schedule
	for i := range 50 {
		p := availability.Person{Name: "Person " + string(rune('A'+i)), Zone: zones[i%len(zones)], Hours: "Mo-Fr 09:00-12:30,13:30-17:30"}
		for _, day := range []date.Date{date.New(2026, 1, 6), date.New(2026, 4, 3), date.New(2026, 4, 6), date.New(2026, 5, 1), date.New(2026, 12, 25)} {
			p.Leave = append(p.Leave, availability.TimeOff{First: day, Last: day})
		}
		first := date.New(2026, 2, 2) + date.Date(i*6)
		p.Leave = append(p.Leave, availability.TimeOff{First: first, Last: first + 20, Label: "Holiday"})
		s := compiled(t, p)
		team = append(team, s)
		f.Events = append(f.Events, Diary{Schedule: s, States: availability.Free | availability.Leave}.Events(w)...)
	}
	common := team[0].In(w).Intersect(team[1].In(w))
	f.Events = append(f.Events, Weekly(Event{Source: "overlap", Title: "Overlap", LocalTimes: team}, common, team[0].ZoneAt, team[1].ZoneAt)...)
	size := len(encode(t, f))
	t.Logf("%d bytes in %d events", size, len(f.Events))
	if size > 1_000_000 {
		t.Errorf("%d bytes, want less than 1 MB", size)
	}
}

// A series survives a pause of a quarter of a year, and no longer one.
func TestALongPause(t *testing.T) {
	for _, tt := range []struct{ weeks, series int }{{1, 1}, {12, 1}, {13, 1}, {14, 2}, {20, 2}} {
		var spans []availability.Span
		start := instant(t, "2026-01-05T09:00:00Z")
		for i := range 10 {
			at := start.AddDate(0, 0, 7*i)
			if i >= 5 {
				at = at.AddDate(0, 0, 7*(tt.weeks-1))
			}
			spans = append(spans, availability.Between(at, at.Add(time.Hour)))
		}
		set := availability.NewSet(spans...)
		events := Weekly(Event{Source: "x"}, set)
		if !happens(t, events, availability.Calendar()).Equal(set) || len(events) != tt.series {
			t.Errorf("after %d weeks: %d events, want %d", tt.weeks, len(events), tt.series)
		}
		checkEncodes(t, events)
	}
}

// Sparse sets and long ones are no more than what they are.
func TestWeeklyOfSparseSets(t *testing.T) {
	var monthly, random []availability.Span
	r := rand.New(rand.NewPCG(11, 12))
	for month := range 12 * 200 {
		at := time.Date(1900, time.Month(1+month), 1, 9, 0, 0, 0, time.UTC)
		monthly = append(monthly, availability.Between(at, at.Add(time.Hour)))
	}
	for i := range 20_000 {
		at := int64(i)*secondsPerDay + r.Int64N(80_000)
		random = append(random, availability.UnixSpan(at, at+60+r.Int64N(60)))
	}
	for _, spans := range [][]availability.Span{monthly, random} {
		set := availability.NewSet(spans...)
		if got := happens(t, Weekly(Event{Source: "x"}, set), availability.Calendar()); !got.Equal(set) {
			t.Error("the events are not the set")
		}
	}
}

func TestWholeWeeks(t *testing.T) {
	for _, tt := range []struct{ start, end, want string }{
		{"2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z", "2026-03-02T00:00:00Z/2026-03-09T00:00:00Z"},
		{"2026-03-01T23:59:59Z", "2026-03-09T00:00:01Z", "2026-02-23T00:00:00Z/2026-03-16T00:00:00Z"},
		{"2026-03-08T23:59:59Z", "2026-03-09T00:00:00Z", "2026-03-02T00:00:00Z/2026-03-09T00:00:00Z"},
	} {
		if got := WholeWeeks(span(t, tt.start, tt.end)).String(); got != tt.want {
			t.Errorf("%s/%s: got %s, want %s", tt.start, tt.end, got, tt.want)
		}
	}
	if got := WholeWeeks(availability.UnixSpan(-1<<63, 1<<63-1)); got != availability.Calendar() {
		t.Errorf("all of time: got %s", got)
	}
	if got := WholeWeeks(availability.Span{}); !got.IsEmpty() {
		t.Errorf("none of it: got %s", got)
	}
}

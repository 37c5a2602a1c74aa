package calendar

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/noonmark/noonmark/availability"
)

// ada has everything that a person can have.
func ada(t testing.TB) *availability.Schedule {
	t.Helper()
	return compiled(t, availability.Person{
		Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:30",
		Stretch: "Mo-Fr 08:00-20:00", Focus: "Tu,Th 09:00-11:00",
		Holidays: []string{"2026-05-01 Labour Day"},
		Leave: []availability.TimeOff{
			{First: date.New(2026, 4, 6), Last: date.New(2026, 4, 10), Label: "Skiing"},
			{First: date.New(2026, 4, 11), Last: date.New(2026, 4, 14), Label: "Surgery"},
		},
		Recurring: []availability.Block{
			{State: availability.Busy, Start: availability.Civil{Date: date.New(2026, 1, 5), Clock: 10 * clock.Hour}, Length: time.Hour, Rule: "FREQ=WEEKLY", Label: "Stand-up"},
			{State: availability.Busy, Start: availability.Civil{Date: date.New(2026, 1, 5), Clock: 11 * clock.Hour}, Length: time.Hour, Rule: "FREQ=WEEKLY;INTERVAL=2", Label: "Therapy"},
		},
		Moves: []availability.Move{{Date: date.New(2026, 6, 15), Zone: "America/New_York"}},
	})
}

var weeks2026 = availability.UnixSpan(1767571200, 1799020800) // 2026-01-05 to 2027-01-04, whole weeks

func TestDiaryEventsAreTheStates(t *testing.T) {
	s := ada(t)
	// What reaches over the edge is whole.
	wide := availability.UnixSpan(1767571200-secondsPerWeek, 1799020800+secondsPerWeek)
	for _, tt := range []struct {
		asked, made availability.State
		titles      string
	}{
		{0, availability.Working, "Ada works"},
		{availability.Free, availability.Working, "Ada works"},
		{availability.Focus, availability.Focus, "Ada: focus"},
		{availability.Busy, availability.Busy, "Ada: busy"},
		{availability.Stretch, availability.Stretch, "Ada can be asked"},
		{availability.Leave, availability.Leave, "Ada: away"},
		{availability.Holiday, availability.Holiday, "Ada: away"},
		{availability.Leave | availability.Holiday, availability.Leave | availability.Holiday, "Ada: away"},
		{availability.OffHours | availability.RestDay, availability.OffHours | availability.RestDay, "Ada is off"},
	} {
		events := Diary{Schedule: s, States: tt.asked}.Events(weeks2026)
		got := happens(t, events, availability.Calendar())
		if want := s.When(weeks2026, tt.made); !got.Clip(weeks2026).Equal(want) {
			t.Errorf("%v: missing %v, too much %v", tt.asked, want.Subtract(got), got.Clip(weeks2026).Subtract(want))
		}
		if !got.Subtract(s.When(wide, tt.made)).IsEmpty() {
			t.Errorf("%v: outside of the window %v", tt.asked, got.Subtract(s.When(wide, tt.made)))
		}
		checkRegular(t, events, wide)
		text := checkEncodes(t, events)
		for _, e := range events {
			if e.Title != tt.titles || e.Show != Free {
				t.Errorf("%v: title %q, shown as %v", tt.asked, e.Title, e.Show)
			}
		}
		for _, private := range []string{"Skiing", "Surgery", "Stand-up", "Therapy", "Labour"} {
			if strings.Contains(text, private) {
				t.Errorf("%v tells %s", tt.asked, private)
			}
		}
	}
}

func TestDiaryTellsLabelsWhereAsked(t *testing.T) {
	s := ada(t)
	events := Diary{Schedule: s, Labels: true, Blocks: true,
		States: availability.Busy | availability.Leave | availability.Holiday}.Events(weeks2026)
	when := make(map[string][]availability.Span)
	shown := make(map[string]FreeBusyType)
	for i := range events {
		for sp := range events[i].Occurrences(availability.Calendar()) {
			when[events[i].Title] = append(when[events[i].Title], sp)
			shown[events[i].Title] = events[i].Show
		}
	}
	var titles []string
	for title, spans := range when {
		titles = append(titles, fmt.Sprintf("%s %v", title, shown[title]))
		for _, sp := range spans {
			if label := s.Label(sp.Start()); !strings.HasSuffix(title, ": "+label) {
				t.Errorf("%s at %s, where the label is %q", title, sp, label)
			}
			if label := s.Label(sp.End().Add(-time.Second)); !strings.HasSuffix(title, ": "+label) {
				t.Errorf("%s until %s, where the label is %q", title, sp, label)
			}
		}
	}
	slices.Sort(titles)
	want := []string{"Ada: Labour Day BUSY-UNAVAILABLE", "Ada: Skiing BUSY-UNAVAILABLE", "Ada: Stand-up BUSY", "Ada: Surgery BUSY-UNAVAILABLE", "Ada: Therapy BUSY"}
	if diff := cmp.Diff(want, titles); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := happens(t, events, availability.Calendar()); !got.Clip(weeks2026).Equal(s.When(weeks2026, availability.Busy|availability.Leave|availability.Holiday)) {
		t.Error("the events are not the states")
	}
	checkEncodes(t, events)
}

// The layers of availability say just when the person works.
func TestAvailabilitiesAreTheHours(t *testing.T) {
	for _, s := range []*availability.Schedule{
		ada(t), person(t, "x", "UTC", "24/7"), person(t, "x", "Europe/Berlin", "off"), person(t, "x", "America/Santiago", "Mo-Su 22:00-06:00"),
		compiled(t, availability.Person{Name: "x", Zone: "Asia/Tokyo", Hours: "Mo-Fr 09:00-17:00; 2026 May 02 10:00-12:00; 2026 Mar 02-2026 Mar 20 off"}),
	} {
		layers := Diary{Schedule: s}.Availabilities(weeks2026)
		if got, want := Open(weeks2026, layers...), s.When(weeks2026, availability.Working); !got.Equal(want) {
			t.Errorf("%s: missing %v, too much %v", s.Name(), want.Subtract(got), got.Subtract(want))
		}
		encode(t, Feed{ID: "x", Stamp: time.Unix(0, 0), Availabilities: layers})
		if len(layers) > 5 {
			t.Errorf("%d layers, want one for the hours and one for each leave", len(layers))
		}
	}
}

// Layers count by priority, whatever their order, second by second.
func TestOpen(t *testing.T) {
	at := func(start, end int64) availability.Span { return availability.UnixSpan(start, end) }
	layer := func(priority int, sp availability.Span, available ...availability.Span) Availability {
		a := Availability{Priority: priority, Span: sp}
		for _, sp := range available {
			a.Available = append(a.Available, Event{Span: sp})
		}
		return a
	}
	tests := []struct {
		what   string
		layers []Availability
		want   string
	}{
		{"nothing", nil, "{}"},
		{"one", []Availability{layer(0, at(0, 100), at(10, 20), at(90, 200))}, "10-20 90-100"},
		{"1 above 0", []Availability{layer(0, at(0, 100), at(0, 100)), layer(1, at(20, 30))}, "0-20 30-100"},
		{"0 below 9", []Availability{layer(9, at(20, 30), at(25, 26)), layer(0, at(0, 100), at(0, 100))}, "0-20 25-26 30-100"},
		{"2 above 5", []Availability{layer(2, at(0, 50), at(5, 10)), layer(5, at(0, 60), at(0, 60))}, "5-10 50-60"},
		{"no priorities", []Availability{layer(11, at(0, 50), at(5, 10)), layer(-3, at(0, 50), at(5, 10)), layer(10, at(0, 50), at(5, 10))}, "{}"},
		{"two alike", []Availability{layer(2, at(0, 50), at(5, 10)), layer(2, at(0, 60), at(8, 12))}, "5-12"},
	}
	for _, tt := range tests {
		var parts []string
		for sp := range Open(at(0, 1000), tt.layers...).All() {
			start, end := sp.Unix()
			parts = append(parts, fmt.Sprintf("%d-%d", start, end))
		}
		got := strings.Join(parts, " ")
		if got == "" {
			got = "{}"
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.what, got, tt.want)
		}
	}
}

func TestFreeBusyIsThePartitionOfTime(t *testing.T) {
	s := ada(t)
	fb := Diary{Schedule: s}.FreeBusy(weeks2026)
	text := encode(t, Feed{ID: "x", Stamp: time.Unix(0, 0), Organizer: Organizer{Name: "Ada", Address: "ada@example.com"}, FreeBusy: []FreeBusy{fb}})
	c := readCalendar(t, text).children[0]
	last, lastType := weeks2026.Start(), ""
	for _, p := range c.properties {
		if p.name != "FREEBUSY" {
			continue
		}
		for item := range strings.SplitSeq(p.value, ",") {
			from, to, _ := strings.Cut(item, "/")
			start, err1 := time.Parse("20060102T150405Z", from)
			end, err2 := time.Parse("20060102T150405Z", to)
			if err1 != nil || err2 != nil || !start.Equal(last) || p.parameters == lastType {
				t.Fatalf("%s;%s after %s %s", p.parameters, item, last, lastType)
			}
			last, lastType = end, p.parameters
			want := map[string]availability.State{
				"FBTYPE=FREE": availability.Free, "FBTYPE=BUSY": availability.Busy | availability.Focus, "FBTYPE=BUSY-TENTATIVE": availability.Stretch,
				"FBTYPE=BUSY-UNAVAILABLE": availability.OffHours | availability.RestDay | availability.Holiday | availability.Leave,
			}[p.parameters]
			if sp := availability.Between(start, end); !s.When(sp, want).Equal(availability.NewSet(sp)) {
				t.Fatalf("%s is not %s", sp, p.parameters)
			}
		}
	}
	if !last.Equal(weeks2026.End()) {
		t.Errorf("ends at %s", last)
	}
	if c.name != "VFREEBUSY" || c.one(t, "ORGANIZER") != "mailto:ada@example.com" {
		t.Errorf("a %s by %s", c.name, c.one(t, "ORGANIZER"))
	}
}

// Of an instant in several sets, the most binding type counts.
func TestFreeBusyLayers(t *testing.T) {
	set := func(start, end int64) availability.Set {
		return availability.NewSet(availability.UnixSpan(start, end))
	}
	fb := FreeBusy{Span: availability.UnixSpan(10, 100), Free: set(0, 200), Tentative: set(20, 60), Busy: set(30, 70), Unavailable: set(65, 80)}
	var got []string
	for _, p := range fb.periods() {
		start, end := p.Unix()
		got = append(got, fmt.Sprintf("%d-%d %s", start, end, p.kind))
	}
	want := []string{"10-20 FREE", "20-30 BUSY-TENTATIVE", "30-65 BUSY", "65-80 BUSY-UNAVAILABLE", "80-100 FREE"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A long leave, and somebody who always works, are the same events in each window.
func TestLongSpansKeepTheirSources(t *testing.T) {
	leave := compiled(t, availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00",
		Leave: []availability.TimeOff{{First: date.New(2026, 2, 23), Last: date.New(2026, 6, 7)}}})
	always := person(t, "Bo", "UTC", "24/7")
	var before []string
	for week := range 10 {
		start := instant(t, "2026-03-02T00:00:00Z").AddDate(0, 0, 7*week)
		w := availability.Between(start, start.AddDate(0, 0, 28))
		events := append(Diary{Schedule: leave, States: availability.Leave}.Events(w), Diary{Schedule: always}.Events(w)...)
		sources := sourcesOf(events)
		if week > 0 && !slices.Equal(sources, before) {
			t.Fatalf("week %d: %q, before %q", week, sources, before)
		}
		before = sources
		if len(events) != 2 || events[1].Span != w || events[0].Span != span(t, "2026-02-22T23:00:00Z", "2026-06-07T22:00:00Z") {
			t.Fatalf("week %d: %v", week, events)
		}
	}
}

// All that a diary has can be in one feed.
func TestSourcesOfADiaryDiffer(t *testing.T) {
	bo := compiled(t, availability.Person{Name: "Bo", Zone: "Europe/Berlin", Hours: "24/7", Holidays: []string{"2026-05-01 Labour Day"},
		Leave: []availability.TimeOff{{First: date.New(2026, 4, 6), Last: date.New(2026, 4, 6), Label: "Europe/Berlin 00:00 24h"}}})
	d := Diary{Schedule: bo, States: availability.AnyState, Labels: true}
	encode(t, Feed{ID: "x", Stamp: time.Unix(0, 0), Organizer: Organizer{Address: "bo@example.com"},
		Events: d.Events(weeks2026), Availabilities: d.Availabilities(weeks2026), FreeBusy: []FreeBusy{d.FreeBusy(weeks2026)}})
	all := d
	all.States = availability.Free
	encode(t, Feed{ID: "x", Stamp: time.Unix(0, 0), Organizer: Organizer{Address: "bo@example.com"},
		Events: all.Events(availability.Calendar()), Availabilities: all.Availabilities(availability.Calendar()), FreeBusy: []FreeBusy{all.FreeBusy(availability.UnixSpan(maxCivil-90000, maxCivil))}})
}

// Lines stay short, and the last one is not lost.
func TestFreeBusyLines(t *testing.T) {
	var busy []availability.Span
	for i := range int64(20) {
		busy = append(busy, availability.UnixSpan(i*100, i*100+10))
	}
	c := readCalendar(t, encode(t, Feed{ID: "x", Stamp: time.Unix(0, 0), Organizer: Organizer{Address: "bo@example.com"},
		FreeBusy: []FreeBusy{{Source: "x", Span: availability.UnixSpan(0, 5000), Busy: availability.NewSet(busy...)}}})).children[0]
	var counts []int
	for _, value := range c.all("FREEBUSY") {
		counts = append(counts, strings.Count(value, "/"))
	}
	if !slices.Equal(counts, []int{8, 8, 4}) {
		t.Errorf("periods a line: %v", counts)
	}
}

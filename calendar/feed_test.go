package calendar

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/noonmark/noonmark/availability"
)

var update = flag.Bool("update", false, "write the golden files")

func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func span(t testing.TB, start, end string) availability.Span {
	t.Helper()
	return availability.Between(instant(t, start), instant(t, end))
}

// teamFeed has everything that a feed can have, and its events out of order.
func teamFeed(t testing.TB) Feed {
	return Feed{
		ID:          "team-overlap",
		Name:        "Team overlap; Berlin, New York",
		Description: "When everybody is there.\nTimes are shown in your own zone.",
		Stamp:       instant(t, "2026-11-20T08:15:30.75+01:00"),
		Refresh:     12 * time.Hour,
		Events: []Event{
			{
				Source:     "overlap/2026-11-24/1",
				Span:       span(t, "2026-11-24T14:00:00Z", "2026-11-24T16:00:00Z"),
				Title:      "Everybody is there",
				Categories: []string{"overlap"},
			},
			{
				Source:      "meeting/retro",
				Span:        span(t, "2026-11-23T14:30:00Z", "2026-11-23T15:00:00Z"),
				Title:       `Retro: Zoë, Jürgen; "what now?" C:\notes`,
				Description: "Berlin 15:30–16:00\r\nNew York 09:30–10:00\nबेंगलुरु 20:00–20:30 — late for them, so this one rotates every second week 🕗",
				Location:    "https://example.org/room?a=1;b=2,3",
				Categories:  []string{"meeting", "rotation, second week", ""},
				Show:        Busy,
			},
			{
				Source: "hours/ada/2026-11-23",
				Span:   span(t, "2026-11-23T08:00:00Z", "2026-11-23T16:00:00Z"),
				Title:  "Ada",
			},
			{
				Source: "hours/bo/2026-11-23",
				Span:   span(t, "2026-11-23T08:00:00Z", "2026-11-23T16:00:00Z"),
			},
			{
				Source: "hours/chi/2026-11-23",
				Span:   span(t, "2026-11-23T08:00:00Z", "2026-11-23T12:00:00Z"),
				Title:  "Chi",
			},
		},
	}
}

func encode(t testing.TB, f Feed) string {
	t.Helper()
	var b strings.Builder
	if err := f.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	tests := []struct {
		file string
		feed Feed
	}{
		{"team.ics", teamFeed(t)},
		{"empty.ics", Feed{ID: "empty", Stamp: instant(t, "2026-11-20T07:15:30Z")}},
	}
	for name, f := range kindsOfFeeds(t) {
		tests = append(tests, struct {
			file string
			feed Feed
		}{name + ".ics", f})
	}
	for _, tt := range tests {
		path := filepath.Join("testdata", tt.file)
		got := encode(t, tt.feed)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got; go test -update writes it anew):\n%s", path, diff)
		}
	}
}

// kindsOfFeeds are small feeds of each kind, by name: March 2026, in which clocks change.
func kindsOfFeeds(t testing.TB) map[string]Feed {
	t.Helper()
	w := span(t, "2026-03-02T00:00:00Z", "2026-04-20T00:00:00Z")
	feed := func(name string) Feed {
		return Feed{ID: name, Name: name, Stamp: instant(t, "2026-02-20T07:15:30Z"), Color: "teal", URL: "https://example.com/" + name}
	}
	s, bo := ada(t), person(t, "Bo", "America/New_York", "Mo-Fr 08:00-16:00")
	d := Diary{Schedule: s}
	kinds := make(map[string]Feed)

	f := feed("overlap")
	f.Events = Weekly(Event{Source: "overlap", Title: "Ada and Bo", LocalTimes: []*availability.Schedule{s, bo}},
		s.In(w).Intersect(bo.In(w)), s.ZoneAt, bo.ZoneAt)
	kinds["overlap"] = f

	f = feed("hours")
	f.Events = d.Events(w)
	kinds["hours"] = f

	f = feed("labels")
	f.Events = Diary{Schedule: s, States: availability.Busy | availability.Leave, Labels: true, Blocks: true}.Events(w)
	kinds["labels"] = f

	f = feed("availability")
	f.Availabilities = d.Availabilities(w)
	kinds["availability"] = f

	f = feed("freebusy")
	f.Organizer = Organizer{Name: "Ada", Address: "ada@example.com"}
	f.FreeBusy = []FreeBusy{d.FreeBusy(span(t, "2026-03-23T00:00:00Z", "2026-04-06T00:00:00Z"))}
	kinds["freebusy"] = f

	f = feed("series")
	var err error
	f.Events, err = Series(Event{Source: "standup", Title: "Stand-up", Zone: zone(t, "Europe/Berlin"), Show: Busy, LocalTimes: []*availability.Schedule{s, bo}, URL: "https://example.com/room"},
		availability.RecurrenceParts{Start: civil(t, "2026-03-02T15:00"), Rule: "FREQ=WEEKLY;BYDAY=MO,TH", Except: []availability.Civil{civil(t, "2026-03-05T15:00")}}, 15*time.Minute, w)
	if err != nil {
		t.Fatal(err)
	}
	kinds["series"] = f

	f = feed("rotation")
	for i, name := range []string{"Ada", "Bo"} {
		start := w.Start().AddDate(0, 0, 7*i)
		f.Events = append(f.Events, Event{Source: "rotation/" + start.Format(time.DateOnly), AllDay: true, Span: availability.Between(start, start.AddDate(0, 0, 7)), Title: name + " is on duty", Categories: []string{"rotation"}})
	}
	kinds["rotation"] = f

	f.CancelRemoved = true
	before := []byte(encode(t, f))
	f.Events = f.Events[:1]
	f.Events[0].Title = "Chi is on duty"
	f.Stamp = f.Stamp.Add(time.Hour)
	if kinds["cancelled"], err = f.Update(before); err != nil {
		t.Fatal(err)
	}
	return kinds
}

// The golden file says which bytes; this says what they mean.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	f := teamFeed(t)
	c := readCalendar(t, encode(t, f))
	checkCalendar(t, f, c)

	for name, want := range map[string]string{
		"VERSION":          "2.0",
		"PRODID":           "-//noonmark//noonmark//EN",
		"CALSCALE":         "GREGORIAN",
		"METHOD":           "PUBLISH",
		"REFRESH-INTERVAL": "PT12H",
		"X-PUBLISHED-TTL":  "PT12H",
	} {
		if got := c.one(t, name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	i := slices.IndexFunc(c.properties, func(p property) bool { return p.name == "REFRESH-INTERVAL" })
	if got := c.properties[i].parameters; got != "VALUE=DURATION" {
		t.Errorf("parameters of REFRESH-INTERVAL: got %q, want VALUE=DURATION", got)
	}
	if got, want := c.children[0].one(t, "DTSTAMP"), "20261120T071530Z"; got != want {
		t.Errorf("DTSTAMP: got %s, want %s", got, want)
	}
	var order []string
	for _, e := range c.children {
		order = append(order, e.one(t, "DTSTART")+" "+e.one(t, "DTEND"))
	}
	want := []string{
		"20261123T080000Z 20261123T120000Z",
		"20261123T080000Z 20261123T160000Z",
		"20261123T080000Z 20261123T160000Z",
		"20261123T143000Z 20261123T150000Z",
		"20261124T140000Z 20261124T160000Z",
	}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Errorf("events by time (-want +got):\n%s", diff)
	}
}

// checkCalendar checks that c says all that f does, and nothing else.
func checkCalendar(t *testing.T, f Feed, c component) {
	t.Helper()
	optional := func(c component, name, want string) {
		t.Helper()
		if carried(want) == "" {
			if got := c.all(name); got != nil {
				t.Errorf("%s: got %q, want none", name, got)
			}
			return
		}
		if got := c.text(t, name); got != carried(want) {
			t.Errorf("%s: got %q, want %q", name, got, carried(want))
		}
	}
	optional(c, "NAME", f.Name)
	optional(c, "X-WR-CALNAME", f.Name)
	optional(c, "DESCRIPTION", f.Description)
	optional(c, "X-WR-CALDESC", f.Description)

	events := make(map[string]Event)
	for _, e := range f.Events {
		events[newUIDMaker(f.ID).uid(e.Source).String()] = e
	}
	if len(c.children) != len(f.Events) {
		t.Errorf("%d components, want %d", len(c.children), len(f.Events))
	}
	for _, vevent := range c.children {
		if t.Failed() {
			return // one event says enough
		}
		uid := vevent.one(t, "UID")
		e, ok := events[uid]
		if !ok || vevent.name != "VEVENT" || vevent.children != nil {
			t.Errorf("a %s with UID %s is not from the feed, or was there already", vevent.name, uid)
			continue
		}
		delete(events, uid)

		for name, want := range map[string]time.Time{
			"DTSTAMP": f.Stamp, "DTSTART": e.Span.Start(), "DTEND": e.Span.End(),
		} {
			if got, want := vevent.one(t, name), want.UTC().Format("20060102T150405Z"); got != want {
				t.Errorf("%s: got %s, want %s", name, got, want)
			}
		}
		optional(vevent, "SUMMARY", e.Title)
		optional(vevent, "DESCRIPTION", e.Description)
		optional(vevent, "LOCATION", e.Location)

		var labels []string
		for _, label := range e.Categories {
			if carried(label) != "" {
				labels = append(labels, carried(label))
			}
		}
		if labels == nil {
			optional(vevent, "CATEGORIES", "")
		} else if diff := cmp.Diff(labels, vevent.textList(t, "CATEGORIES")); diff != "" {
			t.Errorf("CATEGORIES (-want +got):\n%s", diff)
		}

		transparency, status := "TRANSPARENT", "FREE"
		if e.Show != Free {
			transparency, status = "OPAQUE", "BUSY"
		}
		if got := vevent.one(t, "TRANSP"); got != transparency {
			t.Errorf("TRANSP: got %s, want %s", got, transparency)
		}
		if got := vevent.one(t, "X-MICROSOFT-CDO-BUSYSTATUS"); got != status {
			t.Errorf("X-MICROSOFT-CDO-BUSYSTATUS: got %s, want %s", got, status)
		}
	}
}

func TestAnEmptyFeedCarriesAComponent(t *testing.T) {
	c := readCalendar(t, encode(t, Feed{ID: "empty", Stamp: instant(t, "2026-11-20T07:15:30Z")}))
	if len(c.children) != 1 || c.children[0].name != "VTIMEZONE" {
		t.Fatalf("got %v, want one VTIMEZONE", c.children)
	}
	zone := c.children[0]
	if got := zone.one(t, "TZID"); got != "Etc/UTC" {
		t.Errorf("TZID: got %s, want Etc/UTC", got)
	}
	for _, name := range []string{"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} {
		zone.children[0].one(t, name)
	}
	for _, name := range []string{"NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC"} {
		if got := c.all(name); got != nil {
			t.Errorf("%s: got %q, want none", name, got)
		}
	}
	if got := c.one(t, "X-PUBLISHED-TTL"); got != "PT6H" {
		t.Errorf("X-PUBLISHED-TTL: got %s, want PT6H, the default", got)
	}
}

func TestEqualFeedsGiveEqualBytes(t *testing.T) {
	f := teamFeed(t)
	want := encode(t, f)
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		f.Events = slices.Clone(f.Events)
		random.Shuffle(len(f.Events), func(i, j int) {
			f.Events[i], f.Events[j] = f.Events[j], f.Events[i]
		})
		given := slices.Clone(f.Events)
		if got := encode(t, f); got != want {
			t.Fatalf("events in another order gave other bytes:\n%s", cmp.Diff(want, got))
		}
		if diff := cmp.Diff(given, f.Events, cmp.Comparer(func(a, b availability.Span) bool { return a == b })); diff != "" {
			t.Fatalf("Encode changed the events of its caller (-before +after):\n%s", diff)
		}
	}
	f.Stamp = f.Stamp.In(time.FixedZone("", -5*60*60)).Truncate(time.Second)
	if got := encode(t, f); got != want {
		t.Errorf("the same stamp in another zone gave other bytes:\n%s", cmp.Diff(want, got))
	}
}

func TestAUIDSurvivesAMove(t *testing.T) {
	f := teamFeed(t)
	f.Events = f.Events[:1]
	before := readCalendar(t, encode(t, f)).children[0]
	e := &f.Events[0]
	e.Span = span(t, "2027-01-04T10:00:00Z", "2027-01-04T11:00:00Z")
	e.Title, e.Description, e.Location, e.Categories, e.Show = "x", "y", "z", nil, Busy
	f.Name, f.Stamp = "Another name", f.Stamp.Add(time.Hour)
	after := readCalendar(t, encode(t, f)).children[0]
	if before.one(t, "UID") != after.one(t, "UID") {
		t.Errorf("the UID went from %s to %s", before.one(t, "UID"), after.one(t, "UID"))
	}
	if before.one(t, "DTSTART") == after.one(t, "DTSTART") {
		t.Error("the event did not move")
	}
}

func TestMistakesAreReportedAtOnce(t *testing.T) {
	const first, last = -62_135_596_800, 253_402_300_799 // 0001-01-01T00:00:00Z, 9999-12-31T23:59:59Z
	good := Event{Source: "a", Span: availability.UnixSpan(0, 3600)}
	stamp := instant(t, "2026-11-20T07:15:30Z")
	tests := []struct {
		what string
		feed Feed
		want []string
	}{
		{"nothing wrong", Feed{ID: "f", Stamp: stamp, Events: []Event{good}}, nil},
		{"the longest span of all", Feed{ID: "f", Stamp: stamp, Events: []Event{
			{Source: "a", Span: availability.UnixSpan(first, last)},
		}}, nil},
		{"the zero feed", Feed{}, []string{
			`calendar: feed "": ID: is empty (give the feed a name that never changes, such as "team-overlap")`,
			`calendar: feed "": Stamp: is the zero time (set it to when the data last changed)`,
		}},
		{"a NUL in the ID", Feed{ID: "f\x00a", Stamp: stamp}, []string{
			`calendar: feed "f\x00a": ID: holds a NUL, which separates it from the source in UIDs (leave it out)`,
		}},
		{"a line break in the ID", Feed{ID: "f\ng", Stamp: time.Time{}}, []string{
			`calendar: feed "f\ng": Stamp: is the zero time (set it to when the data last changed)`,
		}},
		{"a stamp that cannot be written", Feed{ID: "f", Stamp: time.Unix(last+1, 0)}, []string{
			`calendar: feed "f": Stamp: 10000-01-01T00:00:00Z: iCalendar writes the years 1 to 9999 only`,
		}},
		{"a negative refresh", Feed{ID: "f", Stamp: stamp, Refresh: -time.Hour}, []string{
			`calendar: feed "f": Refresh: -1h0m0s is less than a second (leave it at zero for 6h0m0s)`,
		}},
		{"a refresh of no seconds", Feed{ID: "f", Stamp: stamp, Refresh: time.Second - 1}, []string{
			`calendar: feed "f": Refresh: 999.999999ms is less than a second (leave it at zero for 6h0m0s)`,
		}},
		{"events", Feed{ID: "f", Stamp: stamp, Events: []Event{
			good,
			{Source: "zero"},
			{Source: "instant", Span: availability.UnixSpan(60, 60)},
			{Span: availability.UnixSpan(0, 1)},
			good,
			{},
			{Source: "early", Span: availability.UnixSpan(first-1, 0)},
			{Source: "late", Span: availability.UnixSpan(0, last+1)},
			{Source: "a"},
		}}, []string{
			`calendar: feed "f": Events[1] ("zero"): Span: 1970-01-01T00:00:00Z/1970-01-01T00:00:00Z is empty (leave out what lasts no time)`,
			`calendar: feed "f": Events[2] ("instant"): Span: 1970-01-01T00:01:00Z/1970-01-01T00:01:00Z is empty (leave out what lasts no time)`,
			`calendar: feed "f": Events[3]: Source: is empty (say what it stands for, such as "overlap/2026-11-23")`,
			`calendar: feed "f": Events[4] ("a"): Source: is that of Events[0] too (give each its own, or clients see only one of them)`,
			`calendar: feed "f": Events[5]: Span: 1970-01-01T00:00:00Z/1970-01-01T00:00:00Z is empty (leave out what lasts no time)`,
			`calendar: feed "f": Events[5]: Source: is empty (say what it stands for, such as "overlap/2026-11-23")`,
			`calendar: feed "f": Events[6] ("early"): Span: 0000-12-31T23:59:59Z/1970-01-01T00:00:00Z: iCalendar writes the years 1 to 9999 only (clip it to the period that you publish)`,
			`calendar: feed "f": Events[7] ("late"): Span: 1970-01-01T00:00:00Z/10000-01-01T00:00:00Z: iCalendar writes the years 1 to 9999 only (clip it to the period that you publish)`,
			`calendar: feed "f": Events[8] ("a"): Span: 1970-01-01T00:00:00Z/1970-01-01T00:00:00Z is empty (leave out what lasts no time)`,
			`calendar: feed "f": Events[8] ("a"): Source: is that of Events[0] too (give each its own, or clients see only one of them)`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			var out bytes.Buffer
			err := tt.feed.Encode(&out)
			var got []string
			if err != nil {
				got = strings.Split(err.Error(), "\n")
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if tt.want != nil && out.Len() > 0 {
				t.Errorf("%d bytes were written all the same", out.Len())
			}
		})
	}
}

func TestTheEndsOfTimeDoNotPanic(t *testing.T) {
	f := Feed{ID: "f", Stamp: time.Unix(math.MaxInt64, 0), Events: []Event{
		{Source: "a", Span: availability.UnixSpan(math.MinInt64, math.MaxInt64)},
		{Source: "b", Span: availability.UnixSpan(math.MaxInt64, math.MaxInt64)},
	}}
	if err := f.Encode(io.Discard); err == nil {
		t.Error("no error")
	}
}

// A limitedWriter fails after so many bytes.
type limitedWriter struct {
	left   int
	writes int
}

var errFull = errors.New("disk full")

func (w *limitedWriter) Write(p []byte) (int, error) {
	w.writes++
	n := min(len(p), w.left)
	w.left -= n
	if n < len(p) {
		return n, errFull
	}
	return n, nil
}

func TestTheErrorOfTheWriterIsReturned(t *testing.T) {
	f := manyEvents(t, 1000)
	size := len(encode(t, f))
	for _, room := range []int{0, 1, size / 2, size - 1} {
		err := f.Encode(&limitedWriter{left: room})
		if !errors.Is(err, errFull) {
			t.Errorf("room for %d of %d bytes: got error %v, want %v", room, size, err, errFull)
		} else if got, want := err.Error(), `calendar: feed "many": writing: disk full`; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	w := &limitedWriter{left: size}
	if err := f.Encode(w); err != nil {
		t.Errorf("room for all: %v", err)
	}
	if w.writes < 2 {
		t.Errorf("%d bytes in %d write: the buffer grows with the feed", size, w.writes)
	}
}

// manyEvents is a feed of n events with the text that a team's feed has.
func manyEvents(t testing.TB, n int) Feed {
	f := Feed{ID: "many", Name: "Many", Stamp: instant(t, "2026-11-20T07:15:30Z")}
	for i := range n {
		start := int64(1_796_000_000 + i*3600)
		f.Events = append(f.Events, Event{
			Source:      fmt.Sprintf("overlap/%d", i),
			Span:        availability.UnixSpan(start, start+1800),
			Title:       "Everybody is there, Zoë too",
			Description: "Berlin 15:00–17:00\nNew York 09:00–11:00\nBengaluru 19:30–21:30\nSan Francisco 06:00–08:00",
			Categories:  []string{"overlap"},
		})
	}
	return f
}

func TestALargeFeedIsReadBack(t *testing.T) {
	f := manyEvents(t, 2000)
	checkCalendar(t, f, readCalendar(t, encode(t, f)))
}

func TestAllocationsDoNotGrowWithTheEvents(t *testing.T) {
	f := manyEvents(t, 4000)
	allocations := testing.AllocsPerRun(5, func() {
		if err := f.Encode(io.Discard); err != nil {
			t.Fatal(err)
		}
	})
	if allocations > 100 {
		t.Errorf("%v allocations for %d events", allocations, len(f.Events))
	}
}

// FuzzFeed puts any strings into every field and reads them back.
func FuzzFeed(f *testing.F) {
	f.Add("id", "name", "description", "source", "title", "place", "label", int64(0), int64(3600))
	f.Add("\n", "a\r\nEND:VCALENDAR", "\\n\\", "\xff", ";,:\"", "\u2028", ",", int64(1), int64(2))
	f.Add("x", strings.Repeat("é", 60), "", "", "\x00", "\t", "\u0085", int64(-62_135_596_800), int64(253_402_300_799))
	f.Fuzz(func(t *testing.T, id, name, description, source, title, place, label string, start, end int64) {
		feed := Feed{
			ID: id, Name: name, Description: description,
			Organizer: Organizer{Name: label, Address: "ada@example.com"},
			Stamp:     time.Unix(end, 0),
			Events: []Event{
				{Source: source, Span: availability.UnixSpan(start, end), Title: title, Description: description,
					Location: place, Categories: []string{label, title}, Show: Busy},
				{Source: source + "2", Span: availability.UnixSpan(start, end), Title: place},
			},
		}
		var out strings.Builder
		if err := feed.Encode(&out); err != nil {
			for line := range strings.Lines(err.Error()) {
				if !strings.HasPrefix(line, prefix) {
					t.Errorf("a line of the error does not start with the prefix: %q", line)
				}
			}
			if out.Len() > 0 {
				t.Error("something was written in spite of the error")
			}
			return
		}
		checkTexts(t, feed, out.String())
		checkCalendar(t, feed, readCalendar(t, out.String()))
	})
}

func BenchmarkEncode(b *testing.B) {
	f := manyEvents(b, 10_000)
	b.SetBytes(int64(len(encode(b, f))))
	b.ReportAllocs()
	for b.Loop() {
		if err := f.Encode(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEncodeAgainstLibical writes the same 10,000 events as libical does, and tells how much faster.
func BenchmarkEncodeAgainstLibical(b *testing.B) {
	f := manyEvents(b, 10_000)
	ics := []byte(encode(b, f))
	size, took := libicalEncode(b, ics)
	b.SetBytes(int64(len(ics)))
	for b.Loop() {
		if err := f.Encode(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	ours := float64(len(ics)) / (float64(b.Elapsed()) / float64(b.N))
	b.ReportMetric(ours/(float64(size)/float64(took)), "x-libical")
}

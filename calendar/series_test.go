package calendar

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

func civil(t testing.TB, text string) availability.Civil {
	t.Helper()
	c, err := availability.ParseCivil(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// truth is what a recurrence means in a zone, with each occurrence as long as said.
func truth(t testing.TB, parts availability.RecurrenceParts, z *availability.Zone, d time.Duration, w availability.Span) (starts []availability.Span) {
	t.Helper()
	parts.Zone = z
	r, err := availability.NewRecurrence(parts)
	if err != nil {
		t.Fatal(err)
	}
	from, to := w.Unix()
	for c := range r.Times(civilOf(from-maxOffset), civilOf(to+maxOffset)) {
		at := z.Instant(c.Date, c.Clock)
		if w.Contains(at) {
			starts = append(starts, availability.Between(at, at.Add(d)))
		}
	}
	return starts
}

func TestSeriesIsItsRecurrence(t *testing.T) {
	w := span(t, "2026-01-05T00:00:00Z", "2027-12-06T00:00:00Z")
	tests := []struct {
		what, zone string
		parts      availability.RecurrenceParts
		length     time.Duration
		want       string // the first event: its start and its rule
		apart      int
	}{
		{"a stand-up for ever", "Europe/Berlin", availability.RecurrenceParts{Start: civil(t, "2026-02-02T09:30"), Rule: "FREQ=WEEKLY;BYDAY=MO,WE"}, time.Hour,
			"2026-02-02T08:30:00Z FREQ=WEEKLY;BYDAY=MO,WE", 0},
		{"in small letters, until a day", "Europe/Berlin", availability.RecurrenceParts{Start: civil(t, "2026-02-02T09:30"), Rule: "freq=daily;until=20260401"}, time.Hour,
			"2026-02-02T08:30:00Z FREQ=DAILY;UNTIL=20260401T193000Z", 0},
		{"until a time on the wall", "America/New_York", availability.RecurrenceParts{Start: civil(t, "2026-02-02T09:30"), Rule: "FREQ=DAILY;UNTIL=20260401T093000"}, time.Hour,
			"2026-02-02T14:30:00Z FREQ=DAILY;UNTIL=20260402T013000Z", 0},
		{"a start that is no occurrence", "America/New_York", availability.RecurrenceParts{Start: civil(t, "2026-02-03T09:30"), Rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=12"}, time.Hour,
			"2026-02-16T14:30:00Z FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=12", 0},
		{"exceptions and further dates", "America/New_York", availability.RecurrenceParts{Start: civil(t, "2026-02-02T09:30"), Rule: "FREQ=WEEKLY;COUNT=12",
			Except: []availability.Civil{civil(t, "2026-02-09T09:30"), civil(t, "2026-02-10T09:30")}, ExceptDays: []date.Date{date.New(2026, 3, 2)},
			Also: []availability.Civil{civil(t, "2026-02-12T10:00"), civil(t, "2026-02-16T09:30"), civil(t, "2026-01-12T10:00")}}, time.Hour,
			"2026-02-02T14:30:00Z FREQ=WEEKLY;COUNT=12", 2},
		{"no rule", "Asia/Tokyo", availability.RecurrenceParts{Start: civil(t, "2026-02-02T09:30"), Also: []availability.Civil{civil(t, "2026-02-12T10:00")}}, time.Hour,
			"2026-02-02T00:30:00Z ", 1},
		{"in the gap", "America/New_York", availability.RecurrenceParts{Start: civil(t, "2026-03-06T02:30"), Rule: "FREQ=DAILY;COUNT=5"}, time.Hour,
			"2026-03-06T07:30:00Z FREQ=DAILY;UNTIL=20260307T193000Z", 2},
		{"starts in the gap", "America/New_York", availability.RecurrenceParts{Start: civil(t, "2026-03-08T02:30"), Rule: "FREQ=DAILY;COUNT=5"}, time.Hour,
			"2026-03-09T06:30:00Z FREQ=DAILY;COUNT=4", 1},
		{"in the fold", "Europe/Berlin", availability.RecurrenceParts{Start: civil(t, "2026-10-18T02:30"), Rule: "FREQ=WEEKLY"}, time.Hour,
			"2026-10-18T00:30:00Z FREQ=WEEKLY;UNTIL=20261018T123000Z", 6},
		{"across the change", "Europe/Berlin", availability.RecurrenceParts{Start: civil(t, "2026-10-18T22:00"), Rule: "FREQ=DAILY"}, 8 * time.Hour,
			"2026-10-18T20:00:00Z FREQ=DAILY", 3},
		{"the first fortnight in UTC", "", availability.RecurrenceParts{Start: civil(t, "2026-10-01T22:00"), Rule: "FREQ=MONTHLY;BYMONTHDAY=1,2,3;COUNT=7"}, 8 * time.Hour,
			"2026-10-01T22:00:00Z FREQ=MONTHLY;BYMONTHDAY=1,2,3;COUNT=7", 0},
		{"days that are all apart", "Europe/Berlin", availability.RecurrenceParts{Start: civil(t, "2026-10-01T22:00"), Rule: "FREQ=MONTHLY;COUNT=3"}, 365 * 24 * time.Hour,
			"2026-10-01T20:00:00Z ", 2},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			var z *availability.Zone
			if tt.zone != "" {
				z = zone(t, tt.zone)
			}
			like := Event{Source: "s", Zone: z}
			events, err := Series(like, tt.parts, tt.length, w)
			if err != nil {
				t.Fatal(err)
			}
			if got := events[0].Span.Start().Format(time.RFC3339) + " " + events[0].Rule; got != tt.want {
				t.Errorf("the first event: got %s, want %s", got, tt.want)
			}
			if got := len(events) - 1; got != tt.apart {
				t.Errorf("%d events apart, want %d", got, tt.apart)
			}
			var got []availability.Span
			for i := range events {
				for sp := range events[i].Occurrences(w) {
					if w.Contains(sp.Start()) {
						got = append(got, sp)
					}
				}
			}
			sortSpans(got)
			want := truth(t, tt.parts, like.zone(), tt.length, w)
			sortSpans(want)
			if diff := cmp.Diff(texts(want), texts(got)); diff != "" {
				t.Errorf("occurrences (-want +got):\n%s", diff)
			}
			var long []Event
			for i := range events {
				if events[i].Span.Duration() < 24*time.Hour {
					long = append(long, events[i])
				}
			}
			checkRegular(t, long, w)
			checkEncodes(t, events)
		})
	}
}

func texts(spans []availability.Span) []string {
	var list []string
	for _, sp := range spans {
		list = append(list, sp.String())
	}
	return list
}

func TestSeriesRefuses(t *testing.T) {
	start := civil(t, "2026-02-02T09:30")
	tests := []struct {
		parts  availability.RecurrenceParts
		length time.Duration
		want   string
	}{
		{availability.RecurrenceParts{Start: start, Rule: "FREQ=WEEKLY"}, 0,
			`calendar: series "s": the duration 0s is less than a second (say how long an occurrence lasts)`},
		{availability.RecurrenceParts{Start: start, Rule: "FREQ=WEEKLY;COUNT=1", Except: []availability.Civil{start}}, time.Hour,
			`calendar: series "s": never occurs (check the exceptions, and the end of the rule)`},
		{availability.RecurrenceParts{Start: start, Rule: "FREQ=WEKLY"}, time.Hour, `calendar: series "s": availability: `},
	}
	for _, tt := range tests {
		_, err := Series(Event{Source: "s"}, tt.parts, tt.length, availability.Calendar())
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%v: got %v, want %s", tt.parts, err, tt.want)
		}
	}
}

// seriesOf makes the events of a series and checks that they can be published.
func seriesOf(t *testing.T, zoneName, start, rule string, length time.Duration, w availability.Span, more ...func(*availability.RecurrenceParts)) []Event {
	t.Helper()
	parts := availability.RecurrenceParts{Start: civil(t, start), Rule: rule}
	for _, change := range more {
		change(&parts)
	}
	events, err := Series(Event{Source: "s", Zone: zone(t, zoneName)}, parts, length, w)
	if err != nil {
		t.Fatal(err)
	}
	checkEncodes(t, events)
	return events
}

func sourcesOf(events []Event) []string {
	var list []string
	for _, e := range events {
		list = append(list, e.Source)
	}
	return list
}

// The series is the same event when what is apart has passed.
func TestASeriesKeepsItsSourceAsTheWindowMoves(t *testing.T) {
	at := func(day string) availability.Span {
		start := instant(t, day+"T00:00:00Z")
		return availability.Between(start, start.AddDate(0, 0, 28))
	}
	for day, want := range map[string][]string{
		"2026-03-23": {"s", "s/20260328T210000Z"}, // the first is in the night of the change
		"2026-03-30": {"s"},
		"2026-06-01": {"s"},
	} {
		if diff := cmp.Diff(want, sourcesOf(seriesOf(t, "Europe/Berlin", "2026-03-28T22:00", "FREQ=WEEKLY", 8*time.Hour, at(day)))); diff != "" {
			t.Errorf("from %s (-want +got):\n%s", day, diff)
		}
	}
	// What continues a series after a gap has its own name, also when what it continues is over.
	for day, want := range map[string][]string{
		"2026-03-02": {"s", "s/20260309T063000Z", "s/20260308T073000Z"},
		"2026-03-16": {"s/20260309T063000Z"},
	} {
		if diff := cmp.Diff(want, sourcesOf(seriesOf(t, "America/New_York", "2026-03-01T02:30", "FREQ=DAILY", time.Hour, at(day)))); diff != "" {
			t.Errorf("from %s (-want +got):\n%s", day, diff)
		}
	}
}

// A skipped time is, by the offset before it, one that the clocks show: it happens once.
func TestASeriesHappensOnceAtATime(t *testing.T) {
	for _, tt := range []struct{ zone, start, rule, w string }{
		{"America/New_York", "2026-03-07T02:30", "FREQ=DAILY;BYHOUR=2,3", "2026-03-07"},
		{"America/New_York", "2026-03-07T02:30", "FREQ=HOURLY", "2026-03-07"},
		{"Pacific/Apia", "2011-12-28T10:00", "FREQ=DAILY", "2011-12-28"},
		{"Pacific/Kwajalein", "1993-08-19T10:00", "FREQ=DAILY", "1993-08-19"},
	} {
		start := instant(t, tt.w+"T00:00:00Z")
		w := availability.Between(start, start.AddDate(0, 0, 5))
		events := seriesOf(t, tt.zone, tt.start, tt.rule, 15*time.Minute, w)
		seen := make(map[availability.Span]bool)
		var got []availability.Span
		for i := range events {
			for sp := range events[i].Occurrences(w) {
				if seen[sp] {
					t.Errorf("%s %s: %s happens twice", tt.zone, tt.rule, sp)
				}
				seen[sp] = true
				got = append(got, sp)
			}
		}
		want := truth(t, availability.RecurrenceParts{Start: civil(t, tt.start), Rule: tt.rule}, zone(t, tt.zone), 15*time.Minute, w)
		if !availability.NewSet(got...).Equal(availability.NewSet(want...)) {
			t.Errorf("%s %s: got %v, want %v", tt.zone, tt.rule, got, want)
		}
	}
}

func TestASeriesBeyondItsWindow(t *testing.T) {
	w := span(t, "2026-03-02T00:00:00Z", "2026-04-06T00:00:00Z")
	// Exceptions before the first that happens, when that is later.
	first := func(p *availability.RecurrenceParts) {
		p.Except = []availability.Civil{p.Start, civil(t, "2027-02-15T09:00")}
		p.ExceptDays = []date.Date{date.New(2027, 2, 8), date.New(2027, 3, 1)}
	}
	events := seriesOf(t, "Europe/Berlin", "2027-02-01T09:00", "FREQ=WEEKLY", time.Hour, w, first)
	if e := events[0]; len(events) != 1 || !e.Span.Start().Equal(instant(t, "2027-02-22T08:00:00Z")) || len(e.Except) != 1 {
		t.Errorf("got %v", events)
	}
	// Further dates outside of it are not published.
	also := func(p *availability.RecurrenceParts) {
		p.Also = []availability.Civil{civil(t, "2020-01-01T09:00"), civil(t, "2026-03-05T09:00"), civil(t, "2030-01-01T09:00")}
	}
	if got := sourcesOf(seriesOf(t, "Europe/Berlin", "2026-01-05T09:00", "FREQ=WEEKLY", time.Hour, w, also)); !cmp.Equal(got, []string{"s", "s/20260305T080000Z"}) {
		t.Errorf("got %q", got)
	}
	// What occurs at another time is no mistake.
	if got := seriesOf(t, "Europe/Berlin", "2027-03-27T22:00", "FREQ=DAILY;COUNT=1", 8*time.Hour, w); len(got) != 0 {
		t.Errorf("got %v", got)
	}
	// Nor is a rule that ends with the calendar.
	seriesOf(t, "Europe/Berlin", "9999-12-01T22:00", "FREQ=DAILY;UNTIL=99991231", time.Hour, w)
}

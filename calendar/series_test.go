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

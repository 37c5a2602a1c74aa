package calendar

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/noonmark/noonmark/availability"
)

func TestLocalTimes(t *testing.T) {
	berlin := person(t, "Ada", "Europe/Berlin", "Mo-Fr 09:00-17:00")
	newYork := person(t, "Bo", "America/New_York", "Mo-Fr 09:00-17:00")
	tokyo := person(t, "Chi", "Asia/Tokyo", "Mo-Fr 09:00-17:00")
	people := []*availability.Schedule{berlin, newYork, tokyo, ada(t)}
	tests := []struct {
		what  string
		event Event
		want  string
	}{
		{"once", Event{Span: span(t, "2026-03-10T22:30:00Z", "2026-03-10T23:00:00Z"), Description: "Retro"},
			"Retro\nAda: Tue 23:30–24:00 (Europe/Berlin)\nBo: Tue 18:30–19:00 (America/New_York)\nChi: Wed 07:30–08:00 (Asia/Tokyo)\nAda: Tue 23:30–24:00 (Europe/Berlin)"},
		{"for days", Event{Span: span(t, "2026-03-10T22:30:00Z", "2026-03-13T23:00:30Z")},
			"Ada: Tue 10 March 23:30 – Sat 14 March 00:00 (Europe/Berlin)\nBo: Tue 10 March 18:30 – Fri 13 March 19:00 (America/New_York)\nChi: Wed 11 March 07:30 – Sat 14 March 08:00 (Asia/Tokyo)\nAda: Tue 10 March 23:30 – Sat 14 March 00:00 (Europe/Berlin)"},
		// New York's clocks change first, in Tokyo it is the next day, and one Ada moves.
		{"a series", Event{Zone: berlin.Zone(), Span: span(t, "2026-02-24T16:00:00Z", "2026-02-24T17:00:00Z"), Rule: "FREQ=WEEKLY;COUNT=30"},
			"Ada: 17:00–18:00 (Europe/Berlin)\n" +
				"Bo: 11:00–12:00 (America/New_York); 12:00–13:00 from 2026-03-10 to 2026-03-24\n" +
				"Chi: 00:00–01:00 the day after (Asia/Tokyo); 01:00–02:00 the day after from 2026-02-24 to 2026-03-24\n" +
				"Ada: 17:00–18:00 (Europe/Berlin); 11:00–12:00 (America/New_York) from 2026-06-16 to 2026-09-15"},
		{"nothing to tell of a mistake", Event{Span: span(t, "2026-02-24T16:00:00Z", "2026-02-24T17:00:00Z"), Rule: "FREQ=WEKLY"}, ""},
	}
	for _, tt := range tests {
		tt.event.LocalTimes = people
		if tt.want == "" {
			tt.event.description() // does not panic
			continue
		}
		if diff := cmp.Diff(tt.want, tt.event.description()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.what, diff)
		}
	}
}

// A line stays readable, whatever the clocks do.
func TestLocalTimesEnd(t *testing.T) {
	e := Event{Zone: zone(t, "Africa/Casablanca"), Span: span(t, "1990-02-24T16:00:00Z", "1990-02-24T17:00:00Z"), Rule: "FREQ=WEEKLY",
		LocalTimes: []*availability.Schedule{person(t, "Ada", "Europe/Berlin", "Mo-Fr 09:00-17:00")}}
	got := e.description()
	if len(got) > 700 {
		t.Errorf("%d bytes: %s", len(got), got)
	}
}

func TestLocalTimesOfLongEvents(t *testing.T) {
	ada := person(t, "Ada", "Europe/Berlin", "24/7")
	for _, tt := range []struct{ start, end, want string }{
		{"2026-03-02T16:00:00Z", "2026-03-03T22:00:00Z", "Ada: Mon 2 March 17:00 – Tue 3 March 23:00 (Europe/Berlin)"},
		{"2026-03-01T23:00:00Z", "2026-03-03T23:00:00Z", "Ada: Mon 2 March 00:00 – Wed 4 March 00:00 (Europe/Berlin)"},
		{"2026-03-02T17:00:00Z", "2026-03-03T17:00:00Z", "Ada: Mon 2 March 18:00 – Tue 3 March 18:00 (Europe/Berlin)"},
		{"2026-03-01T23:00:00Z", "2026-03-02T23:00:00Z", "Ada: Mon 00:00–24:00 (Europe/Berlin)"},
		{"2026-03-02T21:00:00Z", "2026-03-03T05:00:30Z", "Ada: Mon 22:00–06:00:30 (Europe/Berlin)"},
	} {
		e := Event{Span: span(t, tt.start, tt.end), LocalTimes: []*availability.Schedule{ada}}
		if got := e.description(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.start, got, tt.want)
		}
	}
	// Across the date line the day is two away.
	e := Event{Zone: zone(t, "Pacific/Kiritimati"), Span: span(t, "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"), Rule: "FREQ=DAILY;COUNT=2",
		LocalTimes: []*availability.Schedule{person(t, "Bo", "Pacific/Pago_Pago", "24/7")}}
	if got, want := e.description(), "Bo: 23:00–24:00 -2 days (Pacific/Pago_Pago)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

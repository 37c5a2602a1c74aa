package calendar

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/noonmark/noonmark/availability"
)

func TestMistakesOfComponents(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	hour := span(t, "2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z")
	loc, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	with := func(events ...Event) Feed { return Feed{Events: events} }
	tests := []struct {
		what string
		feed Feed
		want string // without the prefix, or "" if it is right
	}{
		{"a rule", with(Event{Source: "a", Span: hour, Zone: berlin, Rule: "FREQ=WEEKLY;UNTIL=20260401T080000Z"}), ""},
		{"a rule that is none", with(Event{Source: "a", Span: hour, Rule: "FREQ=WEKLY"}),
			`Events[0] ("a"): Rule: recurrence "FREQ=WEKLY": FREQ: unknown frequency "WEKLY" (did you mean "WEEKLY"?)`},
		{"a line in a rule", with(Event{Source: "a", Span: hour, Rule: "FREQ=WEEKLY\r\nX:1"}),
			`Events[0] ("a"): Rule: recurrence "FREQ=WEEKLY\r\nX:1": FREQ: unknown frequency "WEEKLY\r\nX:1"`},
		{"another start", with(Event{Source: "a", Span: hour, Zone: berlin, Rule: "FREQ=WEEKLY;BYDAY=TU"}),
			`Events[0] ("a"): Span: starts at 2026-03-02T09:00, which is no occurrence of the rule "FREQ=WEEKLY;BYDAY=TU" (start with its first occurrence)`},
		{"an UNTIL on the wall", with(Event{Source: "a", Span: hour, Zone: berlin, Rule: "FREQ=WEEKLY;UNTIL=20260401T080000"}),
			`Events[0] ("a"): Rule: "FREQ=WEEKLY;UNTIL=20260401T080000": UNTIL must be in UTC (write the start of the last occurrence as 20261224T090000Z)`},
		{"an exception that is none", with(Event{Source: "a", Span: hour, Zone: berlin, Rule: "FREQ=WEEKLY", Except: []availability.Civil{civil(t, "2026-03-10T09:00")}}),
			`Events[0] ("a"): Except[0]: 2026-03-10T09:00 is no occurrence of the rule "FREQ=WEEKLY" (leave it out)`},
		{"exceptions of nothing", with(Event{Source: "a", Span: hour, Except: []availability.Civil{civil(t, "2026-03-10T09:00")}}),
			`Events[0] ("a"): Except: is given without a Rule (leave it out: the event happens once)`},
		{"the first left out", with(Event{Source: "a", Span: hour, Rule: "FREQ=WEEKLY", Except: []availability.Civil{civil(t, "2026-03-02T08:00")}}),
			`Events[0] ("a"): Except[0]: 2026-03-02T08:00 is the first occurrence, which some clients show all the same (start with the first that happens)`},
		{"a rule from the fold", with(Event{Source: "a", Span: span(t, "2026-10-25T00:30:00Z", "2026-10-25T03:30:00Z"), Zone: berlin, Rule: "FREQ=DAILY"}),
			`Events[0] ("a"): Span: 2026-10-25T00:30:00Z/2026-10-25T03:30:00Z starts or ends in the repeated hour of a DST change, which Europe/Berlin cannot name (start with another occurrence; Series does)`},
		{"once in the fold", with(Event{Source: "a", Span: span(t, "2026-10-25T00:30:00Z", "2026-10-25T03:30:00Z"), Zone: berlin}), ""},
		{"a clock of two zones", with(Event{Source: "a", Span: hour, Zone: ada(t).Zone()}),
			`Events[0] ("a"): Zone: "Europe/Berlin, America/New_York from 2026-06-15" is no name for a TZID, which some clients look up (use a zone as loaded, such as Schedule.ZoneAt returns; a name has up to 64 letters, digits and +-_/.)`},
		{"no UTC", with(Event{Source: "a", Span: hour, Zone: availability.NewZone("UTC", loc)}),
			`Events[0] ("a"): Zone: is called "UTC" and is not UTC (give it a name of its own)`},
		{"without a name", with(Event{Source: "a", Span: hour, Zone: availability.NewZone("", time.FixedZone("", 3600))}),
			`Events[0] ("a"): Zone: is called "" and is not UTC (give it a name of its own)`},
		{"two zones of one name", with(Event{Source: "a", Span: hour, Zone: berlin}, Event{Source: "b", Span: hour, Zone: availability.NewZone("Europe/Berlin", loc)}),
			`Events[1] ("b"): Zone: is another Europe/Berlin than that of Events[0] ("a") (a calendar has one zone of a name: give one of them a name of its own)`},
		{"part of a day", with(Event{Source: "a", Span: hour, Zone: berlin, AllDay: true}),
			`Events[0] ("a"): Span: 2026-03-02T08:00:00Z/2026-03-02T09:00:00Z does not begin and end at midnight in Europe/Berlin, as AllDay asks (leave AllDay out, or round the span to days)`},
		{"a day without a midnight", with(Event{Source: "a", AllDay: true, Zone: zone(t, "America/Santiago"), Span: span(t, "2026-09-05T04:00:00Z", "2026-09-06T04:00:00Z"), Rule: "FREQ=DAILY;COUNT=3"},
			Event{Source: "b", AllDay: true, Zone: zone(t, "America/Santiago"), Span: span(t, "2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z")}), ""},
		{"a leap second", with(Event{Source: "a", Span: hour, Rule: "FREQ=WEEKLY;BYSECOND=0,60"}),
			`Events[0] ("a"): Rule: "FREQ=WEEKLY;BYSECOND=0,60": a leap second makes some clients fail (write 59)`},
		{"too many exceptions", with(Event{Source: "a", Span: hour, Rule: "FREQ=WEEKLY", Except: make([]availability.Civil, 10_001)}),
			`Events[0] ("a"): Except: too many `},
		{"days until a time", with(Event{Source: "a", Span: span(t, "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"), AllDay: true, Rule: "FREQ=DAILY;UNTIL=20260401T000000Z"}),
			`Events[0] ("a"): Rule: "FREQ=DAILY;UNTIL=20260401T000000Z": UNTIL must be a date in an event of whole days (write it as 20261224)`},
		{"days by hours", with(Event{Source: "a", Span: span(t, "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"), AllDay: true, Rule: "FREQ=DAILY;BYHOUR=0"}),
			`Events[0] ("a"): Rule: "FREQ=DAILY;BYHOUR=0": BYHOUR=0 cannot go with an event of whole days (leave it out)`},
		{"local time before the calendar", with(Event{Source: "a", Span: availability.UnixSpan(minCivil, minCivil+3600), Zone: zone(t, "America/New_York"), Rule: "FREQ=DAILY"}),
			`Events[0] ("a"): Span: 0001-01-01T00:00:00Z/0001-01-01T01:00:00Z in America/New_York: iCalendar writes the years 1 to 9999 only (clip it to the period that you publish)`},
		{"a colour", with(Event{Source: "a", Span: hour, Color: "#FF0000"}),
			`Events[0] ("a"): Color: "#FF0000" is no colour of CSS (write its name, such as "teal")`},
		{"a URL", with(Event{Source: "a", Span: hour, URL: "example.com"}),
			`Events[0] ("a"): URL: "example.com" is no address (write it whole, such as https://example.com/team)`},
		{"a line in a URL", with(Event{Source: "a", Span: hour, URL: "https://example.com/\r\nX:1"}),
			`Events[0] ("a"): URL: "https://example.com/\r\nX:1" is no address (write it whole, such as https://example.com/team)`},
		{"letters in a URL", with(Event{Source: "a", Span: hour, URL: "https://example.com/ü"}),
			`Events[0] ("a"): URL: "https://example.com/ü" has a character that an address cannot have (write it in percent-encoding: https://example.com/%C3%BC)`},
		{"nobody's local time", with(Event{Source: "a", Span: hour, LocalTimes: []*availability.Schedule{nil}}), `Events[0] ("a"): LocalTimes[0]: is nil (leave it out)`},
		{"a type", with(Event{Source: "a", Span: hour, Show: 7}),
			`Events[0] ("a"): Show: 7 is no free/busy type (use Free, Tentative, Busy or Unavailable)`},
		{"a sequence", with(Event{Source: "a", Span: hour, Revision: Revision{Sequence: -1}}),
			`Events[0] ("a"): Revision: Sequence -1 is negative (count from 0)`},
		{"a revision out of time", with(Event{Source: "a", Span: hour, Revision: Revision{Modified: time.Unix(maxCivil, 0)}}),
			`Events[0] ("a"): Revision: Modified 10000-01-01T00:00:00Z: iCalendar writes the years 1 to 9999 only`},
		{"the feed's colour", Feed{Color: "red", URL: "https://example.com", Address: "webcal://example.com/x.ics", Organizer: Organizer{"Ada", "ada@example.com"}}, ""},
		{"the feed's colour", Feed{Color: "rd"}, `Color: "rd" is no colour of CSS (write its name, such as "teal")`},
		{"the feed's address", Feed{Address: "/x.ics"}, `Address: "/x.ics" is no address (write it whole, such as https://example.com/team)`},
		{"an organizer", Feed{Organizer: Organizer{Name: "Ada"}}, `Organizer: "Ada" has no Address (give an e-mail address)`},
		{"a line in an organizer", Feed{Organizer: Organizer{Address: "ada\r\nX:1@example.com"}},
			`Organizer: Address: "ada\r\nX:1@example.com" is no address (write it whole, such as https://example.com/team)`},
		{"free/busy time of nobody", Feed{FreeBusy: []FreeBusy{{Source: "a", Span: hour}}},
			"Organizer: is empty (free/busy time needs to say whose it is, RFC 5546 section 3.3.1: give an address)"},
		{"a priority", Feed{Availabilities: []Availability{{Source: "a", Span: hour, Priority: 10}}},
			`Availabilities[0] ("a"): Priority: 10 is none (use 1, the highest, to 9, or 0 for below all)`},
		{"other time", Feed{Availabilities: []Availability{{Source: "a", Span: hour, Otherwise: -1}}},
			`Availabilities[0] ("a"): Otherwise: -1 is no free/busy type (use Busy, Tentative or Unavailable)`},
		{"available days", Feed{Availabilities: []Availability{{Source: "a", Span: hour, Available: []Event{{Source: "b", Span: hour, AllDay: true}}}}},
			`Availabilities[0].Available[0] ("b"): AllDay: available time begins at an instant (RFC 7953 section 3.1; leave AllDay out)`},
		{"one source of two kinds", Feed{Events: []Event{{Source: "a", Span: hour}}, Availabilities: []Availability{{Source: "b", Span: hour, Available: []Event{{Source: "a", Span: hour}}}}},
			`Availabilities[0].Available[0] ("a"): Source: is that of Events[0] too (give each its own, or clients see only one of them)`},
	}
	for _, tt := range tests {
		tt.feed.ID, tt.feed.Stamp = "f", time.Unix(0, 0)
		want := ""
		if tt.want != "" {
			want = `calendar: feed "f": ` + tt.want
		}
		got := ""
		var b strings.Builder
		if err := tt.feed.Encode(&b); err != nil {
			got = err.Error()
		}
		if strings.HasSuffix(want, "too many ") {
			got, _, _ = strings.Cut(got, "many ")
			got += "many "
		}
		if got != want {
			t.Errorf("%s (-want +got):\n%s", tt.what, cmp.Diff(want, got))
		}
		if (b.Len() == 0) != (want != "") {
			t.Errorf("%s: %d bytes were written", tt.what, b.Len())
		}
	}
}

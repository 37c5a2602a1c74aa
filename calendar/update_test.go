package calendar

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

// updated publishes a feed after another.
func updated(t *testing.T, f Feed, previous string) string {
	t.Helper()
	next, err := f.Update([]byte(previous))
	if err != nil {
		t.Fatal(err)
	}
	return encode(t, next)
}

// revisions returns what each component says of its revision, by UID.
func revisions(t *testing.T, text string) map[string]Revision {
	t.Helper()
	p, err := readPublished([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]Revision)
	for uid, part := range p.parts {
		all[uid] = part.revision
	}
	return all
}

func uidOf(f Feed, source string) string { return newUIDMaker(f.ID).uid(source).String() }

// everything is a feed that has each kind of component.
func everything(t testing.TB, stamp string) Feed {
	t.Helper()
	s := ada(t)
	d := Diary{Schedule: s}
	f := teamFeed(t)
	f.Stamp = instant(t, stamp)
	for i := range f.Events {
		f.Events[i].Title = cmp.Or(f.Events[i].Title, "Bo")
	}
	f.Organizer = Organizer{Name: `Ada "the first"`, Address: "ada@example.com"}
	f.Color, f.URL, f.Address = "teal", "https://example.com/team", "https://example.com/team.ics"
	f.Events = append(f.Events, d.Events(weeks2026)...)
	f.Events = append(f.Events, Event{
		Source: "all day", AllDay: true, Zone: zone(t, "Asia/Tokyo"), Span: span(t, "2026-03-01T15:00:00Z", "2026-03-03T15:00:00Z"),
		Rule: "FREQ=WEEKLY;UNTIL=20260601", Except: []availability.Civil{civil(t, "2026-03-16T00:00")}, Title: "Two days",
		Color: "red", URL: "https://example.com/", Show: Tentative, Private: true,
	})
	f.Availabilities = d.Availabilities(weeks2026)
	f.FreeBusy = []FreeBusy{d.FreeBusy(weeks2026)}
	return f
}

// What says the same gives the same bytes, whatever the stamp of the day.
func TestUpdateKeepsWhatHasNotChanged(t *testing.T) {
	first := updated(t, everything(t, "2026-11-20T00:00:00Z"), "")
	for _, stamp := range []string{"2026-11-20T00:00:00Z", "2026-12-20T00:00:00Z", "2020-01-01T00:00:00Z"} {
		if got := updated(t, everything(t, stamp), first); got != first {
			t.Fatalf("with the stamp %s the bytes are others", stamp)
		}
	}
	for uid, r := range revisions(t, first) {
		if r.Sequence != 0 || !r.Modified.Equal(instant(t, "2026-11-20T00:00:00Z")) {
			t.Errorf("%s has %v", uid, r)
		}
	}
}

// Each change of one component raises its revision, and no other.
func TestUpdateRaisesWhatHasChanged(t *testing.T) {
	const before, after = "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"
	base := everything(t, before)
	first := updated(t, base, "")
	of := func(source string) func(*Feed) *Event {
		return func(f *Feed) *Event {
			i := slices.IndexFunc(f.Events, func(e Event) bool { return e.Source == source })
			return &f.Events[i]
		}
	}
	series := of(base.Events[len(base.Events)-2].Source)
	retro, allDay := of("meeting/retro"), of("all day")
	changes := []struct {
		what   string
		change func(*Feed) string // returns the source that it changed
	}{
		{"title", func(f *Feed) string { retro(f).Title = "Retrospective"; return retro(f).Source }},
		{"time", func(f *Feed) string {
			e := retro(f)
			e.Span = availability.Between(e.Span.Start(), e.Span.End().Add(time.Hour))
			return e.Source
		}},
		{"category", func(f *Feed) string { retro(f).Categories = nil; return retro(f).Source }},
		{"show", func(f *Feed) string { retro(f).Show = Free; return retro(f).Source }},
		{"URL", func(f *Feed) string { retro(f).URL = "https://example.com"; return retro(f).Source }},
		{"color", func(f *Feed) string { retro(f).Color = "red"; return retro(f).Source }},
		{"class", func(f *Feed) string { retro(f).Private = true; return retro(f).Source }},
		{"cancelled", func(f *Feed) string { retro(f).Cancelled = true; return retro(f).Source }},
		{"exception", func(f *Feed) string { allDay(f).Except = nil; return "all day" }},
		{"rule", func(f *Feed) string { allDay(f).Rule = "FREQ=WEEKLY;UNTIL=20260608"; return "all day" }},
		{"zone", func(f *Feed) string {
			e := series(f)
			e.Zone, e.Rule, e.Except = zone(t, "Europe/Paris"), "", nil
			return e.Source
		}},
		{"local times", func(f *Feed) string {
			retro(f).LocalTimes = []*availability.Schedule{ada(t)}
			return retro(f).Source
		}},
		{"availability", func(f *Feed) string { f.Availabilities[0].Title = "x"; return f.Availabilities[0].Source }},
		{"free/busy", func(f *Feed) string { f.FreeBusy[0].Free = availability.Set{}; return f.FreeBusy[0].Source }},
	}
	for _, tt := range changes {
		f := everything(t, after)
		uid := uidOf(f, tt.change(&f))
		text := updated(t, f, first)
		for u, r := range revisions(t, text) {
			want := Revision{0, base.Stamp}
			if u == uid {
				want = Revision{1, f.Stamp}
				if tt.what == "free/busy" {
					want.Sequence = 0 // which VFREEBUSY does not have
				}
			}
			if r.Sequence != want.Sequence || !r.Modified.Equal(want.Modified) {
				t.Errorf("%s: %s has %v, want %v", tt.what, u, r, want)
			}
		}
		if again := updated(t, f, text); again != text {
			t.Errorf("%s: published again without a change it is other bytes", tt.what)
		}
		// A stamp that did not rise is no reason not to be seen.
		f.Stamp = base.Stamp.Add(-time.Hour)
		if r := revisions(t, updated(t, f, first))[uid]; !r.Modified.Equal(base.Stamp.Add(time.Second)) {
			t.Errorf("%s: with an old stamp %s has %v", tt.what, uid, r)
		}
		// And back again is a change as well.
		back := updated(t, everything(t, "2026-11-22T00:00:00Z"), text)
		if r := revisions(t, back)[uid]; tt.what != "free/busy" && r.Sequence != 2 {
			t.Errorf("%s: back again %s has %v", tt.what, uid, r)
		}
	}
}

// AVAILABLE has revisions of its own.
func TestUpdateOfAvailableTimes(t *testing.T) {
	base := everything(t, "2026-11-20T00:00:00Z")
	first := updated(t, base, "")
	f := everything(t, "2026-11-21T00:00:00Z")
	f.Availabilities[0].Available[0].Title = "x"
	inner, outer := uidOf(f, f.Availabilities[0].Available[0].Source), uidOf(f, f.Availabilities[0].Source)
	for uid, r := range revisions(t, updated(t, f, first)) {
		want := base.Stamp
		if uid == inner || uid == outer {
			want = f.Stamp
		}
		if !r.Modified.Equal(want) {
			t.Errorf("%s has %v", uid, r)
		}
	}
}

func TestUpdateDropsOrCancels(t *testing.T) {
	base := everything(t, "2026-02-20T00:00:00Z")
	base.Events = append(base.Events, Event{Source: "over", Span: span(t, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"), Title: "Over"})
	first := updated(t, base, "")
	gone := []string{"meeting/retro", "Ada/hours/Europe/Berlin 09:00 8h30m", "over"}
	f := everything(t, "2026-02-21T00:00:00Z")
	f.Events = slices.DeleteFunc(f.Events, func(e Event) bool { return slices.Contains(gone, e.Source) })
	if len(f.Events) != len(base.Events)-len(gone) {
		t.Fatalf("%d events, want %d", len(f.Events), len(base.Events)-len(gone))
	}

	dropped := readCalendar(t, updated(t, f, first))
	for _, c := range dropped.children {
		if c.all("STATUS") != nil {
			t.Errorf("dropped is cancelled: %v", c)
		}
	}
	f.CancelRemoved = true
	text := updated(t, f, first)
	var cancelled []string
	for _, c := range readCalendar(t, text).children {
		if c.all("STATUS") == nil {
			continue
		}
		cancelled = append(cancelled, c.one(t, "UID"))
		for name, want := range map[string]string{"STATUS": "CANCELLED", "SEQUENCE": "1", "LAST-MODIFIED": "20260221T000000Z", "DTSTAMP": "20260221T000000Z"} {
			if got := c.one(t, name); got != want {
				t.Errorf("%s: got %s, want %s", name, got, want)
			}
		}
		c.one(t, "DTSTART")
		c.one(t, "SUMMARY")
	}
	want := []string{uidOf(f, gone[0]), uidOf(f, gone[1])}
	slices.Sort(want)
	slices.Sort(cancelled)
	if !slices.Equal(cancelled, want) {
		t.Errorf("cancelled: %q, want %q", cancelled, want)
	}
	if !strings.Contains(text, "TZID:Europe/Berlin") {
		t.Error("the zone of a cancelled event is gone")
	}
	again := updated(t, f, text)
	if strings.Contains(again, "CANCELLED") {
		t.Error("cancelled twice")
	}
	// What comes back is a change, and no new event.
	back := updated(t, everything(t, "2026-02-22T00:00:00Z"), text)
	if r := revisions(t, back)[want[0]]; r.Sequence != 2 {
		t.Errorf("back again: %v", r)
	}
}

// The zone of an event is a part of it, but only as far as the event goes.
func TestUpdateNoticesOtherClocks(t *testing.T) {
	feed := func(z *availability.Zone, day date.Date, stamp string) Feed {
		start := civilSecond(availability.Civil{Date: day})
		start = instantOf(z, start+9*3600)
		return Feed{ID: "x", Stamp: instant(t, stamp), Events: []Event{{
			Source: "s", Zone: z, Span: availability.UnixSpan(start, start+3600), Rule: "FREQ=WEEKLY;COUNT=20",
		}}}
	}
	berlin := zone(t, "Europe/Berlin")
	loc, err := time.LoadLocation("Europe/Helsinki")
	if err != nil {
		t.Fatal(err)
	}
	other := availability.NewZone("Europe/Berlin", loc)
	day := date.New(2026, 3, 2)
	first := updated(t, feed(berlin, day, "2026-02-01T00:00:00Z"), "")
	if r := revisions(t, updated(t, feed(other, day, "2026-02-02T00:00:00Z"), first)); r[uidOf(Feed{ID: "x"}, "s")].Sequence != 1 {
		t.Errorf("the clocks of the zone changed, and the event has %v", r)
	}

	// Morocco's clocks have no rule: each year the feed tells of others.
	morocco := zone(t, "Africa/Casablanca")
	f := feed(morocco, day, "2026-02-01T00:00:00Z")
	first = updated(t, f, "")
	f.Stamp = f.Stamp.Add(time.Hour)
	f.Events = append(f.Events, Event{Source: "next year", Zone: morocco, Span: span(t, "2029-06-01T09:00:00Z", "2029-06-01T10:00:00Z")})
	second := updated(t, f, first)
	if len(second) < len(first)+500 {
		t.Fatal("the zone is told no further than before")
	}
	for uid, r := range revisions(t, second) {
		if uid == uidOf(f, "s") && r.Sequence != 0 {
			t.Errorf("the event has %v, though its clocks are what they were", r)
		}
	}
}

func TestUpdateRefusesWhatIsNoFeed(t *testing.T) {
	f := Feed{ID: "x", Stamp: time.Unix(0, 0)}
	own := encode(t, f)
	other := encode(t, Feed{ID: "y", Stamp: time.Unix(0, 0)})
	const again = " (give the bytes that Encode wrote)"
	tests := []struct{ previous, want string }{
		{"x", `line 1: "x" is no property` + again},
		{"\xff", "is not UTF-8" + again},
		{"A:1\r\n", `line 1: "A:1" where BEGIN:VCALENDAR should be` + again},
		{"BEGIN:VEVENT\r\n", `line 1: "BEGIN:VEVENT" where BEGIN:VCALENDAR should be` + again},
		{strings.TrimSuffix(own, "END:VCALENDAR\r\n"), "ends before END:VCALENDAR (give the bytes that Encode wrote, all of them)"},
		{own + own, `line 20: "BEGIN:VCALENDAR" after the end` + again},
		{other, "is that of another feed (give the one with this ID)"},
		{strings.Replace(own, "LAST-MODIFIED:1970", "LAST-MODIFIED:X970", 1), `line 7: LAST-MODIFIED "X9700101T000000Z" is no time in UTC` + again},
		{strings.Replace(own, "END:VTIMEZONE", "END:VEVENT", 1), `line 18: END:VEVENT where END:VTIMEZONE should be` + again},
		{strings.Replace(own, "VERSION:2.0", "VERSION:\x002.0", 1), `line 2: a control character` + again},
		{"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSEQUENCE:-1\r\n", `line 3: SEQUENCE "-1" is no number` + again},
		{"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\n", `line 3: VEVENT without a UID` + again},
		{"BEGIN:VCALENDAR\r\n" + strings.Repeat("BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n", 2), `line 7: a second component has the UID 1` + again},
		{"BEGIN:VCALENDAR\r\nBEGIN:A\r\nBEGIN:B\r\nBEGIN:C\r\n", `line 4: "BEGIN:C" too deep within others` + again},
		{strings.Repeat("x", MaxPublished+1), "has 67108865 bytes (67108864 are the limit)"},
	}
	for _, tt := range tests {
		_, err := f.Update([]byte(tt.previous))
		want := `calendar: feed "x": the previous feed ` + tt.want
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if _, err := (Feed{}).Update(nil); err == nil || !strings.Contains(err.Error(), "ID: is empty") {
		t.Errorf("a feed with mistakes: %v", err)
	}
}

// Whatever was published, nothing panics and the result can be written.
func FuzzUpdate(f *testing.F) {
	stamp := time.Unix(1_790_000_000, 0)
	feed := Feed{ID: "x", Stamp: stamp, CancelRemoved: true, Events: []Event{{Source: "s", Span: availability.UnixSpan(0, 3600)}}}
	var own strings.Builder
	if err := feed.Encode(&own); err != nil {
		f.Fatal(err)
	}
	f.Add(own.String())
	f.Add(strings.ReplaceAll(own.String(), "UID:6", "UID:7"))
	f.Add(strings.ReplaceAll(own.String(), "DTSTART:", "DTSTART;TZID=Europe/Berlin:"))
	f.Fuzz(func(t *testing.T, previous string) {
		next, err := feed.Update([]byte(previous))
		if err != nil {
			return
		}
		text := encode(t, next)
		if _, err := next.Update([]byte(text)); err != nil {
			t.Errorf("what Update made cannot be updated: %v", err)
		}
	})
}

// The stamp of the feed rises with whatever changes in the file, and with nothing else.
func TestTheStampOfTheFeed(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	feed := func(stamp string) Feed {
		return Feed{ID: "x", Name: "Team", Stamp: instant(t, stamp), Events: []Event{
			{Source: "a", Span: span(t, "2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z"), Title: "A"},
			{Source: "b", Span: span(t, "2026-03-03T08:00:00Z", "2026-03-03T09:00:00Z"), Title: "B"},
		}}
	}
	const before, after = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"
	first := updated(t, feed(before), "")
	changes := map[string]func(*Feed){
		"nothing":  func(*Feed) {},
		"name":     func(f *Feed) { f.Name = "x" },
		"color":    func(f *Feed) { f.Color = "red" },
		"refresh":  func(f *Feed) { f.Refresh = time.Hour },
		"an event": func(f *Feed) { f.Events[0].Title = "x" },
		"one less": func(f *Feed) { f.Events = f.Events[:1] },
		"one more": func(f *Feed) { f.Events = append(f.Events, Event{Source: "c", Span: f.Events[0].Span}) },
		"a zone":   func(f *Feed) { f.Events[0].Zone = berlin },
	}
	for what, change := range changes {
		for _, stamp := range []string{after, before, "2020-01-01T00:00:00Z"} {
			f := feed(stamp)
			change(&f)
			next, err := f.Update([]byte(first))
			if err != nil {
				t.Fatal(err)
			}
			want := instant(t, before)
			switch {
			case what != "nothing" && stamp == after:
				want = instant(t, after)
			case what != "nothing": // a stamp that is not later is no reason not to be seen
				want = want.Add(time.Second)
			}
			if !next.Stamp.Equal(want) {
				t.Errorf("%s, with the stamp %s: got %s, want %s", what, stamp, next.Stamp, want)
			}
		}
	}
	// A feed that was published without revisions gets them, and that is seen.
	next, err := feed(before).Update([]byte(encode(t, feed(before))))
	if err != nil {
		t.Fatal(err)
	}
	if want := instant(t, before).Add(time.Second); !next.Stamp.Equal(want) {
		t.Errorf("with the first revisions: got %s, want %s", next.Stamp, want)
	}
}

// The zone of a cancelled event is right for it, also if others need it for later only.
func TestTheZoneOfACancelledEvent(t *testing.T) {
	morocco := zone(t, "Africa/Casablanca")
	f := Feed{ID: "x", Stamp: instant(t, "2026-01-01T00:00:00Z"), CancelRemoved: true, Events: []Event{
		{Source: "a", Zone: morocco, Span: span(t, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z")},
		{Source: "b", Zone: morocco, Span: span(t, "2034-03-02T09:00:00Z", "2034-03-02T10:00:00Z")},
	}}
	first := updated(t, f, "")
	f.Events = f.Events[1:]
	text := updated(t, f, first)
	if !strings.Contains(text, "STATUS:CANCELLED") {
		t.Fatal("nothing is cancelled")
	}
	onsets := onsetsOf(t, readCalendar(t, text).children[0])
	at := instant(t, "2026-03-02T09:00:00Z")
	if o, ok := inForce(onsets, at.Unix()); !ok || o.to != morocco.Offset(at).Seconds {
		t.Errorf("the offset is %v, want %v", o, morocco.Offset(at))
	}
}

// A step is a change of a zone's clocks: from an instant on, so many hours east of UTC.
type step struct {
	at    string
	hours int
}

// zoneOf makes a zone of steps, by way of a TZif file (RFC 9636).
func zoneOf(t *testing.T, name string, steps ...step) *availability.Zone {
	t.Helper()
	n := uint32(len(steps))
	data := append([]byte("TZif"), make([]byte, 16)...) // version 1
	for _, count := range []uint32{0, 0, 0, n, n + 1, 4} {
		data = binary.BigEndian.AppendUint32(data, count)
	}
	for _, s := range steps {
		data = binary.BigEndian.AppendUint32(data, uint32(instant(t, s.at).Unix()))
	}
	for i := range steps {
		data = append(data, byte(i+1))
	}
	data = append(data, make([]byte, 6)...) // UTC before the first
	for _, s := range steps {
		data = append(binary.BigEndian.AppendUint32(data, uint32(s.hours*3600)), 0, 0)
	}
	loc, err := time.LoadLocationFromTZData(name, append(data, "ABC\x00"...))
	if err != nil {
		t.Fatal(err)
	}
	return availability.NewZone(name, loc)
}

// An event changes with the clocks that it is read on, and not with those of other years.
func TestUpdateComparesTheClocksOfAnEvent(t *testing.T) {
	base := []step{{"2010-03-01T00:00:00Z", 1}, {"2020-03-01T00:00:00Z", 2}, {"2026-06-01T00:00:00Z", 1}, {"2030-03-01T00:00:00Z", 3}}
	with := func(i int, s step) []step {
		list := slices.Clone(base)
		list[i] = s
		return list
	}
	feed := func(steps []step) Feed {
		return Feed{ID: "x", Stamp: instant(t, "2026-01-01T00:00:00Z"), Events: []Event{{
			Source: "s", Title: "x", Zone: zoneOf(t, "Nowhere/Here", steps...),
			Span: span(t, "2026-03-02T07:00:00Z", "2026-03-02T08:00:00Z"), Rule: "FREQ=WEEKLY;UNTIL=20260901T080000Z",
		}, { // which needs the zone for longer
			Source: "later", Title: "y", Zone: zoneOf(t, "Nowhere/Here", steps...), Span: span(t, "2031-03-02T07:00:00Z", "2031-03-02T08:00:00Z"),
		}}}
	}
	first := updated(t, feed(base), "")
	for _, tt := range []struct {
		what  string
		steps []step
		rises bool
	}{
		{"nothing", base, false},
		{"the offset years before, which another has replaced", with(0, step{"2011-03-01T00:00:00Z", 5}), true}, // FROM of the next is another
		{"the offset in force", with(1, step{"2020-03-01T00:00:00Z", 4}), true},
		{"since when it is in force", with(1, step{"2021-03-01T00:00:00Z", 2}), true},
		{"the change during the event", with(2, step{"2026-06-08T00:00:00Z", 1}), true},
		{"a change after the event", with(3, step{"2029-03-01T00:00:00Z", 3}), false},
		{"a change soon after the event", append(slices.Clone(base[:3]), step{"2026-10-01T00:00:00Z", 2}, base[3]), false},
	} {
		r := revisions(t, updated(t, feed(tt.steps), first))[uidOf(Feed{ID: "x"}, "s")]
		if rises := r.Sequence > 0; rises != tt.rises {
			t.Errorf("%s: rises %v, want %v", tt.what, rises, tt.rises)
		}
	}
}

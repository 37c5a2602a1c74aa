package calendar_test

import (
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/calendar"
)

// ada is in Berlin, and away for two days in March.
func ada() *availability.Schedule {
	s, err := availability.Person{
		Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:30",
		Leave: []availability.TimeOff{{First: date.New(2026, time.March, 19), Last: date.New(2026, time.March, 20), Label: "Moving house"}},
	}.Compile()
	if err != nil {
		log.Fatal(err)
	}
	return s
}

// spring is six weeks, with the DST changes of New York and of Berlin.
var spring = availability.Between(
	time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC),
	time.Date(2026, time.April, 13, 0, 0, 0, 0, time.UTC))

// show prints some of the lines of a feed.
func show(f calendar.Feed, properties ...string) {
	f.ID = "example"
	if f.Stamp.IsZero() {
		f.Stamp = spring.Start()
	}
	var b strings.Builder
	if err := f.Encode(&b); err != nil {
		log.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(b.String(), "\r\n ", ""), "\r\n") {
		for _, p := range properties {
			if strings.HasPrefix(line, p+":") || strings.HasPrefix(line, p+";") {
				fmt.Println(line)
			}
		}
	}
}

// A person's hours are a rule on their own clock, with an exception for each day of leave.
func ExampleDiary() {
	diary := calendar.Diary{Schedule: ada()}
	show(calendar.Feed{Events: diary.Events(spring)}, "TZID", "SUMMARY", "DTSTART;TZID=Europe/Berlin", "DTEND", "RRULE", "EXDATE", "TRANSP")
	// Output:
	// TZID:Europe/Berlin
	// RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
	// RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
	// DTSTART;TZID=Europe/Berlin:20260302T090000
	// DTEND;TZID=Europe/Berlin:20260302T173000
	// RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260410T190000Z
	// EXDATE;TZID=Europe/Berlin:20260319T090000
	// EXDATE;TZID=Europe/Berlin:20260320T090000
	// SUMMARY:Ada works
	// TRANSP:TRANSPARENT
}

// Leave is "away", unless the person wants others to know why.
func ExampleDiary_Events() {
	for _, labels := range []bool{false, true} {
		diary := calendar.Diary{Schedule: ada(), States: availability.Leave, Labels: labels}
		for _, e := range diary.Events(spring) {
			fmt.Println(e.Title, e.Span)
		}
	}
	// Output:
	// Ada: away 2026-03-18T23:00:00Z/2026-03-20T23:00:00Z
	// Ada: Moving house 2026-03-18T23:00:00Z/2026-03-20T23:00:00Z
}

// The usual hours, and above them a layer that takes the leave away.
func ExampleDiary_Availabilities() {
	layers := calendar.Diary{Schedule: ada()}.Availabilities(spring)
	for _, a := range layers {
		fmt.Println(a.Priority, a.Title, len(a.Available), a.Span)
	}
	fmt.Println("as computed:", calendar.Open(spring, layers...).Equal(ada().In(spring)))
	// Output:
	// 0 Ada: usual hours 1 2026-03-02T00:00:00Z/2026-04-13T00:00:00Z
	// 1 Ada: away 0 2026-03-19T08:00:00Z/2026-03-20T16:30:00Z
	// as computed: true
}

// Time in which somebody can be asked, on Tuesdays and Thursdays until Easter.
func ExampleAvailability() {
	tuesday := time.Date(2026, time.March, 3, 14, 0, 0, 0, time.UTC)
	show(calendar.Feed{Availabilities: []calendar.Availability{{
		Source: "office hours",
		Span:   spring,
		Title:  "Office hours",
		Available: []calendar.Event{{
			Source: "afternoons",
			Span:   availability.Between(tuesday, tuesday.Add(2*time.Hour)),
			Rule:   "FREQ=WEEKLY;BYDAY=TU,TH",
		}},
	}}}, "BEGIN", "DTSTART", "DTEND", "BUSYTYPE", "RRULE")
	// Output:
	// BEGIN:VCALENDAR
	// BEGIN:VAVAILABILITY
	// DTSTART:20260302T000000Z
	// DTEND:20260413T000000Z
	// BUSYTYPE:BUSY-UNAVAILABLE
	// BEGIN:AVAILABLE
	// DTSTART:20260303T140000Z
	// DTEND:20260303T160000Z
	// RRULE:FREQ=WEEKLY;BYDAY=TU,TH
}

// A layer above another decides in its whole span.
func ExampleOpen() {
	at := func(hour int) time.Time { return spring.Start().Add(time.Duration(hour) * time.Hour) }
	day := calendar.Availability{
		Span:      availability.Between(at(0), at(24)),
		Available: []calendar.Event{{Span: availability.Between(at(9), at(17))}},
	}
	lunch := calendar.Availability{Priority: 1, Span: availability.Between(at(12), at(13))}
	fmt.Println(calendar.Open(spring, day, lunch))
	// Output:
	// 2026-03-02T09:00:00Z/2026-03-02T12:00:00Z
	// 2026-03-02T13:00:00Z/2026-03-02T17:00:00Z
}

func ExampleFreeBusy() {
	monday := spring.Start()
	fb := calendar.Diary{Schedule: ada()}.FreeBusy(availability.Between(monday, monday.AddDate(0, 0, 1)))
	show(calendar.Feed{
		Organizer: calendar.Organizer{Name: "Ada", Address: "ada@example.com"},
		FreeBusy:  []calendar.FreeBusy{fb},
	}, "ORGANIZER", "DTSTART", "DTEND", "FREEBUSY")
	// Output:
	// ORGANIZER;CN="Ada":mailto:ada@example.com
	// DTSTART:20260302T000000Z
	// DTEND:20260303T000000Z
	// FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260302T000000Z/20260302T080000Z
	// FREEBUSY;FBTYPE=FREE:20260302T080000Z/20260302T163000Z
	// FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260302T163000Z/20260303T000000Z
}

func ExampleFreeBusyType() {
	for _, t := range []calendar.FreeBusyType{calendar.Free, calendar.Tentative, calendar.Busy, calendar.Unavailable} {
		fmt.Println(t)
	}
	// Output:
	// FREE
	// BUSY-TENTATIVE
	// BUSY
	// BUSY-UNAVAILABLE
}

// Names are quoted, whatever they hold.
func ExampleOrganizer() {
	show(calendar.Feed{
		Organizer: calendar.Organizer{Name: `Ada "the first", Berlin`, Address: "ada@example.com"},
		Events:    []calendar.Event{{Source: "a", Span: spring, Title: "Spring"}},
	}, "ORGANIZER")
	// Output: ORGANIZER;CN="Ada ^'the first^', Berlin":mailto:ada@example.com
}

// When Ada and Bo overlap, written on the clock that needs the fewest events. For three weeks
// New York's clocks are an hour nearer, and so there are two series.
func ExampleWeekly() {
	bo, err := availability.Person{Name: "Bo", Zone: "America/New_York", Hours: "Mo-Fr 08:00-16:00"}.Compile()
	if err != nil {
		log.Fatal(err)
	}
	common := ada().In(spring).Intersect(bo.In(spring))
	events := calendar.Weekly(calendar.Event{
		Source:     "overlap",
		Title:      "Ada and Bo",
		LocalTimes: []*availability.Schedule{ada(), bo},
	}, common, ada().ZoneAt, bo.ZoneAt)
	for _, e := range events {
		fmt.Println(e.Zone.Name(), e.Span, e.Rule, "without", len(e.Except))
	}
	show(calendar.Feed{Events: events}, "DESCRIPTION")
	// Output:
	// Europe/Berlin 2026-03-02T13:00:00Z/2026-03-02T16:30:00Z FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260411T000000Z without 15
	// Europe/Berlin 2026-03-09T12:00:00Z/2026-03-09T16:30:00Z FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260328T000000Z without 2
	// DESCRIPTION:Ada: 14:00–17:30 (Europe/Berlin)\nBo: 08:00–11:30 (America/New_York)
	// DESCRIPTION:Ada: 13:00–17:30 (Europe/Berlin)\nBo: 08:00–12:30 (America/New_York)
}

// Somebody's own zone at each instant, or that of a place.
func ExampleClock() {
	tokyo, err := availability.LoadZone("Asia/Tokyo")
	if err != nil {
		log.Fatal(err)
	}
	for _, clock := range []calendar.Clock{ada().ZoneAt, calendar.ClockIn(tokyo)} {
		fmt.Println(clock(spring.Start()).Name())
	}
	// Output:
	// Europe/Berlin
	// Asia/Tokyo
}

func ExampleClockIn() {
	tokyo, err := availability.LoadZone("Asia/Tokyo")
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range calendar.Weekly(calendar.Event{Source: "hours"}, ada().In(spring), calendar.ClockIn(tokyo)) {
		fmt.Println(e.Source, "without", len(e.Except))
	}
	// Output:
	// hours/Asia/Tokyo 17:00 8h30m without 2
	// hours/Asia/Tokyo 16:00 8h30m without 0
}

// A stand-up on Tuesdays and Thursdays for ever, less a day off.
func ExampleSeries() {
	berlin, err := availability.LoadZone("Europe/Berlin")
	if err != nil {
		log.Fatal(err)
	}
	start, err := availability.ParseCivil("2026-03-03T09:30")
	if err != nil {
		log.Fatal(err)
	}
	events, err := calendar.Series(
		calendar.Event{Source: "stand-up", Title: "Stand-up", Zone: berlin, Show: calendar.Busy},
		availability.RecurrenceParts{Start: start, Rule: "FREQ=WEEKLY;BYDAY=TU,TH", ExceptDays: []date.Date{date.New(2026, time.March, 19)}},
		15*time.Minute, spring)
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range events {
		fmt.Println(e.Source, e.Span, e.Rule, "without", e.Except)
	}
	// Output: stand-up 2026-03-03T08:30:00Z/2026-03-03T08:45:00Z FREQ=WEEKLY;BYDAY=TU,TH without [2026-03-19T09:30]
}

// A shift through the night, in the night in which clocks change: the rule leaves it out, and it is
// an event of its own, an hour shorter.
func ExampleEvent_Occurrences() {
	nights, err := availability.Person{Name: "Bo", Zone: "Europe/Berlin", Hours: "Fr-Su 22:00-06:00"}.Compile()
	if err != nil {
		log.Fatal(err)
	}
	late := availability.Between(spring.Start().AddDate(0, 0, 18), spring.Start().AddDate(0, 0, 32))
	for _, e := range calendar.Weekly(calendar.Event{Source: "nights"}, nights.In(late), nights.ZoneAt) {
		fmt.Println(e.Source, e.Except)
		for span := range e.Occurrences(spring) {
			fmt.Println(" ", span, span.Duration())
		}
	}
	// Output:
	// nights/Europe/Berlin 22:00 8h [2026-03-28T22:00]
	//   2026-03-20T21:00:00Z/2026-03-21T05:00:00Z 8h0m0s
	//   2026-03-21T21:00:00Z/2026-03-22T05:00:00Z 8h0m0s
	//   2026-03-22T21:00:00Z/2026-03-23T05:00:00Z 8h0m0s
	//   2026-03-27T21:00:00Z/2026-03-28T05:00:00Z 8h0m0s
	//   2026-03-29T20:00:00Z/2026-03-30T04:00:00Z 8h0m0s
	// nights/20260328T210000Z []
	//   2026-03-28T21:00:00Z/2026-03-29T04:00:00Z 7h0m0s
}

// A window that stays for a week, whenever it is asked for.
func ExampleWholeWeeks() {
	for day := range 3 {
		now := time.Date(2026, time.March, 7+day, 15, 4, 5, 0, time.UTC)
		fmt.Println(now.Format("Mon 2"), calendar.WholeWeeks(availability.Between(now, now.AddDate(0, 0, 28))))
	}
	// Output:
	// Sat 7 2026-03-02T00:00:00Z/2026-04-06T00:00:00Z
	// Sun 8 2026-03-02T00:00:00Z/2026-04-06T00:00:00Z
	// Mon 9 2026-03-09T00:00:00Z/2026-04-13T00:00:00Z
}

// The program keeps what it published. An event that has changed since is told so, and one that has
// not stays as it was, whatever the time is now.
func ExampleFeed_Update() {
	var published strings.Builder
	for _, day := range []struct {
		now   time.Time
		title string
	}{{spring.Start(), "Retro"}, {spring.Start().Add(24 * time.Hour), "Retro"}, {spring.Start().Add(48 * time.Hour), "Retrospective"}} {
		feed := calendar.Feed{ID: "team", Stamp: day.now, Events: []calendar.Event{
			{Source: "retro", Title: day.title, Span: availability.UnixSpan(1772550000, 1772553600)},
		}}
		feed, err := feed.Update([]byte(published.String()))
		if err != nil {
			log.Fatal(err)
		}
		before := published.String()
		published.Reset()
		if err := feed.Encode(&published); err != nil {
			log.Fatal(err)
		}
		fmt.Println(feed.Events[0].Revision.Sequence, feed.Events[0].Revision.Modified.Format(time.DateOnly), published.String() == before)
	}
	// Output:
	// 0 2026-03-02 false
	// 0 2026-03-02 true
	// 1 2026-03-04 false
}

// A revision that is kept elsewhere, such as in a database.
func ExampleRevision() {
	show(calendar.Feed{Events: []calendar.Event{{
		Source: "retro", Title: "Retro", Span: availability.UnixSpan(1772550000, 1772553600),
		Revision: calendar.Revision{Sequence: 3, Modified: spring.Start()},
	}}}, "DTSTAMP", "SEQUENCE")
	// Output:
	// DTSTAMP:20260302T000000Z
	// SEQUENCE:3
}

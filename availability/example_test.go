package availability_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"

	"github.com/noonmark/noonmark/availability"
)

// ada works in Berlin and is away for Christmas.
func ada() *availability.Schedule {
	s, err := availability.Person{
		Name:  "Ada",
		Zone:  "Europe/Berlin",
		Hours: "Mo-Fr 09:00-17:30",
		Leave: []availability.TimeOff{{First: date.New(2026, 12, 24), Last: date.New(2026, 12, 28)}},
	}.Compile()
	if err != nil {
		log.Fatal(err)
	}
	return s
}

func utc(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, time.UTC)
}

func ExamplePerson() {
	ada := availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:30"}
	text, err := json.Marshal(ada)
	fmt.Println(string(text), err)
	// Output: {"name":"Ada","zone":"Europe/Berlin","hours":"Mo-Fr 09:00-17:30"} <nil>
}

// All mistakes are reported at once.
func ExamplePerson_Compile() {
	_, err := availability.Person{Name: "Bo", Zone: "America/NewYork", Hours: "Mo-Fr 9-17"}.Compile()
	fmt.Println(err)
	// Output:
	// availability: person "Bo": zone: unknown time zone "America/NewYork" (did you mean "America/New_York"?)
	// availability: person "Bo": hours: hours "Mo-Fr 9-17": at character 7: a time is missing: write hours and minutes, such as 09:00
}

func ExampleTeam() {
	team := availability.Team{People: []availability.Person{
		{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:30"},
		{Name: "Bo", Zone: "America/New_York", Hours: "Mo-Th 08:00-18:00"},
	}}
	schedules, err := team.Compile()
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range schedules {
		fmt.Println(s.Name(), "in", s.Zone().Name())
	}
	// Output:
	// Ada in Europe/Berlin
	// Bo in America/New_York
}

func ExampleReadTeam() {
	file := strings.NewReader(`{"people": [
		{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:30", "reply": "1h", "leave": ["2026-12-24/2026-12-28"]},
		{"name": "Bo", "zone": "America/New_York", "hours": "Mo-Th 08:00-18:00"}
	]}`)
	team, err := availability.ReadTeam(file)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range team.People {
		fmt.Println(p.Name, p.Reply, p.Leave)
	}
	// Output:
	// Ada 1h0m0s [2026-12-24/2026-12-28]
	// Bo 0s []
}

func ExampleReadTeam_mistakes() {
	_, err := availability.ReadTeam(strings.NewReader(`{"people": [
		{"name": "Ada", "zone": "Berlin", "hour": "Mo-Fr 09:00-17:30"},
		{"name": "Ada", "zone": "UTC", "hours": "24/7", "leave": ["2026-12-28/2026-12-24"]}
	]}`))
	fmt.Println(err)
	// Output:
	// availability: person "Ada": unknown key "hour" (did you mean "hours"?)
	// availability: person "Ada": zone: unknown time zone "Berlin" (did you mean "Europe/Berlin"?)
	// availability: person "Ada": leave: 2026-12-28/2026-12-24 ends before it starts: write the first day, then the last
	// availability: person "Ada": name: people 1 and 2 have the same name: give each one of their own
}

// An editor can show each mistake beside the field that has it.
func ExampleFieldError() {
	_, err := availability.ReadTeam(strings.NewReader(`{"people": [
		{"name": "Ada", "zone": "Europe/Berlin", "hours": "9 to 5", "reply": "soon"}
	]}`))
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		for _, err := range all.Unwrap() {
			var mistake *availability.FieldError
			if errors.As(err, &mistake) {
				fmt.Println("person", mistake.Place, mistake.Person, mistake.Field)
			}
		}
	}
	// Output:
	// person 1 Ada reply
	// person 1 Ada hours
}

// A program can react to a kind of mistake.
func ExampleZoneError() {
	_, err := availability.Person{Name: "Bo", Zone: "Europe/Lodnon", Hours: "24/7"}.Compile()
	var unknown *availability.ZoneError
	if errors.As(err, &unknown) {
		fmt.Println("try", unknown.Nearest, "for", unknown.Name)
	}
	// Output: try Europe/London for Europe/Lodnon
}

// Berlin changes its clocks on Sunday, 29 March 2026. Nine o'clock stays nine o'clock
// there.
func ExampleSchedule_In() {
	w := availability.Between(utc(time.March, 27, 0, 0), utc(time.March, 31, 0, 0))
	for span := range ada().In(w).All() {
		fmt.Println(span)
	}
	// Output:
	// 2026-03-27T08:00:00Z/2026-03-27T16:30:00Z
	// 2026-03-30T07:00:00Z/2026-03-30T15:30:00Z
}

func ExampleSchedule_Next() {
	if next, ok := ada().Next(utc(time.December, 23, 20, 0)); ok {
		fmt.Println(next)
	}
	// Output: 2026-12-29T08:00:00Z/2026-12-29T16:30:00Z
}

func ExampleSchedule_After() {
	days := 0
	for span := range ada().After(utc(time.December, 23, 0, 0)) {
		fmt.Println(span.Start().Format("2 January"))
		if days++; days == 3 {
			break
		}
	}
	// Output:
	// 23 December
	// 29 December
	// 30 December
}

func ExampleSchedule_AddWork() {
	friday := utc(time.March, 27, 15, 30) // an hour before the end of Ada's week
	done, _ := ada().AddWork(friday, 4*time.Hour)
	fmt.Println("done:", done.Format("Mon 15:04"))
	start, _ := ada().AddWork(done, -4*time.Hour)
	fmt.Println("latest start:", start.Format("Mon 15:04"))
	// Output:
	// done: Mon 10:00
	// latest start: Fri 15:30
}

func ExampleSchedule_WorkBetween() {
	fmt.Println(ada().WorkBetween(utc(time.March, 1, 0, 0), utc(time.April, 1, 0, 0)))
	// Output: 187h0m0s
}

func ExampleParseTimeOff() {
	leave, err := availability.ParseTimeOff("2026-12-24/2026-12-28")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(int(leave.Last-leave.First)+1, "days")
	// Output: 5 days
}

func ExampleLoadZone() {
	berlin, err := availability.LoadZone("Europe/Berlin")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(berlin.Offset(utc(time.July, 1, 0, 0)))
	_, err = availability.LoadZone("Berlin")
	fmt.Println(err)
	// Output:
	// UTC+02:00
	// availability: unknown time zone "Berlin" (did you mean "Europe/Berlin"?)
}

func ExampleZone_Offset() {
	dublin, err := availability.LoadZone("Europe/Dublin")
	if err != nil {
		log.Fatal(err)
	}
	for _, month := range []time.Month{time.January, time.July} {
		o := dublin.Offset(utc(month, 1, 0, 0))
		fmt.Println(month, o, o.Abbreviation, "DST:", o.DST)
	}
	// Output:
	// January UTC+00:00 GMT DST: true
	// July UTC+01:00 IST DST: false
}

func ExampleZone_Transitions() {
	berlin, err := availability.LoadZone("Europe/Berlin")
	if err != nil {
		log.Fatal(err)
	}
	year := availability.Between(utc(time.January, 1, 0, 0), utc(time.December, 31, 0, 0))
	for t := range berlin.Transitions(year) {
		fmt.Println(t.At.Format(time.RFC3339), t.Before.Abbreviation, "to", t.After.Abbreviation, t.After)
	}
	// Output:
	// 2026-03-29T01:00:00Z CET to CEST UTC+02:00
	// 2026-10-25T01:00:00Z CEST to CET UTC+01:00
}

// The last second of a day in UTC is in the next day in Kathmandu.
func ExampleZone_Civil() {
	kathmandu, err := availability.LoadZone("Asia/Kathmandu")
	if err != nil {
		log.Fatal(err)
	}
	day, clock := kathmandu.Civil(time.Date(2026, time.March, 1, 23, 59, 59, 0, time.UTC))
	fmt.Println(day, clock.HhMmSs())
	// Output: 2026-03-02 05:44:59
}

// On 29 March 2026 Berlin's clocks go from 02:00 to 03:00, on 25 October back
// from 03:00 to 02:00.
func ExampleZone_Instant() {
	berlin, err := availability.LoadZone("Europe/Berlin")
	if err != nil {
		log.Fatal(err)
	}
	halfPastTwo := 2*clock.Hour + 30*clock.Minute
	skipped := berlin.Instant(date.New(2026, time.March, 29), halfPastTwo)
	_, shown := berlin.Civil(skipped)
	fmt.Println("in the gap:", skipped.Format("15:04 UTC,"), "when clocks show", shown.HhMm())
	first := berlin.Instant(date.New(2026, time.October, 25), halfPastTwo)
	fmt.Println("in the fold:", first.Format("15:04 UTC,"), "the first of the two")
	// Output:
	// in the gap: 01:30 UTC, when clocks show 03:30
	// in the fold: 00:30 UTC, the first of the two
}

func ExampleCalendar() {
	always, err := availability.Person{Name: "Bot", Zone: "UTC", Hours: "24/7"}.Compile()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(always.In(availability.UnixSpan(-1<<60, 1<<60)).At(0) == availability.Calendar())
	// Output: true
}

func ExampleZone_When() {
	berlin, err := availability.LoadZone("Europe/Berlin")
	if err != nil {
		log.Fatal(err)
	}
	night, err := availability.ParseHours("22:00-07:00")
	if err != nil {
		log.Fatal(err)
	}
	// The clocks go forward in this night.
	w := availability.Between(time.Date(2026, 3, 28, 12, 0, 0, 0, time.UTC), time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC))
	fmt.Println(berlin.When(w, night), berlin.When(w, night).Duration())
	// Output: 2026-03-28T21:00:00Z/2026-03-29T05:00:00Z 8h0m0s
}

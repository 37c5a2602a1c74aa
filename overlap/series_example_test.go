package overlap_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// theSeason is the season of the examples.
var theSeason = availability.Between(
	time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
	time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))

// weeklyHour returns the best weekly hours of Ada in Berlin, who has no time before 15:00, and Bo
// in New York, who has none after 10:00, but for an hour if need be.
func weeklyHour() overlap.SeriesResult {
	team := availability.Team{People: []availability.Person{
		{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 15:00-20:00", Holidays: []string{"2026-05-25", "2026-12-21/2026-12-31"}},
		{Name: "Bo", Zone: "America/New_York", Hours: "Mo-Fr 07:00-10:00", Stretch: "Mo-Fr 10:00-11:00"},
	}}
	people, err := team.Compile()
	if err != nil {
		log.Fatal(err)
	}
	result, err := overlap.Series(context.Background(), overlap.SeriesRequest{
		Meeting: overlap.Meeting{
			Duration: time.Hour,
			People:   []overlap.Attendee{{Schedule: people[0]}, {Schedule: people[1]}},
			Grid:     time.Hour,
		},
		Season: theSeason,
		Rules:  []string{"FREQ=WEEKLY;BYDAY=MO"},
	})
	if err != nil {
		log.Fatal(err)
	}
	return result
}

// At 15:00 in Berlin it is 09:00 in New York, and in the four weeks in which only one of them is on
// summer time it is 10:00. Anchored to New York, Ada would have to come at 14:00 then.
func ExampleSeries() {
	result := weeklyHour()
	for _, o := range result.Options[:2] {
		fmt.Println(o)
		fmt.Printf("  %d of %d take place, %d suit both, at a cost of %v\n", o.Held, o.Occurrences, o.Suits, o.Cost)
	}
	fmt.Println(result.Tried, "tried")
	// Output:
	// FREQ=WEEKLY;BYDAY=MO from 2026-01-05T15:00 Europe/Berlin
	//   49 of 52 take place, 49 suit both, at a cost of 4h0m0s
	// FREQ=WEEKLY;BYDAY=MO from 2026-01-05T10:00 America/New_York
	//   49 of 52 take place, 49 suit both, at a cost of 49h0m0s
	// 48 tried
}

// A rule that would not do is refused with a way out.
func ExampleSeriesRequest() {
	ada, _, _ := team()
	_, err := overlap.Series(context.Background(), overlap.SeriesRequest{
		Meeting: overlap.Meeting{Duration: time.Hour, People: []overlap.Attendee{{Schedule: ada}}},
		Season:  theSeason,
		Rules:   append(overlap.Fortnightly(), "FREQ=WEEKLY"),
	})
	var wrong *overlap.RequestError
	fmt.Println(errors.As(err, &wrong), err)
	// Output: true overlap: request: Rules[7]: does not name its days: add them, such as BYDAY=TU
}

func ExampleWeekly() {
	fmt.Println(overlap.Weekly()[0])
	fmt.Println(overlap.Fortnightly()[0])
	fmt.Println(overlap.Monthly()[0], "to", overlap.Monthly()[34])
	// Output:
	// FREQ=WEEKLY;BYDAY=MO
	// FREQ=WEEKLY;INTERVAL=2;BYDAY=MO
	// FREQ=MONTHLY;BYDAY=1MO to FREQ=MONTHLY;BYDAY=-1SU
}

// What the series is as DTSTART, RRULE and EXDATE.
func ExampleSeriesOption_Recurrence() {
	best := weeklyHour().Options[0]
	parts := best.Recurrence()
	fmt.Printf("DTSTART;TZID=%s: %v\n", best.Anchor.Name(), parts.Start)
	fmt.Println("RRULE:", parts.Rule)
	fmt.Println("EXDATE:", parts.Except)

	// Expanded, these are the meetings that take place.
	r, err := availability.NewRecurrence(parts)
	if err != nil {
		log.Fatal(err)
	}
	for c := range r.Times(parts.Start, availability.Civil{Date: parts.Start.Date + 14}) {
		fmt.Println(c, "is", best.Anchor.Instant(c.Date, c.Clock).Format(time.RFC3339))
	}
	// Output:
	// DTSTART;TZID=Europe/Berlin: 2026-01-05T15:00
	// RRULE: FREQ=WEEKLY;BYDAY=MO;COUNT=52
	// EXDATE: [2026-05-25T15:00 2026-12-21T15:00 2026-12-28T15:00]
	// 2026-01-05T15:00 is 2026-01-05T14:00:00Z
	// 2026-01-12T15:00 is 2026-01-12T14:00:00Z
}

func ExampleSeriesOption_Meetings() {
	for meeting := range weeklyHour().Options[0].Meetings() {
		fmt.Println("first:", meeting)
		break
	}
	// Output: first: 2026-01-05T14:00:00Z/2026-01-05T15:00:00Z
}

// What a series is to each.
func ExampleSeriesPerson() {
	for i, p := range weeklyHour().Options[0].People {
		fmt.Printf("%d comes %d times, for %v at a cost of %v, usually at %.5s\n", i, p.Comes, p.Burden.Inside+p.Burden.Stretch, p.Cost, p.Usual.Clock)
	}
	// Output:
	// 0 comes 49 times, for 49h0m0s at a cost of 0s, usually at 15:00
	// 1 comes 49 times, for 49h0m0s at a cost of 4h0m0s, usually at 09:00
}

func ExampleSeriesWorst() {
	for i, p := range weeklyHour().Options[0].People {
		fmt.Println(i, "at", p.Worst.Start, "absent:", p.Worst.Absent, "stretch:", p.Worst.Burden.Stretch)
	}
	// Output:
	// 0 at 2026-05-25T15:00 absent: true stretch: 0s
	// 1 at 2026-03-09T10:00 absent: false stretch: 1h0m0s
}

// Which weeks break, and why.
func ExampleBreak() {
	for _, b := range weeklyHour().Options[0].Breaks {
		fmt.Println(b.Start, "skipped:", b.Skipped)
		for _, t := range b.Troubles {
			fmt.Printf("  %d at %v: %v\n", t.Person, t.Start, t)
		}
	}
	// Output:
	// 2026-03-09T15:00 skipped: false
	//   1 at 2026-03-09T10:00: DST skew: 1h more
	// 2026-03-16T15:00 skipped: false
	//   1 at 2026-03-16T10:00: DST skew: 1h more
	// 2026-03-23T15:00 skipped: false
	//   1 at 2026-03-23T10:00: DST skew: 1h more
	// 2026-05-25T15:00 skipped: true
	//   0 at 2026-05-25T15:00: holiday
	// 2026-10-26T15:00 skipped: false
	//   1 at 2026-10-26T10:00: DST skew: 1h more
	// 2026-12-21T15:00 skipped: true
	//   0 at 2026-12-21T15:00: holiday
	// 2026-12-28T15:00 skipped: true
	//   0 at 2026-12-28T15:00: holiday
}

func ExampleTrouble() {
	t := overlap.Trouble{Absent: true, Why: overlap.Obstacle{Kind: overlap.InState, State: availability.OffHours}}
	fmt.Println(t)
	t.Skew = overlap.DSTSkew
	fmt.Println(t)
	// Output:
	// off hours
	// DST skew: off hours
}

func ExampleClockSkew() {
	fmt.Println(overlap.NoSkew, overlap.DSTSkew, overlap.MoveSkew)
	// Output: no skew DST skew move
}

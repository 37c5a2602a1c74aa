package overlap_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// San Francisco, London and Sydney never work at the same time. Who stays up, in six
// weeks?
func ExampleRotate() {
	team := availability.Team{People: []availability.Person{
		{Name: "Ana", Zone: "America/Los_Angeles", Hours: "Mo-Fr 09:00-17:00", Stretch: "Mo-Fr 07:00-22:00"},
		{Name: "Ben", Zone: "Europe/London", Hours: "Mo-Fr 09:00-17:00", Stretch: "Mo-Fr 07:00-22:00"},
		{Name: "Cy", Zone: "Australia/Sydney", Hours: "Mo-Fr 09:00-17:00", Stretch: "Mo-Fr 07:00-22:00"},
	}}
	people, err := team.Compile()
	if err != nil {
		log.Fatal(err)
	}
	season := availability.Between(
		time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2026, 7, 13, 0, 0, 0, 0, time.UTC))
	request := overlap.RotateRequest{
		Meeting:     overlap.Meeting{Duration: time.Hour, Grid: 30 * time.Minute},
		Occurrences: overlap.Weeks(nil, season, time.Monday),
		Ledger:      map[string]time.Duration{"Cy": 10 * time.Hour}, // Cy has had a night already
	}
	for _, p := range people {
		request.People = append(request.People, overlap.Attendee{Schedule: p})
	}
	plan, err := overlap.Rotate(context.Background(), request)
	if err != nil {
		log.Fatal(err)
	}
	for _, t := range plan.Turns {
		fmt.Print(t.Span.Start().Format("2 Jan 15:04"), " ")
		for i, s := range t.Attendances {
			fmt.Print(" ", people[i], " ", s.Cost)
		}
		fmt.Println()
	}
	fmt.Println(plan.Ledger)
	fmt.Println("largest", plan.Largest, "of at least", plan.Bound, "exact", plan.Exact)
	// Output:
	// 1 Jun 06:00  Ana 10h0m0s Ben 1h0m0s Cy 0s
	// 8 Jun 08:00  Ana 10h0m0s Ben 0s Cy 1h0m0s
	// 15 Jun 14:00  Ana 1h0m0s Ben 0s Cy 10h0m0s
	// 22 Jun 20:30  Ana 0s Ben 5h30m0s Cy 5h30m0s
	// 29 Jun 23:00  Ana 0s Ben 10h0m0s Cy 0s
	// 6 Jul 23:00  Ana 0s Ben 10h0m0s Cy 0s
	// map[Ana:21h0m0s Ben:26h30m0s Cy:26h30m0s]
	// largest 26h30m0s of at least 26h30m0s exact true
}

func ExampleDays() {
	zone, err := availability.LoadZone("Europe/Berlin")
	if err != nil {
		log.Fatal(err)
	}
	march := availability.Between(
		time.Date(2026, 3, 20, 0, 0, 0, 0, time.UTC),
		time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC))
	for _, d := range overlap.Days(zone, march, time.Saturday, time.Sunday) {
		fmt.Println(d, d.Duration())
	}
	// Output:
	// 2026-03-20T23:00:00Z/2026-03-21T23:00:00Z 24h0m0s
	// 2026-03-21T23:00:00Z/2026-03-22T23:00:00Z 24h0m0s
	// 2026-03-27T23:00:00Z/2026-03-28T23:00:00Z 24h0m0s
	// 2026-03-28T23:00:00Z/2026-03-29T22:00:00Z 23h0m0s
}

func ExampleWeeks() {
	zone, err := availability.LoadZone("America/New_York")
	if err != nil {
		log.Fatal(err)
	}
	march := availability.Between(
		time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC))
	for _, w := range overlap.Weeks(zone, march, time.Monday) {
		fmt.Println(w, w.Duration())
	}
	// Output:
	// 2026-03-02T05:00:00Z/2026-03-09T04:00:00Z 167h0m0s
	// 2026-03-09T04:00:00Z/2026-03-16T04:00:00Z 168h0m0s
	// 2026-03-16T04:00:00Z/2026-03-23T04:00:00Z 168h0m0s
	// 2026-03-23T04:00:00Z/2026-03-30T04:00:00Z 168h0m0s
}

// fortnight asks Ada, Bo and Chi for an hour on each of two Tuesdays.
func fortnight() overlap.RotateRequest {
	ada, bo, chi := team()
	return overlap.RotateRequest{
		Meeting: overlap.Meeting{
			Duration: time.Hour,
			People:   []overlap.Attendee{{Schedule: ada}, {Schedule: bo}, {Schedule: chi}},
		},
		Occurrences: overlap.Days(nil, availability.Between(
			time.Date(2026, 3, 9, 0, 0, 0, 0, time.UTC),
			time.Date(2026, 3, 23, 0, 0, 0, 0, time.UTC)), time.Tuesday),
	}
}

// A search that may last is given a deadline, and shows how far it is.
func ExampleRotateRequest() {
	request := fortnight()
	request.Progress = func(done, total int) {
		if done == total {
			fmt.Println("done")
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	plan, err := overlap.Rotate(ctx, request)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(plan.Ledger, plan.Exact)
	// Output:
	// done
	// map[Ada:0s Bo:3h0m0s Chi:3h0m0s] true
}

func ExampleTurn_attendances() {
	plan, err := overlap.Rotate(context.Background(), fortnight())
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range plan.Turns[0].Attendances {
		fmt.Println(s.Start, "inside", s.Burden.Inside, "outside", s.Burden.Outside)
	}
	// Output:
	// 2026-03-10T12:00 inside 1h0m0s outside 0s
	// 2026-03-10T07:00 inside 0s outside 1h0m0s
	// 2026-03-10T16:30 inside 1h0m0s outside 0s
}

func ExampleTurn() {
	request := fortnight()
	plan, err := overlap.Rotate(context.Background(), request)
	if err != nil {
		log.Fatal(err)
	}
	for _, t := range plan.Turns {
		fmt.Println(t.Span)
	}
	// Output:
	// 2026-03-10T11:00:00Z/2026-03-10T12:00:00Z
	// 2026-03-17T13:00:00Z/2026-03-17T14:00:00Z
}

// Within bounds on the wall clock of each, there may be no time at all.
func ExampleTurn_refusal() {
	request := fortnight()
	var err error
	if request.Within, err = availability.ParseHours("12:00-16:00"); err != nil {
		log.Fatal(err)
	}
	plan, err := overlap.Rotate(context.Background(), request)
	if err != nil {
		log.Fatal(err)
	}
	turn := plan.Turns[0]
	fmt.Println(turn.Span.IsEmpty())
	for _, b := range turn.Refusal.Blockers {
		fmt.Println(b.Name, "cannot come at", b.Starts, "of", turn.Refusal.Tried, "starts")
	}
	// Output:
	// true
	// Ada cannot come at 80 of 93 starts
	// Bo cannot come at 80 of 93 starts
	// Chi cannot come at 80 of 93 starts
}

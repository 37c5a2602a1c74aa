package overlap_test

import (
	"context"
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// shiftTeam is two people, six hours apart for most of the year.
func shiftTeam() []*availability.Schedule {
	schedules, err := availability.Team{People: []availability.Person{
		{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00"},
		{Name: "Bo", Zone: "America/New_York", Hours: "Mo-Fr 09:00-17:00"},
	}}.Compile()
	if err != nil {
		panic(err)
	}
	return schedules
}

func juneWeek() availability.Span {
	return availability.Between(time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 6, 8, 0, 0, 0, 0, time.UTC))
}

func ExampleShifts() {
	plan, err := overlap.Shifts(context.Background(), overlap.ShiftRequest{
		Schedules: shiftTeam(),
		Period:    juneWeek(),
		Daily:     3 * time.Hour,
		Most:      []time.Duration{2 * time.Hour},
	})
	fmt.Println(plan.Moves, plan.Total, plan.Reached, err)
	// Output: [30m0s -30m0s] 1h0m0s true <nil>
}

func ExampleShiftRequest() {
	// Bo cannot move. One of them, whoever it is, is to be there for 15 hours of each day.
	request := overlap.ShiftRequest{
		Schedules: shiftTeam(),
		Period:    juneWeek(),
		AtLeast:   1,
		Daily:     15 * time.Hour,
		Most:      []time.Duration{2 * time.Hour, 0},
		Step:      15 * time.Minute,
	}
	plan, err := overlap.Shifts(context.Background(), request)
	fmt.Println(plan.Moves, plan.Reached, err)
	// Output: [-1h0m0s 0s] true <nil>
}

func ExampleShiftPlan() {
	// Six hours together are out of reach if each moves by an hour.
	plan, _ := overlap.Shifts(context.Background(), overlap.ShiftRequest{
		Schedules: shiftTeam(), Period: juneWeek(), Daily: 6 * time.Hour, Most: []time.Duration{time.Hour},
	})
	fmt.Println(plan.Reached, plan.Moves, "is the best:", plan.Exact)
	fmt.Println("missing over", plan.Days, "days:", plan.After.Shortfall, "and never less than", plan.LeastShortfall)
	// Output:
	// false [1h0m0s -1h0m0s] is the best: true
	// missing over 5 days: 10h0m0s and never less than 10h0m0s
}

func ExampleShiftOverlap() {
	plan, _ := overlap.Shifts(context.Background(), overlap.ShiftRequest{
		Schedules: shiftTeam(), Period: juneWeek(), Daily: 3 * time.Hour, Most: []time.Duration{time.Hour},
	})
	fmt.Println("before", plan.Before.Overlap, "with", plan.Before.Shortfall, "missing")
	fmt.Println("after", plan.After.Overlap, "enough on", plan.After.DaysReached, "days")
	// Output:
	// before 10h0m0s with 5h0m0s missing
	// after 15h0m0s enough on 5 days
}

func ExampleShiftMargin() {
	plan, _ := overlap.Shifts(context.Background(), overlap.ShiftRequest{
		Schedules: shiftTeam(), Period: juneWeek(), Daily: 6 * time.Hour, Most: []time.Duration{time.Hour},
	})
	bo := plan.Margins[1]
	fmt.Println("half an hour earlier still:", bo.Earlier.Overlap, "of overlap in a week")
	fmt.Println("half an hour later:", bo.Later.Overlap)
	// Output:
	// half an hour earlier still: 2h30m0s of overlap in a week
	// half an hour later: -2h30m0s
}

func ExampleShiftGain() {
	plan, _ := overlap.Shifts(context.Background(), overlap.ShiftRequest{
		Schedules: shiftTeam(), Period: juneWeek(), Daily: 3 * time.Hour, Most: []time.Duration{time.Hour},
	})
	gain := plan.Margins[0].Later
	fmt.Println(gain.Overlap, "more, of which", gain.Shortfall, "was missing; it breaks", gain.Limit)
	// Output: 2h30m0s more, of which 0s was missing; it breaks no limit
}

func ExampleShiftExclusion() {
	// On Mondays Ada is on call until 22:00, and then has eleven hours of rest.
	call, err := availability.ParseCivil("2026-06-01T20:00")
	if err != nil {
		fmt.Println(err)
		return
	}
	schedules, err := availability.Team{People: []availability.Person{
		{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00", Recurring: []availability.Block{
			{Rule: "FREQ=WEEKLY", Start: call, Length: 2 * time.Hour, State: availability.Busy},
		}},
		{Name: "Chi", Zone: "Asia/Kolkata", Hours: "Mo-Fr 09:00-17:00"},
	}}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := overlap.Shifts(context.Background(), overlap.ShiftRequest{
		Schedules: schedules, Period: juneWeek(), Daily: 5 * time.Hour,
		Most: []time.Duration{30 * time.Minute}, Limits: overlap.EUWorkingTime(),
	})
	for _, e := range plan.Excluded {
		fmt.Printf("%v cannot move by %v: %v\n", schedules[e.Person], e.Move, e.Limit)
	}
	fmt.Println(plan.Moves, plan.Reached, err)
	// Output:
	// Ada cannot move by -30m0s: daily rest
	// [0s 30m0s] true <nil>
}

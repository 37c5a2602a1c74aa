package overlap_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// A call with the other side of the world, at 22:30 in Berlin.
func ExampleLoad() {
	ada, _, _ := team()
	call := time.Date(2026, 3, 10, 21, 30, 0, 0, time.UTC)
	load := overlap.Load(march, ada, availability.NewSet(availability.Between(call, call.Add(time.Hour))), overlap.Limits{})
	fmt.Println(load.Work, "of work and", load.Extra, "beside it, in", load.Nights, "night")
	fmt.Println("the shortest rest is", load.ShortestRest.Duration())
	for _, v := range load.Violations[:1] {
		fmt.Println(v)
	}
	// Output:
	// 42h30m0s of work and 1h0m0s beside it, in 1 night
	// the shortest rest is 9h30m0s
	// 9h30m of rest before Wed 2026-03-11, 1h30m too little
}

func ExampleLimits() {
	ada, bo, _ := team()
	r := overlap.Request{Period: march, Best: 1}
	r.Duration = time.Hour
	r.People = people(ada, bo)
	r.States = availability.AnyState
	r.Within, _ = availability.ParseHours("17:00-24:00") // in Berlin and in New York
	for _, r.Limits.Rest = range []time.Duration{0, 11 * time.Hour} {
		fmt.Println(find(r).Possible)
	}
	// Output:
	// 35
	// 10
}

func ExampleEUWorkingTime() {
	fmt.Printf("%+v\n", overlap.EUWorkingTime())
	// Output: {Rest:11h0m0s Week:48h0m0s Days:6 Unbroken:0s}
}

func ExampleLimit() {
	why := overlap.Obstacle{Kind: overlap.OverLimit, Limit: overlap.DailyRest}
	fmt.Println(why)
	// Output: daily rest
}

func ExampleViolation() {
	ada, _, _ := team()
	sunday := time.Date(2026, 3, 15, 10, 0, 0, 0, time.UTC)
	meetings := availability.NewSet(
		availability.Between(sunday.Add(-24*time.Hour), sunday.Add(-23*time.Hour)),
		availability.Between(sunday, sunday.Add(time.Hour)))
	for _, v := range overlap.Load(march, ada, meetings, overlap.Limits{Days: 6}).Violations {
		fmt.Println(v.Limit, "→", v)
	}
	// Output:
	// free day → 12 days of work in a row from Mon 2026-03-09, 6 too many
}

package overlap_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

var year2026 = availability.Between(
	time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
	time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))

// When does the time that Ada and Bo have together change, and why?
func ExampleSeasons() {
	ada, bo, _ := team()
	for _, r := range overlap.Seasons(year2026, ada, bo) {
		_, last := r.Days(ada.Zone())
		fmt.Println("until", last.Date, r.Week, "a week:", r.Windows[0].Local[0], "for Ada,", r.Windows[0].Local[1], "for Bo")
		for _, c := range r.Causes {
			fmt.Println(" ", c)
		}
	}
	// Output:
	// until 2026-03-08 12h30m0s a week: Mo 15:00-17:30 for Ada, Mo 09:00-11:30 for Bo
	// until 2026-03-29 17h30m0s a week: Mo 14:00-17:30 for Ada, Mo 09:00-12:30 for Bo
	//   Bo's clock goes forward 1h, from EST to EDT
	// until 2026-10-25 12h30m0s a week: Mo 15:00-17:30 for Ada, Mo 09:00-11:30 for Bo
	//   Ada's clock goes forward 1h, from CET to CEST
	// until 2026-11-01 17h30m0s a week: Mo 14:00-17:30 for Ada, Mo 09:00-12:30 for Bo
	//   Ada's clock goes back 1h, from CEST to CET
	// until 2027-01-01 12h30m0s a week: Mo 15:00-17:30 for Ada, Mo 09:00-11:30 for Bo
	//   Bo's clock goes back 1h, from EDT to EST
}

// With other states than Free, ask a crew.
func ExampleCrew_Seasons() {
	ada, _, chi := team()
	crew := overlap.NewCrew(availability.Free|availability.Stretch, ada, chi)
	for _, r := range crew.Seasons(year2026) {
		fmt.Println(r)
	}
	// Output:
	// 2026-01-01T00:00:00Z/2026-03-29T01:00:00Z: 22h30m0s a week
	// 2026-03-29T01:00:00Z/2026-10-25T01:00:00Z: 27h30m0s a week, since Ada's clock goes forward 1h, from CET to CEST
	// 2026-10-25T01:00:00Z/2027-01-01T00:00:00Z: 22h30m0s a week, since Ada's clock goes back 1h, from CEST to CET
}

// A window is on another day for somebody on the other side of the date line.
func ExampleWindow() {
	people := availability.Team{People: []availability.Person{
		{Name: "Gus", Zone: "America/Los_Angeles", Hours: "Fr 09:00-17:00"},
		{Name: "Ivy", Zone: "Australia/Sydney", Hours: "Sa 08:00-12:00"},
	}}
	schedules, _ := people.Compile()
	winter := overlap.Seasons(year2026, schedules...)[0]
	for _, w := range winter.Windows {
		fmt.Println(w.Length, w.Local)
	}
	// Output: 4h0m0s [Fr 13:00-17:00 Sa 08:00-12:00]
}

// Whom does a change of the clocks take by surprise? Those whose clock stays as it is.
func ExampleCause() {
	ada, bo, chi := team()
	people := []*availability.Schedule{ada, bo, chi}
	everybody := overlap.NewCrew(availability.AnyState&^availability.RestDay, people...)
	for _, r := range everybody.Seasons(year2026)[1:2] {
		surprised := map[int]bool{0: true, 1: true, 2: true}
		for _, c := range r.Causes {
			if c.Change == overlap.ClockChange {
				delete(surprised, c.Person)
				fmt.Printf("%s: from UTC%+d to UTC%+d\n", c.Name, c.Before.Seconds/3600, c.After.Seconds/3600)
			}
		}
		for i, s := range people {
			if surprised[i] {
				fmt.Println(s.Name(), "has not changed the clock")
			}
		}
	}
	// Output:
	// Bo: from UTC-5 to UTC-4
	// Ada has not changed the clock
	// Chi has not changed the clock
}

func ExampleChange() {
	fmt.Println(overlap.ClockChange, overlap.Moved, overlap.NewHours)
	// Output: clock change moved new hours
}

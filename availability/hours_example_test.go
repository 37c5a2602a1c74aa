package availability_test

import (
	"fmt"
	"log"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/rickb777/date/v2/clock"
)

func ExampleParseHours() {
	h, err := availability.ParseHours("Mo-Fr 9:00-12:30,13:30-17:30; Fr 09:00-15:00")
	fmt.Println(h, err)
	_, err = availability.ParseHours("Mo-Fr 09:00-sunset")
	fmt.Println(err)
	// Output:
	// Mo-Th 09:00-12:30,13:30-17:30; Fr 09:00-15:00 <nil>
	// availability: hours "Mo-Fr 09:00-sunset": at character 13: sunset moves with the sun, and working hours do not: write a clock time such as 07:00
}

// Seasons, odd weeks, days around Easter, and holidays.
func ExampleParseHours_dates() {
	for _, text := range []string{
		"Mo-Fr 09:00-17:00; Jul-Aug Fr 09:00-13:00; PH off",
		"week 1-53/2 Mo,We 08:00-12:00; week 2-52/2 Tu,Th 13:00-17:00",
		"Mo-Fr 09:00-17:00; easter -2 days-easter +1 day off; Dec 24-Jan 1 off",
		"Mo-Fr 09:00-17:00, Th[1] 18:00-20:00; We 12:00-13:00 off",
	} {
		h, err := availability.ParseHours(text)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(h)
	}
	// Output:
	// Mo-Fr 09:00-17:00; Jul,Aug Fr 09:00-13:00; PH off
	// week 01-53/2 Mo,We 08:00-12:00; week 02-52/2 Tu,Th 13:00-17:00
	// Mo-Fr 09:00-17:00; easter -2 days-easter +1 day off; Dec 24-Jan 01 off
	// Mo-Fr 09:00-17:00, Th[1] 18:00-20:00; We 12:00-13:00 off
}

// Hours print in normal form: days with the same hours together.
func ExampleHours_String() {
	for _, text := range []string{"Mo-We 09:00-17:00; Th,Fr 9:00-12:00,12:00-17:00", "00:00-24:00", "Fr 20:00-26:00"} {
		h, err := availability.ParseHours(text)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(h)
	}
	// Output:
	// Mo-Fr 09:00-17:00
	// 24/7
	// Fr 20:00-02:00
}

// A week from a form or a database, for which no text need be written.
func ExampleWeeklyHours() {
	weekdays := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	h, err := availability.WeeklyHours(
		availability.Shift{Days: weekdays, Start: clock.New(9, 0, 0, 0), End: clock.New(12, 30, 0, 0)},
		availability.Shift{Days: weekdays[:4], Start: clock.New(13, 30, 0, 0), End: clock.New(17, 30, 0, 0)},
	)
	if err != nil {
		log.Fatal(err)
	}
	ada := availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: h.String()}
	fmt.Println(ada.Hours)
	// Output: Mo-Th 09:00-12:30,13:30-17:30; Fr 09:00-12:30
}

// A night shift belongs to the days on which it starts.
func ExampleShift() {
	night := availability.Shift{
		Days:  []time.Weekday{time.Saturday, time.Sunday},
		Start: clock.New(22, 0, 0, 0),
		End:   clock.New(6, 0, 0, 0),
	}
	h, err := availability.WeeklyHours(night)
	fmt.Println(h, err)
	// Output: Sa,Su 22:00-06:00 <nil>
}

package availability_test

import (
	"fmt"
	"log"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

// What a person has noted about their time off, for those whom they would tell.
func ExampleSchedule_Labels() {
	ada, err := availability.Person{
		Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:30",
		Leave: []availability.TimeOff{
			{First: date.New(2026, time.March, 2), Last: date.New(2026, time.March, 4), Label: "Skiing"},
			{First: date.New(2026, time.March, 5), Last: date.New(2026, time.March, 6), Label: "Moving house"},
		},
	}.Compile()
	if err != nil {
		log.Fatal(err)
	}
	march := availability.Between(
		time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2026, time.April, 1, 0, 0, 0, 0, time.UTC))
	for span, label := range ada.Labels(march, availability.Leave) {
		fmt.Println(span, label)
	}
	// Output:
	// 2026-03-01T23:00:00Z/2026-03-04T23:00:00Z Skiing
	// 2026-03-04T23:00:00Z/2026-03-06T23:00:00Z Moving house
}

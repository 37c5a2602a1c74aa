package availability_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/rickb777/date/v2"
)

func ExampleSchedule_WithoutHolidays() {
	ada, err := availability.Person{
		Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00",
		Holidays: []string{"2026-05-01 Tag der Arbeit"},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	asked := time.Date(2026, 4, 30, 14, 0, 0, 0, time.UTC) // Thursday, 16:00 in Berlin
	done, _ := ada.AddWork(asked, 4*time.Hour)
	fmt.Println(done.Format("Mon 2 Jan 15:04"))
	done, _ = ada.WithoutHolidays(date.New(2026, 5, 1)).AddWork(asked, 4*time.Hour)
	fmt.Println(done.Format("Mon 2 Jan 15:04"))
	// Output:
	// Mon 4 May 10:00
	// Fri 1 May 10:00
}

func ExampleHolidays_Without() {
	h := availability.HolidaysOn(
		availability.NamedDay{Date: date.New(2026, 5, 1), Name: "Tag der Arbeit"},
		availability.NamedDay{Date: date.New(2026, 12, 25), Name: "Weihnachten"},
	)
	for _, day := range h.Without(date.New(2026, 5, 1)).Year(2026) {
		fmt.Println(day.Date, day.Name)
	}
	// Output: 2026-12-25 Weihnachten
}

package availability_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
)

func ExampleSchedule_Shifted() {
	ada, err := availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00"}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	berlin, _ := time.LoadLocation("Europe/Berlin")
	monday := time.Date(2026, 3, 2, 0, 0, 0, 0, berlin)
	day := availability.Between(monday, monday.AddDate(0, 0, 1))
	for _, by := range []time.Duration{0, 90 * time.Minute, -time.Hour} {
		sp := ada.Shifted(by).In(day).At(0)
		fmt.Println(by, sp.Start().In(berlin).Format("15:04"), sp.End().In(berlin).Format("15:04"))
	}
	// Output:
	// 0s 09:00 17:00
	// 1h30m0s 10:30 18:30
	// -1h0m0s 08:00 16:00
}

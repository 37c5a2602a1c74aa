package availability_test

import (
	"fmt"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

func ExampleSchedule_Usual() {
	ada, _ := availability.Person{
		Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00",
		Holidays: []string{"2026-05-01"},
		Leave:    []availability.TimeOff{{First: date.New(2026, 4, 27), Last: date.New(2026, 4, 28)}},
	}.Compile()
	week := availability.Between(
		time.Date(2026, 4, 27, 0, 0, 0, 0, time.UTC),
		time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC))
	fmt.Println("this week", ada.In(week).Duration())
	fmt.Println("usually", ada.Usual().In(week).Duration())
	// Output:
	// this week 16h0m0s
	// usually 40h0m0s
}

func ExampleSchedule_Routines() {
	ada, _ := availability.Person{
		Name: "Ada", Zone: "Europe/Berlin", Hours: "Tu,Fr 09:00-17:00; Jul-Aug Fr off",
	}.Compile()
	year := availability.Between(
		time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	for _, r := range ada.Routines(year, availability.Free) {
		fmt.Println(r.Span.Start().Format("2 Jan"), r.Offset, r.WeekSpans())
	}
	// Output:
	// 1 Jan UTC+01:00 [Tu 09:00-17:00 Fr 09:00-17:00]
	// 29 Mar UTC+02:00 [Tu 09:00-17:00 Fr 09:00-17:00]
	// 30 Jun UTC+02:00 [Tu 09:00-17:00]
	// 31 Aug UTC+02:00 [Tu 09:00-17:00 Fr 09:00-17:00]
	// 25 Oct UTC+01:00 [Tu 09:00-17:00 Fr 09:00-17:00]
}

func ExampleWeekSpan() {
	const hour = 60 * 60
	fmt.Println(availability.NewWeekSpan(1, 4*24*hour+9*hour, 8*hour))
	fmt.Println(availability.NewWeekSpan(1, 6*24*hour+22*hour, 8*hour))
	fmt.Println(availability.NewWeekSpan(1, 0, 7*24*hour))
	every2nd := availability.NewWeekSpan(2, 7*24*hour, 2*hour)
	fmt.Println(every2nd, "in week", every2nd.Week)
	// Output:
	// Fr 09:00-17:00
	// Su 22:00-Mo 06:00
	// Mo 00:00-Su 24:00
	// Mo 00:00-02:00 in week 1
}

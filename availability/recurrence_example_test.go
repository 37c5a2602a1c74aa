package availability_test

import (
	"errors"
	"fmt"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

func ExampleNewRecurrence() {
	start, _ := availability.ParseCivil("1998-01-05T09:00")
	standup, err := availability.NewRecurrence(availability.RecurrenceParts{
		Start:      start,
		Rule:       "FREQ=WEEKLY;BYDAY=MO,WE",
		ExceptDays: []date.Date{date.New(2026, 12, 23)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	from, _ := availability.ParseCivil("2026-12-21T00:00")
	to, _ := availability.ParseCivil("2027-01-01T00:00")
	for c := range standup.Times(from, to) {
		fmt.Println(c)
	}
	// Output:
	// 2026-12-21T09:00
	// 2026-12-28T09:00
	// 2026-12-30T09:00
}

func ExampleRecurrenceParts() {
	start, _ := availability.ParseCivil("2026-01-30T18:00")
	extra, _ := availability.ParseCivil("2026-02-06T18:00")
	r, _ := availability.NewRecurrence(availability.RecurrenceParts{
		Start: start,
		Rule:  "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260331",
		Also:  []availability.Civil{extra},
	})
	end, _ := availability.ParseCivil("2027-01-01T00:00")
	for c := range r.Times(start, end) {
		fmt.Println(c)
	}
	// Output:
	// 2026-01-30T18:00
	// 2026-02-06T18:00
	// 2026-02-27T18:00
	// 2026-03-27T18:00
}

func ExampleRecurrenceError() {
	start, _ := availability.ParseCivil("2026-01-30T18:00")
	_, err := availability.NewRecurrence(availability.RecurrenceParts{Start: start, Rule: "FREQ=WEKLY;BYDAY=MO"})
	var mistake *availability.RecurrenceError
	if errors.As(err, &mistake) {
		fmt.Println(mistake.Part)
	}
	fmt.Println(err)
	// Output:
	// FREQ
	// availability: recurrence "FREQ=WEKLY;BYDAY=MO": FREQ: unknown frequency "WEKLY" (did you mean "WEEKLY"?)
}

package availability_test

import (
	"fmt"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

// Holidays that package availability/holidays does not have are a list.
func ExampleHolidaysOn() {
	india := availability.HolidaysOn(
		availability.NamedDay{Date: date.New(2026, time.January, 26), Name: "Republic Day"},
		availability.NamedDay{Date: date.New(2026, time.August, 15), Name: "Independence Day"},
		availability.NamedDay{Date: date.New(2026, time.October, 2), Name: "Gandhi Jayanti"},
	)
	day, ok := india.On(date.New(2026, time.October, 2))
	fmt.Println(day.Name, ok)
	_, ok = india.On(date.New(2026, time.October, 5))
	fmt.Println(ok)
	// Output:
	// Gandhi Jayanti true
	// false
}

// A rule is a function from a year to its days.
func ExampleNewHolidays() {
	founders := availability.NewHolidays(func(year int) []availability.NamedDay {
		if year < 2019 {
			return nil
		}
		return []availability.NamedDay{{Date: date.New(year, time.June, 3), Name: "Founders' Day"}}
	})
	fmt.Println(founders.Year(2018), founders.Year(2026))
	// Output: [] [{2026-06-03 Founders' Day}]
}

// A team has the holidays of its country, and days of its own.
func ExampleHolidays_Union() {
	country := availability.HolidaysOn(availability.NamedDay{Date: date.New(2026, time.December, 25), Name: "Christmas Day"})
	own := availability.HolidaysOn(
		availability.NamedDay{Date: date.New(2026, time.December, 25), Name: "closed"},
		availability.NamedDay{Date: date.New(2026, time.December, 24), Name: "closed"},
	)
	for _, day := range country.Union(own).Year(2026) {
		fmt.Println(day.Date, day.Name)
	}
	// Output:
	// 2026-12-24 closed
	// 2026-12-25 Christmas Day
}

func ExampleNamedDay() {
	day := availability.NamedDay{Date: date.New(2026, time.December, 25), Name: "Christmas Day"}
	fmt.Println(day.Date.Weekday(), day.Name)
	// Output: Friday Christmas Day
}

package holidays_test

import (
	"errors"
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/availability/holidays"
)

func ExampleRegion() {
	bavaria, err := holidays.Region("DE-BY")
	if err != nil {
		log.Fatal(err)
	}
	for _, day := range bavaria.Year(2026)[:4] {
		fmt.Println(day.Date, day.Name)
	}
	_, ok := bavaria.On(date.New(2026, time.November, 1))
	fmt.Println("All Saints' Day:", ok)
	// Output:
	// 2026-01-01 Neujahrstag
	// 2026-01-06 Heilige Drei Könige
	// 2026-04-03 Karfreitag
	// 2026-04-06 Ostermontag
	// All Saints' Day: true
}

// Where a holiday falls on a weekend, the day on which it is observed is one as well,
// even if that is in another year.
func ExampleRegion_observed() {
	us, err := holidays.Region("US")
	if err != nil {
		log.Fatal(err)
	}
	for _, day := range []date.Date{date.New(2021, time.December, 31), date.New(2022, time.January, 1)} {
		n, _ := us.On(day)
		fmt.Println(n.Date, n.Date.Weekday(), n.Name)
	}
	// Output:
	// 2021-12-31 Friday New Year's Day (observed)
	// 2022-01-01 Saturday New Year's Day
}

// A team's own days go with those of its region.
func ExampleRegion_ownDays() {
	sweden, err := holidays.Region("SE")
	if err != nil {
		log.Fatal(err)
	}
	days := sweden.Union(availability.HolidaysOn(
		availability.NamedDay{Date: date.New(2026, time.December, 24), Name: "Julafton"},
	))
	for _, day := range days.Year(2026) {
		if day.Date.Month() == time.December {
			fmt.Println(day.Date, day.Name)
		}
	}
	// Output:
	// 2026-12-24 Julafton
	// 2026-12-25 Juldagen
	// 2026-12-26 Annandag jul
}

func ExampleRegions() {
	codes := slices.Collect(holidays.Regions())
	i := slices.Index(codes, "GB")
	fmt.Println(codes[i : i+5])
	// Output: [GB GB-ENG GB-NIR GB-SCT GB-WLS]
}

func ExampleRegionError() {
	_, err := holidays.Region("UK")
	var unknown *holidays.RegionError
	if errors.As(err, &unknown) {
		fmt.Println(unknown.Nearest)
	}
	fmt.Println(err)
	// Output:
	// GB
	// holidays: unknown region "UK" (did you mean "GB"?)
}

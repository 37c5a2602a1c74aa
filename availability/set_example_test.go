package availability_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// march2 returns the span of the given hours of 2 March 2026, in UTC.
func march2(from, to int) availability.Span {
	return availability.Between(
		time.Date(2026, 3, 2, from, 0, 0, 0, time.UTC),
		time.Date(2026, 3, 2, to, 0, 0, 0, time.UTC))
}

// When is somebody free who works from nine to five, has lunch and a meeting?
func ExampleSet() {
	hours := availability.NewSet(march2(9, 17))
	lunch := availability.NewSet(march2(12, 13))
	meeting := availability.NewSet(march2(13, 14))

	free := hours.Subtract(lunch.Union(meeting))
	for span := range free.All() {
		fmt.Println(span)
	}
	fmt.Println(free.Duration(), "in all")
	// Output:
	// 2026-03-02T09:00:00Z/2026-03-02T12:00:00Z
	// 2026-03-02T14:00:00Z/2026-03-02T17:00:00Z
	// 6h0m0s in all
}

// Spans that overlap or touch become one.
func ExampleNewSet() {
	s := availability.NewSet(march2(15, 17), march2(9, 11), march2(11, 12), march2(16, 18))

	fmt.Println(s)
	// Output:
	// 2026-03-02T09:00:00Z/2026-03-02T12:00:00Z
	// 2026-03-02T15:00:00Z/2026-03-02T18:00:00Z
}

func ExampleSet_Union() {
	ada := availability.NewSet(march2(8, 12))
	bo := availability.NewSet(march2(10, 14), march2(20, 22))

	fmt.Println(ada.Union(bo)) // somebody is there
	// Output:
	// 2026-03-02T08:00:00Z/2026-03-02T14:00:00Z
	// 2026-03-02T20:00:00Z/2026-03-02T22:00:00Z
}

func ExampleSet_Intersect() {
	ada := availability.NewSet(march2(8, 12), march2(13, 17))
	bo := availability.NewSet(march2(10, 15))

	fmt.Println(ada.Intersect(bo)) // both are there
	// Output:
	// 2026-03-02T10:00:00Z/2026-03-02T12:00:00Z
	// 2026-03-02T13:00:00Z/2026-03-02T15:00:00Z
}

func ExampleSet_Subtract() {
	hours := availability.NewSet(march2(9, 17))
	busy := availability.NewSet(march2(8, 10), march2(12, 13))

	fmt.Println(hours.Subtract(busy))
	// Output:
	// 2026-03-02T10:00:00Z/2026-03-02T12:00:00Z
	// 2026-03-02T13:00:00Z/2026-03-02T17:00:00Z
}

func ExampleSet_Complement() {
	covered := availability.NewSet(march2(0, 7), march2(9, 17))

	fmt.Println(covered.Complement(march2(0, 24))) // nobody is there
	// Output:
	// 2026-03-02T07:00:00Z/2026-03-02T09:00:00Z
	// 2026-03-02T17:00:00Z/2026-03-03T00:00:00Z
}

func ExampleSet_Clip() {
	hours := availability.NewSet(march2(9, 12), march2(13, 17))

	fmt.Println(hours.Clip(march2(11, 14)))
	// Output:
	// 2026-03-02T11:00:00Z/2026-03-02T12:00:00Z
	// 2026-03-02T13:00:00Z/2026-03-02T14:00:00Z
}

func ExampleSet_Next() {
	hours := availability.NewSet(march2(9, 12), march2(13, 17))

	for _, hour := range []int{10, 12, 17} {
		at := time.Date(2026, 3, 2, hour, 0, 0, 0, time.UTC)
		if next, ok := hours.Next(at); ok {
			fmt.Printf("%s: %s\n", at.Format("15:04"), next)
		} else {
			fmt.Printf("%s: no more\n", at.Format("15:04"))
		}
	}
	// Output:
	// 10:00: 2026-03-02T09:00:00Z/2026-03-02T12:00:00Z
	// 12:00: 2026-03-02T13:00:00Z/2026-03-02T17:00:00Z
	// 17:00: no more
}

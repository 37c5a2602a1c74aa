package availability_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
)

func ExampleSpan() {
	nine := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	s := availability.Between(nine, nine.Add(8*time.Hour))

	fmt.Println(s)
	fmt.Println(s.Duration())
	fmt.Println("its start belongs to it:", s.Contains(s.Start()))
	fmt.Println("its end belongs to it:", s.Contains(s.End()))
	// Output:
	// 2026-03-02T09:00:00Z/2026-03-02T17:00:00Z
	// 8h0m0s
	// its start belongs to it: true
	// its end belongs to it: false
}

// The zone of the times does not matter: a span is a pair of instants.
func ExampleBetween() {
	nine := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	inTokyo := nine.In(time.FixedZone("JST", 9*60*60))

	fmt.Println(inTokyo.Format(time.RFC3339))
	fmt.Println(availability.Between(inTokyo, inTokyo.Add(time.Hour)))
	fmt.Println(availability.Between(nine, nine) == availability.Between(inTokyo, inTokyo))
	// Output:
	// 2026-03-02T18:00:00+09:00
	// 2026-03-02T09:00:00Z/2026-03-02T10:00:00Z
	// true
}

func ExampleUnixSpan() {
	s := availability.UnixSpan(1772442000, 1772445600)
	start, end := s.Unix()

	fmt.Println(s)
	fmt.Println(end-start, "seconds")
	// Output:
	// 2026-03-02T09:00:00Z/2026-03-02T10:00:00Z
	// 3600 seconds
}

// Two meetings, one right after the other, do not overlap.
func ExampleSpan_Overlaps() {
	nine := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	first := availability.Between(nine, nine.Add(30*time.Minute))
	second := availability.Between(first.End(), first.End().Add(time.Hour))

	fmt.Println("overlap:", first.Overlaps(second))
	fmt.Println("abut:", first.Abuts(second))
	// Output:
	// overlap: false
	// abut: true
}

func ExampleSpan_Intersect() {
	nine := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	berlin := availability.Between(nine.Add(-1*time.Hour), nine.Add(7*time.Hour))
	newYork := availability.Between(nine.Add(5*time.Hour), nine.Add(13*time.Hour))

	fmt.Println(berlin.Intersect(newYork))
	// Output:
	// 2026-03-02T14:00:00Z/2026-03-02T16:00:00Z
}

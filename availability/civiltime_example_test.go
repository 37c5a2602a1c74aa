package availability_test

import (
	"fmt"
	"log"

	"github.com/noonmark/noonmark/availability"
)

// The same point on the wall is another instant in each zone.
func ExampleParseCivil() {
	nine, err := availability.ParseCivil("2026-12-24T09:00")
	if err != nil {
		log.Fatal(err)
	}
	for _, name := range []string{"Europe/Berlin", "Asia/Tokyo"} {
		zone, err := availability.LoadZone(name)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(nine, zone.Instant(nine.Date, nine.Clock))
	}
	// Output:
	// 2026-12-24T09:00 2026-12-24 08:00:00 +0000 UTC
	// 2026-12-24T09:00 2026-12-24 00:00:00 +0000 UTC
}

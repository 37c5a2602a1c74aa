package availability_test

import (
	"fmt"
	"log"

	"github.com/noonmark/noonmark/availability"
)

// A program may warn, as it starts, of a database that is older than a change of
// clocks that it must know.
func ExampleTZRelease() {
	release, ok := availability.TZRelease()
	switch {
	case !ok:
		log.Print("the release of the tz database is unknown")
	case release < "2025b":
		log.Printf("the tz database is of %s: install a newer tzdata", release)
	}
	fmt.Println("known:", ok == (release != ""))
	// Output: known: true
}

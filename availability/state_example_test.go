package availability_test

import (
	"fmt"

	"github.com/noonmark/noonmark/availability"
)

// States are bits, so that a query can name several.
func ExampleState() {
	fmt.Println(availability.Free)
	fmt.Println(availability.Free | availability.Focus)
	fmt.Println(availability.Working&availability.Busy != 0)
	// Output:
	// free
	// free|focus
	// true
}

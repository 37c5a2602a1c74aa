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

// A state that is misspelt is answered with the nearest one.
func ExampleParseState() {
	fmt.Println(availability.ParseState("off hours"))
	fmt.Println(availability.ParseState("free|focus"))
	_, err := availability.ParseState("bussy")
	fmt.Println(err)
	// Output:
	// off hours <nil>
	// free|focus <nil>
	// availability: unknown state "bussy" (did you mean "busy"?)
}

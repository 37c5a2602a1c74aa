package overlap_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// An answer within four working hours of Bo's region; the clock stops while the customer is asked.
func ExamplePromise() {
	_, bo, _ := team()
	promise := overlap.Promise{
		Within:   4 * time.Hour,
		Schedule: bo,
		Pauses:   availability.NewSet(availability.Between(noon.Add(2*time.Hour), noon.Add(5*time.Hour))),
	}
	due, _ := promise.Due(noon)
	fmt.Println("due", due.Format("Mon 15:04"))
	v := promise.Check(overlap.Message{Sent: noon, Answered: noon.Add(6 * time.Hour)})
	fmt.Println(v.Met, v.Margin)
	// Output:
	// due Wed 20:00
	// true 2h0m0s
}

func ExampleVerdict() {
	_, bo, _ := team()
	friday := time.Date(2026, 3, 13, 20, 0, 0, 0, time.UTC)
	late := overlap.Promise{Within: time.Hour, Schedule: bo}.Check(overlap.Message{Sent: friday, Answered: friday.Add(66 * time.Hour)})
	fmt.Println(late.Due.Format("Mon 15:04"), late.Met, late.Margin, late.Elapsed)
	// Output: Fri 21:00 false -1h0m0s -65h0m0s
}

// How often does Bo keep a promise that counts Ada's hours?
func ExampleService() {
	ada, bo, _ := team()
	promise := overlap.Promise{Within: 3 * time.Hour, Schedule: ada}
	s := promise.Service(overlap.ReplyFrom(bo, time.Hour), ada.In(march))
	fmt.Printf("%.0f %% in time, and too late for %v of sending\n", 100*s.Met, s.Missed.Duration())
	fmt.Println("first missed:", s.Missed.At(0))
	// Output:
	// 65 % in time, and too late for 15h0m0s of sending
	// first missed: 2026-03-09T08:00:00Z/2026-03-09T11:00:00Z
}

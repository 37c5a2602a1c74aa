package overlap_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/overlap"
)

// Who waits how long for whom? Rows ask, columns answer after half an hour of work.
func ExampleReplies() {
	ada, bo, chi := team()
	people := []overlap.Answerer{
		{Schedule: ada, Work: 30 * time.Minute},
		{Schedule: bo, Work: 30 * time.Minute},
		{Schedule: chi, Work: 30 * time.Minute},
	}
	m := overlap.Replies(march, people...)
	fmt.Println("       Ada   Bo  Chi")
	for i, asker := range people {
		fmt.Printf("%-5s", asker.Schedule)
		for j := range people {
			if i == j {
				fmt.Print("    -")
				continue
			}
			mean, _ := m.Mean(i, j)
			fmt.Printf(" %4.1f", mean.Hours())
		}
		fmt.Println()
	}
	// Output:
	//        Ada   Bo  Chi
	// Ada      -  2.0 13.1
	// Bo    14.9    - 21.6
	// Chi    1.3  5.0    -
}

func ExampleMatrix() {
	ada, bo, chi := team()
	m := overlap.Replies(march, overlap.Answerer{Schedule: ada}, overlap.Answerer{Schedule: bo}, overlap.Answerer{Schedule: chi})
	all, _ := m.TeamMean()
	asking, _ := m.Asking(1)
	answering, _ := m.Answering(1)
	fmt.Printf("a question waits %.1f h, Bo's own %.1f h, those to Bo %.1f h\n", all.Hours(), asking.Hours(), answering.Hours())
	wait := m.Wait(1, 2) // Bo asks Chi
	median, _ := wait.Quantile(0.5)
	fmt.Println("half of what Bo asks Chi is seen within", median)
	// Output:
	// a question waits 8.6 h, Bo's own 17.0 h, those to Bo 2.9 h
	// half of what Bo asks Chi is seen within 12h30m0s
}

package overlap_test

import (
	"fmt"
	"log"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// team compiles the people of the examples: Ada in Berlin, Bo in New York, Chi in
// Bengaluru.
func team() (ada, bo, chi *availability.Schedule) {
	t := availability.Team{People: []availability.Person{
		{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:30"},
		{Name: "Bo", Zone: "America/New_York", Hours: "Mo-Fr 09:00-17:00"},
		{Name: "Chi", Zone: "Asia/Kolkata", Hours: "Mo-Fr 10:00-18:00"},
	}}
	s, err := t.Compile()
	if err != nil {
		log.Fatal(err)
	}
	return s[0], s[1], s[2]
}

// march is a week in which New York has changed its clocks and Berlin has not.
var march = availability.Between(
	time.Date(2026, 3, 9, 0, 0, 0, 0, time.UTC),
	time.Date(2026, 3, 16, 0, 0, 0, 0, time.UTC))

func ExampleAll() {
	ada, bo, _ := team()
	both := overlap.All(march, ada, bo)
	fmt.Println(both.Duration(), "in the week")
	first := both.At(0)
	fmt.Println(first.Start().Format("Mon 15:04"), "to", first.End().Format("15:04"), "UTC")
	// Output:
	// 17h30m0s in the week
	// Mon 13:00 to 16:30 UTC
}

func ExampleQuorum() {
	ada, bo, chi := team()
	fmt.Println(overlap.All(march, ada, bo, chi).Duration())
	fmt.Println(overlap.Quorum(march, 2, ada, bo, chi).Duration())
	// Output:
	// 0s
	// 40h0m0s
}

func ExampleCoverage_Steps() {
	ada, bo, chi := team()
	monday := availability.Between(march.Start(), march.Start().Add(24*time.Hour))
	for step := range overlap.Cover(monday, ada, bo, chi).Steps() {
		fmt.Println(step.Span.Start().Format("15:04"), step.Count, step.People())
	}
	// Output:
	// 00:00 0 []
	// 04:30 1 [2]
	// 08:00 2 [0 2]
	// 12:30 1 [0]
	// 13:00 2 [0 1]
	// 16:30 1 [1]
	// 21:00 0 []
}

func ExampleCover() {
	ada, bo, chi := team()
	most, when := overlap.Cover(march, ada, bo, chi).Max()
	fmt.Println("at most", most, "work at the same time, for", when.Duration(), "in the week")
	// Output: at most 2 work at the same time, for 40h0m0s in the week
}

func ExampleCoverage_Largest() {
	ada, bo, chi := team()
	g := overlap.Cover(march, ada, bo, chi).Largest()
	fmt.Println(g.People, g.When.Duration())
	// Output: [0 2] 22h30m0s
}

// When will Bo answer Ada?
func ExampleReplyFrom() {
	_, bo, _ := team()
	answer := overlap.ReplyFrom(bo, 2*time.Hour) // Bo needs two hours of work
	sent := time.Date(2026, 3, 13, 20, 0, 0, 0, time.UTC)
	if at, ok := answer.At(sent); ok {
		fmt.Println("sent", sent.Format("Mon 15:04"), "answered", at.Format("Mon 15:04"))
	}
	// Output: sent Fri 20:00 answered Mon 14:00
}

// How long does Ada wait for Bo, whenever in the week she asks?
func ExampleReply_Wait() {
	ada, bo, _ := team()
	wait := overlap.ReplyFrom(bo, 2*time.Hour).Wait(ada.In(march))
	mean, _ := wait.Mean()
	median, _ := wait.Quantile(0.5)
	longest, _ := wait.Max()
	fmt.Println("mean", mean.Round(time.Second), "median", median, "longest", longest)
	fmt.Printf("%.0f %% within four hours, %.0f %% never\n", 100*wait.Within(4*time.Hour), 100*wait.Unanswered())
	// Output:
	// mean 3h28m14s median 2h45m0s longest 7h0m0s
	// 65 % within four hours, 0 % never
}

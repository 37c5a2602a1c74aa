package overlap_test

import (
	"fmt"
	"log"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// support is a team that hands over around the clock: Ada in Berlin, Bo in New York, Chi in
// Bengaluru, Dee in Sydney.
func support() []*availability.Schedule {
	t := availability.Team{People: []availability.Person{
		{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:30", Stretch: "Mo-Fr 17:30-19:00"},
		{Name: "Bo", Zone: "America/New_York", Hours: "Mo-Fr 10:00-18:00", Stretch: "Mo-Fr 08:00-19:00"},
		{Name: "Chi", Zone: "Asia/Kolkata", Hours: "Mo-Fr 10:00-18:00"},
		{Name: "Dee", Zone: "Australia/Sydney", Hours: "Mo-Fr 09:00-17:00"},
	}}
	s, err := t.Compile()
	if err != nil {
		log.Fatal(err)
	}
	return s
}

var tuesday = availability.Between(
	time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC),
	time.Date(2026, 3, 11, 0, 0, 0, 0, time.UTC))

func ExampleNewCrew() {
	people := support()
	free := overlap.NewCrew(availability.Free, people[0], people[1])
	willing := overlap.NewCrew(availability.Free|availability.Stretch, people[0], people[1])
	fmt.Println("within hours", free.All(tuesday).Duration())
	fmt.Println("with stretch", willing.All(tuesday).Duration())
	// Output:
	// within hours 2h30m0s
	// with stretch 6h0m0s
}

// A crew is asked many questions, and finds out once who is like whom.
func ExampleCrew() {
	crew := overlap.NewCrew(availability.Free, support()...)
	fmt.Println("all", crew.All(tuesday).Duration())
	fmt.Println("two", crew.Quorum(tuesday, 2).Duration())
	fmt.Println("any", crew.Any(tuesday).Duration())
	// Output:
	// all 0s
	// two 8h30m0s
	// any 24h0m0s
}

func ExampleCrew_All() {
	people := support()
	ada := people[0]
	shared := overlap.NewCrew(availability.Free|availability.Stretch, ada, people[1]).All(tuesday)
	fmt.Println(shared)
	// Output: 2026-03-10T12:00:00Z/2026-03-10T18:00:00Z
}

func ExampleCrew_Any() {
	crew := overlap.NewCrew(availability.Free|availability.Stretch, support()...)
	fmt.Println("somebody is there for", crew.Any(tuesday).Duration())
	// Output: somebody is there for 24h0m0s
}

func ExampleCrew_Quorum() {
	crew := overlap.NewCrew(availability.Free|availability.Stretch, support()...)
	fmt.Println("two are there for", crew.Quorum(tuesday, 2).Duration())
	// Output: two are there for 12h30m0s
}

func ExampleCrew_Cover() {
	crew := overlap.NewCrew(availability.Free|availability.Stretch, support()...)
	for step := range crew.Cover(tuesday).Steps() {
		fmt.Println(step.Span.Start().Format("15:04"), step.People())
	}
	// Output:
	// 00:00 [3]
	// 04:30 [2 3]
	// 06:00 [2]
	// 08:00 [0 2]
	// 12:00 [0 1 2]
	// 12:30 [0 1]
	// 18:00 [1]
	// 22:00 [1 3]
	// 23:00 [3]
}

func ExampleAny() {
	fmt.Println("somebody works for", overlap.Any(tuesday, support()...).Duration())
	// Output: somebody works for 24h0m0s
}

func ExampleCoverage() {
	cover := overlap.Cover(tuesday, support()...)
	most, when := cover.Max()
	fmt.Println("at most", most, "for", when.Duration())
	fmt.Println("fewer than two for", cover.Gaps(2).Total())
	// Output:
	// at most 2 for 8h30m0s
	// fewer than two for 15h30m0s
}

func ExampleCoverage_AtLeast() {
	cover := overlap.Cover(tuesday, support()...)
	for k := range 4 {
		fmt.Println("at least", k, "for", cover.AtLeast(k).Duration())
	}
	// Output:
	// at least 0 for 24h0m0s
	// at least 1 for 24h0m0s
	// at least 2 for 8h30m0s
	// at least 3 for 0s
}

func ExampleCoverage_Max() {
	most, when := overlap.Cover(tuesday, support()...).Max()
	fmt.Println(most, "work together in", when.Len(), "windows")
	// Output: 2 work together in 3 windows
}

func ExampleGroup() {
	g := overlap.Cover(march, support()...).Largest()
	fmt.Println("the people", g.People, "share", g.When.Duration(), "in the week")
	// Output: the people [0 2] share 22h30m0s in the week
}

func ExampleStep() {
	for step := range overlap.Cover(tuesday, support()...).Steps() {
		if step.Has(2) {
			fmt.Println(step.Span.Start().Format("15:04"), "for", step.Span.Duration(), step.Count, "people")
		}
	}
	// Output:
	// 04:30 for 1h30m0s 2 people
	// 06:00 for 2h0m0s 1 people
	// 08:00 for 4h30m0s 2 people
}

// Who comes and who goes costs less than who is there, when there are thousands.
func ExampleStep_Joined() {
	for step := range overlap.Cover(tuesday, support()...).Steps() {
		fmt.Println(step.Span.Start().Format("15:04"), step.Count, "there:", step.Joined(), "come,", step.Left(), "go")
	}
	// Output:
	// 00:00 1 there: [3] come, [] go
	// 04:30 2 there: [2] come, [] go
	// 06:00 1 there: [] come, [3] go
	// 08:00 2 there: [0] come, [] go
	// 12:30 1 there: [] come, [2] go
	// 14:00 2 there: [1] come, [] go
	// 16:30 1 there: [] come, [0] go
	// 22:00 1 there: [3] come, [1] go
}

// Where does the hand-over fail?
func ExampleCoverage_Gaps() {
	week := availability.Between(march.Start(), march.End().AddDate(0, 0, -2))
	gaps := overlap.Cover(week, support()...).Gaps(1)
	for _, g := range gaps {
		fmt.Println(g.Span.Start().Format("Mon 15:04"), "for", g.Span.Duration(), "after", g.Left(), "before", g.Joined())
	}
	fmt.Println("in all", gaps.Total())
	// Output:
	// Fri 22:00 for 2h0m0s after [1] before []
	// in all 2h0m0s
}

func ExampleGap() {
	night := availability.Between(tuesday.Start(), tuesday.Start().Add(8*time.Hour))
	people := support()
	for _, g := range overlap.Cover(night, people[0], people[2]).Gaps(1) {
		fmt.Println(g.Span.Duration(), "open at the start:", g.Open, "then come", g.After())
	}
	// Output: 4h30m0s open at the start: true then come [1]
}

func ExampleGaps() {
	gaps := overlap.Cover(tuesday, support()...).Gaps(2)
	longest, _ := gaps.Longest()
	fmt.Println(len(gaps), "gaps,", gaps.Total(), "in all, the longest", longest.Span.Duration())
	fmt.Println("before it there are", longest.Before(), "and", longest.Left(), "leave")
	// Output:
	// 4 gaps, 15h30m0s in all, the longest 7h30m0s
	// before it there are [0 1] and [0] leave
}

func ExamplePairs() {
	table, err := overlap.Pairs(march, support()...)
	if err != nil {
		log.Fatal(err)
	}
	for pair := range table.All() {
		if pair.Seconds > 0 {
			ofA, ofB := pair.Shares()
			fmt.Printf("%d and %d share %v: %.0f %% and %.0f %% of their time\n", pair.A, pair.B, time.Duration(pair.Seconds)*time.Second, 100*ofA, 100*ofB)
		}
	}
	// Output:
	// 0 and 1 share 12h30m0s: 29 % and 31 % of their time
	// 0 and 2 share 22h30m0s: 53 % and 56 % of their time
	// 2 and 3 share 7h30m0s: 19 % and 19 % of their time
}

func ExamplePairTable() {
	crew := overlap.NewCrew(availability.Free|availability.Stretch, support()...)
	table, err := crew.Pairs(tuesday)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(table.Len(), "people;", time.Duration(table.At(0, 1).Seconds)*time.Second, "of Ada with Bo")
	// Output: 4 people; 6h0m0s of Ada with Bo
}

func ExamplePair() {
	people := support()
	table, err := overlap.Pairs(march, people[0], people[1])
	if err != nil {
		log.Fatal(err)
	}
	pair := table.At(0, 1)
	fmt.Println(pair.Seconds, "of", pair.SecondsA, "and", pair.SecondsB, "seconds")
	// Output: 45000 of 153000 and 144000 seconds
}

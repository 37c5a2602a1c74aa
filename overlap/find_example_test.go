package overlap_test

import (
	"fmt"
	"log"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// find is Find for examples, whose requests are right.
func find(r overlap.Request) overlap.Result {
	result, err := overlap.Find(r)
	if err != nil {
		log.Fatal(err)
	}
	return result
}

// people are those of whom nobody may miss a meeting.
func people(schedules ...*availability.Schedule) (all []overlap.Attendee) {
	for _, s := range schedules {
		all = append(all, overlap.Attendee{Schedule: s})
	}
	return all
}

func ExampleFind() {
	ada, bo, chi := team()
	r := overlap.Request{Period: march, Best: 3}
	r.Duration = time.Hour
	r.People = []overlap.Attendee{{Schedule: ada}, {Schedule: bo}, {Schedule: chi, Optional: true}}
	result := find(r)
	fmt.Println(result.Possible, "starts of", result.Tried, "are possible")
	for _, c := range result.Candidates {
		fmt.Println(c.Span.Start().Format("Mon 15:04"), c.Score.Cost, "missing", c.Missing())
	}
	// Output:
	// 55 starts of 669 are possible
	// Mon 13:00 1h0m0s missing [2]
	// Mon 13:15 1h0m0s missing [2]
	// Mon 13:30 1h0m0s missing [2]
}

func ExampleRequest() {
	ada, bo, _ := team()
	r := overlap.Request{Period: march, Best: 1}
	r.Duration = 30 * time.Minute
	r.People = people(ada, bo)
	// Bo prepares from Monday noon in New York, and nobody likes the late afternoon.
	r.Notice = overlap.Notice{Of: bo, From: march.Start().Add(16 * time.Hour), Work: 8 * time.Hour}
	r.Preferred, _ = availability.ParseHours("09:00-16:00")
	fmt.Println(find(r).Candidates[0].Span)
	// Output: 2026-03-11T13:00:00Z/2026-03-11T13:30:00Z
}

func ExampleNotice() {
	ada, _, _ := team()
	r := overlap.Request{Period: march, Best: 1}
	r.Duration = time.Hour
	r.People = people(ada)
	friday := time.Date(2026, 3, 6, 15, 0, 0, 0, time.UTC) // 16:00 in Berlin
	r.Notice = overlap.Notice{Of: ada, From: friday, Work: 4 * time.Hour}
	fmt.Println(find(r).Candidates[0].Span.Start().Format("Mon 15:04 MST"))
	// Output: Mon 10:30 UTC
}

func ExampleMeeting() {
	ada, bo, chi := team()
	busy := availability.NewSet(availability.Between(
		time.Date(2026, 3, 9, 13, 30, 0, 0, time.UTC), time.Date(2026, 3, 9, 14, 30, 0, 0, time.UTC)))
	r := overlap.Request{Period: march, Best: 1}
	r.Meeting = overlap.Meeting{
		Duration: 30 * time.Minute,
		People:   people(ada.With(busy), bo, chi),
		// Bo works from 09:00, but may be asked from 08:00.
		States: availability.Free | availability.OffHours,
		Before: 15 * time.Minute,
		After:  15 * time.Minute,
	}
	r.Within, _ = availability.ParseHours("08:00-20:00")
	fmt.Println(find(r).Candidates[0].Span.Start().Format("Mon 15:04 MST"))
	// Output: Mon 12:00 UTC
}

func ExampleAttendee() {
	ada, bo, chi := team()
	r := overlap.Request{Period: march, Best: 1}
	r.Duration = time.Hour
	r.People = []overlap.Attendee{
		{Schedule: ada},
		{Schedule: bo, Optional: true, Weight: 30 * time.Minute},
		{Schedule: chi, Optional: true, Weight: 2 * time.Hour},
	}
	c := find(r).Candidates[0]
	fmt.Println("missing:", c.Missing(), "at a cost of", c.Score.Cost)
	// Output: missing: [1] at a cost of 30m0s
}

func ExampleQuota() {
	ada, bo, chi := team()
	r := overlap.Request{Period: march, Best: 1}
	r.Duration = time.Hour
	r.People = people(ada, bo, chi)
	r.Quotas = []overlap.Quota{{AtLeast: 2, Of: []int{0, 1, 2}}}
	c := find(r).Candidates[0]
	fmt.Println(c.Span.Start().Format("Mon 15:04 MST"), "missing", c.Missing())
	// Output: Mon 08:00 UTC missing [1]
}

func ExampleCandidate_Attendances() {
	ada, bo, chi := team()
	r := overlap.Request{Period: march, Best: 1}
	r.Duration = time.Hour
	r.People = people(ada, bo, chi)
	r.States = availability.Free | availability.OffHours
	c := find(r).Candidates[0]
	for i, a := range c.Attendances() {
		fmt.Println(r.People[i].Schedule, a.Start, a.Burden.Outside, a.Burden.Night, a.Cost)
	}
	// Output:
	// Ada 2026-03-09T12:00 0s 0s 0s
	// Bo 2026-03-09T07:00 1h0m0s 0s 3h0m0s
	// Chi 2026-03-09T16:30 0s 0s 0s
}

func ExampleScore() {
	cheap := overlap.Score{Cost: time.Hour, Worst: time.Hour}
	shared := overlap.Score{Cost: time.Hour, Worst: 30 * time.Minute}
	fmt.Println(shared.Compare(cheap))
	// Output: -1
}

func ExampleObstacle() {
	_, bo, chi := team()
	r := overlap.Request{Period: march, Best: 1}
	r.Duration = time.Hour
	r.People = []overlap.Attendee{{Schedule: bo}, {Schedule: chi, Optional: true}}
	why := find(r).Candidates[0].Attendances()[1].Why
	fmt.Println(why.Kind == overlap.InState, why)
	// Output: true off hours
}

func ExampleObstacleKind() {
	fmt.Println(overlap.Obstacle{Kind: overlap.NearMeeting})
	fmt.Println(overlap.Obstacle{Kind: overlap.InState, State: availability.Leave})
	// Output:
	// another meeting too near
	// leave
}

// hopeless asks for an hour of two people who share none.
func hopeless() *overlap.Refusal {
	_, bo, chi := team()
	r := overlap.Request{Period: availability.Between(march.Start(), march.Start().Add(24*time.Hour))}
	r.Duration = time.Hour
	r.People = people(bo, chi)
	return find(r).Refusal
}

func ExampleRefusal() {
	fmt.Println(hopeless())
	// Output:
	// None of 93 starts will do: Bo cannot come at 64 (mostly off hours), Chi cannot come at 64 (mostly off hours). It would be possible without Bo, or without Chi, or if Bo began 1h30m earlier on Mon 2026-03-09 (at 07:30 America/New_York), or if Chi went on 1h30m longer on Mon 2026-03-09 (at 19:30 Asia/Kolkata).
}

func ExampleBlocker() {
	for _, b := range hopeless().Blockers {
		fmt.Println(b.Name, "cannot come at", b.Starts, "starts, of which", b.Alone, "suit everybody else:", b.Reasons[0].Obstacle)
	}
	// Output:
	// Bo cannot come at 64 starts, of which 29 suit everybody else: off hours
	// Chi cannot come at 64 starts, of which 29 suit everybody else: off hours
}

func ExampleReason() {
	for _, why := range hopeless().Blockers[0].Reasons {
		fmt.Println(why.Obstacle, why.Starts)
	}
	// Output:
	// off hours 48
	// rest day 16
}

func ExampleRelaxation() {
	for _, r := range hopeless().Relaxations {
		fmt.Println(r, "→", r.Candidate.Span.Start().Format("15:04 MST"))
	}
	// Output:
	// without Bo → 04:30 UTC
	// without Chi → 13:00 UTC
	// if Bo began 1h30m earlier on Mon 2026-03-09 (at 07:30 America/New_York) → 11:30 UTC
	// if Chi went on 1h30m longer on Mon 2026-03-09 (at 19:30 Asia/Kolkata) → 13:00 UTC
}

func ExampleConcession() {
	c := hopeless().Relaxations[2].Concessions[0]
	fmt.Println(c.Kind == overlap.EarlierStart, c.By, c.Extra)
	// Output: true 1h30m0s 2026-03-09T11:30:00Z/2026-03-09T13:00:00Z
}

func ExampleConcessionKind() {
	fmt.Println(overlap.Concession{Kind: overlap.ShorterMeeting, By: 15 * time.Minute})
	// Output: if it took 15m less
}

package overlap_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// noon is a Wednesday in that week of March.
var noon = time.Date(2026, 3, 11, 12, 0, 0, 0, time.UTC)

func ExampleAnswerer() {
	_, bo, _ := team()
	meeting := availability.NewSet(availability.Between(noon.Add(time.Hour), noon.Add(3*time.Hour)))
	busy := bo.With(meeting) // from 13:00 to 15:00
	for _, a := range []overlap.Answerer{
		{Schedule: busy, Work: time.Hour},
		{Schedule: busy, Work: time.Hour, States: availability.Free | availability.Busy}, // answers in meetings
		{Schedule: bo, Work: time.Hour, Pauses: meeting},
	} {
		answered, _ := a.Reply().At(noon)
		fmt.Println(answered.Format("15:04"))
	}
	// Output:
	// 16:00
	// 14:00
	// 16:00
}

// A hand-off chain: Ada asks, Bo drafts, Chi checks, and Ada sees it.
func ExampleReply_Then() {
	ada, bo, chi := team()
	chain := overlap.ReplyFrom(bo, 2*time.Hour).Then(overlap.ReplyFrom(chi, time.Hour), overlap.ReplyFrom(ada, 0))
	seen, _ := chain.At(noon)
	fmt.Println(seen.Format("Mon 15:04"))
	mean, _ := chain.Wait(ada.In(march)).Mean()
	fmt.Printf("%.1f h on average\n", mean.Hours())
	// Output:
	// Thu 08:00
	// 29.4 h on average
}

func ExampleFirst() {
	_, bo, chi := team()
	support := overlap.First(overlap.ReplyFrom(bo, time.Hour), overlap.ReplyFrom(chi, time.Hour))
	answered, _ := support.At(noon)
	fmt.Println(answered.Format("Mon 15:04"))
	// Output: Wed 14:00
}

func ExampleAllOf() {
	ada, bo, chi := team()
	signed := overlap.AllOf(overlap.ReplyFrom(ada, time.Hour), overlap.ReplyFrom(bo, time.Hour), overlap.ReplyFrom(chi, time.Hour))
	answered, _ := signed.At(noon)
	fmt.Println(answered.Format("Mon 15:04"))
	// Output: Thu 05:00
}

// A review that needs two of three.
func ExampleKOf() {
	ada, bo, chi := team()
	review := overlap.KOf(2, overlap.ReplyFrom(ada, time.Hour), overlap.ReplyFrom(bo, time.Hour), overlap.ReplyFrom(chi, time.Hour))
	answered, _ := review.At(noon)
	fmt.Println(answered.Format("Mon 15:04"))
	// Output: Wed 14:00
}

// Ask Bo, or the slow bureau that never sleeps.
func ExampleSooner() {
	_, bo, _ := team()
	r := overlap.Sooner(overlap.ReplyFrom(bo, time.Hour), overlap.Delay(10*time.Hour))
	for _, sent := range []time.Time{noon, noon.Add(9 * time.Hour)} {
		answered, _ := r.At(sent)
		fmt.Println(answered.Format("Mon 15:04"))
	}
	// Output:
	// Wed 14:00
	// Thu 07:00
}

func ExampleDelay() {
	ada, _, _ := team()
	built := overlap.Delay(25 * time.Minute).Then(overlap.ReplyFrom(ada, 0))
	seen, _ := built.At(noon.Add(4 * time.Hour)) // half an hour before Ada stops
	fmt.Println(seen.Format("Mon 15:04"))
	// Output: Wed 16:25
}

func ExampleReply_Until() {
	ada, bo, _ := team()
	friday := time.Date(2026, 3, 13, 17, 0, 0, 0, time.UTC)
	wait := overlap.ReplyFrom(bo, 4*time.Hour).Until(friday).Wait(ada.In(march))
	fmt.Printf("%.0f %% is not answered by then\n", 100*wait.Unanswered())
	// Output: 8 % is not answered by then
}

func ExampleReply_SendBy() {
	_, bo, _ := team()
	sent, _ := overlap.ReplyFrom(bo, 2*time.Hour).SendBy(noon) // before Bo starts on Wednesday
	fmt.Println(sent.Format("Mon 15:04"))
	// Output: Tue 19:00
}

func ExampleReply_BestSend() {
	_, bo, chi := team()
	chain := overlap.ReplyFrom(chi, time.Hour).Then(overlap.ReplyFrom(bo, time.Hour))
	best, _ := chain.BestSend(march)
	fmt.Println("sent", best.Sent.Format("Mon 15:04"), "answered", best.Answered.Format("Mon 15:04"))
	// Output: sent Mon 11:30 answered Mon 14:00
}

func ExampleReply_BestSendIn() {
	ada, bo, _ := team()
	best, _ := overlap.ReplyFrom(bo, time.Hour).BestSendIn(ada.In(march))
	fmt.Println("sent", best.Sent.Format("Mon 15:04"), "answered", best.Answered.Format("Mon 15:04"))
	// Output: sent Mon 13:00 answered Mon 14:00
}

// When can Ada write so that neither Bo's phone nor, with the answer, her own rings out of hours?
func ExampleReply_Quiet() {
	ada, bo, _ := team()
	r := overlap.ReplyFrom(bo, time.Hour).Then(overlap.ReplyFrom(ada, 0))
	quiet := r.Quiet(march).Intersect(ada.In(march))
	fmt.Println(quiet.At(0))
	best, _ := r.BestSendIn(quiet)
	fmt.Println(best.Wait())
	// Output:
	// 2026-03-09T13:00:00Z/2026-03-09T15:30:00Z
	// 1h0m0s
}

func ExampleMessage() {
	m := overlap.Message{Sent: noon, Answered: noon.Add(90 * time.Minute)}
	fmt.Println(m.Wait())
	// Output: 1h30m0s
}

func ExampleWait_Worst() {
	ada, bo, _ := team()
	worst, _ := overlap.ReplyFrom(bo, 4*time.Hour).Wait(ada.In(march)).Worst()
	fmt.Println("sent", worst.Sent.Format("Mon 15:04"), "answered", worst.Answered.Format("Mon 15:04"))
	// Output: sent Mon 08:00 answered Mon 17:00
}

func ExampleWait_InTime() {
	ada, bo, _ := team()
	wait := overlap.ReplyFrom(bo, time.Hour).Wait(ada.In(march))
	fmt.Printf("%.0f %% is answered before Ada stops\n", 100*wait.InTime())
	// Output: 88 % is answered before Ada stops
}

func ExampleWait_CDF() {
	ada, bo, _ := team()
	for _, p := range overlap.ReplyFrom(bo, time.Hour).Wait(ada.In(march)).CDF() {
		fmt.Printf("%3.0f %% within %v\n", 100*p.Share, p.Wait)
	}
	// Output:
	//   0 % within 1h0m0s
	//  41 % within 1h0m0s
	// 100 % within 6h0m0s
}

func ExampleCDFPoint() {
	_, bo, _ := team()
	night := availability.NewSet(availability.Between(noon.Add(-3*time.Hour), noon))
	points := overlap.ReplyFrom(bo, 0).Wait(night).CDF()
	fmt.Println(points[0].Wait, points[len(points)-1].Wait)
	// Output: 1h0m0s 4h0m0s
}

// What would change if Chi stood in for Bo?
func ExampleReply_Rewrite() {
	_, bo, chi := team()
	r := overlap.ReplyFrom(bo, time.Hour).Then(overlap.Delay(time.Hour), overlap.ReplyFrom(bo, time.Hour))
	other := r.Rewrite(func(a overlap.Answerer) overlap.Reply {
		a.Schedule = chi
		return a.Reply()
	})
	for _, r := range []overlap.Reply{r, other} {
		answered, _ := r.At(noon)
		fmt.Println(answered.Format("Mon 15:04"))
	}
	// Output:
	// Wed 16:00
	// Thu 07:00
}

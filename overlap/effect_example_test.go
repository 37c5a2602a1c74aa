package overlap_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/overlap"
)

func ExampleEffect() {
	ada, bo, chi := team()
	r := overlap.ReplyFrom(bo, time.Hour)
	sent := ada.In(march)
	e := overlap.Effect{Before: r.Wait(sent), After: r.Join(bo, chi).Wait(sent)} // Chi helps
	mean, _ := e.Mean()
	fmt.Println(mean.Round(time.Minute))
	fmt.Printf("%+.0f %% within two hours\n", 100*e.Within(2*time.Hour))
	// Output:
	// -1h20m0s
	// +41 % within two hours
}

// Whose day would have to move so that Ada waits less?
func ExampleReply_Marginals() {
	ada, bo, chi := team()
	r := overlap.ReplyFrom(chi, time.Hour).Then(overlap.ReplyFrom(bo, time.Hour))
	for _, m := range r.Marginals(march, ada, -time.Hour, time.Hour) {
		mean, _ := m.Effect.Mean()
		fmt.Println(m.Schedule, m.Step, mean.Round(time.Minute))
	}
	// Output:
	// Ada -1h0m0s -2h57m0s
	// Ada 1h0m0s 2h57m0s
	// Chi -1h0m0s 3h57m0s
	// Chi 1h0m0s -3h56m0s
	// Bo -1h0m0s -59m0s
	// Bo 1h0m0s 1h0m0s
}

func ExampleMarginal() {
	ada, bo, _ := team()
	best := overlap.ReplyFrom(bo, 0).Marginals(march, ada, time.Hour)[0]
	late, _ := best.Effect.Quantile(0.9)
	fmt.Println(best.Schedule, "later by", best.Step, "changes the 90 % by", late)
	// Output: Ada later by 1h0m0s changes the 90 % by -1h0m0s
}

func ExampleReply_Replace() {
	ada, bo, _ := team()
	r := overlap.ReplyFrom(bo, time.Hour)
	early, _ := r.Replace(bo, bo.Shifted(-2*time.Hour)).Wait(ada.In(march)).Mean()
	mean, _ := r.Wait(ada.In(march)).Mean()
	fmt.Println(mean.Round(time.Minute), early.Round(time.Minute))
	// Output: 2h28m0s 1h32m0s
}

func ExampleReply_Join() {
	_, bo, chi := team()
	r := overlap.ReplyFrom(bo, time.Hour)
	for _, r := range []overlap.Reply{r, r.Join(bo, chi)} {
		answered, _ := r.At(noon.Add(-2 * time.Hour))
		fmt.Println(answered.Format("15:04"))
	}
	// Output:
	// 14:00
	// 11:00
}

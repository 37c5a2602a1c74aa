package overlap_test

import (
	"fmt"
	"log"
	"time"

	"github.com/noonmark/noonmark/overlap"
)

// Three questions of four take Bo half an hour, the fourth takes five.
func ExampleMixture() {
	ada, bo, _ := team()
	m, err := overlap.Answerer{Schedule: bo}.MixWork(
		overlap.WeightedWork{Weight: 3, Work: 30 * time.Minute},
		overlap.WeightedWork{Weight: 1, Work: 5 * time.Hour})
	if err != nil {
		log.Fatal(err)
	}
	wait := m.Wait(ada.In(march))
	mean, _ := wait.Mean()
	fmt.Println(mean.Round(time.Minute))
	fmt.Printf("%.1f %% before Ada stops\n", 100*wait.InTime())
	fmt.Println(m.AnsweredBy(noon, noon.Add(4*time.Hour)))
	// Output:
	// 3h28m0s
	// 70.6 % before Ada stops
	// 0.75
}

func ExampleMix() {
	_, bo, chi := team()
	m, err := overlap.Mix(
		overlap.Weighted{Weight: 2, Reply: overlap.ReplyFrom(bo, 0)}, // Bo is asked twice as often
		overlap.Weighted{Weight: 1, Reply: overlap.ReplyFrom(chi, 0)})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.3f\n", m.AnsweredBy(noon, noon.Add(time.Minute)))
	// Output: 0.333
}

func ExampleWeighted() {
	_, bo, _ := team()
	m, err := overlap.Mix(
		overlap.Weighted{Weight: 90, Reply: overlap.ReplyFrom(bo, 0)},
		overlap.Weighted{Weight: 10}) // one in ten is forgotten
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(m.Outcomes()), m.Outcomes()[0].Weight)
	// Output: 2 9
}

func ExampleWeightedWork() {
	ada, bo, _ := team()
	m, err := overlap.Answerer{Schedule: bo}.MixWork(overlap.WeightedWork{Weight: 1}, overlap.WeightedWork{Weight: 1, Work: 8 * time.Hour})
	if err != nil {
		log.Fatal(err)
	}
	median, _ := m.Wait(ada.In(march)).Quantile(0.5)
	fmt.Println(median)
	// Output: 5h0m0s
}

// Ada's question is easy or not, and so is Bo's.
func ExampleCombine() {
	ada, bo, chi := team()
	easyOrNot := func(a overlap.Answerer) overlap.Mixture {
		m, err := a.MixWork(overlap.WeightedWork{Weight: 4, Work: 20 * time.Minute}, overlap.WeightedWork{Weight: 1, Work: 6 * time.Hour})
		if err != nil {
			log.Fatal(err)
		}
		return m
	}
	chain, err := overlap.Combine(func(r ...overlap.Reply) overlap.Reply { return r[0].Then(r[1]) },
		easyOrNot(overlap.Answerer{Schedule: bo}), easyOrNot(overlap.Answerer{Schedule: chi}))
	if err != nil {
		log.Fatal(err)
	}
	mean, _ := chain.Wait(ada.In(march)).Mean()
	fmt.Println(len(chain.Outcomes()), "outcomes,", mean.Round(time.Minute), "on average")
	// Output: 4 outcomes, 28h30m0s on average
}

package overlap_test

import (
	"context"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// Follow the sun: three people comment on Ada's text, one after the other. In which order?
func ExampleRelay() {
	cities := availability.Team{People: []availability.Person{
		{Name: "Sydney", Zone: "Australia/Sydney", Hours: "Mo-Fr 09:00-17:00"},
		{Name: "San Francisco", Zone: "America/Los_Angeles", Hours: "Mo-Fr 09:00-17:00"},
		{Name: "Bengaluru", Zone: "Asia/Kolkata", Hours: "Mo-Fr 09:00-17:00"},
	}}
	desks, err := cities.Compile()
	if err != nil {
		log.Fatal(err)
	}
	ada, _, _ := team()
	relay := overlap.Relay{Then: []overlap.Reply{overlap.ReplyFrom(ada, 0)}} // back to Ada
	for _, desk := range desks {
		relay.Hops = append(relay.Hops, overlap.ReplyFrom(desk, 2*time.Hour))
	}
	best, worst, err := relay.OrdersOver(context.Background(), ada.In(march))
	if err != nil {
		log.Fatal(err)
	}
	for _, o := range []overlap.RelayOrder{best, worst} {
		var names []string
		for _, i := range o.Order {
			names = append(names, desks[i].Name())
		}
		mean, _ := o.Reply.Wait(ada.In(march)).Mean()
		fmt.Printf("%s: %.1f h\n", strings.Join(names, ", "), mean.Hours())
	}
	// Output:
	// San Francisco, Sydney, Bengaluru: 29.4 h
	// Bengaluru, Sydney, San Francisco: 87.3 h
}

func ExampleRelay_OrdersAt() {
	ada, bo, chi := team()
	relay := overlap.Relay{Hops: []overlap.Reply{overlap.ReplyFrom(ada, time.Hour), overlap.ReplyFrom(bo, time.Hour), overlap.ReplyFrom(chi, time.Hour)}}
	thursday := time.Date(2026, 3, 12, 15, 0, 0, 0, time.UTC)
	best, worst, err := relay.OrdersAt(thursday)
	if err != nil {
		log.Fatal(err)
	}
	for _, o := range []overlap.RelayOrder{best, worst} {
		done, _ := o.Reply.At(thursday)
		fmt.Println(o.Order, done.Format("Mon 15:04 MST"))
	}
	// Output:
	// [0 1 2] Fri 05:30 UTC
	// [2 1 0] Fri 15:00 UTC
}

func ExampleRelayOrder() {
	ada, bo, _ := team()
	relay := overlap.Relay{Hops: []overlap.Reply{overlap.ReplyFrom(ada, time.Hour), overlap.ReplyFrom(bo, time.Hour)}}
	best, _, err := relay.OrdersOver(context.Background(), ada.In(march))
	if err != nil {
		log.Fatal(err)
	}
	p90, _ := best.Reply.Wait(ada.In(march)).Quantile(0.9)
	fmt.Println(best.Order, p90)
	// Output: [0 1] 21h41m15s
}

func ExamplePlan_OrdersAt() {
	ada, bo, chi := team()
	plan, err := overlap.NewPlan([]overlap.Task{
		{Name: "draft", Owners: []string{"Ada"}, Work: 2 * time.Hour},
		{Name: "law", Owners: []string{"Chi"}, Work: time.Hour, After: []string{"draft"}},
		{Name: "brand", Owners: []string{"Bo"}, Work: time.Hour, After: []string{"law"}},
		{Name: "publish", Machine: true, Work: 10 * time.Minute, After: []string{"brand"}},
	}, ada, bo, chi)
	if err != nil {
		log.Fatal(err)
	}
	monday := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)
	best, worst, err := plan.OrdersAt(monday, "law", "brand")
	if err != nil {
		log.Fatal(err)
	}
	for _, o := range []overlap.PlanOrder{best, worst} {
		fmt.Println(o.Names, "ends", o.Plan.Run(monday).End.Format("Mon 15:04 MST"))
	}
	// Output:
	// [law brand] ends Mon 14:10 UTC
	// [brand law] ends Tue 05:40 UTC
}

func ExamplePlanOrder() {
	ada, bo, chi := team()
	plan, err := overlap.NewPlan([]overlap.Task{
		{Name: "law", Owners: []string{"Chi"}, Work: time.Hour},
		{Name: "brand", Owners: []string{"Bo"}, Work: time.Hour},
	}, ada, bo, chi)
	if err != nil {
		log.Fatal(err)
	}
	best, worst, err := plan.OrdersOver(context.Background(), ada.In(march), "law", "brand")
	if err != nil {
		log.Fatal(err)
	}
	for _, o := range []overlap.PlanOrder{best, worst} {
		mean, _ := o.Plan.Reply().Wait(ada.In(march)).Mean()
		fmt.Printf("%v: %.1f h\n", o.Names, mean.Hours())
	}
	// Output:
	// [law brand]: 21.5 h
	// [brand law]: 26.9 h
}

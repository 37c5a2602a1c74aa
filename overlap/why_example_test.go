package overlap_test

import (
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// Why does San Francisco wait so long for Berlin?
func ExampleReply_Why() {
	office := func(zone string) *availability.Schedule {
		s, err := availability.Person{Name: zone, Zone: zone, Hours: "Mo-Fr 09:00-17:00"}.Compile()
		if err != nil {
			fmt.Println(err)
		}
		return s
	}
	year := availability.Between(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 4, 0, 0, 0, 0, time.UTC))
	asks := office("America/Los_Angeles").In(year)
	r := overlap.ReplyFrom(office("Europe/Berlin"), time.Hour)
	why := r.Why(asks)
	for _, p := range why.Parts() {
		fmt.Printf("%6.3f h %v\n", p.Time.Hours(), p.State)
	}
	mean, _ := r.Wait(asks).Mean()
	fmt.Printf("%6.3f h in all, the mean wait: %v\n", why.Total().Hours(), why.Total() == mean)
	// Output:
	//  1.000 h free
	// 11.124 h off hours
	//  9.553 h rest day
	// 21.677 h in all, the mean wait: true
}

func ExampleReasons() {
	ada, bo, chi := team()
	why := overlap.ReplyFrom(bo, time.Hour).Then(overlap.ReplyFrom(chi, time.Hour)).Why(ada.In(march))
	for _, hop := range why.Hops {
		fmt.Println(hop.Name, hop.Total().Round(time.Minute))
	}
	// Output:
	// Bo 2h28m0s
	// Chi 24h23m0s
}

func ExampleHop() {
	ada, bo, chi := team()
	pool := overlap.First(overlap.ReplyFrom(bo, time.Hour), overlap.ReplyFrom(chi, time.Hour))
	for _, hop := range pool.Why(ada.In(march)).Hops {
		fmt.Printf("%s answers %.0f %%\n", hop.Name, 100*hop.Share)
	}
	// Output:
	// Bo answers 59 %
	// Chi answers 41 %
}

func ExamplePart() {
	ada, bo, _ := team()
	for _, p := range overlap.ReplyFrom(bo, time.Hour).Why(ada.In(march)).Parts() {
		fmt.Println(p.State, p.Work, p.Time.Round(time.Minute))
	}
	// Output:
	// free true 1h0m0s
	// off hours false 1h28m0s
}

func ExampleReply_Trace() {
	ada, bo, chi := team()
	legs, _ := overlap.ReplyFrom(bo, time.Hour).Then(overlap.ReplyFrom(chi, time.Hour), overlap.ReplyFrom(ada, 0)).Trace(noon)
	for _, l := range legs {
		fmt.Println(l.Name, l.Arrived.Format("Mon 15:04"), "to", l.Answered.Format("Mon 15:04"))
	}
	// Output:
	// Bo Wed 12:00 to Wed 14:00
	// Chi Wed 14:00 to Thu 05:30
	// Ada Thu 05:30 to Thu 08:00
}

func ExampleLeg() {
	_, bo, _ := team()
	legs, _ := overlap.ReplyFrom(bo, time.Hour).Trace(noon)
	for _, p := range legs[0].Parts {
		fmt.Println(p.State, p.Time)
	}
	fmt.Println(legs[0].Wait())
	// Output:
	// free 1h0m0s
	// off hours 1h0m0s
	// 2h0m0s
}

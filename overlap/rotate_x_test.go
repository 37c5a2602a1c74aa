package overlap

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

func eight(t testing.TB, stretch string) []Attendee {
	var out []Attendee
	for _, p := range [][2]string{{"SF", "America/Los_Angeles"}, {"NY", "America/New_York"}, {"London", "Europe/London"}, {"Berlin", "Europe/Berlin"}, {"Bengaluru", "Asia/Kolkata"}, {"Singapore", "Asia/Singapore"}, {"Sydney", "Australia/Sydney"}, {"SP", "America/Sao_Paulo"}} {
		s, err := availability.Person{Name: p[0], Zone: p[1], Hours: "Mo-Fr 09:00-17:00", Stretch: stretch}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, Attendee{Schedule: s})
	}
	return out
}

func TestX(t *testing.T) {
	for _, c := range []struct {
		name, from, stretch string
		week                bool
	}{
		{"weeks", "2026-05-04", "Mo-Fr 07:00-22:00", true},
		{"weeks no stretch", "2026-05-04", "", true},
		{"weeks short stretch", "2026-05-04", "Mo-Fr 08:00-20:00", true},
		{"season", "2026-02-16", "Mo-Fr 07:00-22:00", true},
		{"season oct", "2026-09-14", "Mo-Fr 08:00-20:00", true},
		{"tuesdays", "2026-05-05", "Mo-Fr 07:00-22:00", false},
		{"tuesdays season", "2026-02-17", "Mo-Fr 07:00-22:00", false},
		{"tuesdays season short", "2026-02-17", "Mo-Fr 08:00-20:00", false},
	} {
		var occ []availability.Span
		from := at(t, c.from)
		for k := range 12 {
			a := from.AddDate(0, 0, 7*k)
			d := 1
			if c.week {
				d = 7
			}
			occ = append(occ, availability.Between(a, a.AddDate(0, 0, d)))
		}
		r := RotateRequest{Meeting: Meeting{Duration: time.Hour, Grid: 30 * time.Minute, People: eight(t, c.stretch)}, Occurrences: occ}
		t0 := time.Now()
		s, err := r.session(availability.Between(occ[0].Start(), occ[11].End()), rotateStates)
		if err != nil {
			t.Fatal(err)
		}
		ro, _, _ := r.gather(context.Background(), s)
		t1 := time.Now()
		n := ro.nights()
		e := n.least(0, ro.fresh(ro.base))
		fmt.Println(c.name, "unit", ro.unit, "gather", t1.Sub(t0), "nights", e, time.Since(t1))
		for _, tn := range ro.turns {
			fmt.Print(tn.class, ":", len(tn.choices), " ")
		}
		fmt.Println()
		bu := &budget{ctx: context.Background(), left: 10000, tick: func() {}}
		t2 := time.Now()
		p := ro.greedy(n)
		t25 := time.Now()
		q := ro.polish(p, bu)
		fmt.Println("greedy", p.early, p.sorted, t25.Sub(t2), "polished", q.early, q.sorted, time.Since(t25), 10000-bu.left)
		t3 := time.Now()
		sr := ro.search(q, n, bu)
		fmt.Println("bound", sr.lowerBound(), time.Since(t3))
		t4 := time.Now()
		ok := sr.run()
		fmt.Println("search", ok, "spent", 10000-bu.left, "levers", len(sr.levers), sr.best.early, sr.best.sorted, time.Since(t4), sr.seen.n)
		t5 := time.Now()
		ok = sr.earliest()
		fmt.Println("earliest", ok, "spent", 10000-bu.left, "levers", len(sr.levers), sr.best.sorted, sr.best.picks, time.Since(t5), sr.seen.n)
	}
}

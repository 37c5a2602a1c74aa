package overlap

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

func TestX(t *testing.T) {
	for _, c := range dozens {
		r := aDozen(t, c.from, c.stretch, c.weekdays...)
		s, _ := r.session(availabilitySpan(r), rotateStates)
		ro, _, _ := r.gather(context.Background(), s)
		for _, free := range []bool{false} {
			n := ro.nights()
			if free {
				for i := range ro.bits {
					ro.bits[i] = 0
				}
				for t := range ro.turns {
					for k := range ro.turns[t].choices {
						ro.turns[t].choices[k].gives = 0
					}
				}
				n = ro.nights()
			}
			b := &budget{ctx: context.Background(), left: 3000, tick: func() {}}
			best := ro.greedy(n)
			t0 := time.Now()
			best = ro.kick(ro.polish(best, b), kicks, b)
			tk := time.Since(t0)
			if free {
				best.early = 99
			}
			t0 = time.Now()
			sr := ro.search(best, n, b)
			bound := sr.lowerBound()
			tp := time.Since(t0)
			l := sr.run()
			tr := time.Since(t0)
			a := sr.earliest()
			fmt.Println(c.name, free, "kick", tk, "prep", tp, "tail", len(ro.turns)-sr.tail.first, len(sr.tail.entries), "bound", bound, best.sorted, "->", sr.best.early, sr.best.sorted, l, a, 3000-b.left, tr, time.Since(t0), sr.seen.n)
		}
	}
}

func availabilitySpan(r RotateRequest) availability.Span {
	return availability.Between(r.Occurrences[0].Start(), r.Occurrences[len(r.Occurrences)-1].End())
}

package overlap

import (
	"context"
	"fmt"
	"time"

	"github.com/noonmark/noonmark/availability"
)

type RotateRequest struct {
	Meeting
	Occurrences []availability.Span
	Ledger      map[string]time.Duration
	Progress    func(done, total int)
	Effort      int
}

const rotateStates = availability.AnyState &^ (availability.Focus | availability.Busy | availability.Holiday | availability.Leave)

func (r *RotateRequest) ledgerOf(i int) time.Duration { return r.Ledger[r.People[i].Schedule.Name()] }

// gather builds the rota.
func (r *RotateRequest) gather(ctx context.Context, s *session) (*rota, []int, error) {
	n := len(r.People)
	can, comes, cost := make([]bool, n), make([]bool, n), make([]int64, n)
	all := make([][]choice, len(r.Occurrences))
	bears := make([]bool, n)
	unit := int64(0)
	for k, o := range r.Occurrences {
		start, end := o.Unix()
		set := availability.NewSet(availability.UnixSpan(start, end-seconds(r.Duration)+1))
		if set.IsEmpty() {
			continue
		}
		for u := range s.grid().in(set) {
			_, _, ok := s.weigh(u, can, cost, comes)
			if !ok {
				continue
			}
			c := choice{start: u, cost: make([]int64, n)}
			for i := range comes {
				if !comes[i] {
					c.missed += s.People[i].weight()
					continue
				}
				c.cost[i] = cost[i]
				if cost[i] > 0 {
					bears[i] = true
					unit = gcd(unit, cost[i])
					if s.Prices.Night > 0 && s.seats[i].toll().burden(s.meetingAt(u)).Night > 0 {
						c.night = true
					}
				}
			}
			all[k] = append(all[k], c)
		}
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
	}
	ro := &rota{}
	var columns []int
	for i := range n {
		if bears[i] {
			columns = append(columns, i)
			unit = gcd(unit, int64(r.ledgerOf(i)/time.Second))
		}
	}
	unit = max(unit, 1)
	ro.unit = unit
	for _, i := range columns {
		ro.base = append(ro.base, int64(r.ledgerOf(i)/time.Second)/unit)
	}
	for _, choices := range all {
		if len(choices) == 0 {
			continue
		}
		for k := range choices {
			c := &choices[k]
			for j, i := range columns {
				c.cost[j] = c.cost[i] / unit
			}
			c.cost = c.cost[:len(columns)]
		}
		ro.turns = append(ro.turns, turn{choices: choices})
	}
	ro.arrange()
	return ro, columns, nil
}

var _ = fmt.Sprint

package overlap

import (
	"context"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// gather weighs all starts of all occurrences. The turns it returns say of each occurrence
// at which the meeting cannot take place why that is; the others are the turns of the rota.
func (r *RotateRequest) gather(ctx context.Context, s *session) (*rota, []Turn, error) {
	n := len(s.People)
	can, comes, cost := make([]bool, n), make([]bool, n), make([]int64, n)
	turns := make([]Turn, len(r.Occurrences))
	weighed := make([][]choice, 0, len(r.Occurrences)) // with costs by place, in seconds
	bears := make([]bool, n)
	for k, o := range r.Occurrences {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if r.Progress != nil {
			r.Progress(k, len(r.Occurrences)+r.Effort)
		}
		turns[k].Occurrence = o
		var choices []choice
		for u := range s.grid().in(s.startsIn(o)) {
			if _, _, ok := s.weigh(u, can, cost, comes); !ok {
				continue
			}
			c := choice{start: u, cost: make([]int64, n)}
			for i := range comes {
				switch {
				case !comes[i]:
					c.missed += s.People[i].weight()
				case cost[i] > 0:
					c.cost[i] = cost[i]
					bears[i] = true
					c.night = c.night || s.asksForNight(i, u)
				}
			}
			choices = append(choices, c)
		}
		if choices == nil {
			turns[k].Refusal = r.refusal(s, o)
			continue
		}
		weighed = append(weighed, choices)
	}
	return s.rota(weighed, bears, r.Ledger), turns, nil
}

// asksForNight reports whether a part of the meeting that starts at the second u is at
// night for the person at place i, and a burden.
func (s *session) asksForNight(i int, u int64) bool {
	return s.Prices.Night > 0 && s.seats[i].toll().burden(s.meetingAt(u)).Night > 0
}

// rota puts what was weighed into columns and units.
func (s *session) rota(weighed [][]choice, bears []bool, ledger map[string]time.Duration) *rota {
	r := &rota{}
	for i, b := range bears {
		if b {
			r.columns = append(r.columns, i)
		}
	}
	for _, i := range r.columns {
		r.base = append(r.base, int64(ledger[s.People[i].Schedule.Name()]/time.Second))
	}
	for _, b := range r.base {
		r.unit = gcd(r.unit, b)
	}
	for _, choices := range weighed {
		for k := range choices {
			for j, i := range r.columns {
				choices[k].cost[j] = choices[k].cost[i]
				r.unit = gcd(r.unit, choices[k].cost[j])
			}
			choices[k].cost = choices[k].cost[:len(r.columns)]
		}
		r.turns = append(r.turns, turn{choices: choices})
	}
	r.unit = max(r.unit, 1)
	for j := range r.base {
		r.base[j] /= r.unit
	}
	for _, t := range r.turns {
		for _, c := range t.choices {
			for j := range c.cost {
				c.cost[j] /= r.unit
			}
		}
	}
	r.arrange()
	return r
}

// refusal says why there is no meeting in an occurrence.
func (r *RotateRequest) refusal(s *session, occurrence availability.Span) *Refusal {
	q := Request{Meeting: r.Meeting, Period: occurrence}
	q.States = s.States
	alone, err := q.session(occurrence, s.States)
	if err != nil { // not after a session for all occurrences
		return &Refusal{}
	}
	return alone.refusal(&q)
}

package overlap

import (
	"iter"
	"math"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A weigher scores meetings that start at one second after the other, in order.
type weigher struct {
	*session
	chairs []chair // one for each seat
	place  []int   // in chairs, by the person's place
	can    []bool
	cost   []int64
	comes  []bool
}

// A chair is a seat with the places in its sets that were reached.
type chair struct {
	*seat
	required    bool // by one of those whose seat it is
	start, like int
	preferred   bool             // whether there are hours that they prefer
	liked       availability.Set // when the wall clock is in them
	steady      bool             // what the meeting is to them changes only with whether they can come
	free        bool             // no meeting to which they can come is a burden

	// What at found out.
	can   bool
	cost  int64
	until int64
}

// weigher prepares to weigh the session's meetings.
func (s *session) weigher(preferred availability.Hours) *weigher {
	n := len(s.seats)
	flags := make([]bool, 2*n)
	w := &weigher{session: s, chairs: make([]chair, 0, n), place: make([]int, n), can: flags[:n], cost: make([]int64, n), comes: flags[n:]}
	for i, st := range s.seats {
		if st.first < i {
			w.place[i] = w.place[st.first]
		} else {
			w.place[i] = len(w.chairs)
			c := chair{seat: st, free: st.isFree(), until: math.MinInt64}
			if !preferred.Equal(availability.Hours{}) {
				c.preferred, c.liked = true, st.schedule.Zone().When(s.span, preferred)
			}
			c.steady = c.free && !c.preferred && s.Limits == Limits{}
			w.chairs = append(w.chairs, c)
		}
		if !s.People[i].Optional {
			w.chairs[w.place[i]].required = true
		}
	}
	return w
}

// isFree reports whether no meeting to which the person can come is a burden.
func (s *seat) isFree() bool {
	return s.Prices.Inside == 0 && !s.extended && s.schedule.When(s.span, s.States&^availability.Working).IsEmpty()
}

// streaks iterates over the starts in w at which the meeting can take place.
func (w *weigher) streaks(starts availability.Span) iter.Seq[streak] {
	return func(yield func(streak) bool) {
		g := w.grid()
		for u, end := range g.runs(starts) {
			for u < end {
				score, ok, until := w.weigh(u)
				n := g.steps(u, min(until, end))
				if ok && !yield(streak{u, int(n), score}) {
					return
				}
				u += n * g.step
			}
		}
	}
}

// weigh scores the meeting that starts at the second u, and says until when the score is
// the same. It reports false if the meeting cannot take place. The seconds of the
// calls rise.
func (w *weigher) weigh(u int64) (score Score, ok bool, until int64) {
	until = math.MaxInt64
	for i := range w.chairs {
		c := &w.chairs[i]
		if !c.required {
			continue
		}
		if c.at(u); !c.can {
			return Score{}, false, c.until
		}
		until = min(until, c.until)
	}
	for i := range w.chairs {
		if c := &w.chairs[i]; !c.required {
			c.at(u)
			until = min(until, c.until)
		}
	}
	w.spread()
	total, worst, ok := w.settle(w.can, w.cost, w.comes)
	score = Score{Cost: time.Duration(total) * time.Second, Worst: time.Duration(worst) * time.Second}
	for i, k := range w.place {
		if ok && w.comes[i] && w.chairs[k].preferred {
			score.Unpreferred += w.chairs[k].unliked(w.meetingAt(u))
		}
	}
	return score, ok, until
}

// look says who can come to the meeting that starts at the second u, by place.
func (w *weigher) look(u int64) []bool {
	for i := range w.chairs {
		w.chairs[i].at(u)
	}
	w.spread()
	return w.can
}

// spread gives what is known of the seats to the people.
func (w *weigher) spread() {
	for i, k := range w.place {
		w.can[i], w.cost[i] = w.chairs[k].can, w.chairs[k].cost
	}
}

// at finds out whether the person can come to the meeting that starts at the second u, what it
// costs, and until when that is so.
func (c *chair) at(u int64) {
	if u < c.until {
		return
	}
	for c.start < len(c.starts) && endOf(c.starts[c.start]) <= u {
		c.start++
	}
	c.can, c.cost, c.until = false, 0, math.MaxInt64
	if c.start == len(c.starts) {
		return
	}
	start, end := c.starts[c.start].Unix()
	if u < start {
		c.until = start
		return
	}
	c.can, c.until = true, end
	if c.steady {
		return
	}
	c.until = u + 1
	meeting := c.meetingAt(u)
	if _, refused := c.refuses(meeting); refused {
		c.can = false
	} else if !c.free {
		c.cost = c.toll().cost(meeting)
	}
}

// unliked returns how much of the meeting is outside the person's preferred hours.
func (c *chair) unliked(meeting availability.Span) time.Duration {
	for c.like < c.liked.Len() && endOf(c.liked.At(c.like)) <= startOf(meeting) {
		c.like++
	}
	unliked := meeting.Duration()
	for i := c.like; i < c.liked.Len() && startOf(c.liked.At(i)) < endOf(meeting); i++ {
		unliked -= c.liked.At(i).Intersect(meeting).Duration()
	}
	return unliked
}

package overlap

import (
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
	start, like int
	preferred   bool             // whether there are hours that they prefer
	liked       availability.Set // when the wall clock is in them
	free        bool             // no meeting to which the person can come is a burden
}

// weigher prepares to weigh the session's meetings.
func (s *session) weigher(preferred availability.Hours) *weigher {
	n := len(s.seats)
	w := &weigher{session: s, chairs: make([]chair, 0, n), place: make([]int, n), can: make([]bool, n), cost: make([]int64, n), comes: make([]bool, n)}
	for i, st := range s.seats {
		if st.first < i {
			w.place[i] = w.place[st.first]
			continue
		}
		w.place[i] = len(w.chairs)
		c := chair{seat: st, free: st.isFree()}
		if !preferred.Equal(availability.Hours{}) {
			c.preferred, c.liked = true, st.schedule.Zone().When(s.span, preferred)
		}
		w.chairs = append(w.chairs, c)
	}
	return w
}

// isFree reports whether no meeting to which the person can come is a burden.
func (s *seat) isFree() bool {
	return s.Prices.Inside == 0 && !s.extended && s.schedule.When(s.span, s.States&^availability.Working).IsEmpty()
}

// weigh scores the meeting that starts at the second u. It reports false if it cannot take
// place. The seconds of the calls rise.
func (w *weigher) weigh(u int64) (Score, bool) {
	meeting := w.meetingAt(u)
	for i, k := range w.place {
		c := &w.chairs[k]
		if c.first < i {
			w.can[i], w.cost[i] = w.can[c.first], w.cost[c.first]
			continue
		}
		for c.start < c.starts.Len() && endOf(c.starts.At(c.start)) <= u {
			c.start++
		}
		w.can[i] = c.start < c.starts.Len() && startOf(c.starts.At(c.start)) <= u
		w.cost[i] = 0
		if !w.can[i] {
			continue
		}
		if _, refused := c.refuses(meeting); refused {
			w.can[i] = false
		} else if !c.free {
			w.cost[i] = c.toll().cost(meeting)
		}
	}
	total, worst, ok := w.settle(w.can, w.cost, w.comes)
	score := Score{Cost: time.Duration(total) * time.Second, Worst: time.Duration(worst) * time.Second}
	if ok {
		for i, k := range w.place {
			if w.comes[i] && w.chairs[k].preferred {
				score.Unpreferred += w.chairs[k].unliked(meeting)
			}
		}
	}
	return score, ok
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

func startOf(sp availability.Span) int64 { start, _ := sp.Unix(); return start }
func endOf(sp availability.Span) int64   { _, end := sp.Unix(); return end }

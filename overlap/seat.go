package overlap

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A session is a Meeting that was checked, with its defaults filled in, and what there is
// to know about its people within a span.
type session struct {
	Meeting
	span  availability.Span
	seats []*seat // by place; people of one schedule share a seat
	desk  *desk
	given []Concession // that were granted
}

// A desk is the memory of a session. Whoever is done with one can use it for the next.
type desk struct {
	places  []*seat
	seats   []seat
	spans   spans // one array for all, for most have little
	marks   []mark
	streaks []streak
}

var desks = sync.Pool{New: func() any { return new(desk) }}

// clear forgets the session that d was used for.
func (d *desk) clear() {
	clear(d.places)
	clear(d.seats)
	clear(d.marks[:cap(d.marks)])
	const most = 1 << 16
	if cap(d.spans) > most || cap(d.streaks) > most {
		*d = desk{}
	}
}

// A seat is what a session knows of one person.
type seat struct {
	*session
	first    int // the place of the first person whose seat it is
	schedule *availability.Schedule
	starts   spans // seconds at which they can come, limits aside
	extended bool  // they are allowed more, see extend

	// What costs more is worked out when it is first asked for.
	kept *toll
	duty *roster
}

// session checks m and prepares it for meetings within w: their starts and their ends
// are in it. states is what zero States stand for.
func (m Meeting) session(w availability.Span, states availability.State) (*session, error) {
	return m.sessionAt(new(desk), w, states)
}

// sessionAt is session at a desk, until that is used for another.
func (m Meeting) sessionAt(d *desk, w availability.Span, states availability.State) (*session, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	if m.States == 0 {
		m.States = states
	}
	if m.Prices.isZero() {
		m.Prices = DefaultPrices()
	}
	if m.Grid == 0 {
		m.Grid = 15 * time.Minute
	}
	n := len(m.People)
	d.places, d.seats, d.spans = slices.Grow(d.places[:0], n)[:n], slices.Grow(d.seats[:0], n)[:n], d.spans[:0]
	s := &session{Meeting: m, span: w, seats: d.places, desk: d}
	shared := sharing(m.People)
	for i, p := range m.People {
		st := &d.seats[i]
		if first := shared(i); first < i {
			s.seats[i] = s.seats[first]
			continue
		}
		*st = seat{session: s, first: i, schedule: p.Schedule}
		done := len(d.spans)
		d.spans = p.Schedule.AppendWhen(d.spans, w, m.States)
		st.sit(d.spans[done:len(d.spans):len(d.spans)])
		s.seats[i] = st
	}
	return s, nil
}

// sharing returns a function from a person's place to the first place that has the same
// schedule.
func sharing(people []Attendee) func(place int) int {
	if len(people) <= 32 { // fingerprints would take longer
		return func(place int) int {
			for i := range people[:place] {
				if people[i].Schedule == people[place].Schedule {
					return i
				}
			}
			return place
		}
	}
	schedules := make([]*availability.Schedule, len(people))
	for i := range people {
		schedules[i] = people[i].Schedule
	}
	classes := classify(schedules)
	first := make([]int, len(classes.size))
	for place := len(people) - 1; place >= 0; place-- {
		first[classes.of[place]] = place
	}
	return func(place int) int { return first[classes.of[place]] }
}

// sit works out at which seconds the person can come, given when they are in an allowed state,
// which it overwrites: all of the meeting lies in it and between the earliest and latest
// times, the buffers hold no other meeting, and the day has not enough of them.
func (s *seat) sit(allowed spans) {
	d := seconds(s.Duration)
	if !s.Within.Equal(availability.Hours{}) {
		allowed = availability.NewSet(allowed...).Intersect(s.bounds(s.span)).Spans()
	}
	s.starts = allowed.fitting(0, d)
	if s.Before == 0 && s.After == 0 && s.PerDay == 0 {
		return
	}
	before, after := seconds(s.Before), seconds(s.After)
	wide := surrounding(availability.UnixSpan(startOf(s.span)-before, endOf(s.span)+after))
	busy := s.schedule.When(wide, availability.Busy)
	if busy.IsEmpty() {
		return
	}
	starts := availability.NewSet(s.starts...)
	if before > 0 {
		starts = starts.Intersect(availability.NewSet(spans(busy.Complement(wide).Spans()).fitting(-before, 0)...))
	}
	if after > 0 {
		starts = starts.Intersect(availability.NewSet(spans(busy.Complement(wide).Spans()).fitting(d, d+after)...))
	}
	s.starts = starts.Subtract(s.fullDays(busy)).Spans()
}

// bounds returns the time between the earliest and latest times of the person's wall
// clock.
func (s *seat) bounds(w availability.Span) availability.Set {
	return s.schedule.Zone().When(w, s.Within)
}

// fullDays returns the days of the person's wall clock on which as many runs of busy
// time start as they have meetings a day.
func (s *seat) fullDays(busy availability.Set) availability.Set {
	if s.PerDay == 0 {
		return availability.Set{}
	}
	var full []availability.Span
	var day availability.Span
	n := 0
	for sp := range busy.All() {
		if !day.Contains(sp.Start()) {
			day, n = localDay(s.schedule.Zone(), sp.Start()), 0
		}
		if n++; n == s.PerDay {
			full = append(full, day)
		}
	}
	return availability.NewSet(full...)
}

// toll returns what meetings within the session's span cost the person.
func (s *seat) toll() *toll {
	if s.kept == nil {
		s.kept = newToll(s.schedule, s.span, s.Prices)
	}
	return s.kept
}

// refuses returns the limit that the meeting would break for the person.
func (s *seat) refuses(meeting availability.Span) (Limit, bool) {
	if s.Limits == (Limits{}) {
		return NoLimit, false
	}
	if s.duty == nil {
		s.duty = newRoster(s.schedule, s.span, s.Limits)
	}
	return s.duty.refuses(meeting)
}

// can reports whether the person can come to a meeting of the session's length that
// starts at the second u.
func (s *seat) can(u int64) bool {
	if !s.starts.contain(u) {
		return false
	}
	_, refused := s.refuses(s.meetingAt(u))
	return !refused
}

// meetingAt returns the meeting that starts at the second u.
func (s *session) meetingAt(u int64) availability.Span {
	return availability.UnixSpan(u, u+seconds(s.Duration))
}

// settle decides who comes to a meeting, given who can and how many weighted seconds it
// costs each. It sets comes, and returns the cost of the meeting (burdens of those who
// come, weights of those who do not) and the largest burden. It reports false if the
// meeting cannot take place.
func (s *session) settle(can []bool, cost []int64, comes []bool) (total, worst int64, ok bool) {
	for i := range s.People {
		p := &s.People[i]
		switch {
		case p.Optional:
			comes[i] = can[i] && cost[i] <= p.weight()
		case !can[i]:
			return 0, 0, false
		default:
			comes[i] = true
		}
	}
	for _, q := range s.Quotas {
		missing := q.AtLeast
		for _, i := range q.Of {
			if comes[i] {
				missing--
			}
		}
		for ; missing > 0; missing-- {
			cheapest := -1
			for _, i := range q.Of {
				if can[i] && !comes[i] && (cheapest < 0 || cost[i] < cost[cheapest] || cost[i] == cost[cheapest] && i < cheapest) {
					cheapest = i
				}
			}
			if cheapest < 0 {
				return 0, 0, false
			}
			comes[cheapest] = true
		}
	}
	for i := range s.People {
		if comes[i] {
			total += cost[i]
			worst = max(worst, cost[i])
		} else {
			total += s.People[i].weight()
		}
	}
	return total, worst, true
}

// weight returns, in seconds, how much burden the presence of somebody optional is worth.
func (a *Attendee) weight() int64 {
	if a.Weight == 0 {
		return 60 * 60
	}
	return seconds(a.Weight)
}

// seconds returns d in whole seconds.
func seconds(d time.Duration) int64 { return int64(d / time.Second) }

// wrong returns the error of a request of which a field makes no sense.
func wrong(field, format string, args ...any) error {
	return &RequestError{field, fmt.Sprintf(format, args...)}
}

// check returns what is wrong with m, as a *RequestError, and makes the members of quotas
// optional.
func (m *Meeting) check() error {
	whole := func(d, most time.Duration) bool { return d >= 0 && d <= most && d%time.Second == 0 }
	day := 24 * time.Hour
	switch {
	case m.Duration == 0:
		return wrong("Duration", "missing: say how long the meeting takes, such as 30*time.Minute")
	case !whole(m.Duration, MaxDuration):
		return wrong("Duration", "%v: give whole seconds, up to %v", m.Duration, MaxDuration)
	case !whole(m.Before, MaxDuration):
		return wrong("Before", "%v: give whole seconds, up to %v", m.Before, MaxDuration)
	case !whole(m.After, MaxDuration):
		return wrong("After", "%v: give whole seconds, up to %v", m.After, MaxDuration)
	case m.Grid < 0 || m.Grid > day || m.Grid > 0 && (m.Grid%time.Second != 0 || day%m.Grid != 0):
		return wrong("Grid", "%v does not divide a day into equal parts of whole seconds: give one such as 15*time.Minute", m.Grid)
	case m.PerDay < 0:
		return wrong("PerDay", "%d is negative: give the most meetings a day, or 0 for no limit", m.PerDay)
	case len(m.People) == 0:
		return wrong("People", "missing: say who is asked")
	case len(m.People) > MaxPeople:
		return wrong("People", "%d are too many: the limit is %d", len(m.People), MaxPeople)
	}
	if !m.Prices.isZero() {
		for _, price := range []int{m.Prices.Inside, m.Prices.Stretch, m.Prices.Outside, m.Prices.Night} {
			if price < 0 || price > 1000 {
				return wrong("Prices", "%d: give prices from 0 to 1000", price)
			}
		}
	}
	if err := m.Limits.check(); err != nil {
		return err
	}
	people := make([]Attendee, len(m.People))
	copy(people, m.People)
	m.People, m.Quotas = people, slices.Clone(m.Quotas)
	for i, p := range m.People {
		if p.Schedule == nil {
			return wrong(fmt.Sprintf("People[%d]", i), "the Schedule is missing: compile the person")
		}
		if p.Weight < 0 || p.Weight > MaxWeight {
			return wrong(fmt.Sprintf("People[%d]", i), "the Weight %v is not from 0 to %v: give the burden that their presence is worth", p.Weight, MaxWeight)
		}
	}
	for k, q := range m.Quotas {
		field := fmt.Sprintf("Quotas[%d]", k)
		m.Quotas[k].Of = slices.Clone(q.Of) // candidates look at it later
		in := make(map[int]bool, len(q.Of))
		for _, i := range q.Of {
			if i < 0 || i >= len(m.People) {
				return wrong(field, "there is nobody at place %d: people have places from 0 to %d", i, len(m.People)-1)
			}
			if in[i] {
				return wrong(field, "the person at place %d is in it twice: name each once", i)
			}
			in[i] = true
			m.People[i].Optional = true
		}
		if q.AtLeast < 0 || q.AtLeast > len(q.Of) {
			return wrong(field, "at least %d of %d people: give a number from 0 to %d", q.AtLeast, len(q.Of), len(q.Of))
		}
	}
	return nil
}

// weigh says how the meeting that starts at the second u, within the session's span, would
// turn out: who can come, what it costs each in weighted seconds, who comes, and what
// settle says of that. The slices are by place, and are filled in. See weigher for many
// meetings in order.
func (s *session) weigh(u int64, can []bool, cost []int64, comes []bool) (total, worst int64, ok bool) {
	for i, seat := range s.seats {
		if can[i] = seat.can(u); can[i] {
			cost[i] = seat.toll().cost(s.meetingAt(u))
		}
	}
	return s.settle(can, cost, comes)
}

package overlap

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Request asks [Find] for the best times of one meeting.
type Request struct {
	Meeting

	// Period is when the meeting takes place: from its start to its end it lies in
	// there.
	Period availability.Span
	// Preferred are the hours on the wall clock of each who comes in which a meeting
	// is liked best. They decide between times that cost the same. Zero prefers none.
	Preferred availability.Hours
	// Notice is how long somebody must have worked before the meeting may start.
	Notice Notice
	// Best is how many candidates to return. Zero stands for 10; at most MaxBest.
	Best int
}

// A Notice asks that somebody has worked for some time before a meeting, to prepare.
// The zero Notice asks for nothing.
type Notice struct {
	Of   *availability.Schedule // who prepares; they need not come
	From time.Time              // when they know of it
	Work time.Duration          // how long they must have worked since, in Free time
}

// The limits of a search.
const (
	// MaxBest is the most candidates that Find returns.
	MaxBest = 10_000
	// MaxTries is the most starts in a period, times the people asked, that Find
	// looks at.
	MaxTries = 10_000_000
)

// A Result is what [Find] found.
type Result struct {
	// Candidates are the best times, best first, at most as many as were asked for.
	Candidates []Candidate
	// Possible is how many starts there are in all at which the meeting can take
	// place, of Tried that are on the grid and in the period.
	Possible, Tried int
	// Refusal says why there is no candidate. It is nil if there is one.
	Refusal *Refusal
}

// A Candidate is a time at which a meeting can take place.
type Candidate struct {
	Span  availability.Span // from the start of the meeting to its end
	Score Score             // how good it is

	occasion *occasion
}

// An occasion is what the candidates of a search have in common.
type occasion struct {
	meeting Meeting
	given   []Concession // that were made
}

// session returns the session of one meeting.
func (o *occasion) session(meeting availability.Span) (*session, error) {
	s, err := o.meeting.session(meeting, o.meeting.States)
	if err == nil {
		s.grant(o.given)
	}
	return s, err
}

// A Score says how good a candidate is: the less, the better. Candidates are ordered by
// Cost, then by Worst, then by Unpreferred, and then by their start, so the order is
// total.
type Score struct {
	// Cost is the burden of all who come, weighted by the prices, and the weights of those
	// who miss it.
	Cost time.Duration
	// Worst is the largest burden of any one person, weighted.
	Worst time.Duration
	// Unpreferred is how long the people who come are outside the preferred hours, added
	// up over the people.
	Unpreferred time.Duration
}

// Compare returns -1 if s is better than o, +1 if it is worse, and 0 if they are equal.
func (s Score) Compare(o Score) int {
	switch {
	case s.Cost != o.Cost:
		return cmp.Compare(s.Cost, o.Cost)
	case s.Worst != o.Worst:
		return cmp.Compare(s.Worst, o.Worst)
	}
	return cmp.Compare(s.Unpreferred, o.Unpreferred)
}

// Find returns the best times for a meeting. Every start on the grid and in the period is
// looked at, and nothing is sampled: the meeting can take place if all who are required
// can come and the quotas are met, from its first to its last second.
//
// If there is no such time the result says why. The error is a *[RequestError] if the
// request makes no sense or is too large; then there is no result.
func Find(r Request) (Result, error) {
	if err := r.check(); err != nil {
		return Result{}, err
	}
	d := desks.Get().(*desk)
	defer func() {
		d.clear()
		desks.Put(d)
	}()
	s, err := r.sessionAt(d, r.Period, availability.Free|availability.Stretch)
	if err != nil {
		return Result{}, err
	}
	from, ok := r.earliest()
	result := Result{Tried: s.grid().count(s.allStarts())}
	if ok {
		result.Candidates, result.Possible = s.best(from, r.Preferred, cmp.Or(r.Best, 10))
	}
	if result.Possible == 0 {
		result.Refusal = s.refusal(&r)
	}
	return result, nil
}

// check returns what is wrong with the request, other than with its meeting.
func (r *Request) check() error {
	step := seconds(cmp.Or(r.Grid, 15*time.Minute))
	switch tries := int64(MaxTries); {
	case r.Period.IsEmpty():
		return wrong("Period", "is empty: give the span in which the meeting may take place")
	case !availability.Calendar().Encloses(r.Period):
		return wrong("Period", "reaches out of the years 1 to 9999: give a span within them")
	case step > 0 && r.Period.Seconds()/step > tries/int64(max(len(r.People), 1)):
		return wrong("Period", "has too many starts for so many people: make it shorter, or the Grid wider")
	case r.Best < 0 || r.Best > MaxBest:
		return wrong("Best", "%d: give a number of candidates from 1 to %d", r.Best, MaxBest)
	case r.Notice.Work < 0:
		return wrong("Notice", "the Work %v is negative: give the working time it takes to prepare", r.Notice.Work)
	case r.Notice.Work > 0 && r.Notice.Of == nil:
		return wrong("Notice", "who works is missing: give the Schedule of the person who prepares")
	}
	return nil
}

// earliest returns the second before which the notice does not allow the meeting to
// start. It reports false if so much is never worked.
func (r *Request) earliest() (int64, bool) {
	start, _ := r.Period.Unix()
	if r.Notice.Of == nil {
		return start, true
	}
	ready, ok := r.Notice.Of.AddWork(r.Notice.From, r.Notice.Work)
	if !ok {
		return 0, false
	}
	u := ready.Unix()
	if ready.Nanosecond() > 0 {
		u++
	}
	return max(u, start), true
}

// allStarts returns the seconds at which a meeting can start and still end in the
// session's span.
func (s *session) allStarts() availability.Span { return s.startsIn(s.span) }

// startsIn is allStarts for a part of the session's span.
func (s *session) startsIn(w availability.Span) availability.Span {
	start, end := w.Unix()
	return availability.UnixSpan(start, end-seconds(s.Duration)+1)
}

// best returns the best candidates from a second on, at most n, and how many there are.
func (s *session) best(from int64, preferred availability.Hours, n int) (best []Candidate, possible int) {
	top := top{most: n, streaks: s.desk.streaks[:0]}
	for r := range s.possible(from, preferred) {
		possible += r.count
		top.add(r)
	}
	s.desk.streaks = top.streaks
	best = make([]Candidate, 0, min(n, possible))
	occasion := &occasion{meeting: s.Meeting, given: s.given}
	for _, r := range top.streaks {
		for u := r.first; r.count > 0 && len(best) < n; r.count-- {
			best = append(best, Candidate{s.meetingAt(u), r.score, occasion})
			u += seconds(s.Grid)
		}
	}
	return best, possible
}

// A streak is some starts of the grid that follow each other and have the same score.
type streak struct {
	first int64
	count int
	score Score
}

// top holds the best streaks: as many as it takes for so many starts.
type top struct {
	most, count int
	streaks     []streak // best first, and of equals the first in time
}

// add adds a streak, which is later than those before.
func (t *top) add(r streak) {
	i := len(t.streaks)
	if t.count >= t.most && r.score.Compare(t.streaks[i-1].score) >= 0 {
		return
	}
	if i > 0 && r.score.Compare(t.streaks[i-1].score) < 0 {
		i = sort.Search(i, func(i int) bool { return r.score.Compare(t.streaks[i].score) < 0 }) // after its equals
	}
	t.streaks = slices.Insert(t.streaks, i, r)
	t.count += r.count
	for last := len(t.streaks) - 1; t.count-t.streaks[last].count >= t.most; last-- {
		t.count -= t.streaks[last].count
		t.streaks = t.streaks[:last]
	}
}

// possible iterates over the starts from a second on at which the meeting can take place, in
// streaks, in order.
func (s *session) possible(from int64, preferred availability.Hours) iter.Seq[streak] {
	start, end := s.allStarts().Unix()
	starts := availability.UnixSpan(max(start, from), end)
	if s.isSteady(preferred) {
		return s.tally(starts)
	}
	return s.weigher(preferred).streaks(starts)
}

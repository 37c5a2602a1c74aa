package overlap

import (
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Matrix says how long everybody in a team waits for everybody else: all ordered pairs of an
// asker, who sends at any instant of their Free time, and an answerer. Make one with [Replies].
// It is immutable and safe for concurrent use. Indexes are those of the team; for one that
// is out of range the answers are those of somebody who never asks and never answers.
type Matrix struct {
	w    availability.Span
	team []Answerer

	askers    []*asker    // by member
	answerers []*answerer // by member
}

// An asker is the Free time of one or more members.
type asker struct {
	row  int
	sent int64 // seconds
	time []availability.Span
}

// An answerer is how one or more members answer, with the sums of the waits of all askers.
type answerer struct {
	reply Reply
	cells
}

// cells are a column of the matrix, by row. The sums of the waits, doubled, are in sum2, or in
// large where they may not fit. answered is nil if everything is.
type cells struct {
	sum2     []int64
	large    []wide
	answered []int64
}

// Replies returns how long the members of a team wait for each other if they ask within w. The
// figures are those of [Reply.Wait], to the last digit.
//
// It takes time in proportion to the number of pairs of different schedules: for each answerer
// the wait is summed up once, as a function of the instant of sending, and a pair is a sum of differences of
// that over the asker's day. Members with the same schedule are computed once.
func Replies(w availability.Span, team ...Answerer) *Matrix {
	m := &Matrix{
		w:         w.Intersect(availability.Calendar()),
		team:      slices.Clone(team),
		askers:    make([]*asker, len(team)),
		answerers: make([]*answerer, len(team)),
	}
	rows := m.findAskers()
	borders := newBorders(rows)
	seen := make(map[answerKey][]int) // members, one of each pauses
	for i, a := range m.team {
		if a.Schedule == nil {
			continue
		}
		key := answerKey{a.Schedule.Fingerprint(), wholeSeconds(a.Work), a.states()}
		for _, k := range seen[key] {
			if m.team[k].Pauses.Equal(a.Pauses) {
				m.answerers[i] = m.answerers[k]
			}
		}
		if m.answerers[i] == nil {
			seen[key] = append(seen[key], i)
			r := a.Reply()
			m.answerers[i] = &answerer{r, borders.column(r, rows)}
		}
	}
	return m
}

// An answerKey tells answerers apart, but for their pauses.
type answerKey struct {
	schedule availability.Fingerprint
	work     int64
	states   availability.State
}

// findAskers returns the different askers, in rows.
func (m *Matrix) findAskers() []*asker {
	var rows []*asker
	var spans []availability.Span // of all askers
	seen := make(map[availability.Fingerprint]*asker, min(len(m.team), 256))
	for i, a := range m.team {
		if a.Schedule == nil {
			continue
		}
		k := a.Schedule.Fingerprint()
		r := seen[k]
		if r == nil {
			done := len(spans)
			spans = a.Schedule.AppendIn(spans, m.w)
			r = &asker{row: len(rows), time: spans[done:len(spans):len(spans)]}
			for _, sp := range r.time {
				r.sent += sp.Seconds()
			}
			seen[k] = r
			rows = append(rows, r)
		}
		m.askers[i] = r
	}
	return rows
}

// Len returns the number of members.
func (m *Matrix) Len() int { return len(m.team) }

// pair returns the asker and the answerer, or false if one of them never is.
func (m *Matrix) pair(i, j int) (*asker, *answerer, bool) {
	if i < 0 || i >= len(m.team) || j < 0 || j >= len(m.team) || m.askers[i] == nil || m.answerers[j] == nil {
		return nil, nil, false
	}
	return m.askers[i], m.answerers[j], true
}

// Mean returns the mean wait of the asker's messages that the answerer answers, to the nanosecond (cut
// off). It reports false if there are none.
func (m *Matrix) Mean(asker, answerer int) (time.Duration, bool) {
	sum2, answered := m.cell(asker, answerer)
	if answered == 0 {
		return 0, false
	}
	return sum2.nanoseconds(2 * uint64(answered)), true
}

// cell returns the sum of a pair's waits, doubled, and of the seconds of sending that are
// answered.
func (m *Matrix) cell(i, j int) (sum2 wide, answered int64) {
	from, to, ok := m.pair(i, j)
	if !ok {
		return wide{}, 0
	}
	answered = from.sent
	if to.answered != nil {
		answered = to.answered[from.row]
	}
	if to.large != nil {
		return to.large[from.row], answered
	}
	return wideOf(to.sum2[from.row]), answered
}

// Unanswered returns the share, 0 to 1, of the asker's messages that the answerer never answers.
func (m *Matrix) Unanswered(asker, answerer int) float64 {
	from := m.sender(asker)
	if from == nil {
		return 0
	}
	_, answered := m.cell(asker, answerer)
	return share(from.sent-answered, from.sent)
}

// sender returns the asker, or nil if they never ask.
func (m *Matrix) sender(i int) *asker {
	if i < 0 || i >= len(m.team) {
		return nil
	}
	return m.askers[i]
}

// Wait returns the whole distribution of a pair's waits. It is worked out when it is asked for.
func (m *Matrix) Wait(asker, answerer int) Wait {
	from := m.sender(asker)
	if from == nil {
		return Wait{}
	}
	var r Reply
	if _, to, ok := m.pair(asker, answerer); ok {
		r = to.reply
	}
	return r.Wait(availability.NewSet(from.time...))
}

// Asking returns the mean wait of what a member asks the others, and Answering that of what the
// others ask a member; each message weighs the same. They report false if there is none that is answered.
func (m *Matrix) Asking(asker int) (time.Duration, bool) {
	return m.mean(func(yield func(i, j int)) {
		for j := range m.team {
			yield(asker, j)
		}
	})
}

// Answering returns the mean wait of what the others ask a member; see [Matrix.Asking].
func (m *Matrix) Answering(answerer int) (time.Duration, bool) {
	return m.mean(func(yield func(i, j int)) {
		for i := range m.team {
			yield(i, answerer)
		}
	})
}

// TeamMean returns the mean wait of what all members ask each other; see [Matrix.Asking].
func (m *Matrix) TeamMean() (time.Duration, bool) {
	return m.mean(func(yield func(i, j int)) {
		for i := range m.team {
			for j := range m.team {
				yield(i, j)
			}
		}
	})
}

// mean returns the mean over pairs of different members.
func (m *Matrix) mean(pairs func(yield func(i, j int))) (time.Duration, bool) {
	var sum2 wide
	var seconds int64
	pairs(func(i, j int) {
		if i == j {
			return
		}
		s, answered := m.cell(i, j)
		sum2 = sum2.plus(s)
		seconds += answered
	})
	if seconds == 0 {
		return 0, false
	}
	return sum2.nanoseconds(2 * uint64(seconds)), true
}

package main

import "github.com/noonmark/noonmark/overlap"

// Slots are the best times for a single meeting.
type slots struct {
	Period   window    `json:"period"`
	Tried    int       `json:"tried"`    // starts in the period
	Possible int       `json:"possible"` // of them, within the time that people have agreed to
	Refusal  *refusal  `json:"refusal"`  // why there is none of these; else null
	Anyway   bool      `json:"anyway"`   // there is none of these, so best asks people at other times too
	Best     []meeting `json:"best"`     // best first
}

// A refusal says why there is no time, and what would give one.
type refusal struct {
	Tried       int          `json:"tried"`    // starts
	Blockers    []blocker    `json:"blockers"` // who blocks most first
	Relaxations []relaxation `json:"would_do"` // each alone
}

// A blocker is somebody who cannot come.
type blocker struct {
	Name   string `json:"name"`
	Starts int    `json:"starts"` // at which they cannot come
	Alone  int    `json:"alone"`  // at which all others can
	Why    string `json:"why"`    // most often
}

type relaxation struct {
	What    string  `json:"what"`
	Meeting meeting `json:"meeting"` // the best one that it gives
}

// findSlots looks within the hours that people have agreed to. If there is nothing it says
// why, and unless that is not wanted it looks again at any time.
func findSlots(q question) (slots, error) {
	r := overlap.Request{Meeting: q.meeting, Period: q.season.Days(0, 7*q.within), Best: q.best}
	r.States, r.Clock = agreed, q.season.Zone
	found, err := overlap.Find(r)
	if err != nil {
		return slots{}, err
	}
	s := slots{Period: windowOf(r.Period), Tried: found.Tried, Possible: found.Possible, Best: []meeting{}}
	if f := found.Refusal; f != nil {
		s.Refusal = q.refusal(f)
		if !q.strict {
			r.States = anyTime
			if found, err = overlap.Find(r); err != nil {
				return slots{}, err
			}
			s.Anyway = len(found.Candidates) > 0
		}
	}
	for _, c := range found.Candidates {
		s.Best = append(s.Best, q.candidate(c))
	}
	return s, nil
}

func (q question) refusal(f *overlap.Refusal) *refusal {
	out := &refusal{f.Tried, []blocker{}, []relaxation{}}
	for _, b := range f.Blockers {
		out.Blockers = append(out.Blockers, blocker{b.Name, b.Starts, b.Alone, b.Reasons[0].Obstacle.String()})
	}
	for _, r := range f.Relaxations {
		out.Relaxations = append(out.Relaxations, relaxation{r.String(), q.candidate(r.Candidate)})
	}
	return out
}

func (q question) candidate(c overlap.Candidate) meeting {
	return q.attended(c.Span, c.Attendances())
}

package overlap

import "slices"

// # Legs
//
// Every wait is a walk through the steps of its reply. A leg is what happens at one step: the
// message arrives and, later, is passed on. For a range of sending ticks both
// are line pieces, so what is asked about a leg is again a question about areas.

// A step is what a leg passes through: an answerer or, if that is nil, a machine.
type step struct {
	answerer *hop
	task     string // of a plan
}

// name returns the name of the answerer, if there is one.
func (s step) name() string {
	if s.answerer == nil {
		return ""
	}
	return s.answerer.Schedule.Name()
}

// A leg is one step over a range of sending ticks, the same for both pieces.
type leg struct {
	step   int // which of the record's
	arrive piece
	leave  piece // may be never
}

// A record collects the legs of messages as they pass through a reply. A nil record collects
// nothing.
type record struct {
	steps []step
	legs  []leg
	// asked says that the legs of everybody who is asked are wanted, not only those that
	// decide when the answer comes.
	asked bool
	task  string // the task in which the steps are
}

// leg records the step s, which in enters and out leaves. They are on the same ranges.
func (rec *record) leg(s step, in, out []piece) {
	if rec == nil {
		return
	}
	s.task = rec.task
	rec.steps = append(rec.steps, s)
	for p, q := range both(in, out) {
		if p.kind != never {
			rec.legs = append(rec.legs, leg{len(rec.steps) - 1, p, q})
		}
	}
}

// mark returns how many legs there are.
func (rec *record) mark() int {
	if rec == nil {
		return 0
	}
	return len(rec.legs)
}

// follows reports whether of the pool of q only the legs that decide are wanted.
func (rec *record) follows(q *quorum) bool { return rec != nil && (!rec.asked || q.choice) }

// keepDeciding drops the legs of members of a pool where another one decides when out, the
// answer of all, comes. Of several that decide, the first in the pool does. The legs of
// member i are from marks[i] to marks[i+1], its answers are answers[i].
func (rec *record) keepDeciding(marks []int, answers [][]piece, out []piece) {
	kept := slices.Clone(rec.legs[:marks[0]])
	open := answered(out)
	for i, answer := range answers {
		mine := open.intersect(equal(answer, out))
		open = open.subtract(mine)
		kept = appendLegs(kept, rec.legs[marks[i]:marks[i+1]], mine)
	}
	rec.legs = kept
}

// keep drops all legs but those of messages that are sent within the ranges.
func (rec *record) keep(r ranges) { rec.legs = appendLegs(nil, rec.legs, r) }

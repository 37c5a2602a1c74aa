package overlap

import (
	"time"

	"github.com/noonmark/noonmark/availability"
)

// SendBy returns the latest instant at which a message can be sent and still be answered
// by t, in UTC: the inverse of [Reply.At]. Where there is no latest one, because what is sent at a border
// is too late and anything before it is not, it is the last nanosecond. It reports false
// if no message in the calendar is answered by t.
func (r Reply) SendBy(t time.Time) (time.Time, bool) {
	first, end := availability.Calendar().Unix()
	switch { // outside the calendar, ticks may overflow
	case t.Unix() < first:
		return time.Time{}, false
	case t.Unix() > end:
		t = availability.Calendar().End()
	}
	due, fraction := tickOf(t)
	inTime := func(x tick) bool {
		p := r.over(x, x+1)[0]
		if p.kind == never {
			return false
		}
		answer, _ := p.answers()
		return answer <= due
	}
	// Later messages are not answered earlier: gallop back to one that is in time, then
	// look for the last one.
	late := min(due+1, tick(2*end))
	early := late
	for back := tick(1); ; back *= 2 {
		if early = max(late-back, tick(2*first)); inTime(early) {
			break
		}
		if late = early; late == tick(2*first) {
			return time.Time{}, false
		}
	}
	for late-early > 1 {
		if x := early + (late-early)/2; inTime(x) {
			early = x
		} else {
			late = x
		}
	}
	sent := time.Unix(early.second(), 0).UTC()
	if early%2 == 0 {
		return sent, true
	}
	if answer := r.over(early, early+1)[0]; answer.kind == delay && early+answer.value == due {
		return sent.Add(fraction), true
	}
	return sent.Add(time.Second - 1), true
}

// BestSend returns when within w to send so as to wait least: the first such instant, in
// whole seconds or, where the least wait is only come close to, within a nanosecond of it. It
// reports false if nothing that is sent within w is answered.
func (r Reply) BestSend(w availability.Span) (Message, bool) {
	return r.BestSendIn(availability.NewSet(w))
}

// BestSendIn is BestSend for the instants of a set, such as the asker's working time, or that
// in which nobody is disturbed ([Reply.Quiet]).
func (r Reply) BestSendIn(sent availability.Set) (Message, bool) {
	var best extreme
	for _, p := range r.after(identity(sent), nil) {
		if p.kind == never {
			continue
		}
		e := p.first()
		if p.kind == moment {
			e = p.last()
		}
		if !best.set || best.longer(e) {
			best = e
		}
	}
	if !best.set {
		return Message{}, false
	}
	return best.message(), true
}

// Quiet returns the instants of w, in whole seconds, at which a message can be sent so that it disturbs nobody
// out of hours: each hop's message reaches its answerer while they work ([availability.Working]), and in
// pools that holds for all who are asked. It says nothing about when the answer comes back.
func (r Reply) Quiet(w availability.Span) availability.Set {
	rec := &record{asked: true}
	sent := identity(availability.NewSet(w))
	if len(sent) == 0 {
		return availability.Set{}
	}
	r.after(sent, rec)
	quiet := ranges{{sent[0].from, sent[0].to}}
	for i, s := range rec.steps {
		if s.answerer == nil {
			continue
		}
		var loud ranges
		for _, l := range rec.legs {
			if l.step == i {
				loud = s.answerer.disturbed(loud, l.arrive)
			}
		}
		quiet = quiet.subtract(loud)
	}
	var spans []availability.Span
	for _, q := range quiet {
		// A second is quiet if both its instant and the interval after it are.
		spans = append(spans, availability.UnixSpan((q.from+1).second(), q.to.second()))
	}
	return availability.NewSet(spans...)
}

// disturbed adds to loud when the messages that reach h as arrive says do so out of hours.
// It is called in the order of sending.
func (h *hop) disturbed(loud ranges, arrive piece) ranges {
	from, to := arrive.answers()
	w := availability.UnixSpan(from.second(), (to + 1).second())
	// At the end of the calendar nobody works either: ask for what is not working time.
	for sp := range h.Schedule.When(w, availability.Working).Complement(w).All() {
		start, end := sp.Unix()
		if arrive.kind == moment {
			return loud.add(arrive.from, arrive.to)
		}
		loud = loud.add(max(tick(2*start)-arrive.value, arrive.from), min(tick(2*end)-arrive.value, arrive.to))
	}
	return loud
}

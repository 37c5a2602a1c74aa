package availability

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"
)

// labels are what the person has noted about their time, private until asked for.
type labels struct {
	leave []labelledSpan
}

type labelledSpan struct {
	civil Span
	label string
}

// Label returns what is known of why the person is in their state at t, beyond the state:
// the label of their leave or of a recurring block, or the name of the holiday.
// It is empty where there is none, and for all other states.
//
// Labels are private ("Surgery"): nothing else in this package but [Schedule.Labels] tells them, and
// package calendar only where it is asked to. Ask for them only on behalf of those whom the
// person would tell.
func (s *Schedule) Label(t time.Time) string {
	state := s.StateAt(t)
	if state == 0 {
		return ""
	}
	u := t.Unix()
	seconds, _ := s.zone.offset(u)
	c := u + seconds
	if state == Leave {
		for _, l := range s.labels.leave {
			if l.label != "" && l.civil.start <= c && c < l.civil.end {
				return l.label
			}
		}
	}
	if state == Busy && s.busy.Contains(t) {
		return "" // known from outside, which says no more
	}
	for i := len(s.blocks) - 1; i >= 0; i-- {
		b := &s.blocks[i]
		if b.state != state {
			continue
		}
		if spans, _ := b.expand(nil, nil, Span{c, c + 1}); len(spans) > 0 {
			return b.label
		}
	}
	if state == Holiday {
		holidays := s.hours.public.cursor()
		day, _ := holidays.at(floorDiv(c, secondsPerDay))
		return day.Name
	}
	return ""
}

// maxLabelRunes keeps labels to a line.
const maxLabelRunes = 200

func checkLabel(label string) error {
	switch {
	case !utf8.ValidString(label):
		return errors.New("the label is not valid UTF-8")
	case utf8.RuneCountInString(label) > maxLabelRunes:
		return fmt.Errorf("the label is longer than %d characters: shorten it", maxLabelRunes)
	}
	return nil
}

package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Series returns events that happen at the occurrences of a recurrence, each for just so long:
// one event with the rule and its exceptions, and one for each occurrence that is apart.
//
// Apart are further dates (Also), which clients read less well than events, and, of
// the occurrences that start in w, those on the days of DST changes that programs read
// differently (see [Weekly]). The events are like the given one. Its Zone is that of the
// recurrence, and its Source is that of the series; those apart go on with their
// start, such as "standup/20261025T003000Z".
//
// The rule is kept as it is, from its first occurrence on, so that an endless series is the same in every window. Only an
// UNTIL that is not in UTC is written so, as iCalendar asks. A rule of which all
// occurrences are apart is not written: those of w are. An error says what is wrong with the
// recurrence or the duration, or that nothing ever occurs. A recurrence without a rule is events that happen once.
func Series(like Event, parts availability.RecurrenceParts, duration time.Duration, w availability.Span) ([]Event, error) {
	length := int64(duration / time.Second)
	if length <= 0 {
		return nil, fmt.Errorf("%sseries %q: the duration %v is less than a second (say how long an occurrence lasts)", prefix, like.Source, duration)
	}
	parts.Zone = like.zone()
	whole, err := availability.NewRecurrence(parts)
	if err != nil {
		return nil, fmt.Errorf("%sseries %q: %w", prefix, like.Source, err)
	}
	s := series{like: like, zone: like.Zone, length: length}
	if isUTC(s.zone) {
		s.zone = nil
	}
	from, to := civilOf(minCivil), civilOf(maxCivil)
	ruled := func(availability.Civil) bool { return false }
	var events []Event
	if parts.Rule != "" {
		bare, err := availability.NewRecurrence(availability.RecurrenceParts{Start: parts.Start, Rule: parts.Rule, Zone: parts.Zone})
		if err != nil {
			return nil, fmt.Errorf("%sseries %q: %w", prefix, like.Source, err)
		}
		ruled = func(c availability.Civil) bool { return occursAt(bare, c) }
		e, ok := s.event(bare, parts)
		if ok {
			start, end := w.Unix()
			near := availability.UnixSpan(start-maxOffset, end+maxOffset).Intersect(availability.Calendar())
			first, last := near.Unix()
			first = max(first, civilSecond(e.parts().Start))
			for c := range bare.Times(civilOf(first), civilOf(last)) {
				if at := instantOf(s.zone, civilSecond(c)); at >= start && at < end && !s.regular(c) && !slices.Contains(e.Except, c) {
					e.Except = append(e.Except, c)
					if occursAt(whole, c) {
						events = append(events, s.single(c))
					}
				}
			}
			slices.SortFunc(e.Except, compareCivil)
			events = append([]Event{e}, events...)
		}
		// What is before the event's start is listed by date.
		if ok {
			to = e.parts().Start
		} else {
			start, end := w.Unix()
			from, to = civilOf(wallOf(s.zone, start)), civilOf(wallOf(s.zone, end))
		}
	}
	for c := range whole.Times(from, to) {
		events = append(events, s.single(c))
	}
	for _, c := range parts.Also {
		if parts.Rule != "" && civilSecond(c) >= civilSecond(to) && !ruled(c) && occursAt(whole, c) {
			events = append(events, s.single(c))
		}
	}
	if len(events) == 0 {
		return nil, fmt.Errorf("%sseries %q: never occurs (check the exceptions, and the end of the rule)", prefix, like.Source)
	}
	return events, nil
}

// A series is a recurrence on its way to events.
type series struct {
	like   Event
	zone   *availability.Zone
	length int64
}

// regular reports whether every program reads an occurrence alike.
func (s *series) regular(c availability.Civil) bool {
	at := instantOf(s.zone, civilSecond(c))
	p, _, ok := patternOf(s.zone, availability.UnixSpan(at, at+s.length))
	return ok && p.clock == civilSecond(c)-floorDiv(civilSecond(c), secondsPerDay)*secondsPerDay
}

func (s *series) single(c availability.Civil) Event {
	e := s.like
	at := instantOf(s.zone, civilSecond(c))
	e.Span, e.Rule, e.Except = availability.UnixSpan(at, at+s.length), "", nil
	e.Source += "/" + e.Span.Start().Format("20060102T150405Z")
	return e
}

// event returns the rule from its first regular occurrence on, with the exceptions of parts. It
// reports false if there is none.
func (s *series) event(bare availability.Recurrence, parts availability.RecurrenceParts) (Event, bool) {
	skipped, found := 0, false
	var start availability.Civil
	for c := range bare.Times(parts.Start, civilOf(maxCivil)) {
		if s.regular(c) {
			start, found = c, true
			break
		}
		if skipped++; skipped == maxSkipped {
			break
		}
	}
	if !found {
		return Event{}, false
	}
	e := s.like
	at := instantOf(s.zone, civilSecond(start))
	e.Span = availability.UnixSpan(at, at+s.length)
	e.Rule = ruleFrom(parts, skipped)
	e.Except = nil
	later := func(c availability.Civil) bool { return civilSecond(c) >= civilSecond(start) }
	for _, c := range parts.Except {
		if later(c) && occursAt(bare, c) {
			e.Except = append(e.Except, c)
		}
	}
	for _, d := range parts.ExceptDays {
		day := availability.Civil{Date: d}
		for c := range bare.Times(day, civilOf(civilSecond(day)+secondsPerDay)) {
			if later(c) {
				e.Except = append(e.Except, c)
			}
		}
	}
	slices.SortFunc(e.Except, compareCivil)
	e.Except = slices.Compact(e.Except)
	// A rule of which nothing remains is no event.
	for range e.Occurrences(availability.Calendar()) {
		return e, true
	}
	return Event{}, false
}

// maxSkipped is after how many irregular occurrences a rule counts as one that has no others, such as
// one of meetings that last a year.
const maxSkipped = 1000

// ruleFrom returns the rule as it goes on after so many occurrences, with an UNTIL in UTC.
func ruleFrom(parts availability.RecurrenceParts, skipped int) string {
	list := strings.Split(strings.ToUpper(parts.Rule), ";")
	for i, part := range list {
		name, value, _ := strings.Cut(part, "=")
		switch name {
		case "COUNT":
			if n, err := strconv.Atoi(value); err == nil {
				list[i] = "COUNT=" + strconv.Itoa(n-skipped)
			}
		case "UNTIL":
			if strings.HasSuffix(value, "Z") {
				break
			}
			end, err := time.Parse("20060102T150405", value)
			if err != nil { // a date, which includes its day
				end, _ = time.Parse("20060102", value)
				end = end.Add((secondsPerDay - 1) * time.Second)
			}
			list[i] = "UNTIL=" + untilText(instantOf(parts.Zone, end.Unix()))
		}
	}
	return strings.Join(list, ";")
}

// occursAt reports whether c is an occurrence of r.
func occursAt(r availability.Recurrence, c availability.Civil) bool {
	second := civilSecond(c)
	if second < minCivil || second >= maxCivil {
		return false
	}
	for range r.Times(c, civilOf(second+1)) {
		return true
	}
	return false
}

func compareCivil(a, b availability.Civil) int {
	return int(max(min(civilSecond(a)-civilSecond(b), 1), -1))
}

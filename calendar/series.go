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
// Apart are further dates (Also), which clients read less well than events, and those on
// the days of DST changes that programs read differently (see [Weekly]). Of these the ones that
// overlap w are published. A series whose start the clocks skip or repeat is continued by
// another event after that day.
//
// The events are like the given one, but not AllDay. Its Zone is that of the recurrence,
// and its Source is that of the series; those apart, and what continues it, go on with
// their start, such as "standup/20261025T003000Z".
//
// The rule stays as it is, from its first occurrence on, and so an endless series is the same in every
// window. Only its end is written anew: as COUNT if it was one, and otherwise as an UNTIL in UTC,
// half a day after the last occurrence. A recurrence without a rule is events that happen once.
//
// Clients agree on the rules that people use. They do not on yearly ones for 29 February,
// on WEEKLY with BYSETPOS, on BYWEEKNO without BYDAY, and on negative BYYEARDAY: give such
// dates as Also.
//
// An error says what is wrong with the recurrence or the duration, that nothing ever occurs, or
// that more than 100,000 occurrences lie before the end of w.
func Series(like Event, parts availability.RecurrenceParts, duration time.Duration, w availability.Span) ([]Event, error) {
	fail := func(format string, args ...any) ([]Event, error) {
		return nil, fmt.Errorf("%sseries %q: "+format, append([]any{prefix, like.Source}, args...)...)
	}
	length := int64(duration / time.Second)
	if length <= 0 {
		return fail("the duration %v is less than a second (say how long an occurrence lasts)", duration)
	}
	parts.Zone = like.zone()
	whole, err := availability.NewRecurrence(parts)
	if err != nil {
		return fail("%w", err)
	}
	s := series{like: like, zone: like.Zone, length: length, parts: parts}
	if isUTC(s.zone) {
		s.zone = nil
	}
	var dates []availability.Civil // that are events of their own
	if parts.Rule == "" {
		dates = append(dates, parts.Start)
	} else {
		s.bare, err = availability.NewRecurrence(availability.RecurrenceParts{Start: parts.Start, Rule: parts.Rule, Zone: parts.Zone})
		if err != nil {
			return fail("%w", err)
		}
		if !s.divide(w) {
			return fail("more than %d occurrences before the end of %s (start later)", maxScanned, w)
		}
	}
	for _, c := range parts.Also {
		if parts.Rule == "" || !occursAt(s.bare, c) {
			dates = append(dates, c)
		}
	}
	slices.SortFunc(dates, compareCivil)
	for _, c := range slices.Compact(dates) {
		if occursAt(whole, c) {
			s.publish(s.single(c), w)
		}
	}
	s.sort()
	if len(s.events) == 0 && !s.absent {
		return fail("never occurs (check the exceptions, and the end of the rule)")
	}
	return s.events, nil
}

const (
	// maxScanned is how many occurrences of a rule are looked at, one by one.
	maxScanned = 100_000
	// maxSkipped is after how many irregular occurrences beyond the window a rule counts as
	// one that has no others, such as one of meetings that last a year.
	maxSkipped = 1000
)

// A series is a recurrence on its way to events.
type series struct {
	like   Event
	zone   *availability.Zone
	length int64
	parts  availability.RecurrenceParts
	bare   availability.Recurrence // the rule, without exceptions and further dates
	events []Event
	begun  bool // an event with the rule is among them, or is over by the window
	absent bool // something occurs that is not published, as it is outside the window
}

// A stint is a part of a series that one event can tell.
type stint struct {
	start, last availability.Civil // the first and the last occurrence so far
	before      int                // how many occurrences of the rule come before
	except      []availability.Civil
}

// divide makes events of the rule: stints that go on until the clocks skip or repeat an occurrence, and those
// that are irregular.
func (s *series) divide(w availability.Span) bool {
	excepted := make(map[availability.Civil]bool, len(s.parts.Except))
	for _, c := range s.parts.Except {
		excepted[c] = true
	}
	free := make(map[availability.Civil]bool, len(s.parts.ExceptDays)) // their midnights
	for _, d := range s.parts.ExceptDays {
		free[availability.Civil{Date: d}] = true
	}
	_, end := w.Unix()
	var open *stint
	index, skipped, reached := 0, 0, false
	for c := range s.bare.Times(s.parts.Start, civilOf(maxCivil)) {
		at := instantOf(s.zone, civilSecond(c))
		if at >= end {
			if reached = true; open != nil || skipped == maxSkipped {
				break
			}
			skipped++
		}
		if index == maxScanned+maxSkipped {
			return false
		}
		doubt := !says(s.zone, civilSecond(c))
		happens := !excepted[c] && !free[availability.Civil{Date: c.Date}]
		regular := !doubt && s.regular(c)
		switch {
		case happens && regular && open == nil:
			open = &stint{start: c, last: c, before: index}
		case happens && regular:
			open.last = c
		case open != nil && !doubt:
			open.except = append(open.except, c)
		}
		if happens && !regular {
			s.publish(s.single(c), w)
		}
		if doubt && open != nil {
			s.publish(s.event(open, false), w)
			open = nil
		}
		index++
	}
	if open == nil {
		return true
	}
	// The rule ends as it did, and the exceptions beyond the window go with it.
	if reached {
		beyond := func(c availability.Civil) bool {
			return instantOf(s.zone, civilSecond(c)) >= end && compareCivil(c, open.start) > 0
		}
		for _, c := range s.parts.Except {
			if beyond(c) && occursAt(s.bare, c) {
				open.except = append(open.except, c)
			}
		}
		for _, d := range s.parts.ExceptDays {
			day := availability.Civil{Date: d}
			for c := range s.bare.Times(day, civilOf(civilSecond(day)+secondsPerDay)) {
				if beyond(c) {
					open.except = append(open.except, c)
				}
			}
		}
	}
	s.publish(s.event(open, true), w)
	return true
}

// publish adds an event, unless it is outside the window. One with a rule that begins later is not.
func (s *series) publish(e Event, w availability.Span) {
	s.begun = s.begun || e.Rule != ""
	first, past := w.Unix()
	start, end := e.spread().Unix()
	if end <= first || e.Rule == "" && start >= past {
		s.absent = true
		return
	}
	s.events = append(s.events, e)
}

// sort puts the series before what is apart, and keeps one of what happens at one time: a time
// that the clocks skip is, by the offset before it, another one that they show.
func (s *series) sort() {
	var ruled, apart []Event
	for _, e := range s.events {
		if e.Rule != "" {
			ruled = append(ruled, e)
		}
	}
	happens := func(sp availability.Span) bool {
		for i := range ruled {
			for o := range ruled[i].Occurrences(sp) {
				if o == sp {
					return true
				}
			}
		}
		return slices.ContainsFunc(apart, func(e Event) bool { return e.Span == sp })
	}
	for _, e := range s.events {
		if e.Rule == "" && !happens(e.Span) {
			apart = append(apart, e)
		}
	}
	s.events = append(ruled, apart...)
}

// regular reports whether every program reads an occurrence alike.
func (s *series) regular(c availability.Civil) bool {
	at := instantOf(s.zone, civilSecond(c))
	_, _, ok := patternOf(s.zone, availability.UnixSpan(at, at+s.length))
	return ok
}

func (s *series) single(c availability.Civil) Event {
	e := s.like
	at := instantOf(s.zone, civilSecond(c))
	e.Span, e.Rule, e.Except, e.AllDay = availability.UnixSpan(at, at+s.length), "", nil, false
	e.Source += "/" + e.Span.Start().Format("20060102T150405Z")
	return e
}

// event returns a stint as an event. The last one has the end of the rule.
func (s *series) event(st *stint, last bool) Event {
	e := s.like
	at := instantOf(s.zone, civilSecond(st.start))
	e.Span, e.AllDay = availability.UnixSpan(at, at+s.length), false
	slices.SortFunc(st.except, compareCivil)
	e.Except = slices.Compact(st.except)
	if s.begun {
		e.Source += "/" + e.Span.Start().Format("20060102T150405Z")
	}
	var rule []string
	sparse := true // at most one occurrence a day
	until := ""
	for part := range strings.SplitSeq(strings.ToUpper(s.parts.Rule), ";") {
		name, value, _ := strings.Cut(part, "=")
		switch {
		case name == "COUNT" && last:
			if n, err := strconv.Atoi(value); err == nil {
				part = "COUNT=" + strconv.Itoa(n-st.before)
			}
		case name == "COUNT":
			continue
		case name == "UNTIL":
			until = value
			continue
		case name == "BYHOUR", name == "BYMINUTE", name == "BYSECOND", value == "HOURLY", value == "MINUTELY", value == "SECONDLY":
			sparse = false
		}
		rule = append(rule, part)
	}
	switch {
	case !last:
		until = s.until(st.last, sparse)
		e.Except = slices.DeleteFunc(e.Except, func(c availability.Civil) bool { return compareCivil(c, st.last) > 0 })
	case until != "":
		until = s.until(s.finale(until), sparse)
	}
	if until != "" {
		rule = append(rule, "UNTIL="+until)
	}
	e.Rule = strings.Join(rule, ";")
	return e
}

// until returns the UNTIL for a last occurrence.
func (s *series) until(c availability.Civil, sparse bool) string {
	at := instantOf(s.zone, civilSecond(c))
	if sparse {
		at += untilMargin
	}
	return untilText(at)
}

// finale returns the last occurrence of a rule with an UNTIL, which has one.
func (s *series) finale(until string) availability.Civil {
	end, _ := timeOf(until) // on this clock or in UTC: to a day
	var last availability.Civil
	for _, days := range []int64{2, 40, 400, 4000, 4_000_000} {
		found := false
		from, to := max(end-days*secondsPerDay, minCivil), min(end+2*secondsPerDay, maxCivil)
		for c := range s.bare.Times(civilOf(from), civilOf(to)) {
			last, found = c, true
		}
		if found {
			break
		}
	}
	return last
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

package calendar

import (
	"strconv"

	"github.com/noonmark/noonmark/availability"
)

// A Diary is how the time of one person is published: as events, as layers of availability, or
// as free/busy time.
//
// It tells when, and not why: events are called "busy" and "away" unless Labels is set. What
// is public of a person is up to whoever makes the diary; nothing is published by itself.
type Diary struct {
	// Schedule is the person. It must not be nil.
	Schedule *availability.Schedule

	// Source is the common start of all sources. Empty means the person's name.
	Source string

	// States are the states of which Events makes events. Zero means Free, and so the working
	// hours.
	//
	//   - Free, and no other of the Working states: the working hours, meetings and all
	//   - Focus and Busy: these times, each in events of its own
	//   - Stretch: the hours for which the person can be asked
	//   - Leave and Holiday: both together, so that one is not told from the other; just
	//     the one that is asked for, if it is one alone
	//   - OffHours and RestDay: the time that is off
	States availability.State

	// Labels tells what the schedule knows of its times (see [availability.Schedule.Label]): the
	// names of meetings, of leave and of holidays. They may be private; ask only where the
	// person has agreed.
	Labels bool

	// Blocks makes the events block the time in the calendars of those who subscribe: Busy for
	// meetings and focus, Unavailable for leave and holidays. That is for the person's own
	// calendar, and for programs that plan for them. Colleagues who subscribe would look
	// busy themselves.
	Blocks bool
}

// source returns the start of all sources.
func (d Diary) source() string {
	if d.Source == "" {
		return d.Schedule.Name()
	}
	return d.Source
}

// A diaryKind is events of a diary that have a title in common.
type diaryKind struct {
	asked    availability.State // the states that ask for it
	states   availability.State // the states of which it is made
	source   string
	title    string
	category string
	show     FreeBusyType // if it blocks
	labelled bool         // if labels are asked for
}

// kinds returns what the diary publishes.
func (d Diary) kinds() []diaryKind {
	states := d.States
	if states == 0 {
		states = availability.Free
	}
	name := d.Schedule.Name()
	all := []diaryKind{
		{availability.Free, availability.Working, "hours", name + " works", "hours", Free, false},
		{availability.Focus, availability.Focus, "focus", name + ": focus", "focus", Busy, true},
		{availability.Busy, availability.Busy, "busy", name + ": busy", "busy", Busy, true},
		{availability.Stretch, availability.Stretch, "stretch", name + " can be asked", "stretch", Free, true},
		{availability.Leave | availability.Holiday, states & (availability.Leave | availability.Holiday), "away", name + ": away", "away", Unavailable, true},
		{availability.OffHours | availability.RestDay, states & (availability.OffHours | availability.RestDay), "off", name + " is off", "off", Free, true},
	}
	var kinds []diaryKind
	for _, k := range all {
		if states&k.asked != 0 {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// Events returns the times of the diary that overlap w, on the person's own clock and as
// few events as there can be (see [Weekly]): together they are just those times. What
// reaches over the edge of w is published whole, so that it is the same when w moves on; but
// what goes on for more than a year beyond is cut to w, and so is somebody's work day and night.
func (d Diary) Events(w availability.Span) []Event {
	var events []Event
	for _, k := range d.kinds() {
		like := Event{
			Source:     d.source() + "/" + k.source,
			Title:      k.title,
			Categories: []string{k.category},
		}
		if d.Blocks {
			like.Show = k.show
		}
		set, cut := d.whole(w, k.states)
		publish := func(like Event, set availability.Set) {
			for _, e := range Weekly(like, set, d.Schedule.ZoneAt) {
				if cut && e.Span.Start().Equal(w.Start()) {
					e.Source = like.Source + "/from before" // and not named by where it is cut
				}
				events = append(events, e)
			}
		}
		if !d.Labels || !k.labelled {
			publish(like, set)
			continue
		}
		labels, sets := d.labelled(set, k.states)
		for i, label := range labels {
			e := like
			if label != "" {
				e.Title = d.Schedule.Name() + ": " + label
				e.Source += "/" + strconv.Quote(label) // which is no zone
			}
			publish(e, sets[i])
		}
	}
	return events
}

// whole returns the spans of a state that overlap w, with what they have outside. On a side on which one goes on
// for more than a year it is cut to w; cut tells whether that is the start.
func (d Diary) whole(w availability.Span, states availability.State) (set availability.Set, cut bool) {
	w = w.Intersect(writableTime)
	if w.IsEmpty() {
		return set, false
	}
	const year = 366 * secondsPerDay
	start, end := w.Unix()
	wide := availability.UnixSpan(start-year, end+year).Intersect(writableTime)
	first, last := wide.Unix()
	var spans []availability.Span
	for sp := range d.Schedule.When(wide, states).All() {
		if !sp.Overlaps(w) {
			continue
		}
		from, to := sp.Unix()
		if from == first {
			from, cut = start, true
		}
		if to == last {
			to = end
		}
		spans = append(spans, availability.UnixSpan(from, to))
	}
	return availability.NewSet(spans...), cut
}

// writableTime is the time that iCalendar can write: all but the last second of the calendar, which has no end.
var writableTime = availability.UnixSpan(minCivil, maxCivil-1)

// labelled divides a set by the labels that its times have, in the order in which they come.
func (d Diary) labelled(set availability.Set, states availability.State) (labels []string, sets []availability.Set) {
	spans := make(map[string][]availability.Span)
	for whole := range set.All() {
		for sp, label := range d.Schedule.Labels(whole, states) {
			if spans[label] == nil {
				labels = append(labels, label)
			}
			spans[label] = append(spans[label], sp)
		}
	}
	for _, l := range labels {
		sets = append(sets, availability.NewSet(spans[l]...))
	}
	return labels, sets
}

// Availabilities returns layers of availability (RFC 7953) that say just when the person works
// within w, as far as programs know meetings from elsewhere: the states Free, Focus
// and Busy are available, and the rest is Unavailable.
//
// The lowest layer has the usual hours (see [availability.Schedule.Usual]), and
// what is worked beside them. Above it, with priority 1, is a layer for each
// leave, holiday or other time without work, that has nothing available. Publish
// meetings as events or as free/busy time; they lie above all layers.
func (d Diary) Availabilities(w availability.Span) []Availability {
	w = w.Intersect(writableTime)
	if w.IsEmpty() {
		return nil
	}
	actual := d.Schedule.When(w, availability.Working)
	usually := d
	usually.Schedule = d.Schedule.Usual()
	often, _ := usually.whole(w, availability.Working)
	once, _ := d.whole(w, availability.Working)
	usual := often.Union(once)
	base := Availability{
		Source:    d.source() + "/availability",
		Span:      w,
		Title:     d.Schedule.Name() + ": usual hours",
		Available: Weekly(Event{Source: d.source() + "/available", Title: d.Schedule.Name() + " works"}, usual, d.Schedule.ZoneAt),
	}
	layers := []Availability{base}
	lost := usual.Subtract(actual)
	for gap := range actual.Complement(w).All() {
		away := lost.Clip(gap)
		if away.IsEmpty() {
			continue
		}
		layers = append(layers, Availability{
			Source:   d.source() + "/unavailable/" + away.Bounds().Start().Format("20060102T150405Z"),
			Span:     away.Bounds(),
			Priority: 1,
			Title:    d.Schedule.Name() + ": away",
		})
	}
	return layers
}

// FreeBusy returns the person's time within w as free/busy time: Free is free, Focus and Busy
// are busy, Stretch is tentative, and all other time is unavailable.
func (d Diary) FreeBusy(w availability.Span) FreeBusy {
	w = w.Intersect(writableTime)
	when := func(states availability.State) availability.Set { return d.Schedule.When(w, states) }
	return FreeBusy{
		Source:      d.source() + "/freebusy",
		Span:        w,
		Free:        when(availability.Free),
		Tentative:   when(availability.Stretch),
		Busy:        when(availability.Focus | availability.Busy),
		Unavailable: when(availability.OffHours | availability.RestDay | availability.Holiday | availability.Leave),
	}
}

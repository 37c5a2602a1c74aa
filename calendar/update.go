package calendar

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// Update returns the feed with the revisions that follow from the one published before: the
// bytes that Encode wrote then, or none if there are none.
//
// What says the same as before keeps its LAST-MODIFIED, DTSTAMP and SEQUENCE. What has
// changed gets the feed's Stamp, or a second more than before if that is not later,
// and the next SEQUENCE. What is new begins with the Stamp and 0. Any Revision that
// the feed has is replaced. An event has changed, too, if the clocks of its zone have,
// during the event.
//
// The Stamp of the feed behaves likewise: if nothing has changed it is that of before, and the
// bytes are the same. So a program may set it to the current time, if it always calls Update. (After
// a feed that was published without Update the bytes differ once: the events have no
// LAST-MODIFIED there.)
//
// An event that is gone is dropped. With CancelRemoved it comes once more, with STATUS:CANCELLED
// and the next SEQUENCE, unless it was over by the Stamp. Then it is forgotten: if it comes back later, it is
// new, with a SEQUENCE of 0 and a later LAST-MODIFIED.
//
// The feed that is given does not change. The error tells mistakes in it, as Encode does, or
// that previous is no feed of this ID: then nothing is known of what clients have, and it is
// up to the caller whether to publish the feed as it is.
func (f Feed) Update(previous []byte) (Feed, error) {
	f = f.unrevised()
	var b bytes.Buffer
	if err := f.Encode(&b); err != nil {
		return Feed{}, err
	}
	now, err := readPublished(b.Bytes())
	if err != nil {
		return Feed{}, fmt.Errorf("%sfeed %q: %w", prefix, f.ID, err)
	}
	before := &published{}
	if len(previous) > 0 {
		before, err = readPublished(previous)
		if err == nil && before.feed != now.feed {
			err = fmt.Errorf("is that of another feed (give the one with this ID)")
		}
		if err != nil {
			return Feed{}, fmt.Errorf("%sfeed %q: the previous feed %w", prefix, f.ID, err)
		}
	}
	u := &revising{before: before, now: now, stamp: f.Stamp.Truncate(time.Second)}
	uids := newUIDMaker(f.ID)
	revise := func(source string, span availability.Span) Revision {
		return u.revision(uids.uid(source).String(), span)
	}
	for i := range f.Events {
		e := &f.Events[i]
		e.Revision = revise(e.Source, e.spread())
	}
	for i := range f.Availabilities {
		a := &f.Availabilities[i]
		a.Revision = revise(a.Source, a.Span)
		for j := range a.Available {
			e := &a.Available[j]
			e.Revision = revise(e.Source, e.spread())
		}
	}
	for i := range f.FreeBusy {
		b := &f.FreeBusy[i]
		b.Modified = revise(b.Source, b.Span).Modified
	}
	for _, uid := range before.order {
		if now.parts[uid] != nil {
			continue
		}
		u.changed = true
		part := before.parts[uid]
		if f.CancelRemoved && part.kind == "VEVENT" && part.value("STATUS") != "CANCELLED" && part.end() > u.stamp.Unix() {
			f.cancelled = append(f.cancelled, u.farewell(part))
		}
	}
	if len(previous) > 0 {
		f.Stamp = u.feedStamp()
	}
	return f, nil
}

// unrevised returns the feed without revisions, in slices of its own.
func (f Feed) unrevised() Feed {
	f.cancelled = nil
	f.Events = slices.Clone(f.Events)
	for i := range f.Events {
		f.Events[i].Revision = Revision{}
	}
	f.Availabilities = slices.Clone(f.Availabilities)
	for i := range f.Availabilities {
		a := &f.Availabilities[i]
		a.Revision = Revision{}
		a.Available = slices.Clone(a.Available)
		for j := range a.Available {
			a.Available[j].Revision = Revision{}
		}
	}
	f.FreeBusy = slices.Clone(f.FreeBusy)
	for i := range f.FreeBusy {
		f.FreeBusy[i].Modified = time.Time{}
	}
	return f
}

// A revising compares a feed with the one before.
type revising struct {
	before, now *published
	stamp       time.Time
	changed     bool
}

// revision returns the revision of a component of the new feed, which happens within span.
func (u *revising) revision(uid string, span availability.Span) Revision {
	part, old := u.now.parts[uid], u.before.parts[uid]
	if old == nil {
		u.changed = true
		return Revision{Modified: u.stamp}
	}
	if part.same(old) && u.sameZones(part, span) {
		u.changed = u.changed || !old.dated && part.kind != "VFREEBUSY"
		return old.revision
	}
	u.changed = true
	return u.next(old.revision)
}

// next returns the revision after one.
func (u *revising) next(r Revision) Revision {
	r.Sequence++
	r.Modified = later(u.stamp, r.Modified)
	return r
}

// later returns the stamp, or the second after a time that is not before it.
func later(stamp, before time.Time) time.Time {
	if stamp.After(before) {
		return stamp
	}
	if next := before.Add(time.Second); writable(next.Unix()) {
		return next
	}
	return before // the last there is
}

// feedStamp returns the stamp of the whole.
func (u *revising) feedStamp() time.Time {
	sameZone := func(a, b *publishedPart) bool { return b != nil && a.same(b) }
	same := !u.changed && slices.Equal(u.now.head, u.before.head) && len(u.now.zones) == len(u.before.zones)
	for name, z := range u.now.zones {
		same = same && sameZone(z, u.before.zones[name])
	}
	before := time.Unix(u.before.modified, 0).UTC()
	if same {
		return before
	}
	return later(u.stamp, before)
}

// sameZones reports whether the clocks of a component's zones are what they were, while it lasts.
func (u *revising) sameZones(part *publishedPart, span availability.Span) bool {
	start, end := span.Unix()
	for _, name := range part.tzids() {
		a, b := u.now.zones[name], u.before.zones[name]
		if a == nil || b == nil || !a.agrees(b, start, end) {
			return false
		}
	}
	return true
}

// agrees reports whether two VTIMEZONEs are the same from start to end. They may differ in
// observances that other ones have replaced by then, or that come later: a feed tells of a
// zone what it needs, and needs another part of it next year.
func (c *publishedPart) agrees(o *publishedPart, start, end int64) bool {
	among := func(part *publishedPart, list []*publishedPart) bool {
		return slices.ContainsFunc(list, part.same)
	}
	replaced := func(last int64) bool {
		for _, common := range c.children {
			if !among(common, o.children) {
				continue
			}
			switch from, to := common.onsets(); {
			case from > last && from <= start, to > last && to <= start:
				return true
			case to > start && max(from, last) <= start-yearAndDay: // it has an onset each year
				return true
			}
		}
		return false
	}
	for _, pair := range [][2]*publishedPart{{c, o}, {o, c}} {
		for _, block := range pair[0].children {
			if among(block, pair[1].children) {
				continue
			}
			if first, last := block.onsets(); first < end && !replaced(last) {
				return false
			}
		}
	}
	return true
}

const yearAndDay = 367 * secondsPerDay

// onsets returns the first and the last onset of an observance. The clock is not known, so they may
// be off by a day.
func (c *publishedPart) onsets() (first, last int64) {
	first, _ = timeOf(c.value("DTSTART"))
	last = first
	if rule := c.value("RRULE"); rule != "" {
		last = untilOf(rule)
	}
	return first, last
}

// start returns an instant before an event starts, by a day or more.
func (c *publishedPart) start() int64 {
	for _, line := range c.lines {
		if head, value, _ := strings.Cut(line, ":"); head == "DTSTART" || strings.HasPrefix(head, "DTSTART;") {
			u, _ := timeOf(value)
			return u - secondsPerDay
		}
	}
	return 0
}

// end returns an instant by which an event is over, to a day; the clock is not known. It does
// not read COUNT: such an event may go on for ever.
func (c *publishedPart) end() int64 {
	var from, to int64
	rule := ""
	for _, line := range c.lines {
		head, value, _ := strings.Cut(line, ":")
		name, _, _ := strings.Cut(head, ";")
		switch name {
		case "DTSTART":
			from, _ = timeOf(value)
		case "DTEND":
			to, _ = timeOf(value)
		case "RRULE":
			rule = value
		}
	}
	if rule != "" {
		until := untilOf(rule)
		if until == math.MaxInt64 {
			return until
		}
		to = until + to - from
	}
	return to + secondsPerDay
}

// untilOf returns the UNTIL of a rule, or a time that never comes.
func untilOf(rule string) int64 {
	for part := range strings.SplitSeq(rule, ";") {
		if value, ok := strings.CutPrefix(part, "UNTIL="); ok {
			if u, ok := timeOf(value); ok {
				return u
			}
		}
	}
	return math.MaxInt64
}

// timeOf reads a DATE or a DATE-TIME, of whatever clock.
func timeOf(value string) (int64, bool) {
	layout := "20060102T150405"
	if len(value) == len("20060102") {
		layout = "20060102"
	}
	t, err := time.Parse(layout, strings.TrimSuffix(value, "Z"))
	return t.Unix(), err == nil
}

// A farewell is an event that is published for the last time, cancelled.
type farewell struct {
	lines    []string
	revision Revision
	zones    []*publishedPart
	// span holds the event, to a day.
	span availability.Span
}

func (u *revising) farewell(part *publishedPart) farewell {
	f := farewell{revision: u.next(part.revision), span: availability.UnixSpan(part.start(), part.end())}
	for _, line := range part.lines {
		if !strings.HasPrefix(line, "STATUS:") {
			f.lines = append(f.lines, line)
		}
	}
	for _, name := range part.tzids() {
		if z := u.before.zones[name]; z != nil {
			f.zones = append(f.zones, z)
		}
	}
	return f
}

// extend makes the zones that are written anyway reach to the event.
func (f *farewell) extend(zones zoneUses) {
	start, end := f.span.Unix()
	for _, z := range f.zones {
		name := z.value("TZID")
		if use, ours := zones[name]; ours {
			first, last := use.span.Unix()
			if end == math.MaxInt64 {
				end = last
			}
			use.span = availability.UnixSpan(min(start, first), max(end, last))
			zones[name] = use
		}
	}
}

func (f *farewell) component(l *lineWriter) {
	l.line("BEGIN:VEVENT")
	for _, line := range f.lines {
		l.line(line)
		if strings.HasPrefix(line, "UID:") {
			l.utcLine("DTSTAMP", f.revision.Modified.Unix())
			l.utcLine("LAST-MODIFIED", f.revision.Modified.Unix())
			l.numberLine("SEQUENCE", f.revision.Sequence)
		}
	}
	l.line("STATUS:CANCELLED")
	l.line("END:VEVENT")
}

// rewrite writes a component as it was read.
func (c *publishedPart) rewrite(l *lineWriter) {
	l.line("BEGIN:" + c.kind)
	for _, line := range c.lines {
		l.line(line)
	}
	for _, child := range c.children {
		child.rewrite(l)
	}
	l.line("END:" + c.kind)
}

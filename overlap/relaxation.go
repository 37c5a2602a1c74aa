package overlap

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Relaxation is what would have to give way for a meeting to be possible. It was
// tried: with its concessions, and nothing else, Candidate is the best time.
type Relaxation struct {
	Concessions []Concession // all of them are needed
	Candidate   Candidate    // the best time that they make possible
}

// A Concession is one part of a [Relaxation].
type Concession struct {
	// Kind says what gives way.
	Kind ConcessionKind
	// Person is whom it is about, by place, for Without, EarlierStart and LaterEnd.
	Person int
	// Quota is which of Meeting.Quotas it is about, for SmallerQuota, and By people
	// would have to come fewer.
	Quota, Fewer int
	// By is how much it takes: of the person's day, the meeting, the period (in elapsed
	// time) or the notice (in working time).
	By time.Duration
	// Extra is the time by which the person's day, or the period, is longer.
	Extra availability.Span

	name string
	zone *availability.Zone
}

// MaxLonger is by how much longer a [Relaxation] may ask somebody's day to be.
const MaxLonger = 4 * time.Hour

// A ConcessionKind is a kind of [Concession].
type ConcessionKind int

// The kinds of concessions.
const (
	Without        ConcessionKind = iota // the person does not have to come
	EarlierStart                         // the person's time starts earlier, once
	LaterEnd                             // the person's time ends later, once
	ShorterMeeting                       // the meeting is shorter
	LaterPeriod                          // the period ends later
	ShorterNotice                        // there is less time to prepare
	SmallerQuota                         // fewer people of a quota come
)

// String says what the concession is, such as "if Bo went on 30m longer on Tue
// 2026-04-14 (at 18:00 Europe/Berlin)".
func (c Concession) String() string {
	at := func(t time.Time) string {
		day, clock := c.zone.Civil(t)
		return fmt.Sprintf("%s %s (at %s %s)", day.Weekday().String()[:3], day, clock.HhMm(), c.zone.Name())
	}
	switch c.Kind {
	case Without:
		return "without " + c.name
	case EarlierStart:
		return fmt.Sprintf("if %s began %s earlier on %s", c.name, short(c.By), at(c.Extra.Start()))
	case LaterEnd:
		return fmt.Sprintf("if %s went on %s longer on %s", c.name, short(c.By), at(c.Extra.End()))
	case ShorterMeeting:
		return fmt.Sprintf("if it took %s less", short(c.By))
	case LaterPeriod:
		return fmt.Sprintf("if the period ended at %s", c.Extra.End().Format("15:04 MST on Mon 2006-01-02"))
	case ShorterNotice:
		return fmt.Sprintf("with %s less work before it", short(c.By))
	case SmallerQuota:
		return fmt.Sprintf("with %d fewer of quota %d", c.Fewer, c.Quota)
	}
	return fmt.Sprintf("ConcessionKind(%d)", int(c.Kind))
}

// String says what the relaxation is: its concessions.
func (r Relaxation) String() string {
	texts := make([]string, len(r.Concessions))
	for i, c := range r.Concessions {
		texts[i] = c.String()
	}
	return strings.Join(texts, " and ")
}

// relaxed searches again with the concessions made, for the best candidate. It reports false if
// there is none.
func (r *Request) relaxed(given []Concession) (Candidate, bool) {
	q := *r
	q.People, q.Quotas = slices.Clone(r.People), slices.Clone(r.Quotas)
	for _, c := range given {
		start, end := q.Period.Unix()
		switch c.Kind {
		case Without:
			q.People[c.Person].Optional = true
		case ShorterMeeting:
			q.Duration -= c.By
		case LaterPeriod:
			q.Period = availability.UnixSpan(start, end+seconds(c.By))
		case ShorterNotice:
			q.Notice.Work -= c.By
		case SmallerQuota:
			q.Quotas[c.Quota].AtLeast -= c.Fewer
		}
	}
	from, ok := q.earliest()
	if !ok {
		return Candidate{}, false
	}
	s, err := q.session(q.Period, availability.Free|availability.Stretch)
	if err != nil {
		return Candidate{}, false
	}
	s.grant(given)
	best, _ := s.best(from, q.Preferred, 1)
	if len(best) == 0 {
		return Candidate{}, false
	}
	return best[0], true
}

// grant lets people come in the time by which their days are longer.
func (s *session) grant(given []Concession) {
	s.given = given
	for _, c := range given {
		if c.Kind == EarlierStart || c.Kind == LaterEnd {
			s.extend(c.Person, c.Extra)
		}
	}
}

// extend lets one person come in more time than they are in an allowed state.
func (s *session) extend(person int, extra availability.Span) {
	old := s.seats[person]
	st := &seat{session: s, first: person, schedule: old.schedule, extended: true}
	st.sit(old.schedule.When(s.span, s.States).Union(availability.NewSet(extra)).Spans())
	s.seats[person] = st
	// Whoever shares the old seat shares it on.
	for i, other := range s.seats {
		if other == old {
			old.first = i
			break
		}
	}
}

// extensions returns how the person could come to the meeting that starts at the second u by
// a longer day, at either end.
func (s *seat) extensions(place int, u int64) []Concession {
	most := seconds(MaxLonger)
	if s.otherObstacle(u) != (Obstacle{}) {
		return nil
	}
	end := endOf(s.meetingAt(u))
	var given []Concession
	add := func(kind ConcessionKind, from, to int64) {
		extra := availability.UnixSpan(from, to)
		hard := availability.AnyState &^ (availability.OffHours | availability.RestDay | availability.Stretch | s.States)
		if from < to && to-from <= most && s.schedule.When(extra, hard).IsEmpty() {
			given = append(given, Concession{Kind: kind, Person: place, By: extra.Duration(), Extra: extra,
				name: s.schedule.Name(), zone: s.schedule.ZoneAt(extra.Start())})
		}
	}
	// The time that the person has before the end of the meeting, and after its start.
	before := s.schedule.When(availability.UnixSpan(u-most, end), s.States)
	if n := before.Len(); n > 0 && startOf(before.At(n-1)) <= u {
		add(LaterEnd, endOf(before.At(n-1)), end)
	}
	after := s.schedule.When(availability.UnixSpan(u, end+most), s.States)
	if after.Len() > 0 && endOf(after.At(0)) >= end {
		add(EarlierStart, u, startOf(after.At(0)))
	}
	return given
}

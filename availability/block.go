package availability

import (
	"errors"
	"fmt"
	"time"

	"github.com/rickb777/date/v2"
)

// A Block is time of one state that recurs, on the person's wall clock: a shift of a
// rota, a standing meeting, weekly focus time, every second Friday off. It is in RFC
// 5545's terms a DTSTART with an RRULE, RDATEs and EXDATEs ([Recurrence]), each
// occurrence being Length long on the clock.
//
// A block stands above the weekly hours: it says what the person is in, whatever they
// would be in otherwise. Later blocks stand above earlier ones. Leave stands
// above all blocks, and an occurrence that starts on one of the person's holidays
// falls away.
//
// As with hours, what a gap in the clocks swallows does not happen, and what a
// fold repeats happens twice.
type Block struct {
	// State is the one state that the person is in: Free for a shift that is
	// worked, Busy for a meeting, Focus, Stretch, or one of the states of time
	// off.
	State State
	// Start is the first occurrence (DTSTART).
	Start Civil
	// Length is how long each occurrence is on the wall clock: whole seconds, up to
	// MaxBlockLength.
	Length time.Duration
	// Rule is an RRULE value such as "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO". Without
	// one there is just Start, and Also.
	Rule string
	// Also are further occurrences (RDATE).
	Also []Civil
	// Except are occurrences that do not take place (EXDATE), and ExceptDays are
	// days of which no occurrence that starts on them does.
	Except     []Civil
	ExceptDays []date.Date
	// Label says what it is. It stays private: only [Schedule.Label] tells it.
	Label string
}

// String says when the block is, without its label.
func (b Block) String() string {
	text := fmt.Sprintf("%s from %s for %s", b.State, b.Start, b.Length)
	if b.Rule != "" {
		text += ", " + b.Rule
	}
	return text
}

// MaxBlockLength bounds the occurrences of a block: longer ones are leave, or
// another set of hours.
const MaxBlockLength = 31 * 24 * time.Hour

// A block is a Block, compiled.
type block struct {
	state    State
	length   int64
	times    Recurrence
	holidays Holidays // on which nothing starts
	label    string
}

// compile makes b ready for somebody with the given zone, which UNTIL in UTC is
// read in, and holidays.
func (b Block) compile(zone *Zone, holidays Holidays) (block, error) {
	switch {
	case b.State == 0:
		return block{}, errors.New(`the state is missing: write one such as "busy", "focus" or "free"`)
	case !b.State.isOne() || b.State&^AnyState != 0:
		return block{}, fmt.Errorf("%s is not one state", b.State)
	case b.Length <= 0:
		return block{}, errors.New(`the length is missing: write how long an occurrence is, such as "1h30m"`)
	case b.Length%time.Second != 0:
		return block{}, fmt.Errorf("the length %v is not in whole seconds", b.Length)
	case b.Length > MaxBlockLength:
		return block{}, fmt.Errorf("the length %v is over the limit of %d days: write time off as leave", b.Length, MaxBlockLength/(24*time.Hour))
	case b.Start == Civil{}:
		return block{}, errors.New(`the start is missing: write the first occurrence, such as "2026-03-02T09:00"`)
	}
	times, err := NewRecurrence(RecurrenceParts{
		Start: b.Start, Rule: b.Rule, Also: b.Also, Except: b.Except, ExceptDays: b.ExceptDays, Zone: zone,
	})
	if err != nil {
		return block{}, err
	}
	if err := checkLabel(b.Label); err != nil {
		return block{}, err
	}
	return block{b.State, int64(b.Length / time.Second), times, holidays, b.Label}, nil
}

// starts appends the civil starts within w, in order.
func (b *block) starts(dst []int64, w Span) []int64 {
	done := len(dst)
	dst = b.times.appendTimes(dst, w)
	if b.holidays.isNone() {
		return dst
	}
	holidays := b.holidays.cursor()
	kept := dst[:done]
	for _, c := range dst[done:] {
		if !holidays.on(floorDiv(c, secondsPerDay)) {
			kept = append(kept, c)
		}
	}
	return kept
}

// expand appends the civil spans of b that reach into w, sorted and disjoint in themselves
// though not cut to w. times is a buffer, returned for the next call.
func (b *block) expand(dst []Span, times []int64, w Span) ([]Span, []int64) {
	done := len(dst)
	times = b.starts(times[:0], Span{w.start - b.length + 1, w.end})
	for _, c := range times {
		dst = appendSpanFrom(dst, done, Span{c, c + b.length})
	}
	return dst, times
}

package availability

import (
	"errors"
	"fmt"
	"sort"

	"github.com/rickb777/date/v2"
)

// A Move is a change of zone: a trip, or a relocation. The person's clock is that
// of Zone from the midnight with which Date starts there; until that instant it is the
// clock of the zone before. Hours, leave and holidays are read from it.
//
// At the switch the clock jumps, as it does for DST but further, and the same
// sentence decides. Who goes west sees some hours twice. Who goes from Tokyo to New York
// on a Tuesday has Tuesday in Tokyo until 14:00, which is midnight in New York, and
// then Tuesday in New York: hours from 09:00 count there again. Who goes east misses some:
// from New York to Tokyo on a Tuesday, Monday ends at 10:00, which is midnight in
// Tokyo. Nobody works while they fly, so take leave for the journey, from
// one clock to the other.
//
// A trip is two moves, there and back.
type Move struct {
	Date date.Date // the day of arrival
	Zone string    // the IANA name of the zone there
}

// check reports why m is not a move.
func (m Move) check() error {
	switch {
	case m.Date == 0:
		return errors.New(`the date is missing: give the day of arrival, such as "2026-03-01"`)
	case m.Date < calendarFirst || m.Date > calendarLast:
		return fmt.Errorf("%s is outside the years 0001 to 9999", m.Date)
	case m.Zone == "":
		return errors.New(`the zone is missing: give the IANA name of the zone there, such as "America/New_York"`)
	}
	return nil
}

// A zonePiece is a zone from an instant on.
type zonePiece struct {
	from int64
	zone *Zone
}

// splice returns the clock of somebody who is at home and then moves. The moves
// are in order.
func splice(home *Zone, moves []Move, zones []*Zone) (*Zone, error) {
	if len(moves) == 0 {
		return home, nil
	}
	z := &Zone{name: home.name, pieces: []zonePiece{{calendarStart, home}}}
	for i, m := range moves {
		p := zonePiece{zones[i].instant(civilDay(m.Date)), zones[i]}
		if before := z.pieces[len(z.pieces)-1]; p.from <= before.from {
			// The date line can put a later day's midnight before an earlier one's.
			return nil, fmt.Errorf("the day %s in %s starts before the move before it: leave a day between them", m.Date, m.Zone)
		}
		z.pieces = append(z.pieces, p)
		z.name += ", " + zones[i].name + " from " + m.Date.String()
	}
	return z, nil
}

// pieceAt returns the zone in force at u, which is in the calendar.
func (z *Zone) pieceAt(u int64) *Zone {
	if z.pieces == nil {
		return z
	}
	return z.pieces[z.findPiece(u)].zone
}

// findPiece returns the index of the piece that holds u.
func (z *Zone) findPiece(u int64) int {
	later := sort.Search(len(z.pieces), func(i int) bool { return z.pieces[i].from > u })
	return max(later-1, 0)
}

func (z *Zone) splicedSegment(u int64) (o *Offset, until int64) {
	i := z.findPiece(u)
	o, until = z.pieces[i].zone.segment(u)
	if i+1 < len(z.pieces) {
		until = min(until, z.pieces[i+1].from)
	}
	return o, until
}

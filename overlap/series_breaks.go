package overlap

import (
	"fmt"
	"slices"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Break is an occurrence of a series at which something goes wrong: it cannot take
// place, somebody does not come, or it costs somebody more than usual because clocks have
// changed.
type Break struct {
	// Span is when it is, or would have been.
	Span availability.Span
	// Start is what the rule calls it, on the anchor's wall clock.
	Start availability.Civil
	// Skipped says that it cannot take place.
	Skipped bool
	// Troubles are those whom it does not suit, by place.
	Troubles []Trouble
}

// A Trouble says whom an occurrence of a series does not suit, and why.
type Trouble struct {
	Person int // by place
	// Start is what the person's wall clock shows then.
	Start availability.Civil
	// Absent says that they do not come. Why is the obstacle.
	Absent bool
	Why    Obstacle
	// Skew says that it is because of the clocks: the occurrence is at another time of the
	// person's day than usual, and at their usual time on that date, which is Usual, they would
	// come (or, if they are not absent, pay less, by Extra).
	Skew  ClockSkew
	Usual availability.Civil
	Extra time.Duration
}

// A ClockSkew says why an occurrence is not at the person's usual time of day.
type ClockSkew int

// The kinds of skew.
const (
	NoSkew   ClockSkew = iota // it is, or that does not matter
	DSTSkew                   // the anchor's clock, or theirs, has changed
	MoveSkew                  // they are in another zone than usual
)

// String returns "no skew", "DST skew" or "move".
func (k ClockSkew) String() string {
	switch k {
	case NoSkew:
		return "no skew"
	case DSTSkew:
		return "DST skew"
	case MoveSkew:
		return "move"
	}
	return fmt.Sprintf("ClockSkew(%d)", int(k))
}

// String says why, such as "holiday", "DST skew: off hours" or "DST skew: 1h more".
func (t Trouble) String() string {
	why := t.Why.String()
	if !t.Absent {
		why = short(t.Extra) + " more"
	}
	if t.Skew == NoSkew {
		return why
	}
	return t.Skew.String() + ": " + why
}

// seriesBreaks are the occurrences of a series and what goes wrong at each.
type seriesBreaks struct {
	*session
	starts   []int64
	held     []bool
	present  []bool // by occurrence and place; for what is not held, who would come
	troubles [][]Trouble
}

func newSeriesBreaks(s *seriesSearch, starts []int64) *seriesBreaks {
	people := len(s.People)
	b := &seriesBreaks{
		session: s.session, starts: starts, held: make([]bool, len(starts)),
		present: make([]bool, len(starts)*people), troubles: make([][]Trouble, len(starts)),
	}
	for k, u := range starts {
		comes := b.present[k*people : (k+1)*people]
		if _, _, b.held[k] = s.weigh(u, s.can, s.costs, comes); b.held[k] {
			continue
		}
		for p := range comes {
			comes[p] = s.can[p] && (!s.People[p].Optional || s.costs[p] <= s.People[p].weight())
		}
	}
	return b
}

// comes reports whether the person comes to an occurrence, or would.
func (b *seriesBreaks) comes(k, person int) bool { return b.present[k*len(b.People)+person] }

// would reports whether the person, by themselves, would come to the meeting that starts at
// the second u, and what it costs them.
func (b *seriesBreaks) would(person int, u int64) (cost int64, ok bool) {
	seat := b.seats[person]
	if !seat.can(u) {
		return 0, false
	}
	cost = seat.toll().cost(b.meetingAt(u))
	return cost, !b.People[person].Optional || cost <= b.People[person].weight()
}

// person returns what the series is to the person, and adds their troubles.
func (b *seriesBreaks) person(person int) SeriesPerson {
	seat := b.seats[person]
	clock := seat.schedule.Zone()
	usual, _ := usualTime(clock, b.starts)
	usualWall := wallAt(clock, b.starts[usual])
	home := seat.schedule.ZoneAt(time.Unix(b.starts[usual], 0)).Name()
	sp := SeriesPerson{Usual: civilAt(usualWall)}
	worst := int64(-1) // its cost
	total := int64(0)
	for k, u := range b.starts {
		meeting := b.meetingAt(u)
		wall := wallAt(clock, u)
		comes := b.comes(k, person)
		burden, cost := seat.toll().burden(meeting), seat.toll().cost(meeting)
		if b.held[k] && comes {
			sp.Comes++
			sp.Burden = sp.Burden.Plus(burden)
			total += cost
		} else if b.held[k] {
			sp.Misses++
		}
		if !sp.Worst.Absent && (!comes || b.held[k] && cost > worst) {
			worst = cost
			sp.Worst = SeriesWorst{meeting, civilAt(wall), !comes, burden}
		}

		trouble := Trouble{Person: person, Start: civilAt(wall), Absent: !comes}
		if then := atUsualTime(wall, usualWall); then != wall {
			v := instantAt(clock, then)
			cheaper, ok := b.would(person, v)
			if ok && (!comes || b.held[k] && cheaper < cost) {
				trouble.Skew, trouble.Usual = DSTSkew, civilAt(then)
				if seat.schedule.ZoneAt(meeting.Start()).Name() != home {
					trouble.Skew = MoveSkew
				}
				if comes {
					trouble.Extra = weightedTime(cost - cheaper)
				}
			}
		}
		if !comes {
			if trouble.Why = seat.obstacle(u); trouble.Why == (Obstacle{}) {
				trouble.Why = Obstacle{Kind: OverWeight}
			}
		}
		if trouble.Absent || trouble.Skew != NoSkew {
			b.troubles[k] = append(b.troubles[k], trouble)
		}
	}
	sp.Cost = weightedTime(total)
	return sp
}

// usualTime returns the time of day at which most of the starts are on the clock (of equals, the
// one that comes first): at which of them it is met first, and how many there are.
func usualTime(clock *availability.Zone, starts []int64) (first, n int) {
	type count struct {
		clock    int64
		first, n int
	}
	var counts []count // a handful
	for k, u := range starts {
		c := mod(wallAt(clock, u), secondsPerDay)
		i := slices.IndexFunc(counts, func(o count) bool { return o.clock == c })
		if i < 0 {
			i = len(counts)
			counts = append(counts, count{c, k, 0})
		}
		counts[i].n++
	}
	for _, c := range counts {
		if c.n > n {
			first, n = c.first, c.n
		}
	}
	return first, n
}

// atUsualTime returns the wall seconds of the usual time of day that are nearest to wall; of
// two that are as near, the later.
func atUsualTime(wall, usual int64) int64 {
	shift := mod(usual-wall, secondsPerDay)
	if shift > secondsPerDay/2 {
		shift -= secondsPerDay
	}
	return wall + shift
}

package overlap

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A Refusal says why there is no time for a meeting, and what would have to give way.
type Refusal struct {
	// Tried is how many starts there are on the grid and in the period.
	Tried int
	// TooEarly is at how many of them the notice is not over.
	TooEarly int
	// Short is at how many of them a quota is not met.
	Short int
	// Blockers are those who are required and cannot come, the one who blocks most first.
	Blockers []Blocker
	// Relaxations would each give a time, the smallest of each kind: without whom, whose day longer,
	// how much shorter, how much later.
	Relaxations []Relaxation
}

// A Blocker is somebody without whom a meeting cannot take place, and who cannot come.
type Blocker struct {
	Person int    // by place
	Name   string // of the person
	// Starts is at how many starts they cannot come; at Alone of them there is nothing else in the way.
	Starts, Alone int
	// Reasons say why, most frequent first.
	Reasons []Reason
}

// A Reason is an obstacle and at how many starts it is in the way.
type Reason struct {
	Obstacle Obstacle // what is in the way
	Starts   int      // at how many starts
}

// maxRelaxations bounds the relaxations of one kind.
const maxRelaxations = 8

// refusal says why the request, of which s is the session, has no candidates.
func (s *session) refusal(r *Request) *Refusal {
	t := &trial{session: s, request: r, blocked: make([]Blocker, len(s.seats)), reasons: make([]map[Obstacle]int, len(s.seats)),
		absent: make(map[string]*absence), longer: make(map[Concession]Concession), shortest: -1}
	from, ok := r.earliest()
	w := s.weigher(availability.Hours{})
	for u := range s.grid().in(s.allStarts()) {
		t.refusal.Tried++
		t.try(u, w.look(u), !ok || u < from)
	}
	for i, b := range t.blocked {
		if b.Starts == 0 {
			continue
		}
		b.Person, b.Name = i, s.seats[i].schedule.Name()
		for o, n := range t.reasons[i] {
			b.Reasons = append(b.Reasons, Reason{o, n})
		}
		slices.SortFunc(b.Reasons, func(a, b Reason) int {
			return cmp.Or(cmp.Compare(b.Starts, a.Starts), compareObstacles(a.Obstacle, b.Obstacle))
		})
		t.refusal.Blockers = append(t.refusal.Blockers, b)
	}
	slices.SortStableFunc(t.refusal.Blockers, func(a, b Blocker) int {
		return cmp.Or(cmp.Compare(b.Starts, a.Starts), cmp.Compare(b.Alone, a.Alone))
	})
	t.relax()
	return &t.refusal
}

func compareObstacles(a, b Obstacle) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.State, b.State), cmp.Compare(a.Limit, b.Limit))
}

// A trial collects, over all starts, what is in the way.
type trial struct {
	*session
	request *Request
	refusal Refusal
	blocked []Blocker
	reasons []map[Obstacle]int

	// What would give way to a start at which only people are in the way.
	absent   map[string]*absence       // the smallest groups that could stay away
	longer   map[Concession]Concession // the least extension of one person, by person and end
	joint    []Concession              // the least extension of several
	shortest int                       // the least people missing in quotas, if only those are in the way, or -1
	fewer    []Concession              // which ones these are
	latest   int64                     // the last start at which only the notice is in the way
	early    bool                      // there is one
}

// An absence is some people whose staying away makes a meeting possible, at so many starts.
type absence struct {
	people []int
	starts int
}

// try notes what is in the way at the second u.
func (t *trial) try(u int64, can []bool, early bool) {
	var blockers []int
	for i := range t.seats {
		if t.People[i].Optional || can[i] {
			continue
		}
		blockers = append(blockers, i)
		t.blocked[i].Starts++
		if t.reasons[i] == nil {
			t.reasons[i] = make(map[Obstacle]int)
		}
		t.reasons[i][t.seats[i].obstacle(u)]++
	}
	var fewer []Concession
	missing := 0
	for k, q := range t.Quotas {
		short := q.AtLeast
		for _, i := range q.Of {
			if can[i] {
				short--
			}
		}
		if short > 0 {
			missing += short
			fewer = append(fewer, Concession{Kind: SmallerQuota, Quota: k, Fewer: short})
		}
	}
	if early {
		t.refusal.TooEarly++
	}
	if missing > 0 {
		t.refusal.Short++
	}
	switch {
	case early && missing == 0 && len(blockers) == 0:
		t.latest, t.early = u, true
	case early:
	case missing > 0 && len(blockers) == 0:
		if t.shortest < 0 || missing < t.shortest {
			t.shortest, t.fewer = missing, fewer
		}
	case missing == 0 && len(blockers) > 0:
		if len(blockers) == 1 {
			t.blocked[blockers[0]].Alone++
		}
		t.noteAbsence(blockers)
		t.noteExtensions(u, blockers)
	}
}

func (t *trial) noteAbsence(blockers []int) {
	key := fmt.Sprint(blockers)
	if t.absent[key] == nil {
		for k, a := range t.absent {
			switch {
			case len(a.people) < len(blockers):
				return // there are smaller groups
			case len(a.people) > len(blockers):
				delete(t.absent, k)
			}
		}
		t.absent[key] = &absence{people: blockers}
	}
	t.absent[key].starts++
}

func total(given []Concession) (by time.Duration) {
	for _, c := range given {
		by += c.By
	}
	return by
}

// noteExtensions notes by how much the days of all who are in the way would have to be longer.
func (t *trial) noteExtensions(u int64, blockers []int) {
	var all []Concession
	for _, i := range blockers {
		ways := t.seats[i].extensions(i, u)
		if len(ways) == 0 {
			return
		}
		if len(blockers) == 1 {
			for _, c := range ways {
				key := Concession{Kind: c.Kind, Person: c.Person}
				if known, ok := t.longer[key]; !ok || c.By < known.By {
					t.longer[key] = c
				}
			}
			return
		}
		all = append(all, slices.MinFunc(ways, func(a, b Concession) int { return cmp.Compare(a.By, b.By) }))
		if t.joint != nil && total(all) >= total(t.joint) {
			return
		}
	}
	t.joint = all
}

// relax fills in the relaxations.
func (t *trial) relax() {
	for _, given := range t.without() {
		t.propose(given)
	}
	longer := slices.SortedFunc(maps.Values(t.longer), func(a, b Concession) int {
		return cmp.Or(cmp.Compare(a.By, b.By), cmp.Compare(a.Person, b.Person), cmp.Compare(a.Kind, b.Kind))
	})
	for _, c := range longer[:min(len(longer), maxRelaxations)] {
		t.propose([]Concession{c})
	}
	if len(longer) == 0 && t.joint != nil {
		t.propose(t.joint)
	}
	if t.fewer != nil {
		t.propose(t.fewer)
	}
	if by := t.request.shorter(); by > 0 {
		t.propose([]Concession{{Kind: ShorterMeeting, By: by}})
	}
	if by := t.request.later(); by > 0 {
		end := endOf(t.request.Period)
		t.propose([]Concession{{Kind: LaterPeriod, By: by, Extra: availability.UnixSpan(end, end+seconds(by))}})
	}
	if n := &t.request.Notice; t.early {
		if by := n.Work - max(n.Of.WorkBetween(n.From, time.Unix(t.latest, 0)), 0); by > 0 {
			t.propose([]Concession{{Kind: ShorterNotice, By: by}})
		}
	}
}

// propose adds a relaxation, if it gives a time.
func (t *trial) propose(given []Concession) {
	if c, ok := t.request.relaxed(given); ok {
		t.refusal.Relaxations = append(t.refusal.Relaxations, Relaxation{given, c})
	}
}

// without returns the smallest groups of people who could stay away, the one that helps most
// often first.
func (t *trial) without() (groups [][]Concession) {
	absences := slices.SortedFunc(maps.Values(t.absent), func(a, b *absence) int {
		return cmp.Or(cmp.Compare(b.starts, a.starts), slices.Compare(a.people, b.people))
	})
	for _, a := range absences[:min(len(absences), maxRelaxations)] {
		var given []Concession
		for _, i := range a.people {
			given = append(given, Concession{Kind: Without, Person: i, name: t.seats[i].schedule.Name()})
		}
		groups = append(groups, given)
	}
	return groups
}

// shorter returns by how much the meeting would have to be shorter, at least, or 0 if that
// does not help. Meetings of whole minutes stay such, and of a minute at least.
func (r *Request) shorter() time.Duration {
	unit := time.Second
	if r.Duration%time.Minute == 0 {
		unit = time.Minute
	}
	fits := func(d time.Duration) bool {
		_, ok := r.relaxed([]Concession{{Kind: ShorterMeeting, By: r.Duration - d}})
		return ok
	}
	// What is short enough stays so when it is shorter yet.
	low, high := int64(0), int64(r.Duration/unit) // low fits, if it is not 0, and high does not
	for high-low > 1 {
		mid := (low + high) / 2
		if fits(time.Duration(mid) * unit) {
			low = mid
		} else {
			high = mid
		}
	}
	if low == 0 || time.Duration(low)*unit < time.Minute {
		return 0
	}
	return r.Duration - time.Duration(low)*unit
}

// later returns by how much later the period would have to end, at least, or 0 if a year
// does not help.
func (r *Request) later() time.Duration {
	from, ok := r.earliest()
	if !ok {
		return 0
	}
	_, end := r.Period.Unix()
	d := seconds(r.Duration)
	last := min(end+366*secondsPerDay, endOf(availability.Calendar()))
	for start, length := end-d+1, int64(secondsPerWeek); start+d < last; start, length = start+length, 2*length {
		s, err := r.session(availability.UnixSpan(start, min(start+length+d-1, last)), availability.Free|availability.Stretch)
		if err != nil {
			return 0
		}
		for run := range s.possible(from, availability.Hours{}) {
			return time.Duration(run.first+d-end) * time.Second
		}
	}
	return 0
}

// String says it in a sentence: who blocks most, and what would help.
func (f *Refusal) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "None of %d starts will do", f.Tried)
	var why []string
	for _, k := range f.Blockers[:min(len(f.Blockers), 3)] {
		why = append(why, fmt.Sprintf("%s cannot come at %d (mostly %s)", k.Name, k.Starts, k.Reasons[0].Obstacle))
	}
	if f.Short > 0 {
		why = append(why, fmt.Sprintf("too few can come at %d", f.Short))
	}
	if f.TooEarly > 0 {
		why = append(why, fmt.Sprintf("%d are before the notice is over", f.TooEarly))
	}
	if len(why) > 0 {
		b.WriteString(": " + strings.Join(why, ", "))
	}
	b.WriteString(". ")
	if len(f.Relaxations) == 0 {
		b.WriteString("No small concession would help.")
		return b.String()
	}
	b.WriteString("It would be possible ")
	for i, r := range f.Relaxations {
		if i > 0 {
			b.WriteString(", or ")
		}
		b.WriteString(r.String())
	}
	b.WriteString(".")
	return b.String()
}

package overlap

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A presence is the slow and obviously right account of a crew: who is there in each cell of a
// grid over the window, asked one instant after the other.
type presence struct {
	w     availability.Span
	step  int64
	there [][]bool // by cell, then by person
}

func newPresence(w availability.Span, step int64, states availability.State, people []*availability.Schedule) presence {
	p := presence{w: w, step: step}
	start, end := w.Unix()
	for u := start; u < end; u += step {
		row := make([]bool, len(people))
		for i, s := range people {
			row[i] = s.StateAt(time.Unix(u, 0))&states != 0
		}
		p.there = append(p.there, row)
	}
	return p
}

func (p presence) who(cell int) (people []int) {
	for i, there := range p.there[cell] {
		if there {
			people = append(people, i)
		}
	}
	return people
}

func (p presence) count(cell int) int { return len(p.who(cell)) }

// span returns the cells from one up to another.
func (p presence) span(from, until int) availability.Span {
	start, end := p.w.Unix()
	return availability.UnixSpan(start+int64(from)*p.step, min(end, start+int64(until)*p.step))
}

// set returns the cells that are as wanted.
func (p presence) set(wanted func(cell int) bool) availability.Set {
	var spans []availability.Span
	for i := range p.there {
		if wanted(i) {
			spans = append(spans, p.span(i, i+1))
		}
	}
	return availability.NewSet(spans...)
}

// without returns who is in a and not in b.
func without(a, b []int) (rest []int) {
	for _, x := range a {
		if !slices.Contains(b, x) {
			rest = append(rest, x)
		}
	}
	return rest
}

func (p presence) check(c *Crew) error {
	n := len(c.schedules)
	for k := -1; k <= n+1; k++ {
		want := p.set(func(i int) bool { return p.count(i) >= k })
		if got := c.Quorum(p.w, k); !got.Equal(want) {
			return fmt.Errorf("quorum of %d:\n%v\nwant\n%v", k, got, want)
		}
		if got := c.Cover(p.w).AtLeast(k); !got.Equal(want) {
			return fmt.Errorf("at least %d:\n%v\nwant\n%v", k, got, want)
		}
	}
	if got, want := c.All(p.w), p.set(func(i int) bool { return p.count(i) == n }); !got.Equal(want) {
		return fmt.Errorf("all:\n%v\nwant\n%v", got, want)
	}
	if got, want := c.Any(p.w), p.set(func(i int) bool { return p.count(i) > 0 }); !got.Equal(want) {
		return fmt.Errorf("any:\n%v\nwant\n%v", got, want)
	}
	for _, check := range []func(*Crew) error{p.checkSteps, p.checkMost, p.checkGaps, p.checkPairs} {
		if err := check(c); err != nil {
			return err
		}
	}
	return nil
}

func (p presence) checkSteps(c *Crew) error {
	cell := 0
	var before []int
	for step := range c.Cover(p.w).Steps() {
		from, who := cell, p.who(cell)
		for cell < len(p.there) && slices.Equal(p.who(cell), who) {
			cell++
		}
		if step.Span != p.span(from, cell) || step.Count != len(who) || !slices.Equal(step.People(), who) {
			return fmt.Errorf("step %v of %d, %v; want %v of %v", step.Span, step.Count, step.People(), p.span(from, cell), who)
		}
		if !slices.Equal(step.Joined(), without(who, before)) || !slices.Equal(step.Left(), without(before, who)) {
			return fmt.Errorf("step %v from %v to %v: %v joined and %v left", step.Span, before, who, step.Joined(), step.Left())
		}
		for i := -1; i <= len(c.schedules); i++ {
			if step.Has(i) != slices.Contains(who, i) {
				return fmt.Errorf("step %v of %v has %d: %v", step.Span, who, i, step.Has(i))
			}
		}
		before = who
	}
	if cell != len(p.there) {
		return fmt.Errorf("the steps end at cell %d of %d", cell, len(p.there))
	}
	return nil
}

func (p presence) checkMost(c *Crew) error {
	most, seconds, first := 0, map[string]int64{}, map[string]int{}
	for i := range p.there {
		most = max(most, p.count(i))
	}
	best := ""
	for i := range p.there {
		if p.count(i) == most {
			key := fmt.Sprint(p.who(i))
			if _, ok := first[key]; !ok {
				first[key] = i
			}
			seconds[key] += p.span(i, i+1).Seconds()
		}
	}
	for key := range seconds {
		if best == "" || seconds[key] > seconds[best] || seconds[key] == seconds[best] && first[key] < first[best] {
			best = key
		}
	}
	cover := c.Cover(p.w)
	got, when := cover.Max()
	if want := p.set(func(i int) bool { return p.count(i) == most }); got != most || !when.Equal(want) {
		return fmt.Errorf("at most %d at\n%v\nwant %d at\n%v", got, when, most, want)
	}
	g := cover.Largest()
	if most == 0 {
		best = "[]"
	}
	want := p.set(func(i int) bool { return most > 0 && fmt.Sprint(p.who(i)) == best })
	if fmt.Sprint(g.People) != best || !g.When.Equal(want) {
		return fmt.Errorf("the largest group is %v at\n%v\nwant %v at\n%v", g.People, g.When, best, want)
	}
	return nil
}

func (p presence) checkGaps(c *Crew) error {
	for k := -1; k <= len(c.schedules)+1; k++ {
		var total, longest time.Duration
		var first availability.Span
		gaps := c.Cover(p.w).Gaps(k)
		rest := gaps
		for i := 0; i < len(p.there); i++ {
			from, least := i, len(c.schedules)
			for i < len(p.there) && p.count(i) < k {
				least = min(least, p.count(i))
				i++
			}
			if i == from {
				continue
			}
			if len(rest) == 0 {
				return fmt.Errorf("fewer than %d: %v is missing", k, p.span(from, i))
			}
			g := rest[0]
			rest = rest[1:]
			var before, left, joined, after []int
			if from > 0 {
				before, left = p.who(from-1), without(p.who(from-1), p.who(from))
			}
			if i < len(p.there) {
				after, joined = p.who(i), without(p.who(i), p.who(i-1))
			}
			got := fmt.Sprint(g.Span, g.Least, g.Open, g.Unended, g.Before(), g.Left(), g.Joined(), g.After())
			want := fmt.Sprint(p.span(from, i), least, from == 0, i == len(p.there), before, left, joined, after)
			if got != want {
				return fmt.Errorf("fewer than %d: %s, want %s", k, got, want)
			}
			d := p.span(from, i).Duration()
			total += d
			if d > longest {
				longest, first = d, p.span(from, i)
			}
		}
		got, ok := gaps.Longest()
		if len(rest) > 0 || gaps.Total() != total || ok != (longest > 0) || got.Span != first {
			return fmt.Errorf("fewer than %d: %d gaps too many, %v in all, the longest %v, want %v and %v", k, len(rest), gaps.Total(), got.Span, total, first)
		}
		if want := p.set(func(i int) bool { return p.count(i) < k }); !gaps.Set().Equal(want) {
			return fmt.Errorf("fewer than %d:\n%v\nwant\n%v", k, gaps.Set(), want)
		}
	}
	return nil
}

func (p presence) checkPairs(c *Crew) error {
	table, err := c.Pairs(p.w)
	if err != nil {
		return err
	}
	shared := func(a, b int) int64 {
		return p.set(func(i int) bool { return p.there[i][a] && p.there[i][b] }).Seconds()
	}
	n := len(c.schedules)
	seen := 0
	for pair := range table.All() {
		want := Pair{pair.A, pair.B, shared(pair.A, pair.B), shared(pair.A, pair.A), shared(pair.B, pair.B)}
		back := Pair{pair.B, pair.A, want.Seconds, want.SecondsB, want.SecondsA}
		if pair != want || pair.A >= pair.B || table.At(pair.A, pair.B) != want || table.At(pair.B, pair.A) != back {
			return fmt.Errorf("%+v, want %+v", pair, want)
		}
		ofA, ofB := pair.Shares()
		if ofA*float64(want.SecondsA) > float64(want.Seconds)+0.01 || ofB*float64(want.SecondsB) < float64(want.Seconds)-0.01 {
			return fmt.Errorf("%+v has shares %v and %v", pair, ofA, ofB)
		}
		seen++
	}
	if table.Len() != n || seen != n*(n-1)/2 {
		return fmt.Errorf("%d pairs of %d people", seen, n)
	}
	return nil
}

// Windows in which the clocks of some of the zones change.
var hardWindows = []string{
	"2026-03-08T00:00:00Z", // New York
	"2026-03-28T12:00:00Z", // Berlin
	"2026-04-04T06:00:00Z", // Lord Howe by half an hour, Sydney, Santiago
	"2026-09-05T18:00:00Z", // Santiago at midnight
	"2026-02-14T12:00:00Z", // Casablanca
	"2011-12-29T20:00:00Z", // Apia leaves out a day
	"1883-11-18T12:00:00Z", // New York from local mean time, an offset with seconds
	"0000-12-31T23:50:00Z", // the calendar starts
	"9999-12-31T23:50:00Z", // and ends
}

// randomCrew returns some people with everything that states come from. With seconds, their
// meetings are at any second. Some are equal, and some the same.
func randomCrew(t testing.TB, r *rand.Rand, from time.Time, seconds bool) []*availability.Schedule {
	t.Helper()
	places := []string{"Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca", "Pacific/Apia", "UTC"}
	day := func(n int) string {
		d := from.AddDate(0, 0, n)
		if d.Year() <= 1 || d.Year() > 9999 {
			return "2026-03-29"
		}
		return d.Format(time.DateOnly)
	}
	clock := func() string { return fmt.Sprintf("%02d:%02d", r.IntN(24), r.IntN(60)) }
	hours := func() string {
		switch r.IntN(12) {
		case 0:
			return "24/7"
		case 1:
			return "off"
		}
		a, b := clock(), clock()
		for a == b {
			b = clock()
		}
		return []string{"Mo-Fr ", "Mo-Su ", "Sa-Mo ", "Tu,Th "}[r.IntN(4)] + a + "-" + b
	}
	one := func() availability.Person {
		p := availability.Person{Name: "Somebody", Zone: places[r.IntN(len(places))], Hours: hours()}
		if r.IntN(2) == 0 {
			p.Stretch = hours()
		}
		if r.IntN(3) == 0 {
			p.Focus = hours()
		}
		if r.IntN(3) == 0 {
			off, err := availability.ParseTimeOff(day(r.IntN(3)) + []string{"", " am", " pm"}[r.IntN(3)])
			if err != nil {
				t.Fatal(err)
			}
			p.Leave = append(p.Leave, off)
		}
		if r.IntN(4) == 0 {
			p.Holidays = []string{day(r.IntN(3))}
		}
		return p
	}
	var people []*availability.Schedule
	var before availability.Person
	for i := range r.IntN([]int{7, 7, 7, 13}[r.IntN(4)]) {
		switch again := r.IntN(4); {
		case i > 0 && again == 0:
			people = append(people, people[r.IntN(i)])
			continue
		case i > 0 && again == 1: // the same, compiled again
		default:
			before = one()
		}
		s, err := before.Compile()
		if err != nil {
			t.Fatal(err)
		}
		if r.IntN(2) == 0 {
			var busy []availability.Span
			for range r.IntN(30) {
				unit := int64(60)
				if seconds {
					unit = 1
				}
				start := from.Unix() + r.Int64N(3*24*60*60/unit)*unit
				busy = append(busy, availability.UnixSpan(start, start+(1+r.Int64N(5000/unit))*unit))
			}
			s = s.With(availability.NewSet(busy...))
		}
		people = append(people, s)
	}
	return people
}

var someStates = []availability.State{
	availability.Free, availability.Free | availability.Stretch, availability.Working, availability.Busy, availability.AnyState,
	availability.OffHours | availability.RestDay, availability.Leave | availability.Holiday, 0, availability.Stretch,
}

func TestCrewEqualsMinuteByMinuteCount(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	for i := range 120 {
		from := at(t, hardWindows[i%6]) // in all zones of whole minutes
		w := availability.Between(from, from.Add(time.Duration(1+r.IntN(24*60))*time.Minute))
		people := randomCrew(t, r, from, false)
		states := someStates[r.IntN(len(someStates))]
		if err := newPresence(w, 60, states, people).check(NewCrew(states, people...)); err != nil {
			t.Fatalf("case %d, %v: %v", i, w, err)
		}
	}
}

func TestCrewEqualsSecondBySecondCount(t *testing.T) {
	r := rand.New(rand.NewPCG(43, 44))
	for i := range 24 * len(hardWindows) {
		from := at(t, hardWindows[i%len(hardWindows)])
		w := from.Add(time.Duration(r.IntN([]int{20 * 60, 24 * 60 * 60}[r.IntN(2)])) * time.Second)
		window := availability.Between(w, w.Add(time.Duration(r.IntN(40*60))*time.Second))
		people := randomCrew(t, r, from, true)
		states := someStates[r.IntN(len(someStates))]
		if err := newPresence(window, 1, states, people).check(NewCrew(states, people...)); err != nil {
			t.Fatalf("case %d, %v: %v", i, window, err)
		}
	}
}

package availability

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

// wallClock is the oracle: what a person is in at an instant, read from the wall
// clock of package time and the words of the package doc. It knows nothing of
// segments, layers or recurrence rules: it looks at one instant, and walks days.
type wallClock struct {
	p        Person
	home     *time.Location
	moves    []*time.Location // of p.Moves, which are in order
	hours    [7][]clockSpan
	stretch  [7][]clockSpan
	focus    [7][]clockSpan
	holidays []date.Date
	shifts   []shift
	busy     Set
	by       int64 // seconds by which the day is moved
}

// A shift is a block for the oracle: on every every-th day from first on, if the
// weekday is one of weekdays, count times at most.
type shift struct {
	state      State
	first      date.Date
	start, len int64 // seconds since midnight, seconds
	every      int   // days, or weeks if weekly
	weekly     bool
	weekdays   [7]bool
	count      int // 0: for ever
	until      date.Date
	except     []date.Date
}

func (s shift) on(d date.Date) bool {
	if d < s.first || s.until != 0 && d > s.until {
		return false
	}
	matches := func(d date.Date) bool {
		if !s.weekly {
			return int(d-s.first)%s.every == 0
		}
		monday := func(d date.Date) int { return int(d-unixEpoch) - weekdayOf(d) }
		return s.weekdays[weekdayOf(d)] && (monday(d)-monday(s.first))/7%s.every == 0
	}
	if !matches(d) || slices.Contains(s.except, d) {
		return false
	}
	if s.count > 0 {
		n := 0
		for e := s.first; e <= d; e++ {
			if matches(e) {
				n++
			}
		}
		return n <= s.count
	}
	return true
}

func (o *wallClock) state(u int64) State {
	t := time.Unix(u, 0)
	loc := o.home
	for i, m := range o.p.Moves {
		year, month, day := t.In(o.moves[i]).Date()
		if date.New(year, month, day) >= m.Date {
			loc = o.moves[i]
		}
	}
	t = t.In(loc)
	year, month, day := t.Date()
	today := date.New(year, month, day)
	now := int64(t.Hour()*3600 + t.Minute()*60 + t.Second())

	for _, l := range o.p.Leave {
		from, to := int64(l.From/clock.Second), int64(l.To/clock.Second)
		if to == 0 {
			to = secondsPerDay
		}
		if (today > l.First || today == l.First && now >= from) && (today < l.Last || today == l.Last && now < to) {
			return Leave
		}
	}
	holiday := func(d date.Date) bool { return slices.Contains(o.holidays, d) }
	open := func(days [7][]clockSpan) bool {
		for ago := -1; ago < 4; ago++ {
			d := today - date.Date(ago)
			if holiday(d) {
				continue
			}
			for _, s := range days[weekdayOf(d)] {
				if c := now + int64(ago)*secondsPerDay - o.by; s.start <= c && c < s.end {
					return true
				}
			}
		}
		return false
	}
	for _, s := range slices.Backward(o.shifts) {
		for ago := range 4 {
			d := today - date.Date(ago)
			c := now + int64(ago)*secondsPerDay
			if s.start <= c && c < s.start+s.len && !holiday(d) && s.on(d) {
				return o.withBusy(u, s.state)
			}
		}
	}
	switch {
	case open(o.hours) && open(o.focus):
		return o.withBusy(u, Focus)
	case open(o.hours):
		return o.withBusy(u, Free)
	case open(o.stretch):
		return o.withBusy(u, Stretch)
	case holiday(today):
		return Holiday
	}
	works := false
	for ago := -1; ago < 2; ago++ {
		for _, s := range o.hours[weekdayOf(today-date.Date(ago))] {
			start := s.start - int64(ago)*secondsPerDay + o.by
			works = works || 0 <= start && start < secondsPerDay && !holiday(today-date.Date(ago))
		}
	}
	for _, s := range o.shifts {
		works = works || s.state&Working != 0 && s.on(today)
	}
	if works {
		return OffHours
	}
	return RestDay
}

func (o *wallClock) withBusy(u int64, state State) State {
	if state&(Free|Focus|Stretch) != 0 && o.busy.Contains(time.Unix(u, 0)) {
		return Busy
	}
	return state
}

// hardZones have the histories on which others fail.
var hardZones = []string{"Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "Europe/Dublin", "Antarctica/Troll",
	"Africa/Cairo", "America/Havana", "America/Santiago", "Asia/Gaza", "America/Nuuk", "Asia/Kathmandu", "America/St_Johns", "UTC"}

// A draft is a random person from which features can be taken away, so that a
// failure shrinks to what it needs.
type draft struct {
	zone                  string
	hours, stretch, focus [7][]clockSpan
	holidays              []date.Date
	leave                 []TimeOff
	moves                 []Move
	shifts                []shift
	busy                  []Span
	by                    int64 // seconds by which the day is moved
}

func randomWeek(r *rand.Rand, most int) (days [7][]clockSpan) {
	for d := range days {
		for range r.IntN(most + 1) {
			start := r.Int64N(24 * 60)
			end := start + 1 + r.Int64N(min(20*60, 48*60-start))
			days[d] = append(days[d], clockSpan{start * 60, end * 60})
		}
		slices.SortFunc(days[d], func(a, b clockSpan) int { return int(a.start - b.start) })
		days[d] = slices.CompactFunc(days[d], func(a, b clockSpan) bool { return b.start <= a.end })
	}
	return days
}

func randomDraft(r *rand.Rand, from date.Date, days int) draft {
	day := func() date.Date { return from + date.Date(r.IntN(days)) }
	d := draft{zone: hardZones[r.IntN(len(hardZones))], hours: randomWeek(r, 2)}
	if r.IntN(2) == 0 {
		d.stretch = randomWeek(r, 1)
	}
	if r.IntN(2) == 0 {
		d.focus = randomWeek(r, 1)
	}
	for range r.IntN(4) {
		d.holidays = append(d.holidays, day())
	}
	for range r.IntN(4) {
		first := day()
		l := TimeOff{First: first, Last: first + date.Date(r.IntN(4))}
		if r.IntN(2) == 0 {
			l.From = clockOf(r.Int64N(12 * 3600))
		}
		if r.IntN(2) == 0 {
			l.To = clockOf(12*3600 + r.Int64N(12*3600))
		}
		d.leave = append(d.leave, l)
	}
	for range r.IntN(3) {
		at := day()
		if !slices.ContainsFunc(d.moves, func(m Move) bool { return max(m.Date-at, at-m.Date) < 2 }) {
			d.moves = append(d.moves, Move{at, hardZones[r.IntN(len(hardZones))]})
		}
	}
	slices.SortFunc(d.moves, func(a, b Move) int { return int(a.Date - b.Date) })
	states := []State{Free, Focus, Busy, Stretch, OffHours, RestDay, Holiday, Leave}
	for range r.IntN(3) {
		s := shift{
			state: states[r.IntN(len(states))], first: day() - date.Date(r.IntN(4000)),
			start: r.Int64N(24*60) * 60, len: (1 + r.Int64N(30*60)) * 60,
			every: 1 + r.IntN(4), weekly: r.IntN(2) == 0,
		}
		if s.weekly {
			for w := range s.weekdays {
				s.weekdays[w] = r.IntN(2) == 0
			}
			s.weekdays[weekdayOf(s.first)] = true
		}
		switch r.IntN(3) {
		case 0:
			s.count = 1 + r.IntN(3000)
		case 1:
			s.until = day()
		}
		for range r.IntN(3) {
			s.except = append(s.except, day())
		}
		d.shifts = append(d.shifts, s)
	}
	for range r.IntN(4) {
		at := civilDay(day()) + r.Int64N(secondsPerDay)
		d.busy = append(d.busy, Span{at, at + 1 + r.Int64N(12*3600)})
	}
	return d
}

func (s shift) block() Block {
	b := Block{State: s.state, Start: Civil{s.first, clockOf(s.start)}, Length: time.Duration(s.len) * time.Second, ExceptDays: s.except}
	b.Rule = "FREQ=DAILY"
	if s.weekly {
		var days []string
		for w, on := range s.weekdays {
			if on {
				days = append(days, strings.ToUpper(weekdayNames[w]))
			}
		}
		b.Rule = "FREQ=WEEKLY;BYDAY=" + strings.Join(days, ",")
	}
	b.Rule += fmt.Sprintf(";INTERVAL=%d", s.every)
	if s.count > 0 {
		b.Rule += fmt.Sprintf(";COUNT=%d", s.count)
	}
	if s.until != 0 {
		b.Rule += ";UNTIL=" + strings.ReplaceAll(s.until.String(), "-", "") + "T235959"
	}
	return b
}

func (d draft) person() Person {
	text := func(days [7][]clockSpan) string {
		var rules []string
		for w, spans := range days {
			var times []string
			for _, s := range spans {
				times = append(times, clockString(s.start)+"-"+clockString(s.end))
			}
			if times != nil {
				rules = append(rules, weekdayNames[w]+" "+strings.Join(times, ","))
			}
		}
		if rules == nil {
			return "off"
		}
		return strings.Join(rules, "; ")
	}
	p := Person{Name: "Ada", Zone: d.zone, Hours: text(d.hours), Stretch: text(d.stretch), Focus: text(d.focus), Leave: d.leave, Moves: d.moves}
	for _, h := range d.holidays {
		p.Holidays = append(p.Holidays, h.String())
	}
	for _, s := range d.shifts {
		p.Recurring = append(p.Recurring, s.block())
	}
	return p
}

func (d draft) oracle(t testing.TB) *wallClock {
	o := &wallClock{p: d.person(), hours: d.hours, stretch: d.stretch, focus: d.focus, holidays: d.holidays, shifts: d.shifts, busy: NewSet(d.busy...), by: d.by}
	var err error
	if o.home, err = time.LoadLocation(d.zone); err != nil {
		t.Fatal(err)
	}
	for _, m := range d.moves {
		loc, err := time.LoadLocation(m.Zone)
		if err != nil {
			t.Fatal(err)
		}
		o.moves = append(o.moves, loc)
	}
	return o
}

// mismatch compares schedule and oracle over w, and tells the first difference.
func (d draft) mismatch(t testing.TB, w Span, step func() int64) string {
	o := d.oracle(t)
	s, err := o.p.Compile()
	if err != nil {
		return err.Error()
	}
	s = s.With(o.busy).Shifted(time.Duration(d.by) * time.Second)
	at, last := w.start, State(0)
	u := w.start
	for _, states := range []State{Free, Focus, Busy, Stretch, OffHours, RestDay, Holiday, Leave, Working, Free | Leave, Free | Stretch, AnyState} {
		var spans []Span
		for sp, state := range s.Timeline(w) {
			if state&states != 0 {
				spans = append(spans, sp)
			}
		}
		if got, want := s.When(w, states), NewSet(spans...); !got.Equal(want) {
			return fmt.Sprintf("%v when\n%v\nbut the timeline says\n%v", states, got, want)
		}
	}
	for sp, state := range s.Timeline(w) {
		if sp.start != at || sp.IsEmpty() || !state.isOne() || state == last {
			return fmt.Sprintf("%v %v follows %v until %d", sp, state, last, at)
		}
		for ; u < sp.end; u += step() {
			if want := o.state(u); want != state {
				return fmt.Sprintf("%v: %v, want %v", time.Unix(u, 0).In(o.home), state, want)
			}
		}
		// Borders are where off-by-one lives.
		for _, b := range []int64{sp.start, sp.end - 1} {
			if want := o.state(b); want != state || s.StateAt(time.Unix(b, 0)) != want {
				return fmt.Sprintf("at a border, %v: %v and %v, want %v", time.Unix(b, 0).In(o.home), state, s.StateAt(time.Unix(b, 0)), want)
			}
		}
		at, last = sp.end, state
	}
	if at != w.end {
		return fmt.Sprintf("the timeline ends at %d, want %d", at, w.end)
	}
	return ""
}

// shrink takes features away as long as the mismatch stays.
func (d draft) shrink(fails func(draft) bool) draft {
	for again := true; again; {
		again = false
		for _, less := range d.smaller() {
			if fails(less) {
				d, again = less, true
				break
			}
		}
	}
	return d
}

func dropAt[T any](list []T, i int) []T { return slices.Delete(slices.Clone(list), i, i+1) }

func (d draft) smaller() (out []draft) {
	try := func(change func(*draft)) {
		c := d
		change(&c)
		out = append(out, c)
	}
	without := func(n int, drop func(c *draft, i int)) {
		for i := range n {
			try(func(c *draft) { drop(c, i) })
		}
	}
	without(len(d.leave), func(c *draft, i int) { c.leave = dropAt(c.leave, i) })
	without(len(d.holidays), func(c *draft, i int) { c.holidays = dropAt(c.holidays, i) })
	without(len(d.moves), func(c *draft, i int) { c.moves = dropAt(c.moves, i) })
	without(len(d.shifts), func(c *draft, i int) { c.shifts = dropAt(c.shifts, i) })
	without(len(d.busy), func(c *draft, i int) { c.busy = dropAt(c.busy, i) })
	for w := range 7 {
		for _, days := range []func(*draft) *[7][]clockSpan{
			func(c *draft) *[7][]clockSpan { return &c.hours },
			func(c *draft) *[7][]clockSpan { return &c.stretch },
			func(c *draft) *[7][]clockSpan { return &c.focus },
		} {
			if c := d; len(days(&c)[w]) > 0 {
				days(&c)[w] = nil
				out = append(out, c)
			}
		}
	}
	if d.by != 0 {
		try(func(c *draft) { c.by = 0 })
	}
	if d.zone != "UTC" {
		try(func(c *draft) { c.zone = "UTC" })
	}
	return out
}

// The whole of a person, in zones with hard histories, against the wall clock.
func TestStatesEqualWallClockForRandomPeople(t *testing.T) {
	periods := []string{"2026-01-01", "2025-03-01", "2011-12-15", "2010-04-01", "2024-09-15"}
	for seed := range uint64(400 / thin) {
		r := rand.New(rand.NewPCG(seed, 40))
		start := instant(t, periods[r.IntN(len(periods))]).Unix() + r.Int64N(200*secondsPerDay)
		w := UnixSpan(start, start+1+r.Int64N(40*secondsPerDay))
		first, _ := splitCivil(start - 2*secondsPerDay)
		d := randomDraft(r, first, 45)
		check := func(d draft) string {
			steps := rand.New(rand.NewPCG(seed, 41))
			return d.mismatch(t, w, func() int64 { return 1 + steps.Int64N(1800) })
		}
		if wrong := check(d); wrong != "" {
			d = d.shrink(func(d draft) bool { return check(d) != "" })
			p, _ := json.Marshal(d.person())
			t.Fatalf("seed %d, %v:\n%s\nbusy %v\n%+v\n%s", seed, w, p, d.busy, d, check(d))
		}
	}
}

// A person with everything, in every zone there is, every half hour of a year.
func TestStatesEqualWallClockInEveryZone(t *testing.T) {
	weekdays := func(spans ...clockSpan) (days [7][]clockSpan) {
		for d := range 5 {
			days[d] = spans
		}
		return days
	}
	d := draft{
		hours:    weekdays(clockSpan{9 * 3600, 12*3600 + 1800}, clockSpan{13*3600 + 1800, 17*3600 + 1800}),
		stretch:  weekdays(clockSpan{20 * 3600, 25 * 3600}),
		focus:    weekdays(clockSpan{9 * 3600, 10 * 3600}),
		holidays: []date.Date{date.New(2026, 4, 3), date.New(2026, 4, 6), date.New(2026, 10, 26)},
		leave: []TimeOff{{First: date.New(2026, 3, 29), Last: date.New(2026, 3, 30), From: clockOf(2*3600 + 1800)},
			{First: date.New(2026, 7, 20), Last: date.New(2026, 7, 31)}, {First: date.New(2026, 10, 25), Last: date.New(2026, 10, 25), To: clockOf(1*3600 + 1800)}},
		moves: []Move{{date.New(2026, 5, 4), "Pacific/Apia"}, {date.New(2026, 5, 18), "America/Havana"}, {date.New(2026, 6, 1), "Europe/Dublin"}, {date.New(2026, 6, 15), ""}},
		shifts: []shift{
			{state: Free, first: date.New(2001, 1, 6), start: 22 * 3600, len: 8 * 3600, every: 2, weekly: true, weekdays: [7]bool{5: true, 6: true}},
			{state: Busy, first: date.New(2025, 1, 1), start: 11 * 3600, len: 2700, every: 3},
			{state: RestDay, first: date.New(2026, 1, 2), start: 0, len: 86400, every: 2, weekly: true, weekdays: [7]bool{4: true}},
		},
	}
	start, end := instant(t, "2026-01-01").Unix(), instant(t, "2027-01-01").Unix()
	everyZone(t, func(t *testing.T, z *Zone, _ *time.Location) {
		d := d
		d.zone = z.Name()
		d.moves = slices.Clone(d.moves)
		d.moves[len(d.moves)-1].Zone = z.Name()
		if wrong := d.mismatch(t, UnixSpan(start, end), func() int64 { return 1800 * thin }); wrong != "" {
			t.Errorf("%s: %s", z.Name(), wrong)
		}
	})
}

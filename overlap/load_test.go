package overlap

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

// A slowLoad judges work minute by minute.
type slowLoad struct {
	zone  *availability.Zone
	start time.Time
	works []bool        // by minute from start on
	by    time.Duration // when days start, after midnight
}

func slowWork(s *availability.Schedule, wide availability.Span, meetings ...availability.Span) *slowLoad {
	l := &slowLoad{zone: s.Zone(), start: wide.Start()}
	for t := wide.Start(); t.Before(wide.End()); t = t.Add(time.Minute) {
		works := s.StateAt(t)&availability.Working != 0
		for _, m := range meetings {
			works = works || m.Contains(t)
		}
		l.works = append(l.works, works)
	}
	return l
}

// date returns the day on the wall clock at a minute, as the days since some day.
func (l *slowLoad) date(minute int) int {
	d, c := l.zone.Civil(l.start.Add(time.Duration(minute) * time.Minute))
	switch at := time.Duration(c) - l.by; {
	case at < 0:
		d--
	case at >= 24*time.Hour:
		d++
	}
	return int(d)
}

// days returns the minutes at which the first work of each working day starts and its last ends.
func (l *slowLoad) days() (days []struct{ date, start, end int }) {
	for i := 0; i < len(l.works); i++ {
		if !l.works[i] {
			continue
		}
		run := i
		for run < len(l.works) && l.works[run] {
			run++
		}
		long := run-i > 24*60
		for i < run {
			end, day := run, l.date(i)
			if long {
				end = i
				for end < run && l.date(end) == day {
					end++
				}
			}
			if n := len(days); n > 0 && days[n-1].date == day {
				days[n-1].end = end
			} else {
				days = append(days, struct{ date, start, end int }{day, i, end})
			}
			i = end
		}
	}
	return days
}

// excess returns by how much each limit is broken, in minutes.
func (l *slowLoad) excess(limits Limits) [5]int {
	sum, _ := l.judge(limits)
	return sum
}

// worst returns by how much each limit is broken at most, in minutes.
func (l *slowLoad) worst(limits Limits) [5]int {
	_, worst := l.judge(limits)
	return worst
}

func (l *slowLoad) judge(limits Limits) (sum, worst [5]int) {
	note := func(limit Limit, more, most int) {
		sum[limit] += more
		worst[limit] = max(worst[limit], most)
	}
	minutes := func(d time.Duration) int { return int(d / time.Minute) }
	days := l.days()
	row := 0
	for i, d := range days {
		if i > 0 {
			short := max(0, minutes(limits.Rest)-(d.start-days[i-1].end))
			note(DailyRest, short, short)
		}
		if i == 0 || d.date != days[i-1].date+1 {
			row = 0
		}
		if row++; limits.Days > 0 && row > limits.Days {
			note(FreeDay, 24*60, 24*60*(row-limits.Days))
		}
	}
	weeks := map[int]int{}
	unbroken := 0
	for i, works := range l.works {
		if !works {
			unbroken = 0
			continue
		}
		d := date.Date(l.date(i))
		monday := int(d) - (int(d.Weekday())+6)%7
		if weeks[monday]++; limits.Week > 0 && weeks[monday] > minutes(limits.Week) {
			note(WeeklyHours, 1, weeks[monday]-minutes(limits.Week))
		}
		if unbroken++; limits.Unbroken > 0 && unbroken > minutes(limits.Unbroken) {
			note(UnbrokenWork, 1, unbroken-minutes(limits.Unbroken))
		}
	}
	return sum, worst
}

func randomLimits(r *rand.Rand) Limits {
	l := Limits{}
	if r.IntN(2) == 0 {
		l.Rest = time.Duration(8+r.IntN(10)) * time.Hour
	}
	if r.IntN(2) == 0 {
		l.Week = time.Duration(30+r.IntN(30)) * time.Hour
	}
	if r.IntN(2) == 0 {
		l.Days = 3 + r.IntN(4)
	}
	if r.IntN(2) == 0 {
		l.Unbroken = time.Duration(3+r.IntN(6)) * time.Hour
	}
	return l
}

func TestLimitsEqualMinuteByMinuteJudgement(t *testing.T) {
	r := rand.New(rand.NewPCG(51, 52))
	refused := map[Limit]int{}
	allowed := 0
	for range 16 {
		w := between(t, []string{"2026-03-25", "2026-10-20", "2026-06-01", "1951-04-12"}[r.IntN(4)], "2026-11-01")
		w = availability.Between(w.Start(), w.Start().Add(10*24*time.Hour))
		s := randomPerson(t, r, w)
		limits := randomLimits(r)
		roster := newRoster(s, w, limits)
		wide := roster.within
		before := slowWork(s, wide).excess(limits)
		for range 12 {
			from := w.Start().Add(time.Duration(r.IntN(10*24*60)) * time.Minute)
			if next, ok := s.Stopwatch(availability.Working, availability.Set{}).Next(from); ok && r.IntN(2) == 0 {
				from = next.End() // work goes on
			}
			meeting := availability.Between(from, from.Add(time.Duration(15+r.IntN(180))*time.Minute))
			after := slowWork(s, wide, meeting).excess(limits)
			want := NoLimit
			for l := UnbrokenWork; l >= DailyRest; l-- {
				if after[l] > before[l] {
					want = l
				}
			}
			got, ok := roster.refuses(meeting)
			if got != want || ok != (want != NoLimit) {
				t.Fatalf("%v in %v with %+v: refused for %v, want %v\nbefore %v\nafter %v", meeting, s.Zone().Name(), limits, got, want, before, after)
			}
			if refused[got]++; !ok {
				allowed++
			}
		}
	}
	if allowed < 10 || refused[DailyRest] < 5 || refused[WeeklyHours] < 2 || refused[FreeDay] < 2 || refused[UnbrokenWork] < 1 {
		t.Errorf("allowed %d, refused %v", allowed, refused)
	}
}

// Clocks go back over the end of a Monday's Sunday, or skip a day, and days may start at another
// time than midnight.
func TestLimitsWhereAClockCrossesMidnight(t *testing.T) {
	for _, c := range []struct{ zone, from, to string }{
		{"Antarctica/Vostok", "2023-12-01", "2024-01-01"},   // on Mon 18 December from 02:00 to 00:00
		{"Asia/Jerusalem", "2002-09-20", "2002-10-20"},      // on Mon 7 October from 01:00 to 00:00
		{"Asia/Tehran", "2003-09-08", "2003-10-06"},         // on Mon 22 September from 00:00 to 23:00 of Sunday
		{"Pacific/Apia", "2011-12-12", "2012-01-16"},        // no Friday 30 December
		{"Africa/Casablanca", "2008-08-18", "2008-09-15"},   // on Mon 1 September from 00:00 to 23:00 of Sunday
		{"America/Toronto", "2006-10-16", "2006-11-13"},     // on a Sunday by day
		{"Pacific/Kwajalein", "1969-09-15", "1969-10-13"},   // 23 hours back on 1 October
		{"America/Tegucigalpa", "2006-07-24", "2006-08-21"}, // on Mon 7 August from 00:00 to 23:00 of Sunday
	} {
		for _, hours := range []string{"24/7", "Mo-Su 22:00-06:00", "Mo-Su 09:00-17:00; Su 08:00-24:00", "Mo 00:00-00:45; Su 23:10-24:00", "Mo-Fr 20:00-02:00; Su,Mo 00:10-01:50"} {
			s, err := availability.Person{Name: "P", Zone: c.zone, Hours: hours}.Compile()
			if err != nil {
				t.Fatal(err)
			}
			w := between(t, c.from, c.to)
			for _, by := range []time.Duration{0, time.Hour, -30 * time.Minute, 11*time.Hour + 10*time.Minute, -12 * time.Hour} {
				slow := slowWork(s, w)
				slow.by = by
				limits := Limits{Rest: 11 * time.Hour, Week: 20 * time.Hour, Days: 3, Unbroken: 6 * time.Hour}
				roster := newRosterOf(s, w, limits)
				roster.by = seconds(by)
				var got [5]int
				for l, d := range roster.sum(roster.work) {
					got[l] = int(d / time.Minute)
				}
				if want := slow.excess(limits); got != want {
					t.Errorf("%s, %s, days from %v: %v too much, want %v", c.zone, hours, by, got, want)
				}
			}
		}
	}
}

func TestLoadEqualsMinuteByMinuteSums(t *testing.T) {
	r := rand.New(rand.NewPCG(53, 54))
	for range 25 {
		first := at(t, []string{"2026-03-20T05:00:00Z", "2026-10-20", "2026-06-01", "1951-04-12"}[r.IntN(4)])
		w := availability.Between(first, first.Add(time.Duration(3+r.IntN(9))*24*time.Hour))
		s := randomPerson(t, r, w)
		limits := randomLimits(r)
		if limits == (Limits{}) {
			limits.Days = 1
		}
		var meetings []availability.Span
		for range r.IntN(8) {
			from := first.Add(time.Duration(r.IntN(14*24*60)-24*60) * time.Minute)
			meetings = append(meetings, availability.Between(from, from.Add(time.Duration(15+r.IntN(180))*time.Minute)))
		}
		set := availability.NewSet(meetings...)
		got := Load(w, s, set, limits)
		slow := slowWork(s, newRoster(s, w, limits).within, set.Spans()...)
		var want Workload
		nights := map[int]bool{}
		for i, works := range slow.works {
			at := slow.start.Add(time.Duration(i) * time.Minute)
			if !w.Contains(at) {
				continue
			}
			state := s.StateAt(at)
			met := set.Contains(at)
			d, clock := s.Zone().Civil(at)
			hour := int(time.Duration(clock) / time.Hour)
			night := hour >= 22 || hour < 7
			if state&availability.Working != 0 {
				want.Work += time.Minute
			} else if met {
				want.Extra += time.Minute
			}
			if state == availability.Busy {
				want.Busy += time.Minute
			}
			switch {
			case !met:
			case state&availability.Working != 0:
				want.Meetings.Inside += time.Minute
			case state == availability.Stretch:
				want.Meetings.Stretch += time.Minute
			case night:
				want.Meetings.Night += time.Minute
			default:
				want.Meetings.Outside += time.Minute
			}
			if works && night {
				if hour < 7 {
					d--
				}
				nights[int(d)] = true
			}
		}
		if got.Work != want.Work || got.Extra != want.Extra || got.Busy != want.Busy || got.Meetings != want.Meetings || got.Nights != len(nights) {
			t.Fatalf("%+v\nwant %+v and %d nights", got, want, len(nights))
		}
		offset := func(u time.Time) int { return int(u.Sub(slow.start) / time.Minute) }
		from, until := offset(w.Start()), offset(w.End())
		days := slow.days()
		rest, row, longest := time.Duration(1<<62), 0, 0
		worked := 0
		for i, d := range days {
			if d.start < until && d.end > from {
				worked++
			}
			if i > 0 && d.start > from && days[i-1].end < until && d.start > days[i-1].end {
				rest = min(rest, time.Duration(d.start-days[i-1].end)*time.Minute)
			}
			if i == 0 || d.date != days[i-1].date+1 {
				row = 0
			}
			row++
			if i+1 == len(days) || days[i+1].date != d.date+1 {
				if days[i-row+1].start < until && d.end > from {
					longest = max(longest, row)
				}
			}
		}
		if !got.ShortestRest.IsEmpty() && got.ShortestRest.Duration() != rest || got.ShortestRest.IsEmpty() && rest < 1<<62 || got.LongestRow != longest || got.Days != worked {
			t.Fatalf("rest %v, row %d, days %d; want %v, %d, %d", got.ShortestRest, got.LongestRow, got.Days, rest, longest, worked)
		}
		var sums [5]time.Duration
		for v := range newRoster(s, w, limits).violations(spans(set.Union(availability.NewSet(newRoster(s, w, limits).work...)).Spans())) {
			sums[v.Limit] += v.Excess
		}
		excess := slow.excess(limits)
		for l := DailyRest; l <= UnbrokenWork; l++ {
			if sums[l] != time.Duration(excess[l])*time.Minute {
				t.Fatalf("%v is broken by %v, want %d minutes", l, sums[l], excess[l])
			}
		}
		if slices.ContainsFunc(got.Violations, func(v Violation) bool {
			return v.Excess <= 0 || !v.Span.Overlaps(w) && !v.Span.IsEmpty() || strings.Contains(v.String(), "%!")
		}) {
			t.Fatalf("violations %v in %v", got.Violations, w)
		}
	}
}

func TestLoadOfAWeek(t *testing.T) {
	week := between(t, "2026-03-02", "2026-03-09") // a Monday
	for _, c := range []struct{ why, hours, meetings, want string }{
		{"an ordinary week", office, "", "work 40h0m0s, 5 days, 0 nights, rest 16h0m0s, fullest 40h0m0s, row 5, breakless 5 [UnbrokenWork]"},
		{"with lunch", "Mo-Fr 09:00-12:00,13:00-18:00", "", "work 40h0m0s, 5 days, 0 nights, rest 15h0m0s, fullest 40h0m0s, row 5, breakless 0 []"},
		{"a call in the evening", "Mo-Fr 09:00-12:00,13:00-18:00", "2026-03-02T22:30:00Z/1h", "work 40h0m0s, 5 days, 1 nights, rest 9h30m0s, fullest 41h0m0s, row 5, breakless 0 [DailyRest]"},
		{"a call at night", "Mo-Fr 09:00-12:00,13:00-18:00", "2026-03-03T02:00:00Z/1h", "work 40h0m0s, 5 days, 1 nights, rest 8h0m0s, fullest 41h0m0s, row 5, breakless 0 [DailyRest]"},
		{"a weekend", "Mo-Fr 09:00-12:00,13:00-18:00", "2026-03-07T10:00:00Z/1h 2026-03-08T10:00:00Z/1h", "work 40h0m0s, 7 days, 0 nights, rest 15h0m0s, fullest 42h0m0s, row 12, breakless 0 [FreeDay]"},
		{"night shifts", "Mo-Th 22:00-06:00", "", "work 32h0m0s, 4 days, 4 nights, rest 16h0m0s, fullest 32h0m0s, row 4, breakless 4 [UnbrokenWork]"},
		{"always", "24/7", "", "work 168h0m0s, 7 days, 8 nights, rest 0s, fullest 168h0m0s, row 73, breakless 1 [DailyRest WeeklyHours FreeDay UnbrokenWork]"},
		{"never", "off", "", "work 0s, 0 days, 0 nights, rest 0s, fullest 0s, row 0, breakless 0 []"},
	} {
		var meetings []availability.Span
		for m := range strings.FieldsSeq(c.meetings) {
			start, length, _ := strings.Cut(m, "/")
			d, _ := time.ParseDuration(length)
			meetings = append(meetings, availability.Between(at(t, start), at(t, start).Add(d)))
		}
		l := Load(week, schedule(t, "UTC", c.hours), availability.NewSet(meetings...), Limits{})
		var broken []string
		for _, v := range l.Violations {
			name := [...]string{"", "DailyRest", "WeeklyHours", "FreeDay", "UnbrokenWork"}[v.Limit]
			if !slices.Contains(broken, name) {
				broken = append(broken, name)
			}
		}
		got := fmt.Sprintf("work %v, %d days, %d nights, rest %v, fullest %v, row %d, breakless %d %v",
			l.Work, l.Days, l.Nights, l.ShortestRest.Duration(), l.Fullest, l.LongestRow, l.Breakless, broken)
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.why, got, c.want)
		}
	}
}

// Find keeps the limits and names the one that excludes a time.
func TestLoadTakesAnyLimits(t *testing.T) {
	s := schedule(t, "Berlin", office)
	w := between(t, "2026-03-02", "2026-03-09")
	for _, c := range []struct{ given, taken Limits }{
		{Limits{Rest: -1, Days: math.MinInt, Week: 20 * time.Hour}, Limits{Week: 20 * time.Hour}},
		{Limits{Rest: math.MaxInt64, Unbroken: math.MaxInt64, Days: math.MaxInt}, Limits{Rest: maxRest, Unbroken: maxUnbroken, Days: maxWorkdays}},
	} {
		got, want := Load(w, s, availability.Set{}, c.given), Load(w, s, availability.Set{}, c.taken)
		if len(got.Violations) == 0 || len(got.Violations) != len(want.Violations) || got.Violations[0].Excess != want.Violations[0].Excess {
			t.Errorf("%+v: %v, want those of %+v: %v", c.given, got.Violations, c.taken, want.Violations)
		}
	}
}

func TestFindKeepsLimits(t *testing.T) {
	ada := schedule(t, "UTC", "Mo-Fr 09:00-12:00,13:00-18:00")
	r := Request{Period: between(t, "2026-03-02T18:00:00Z", "2026-03-03T09:00:00Z"), Best: MaxBest}
	r.Duration, r.People, r.States = time.Hour, []Attendee{{Schedule: ada}}, availability.AnyState
	all, err := Find(r)
	if err != nil {
		t.Fatal(err)
	}
	r.Limits = EUWorkingTime()
	kept, err := Find(r)
	if err != nil {
		t.Fatal(err)
	}
	// Until 22:00 there are eleven hours left, and from 05:00 on eleven have passed.
	if all.Possible != 57 || kept.Possible != 13+13 {
		t.Errorf("%d starts, and %d within limits", all.Possible, kept.Possible)
	}
	r.Period = between(t, "2026-03-02T22:00:00Z", "2026-03-02T23:00:00Z")
	refused, err := Find(r)
	if err != nil || refused.Refusal == nil {
		t.Fatal(refused, err)
	}
	if got := refused.Refusal.Blockers[0].Reasons; len(got) != 1 || got[0].Obstacle != (Obstacle{Kind: OverLimit, Limit: DailyRest}) {
		t.Errorf("reasons %+v", got)
	}
}

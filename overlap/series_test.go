package overlap

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

func compiled(t testing.TB, p availability.Person) *availability.Schedule {
	t.Helper()
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func required(schedules ...*availability.Schedule) []Attendee {
	people := make([]Attendee, len(schedules))
	for i, s := range schedules {
		people[i].Schedule = s
	}
	return people
}

func series(t testing.TB, r SeriesRequest) SeriesResult {
	t.Helper()
	result, err := Series(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// told says what breaks, one occurrence a line.
func told(o SeriesOption) string {
	var b strings.Builder
	for _, br := range o.Breaks {
		fmt.Fprintf(&b, "%v", br.Start)
		if br.Skipped {
			b.WriteString(" skipped")
		}
		for _, tr := range br.Troubles {
			fmt.Fprintf(&b, "; %d at %v: %v", tr.Person, tr.Start, tr)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Berlin and New York are five hours apart instead of six from 8 to 29 March and from 25
// October to 1 November 2026. The anchor decides who has the meeting at another time then.
func TestSeriesAnchorDecidesWhoBearsTheSkew(t *testing.T) {
	berlin := compiled(t, availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00"})
	newYork := compiled(t, availability.Person{Name: "Bo", Zone: "America/New_York", Hours: "Mo-Fr 09:00-17:00", Stretch: "Mo-Fr 08:00-20:00"})
	early := compiled(t, availability.Person{Name: "Bo", Zone: "America/New_York", Hours: "Mo-Fr 10:00-18:00"})
	late := compiled(t, availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-16:00", Stretch: "Mo-Fr 16:00-18:00"})
	for _, c := range []struct {
		name           string
		people         []Attendee
		anchor         string
		start          string
		held, suits    int
		cost           time.Duration
		breaks         string
		worst0, worst1 string
	}{
		{
			name: "anchored to Berlin, New York comes an hour later on its clock", people: required(berlin, newYork),
			anchor: "Europe/Berlin", start: "2026-01-06T15:00", held: 52, suits: 52,
			worst0: "2026-01-06T15:00", worst1: "2026-01-06T09:00",
		},
		{
			name: "anchored to New York, Berlin is asked for stretch hours never, as it is earlier there", people: required(late, newYork),
			anchor: "America/New_York", start: "2026-01-06T09:00", held: 52, suits: 52,
			worst0: "2026-01-06T15:00", worst1: "2026-01-06T09:00",
		},
		{
			name: "who starts at 10:00 in New York can come to 15:00 in Berlin in the skew weeks only", people: required(berlin, early),
			anchor: "Europe/Berlin", start: "2026-01-06T15:00", held: 4, suits: 4,
		},
		{
			name: "an hour later, 10:00 in New York, all is well", people: required(berlin, early),
			anchor: "Europe/Berlin", start: "2026-01-06T16:00", held: 52, suits: 52,
			worst0: "2026-01-06T16:00", worst1: "2026-01-06T10:00",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			result := series(t, SeriesRequest{
				Meeting: Meeting{Duration: time.Hour, People: c.people, Grid: time.Hour},
				Season:  between(t, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
				Rules:   []string{"FREQ=WEEKLY;BYDAY=TU"}, Anchors: []*availability.Zone{zone(t, c.anchor)}, Best: 24,
			})
			i := slices.IndexFunc(result.Options, func(o SeriesOption) bool { return o.Start.String() == c.start })
			if i < 0 {
				t.Fatalf("no option starts at %s: %v", c.start, result.Options)
			}
			o := result.Options[i]
			if o.Occurrences != 52 || o.Held != c.held || o.Suits != c.suits || o.Cost != c.cost {
				t.Errorf("%d occurrences, %d held, %d suit, cost %v; want 52, %d, %d, %v", o.Occurrences, o.Held, o.Suits, o.Cost, c.held, c.suits, c.cost)
			}
			if c.held == 52 && told(o) != c.breaks {
				t.Errorf("breaks:\n%s", told(o))
			}
			if c.worst0 != "" && (o.People[0].Worst.Start.String() != c.worst0 || o.People[1].Worst.Start.String() != c.worst1) {
				t.Errorf("worst %v and %v", o.People[0].Worst, o.People[1].Worst)
			}
		})
	}

	// At 16:00 to 17:00 in Berlin there is no room for later. Anchored to Berlin, the year
	// is as usual for her and Bo has four weeks at 11:00. Anchored to New York, Ada has
	// them at 15:00. With hours that end, or start, just there, somebody drops out.
	atNoon := compiled(t, availability.Person{Name: "Bo", Zone: "America/New_York", Hours: "Mo-Fr 08:00-11:00", Stretch: "Mo-Fr 11:00-12:00"})
	lateStart := compiled(t, availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 16:00-20:00", Holidays: []string{"2026-04-07"}})
	request := SeriesRequest{
		Meeting: Meeting{Duration: time.Hour, People: required(lateStart, atNoon), Grid: time.Hour},
		Season:  between(t, "2026-01-01", "2027-01-01"), Rules: []string{"FREQ=WEEKLY;BYDAY=TU"}, Best: 100,
	}
	for _, c := range []struct{ option, want string }{
		{"FREQ=WEEKLY;BYDAY=TU from 2026-01-06T16:00 Europe/Berlin", `2026-03-10T16:00; 1 at 2026-03-10T11:00: DST skew: 1h more
2026-03-17T16:00; 1 at 2026-03-17T11:00: DST skew: 1h more
2026-03-24T16:00; 1 at 2026-03-24T11:00: DST skew: 1h more
2026-04-07T16:00 skipped; 0 at 2026-04-07T16:00: holiday
2026-10-27T16:00; 1 at 2026-10-27T11:00: DST skew: 1h more
`},
		{"FREQ=WEEKLY;BYDAY=TU from 2026-01-06T10:00 America/New_York", `2026-03-10T10:00 skipped; 0 at 2026-03-10T15:00: DST skew: off hours
2026-03-17T10:00 skipped; 0 at 2026-03-17T15:00: DST skew: off hours
2026-03-24T10:00 skipped; 0 at 2026-03-24T15:00: DST skew: off hours
2026-04-07T10:00 skipped; 0 at 2026-04-07T16:00: holiday
2026-10-27T10:00 skipped; 0 at 2026-10-27T15:00: DST skew: off hours
`},
	} {
		options := series(t, request).Options
		i := slices.IndexFunc(options, func(o SeriesOption) bool { return o.String() == c.option })
		if i < 0 {
			t.Fatalf("no option %s: %v", c.option, options)
		}
		if got := told(options[i]); got != c.want {
			t.Errorf("%s breaks:\n%swant\n%s", c.option, got, c.want)
		}
		if len(options[i].Same) > 0 {
			t.Errorf("%s: the same with %v", c.option, options[i].Same)
		}
	}
}

// Every reason for a break, one occurrence each.
func TestSeriesBreaksSayWhy(t *testing.T) {
	busy := func(from, to string) availability.Set { return availability.NewSet(between(t, from, to)) }
	leave, err := availability.ParseTimeOff("2026-06-02/2026-06-03")
	if err != nil {
		t.Fatal(err)
	}
	within, err := availability.ParseHours("08:00-19:00; 2026 Jun 09 08:00-09:30")
	if err != nil {
		t.Fatal(err)
	}
	ada := compiled(t, availability.Person{
		Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00; 2026 Jul 28 off; 2026 Aug 04 12:00-17:00; 2026 Aug 11 12:00-17:00", Holidays: []string{"2026-05-26"},
		Leave: []availability.TimeOff{leave}, Focus: "2026 Jun 16 09:00-12:00", Stretch: "2026 Aug 11 09:00-12:00",
		Moves: []availability.Move{{Date: mustCivil(t, "2026-08-17T00:00").Date, Zone: "America/New_York"}, {Date: mustCivil(t, "2026-08-20T00:00").Date, Zone: "Europe/Berlin"}},
	}).With(busy("2026-06-23T08:00:00Z", "2026-06-23T08:30:00Z").
		Union(busy("2026-06-30T09:00:00Z", "2026-06-30T10:00:00Z")).
		Union(busy("2026-07-07T12:00:00Z", "2026-07-07T12:30:00Z")).
		Union(busy("2026-07-07T13:00:00Z", "2026-07-07T13:30:00Z")))
	bo := compiled(t, availability.Person{Name: "Bo", Zone: "Europe/Berlin", Hours: "24/7; 2026 Jul 14 off", Stretch: "2026 Jul 14 00:00-24:00"})
	o := series(t, SeriesRequest{
		Meeting: Meeting{
			Duration: time.Hour, Grid: 24 * time.Hour / 12, Within: within, Before: 15 * time.Minute, After: 15 * time.Minute, PerDay: 2,
			People: []Attendee{{Schedule: ada}, {Schedule: bo, Optional: true, Weight: time.Minute}},
		},
		Season: between(t, "2026-05-18", "2026-08-31"), Rules: []string{"FREQ=WEEKLY;BYDAY=TU"}, Anchors: []*availability.Zone{zone(t, "Europe/Berlin")}, Best: 12,
	}).Options
	i := slices.IndexFunc(o, func(o SeriesOption) bool { return o.Start.String() == "2026-05-19T10:00" })
	if i < 0 {
		t.Fatalf("not at 10:00: %v", o)
	}
	want := `2026-05-26T10:00 skipped; 0 at 2026-05-26T10:00: holiday
2026-06-02T10:00 skipped; 0 at 2026-06-02T10:00: leave
2026-06-09T10:00 skipped; 0 at 2026-06-09T10:00: too early or too late; 1 at 2026-06-09T10:00: too early or too late
2026-06-16T10:00 skipped; 0 at 2026-06-16T10:00: focus
2026-06-23T10:00 skipped; 0 at 2026-06-23T10:00: busy
2026-06-30T10:00 skipped; 0 at 2026-06-30T10:00: another meeting too near
2026-07-07T10:00 skipped; 0 at 2026-07-07T10:00: a full day
2026-07-14T10:00; 1 at 2026-07-14T10:00: too heavy a burden
2026-07-28T10:00 skipped; 0 at 2026-07-28T10:00: rest day
2026-08-04T10:00 skipped; 0 at 2026-08-04T10:00: off hours
2026-08-18T10:00 skipped; 0 at 2026-08-18T04:00: move: off hours
`
	if got := told(o[i]); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if o[i].Occurrences != 15 || o[i].Held != 5 || o[i].Suits != 4 {
		t.Errorf("%d occurrences, %d held, %d suit", o[i].Occurrences, o[i].Held, o[i].Suits)
	}
	if got := o[i].Cost; got != time.Hour+time.Minute {
		t.Errorf("cost %v: one hour of stretch and one absence", got)
	}
	ada0, bo1 := o[i].People[0], o[i].People[1]
	if !ada0.Worst.Absent || ada0.Worst.Start.String() != "2026-05-26T10:00" || ada0.Comes != 5 || ada0.Misses != 0 || ada0.Cost != time.Hour {
		t.Errorf("Ada: %+v", ada0)
	}
	if !bo1.Worst.Absent || bo1.Worst.Start.String() != "2026-06-09T10:00" || bo1.Comes != 4 || bo1.Misses != 1 || bo1.Cost != 0 {
		t.Errorf("Bo: %+v", bo1)
	}
}

func mustCivil(t testing.TB, s string) availability.Civil {
	t.Helper()
	c, err := availability.ParseCivil(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Options at the same instants are one, and the others are named.
func TestSeriesOfTheSameInstantsIsOneOption(t *testing.T) {
	people := required(schedule(t, "London", office), schedule(t, "Berlin", office))
	paris, berlin, london, newYork := zone(t, "Europe/Paris"), zone(t, "Europe/Berlin"), zone(t, "Europe/London"), zone(t, "America/New_York")
	result := series(t, SeriesRequest{
		Meeting: Meeting{Duration: time.Hour, People: people, Grid: time.Hour},
		Season:  between(t, "2026-01-05", "2027-01-04"), Anchors: []*availability.Zone{paris, berlin, london, newYork, paris}, Best: 1000,
	})
	if result.Tried != 3*7*24 {
		t.Errorf("%d tried, want %d: Berlin's clock is that of Paris", result.Tried, 3*7*24)
	}
	seen := make(map[string]bool)
	for _, o := range result.Options {
		key := ""
		for m := range o.Meetings() {
			key += m.String()
		}
		if o.Held == o.Occurrences && seen[key] {
			t.Errorf("%v is there twice", o)
		}
		seen[key] = true
	}
	// London has 14:00 when Paris has 15:00, which comes first for it has the earlier time.
	best := result.Options[0]
	if best.String() != "FREQ=WEEKLY;BYDAY=MO from 2026-01-05T09:00 Europe/London" || !slices.Equal(best.Same, []*availability.Zone{paris, berlin}) {
		t.Errorf("%v, same %d", best, len(best.Same))
	}
	if best.Cost != 0 || best.Held != 52 || best.Suits != 52 || len(best.Breaks) != 0 {
		t.Errorf("%+v", best)
	}
}

func TestSeriesPhases(t *testing.T) {
	people := required(schedule(t, "UTC", "Mo-Fr 09:00-10:00; 2026 week 1-53/2 We off"))
	for _, c := range []struct {
		rule, season string
		want         []string
	}{
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "2026-01-01/2026-03-01", []string{"2026-01-07 4/4"}},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-01-01/2026-02-01", []string{"2026-01-05 4/4", "2026-01-01 5/5"}},
		{"FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "2026-01-01/2027-01-01", []string{"2026-01-05 4/4", "2026-02-02 4/4", "2026-03-02 4/4"}},
		{"FREQ=MONTHLY;BYDAY=-1FR", "2026-01-01/2027-01-01", []string{"2026-01-30 12/12"}},
		{"FREQ=DAILY;INTERVAL=7", "2026-01-01/2026-02-01", []string{"2026-01-05 4/4", "2026-01-06 4/4", "2026-01-01 5/5", "2026-01-02 5/5"}},
		{"FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "2026-01-01/2027-01-01", []string{"2026-03-03 1/1"}},
		{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-01/2026-07-01", []string{"2026-01-30 6/6"}},
	} {
		from, to, _ := strings.Cut(c.season, "/")
		var got []string
		for _, o := range series(t, SeriesRequest{
			Meeting: Meeting{Duration: time.Hour, People: people, Grid: time.Hour, States: availability.Free},
			Season:  between(t, from, to), Rules: []string{c.rule}, Anchors: []*availability.Zone{zone(t, "UTC")},
		}).Options {
			got = append(got, fmt.Sprintf("%.10s %d/%d", o.Start.String(), o.Held, o.Occurrences))
		}
		if c.rule == "FREQ=DAILY;INTERVAL=7" {
			got = got[:min(4, len(got))] // and a Wednesday, half of them off
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(c.want))
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", c.rule, got, want)
		}
	}
}

// What the anchor's clock skips is an hour later there, what it repeats is the first time.
func TestSeriesInAGapAndAFold(t *testing.T) {
	people := required(schedule(t, "UTC", "24/7"))
	o := series(t, SeriesRequest{
		Meeting: Meeting{Duration: time.Hour, People: people, Grid: 30 * time.Minute},
		Season:  between(t, "2026-03-23", "2026-11-01"), Rules: []string{"FREQ=WEEKLY;BYDAY=SU"}, Anchors: []*availability.Zone{zone(t, "Europe/Berlin")}, Best: 48,
	}).Options
	i := slices.IndexFunc(o, func(o SeriesOption) bool { return strings.HasSuffix(o.Start.String(), "T02:30") })
	meetings := slices.Collect(o[i].Meetings())
	first, last := meetings[0].Start().Format(time.RFC3339), meetings[len(meetings)-1].Start().Format(time.RFC3339)
	if o[i].Start.String() != "2026-03-29T02:30" || first != "2026-03-29T01:30:00Z" || last != "2026-10-25T00:30:00Z" {
		t.Errorf("%v: from %s to %s", o[i].Start, first, last)
	}
}

// Apia skipped Friday, 30 December 2011. What the rule puts there is at that time on the day after, at
// which the season starts. St John's set its clocks back from 00:01 to 23:01, a day before; the
// season ends in the second pass.
func TestSeriesOnDaysThatTheClockShowsOutOfOrder(t *testing.T) {
	for _, c := range []struct{ zone, from, to, rule, clock, want string }{
		{"Pacific/Apia", "2011-12-30T10:00:00Z", "2012-01-08T10:00:00Z", "FREQ=WEEKLY;BYDAY=FR", "2011-12-30T12:00", "[2011-12-30T22:00:00Z/2011-12-30T22:01:00Z 2012-01-05T22:00:00Z/2012-01-05T22:01:00Z]"},
		{"America/St_Johns", "2006-10-21T00:00:00Z", "2006-10-29T02:35:00Z", "FREQ=WEEKLY;BYDAY=SU", "2006-10-22T00:00", "[2006-10-22T02:30:00Z/2006-10-22T02:31:00Z 2006-10-29T02:30:00Z/2006-10-29T02:31:00Z]"},
	} {
		o := series(t, SeriesRequest{
			Meeting: Meeting{Duration: time.Minute, People: required(schedule(t, "UTC", "24/7")), Grid: 12 * time.Hour},
			Season:  between(t, c.from, c.to), Rules: []string{c.rule}, Anchors: []*availability.Zone{zone(t, c.zone)},
		}).Options
		i := slices.IndexFunc(o, func(o SeriesOption) bool { return o.Start.String() == c.clock })
		if i < 0 {
			t.Fatalf("%s: %v", c.zone, o)
		}
		if got := fmt.Sprint(slices.Collect(o[i].Meetings())); got != c.want {
			t.Errorf("%s: %s, want %s", c.zone, got, c.want)
		}
		checkRecurrence(t, o[i])
	}
}

// The first meeting may start with the season and the last one end with it.
func TestSeriesFillsItsSeason(t *testing.T) {
	for _, c := range []struct {
		season string
		want   int
	}{
		{"2026-01-05T09:00:00Z/2026-01-19T10:00:00Z", 3},
		{"2026-01-05T09:00:01Z/2026-01-19T10:00:00Z", 2},
		{"2026-01-05T09:00:00Z/2026-01-19T09:59:59Z", 2},
		{"2026-01-05T09:00:00Z/2026-01-05T10:00:00Z", 1},
	} {
		from, to, _ := strings.Cut(c.season, "/")
		o := series(t, SeriesRequest{
			Meeting: Meeting{Duration: time.Hour, People: required(schedule(t, "UTC", "Mo 09:00-10:00")), Grid: time.Hour},
			Season:  between(t, from, to), Rules: []string{"FREQ=WEEKLY;BYDAY=MO"},
		}).Options
		if len(o) != 1 || o[0].Occurrences != c.want || o[0].Held != c.want {
			t.Errorf("%s: %v", c.season, o)
		}
	}
}

func TestSeriesPreferred(t *testing.T) {
	prefer, err := availability.ParseHours("10:30-12:00")
	if err != nil {
		t.Fatal(err)
	}
	r := SeriesRequest{
		Meeting: Meeting{Duration: time.Hour, People: required(schedule(t, "London", office), schedule(t, "Berlin", office))},
		Season:  between(t, "2026-01-05", "2026-12-28"), Preferred: prefer, Best: 2,
	}
	o := series(t, r).Options
	// Berlin is preferred from 09:30 to 11:00 in London: half an hour is common.
	if o[0].Start.String() != "2026-01-05T10:00" || o[0].Anchor.Name() != "Europe/London" || o[0].Unpreferred != 51*time.Hour/2 {
		t.Errorf("%v with %v outside", o[0], o[0].Unpreferred)
	}
}

func TestSeriesReportsProgressAndEndsWithItsContext(t *testing.T) {
	r := SeriesRequest{
		Meeting: Meeting{Duration: time.Hour, People: required(schedule(t, "London", office), schedule(t, "New York", office))},
		Season:  between(t, "2026-01-05", "2027-01-04"),
	}
	last, total := 0, 0
	r.Progress = func(done, of int) {
		if done <= last || done > of || total != 0 && of != total {
			t.Errorf("%d of %d after %d of %d", done, of, last, total)
		}
		last, total = done, of
	}
	series(t, r)
	if last != total || total != 2*7*96 {
		t.Errorf("%d of %d in the end", last, total)
	}

	ctx, cancel := context.WithCancel(context.Background())
	calls := 0
	r.Progress = func(int, int) { calls++; cancel() }
	result, err := Series(ctx, r)
	if !errors.Is(err, context.Canceled) || len(result.Options) > 0 || result.Tried != 0 || calls != 1 {
		t.Errorf("%v after %d calls, %v", err, calls, result)
	}
}

// Limits exclude people as their rosters say, and each occurrence names the limit.
func TestSeriesNamesTheLimit(t *testing.T) {
	ada := compiled(t, availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 08:00-16:00", Stretch: "Mo-Th 19:00-23:00; Sa 10:00-18:00"})
	bo := compiled(t, availability.Person{Name: "Bo", Zone: "America/New_York", Hours: "Mo-Fr 08:00-17:00", Stretch: "Sa,Su 05:00-12:00"})
	r := SeriesRequest{
		Meeting: Meeting{
			Duration: time.Hour, Grid: 2 * time.Hour, Limits: Limits{Rest: 11 * time.Hour, Week: 40 * time.Hour, Days: 5},
			People: []Attendee{{Schedule: ada, Optional: true, Weight: 24 * time.Hour}, {Schedule: bo, Optional: true, Weight: 24 * time.Hour}},
		},
		Season: between(t, "2026-03-02", "2026-04-13"), Best: 1000,
	}
	s, err := r.Meeting.session(r.Season, availability.Free|availability.Stretch)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range series(t, r).Options {
		refused := make(map[string]bool)
		var cost time.Duration
		for _, p := range o.People {
			cost += p.Cost + time.Duration(p.Misses)*24*time.Hour
		}
		if o.Cost != cost {
			t.Errorf("%v costs %v, but the people's parts are %v", o, o.Cost, cost)
		}
		for _, b := range o.Breaks {
			for _, tr := range b.Troubles {
				limit, is := s.seats[tr.Person].refuses(b.Span)
				is = is && s.seats[tr.Person].starts.contain(startOf(b.Span))
				if is != (tr.Why.Kind == OverLimit) || is && tr.Why.Limit != limit {
					t.Errorf("%v at %v: %+v, but the roster says %v", o, b.Start, tr, limit)
				}
				refused[fmt.Sprint(tr.Person, b.Span)] = true
			}
		}
		for m := range o.Meetings() {
			for p, seat := range s.seats {
				u, _ := m.Unix()
				if !seat.can(u) && !refused[fmt.Sprint(p, m)] {
					t.Errorf("%v: nothing says that %d cannot come to %v", o, p, m)
				}
			}
		}
	}
}

func TestSeriesOfNobodysTimeHasNoOptions(t *testing.T) {
	result := series(t, SeriesRequest{
		Meeting: Meeting{Duration: time.Hour, People: required(schedule(t, "London", "Mo 09:00-17:00"), schedule(t, "Berlin", "Tu 09:00-17:00"))},
		Season:  between(t, "2026-01-05", "2027-01-04"),
	})
	if len(result.Options) != 0 || result.Tried != 2*7*96 {
		t.Errorf("%d options of %d", len(result.Options), result.Tried)
	}
	if s := (SeriesOption{}).String(); s != "no series" {
		t.Error(s)
	}
}

func TestSeriesRefuses(t *testing.T) {
	good := SeriesRequest{
		Meeting: Meeting{Duration: time.Hour, People: required(schedule(t, "London", office))},
		Season:  between(t, "2026-01-05", "2027-01-04"),
	}
	for _, c := range []struct {
		field  string
		reason string
		spoil  func(*SeriesRequest)
	}{
		{"Duration", "missing", func(r *SeriesRequest) { r.Duration = 0 }},
		{"People", "missing", func(r *SeriesRequest) { r.People = nil }},
		{"Clock", "Anchors", func(r *SeriesRequest) { r.Clock = zone(t, "UTC") }},
		{"Season", "missing", func(r *SeriesRequest) { r.Season = availability.Span{} }},
		{"Season", "shorter", func(r *SeriesRequest) { r.Season = between(t, "2026-01-05", "2046-01-05") }},
		{"Season", "years 1 to 9999", func(r *SeriesRequest) { r.Season = availability.UnixSpan(-1<<62, 1<<62) }},
		{"Season", "years 1 to 9999", func(r *SeriesRequest) { r.Season = between(t, "9999-12-01", "9999-12-31") }},
		{"Season", "occurrences", func(r *SeriesRequest) { r.Grid = time.Second }},
		{"Season", "occurrences", func(r *SeriesRequest) {
			r.Season, r.Grid, r.Rules = between(t, "2026-01-05", "2035-01-04"), time.Minute, []string{"FREQ=DAILY;INTERVAL=5", "FREQ=DAILY;INTERVAL=1000", "FREQ=DAILY", "FREQ=DAILY;INTERVAL=7", "FREQ=DAILY;INTERVAL=9"}
		}},
		{"Best", "from 1 to", func(r *SeriesRequest) { r.Best = -1 }},
		{"Best", "from 1 to", func(r *SeriesRequest) { r.Best = MaxSeriesBest + 1 }},
		{"Anchors[1]", "missing", func(r *SeriesRequest) { r.Anchors = []*availability.Zone{zone(t, "UTC"), nil} }},
		{"Rules", "too many", func(r *SeriesRequest) { r.Rules = make([]string, MaxSeriesRules+1) }},
		{"Rules[0]", "does not name its days", func(r *SeriesRequest) { r.Rules = []string{""} }},
		{"Rules[0]", "recurrence", func(r *SeriesRequest) { r.Rules = []string{"FREQ=WEEKLY;BYDAY=XX"} }},
		{"Rules[1]", "leave out COUNT", func(r *SeriesRequest) { r.Rules = []string{"FREQ=DAILY", "FREQ=DAILY;COUNT=3"} }},
		{"Rules[0]", "leave out UNTIL", func(r *SeriesRequest) { r.Rules = []string{"FREQ=DAILY;until=20260101"} }},
		{"Rules[0]", "leave out BYHOUR", func(r *SeriesRequest) { r.Rules = []string{"FREQ=DAILY;BYHOUR=9"} }},
		{"Rules[0]", "more often than once a day", func(r *SeriesRequest) { r.Rules = []string{"FREQ=HOURLY"} }},
		{"Rules[0]", "does not name its days", func(r *SeriesRequest) { r.Rules = []string{"FREQ=WEEKLY"} }},
		{"Rules[0]", "does not name its days", func(r *SeriesRequest) { r.Rules = []string{"FREQ=MONTHLY;BYMONTH=3"} }},
		{"Rules[0]", "does not name its days", func(r *SeriesRequest) { r.Rules = []string{"FREQ=YEARLY;BYWEEKNO=3"} }},
	} {
		r := good
		c.spoil(&r)
		result, err := Series(context.Background(), r)
		var wrong *RequestError
		if !errors.As(err, &wrong) || wrong.Field != c.field || !strings.Contains(wrong.Reason, c.reason) || len(result.Options) > 0 {
			t.Errorf("%s, %s: got %v", c.field, c.reason, err)
		}
	}
}

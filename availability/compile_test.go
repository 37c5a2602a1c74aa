package availability

import (
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
)

// What can be wrong with the rest of a person: each mistake says what, where and how
// to mend it.
func TestCompileMistakes(t *testing.T) {
	days := func(n int) []TimeOff {
		list := make([]TimeOff, n)
		for i := range list {
			list[i] = TimeOff{First: 739697, Last: 739697}
		}
		return list
	}
	start := Civil{Date: date.New(2026, 3, 2), Clock: clockOf(9 * 3600)}
	for _, c := range []struct {
		why  string
		p    Person
		want string
	}{
		{"stretch", Person{Stretch: "Mo-Fr 17:00+"}, `stretch: hours "Mo-Fr 17:00+": at character 7: `},
		{"focus", Person{Focus: "mon 09:00-10:00"}, `focus: hours "mon 09:00-10:00": at character 1: `},
		{"PH without holidays", Person{Hours: "Mo-Fr 09:00-17:00; PH off"},
			`hours: PH stands for public holidays, but the person has none: give holidays, such as "DE-BY" or a list of dates`},
		{"SH without school", Person{Hours: "Mo-Fr 09:00-17:00; SH off"},
			`hours: SH stands for school holidays, but the person has none: list them as school, such as ["2026-07-20/2026-08-28"]`},
		{"a region without a source", Person{Holidays: []string{"DE-BY"}},
			`holidays: "DE-BY": no source of holidays is given: compile with Sources whose Region is that of package availability/holidays, or list the dates`},
		{"an empty holiday", Person{Holidays: []string{""}}, `holidays: an entry is empty: write a region such as "DE-BY", or a date`},
		{"no such date", Person{Holidays: []string{"2026-02-30 Nothing"}}, `holidays: "2026-02-30" is not a date: February 2026 has the days 01 to 28`},
		{"holidays backwards", Person{Holidays: []string{"2026-12-31/2026-12-24"}},
			`holidays: "2026-12-31/2026-12-24" ends before it starts: write the first day, then the last`},
		{"holidays for ever", Person{Holidays: []string{"2026-12-31/9999-12-24"}}, `holidays: too many days in a list of holidays: the limit is 100000`},
		{"a move without a date", Person{Moves: []Move{{Zone: "UTC"}}}, `moves: the date is missing: give the day of arrival, such as "2026-03-01"`},
		{"a move without a zone", Person{Moves: []Move{{Date: 739697}}}, `moves: the zone is missing: give the IANA name of the zone there, such as "America/New_York"`},
		{"a move to nowhere", Person{Moves: []Move{{739697, "Europe/Berlln"}}}, `moves: unknown time zone "Europe/Berlln" (did you mean "Europe/Berlin"?)`},
		{"two moves at once", Person{Moves: []Move{{739697, "UTC"}, {739697, "Asia/Tokyo"}}}, `moves: there are two moves on 2026-03-23: keep the one with whose zone the day ends`},
		{"moves over the date line", Person{Moves: []Move{{739697, "Etc/GMT+12"}, {739698, "Pacific/Kiritimati"}}},
			`moves: the day 2026-03-24 in Pacific/Kiritimati starts before the move before it: leave a day between them`},
		{"a block without a state", Person{Recurring: []Block{{Start: start, Length: time.Hour}}},
			`recurring: block 1: the state is missing: write one such as "busy", "focus" or "free"`},
		{"a block of two states", Person{Recurring: []Block{{State: Free | Busy, Start: start, Length: time.Hour}}}, `recurring: block 1: free|busy is not one state`},
		{"a block without a start", Person{Recurring: []Block{{State: Busy, Length: time.Hour}}},
			`recurring: block 1: the start is missing: write the first occurrence, such as "2026-03-02T09:00"`},
		{"a block without a length", Person{Recurring: []Block{{State: Busy, Start: start}}},
			`recurring: block 1: the length is missing: write how long an occurrence is, such as "1h30m"`},
		{"a block that is too long", Person{Recurring: []Block{{State: Busy, Start: start, Length: 32 * 24 * time.Hour}}},
			`recurring: block 1: the length 768h0m0s is over the limit of 31 days: write time off as leave`},
		{"a block with a fraction", Person{Recurring: []Block{{State: Busy, Start: start, Length: time.Millisecond}}},
			`recurring: block 1: the length 1ms is not in whole seconds`},
		{"a rule with a slip", Person{Recurring: []Block{{State: Busy, Start: start, Length: time.Hour}, {State: Busy, Start: start, Length: time.Hour, Rule: "FREQ=WEEKLY;BYDAYS=MO"}}},
			`recurring: block 2: recurrence "FREQ=WEEKLY;BYDAYS=MO": unknown part "BYDAYS" (did you mean "BYDAY"?)`},
		{"blocks without end", Person{Recurring: []Block{{State: Busy, Start: start, Length: time.Second, Rule: "FREQ=SECONDLY;INTERVAL=30"}}},
			`recurring: too many occurrences of recurring blocks in a day: the limit is 96`},
		{"rules that are too dense", Person{Recurring: []Block{{State: Busy, Start: start, Length: time.Second, Rule: "FREQ=SECONDLY"}}},
			`recurring: block 1: too many occurrences a day`},
		{"a flexible week in a day", Person{Daily: 40 * time.Hour}, `daily: 40h0m0s is not a day's work: write whole seconds up to 24h, such as 6h`},
		{"core hours of fixed hours", Person{Core: "Mo 10:00-12:00"}, `core: core hours are for flexible hours: give the daily amount, such as 6h, as daily`},
		{"a frame over midnight", Person{Daily: time.Hour, Hours: "22:00-06:00"}, `hours: the frame of flexible hours runs past midnight, `},
		{"a nameless calendar", Person{Calendars: []string{"a.ics", ""}}, `calendars: a name is empty: write the name of an iCalendar file`},
		{"too much leave", Person{Leave: days(MaxLeave + 1)}, `leave: too many entries: the limit is 10000`},
		{"too many moves", Person{Moves: make([]Move, MaxMoves+1)}, `moves: too many entries: the limit is 1000`},
		{"too many blocks", Person{Recurring: make([]Block, MaxBlocks+1)}, `recurring: too many entries: the limit is 1000`},
	} {
		c.p.Name, c.p.Zone = "Bo", "Europe/Berlin"
		if c.p.Hours == "" {
			c.p.Hours = "Mo-Fr 07:00-19:00"
		}
		_, err := c.p.Compile()
		if err == nil {
			t.Errorf("%s: compiled", c.why)
		} else if got, want := err.Error(), `availability: person "Bo": `+c.want; !strings.HasPrefix(got, want) || strings.Contains(got, "\n") {
			t.Errorf("%s:\n got %s\nwant %s", c.why, got, want)
		}
	}
}

// All of a person's mistakes come at once.
func TestCompileReportsEveryMistake(t *testing.T) {
	_, err := Person{
		Zone: "Mars", Hours: "9-5", Stretch: "?", Focus: "?", Core: "?", Reply: -1, Daily: -1,
		Holidays: []string{"", "2026-13-01"}, School: []string{"x"}, Leave: []TimeOff{{}}, Moves: []Move{{}}, Calendars: []string{""},
	}.Compile()
	fields := []string{"name", "zone", "moves", "holidays", "holidays", "school", "hours", "stretch", "focus", "core", "daily", "leave", "reply", "calendars"}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != len(fields) {
		t.Fatalf("%d mistakes, want %d:\n%v", len(lines), len(fields), err)
	}
	for i, f := range fields {
		if !strings.HasPrefix(lines[i], "availability: person: "+f+": ") {
			t.Errorf("mistake %d is %s, want one of %s", i, lines[i], f)
		}
	}
}

func TestZonesOfTheCallersOwn(t *testing.T) {
	none := Sources{Zone: func(string) (*Zone, error) { return nil, nil }}
	if _, err := (Person{Name: "Bo", Zone: "Moon", Hours: "24/7"}).CompileWith(none); err == nil || !strings.HasSuffix(err.Error(), `zone: time zone "Moon" is not among the given zones`) {
		t.Errorf("got %v", err)
	}
	if z := NewZone("Nowhere", nil); z.Offset(time.Unix(0, 0)).Seconds != 0 || z.Name() != "Nowhere" {
		t.Errorf("got %v", z.Name())
	}
	// A newer tz database, as it would be read from bytes.
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	src := Sources{Zone: func(name string) (*Zone, error) { return NewZone(name, loc), nil }}
	s, err := Person{Name: "Bo", Zone: "Somewhere/New", Hours: "Mo 09:00-10:00"}.CompileWith(src)
	if err != nil {
		t.Fatal(err)
	}
	next, ok := s.Next(instant(t, "2026-03-30T00:00:00Z"))
	if !ok || next.String() != "2026-03-30T07:00:00Z/2026-03-30T08:00:00Z" {
		t.Errorf("works in %v %v", next, ok)
	}
}

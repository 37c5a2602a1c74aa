package availability

import (
	"testing"
	"time"

	"github.com/rickb777/date/v2"
)

// A holiday that falls out leaves what one would have written without it.
func TestWithoutHolidaysIsWritingOthers(t *testing.T) {
	whole := UnixSpan(instant(t, "2026-01-01").Unix(), instant(t, "2028-02-01").Unix())
	good := date.New(2026, 4, 3)
	labour := date.New(2026, 5, 1)
	lunch, err := ParseCivil("2026-01-02T12:00")
	if err != nil {
		t.Fatal(err)
	}
	listed := func(days ...string) []string { return days }
	for _, c := range []struct {
		why           string
		before, after []string
		out           []date.Date
	}{
		{"one of two", listed("2026-04-03", "2026-05-01"), listed("2026-05-01"), []date.Date{good}},
		{"both", listed("2026-04-03", "2026-05-01"), nil, []date.Date{good, labour, good}},
		{"a day that is none", listed("2026-05-01"), listed("2026-05-01"), []date.Date{good, date.New(20000, 1, 1)}},
		{"one in a row", listed("2026-04-02/2026-04-06"), listed("2026-04-02", "2026-04-04/2026-04-06"), []date.Date{good}},
		{"none", nil, nil, []date.Date{good}},
	} {
		for _, hours := range []string{"Mo-Fr 09:00-17:00", "Mo-Su 20:00-04:00", "off"} {
			person := func(days []string) Person {
				return Person{Name: "Ada", Zone: "Europe/Berlin", Hours: hours, Holidays: days,
					Focus: "Mo-Fr 10:00-11:00", Stretch: "Mo-Fr 18:00-19:00",
					Recurring: []Block{{State: Busy, Start: lunch, Length: time.Hour, Rule: "FREQ=WEEKLY"}}}
			}
			busy := NewSet(UnixSpan(instant(t, "2026-04-03T06:00:00Z").Unix(), instant(t, "2026-04-03T08:00:00Z").Unix()))
			before, err := person(c.before).Compile()
			if err != nil {
				t.Fatal(err)
			}
			after, err := person(c.after).Compile()
			if err != nil {
				t.Fatal(err)
			}
			same(t, c.why+" "+hours, before.With(busy).WithoutHolidays(c.out...), after.With(busy), whole)
			same(t, c.why+" moved "+hours, before.Shifted(time.Hour).WithoutHolidays(c.out...), after.Shifted(time.Hour), whole)
			if got := before.WithoutHolidays(c.out...); len(c.after) > 0 && got.Fingerprint() != after.Fingerprint() {
				t.Errorf("%s %s: what is the same has another fingerprint", c.why, hours)
			}
		}
	}
}

// Holidays by a rule lose the day of one year, and the fingerprint tells them apart.
func TestWithoutHolidaysOfARule(t *testing.T) {
	rule := NewHolidays(func(year int) []NamedDay { return []NamedDay{{date.New(year, 5, 1), "Labour Day"}} })
	src := Sources{Region: func(string) (Holidays, error) { return rule, nil }}
	s, err := Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00", Holidays: []string{"DE"}}.CompileWith(src)
	if err != nil {
		t.Fatal(err)
	}
	without := s.WithoutHolidays(date.New(2026, 5, 1))
	for at, want := range map[string]State{"2025-05-01T10:00:00Z": Holiday, "2026-05-01T10:00:00Z": Free, "2028-05-01T10:00:00Z": Holiday} {
		if got := without.StateAt(instant(t, at)); got != want {
			t.Errorf("at %s: %v, want %v", at, got, want)
		}
	}
	if s.StateAt(instant(t, "2026-05-01T10:00:00Z")) != Holiday {
		t.Error("the schedule asked has changed")
	}
	if s.Fingerprint() == without.Fingerprint() {
		t.Error("different schedules have the same fingerprint")
	}
	if s.WithoutHolidays() != s {
		t.Error("without no day it is another schedule")
	}
}

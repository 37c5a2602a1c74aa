package availability

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Questions whose answer is never, or far away, of people of whom much has to be
// looked at to know: each is answered, and the second time from memory.
func TestNeverIsAnAnswer(t *testing.T) {
	now := instant(t, "2026-11-23")
	src := Sources{Region: func(string) (Holidays, error) {
		return NewHolidays(func(year int) []NamedDay {
			return []NamedDay{{joinDate(year, 1, 1), ""}, {easter(year) + 1, ""}, {joinDate(year, 12, 25), ""}}
		}), nil
	}}
	start := Civil{Date: 739697}
	daily := func(state State, length time.Duration) Block {
		return Block{State: state, Start: start, Length: length, Rule: "FREQ=DAILY"}
	}
	region := []string{"DE-BY"}
	for _, c := range []struct {
		why string
		p   Person
	}{
		{"all is focus", Person{Hours: "24/7", Focus: "24/7", Recurring: []Block{daily(Busy, time.Hour)}}},
		{"all is focus, and holidays", Person{Hours: "Mo-Fr 09:00-17:00", Focus: "24/7", Holidays: region}},
		{"a contract that is over", Person{Hours: "2020-2025 Mo-Fr 09:00-17:00", Holidays: region}},
		{"no hours but meetings", Person{Hours: "off", Recurring: []Block{daily(Busy, time.Hour)}, Holidays: region}},
		{"a rota that has ended", Person{Hours: "off", Holidays: region, Recurring: []Block{{State: Free, Start: start, Length: time.Hour, Rule: "FREQ=DAILY;COUNT=20"}}}},
		{"every day is a day off", Person{Hours: "Mo-Fr 09:00-17:00", Recurring: []Block{daily(RestDay, 24*time.Hour)}}},
		{"days that never are", Person{Hours: "Jan week 30 PH 09:00-17:00", Holidays: region}},
		{"a flexible frame without core", Person{Hours: "Mo-Fr 07:00-21:00", Daily: 6 * time.Hour, Holidays: region}},
	} {
		c.p.Name, c.p.Zone = "Ada", "Europe/Berlin"
		s, err := c.p.CompileWith(src)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			begun := time.Now()
			if sp, ok := s.Next(now); ok {
				t.Errorf("%s: works in %v", c.why, sp)
			}
			if s.Reading() == Fixed {
				if at, ok := s.AddWork(now, time.Hour); ok {
					t.Errorf("%s: an hour of work is done at %v", c.why, at)
				}
			} else if at, ok := s.AddWork(now, time.Hour); !ok || at.Sub(now) > 24*time.Hour {
				t.Errorf("%s: an hour of work is done at %v %v", c.why, at, ok)
			}
			s.AddWork(now, -time.Hour)
			s.NextChange(now)
			t.Logf("%s: %v", c.why, time.Since(begun))
		}
		if s.free.tail.Load() == 0 {
			t.Errorf("%s: the answer is not remembered", c.why)
		}
	}
}

// Easter repeats too late for anybody to know that it never comes again.
func TestRareDaysAreFound(t *testing.T) {
	s := compile(t, "UTC", "easter week 12 Su[1] -77 days 09:00-17:00") // Easter on 22 March
	if sp, ok := s.Next(instant(t, "2506-01-01")); !ok || sp.Start().Year() != 2972 {
		t.Errorf("found %v %v", sp, ok)
	}
}

func TestPrintingTellsNoLabel(t *testing.T) {
	p := Person{
		Name: "Ada", Zone: "UTC", Hours: "24/7", Leave: []TimeOff{{First: 739697, Last: 739697, Label: "Surgery"}},
		Recurring: []Block{{State: Busy, Start: Civil{Date: 739697}, Length: time.Hour, Label: "Therapy"}},
	}
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{printed("%v", p), printed("%+v", p), printed("%v", s), printed("%+v", s), printed("%v", *s), printed("%+v", []*Schedule{s})} {
		if strings.Contains(text, "Surgery") || strings.Contains(text, "Therapy") {
			t.Errorf("a label is printed: %.300s", text)
		}
	}
}

func printed(format string, v any) string { return fmt.Sprintf(format, v) }

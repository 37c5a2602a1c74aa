package availability

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
)

// everything is a person with all that a schedule is made of.
func everything() Person {
	return Person{
		Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00; PH off; SH 10:00-12:00", Stretch: "Mo-Fr 17:00-19:00", Focus: "Mo-Fr 09:00-10:00",
		Holidays: []string{"2026-05-01 May Day", "2026-12-25/2026-12-26", "XX"}, School: []string{"2026-07-20/2026-08-28"},
		Leave: []TimeOff{{First: date.New(2026, 3, 2), Last: date.New(2026, 3, 6), Label: "Skiing"}},
		Moves: []Move{{date.New(2026, 6, 1), "America/New_York"}},
		Recurring: []Block{{State: Busy, Start: Civil{date.New(2026, 1, 5), clockOf(9 * 3600)}, Length: time.Hour, Rule: "FREQ=WEEKLY;BYDAY=MO", Label: "Stand-up",
			Also: []Civil{{date.New(2026, 1, 6), clockOf(9 * 3600)}}, Except: []Civil{{date.New(2026, 1, 12), clockOf(9 * 3600)}}, ExceptDays: []date.Date{date.New(2026, 1, 19)}}},
	}
}

// twoRegions knows the regions XX and YY, each of one function.
func twoRegions() Sources {
	newYear := func(name string) Holidays {
		return NewHolidays(func(year int) []NamedDay { return []NamedDay{{date.New(year, 1, 1), name}} })
	}
	regions := map[string]Holidays{"XX": newYear("New Year"), "YY": newYear("New Year's Day"), "ZZ": newYear("1 January")}
	return Sources{Region: func(code string) (Holidays, error) { return regions[code], nil }}
}

func TestFingerprintOfWhatIsAlike(t *testing.T) {
	src := twoRegions()
	compile := func(p Person) *Schedule {
		t.Helper()
		s, err := p.CompileWith(src)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	base := compile(everything())
	for _, c := range []struct {
		why    string
		change func(*Person)
	}{
		{"nothing", func(*Person) {}},
		{"the name", func(p *Person) { p.Name = "Bo" }},
		{"a label of leave", func(p *Person) { p.Leave[0].Label = "Surgery" }},
		{"a label of a block", func(p *Person) { p.Recurring[0].Label = "" }},
		{"the name of a holiday", func(p *Person) { p.Holidays[0] = "2026-05-01 Labour Day" }},
		{"the order of holidays", func(p *Person) { p.Holidays[0], p.Holidays[2] = p.Holidays[2], p.Holidays[0] }},
		{"a holiday twice", func(p *Person) { p.Holidays = append(p.Holidays, "2026-05-01", "XX") }},
		{"a range of holidays in two", func(p *Person) { p.Holidays[1] = "2026-12-26"; p.Holidays = append(p.Holidays, "2026-12-25") }},
		{"leave in two parts", func(p *Person) {
			p.Leave = []TimeOff{{First: date.New(2026, 3, 4), Last: date.New(2026, 3, 6)}, {First: date.New(2026, 3, 2), Last: date.New(2026, 3, 4)}}
		}},
		{"the notation of hours", func(p *Person) { p.Stretch = "Mo-Su 17:00-18:00,18:00-19:00; Sa,Su off" }},
		{"a comment on a week's hours", func(p *Person) { p.Focus = `Mo-Fr 09:00-10:00 open "quiet"` }},
		{"the time to a reply", func(p *Person) { p.Reply = time.Hour }},
		{"a link to the same zone", func(p *Person) { p.Moves[0].Zone = "US/Eastern" }},
		{"the order of exceptions", func(p *Person) {
			p.Recurring[0].ExceptDays = append(p.Recurring[0].ExceptDays, p.Recurring[0].ExceptDays...)
		}},
	} {
		p := everything()
		c.change(&p)
		if compile(p).Fingerprint() != base.Fingerprint() {
			t.Errorf("%s makes another fingerprint", c.why)
		}
	}
	from := civilDay(date.New(2026, 1, 5))
	a, b := Span{from, from + 11*secondsPerHour}, Span{from, from + 12*secondsPerHour}
	if base.With(NewSet(a)).With(NewSet(b)).Fingerprint() != base.With(NewSet(b, a)).Fingerprint() || base.With(Set{}).Fingerprint() != base.Fingerprint() {
		t.Error("the same busy time has two fingerprints")
	}
}

func TestFingerprintOfWhatDiffers(t *testing.T) {
	src := twoRegions()
	changes := []struct {
		why    string
		change func(*Person)
	}{
		{"nothing", func(*Person) {}},
		{"the zone", func(p *Person) { p.Zone = "Europe/London" }},
		{"the hours", func(p *Person) { p.Hours = "Mo-Fr 09:00-17:01; PH off; SH 10:00-12:00" }},
		{"only weekly hours", func(p *Person) { p.Hours = "Mo-Fr 09:00-17:00" }},
		{"hours until midnight", func(p *Person) { p.Hours = "Mo 20:00-24:00; Tu 00:00-02:00" }},
		{"hours over midnight", func(p *Person) { p.Hours = "Mo 20:00-02:00" }},
		{"the stretch", func(p *Person) { p.Stretch = "Mo-Fr 17:00-20:00" }},
		{"no stretch", func(p *Person) { p.Stretch = "" }},
		{"stretch for focus", func(p *Person) { p.Stretch, p.Focus = p.Focus, p.Stretch }},
		{"the focus", func(p *Person) { p.Focus = "Mo-Fr 09:00-11:00" }},
		{"flexible hours", func(p *Person) { p.Daily = 6 * time.Hour }},
		{"more flexible hours", func(p *Person) { p.Daily = 7 * time.Hour }},
		{"core hours", func(p *Person) { p.Daily, p.Core = 6*time.Hour, "Mo-Fr 10:00-12:00" }},
		{"a listed holiday", func(p *Person) { p.Holidays[0] = "2026-05-02" }},
		{"a region", func(p *Person) { p.Holidays[2] = "YY" }},
		{"no region", func(p *Person) { p.Holidays = p.Holidays[:2] }},
		{"two regions", func(p *Person) { p.Holidays = append(p.Holidays, "YY") }},
		{"three regions", func(p *Person) { p.Holidays = append(p.Holidays, "YY", "ZZ") }},
		{"the school", func(p *Person) { p.School[0] = "2026-07-20/2026-08-29" }},
		{"the leave", func(p *Person) { p.Leave[0].Last++ }},
		{"half a day of leave", func(p *Person) { p.Leave[0].From = clockOf(noon) }},
		{"the day of a move", func(p *Person) { p.Moves[0].Date++ }},
		{"the zone of a move", func(p *Person) { p.Moves[0].Zone = "America/Chicago" }},
		{"no move", func(p *Person) { p.Moves = nil }},
		{"the state of a block", func(p *Person) { p.Recurring[0].State = Focus }},
		{"the start of a block", func(p *Person) { p.Recurring[0].Start.Clock += clockOf(60) }},
		{"the length of a block", func(p *Person) { p.Recurring[0].Length += time.Second }},
		{"the rule of a block", func(p *Person) { p.Recurring[0].Rule = "FREQ=WEEKLY;BYDAY=TU" }},
		{"a further time", func(p *Person) { p.Recurring[0].Also[0].Date++ }},
		{"an exception", func(p *Person) { p.Recurring[0].Except[0].Date += 14 }},
		{"an exception of a day", func(p *Person) { p.Recurring[0].ExceptDays[0] += 7 }},
		{"another block", func(p *Person) { b := p.Recurring[0]; b.State = Stretch; p.Recurring = append(p.Recurring, b) }},
		{"another block before", func(p *Person) { b := p.Recurring[0]; b.State = Stretch; p.Recurring = []Block{b, p.Recurring[0]} }},
	}
	busy := civilDay(date.New(2026, 1, 5)) // in which everybody works
	seen := map[Fingerprint]string{{}: "no schedule"}
	note := func(why string, s *Schedule) {
		t.Helper()
		if before, twice := seen[s.Fingerprint()]; twice {
			t.Errorf("%s and %s have the same fingerprint", why, before)
		}
		seen[s.Fingerprint()] = why
	}
	for _, c := range changes {
		p := everything()
		c.change(&p)
		s, err := p.CompileWith(src)
		if err != nil {
			t.Fatalf("%s: %v", c.why, err)
		}
		note(c.why, s)
		note(c.why+" and busy time", s.With(NewSet(Span{busy, busy + 3*secondsPerDay})))
		note(c.why+" and other busy time", s.With(NewSet(Span{busy, busy + 4*secondsPerDay})))
		if s.Reading() == Certain {
			note(c.why+", where possible", s.Possible())
		}
	}
}

// Few choices, so that people are often alike.
func TestEqualFingerprintsHaveEqualTimelines(t *testing.T) {
	r := rand.New(rand.NewPCG(51, 52))
	one := func(choices ...string) string { return choices[r.IntN(len(choices))] }
	src := twoRegions()
	w := Span{civilDay(date.New(2025, 12, 20)), civilDay(date.New(2026, 1, 20))}
	type known struct {
		p     Person
		steps string
	}
	byPrint := map[Fingerprint]known{}
	alike, apart, hidden := 0, map[string]Fingerprint{}, 0
	for i := range 600 {
		p := Person{
			Name: fmt.Sprint(i), Zone: one("Europe/Berlin", "Europe/Oslo", "Africa/Casablanca"),
			Hours:    one("Mo-Fr 09:00-17:00", "Mo,Tu,We,Th,Fr 09:00-13:00,13:00-17:00", "Mo-Fr 09:00-17:00; PH off"),
			Stretch:  one("", "off", "Mo-Fr 17:00-18:00"),
			Holidays: slices.Clone([][]string{{"2026-01-06"}, {"2026-01-06 Epiphany"}, {"XX", "2026-01-06"}, {"YY"}}[r.IntN(4)]),
		}
		if r.IntN(2) == 0 {
			p.Leave = []TimeOff{{First: date.New(2026, 1, 12), Last: date.New(2026, 1, 12+r.IntN(2)), Label: one("", "Away")}}
		}
		s, err := p.CompileWith(src)
		if err != nil {
			t.Fatal(err)
		}
		if r.IntN(2) == 0 {
			s = s.With(NewSet(Span{w.start + 20*secondsPerDay, w.start + 20*secondsPerDay + 12*secondsPerHour}))
		}
		steps := ""
		for sp, state := range s.Timeline(w) {
			steps += fmt.Sprint(sp, state, "\n")
		}
		if before, ok := byPrint[s.Fingerprint()]; ok {
			alike++
			if before.steps != steps {
				t.Fatalf("%+v\n%+v\nhave the same fingerprint, but not the same time", before.p, p)
			}
		}
		byPrint[s.Fingerprint()] = known{p, steps}
		if other, ok := apart[steps]; ok && other != s.Fingerprint() {
			hidden++ // two regions of the same days, PH off by default or by name
		}
		apart[steps] = s.Fingerprint()
	}
	if alike < 200 || len(apart) < 20 || hidden == 0 {
		t.Errorf("%d are alike, of %d timelines, %d with two fingerprints: the test tests little", alike, len(apart), hidden)
	}
}

func TestFingerprintIsSafeForConcurrentUse(t *testing.T) {
	s := compile(t, "Asia/Tokyo", "Mo-Fr 09:00-17:00")
	prints := make(chan Fingerprint)
	for range 4 {
		go func() { prints <- s.Fingerprint() }()
	}
	first := <-prints
	for range 3 {
		if <-prints != first {
			t.Error("a schedule has two fingerprints")
		}
	}
}

func BenchmarkFingerprint(b *testing.B) {
	s := compile(b, "Europe/London", "Mo-Fr 09:00-17:00")
	for b.Loop() {
		s.fingerprint = new(lazyFingerprint)
		s.Fingerprint()
	}
}

package availability

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// routinesText writes routines as lines of date and clock in UTC, offset and week.
func routinesText(s *Schedule, w Span, states State) string {
	var lines []string
	for _, r := range s.Routines(w, states) {
		var spans []string
		for _, sp := range r.WeekSpans() {
			text := sp.String()
			if r.Cycle > 1 {
				text = fmt.Sprintf("%d:%s", sp.Week, text)
			}
			spans = append(spans, text)
		}
		lines = append(lines, r.Span.Start().Format("01-02T15:04 ")+strings.TrimPrefix(r.Offset.String(), "UTC")+" "+strings.Join(spans, " "))
	}
	return strings.Join(lines, "\n")
}

func TestRoutines(t *testing.T) {
	block := func(state State, start, length, rule string) Block {
		c, err := ParseCivil(start)
		if err != nil {
			t.Fatal(err)
		}
		d, _ := time.ParseDuration(length)
		return Block{State: state, Start: c, Length: d, Rule: rule}
	}
	leave, _ := ParseTimeOff("2026-03-02/2026-03-20")
	for _, c := range []struct {
		why    string
		p      Person
		states State
		want   string
	}{
		{"DST", Person{Zone: "Europe/Berlin", Hours: "Mo 09:00-17:00"}, Free, `
01-01T00:00 +01:00 Mo 09:00-17:00
03-29T01:00 +02:00 Mo 09:00-17:00
10-25T01:00 +01:00 Mo 09:00-17:00`},
		{"no DST", Person{Zone: "Asia/Kolkata", Hours: "24/7"}, Free, "01-01T00:00 +05:30 Mo 00:00-Su 24:00"},
		{"never", Person{Hours: "off"}, Free, "01-01T00:00 +00:00 "},
		{"the other states", Person{Hours: "Mo-Fr 00:00-24:00"}, RestDay, "01-01T00:00 +00:00 Sa 00:00-Su 24:00"},
		{"through Sunday night", Person{Hours: "Su 22:00-06:00"}, Free, "01-01T00:00 +00:00 Su 22:00-Mo 06:00"},
		{"what happens once", Person{Hours: "Mo,We 09:00-17:00; 2026 Mar 02 off; Dec 24-Dec 26 off; easter off; PH off; We[1] off; Sa[2] 10:00-12:00",
			Holidays: []string{"2026-04-06"}, Leave: []TimeOff{leave},
			Recurring: []Block{block(Busy, "2026-05-04T10:00", "1h", ""), block(Busy, "2026-05-04T10:00", "1h", "FREQ=WEEKLY;COUNT=1"),
				block(Busy, "2026-05-04T10:00", "1h", "FREQ=DAILY;COUNT=7"), block(Busy, "2026-05-04T10:00", "1h", "FREQ=MONTHLY;BYDAY=1MO"),
				block(Busy, "2026-05-04T10:00", "1h", "FREQ=MONTHLY"), block(Busy, "2026-05-04T10:00", "1h", "FREQ=YEARLY"),
				block(Busy, "2026-05-04T10:00", "1h", "FREQ=WEEKLY;INTERVAL=5"), block(Busy, "2026-05-04T10:00", "1h", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1")}},
			Free, "01-01T00:00 +00:00 Mo 09:00-17:00 We 09:00-17:00"},
		{"seasons", Person{Hours: "Mo,Fr 09:00-17:00; Jul-Aug Fr 09:00-13:00"}, Free, `
01-01T00:00 +00:00 Mo 09:00-17:00 Fr 09:00-17:00
07-01T00:00 +00:00 Mo 09:00-17:00 Fr 09:00-13:00
09-01T00:00 +00:00 Mo 09:00-17:00 Fr 09:00-17:00`},
		{"school holidays", Person{Hours: "Mo 09:00-17:00; SH Mo 09:00-12:00", School: []string{"2026-07-20/2026-08-28", "2026-05-04/2026-05-09"}}, Free, `
01-01T00:00 +00:00 Mo 09:00-17:00
07-20T00:00 +00:00 Mo 09:00-12:00
08-29T00:00 +00:00 Mo 09:00-17:00`},
		{"school holidays and Saturdays", Person{Hours: "SH,Sa 10:00-12:00", School: []string{"2026-07-20/2026-08-28"}}, Free, `
01-01T00:00 +00:00 Sa 10:00-12:00
07-20T00:00 +00:00 Mo 10:00-12:00 Tu 10:00-12:00 We 10:00-12:00 Th 10:00-12:00 Fr 10:00-12:00 Sa 10:00-12:00 Su 10:00-12:00
08-29T00:00 +00:00 Sa 10:00-12:00`},
		{"a season that starts on a wall clock", Person{Zone: "Asia/Tokyo", Hours: "2026 Apr 01-9999 Dec 31 Mo 10:00-12:00"}, Free, `
01-01T00:00 +09:00 
03-31T15:00 +09:00 Mo 10:00-12:00`},
		{"the night before a season", Person{Hours: "22:00-06:00; 2026 Jul-Dec off; 2026 Jul-Dec Mo 08:00-12:00"}, Free, `
01-01T00:00 +00:00 Mo 22:00-Tu 06:00 Tu 22:00-We 06:00 We 22:00-Th 06:00 Th 22:00-Fr 06:00 Fr 22:00-Sa 06:00 Sa 22:00-Su 06:00 Su 22:00-Mo 06:00
07-01T06:00 +00:00 Mo 08:00-12:00`},
		{"a standing meeting", Person{Hours: "Mo,Fr 09:00-12:00", Recurring: []Block{block(Busy, "2026-03-02T10:00", "1h", "FREQ=WEEKLY;UNTIL=20260630")}}, Free, `
01-01T00:00 +00:00 Mo 09:00-12:00 Fr 09:00-12:00
03-02T00:00 +00:00 Mo 09:00-10:00 Mo 11:00-12:00 Fr 09:00-12:00
07-01T00:00 +00:00 Mo 09:00-12:00 Fr 09:00-12:00`},
		{"every second Friday off, from some day on", Person{Hours: "Mo,Fr 09:00-12:00", Recurring: []Block{block(RestDay, "2026-01-09T00:00", "24h", "FREQ=WEEKLY;INTERVAL=2")}}, Free, `
01-01T00:00 +00:00 Mo 09:00-12:00 Fr 09:00-12:00
01-09T00:00 +00:00 0:Mo 09:00-12:00 1:Mo 09:00-12:00 1:Fr 09:00-12:00`},
		{"weeks in turn, and a year of 53", Person{Hours: "week 1-53/2 Mo 09:00-12:00; week 2-53/2 Tu 09:00-12:00"}, Free, `
01-01T00:00 +00:00 0:Tu 09:00-12:00 1:Mo 09:00-12:00`},
		{"a block of one month", Person{Hours: "Mo 09:00-12:00", Recurring: []Block{block(Leave, "2020-03-02T00:00", "24h", "FREQ=WEEKLY;BYMONTH=3")}}, Free, `
01-01T00:00 +00:00 Mo 09:00-12:00
03-01T00:00 +00:00 
04-01T00:00 +00:00 Mo 09:00-12:00`},
		{"every fourth Monday and every third Tuesday", Person{Hours: "off", Recurring: []Block{block(Free, "2025-12-29T08:00", "1h", "FREQ=DAILY;INTERVAL=28"), block(Free, "2025-12-30T08:00", "1h", "FREQ=DAILY;INTERVAL=21")}}, Free, `
01-01T00:00 +00:00 1:Mo 08:00-09:00 2:Tu 08:00-09:00 5:Mo 08:00-09:00 5:Tu 08:00-09:00 8:Tu 08:00-09:00 9:Mo 08:00-09:00 11:Tu 08:00-09:00`},
		{"every eighth day", Person{Hours: "off", Recurring: []Block{block(Free, "2026-01-05T08:00", "1h", "FREQ=DAILY;INTERVAL=8")}}, Free, `
01-01T00:00 +00:00 
01-05T00:00 +00:00 0:Su 08:00-09:00 2:Mo 08:00-09:00 3:Tu 08:00-09:00 4:We 08:00-09:00 5:Th 08:00-09:00 6:Fr 08:00-09:00 7:Sa 08:00-09:00`},
		{"a move", Person{Zone: "Europe/London", Hours: "Mo 09:00-17:00", Moves: []Move{{Date: 739792, Zone: "UTC"}}}, Free, `
01-01T00:00 +00:00 Mo 09:00-17:00
03-29T01:00 +01:00 Mo 09:00-17:00
06-26T00:00 +00:00 Mo 09:00-17:00`},
	} {
		c.p.Name = "Ada"
		if c.p.Zone == "" {
			c.p.Zone = "UTC"
		}
		if c.p.School == nil {
			c.p.School = []string{"2020-01-01"}
		}
		s, err := c.p.Compile()
		if err != nil {
			t.Errorf("%s: %v", c.why, err)
			continue
		}
		if got := routinesText(s, year2026, c.states); got != strings.TrimPrefix(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", c.why, got, strings.TrimPrefix(c.want, "\n"))
		}
	}
}

// routinePerson is somebody whose time has all that makes routines, and much that makes
// none.
func routinePerson(r *rand.Rand) Person {
	clock := func() string { return fmt.Sprintf("%02d:%02d", r.IntN(24), 15*r.IntN(4)) }
	times := func() string {
		a, b := clock(), clock()
		for a == b {
			b = clock()
		}
		return a + "-" + b
	}
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	hours := func() string {
		text := pick("Mo-Fr ", "", "Sa-We ", "Tu,Th ") + times()
		for range r.IntN(4) {
			text += pick("; ", "; ", ", ", " || ") +
				pick("Mar-Apr ", "Jul 15-Aug 20 ", "2026 Mar 28-9999 Dec 31 ", "Mar Su[-1]-Oct Su[-1] ", "week 1-53/2 ", "week 2-52/3 ", "week 12-14 ", "PH ", "SH ", "SH,Sa ", "2026 Mar 20-2026 Apr 07 ",
					"Apr 01-Apr 03 ", "Fr[1] ", "2026 week 10-53/4 ", "easter -30 days-easter ", "Mo[1-5] ", "2020-2026/2 ") + pick("off", times(), pick("Mo", "Fr", "We-Su")+" "+times())
		}
		return text
	}
	p := Person{Name: "Ada", Zone: hardZones[r.IntN(len(hardZones))], Hours: hours(), Holidays: []string{"2026-04-06"},
		School: []string{"2026-03-25/2026-04-10", "2026-05-01/2026-05-03"}}
	if r.IntN(3) == 0 {
		p.Stretch = hours()
	}
	if r.IntN(3) == 0 {
		p.Focus = hours()
	}
	for range r.IntN(4) {
		start, _ := ParseCivil(fmt.Sprintf("2026-%02d-%02dT%s", 1+r.IntN(5), 1+r.IntN(28), clock()))
		p.Recurring = append(p.Recurring, Block{
			State: []State{Free, Busy, Stretch, RestDay, Focus, Leave}[r.IntN(6)], Start: start,
			Length: time.Duration(1+r.IntN([]int{100, 100, 1000}[r.IntN(3)])) * 30 * time.Minute,
			Rule: pick("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "FREQ=WEEKLY;INTERVAL=3;COUNT=3", "FREQ=DAILY;INTERVAL=8", "FREQ=DAILY;BYHOUR=9,15;UNTIL=20260415T100000",
				"FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20260410T120000Z", "FREQ=HOURLY;INTERVAL=7", "FREQ=MONTHLY;BYDAY=TU", "FREQ=YEARLY;BYMONTH=4;BYDAY=WE",
				"FREQ=WEEKLY;BYMONTH=3,5;BYDAY=FR", "FREQ=MONTHLY", "FREQ=DAILY;INTERVAL=5", "FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=-1;INTERVAL=4", "FREQ=MINUTELY;INTERVAL=2160;BYHOUR=0,12"),
			Except: []Civil{start},
		})
	}
	if r.IntN(3) == 0 {
		p.Moves = []Move{{Date: 739700, Zone: hardZones[r.IntN(len(hardZones))]}}
	}
	return p
}

// The routines together are the usual time, instant by instant.
func TestRoutinesAreTheUsualTime(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	counts := map[int]int{}
	people := 0
	for i := range 600 {
		w := Between(instant(t, "2026-03-01"), instant(t, "2026-05-20"))
		if i%6 == 0 {
			w = Between(instant(t, "1969-11-10"), instant(t, "1970-02-20"))
		}
		p := routinePerson(r)
		s, err := p.Compile()
		if err != nil {
			continue // not all hours that are put together at random can be meant
		}
		people++
		if people%3 == 0 {
			s = s.Shifted(time.Duration(r.IntN(24*60)-12*60) * time.Minute)
		}
		for _, states := range []State{Free, Working, Stretch | RestDay} {
			routines := s.Routines(w, states)
			var got Set
			at := w.start
			for i, n := range routines {
				if n.Span.start != at || n.Span.IsEmpty() {
					t.Fatalf("%+v: routine %v does not go on from %v", p, n.Span, time.Unix(at, 0))
				}
				at = n.Span.end
				got = got.Union(n.When())
				if i > 0 && n.Offset.Seconds == routines[i-1].Offset.Seconds && n.Cycle == routines[i-1].Cycle && n.Civil.Equal(routines[i-1].Civil) {
					t.Fatalf("%+v: routine %v is as the one before", p, n.Span)
				}
				counts[n.Cycle]++
			}
			if at != w.end {
				t.Fatalf("%+v: routines end at %v", p, time.Unix(at, 0))
			}
			if want := s.Usual().When(w, states); !got.Equal(want) {
				t.Fatalf("%+v\n%s\nstates %v, differences\n%v", p, routinesText(s, w, states), states, differences(got, want))
			}
		}
	}
	if people < 400 {
		t.Errorf("only %d people", people)
	}
	for _, cycle := range []int{1, 2, 3, 4, 6, 8, 12, 24} {
		if counts[cycle] == 0 {
			t.Errorf("no cycle of %d weeks among them: %v", cycle, counts)
		}
	}
}

// ISO weeks that take turns do so until a year of 53 weeks is over, and a rhythm that is known
// from one year is not taken for that of another.
func TestRoutinesOverYears(t *testing.T) {
	w := Between(instant(t, "2024-02-01"), instant(t, "2034-02-01"))
	for _, c := range []struct {
		hours string
		want  int // routines
	}{
		{"Mo-Fr 09:00-17:00", 1},
		{"week 1-53/2 Mo 09:00-17:00", 3}, // 2026 and 2032 have 53 weeks
		{"week 2-53/3 22:00-06:00; week 1-53/2 Tu 09:00-12:00", 0},
		{"Mo 09:00-12:00; week 27-34 Mo 09:00-10:00", 21},
		{"2020-2030/2 Mo 09:00-12:00", 8},
	} {
		s, err := Person{Name: "Ada", Zone: "UTC", Hours: c.hours}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		routines := s.Routines(w, Free)
		var got Set
		for _, r := range routines {
			got = got.Union(r.When())
		}
		if want := s.Usual().In(w); !got.Equal(want) {
			t.Errorf("%s: differences\n%v", c.hours, differences(got, want))
		}
		if c.want > 0 && len(routines) != c.want {
			t.Errorf("%s: %d routines, want %d", c.hours, len(routines), c.want)
		}
	}
}

// At the edges of the calendar nothing is different.
func TestRoutinesAtTheEdges(t *testing.T) {
	for _, zone := range []string{"UTC", "Asia/Tokyo", "America/New_York"} {
		s, err := Person{Name: "Ada", Zone: zone, Hours: "Mo-Fr 09:00-17:00; Feb-Dec Mo 10:00-12:00; week 1-53/2 Tu 22:00-06:00"}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range []Span{{calendarStart - 1e9, calendarStart + 1e8}, {calendarEnd - 1e8, calendarEnd + 1e9}} {
			var got Set
			for _, r := range s.Routines(w, Free) {
				got = got.Union(r.When())
			}
			if want := s.Usual().In(w); !got.Equal(want) {
				t.Errorf("%s: differences\n%v", zone, differences(got, want))
			}
		}
	}
}

package overlap

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

// seasonsText writes regimes as lines: start in UTC, hours a week, the windows on the wall
// clocks of all, and the causes.
func seasonsText(regimes []Regime) string {
	var lines []string
	for _, r := range regimes {
		line := r.Span.Start().Format("01-02T15:04 ") + short(r.Week)
		for _, w := range r.Windows {
			var local []string
			for _, l := range w.Local {
				text := l.String()
				if r.Cycle > 1 {
					text = fmt.Sprintf("%d:%s", l.Week, text)
				}
				local = append(local, text)
			}
			line += " [" + strings.Join(local, ", ") + "]"
		}
		for _, c := range r.Causes {
			line += " (" + c.String() + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// daily writes a window of every day from Monday to Friday; those of the second place may be
// a day later.
func daily(later int, times ...string) string {
	days := []string{"Mo", "Tu", "We", "Th", "Fr", "Sa"}
	var windows []string
	for d := range 5 {
		var local []string
		for i, t := range times {
			local = append(local, days[d+i*later]+" "+t)
		}
		windows = append(windows, "["+strings.Join(local, ", ")+"]")
	}
	return strings.Join(windows, " ")
}

func year2026(t testing.TB) availability.Span { return between(t, "2026-01-01", "2027-01-01") }

func block(t testing.TB, state availability.State, start string, length time.Duration, rule string) availability.Block {
	t.Helper()
	c, err := availability.ParseCivil(start)
	if err != nil {
		t.Fatal(err)
	}
	return availability.Block{State: state, Start: c, Length: length, Rule: rule}
}

// somebody compiles a person of the tests by their place.
func somebody(t testing.TB, place string, p availability.Person) *availability.Schedule {
	t.Helper()
	p.Name, p.Zone = place, zoneOf[place]
	if p.Hours == "" {
		p.Hours = office
	}
	s, err := p.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSeasons(t *testing.T) {
	at := func(place, hours string) *availability.Schedule {
		return somebody(t, place, availability.Person{Hours: hours})
	}
	leave, _ := availability.ParseTimeOff("2026-06-01/2026-06-21")
	busy := availability.NewSet(between(t, "2026-02-02", "2026-02-20"))
	exceptional := somebody(t, "New York", availability.Person{
		Hours:    office + "; 2026 Dec 24 off",
		Holidays: []string{"2026-07-03", "2026-11-26"}, Leave: []availability.TimeOff{leave},
		Recurring: []availability.Block{block(t, availability.Busy, "2026-05-04T09:00", 8*time.Hour, "")},
	}).With(busy)
	stand := block(t, availability.Busy, "2025-03-03T09:00", time.Hour, "FREQ=WEEKLY")
	stand.Except = []availability.Civil{{Date: date.New(2026, 5, 4), Clock: stand.Start.Clock}}
	berlinNewYork := `
01-01T00:00 10h ` + daily(0, "15:00-17:00", "09:00-11:00") + `
03-08T07:00 15h ` + daily(0, "14:00-17:00", "09:00-12:00") + ` (New York's clock goes forward 1h, from EST to EDT)
03-29T01:00 10h ` + daily(0, "15:00-17:00", "09:00-11:00") + ` (Berlin's clock goes forward 1h, from CET to CEST)
10-25T01:00 15h ` + daily(0, "14:00-17:00", "09:00-12:00") + ` (Berlin's clock goes back 1h, from CEST to CET)
11-01T06:00 10h ` + daily(0, "15:00-17:00", "09:00-11:00") + ` (New York's clock goes back 1h, from EDT to EST)`
	for _, c := range []struct {
		why  string
		crew []*availability.Schedule
		want string
	}{
		{"two skews a year", []*availability.Schedule{at("Berlin", office), at("New York", office)}, berlinNewYork},
		{"what happens once makes none", []*availability.Schedule{at("Berlin", office), exceptional}, berlinNewYork},
		{"Friday here, Saturday there", []*availability.Schedule{at("San Francisco", "Mo-Fr 09:00-17:00"), at("Sydney", "Tu-Sa 09:00-17:00")}, `
01-01T00:00 15h ` + daily(1, "14:00-17:00", "09:00-12:00") + `
03-08T10:00 10h ` + daily(1, "15:00-17:00", "09:00-11:00") + ` (San Francisco's clock goes forward 1h, from PST to PDT)
04-04T16:00 5h ` + daily(1, "16:00-17:00", "09:00-10:00") + ` (Sydney's clock goes back 1h, from AEDT to AEST)
10-03T16:00 10h ` + daily(1, "15:00-17:00", "09:00-11:00") + ` (Sydney's clock goes forward 1h, from AEST to AEDT)
11-01T09:00 15h ` + daily(1, "14:00-17:00", "09:00-12:00") + ` (San Francisco's clock goes back 1h, from PDT to PST)`},
		{"both at once make none", []*availability.Schedule{at("Berlin", "Mo 09:00-17:00"), at("London", "Mo 09:00-17:00")},
			"01-01T00:00 7h [Mo 10:00-17:00, Mo 09:00-16:00]"},
		{"on one Sunday, three hours apart, make none", []*availability.Schedule{at("New York", "Mo 09:00-17:00"), at("San Francisco", "Mo 09:00-17:00")},
			"01-01T00:00 5h [Mo 12:00-17:00, Mo 09:00-14:00]"},
		{"unless somebody is there on Sundays", []*availability.Schedule{at("New York", "Su 02:30-06:00"), at("San Francisco", "Su 00:00-02:00")}, `
01-01T00:00 2h [Su 03:00-05:00, Su 00:00-02:00]
03-08T07:00 2h [Su 04:00-06:00, Su 00:00-02:00] (New York's clock goes forward 1h, from EST to EDT)
03-08T10:00 2h [Su 03:00-05:00, Su 00:00-02:00] (San Francisco's clock goes forward 1h, from PST to PDT)
11-01T06:00 1h30m [Su 02:30-04:00, Su 00:30-02:00] (New York's clock goes back 1h, from EDT to EST)
11-01T09:00 2h [Su 03:00-05:00, Su 00:00-02:00] (San Francisco's clock goes back 1h, from PDT to PST)`},
		{"two change on a Sunday, the third does not", []*availability.Schedule{at("New York", "Mo 09:00-17:00"), at("San Francisco", "Mo 06:00-12:00"), at("Bengaluru", "Mo 12:00-22:00")}, `
01-01T00:00 2h30m [Mo 09:00-11:30, Mo 06:00-08:30, Mo 19:30-22:00]
03-08T07:00 3h30m [Mo 09:00-12:30, Mo 06:00-09:30, Mo 18:30-22:00] (New York's clock goes forward 1h, from EST to EDT) (San Francisco's clock goes forward 1h, from PST to PDT)
11-01T06:00 2h30m [Mo 09:00-11:30, Mo 06:00-08:30, Mo 19:30-22:00] (New York's clock goes back 1h, from EDT to EST) (San Francisco's clock goes back 1h, from PDT to PST)`},
		{"the window moves, the hours stay", []*availability.Schedule{at("Berlin", "Mo 10:00-12:00"), at("UTC", "24/7")}, `
01-01T00:00 2h [Mo 10:00-12:00, Mo 09:00-11:00]
03-29T01:00 2h [Mo 10:00-12:00, Mo 08:00-10:00] (Berlin's clock goes forward 1h, from CET to CEST)
10-25T01:00 2h [Mo 10:00-12:00, Mo 09:00-11:00] (Berlin's clock goes back 1h, from CEST to CET)`},
		{"one person", []*availability.Schedule{at("Berlin", "Mo 10:00-12:00")}, "01-01T00:00 2h [Mo 10:00-12:00]"},
		{"nobody", nil, "01-01T00:00 168h []"},
		{"always", []*availability.Schedule{at("Berlin", "24/7"), at("Sydney", "24/7")}, "01-01T00:00 168h [Mo 00:00-Su 24:00, Mo 00:00-Su 24:00]"},
		{"never", []*availability.Schedule{at("Berlin", "Mo 10:00-12:00"), at("New York", "Tu 10:00-12:00")}, "01-01T00:00 0s"},
		{"no hours", []*availability.Schedule{at("Berlin", "off"), at("New York", office)}, "01-01T00:00 0s"},
		{"only in the skew", []*availability.Schedule{at("Berlin", "Mo 09:00-14:30"), at("New York", "Mo 09:00-17:00")}, `
01-01T00:00 0s
03-08T07:00 30m [Mo 14:00-14:30, Mo 09:00-09:30] (New York's clock goes forward 1h, from EST to EDT)
03-29T01:00 0s (Berlin's clock goes forward 1h, from CET to CEST)
10-25T01:00 30m [Mo 14:00-14:30, Mo 09:00-09:30] (Berlin's clock goes back 1h, from CEST to CET)
11-01T06:00 0s (New York's clock goes back 1h, from EDT to EST)`},
		{"overnight, from Sunday to Monday", []*availability.Schedule{at("Bengaluru", "Su 22:00-06:00"), at("UTC", "Su 12:00-24:00")},
			"01-01T00:00 7h30m [Su 22:00-Mo 05:30, Su 16:30-24:00]"},
		{"half an hour of DST", []*availability.Schedule{at("Lord Howe", "Mo 09:00-17:00"), at("UTC", "24/7")}, `
01-01T00:00 8h [Mo 09:00-17:00, Su 22:00-Mo 06:00]
04-04T15:00 8h [Mo 09:00-17:00, Su 22:30-Mo 06:30] (Lord Howe's clock goes back 30m, from +11 to +1030)
10-03T15:30 8h [Mo 09:00-17:00, Su 22:00-Mo 06:00] (Lord Howe's clock goes forward 30m, from +1030 to +11)`},
		{"DST at midnight", []*availability.Schedule{at("Santiago", "Su 00:00-02:00"), at("UTC", "24/7")}, `
01-01T00:00 2h [Su 00:00-02:00, Su 03:00-05:00]
04-05T03:00 2h [Su 00:00-02:00, Su 04:00-06:00] (Santiago's clock goes back 1h, from -03 to -04)
09-06T04:00 2h [Su 00:00-02:00, Su 03:00-05:00] (Santiago's clock goes forward 1h, from -04 to -03)`},
		{"a move", []*availability.Schedule{at("UTC", "Mo 09:00-17:00"), somebody(t, "Bengaluru", availability.Person{
			Hours: "Mo 09:00-17:00", Moves: []availability.Move{{Date: date.New(2026, 6, 10), Zone: "Asia/Tokyo"}}})}, `
01-01T00:00 2h30m [Mo 09:00-11:30, Mo 14:30-17:00]
06-09T15:00 0s (Bengaluru moves from Asia/Kolkata to Asia/Tokyo)`},
		{"summer hours", []*availability.Schedule{at("UTC", "Mo,Fr 09:00-17:00; Jul-Aug Fr 09:00-13:00"), at("Bengaluru", "24/7")}, `
01-01T00:00 16h [Mo 09:00-17:00, Mo 14:30-22:30] [Fr 09:00-17:00, Fr 14:30-22:30]
07-01T00:00 12h [Mo 09:00-17:00, Mo 14:30-22:30] [Fr 09:00-13:00, Fr 14:30-18:30] (UTC has other hours)
09-01T00:00 16h [Mo 09:00-17:00, Mo 14:30-22:30] [Fr 09:00-17:00, Fr 14:30-22:30] (UTC has other hours)`},
		{"summer hours that touch no window", []*availability.Schedule{at("UTC", "Mo,Fr 09:00-17:00; Jul-Aug Fr 09:00-13:00"), at("Bengaluru", "Mo 12:00-20:00")},
			"01-01T00:00 5h30m [Mo 09:00-14:30, Mo 14:30-20:00]"},
		{"a standing meeting, once cancelled", []*availability.Schedule{somebody(t, "UTC", availability.Person{Hours: "Mo 09:00-12:00", Recurring: []availability.Block{stand}})},
			"01-01T00:00 2h [Mo 10:00-12:00]"},
		{"a standing meeting that begins and ends", []*availability.Schedule{somebody(t, "UTC", availability.Person{Hours: "Mo 09:00-12:00",
			Recurring: []availability.Block{block(t, availability.Busy, "2026-03-02T09:00", time.Hour, "FREQ=WEEKLY;COUNT=5")}})}, `
01-01T00:00 3h [Mo 09:00-12:00]
03-02T00:00 2h [Mo 10:00-12:00] (UTC has other hours)
03-31T00:00 3h [Mo 09:00-12:00] (UTC has other hours)`},
		{"two meetings that begin, and what is between them in nobody's way", []*availability.Schedule{somebody(t, "UTC", availability.Person{Hours: "Tu,Th 09:00-12:00",
			Recurring: []availability.Block{block(t, availability.Busy, "2026-03-05T09:00", time.Hour, "FREQ=WEEKLY"), block(t, availability.Busy, "2026-03-10T09:00", time.Hour, "FREQ=WEEKLY")}})}, `
01-01T00:00 6h [Tu 09:00-12:00] [Th 09:00-12:00]
03-05T00:00 4h [Tu 10:00-12:00] [Th 10:00-12:00] (UTC has other hours) (UTC has other hours)`},
		{"two meetings that end", []*availability.Schedule{somebody(t, "UTC", availability.Person{Hours: "Tu,Th 09:00-12:00",
			Recurring: []availability.Block{block(t, availability.Busy, "2025-03-06T09:00", time.Hour, "FREQ=WEEKLY;UNTIL=20260305"), block(t, availability.Busy, "2025-03-11T09:00", time.Hour, "FREQ=WEEKLY;UNTIL=20260310")}})}, `
01-01T00:00 4h [Tu 10:00-12:00] [Th 10:00-12:00]
03-11T00:00 6h [Tu 09:00-12:00] [Th 09:00-12:00] (UTC has other hours) (UTC has other hours)`},
		{"every second Friday off", []*availability.Schedule{somebody(t, "UTC", availability.Person{Hours: "Mo,Fr 09:00-12:00",
			Recurring: []availability.Block{block(t, availability.RestDay, "2025-01-03T00:00", 24*time.Hour, "FREQ=WEEKLY;INTERVAL=2")}})},
			"01-01T00:00 4h30m [0:Mo 09:00-12:00] [0:Fr 09:00-12:00] [1:Mo 09:00-12:00]"},
		{"every second Friday off, which the others do not see", []*availability.Schedule{somebody(t, "UTC", availability.Person{Hours: "Mo,Fr 09:00-12:00",
			Recurring: []availability.Block{block(t, availability.RestDay, "2025-01-03T00:00", 24*time.Hour, "FREQ=WEEKLY;INTERVAL=2")}}), at("UTC", "Mo 09:00-10:00")},
			"01-01T00:00 1h [Mo 09:00-10:00, Mo 09:00-10:00]"},
	} {
		want := strings.TrimPrefix(c.want, "\n")
		if got := seasonsText(Seasons(year2026(t), c.crew...)); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", c.why, got, want)
		}
	}
	if got := Seasons(availability.Span{}, at("Berlin", office)); got != nil {
		t.Errorf("of no time: %v", got)
	}
}

// The known numbers of the issue: weeks of 2026 by hours.
func TestSeasonsOfKnownYear(t *testing.T) {
	w := knownYear(t)
	for _, c := range []struct{ a, b, want string }{
		{"San Francisco", "Sydney", "map[4:26 8:8 12:18]"},
		{"Berlin", "New York", "map[10:48 15:4]"},
	} {
		weeks := map[float64]int{}
		regimes := Seasons(w, schedule(t, c.a, office), schedule(t, c.b, office))
		for monday := w.Start(); monday.Before(w.End()); monday = monday.Add(7 * 24 * time.Hour) {
			for _, r := range regimes {
				if r.Span.Contains(monday.Add(12 * time.Hour)) {
					weeks[r.Week.Hours()]++
				}
			}
		}
		if got := fmt.Sprint(weeks); got != c.want || len(regimes) != 5 {
			t.Errorf("%s and %s: %d regimes, weeks %s, want %s", c.a, c.b, len(regimes), got, c.want)
		}
	}
}

func TestSeasonsOfOtherStates(t *testing.T) {
	a := somebody(t, "UTC", availability.Person{Hours: "Mo 09:00-12:00", Stretch: "Mo 12:00-14:00"})
	b := somebody(t, "UTC", availability.Person{Hours: "Mo 13:00-17:00"})
	want := "01-01T00:00 1h [Mo 13:00-14:00, Mo 13:00-14:00]"
	if got := seasonsText(NewCrew(availability.Free|availability.Stretch, a, b).Seasons(year2026(t))); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if got, want := seasonsText(NewCrew(availability.Free, a, b).Seasons(year2026(t))), "01-01T00:00 0s"; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// Morocco's clock goes back for Ramadan, whatever the release of the tz database says of
// when that is.
func TestSeasonsOfRamadan(t *testing.T) {
	casablanca := somebody(t, "Casablanca", availability.Person{Hours: "Mo 09:00-17:00"})
	w := between(t, "2024-01-01", "2025-01-01")
	var want []string
	for c := range casablanca.Zone().Transitions(w) {
		want = append(want, c.At.Format(time.RFC3339))
	}
	var got []string
	for _, r := range Seasons(w, casablanca, somebody(t, "UTC", availability.Person{Hours: "24/7"})) {
		for _, c := range r.Causes {
			got = append(got, r.Span.Start().Format(time.RFC3339))
			if c.Change != ClockChange || c.Person != 0 || c.Name != "Casablanca" || c.From != "Africa/Casablanca" || c.To != c.From || c.Before.Seconds == c.After.Seconds {
				t.Errorf("%v: %+v", r.Span, c)
			}
		}
	}
	if len(want) != 2 || !slices.Equal(got, want) {
		t.Errorf("regimes start at %v, the clock changes at %v", got, want)
	}
}

func TestRegimeDays(t *testing.T) {
	berlin, newYork := schedule(t, "Berlin", office), schedule(t, "New York", office)
	var got []string
	for _, r := range Seasons(year2026(t), berlin, newYork) {
		first, last := r.Days(berlin.Zone())
		got = append(got, first.String()[5:10]+" to "+last.String()[5:10])
	}
	want := "01-01 to 03-08, 03-08 to 03-29, 03-29 to 10-25, 10-25 to 11-01, 11-01 to 01-01"
	if text := strings.Join(got, ", "); text != want {
		t.Errorf("%s, want %s", text, want)
	}
}

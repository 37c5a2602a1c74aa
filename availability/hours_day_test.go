package availability

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

func mustParseHours(t testing.TB, text string) Hours {
	t.Helper()
	h, err := ParseHours(text)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func day(t testing.TB, s string) date.Date {
	t.Helper()
	d, err := parseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// spansText writes spans as they are, past midnight too: "22:00-30:00".
func spansText(spans []clockSpan) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = clockString(s.start) + "-" + clockString(s.end)
	}
	return strings.Join(parts, ",")
}

// What starts on a day. Public holidays are 25 and 26 December 2026 and 1 January
// 2027; the school is closed from 24 December to 3 January.
func TestHoursOnADay(t *testing.T) {
	public := HolidaysOn(NamedDay{day(t, "2026-12-25"), ""}, NamedDay{day(t, "2026-12-26"), ""}, NamedDay{day(t, "2027-01-01"), ""})
	var closed []NamedDay
	for d := day(t, "2026-12-24"); d <= day(t, "2027-01-03"); d++ {
		closed = append(closed, NamedDay{d, ""})
	}
	school := HolidaysOn(closed...)
	for _, c := range []struct{ day, hours, want string }{
		{"2026-06-01", "Mo 22:00-06:00", "22:00-30:00"}, // a Monday
		{"2026-06-02", "Mo 22:00-06:00", ""},
		{"2026-06-01", "Mo 20:00-26:00", "20:00-26:00"},
		{"2026-06-01", "24/7", "00:00-24:00"},
		{"2026-06-01", "Mo open", "00:00-24:00"},

		// Later rules replace, add and fill.
		{"2026-06-01", "Jun 09:00-17:00; Mo 10:00-12:00", "10:00-12:00"},
		{"2026-06-01", "Jun 09:00-17:00, Mo 18:00-20:00", "09:00-17:00,18:00-20:00"},
		{"2026-06-01", "Jun 09:00-17:00, Mo 16:00-20:00", "09:00-20:00"},
		{"2026-06-01", "Jun 22:00-06:00, Mo 20:00-23:00", "20:00-30:00"},
		{"2026-06-02", "Jun 09:00-17:00, Mo 18:00-20:00", "09:00-17:00"},
		{"2026-06-01", "Jun 09:00-17:00; Mo off", ""},
		{"2026-06-01", "Jun 09:00-17:00; Mo off; week 23 10:00-11:00", "10:00-11:00"},
		{"2026-06-01", "Jun 09:00-17:00; Mo off || 10:00-11:00", "10:00-11:00"},
		{"2026-06-02", "Jun 09:00-17:00; Mo off || 10:00-11:00", "09:00-17:00"},
		{"2026-06-01", "Jun 09:00-17:00 || Mo 18:00-20:00", "09:00-17:00"},
		{"2026-07-06", "Jun 09:00-17:00 || Mo 18:00-20:00", "18:00-20:00"},
		{"2026-06-01", "Jun 09:00-17:00 || Jun Mo off", "09:00-17:00"},
		{"2026-12-25", "Mo-Fr 09:00-17:00; PH off || PH 10:00-12:00", "10:00-12:00"},

		// off with times cuts, and later rules open again.
		{"2026-06-01", "Jun 09:00-17:00; Mo 12:00-13:00 off", "09:00-12:00,13:00-17:00"},
		{"2026-06-01", "Jun 09:00-17:00; Mo 08:00-13:00 off", "13:00-17:00"},
		{"2026-06-01", "Jun 09:00-17:00; Mo 12:00-18:00 off", "09:00-12:00"},
		{"2026-06-01", "Jun 09:00-17:00; Mo 09:00-17:00 off", ""},
		{"2026-06-01", "Jun 09:00-17:00; Mo 12:00-13:00 off, Mo 12:30-12:45", "09:00-12:00,12:30-12:45,13:00-17:00"},
		{"2026-06-01", "Jun 09:00-12:00,13:00-17:00; Mo 11:00-14:00,15:00-16:00 off", "09:00-11:00,14:00-15:00,16:00-17:00"},

		// Over midnight: a span belongs to the day on which it starts.
		{"2026-06-01", "Jun Mo 22:00-06:00; Jun Tu off", "22:00-30:00"},
		{"2026-06-01", "Jun Mo 22:00-06:00; Jun Tu 00:00-24:00 off", "22:00-24:00"},
		{"2026-06-01", "Jun Mo 22:00-06:00; Jun Tu 01:00-02:00 off", "22:00-25:00"},
		{"2026-06-02", "Jun Mo 22:00-06:00; Jun Tu 01:00-02:00 off", "02:00-06:00"},
		{"2026-06-02", "Jun Mo 22:00-06:00, Jun Tu 05:00-09:00; Jun Tu 01:00-02:00 off", "02:00-09:00"},
		{"2026-06-02", "Jun 05:00-09:00; Jun Mo 22:00-06:00 off", "06:00-09:00"},
		{"2026-06-02", "Jun 01:00-05:00; Jun Mo 22:00-06:00 off", ""},
		{"2026-06-02", "Jun Mo 22:00-06:00 off; Jun 05:00-09:00", "05:00-09:00"},
		{"2026-06-02", "Jun 00:00-24:00; Jun Mo 22:00-26:00 off", "02:00-24:00"},
		{"2026-06-01", "Jun Mo 00:00-48:00; Jun Mo 12:00-36:00 off", "00:00-12:00"},
		{"2026-06-02", "Jun Mo 00:00-48:00; Jun Mo 12:00-36:00 off", "12:00-24:00"},

		// Years, months, dates.
		{"2026-06-01", "2026 10:00-12:00", "10:00-12:00"},
		{"2027-06-01", "2026 10:00-12:00", ""},
		{"2028-06-01", "2026-2030/2 10:00-12:00", "10:00-12:00"},
		{"2029-06-01", "2026-2030/2 10:00-12:00", ""},
		{"2025-06-01", "2026+ 10:00-12:00", ""},
		{"9999-12-31", "2026+ 10:00-12:00", "10:00-12:00"},
		{"2027-01-15", "Nov-Feb 10:00-12:00", "10:00-12:00"},
		{"2027-03-01", "Nov-Feb 10:00-12:00", ""},
		{"2026-12-24", "Dec 24-26 10:00-12:00", "10:00-12:00"},
		{"2026-12-27", "Dec 24-26 10:00-12:00", ""},
		{"2027-01-06", "Dec 24-Jan 06 10:00-12:00", "10:00-12:00"},
		{"2027-01-07", "Dec 24-Jan 06 10:00-12:00", ""},
		{"2027-01-06", "2026 Dec 24-2027 Jan 06 10:00-12:00", "10:00-12:00"},
		{"2026-01-06", "2026 Dec 24-2027 Jan 06 10:00-12:00", ""},
		{"2027-05-01", "2026-2027 Dec-Jun 10:00-12:00", "10:00-12:00"},
		{"2026-09-30", "2026 Jul-Sep 10:00-12:00", "10:00-12:00"},
		{"2027-09-30", "2026 Jul-Sep 10:00-12:00", ""},
		{"2027-01-01", "2026 Mar 15+ 10:00-12:00", "10:00-12:00"},
		{"2026-03-14", "2026 Mar 15+ 10:00-12:00", ""},
		{"2028-02-29", "Feb 29 10:00-12:00", "10:00-12:00"},
		{"2027-03-01", "Feb 29 10:00-12:00", ""},
		{"2027-02-28", "Feb 28-29 10:00-12:00", "10:00-12:00"},
		{"2027-03-01", "Feb 28-29 10:00-12:00", ""},
		{"2027-02-28", "Mar 01 -1 day 10:00-12:00", "10:00-12:00"},
		{"2028-02-29", "Mar 01 -1 day 10:00-12:00", "10:00-12:00"},
		{"2026-12-31", "Jan 01 -1 day 10:00-12:00", "10:00-12:00"},
		{"2027-01-01", "Dec 31 +1 day 10:00-12:00", "10:00-12:00"},
		{"2026-04-05", "easter 10:00-12:00", "10:00-12:00"},
		{"2026-04-06", "easter +1 day 10:00-12:00", "10:00-12:00"},
		{"2027-03-26", "easter -2 days-easter +1 day 10:00-12:00", "10:00-12:00"},
		{"2027-03-30", "easter -2 days-easter +1 day 10:00-12:00", ""},
		{"2026-06-04", "easter +60 days 10:00-12:00", "10:00-12:00"}, // Corpus Christi
		{"2026-04-05", "2027 easter 10:00-12:00", ""},
		{"2026-03-29", "Mar Su[-1]-Oct Su[-1] 10:00-12:00", "10:00-12:00"},
		{"2026-03-28", "Mar Su[-1]-Oct Su[-1] 10:00-12:00", ""},
		{"2027-01-01", "Oct Su[-1]-Mar Su[-1] 10:00-12:00", "10:00-12:00"},
		{"2026-10-24", "Oct Su[-1]-Mar Su[-1] 10:00-12:00", ""},

		// ISO weeks, and the calendar's year.
		{"2026-12-31", "week 53 10:00-12:00", "10:00-12:00"},
		{"2027-01-03", "week 53 10:00-12:00", "10:00-12:00"},
		{"2027-01-04", "week 01 10:00-12:00", "10:00-12:00"},
		{"2024-12-30", "week 01 10:00-12:00", "10:00-12:00"},
		{"2024-12-30", "2025 week 01 10:00-12:00", ""},
		{"2026-12-31", "week 50-02 10:00-12:00", "10:00-12:00"},

		// Weekdays of the month.
		{"2026-06-03", "We[1] 10:00-12:00", "10:00-12:00"},
		{"2026-06-24", "We[-1] 10:00-12:00", "10:00-12:00"},
		{"2026-06-24", "We[4] 10:00-12:00", "10:00-12:00"},
		{"2026-06-24", "We[5] 10:00-12:00", ""},
		{"2026-07-29", "We[5] 10:00-12:00", "10:00-12:00"},
		{"2026-07-01", "We[-5] 10:00-12:00", "10:00-12:00"},
		{"2026-06-26", "Su[-1] -2 days 10:00-12:00", "10:00-12:00"},
		{"2026-07-01", "Mo[-1] +2 days 10:00-12:00", "10:00-12:00"},
		{"2026-11-27", "Nov Th[4] +1 day 10:00-12:00", "10:00-12:00"},

		// Holidays.
		{"2026-12-25", "Mo-Fr 09:00-17:00", "09:00-17:00"},
		{"2026-12-25", "Mo-Fr 09:00-17:00; PH off", ""},
		{"2026-12-28", "Mo-Fr 09:00-17:00; PH off", "09:00-17:00"},
		{"2026-12-28", "Mo-Fr 09:00-17:00; SH off", ""},
		{"2026-12-26", "Su,PH 10:00-12:00", "10:00-12:00"},
		{"2026-12-26", "PH Mo-Fr 10:00-12:00", ""},
		{"2026-12-25", "PH Mo-Fr 10:00-12:00", "10:00-12:00"},
		{"2026-12-24", "PH Mo-Fr 10:00-12:00", ""},
		{"2026-12-24", "PH -1 day 10:00-12:00", "10:00-12:00"},
		{"2026-12-31", "PH -1 day 10:00-12:00", "10:00-12:00"},
		{"2027-01-02", "PH +1 day 10:00-12:00", "10:00-12:00"},
	} {
		h := mustParseHours(t, c.hours)
		got := h.appendDay(nil, day(t, c.day), public, school)
		checkCanonicalDay(t, got)
		if spansText(got) != c.want {
			t.Errorf("%s on %s: %s, want %s", c.hours, c.day, spansText(got), c.want)
		}
	}
}

func TestHoursName(t *testing.T) {
	for text, want := range map[string]string{
		"off": "", "Mo 10:00-12:00": "", "Jan 10:00-12:00": "", "PH off": "public", "SH off": "school",
		"PH,SH off": "public school", "SH Mo 10:00-12:00; PH -1 day off": "public school",
	} {
		var got []string
		public, school := mustParseHours(t, text).names()
		if public {
			got = append(got, "public")
		}
		if school {
			got = append(got, "school")
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s names %s", text, got)
		}
	}
	if public, school := (Hours{}).names(); public || school {
		t.Error("the zero Hours name holidays")
	}
}

func TestHoursAreWeekly(t *testing.T) {
	for text, want := range map[string]bool{
		"off": true, "24/7": true, "Mo-Fr 09:00-17:00; We off": true, `Mo 09:00-17:00 open "in"`: true, "24/7; Mo 22:00-06:00 off": true,
		"Mo-Fr 09:00-17:00; PH off": false, "SH off": false, "Jan 10:00-12:00": false, "2026 10:00-12:00": false,
		"week 1 10:00-12:00": false, "Mo[1] 10:00-12:00": false, "Dec 25 10:00-12:00": false,
	} {
		if _, ok := mustParseHours(t, text).weekly(); ok != want {
			t.Errorf("%s: weekly = %v", text, ok)
		}
	}
	if days, ok := (Hours{}).weekly(); !ok || len(days[0]) != 0 {
		t.Error("the zero Hours are not weekly")
	}
	if spans := (Hours{}).appendDay(nil, 0, Holidays{}, Holidays{}); len(spans) != 0 {
		t.Errorf("the zero Hours are open: %v", spans)
	}
}

// A slowRule is a rule as its author thinks of it: a test of days, and minutes.
type slowRule struct {
	join   string
	on     func(d time.Time) bool
	times  [][2]int // in minutes; nil for an off without times
	closes bool
}

// slowHours applies rules one by one to every minute of some days. open[d] holds
// the minutes that belong to the day d, up to 48:00.
func slowHours(rules []slowRule, first time.Time, days int) (open []bool) {
	const minutes = 24 * 60
	own := make([][2 * minutes]bool, days)
	for _, r := range rules {
		for d := range days {
			if !r.on(first.AddDate(0, 0, d)) {
				continue
			}
			switch {
			case r.closes && r.times == nil && r.join != "||":
				own[d] = [2 * minutes]bool{}
				continue
			case r.closes && r.times != nil:
				for _, span := range r.times {
					for m := span[0]; m < span[1]; m++ {
						at := d*minutes + m
						for _, of := range []int{at/minutes - 1, at / minutes} {
							if of >= 0 && of < days {
								own[of][at-of*minutes] = false
							}
						}
					}
				}
				continue
			case r.join == "||" && slices.Contains(own[d][:], true):
				continue
			case r.join == ";":
				own[d] = [2 * minutes]bool{}
			}
			for _, span := range r.times {
				for m := span[0]; m < span[1] && !r.closes; m++ {
					own[d][m] = true
				}
			}
		}
	}
	open = make([]bool, (days+1)*minutes)
	for d := range days {
		for m, on := range own[d] {
			open[d*minutes+m] = open[d*minutes+m] || on
		}
	}
	return open
}

// randomRule returns the text of a rule, without its modifier and times, and its
// meaning in terms of package time.
func randomDays(r *rand.Rand, public, school map[string]bool) (string, func(time.Time) bool) {
	var text []string
	var all []func(time.Time) bool
	add := func(s string, on func(time.Time) bool) {
		text = append(text, s)
		all = append(all, on)
	}
	iso := func(d time.Time) string { return d.Format(time.DateOnly) }
	easters := map[int]string{2025: "2025-04-20", 2026: "2026-04-05", 2027: "2027-03-28", 2028: "2028-04-16"}
	yearly := false
	switch r.IntN(8) {
	case 0:
		y := 2026 + r.IntN(2)
		add(fmt.Sprintf("%d-%d", y, y), func(d time.Time) bool { return d.Year() == y })
	case 1:
		add("2026-2028/2", func(d time.Time) bool { return d.Year() == 2026 || d.Year() == 2028 })
	case 2:
		add("2027+", func(d time.Time) bool { return d.Year() >= 2027 })
	default:
		yearly = true
	}
	md := func(d time.Time) int { return int(d.Month())*100 + d.Day() }
	switch r.IntN(9) {
	case 0, 1:
		a, b := 1+r.IntN(12), 1+r.IntN(12)
		add(monthNames[a-1]+"-"+monthNames[b-1], func(d time.Time) bool {
			m := int(d.Month())
			return a <= b && a <= m && m <= b || a > b && (m >= a || m <= b)
		})
	case 2, 3:
		m1, d1, m2, d2 := 1+r.IntN(12), 1+r.IntN(28), 1+r.IntN(12), 1+r.IntN(28)
		a, b := m1*100+d1, m2*100+d2
		add(fmt.Sprintf("%s %d-%s %d", monthNames[m1-1], d1, monthNames[m2-1], d2), func(d time.Time) bool {
			return a <= b && a <= md(d) && md(d) <= b || a > b && (md(d) >= a || md(d) <= b)
		})
	case 4:
		add("easter -3 days-easter +20 days", func(d time.Time) bool {
			e, _ := time.Parse(time.DateOnly, easters[d.Year()])
			return !d.Before(e.AddDate(0, 0, -3)) && !d.After(e.AddDate(0, 0, 20))
		})
	case 5:
		if yearly {
			add("2026 Dec 20-2027 Jan 10", func(d time.Time) bool { return iso(d) >= "2026-12-20" && iso(d) <= "2027-01-10" })
		}
	case 6:
		add("Mar Su[-1]-Oct We[2]", func(d time.Time) bool {
			a := time.Date(d.Year(), 4, 1, 0, 0, 0, 0, time.UTC)
			for a = a.AddDate(0, 0, -1); a.Weekday() != time.Sunday; a = a.AddDate(0, 0, -1) {
			}
			b := time.Date(d.Year(), 10, 8, 0, 0, 0, 0, time.UTC)
			for ; b.Weekday() != time.Wednesday; b = b.AddDate(0, 0, 1) {
			}
			return !d.Before(a) && !d.After(b)
		})
	}
	switch r.IntN(6) {
	case 0:
		add("week 1-53/2", func(d time.Time) bool { _, w := d.ISOWeek(); return w%2 == 1 })
	case 1:
		a, b := 1+r.IntN(53), 1+r.IntN(53)
		add(fmt.Sprintf("week %d-%d", a, b), func(d time.Time) bool {
			_, w := d.ISOWeek()
			return a <= b && a <= w && w <= b || a > b && (w >= a || w <= b)
		})
	}
	var list []string
	var some []func(time.Time) bool
	monday := func(d time.Time) int { return (int(d.Weekday()) + 6) % 7 }
	for range r.IntN(3) {
		a := r.IntN(7)
		b := (a + 1 + r.IntN(6)) % 7 // another day
		switch r.IntN(5) {
		case 0, 1:
			list = append(list, weekdayNames[a]+"-"+weekdayNames[b])
			some = append(some, func(d time.Time) bool { return (monday(d)-a+7)%7 <= (b-a+7)%7 })
		case 2:
			n := 1 + r.IntN(5)
			list = append(list, fmt.Sprintf("%s[%d]", weekdayNames[a], n))
			some = append(some, func(d time.Time) bool { return monday(d) == a && (d.Day()+6)/7 == n })
		case 3:
			if len(text) > 0 {
				continue // a month would make two readings of it
			}
			list = append(list, weekdayNames[a]+"[-1] +2 days")
			some = append(some, func(d time.Time) bool {
				d = d.AddDate(0, 0, -2)
				return monday(d) == a && d.AddDate(0, 0, 7).Month() != d.Month()
			})
		case 4:
			list = append(list, "PH -1 day,SH")
			some = append(some, func(d time.Time) bool { return public[iso(d.AddDate(0, 0, 1))] || school[iso(d)] })
		}
	}
	if len(list) > 0 {
		add(strings.Join(list, ","), func(d time.Time) bool {
			return slices.ContainsFunc(some, func(on func(time.Time) bool) bool { return on(d) })
		})
	} else if r.IntN(4) == 0 {
		add("PH Mo-Fr", func(d time.Time) bool { return public[iso(d)] && monday(d) < 5 })
	}
	if len(text) == 0 {
		add("Mo-Su", func(time.Time) bool { return true })
	}
	return strings.Join(text, " "), func(d time.Time) bool {
		return !slices.ContainsFunc(all, func(on func(time.Time) bool) bool { return !on(d) })
	}
}

// TestHoursEqualTheRulesMinuteByMinute compares random rules with the plain
// meaning of each rule, applied to every minute.
func TestHoursEqualTheRulesMinuteByMinute(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	public, school := map[string]bool{}, map[string]bool{}
	named := func(m map[string]bool) Holidays {
		var days []NamedDay
		for s := range m {
			days = append(days, NamedDay{Date: day(t, s)})
		}
		return HolidaysOn(days...)
	}
	for range 150 {
		public[time.Date(2026, 1, 1+r.IntN(900), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)] = true
		school[time.Date(2026, 1, 1+r.IntN(900), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)] = true
	}
	publicDays, schoolDays := named(public), named(school)
	lists := 3000
	if testing.Short() {
		lists = 300
	}
	seen := 0 // minutes open, lest the comparison be of nothing with nothing
	for range lists {
		var rules []slowRule
		var text strings.Builder
		join := ";"
		for i := range 1 + r.IntN(5) {
			days, on := randomDays(r, public, school)
			rule := slowRule{join: join, on: on}
			if i > 0 {
				text.WriteString(join + " ")
			}
			text.WriteString(days)
			rule.closes = r.IntN(3) == 0
			if !rule.closes || join != "||" && r.IntN(2) == 0 {
				var times []string
				for range 1 + r.IntN(3) {
					start := r.IntN(24 * 60)
					end := start + 1 + r.IntN(2*24*60-start)
					if r.IntN(2) == 0 {
						end = min(end, 24*60)
					}
					rule.times = append(rule.times, [2]int{start, end})
					times = append(times, clockString(int64(start)*60)+"-"+clockString(int64(end)*60))
				}
				text.WriteString(" " + strings.Join(times, ","))
			}
			if rule.closes {
				text.WriteString(" off")
			}
			rules = append(rules, rule)
			if before := join; before == "||" {
				join = []string{";", "||"}[r.IntN(2)]
			} else {
				join = []string{";", ",", "||"}[r.IntN(3)]
			}
		}
		h := mustParseHours(t, text.String())
		if again := mustParseHours(t, h.String()); !again.Equal(h) {
			t.Fatalf("%s: normal form %s is read as %s", text.String(), h, again)
		}
		const days, margin = 12, 2
		first := time.Date(2026, 1, 1+r.IntN(900), 0, 0, 0, 0, time.UTC)
		open := slowHours(rules, first, days)
		got := make([]bool, len(open))
		for d := range days {
			spans := h.appendDay(nil, date.NewAt(first)+date.Date(d), publicDays, schoolDays)
			checkCanonicalDay(t, spans)
			for _, s := range spans {
				for m := s.start / 60; m < s.end/60; m++ {
					got[int64(d)*24*60+m] = true
				}
			}
		}
		// The days at the edges lack what the days beyond would cut or bring.
		for m := margin * 24 * 60; m < (days-margin)*24*60; m++ {
			if open[m] {
				seen++
			}
			if got[m] != open[m] {
				at := first.Add(time.Duration(m) * time.Minute)
				t.Fatalf("%s: open = %v at %s, want %v", text.String(), got[m], at.Format("Mon 2006-01-02 15:04"), open[m])
			}
		}
	}
	if seen < lists*60 {
		t.Errorf("only %d minutes were open in %d lists of rules", seen, lists)
	}
}

// The calendar of the notation against package time, on every day of 400 years
// and around the year 0.
func TestCalendarEqualsPackageTime(t *testing.T) {
	for _, w := range [][2]date.Date{{date.New(1899, 12, 1), date.New(2300, 1, 31)}, {date.New(-5, 1, 1), date.New(5, 1, 1)}, {date.New(9998, 1, 1), date.New(10001, 1, 1)}} {
		for d := w[0]; d <= w[1]; d++ {
			year, month, dayOf := splitDate(d)
			at := d.MidnightUTC()
			if y, m, n := at.Date(); y != year || int(m) != month || n != dayOf {
				t.Fatalf("%s: split as %d-%d-%d", d, year, month, dayOf)
			}
			if back := joinDate(year, month, dayOf); back != d {
				t.Fatalf("%s: joined as %s", d, back)
			}
			if n := at.AddDate(0, 1, -dayOf).Day(); n != daysIn(year, month) {
				t.Fatalf("%d-%d has %d days, want %d", year, month, daysIn(year, month), n)
			}
			if _, n := at.ISOWeek(); n != isoWeek(d) {
				t.Fatalf("%s is in week %d, want %d", d, isoWeek(d), n)
			}
			if n := (int(at.Weekday()) + 6) % 7; n != weekdayOf(d) {
				t.Fatalf("%s is weekday %d, want %d", d, weekdayOf(d), n)
			}
		}
	}
}

func TestEaster(t *testing.T) {
	// Tables of the US Naval Observatory and of the Church of England.
	for _, want := range []string{"1900-04-15", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24",
		"2016-03-27", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25", "2049-04-18", "2285-03-22"} {
		d := day(t, want)
		if got := easter(d.Year()); got != d {
			t.Errorf("Easter is %s, want %s", got, want)
		}
	}
}

func TestWeeklyHours(t *testing.T) {
	at := func(hour, minute int) clock.Clock { return clock.New(hour, minute, 0, 0) }
	week := []time.Weekday{time.Sunday, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday}
	mo := week[1:2]
	for _, c := range []struct {
		shifts []Shift
		want   string
	}{
		{nil, "off"},
		{[]Shift{{mo, at(9, 0), at(17, 0)}}, "Mo 09:00-17:00"},
		{[]Shift{{week[:1], at(9, 0), at(17, 0)}}, "Su 09:00-17:00"},
		{[]Shift{{week[1:6], at(9, 0), at(17, 0)}, {week[:1], at(10, 0), at(12, 0)}}, "Mo-Fr 09:00-17:00; Su 10:00-12:00"},
		{[]Shift{{mo, at(13, 0), at(17, 0)}, {mo, at(9, 0), at(12, 0)}}, "Mo 09:00-12:00,13:00-17:00"},
		{[]Shift{{mo, at(9, 0), at(12, 0)}, {mo, at(11, 0), at(13, 0)}, {mo, at(13, 0), at(14, 0)}}, "Mo 09:00-14:00"},
		{[]Shift{{mo, at(22, 0), at(6, 0)}}, "Mo 22:00-06:00"},
		{[]Shift{{mo, at(22, 0), at(30, 0)}}, "Mo 22:00-06:00"},
		{[]Shift{{week, 0, clock.Day}}, "24/7"},
		{[]Shift{{slices.Concat(mo, mo), at(9, 0), at(17, 0)}}, "Mo 09:00-17:00"},
	} {
		h, err := WeeklyHours(c.shifts...)
		if err != nil {
			t.Errorf("%s: %v", c.want, err)
		} else if h.String() != c.want || !mustParseHours(t, c.want).Equal(h) {
			t.Errorf("%v are %s, want %s", c.shifts, h, c.want)
		}
	}
	for want, s := range map[string]Shift{
		"no days":            {nil, at(9, 0), at(17, 0)},
		"7 is not a weekday": {[]time.Weekday{7}, at(9, 0), at(17, 0)},
		"starts from 00:00":  {mo, at(24, 0), at(25, 0)},
		"ends from 00:00":    {mo, at(9, 0), at(48, 1)},
		"whole minutes":      {mo, at(9, 0) + clock.Second, at(17, 0)},
		"ends when it":       {mo, at(9, 0), at(9, 0)},
	} {
		h, err := WeeklyHours(Shift{mo, at(1, 0), at(2, 0)}, s)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "availability: shift 2: ") || !h.Equal(Hours{}) {
			t.Errorf("%v: %s, %v; want %s", s, h, err, want)
		}
	}
	var many []Shift
	for _, d := range week {
		for m := range 180 {
			many = append(many, Shift{[]time.Weekday{d}, clock.Clock(7*m+int(d)) * clock.Minute, clock.Clock(7*m+int(d)+1) * clock.Minute})
		}
	}
	var limit *LimitError
	if _, err := WeeklyHours(many...); !errors.As(err, &limit) {
		t.Errorf("very many shifts: %v", err)
	}
}

// A text that is short enough, and too long when every date has two digits.
func TestParseHoursBoundsTheNormalForm(t *testing.T) {
	text := strings.Repeat("Jan 1 off;", 400)
	_, err := ParseHours(text)
	var he *HoursError
	if !errors.As(err, &he) || he.Reason != "written in full this is 4798 bytes: at most 4096 are accepted" {
		t.Errorf("%d bytes: %v", len(text), err)
	}
}

// An offset after the nth weekday of a month is accepted if it never leads out of
// the month, and refused if it does in some year.
func TestParseHoursOffsetsStayInTheMonth(t *testing.T) {
	for month := 1; month <= 12; month++ {
		for place := -5; place <= 5; place++ {
			for offset := -40; offset <= 40; offset++ {
				if place == 0 || offset == 0 {
					continue
				}
				point := datePoint{month: month, place: place, offset: offset, weekday: month % 7}
				leaves := false
				for year := 2001; year < 2029 && !leaves; year++ {
					plain := point
					plain.offset = 0
					if _, m, _ := splitDate(plain.in(year)); m == month {
						_, m, _ = splitDate(point.in(year))
						leaves = m != month
					}
				}
				text := fmt.Sprintf("%s %s[%d] %+d days off", monthNames[month-1], weekdayNames[point.weekday], place, offset)
				_, err := ParseHours(text)
				// A fifth of February is too rare to be told from none.
				if leaves && err == nil || !leaves && err != nil && !(month == 2 && (place == 5 || place == -5)) {
					t.Errorf("%s: leaves the month: %v, but %v", text, leaves, err)
				}
			}
		}
	}
}

func TestHoursDayDoesNotAllocate(t *testing.T) {
	dst := make([]clockSpan, 0, 16)
	d := day(t, "2026-06-01")
	for _, text := range []string{
		"Mo-Fr 09:00-17:00",
		"Mo-Fr 09:00-17:00; Jul-Aug Fr 09:00-13:00; Dec 24-Jan 01 off",
		"Mo-Fr 22:00-06:00, week 1-53/2 Sa 09:00-12:00; Jan-Dec 12:00-13:00,23:00-25:00 off",
		"easter -2 days-easter +1 day 10:00-12:00, We[-1],Su[1] +2 days 10:00-12:00",
	} {
		h := mustParseHours(t, text)
		if n := testing.AllocsPerRun(100, func() { dst = h.appendDay(dst[:0], d, Holidays{}, Holidays{}) }); n != 0 {
			t.Errorf("%s: %v allocations a day", text, n)
		}
	}
}

var benchmarkHours = []struct{ name, text string }{
	{"Week", "Mo-Fr 09:00-12:30,13:30-17:30; Fr 09:00-15:00"},
	{"Season", "Mo-Fr 09:00-17:00; Jul-Aug Fr 09:00-13:00; Dec 24-Jan 01 off"},
	{"Holidays", "Mo-Fr 09:00-17:00; week 1-53/2 Fr off; PH off"},
	{"Cuts", "Jan-Dec Mo-Fr 09:00-17:00; We 12:00-13:00 off; Th 22:00-06:00 off"},
	{"Easter", "Mo-Fr 09:00-17:00; easter -2 days-easter +1 day off; Th[-1] 10:00-12:00"},
}

func BenchmarkParseHours(b *testing.B) {
	for _, c := range benchmarkHours {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ParseHours(c.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkHoursDay(b *testing.B) {
	public := HolidaysOn(NamedDay{Date: date.New(2026, 12, 25)})
	for _, c := range benchmarkHours {
		b.Run(c.name, func(b *testing.B) {
			h := mustParseHours(b, c.text)
			dst := make([]clockSpan, 0, 16)
			d := date.New(2026, 1, 1)
			b.ReportAllocs()
			for b.Loop() {
				dst = h.appendDay(dst[:0], d, public, Holidays{})
				if d++; d > 739900 {
					d -= 365
				}
			}
		})
	}
}

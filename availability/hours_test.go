package availability

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rickb777/date/v2"
)

func TestParseHours(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Mo-Fr 09:00-17:00", ""},
		{"Mo-Fr 09:00-12:30,13:30-17:30", ""},
		{"Mo-Fr 9:00-17:00", "Mo-Fr 09:00-17:00"},
		{"Mo,We-Fr 09:00-17:00", ""},
		{"Mo,Tu 09:00-17:00", ""},
		{"Mo-Tu 09:00-17:00", "Mo,Tu 09:00-17:00"},
		{"Sa-Mo 10:00-12:00", "Mo,Sa,Su 10:00-12:00"},
		{"10:00-12:00", "Mo-Su 10:00-12:00"},
		{" Mo - Fr  09:00 - 12:00 , 13:00 - 17:00 ; ", "Mo-Fr 09:00-12:00,13:00-17:00"},
		{"Mo-Fr 09:00-17:00; Fr 09:00-15:00", "Mo-Th 09:00-17:00; Fr 09:00-15:00"},
		{"Mo-Fr 09:00-17:00; We off", "Mo,Tu,Th,Fr 09:00-17:00"},
		{"Mo-Fr 09:00-17:00; We closed", "Mo,Tu,Th,Fr 09:00-17:00"},
		{"Mo-Fr 09:00-17:00; off", "off"},
		{"off; Mo 09:00-17:00", "Mo 09:00-17:00"},
		{"24/7", ""},
		{"open", "24/7"},
		{"24/7 open", "24/7"},
		{"Mo-Fr open", "Mo-Fr 00:00-24:00"},
		{"Mo-Fr 09:00-17:00 open", "Mo-Fr 09:00-17:00"},
		{"00:00-24:00", "24/7"},
		{"24/7; Su off", "Mo-Sa 00:00-24:00"},
		{"open; Su off", "Mo-Sa 00:00-24:00"},
		{"off", ""},
		{"22:00-06:00", "Mo-Su 22:00-06:00"},
		{"Fr 20:00-26:00", "Fr 20:00-02:00"},
		{"Fr 10:00-34:00", ""},
		{"Fr 00:00-48:00", ""},
		{"Fr 22:00-24:00", ""},
		{"Mo 13:00-17:00,09:00-12:00", "Mo 09:00-12:00,13:00-17:00"},
		{"Mo 09:00-12:00,12:00-17:00", "Mo 09:00-17:00"},
		{"Mo 09:00-13:00,12:00-17:00,14:00-15:00", "Mo 09:00-17:00"},

		// Rules that cut, add and fill, in a plain week.
		{"24/7; Mo 13:00-17:00 off", "Mo 00:00-13:00,17:00-24:00; Tu-Su 00:00-24:00"},
		{"24/7; Mo 22:00-06:00 off", "Mo 00:00-22:00; Tu 06:00-24:00; We-Su 00:00-24:00"},
		{"Mo-Fr 12:00-13:00 off", "off"},
		{"Mo 22:00-06:00; Tu off", "Mo 22:00-06:00"},
		{"Mo 22:00-06:00; Tu 00:00-24:00 off", "Mo 22:00-24:00"},
		{"Mo 22:00-06:00; Tu 01:00-02:00 off", "Mo 22:00-01:00; Tu 02:00-06:00"},
		{"Mo-Fr 09:00-17:00, Tu 18:30-20:00", "Mo,We-Fr 09:00-17:00; Tu 09:00-17:00,18:30-20:00"},
		{"Mo-Fr 09:00-17:00,Sa 10:00-12:00", "Mo-Fr 09:00-17:00; Sa 10:00-12:00"},
		{"Mo 09:00-17:00, 24/7", "24/7"},
		{"Mo 09:00-17:00 || Tu 09:00-17:00", "Mo,Tu 09:00-17:00"},
		{"Mo 09:00-12:00 || 10:00-16:00", "Mo 09:00-12:00; Tu-Su 10:00-16:00"},
		{"Mo 09:00-12:00 || off", "Mo 09:00-12:00"},

		// Days.
		{"Jan-Mar 09:00-17:00", ""},
		{"Nov-Feb Mo 09:00-17:00", "Jan,Feb,Nov,Dec Mo 09:00-17:00"},
		{"Mar,Jan Mo-Su 09:00-17:00", "Jan,Mar 09:00-17:00"},
		{"Jan,Mar 10-25,Feb: 10:00-12:00", "Jan,Feb,Mar 10-25 10:00-12:00"},
		{"Dec24 off", "Dec 24 off"},
		{"Dec 5 off", "Dec 05 off"},
		{"Dec 24-26 off", ""},
		{"Dec 24 - 26 off", "Dec 24-26 off"},
		{"Dec 24-Jan 06: Tu,Th 06:00-22:00", "Dec 24-Jan 06 Tu,Th 06:00-22:00"},
		{"Feb 29 off", ""},
		{"Mar 01 -1 day off", ""},
		{"2026 Dec 24-2027 Jan 06 off", ""},
		{"2026 Dec 24-2026 Dec 26 off", "2026 Dec 24-26 off"},
		{"2026 Mar 10-Apr 05 off", ""},
		{"2026 Dec 25,2027 Jan 01 off", ""},
		{"2026 Mar 15+ off", ""},
		{"2026 Jul-Sep off", ""},
		{"2026 Jul off", ""},
		{"2026 Dec 24-2027 easter -1 day off", ""},
		{"2026 easter off", ""},
		{"easter off", ""},
		{"easter +1 day off", ""},
		{"easter -2 days-easter +1 day off", ""},
		{"Mar Su[-1]-Oct Su[-1] 09:00-10:00", ""},
		{"Mar Su[-1] 09:00-10:00", ""},
		{"2026 Mo 09:00-17:00", ""},
		{"2026: Mo 09:00-17:00", "2026 Mo 09:00-17:00"},
		{"2026 10:00-12:00", ""},
		{"2026-2030/2 Mo 09:00-17:00", ""},
		{"2026-2031/2 Mo 09:00-17:00", "2026-2030/2 Mo 09:00-17:00"},
		{"2028,2026 Dec 25 off", "2026,2028 Dec 25 off"},
		{"2026-2026 Jul,Sep off", ""},
		{"2026+ Mo 09:00-17:00", ""},
		{"week 1-53/2 Mo 09:00-17:00", "week 01-53/2 Mo 09:00-17:00"},
		{"week 24,27 off", ""},
		{"week 50-02 off", "week 01,02,50-53 off"},
		{"week 10: 10:00-12:00", "week 10 10:00-12:00"},
		{"2026 Mar 10-25 week 11 Mo 09:00-17:00", ""},
		{"Mo[1] 09:00-17:00", ""},
		{"We[1,3],Th[-1] 09:00-17:00", ""},
		{"Mo[1-2],Mo[-1] 09:00-17:00", "Mo[1,2,-1] 09:00-17:00"},
		{"Su[-1] -2 days off", ""},
		{"Nov Th[4] +1 day off", ""},
		{"Mo-Fr,PH 09:00-17:00", ""},
		{"PH,Su 11:00-15:00", "Su,PH 11:00-15:00"},
		{"Mo-Su,PH 11:00-15:00", ""},
		{"PH Mo-Fr 11:00-15:00", ""},
		{"PH,SH Mo-Fr off", ""},
		{"PH -1 day 09:00-12:00", ""},
		{"Mo-Fr 09:00-17:00; PH off", ""},
		{"Mo-Fr 09:00-17:00,PH off", "Mo-Fr 09:00-17:00, PH off"},
		{"Mo-Fr 09:00-17:00; SH,PH off || SH 10:00-12:00", "Mo-Fr 09:00-17:00; PH,SH off || SH 10:00-12:00"},
		{"PH 09:00-12:00, Mo-Su 14:00-15:00", ""},

		// Comments.
		{`Mo-Fr 08:00-12:00 open "reception"`, ""},
		{`24/7 open "on call"`, ""},
		{`open "on call; by phone"`, `24/7 open "on call; by phone"`},
		{`Mo-Fr 08:00-12:00; off "gone fishing"`, ""},
		{`Mo-Fr 08:00-12:00; PH closed "for Ω"`, `Mo-Fr 08:00-12:00; PH off "for Ω"`},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		h, err := ParseHours(c.in)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
		} else if h.String() != want {
			t.Errorf("%q was read as %s, want %s", c.in, h, want)
		} else if again, err := ParseHours(h.String()); err != nil || !again.Equal(h) {
			t.Errorf("%q: its normal form %s is read as %s, %v", c.in, h, again, err)
		}
	}
}

func TestParseHoursRefuses(t *testing.T) {
	for _, c := range []struct {
		in   string
		at   int // in characters, from 1
		want string
	}{
		{"", 1, `"Mo-Fr 09:00-17:00", or "off"`},
		{"   ", 1, `"off" for none`},
		{";", 1, "weekdays and times"},
		{"Mo-Fr", 6, "times are missing"},
		{"Mo-Fr;Sa off", 6, "times are missing"},
		{"Mo- 09:00-17:00", 5, "last weekday"},
		{"Mo, 09:00-17:00", 5, "after the comma"},
		{"Monday 09:00-17:00", 1, `did you mean "Mo"?`},
		{"mo-fr 09:00-17:00", 1, `did you mean "Mo"?`},
		{"TU 09:00-17:00", 1, `did you mean "Tu"?`},
		{"weekdays 09:00-17:00", 1, `did you mean "Mo-Fr"?`},
		{"Mo-Fr 9-17", 7, "such as 09:00"},
		{"Mo-Fr 9am-5pm", 7, "such as 09:00"},
		{"Mo-Fr 09:0-17:00", 7, "two digits of minutes"},
		{"Mo-Fr 09:000-17:00", 7, "two digits of minutes"},
		{"Mo-Fr 09:60-17:00", 7, "00 to 59"},
		{"Mo-Fr 09:00-48:01", 13, "48:00"},
		{"Mo-Fr 09:00-99:00", 13, "48:00"},
		{"Mo-Fr 24:00-26:00", 7, "following day"},
		{"Mo-Fr 09:00", 7, "end of the span is missing"},
		{"Mo-Fr 09:00-", 13, "a time is missing"},
		{"Mo-Fr 09:00–17:00", 7, "hyphen"},
		{"Mo-Fr 09:00-09:00", 7, "write 09:00-33:00 for 24 hours"},
		{"Mo 00:00-00:00", 4, "write 00:00-24:00 for 24 hours"},
		{"Mo 24/7", 4, "00:00-24:00 for whole days"},
		{"Mo-Fr 17:00+", 7, "open end"},
		{"Mo-Fr 17:00-20:00+", 7, "open end"},
		{"Mo-Fr 09:00-17:00 Sa", 19, "semicolon"},
		{"09:00-17:00 Mo-Fr", 13, "before the times"},
		{"Mo-Fr 09:00-17:00,", 18, `","`},
		{"Mo-Fr sunrise-sunset", 7, "sun"},
		{"Mo-Fr 09:00-sunset", 13, "sun"},
		{"Mo-Fr unknown", 7, "unknown"},
		{"24/7Mo", 5, "stands alone"},
		{"@", 1, `"@"`},
		{"Mö 09:00-17:00", 1, "not known here"},
		{"Mo 09:00-17:00; é", 17, `"é"`},
		{"Mo\x00 09:00-17:00", 3, "belong"},
		{"Mo\xff", 1, "UTF-8"},
		{strings.Repeat("Mo off;", 1000), 1, "too long"},
	} {
		h, err := ParseHours(c.in)
		var he *HoursError
		if !errors.As(err, &he) {
			t.Errorf("%q was read as %s, %v; want a *HoursError", c.in, h, err)
			continue
		}
		msg := err.Error()
		if !strings.Contains(msg, c.want) || !strings.Contains(msg, fmt.Sprintf(": at character %d: ", c.at)) ||
			strings.Count(msg, "availability:") != 1 || strings.Contains(msg, "\n") {
			t.Errorf("%q: %s\nwant %q at character %d", c.in, msg, c.want, c.at)
		}
	}
}

// The whole reason, for what the notation has and ParseHours refuses, and for
// what people get wrong in it.
func TestParseHoursSaysWhyAndHowToMend(t *testing.T) {
	for _, c := range []struct {
		in   string
		at   int // in characters, from 1
		want string
	}{
		{"Mo-Fr sunrise-17:00", 7, "the sun's times move, and working hours do not: write a clock time such as 07:00"},
		{"Mo-Fr (sunset-01:00)-22:00", 7, "the sun's times move, and working hours do not: write a clock time such as 07:00"},
		{"Mo-Fr 09:00-dusk", 13, "dusk moves with the sun, and working hours do not: write a clock time such as 07:00"},
		{"Mo-Fr unknown", 7, `"unknown" hours cannot be computed with: write times, or off`},
		{"Mo-Fr 09:00-17:00 unknown", 19, `"unknown" hours cannot be computed with: write times, or off`},
		{`Sa "by appointment"`, 4, `a comment without open or off means that the hours are unknown: write times and open "by appointment", or leave it out`},
		{`Mo-Fr 09:00-17:00 || "by phone"`, 22, `a comment without open or off means that the hours are unknown: write times and open "by phone", or leave it out`},
		{`24/7 "by phone"`, 6, `a comment without open or off means that the hours are unknown: write times and open "by phone", or leave it out`},
		{`"winter": Mo-Fr 09:00-17:00`, 1, `when "winter" is cannot be computed: write the dates`},
		{"17:00+", 1, "an open end does not say when the hours end: write the end, such as 17:00-20:00"},
		{"Mo 10:00-16:00/90", 15, "times at a fixed distance are points, at which nobody is open: leave out the slash and what follows"},

		{"Mo-Fr", 6, `times are missing: write them, such as "Mo-Fr 09:00-17:00", or 00:00-24:00 for the whole day`},
		{"Mo 09:00-17:00, PH", 19, `times are missing: write them, such as "Mo-Fr 09:00-17:00", or 00:00-24:00 for the whole day`},
		{"Mo-Fr 12:00-13:00 off, 14:00-15:00", 24, "these times could be for the days of the rule before or for every day: name the days, such as Mo-Su 14:00-15:00"},
		{"Mo off, 14:00-15:00; Tu off", 9, "these times could be for the days of the rule before or for every day: name the days, such as Mo-Su 14:00-15:00"},
		{"Mo 09:00-12:00 || Tu 10:00-12:00, We 10:00-12:00", 33, "a comma after || could add to the fallback or to all days: write the rule before the ||, or after a semicolon"},
		{"Mo-Mo 10:00-12:00", 3, "Mo-Mo may be one day or all seven: write Mo, or Mo-Su"},
		{"Mo 09:00-12:00 || Tu 10:00-12:00 off", 19, "a fallback holds where nothing is open, and cannot close: write the rule after a semicolon"},
		{"Mo 09:00-12:00 ||", 18, "a rule is missing: write hours such as Mo-Fr 09:00-17:00"},
		{"24/7 off", 6, `24/7 is always, and off is never: write "off" alone`},
		{"24/7 Su off", 6, `24/7 stands alone: write exceptions as rules of their own, such as "24/7; Su off"`},
		{"Mo 09:00-12:00 open off", 21, "off ends a rule, once: write a semicolon before the next"},
		{`Mo off "a`, 8, `the comment does not end: write a " after it`},
		{`Mo off " "`, 8, "the comment is empty: leave it out"},
		{"Mo off \"a\tb\"", 10, `"\t" cannot be seen in a comment: leave it out`},

		{"Sep Mo[1] -3 days off", 5, "Mo[1] -3 days may be in another month than the rule names, and then there are two readings: write the dates"},
		{"2026 Mar Su[-1] +1 day off", 10, "Su[-1] +1 day may be in another month than the rule names, and then there are two readings: write the dates"},
		{"Mo[6] off", 4, "places in the month are 1 to 5, ranges such as 1-2, and -1 to -5 from the end"},
		{"Mo[1;3] off", 5, "the bracket does not end here: write Mo[1] or Mo[1,3]"},
		{"Mo,unknown off", 4, `"unknown" hours cannot be computed with: write times, or off`},
		{"Mo-Fr[1] 09:00-12:00", 6, "the nth of the month is for one weekday: write Mo[1],Tu[1]"},
		{"Mo +1 day off", 3, "an offset stands after the nth weekday of a month, PH, easter or a date: write the weekday that is meant"},
		{"SH +1 day off", 3, "SH has no offset in the notation: write the dates"},
		{"PH +367 days off", 4, "offsets are 1 to 366 days"},
		{"Mo-Fr PH off", 7, "a comma stands between weekdays and holidays, as in Sa,PH; holidays that are on weekdays are written PH Mo-Fr"},
		{"PH Mo,SH off", 7, "holidays stand before weekdays, and with a comma beside them: write PH,SH Mo-Fr or PH,SH,Mo-Fr"},
		{"Mo Tu 09:00-12:00", 4, "a comma stands between weekdays: write Mo,We"},
		{"Mo-Fr Jan 09:00-17:00", 7, "months, dates and weeks stand before weekdays: write Jan first"},
		{"week 10 Jan off", 9, "dates come before weekdays and times, and a semicolon between rules: write Jan first"},

		{"week off", 6, "the number of the week is missing, as in week 10 or week 10-20"},
		{"week 10,Mo off", 9, "a week is missing after the comma, as in week 10,12"},
		{"week 54 off", 6, "weeks are 01 to 53"},
		{"week 1-53/0 off", 11, "a number is missing after the slash: write /2 for every second of the weeks"},
		{"week 50-02/2 off", 6, "steps over New Year depend on whether the year has a week 53: write two ranges"},

		{"2030-2026 off", 1, "the last year is before the first: write the earlier one first"},
		{"2026-12-24 off", 6, "the last year of the range is missing, as in 2026-2030; a date is written 2026 Dec 24"},
		{"0900-1700", 1, "years are 1900 to 9999, and a time has a colon: write 09:00-17:00"},
		{"2026,Dec 25 off", 6, "a year is missing after the comma"},
		{"2026 Sep,Oct off", 10, "the year before the list could be for its first date or for all: write the year before each date"},
		{"2026-2027 Dec 25,2026 Dec 24 off", 18, "the rule has years before its dates: leave them out, or this one"},
		{"2026 Nov-Feb off", 1, "these months could be of one year or of two: write the dates, such as 2026 Nov 01-2027 Feb 28"},
		{"2026 Nov-2027 Feb off", 10, "months of two years need days: write them as 2026 Nov 01-2027 Feb 28"},
		{"Mar 2026 off", 5, "a day has two digits, and a year stands before the month: write 2026 Mar 24"},
		{"Mar 15+ off", 7, "an open end does not say in which year: write the end, such as Mar 15-Dec 31, or the year, 2026 Mar 15+"},
		{"Mar+ off", 4, "an open end starts with a day: write 2026 Mar 01+"},
		{"Dec 25,26 off", 8, "a list needs the month before each day: write Dec 25,Dec 26"},
		{"Dec 26-24 off", 8, "the range ends before it starts: write the month of its end, too"},
		{"Dec 24-Jan off", 12, "the range starts with a day and needs one at its end: write Jan 31"},
		{"Dec 24-Mo off", 7, "whether a weekday before or after a date can be the date itself is not settled: write the nth weekday of a month, such as Dec Su[-1]"},
		{"Dec 24-off", 8, "the end of the range is missing, as in Dec 24-26 or Dec 24-Jan 06"},
		{"Oct 24-Dec Su off", 12, "the range starts with a day and needs one at its end: write Dec 31"},
		{"2026 Dec 25,2027 off", 13, "a month or date is missing after the comma"},
		{"Dec-Jan 06 off", 1, "the range ends with a day and needs one at its start: write Dec 01"},
		{"2026 Dec 24-Jan 06 off", 1, "the range ends before it starts: write the year before both ends, such as 2026 Dec 24-2027 Jan 06"},
		{"Dec 24-2027 Jan 06 off", 1, "the end has a year and the start has none: write the year before both, such as 2026 Dec 24-2027 Jan 06"},
		{"Feb 30 off", 5, "the days of Feb are 01 to 29"},
		{"2026 Feb 29 off", 1, "Feb 2026 has 28 days: write Feb 28"},
		{"Feb 29 +1 day off", 1, "Feb 29 is not in every year: write Feb 28 or Mar 01"},
		{"25 Dec off", 1, "the month stands before the day: write Dec 25"},
		{"Dec 25 -Su off", 8, "whether a weekday before or after a date can be the date itself is not settled: write the nth weekday of a month, such as Dec Su[-1]"},
		{"easter-Apr 10 off", 1, "the range would end before it starts in some years: write dates that are in the same order in every year"},
		{"Mar Su[5]-Oct 10 off", 1, "not every month has five of a weekday: write a range between days that every year has"},

		{"Mon-Fri 09:00-17:00", 1, `"Mon" is not a weekday (did you mean "Mo"?)`},
		{"Mo-Fri 09:00-17:00", 4, `"Fri" is not a weekday (did you mean "Fr"?)`},
		{"Mo,tue 09:00-17:00", 4, `"tue" is not a weekday (did you mean "Tu"?)`},
		{"march 10 off", 1, `"march" is not a month (did you mean "Mar"?)`},
		{"Jan-SEPT off", 5, `"SEPT" is not a month (did you mean "Sep"?)`},
		{"OFF", 1, `"OFF" is not a word of the notation (did you mean "off"?)`},
		{"ph off", 1, `"ph" is not a word of the notation (did you mean "PH"?)`},
		{"clsoed", 1, `"clsoed" is not a word of the notation (did you mean "closed"?)`},
		{"weekend off", 1, `"weekend" is not a word of the notation (did you mean "Sa,Su"?)`},
		{"Mo–Fr 09:00-17:00", 3, "this dash is not a hyphen: write -, as in Mo-Fr"},
		{"Mo-Fr 0900-1700", 7, "a year or a time without its colon does not belong here: years come first, as in 2026 Mo-Fr, and times are written 09:00-17:00"},
		{"Mo-Fr 09:00-05:00 pm", 19, "times have 24 hours: write 17:00 for 5 pm"},
		{"Mo-Fr 09:00-5:00pm", 17, "pm does not belong to a time: write the hours 00 to 24, such as 17:00 for 5 pm"},
	} {
		h, err := ParseHours(c.in)
		var he *HoursError
		if !errors.As(err, &he) {
			t.Errorf("%q was read as %s, %v; want a *HoursError", c.in, h, err)
		} else if at := 1 + utf8.RuneCountInString(c.in[:he.Offset]); he.Reason != c.want || at != c.at || he.Text != c.in {
			t.Errorf("%q: at %d: %s\nwant at %d: %s", c.in, at, he.Reason, c.at, c.want)
		}
	}
}

func TestHoursText(t *testing.T) {
	var h Hours
	if h.String() != "off" {
		t.Errorf("the zero Hours print as %q", h)
	}
	if err := h.UnmarshalText([]byte("Mo-Fr 9:00-17:00")); err != nil {
		t.Fatal(err)
	}
	before := h
	if err := h.UnmarshalText([]byte("never")); err == nil || !h.Equal(before) {
		t.Errorf("after a mistake: %v, %v", h, err)
	}
	if text, err := h.MarshalText(); err != nil || string(text) != "Mo-Fr 09:00-17:00" {
		t.Errorf("text %q, %v", text, err)
	}
}

func FuzzParseHours(f *testing.F) {
	for _, s := range []string{"Mo-Fr 09:00-12:30,13:30-17:30; Fr 09:00-15:00", "24/7; Su off", "Sa-Mo 22:00-06:00",
		"off", "PH off", "20:00-26:00", "week 1-53/2 Mo 09:00-17:00", "Mo[1] 09:00+", "Fr 10:00-34:00;;",
		"24/7; Mo 22:00-06:00 off", "Mo-Fr 08:00-12:00 open \"reception\" || Sa off", "PH,SH -1 day Mo[1,-1] +2 days 10:00-12:00",
		"2026-2030/2,2040+ Dec 24-Jan 06: 10:00-12:00", "2026 easter -2 days-2026 easter +1 day off, Jan,Mar 10-25 open",
		"Mar Su[-1]-Oct Su[-1] 00:00-48:00; Feb 29 off", "week 50-02,10-20/3 PH Mo-Fr 10:00-12:00", "2026 Jul-Sep,2026 Dec 05+ off"} {
		f.Add(s)
	}
	public := HolidaysOn(NamedDay{Date: date.New(2026, 12, 25)}, NamedDay{Date: date.New(2028, 2, 29)})
	school := HolidaysOn(NamedDay{Date: date.New(2026, 12, 27)})
	f.Fuzz(func(t *testing.T, s string) {
		h, err := ParseHours(s)
		if err != nil {
			var he *HoursError
			if msg := err.Error(); strings.ContainsAny(msg, "\n\r") || !errors.As(err, &he) || he.Offset < 0 || he.Offset > len(s) {
				t.Errorf("the error for %q: %q", s, msg)
			}
			return
		}
		again, err := ParseHours(h.String())
		if err != nil || !again.Equal(h) || again.String() != h.String() {
			t.Fatalf("%q: normal form %q is read as %q, %v", s, h, again, err)
		}
		week, weekly := h.weekly()
		if weekly {
			if k := compileWeek(week); !k.full {
				checkCanonical(t, k.spans)
			}
		}
		for _, d := range []date.Date{math.MinInt64, -1000, 0, date.New(2026, 12, 24), date.New(2026, 12, 25), date.New(2026, 12, 26),
			date.New(2026, 12, 31), date.New(2028, 2, 29), date.New(2028, 3, 1), calendarLast, math.MaxInt64} {
			spans := h.appendDay(nil, d, public, school)
			checkCanonicalDay(t, spans)
			if other := again.appendDay(nil, d, public, school); !slices.Equal(spans, other) {
				t.Fatalf("%q on %s: %v, and %v after printing", s, d, spans, other)
			}
			if weekly && !slices.Equal(spans, week[weekdayOf(d)]) {
				t.Fatalf("%q on %s: %v, and %v in the week", s, d, spans, week)
			}
		}
	})
}

// checkCanonicalDay fails unless spans are as appendDay promises.
func checkCanonicalDay(t *testing.T, spans []clockSpan) {
	t.Helper()
	for i, s := range spans {
		if s.start < 0 || s.start >= secondsPerDay || s.end <= s.start || s.end > 2*secondsPerDay || i > 0 && s.start <= spans[i-1].end {
			t.Fatalf("not canonical at %d: %v", i, spans)
		}
	}
}

// checkCanonical fails unless spans are sorted, disjoint, not touching and not
// empty.
func checkCanonical(t *testing.T, spans []Span) {
	t.Helper()
	for i, s := range spans {
		if s.IsEmpty() || i > 0 && s.start <= spans[i-1].end {
			t.Fatalf("not canonical at %d: %v", i, spans)
		}
	}
}

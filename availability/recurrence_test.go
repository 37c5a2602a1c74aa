package availability

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
	"github.com/teambition/rrule-go"
)

func mustRecur(t testing.TB, start, rule string) Recurrence {
	t.Helper()
	r, err := NewRecurrence(RecurrenceParts{Start: mustCivil(t, start), Rule: rule, Zone: new(Zone)})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func mustCivil(t testing.TB, s string) Civil {
	t.Helper()
	c, err := ParseCivil(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// times lists occurrences as text; the clock is left out where it is 09:00.
func times(t testing.TB, r Recurrence, from, to string, limit int) string {
	t.Helper()
	var list []string
	for c := range r.Times(mustCivil(t, from), mustCivil(t, to)) {
		if len(list) == limit {
			list = append(list, "…")
			break
		}
		list = append(list, strings.TrimSuffix(c.String(), "T09:00"))
	}
	return strings.Join(list, " ")
}

// The examples of RFC 5545 section 3.8.5.3, by their first occurrences. All
// start at 09:00.
func TestRecurrenceExamplesOfRFC5545(t *testing.T) {
	for _, c := range []struct{ start, rule, want string }{
		{"1997-09-02", "FREQ=DAILY;COUNT=3", "1997-09-02 1997-09-03 1997-09-04"},
		{"1997-12-22", "FREQ=DAILY;UNTIL=19971224T000000Z", "1997-12-22 1997-12-23"},
		{"1997-09-02", "FREQ=DAILY;INTERVAL=2", "1997-09-02 1997-09-04 1997-09-06 1997-09-08 1997-09-10 1997-09-12 …"},
		{"1997-09-02", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12"},
		{"1998-01-01", "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", "1998-01-01 1998-01-02 1998-01-03 1998-01-04 1998-01-05 1998-01-06 …"},
		{"1997-09-02", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02 1997-09-16 1997-09-30 1997-10-14 1997-10-28 1997-11-11 …"},
		{"1997-09-02", "FREQ=WEEKLY;COUNT=5;WKST=SU;BYDAY=TU,TH", "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16"},
		{"1997-09-01", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17 1997-09-19 …"},
		{"1997-09-05", "FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "1997-09-05 1997-10-03 1997-11-07"},
		{"1997-09-07", "FREQ=MONTHLY;INTERVAL=2;COUNT=5;BYDAY=1SU,-1SU", "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04"},
		{"1997-09-22", "FREQ=MONTHLY;COUNT=4;BYDAY=-2MO", "1997-09-22 1997-10-20 1997-11-17 1997-12-22"},
		{"1997-09-28", "FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26 …"},
		{"1997-09-30", "FREQ=MONTHLY;COUNT=5;BYMONTHDAY=1,-1", "1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30"},
		{"1997-09-10", "FREQ=MONTHLY;INTERVAL=18;COUNT=6;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15"},
		{"1997-06-10", "FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "1997-06-10 1997-07-10 1998-06-10 1998-07-10"},
		{"1997-03-10", "FREQ=YEARLY;INTERVAL=2;COUNT=4;BYMONTH=1,2,3", "1997-03-10 1999-01-10 1999-02-10 1999-03-10"},
		{"1997-01-01", "FREQ=YEARLY;INTERVAL=3;COUNT=5;BYYEARDAY=1,100,200", "1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09"},
		{"1997-05-19", "FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997-05-19 1998-05-18 1999-05-17"},
		{"1997-05-12", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3", "1997-05-12 1998-05-11 1999-05-17"},
		{"1997-03-13", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=5", "1997-03-13 1997-03-20 1997-03-27 1998-03-05 1998-03-12"},
		{"1998-02-13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=4", "1998-02-13 1998-03-13 1998-11-13 1999-08-13"},
		{"1997-09-13", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=3", "1997-09-13 1997-10-11 1997-11-08"},
		{"1996-11-05", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3", "1996-11-05 2000-11-07 2004-11-02"},
		{"1997-09-04", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04 1997-10-07 1997-11-06"},
		{"1997-09-29", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3", "1997-09-29 1997-10-30 1997-11-27"},
		{"1997-09-02", "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z", "1997-09-02 1997-09-02T12:00 1997-09-02T15:00"},
		{"1997-09-02", "FREQ=MINUTELY;INTERVAL=15;COUNT=3", "1997-09-02 1997-09-02T09:15 1997-09-02T09:30"},
		{"1997-09-02", "FREQ=MINUTELY;INTERVAL=90;COUNT=3", "1997-09-02 1997-09-02T10:30 1997-09-02T12:00"},
		{"1997-09-02", "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20;COUNT=5", "1997-09-02 1997-09-02T09:20 1997-09-02T10:00 1997-09-02T10:20 1997-09-03"},
		{"1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05 1997-08-10 1997-08-19 1997-08-24"},
		{"1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05 1997-08-17 1997-08-19 1997-08-31"},
		{"2007-01-15", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30"},
	} {
		if got := times(t, mustRecur(t, c.start+"T09:00", c.rule), "0001-01-01T00:00", "9999-12-31T24:00", 6); got != c.want {
			t.Errorf("%s from %s:\n got %s\nwant %s", c.rule, c.start, got, c.want)
		}
	}
}

func TestRecurrenceChoices(t *testing.T) {
	for _, c := range []struct{ name, start, rule, want string }{
		{"a start that the rule does not have", "2026-01-01T09:00", "FREQ=WEEKLY;BYDAY=MO;COUNT=2", "2026-01-05 2026-01-12"},
		{"names in any case and order", "2026-01-01T09:00", "byday=mo;count=1;freq=weekly", "2026-01-05"},
		{"UNTIL as a date", "2026-01-01T09:00", "FREQ=DAILY;UNTIL=20260102", "2026-01-01 2026-01-02"},
		{"UNTIL before the start", "2026-01-01T09:00", "FREQ=DAILY;UNTIL=20251231", ""},
		{"UNTIL at an occurrence", "2026-01-01T09:00", "FREQ=DAILY;UNTIL=20260102T090000", "2026-01-01 2026-01-02"},
		{"BYSETPOS in the week of the start", "2026-01-01T09:00", "FREQ=WEEKLY;BYDAY=MO,TH;BYSETPOS=1;COUNT=2", "2026-01-05 2026-01-12"},
		{"BYDAY with and without numbers", "2026-01-01T09:00", "FREQ=MONTHLY;BYDAY=MO,1TU;COUNT=6", "2026-01-05 2026-01-06 2026-01-12 2026-01-19 2026-01-26 2026-02-02"},
		{"bare BYWEEKNO", "2026-01-08T09:00", "FREQ=YEARLY;BYWEEKNO=2;COUNT=2", "2026-01-08 2027-01-14"},
		{"29 February", "2024-02-29T09:00", "FREQ=YEARLY;COUNT=2", "2024-02-29 2028-02-29"},
		{"a leap second", "2026-01-01T09:00", "FREQ=DAILY;BYSECOND=59,60;COUNT=2", "2026-01-01T09:00:59 2026-01-02T09:00:59"},
		{"the end of the calendar", "9999-12-30T09:00", "FREQ=DAILY", "9999-12-30 9999-12-31"},
		{"the start of the calendar", "0001-01-01T09:00", "FREQ=WEEKLY;BYDAY=SU,MO;WKST=SU;COUNT=3", "0001-01-01 0001-01-07 0001-01-08"},
	} {
		if got := times(t, mustRecur(t, c.start, c.rule), "0001-01-01T00:00", "9999-12-31T24:00", 6); got != c.want {
			t.Errorf("%s: %s from %s:\n got %s\nwant %s", c.name, c.rule, c.start, got, c.want)
		}
	}
}

func TestRecurrenceDatesAndExceptions(t *testing.T) {
	day := func(s string) date.Date { return mustCivil(t, s+"T00:00").Date }
	r, err := NewRecurrence(RecurrenceParts{
		Start:      mustCivil(t, "2026-01-01T09:00"),
		Rule:       "FREQ=DAILY;BYHOUR=9,15;COUNT=8",
		Also:       []Civil{mustCivil(t, "2026-01-02T12:00"), mustCivil(t, "2026-01-02T15:00"), mustCivil(t, "2026-01-03T12:00"), mustCivil(t, "2025-12-31T12:00"), mustCivil(t, "2026-02-01T09:00"), mustCivil(t, "2026-02-02T09:00")},
		Except:     []Civil{mustCivil(t, "2026-01-01T15:00"), mustCivil(t, "2026-01-01T16:00"), mustCivil(t, "2026-02-02T09:00")},
		ExceptDays: []date.Date{day("2026-01-03"), day("2026-01-09")},
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = "2025-12-31T12:00 2026-01-01 2026-01-02 2026-01-02T12:00 2026-01-02T15:00 2026-01-04 2026-01-04T15:00 2026-02-01"
	if got := times(t, r, "2025-01-01T00:00", "2027-01-01T00:00", 20); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got := times(t, r, "2026-01-02T12:00", "2026-01-04T15:00", 20); got != "2026-01-02T12:00 2026-01-02T15:00 2026-01-04" {
		t.Errorf("half-open window: got %s", got)
	}
	single, err := NewRecurrence(RecurrenceParts{Start: mustCivil(t, "2026-01-01T09:00"), Also: []Civil{mustCivil(t, "2026-01-01T09:00")}})
	if got := times(t, single, "2026-01-01T00:00", "2027-01-01T00:00", 9); err != nil || got != "2026-01-01" {
		t.Errorf("without a rule: %s, %v", got, err)
	}
	for range (Recurrence{}).Times(mustCivil(t, "0001-01-01T00:00"), mustCivil(t, "9999-12-31T00:00")) {
		t.Error("the zero Recurrence has an occurrence")
	}
	extreme := Civil{Date: 1<<63 - 1, Clock: 1<<63 - 1}
	for range single.Times(extreme, Civil{Date: -1 << 63, Clock: clock.Clock(-1 << 63)}) {
		t.Error("an occurrence in a window that ends before it starts")
	}
}

// An UNTIL in UTC is an instant, and each occurrence is compared as the one that
// it is, in a fold too.
func TestRecurrenceUntilInTheFold(t *testing.T) {
	berlin, err := LoadZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	// 02:30 on 25 October 2026 is 00:30Z, the first time; at 01:15Z clocks
	// show 02:15 for the second time.
	for until, want := range map[string]string{
		"20261025T002959Z": "2026-10-24T02:30", "20261025T003000Z": "2026-10-24T02:30 2026-10-25T02:30",
		"20261025T011500Z": "2026-10-24T02:30 2026-10-25T02:30",
	} {
		r, err := NewRecurrence(RecurrenceParts{Start: mustCivil(t, "2026-10-24T02:30"), Rule: "FREQ=DAILY;UNTIL=" + until, Zone: berlin})
		if err != nil {
			t.Fatal(err)
		}
		if got := times(t, r, "2026-01-01T00:00", "2027-01-01T00:00", 9); got != want {
			t.Errorf("UNTIL=%s: got %s, want %s", until, got, want)
		}
	}
}

// Rules on which rrule-go does not return, panics, or walks for long. There is no
// limit of time here: the tests end, or go test says where they do not.
func TestRecurrenceRunawayRules(t *testing.T) {
	for _, c := range []struct{ rule, want string }{
		{"FREQ=SECONDLY;INTERVAL=6;COUNT=2", "1970-01-01 1970-01-01T09:00:06"},
		{"FREQ=HOURLY;INTERVAL=24;BYHOUR=5", ""},
		{"FREQ=HOURLY;INTERVAL=2;BYHOUR=10", ""},
		{"FREQ=HOURLY;INTERVAL=2;BYHOUR=10;COUNT=5", ""},
		{"FREQ=MINUTELY;INTERVAL=60;BYMINUTE=30;COUNT=5", ""},
		{"FREQ=SECONDLY;INTERVAL=4977;BYHOUR=5;BYMINUTE=7;BYSECOND=3;COUNT=20000", "1970-08-08T05:07:03 1972-02-12T05:07:03 …"},
		{"FREQ=MINUTELY;BYSECOND=0,30;BYSETPOS=3;COUNT=5", ""},
		{"FREQ=SECONDLY;BYMINUTE=0;BYSECOND=0;BYSETPOS=-1;BYHOUR=3", "1970-01-02T03:00 1970-01-03T03:00 …"},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ""},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", ""},
		{"FREQ=SECONDLY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=30;COUNT=20000", ""},
		{"FREQ=HOURLY;INTERVAL=168;BYDAY=TU;COUNT=5", ""},
		{"FREQ=MONTHLY;BYDAY=-6MO", ""},
		{"FREQ=YEARLY;BYMONTH=12;BYDAY=53MO", ""},
		{"FREQ=YEARLY;BYDAY=-53TH;COUNT=2", "1970-01-01 1976-01-01"},
		{"FREQ=YEARLY;INTERVAL=999999999", "1970-01-01"},
		{"FREQ=MONTHLY;INTERVAL=999999999", "1970-01-01"},
		{"FREQ=WEEKLY;INTERVAL=999999999;COUNT=2", "1970-01-01"},
		{"FREQ=DAILY;INTERVAL=999999999;COUNT=2", "1970-01-01"},
		{"FREQ=HOURLY;INTERVAL=999999999;COUNT=2", "1970-01-01"},
		{"FREQ=DAILY;BYHOUR=9;BYSETPOS=2;COUNT=2", ""},
	} {
		if got := times(t, mustRecur(t, "1970-01-01T09:00", c.rule), "0001-01-01T00:00", "9999-12-31T24:00", 2); got != c.want {
			t.Errorf("%s: got %s, want %s", c.rule, got, c.want)
		}
	}
}

// A start decades back changes nothing but what came before.
func TestRecurrenceFarStartEqualsNear(t *testing.T) {
	for _, rule := range []string{"FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=DAILY", "FREQ=MINUTELY", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU", "FREQ=HOURLY;INTERVAL=7;BYDAY=MO"} {
		far := mustRecur(t, "1970-01-05T09:00", rule)
		w := UnixSpan(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC).Unix())
		want := far.appendTimes(nil, w)
		if len(want) == 0 {
			t.Fatalf("%s does not occur", rule)
		}
		near := mustRecur(t, civilOf(want[0]).String(), rule)
		if got := near.appendTimes(nil, w); !slices.Equal(got, want) {
			t.Errorf("%s: %d occurrences from near, %d from far", rule, len(got), len(want))
		}
	}
}

func TestRecurrenceIsSafeForConcurrentUse(t *testing.T) {
	r := mustRecur(t, "1970-01-05T09:00", "FREQ=MONTHLY;BYDAY=-1FR,1MO")
	var wg sync.WaitGroup
	results := make([][]int64, 8)
	for i := range results {
		wg.Go(func() { results[i] = r.appendTimes(nil, UnixSpan(0, 60*365*secondsPerDay)) })
	}
	wg.Wait()
	for _, got := range results {
		if !slices.Equal(got, results[0]) {
			t.Error("two goroutines saw different occurrences")
		}
	}
}

func TestRecurrenceErrors(t *testing.T) {
	start := Civil{date.New(2026, 1, 1), 9 * clock.Hour}
	for _, c := range []struct {
		parts RecurrenceParts
		want  string
	}{
		{RecurrenceParts{}, `availability: recurrence: DTSTART: is missing: give the date and the clock of the first occurrence`},
		{RecurrenceParts{Start: Civil{Date: date.New(10000, 1, 1)}}, `availability: recurrence: DTSTART: is outside the years 0001 to 9999`},
		{RecurrenceParts{Start: start, Also: []Civil{{Date: -1}}}, `availability: recurrence: RDATE: is outside the years 0001 to 9999`},
		{RecurrenceParts{Start: start, ExceptDays: []date.Date{-1}}, `availability: recurrence: EXDATE: is outside the years 0001 to 9999`},
		{RecurrenceParts{Start: start, Except: make([]Civil, 10001)}, `availability: too many times in an EXDATE: the limit is 10000`},
		{RecurrenceParts{Start: start, Also: make([]Civil, 10001)}, `availability: too many times in an RDATE: the limit is 10000`},
		{RecurrenceParts{Start: start, ExceptDays: make([]date.Date, 10001)}, `availability: too many days in an EXDATE: the limit is 10000`},
		{RecurrenceParts{Start: start, Rule: strings.Repeat("x", 4097)}, `availability: too many bytes in a recurrence rule: the limit is 4096`},
	} {
		if _, err := NewRecurrence(c.parts); err == nil || err.Error() != c.want {
			t.Errorf("got %v\nwant %s", err, c.want)
		}
	}
	for _, c := range []struct{ rule, part, reason string }{
		{"FREQ=WEKLY", "FREQ", `unknown frequency "WEKLY" (did you mean "WEEKLY"?)`},
		{"FREQ=WEEKLY;BYDAYS=MO", "", `unknown part "BYDAYS" (did you mean "BYDAY"?)`},
		{"BYDAY=MO", "FREQ", `is missing: write one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY, SECONDLY`},
		{"RRULE:FREQ=DAILY", "", `leave out "RRULE:" and write what follows it`},
		{"FREQ=DAILY;", "", `a part is empty: write NAME=VALUE, with a single ; between two of them`},
		{"FREQ=DAILY;COUNT", "COUNT", `has no value: write COUNT=…`},
		{"FREQ=DAILY;COUNT=", "COUNT", `has no value: write COUNT=…`},
		{"FREQ=DAILY;COUNT=0", "COUNT", `"0" is not a number from 1 to 999999999`},
		{"FREQ=DAILY;COUNT=1;COUNT=2", "COUNT", `is there twice: write all of its values as one list`},
		{"FREQ=DAILY;COUNT=1;UNTIL=20260101", "UNTIL", `cannot go with COUNT: keep one of them`},
		{"FREQ=DAILY;INTERVAL=-1", "INTERVAL", `"-1" is not a number from 1 to 999999999`},
		{"FREQ=DAILY;BYHOUR=24", "BYHOUR", `"24" is not a number from 0 to 23`},
		{"FREQ=MONTHLY;BYMONTHDAY=1,-32", "BYMONTHDAY", `"-32" is not a number from 1 to 31, or from -31 to -1`},
		{"FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY", `"0" is not a number from 1 to 31, or from -31 to -1`},
		{"FREQ=MONTHLY;BYDAY=54MO", "BYDAY", `"54MO": the number of a weekday is 1 to 53, or -53 to -1`},
		{"FREQ=MONTHLY;BYDAY=XX", "BYDAY", `"XX" is no weekday: write one of MO, TU, WE, TH, FR, SA, SU, or with a number as 2MO or -1FR`},
		{"FREQ=WEEKLY;BYDAY=2MO", "BYDAY", `numbered days need FREQ=MONTHLY or FREQ=YEARLY: write the weekday alone`},
		{"FREQ=YEARLY;BYWEEKNO=2;BYDAY=2MO", "BYDAY", `numbered days cannot go with BYWEEKNO: write the weekday alone`},
		{"FREQ=MONTHLY;BYWEEKNO=2", "BYWEEKNO", `needs FREQ=YEARLY`},
		{"FREQ=MONTHLY;BYYEARDAY=2", "BYYEARDAY", `cannot go with FREQ=MONTHLY: write FREQ=YEARLY`},
		{"FREQ=WEEKLY;BYMONTHDAY=2", "BYMONTHDAY", `cannot go with FREQ=WEEKLY: write FREQ=DAILY or FREQ=MONTHLY`},
		{"FREQ=DAILY;BYSETPOS=1", "BYSETPOS", `needs another BY part to choose from`},
		{"FREQ=DAILY;WKST=XX", "WKST", `"XX" is no weekday: write one of MO, TU, WE, TH, FR, SA, SU`},
		{"FREQ=YEARLY;BYEASTER=400", "BYEASTER", `is no part of RFC 5545: list the dates as RDATE`},
		{"RSCALE=CHINESE;FREQ=YEARLY", "RSCALE", `other calendars (RFC 7529) are not supported`},
		{"FREQ=YEARLY;SKIP=OMIT", "SKIP", `moved invalid dates (RFC 7529) are not supported`},
		{"FREQ=DAILY;UNTIL=2026-01-01", "UNTIL", `"2026-01-01" is not a time: write 20261224, 20261224T090000 or 20261224T090000Z`},
		{"FREQ=DAILY;UNTIL=20260101T240000", "UNTIL", `"20260101T240000" is not a time: write 20261224, 20261224T090000 or 20261224T090000Z`},
		{"FREQ=DAILY;UNTIL=20260230", "UNTIL", `"2026-02-30" is not a date: February 2026 has the days 01 to 28`},
		{"FREQ=DAILY;UNTIL=20260101T090000Z", "UNTIL", `"20260101T090000Z" is in UTC, and no zone says which civil time that is: give the zone, or leave out the Z`},
		{"FREQ=ſECONDLY", "FREQ", `unknown frequency "ſECONDLY" (did you mean "SECONDLY"?)`},
	} {
		_, err := NewRecurrence(RecurrenceParts{Start: start, Rule: c.rule})
		var e *RecurrenceError
		if !errors.As(err, &e) || e.Text != c.rule || e.Part != c.part || e.Reason != c.reason {
			t.Errorf("%s: got %v\nwant %s: %s", c.rule, err, c.part, c.reason)
		}
	}
	for rule, want := range map[string]string{
		"FREQ=DAILY;COUNT=20001":   "availability: too many occurrences in a COUNT (give the last one as UNTIL instead): the limit is 20000",
		"FREQ=SECONDLY":            "availability: too many occurrences a day in a recurrence rule (a larger INTERVAL has fewer): the limit is 14400",
		"FREQ=SECONDLY;INTERVAL=5": "availability: too many occurrences a day in a recurrence rule (a larger INTERVAL has fewer): the limit is 14400",
	} {
		_, err := NewRecurrence(RecurrenceParts{Start: start, Rule: rule})
		var e *LimitError
		if !errors.As(err, &e) || err.Error() != want {
			t.Errorf("%s: got %v, want %s", rule, err, want)
		}
	}
}

func FuzzRecurrence(f *testing.F) {
	for _, rule := range []string{
		"FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=-1FR,6MO;BYSETPOS=-1", "FREQ=YEARLY;BYWEEKNO=-53;WKST=SU",
		"FREQ=SECONDLY;INTERVAL=4977;BYHOUR=5;COUNT=100", "FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=2;UNTIL=20300101T000000Z", "FREQ=DAILY;INTERVAL=999999999",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "freq=minutely;interval=79",
	} {
		f.Add(rule, int64(1700000000), int64(1710000000), uint32(86400), uint32(8640000))
	}
	f.Fuzz(func(t *testing.T, rule string, start, from int64, b, c uint32) {
		start = min(max(start, calendarStart+1), calendarEnd-1)
		from = min(max(from, calendarStart), calendarEnd)
		r, err := NewRecurrence(RecurrenceParts{Start: civilOf(start), Rule: rule, Zone: new(Zone)})
		if err != nil {
			return
		}
		// A window of at most 50 days, cut in two anywhere.
		end := from + int64(c)%(50*secondsPerDay)
		cut := min(from+int64(b)%(50*secondsPerDay), end)
		whole := r.appendTimes(nil, UnixSpan(from, end))
		parts := r.appendTimes(r.appendTimes(nil, UnixSpan(from, cut)), UnixSpan(cut, end))
		if !slices.Equal(whole, parts) {
			t.Errorf("%q: cut at %s, a window has other occurrences", rule, civilOf(cut))
		}
		if len(whole) > 51*maxOccurrencesPerDay {
			t.Errorf("%q: %d occurrences", rule, len(whole))
		}
		for i, s := range whole {
			if s < from || s >= end || i > 0 && s <= whole[i-1] {
				t.Errorf("%q: %s is out of place", rule, civilOf(s))
			}
		}
	})
}

// The benchmarks take a year of occurrences, mostly, from a rule that starts near or
// far. "prepared" asks a Recurrence again, "new" makes a new one for it. Each is
// compared with rrule-go's own walk from the start.
func BenchmarkRecurrence(b *testing.B) {
	from, to := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, start, rule string
		to                time.Time
	}{
		{"weekly near", "2026-03-02T09:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR", to},
		{"weekly far", "1970-01-05T09:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR", to},
		{"monthly far", "1970-01-05T09:00", "FREQ=MONTHLY;BYDAY=-1FR", to},
		{"minutely far, a day", "2020-01-05T09:00", "FREQ=MINUTELY", from.AddDate(0, 0, 1)},
		{"30 February, a century", "2020-01-05T09:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", from.AddDate(100, 0, 0)},
	} {
		parts := RecurrenceParts{Start: mustCivil(b, c.start), Rule: c.rule}
		w := UnixSpan(from.Unix(), c.to.Unix())
		option, err := rrule.StrToROption(c.rule)
		if err != nil {
			b.Fatal(err)
		}
		option.Dtstart = time.Unix(parts.Start.seconds(), 0).UTC()
		// In the same run, as long as the machine is as busy.
		var walks, nanoseconds int64
		for t := time.Now(); nanoseconds < int64(50*time.Millisecond); nanoseconds = time.Since(t).Nanoseconds() {
			rule, err := rrule.NewRRule(*option)
			if err != nil {
				b.Fatal(err)
			}
			rule.Between(from, c.to, true)
			walks++
		}
		walk := float64(nanoseconds) / float64(walks)
		report := func(b *testing.B) {
			b.ReportMetric(walk*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "x-faster-than-rrule-go")
		}
		b.Run(c.name+"/prepared", func(b *testing.B) {
			r := mustRecur(b, c.start, c.rule)
			var dst []int64
			for b.Loop() {
				dst = r.appendTimes(dst[:0], w)
			}
			report(b)
		})
		b.Run(c.name+"/new", func(b *testing.B) {
			var dst []int64
			for b.Loop() {
				r, err := NewRecurrence(parts)
				if err != nil {
					b.Fatal(err)
				}
				dst = r.appendTimes(dst[:0], w)
			}
			report(b)
		})
	}
}

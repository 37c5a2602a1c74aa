package availability

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
)

// bo returns a file of one person, Bo, with more fields.
func bo(fields string) string {
	return `{"people": [{"name": "Bo", "zone": "UTC", "hours": "24/7", ` + fields + `}]}`
}

func TestReadTeamFields(t *testing.T) {
	day := func(month time.Month, d int) date.Date { return date.New(2026, month, d) }
	for _, c := range []struct {
		fields string
		want   Person
	}{
		{`"stretch": "Mo 18:00-20:00", "focus": "Tu 09:00-10:00"`, Person{Stretch: "Mo 18:00-20:00", Focus: "Tu 09:00-10:00"}},
		{`"stretch": "", "focus": "", "core": ""`, Person{}},
		{`"daily": "6h", "core": "Mo 10:00-12:00"`, Person{Daily: 6 * time.Hour, Core: "Mo 10:00-12:00"}},
		{`"reply": "0s", "daily": "0"`, Person{}},
		{`"holidays": "GB-SCT"`, Person{Holidays: []string{"GB-SCT"}}},
		{`"holidays": ["DE", "2026-05-02 Bridge"], "school": "2026-07-20/2026-08-28"`,
			Person{Holidays: []string{"DE", "2026-05-02 Bridge"}, School: []string{"2026-07-20/2026-08-28"}}},
		{`"leave": [{"label": "Surgery", "days": "2026-12-24 am"}, {"days": "2026-12-28"}, "2026-12-29T13:00/15:30"]`, Person{Leave: []TimeOff{
			{First: day(12, 24), Last: day(12, 24), To: clockOf(noon), Label: "Surgery"},
			{First: day(12, 28), Last: day(12, 28)},
			{First: day(12, 29), Last: day(12, 29), From: clockOf(13 * 3600), To: clockOf(15*3600 + 1800)}}}},
		{`"moves": [{"zone": "Asia/Tokyo", "date": "2026-03-01"}]`, Person{Moves: []Move{{day(3, 1), "Asia/Tokyo"}}}},
		{`"recurring": [{"state": "off hours", "start": "2026-03-02T24:00", "length": "90m", "rule": "FREQ=DAILY",
			"also": ["2026-03-01T09:00:30"], "except": ["2026-04-06", "2026-04-07T00:00"], "label": "On call"}]`,
			Person{Recurring: []Block{{
				State: OffHours, Start: Civil{Date: day(3, 3)}, Length: 90 * time.Minute, Rule: "FREQ=DAILY",
				Also:   []Civil{{day(3, 1), clockOf(9*3600 + 30)}},
				Except: []Civil{{Date: day(4, 7)}}, ExceptDays: []date.Date{day(4, 6)}, Label: "On call"}}}},
		{`"calendars": ["bo.ics", "https://example.org/b?o&c=<1>"]`, Person{Calendars: []string{"bo.ics", "https://example.org/b?o&c=<1>"}}},
		{`"holidays": [], "school": [], "leave": [], "moves": [], "recurring": [], "calendars": []`, Person{}},
	} {
		file := bo(c.fields)
		got, err := ReadTeam(strings.NewReader(file))
		if err != nil {
			t.Errorf("%s: %v", c.fields, err)
			continue
		}
		c.want.Name, c.want.Zone, c.want.Hours = "Bo", "UTC", "24/7"
		if diff := cmp.Diff(Team{[]Person{c.want}}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.fields, diff)
		}
		if err := schemaRefuses([]byte(file)); err != nil {
			t.Errorf("%s: the schema refuses it: %v", c.fields, err)
		}
	}
}

func TestReadTeamFieldMistakes(t *testing.T) {
	for _, c := range []struct{ why, fields, want string }{
		{"hours to stretch", `"stretch": "evenings"`, `stretch: hours "evenings": at character 1: "evenings" is not known here: write weekdays and times, such as Mo-Fr 09:00-17:00`},
		{"focus as a list", `"focus": ["Mo 09:00-10:00"]`, `focus: ["Mo 09:00-10:00"] is not a text: write it in double quotes, such as "Mo-Fr 09:00-17:00"`},
		{"daily as a number", `"daily": 6`, `daily: 6 is not a duration: write it in double quotes, such as "1h30m"`},
		{"daily too long", `"daily": "25h"`, `daily: 25h0m0s is not a day's work: write whole seconds up to 24h, such as 6h`},
		{"core without daily", `"core": "Mo 10:00-12:00"`, `core: core hours are for flexible hours: give the daily amount, such as 6h, as daily`},
		{"core with daily that is wrong", `"core": "Mo 10:00-12:00", "daily": "six"`, `daily: "six" is not a duration: write hours, minutes and seconds, such as "1h30m"`},
		{"core with daily misspelt", `"core": "Mo 10:00-12:00", "dayly": "6h"`, `unknown key "dayly" (did you mean "daily"?)`},

		{"holidays as a number", `"holidays": 7`, `holidays: 7 is neither a text nor a list: write ["2026-05-01", "2026-12-24/2026-12-31"]`},
		{"holidays as null", `"holidays": null`, `holidays: null is neither a text nor a list: write ["2026-05-01", "2026-12-24/2026-12-31"]`},
		{"a region in small letters", `"holidays": "gb-sct"`, `holidays: "gb-sct" is not a region (did you mean "GB-SCT"?)`},
		{"a region with an underscore", `"holidays": "DE_BY"`, `holidays: "DE_BY" is not a region (did you mean "DE-BY"?)`},
		{"a region by its name", `"holidays": ["Bavaria"]`, `holidays: "Bavaria" is neither a region nor a date: write an ISO 3166 code such as "DE-BY", or days such as "2026-05-01"`},
		{"an empty entry", `"holidays": ""`, `holidays: an entry is empty: write a region such as "DE-BY", or a date`},
		{"each holiday that is wrong", `"holidays": [1, "2026-02-30", "DE", ["2026-01-01"], "2026-05-02/2026-05-01"]`, `
			holidays: 1 is not a text: write it in double quotes, such as "2026-05-01"
			holidays: ["2026-01-01"] is not a text: write it in double quotes, such as "2026-05-01"
			holidays: "2026-02-30" is not a date: February 2026 has the days 01 to 28
			holidays: "2026-05-02/2026-05-01" ends before it starts: write the first day, then the last`},
		{"holidays that hours need and are wrong", `"holidays": [1], "stretch": "PH 10:00-12:00"`, `holidays: 1 is not a text: write it in double quotes, such as "2026-05-01"`},
		{"holidays that hours need, misspelt", `"holiday": "DE", "stretch": "PH 10:00-12:00"`, `unknown key "holiday" (did you mean "holidays"?)`},
		{"a region for school", `"school": "DE-BY"`, `school: "DE-BY" is not a day: list the school holidays, such as "2026-07-20/2026-08-28"`},

		{"a label that is no text", `"leave": [{"days": "2026-12-24", "label": 1}]`, `leave: entry 1: label: 1 is not a text: write it in double quotes, such as "Surgery"`},
		{"a label without leave", `"leave": ["2026-12-24", {"label": "Surgery"}]`, `leave: entry 2: days: missing: write it, such as "2026-12-24 am"`},
		{"leave by another name", `"leave": [{"date": "2026-12-24"}]`, `leave: entry 1: unknown key "date" (did you mean "days"?)`},
		{"leave in an object, wrong", `"leave": [{"days": "tomorrow"}, {"days": 1}, {"days": {"days": "2026-12-24"}}]`, `
			leave: entry 1: days: "tomorrow" is not a date: write it as YYYY-MM-DD, such as 2026-12-24
			leave: entry 2: days: 1 is not a leave: write "2026-12-24/2026-12-28"
			leave: entry 3: days: {"days": "2026-12-24"} is not a leave: write "2026-12-24/2026-12-28"`},
		{"a long label", `"leave": [{"days": "2026-12-24", "label": "` + strings.Repeat("ä", 201) + `"}]`, `leave: the label is longer than 200 characters: shorten it`},

		{"moves as an object", `"moves": {"date": "2026-03-01", "zone": "UTC"}`, `moves: {"date": "2026-03-01", "zone": "UTC"} is not a list: write [{"date": "2026-03-01", "zone": "America/New_York"}]`},
		{"a move as a text", `"moves": ["2026-03-01 UTC"]`, `moves: move 1: "2026-03-01 UTC" is not an object: write {"date": "2026-03-01", "zone": "America/New_York"}`},
		{"a move without a zone", `"moves": [{"date": "2026-03-01"}]`, `moves: move 1: zone: missing: write it, such as "America/New_York"`},
		{"a move without anything", `"moves": [{}]`, `
			moves: move 1: date: missing: write it, such as "2026-03-01"
			moves: move 1: zone: missing: write it, such as "America/New_York"`},
		{"every move that is wrong", `"moves": [{"date": "2026-03-01", "zone": "Mars"}, {"date": "March", "zone": "Pluto"}, {"date": 1, "zone": "UTC"}, {"day": "2026-03-09", "zone": 1}]`, `
			moves: move 2: date: "March" is not a date: write it as YYYY-MM-DD, such as 2026-12-24
			moves: move 3: date: 1 is not a date: write it in double quotes, such as "2026-12-24"
			moves: move 4: unknown key "day" (did you mean "date"?)
			moves: move 4: zone: 1 is not a text: write it in double quotes, such as "America/New_York"
			moves: unknown time zone "Mars": write an IANA name such as "Europe/Berlin"
			moves: unknown time zone "Pluto": write an IANA name such as "Europe/Berlin"`},
		{"two moves on a day", `"moves": [{"date": "2026-03-01", "zone": "UTC"}, {"date": "2026-03-01", "zone": "Asia/Tokyo"}]`, `moves: there are two moves on 2026-03-01: keep the one with whose zone the day ends`},

		{"a block as a rule", `"recurring": ["FREQ=DAILY"]`, `recurring: block 1: "FREQ=DAILY" is not an object: write {"state": "busy", "start": "2026-03-02T09:00", "length": "1h"}`},
		{"a block without anything", `"recurring": [{}]`, `
			recurring: block 1: state: missing: write it, such as "busy"
			recurring: block 1: start: missing: write it, such as "2026-03-02T09:00"
			recurring: block 1: length: missing: write it, such as "1h30m"`},
		{"a slip in a key of a block", `"recurring": [{"state": "busy", "start": "2026-03-02T09:00", "length": "1h"}, {"stat": "busy", "start": "2026-03-02T09:00", "length": "1h"}]`,
			`recurring: block 2: unknown key "stat" (did you mean "state"?)`},
		{"iCalendar's names", `"recurring": [{"STATE": "busy", "DTSTART": "2026-03-02T09:00", "DURATION": "1h", "RRULE": "FREQ=DAILY", "EXDATE": [], "RDATE": [], "SUMMARY": "x"}]`, `
			recurring: block 1: unknown key "STATE" (did you mean "state"?)
			recurring: block 1: unknown key "DTSTART" (did you mean "start"?)
			recurring: block 1: unknown key "DURATION" (did you mean "length"?)
			recurring: block 1: unknown key "RRULE" (did you mean "rule"?)
			recurring: block 1: unknown key "EXDATE" (did you mean "except"?)
			recurring: block 1: unknown key "RDATE" (did you mean "also"?)
			recurring: block 1: unknown key "SUMMARY" (did you mean "label"?)`},
		{"a key that is none", `"recurring": [{"state": "busy", "start": "2026-03-02T09:00", "length": "1h", "colour": "red"}]`,
			`recurring: block 1: unknown key "colour": the keys are state, start, length, rule, also, except, label`},
		{"a key of a block twice", `"recurring": [{"state": "busy", "start": "2026-03-02T09:00", "length": "1h", "length": "2h"}]`, `recurring: block 1: the key "length" appears twice: leave one`},
		{"states that are none", `"recurring": [{"state": "bussy", "start": "2026-03-02T09:00", "length": "1h"}, {"state": "asleep", "start": "2026-03-02T09:00", "length": "1h"},
			{"state": "free|focus", "start": "2026-03-02T09:00", "length": "1h"}, {"state": "none", "start": "2026-03-02T09:00", "length": "1h"}, {"state": 4, "start": "2026-03-02T09:00", "length": "1h"}]`, `
			recurring: block 1: state: unknown state "bussy" (did you mean "busy"?)
			recurring: block 2: state: unknown state "asleep": the states are free, focus, busy, stretch, off hours, rest day, holiday, leave
			recurring: block 3: state: "free|focus" is not one state: write one, such as busy
			recurring: block 4: state: "none" is not one state: write one, such as busy
			recurring: block 5: state: 4 is not a state: write it in double quotes, such as "busy"`},
		{"all mistakes of a block, and those of others", `"recurring": [
			{"state": "busy", "start": "2026-03-02", "length": 1, "rule": "FREQ=DAYLY", "also": "x", "except": ["y", 1, "2026-03-02T25:00"], "label": []},
			{"state": "busy", "start": "2026-03-02T09:00", "length": "1h", "rule": "FREQ=FORTNIGHTLY"},
			{"state": "busy", "start": "2026-03-02T09:00", "length": "0s"}]`, `
			recurring: block 1: start: "2026-03-02" is not a date and a clock: write them as 2026-12-24T09:00
			recurring: block 1: length: 1 is not a duration: write it in double quotes, such as "1h30m"
			recurring: block 1: also: "x" is not a list: write ["2026-03-05T09:00"]
			recurring: block 1: except: "y" is not a date: write it as YYYY-MM-DD, such as 2026-12-24
			recurring: block 1: except: 1 is not a date and a clock: write it in double quotes, such as "2026-03-02T09:00"
			recurring: block 1: except: "25:00" is not a clock: it shows 00:00 to 24:00
			recurring: block 1: label: [] is not a text: write it in double quotes, such as "Stand-up"
			recurring: block 1: recurrence "FREQ=DAYLY": FREQ: unknown frequency "DAYLY" (did you mean "DAILY"?)
			recurring: block 2: recurrence "FREQ=FORTNIGHTLY": FREQ: unknown frequency "FORTNIGHTLY"
			recurring: block 3: the length is missing: write how long an occurrence is, such as "1h30m"`},
		{"a block with a wrong zone beside it", `"recurring": [{"state": "busy", "start": "2026-03-02T09:00", "length": "1000h"}], "moves": [{"date": "2026-03-01", "zone": "Mars"}]`, `
			moves: unknown time zone "Mars": write an IANA name such as "Europe/Berlin"
			recurring: block 1: the length 1000h0m0s is over the limit of 31 days: write time off as leave`},

		{"a calendar as a text", `"calendars": "bo.ics"`, `calendars: "bo.ics" is not a list: write ["ada.ics"]`},
		{"a calendar that is none", `"calendars": ["bo.ics", null]`, `calendars: null is not a text: write it in double quotes, such as "ada.ics"`},
		{"a calendar without a name", `"calendars": [""]`, `calendars: a name is empty: write the name of an iCalendar file`},
	} {
		var want []string
		for line := range strings.Lines(strings.TrimSpace(c.want)) {
			want = append(want, `person "Bo": `+strings.TrimSpace(line))
		}
		checkMistakes(t, c.why, bo(c.fields), strings.Join(want, "\n"))
	}
	const ok = `"people": [{"name": "Bo", "zone": "UTC", "hours": "off"}]`
	checkMistakes(t, "a schema that is no text", `{"$schema": {}, `+ok+`}`, `team file: $schema: {} is not a text: write it in double quotes, such as "team.schema.json"`)
	checkMistakes(t, "a schema without its sign", `{"schema": "team.schema.json", `+ok+`}`, `team file: unknown key "schema" (did you mean "$schema"?)`)
	checkMistakes(t, "two schemas", `{"$schema": "a", "$schema": "b", `+ok+`}`, `team file: the key "$schema" appears twice: leave one`)
	if _, err := ReadTeam(strings.NewReader(`{"$schema": "team.schema.json", ` + ok + `}`)); err != nil {
		t.Error(err)
	}
}

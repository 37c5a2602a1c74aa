package availability

import (
	"encoding/json"
	"time"

	"github.com/rickb777/date/v2"
)

// The keys of a team file, in the order in which they are written.

var personObject = &object[Person]{
	example: `{"name": "Ada", …}`,
	whole:   true,
	names:   map[string]string{"tz": "zone", "timezone": "zone", "vacation": "leave", "blocks": "recurring", "ics": "calendars"},
	fields: []field[Person]{
		keep("name", texts(1, maxNameRunes, "Ada"), func(p *Person) *string { return &p.Name }, "Ada",
			"What people call the person. Each one of a team has a name of their own.").must(),
		keep("zone", texts(1, 0, "Europe/Berlin"), func(p *Person) *string { return &p.Zone }, "Europe/Berlin",
			"The IANA name of the person's time zone.").must(),
		keep("hours", hoursTexts(1), func(p *Person) *string { return &p.Hours }, "Mo-Fr 09:00-17:00",
			"The working hours on the person's wall clock, in the notation of OpenStreetMap's opening_hours; \"off\" for none. PH stands for the days of holidays, SH for those of school.").must(),
		keep("stretch", hoursTexts(0), func(p *Person) *string { return &p.Stretch }, "Mo-Fr 17:00-19:00",
			"Hours outside of the working hours in which the person would accept a meeting, at a cost."),
		keep("focus", hoursTexts(0), func(p *Person) *string { return &p.Focus }, "Mo-Fr 09:00-11:00",
			"The parts of the working hours in which the person is not to be interrupted."),
		keep("daily", durations, func(p *Person) *time.Duration { return &p.Daily }, "6h",
			"Makes the hours flexible: a frame within which the person works so much each day.").
			orAssume(func(p *Person, _ int) { p.Daily = 1e9 }),
		keep("core", hoursTexts(0), func(p *Person) *string { return &p.Core }, "Mo-Fr 10:00-12:00",
			"The parts of a flexible frame in which the person is surely at work. Needs daily."),
		keep("holidays", dayLists(jsonObject{{"anyOf", []any{reference("region"), reference("holiday")}}}), func(p *Person) *[]string { return &p.Holidays }, "GB-SCT",
			"The public holidays on which the person does not work: an ISO 3166 region, or days, or a list of both.").
			orAssume(func(p *Person, _ int) { p.Holidays = []string{"2026-01-01"} }),
		keep("school", dayLists(reference("holiday")), func(p *Person) *[]string { return &p.School }, []any{"2026-07-20/2026-08-28 Summer"},
			"The school holidays, which hours that name SH need: days, or a list of them.").
			orAssume(func(p *Person, _ int) { p.School = []string{"2026-01-01"} }),
		keep("leave", listOf(leaves, "entry", MaxLeave, `["2026-12-24/2026-12-28"]`), func(p *Person) *[]TimeOff { return &p.Leave }, []any{"2026-12-24/2026-12-28", "2027-01-07 pm"},
			"Time off on the person's wall clock."),
		keep("moves", listOf(valueOf("move", moveObject), "move", MaxMoves, `[{"date": "2026-03-01", "zone": "America/New_York"}]`), func(p *Person) *[]Move { return &p.Moves },
			[]any{jsonObject{{"date", "2026-03-01"}, {"zone", "America/New_York"}}, jsonObject{{"date", "2026-03-15"}, {"zone", "Europe/Berlin"}}},
			"Changes of zone: trips, there and back, and relocations."),
		keep("recurring", listOf(valueOf("block", blockObject), "block", MaxBlocks, `[{"state": "busy", "start": "2026-03-02T09:00", "length": "1h"}]`), func(p *Person) *[]Block { return &p.Recurring },
			[]any{jsonObject{{"state", "busy"}, {"start", "2026-03-02T09:00"}, {"length", "1h"}, {"rule", "FREQ=WEEKLY;BYDAY=MO"}}},
			"Blocks of time that recur: a rota, standing meetings. Later ones stand above earlier ones."),
		keep("reply", durations, func(p *Person) *time.Duration { return &p.Reply }, "1h30m",
			"The working time that the person needs to answer a message."),
		keep("calendars", listOf(links, "", MaxCalendars, `["ada.ics"]`), func(p *Person) *[]string { return &p.Calendars }, []any{"ada.ics"},
			"The iCalendar files with the person's busy time, for programs that read them."),
	},
}

var moveObject = &object[Move]{
	example: `{"date": "2026-03-01", "zone": "America/New_York"}`,
	names:   map[string]string{"tz": "zone", "timezone": "zone", "day": "date", "from": "date", "to": "zone"},
	fields: []field[Move]{
		keep("date", dates, func(m *Move) *date.Date { return &m.Date }, "2026-03-01",
			"The day of arrival: from the midnight with which it starts there, the clock there counts.").must().
			orAssume(func(m *Move, n int) { m.Date = calendarLast - date.Date(3*n) }), // one for each move
		keep("zone", texts(1, 0, "America/New_York"), func(m *Move) *string { return &m.Zone }, "America/New_York",
			"The IANA name of the zone there.").must(),
	},
}

var blockObject = &object[Block]{
	example: `{"state": "busy", "start": "2026-03-02T09:00", "length": "1h"}`,
	// Those who write RRULEs know the rest of RFC 5545 too.
	names: map[string]string{"dtstart": "start", "duration": "length", "rdate": "also", "exdate": "except", "summary": "label"},
	fields: []field[Block]{
		keep("state", states, func(b *Block) *State { return &b.State }, "busy",
			"The one state that the person is in.").must().
			orAssume(func(b *Block, _ int) { b.State = Busy }),
		keep("start", civils, func(b *Block) *Civil { return &b.Start }, "2026-03-02T09:00",
			"The first occurrence, on the person's wall clock (DTSTART in RFC 5545).").must().
			orAssume(func(b *Block, _ int) { b.Start = Civil{Date: unixEpoch} }),
		keep("length", durations, func(b *Block) *time.Duration { return &b.Length }, "1h30m",
			"How long each occurrence is, on the wall clock.").must().
			orAssume(func(b *Block, _ int) { b.Length = 1e9 }),
		keep("rule", texts(0, 0, "FREQ=WEEKLY;BYDAY=MO"), func(b *Block) *string { return &b.Rule }, "FREQ=WEEKLY;BYDAY=MO",
			"When it recurs, as an RRULE of RFC 5545. Without one there is just the start."),
		keep("also", listOf(civils, "", maxRecurrenceDates, `["2026-03-05T09:00"]`), func(b *Block) *[]Civil { return &b.Also }, []any{"2026-03-05T09:00"},
			"Further occurrences (RDATE)."),
		{key: "except", about: "Occurrences that do not take place (EXDATE), and days on which none starts.",
			example: []any{"2026-04-06T09:00", "2026-12-24"}, read: readExceptions, write: writeExceptions, schema: exceptionLists.schema},
		keep("label", texts(0, maxLabelRunes, "Stand-up"), func(b *Block) *string { return &b.Label }, "Stand-up",
			"What it is. Labels are private."),
	},
}

var leaveObject = &object[TimeOff]{
	example: `{"days": "2026-12-24", "label": "Surgery"}`,
	names:   map[string]string{"summary": "label", "date": "days", "dates": "days"},
	fields: []field[TimeOff]{
		{key: "days", about: "When it is.", example: "2026-12-24 am", required: true, schema: reference("days"),
			read: func(l *TimeOff, value json.RawMessage, at spot) bool {
				read, ok := leaveTexts.read(value, at)
				if ok {
					read.Label = l.Label
					*l = read
				}
				return ok
			},
			write: func(l *TimeOff) any { return l.String() }},
		keep("label", texts(0, maxLabelRunes, "Surgery"), func(l *TimeOff) *string { return &l.Label }, "Surgery",
			"What it is for. Labels are private."),
	},
}

var labelledLeaves = valueOf("leave", leaveObject)

func hoursTexts(least int) kind[string] {
	return texts(least, 0, "Mo-Fr 09:00-17:00")
}

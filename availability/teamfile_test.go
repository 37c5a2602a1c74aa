package availability

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/rickb777/date/v2"
)

func TestReadTeam(t *testing.T) {
	got, err := ReadTeam(strings.NewReader("\ufeff" + `{"people": [
		{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:00", "reply": "1h30m",
		 "leave": ["2026-12-24/2026-12-28", "2027-01-06"]},
		{"hours": "24/7", "zone": "Asia/Tokyo", "name": "山田 太郎"}
	]}` + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := Team{People: []Person{
		{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00", Reply: 90 * time.Minute, Leave: []TimeOff{
			{First: date.New(2026, 12, 24), Last: date.New(2026, 12, 28)}, {First: date.New(2027, 1, 6), Last: date.New(2027, 1, 6)}}},
		{Name: "山田 太郎", Zone: "Asia/Tokyo", Hours: "24/7"},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadTeamMistakes(t *testing.T) {
	// person returns a file of one person, Bo, whose fields are replaced or added to.
	person := func(fields string) string {
		all := map[string]string{"name": `"Bo"`, "zone": `"UTC"`, "hours": `"24/7"`}
		for _, f := range strings.Split(fields, "; ") {
			key, value, _ := strings.Cut(f, ": ")
			if all[key] = value; value == "" {
				delete(all, key)
			}
		}
		var members []string
		for _, key := range append(slices.Clone(personObject.keys()), "tz", "hour") {
			if value, ok := all[key]; ok {
				members = append(members, `"`+key+`": `+value)
			}
		}
		return `{"people": [{` + strings.Join(members, ", ") + `}]}`
	}
	for _, c := range []struct{ why, file, want string }{
		{"an empty file", " \n", `team file: it is empty: write {"people": [{"name": "Ada", …}]}`},
		{"a byte order mark and nothing else", "\ufeff", `team file: it is empty: write {"people": [{"name": "Ada", …}]}`},
		{"not JSON", "people:\n- Bo", `team file: line 1, column 1: not JSON: unexpected "people": write texts and keys in double quotes`},
		{"JSON that ends early", "{\"people\": [\n\n", `team file: line 1, column 13: not JSON: it ends too early: close all quotes and brackets`},
		{"lines at the start count", "\ufeff\r\n\n  [x]\n", `team file: line 3, column 4: not JSON: unexpected "x": write texts and keys in double quotes`},
		{"lines at the start count, where it ends too", "\n\n {\n", `team file: line 3, column 3: not JSON: it ends too early: close all quotes and brackets`},
		{"a space that is none", "\u00a0{}", `team file: line 1, column 1: not JSON: unexpected "\u00a0"`},
		{"a text that ends early", `{"people`, `team file: line 1, column 9: not JSON: it ends too early: close all quotes and brackets`},
		{"a slip in the third line", "{\"people\": [\n  {\"name\": \"Zoë\"}\n  {}\n]}", `team file: line 3, column 3: not JSON: unexpected "{": a comma or a colon is missing before it`},
		{"a column is counted in characters", `{"people": [{"name": "Zoë" "zone": 1}]}`, `team file: line 1, column 28: not JSON: unexpected "\"": a comma or a colon is missing before it`},
		{"a missing colon", `{"people" []}`, `team file: line 1, column 11: not JSON: unexpected "[": a comma or a colon is missing before it`},
		{"a missing value", `{"people": }`, `team file: line 1, column 12: not JSON: unexpected "}": a value is missing before it`},
		{"a comma too many", `{"people": [{"name": "Bo"},]}`, `team file: line 1, column 28: not JSON: unexpected "]": leave out the comma before it`},
		{"two commas", `{"people": [1,,2]}`, `team file: line 1, column 15: not JSON: unexpected ",": leave it out`},
		{"brackets that do not match", `{"people": [{"name": "Bo"]}`, `team file: line 1, column 26: not JSON: unexpected "]": close lists and objects in the order in which they were opened`},
		{"a text without quotes", `{"people": [{"zone": Europe/Berlin}]}`, `team file: line 1, column 22: not JSON: unexpected "Europe": write texts and keys in double quotes`},
		{"a duration without quotes", `{"people": [{"reply": 1h}]}`, `team file: line 1, column 23: not JSON: unexpected "1h": write texts and keys in double quotes`},
		{"single quotes", `{'people': []}`, `team file: line 1, column 2: not JSON: unexpected "'": write straight double quotes, "`},
		{"typographic quotes", `{“people”: []}`, `team file: line 1, column 2: not JSON: unexpected "“": write straight double quotes, "`},
		{"a comment", "{ // the team\n}", `team file: line 1, column 3: not JSON: unexpected "/": JSON has no comments: leave it out`},
		{"a text over two lines", "{\"people\": [{\"name\": \"B\no\"}]}", `team file: line 1, column 24: not JSON: unexpected "\n": a text ends on the line on which it starts: close its quotes`},
		{"a control character", "{\"people\": [{\"name\": \"B\x1bo\"}]}", `team file: line 1, column 24: not JSON: unexpected "\x1b": leave it out`},
		{"a backslash", `{"people": [{"name": "B\o"}]}`, `team file: line 1, column 25: not JSON: unexpected "o": a text has a backslash as \\`},
		{"more after the object", `{"people": []} {}`, `team file: line 1, column 16: not JSON: unexpected "{": the JSON ends before it: leave out the rest`},
		{"an object that is closed twice", `{"people": []}}`, `team file: line 1, column 15: not JSON: unexpected "}": the JSON ends before it: leave out the rest`},
		{"a deep file", `{"people": ` + strings.Repeat("[", 1_000_000), `team file: not JSON for a team: lists and objects are nested too deeply`},
		{"not UTF-8", "{\"people\": [{\"name\": \"Zo\xeb\"}]}", "team file: line 1, column 25: not valid UTF-8: save the file as UTF-8"},
		{"a file in UTF-16", "\xff\xfe{\x00}\x00", "team file: line 1, column 1: not valid UTF-8: save the file as UTF-8"},

		{"a list", `[{"name": "Bo"}]`, `team file: [{"name": "Bo"}] is not an object: write {"people": [{"name": "Ada", …}]}`},
		{"null", `null`, `team file: null is not an object: write {"people": [{"name": "Ada", …}]}`},
		{"no people", `{}`, `team file: it has no key "people": write {"people": [{"name": "Ada", …}]}`},
		{"a slip in people", `{"poeple": []}`, `team file: unknown key "poeple" (did you mean "people"?)`},
		{"another key", `{"team": []}`, `team file: unknown key "team": the keys are people, $schema`},
		{"people twice", `{"people": [{"name": "Bo", "zone": "UTC", "hours": "off"}], "people": []}`, `team file: the key "people" appears twice: leave one`},
		{"people that are none", `{"people": null}`, `team file: people: null is not a list of objects: write [{"name": "Ada", …}]`},
		{"people as an object", `{"people": {"Bo": 1}}`, `team file: people: {"Bo": 1} is not a list of objects: write [{"name": "Ada", …}]`},
		{"an empty list", `{"people": []}`, "team file: it has no people: list at least one"},
		{"a person as a text", `{"people": ["Bo"]}`, `person #1: "Bo" is not an object: write {"name": "Ada", …}`},
		{"a person as null", `{"people": [null]}`, `person #1: null is not an object: write {"name": "Ada", …}`},
		{"a person who is empty", `{"people": [{}]}`, `
			person #1: name: missing: every person needs a name
			person #1: zone: missing time zone: write an IANA name such as "Europe/Berlin"
			person #1: hours: missing: write hours such as "Mo-Fr 09:00-17:00", or "off" for none`},

		{"no name", person("name: "), "person #1: name: missing: every person needs a name"},
		{"an empty name", person(`name: ""`), "person #1: name: missing: every person needs a name"},
		{"a name that is no text", person("name: 7"), `person #1: name: 7 is not a text: write it in double quotes, such as "Ada"`},
		{"a name with a space", person(`name: "Bo "`), `person "Bo ": name: "Bo " starts or ends with a space: leave it out`},
		{"a name with a line break", person(`name: "Zoë\nB"`), `person "Zoë\nB": name: "Zoë\nB" has a control character at character 4: leave it out`},
		{"a name with a line separator", person(`name: "B\u2028o"`), `person "B\u2028o": name: "B\u2028o" has a control character at character 2: leave it out`},
		{"a long name", person(`name: "` + strings.Repeat("ö", 101) + `"`), `person "` + strings.Repeat("ö", 100) + `…": name: longer than 100 characters: shorten it`},
		{"one name twice", `{"people": [{"name": "Bo", "zone": "UTC", "hours": "off"}, {"name": "Al", "zone": "UTC", "hours": "off"}, {"name": "Bo", "zone": "UTC", "hours": "off"}]}`,
			`person "Bo": name: people 1 and 3 have the same name: give each one of their own`},

		{"no zone", person("zone: "), `person "Bo": zone: missing time zone: write an IANA name such as "Europe/Berlin"`},
		{"a zone that is null", person("zone: null"), `person "Bo": zone: null is not a text: write it in double quotes, such as "Europe/Berlin"`},
		{"a zone with parts", person(`zone: {"city":   "Berlin"}`), `person "Bo": zone: {"city": "Berlin"} is not a text: write it in double quotes, such as "Europe/Berlin"`},
		{"an unknown zone", person(`zone: "America/NewYork"`), `person "Bo": zone: unknown time zone "America/NewYork" (did you mean "America/New_York"?)`},
		{"this machine's zone", person(`zone: "Local"`), `person "Bo": zone: time zone "Local" means another zone on every machine: write an IANA name such as "Europe/Berlin"`},
		{"a long zone", person(`zone: "` + strings.Repeat("Z", 3000) + `"`), `person "Bo": zone: unknown time zone "` + strings.Repeat("Z", 100) + `…": write an IANA name such as "Europe/Berlin"`},

		{"no hours", person("hours: "), `person "Bo": hours: missing: write hours such as "Mo-Fr 09:00-17:00", or "off" for none`},
		{"unreadable hours", person(`hours: "9 to 5"`), `person "Bo": hours: hours "9 to 5": at character 1: a time is missing: write hours and minutes, such as 09:00`},
		{"hours as a list", person(`hours: ["Mo-Fr 09:00-17:00"]`), `person "Bo": hours: ["Mo-Fr 09:00-17:00"] is not a text: write it in double quotes, such as "Mo-Fr 09:00-17:00"`},

		{"a reply as a number", person("reply: 60"), `person "Bo": reply: 60 is not a duration: write it in double quotes, such as "1h30m"`},
		{"a reply that is null", person("reply: null"), `person "Bo": reply: null is not a duration: write it in double quotes, such as "1h30m"`},
		{"a reply in words", person(`reply: "soon"`), `person "Bo": reply: "soon" is not a duration: write hours, minutes and seconds, such as "1h30m"`},
		{"a reply without a unit", person(`reply: "90"`), `person "Bo": reply: "90" is not a duration: write hours, minutes and seconds, such as "1h30m"`},
		{"a reply in days", person(`reply: "2d"`), `person "Bo": reply: "2d" is not a duration: write hours, minutes and seconds, such as "1h30m"`},
		{"a negative reply", person(`reply: "-1h"`), `person "Bo": reply: -1h0m0s is negative: write the working time to an answer, such as 1h30m`},

		{"leave as a text", person(`leave: "2026-12-24"`), `person "Bo": leave: "2026-12-24" is not a list: write ["2026-12-24/2026-12-28"]`},
		{"leave that is null", person(`leave: null`), `person "Bo": leave: null is not a list: write ["2026-12-24/2026-12-28"]`},
		{"leave as numbers", person("leave: [20261224]"), `person "Bo": leave: 20261224 is not a leave: write "2026-12-24/2026-12-28"`},
		{"leave with a null", person("leave: [null]"), `person "Bo": leave: null is not a leave: write "2026-12-24/2026-12-28"`},
		{"leave that ends before it starts", person(`leave: ["2026-12-28/2026-12-24"]`), `person "Bo": leave: 2026-12-28/2026-12-24 ends before it starts: write the first day, then the last`},
		{"a day that does not exist", person(`leave: ["2026-02-30"]`), `person "Bo": leave: "2026-02-30" is not a date: February 2026 has the days 01 to 28`},
		{"a date in another order", person(`leave: ["24.12.2026"]`), `person "Bo": leave: "24.12.2026" is not a date: write it as YYYY-MM-DD, such as 2026-12-24`},
		{"three dates", person(`leave: ["2026-01-01/2026-01-02/2026-01-03"]`), `person "Bo": leave: "2026-01-02/2026-01-03" is not a date: write it as YYYY-MM-DD, such as 2026-12-24`},
		{"every leave that is wrong", person(`leave: ["2026-13-01", "2026-12-24", "x/y"]`), `
			person "Bo": leave: "2026-13-01" is not a date: months are 01 to 12
			person "Bo": leave: "x" is not a date: write it as YYYY-MM-DD, such as 2026-12-24`},

		{"a key by another name", person(`tz: "UTC"`), `person "Bo": unknown key "tz" (did you mean "zone"?)`},
		{"a slip in a key, beside the key", person(`hour: "24/7"`), `person "Bo": unknown key "hour" (did you mean "hours"?)`},
		{"a slip in a key, in its place", person(`hours: ; hour: "24/7"`), `person "Bo": unknown key "hour" (did you mean "hours"?)`},
		{"a slip in a key, beside a wrong value", person(`hours: "x"; hour: "24/7"`), `
			person "Bo": unknown key "hour" (did you mean "hours"?)
			person "Bo": hours: hours "x": at character 1: "x" is not known here: write weekdays and times, such as Mo-Fr 09:00-17:00`},
		{"a key in capitals", strings.Replace(person(""), `"zone"`, `"Zone"`, 1), `person "Bo": unknown key "Zone" (did you mean "zone"?)`},
		{"a key twice", strings.Replace(person(""), `"zone": `, `"zone": "Asia/Tokyo", "zone": `, 1), `person "Bo": the key "zone" appears twice: leave one`},
		{"a key three times", strings.Replace(person(""), `"zone": `, `"zone": "Asia/Tokyo", "zone": 1, "zone": `, 1), `person "Bo": the key "zone" appears twice: leave one`},
		{"a line break in everything", `{"a\nb": 1, "people": [{"name": "B\no", "zone": "U\nC", "hours": "M\n", "reply": "\n", "leave": ["\n"], "x\ny": [` + "\n1]}]}", `
			team file: unknown key "a\nb": the keys are people, $schema
			person "B\no": reply: "\n" is not a duration: write hours, minutes and seconds, such as "1h30m"
			person "B\no": leave: "\n" is not a date: write it as YYYY-MM-DD, such as 2026-12-24
			person "B\no": unknown key "x\ny": the keys are name, zone, hours, stretch, focus, daily, core, holidays, school, leave, moves, recurring, reply, calendars
			person "B\no": name: "B\no" has a control character at character 2: leave it out
			person "B\no": zone: unknown time zone "U\nC": write an IANA name such as "Europe/Berlin"
			person "B\no": hours: hours "M\n": at character 1: "M" is not known here: write weekdays and times, such as Mo-Fr 09:00-17:00`},
		{"what a terminal would obey", person("reply: [\"\u009b1m\u202e\"]"), `person "Bo": reply: ["` + "\ufffd1m\ufffd" + `"] is not a duration: write it in double quotes, such as "1h30m"`},

		{"all mistakes at once, person by person", `{"people": [
			{"name": "Bo", "zone": "Mars", "hours": "?", "reply": "soon", "leave": ["?"], "x": 1},
			{"name": "", "zone": 1, "hours": "24/7"},
			7,
			{"name": "Bo", "zone": "Pluto", "hours": []},
			{"name": "#2", "zone": "", "hours": "24/7"}], "note": "x"}`, `
			team file: unknown key "note": the keys are people, $schema
			person "Bo": reply: "soon" is not a duration: write hours, minutes and seconds, such as "1h30m"
			person "Bo": leave: "?" is not a date: write it as YYYY-MM-DD, such as 2026-12-24
			person "Bo": unknown key "x": the keys are name, zone, hours, stretch, focus, daily, core, holidays, school, leave, moves, recurring, reply, calendars
			person "Bo": zone: unknown time zone "Mars": write an IANA name such as "Europe/Berlin"
			person "Bo": hours: hours "?": at character 1: "?" does not belong here: write weekdays and times, such as Mo-Fr 09:00-17:00
			person #2: zone: 1 is not a text: write it in double quotes, such as "Europe/Berlin"
			person #2: name: missing: every person needs a name
			person #3: 7 is not an object: write {"name": "Ada", …}
			person "Bo": hours: [] is not a text: write it in double quotes, such as "Mo-Fr 09:00-17:00"
			person "Bo": name: people 1 and 4 have the same name: give each one of their own
			person "Bo": zone: unknown time zone "Pluto": write an IANA name such as "Europe/Berlin"
			person "#2": zone: missing time zone: write an IANA name such as "Europe/Berlin"`},
	} {
		checkMistakes(t, c.why, c.file, c.want)
	}
}

// checkMistakes reads a file, and compares what is wrong with it, a line each and without the prefix.
// The schema must refuse the file too, where it can know.
func checkMistakes(t *testing.T, why, file, mistakes string) {
	t.Helper()
	team, err := ReadTeam(strings.NewReader(file))
	if err == nil || team.People != nil {
		t.Errorf("%s: read as %+v, %v", why, team, err)
		return
	}
	var want []string
	for line := range strings.Lines(strings.TrimSpace(mistakes)) {
		want = append(want, "availability: "+strings.TrimSpace(line))
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", why, diff)
	}
	structural := regexp.MustCompile(`unknown key|unknown state|is not (a text|a leave|an object|a list)|nor a list|: missing|in double quotes`)
	if json.Valid([]byte(file)) && structural.MatchString(err.Error()) && schemaRefuses([]byte(file)) == nil {
		t.Errorf("%s: the schema accepts %s", why, file)
	}
}

func TestReadTeamErrorsAreTyped(t *testing.T) {
	_, err := ReadTeam(strings.NewReader(`{"people": [
		{"name": "Al", "zone": "UTC", "hours": "off"},
		{"name": "Bo", "zone": "Mars", "hours": "?"}]}`))
	var field *FieldError
	if !errors.As(err, &field) || field.Person != "Bo" || field.Place != 2 || field.Field != "zone" {
		t.Errorf("*FieldError: %+v", field)
	}
	var zone *ZoneError
	if !errors.As(err, &zone) || zone.Name != "Mars" {
		t.Errorf("*ZoneError: %+v", zone)
	}
	var hours *HoursError
	if !errors.As(err, &hours) || hours.Text != "?" {
		t.Errorf("*HoursError: %+v", hours)
	}
}

// endless is a file without an end.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	e.read += len(p)
	return len(p), nil
}

func TestReadTeamHasLimits(t *testing.T) {
	var limit *LimitError
	file := &endless{}
	if _, err := ReadTeam(file); !errors.As(err, &limit) || limit.Limit != MaxTeamBytes {
		t.Errorf("an endless file: %v", err)
	}
	if file.read > MaxTeamBytes+1<<20 {
		t.Errorf("%d bytes read", file.read)
	}
	many := `{"people": [0` + strings.Repeat(",0", MaxTeamPeople) + `]}`
	limit = nil
	if _, err := ReadTeam(strings.NewReader(many)); !errors.As(err, &limit) || limit.Limit != MaxTeamPeople ||
		err.Error() != "availability: too many people in a team file: the limit is 100000" {
		t.Errorf("too many people: %v", err)
	}
	broken := errors.New("the disk is broken")
	if _, err := ReadTeam(iotest.ErrReader(broken)); !errors.Is(err, broken) || err.Error() != "availability: team file: the disk is broken" {
		t.Errorf("a reader that fails: %v", err)
	}
	deep := `{"people": [{"name": ` + strings.Repeat("[", 1_000_000) + strings.Repeat("]", 1_000_000) + `}]}`
	if _, err := ReadTeam(strings.NewReader(deep)); err == nil {
		t.Error("a deep file was read")
	}
}

// However much is wrong with a file, what is said of it has an end.
func TestReadTeamReportsSoManyMistakes(t *testing.T) {
	for _, c := range []struct{ why, before, mistake, after string }{
		{"people", `{"people": [1`, `,1`, `]}`},
		{"keys of the file", `{"0":0`, `,"1":1`, `}`},
		{"keys of a person", `{"people": [{"0":0`, `,"1":1`, `}]}`},
		{"leaves", `{"people": [{"leave": [1`, `,1`, `]}]}`},
		{"holidays", `{"people": [{"holidays": [1`, `,1`, `]}]}`},
		{"keys of a move", `{"people": [{"moves": [{"0":0`, `,"1":1`, `}]}]}`},
		{"blocks", `{"people": [{"recurring": [{}`, `,{"1":1}`, `]}]}`},
		{"exceptions", `{"people": [{"recurring": [{"except": [1`, `,1`, `]}]}]}`},
	} {
		var file strings.Builder
		file.WriteString(c.before)
		for i := range 50_000 {
			file.WriteString(strings.ReplaceAll(c.mistake, `"1"`, `"`+strconv.Itoa(i)+` "`))
		}
		file.WriteString(c.after)
		_, err := ReadTeam(strings.NewReader(file.String()))
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Limit != MaxTeamMistakes {
			t.Errorf("%s: no *LimitError in an error of %d bytes", c.why, len(err.Error()))
			continue
		}
		lines := strings.Split(err.Error(), "\n")
		if last := lines[len(lines)-1]; len(lines) != MaxTeamMistakes+1 || last != "availability: too many mistakes in a team file: the limit is 1000" {
			t.Errorf("%s: %d lines, the last is %q", c.why, len(lines), last)
		}
	}
}

func TestPersonJSON(t *testing.T) {
	for _, c := range []struct {
		p    Person
		want string
	}{
		{Person{}, `{"name":"","zone":"","hours":""}`},
		{Person{Name: `A "quoted" <name>`, Zone: "UTC", Hours: "off"}, `{"name":"A \"quoted\" \u003cname\u003e","zone":"UTC","hours":"off"}`},
		{Person{Name: "Ada", Zone: "UTC", Hours: "24/7", Reply: 90 * time.Minute, Leave: []TimeOff{{First: unixEpoch, Last: unixEpoch + 1}}},
			`{"name":"Ada","zone":"UTC","hours":"24/7","leave":["1970-01-01/1970-01-02"],"reply":"1h30m"}`},
	} {
		text, err := json.Marshal(c.p)
		if err != nil || string(text) != c.want {
			t.Errorf("%+v is written as %s, %v; want %s", c.p, text, err, c.want)
		}
		var back Person
		if err := json.Unmarshal(text, &back); err != nil || !cmp.Equal(back, c.p) {
			t.Errorf("%s is read as %+v, %v", text, back, err)
		}
	}
	before := Person{Name: "Ada"}
	for _, c := range []struct{ text, want string }{
		{`{"name": "Bo", "tz": 1}`, `availability: person "Bo": unknown key "tz" (did you mean "zone"?)`},
		{`{"hours": 8}`, `availability: person: hours: 8 is not a text: write it in double quotes, such as "Mo-Fr 09:00-17:00"`},
		{`null`, `availability: person: null is not an object: write {"name": "Ada", …}`},
		{`[]`, `availability: person: [] is not an object: write {"name": "Ada", …}`},
		{`{"name"`, `availability: person: line 1, column 8: not JSON: it ends too early: close all quotes and brackets`},
		{``, `availability: person: line 1, column 1: not JSON: it ends too early: close all quotes and brackets`},
	} {
		p := before
		if err := p.UnmarshalJSON([]byte(c.text)); err == nil || err.Error() != c.want || !cmp.Equal(p, before) {
			t.Errorf("%s: read as %+v, %v; want %s", c.text, p, err, c.want)
		}
	}
}

// The people of a Team that is part of a larger JSON value are read with the same
// care.
func TestPersonIsReadWithinOtherJSON(t *testing.T) {
	var all struct{ Support Team }
	err := json.Unmarshal([]byte(`{"support": {"people": [{"name": "Al"}, {"name": "Bo", "zone": 1}]}}`), &all)
	if want := `availability: person "Bo": zone: 1 is not a text: write it in double quotes, such as "Europe/Berlin"`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Any text is read, written and read again as the same name.
func TestNamesInAnyScript(t *testing.T) {
	var team Team
	for _, name := range []string{"Zoë Müller", "Łukasz", "Ἑλένη", "Анна Петровна", "שרה כהן", "محمد علي", "می\u200cخواهم", "अनन्या", "ஜானகி",
		"山田 太郎", "김민수", "ოთარ", "Nguyễn Thị Hạnh", "O’Brien-Åkesson", "🌻", "e\u0301", "#1", "null", strings.Repeat("字", 100)} {
		team.People = append(team.People, Person{Name: name, Zone: "UTC", Hours: "off"})
	}
	text, err := json.Marshal(team)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ReadTeam(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(team, again); diff != "" {
		t.Error(diff)
	}
	schedules, err := team.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range schedules {
		if s.Name() != team.People[i].Name {
			t.Errorf("the schedule of %q is called %q", team.People[i].Name, s.Name())
		}
	}
}

// A file as large as may be, made to cost as much as it can, is read or refused soon. The test
// has a tenth of that size.
func TestReadTeamAnswersHostileFiles(t *testing.T) {
	const size = MaxTeamBytes / 10
	many := func(before, each, after string) string {
		var file strings.Builder
		file.WriteString(before)
		for i := 0; file.Len()+len(each)+len(after) < size; i++ {
			if i > 0 {
				file.WriteByte(',')
			}
			file.WriteString(strings.ReplaceAll(each, "#", strconv.Itoa(i)))
		}
		file.WriteString(after)
		return file.String()
	}
	list := func(n int, element string) string { return strings.Repeat(element+",", n-1) + element }
	const person = `"name": "p#", "zone": "UTC", "hours": "24/7"`
	for _, c := range []struct{ why, file, limit string }{
		{"people", many(`{"people": [`, `{`+person+`}`, `]}`), ""},
		{"people with long holidays", many(`{"people": [`, `{`+person+`, "holidays": "0001-01-02/0270-01-01"}`, `]}`), ""},
		{"people with many leaves", many(`{"people": [`, `{`+person+`, "leave": [`+list(9999, `"2026-12-24"`)+`]}`, `]}`), ""},
		{"people with many blocks", many(`{"people": [`, `{`+person+`, "recurring": [`+list(999, `{"state":"busy","start":"2026-12-24T00:00","length":"1h","rule":"FREQ=DAILY"}`)+`]}`, `]}`), ""},
		{"people with costly blocks", many(`{"people": [`, `{`+person+`, "recurring": [`+list(999,
			`{"state":"busy","start":"2026-12-24T00:00","length":"1h","rule":"FREQ=YEARLY;COUNT=20000;BYMONTH=2;BYMONTHDAY=29"}`)+`]}`, `]}`), "COUNT"},
		{"leaves", many(`{"people": [{`+person+`, "leave": [`, `"2026-12-24"`, `]}]}`), "leave: too many entries: the limit is 10000"},
		{"labelled leaves", many(`{"people": [{`+person+`, "leave": [`, `{"days": "2026-12-24"}`, `]}]}`), "leave: too many entries: the limit is 10000"},
		{"moves", many(`{"people": [{`+person+`, "moves": [`, `{"date": "2026-12-24", "zone": "UTC"}`, `]}]}`), "moves: too many entries: the limit is 1000"},
		{"blocks", many(`{"people": [{`+person+`, "recurring": [`, `{"state": "busy", "start": "2026-12-24T00:00", "length": "1h"}`, `]}]}`), "recurring: too many entries: the limit is 1000"},
		{"further occurrences", many(`{"people": [{`+person+`, "recurring": [{"also": [`, `"2026-12-24T00:00"`, `]}]}]}`), "recurring: block 1: also: too many entries: the limit is 10000"},
		{"exceptions", many(`{"people": [{`+person+`, "recurring": [{"except": [`, `"2026-12-24"`, `]}]}]}`), "recurring: block 1: except: too many entries: the limit is 20000"},
		{"holidays", many(`{"people": [{`+person+`, "holidays": [`, `"2026-12-24"`, `]}]}`), "holidays: too many entries: the limit is 10000"},
		{"days of holidays", `{"people": [{` + person + `, "holidays": "0001-01-02/9999-12-31"}]}`, "too many days in a list of holidays: the limit is 100000"},
		{"calendars", many(`{"people": [{`+person+`, "calendars": [`, `"x"`, `]}]}`), "calendars: too many entries: the limit is 1000"},
		{"a key again and again", many(`{"people": [{`, `"name": 1`, `}]}`), `the key "name" appears twice: leave one`},
		{"a long key", `{"people": [{"` + strings.Repeat("k", size) + `": 1}]}`, "unknown key"},
		{"a long text", `{"people": [{"zone": "` + strings.Repeat("k", size) + `"}]}`, "unknown time zone"},
		{"deep lists", many(`{"people": [`, strings.Repeat("[", 9000)+strings.Repeat("]", 9000), `]}`), "is not an object"},
	} {
		_, err := ReadTeam(strings.NewReader(c.file))
		switch {
		case c.limit == "" && err != nil:
			t.Errorf("%s: %.200s", c.why, err)
		case c.limit != "" && (err == nil || !strings.Contains(err.Error(), c.limit)):
			t.Errorf("%s: no %q in %.300v", c.why, c.limit, err)
		case strings.HasPrefix(c.limit, "too many") && strings.Count(err.Error(), "too many") != 1:
			t.Errorf("%s: the limit is told twice: %.300v", c.why, err)
		}
	}
}

// A list is as long as its limit, and no longer.
func TestReadTeamLimitsAreInclusive(t *testing.T) {
	day := func(i int) string { return `"` + (unixEpoch + date.Date(i)).String() }
	for _, c := range []struct {
		field string
		limit int
		each  func(i int) string
	}{
		{"leave", MaxLeave, func(i int) string { return day(i) + `"` }},
		{"holidays", maxHolidayEntries, func(i int) string { return day(i) + `"` }},
		{"moves", MaxMoves, func(i int) string { return `{"date": ` + day(i) + `", "zone": "UTC"}` }},
		{"recurring", MaxBlocks, func(i int) string { return `{"state": "busy", "start": ` + day(i) + `T09:00", "length": "1h"}` }},
		{"calendars", MaxCalendars, func(i int) string { return day(i) + `.ics"` }},
	} {
		var list []string
		for i := range c.limit + 1 {
			list = append(list, c.each(i))
		}
		if _, err := ReadTeam(strings.NewReader(bo(`"` + c.field + `": [` + strings.Join(list[1:], ", ") + `]`))); err != nil {
			t.Errorf("%s: %.300v", c.field, err)
		}
		_, err := ReadTeam(strings.NewReader(bo(`"` + c.field + `": [` + strings.Join(list, ", ") + `]`)))
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Limit != c.limit || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %.300v", c.field, err)
		}
	}
}

func FuzzReadTeam(f *testing.F) {
	if sample, err := os.ReadFile("testdata/team.json"); err == nil {
		f.Add(sample)
	}
	f.Add([]byte(`{"people": [{"name": "B", "zone": "UTC", "hours": "off", "holidays": ["DE", 1], "leave": [{"days": "2026-12-24 am", "label": "x"}, {}],
		"moves": [{"date": "2026-03-01", "zone": "Mars"}, {"day": 1}], "recurring": [{"stat": "busy", "start": "?", "rule": "FREQ=DAYLY", "except": ["2026-01-01", 2]}]}], "$schema": ""}`))
	f.Add([]byte(`{"people": [{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:00", "reply": "1h", "leave": ["2026-12-24/2026-12-28"]}]}`))
	f.Add([]byte(`{"people": [{"name": "Ada"}, {"name": "Ada", "zone": 1, "x": {}}], "y": null}`))
	f.Add([]byte(`{"people": [{"name": "B\u2028o", "zone": "Mars", "hours": "24/7; Mo 9:00", "leave": [0, "2026-02-30"], "nmae": 1}, null]}`))
	f.Add([]byte("{\"people\": [\n"))
	f.Add([]byte("{“people”: [1h,]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		team, err := ReadTeam(bytes.NewReader(data))
		if err != nil {
			for _, line := range strings.Split(err.Error(), "\n") {
				rest, ok := strings.CutPrefix(line, prefix)
				if !ok || strings.TrimSpace(rest) == "" || strings.Contains(rest, prefix) && !bytes.Contains(data, []byte(prefix)) {
					t.Errorf("%q: a mistake that is not one line with one prefix: %q", data, err)
				}
				for _, r := range line {
					if unicode.IsControl(r) {
						t.Errorf("%q: a control character in %q", data, line)
					}
				}
			}
			return
		}
		if _, err := team.CompileWith(Sources{Region: regionByShape}); err != nil {
			t.Errorf("%q was read and does not compile: %v", data, err)
		}
		if err := schemaRefuses(data); err != nil {
			t.Errorf("%q was read and the schema refuses it: %v", data, err)
		}
		if diff := cmp.Diff(team, normal(team)); diff != "" {
			t.Errorf("%q is not read in normal form (-read +normal):\n%s", data, diff)
		}
		checkRoundTrip(t, team)
	})
}

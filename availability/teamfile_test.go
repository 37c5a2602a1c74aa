package availability

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

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
		{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00", Reply: 90 * time.Minute, Leave: []Leave{
			{date.New(2026, 12, 24), date.New(2026, 12, 28)}, {date.New(2027, 1, 6), date.New(2027, 1, 6)}}},
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
		for _, key := range append(personKeys(), "tz", "hour") {
			if value, ok := all[key]; ok {
				members = append(members, `"`+key+`": `+value)
			}
		}
		return `{"people": [{` + strings.Join(members, ", ") + `}]}`
	}
	for _, c := range []struct{ why, file, want string }{
		{"an empty file", " \n", `team file: it is empty: write {"people": [{"name": "Ada", …}]}`},
		{"not JSON", "people:\n- Bo", "team file: line 1, column 1: not JSON: invalid character 'p' looking for beginning of value"},
		{"JSON that ends early", `{"people": [`, "team file: line 1, column 12: not JSON: unexpected end of JSON input"},
		{"a slip in the third line", "{\"people\": [\n  {\"name\": \"Zoë\"}\n  {}\n]}", "team file: line 3, column 3: not JSON: invalid character '{' after array element"},
		{"more after the object", `{"people": []} {}`, "team file: line 1, column 16: not JSON: invalid character '{' after top-level value"},
		{"not UTF-8", "{\"people\": [{\"name\": \"Zo\xeb\"}]}", "team file: line 1, column 25: not valid UTF-8: save the file as UTF-8"},
		{"a list", `[{"name": "Bo"}]`, "the team file: want an object with the keys people"},
		{"null", `null`, "the team file: want an object with the keys people"},
		{"no people", `{}`, `the team file has no key "people": write {"people": [{"name": "Ada", …}]}`},
		{"a slip in people", `{"poeple": []}`, `unknown key "poeple" (did you mean "people"?)`},
		{"people twice", `{"people": [], "people": []}`, `the key "people" appears twice: leave one`},
		{"people that are none", `{"people": null}`, `people: want a list of objects, such as [{"name": "Ada", …}]`},
		{"people as an object", `{"people": {"Bo": 1}}`, `people: want a list of objects, such as [{"name": "Ada", …}]`},
		{"an empty list", `{"people": []}`, "the team file has no people: list at least one"},
		{"a person as a text", `{"people": ["Bo"]}`, `person #1: want an object with the keys name, zone, hours, reply, leave`},
		{"a person as null", `{"people": [null]}`, `person #1: want an object with the keys name, zone, hours, reply, leave`},

		{"no name", person("name: "), "person #1: name: missing: every person needs a name"},
		{"an empty name", person(`name: ""`), "person #1: name: missing: every person needs a name"},
		{"a name that is no text", person("name: 7"), "person #1: name: 7 is not a text: write it in double quotes"},
		{"a name with a space", person(`name: "Bo "`), `person "Bo ": name: "Bo " starts or ends with a space: leave it out`},
		{"a name with a line break", person(`name: "B\no"`), `person "B\no": name: "B\no" has a control character at byte 1: leave it out`},
		{"a name with a line separator", person(`name: "B\u2028o"`), `person "B\u2028o": name: "B\u2028o" has a control character at byte 1: leave it out`},
		{"a long name", person(`name: "` + strings.Repeat("ö", 101) + `"`), `person "` + strings.Repeat("ö", 101) + `": name: longer than 100 characters: shorten it`},
		{"one name twice", `{"people": [{"name": "Bo", "zone": "UTC", "hours": "off"}, {"name": "Al", "zone": "UTC", "hours": "off"}, {"name": "Bo", "zone": "UTC", "hours": "off"}]}`,
			`person "Bo": name: people 1 and 3 have the same name: give each one of their own`},

		{"no zone", person("zone: "), `person "Bo": zone: missing time zone: write an IANA name such as "Europe/Berlin"`},
		{"a zone that is null", person("zone: null"), `person "Bo": zone: null is not a text: write it in double quotes`},
		{"an unknown zone", person(`zone: "America/NewYork"`), `person "Bo": zone: unknown time zone "America/NewYork" (did you mean "America/New_York"?)`},
		{"this machine's zone", person(`zone: "Local"`), `person "Bo": zone: time zone "Local" means another zone on every machine: write an IANA name such as "Europe/Berlin"`},

		{"no hours", person("hours: "), `person "Bo": hours: hours "": at character 1: nothing is written: write hours such as "Mo-Fr 09:00-17:00", or "off" for none`},
		{"unreadable hours", person(`hours: "9 to 5"`), `person "Bo": hours: hours "9 to 5": at character 1: a time is missing: write hours and minutes, such as 09:00`},
		{"hours as a list", person(`hours: ["Mo-Fr 09:00-17:00"]`), `person "Bo": hours: ["Mo-Fr 09:00-17:00"] is not a text: write it in double quotes`},

		{"a reply as a number", person("reply: 60"), `person "Bo": reply: 60 is not a duration: write it in double quotes, such as "1h30m"`},
		{"a reply in words", person(`reply: "soon"`), `person "Bo": reply: "soon" is not a duration: write hours, minutes and seconds, such as "1h30m"`},
		{"a negative reply", person(`reply: "-1h"`), `person "Bo": reply: -1h0m0s is negative: write the working time to an answer, such as 1h30m`},

		{"leave as a text", person(`leave: "2026-12-24"`), `person "Bo": leave: "2026-12-24" is not a list: write ["2026-12-24/2026-12-28"]`},
		{"leave as numbers", person("leave: [20261224]"), `person "Bo": leave: 20261224 is not a leave: write "2026-12-24/2026-12-28"`},
		{"leave that ends before it starts", person(`leave: ["2026-12-28/2026-12-24"]`), `person "Bo": leave: 2026-12-28/2026-12-24 ends before it starts: write the first day, then the last`},
		{"a day that does not exist", person(`leave: ["2026-02-30"]`), `person "Bo": leave: "2026-02-30" is not a date: February 2026 has the days 01 to 28`},
		{"a date in another order", person(`leave: ["24.12.2026"]`), `person "Bo": leave: "24.12.2026" is not a date: write it as YYYY-MM-DD, such as 2026-12-24`},
		{"every leave that is wrong", person(`leave: ["2026-13-01", "2026-12-24", "x/y"]`),
			"person \"Bo\": leave: \"2026-13-01\" is not a date: months are 01 to 12\n" +
				`person "Bo": leave: "x" is not a date: write it as YYYY-MM-DD, such as 2026-12-24`},

		{"an unknown key", person(`tz: "UTC"`), `person "Bo": unknown key "tz": the keys are name, zone, hours, reply, leave`},
		{"a slip in a key", person(`hour: "24/7"`), `person "Bo": unknown key "hour" (did you mean "hours"?)`},
		{"a key in capitals", strings.Replace(person(""), `"zone"`, `"Zone"`, 1),
			"person \"Bo\": unknown key \"Zone\" (did you mean \"zone\"?)\n" +
				`person "Bo": zone: missing time zone: write an IANA name such as "Europe/Berlin"`},
		{"a key twice", strings.Replace(person(""), `"zone": `, `"zone": "Asia/Tokyo", "zone": `, 1), `person "Bo": the key "zone" appears twice: leave one`},

		{"all mistakes at once", `{"people": [
			{"name": "Bo", "zone": "Mars", "hours": "?", "reply": "soon", "leave": ["?"], "x": 1},
			{"name": "", "zone": 1, "hours": "24/7"},
			{"name": "Bo", "zone": "UTC", "hours": "off"}]}`, `
			person "Bo": reply: "soon" is not a duration: write hours, minutes and seconds, such as "1h30m"
			person "Bo": leave: "?" is not a date: write it as YYYY-MM-DD, such as 2026-12-24
			person "Bo": unknown key "x": the keys are name, zone, hours, reply, leave
			person #2: zone: 1 is not a text: write it in double quotes
			person "Bo": zone: unknown time zone "Mars": write an IANA name such as "Europe/Berlin"
			person "Bo": hours: hours "?": at character 1: "?" does not belong here: write weekdays and times, such as Mo-Fr 09:00-17:00
			person #2: name: missing: every person needs a name
			person "Bo": name: people 1 and 3 have the same name: give each one of their own`},
	} {
		team, err := ReadTeam(strings.NewReader(c.file))
		if err == nil || team.People != nil {
			t.Errorf("%s: read as %+v, %v", c.why, team, err)
			continue
		}
		var want []string
		for line := range strings.Lines(strings.TrimSpace(c.want)) {
			want = append(want, "availability: "+strings.TrimSpace(line))
		}
		if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.why, diff)
		}
	}
}

func TestReadTeamErrorsAreTyped(t *testing.T) {
	_, err := ReadTeam(strings.NewReader(`{"people": [{"name": "Bo", "zone": "Mars", "hours": "?"}]}`))
	var field *FieldError
	if !errors.As(err, &field) || field.Person != "Bo" || field.Field != "zone" {
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
		err.Error() != "availability: too many people in a team file: at most 100000 are accepted" {
		t.Errorf("too many people: %v", err)
	}
	broken := errors.New("the disk is broken")
	if _, err := ReadTeam(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("a reader that fails: %v", err)
	}
	deep := `{"people": [{"name": ` + strings.Repeat("[", 1_000_000) + strings.Repeat("]", 1_000_000) + `}]}`
	if _, err := ReadTeam(strings.NewReader(deep)); err == nil {
		t.Error("a deep file was read")
	}
}

func TestPersonJSON(t *testing.T) {
	for _, c := range []struct {
		p    Person
		want string
	}{
		{Person{}, `{"name":"","zone":"","hours":""}`},
		{Person{Name: `A "quoted" <name>`, Zone: "UTC", Hours: "off"}, `{"name":"A \"quoted\" \u003cname\u003e","zone":"UTC","hours":"off"}`},
		{Person{Name: "Ada", Zone: "UTC", Hours: "24/7", Reply: 90 * time.Minute, Leave: []Leave{{First: unixEpoch, Last: unixEpoch + 1}}},
			`{"name":"Ada","zone":"UTC","hours":"24/7","reply":"1h30m0s","leave":["1970-01-01/1970-01-02"]}`},
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
	p := before
	if err := json.Unmarshal([]byte(`{"name": "Bo", "tz": 1}`), &p); err == nil || !cmp.Equal(p, before) {
		t.Errorf("after a mistake: %+v, %v", p, err)
	}
}

func FuzzReadTeam(f *testing.F) {
	f.Add([]byte(`{"people": [{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:00", "reply": "1h", "leave": ["2026-12-24/2026-12-28"]}]}`))
	f.Add([]byte(`{"people": [{"name": "Ada"}, {"name": "Ada", "zone": 1, "x": {}}], "y": null}`))
	f.Add([]byte("{\"people\": [\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		team, err := ReadTeam(bytes.NewReader(data))
		if err != nil {
			for line := range strings.Lines(err.Error()) {
				if !strings.HasPrefix(line, prefix) || strings.Count(line, prefix) != 1 && !bytes.Contains(data, []byte(prefix)) {
					t.Errorf("%q: a mistake in more than one line: %q", data, err)
				}
			}
			return
		}
		if _, err := team.Compile(); err != nil {
			t.Errorf("%q was read and does not compile: %v", data, err)
		}
		text, err := json.Marshal(team)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadTeam(bytes.NewReader(text))
		if err != nil || !cmp.Equal(again, team) {
			t.Errorf("%q is written as %s and read as %+v, %v", data, text, again, err)
		}
	})
}

var _ io.Reader = (*endless)(nil)

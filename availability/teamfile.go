package availability

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
)

// The limits of [ReadTeam]. A larger file is refused with a [*LimitError]. Of a
// file with more mistakes the first ones are reported, and a *LimitError says
// that there are more.
const (
	MaxTeamBytes    = 16 << 20
	MaxTeamPeople   = 100_000
	MaxTeamMistakes = 1000
	MaxTeamCounts   = 5000 // rules with a COUNT, or of less than a day, which have to be counted out once
)

// ReadTeam reads a team file: a JSON object whose key people is a list of objects, one a
// person, with the keys of [Person]. Only name, zone and hours are required.
//
//	name       what people call the person: "Ada"
//	zone       the IANA name of their time zone: "Europe/Berlin"
//	hours      the working hours, as ParseHours reads them: "Mo-Fr 09:00-17:00", "off"
//	stretch    hours in which they would accept a meeting, at a cost
//	focus      parts of the hours in which they are not to be interrupted
//	daily      the work of a day, which makes the hours flexible: "6h"
//	core       the parts of flexible hours that are fixed
//	holidays   a region or a day, or a list: "GB-SCT", ["DE-BY", "2026-12-24/2026-12-31 Closed"]
//	school     school holidays, a day or a list: ["2026-07-20/2026-08-28"]
//	leave      a list of what ParseTimeOff reads: ["2026-12-24/2026-12-28", "2027-01-07 pm"],
//	           or of objects: {"days": "2027-02-01 am", "label": "Surgery"}
//	moves      changes of zone: [{"date": "2026-03-01", "zone": "America/New_York"}]
//	recurring  blocks of time that recur, a list of objects with the keys
//	    state    "free", "focus", "busy", "stretch", "off hours", "rest day", "holiday" or "leave"
//	    start    the first occurrence: "2026-03-02T09:00"
//	    length   of each: "1h30m"
//	    rule     an RRULE: "FREQ=WEEKLY;BYDAY=MO"
//	    also     further occurrences: ["2026-03-05T09:00"]
//	    except   those that do not take place, and days without any: ["2026-04-06T09:00", "2026-12-24"]
//	    label    what it is
//	reply      the working time to an answer: "1h30m"
//	calendars  iCalendar files with busy time: ["ada.ics"]
//
// In a block, state, start and length are required. Labels are private. The file itself may
// also have the key $schema, by which editors find the schema that [TeamSchema] returns;
// it is not kept. A file with all of that:
//
//	{
//	  "$schema": "team.schema.json",
//	  "people": [
//	    {"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:00"},
//	    {
//	      "name": "Bo",
//	      "zone": "Europe/London",
//	      "hours": "Mo-Th 08:30-18:00; SH Mo-Th 08:30-14:00; PH off",
//	      "stretch": "Mo-Th 18:00-20:00",
//	      "focus": "Mo,We 08:30-11:00",
//	      "holidays": ["GB-SCT", "2026-12-24/2026-12-31 Closed"],
//	      "school": "2026-07-01/2026-08-14 Summer",
//	      "leave": ["2026-10-12/2026-10-16", "2026-11-02 am", {"days": "2026-11-20T13:00/15:30", "label": "Dentist"}],
//	      "moves": [
//	        {"date": "2026-03-01", "zone": "America/New_York"},
//	        {"date": "2026-03-15", "zone": "Europe/London"}
//	      ],
//	      "recurring": [
//	        {"state": "busy", "start": "2026-01-05T09:30", "length": "30m", "rule": "FREQ=WEEKLY;BYDAY=MO",
//	         "also": ["2026-01-08T09:30"], "except": ["2026-04-06T09:30", "2026-05-25"], "label": "Stand-up"},
//	        {"state": "rest day", "start": "2026-01-08T00:00", "length": "24h", "rule": "FREQ=WEEKLY;INTERVAL=2"}
//	      ],
//	      "reply": "1h30m",
//	      "calendars": ["bo.ics"]
//	    },
//	    {"name": "Cleo", "zone": "Asia/Tokyo", "hours": "Mo-Fr 07:00-20:00", "daily": "6h", "core": "Mo-Fr 10:00-12:00"}
//	  ]
//	}
//
// It checks what Compile checks, but for the regions of holidays, of which it only sees
// whether they can be some: a team that it returns compiles, once its regions are known.
// All mistakes are reported at once, person by person, as an error that joins a
// [*FieldError] for each; text that is not JSON is reported with its line and column.
// Unknown and repeated keys are mistakes, in the objects within a person too: nothing in
// the file is ignored. Lists that are empty are read as nil.
//
// What is too large is refused with a [*LimitError]: files by [MaxTeamBytes], [MaxTeamCounts] and
// [MaxTeamPeople], people by [MaxLeave] and the limits beside it. [WriteTeam] writes the
// file.
func ReadTeam(r io.Reader) (Team, error) { return ReadTeamWith(r, Sources{Region: regionByShape}) }

// ReadTeamWith is ReadTeam with the caller's own zones, or holidays. It checks what
// CompileWith checks with the same Sources, regions among it.
func ReadTeamWith(r io.Reader, src Sources) (Team, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxTeamBytes+1))
	if err != nil {
		return Team{}, teamFileError(err)
	}
	if len(data) > MaxTeamBytes {
		return Team{}, &LimitError{What: "bytes in a team file", Limit: MaxTeamBytes}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return Team{}, teamFileError(errors.New("it is empty: write " + teamExample))
	}
	if err := checkJSON(data); err != nil {
		return Team{}, teamFileError(err)
	}
	data = bytes.TrimSpace(data)
	if !isObject(data) {
		return Team{}, teamFileError(fmt.Errorf("%s is not an object: write "+teamExample, shorten(data)))
	}

	people, mistakes := readTeamKeys(data)
	var team Team
	switch {
	case people == nil:
		if len(mistakes) == 0 {
			mistakes = append(mistakes, teamFileError(errors.New(`it has no key "people": write `+teamExample)))
		}
	case !isList(people):
		mistakes = append(mistakes, teamFileError(fmt.Errorf(
			`people: %s is not a list of objects: write [{"name": "Ada", …}]`, shorten(people))))
	default:
		var limit error
		if team, mistakes, limit = readPeople(people, src, mistakes); limit != nil {
			return Team{}, limit
		}
		if len(team.People) == 0 {
			mistakes = append(mistakes, teamFileError(errNobody))
		}
	}
	if len(mistakes) > MaxTeamMistakes {
		mistakes = append(mistakes[:MaxTeamMistakes], &LimitError{What: "mistakes in a team file", Limit: MaxTeamMistakes})
	}
	if len(mistakes) > 0 {
		return Team{}, errors.Join(mistakes...)
	}
	return team, nil
}

const teamExample = `{"people": [{"name": "Ada", …}]}`

var errNobody = errors.New("it has no people: list at least one")

func teamFileError(err error) error { return fmt.Errorf(prefix+"team file: %w", err) }

var errCounts = &LimitError{What: "recurring rules in a team file that have a COUNT, or are HOURLY, MINUTELY or SECONDLY", Limit: MaxTeamCounts}

var isCounted = regexp.MustCompile(`(?i)COUNT|HOURLY|MINUTELY|SECONDLY`).MatchString

// counts returns how many rules of p have to be counted out.
func (p Person) counts() (n int) {
	for _, b := range p.Recurring {
		if isCounted(b.Rule) {
			n++
		}
	}
	return n
}

// schemaKey is where editors look for the schema of a file.
const schemaKey = "$schema"

// teamKeys are the keys of a team file, people first.
var teamKeys = []string{"people", schemaKey}

// readTeamKeys returns the value of the key people, or nil.
func readTeamKeys(file json.RawMessage) (people json.RawMessage, mistakes []error) {
	keys := newKeyCheck(teamKeys, nil)
	for key, value := range members(file) {
		use, err := keys.use(key)
		switch {
		case err != nil:
		case use && key == schemaKey:
			if _, err = readString(value, "team.schema.json"); err != nil {
				err = fmt.Errorf("%s: %w", key, err)
			}
		case use:
			people = value
		}
		if err != nil {
			mistakes = append(mistakes, teamFileError(err))
		}
		if len(mistakes) > MaxTeamMistakes {
			break
		}
	}
	return people, mistakes
}

// readPeople reads a list of people and appends what is wrong with them. Too many
// people are an error of their own.
func readPeople(list json.RawMessage, src Sources, mistakes []error) (Team, []error, error) {
	var team Team
	first := make(map[string]int)
	place, counts := 0, 0
	for value := range elements(list) {
		if place++; place > MaxTeamPeople {
			return Team{}, nil, &LimitError{What: "people in a team file", Limit: MaxTeamPeople}
		}
		if len(mistakes) > MaxTeamMistakes {
			continue // only the people still count
		}
		var p Person
		wrong, unread := p.unmarshal(value)
		for _, m := range wrong {
			m.Place = place
			mistakes = append(mistakes, m)
		}
		if counts += p.counts(); counts > MaxTeamCounts {
			return Team{}, nil, errCounts
		}
		// What could be read is checked too, so that one look at the file mends
		// it all. A field that could not be read is empty now; to complain of
		// that as well would mislead.
		_, wrong = p.compile(src, place, first)
		for _, m := range wrong {
			if !slices.Contains(unread, m.Field) {
				mistakes = append(mistakes, m)
			}
		}
		team.People = append(team.People, p)
	}
	return team, mistakes, nil
}

// unmarshal reads p from a JSON value. It returns what is wrong, and the fields
// that are not known for that reason.
func (p *Person) unmarshal(value json.RawMessage) (mistakes []*FieldError, unread []string) {
	unread = personObject.read(p, value, spot{found: &mistakes})
	for _, m := range mistakes {
		m.Person = p.Name
	}
	return mistakes, unread
}

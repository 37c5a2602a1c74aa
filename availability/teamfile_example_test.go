package availability_test

import (
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/rickb777/date/v2"

	"github.com/noonmark/noonmark/availability"
)

func ExampleWriteTeam() {
	team := availability.Team{People: []availability.Person{
		{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:30", Reply: time.Hour},
		{
			Name: "Bo", Zone: "America/New_York", Hours: "Mo-Th 08:00-18:00",
			Leave: []availability.TimeOff{{First: date.New(2026, 12, 24), Last: date.New(2026, 12, 28)}},
			Moves: []availability.Move{{Date: date.New(2026, 3, 1), Zone: "Asia/Tokyo"}},
		},
	}}
	if err := availability.WriteTeam(os.Stdout, team); err != nil {
		log.Fatal(err)
	}
	// Output:
	// {"people": [
	//   {"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:30", "reply": "1h"},
	//   {
	//     "name": "Bo",
	//     "zone": "America/New_York",
	//     "hours": "Mo-Th 08:00-18:00",
	//     "leave": ["2026-12-24/2026-12-28"],
	//     "moves": [{"date": "2026-03-01", "zone": "Asia/Tokyo"}]
	//   }
	// ]}
}

// With a source of holidays, regions are checked as the file is read. Package
// availability/holidays has one for the regions of ISO 3166; this one is a company's own.
func ExampleReadTeamWith() {
	src := availability.Sources{Region: func(code string) (availability.Holidays, error) {
		if code == "Noonmark Ltd" {
			return availability.HolidaysOn(availability.NamedDay{Date: date.New(2026, 6, 19), Name: "Founders' day"}), nil
		}
		return availability.Holidays{}, fmt.Errorf("%q is not one of our sites", code)
	}}
	_, err := availability.ReadTeamWith(strings.NewReader(`{"people": [
		{"name": "Ada", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:30", "holidays": "Noonmark Ltd"},
		{"name": "Bo", "zone": "Europe/Berlin", "hours": "Mo-Fr 09:00-17:30", "holidays": "DE-BY"}
	]}`), src)
	fmt.Println(err)
	// Output: availability: person "Bo": holidays: "DE-BY" is not one of our sites
}

// A zone that the tz database does not have can be written if the sources know it.
func ExampleWriteTeamWith() {
	src := availability.Sources{Zone: func(name string) (*availability.Zone, error) {
		return availability.NewZone(name, time.FixedZone("ship", -5*3600-1800)), nil
	}}
	team := availability.Team{People: []availability.Person{{Name: "Cleo", Zone: "Ship/Bounty", Hours: "08:00-20:00"}}}
	if err := availability.WriteTeamWith(os.Stdout, team, src); err != nil {
		log.Fatal(err)
	}
	fmt.Println(availability.WriteTeam(os.Stdout, team))
	// Output:
	// {"people": [
	//   {"name": "Cleo", "zone": "Ship/Bounty", "hours": "08:00-20:00"}
	// ]}
	// availability: person "Cleo": zone: unknown time zone "Ship/Bounty": write an IANA name such as "Europe/Berlin"
}

// A program writes the schema to a file beside the team file, which names it as its
// $schema.
func ExampleTeamSchema() {
	schema := string(availability.TeamSchema())
	fmt.Println(strings.Join(strings.Split(schema, "\n")[:9], "\n"))
	// Output:
	// {
	//   "$schema": "https://json-schema.org/draft/2020-12/schema",
	//   "title": "Team file",
	//   "description": "The people of a team and their time, for github.com/noonmark/noonmark.",
	//   "type": "object",
	//   "required": ["people"],
	//   "additionalProperties": false,
	//   "properties": {
	//     "people": {
}

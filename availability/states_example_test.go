package availability_test

import (
	"fmt"
	"log"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/rickb777/date/v2"
	"github.com/rickb777/date/v2/clock"
)

func compiled(p availability.Person) *availability.Schedule {
	s, err := p.Compile()
	if err != nil {
		log.Fatal(err)
	}
	return s
}

func ExampleSchedule_Timeline() {
	ada := compiled(availability.Person{
		Name: "Ada", Zone: "UTC", Hours: "Mo-Fr 09:00-17:00",
		Focus:   "Mo-Fr 09:00-11:00",
		Stretch: "Mo-Fr 17:00-19:00",
	})
	monday := availability.Between(utc(time.March, 2, 0, 0), utc(time.March, 3, 0, 0))
	for span, state := range ada.Timeline(monday) {
		fmt.Println(span.Start().Format("15:04"), state)
	}
	fmt.Println("working:", ada.When(monday, availability.Working).Duration())
	fmt.Println("for a meeting at need:", ada.When(monday, availability.Free|availability.Stretch).Duration())
	// Output:
	// 00:00 off hours
	// 09:00 focus
	// 11:00 free
	// 17:00 stretch
	// 19:00 off hours
	// working: 8h0m0s
	// for a meeting at need: 8h0m0s
}

func ExampleSchedule_NextChange() {
	ada := compiled(availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00"})
	friday := utc(time.March, 6, 12, 0)
	fmt.Println(ada.StateAt(friday))
	for range 3 {
		at, state, _ := ada.NextChange(friday)
		fmt.Println(at.Format("Mon 15:04"), state)
		friday = at
	}
	// Output:
	// free
	// Fri 16:00 off hours
	// Fri 23:00 rest day
	// Sun 23:00 off hours
}

func ExampleSchedule_With() {
	ada := compiled(availability.Person{Name: "Ada", Zone: "UTC", Hours: "Mo-Fr 09:00-17:00"})
	meeting := availability.Between(utc(time.March, 2, 10, 0), utc(time.March, 2, 11, 30))
	busy := ada.With(availability.NewSet(meeting))
	monday := availability.Between(utc(time.March, 2, 0, 0), utc(time.March, 3, 0, 0))
	fmt.Println(busy.In(monday))
	// Output:
	// 2026-03-02T09:00:00Z/2026-03-02T10:00:00Z
	// 2026-03-02T11:30:00Z/2026-03-02T17:00:00Z
}

// A clock that runs in working time and stops while the customer is asked.
func ExampleStopwatch() {
	ada := compiled(availability.Person{Name: "Ada", Zone: "UTC", Hours: "Mo-Fr 09:00-17:00"})
	asked := availability.Between(utc(time.March, 2, 14, 0), utc(time.March, 4, 11, 0))
	sla := ada.Stopwatch(availability.Working, availability.NewSet(asked))

	opened := utc(time.March, 2, 13, 0)
	due, _ := sla.Add(opened, 4*time.Hour)
	fmt.Println("due", due.Format("Mon 15:04"))
	latest, _ := sla.Add(due, -4*time.Hour)
	fmt.Println("if started by", latest.Format("Mon 15:04"))
	fmt.Println("used by Wednesday noon:", sla.Between(opened, utc(time.March, 4, 12, 0)))
	// Output:
	// due Wed 14:00
	// if started by Mon 13:00
	// used by Wednesday noon: 2h0m0s
}

func ExampleMove() {
	cara := compiled(availability.Person{
		Name: "Cara", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00",
		Moves: []availability.Move{
			{Date: date.New(2026, time.March, 4), Zone: "America/New_York"},
			{Date: date.New(2026, time.March, 6), Zone: "Europe/Berlin"},
		},
	})
	for sp := range cara.In(availability.Between(utc(time.March, 3, 0, 0), utc(time.March, 7, 0, 0))).All() {
		fmt.Println(sp.Start().Format("Mon 15:04"), cara.ZoneAt(sp.Start()).Name())
	}
	// Output:
	// Tue 08:00 Europe/Berlin
	// Wed 14:00 America/New_York
	// Thu 14:00 America/New_York
	// Fri 08:00 Europe/Berlin
}

// Alternating weeks, and a standing meeting.
func ExampleBlock() {
	dana := compiled(availability.Person{
		Name: "Dana", Zone: "Europe/Berlin", Hours: "off",
		Recurring: []availability.Block{
			{
				State: availability.Free, Length: 8 * time.Hour,
				Start: availability.Civil{Date: date.New(2026, time.March, 2), Clock: clock.New(6, 0, 0, 0)},
				Rule:  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU",
			},
			{
				State: availability.Busy, Length: time.Hour, Label: "Stand-up of the shift",
				Start: availability.Civil{Date: date.New(2026, time.March, 2), Clock: clock.New(9, 0, 0, 0)},
				Rule:  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
			},
		},
	})
	march := availability.Between(utc(time.March, 2, 0, 0), utc(time.March, 18, 0, 0))
	for sp := range dana.In(march).All() {
		fmt.Println(sp.Start().Format("Mon 2 15:04"), sp.Duration())
	}
	fmt.Println(dana.Label(utc(time.March, 16, 8, 30)))
	// Output:
	// Mon 2 05:00 3h0m0s
	// Mon 2 09:00 4h0m0s
	// Tue 3 05:00 8h0m0s
	// Mon 16 05:00 3h0m0s
	// Mon 16 09:00 4h0m0s
	// Tue 17 05:00 8h0m0s
	// Stand-up of the shift
}

// Six hours a day, somewhere between 07:00 and 21:00, and surely from 10 to 12.
func ExampleReading() {
	esha := compiled(availability.Person{
		Name: "Esha", Zone: "UTC", Hours: "Mo-Fr 07:00-21:00", Daily: 6 * time.Hour, Core: "Mo-Fr 10:00-12:00",
	})
	sent := utc(time.March, 2, 8, 0)
	for _, s := range []*availability.Schedule{esha, esha.Possible()} {
		next, _ := s.Next(sent)
		done, _ := s.AddWork(sent, 3*time.Hour)
		fmt.Println(s.Reading(), next.Start().Format("15:04"), "to", next.End().Format("15:04")+", three hours done by", done.Format("15:04"))
	}
	// Output:
	// certain 10:00 to 12:00, three hours done by 19:00
	// possible 08:00 to 21:00, three hours done by 11:00
}

func ExampleSources() {
	// A zone of tomorrow, which the tz database does not have yet.
	colony := availability.NewZone("Moon/Tycho", time.FixedZone("LTC", 3600))
	src := availability.Sources{
		Zone: func(name string) (*availability.Zone, error) {
			if name == colony.Name() {
				return colony, nil
			}
			return availability.LoadZone(name)
		},
		Region: func(code string) (availability.Holidays, error) {
			return availability.HolidaysOn(availability.NamedDay{Date: date.New(2026, time.July, 20), Name: "Landing Day"}), nil
		},
	}
	finn, err := availability.Person{Name: "Finn", Zone: "Moon/Tycho", Hours: "Mo-Fr 09:00-17:00", Holidays: []string{"MO-ON"}}.CompileWith(src)
	if err != nil {
		log.Fatal(err)
	}
	monday := utc(time.July, 20, 12, 0)
	fmt.Println(finn.StateAt(monday), finn.Label(monday))
	fmt.Println(finn.StateAt(monday.AddDate(0, 0, 1)), finn.Zone().Offset(monday))
	// Output:
	// holiday Landing Day
	// free UTC+01:00
}

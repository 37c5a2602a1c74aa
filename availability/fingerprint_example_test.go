package availability_test

import (
	"fmt"
	"log"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// What takes long to work out is done once for people of the same hours.
func ExampleSchedule_Fingerprint() {
	year := availability.Between(
		time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	hours := make(map[availability.Fingerprint]time.Duration)
	for _, p := range []availability.Person{
		{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00"},
		{Name: "Bo", Zone: "Europe/Berlin", Hours: "Mo,Tu,We,Th,Fr 9:00-17:00"},
		{Name: "Chi", Zone: "Asia/Kolkata", Hours: "Mo-Fr 09:00-17:00"},
	} {
		s, err := p.Compile()
		if err != nil {
			log.Fatal(err)
		}
		print := s.Fingerprint()
		if _, known := hours[print]; !known {
			hours[print] = s.In(year).Duration()
		}
		fmt.Println(s, "works", hours[print])
	}
	fmt.Println(len(hours), "were worked out")
	// Output:
	// Ada works 2088h0m0s
	// Bo works 2088h0m0s
	// Chi works 2088h0m0s
	// 2 were worked out
}

func ExampleFingerprint() {
	compile := func(p availability.Person) *availability.Schedule {
		s, err := p.Compile()
		if err != nil {
			log.Fatal(err)
		}
		return s
	}
	ada := compile(availability.Person{Name: "Ada", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00"})
	bo := compile(availability.Person{Name: "Bo", Zone: "Europe/Berlin", Hours: "Mo-Fr 09:00-17:00"})
	meeting := availability.NewSet(availability.UnixSpan(1_772_442_000, 1_772_445_600))
	fmt.Println("alike:", ada.Fingerprint() == bo.Fingerprint())
	fmt.Println("alike when Bo has a meeting:", ada.Fingerprint() == bo.With(meeting).Fingerprint())
	// Output:
	// alike: true
	// alike when Bo has a meeting: false
}

func ExampleSchedule_AppendWhen() {
	s, err := availability.Person{Name: "Ada", Zone: "UTC", Hours: "Mo-Fr 09:00-17:00", Stretch: "Mo-Fr 08:00-18:00"}.Compile()
	if err != nil {
		log.Fatal(err)
	}
	buf := make([]availability.Span, 0, 8) // used again for every day
	for day := range 2 {
		from := time.Date(2026, 3, 2+day, 0, 0, 0, 0, time.UTC)
		buf = s.AppendWhen(buf[:0], availability.Between(from, from.AddDate(0, 0, 1)), availability.Free|availability.Stretch)
		fmt.Println(buf[0])
	}
	// Output:
	// 2026-03-02T08:00:00Z/2026-03-02T18:00:00Z
	// 2026-03-03T08:00:00Z/2026-03-03T18:00:00Z
}

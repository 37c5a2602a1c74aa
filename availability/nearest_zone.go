package availability

import (
	"slices"
	"strings"
	"sync"
)

// A place is a zone's name, taken apart for guesses: "America/Indiana/Knox" is
// the city "Knox" in the area "america/indiana".
type place struct {
	name, area, city string
	joined           string // the whole name, as folded text without separators
}

// places lists the names of the tz database.
var places = sync.OnceValue(func() []place {
	var list []place
	for _, name := range zoneNames() {
		list = append(list, placeOf(name))
	}
	return list
})

var separators = strings.NewReplacer("/", "", `\`, "", ".", "", ",", "")

func placeOf(name string) place {
	i := strings.LastIndexByte(name, '/')
	return place{name, fold(name[:max(i, 0)]), name[i+1:], separators.Replace(fold(name))}
}

// nearestZone guesses which zone was meant, or returns "". People often write
// only the city, or slip in a letter of it.
//
// Many cities that are not in the tz database are two letters away from one that
// is: Boston is nearly Bogota, and Mumbai Dubai. So the city alone decides how near
// a name is, and an area that is given counts. Without one, neither short words
// are guessed at, which may be abbreviations (CEST is nearly CET), nor the half of
// a name that is no city (East). A name with digits is an offset, and the sign of
// Etc/GMT+1 is the opposite of what people mean by it.
func nearestZone(name string) string {
	want := placeOf(name)
	for _, p := range places() {
		if p.joined == want.joined && want.joined != "" {
			return p.name
		}
	}
	city := fold(want.city)
	if strings.ContainsAny(name, "0123456789") || slices.Contains([]string{"north", "south", "east", "west"}, city) {
		return ""
	}
	inArea := func(p place) bool { return want.area != "" && p.area == want.area }
	if !slices.ContainsFunc(places(), inArea) {
		inArea = func(p place) bool { return p.area != "" && len(city) >= 6 }
	}
	names := make(map[string]string) // by city
	var cities []string
	for _, p := range places() {
		if len(city) > 3 && p.area != "" && fold(p.city) == city {
			return p.name
		}
		if inArea(p) && names[p.city] == "" {
			names[p.city] = p.name
			cities = append(cities, p.city)
		}
	}
	return names[nearest(want.city, cities)]
}

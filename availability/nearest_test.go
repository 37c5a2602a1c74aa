package availability

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	for _, c := range []struct{ word, want, why string }{
		{"hour", "hours", "a letter is missing"},
		{"leaves", "leave", "a letter too many"},
		{"replay", "reply", "a letter too many, in the middle"},
		{"nmae", "name", "two letters swapped"},
		{"leawe", "leave", "another letter"},
		{"HOURS", "hours", "capitals do not count"},
		{" ho-u_rs", "hours", "nor do spaces and hyphens"},
		{"réply", "reply", "an accent is one letter, of however many bytes"},
		{"tz", "", "a short word is near too much"},
		{"nam", "", "a short word is near too much"},
		{"timezone", "", "too far"},
		{"working_hours", "", "too far"},
		{"note", "", "two letters of four"},
		{"", "", "nothing"},
		{"---", "", "nothing that counts"},
	} {
		if got := nearest(c.word, personObject.keys()); got != c.want {
			t.Errorf("%s: nearest to %q is %q, want %q", c.why, c.word, got, c.want)
		}
	}
}

func TestNearestOfTwo(t *testing.T) {
	if got := nearest("Singapour", []string{"Singapuri", "Singapore", "Singapur"}); got != "Singapur" {
		t.Errorf("got %q: the nearest wins, and the first of those that are equally near", got)
	}
}

func TestNearestZone(t *testing.T) {
	for _, c := range []struct{ why, words, want string }{
		{"another way to write it", "America/NewYork america/new_york america_new_york America.New_York America\\New_York", "America/New_York"},
		{"only the city", "NewYork new-york New_York", "America/New_York"},
		{"another area", "US/New_York Amercia/New_York", "America/New_York"},
		{"a slip in the city", "Europe/Lodnon Europe/Londn Europe/Londonn Europe/Lomdon", "Europe/London"},
		{"an accent", "Europe/Zürich Zürich", "Europe/Zurich"},
		{"a slip in a city without its area", "Kolkatta", "Asia/Kolkata"},
		{"two slips in a long name", "America/Los_Angelis Los_Angelos", "America/Los_Angeles"},
		{"a city below a city", "Knox America/Knox_", "America/Indiana/Knox"},
		{"letter case", "utc Utc", "UTC"},

		// What is not in the tz database is not near its neighbour in spelling.
		{"a city that is no zone", "Asia/Mumbai America/Boston Europe/Munich America/Houston Asia/Bangalore Europe/Wien Asia/Osaka " +
			"Asia/Delhi Europe/Milan America/Miami America/San_Francisco America/San_Diego America/Salvador Mumbai Boston Munich", ""},
		{"an abbreviation", "PST CEST AEST WEST EDT IST LA NYC", ""},
		{"an offset, whose sign Etc reverses", "GMT+1 GMT-1 UTC+2 UTC-8 Etc/GMT+15 Etc/UTC+1 EST5", ""},
		{"half a name", "East US/East US/West Canada/East South", ""},
		{"a country", "Germany India France", ""},
		{"a short word without its area", "Sydny Japn", ""},
		{"no name", "/ /// ... Europe Europe/ ../../etc/passwd", ""},
	} {
		for _, word := range strings.Fields(c.words) {
			if got := nearestZone(word); got != c.want {
				t.Errorf("%s: nearest to %q is %q, want %q", c.why, word, got, c.want)
			}
		}
	}
	for _, word := range []string{"", "W. Europe Standard Time", "Central European Time", "Pacific Time (US & Canada)", strings.Repeat("Berlin", 10_000)} {
		if got := nearestZone(word); got != "" {
			t.Errorf("nearest to %.40q is %q", word, got)
		}
	}
}

// A guess can be loaded, and is what it was made from when that is a zone's name
// in another spelling.
func TestNearestZoneFindsEveryZone(t *testing.T) {
	for _, name := range zoneNames() {
		if got := nearestZone(strings.ToUpper(name) + " "); separators.Replace(fold(got)) != separators.Replace(fold(name)) {
			t.Errorf("nearest to %q is %q, want %q", strings.ToUpper(name)+" ", got, name)
		}
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "axc", 1},
		{"kitten", "sitting", 3}, {"ca", "abc", 3}, {"Zürich", "Zurich", 1}, {"東京", "京東", 1},
	} {
		if got := editDistance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("from %q to %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := editDistance([]rune(c.b), []rune(c.a)); got != c.want {
			t.Errorf("from %q to %q: %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

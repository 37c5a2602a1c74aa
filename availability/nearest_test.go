package availability

import "testing"

func TestNearest(t *testing.T) {
	keys := []string{"name", "zone", "hours", "reply", "leave"}
	for _, c := range []struct{ word, want string }{
		{"hour", "hours"}, {"HOURS", "hours"}, {"horus", "hours"}, {"replay", "reply"}, {"nmae", "name"},
		{"leaves", "leave"}, {"", ""}, {"x", ""}, {"timezone", ""}, {"tz", ""}, {"working", ""}, {"---", ""},
	} {
		if got := nearest(c.word, keys); got != c.want {
			t.Errorf("nearest to %q is %q, want %q", c.word, got, c.want)
		}
	}
}

func TestNearestZone(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"America/NewYork", "America/New_York"}, {"new york", "America/New_York"}, {"Tokyo", "Asia/Tokyo"},
		{"europe/berlin", "Europe/Berlin"}, {"Europe/Lodnon", "Europe/London"}, {"America/San_Francisco", ""},
		{"PST", ""}, {"CEST", ""}, {"GMT+2", ""}, {"AEST", ""}, {"W. Europe Standard Time", ""}, {"", ""},
	} {
		if got := nearestZone(c.word); got != c.want {
			t.Errorf("nearest to %q is %q, want %q", c.word, got, c.want)
		}
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "axc", 1},
		{"kitten", "sitting", 3}, {"ca", "abc", 3},
	} {
		if got := editDistance(c.a, c.b); got != c.want {
			t.Errorf("from %q to %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got := editDistance(c.b, c.a); got != c.want {
			t.Errorf("from %q to %q: %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

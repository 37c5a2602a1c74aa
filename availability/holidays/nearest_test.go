package holidays

import "testing"

// A name that two regions had would send somebody to the wrong one.
func TestNamesAreUnique(t *testing.T) {
	seen := map[string]string{}
	for _, r := range regions {
		for _, name := range append(names{r.code}, r.names...) {
			if other := seen[fold(name)]; other != "" {
				t.Errorf("%q names %s and %s", name, other, r.code)
			}
			seen[fold(name)] = r.code
		}
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0}, {"abc", "abd", 1},
		{"abc", "ac", 1}, {"ac", "abc", 1}, {"kitten", "sitting", 3}, {"österreich", "osterreich", 1},
	} {
		if got := editDistance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("%q to %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

package holidays

import (
	"slices"
	"strings"
)

// maxNameRunes is the length of the longest text that is compared with names.
const maxNameRunes = 64

// regionError says what is wrong with a code that is not in the list.
func regionError(code string) *RegionError {
	e := &RegionError{Code: code}
	if len(code) > 4*maxNameRunes {
		return e
	}
	if r, ok := regionNamed(code); ok {
		e.Nearest = r.code
		return e
	}
	if i := strings.IndexAny(code, separators); i >= 0 {
		if country, ok := regionNamed(code[:i]); ok && !strings.Contains(country.code, "-") {
			e.Nearest = country.code
			rest := code[i+1:]
			for _, part := range []string{rest, country.code + "-" + rest} {
				if r, ok := regionNamed(part); ok && strings.HasPrefix(r.code, country.code+"-") {
					e.Nearest = r.code
					return e
				}
			}
			e.Parts = partsOf(country.code)
			return e
		}
	}
	e.Nearest = nearest(code)
	return e
}

// isPartOf reports whether code is written as a part of the country.
func isPartOf(code, country string) bool {
	i := strings.IndexAny(code, separators)
	if i < 0 || fold(code[i:]) == "" {
		return false
	}
	r, ok := regionNamed(code[:i])
	return ok && r.code == country
}

// partsOf returns the codes of the parts of a country.
func partsOf(country string) []string {
	var parts []string
	for _, r := range regions {
		if strings.HasPrefix(r.code, country+"-") {
			parts = append(parts, r.code)
		}
	}
	return parts
}

// regionNamed returns the region that has the name or the code. Letter case and
// separators do not count.
func regionNamed(name string) (region, bool) {
	word := fold(name)
	i := slices.IndexFunc(regions, func(r region) bool {
		return fold(r.code) == word || slices.ContainsFunc(r.names, func(n string) bool { return fold(n) == word })
	})
	if i < 0 || word == "" {
		return region{}, false
	}
	return regions[i], true
}

// nearest returns the code of the region of whose names the word is a slip, or "":
// of two regions that are equally near it names none. Codes are too short to be
// guessed at: all their neighbours are codes as well.
func nearest(word string) string {
	w := []rune(fold(word))
	if len(w) < 4 {
		return ""
	}
	best, bestCost, tie := "", 2, false // so one letter may be wrong
	if len(w) >= 7 {
		bestCost = 3
	}
	for _, r := range regions {
		for _, name := range r.names {
			n := []rune(fold(name))
			if len(n) < 4 || len(n)-len(w) > bestCost || len(w)-len(n) > bestCost {
				continue
			}
			switch cost := editDistance(w, n); {
			case cost < bestCost:
				best, bestCost, tie = r.code, cost, false
			case cost == bestCost && best != "" && best != r.code:
				tie = true
			}
		}
	}
	if tie {
		return ""
	}
	return best
}

// separators stand between the words of a name and the parts of a code.
const separators = "-_/ ."

var folder = strings.NewReplacer("-", "", "_", "", "/", "", " ", "", ".", "")

func fold(s string) string { return folder.Replace(strings.ToLower(s)) }

// editDistance counts the insertions, deletions and substitutions that turn a into b.
func editDistance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

package holidays

import (
	"fmt"
	"strings"
)

// A RegionError says that there are no holidays for a code, and which code to write.
type RegionError struct {
	Code    string   // as it was given
	Nearest string   // the code that was probably meant, or "": for an unknown part of a country, the country
	Parts   []string // for an unknown part of a country, the codes of its parts, if there are any
}

// Error says what is unknown, and how to mend it.
func (e *RegionError) Error() string {
	const prefix = "holidays: "
	code := quoted(e.Code)
	country, _, _ := strings.Cut(e.Nearest, "-")
	switch {
	case e.Code == "":
		return prefix + `missing region: write a code of ISO 3166, such as "DE" or "DE-BY"`
	case len(e.Parts) > 0:
		return prefix + fmt.Sprintf("unknown region %s: write %q for the whole country, or one of its parts: %s", code, country, strings.Join(e.Parts, ", "))
	case e.Nearest == country && isPartOf(e.Code, country):
		return prefix + fmt.Sprintf("unknown region %s: only the whole country is known: write %q, and add days of your own with Holidays.Union", code, country)
	case e.Nearest != "":
		return prefix + fmt.Sprintf("unknown region %s (did you mean %q?)", code, e.Nearest)
	}
	return prefix + fmt.Sprintf("unknown region %s: list its days with availability.HolidaysOn", code)
}

// quoted returns text of the user's for a message: in quotes, in one line, and
// not long.
func quoted(s string) string {
	if runes := []rune(s[:min(len(s), 4*maxNameRunes)]); len(runes) > maxNameRunes {
		s = string(runes[:maxNameRunes]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

package availability

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// What the notation has and hours that can be computed with have not, with what to
// say of it.
var refusedWords = map[string]string{
	"unknown": `"unknown" hours cannot be computed with: write times, or off`,
	"sunrise": "the sun's times move, and working hours do not: write a clock time such as 07:00",
	"sunset":  "the sun's times move, and working hours do not: write a clock time such as 19:00",
	"dawn":    "the sun's times move, and working hours do not: write a clock time such as 07:00",
	"dusk":    "the sun's times move, and working hours do not: write a clock time such as 19:00",
}

// refuse explains what stands at the current place, where no rule can go on.
func (p *hoursParser) refuse() {
	word, rest := p.peekWord(), p.text[p.pos:]
	switch {
	case rest == "":
		p.fail(p.pos, "a rule is missing: write hours such as Mo-Fr 09:00-17:00")
	case refusedWords[word] != "":
		p.fail(p.pos, "%s", refusedWords[word])
	case strings.HasPrefix(rest, "("):
		p.fail(p.pos, "the sun's times move, and working hours do not: write a clock time such as 07:00")
	case rest[0] == '"':
		p.refuseComment()
	case slices.Contains(weekdayNames, word) || word == "PH" || word == "SH":
		p.fail(p.pos, "weekdays come before the times, and a semicolon between rules: write %s 09:00-17:00", word)
	case p.monthAhead() || word == "week":
		p.fail(p.pos, "dates come before weekdays and times, and a semicolon between rules: write %s first", word)
	case word == "open" || word == "off" || word == "closed":
		p.fail(p.pos, "%s ends a rule, once: write a semicolon before the next", word)
	case word == "am" || word == "pm":
		p.fail(p.pos, "times have 24 hours: write 17:00 for 5 pm")
	case word != "":
		p.guess(word, "")
	default:
		r, _ := utf8.DecodeRuneInString(rest)
		p.fail(p.pos, "%q does not belong here: write weekdays and times, such as Mo-Fr 09:00-17:00", string(r))
	}
}

// refuseComment explains a comment that stands where it has a meaning: as a state
// of its own, or as a selector.
func (p *hoursParser) refuseComment() {
	at := p.pos
	text := p.comment()
	p.space()
	if p.char() == ':' {
		p.fail(at, "when %s is cannot be computed: write the dates", quoted(text))
	}
	p.fail(at, `a comment without open or off means that the hours are unknown: write times and open %s, or leave it out`, quoted(text))
}

// guess refuses a word, naming what may have been meant. Without a guess, it says
// otherwise, or that the word is not known.
func (p *hoursParser) guess(word, otherwise string) {
	switch guess := nearestHoursWord(word); {
	case guess != "":
		kind := "a word of the notation"
		if slices.Contains(weekdayNames, guess) {
			kind = "a weekday"
		} else if slices.Contains(monthNames, guess) {
			kind = "a month"
		}
		p.fail(p.pos, "%q is not %s%s", word, kind, didYouMean(guess))
	case otherwise != "":
		p.fail(p.pos, "%s", otherwise)
	default:
		p.fail(p.pos, "%q is not known here: write weekdays and times, such as Mo-Fr 09:00-17:00", word)
	}
}

// Words that people write and the notation has not.
var hoursSynonyms = map[string]string{
	"weekday": "Mo-Fr", "weekdays": "Mo-Fr", "weekend": "Sa,Su", "weekends": "Sa,Su", "daily": "Mo-Su", "everyday": "Mo-Su",
	"holiday": "PH", "holidays": "PH", "always": "24/7", "never": "off", "weeks": "week", "sept": "Sep",
}

var (
	hoursWords = []string{"off", "closed", "open", "week", "easter", "PH", "SH"}
	fullMonths = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
)

// nearestHoursWord guesses what is meant by "mon", "TUESDAY", "June" or "Week".
func nearestHoursWord(word string) string {
	lower := strings.ToLower(word)
	if s := hoursSynonyms[lower]; s != "" {
		return s
	}
	for _, w := range hoursWords {
		if strings.EqualFold(w, word) {
			return w
		}
	}
	for i, full := range fullMonths {
		if len(word) >= 3 && strings.HasPrefix(full, lower) {
			return monthNames[i]
		}
	}
	for _, n := range weekdayNames {
		if len(word) >= 2 && strings.EqualFold(word[:2], n) {
			return n
		}
	}
	return nearest(word, hoursWords)
}

package availability

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxHoursBytes is how long a text ParseHours accepts.
const MaxHoursBytes = 4096

// ParseHours reads hours in the OpenStreetMap opening_hours notation
// (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification), of which
// it knows this part:
//
//   - Weekdays, Mo Tu We Th Fr Sa Su: one, a range such as Mo-Fr or Sa-Mo
//     (which wraps), or a list such as Mo,We-Fr. A rule without weekdays is for
//     every day.
//   - Times as hh:mm-hh:mm, several with commas. The end is not part of the span.
//     A span whose end is before its start, such as 22:00-06:00, ends on the
//     following day, and so does one past 24:00, such as 20:00-26:00. Either
//     belongs to the day on which it starts.
//   - off or closed, in place of times. 24/7 for always.
//   - Rules apart by semicolons. A later rule replaces what earlier ones said for
//     the days that it names; a span that comes over midnight from a day that it
//     does not name stays.
//
// Everything else is refused with a [*HoursError] that gives the place, the
// reason and, where there is one, a way to write it. Nothing is ignored.
func ParseHours(text string) (Hours, error) {
	p := hoursParser{text: text}
	return p.parse()
}

// A HoursError says where and why a text is not hours that can be used.
type HoursError struct {
	Text   string // all of it
	Offset int    // where in Text, in bytes from 0
	Reason string // what is wrong, and how to mend it
}

// Error gives the text, the place in it (counted in characters from 1), the
// reason and how to mend it.
func (e *HoursError) Error() string {
	at := min(e.Offset, len(e.Text))
	return fmt.Sprintf(prefix+"hours %s: at character %d: %s",
		quoted(e.Text), 1+utf8.RuneCountInString(e.Text[:at]), e.Reason)
}

// A hoursParser reads rules from left to right. The first mistake ends it: err
// is set, and everything after does nothing.
type hoursParser struct {
	text string
	pos  int
	err  *HoursError
}

func (p *hoursParser) fail(at int, format string, args ...any) {
	if p.err == nil {
		p.err = &HoursError{Text: p.text, Offset: at, Reason: fmt.Sprintf(format, args...)}
	}
}

func (p *hoursParser) parse() (Hours, error) {
	var h Hours
	if len(p.text) > MaxHoursBytes {
		p.fail(0, "%d bytes are too long: at most %d are accepted", len(p.text), MaxHoursBytes)
	} else if !utf8.ValidString(p.text) {
		p.fail(0, "not valid UTF-8")
	} else if strings.TrimSpace(p.text) == "" {
		p.fail(0, `nothing is written: write hours such as "Mo-Fr 09:00-17:00", or "off" for none`)
	}
	for p.err == nil {
		p.rule(&h)
		if p.err != nil {
			break
		}
		p.space()
		if p.pos == len(p.text) {
			break
		}
		if p.text[p.pos] != ';' {
			p.refuse()
			break
		}
		p.pos++
		p.space()
		if p.pos == len(p.text) {
			break // a semicolon at the end is common and says nothing
		}
	}
	if p.err != nil {
		return Hours{}, p.err
	}
	return h, nil
}

// rule reads one rule and applies it to h.
func (p *hoursParser) rule(h *Hours) {
	p.space()
	if p.take("24/7") {
		for d := range h.days {
			h.days[d] = []clockSpan{{0, secondsPerDay}}
		}
		p.space()
		if start := p.pos; p.word() != "" {
			p.fail(start, `24/7 stands alone: write exceptions as rules of their own, such as "24/7; Su off"`)
		}
		return
	}
	days, named := p.weekdays()
	p.space()
	start := p.pos
	var spans []clockSpan
	switch word := p.peekWord(); {
	case p.err != nil:
		return
	case word == "off" || word == "closed":
		p.pos += len(word)
	case strings.HasPrefix(p.text[p.pos:], "24/7"):
		p.fail(p.pos, "24/7 means every day: write 00:00-24:00 for whole days")
		return
	case p.pos < len(p.text) && isDigit(p.text[p.pos]):
		spans = p.times()
		p.space()
		if word := p.peekWord(); word == "off" || word == "closed" {
			p.fail(p.pos, "closing part of a day is not supported: write the times that are open")
			return
		}
	case named && (p.pos == len(p.text) || p.text[p.pos] == ';'):
		p.fail(start, `times are missing: write them, such as "Mo-Fr 09:00-17:00", or 00:00-24:00 for the whole day`)
		return
	default:
		p.refuse()
		return
	}
	for d := range h.days {
		if days[d] {
			h.days[d] = spans
		}
	}
}

// weekdays reads "Mo-We,Fr". With no weekday in sight it returns all of them,
// and named is false.
func (p *hoursParser) weekdays() (days [7]bool, named bool) {
	for {
		start := p.pos
		first, ok := p.weekday()
		if !ok {
			if word := p.peekWord(); named && refusedWords[word] != "" {
				p.fail(start, "%s", refusedWords[word])
			} else if named {
				p.fail(start, "a weekday is missing after the comma")
			}
			break
		}
		named = true
		last := first
		p.space()
		if p.take("-") {
			p.space()
			if last, ok = p.weekday(); !ok {
				p.fail(p.pos, "the last weekday of the range is missing, as in Mo-Fr")
				return days, true
			}
		}
		for d := first; ; d = (d + 1) % 7 {
			days[d] = true
			if d == last {
				break
			}
		}
		p.space()
		if p.pos < len(p.text) && p.text[p.pos] == '[' {
			p.fail(p.pos, "the nth weekday of a month is not supported")
			return days, true
		}
		if !p.take(",") {
			break
		}
		p.space()
	}
	if !named {
		days = [7]bool{true, true, true, true, true, true, true}
	}
	return days, named
}

func (p *hoursParser) weekday() (int, bool) {
	d := slices.Index(weekdayNames[:], p.peekWord())
	if d < 0 {
		return 0, false
	}
	p.pos += len(weekdayNames[d])
	return d, true
}

// times reads "09:00-12:30,13:30-17:30" to canonical spans.
func (p *hoursParser) times() []clockSpan {
	var spans []clockSpan
	for p.err == nil {
		at := p.pos
		start := p.clock()
		p.space()
		if p.err == nil && !p.take("-") {
			switch {
			case p.take("+"):
				p.fail(at, "an open end does not say when the hours end: write the end, such as 17:00-20:00")
			case p.take("–") || p.take("—"):
				p.fail(at, "the dash between the times is not a hyphen: write 09:00-17:00")
			default:
				p.fail(at, "the end of the span is missing: write it as 09:00-17:00")
			}
		}
		p.space()
		end := p.clock()
		if p.err != nil {
			return nil
		}
		switch {
		case p.take("+"):
			p.fail(at, "an open end does not say when the hours end: leave out the plus sign")
		case start >= secondsPerDay:
			p.fail(at, "a span starts before 24:00: write it on the following day")
		case start == end:
			p.fail(at, "the end is the start: write %s-%s for 24 hours", clockString(start), clockString(start+secondsPerDay))
		case end < start:
			end += secondsPerDay
		}
		spans = append(spans, clockSpan{start, end})
		p.space()
		rest := p.pos
		if !p.take(",") {
			break
		}
		p.space()
		if p.pos == len(p.text) || !isDigit(p.text[p.pos]) {
			p.pos = rest
			if slices.Contains(weekdayNames[:], p.wordAfterComma()) {
				p.fail(rest, "a rule that adds to the one before it is not supported: part rules with a semicolon")
			}
			break
		}
	}
	slices.SortFunc(spans, func(a, b clockSpan) int { return int(a.start - b.start) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// clock reads "9:00" or "26:00" and returns seconds since midnight.
func (p *hoursParser) clock() int64 {
	if p.err != nil {
		return 0
	}
	start := p.pos
	hours, okH := p.number(2)
	if !okH || !p.take(":") {
		p.pos = start
		switch word := p.peekWord(); word {
		case "sunrise", "sunset", "dawn", "dusk":
			p.fail(start, "%s moves with the sun, and working hours do not: write a clock time such as 07:00", word)
		default:
			p.fail(start, "a time is missing: write hours and minutes, such as 09:00")
		}
		return 0
	}
	minutes, okM := p.number(2)
	switch {
	case !okM || p.text[p.pos-2] == ':':
		p.fail(start, "write two digits of minutes, such as 09:00")
	case p.pos < len(p.text) && isDigit(p.text[p.pos]):
		p.fail(start, "write two digits of minutes, such as 09:00")
	case minutes > 59:
		p.fail(start, "minutes are 00 to 59")
	case hours*60+minutes > 48*60:
		p.fail(start, "times end at 48:00, which is the end of the following day")
	}
	return int64(hours*secondsPerHour + minutes*secondsPerMinute)
}

// number reads up to n digits.
func (p *hoursParser) number(n int) (int, bool) {
	start := p.pos
	for p.pos < len(p.text) && p.pos-start < n && isDigit(p.text[p.pos]) {
		p.pos++
	}
	if p.pos == start {
		return 0, false
	}
	return digits(p.text[start:p.pos])
}

func (p *hoursParser) space() {
	for p.pos < len(p.text) && (p.text[p.pos] == ' ' || p.text[p.pos] == '\t') {
		p.pos++
	}
}

// take consumes s if it comes next.
func (p *hoursParser) take(s string) bool {
	if !strings.HasPrefix(p.text[p.pos:], s) {
		return false
	}
	p.pos += len(s)
	return true
}

// peekWord returns the letters that come next.
func (p *hoursParser) peekWord() string {
	end := p.pos
	for end < len(p.text) && isLetter(p.text[end]) {
		end++
	}
	return p.text[p.pos:end]
}

// word returns what comes next up to a space or a semicolon.
func (p *hoursParser) word() string {
	rest := p.text[p.pos:]
	if i := strings.IndexAny(rest, " \t;"); i >= 0 {
		return rest[:i]
	}
	return rest
}

func (p *hoursParser) wordAfterComma() string {
	ahead := hoursParser{text: p.text, pos: p.pos + 1}
	ahead.space()
	return ahead.peekWord()
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// What the notation has and this package has not, or cannot have, with what to
// say of it.
var refusedWords = map[string]string{
	"PH":      "public holidays are not supported: list the days as leave",
	"SH":      "school holidays are not supported: list the days as leave",
	"unknown": `"unknown" hours cannot be computed with: write times, or off`,
	"open":    "write the times that are open, or 24/7",
	"week":    "week numbers are not supported",
	"easter":  "dates are not supported: list days off as leave",
	"sunrise": "the sun's times move, and working hours do not: write a clock time such as 07:00",
	"sunset":  "the sun's times move, and working hours do not: write a clock time such as 19:00",
	"dawn":    "the sun's times move, and working hours do not: write a clock time such as 07:00",
	"dusk":    "the sun's times move, and working hours do not: write a clock time such as 19:00",
}

var monthNames = []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// refuse explains what stands at the current place, where no rule can go on.
func (p *hoursParser) refuse() {
	word := p.peekWord()
	switch {
	case p.pos == len(p.text):
		p.fail(p.pos, "a rule is missing: write hours such as Mo-Fr 09:00-17:00")
	case refusedWords[word] != "":
		p.fail(p.pos, "%s", refusedWords[word])
	case slices.Contains(monthNames, word):
		p.fail(p.pos, "months and dates are not supported: list days off as leave")
	case strings.HasPrefix(p.text[p.pos:], "||"):
		p.fail(p.pos, "fallback rules (||) are not supported: write one week of hours")
	case p.text[p.pos] == '"':
		p.fail(p.pos, "comments are not supported: leave it out")
	case slices.Contains(weekdayNames[:], word):
		p.fail(p.pos, "weekdays come before the times, and a semicolon between rules: write %s 09:00-17:00", word)
	case word != "":
		if guess := nearestWeekday(word); guess != "" {
			p.fail(p.pos, "%q is not a weekday%s", word, didYouMean(guess))
		} else {
			p.fail(p.pos, "%q is not known here: write weekdays and times, such as Mo-Fr 09:00-17:00", word)
		}
	default:
		r, _ := utf8.DecodeRuneInString(p.text[p.pos:])
		p.fail(p.pos, "%q does not belong here: write weekdays and times, such as Mo-Fr 09:00-17:00", string(r))
	}
}

// nearestWeekday guesses the weekday meant by "mon", "TUESDAY" or "Mi".
func nearestWeekday(word string) string {
	for _, n := range weekdayNames {
		if len(word) >= 2 && strings.EqualFold(word[:2], n) {
			return n
		}
	}
	return ""
}

package availability

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxHoursBytes is how long a text ParseHours accepts, and how long its normal form
// may become.
const MaxHoursBytes = 4096

// ParseHours reads hours in the OpenStreetMap opening_hours notation
// (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification). This is
// what it accepts, and what that means.
//
// # Rules
//
// A text is a list of rules. A rule says on which days, then at what times, and
// may end with open, off or closed. The rules are read from left to right, and each
// acts on what those before it left:
//
//   - After ";" a rule replaces what was said for the days that it names.
//   - After "," a rule adds to it: "Mo-Fr 09:00-17:00, Tu 18:30-20:00".
//   - After "||" a rule holds for those of its days on which nothing is open
//     so far. It is decided day by day: a fallback does not fill the rest of a day.
//   - off, or closed, without times empties the days that it names.
//   - off with times cuts these times out: "24/7; Mo 13:00-17:00 off". It cuts
//     through midnight, "Mo 22:00-06:00 off", and through spans of other days.
//
// A span belongs to the day on which it starts. So after "Mo 22:00-06:00; Tu off"
// Tuesday is still open until 06:00, and after "Mo 22:00-06:00; Tu 00:00-24:00 off"
// it is not.
//
// # Times
//
//   - hh:mm-hh:mm, several with commas. The end is not part of the span. A span whose
//     end is before its start, such as 22:00-06:00, ends on the following day,
//     and so does one past 24:00, such as 20:00-26:00. The latest end is 48:00.
//   - 24/7 alone for always. open in place of times means the whole day.
//   - A comma before a time continues the list of times, with or without a space.
//
// # Days
//
// Parts of different kinds narrow each other down; a day must have all of them.
// They stand in this order, and a colon may follow the third:
//
//   - Years: 2026, 2026-2030, 2026-2030/2 (every other year), lists of these, and
//     2026+ for a year and all after it.
//   - Months and dates: Jan, Jan-Mar, Dec 24, Dec 24-26, Dec 24-Jan 06, with a year
//     2026 Dec 24-2027 Jan 06, and lists. Ranges wrap over New Year. Feb 29 is
//     a day of leap years only. easter is Easter Sunday of the Gregorian calendar; an end of a
//     range may be a weekday of a month, Mar Su[-1]-Oct Su[-1]. 2026 Mar 15+ is a
//     date and all after it. A year before a month or date belongs to it alone.
//   - week and ISO 8601 weeks: week 10, week 1-53/2, week 50-02. The year of a rule is
//     that of the calendar: week 01 of "2026 week 01" is its days in 2026.
//   - Weekdays: Mo, Mo-Fr, Sa-Mo (wraps), the nth of the month We[1], Th[-1] (last),
//     Mo[1,3], Mo[1-2], and PH and SH for public and school holidays. In a
//     list any will do: "Sa,PH". "PH Mo-Fr", with a space, is the holidays that
//     are on these weekdays. A rule for weekdays holds on holidays, too, unless a later
//     rule such as "PH off" says otherwise.
//
// "+1 day" or "-2 days" after a date, easter, PH or the nth weekday is the day so
// many days after or before: "easter +1 day", "PH -1 day", "Su[-1] -2 days".
//
// # Comments
//
// A quoted comment may follow open or off: 'Mo-Fr 08:00-12:00 open "reception"'.
// It is kept, and changes nothing.
//
// # What is refused
//
// Everything else, with a [*HoursError] that gives the place, the reason and a way to write
// it; nothing is ignored. Some of that is in the notation, but does not
// say when somebody works: sunrise, sunset, dawn and dusk; unknown, and a comment without
// open, which means the same; an end left open, 17:00+; points in time,
// 10:00-16:00/90. Some has two readings: days without times ("Mo-Fr"), a range that
// would wrap out of its year ("2026 Dec 24-Jan 06") or in some years
// only ("easter-Apr 10"), a year before a list of dates ("2026 Sep,Oct"), the
// weekday before or after a date ("Dec 25 -Su"), an offset that may leave the
// month that the rule names ("Sep Mo[1] -3 days"), and a comma
// after a fallback. Letter case counts: MO and mon are refused, with Mo as a guess.
func ParseHours(text string) (Hours, error) {
	p := hoursParser{text: text}
	rules := p.parse()
	if p.err != nil {
		return Hours{}, p.err
	}
	c := compileRules(rules)
	if len(c.text) > MaxHoursBytes {
		p.fail(0, "written in full this is %d bytes: at most %d are accepted", len(c.text), MaxHoursBytes)
		return Hours{}, p.err
	}
	return Hours{c}, nil
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

func (p *hoursParser) parse() []hoursRule {
	if len(p.text) > MaxHoursBytes {
		p.fail(0, "%d bytes are too long: at most %d are accepted", len(p.text), MaxHoursBytes)
	} else if !utf8.ValidString(p.text) {
		p.fail(0, "not valid UTF-8")
	} else if strings.TrimSpace(p.text) == "" {
		p.fail(0, `nothing is written: write hours such as "Mo-Fr 09:00-17:00", or "off" for none`)
	}
	var rules []hoursRule
	join, fallback := replaces, false
	for p.err == nil {
		at := p.pos
		r := p.rule()
		r.join = join
		if join == fills && r.off && r.times != nil {
			p.fail(at, "a fallback holds where nothing is open, and cannot close: write the rule after a semicolon")
		}
		rules = append(rules, r)
		p.space()
		at = p.pos
		switch {
		case p.err != nil || p.pos == len(p.text):
			return rules
		case p.take(";"):
			join, fallback = replaces, false
			p.space()
			if p.pos == len(p.text) {
				return rules // a semicolon at the end is common and says nothing
			}
		case p.take("||"):
			join, fallback = fills, true
			p.space()
		case p.take(","):
			join = adds
			p.space()
			switch {
			case p.pos == len(p.text):
				p.fail(at, `a rule is missing after the ",": write one, or leave the comma out`)
			case fallback:
				p.fail(at, "a comma after || could add to the fallback or to all days: write the rule before the ||, or after a semicolon")
			case p.clockAhead():
				p.fail(p.pos, "these times could be for the days of the rule before or for every day: name the days, such as Mo-Su %s", p.word())
			}
		default:
			p.refuse()
		}
	}
	return nil
}

// rule reads one rule.
func (p *hoursParser) rule() (r hoursRule) {
	p.space()
	start := p.pos
	if p.take("24/7") {
		r.times = wholeDay
		p.space()
		switch at, word := p.pos, p.peekWord(); {
		case word == "off" || word == "closed":
			p.fail(at, `24/7 is always, and %s is never: write "off" alone`, word)
		case word == "open":
			p.modifier(&r)
		case p.char() == '"':
			p.refuse()
		case p.pos < len(p.text) && !p.ruleEnds():
			p.fail(at, `24/7 stands alone: write exceptions as rules of their own, such as "24/7; Su off"`)
		}
		return r
	}
	r.days = p.daySelector()
	if p.err != nil {
		return r
	}
	named := p.pos > start
	p.space()
	at := p.pos
	switch word := p.peekWord(); {
	case strings.HasPrefix(p.text[p.pos:], "24/7"):
		p.fail(p.pos, "24/7 means every day: write 00:00-24:00 for whole days")
	case p.yearAhead():
		p.fail(p.pos, "a year or a time without its colon does not belong here: years come first, as in 2026 Mo-Fr, and times are written 09:00-17:00")
	case p.digitAhead():
		p.checkDayFirst()
		r.times = p.times()
		p.space()
		p.modifier(&r)
	case word == "off" || word == "closed" || word == "open":
		p.modifier(&r)
		if !r.off {
			r.times = wholeDay
		}
	case named && p.ruleEnds():
		p.fail(at, `times are missing: write them, such as "Mo-Fr 09:00-17:00", or 00:00-24:00 for the whole day`)
	default:
		p.refuse()
	}
	return r
}

// checkDayFirst refuses "25 Dec".
func (p *hoursParser) checkDayFirst() {
	at, ahead := p.pos, *p
	ahead.number(2)
	day := p.text[at:ahead.pos]
	ahead.space()
	if word := ahead.peekWord(); ahead.monthAhead() && word != "easter" {
		p.fail(at, "the month stands before the day: write %s %s", word, day)
	}
}

// modifier reads what may end a rule: open, off or closed, and a comment.
func (p *hoursParser) modifier(r *hoursRule) {
	if p.err != nil {
		return
	}
	switch word := p.peekWord(); word {
	case "off", "closed":
		r.off = true
		p.pos += len(word)
	case "open":
		p.pos += len(word)
	case "":
		if p.char() == '"' {
			p.refuse()
		}
		return
	default:
		p.refuse()
		return
	}
	p.space()
	if p.char() == '"' {
		r.comment = p.comment()
	}
}

// comment reads a comment in double quotes.
func (p *hoursParser) comment() string {
	start := p.pos
	text, _, closed := strings.Cut(p.text[p.pos+1:], `"`)
	switch {
	case !closed:
		p.fail(start, `the comment does not end: write a " after it`)
		return ""
	case strings.TrimSpace(text) == "":
		p.fail(start, "the comment is empty: leave it out")
		return ""
	}
	for i, c := range text {
		if !unicode.IsPrint(c) {
			p.fail(start+1+i, "%q cannot be seen in a comment: leave it out", string(c))
			return ""
		}
	}
	p.pos += len(text) + 2
	return text
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
		case p.char() == '+':
			p.fail(at, "an open end does not say when the hours end: leave out the plus sign")
		case p.char() == '/':
			p.fail(p.pos, "times at a fixed distance are points, at which nobody is open: leave out the slash and what follows")
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
		if !p.digitAhead() || p.yearAhead() || strings.HasPrefix(p.text[p.pos:], "24/7") {
			p.pos = rest // a rule follows
			break
		}
	}
	return mergeClockSpans(spans, 0)
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
	case !okM || p.text[p.pos-2] == ':' || p.digitAhead():
		p.fail(start, "write two digits of minutes, such as 09:00")
	case minutes > 59:
		p.fail(start, "minutes are 00 to 59")
	case hours*60+minutes > 48*60:
		p.fail(start, "times end at 48:00, which is the end of the following day")
	case isLetter(p.char()):
		if word := strings.ToLower(p.peekWord()); word == "am" || word == "pm" || word == "h" {
			p.fail(p.pos, "%s does not belong to a time: write the hours 00 to 24, such as 17:00 for 5 pm", p.peekWord())
		}
	}
	return int64(hours*secondsPerHour + minutes*secondsPerMinute)
}

// number reads up to n digits.
func (p *hoursParser) number(n int) (int, bool) {
	start := p.pos
	for p.digitAhead() && p.pos-start < n {
		p.pos++
	}
	if p.pos == start {
		return 0, false
	}
	return digits(p.text[start:p.pos])
}

// hyphen reads the hyphen of a range and the spaces around it. Without one, nothing
// is read.
func (p *hoursParser) hyphen() bool {
	start := p.pos
	p.space()
	at := p.pos
	switch {
	case p.take("-"):
		p.space()
		return true
	case p.take("–") || p.take("—"):
		p.fail(at, "this dash is not a hyphen: write -, as in Mo-Fr")
		return false
	}
	p.pos = start
	return false
}

// comma reads the comma of a list and the spaces around it. Without one, nothing
// is read.
func (p *hoursParser) comma() bool {
	start := p.pos
	p.space()
	if !p.take(",") {
		p.pos = start
		return false
	}
	p.space()
	return true
}

func (p *hoursParser) space() {
	for p.char() == ' ' || p.char() == '\t' {
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

// char returns the byte that comes next, or 0 at the end.
func (p *hoursParser) char() byte {
	if p.pos == len(p.text) {
		return 0
	}
	return p.text[p.pos]
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

// ruleEnds reports whether the text or its rule ends here.
func (p *hoursParser) ruleEnds() bool {
	return p.pos == len(p.text) || p.char() == ';' || p.char() == ',' || strings.HasPrefix(p.text[p.pos:], "||")
}

func (p *hoursParser) digitAhead() bool { return isDigit(p.char()) }

// countDigits returns how many digits come next.
func (p *hoursParser) countDigits() int {
	end := p.pos
	for end < len(p.text) && isDigit(p.text[end]) {
		end++
	}
	return end - p.pos
}

// clockAhead reports whether a time such as "9:00" comes next.
func (p *hoursParser) clockAhead() bool {
	n := p.countDigits()
	after := p.text[p.pos+n:]
	return n > 0 && len(after) > 1 && after[0] == ':' && isDigit(after[1])
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

package availability

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/rickb777/date/v2"
)

// The kinds of values in a team file. Patterns are of the regular expressions that JSON
// Schema and package regexp share.

const (
	datePattern  = `[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`
	clockPattern = `([01][0-9]|2[0-4]):[0-5][0-9](:[0-5][0-9])?`
	boundPattern = datePattern + `(T` + clockPattern + `)?`

	// regionPattern is the shape of ISO 3166 codes, of countries and of their parts.
	regionPattern = `^[A-Z]{2}(-[A-Z0-9]{1,3})?$`
)

// texts is the kind of texts, whose lengths in characters are bounded; most is 0 if
// compiling bounds them.
func texts(least, most int, example string) kind[string] {
	schema := jsonObject{{"type", "string"}}
	if least > 0 {
		schema = append(schema, jsonMember{"minLength", least})
	}
	if most > 0 {
		schema = append(schema, jsonMember{"maxLength", most})
	}
	return kind[string]{
		read: func(value json.RawMessage, at spot) (string, bool) {
			s, err := readString(value, example)
			if err != nil {
				at.wrong(err)
			}
			return s, err == nil
		},
		write:   func(s string) any { return s },
		isEmpty: func(s string) bool { return s == "" },
		schema:  schema,
	}
}

// parsed is the kind of values that are written as a text of their own. what says
// what they are and example is one.
func parsed[V comparable](what, example string, parse func(string) (V, error), print func(V) string, schema jsonObject) kind[V] {
	return kind[V]{
		read: func(value json.RawMessage, at spot) (V, bool) {
			var v V
			s, ok := unquoteJSON(value)
			err := fmt.Errorf("%s is not %s: write it in double quotes, such as %q", shorten(value), what, example)
			if ok {
				v, err = parse(s)
			}
			if err != nil {
				at.wrong(err)
			}
			return v, err == nil
		},
		write:   func(v V) any { return print(v) },
		isEmpty: func(v V) bool { var zero V; return v == zero },
		schema:  schema,
	}
}

var (
	durations = parsed("a duration", "1h30m", parseDuration, durationText, reference("duration"))
	dates     = parsed("a date", "2026-12-24", parseDate, date.Date.String, reference("date"))
	civils    = parsed("a date and a clock", "2026-03-02T09:00", parseCivil, Civil.String, reference("civil"))
	states    = parsed("a state", "busy", parseOneState, State.String, reference("state"))
	links     = texts(1, 0, "ada.ics")
)

func parseDuration(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil {
		return 0, fmt.Errorf(`%s is not a duration: write hours, minutes and seconds, such as "1h30m"`, quoted(s))
	}
	return d, nil
}

// durationText writes d as people do: "1h30m", which String writes as "1h30m0s".
func durationText(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func parseOneState(s string) (State, error) {
	state, err := parseState(s)
	if err == nil && !state.isOne() {
		err = fmt.Errorf("%s is not one state: write one, such as busy", quoted(s))
	}
	return state, err
}

// dayLists is the kind of lists of holidays, of which each entry has the given schema. A
// single entry needs no list.
func dayLists(schema jsonObject) kind[[]string] {
	entries := texts(0, 0, "2026-05-01")
	entries.schema = schema
	list := listOf(entries, "", maxHolidayEntries, "")
	return kind[[]string]{
		read: func(value json.RawMessage, at spot) ([]string, bool) {
			if isList(value) {
				return list.read(value, at)
			}
			s, ok := unquoteJSON(value)
			if !ok {
				at.wrong(fmt.Errorf(`%s is neither a text nor a list: write ["2026-05-01", "2026-12-24/2026-12-31"]`, shorten(value)))
			}
			return []string{s}, ok
		},
		write: func(entries []string) any {
			if len(entries) == 1 {
				return entries[0]
			}
			return list.write(entries)
		},
		isEmpty: list.isEmpty,
		schema:  jsonObject{{"anyOf", []any{schema, list.schema}}},
	}
}

// leaveTexts is the kind of leave without a label.
var leaveTexts = kind[TimeOff]{
	read: func(value json.RawMessage, at spot) (TimeOff, bool) {
		s, ok := unquoteJSON(value)
		err := fmt.Errorf(`%s is not a leave: write "2026-12-24/2026-12-28"`, shorten(value))
		var l TimeOff
		if ok {
			l, err = parseTimeOff(s)
		}
		if err != nil {
			at.wrong(err)
		}
		return l, err == nil
	},
	write:  func(l TimeOff) any { return l.String() },
	schema: reference("days"),
}

// leaves is the kind of leave: a text, or an object if it has a label.
var leaves = kind[TimeOff]{
	read: func(value json.RawMessage, at spot) (TimeOff, bool) {
		if isObject(value) {
			return labelledLeaves.read(value, at)
		}
		at.what = "" // a text says itself which one it is
		return leaveTexts.read(value, at)
	},
	write: func(l TimeOff) any {
		if l.Label == "" {
			return leaveTexts.write(l)
		}
		return labelledLeaves.write(l)
	},
	schema: jsonObject{{"anyOf", []any{reference("days"), reference("leave")}}},
}

// exceptionLists is the kind of what Block has as Except and ExceptDays: times and
// days in one list.
var exceptionLists = func() kind[[]exception] {
	one := kind[exception]{
		read: func(value json.RawMessage, at spot) (exception, bool) {
			if s, ok := unquoteJSON(value); ok && !strings.Contains(s, "T") {
				d, ok := dates.read(value, at)
				return exception{day: true, Civil: Civil{Date: d}}, ok
			}
			c, ok := civils.read(value, at)
			return exception{Civil: c}, ok
		},
		write: func(e exception) any {
			if e.day {
				return e.Date.String()
			}
			return e.Civil.String()
		},
		schema: jsonObject{{"anyOf", []any{reference("civil"), reference("date")}}},
	}
	return listOf(one, "", 2*maxRecurrenceDates, `["2026-04-06T09:00", "2026-12-24"]`)
}()

// An exception is an occurrence that does not take place, or those of a day.
type exception struct {
	Civil
	day bool
}

func readExceptions(b *Block, value json.RawMessage, at spot) bool {
	list, ok := exceptionLists.read(value, at)
	for _, e := range list {
		if e.day {
			b.ExceptDays = append(b.ExceptDays, e.Date)
		} else {
			b.Except = append(b.Except, e.Civil)
		}
	}
	return ok
}

func writeExceptions(b *Block) any {
	var list []exception
	for _, c := range b.Except {
		list = append(list, exception{Civil: c})
	}
	for _, d := range b.ExceptDays {
		list = append(list, exception{Civil: Civil{Date: d}, day: true})
	}
	if exceptionLists.isEmpty(list) {
		return nil
	}
	return exceptionLists.write(list)
}

var isRegion = regexp.MustCompile(regionPattern).MatchString

// regionByShape stands for a source of holidays where there is none: it accepts what can
// be a region.
func regionByShape(code string) (Holidays, error) {
	if isRegion(code) {
		return Holidays{}, nil
	}
	guess := strings.ToUpper(strings.NewReplacer("_", "-", " ", "-").Replace(code))
	if isRegion(guess) {
		return Holidays{}, fmt.Errorf("%s is not a region%s", quoted(code), didYouMean(guess))
	}
	return Holidays{}, fmt.Errorf(`%s is neither a region nor a date: write an ISO 3166 code such as "DE-BY", or days such as "2026-05-01"`, quoted(code))
}

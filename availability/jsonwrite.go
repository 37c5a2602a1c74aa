package availability

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// What is written is read by people, and compared: keys keep the order of the
// documentation, text stays as it was typed, and what fits on a line is on one.

// A jsonObject is a JSON object whose members keep their order. The other values to
// be written are string, int, bool and []any.
type jsonObject []jsonMember

type jsonMember struct {
	key   string
	value any
}

// appendJSON appends v on one line, with the given text after commas and colons.
func appendJSON(dst []byte, v any, space string) []byte {
	switch v := v.(type) {
	case string:
		return appendJSONString(dst, v)
	case int:
		return strconv.AppendInt(dst, int64(v), 10)
	case bool:
		return strconv.AppendBool(dst, v)
	case []any:
		dst = append(dst, '[')
		for i, e := range v {
			if i > 0 {
				dst = append(append(dst, ','), space...)
			}
			dst = appendJSON(dst, e, space)
		}
		return append(dst, ']')
	case jsonObject:
		dst = append(dst, '{')
		for i, m := range v {
			if i > 0 {
				dst = append(append(dst, ','), space...)
			}
			dst = append(append(appendJSONString(dst, m.key), ':'), space...)
			dst = appendJSON(dst, m.value, space)
		}
		return append(dst, '}')
	}
	return append(dst, "null"...)
}

func appendJSONString(dst []byte, s string) []byte {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false) // a file is no web page
	enc.Encode(s)
	return append(dst, bytes.TrimSuffix(text.Bytes(), []byte("\n"))...)
}

// jsonWidth is how long the lines are in which lists and objects are kept together.
const jsonWidth = 100

// appendIndented appends v: on one line where it fits, and otherwise each
// part on lines of its own, indented by two spaces. before is how much of the
// line is taken.
func appendIndented(dst []byte, v any, indent, before int) []byte {
	start := len(dst)
	dst = appendJSON(dst, v, " ")
	if before+utf8.RuneCount(dst[start:]) <= jsonWidth {
		return dst
	}
	newline := func(indent int) { dst = append(append(dst, '\n'), bytes.Repeat([]byte(" "), indent)...) }
	switch v := v.(type) {
	case []any:
		dst = append(dst[:start], '[')
		for i, e := range v {
			newline(indent + 2)
			dst = appendIndented(dst, e, indent+2, indent+3) // and a comma
			if i < len(v)-1 {
				dst = append(dst, ',')
			}
		}
		newline(indent)
		dst = append(dst, ']')
	case jsonObject:
		dst = append(dst[:start], '{')
		for i, m := range v {
			newline(indent + 2)
			key := len(dst)
			dst = append(appendJSONString(dst, m.key), ": "...)
			dst = appendIndented(dst, m.value, indent+2, indent+3+utf8.RuneCount(dst[key:]))
			if i < len(v)-1 {
				dst = append(dst, ',')
			}
		}
		newline(indent)
		dst = append(dst, '}')
	}
	return dst
}

// isText reports whether all strings in v are UTF-8, which is what JSON can hold.
func isText(v any) bool {
	switch v := v.(type) {
	case string:
		return utf8.ValidString(v)
	case []any:
		for _, e := range v {
			if !isText(e) {
				return false
			}
		}
	case jsonObject:
		for _, m := range v {
			if !isText(m.value) {
				return false
			}
		}
	}
	return true
}

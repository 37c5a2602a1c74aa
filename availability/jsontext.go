package availability

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Files are written by hand, so what is wrong with their text is said in the
// writer's terms: the line, the column and what to do. Package json says where;
// why, it says in its own terms.

// checkJSON reports where data stops being one JSON value in UTF-8.
func checkJSON(data []byte) error {
	if utf8.Valid(data) && json.Valid(data) {
		return nil
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return fmt.Errorf("%s: not valid UTF-8: save the file as UTF-8", position(data, i))
		}
		i += size
	}
	var value json.RawMessage
	err := json.Unmarshal(data, &value)
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &syntax):
		return fmt.Errorf("not JSON: %w", err)
	case strings.Contains(err.Error(), "unexpected end"):
		return fmt.Errorf("%s: not JSON: it ends too early: close all quotes and brackets",
			position(data, len(bytes.TrimRight(data, " \t\r\n"))))
	case strings.Contains(err.Error(), "max depth"):
		return errors.New("not JSON for a team: lists and objects are nested too deeply")
	}
	return unexpected(data, min(max(int(syntax.Offset)-1, 0), len(data)-1))
}

// unexpected explains why JSON cannot go on with the character at data[at].
func unexpected(data []byte, at int) error {
	r, size := utf8.DecodeRune(data[at:])
	end := at + size
	if isWord(r) {
		// The character may be in the middle of a word, as the "o" of "nope" is.
		end = len(data) - len(bytes.TrimLeftFunc(data[at:], isWord))
		at = len(bytes.TrimRightFunc(data[:at], isWord))
	}
	found := quoted(string(data[at:end]))
	before := bytes.TrimRight(data[:at], " \t\r\n")
	last := byte(0)
	if len(before) > 0 {
		last = before[len(before)-1]
	}
	hint := ""
	switch {
	case at > 0 && data[at-1] == '\\':
		hint = "a text has a backslash as \\\\"
	case r == '\n' || r == '\r':
		hint = "a text ends on the line on which it starts: close its quotes"
	case unicode.IsControl(r):
		hint = "leave it out"
	case json.Valid(data[:at]):
		hint = "the JSON ends before it: leave out the rest"
	case strings.ContainsRune("'`´‘’‚“”„«»", r):
		hint = `write straight double quotes, "`
	case r == '/' || r == '#':
		hint = "JSON has no comments: leave it out"
	case last == ':' && strings.ContainsRune(",]}", r):
		hint = "a value is missing before it"
	case last == ',' && strings.ContainsRune("]}", r):
		hint = "leave out the comma before it"
	case r == ',':
		hint = "leave it out"
	case r == ']' || r == '}':
		hint = "close lists and objects in the order in which they were opened"
	case slices.Contains([]byte(`"]}`), last) || isWord(rune(last)):
		hint = "a comma or a colon is missing before it"
	case isWord(r):
		hint = "write texts and keys in double quotes"
	}
	if hint != "" {
		hint = ": " + hint
	}
	return fmt.Errorf("%s: not JSON: unexpected %s%s", position(data, at), found, hint)
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("+-._", r)
}

// position names the line and column, both from 1, of the byte at offset.
func position(data []byte, offset int) string {
	before := data[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Sprintf("line %d, column %d", line, column)
}

func isObject(value json.RawMessage) bool { return bytes.HasPrefix(value, []byte("{")) }
func isList(value json.RawMessage) bool   { return bytes.HasPrefix(value, []byte("[")) }

// members iterates over the keys and values of an object, in the order of the
// text, which is known to be JSON. The values are parts of it, not copies.
func members(object json.RawMessage) iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		var key json.RawMessage
		for part := range parts(object) {
			if key == nil {
				key = part
				continue
			}
			name, _ := unquoteJSON(key)
			if key = nil; !yield(name, part) {
				return
			}
		}
	}
}

// elements iterates over the elements of a list in text that is known to be
// JSON. It reads as far as the loop goes, so that a list which is too long costs
// no more than its limit.
func elements(list json.RawMessage) iter.Seq[json.RawMessage] { return parts(list) }

// parts iterates over the values in a list, or over the keys and values of an object.
// The text is known to be JSON, so it is enough to tell where values end.
func parts(value json.RawMessage) iter.Seq[json.RawMessage] {
	return func(yield func(json.RawMessage) bool) {
		for at := 1; at < len(value); {
			switch value[at] {
			case ' ', '\t', '\r', '\n', ',', ':':
				at++
				continue
			case ']', '}':
				return
			}
			end := at + valueLength(value[at:])
			if !yield(value[at:end:end]) {
				return
			}
			at = end
		}
	}
}

// valueLength returns the length of the JSON value with which text starts.
func valueLength(text []byte) int {
	depth := 0
	for at := 0; at < len(text); {
		switch text[at] {
		case '"':
			at += stringLength(text[at:])
		case '{', '[':
			depth++
			at++
			continue
		case '}', ']':
			depth--
			at++
		case ' ', '\t', '\r', '\n', ',', ':':
			at++
			continue
		default:
			for at < len(text) && !bytes.ContainsRune([]byte(" \t\r\n,:]}"), rune(text[at])) {
				at++
			}
		}
		if depth == 0 {
			return at
		}
	}
	return len(text)
}

// stringLength returns the length of the JSON string with which text starts.
func stringLength(text []byte) int {
	for at := 1; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '"':
			return at + 1
		}
	}
	return len(text)
}

// unquoteJSON returns the text that a JSON value stands for, if it is one.
func unquoteJSON(value json.RawMessage) (string, bool) {
	if !bytes.HasPrefix(value, []byte(`"`)) {
		return "", false
	}
	if bytes.IndexByte(value, '\\') < 0 {
		return string(value[1 : len(value)-1]), true
	}
	var s string
	return s, json.Unmarshal(value, &s) == nil
}

// A keyCheck finds the unknown and the repeated keys of one object.
type keyCheck struct {
	known []string
	names map[string]string // what others call some of these keys
	seen  map[string]int
	meant []string // the keys of which an unknown one is likely a slip
}

func newKeyCheck(known []string, names map[string]string) *keyCheck {
	return &keyCheck{known: known, names: names, seen: make(map[string]int, len(known))}
}

// use reports whether the value of a key counts, and what is wrong with the key.
func (c *keyCheck) use(key string) (bool, error) {
	c.seen[key]++
	switch {
	case c.seen[key] == 2:
		return false, fmt.Errorf("the key %s appears twice: leave one", quoted(key))
	case c.seen[key] > 2:
		return false, nil // that has been said
	case slices.Contains(c.known, key):
		return true, nil
	}
	guess := nearest(key, c.known)
	if guess == "" {
		guess = c.names[fold(key)]
	}
	if guess != "" {
		c.meant = append(c.meant, guess)
		return false, fmt.Errorf("unknown key %s%s", quoted(key), didYouMean(guess))
	}
	return false, fmt.Errorf("unknown key %s: the keys are %s", quoted(key), strings.Join(c.known, ", "))
}

// misspelled returns the keys that are there under a wrong name only.
func (c *keyCheck) misspelled() []string {
	return slices.DeleteFunc(c.meant, func(key string) bool { return c.seen[key] > 0 })
}

// readString reads a text. example is one that would do.
func readString(value json.RawMessage, example string) (string, error) {
	s, ok := unquoteJSON(value)
	if !ok {
		return "", fmt.Errorf("%s is not a text: write it in double quotes, such as %q", shorten(value), example)
	}
	return s, nil
}

// shorten returns JSON text for an error message: in one line, with nothing that
// a terminal would obey.
func shorten(value json.RawMessage) string {
	// The start is enough, of a value that may be as long as the file.
	s := strings.Join(strings.Fields(string(value[:min(len(value), 1000)])), " ")
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) {
			return r
		}
		return utf8.RuneError
	}, s)
}

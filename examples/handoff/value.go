package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A value is a JSON value, with the line on which it stands. The keys of objects stay in
// their order, repeated ones too, so that all that is wrong with them can be said.
type value struct {
	line int
	// content is a text, a json.Number, a bool, nil, a []value or a []member.
	content any
}

type member struct {
	key   string
	value value
}

// maxDepth is one more than a plan has: the plan, its list of tasks, a task, a list in it, and
// the texts in that.
const maxDepth = 6

// parseJSON parses a text that is one JSON value.
func parseJSON(data []byte) (value, error) {
	if !utf8.Valid(data) {
		return value{}, errors.New("it is not in UTF-8: save it as UTF-8")
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return value{}, errors.New("it is empty: write " + planExample)
	}
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil { // it checks more than a Decoder does
		line := 1
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			line += bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		}
		return value{}, fmt.Errorf("line %d: not JSON: %w: look at the quotes, commas and brackets there and before", line, err)
	}
	p := parser{data: data, tokens: json.NewDecoder(bytes.NewReader(data)), line: 1}
	p.tokens.UseNumber()
	return p.value(1)
}

type parser struct {
	data   []byte
	tokens *json.Decoder
	read   int // so many bytes are counted in line
	line   int
}

func (p *parser) value(depth int) (value, error) {
	token, err := p.tokens.Token()
	if err != nil {
		return value{}, err
	}
	end := int(p.tokens.InputOffset())
	p.line += bytes.Count(p.data[p.read:end], []byte("\n"))
	p.read = end
	v := value{line: p.line, content: token}
	if depth > maxDepth {
		return value{}, fmt.Errorf("line %d: lists and objects are nested too deeply: write %s", v.line, planExample)
	}
	switch token {
	case json.Delim('['):
		list := []value{}
		for p.tokens.More() {
			element, err := p.value(depth + 1)
			if err != nil {
				return value{}, err
			}
			list = append(list, element)
		}
		v.content = list
	case json.Delim('{'):
		members := []member{}
		for p.tokens.More() {
			key, err := p.tokens.Token()
			if err != nil {
				return value{}, err
			}
			name, _ := key.(string)
			element, err := p.value(depth + 1)
			if err != nil {
				return value{}, err
			}
			members = append(members, member{name, element})
		}
		v.content = members
	default:
		return v, nil
	}
	if _, err := p.tokens.Token(); err != nil && err != io.EOF { // the bracket that closes it
		return value{}, err
	}
	return v, nil
}

// String says in a message what the value is, in one line and with nothing that a terminal would
// obey.
func (v value) String() string {
	switch content := v.content.(type) {
	case string:
		return quoted(content)
	case []value:
		return "a list"
	case []member:
		return "an object"
	case nil:
		return "null"
	default:
		return shorten(fmt.Sprint(content))
	}
}

// quoted is a text of the user's for a message.
func quoted(s string) string { return fmt.Sprintf("%q", shorten(s)) }

func shorten(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// printable reports whether a name can stand in a line of text.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) && strings.TrimSpace(s) == s
}

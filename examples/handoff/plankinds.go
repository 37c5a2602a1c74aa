package main

import (
	"encoding/json"
	"time"

	"github.com/noonmark/noonmark/examples/internal/program"
	"github.com/noonmark/noonmark/overlap"
)

// The kinds of values in a plan file. What cannot be read is said, and stands for nothing.

func (p *planReader) text(v value, place, example string) string {
	s, ok := v.content.(string)
	if !ok {
		p.wrong(v, place, "%v is not a text: write it in double quotes, such as %q", v, example)
	}
	return s
}

func (p *planReader) texts(v value, place, example string) []string {
	list, ok := v.content.([]value)
	if !ok {
		p.wrong(v, place, "%v is not a list: write %s", v, example)
		return nil
	}
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = p.text(v, place, "Ada")
	}
	return texts
}

func (p *planReader) name(v value, place string) string {
	s := p.text(v, place, "draft")
	switch {
	case v.content != s:
	case s == "":
		p.wrong(v, place, "it is empty: give the task a name by which others can wait for it")
	case program.Width(s) > maxNameColumns:
		p.wrong(v, place, "longer than %d characters: shorten it", maxNameColumns)
	case !printable(s):
		p.wrong(v, place, "%s cannot be printed in a line: leave out what is no letter, digit, sign or single space", quoted(s))
	}
	return s
}

func (p *planReader) duration(v value, place string) time.Duration {
	s, ok := v.content.(string)
	d, err := time.ParseDuration(s)
	switch {
	case !ok || err != nil:
		p.wrong(v, place, "%v is not a duration: %s", v, durationExample)
	case d < 0 || d%time.Second != 0:
		p.wrong(v, place, "%v is below zero or has parts of a second: %s", v, durationExample)
	}
	return d
}

func (p *planReader) count(v value, place string) int {
	number, _ := v.content.(json.Number)
	n, err := number.Int64()
	if err != nil || n < 1 || n > overlap.MaxTasks {
		p.wrong(v, place, "%v is not a number of owners: write a whole number from 1", v)
		return 0
	}
	return int(n)
}

package main

import (
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/overlap"
)

// A category is what a task's time can go to, as people are told of it.
type category struct {
	state availability.State
	work  bool
	mark  rune   // in the chart
	head  string // of a column
	about string // in the legend
}

// categories are in the order in which they are listed.
var categories = []category{
	{availability.Free, true, '█', "work", "work"},
	{0, true, '█', "machine", "work"},
	{availability.Free, false, 'p', "pause", "pause"},
	{availability.Focus, false, 'f', "focus", "focus time"},
	{availability.Busy, false, 'b', "busy", "in a meeting"},
	{availability.Stretch, false, 's', "stretch", "stretch hours"},
	{availability.OffHours, false, '·', "off hours", "outside of working hours"},
	{availability.RestDay, false, '░', "rest days", "day without work"},
	{availability.Holiday, false, 'H', "holidays", "public holiday"},
	{availability.Leave, false, 'L', "leave", "leave"},
}

const machineWork = 1 // its index

const (
	brief = '▄' // marks a column of the chart of which less than half is work
	done  = '◆' // marks when a task without work is done
)

// timeIn returns how much of some parts is of a category.
func (c category) timeIn(parts []overlap.Part) time.Duration {
	var sum time.Duration
	for _, p := range parts {
		if p.State == c.state && p.Work == c.work {
			sum += p.Time
		}
	}
	return sum
}

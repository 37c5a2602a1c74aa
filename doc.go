// Package noonmark is the root of a library for teams that work in different
// time zones. It holds no code; its packages do:
//
//   - availability: who works when. Zones, working hours, people, teams, schedules
//     and the algebra of spans and sets of instants.
//   - availability/holidays: the public holidays of countries and their parts.
//   - overlap: when people work at the same time, which meetings suit them, once, every week
//     or in turns; how long an answer takes, and why; when work that is handed on is done.
//   - calendar: how that gets into a calendar program.
//
// Imports point one way: overlap and calendar import availability and do not
// know each other. What they share is availability.Span and availability.Set.
//
// Nothing here samples, and nothing assumes a typical week. Every figure is
// computed over the real dates asked for, with their changes of clocks and leave.
// The library reads no clock, no network and, but for the tz database, no file: the same
// input gives the same output.
//
// The programs in examples show how the parts fit together: examples/team prints who works
// when, examples/meet finds times for meetings, examples/handoff follows work from hand to hand.
package noonmark

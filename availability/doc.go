// Package availability says who is available when: people's working hours, on
// their own wall clocks, over real dates.
//
// A [Person] is plain data: a name, a zone, hours, and whatever else is true of their
// time. A [Team] is a list of people, which [ReadTeam] reads from a JSON file. Compile turns a
// person into a [Schedule], which answers questions about any instant of the
// years 1 to 9999. The answers are spans ([Span]) and sets of instants ([Set]), and the
// packages overlap and calendar go on from there.
//
//	In, When            the time within a window that is free, or in given states
//	Timeline            all of a window, state by state
//	StateAt, NextChange what is now, and what comes next
//	Next, After         when the person works next, and from then on
//	AddWork             when so much work is done, or has to be begun
//	WorkBetween         how much work fits in between
//	Stopwatch           the same for any states, with pauses
//	Usual, Routines     what a week is like, one-off things left out, and when that changes
//	Shifted             the same person with all hours so much earlier or later
//	Fingerprint         what tells schedules apart
//
// # States
//
// At every instant a person is in exactly one [State]. Working time is [Free],
// [Focus] or [Busy]; other time is [Stretch], [OffHours], [RestDay], [Holiday] or
// [Leave]. What is said of a person is painted in layers, each over the ones before:
//
//	the day     RestDay if no working time starts on it, Holiday if it is one, or else OffHours
//	stretch     Stretch
//	hours       Free
//	focus       Focus, where it is Free
//	recurring   the state of each Block, in the order given
//	leave       Leave
//	busy time   Busy, where it is Free, Focus or Stretch (Schedule.With)
//
// On a holiday no hours, stretch hours or blocks start; a shift of the day before goes on
// to its end. Hours that name PH say themselves what holds on a holiday.
//
// # Instants and days
//
// Spans of time are half-open: a start belongs to its span, an end does not, so
// hours from 09:00 to 17:00 do not hold 17:00. Spans are counted in whole Unix
// seconds. Days are inclusive: leave from the 24th to the 28th includes the 28th,
// because that is how people say it.
//
// # Daylight saving time
//
// One sentence decides: a person is in a state at an instant if and only if their
// wall clock, read at that instant, is inside the hours of that state. A [Zone] is a
// table of segments in each of which the offset from UTC is constant. Hours are shifted by the
// offset of each segment and clipped to it, and nothing else happens. So where
// clocks skip an hour, hours that lie in it are not worked; where they repeat
// one, it is worked twice; 09:00 is 09:00 on every date. Somebody who moves ([Move])
// has a table spliced from several zones. Recurring blocks are time that people
// spend, too, so the sentence holds for them.
//
// A point that is named by a wall clock, such as the start of a meeting, is
// another matter: it may not exist, or exist twice. [Zone.Instant] decides it as
// RFC 5545 section 3.3.5 does.
//
// # Flexible hours
//
// People whose contract is an amount a day within a frame have two schedules: what they
// can promise, and what cannot be ruled out. See [Reading].
//
// # Time zone data
//
// The package reads the tz database that package time finds, and embeds none.
// Programs that must run where there is none import time/tzdata. Governments
// change their rules at short notice, so keep the data fresh: in November 2026 the release 2025c
// that Go 1.26 embeds is already wrong for Vancouver, Edmonton, Winnipeg and
// Casablanca. [TZRelease] tells which release is in use, where that can be known;
// it and [LoadZone] are all that reads files or the environment.
// To have a newer one, in this order of ease: update the system's tzdata package;
// set the environment variable ZONEINFO to a current folder or zip; build with a newer
// Go; or give zones of your own to the compile step ([Sources], [NewZone]).
// A program reads each zone once, so it must be restarted after an update.
//
// # Errors
//
// Only reading, writing and compiling can fail. The errors say who, which field, what is
// wrong and how to mend it, all mistakes at once; [FieldError], [ZoneError],
// [HoursError], [RecurrenceError] and [LimitError] are for errors.As. What is compiled is total: no
// question about it fails, panics or runs for ever.
//
// # Concurrency
//
// All values of this package may be shared by goroutines, as long as nobody
// changes the fields of a Person or a Team meanwhile. The only state of the package is a
// cache of compiled zones; schedules and holidays remember what they have worked
// out, within bounds.
package availability

// Package availability says who is available when: people's working hours, on
// their own wall clocks, over real dates.
//
// A [Person] is plain data: a name, a zone, hours, leave. A [Team] is a list of
// people, which [ReadTeam] reads from a JSON file. Compile turns a person into a
// [Schedule], which answers questions about any instant of the years 1 to
// 9999: [Schedule.In], [Schedule.Next], [Schedule.AddWork],
// [Schedule.WorkBetween]. The answers are spans ([Span]) and sets of instants
// ([Set]), and the packages overlap and calendar go on from there.
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
// One sentence decides: a person works at an instant if and only if their wall
// clock, read at that instant, is inside their hours. A [Zone] is a table of segments
// in each of which the offset from UTC is constant. The hours are shifted by the
// offset of each segment and clipped to it, and nothing else happens. So where
// clocks skip an hour, hours that lie in it are not worked; where they repeat
// one, it is worked twice; 09:00 is 09:00 on every date.
//
// A point that is named by a wall clock, such as the start of a meeting, is
// another matter: it may not exist, or exist twice. [Zone.Instant] decides it as
// RFC 5545 section 3.3.5 does.
//
// # Time zone data
//
// The package reads the tz database that package time finds, and embeds none.
// Programs that must run where there is none import time/tzdata. Governments
// change their rules at short notice: keep the machine's tz database current, or
// set the environment variable ZONEINFO to a current one. [TZRelease] says which release
// is in use, where that can be known. It and [LoadZone] are all that reads files
// or the environment.
//
// # Errors
//
// Only reading and compiling can fail. The errors say who, which field, what is
// wrong and how to mend it, all mistakes at once; [FieldError], [ZoneError],
// [HoursError] and [LimitError] are for errors.As. What is compiled is total: no
// question about it fails, panics or runs for ever.
//
// # Concurrency
//
// All values of this package may be shared by goroutines, as long as nobody
// changes the fields of a Person or a Team meanwhile. The only state of the package is a
// cache of compiled zones.
package availability

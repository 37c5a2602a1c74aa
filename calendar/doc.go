// Package calendar publishes time as iCalendar feeds (RFC 5545): files that a
// calendar program imports, and addresses to which it subscribes.
//
// A [Feed] is plain data: a name, a stamp and events. [Feed.Encode] turns it
// into bytes, and [NewHandler] serves those bytes over HTTP as a subscription.
//
//	window := calendar.WholeWeeks(availability.Between(now, now.AddDate(1, 0, 0)))
//	feed := calendar.Feed{ID: "ada", Name: "Ada", Stamp: now}
//	feed.Events = calendar.Diary{Schedule: ada}.Events(window)
//	feed, err := feed.Update(lastPublished)
//	…
//	err = feed.Encode(file)
//
// # A tour
//
//	Event               what happens once, or again and again by a rule
//	Weekly              a set of spans as few events that recur
//	Series              a recurrence as events: a meeting, a rota
//	Diary               a person's hours, leave, focus and busy time
//	Availability, Open  when somebody can be asked for their time (VAVAILABILITY)
//	FreeBusy            when somebody is free, and nothing else (VFREEBUSY)
//	Feed.Update         revisions, from what was published before
//	NewHandler          the subscription
//	NewPrivateFeeds     the same at addresses that cannot be guessed
//
// Overlap, rotations, hand-offs and the days on which DST changes something are events, too:
// package overlap computes them as spans and sets, which are what this package takes.
//
// # Hours recur, and are exact
//
// A year of somebody's hours is one event with a rule on their own clock, and not 250:
// [Weekly] finds what recurs in any set. What its events say, expanded, is that set to
// the second. That holds in every client that has been asked (libical, ical.js, khal,
// recurring-ical-events and sabre/vobject are, in CI), for our time: khal and
// recurring-ical-events know no DST after 2037, and libical does not know the day that
// Apia left out in 2011. It holds for two reasons. A VTIMEZONE is derived from the
// very table of the zone by which the set was computed. And where clients read a rule
// differently, on the days on which clocks change, there is no rule: such an
// occurrence is an event of its own.
//
// The RFC has a rule for these days (section 3.3.5: a skipped time takes the offset
// from before the gap, of a repeated one the first is meant). [Event.Occurrences]
// follows it, and so does package availability for points in time. But for time that
// people spend the library reads the clock at each instant, and there a skipped hour
// does not happen and a repeated one happens twice. Writing these days apart is what
// makes both the same.
//
// # Time zones
//
// A feed has one VTIMEZONE for each zone to which its events refer, and no other. Its
// observances are YEARLY rules with one BYDAY, the nth or the last of a month, or
// single onsets, as Outlook reads nothing else. What recurs otherwise (Jerusalem's
// Friday before the last Sunday, Morocco's Ramadan) is split into such runs, each with
// an UNTIL where it ends. The first begins a year or more before the events, as some
// clients read an offset of zero before it. What goes forward and comes back within
// the year is DAYLIGHT, whatever the sign of the tz database's DST (Dublin,
// Casablanca). The text does not depend on the window for zones that have rules, so it
// does not change as the window moves on.
//
// # The same data gives the same bytes
//
// Clients poll a feed for years. They recognize an event by its UID and a
// change by the bytes, so both must move only when the data does. A feed is
// made with no clock, no environment and no random numbers: the stamp comes from
// the caller, the UID derives from two names that the caller chooses once
// ([Feed.ID] and [Event.Source]), and events are written in order of time
// whatever their order in the slice. [WholeWeeks] keeps a window from moving with each poll.
//
// LAST-MODIFIED, DTSTAMP and SEQUENCE of an event rise exactly when it changes. That
// needs to be known: either a [Revision] is kept with the event, or [Feed.Update]
// compares with the bytes that were published before. With neither there is no
// LAST-MODIFIED and no SEQUENCE, and clients compare what they read.
//
// # What a feed tells
//
// Subscribers see what is in the file, all of it; so a feed tells when and not why,
// unless it is asked to: [Diary] calls events "busy" and "away", and [Event.Show]
// leaves the time of whoever subscribes free. Each file is a calendar of its own, for
// those who may read it.
//
// A year of a team of 50, with leave and holidays, is about 220 KB (see
// TestATeamOfFiftyStaysSmall). Google takes files up to 1 MB.
//
// # Any text is safe
//
// Titles, labels and names are data, and may hold anything. Text is escaped (RFC 5545
// section 3.3.11) and folded (section 3.1), parameters are quoted (RFC 6868), and
// neither can end its own line. What iCalendar cannot carry is mended in silence, for
// a name that somebody typed must not take a team's calendar down:
//
//   - line breaks (LF, and the Unicode characters U+0085, U+2028 and U+2029,
//     which some readers take for one) become the escape \n;
//   - other control characters (Unicode category Cc) are dropped, CR among
//     them, except for the tab, which is kept;
//   - each byte that is not UTF-8 becomes U+FFFD.
//
// # Where standards and clients differ
//
//   - RFC 5546 asks published events for an ORGANIZER, and RFC 5545 forbids it where nobody is invited: it is
//     left to the caller ([Organizer]). VFREEBUSY needs one.
//   - No RDATE is written: libical and sabre/vobject misread it. Further dates are events.
//   - EXDATE is written one to a line, never for the first occurrence, which sabre/vobject shows
//     all the same, and never for a time that DST skips or repeats.
//   - UNTIL is half a day after the last start, as recurring-ical-events compares it
//     with another offset.
//   - The calendar has no UID of its own (RFC 7986), which vdirsyncer takes for that of each event.
//   - VAVAILABILITY is written, though few clients show it. Publish events beside it.
//
// Nothing here reads iCalendar yet, apart from a feed's own.
package calendar

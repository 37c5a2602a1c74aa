// Package calendar publishes spans of time as iCalendar feeds (RFC 5545): files
// that a calendar program imports, and addresses to which it subscribes.
//
// A [Feed] is plain data: a name, a stamp and events. [Feed.Encode] turns it
// into bytes, and [NewHandler] serves those bytes over HTTP as a subscription.
//
//	feed := calendar.Feed{
//		ID:    "team-overlap",
//		Name:  "Team overlap",
//		Stamp: dataChanged,
//	}
//	for span := range common.All() {
//		feed.Events = append(feed.Events, calendar.Event{
//			Source: "overlap/" + span.Start().Format(time.DateOnly),
//			Span:   span,
//			Title:  "Everybody is there",
//		})
//	}
//	err := feed.Encode(file)
//
// # The same data gives the same bytes
//
// Clients poll a feed for years. They recognize an event by its UID and a
// change by the bytes, so both must move only when the data does. The package
// reads no clock, no environment and no random numbers: the stamp comes from
// the caller, the UID derives from two names that the caller chooses once
// ([Feed.ID] and [Event.Source]), and events are written in order of time
// whatever their order in the slice.
//
// # Any text is safe
//
// Titles, labels and names are data, and may hold anything. Text is escaped
// (RFC 5545 section 3.3.11) and folded (section 3.1), and it cannot end its own
// line. What iCalendar cannot carry is mended in silence, for a name that
// somebody typed must not take a team's calendar down:
//
//   - line breaks (LF, and the Unicode characters U+0085, U+2028 and U+2029,
//     which some readers take for one) become the escape \n;
//   - other control characters (Unicode category Cc) are dropped, CR among
//     them, except for the tab, which is kept;
//   - each byte that is not UTF-8 becomes U+FFFD.
//
// # What is not here yet
//
// Events are single and in UTC. There are no recurrence rules and no VTIMEZONE
// for a zone, no VAVAILABILITY and no VFREEBUSY, no all-day events, no colours,
// URLs or alarms. LAST-MODIFIED and SEQUENCE are not written; every event takes
// its DTSTAMP from the feed. An event that is no longer in the feed disappears
// from it, without STATUS:CANCELLED. There is no ORGANIZER: RFC 5546 section
// 3.2.1 asks for one with METHOD:PUBLISH, while RFC 5545 section 3.8.4.3 forbids
// it where nobody is invited. The handler does not compress, does not keep the
// bytes between requests and does not check who asks. Nothing reads iCalendar.
package calendar

// Package overlap says when people work at the same time, when they can best meet, how
// the burden of meeting is shared, and how long an answer takes. It computes with the
// schedules of package availability, over the real dates asked for.
//
//	All, Any, Quorum    the windows in which everybody, anybody, or k people work
//	Cover               how many work at each instant, and who; gaps in that
//	Pairs               how much each two people share
//	Seasons             on which dates the overlap changes, and why
//	Find                the best times of one meeting, or why there is none
//	Series              the best times of a meeting that recurs, over a season
//	Rotate              a sequence of times that shares the burden
//	Load                what that means for each person: hours, nights, rest
//	Shifts              how little people would have to move to overlap enough
//	ReplyFrom           how long an answer takes, through any number of hands, and why
//	Replies             how long everybody waits for everybody
//	NewPlan             when work that is handed on is done; its critical path
//	Relay               the best order of hand-offs
//	Promise             deadlines in working time, and how well they are kept
//
// # Windows
//
// [All] returns the windows in which everybody works and [Quorum] those in which
// at least k people do. [Cover] returns a [Coverage]: for each instant how many
// work, and who; from it come the gaps in which too few do ([Coverage.Gaps]), and the
// largest group that ever works at the same time. These speak of Free time. A [Crew] asks
// the same questions about any states, such as Free and Stretch. People with the same
// schedule are computed once.
//
// [Seasons] tells the dates at which the overlap of a group changes: because one side has
// changed its clocks and the other has not, somebody moves, or hours are others in summer.
//
// # Meetings
//
// A [Meeting] says who is asked, for how long, and in which states they can come. What a
// meeting costs somebody is a [Burden]: how long it is inside their hours, in stretch, outside and
// at night. [Prices] turn it into weighted time, so that burdens of all kinds compare
// and add up: an hour at night is as heavy as ten hours of stretch, unless the caller
// says otherwise. [Limits] bound what may be asked at all, as the law does.
//
// [Find] looks at every start on the grid. Each candidate has a score of a total order and
// says what it is to each person; if there is none, a [Refusal] says who blocks most and
// which small concessions would help, each of them tried. [Series] does it for a recurrence rule,
// over all its occurrences in a season. The anchor, the zone on whose wall clock the time
// is fixed, is part of the search, since it decides who bears a change of clocks. [Rotate]
// chooses a time for each occurrence so that nobody bears more than they must, starting from
// what each has borne before, and proves how good that is. [Shifts] moves the people instead.
//
// Meetings are points on a wall clock: what names a time in a gap or a fold is resolved as in
// RFC 5545 section 3.3.5. Their length is elapsed time.
//
// # Replies
//
// A [Reply] is a function from the instant at which a message is sent to the
// instant at which its answer arrives. It is monotone and made of line pieces: at
// work the answer follows at a fixed distance, and the messages of a night are all
// answered in the morning. [Reply.Wait] turns it into a [Wait], the distribution of the wait
// over all instants at which a message may be sent. Its mean is an area under line
// pieces and its quantiles are points on them, so they are exact: nothing is
// sampled. The answerer's schedule is followed past the end of any window, and
// messages that are never answered are counted apart.
//
// Replies are put together: [Reply.Then] is a chain, [First] the first of a pool, [AllOf] and [KOf]
// wait for several, [Sooner] takes the best of alternatives, [Delay] is a machine and [Reply.Until] a
// horizon. Each is again a function of this kind, so its figures are exact. An [Answerer] says
// which states count as answering, and when the clock stops. Work that is not certain makes a
// [Mixture] of replies, with exact figures too. Backwards, [Reply.SendBy] is the latest instant to send, and
// [Reply.BestSend] the one to wait least; [Reply.Quiet] is when nobody is disturbed.
//
// [Reply.Why] splits a mean wait into what those waited on do meanwhile, hop by hop, and the
// parts add up to it exactly; [Reply.Trace] does so for one message. An [Effect] compares two
// waits: if somebody's day moves ([Reply.Marginals]), is replaced, or is joined by another, or if a
// holiday falls out ([availability.Schedule.WithoutHolidays]).
//
// [Replies] works out all ordered pairs of a team at once, with a table for each answerer instead of a walk for each
// pair.
//
// Borders are exact, too. Instants are whole seconds, and whether a border
// belongs to a piece is kept through every step; what is sent at 16:00 sharp can be
// answered a night before what is sent a nanosecond later.
//
// # Hand-offs
//
// A [Plan] is tasks that wait for each other, with owners or pools. [Plan.Run] follows it from one start: who has it
// when, on their own clock, the critical path, and the slack. Since all steps are monotone, its end is a [Reply] too
// ([Plan.Reply]), with all the figures above over all starts. A [Relay] finds the best order of hand-offs whose order is
// free, out of all, and so does [Plan.OrdersAt] for tasks within a plan. A [Promise] is a deadline in working time; since it
// is computed as answers are, how often it is kept is exact, too ([Promise.Service]).
//
// # Daylight saving time, errors, concurrency
//
// Schedules decide about daylight saving time; in windows and replies there are instants
// only. Questions about windows and replies cannot fail: what has no answer says so by a
// second result. Requests can be wrong, or too large to be answered in bounded time and
// memory: then the error is a *[RequestError] that names the field, and how to mend it. Searches
// that may last take a context, and most report progress.
//
// All values are immutable and all functions safe for concurrent use.
package overlap

// Package overlap says when people work at the same time, and how long an answer
// takes. It computes with the schedules of package availability, over the real
// dates asked for.
//
// # Windows
//
// [All] returns the windows in which everybody works and [Quorum] those in which
// at least k people do. [Cover] returns a [Coverage]: for each instant how many
// work, and who; from it comes the largest group that ever works at the same
// time.
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
// Borders are exact, too. Instants are whole seconds, and whether a border
// belongs to a piece is kept through every step; see the comment on ticks in
// piece.go.
//
// # Daylight saving time, errors, concurrency
//
// Schedules decide about daylight saving time; here there are instants only.
// Nothing in this package fails: what has no answer says so by a second result.
// All values are immutable and safe for concurrent use.
package overlap

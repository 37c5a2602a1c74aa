package overlap

import (
	"slices"
	"sort"
	"time"

	"github.com/noonmark/noonmark/availability"
)

// A roster is the working time of one person, to judge it by limits.
type roster struct {
	limits Limits
	zone   *availability.Zone
	by     int64 // days and weeks start so many seconds after midnight on the wall clock
	work   spans
	// within is the time about which the roster knows all there is.
	within availability.Span
	radius int64
}

// newRoster prepares the roster of s for meetings within w. It looks as far beyond
// w as the limits reach.
func newRoster(s *availability.Schedule, w availability.Span, l Limits) *roster {
	// A week on either side for the week, and for days in a row one more than decides.
	radius := int64(10+l.Days)*secondsPerDay + seconds(l.Rest)
	r := newRosterOf(s, availability.UnixSpan(startOf(w)-2*radius, endOf(w)+2*radius), l)
	r.radius = radius
	return r
}

// newRosterOf returns the roster of the work within a span.
func newRosterOf(s *availability.Schedule, within availability.Span, l Limits) *roster {
	return &roster{limits: l, zone: s.Zone(), work: s.When(within, availability.Working).Spans(), within: within}
}

// An excess says by how much each limit is broken.
type excess [UnbrokenWork + 1]time.Duration

// beyond returns the first limit that is broken by more than in another excess, or NoLimit.
func (e excess) beyond(o excess) Limit {
	for l := DailyRest; l <= UnbrokenWork; l++ {
		if e[l] > o[l] {
			return l
		}
	}
	return NoLimit
}

// sum returns by how much the work breaks each limit in all.
func (r *roster) sum(work spans) (e excess) {
	for v := range r.violations(work) {
		e[v.Limit] += v.Excess
	}
	return e
}

// worst returns by how much each limit is broken at most, at one place.
func (r *roster) worst() (e excess) {
	for v := range r.violations(r.work) {
		e[v.Limit] = max(e[v.Limit], v.Excess)
	}
	return e
}

// refuses returns the limit that the meeting would break: that is kept without it, or
// is not kept either way and would be broken by more. A meeting in working time changes nothing.
func (r *roster) refuses(meeting availability.Span) (Limit, bool) {
	from, until := meeting.Unix()
	i := sort.Search(len(r.work), func(i int) bool { return endOf(r.work[i]) >= from })
	if i < len(r.work) && r.work[i].Encloses(meeting) || meeting.IsEmpty() {
		return NoLimit, false
	}
	// What is further away than the radius is broken as much with the meeting as without.
	first := sort.Search(len(r.work), func(i int) bool { return endOf(r.work[i]) > from-r.radius })
	last := sort.Search(len(r.work), func(i int) bool { return startOf(r.work[i]) >= until+r.radius })
	near := r.work[first:last]
	with := availability.NewSet(append(slices.Clone(near), meeting)...).Spans()
	broken := r.sum(with).beyond(r.sum(near))
	return broken, broken != NoLimit
}

// A workday is the work that starts on one day of the wall clock. Work that goes on for more than 24
// hours starts anew at every midnight, without a rest.
type workday struct {
	number     int64 // days since 1970-01-01
	start, end int64
}

// workdays returns the working days of the work, in order.
func (r *roster) workdays(work spans) []workday {
	days := make([]workday, 0, len(work))
	for _, sp := range work {
		start, end := sp.Unix()
		for long := end-start > secondsPerDay; start < end; {
			n, until := r.dayAt(start)
			if !long {
				until = end
			}
			until = min(until, end)
			if last := len(days) - 1; last >= 0 && days[last].number == n {
				days[last].end = until
			} else {
				days = append(days, workday{n, start, until})
			}
			start = until
		}
	}
	return days
}

// dayAt returns the day that the wall clock shows at the second u, in days since 1970-01-01, and
// until when it goes on to show it, or is changed.
func (r *roster) dayAt(u int64) (day, until int64) {
	wall := wallAt(r.zone, u) - r.by
	day = floorDiv(wall, secondsPerDay)
	until = u + (day+1)*secondsPerDay - wall
	for t := range r.zone.Transitions(availability.UnixSpan(u+1, until)) {
		return day, t.At.Unix()
	}
	return day, until
}

// midnight returns the second with which a day starts.
func (r *roster) midnight(day int64) int64 {
	c := civilAt(day*secondsPerDay + r.by)
	return r.zone.Instant(c.Date, c.Clock).Unix()
}

// violations iterates over the limits that the work breaks: for each limit in order of time.
func (r *roster) violations(work spans) func(yield func(Violation) bool) {
	return func(yield func(Violation) bool) {
		days := r.workdays(work)
		_ = r.rests(days, yield) && r.weeks(work, yield) && r.rows(days, yield) && r.unbroken(work, yield)
	}
}

func (r *roster) violation(l Limit, start, end, length, excess int64) Violation {
	return Violation{Limit: l, Span: availability.UnixSpan(start, end), Length: time.Duration(length) * time.Second,
		Excess: time.Duration(excess) * time.Second, zone: r.zone}
}

func (r *roster) rests(days []workday, yield func(Violation) bool) bool {
	least := seconds(r.limits.Rest)
	for i := 1; i < len(days); i++ {
		start, end := days[i-1].end, days[i].start
		if rest := end - start; rest < least && !yield(r.violation(DailyRest, start, end, rest, least-rest)) {
			return false
		}
	}
	return true
}

func (r *roster) weeks(work spans, yield func(Violation) bool) bool {
	most := seconds(r.limits.Week)
	if most == 0 {
		return true
	}
	for week, worked := range r.weeksOf(work) {
		if worked > most && !yield(r.violation(WeeklyHours, startOf(week), endOf(week), worked, worked-most)) {
			return false
		}
	}
	return true
}

// weeksOf iterates over the weeks of the wall clock, from Monday to Monday, in which there is
// work, and how many seconds.
func (r *roster) weeksOf(work spans) func(yield func(availability.Span, int64) bool) {
	type week struct{ monday, worked int64 }
	var weeks []week
	for _, sp := range work {
		for start, end := sp.Unix(); start < end; {
			day, until := r.dayAt(start)
			until = min(until, end)
			monday := day - mod(day-firstMonday/secondsPerDay, 7)
			// A clock that goes back over midnight shows the end of a week again.
			i := len(weeks) - 1
			for i >= 0 && weeks[i].monday > monday {
				i--
			}
			if i < 0 || weeks[i].monday < monday {
				i++
				weeks = slices.Insert(weeks, i, week{monday: monday})
			}
			weeks[i].worked += until - start
			start = until
		}
	}
	return func(yield func(availability.Span, int64) bool) {
		for _, w := range weeks {
			if !yield(availability.UnixSpan(r.midnight(w.monday), r.midnight(w.monday+7)), w.worked) {
				return
			}
		}
	}
}

// rows judges working days in a row.
func (r *roster) rows(days []workday, yield func(Violation) bool) bool {
	most := r.limits.Days
	for from, until := range rowsOf(days) {
		n := until - from
		if most == 0 || n <= most {
			continue
		}
		v := r.violation(FreeDay, days[from].start, days[until-1].end, 0, int64(n-most)*secondsPerDay)
		v.Days = n
		if !yield(v) {
			return false
		}
	}
	return true
}

// rowsOf iterates over the longest runs of days that follow each other.
func rowsOf(days []workday) func(yield func(from, until int) bool) {
	return func(yield func(from, until int) bool) {
		for i := 0; i < len(days); {
			from := i
			for i++; i < len(days) && days[i].number == days[i-1].number+1; i++ {
			}
			if !yield(from, i) {
				return
			}
		}
	}
}

func (r *roster) unbroken(work spans, yield func(Violation) bool) bool {
	most := seconds(r.limits.Unbroken)
	for _, sp := range work {
		if n := sp.Seconds(); most > 0 && n > most && !yield(r.violation(UnbrokenWork, startOf(sp), endOf(sp), n, n-most)) {
			return false
		}
	}
	return true
}

package overlap

import "github.com/noonmark/noonmark/availability"

// All returns the time within w in which everybody works. With no schedules that
// is all of w.
func All(w availability.Span, schedules ...*availability.Schedule) availability.Set {
	common := availability.NewSet(w)
	for _, s := range schedules {
		if common.IsEmpty() {
			break
		}
		// What lies outside the time common so far cannot matter any more.
		common = common.Intersect(s.In(common.Bounds()))
	}
	return common
}

// Quorum returns the time within w in which at least k of the people work.
// Quorum of all of them is [All]; with k of zero or less it is all of w, and
// with more than there are it is empty.
func Quorum(w availability.Span, k int, schedules ...*availability.Schedule) availability.Set {
	switch {
	case k <= 0:
		return availability.NewSet(w)
	case k > len(schedules):
		return availability.Set{}
	case k == len(schedules):
		return All(w, schedules...)
	}
	return Cover(w, schedules...).AtLeast(k)
}

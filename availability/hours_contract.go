package availability

import "github.com/rickb777/date/v2"

func (h Hours) appendDay(dst []clockSpan, d date.Date, public, school Holidays) []clockSpan {
	return append(dst, h.days[weekdayOf(int64(d-unixEpoch))]...)
}
func (h Hours) weekly() (days [7][]clockSpan, ok bool) { return h.days, true }
func (h Hours) names() (public, school bool)           { return false, false }

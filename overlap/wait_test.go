package overlap

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/noonmark/noonmark/availability"
)

func TestKnownWaits(t *testing.T) {
	hours := func(d time.Duration, ok bool) float64 {
		if !ok {
			t.Error("nothing is answered")
		}
		return d.Hours()
	}
	for _, c := range []struct {
		asker, answerer   string
		work              time.Duration
		mean, median, p90 float64
	}{
		{"Berlin", "San Francisco", 0, 4.923, 4.92, 8.14},
		{"San Francisco", "Berlin", 0, 20.677, 12.08, 59.08},
		{"Berlin", "San Francisco", time.Hour, 5.923, 5.92, 9.14},
		{"San Francisco", "Berlin", time.Hour, 21.677, 13.08, 60.08},
	} {
		sent := schedule(t, c.asker, office).In(knownYear(t))
		w := ReplyFrom(schedule(t, c.answerer, office), c.work).Wait(sent)
		if got := hours(w.Mean()); math.Abs(got-c.mean) > 0.0005 {
			t.Errorf("%s asks %s, %v of work: mean %.4f h, want %.3f", c.asker, c.answerer, c.work, got, c.mean)
		}
		// A minute's difference, as these come from a minute grid, and the rounding.
		if got := hours(w.Quantile(0.5)); math.Abs(got-c.median) > 1./60+0.005 {
			t.Errorf("%s asks %s, %v of work: median %.4f h, want %.2f", c.asker, c.answerer, c.work, got, c.median)
		}
		if got := hours(w.Quantile(0.9)); math.Abs(got-c.p90) > 1./60+0.005 {
			t.Errorf("%s asks %s, %v of work: p90 %.4f h, want %.2f", c.asker, c.answerer, c.work, got, c.p90)
		}
		if w.Unanswered() != 0 {
			t.Errorf("%s asks %s: share unanswered %v", c.asker, c.answerer, w.Unanswered())
		}
	}
}

func TestWait(t *testing.T) {
	monday := func(from, to string) availability.Set {
		return availability.NewSet(between(t, "2026-03-02T"+from+":00Z", "2026-03-02T"+to+":00Z"))
	}
	for _, c := range []struct {
		why, hours string
		work       time.Duration
		sent       availability.Set
		mean, max  time.Duration
		quantiles  map[float64]time.Duration
		within     map[time.Duration]float64
	}{
		{"at work: no wait", office, 0, monday("10:00", "12:00"), 0, 0,
			map[float64]time.Duration{0: 0, 0.5: 0, 1: 0},
			map[time.Duration]float64{-1: 0, 0: 1, time.Hour: 1}},
		{"at work: the work", office, time.Hour, monday("10:00", "12:00"), time.Hour, time.Hour,
			map[float64]time.Duration{0: time.Hour, 0.5: time.Hour, 1: time.Hour},
			map[time.Duration]float64{0: 0, time.Hour - 1: 0, time.Hour: 1}},
		{"before work: waits fall evenly", office, 0, monday("07:00", "09:00"), time.Hour, 2 * time.Hour,
			map[float64]time.Duration{0: 0, 0.25: 30 * time.Minute, 0.9: 108 * time.Minute, 1: 2 * time.Hour},
			map[time.Duration]float64{0: 0, time.Hour: 0.5, time.Hour + time.Second/2: 0.5 + 0.5/7200, 3 * time.Hour: 1}},
		{"half before work and half at it", office, 0, monday("08:00", "10:00"), 15 * time.Minute, time.Hour,
			map[float64]time.Duration{0: 0, 0.5: 0, 0.75: 30 * time.Minute, 1: time.Hour},
			map[time.Duration]float64{0: 0.5, 15 * time.Minute: 0.625, time.Hour: 1}},
		{"the edge of the day", office, time.Hour, monday("16:00", "17:00"), 17 * time.Hour, 17 * time.Hour,
			map[float64]time.Duration{0.5: 17 * time.Hour},
			map[time.Duration]float64{time.Hour: 0, 17 * time.Hour: 1}},
		{"three days at once, and a second: the quantile is rounded up", "10:00-11:00", 0,
			availability.NewSet(between(t, "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"),
				between(t, "2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z"), between(t, "2026-03-04T09:00:00Z", "2026-03-04T10:00:01Z")),
			5400 * time.Hour / 10801, time.Hour,
			map[float64]time.Duration{0: 0, 0.2: 719733333334, 1: time.Hour},
			map[time.Duration]float64{0: 1. / 10801, time.Hour: 1}},
		{"two hours of 23, and one of 1", "Mo 10:00-11:00; Tu 10:00-11:00", 0, monday("09:00", "12:00"),
			(30*time.Minute + 0 + 22*time.Hour + 30*time.Minute) / 3, 23 * time.Hour,
			map[float64]time.Duration{0.333333333: 0, 0.5: 30 * time.Minute, 1: 23 * time.Hour},
			map[time.Duration]float64{0: 1. / 3, time.Hour: 2. / 3, 22*time.Hour + 30*time.Minute: 5. / 6}},
	} {
		w := ReplyFrom(schedule(t, "UTC", c.hours), c.work).Wait(c.sent)
		if got, ok := w.Mean(); !ok || got != c.mean {
			t.Errorf("%s: mean %v, want %v", c.why, got, c.mean)
		}
		if got, ok := w.Max(); !ok || got != c.max {
			t.Errorf("%s: max %v, want %v", c.why, got, c.max)
		}
		for p, want := range c.quantiles {
			if got, ok := w.Quantile(p); !ok || got != want {
				t.Errorf("%s: quantile %v is %v, want %v", c.why, p, got, want)
			}
		}
		for d, want := range c.within {
			if got := w.Within(d); math.Abs(got-want) > 1e-12 {
				t.Errorf("%s: within %v is %v, want %v", c.why, d, got, want)
			}
		}
		if w.Sent() != c.sent.Duration() {
			t.Errorf("%s: sent %v, want %v", c.why, w.Sent(), c.sent.Duration())
		}
	}
}

func TestWaitOfNobodyAndNever(t *testing.T) {
	morning := availability.NewSet(between(t, "2026-03-02T08:00:00Z", "2026-03-02T12:00:00Z"))
	none := ReplyFrom(schedule(t, "UTC", office), 0).Wait(availability.Set{})
	never := ReplyFrom(schedule(t, "UTC", "off"), 0).Wait(morning)
	for name, w := range map[string]Wait{"nothing is sent": none, "the zero Wait": {}, "nobody answers": never} {
		if d, ok := w.Mean(); ok {
			t.Errorf("%s: mean %v", name, d)
		}
		if d, ok := w.Max(); ok {
			t.Errorf("%s: max %v", name, d)
		}
		if d, ok := w.Quantile(0.5); ok {
			t.Errorf("%s: median %v", name, d)
		}
		if s := w.Within(1000 * time.Hour); s != 0 {
			t.Errorf("%s: within %v", name, s)
		}
	}
	if none.Unanswered() != 0 || none.Sent() != 0 {
		t.Errorf("nothing is sent, yet %v of %v is unanswered", none.Unanswered(), none.Sent())
	}
	if never.Unanswered() != 1 {
		t.Errorf("nobody answers, yet only %v is unanswered", never.Unanswered())
	}
	// The last day of the calendar: what is sent after work is never answered.
	last := availability.NewSet(between(t, "9999-12-31T16:00:00Z", "9999-12-31T18:00:00Z"))
	w := ReplyFrom(schedule(t, "UTC", office), 0).Wait(last)
	if w.Unanswered() != 0.5 {
		t.Errorf("at the end of the calendar %v is unanswered, want 0.5", w.Unanswered())
	}
	if d, ok := w.Quantile(0.5); !ok || d != 0 {
		t.Errorf("median %v %v, want 0: half is answered at once", d, ok)
	}
	if d, ok := w.Quantile(0.6); ok {
		t.Errorf("60 %% quantile %v, but half is never answered", d)
	}
	if d, ok := w.Mean(); !ok || d != 0 {
		t.Errorf("mean of the answered %v %v, want 0", d, ok)
	}
}

// TestWaitEqualsSimulation compares with a sum over the middle of every minute,
// which is exact for the mean as long as the borders lie on whole minutes.
func TestWaitEqualsSimulation(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 60 {
		answerer, asker := randomSchedule(t, r), randomSchedule(t, r)
		work := time.Duration(r.IntN(600)) * time.Minute
		reply := ReplyFrom(answerer, work)
		sent := asker.In(between(t, "2026-03-27", "2026-03-30"))
		var sum float64
		var n, unanswered, inTime int
		limit := time.Duration(r.IntN(3000)) * time.Minute
		for sp := range sent.All() {
			for m := sp.Start().Add(30 * time.Second); m.Before(sp.End()); m = m.Add(time.Minute) {
				n++
				answered, ok := reply.At(m)
				if !ok {
					unanswered++
					continue
				}
				sum += answered.Sub(m).Seconds()
				if answered.Sub(m) <= limit {
					inTime++
				}
			}
		}
		w := reply.Wait(sent)
		if n == 0 {
			if w.Sent() != 0 {
				t.Fatalf("sent %v, want none", w.Sent())
			}
			continue
		}
		if got, want := w.Unanswered(), float64(unanswered)/float64(n); got != want {
			t.Fatalf("unanswered %v, want %v", got, want)
		}
		if got, want := w.Within(limit), float64(inTime)/float64(n); math.Abs(got-want) > 1./float64(n)*float64(sent.Len()+60) {
			t.Fatalf("within %v: %v, want about %v of %d", limit, got, want, n)
		}
		mean, ok := w.Mean()
		if ok != (unanswered < n) {
			t.Fatalf("mean %v %v with %d of %d unanswered", mean, ok, unanswered, n)
		}
		if want := sum / float64(n-unanswered); ok && math.Abs(mean.Seconds()-want) > 1e-3 {
			t.Fatalf("mean %v, want %v s", mean, want)
		}
	}
}

// Quantile and Within are inverse, and Quantile is the least.
func TestQuantileIsInverseOfWithin(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 100 {
		reply := ReplyFrom(randomSchedule(t, r), time.Duration(r.IntN(300))*time.Minute)
		w := reply.Wait(randomSchedule(t, r).In(between(t, "2026-03-23", "2026-03-30")))
		last := time.Duration(0)
		for i := range 101 {
			p := float64(i) / 100
			d, ok := w.Quantile(p)
			if !ok {
				if w.Sent() > 0 && p <= 1-w.Unanswered()-1e-9 {
					t.Fatalf("no quantile %v with %v unanswered", p, w.Unanswered())
				}
				continue
			}
			if d < last {
				t.Fatalf("quantile %v is %v, less than the one before", p, d)
			}
			last = d
			if got := w.Within(d); got < p-1e-9 {
				t.Fatalf("quantile %v is %v, but within that only %v is answered", p, d, got)
			}
			if got := w.Within(d - time.Nanosecond); p > 0 && got > p+1e-9 {
				t.Fatalf("quantile %v is %v, but %v is answered sooner", p, d, got)
			}
		}
	}
}

func TestWaitOverTheWholeCalendarDoesNotOverflow(t *testing.T) {
	always := availability.NewSet(availability.UnixSpan(math.MinInt64/4, math.MaxInt64/4))
	day := ReplyFrom(schedule(t, "UTC", "Mo 00:00-24:00"), 0)
	w := day.Wait(always)
	mean, ok := w.Mean()
	// Six days in seven wait three days on average. The calendar starts on a
	// Monday and ends on a Friday.
	if want := 6. / 7 * 72; !ok || math.Abs(mean.Hours()-want) > 0.001 {
		t.Errorf("mean %v, want %.3f h", mean, want)
	}
	if w.Unanswered() == 0 || w.Unanswered() > 1e-5 {
		t.Errorf("unanswered %v: the days after the last Monday", w.Unanswered())
	}
	if d, ok := w.Quantile(0.5); !ok || math.Abs(d.Hours()-60) > 0.1 {
		t.Errorf("median %v, want 60 h", d)
	}
}

func BenchmarkWaitOfAYear(b *testing.B) {
	sent := schedule(b, "Berlin", office).In(knownYear(b))
	r := ReplyFrom(schedule(b, "San Francisco", office), time.Hour)
	for b.Loop() {
		w := r.Wait(sent)
		w.Mean()
	}
}

// The line of the distribution is Within, at its points and between them.
func TestCDFIsWithin(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for range 100 {
		reply := KOf(1, ReplyFrom(randomSchedule(t, r), time.Duration(r.IntN(300))*time.Minute), ReplyFrom(randomSchedule(t, r), 3*time.Hour))
		w := reply.Wait(randomSchedule(t, r).In(between(t, "2026-03-23", "2026-03-30")))
		points := w.CDF()
		if _, ok := w.Mean(); !ok {
			if len(points) > 0 {
				t.Fatalf("nothing is answered, but %v", points)
			}
			continue
		}
		most, _ := w.Max()
		if last := points[len(points)-1]; last.Wait != most || math.Abs(last.Share-(1-w.Unanswered())) > 1e-12 {
			t.Fatalf("the line ends at %v, want %v and %v", last, most, 1-w.Unanswered())
		}
		if first := points[0]; first.Share != 0 || w.Within(first.Wait-1) != 0 {
			t.Fatalf("the line starts at %v", first)
		}
		for i, p := range points[1:] {
			before := points[i]
			// Neither three points at one wait nor, on one line, more than two.
			straight := i > 0 && before.Wait-points[i-1].Wait > 0 && p.Wait > before.Wait &&
				(before.Share-points[i-1].Share)/float64(before.Wait-points[i-1].Wait) == (p.Share-before.Share)/float64(p.Wait-before.Wait)
			if p.Wait < before.Wait || p.Share < before.Share || p == before || straight || i > 0 && p.Wait == points[i-1].Wait {
				t.Fatalf("%v follows %v", p, before)
			}
			if i+2 == len(points) || points[i+2].Wait > p.Wait {
				if got := w.Within(p.Wait); math.Abs(got-p.Share) > 1e-12 {
					t.Fatalf("within %v: %v, by the line %v", p.Wait, got, p.Share)
				}
			}
			middle := before.Wait + (p.Wait-before.Wait)/2
			if got := w.Within(middle); p.Wait > before.Wait && math.Abs(got-(before.Share+p.Share)/2) > 1e-9 {
				t.Fatalf("within %v: %v, by the line %v", middle, got, (before.Share+p.Share)/2)
			}
		}
	}
}

// What is answered just as the asker stops is answered in time.
func TestInTime(t *testing.T) {
	day := schedule(t, "UTC", office)
	monday := func(from, to string) availability.Set {
		return availability.NewSet(between(t, "2026-03-02T"+from+":00Z", "2026-03-02T"+to+":00Z"))
	}
	for _, c := range []struct {
		name  string
		reply Reply
		sent  availability.Set
		want  float64
	}{
		{"at the last moment", ReplyFrom(day, 8*time.Hour), monday("08:00", "17:00"), 1. / 9},
		{"after the break", ReplyFrom(day, 2*time.Hour), monday("10:00", "12:00").Union(monday("13:00", "17:00")), 2. / 6},
		{"until the break", ReplyFrom(day, 0), monday("08:00", "12:00"), 1},
		{"only when it opens", ReplyFrom(day, 0), monday("07:00", "09:00"), 1},
		{"a moment too late", ReplyFrom(day, 1), monday("07:00", "09:00"), 0},
		{"never", Reply{}, monday("07:00", "09:00"), 0},
	} {
		if got := c.reply.Wait(c.sent).InTime(); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

package calendar

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// slow is a source that takes so long, and counts its calls.
func slow(f Feed, takes time.Duration, calls *atomic.Int64) func(context.Context) (Feed, error) {
	return func(ctx context.Context) (Feed, error) {
		calls.Add(1)
		select {
		case <-time.After(takes):
			return f, nil
		case <-ctx.Done():
			return Feed{}, ctx.Err()
		}
	}
}

func fixed(revision string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return revision, nil }
}

// A thousand clients who ask at once are one call of the source, with a revision and without.
func TestOneBuildForAllWhoWait(t *testing.T) {
	for _, revision := range []func(context.Context) (string, error){nil, fixed("1")} {
		synctest.Test(t, func(t *testing.T) {
			f := teamFeed(t)
			want := encode(t, f)
			var calls atomic.Int64
			var counters Counters
			h := NewHandler(slow(f, time.Second, &calls), HandlerOptions{Revision: revision, OnServed: counters.Observe})
			var done sync.WaitGroup
			for range 1000 {
				done.Go(func() {
					r := ask(h, "GET")
					if r.StatusCode != http.StatusOK || bodyOf(t, r) != want {
						t.Errorf("status %s, or another body", r.Status)
					}
				})
			}
			done.Wait()
			c := counters.Count()
			if calls.Load() != 1 || c.Requests != 1000 || c.Built != 1 || c.Building != time.Second || c.Longest != time.Second || c.Bytes != int64(1000*len(want)) {
				t.Errorf("%d calls, and %+v", calls.Load(), c)
			}
		})
	}
}

// What is asked for again is built again, unless a revision says that it is the same.
func TestABodyIsBuiltOncePerRevision(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int64
		revision := "1"
		f := teamFeed(t)
		source := func(ctx context.Context) (Feed, error) {
			calls.Add(1)
			f.Name = "revision " + revision
			return f, nil
		}
		h := NewHandler(source, HandlerOptions{Revision: func(context.Context) (string, error) { return revision, nil }})
		for i, step := range []struct {
			revision string
			calls    int64
		}{{"1", 1}, {"1", 1}, {"2", 2}, {"2", 2}, {"1", 3}} {
			revision = step.revision
			if text := bodyOf(t, ask(h, "GET")); !strings.Contains(text, "NAME:revision "+step.revision) || calls.Load() != step.calls {
				t.Errorf("step %d: %d calls, and revision %s is not served", i, calls.Load(), step.revision)
			}
		}

		calls.Store(0)
		h = NewHandler(source, HandlerOptions{})
		for range 3 {
			ask(h, "GET")
		}
		if calls.Load() != 3 {
			t.Errorf("without a revision: %d calls for 3 requests", calls.Load())
		}
	})
}

// A request that has seen a new revision never gets a body of an older one, even if it comes while that is
// built, or is built last.
func TestANewRevisionDoesNotWaitForTheOld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		revision, takes := "old", 10*time.Second
		now := func() (string, time.Duration) { mu.Lock(); defer mu.Unlock(); return revision, takes }
		source := func(ctx context.Context) (Feed, error) {
			name, takes := now()
			time.Sleep(takes)
			return Feed{ID: "x", Name: name, Stamp: time.Unix(0, 0)}, nil
		}
		h := NewHandler(source, HandlerOptions{Revision: func(context.Context) (string, error) { r, _ := now(); return r, nil }})
		var done sync.WaitGroup
		done.Go(func() { ask(h, "GET") })
		time.Sleep(time.Second)
		mu.Lock()
		revision, takes = "new", time.Second
		mu.Unlock()
		for i := range 3 {
			if text := bodyOf(t, ask(h, "GET")); !strings.Contains(text, "NAME:new") {
				t.Errorf("request %d got the old feed", i)
			}
			time.Sleep(10 * time.Second) // the old one is built after the first
		}
		done.Wait()
	})
}

func TestABodyIsFreed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int64
		h := NewHandler(slow(teamFeed(t), 0, &calls), HandlerOptions{Revision: fixed("1"), Keep: time.Minute})
		for range 10 {
			ask(h, "GET")
			time.Sleep(59 * time.Second) // each request keeps it
		}
		if calls.Load() != 1 {
			t.Errorf("%d calls while it is asked for", calls.Load())
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		b := &h.(*handler).builder
		b.mu.Lock()
		if b.kept != nil || b.freeing != nil {
			t.Error("the body is still there")
		}
		b.mu.Unlock()
		if ask(h, "GET"); calls.Load() != 2 {
			t.Errorf("%d calls after it was freed, want 2", calls.Load())
		}
	})
}

func TestABuildEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int64
		var reasons []error
		var mu sync.Mutex
		h := NewHandler(slow(teamFeed(t), time.Hour, &calls), HandlerOptions{BuildTimeout: time.Minute, Revision: fixed("1"),
			OnError: func(r *http.Request, err error) { mu.Lock(); reasons = append(reasons, err); mu.Unlock() }})
		start := time.Now()
		var done sync.WaitGroup
		for range 3 {
			done.Go(func() {
				if r := ask(h, "GET"); r.StatusCode != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" {
					t.Errorf("status %s", r.Status)
				}
			})
		}
		done.Wait()
		if took := time.Since(start); took != time.Minute || calls.Load() != 1 || len(reasons) != 3 {
			t.Errorf("%v, %d calls, %d reasons", took, calls.Load(), len(reasons))
		}
		for _, err := range reasons {
			if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "after 1m0s (HandlerOptions.BuildTimeout)") {
				t.Errorf("the reason is %v", err)
			}
		}
	})
}

// The source stops when nobody waits any more, and not before.
func TestABuildEndsWithTheLastWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := make(chan time.Time, 1)
		start := time.Now()
		h := NewHandler(func(ctx context.Context) (Feed, error) {
			<-ctx.Done()
			ended <- time.Now()
			return Feed{}, ctx.Err()
		}, HandlerOptions{})
		var done sync.WaitGroup
		for _, patience := range []time.Duration{time.Second, 5 * time.Second} {
			done.Go(func() {
				ctx, cancel := context.WithTimeout(context.Background(), patience)
				defer cancel()
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil).WithContext(ctx))
				if took := time.Since(start); w.Code != http.StatusServiceUnavailable || took != patience {
					t.Errorf("status %d after %v", w.Code, took)
				}
			})
		}
		done.Wait()
		if at := (<-ended).Sub(start); at != 5*time.Second {
			t.Errorf("the source was stopped after %v, want 5s", at)
		}
	})
}

// A source that does not listen holds nobody up for longer than they wait anyhow, and its calls do not pile up.
func TestASourceThatDoesNotListen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		var calls atomic.Int64
		var last error
		h := NewHandler(func(context.Context) (Feed, error) {
			calls.Add(1)
			<-release
			return teamFeed(t), nil
		}, HandlerOptions{BuildTimeout: time.Second, OnError: func(r *http.Request, err error) { last = err }})
		for range 10 {
			start := time.Now()
			if r := ask(h, "GET"); r.StatusCode != http.StatusServiceUnavailable || time.Since(start) != time.Second {
				t.Errorf("status %s after %v", r.Status, time.Since(start))
			}
		}
		if calls.Load() != maxCalls || !strings.Contains(last.Error(), "4 calls of the source went on for 1s") {
			t.Errorf("%d calls, want %d; %v", calls.Load(), maxCalls, last)
		}
		// Who waits gets the first place there is.
		go func() { time.Sleep(time.Second / 2); close(release) }()
		if r := ask(h, "GET"); r.StatusCode != http.StatusOK {
			t.Errorf("status %s when it is there again", r.Status)
		}
	})
}

// However fast revisions follow each other, the source is not called for each.
func TestRevisionsThatFollowFast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls, most, going, version atomic.Int64
		h := NewHandler(func(ctx context.Context) (Feed, error) {
			calls.Add(1)
			n := going.Add(1)
			defer going.Add(-1)
			most.Store(max(most.Load(), n))
			time.Sleep(10 * time.Second)
			return teamFeed(t), nil
		}, HandlerOptions{Revision: func(context.Context) (string, error) { return fmt.Sprint(version.Add(1)), nil }})
		var done sync.WaitGroup
		for range 200 {
			time.Sleep(10 * time.Millisecond)
			done.Go(func() {
				if r := ask(h, "GET"); r.StatusCode != http.StatusOK {
					t.Errorf("status %s", r.Status)
				}
			})
		}
		done.Wait()
		if most.Load() > maxCalls || calls.Load() > 2*maxCalls {
			t.Errorf("%d calls, %d at once", calls.Load(), most.Load())
		}
	})
}

// A body that was built while the data changed is not served when an old revision comes back.
func TestARevisionThatComesBack(t *testing.T) {
	revision := "a"
	h := NewHandler(func(context.Context) (Feed, error) {
		if revision == "a" {
			revision = "b" // meanwhile
		}
		return Feed{ID: "x", Name: "data of " + revision, Stamp: time.Unix(0, 0)}, nil
	}, HandlerOptions{Revision: func(context.Context) (string, error) { return revision, nil }})
	ask(h, "GET")
	b := &h.(*handler).builder
	if b.kept != nil {
		t.Error("what was built while the data changed is kept")
	}
	ask(h, "GET")
	if b.kept == nil || b.revision != "b" {
		t.Errorf("revision %q is kept", b.revision)
	}
}

// A source that ends its goroutine, as a failed test does, has failed.
func TestASourceThatEndsItsGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		good := false
		h := NewHandler(func(context.Context) (Feed, error) {
			if !good {
				runtime.Goexit()
			}
			return teamFeed(t), nil
		}, HandlerOptions{})
		for range 2 * maxCalls {
			start := time.Now()
			if r := ask(h, "GET"); r.StatusCode != http.StatusServiceUnavailable || time.Since(start) != 0 {
				t.Errorf("status %s after %v", r.Status, time.Since(start))
			}
		}
		good = true
		if r := ask(h, "GET"); r.StatusCode != http.StatusOK {
			t.Errorf("then status %s", r.Status)
		}
	})
}

func TestASourceThatPanics(t *testing.T) {
	var reason error
	h := NewHandler(func(context.Context) (Feed, error) { panic("oops") }, HandlerOptions{OnError: func(r *http.Request, err error) { reason = err }})
	if r := ask(h, "GET"); r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("status %s", r.Status)
	}
	if reason == nil || reason.Error() != "calendar: the source panicked: oops" {
		t.Errorf("the reason is %v", reason)
	}
	h = NewHandler(serving(teamFeed(t)), HandlerOptions{Revision: func(context.Context) (string, error) { panic("no") }, OnError: func(r *http.Request, err error) { reason = err }})
	if r := ask(h, "GET"); r.StatusCode != http.StatusServiceUnavailable || reason.Error() != "calendar: the source panicked: no" {
		t.Errorf("a revision that panics: status %s, %v", r.Status, reason)
	}
}

// A failure is not kept, nor is a revision that cannot be told a reason to serve what is there.
func TestAFailureIsNotKept(t *testing.T) {
	fail, lost := true, false
	h := NewHandler(func(context.Context) (Feed, error) {
		if fail {
			return Feed{}, errors.New("no data")
		}
		return teamFeed(t), nil
	}, HandlerOptions{Revision: func(context.Context) (string, error) {
		if lost {
			return "", errors.New("no revision")
		}
		return "1", nil
	}})
	for i, step := range []struct {
		fail, lost bool
		want       int
	}{{true, false, 503}, {false, false, 200}, {true, false, 200}, {true, true, 503}, {true, false, 200}} {
		fail, lost = step.fail, step.lost
		if r := ask(h, "GET"); r.StatusCode != step.want {
			t.Errorf("step %d: status %d, want %d", i, r.StatusCode, step.want)
		}
	}
}

// Thousands of subscribers at once, while revisions change.
func TestThousandsOfSubscribers(t *testing.T) {
	var version atomic.Int64
	f := manyEvents(t, 200)
	var counters Counters
	h := NewHandler(func(context.Context) (Feed, error) {
		g := f
		g.Name = fmt.Sprint("version ", version.Load())
		return g, nil
	}, HandlerOptions{
		Revision: func(context.Context) (string, error) { return fmt.Sprint(version.Load()), nil },
		OnServed: counters.Observe,
	})
	var done sync.WaitGroup
	const clients, polls = 2000, 3
	for i := range clients {
		done.Go(func() {
			tag := ""
			for range polls {
				if i%500 == 0 {
					version.Add(1)
				}
				headers := []string{"If-None-Match", tag}
				if i%2 == 0 {
					headers = append(headers, "Accept-Encoding", "gzip")
				}
				r := ask(h, "GET", headers...)
				if r.StatusCode != http.StatusOK && (r.StatusCode != http.StatusNotModified || tag == "") {
					t.Errorf("status %s", r.Status)
				}
				tag = r.Header.Get("ETag")
			}
		})
	}
	done.Wait()
	c := counters.Count()
	if c.Requests != clients*polls || c.Failed != 0 || c.NotModified == 0 || c.Built > 100 {
		t.Errorf("%+v", c)
	}
}

// A request takes the same memory whatever the size of the feed.
func TestMemoryOfARequestIsConstant(t *testing.T) {
	perRequest := func(events int) uint64 {
		h := NewHandler(serving(manyEvents(t, events)), HandlerOptions{Revision: fixed("1")})
		r := httptest.NewRequest("GET", "/", nil)
		h.ServeHTTP(&discard{header: make(http.Header)}, r)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		const n = 50
		for range n {
			h.ServeHTTP(&discard{header: make(http.Header)}, r)
		}
		runtime.ReadMemStats(&after)
		return (after.TotalAlloc - before.TotalAlloc) / n
	}
	small, large := perRequest(3), perRequest(10_000) // 1 KB and 4 MB
	if large > small+1024 || large > 16<<10 {
		t.Errorf("%d bytes for a small feed, %d for a large one", small, large)
	}
}

// discard is a ResponseWriter that keeps nothing, and as the server's has a buffer to copy with.
type discard struct{ header http.Header }

var copyBuffer = make([]byte, 32<<10)

func (d *discard) ReadFrom(r io.Reader) (int64, error) {
	return io.CopyBuffer(struct{ io.Writer }{d}, r, copyBuffer)
}

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

func BenchmarkHandler(b *testing.B) {
	h := NewHandler(serving(manyEvents(b, 1000)), HandlerOptions{Revision: fixed("1")})
	first := httptest.NewRecorder()
	h.ServeHTTP(first, httptest.NewRequest("GET", "/", nil))
	for name, tag := range map[string]string{"200": "", "304": first.Result().Header.Get("ETag")} {
		b.Run(name, func(b *testing.B) {
			r := httptest.NewRequest("GET", "/", nil)
			r.Header.Set("If-None-Match", tag)
			b.ReportAllocs()
			for b.Loop() {
				h.ServeHTTP(&discard{header: make(http.Header)}, r)
			}
		})
	}
}

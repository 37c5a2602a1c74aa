package calendar

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

func serving(f Feed) func(context.Context) (Feed, error) {
	return func(context.Context) (Feed, error) { return f, nil }
}

// ask sends one request to h; headers are name and value by turns.
func ask(h http.Handler, method string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, "/team.ics", nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func checkHeaders(t *testing.T, r *http.Response, want map[string]string) {
	t.Helper()
	for name, value := range want {
		if got := strings.Join(r.Header.Values(name), " | "); got != value {
			t.Errorf("%s: got %q, want %q", name, got, value)
		}
	}
}

func TestGet(t *testing.T) {
	f := teamFeed(t)
	want := encode(t, f)
	r := ask(NewHandler(serving(f), HandlerOptions{}), "GET")
	if r.StatusCode != http.StatusOK {
		t.Fatalf("status %s, want 200", r.Status)
	}
	if got := bodyOf(t, r); got != want {
		t.Errorf("the body is not the encoded feed:\n%s", got)
	}
	checkHeaders(t, r, map[string]string{
		"Content-Type":           "text/calendar; charset=utf-8",
		"Content-Length":         strconv.Itoa(len(want)),
		"ETag":                   etag([]byte(want), ""),
		"Last-Modified":          "Fri, 20 Nov 2026 07:15:30 GMT",
		"Cache-Control":          "private, max-age=43200",
		"X-Content-Type-Options": "nosniff",
		"Content-Disposition":    "",
		"Content-Encoding":       "",
	})
}

func TestTheETagIsStrongAndOfTheBytes(t *testing.T) {
	f := teamFeed(t)
	get := func(f Feed) string {
		return ask(NewHandler(serving(f), HandlerOptions{}), "GET").Header.Get("ETag")
	}
	first := get(f)
	if len(first) != 34 || first[0] != '"' || first[33] != '"' {
		t.Errorf("ETag %s is not 32 characters in quotes", first)
	}
	f.Events[0], f.Events[1] = f.Events[1], f.Events[0]
	if again := get(f); again != first {
		t.Errorf("the same feed has the ETags %s and %s", first, again)
	}
	f.Events[0].Title += "!"
	if other := get(f); other == first {
		t.Errorf("another feed has the same ETag %s", other)
	}
}

func TestOptions(t *testing.T) {
	tests := []struct {
		what    string
		refresh time.Duration
		options HandlerOptions
		want    map[string]string
	}{
		{"the feed's refresh is the age", time.Hour, HandlerOptions{}, map[string]string{
			"Cache-Control": "private, max-age=3600"}},
		{"the default refresh", 0, HandlerOptions{}, map[string]string{
			"Cache-Control": "private, max-age=21600"}},
		{"an age of its own", time.Hour, HandlerOptions{MaxAge: 90*time.Second + 999}, map[string]string{
			"Cache-Control": "private, max-age=90"}},
		{"always ask", time.Hour, HandlerOptions{MaxAge: -time.Hour}, map[string]string{
			"Cache-Control": "private, max-age=0"}},
		{"file name", 0, HandlerOptions{Filename: "team.ics"}, map[string]string{
			"Content-Disposition": "inline; filename=team.ics"}},
		{"file name with a space", 0, HandlerOptions{Filename: "our team.ics"}, map[string]string{
			"Content-Disposition": `inline; filename="our team.ics"`}},
		{"file name in Hindi", 0, HandlerOptions{Filename: "टीम.ics"}, map[string]string{
			"Content-Disposition": "inline; filename*=utf-8''%E0%A4%9F%E0%A5%80%E0%A4%AE.ics"}},
		{"file name that injects", 0, HandlerOptions{Filename: "a\"\r\nX: y"}, map[string]string{
			"Content-Disposition": "inline; filename*=utf-8''a%22%0D%0AX%3A%20y", "X": ""}},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			f := teamFeed(t)
			f.Refresh = tt.refresh
			checkHeaders(t, ask(NewHandler(serving(f), tt.options), "GET"), tt.want)
		})
	}
}

func TestConditions(t *testing.T) {
	f := teamFeed(t)
	tag := etag([]byte(encode(t, f)), "")
	const (
		before = "Fri, 20 Nov 2026 07:15:29 GMT"
		same   = "Fri, 20 Nov 2026 07:15:30 GMT"
		after  = "Fri, 20 Nov 2026 07:15:31 GMT"
	)
	tests := []struct {
		what    string
		headers []string
		want    int
	}{
		{"none", nil, 200},
		{"the ETag", []string{"If-None-Match", tag}, 304},
		{"the ETag, weak", []string{"If-None-Match", "W/" + tag}, 304},
		{"another", []string{"If-None-Match", `"x"`}, 200},
		{"another, weak", []string{"If-None-Match", `W/"x"`}, 200},
		{"the ETag without quotes", []string{"If-None-Match", strings.Trim(tag, `"`)}, 200},
		{"a list with it", []string{"If-None-Match", `"x", W/"y,z" ,` + tag}, 304},
		{"a list without it", []string{"If-None-Match", `"x", "y"`}, 200},
		{"any", []string{"If-None-Match", "*"}, 304},
		{"garbage", []string{"If-None-Match", `"`}, 200},

		{"changed since", []string{"If-Modified-Since", before}, 200},
		{"not changed since", []string{"If-Modified-Since", same}, 304},
		{"from the future", []string{"If-Modified-Since", after}, 304},
		{"no date", []string{"If-Modified-Since", "yesterday"}, 200},

		{"the ETag decides: same, though changed since", []string{"If-None-Match", tag, "If-Modified-Since", before}, 304},
		{"the ETag decides: another, though not changed since", []string{"If-None-Match", `"x"`, "If-Modified-Since", after}, 200},
	}
	h := NewHandler(serving(f), HandlerOptions{})
	for _, method := range []string{"GET", "HEAD"} {
		for _, tt := range tests {
			t.Run(method+" "+tt.what, func(t *testing.T) {
				r := ask(h, method, tt.headers...)
				if r.StatusCode != tt.want {
					t.Fatalf("status %s, want %d", r.Status, tt.want)
				}
				checkHeaders(t, r, map[string]string{"ETag": tag, "Cache-Control": "private, max-age=43200"})
				if tt.want != http.StatusNotModified {
					return
				}
				checkHeaders(t, r, map[string]string{"Content-Length": "", "Content-Type": ""})
				if got := bodyOf(t, r); got != "" {
					t.Errorf("304 with the body %q", got)
				}
			})
		}
	}
}

func TestRangesAreOfTheTaggedBytes(t *testing.T) {
	f := teamFeed(t)
	whole := encode(t, f)
	tag := etag([]byte(whole), "")
	h := NewHandler(serving(f), HandlerOptions{})
	tests := []struct {
		what    string
		headers []string
		status  int
		body    string
	}{
		{"a part", []string{"Range", "bytes=6-14"}, 206, "VCALENDAR"},
		{"a part of what the client has", []string{"Range", "bytes=6-14", "If-Range", tag}, 206, "VCALENDAR"},
		{"a part of something else", []string{"Range", "bytes=6-14", "If-Range", `"x"`}, 200, whole},
	}
	for _, tt := range tests {
		r := ask(h, "GET", tt.headers...)
		if got := bodyOf(t, r); r.StatusCode != tt.status || got != tt.body {
			t.Errorf("%s: got %s with %q, want %d with %q", tt.what, r.Status, got, tt.status, tt.body)
		}
	}
}

func TestHeadIsGetWithoutABody(t *testing.T) {
	f := teamFeed(t)
	server := httptest.NewServer(NewHandler(serving(f), HandlerOptions{Filename: "team.ics"}))
	defer server.Close()
	server.Client().Transport.(*http.Transport).DisableCompression = true // which it would ask for with GET alone
	get, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer get.Body.Close()
	head, err := server.Client().Head(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer head.Body.Close()

	if head.StatusCode != http.StatusOK {
		t.Errorf("status %s, want 200", head.Status)
	}
	if got := bodyOf(t, head); got != "" {
		t.Errorf("HEAD has the body %q", got)
	}
	want := map[string]string{"Content-Length": strconv.Itoa(len(bodyOf(t, get)))}
	for name := range get.Header {
		if name != "Date" {
			want[name] = get.Header.Get(name)
		}
	}
	checkHeaders(t, head, want)
}

func TestOtherMethodsAreRefused(t *testing.T) {
	called := false
	h := NewHandler(func(context.Context) (Feed, error) {
		called = true
		return teamFeed(t), nil
	}, HandlerOptions{})
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT", "get"} {
		r := ask(h, method)
		if r.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: status %s, want 405", method, r.Status)
		}
		checkHeaders(t, r, map[string]string{"Allow": "GET, HEAD", "ETag": ""})
	}
	if called {
		t.Error("the source was called")
	}
}

func TestFailuresAreTemporaryAndSecret(t *testing.T) {
	broken := errors.New("password of the database: hunter2")
	good := teamFeed(t)
	bad := teamFeed(t)
	bad.Events[1].Source = bad.Events[0].Source
	tests := []struct {
		what   string
		source func(context.Context) (Feed, error)
		want   string
	}{
		{"the source fails", func(context.Context) (Feed, error) { return Feed{}, broken }, broken.Error()},
		{"the source fails with a feed", func(context.Context) (Feed, error) { return good, broken }, broken.Error()},
		{"the feed cannot be encoded", serving(bad), bad.Encode(io.Discard).Error()},
		{"the feed is the zero value", serving(Feed{}), Feed{}.Encode(io.Discard).Error()},
	}
	for _, tt := range tests {
		for _, method := range []string{"GET", "HEAD"} {
			t.Run(tt.what+" "+method, func(t *testing.T) {
				var told []string
				h := NewHandler(tt.source, HandlerOptions{
					Filename: "team.ics",
					OnError: func(r *http.Request, err error) {
						told = append(told, r.URL.Path+" "+err.Error())
					},
				})
				r := ask(h, method, "If-None-Match", "*")
				if r.StatusCode != http.StatusServiceUnavailable {
					t.Fatalf("status %s, want 503", r.Status)
				}
				checkHeaders(t, r, map[string]string{
					"Retry-After":         "300",
					"Cache-Control":       "no-store",
					"Content-Type":        "text/plain; charset=utf-8",
					"Content-Disposition": "",
					"ETag":                "",
					"Last-Modified":       "",
				})
				const public = "The calendar is not available now. Please try again later.\n"
				if got := bodyOf(t, r); got != public {
					t.Errorf("the client reads %q, want %q", got, public)
				}
				if len(told) != 1 || told[0] != "/team.ics "+tt.want {
					t.Errorf("the hook was told %q, want %q once", told, "/team.ics "+tt.want)
				}
			})
		}
	}
	t.Run("without a hook", func(t *testing.T) {
		r := ask(NewHandler(serving(Feed{}), HandlerOptions{}), "GET")
		if r.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("status %s, want 503", r.Status)
		}
	})
}

// A feed is for all who ask: it must not depend on who was the first.
func TestTheSourceKnowsNothingOfTheRequest(t *testing.T) {
	type key struct{}
	var got any
	h := NewHandler(func(ctx context.Context) (Feed, error) {
		got = ctx.Value(key{})
		return teamFeed(t), nil
	}, HandlerOptions{})
	r := httptest.NewRequest("GET", "/", nil)
	h.ServeHTTP(httptest.NewRecorder(), r.WithContext(context.WithValue(r.Context(), key{}, "ada")))
	if got != nil {
		t.Errorf("got %v, want nothing", got)
	}
}

func TestEachRequestSeesTheFeedAsItIs(t *testing.T) {
	f := teamFeed(t)
	h := NewHandler(func(context.Context) (Feed, error) { return f, nil }, HandlerOptions{})
	tag := ask(h, "GET").Header.Get("ETag")
	if r := ask(h, "GET", "If-None-Match", tag); r.StatusCode != http.StatusNotModified {
		t.Errorf("before the change: status %s, want 304", r.Status)
	}
	f.Name, f.Stamp = "Another name", f.Stamp.Add(time.Hour)
	r := ask(h, "GET", "If-None-Match", tag)
	if got := bodyOf(t, r); r.StatusCode != http.StatusOK || got != encode(t, f) {
		t.Errorf("after the change: got %s with %q", r.Status, got)
	}
}

func TestRequestsAtOnce(t *testing.T) {
	f := manyEvents(t, 300)
	want := encode(t, f)
	h := NewHandler(serving(f), HandlerOptions{})
	var group sync.WaitGroup
	for range 16 {
		group.Add(1)
		go func() {
			defer group.Done()
			if got, err := io.ReadAll(ask(h, "GET").Body); err != nil || string(got) != want {
				t.Errorf("got %d bytes and error %v, want the %d bytes of the feed", len(got), err, len(want))
			}
		}()
	}
	group.Wait()
}

func TestAHandlerNeedsASource(t *testing.T) {
	defer func() {
		if got := recover(); got != "calendar: NewHandler: the source is nil" {
			t.Errorf("recovered %v", got)
		}
	}()
	NewHandler(nil, HandlerOptions{})
	t.Error("no panic")
}

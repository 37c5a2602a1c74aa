package calendar_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/noonmark/noonmark/calendar"
)

// One handler serves the feeds of all people, each at an address that only those know to whom it was
// given. The program keeps a number for each; here it is raised to revoke an address.
func ExampleNewPrivateFeeds() {
	generations := map[string]uint64{"ada": 1, "bo": 1}
	ada := calendar.NewHandler(
		func(context.Context) (calendar.Feed, error) { return overlapFeed(), nil }, calendar.HandlerOptions{})
	key := []byte("32 random bytes, from a secret store") // crypto/rand makes them, once
	feeds, err := calendar.NewPrivateFeeds(key, func(_ context.Context, id string) (calendar.PrivateFeed, bool) {
		n, ok := generations[id]
		return calendar.PrivateFeed{Handler: ada, Generation: n}, ok
	}, calendar.PrivateOptions{})
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/calendars/", feeds)

	address := "/calendars/" + feeds.File("ada", generations["ada"])
	ask := func(path string) int {
		answer := httptest.NewRecorder()
		mux.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		return answer.Code
	}
	fmt.Println("with the address:", ask(address))
	fmt.Println("with another:", ask("/calendars/ada.ics"))
	generations["ada"]++
	fmt.Println("revoked:", ask(address))
	// Output:
	// with the address: 200
	// with another: 404
	// revoked: 404
}

// The handler within knows nothing of the token, so it cannot write it to a log.
func ExamplePrivateFeed() {
	feed := calendar.PrivateFeed{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { fmt.Println("serving", r.URL) })}
	feeds, err := calendar.NewPrivateFeeds([]byte("32 random bytes, from a secret store"),
		func(context.Context, string) (calendar.PrivateFeed, bool) { return feed, true }, calendar.PrivateOptions{})
	if err != nil {
		log.Fatal(err)
	}
	feeds.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/"+feeds.File("ada", 0), nil))
	// Output: serving /private.ics
}

// A logger around the handler that prints when it has served prints no token.
func ExamplePrivateOptions() {
	feed := calendar.PrivateFeed{Handler: http.NotFoundHandler()}
	feeds, err := calendar.NewPrivateFeeds([]byte("32 random bytes, from a secret store"),
		func(context.Context, string) (calendar.PrivateFeed, bool) { return feed, true },
		calendar.PrivateOptions{HideFromLogs: true})
	if err != nil {
		log.Fatal(err)
	}
	logged := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		feeds.ServeHTTP(w, r)
		fmt.Println("served", r.URL)
	})
	logged.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/"+feeds.File("ada", 0), nil))
	// Output: served /private.ics
}

// Addresses are safe in a URL, and can be asked for again.
func ExamplePrivateFeeds_File() {
	feeds, err := calendar.NewPrivateFeeds([]byte("32 random bytes, from a secret store"),
		func(context.Context, string) (calendar.PrivateFeed, bool) { return calendar.PrivateFeed{}, false }, calendar.PrivateOptions{})
	if err != nil {
		log.Fatal(err)
	}
	file := feeds.File("ada", 1)
	fmt.Println(len(file), strings.HasSuffix(file, ".ics"), file == feeds.File("ada", 1), file == feeds.File("ada", 2))
	// Output: 52 true true false
}

// What an operator wants to know, as JSON for expvar or any other page.
func ExampleCounters() {
	var counters calendar.Counters
	handler := calendar.NewHandler(
		func(context.Context) (calendar.Feed, error) { return overlapFeed(), nil },
		calendar.HandlerOptions{
			Revision: func(context.Context) (string, error) { return "1", nil },
			OnServed: counters.Observe,
		})
	tag := ""
	for range 3 {
		r := httptest.NewRequest(http.MethodGet, "/team.ics", nil)
		r.Header.Set("If-None-Match", tag)
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, r)
		tag = answer.Header().Get("ETag")
	}
	count := counters.Count()
	fmt.Println(count.Requests, "requests,", count.NotModified, "not modified,", count.Built, "built")
	// Output: 3 requests, 2 not modified, 1 built
}

// Two counts tell what happened in between.
func ExampleCount() {
	var counters calendar.Counters
	before := counters.Count()
	counters.Observe(calendar.Served{Status: http.StatusNotModified})
	fmt.Println(counters.Count().Requests-before.Requests, &counters)
	// Output: 1 {"requests":1,"not_modified":1,"failed":0,"compressed":0,"bytes":0,"built":0,"building_ns":0,"longest_ns":0}
}

// A hook of one's own sees each answer.
func ExampleServed() {
	handler := calendar.NewHandler(
		func(context.Context) (calendar.Feed, error) { return overlapFeed(), nil },
		calendar.HandlerOptions{OnServed: func(s calendar.Served) { fmt.Println(s.Status, s.Bytes, s.Built > 0) }})
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/team.ics", nil))
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodHead, "/team.ics", nil))
	// Output:
	// 200 795 true
	// 200 0 true
}

package calendar_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/noonmark/noonmark/availability"
	"github.com/noonmark/noonmark/calendar"
)

// overlapFeed publishes the windows in which everybody is there.
func overlapFeed() calendar.Feed {
	monday := time.Date(2026, time.November, 23, 14, 0, 0, 0, time.UTC)
	common := availability.NewSet(
		availability.Between(monday, monday.Add(2*time.Hour)),
		availability.Between(monday.AddDate(0, 0, 1), monday.AddDate(0, 0, 1).Add(2*time.Hour)),
	)
	feed := calendar.Feed{
		ID:    "team-overlap",
		Name:  "Team overlap",
		Stamp: time.Date(2026, time.November, 20, 7, 15, 30, 0, time.UTC),
	}
	for span := range common.All() {
		feed.Events = append(feed.Events, calendar.Event{
			Source: "overlap/" + span.Start().Format(time.DateOnly),
			Span:   span,
			Title:  "Everybody is there: Ada, Bo, Chi",
		})
	}
	return feed
}

func ExampleFeed_Encode() {
	var file strings.Builder // an *os.File, as a rule
	if err := overlapFeed().Encode(&file); err != nil {
		log.Fatal(err)
	}
	fmt.Print(strings.ReplaceAll(file.String(), "\r\n", "\n"))
	// Output:
	// BEGIN:VCALENDAR
	// VERSION:2.0
	// PRODID:-//noonmark//noonmark//EN
	// CALSCALE:GREGORIAN
	// METHOD:PUBLISH
	// NAME:Team overlap
	// X-WR-CALNAME:Team overlap
	// X-NOONMARK-FEED:ab0984ba51f5d84e0d2d213b30b38fef
	// LAST-MODIFIED:20261120T071530Z
	// REFRESH-INTERVAL;VALUE=DURATION:PT6H
	// X-PUBLISHED-TTL:PT6H
	// BEGIN:VEVENT
	// UID:7ddaafbd746a4ec3d21ac40f0d060fb4@noonmark
	// DTSTAMP:20261120T071530Z
	// DTSTART:20261123T140000Z
	// DTEND:20261123T160000Z
	// SUMMARY:Everybody is there: Ada\, Bo\, Chi
	// TRANSP:TRANSPARENT
	// X-MICROSOFT-CDO-BUSYSTATUS:FREE
	// END:VEVENT
	// BEGIN:VEVENT
	// UID:64092b394fad971015f21800d3b8ef8e@noonmark
	// DTSTAMP:20261120T071530Z
	// DTSTART:20261124T140000Z
	// DTEND:20261124T160000Z
	// SUMMARY:Everybody is there: Ada\, Bo\, Chi
	// TRANSP:TRANSPARENT
	// X-MICROSOFT-CDO-BUSYSTATUS:FREE
	// END:VEVENT
	// END:VCALENDAR
}

// A feed with mistakes is not written at all, and every mistake is named.
func ExampleFeed_Encode_mistakes() {
	feed := overlapFeed()
	feed.Stamp = time.Time{}
	feed.Events[1].Source = feed.Events[0].Source
	fmt.Println(feed.Encode(&strings.Builder{}))
	// Output:
	// calendar: feed "team-overlap": Stamp: is the zero time (set it to when the data last changed)
	// calendar: feed "team-overlap": Events[1] ("overlap/2026-11-23"): Source: is that of Events[0] too (give each its own, or clients see only one of them)
}

// An event that keeps its source keeps its UID, whatever else changes: clients
// move what they have instead of adding a second one.
func ExampleEvent() {
	start := time.Date(2026, time.November, 23, 14, 0, 0, 0, time.UTC)
	event := calendar.Event{
		Source:     "review/ada-bo",
		Span:       availability.Between(start, start.Add(time.Hour)),
		Title:      "Review",
		Categories: []string{"meeting"},
		Show:       calendar.Busy, // a meeting takes time; hours would not
	}
	published := func() string {
		var b strings.Builder
		feed := calendar.Feed{ID: "reviews", Stamp: start, Events: []calendar.Event{event}}
		if err := feed.Encode(&b); err != nil {
			log.Fatal(err)
		}
		_, uid, _ := strings.Cut(b.String(), "\r\nUID:")
		uid, _, _ = strings.Cut(uid, "\r\n")
		return uid
	}
	before := published()
	event.Span = availability.Between(start.Add(24*time.Hour), start.Add(25*time.Hour))
	fmt.Println("the UID stays:", published() == before)
	// Output: the UID stays: true
}

// A source that fails is no empty calendar: clients keep what they have, and
// the operator learns why.
func ExampleHandlerOptions() {
	handler := calendar.NewHandler(
		func(context.Context) (calendar.Feed, error) {
			return calendar.Feed{}, errors.New("the team file is broken")
		},
		calendar.HandlerOptions{
			OnError: func(r *http.Request, err error) { fmt.Println(r.URL.Path, err) },
		},
	)
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/team.ics", nil))
	fmt.Println(answer.Code, "retry after", answer.Header().Get("Retry-After"), "seconds")
	// Output:
	// /team.ics the team file is broken
	// 503 retry after 300 seconds
}

func ExampleNewHandler() {
	subscription := calendar.NewHandler(
		func(context.Context) (calendar.Feed, error) { return overlapFeed(), nil },
		calendar.HandlerOptions{
			Filename: "team.ics",
			OnError:  func(r *http.Request, err error) { log.Print(r.URL.Path, ": ", err) },
		},
	)
	mux := http.NewServeMux()
	mux.Handle("/team.ics", subscription)
	server := httptest.NewServer(mux) // http.ListenAndServe(":8080", mux), as a rule
	defer server.Close()

	first, err := http.Get(server.URL + "/team.ics")
	if err != nil {
		log.Fatal(err)
	}
	first.Body.Close()
	fmt.Println(first.Status, first.Header.Get("Content-Type"))
	fmt.Println(first.Header.Get("Cache-Control"))

	// The client polls again and says what it has.
	poll, err := http.NewRequest(http.MethodGet, server.URL+"/team.ics", nil)
	if err != nil {
		log.Fatal(err)
	}
	poll.Header.Set("If-None-Match", first.Header.Get("ETag"))
	second, err := http.DefaultClient.Do(poll)
	if err != nil {
		log.Fatal(err)
	}
	second.Body.Close()
	fmt.Println(second.Status)
	// Output:
	// 200 OK text/calendar; charset=utf-8
	// private, max-age=21600
	// 304 Not Modified
}

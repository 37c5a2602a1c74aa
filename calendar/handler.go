package calendar

import (
	"bytes"
	"context"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryAfter is when clients may ask again after a failure, in seconds.
const retryAfter = "300"

// HandlerOptions are the choices of [NewHandler]. The zero value is ready to
// use.
type HandlerOptions struct {
	// Revision names the state of the data: a version, a time, a hash. It is asked for
	// each request, and again after each build, by several goroutines at once, and should be cheap. As long
	// as it gives the same, the source is not asked again, and what it gave last is served from
	// memory. Nil: the source is asked for each request.
	Revision func(context.Context) (string, error)

	// BuildTimeout is how long the source and the encoding may take. After that everybody who
	// waits is answered with 503, and the context of the source ends. Zero means 30 seconds.
	BuildTimeout time.Duration

	// Keep is how long a body that nobody asks for stays in memory, with a Revision. Zero means
	// 10 minutes.
	Keep time.Duration

	// MaxAge is how long a client may use its copy without asking again, in
	// whole seconds; fractions are cut off (Cache-Control: max-age). Zero means
	// the feed's Refresh. Less than zero means that it always asks.
	MaxAge time.Duration

	// Filename is what a browser calls the file when it saves it, such as
	// "team.ics" (Content-Disposition). Empty: the browser decides.
	Filename string

	// OnError is told why a request was answered with 503; the client is not.
	// It may be called by several goroutines at once. The error is that of the
	// source or of Revision, or that of encoding the feed. A client that went away while the
	// source worked shows as context.Canceled. Nil: the
	// reason is lost.
	OnError func(r *http.Request, err error)

	// OnServed is told of each answer, when it has been given. It may be called by several
	// goroutines at once. [Counters] have a method for it. Nil: nobody is.
	OnServed func(Served)
}

const (
	defaultBuildTimeout = 30 * time.Second
	defaultKeep         = 10 * time.Minute
)

// NewHandler returns a handler that serves the feed of source as a calendar
// subscription. It can be mounted at any path, and is safe for concurrent use. The source must not be nil:
// NewHandler panics on that, as http.Handle does.
//
// The source is asked for each GET and HEAD or, with a Revision, for each new revision. Requests that
// come while it works wait for the same feed: a thousand clients who poll on the hour
// are one call. Its context is that of no request, as the feed is for all of them: it has no
// values, and ends with BuildTimeout, or when all who waited have gone. A source that works
// on after that is left alone; while four calls go on, requests that need another wait for
// one to return, for as long as BuildTimeout. A source that panics is one that failed.
//
// The answer is one of these:
//
//   - 200 with the bytes of [Feed.Encode], as text/calendar in UTF-8, with
//     Content-Length, with a strong ETag over the bytes and with the feed's
//     Stamp as Last-Modified. Cache-Control is private, since availability is
//     about people, with a max-age. It is compressed with gzip for those who accept that
//     (Accept-Encoding, with Vary), under an ETag of its own.
//   - 304 if the client has these bytes already, compressed or not: if If-None-Match lists an ETag
//     (weak or strong) or is "*" or, without If-None-Match, if the feed's Stamp
//     is not after If-Modified-Since (RFC 9110 section 13.2.2).
//   - 405 with Allow for methods other than GET and HEAD.
//   - 503 with Retry-After if the source or the encoding fails, or takes too long. Clients keep
//     what they have then. An empty 200 would erase their calendar, and a 410
//     would end the subscription. A failure is not kept: the next request tries again.
//
// Ranges, of what is not compressed, and If-Match are answered as RFC 9110 says (206, 412, 416).
func NewHandler(source func(context.Context) (Feed, error), options HandlerOptions) http.Handler {
	if source == nil {
		panic(prefix + "NewHandler: the source is nil")
	}
	return &handler{options, builder{
		source:   source,
		revise:   options.Revision,
		timeout:  orElse(options.BuildTimeout, defaultBuildTimeout),
		keepTime: orElse(options.Keep, defaultKeep),
	}}
}

func orElse(d, otherwise time.Duration) time.Duration {
	if d <= 0 {
		return otherwise
	}
	return d
}

type handler struct {
	options HandlerOptions
	builder builder
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.options.OnServed == nil {
		h.serve(w, r)
		return
	}
	m := &meter{ResponseWriter: w}
	s := h.serve(m, r)
	s.Status, s.Bytes = m.status, m.bytes
	s.Gzip = s.Gzip && s.Status == http.StatusOK
	h.options.OnServed(s)
}

// serve answers a request, and tells what it knows of the answer.
func (h *handler) serve(w http.ResponseWriter, r *http.Request) (s Served) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "A calendar can only be read: use GET or HEAD.", http.StatusMethodNotAllowed)
		return s
	}
	b, built, err := h.builder.body(r.Context())
	s.Built = built
	if err != nil {
		s.Failed = true
		h.unavailable(w, r, err)
		return s
	}
	chosen, other := &b.plain, &b.gzip
	// What has a condition of its own is about the bytes that are not compressed, and who has the
	// feed needs none.
	if !plainOnly(r, b) && acceptsGzip(r.Header.Values("Accept-Encoding")) && b.compress() {
		chosen, other = other, chosen
		w.Header().Set("Content-Encoding", "gzip")
		// ServeContent leaves it out beside a Content-Encoding.
		w.Header().Set("Content-Length", strconv.Itoa(len(chosen.bytes)))
		s.Gzip = true
	}
	header := w.Header()
	header.Set("Content-Type", "text/calendar; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("ETag", chosen.etag)
	header.Add("Vary", "Accept-Encoding")
	header.Set("Cache-Control", "private, max-age="+h.maxAge(b))
	if h.options.Filename != "" {
		header.Set("Content-Disposition",
			mime.FormatMediaType("inline", map[string]string{"filename": h.options.Filename}))
	}
	// ServeContent knows the order of the conditions, lists of ETags, weak
	// ones and HEAD. A range that it serves is one of the very bytes that the
	// strong ETag names, and If-Range holds the client to them.
	http.ServeContent(w, either(r, other.etag, chosen.etag), "", b.stamp, bytes.NewReader(chosen.bytes))
	return s
}

// plainOnly reports whether a request is answered without compression, whatever it accepts: if it asks
// for ranges or names a state that the feed must have, and if it has the feed already.
func plainOnly(r *http.Request, b *body) bool {
	for _, name := range []string{"Range", "If-Match", "If-Unmodified-Since"} {
		if r.Header.Get(name) != "" {
			return true
		}
	}
	known := strings.Join(r.Header.Values("If-None-Match"), ",")
	return strings.Contains(known, b.plain.etag) || strings.Contains(known, b.gzip.etag)
}

// either returns the request as if it knew the one ETag by the other name: who has the same
// feed in another encoding has it.
func either(r *http.Request, other, chosen string) *http.Request {
	known := r.Header.Values("If-None-Match")
	if !strings.Contains(strings.Join(known, ","), other) {
		return r
	}
	same := *r
	same.Header = r.Header.Clone()
	same.Header.Set("If-None-Match", strings.ReplaceAll(strings.Join(known, ","), other, chosen))
	return &same
}

func (h *handler) unavailable(w http.ResponseWriter, r *http.Request, err error) {
	if h.options.OnError != nil {
		h.options.OnError(r, err)
	}
	w.Header().Set("Retry-After", retryAfter)
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, "The calendar is not available now. Please try again later.", http.StatusServiceUnavailable)
}

// maxAge returns the value of max-age, in seconds.
func (h *handler) maxAge(b *body) string {
	age := h.options.MaxAge
	if age == 0 {
		age = b.refresh
	}
	return strconv.FormatInt(int64(max(age, 0)/time.Second), 10)
}

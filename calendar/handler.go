package calendar

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"strconv"
	"time"
)

// retryAfter is when clients may ask again after a failure, in seconds.
const retryAfter = "300"

// HandlerOptions are the choices of [NewHandler]. The zero value is ready to
// use.
type HandlerOptions struct {
	// MaxAge is how long a client may use its copy without asking again, in
	// whole seconds; fractions are cut off (Cache-Control: max-age). Zero means
	// the feed's Refresh. Less than zero means that it always asks.
	MaxAge time.Duration

	// Filename is what a browser calls the file when it saves it, such as
	// "team.ics" (Content-Disposition). Empty: the browser decides.
	Filename string

	// OnError is told why a request was answered with 503; the client is not.
	// It may be called by several goroutines at once. The error is that of the
	// source, or that of encoding its feed. A client that went away while the
	// source worked shows as context.Canceled if the source says so. Nil: the
	// reason is lost.
	OnError func(r *http.Request, err error)
}

// NewHandler returns a handler that serves the feed of source as a calendar
// subscription. It can be mounted at any path. The source must not be nil:
// NewHandler panics on that, as http.Handle does.
//
// The source is called for each GET and HEAD, with the context of the request,
// by several goroutines at once. It decides how much work that is: a feed that
// takes long should be kept by the source.
//
// The answer is one of these:
//
//   - 200 with the bytes of [Feed.Encode], as text/calendar in UTF-8, with
//     Content-Length, with a strong ETag over the bytes and with the feed's
//     Stamp as Last-Modified. Cache-Control is private, since availability is
//     about people, with a max-age.
//   - 304 if the client has these bytes already: if If-None-Match lists the ETag
//     (weak or strong) or is "*" or, without If-None-Match, if the feed's Stamp
//     is not after If-Modified-Since (RFC 9110 section 13.2.2).
//   - 405 with Allow for methods other than GET and HEAD.
//   - 503 with Retry-After if the source or the encoding fails. Clients keep
//     what they have then. An empty 200 would erase their calendar, and a 410
//     would end the subscription.
//
// Ranges and If-Match are answered as RFC 9110 says (206, 412, 416).
//
// The handler holds no state and reads no clock.
func NewHandler(source func(context.Context) (Feed, error), options HandlerOptions) http.Handler {
	if source == nil {
		panic(prefix + "NewHandler: the source is nil")
	}
	return &handler{source, options}
}

type handler struct {
	source  func(context.Context) (Feed, error)
	options HandlerOptions
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "A calendar can only be read: use GET or HEAD.", http.StatusMethodNotAllowed)
		return
	}
	feed, body, err := h.build(r.Context())
	if err != nil {
		h.unavailable(w, r, err)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "text/calendar; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("ETag", etag(body))
	header.Set("Cache-Control", "private, max-age="+h.maxAge(feed))
	if h.options.Filename != "" {
		header.Set("Content-Disposition",
			mime.FormatMediaType("inline", map[string]string{"filename": h.options.Filename}))
	}
	// ServeContent knows the order of the conditions, lists of ETags, weak
	// ones and HEAD. A range that it serves is one of the very bytes that the
	// strong ETag names, and If-Range holds the client to them.
	http.ServeContent(w, r, "", feed.Stamp, bytes.NewReader(body))
}

// build returns the feed and all of its bytes, so that nothing is sent before
// everything has gone well.
func (h *handler) build(ctx context.Context) (Feed, []byte, error) {
	feed, err := h.source(ctx)
	if err != nil {
		return Feed{}, nil, err
	}
	var body bytes.Buffer
	if err := feed.Encode(&body); err != nil {
		return Feed{}, nil, err
	}
	return feed, body.Bytes(), nil
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
func (h *handler) maxAge(f Feed) string {
	age := h.options.MaxAge
	if age == 0 {
		age = f.refresh()
	}
	return strconv.FormatInt(int64(max(age, 0)/time.Second), 10)
}

// etag returns a strong entity tag: equal bytes and only they have the same.
func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

package calendar

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
)

// A PrivateFeed is a feed that only those can read who have its address.
type PrivateFeed struct {
	// Handler serves the feed; see [NewHandler]. It sees requests without the token.
	Handler http.Handler
	// Generation is that of the addresses that are good. Raise it to revoke all that
	// were given out before.
	Generation uint64
}

// PrivateOptions are the choices of [NewPrivateFeeds]. The zero value is ready to use.
type PrivateOptions struct {
	// HideFromLogs takes the token out of the request itself, too, in place: out of URL and RequestURI. A logger
	// that wraps the handler and prints after it has served then prints no token, but cannot tell the feeds
	// apart. One that prints before, or a proxy in front, sees it all the same.
	HideFromLogs bool
}

// minKey is how many bytes a key must have for nobody to guess it.
const minKey = 16

// PrivateFeeds serve feeds at addresses that cannot be guessed. Calendar programs cannot log in,
// so the address is the key, and whoever has it can read the feed.
//
// An address ends in a token: the feed's ID and the generation, signed with HMAC-SHA256. So nothing need be
// stored but a number for each feed, and raising it revokes the address. The ID can be read from
// the token by those who have it.
type PrivateFeeds struct {
	key     []byte
	find    func(ctx context.Context, id string) (PrivateFeed, bool)
	options PrivateOptions
}

// NewPrivateFeeds returns a handler of private feeds. Mount it at a path that ends in a slash, without
// http.StripPrefix: what counts is the last element of the path.
//
//	mux.Handle("/calendars/", feeds)
//	address := "https://example.com/calendars/" + feeds.File("ada", 1)
//
// The key signs the addresses: at least 16 random bytes, kept secret. With another key all
// addresses change. Find returns the feed of an ID, or false if there is none. It is called for
// good signatures only, by several goroutines at once, and must not be nil.
//
// A token that is wrong in any way, and one of another generation or of a feed that is no longer
// there, is answered just as a path that does not exist: 404. Signatures are compared in constant time.
// Answers ask not to be indexed (X-Robots-Tag), and that pages to which they lead are not told
// the address (Referrer-Policy).
func NewPrivateFeeds(key []byte, find func(ctx context.Context, id string) (PrivateFeed, bool), options PrivateOptions) (*PrivateFeeds, error) {
	if len(key) < minKey {
		return nil, fmt.Errorf("%sprivate feeds: the key has %d bytes (give at least %d random ones, and keep them: with another key all addresses change)", prefix, len(key), minKey)
	}
	if find == nil {
		return nil, fmt.Errorf("%sprivate feeds: find is nil (give a function that knows the feeds)", prefix)
	}
	return &PrivateFeeds{append([]byte(nil), key...), find, options}, nil
}

// File returns the last element of the address of a feed: its token and ".ics". Give it only to those who
// may read the feed.
func (p *PrivateFeeds) File(id string, generation uint64) string {
	payload := append(binary.AppendUvarint(nil, generation), id...)
	return base64.RawURLEncoding.EncodeToString(append(p.sign(payload), payload...)) + icsSuffix
}

const icsSuffix = ".ics"

// sign returns the signature. Its first words keep it apart from whatever else the key may sign.
func (p *PrivateFeeds) sign(payload []byte) []byte {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte("noonmark private feed\x00"))
	mac.Write(payload)
	return mac.Sum(nil)
}

// open returns what a file says, if its signature is good.
func (p *PrivateFeeds) open(file string) (id string, generation uint64, ok bool) {
	token, named := strings.CutSuffix(file, icsSuffix)
	if !named {
		return "", 0, false
	}
	// Strict: of several spellings of the same bytes only one is an address.
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) < sha256.Size || strings.ContainsAny(token, "\r\n") {
		return "", 0, false
	}
	signature, payload := raw[:sha256.Size], raw[sha256.Size:]
	if !hmac.Equal(signature, p.sign(payload)) {
		return "", 0, false
	}
	generation, n := binary.Uvarint(payload)
	if n <= 0 {
		return "", 0, false
	}
	return string(payload[n:]), generation, true
}

// ServeHTTP serves the feed whose token the address has.
func (p *PrivateFeeds) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, generation, ok := p.open(path.Base(r.URL.Path))
	var feed PrivateFeed
	if ok {
		feed, ok = p.find(r.Context(), id)
	}
	if !ok || feed.Generation != generation || feed.Handler == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("X-Robots-Tag", "noindex")
	inner := hidden(r)
	if p.options.HideFromLogs {
		r.URL.Path, r.URL.RawPath, r.RequestURI = inner.URL.Path, "", inner.RequestURI
	}
	feed.Handler.ServeHTTP(w, inner)
}

// hidden returns the request with a path that tells nothing. It is put together anew, as a copy would keep what
// a router has matched.
func hidden(r *http.Request) *http.Request {
	const file = "/private" + icsSuffix
	return (&http.Request{
		Method: r.Method, URL: &url.URL{Path: file, RawQuery: r.URL.RawQuery}, RequestURI: file,
		Proto: r.Proto, ProtoMajor: r.ProtoMajor, ProtoMinor: r.ProtoMinor,
		Header: r.Header, Body: r.Body, ContentLength: r.ContentLength, TransferEncoding: r.TransferEncoding,
		Host: r.Host, RemoteAddr: r.RemoteAddr, TLS: r.TLS,
	}).WithContext(r.Context())
}

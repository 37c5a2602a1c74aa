package calendar

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

var privateKey = []byte("0123456789abcdef0123456789abcdef")

// generations are the feeds of the tests, by ID.
type generations map[string]uint64

func (g generations) find(t testing.TB, seen *[]*http.Request) func(context.Context, string) (PrivateFeed, bool) {
	return func(_ context.Context, id string) (PrivateFeed, bool) {
		n, ok := g[id]
		return PrivateFeed{http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			*seen = append(*seen, r)
			w.Write([]byte("feed of " + id))
		}), n}, ok
	}
}

func privateFeeds(t testing.TB, find func(context.Context, string) (PrivateFeed, bool), o PrivateOptions) *PrivateFeeds {
	t.Helper()
	p, err := NewPrivateFeeds(privateKey, find, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func get(h http.Handler, path string) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w.Result()
}

func TestPrivateFeedsOpenWithTheirTokens(t *testing.T) {
	var seen []*http.Request
	feeds := generations{"ada": 1, "bo": 300, "": 0, "日本 / ../x": 7}
	p := privateFeeds(t, feeds.find(t, &seen), PrivateOptions{})
	mux := http.NewServeMux()
	mux.Handle("/calendars/", p)
	for id, n := range feeds {
		file := p.File(id, n)
		if strings.Trim(file, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") != "" {
			t.Errorf("%q has letters that an address escapes", file)
		}
		r := get(mux, "/calendars/"+file)
		if r.StatusCode != http.StatusOK || bodyOf(t, r) != "feed of "+id {
			t.Errorf("%q: status %s", id, r.Status)
		}
		checkHeaders(t, r, map[string]string{"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"})
	}
	for _, r := range seen {
		if r.URL.Path != "/private.ics" || r.RequestURI != "/private.ics" || r.URL.RawPath != "" || r.Pattern != "" {
			t.Errorf("the handler sees %v %q %q", r.URL, r.RequestURI, r.Pattern)
		}
	}
}

// Whatever is wrong, the answer is that of a path that is not there.
func TestPrivateFeedsTellNothing(t *testing.T) {
	var seen []*http.Request
	feeds := generations{"ada": 2, "none": 0}
	p := privateFeeds(t, feeds.find(t, &seen), PrivateOptions{})
	other, err := NewPrivateFeeds([]byte("another key of more than 16 bytes"), feeds.find(t, &seen), PrivateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	good := p.File("ada", 2)
	mux := http.NewServeMux()
	mux.Handle("/calendars/", p)
	wrong := []string{"", "x", ".ics", "x.ics", p.File("ada", 1), p.File("ada", 3), p.File("bo", 2), other.File("ada", 2), good + "x", good[:len(good)-4], good[1:], strings.ToUpper(good), strings.Replace(good, ".ics", "=.ics", 1), good + "/",
		strings.TrimSuffix(good, ".ics") + "%0A.ics", "a/" + good[5:]}
	for i := range len(good) - 4 { // each letter counts, the spare bits of the last too
		for _, c := range "AB" {
			if b := []byte(good); b[i] != byte(c) {
				b[i] = byte(c)
				wrong = append(wrong, string(b))
			}
		}
	}
	absent := get(mux, "/elsewhere")
	text := bodyOf(t, absent)
	for _, file := range wrong {
		r := get(mux, "/calendars/"+file)
		if file == good+"/" {
			continue // the same element of the path, which is a matter of taste
		}
		if r.StatusCode != http.StatusNotFound || bodyOf(t, r) != text || len(r.Header) != len(absent.Header) {
			t.Errorf("%q: status %s, %v", file, r.Status, r.Header)
		}
	}
	if len(seen) > 1 {
		t.Errorf("%d wrong addresses were served", len(seen)-1)
	}
	feeds["ada"]++
	if r := get(mux, "/calendars/"+good); r.StatusCode != http.StatusNotFound {
		t.Errorf("revoked: status %s", r.Status)
	}
	if p.File("ada", 1) == p.File("ada", 2) || p.File("a", 1) == p.File("b", 1) {
		t.Error("two feeds have one address")
	}
	if raw, _ := base64.RawURLEncoding.DecodeString(strings.TrimSuffix(good, ".ics")); len(raw) < 32 {
		t.Errorf("%d bytes can be guessed", len(raw))
	}
}

func TestHideFromLogs(t *testing.T) {
	for _, hide := range []bool{false, true} {
		var seen []*http.Request
		p := privateFeeds(t, generations{"ada": 2}.find(t, &seen), PrivateOptions{HideFromLogs: hide})
		logged := ""
		mux := http.NewServeMux()
		mux.Handle("/calendars/", p)
		outer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mux.ServeHTTP(w, r)
			logged = r.URL.String() + " " + r.RequestURI
		})
		token := p.File("ada", 2)
		get(outer, "/calendars/"+token)
		if strings.Contains(logged, token) == hide || len(seen) != 1 {
			t.Errorf("hide %v: logged %s", hide, logged)
		}
	}
}

func TestNewPrivateFeedsRefuses(t *testing.T) {
	find := generations{}.find(t, new([]*http.Request))
	_, err := NewPrivateFeeds([]byte("short"), find, PrivateOptions{})
	if err == nil || err.Error() != "calendar: private feeds: the key has 5 bytes (give at least 16 random ones, and keep them: with another key all addresses change)" {
		t.Errorf("a short key: %v", err)
	}
	if _, err := NewPrivateFeeds(privateKey, nil, PrivateOptions{}); err == nil || !strings.Contains(err.Error(), "find is nil") {
		t.Errorf("no find: %v", err)
	}
	key := []byte("0123456789abcdef0123456789abcdef")
	p, err := NewPrivateFeeds(key, find, PrivateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	before := p.File("x", 1)
	clear(key)
	if p.File("x", 1) != before {
		t.Error("the key is the caller's own slice")
	}
}

// FuzzPrivateFile: nothing but what was signed opens.
func FuzzPrivateFile(f *testing.F) {
	p := privateFeeds(f, func(context.Context, string) (PrivateFeed, bool) { return PrivateFeed{}, false }, PrivateOptions{})
	f.Add(p.File("ada", 1))
	f.Add(".ics")
	f.Fuzz(func(t *testing.T, file string) {
		if id, n, ok := p.open(file); ok && p.File(id, n) != file {
			t.Errorf("%q opens %q, %d", file, id, n)
		}
	})
}

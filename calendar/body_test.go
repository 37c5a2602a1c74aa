package calendar

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

func TestAcceptEncoding(t *testing.T) {
	tests := []struct {
		header string
		want   bool
	}{
		{"", false}, {"gzip", true}, {"GZIP", true}, {"x-gzip", true}, {"br", false}, {"br, gzip", true}, {"gzip;q=0", false}, {"gzip;q=0.000", false},
		{"gzip; q=0.5", true}, {"gzip;q=0.5, identity", false}, {"gzip;q=0.5, identity;q=0.5", true}, {"identity;q=0, gzip", true}, {"*", true}, {"*;q=0", false},
		{"*, gzip;q=0", false}, {"*;q=0, gzip", true}, {"identity", false}, {"gzip;q=2", false}, {"gzip;q=NaN", false}, {"gzip;q=x", false}, {"gzip;q=-1", false}, {"deflate, gzip;q=1.0, *;q=0.5", true},
		{"gzip;x=1", true}, {",,gzip", true}, {"notgzip", false},
	}
	for _, tt := range tests {
		if got := acceptsGzip([]string{tt.header}); got != tt.want {
			t.Errorf("%q: %v, want %v", tt.header, got, tt.want)
		}
		if got := acceptsGzip([]string{"br", tt.header}); got != tt.want {
			t.Errorf("br and %q: %v, want %v", tt.header, got, tt.want)
		}
	}
}

func unzip(t *testing.T, text string) string {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

func TestCompression(t *testing.T) {
	f := manyEvents(t, 100)
	want := encode(t, f)
	h := NewHandler(serving(f), HandlerOptions{Revision: fixed("1")})
	plain, zipped := ask(h, "GET"), ask(h, "GET", "Accept-Encoding", "gzip, deflate")
	text := bodyOf(t, zipped)
	if got := unzip(t, text); got != want {
		t.Error("unpacked it is something else")
	}
	if len(text) > len(want)/5 {
		t.Errorf("%d bytes of %d", len(text), len(want))
	}
	checkHeaders(t, zipped, map[string]string{
		"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Content-Length": strconv.Itoa(len(text)), "Content-Type": "text/calendar; charset=utf-8",
	})
	checkHeaders(t, plain, map[string]string{"Content-Encoding": "", "Vary": "Accept-Encoding", "Content-Length": strconv.Itoa(len(want))})
	plainTag, zippedTag := plain.Header.Get("ETag"), zipped.Header.Get("ETag")
	if plainTag == zippedTag || strings.HasPrefix(zippedTag, "W/") {
		t.Errorf("the ETags are %s and %s, want two strong ones", plainTag, zippedTag)
	}

	// Who has either has the feed, whatever they accept now.
	for _, known := range []string{plainTag, zippedTag, "W/" + zippedTag, `"x", ` + plainTag, `"x",` + zippedTag, "*"} {
		for _, accept := range []string{"", "gzip"} {
			r := ask(h, "GET", "If-None-Match", known, "Accept-Encoding", accept)
			if r.StatusCode != http.StatusNotModified || bodyOf(t, r) != "" {
				t.Errorf("If-None-Match %s, accepting %q: status %s", known, accept, r.Status)
			}
			checkHeaders(t, r, map[string]string{"Vary": "Accept-Encoding", "Content-Encoding": "", "Content-Length": ""})
		}
	}
	if r := ask(h, "GET", "If-None-Match", `"x"`, "Accept-Encoding", "gzip"); r.StatusCode != http.StatusOK {
		t.Errorf("another tag: status %s", r.Status)
	}

	head := ask(h, "HEAD", "Accept-Encoding", "gzip")
	checkHeaders(t, head, map[string]string{"Content-Encoding": "gzip", "Content-Length": strconv.Itoa(len(text)), "ETag": zippedTag})
	if got := bodyOf(t, head); got != "" {
		t.Errorf("HEAD has a body of %d bytes", len(got))
	}

	failed := ask(h, "GET", "Accept-Encoding", "gzip", "If-Match", `"x"`)
	if got := bodyOf(t, failed); failed.StatusCode != http.StatusPreconditionFailed || got != "" {
		t.Errorf("If-Match: status %s, %q", failed.Status, got)
	}
	checkHeaders(t, failed, map[string]string{"Content-Encoding": ""})
	if n := failed.Header.Get("Content-Length"); n != "" && n != "0" {
		t.Errorf("If-Match: %s bytes are announced", n)
	}

	part := ask(h, "GET", "Accept-Encoding", "gzip", "Range", "bytes=0-14")
	if got := bodyOf(t, part); part.StatusCode != http.StatusPartialContent || got != "BEGIN:VCALENDAR" {
		t.Errorf("a range: status %s, %q", part.Status, got)
	}
	if whole := ask(h, "GET", "Accept-Encoding", "gzip", "Range", "bytes=0-14", "If-Range", zippedTag); whole.StatusCode != http.StatusOK || bodyOf(t, whole) != want {
		t.Errorf("a range of another encoding: status %s", whole.Status)
	}
}

// What does not get smaller is served as it is.
func TestTooSmallToCompress(t *testing.T) {
	b := &body{plain: representation{bytes: []byte("x")}}
	if b.compress() || b.gzip.bytes != nil {
		t.Error("one byte was compressed")
	}
}

// FuzzAcceptEncoding: whatever a client says, it gets what it can read.
func FuzzAcceptEncoding(f *testing.F) {
	f.Add("gzip;q=0.5, *;q=0")
	f.Add("identity;q=0")
	h := NewHandler(serving(manyEvents(f, 3)), HandlerOptions{Revision: fixed("1")})
	f.Fuzz(func(t *testing.T, accept string) {
		r := ask(h, "GET", "Accept-Encoding", accept)
		text := []byte(bodyOf(t, r))
		zipped := bytes.HasPrefix(text, []byte{0x1f, 0x8b})
		if zipped != (r.Header.Get("Content-Encoding") == "gzip") || r.Header.Get("Content-Length") != strconv.Itoa(len(text)) {
			t.Errorf("%q: headers %v do not fit %.10q", accept, r.Header, text)
		}
		if zipped && !strings.Contains(strings.ToLower(accept), "gzip") && !strings.Contains(accept, "*") {
			t.Errorf("%q: compressed", accept)
		}
	})
}

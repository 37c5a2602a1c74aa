package calendar

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A body is a feed as it is served: its bytes, and what the headers say of it. All requests
// share it.
type body struct {
	stamp   time.Time
	refresh time.Duration
	plain   representation
	// gzip has its bytes once they have been asked for.
	gzip   representation
	zipped sync.Once
}

// A representation is the bytes in one encoding, under their strong entity tag: equal bytes
// and only they have the same.
type representation struct {
	bytes []byte
	etag  string
}

// newBody encodes a feed, all of it, so that nothing is sent before everything has gone well.
func newBody(feed Feed) (*body, error) {
	var b bytes.Buffer
	if err := feed.Encode(&b); err != nil {
		return nil, err
	}
	return &body{
		stamp: feed.Stamp, refresh: feed.refresh(),
		plain: representation{b.Bytes(), etag(b.Bytes(), "")},
		gzip:  representation{etag: etag(b.Bytes(), "-gzip")},
	}, nil
}

// compress makes the compressed representation, and reports whether it is worth it.
func (b *body) compress() bool {
	b.zipped.Do(func() {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		// A bytes.Buffer takes all that it is given.
		z.Write(b.plain.bytes)
		z.Close()
		if out.Len() < len(b.plain.bytes) {
			b.gzip.bytes = out.Bytes()
		}
	})
	return b.gzip.bytes != nil
}

// etag returns a strong entity tag.
func etag(body []byte, suffix string) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:16]) + suffix + `"`
}

// acceptsGzip reports whether an Accept-Encoding (RFC 9110 section 12.5.3) allows gzip, and
// does not prefer the bytes as they are.
func acceptsGzip(fields []string) bool {
	zipped, plain, any := -1.0, -1.0, -1.0 // not named
	for _, field := range fields {
		for item := range strings.SplitSeq(field, ",") {
			name, parameters, _ := strings.Cut(item, ";")
			q := quality(parameters)
			switch strings.ToLower(strings.TrimSpace(name)) {
			case "gzip", "x-gzip":
				zipped = q
			case "identity":
				plain = q
			case "*":
				any = q
			}
		}
	}
	if zipped < 0 {
		zipped = any
	}
	return zipped > 0 && zipped >= plain
}

// quality returns the weight among the parameters; without one it is 1, and what is none is 0.
func quality(parameters string) float64 {
	for p := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.ToLower(name) != "q" {
			continue
		}
		q, err := strconv.ParseFloat(value, 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}

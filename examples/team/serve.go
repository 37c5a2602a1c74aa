package main

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/noonmark/noonmark/calendar"
)

// minSecret is how long a secret must be for nobody to guess it.
const minSecret = 16

// A server offers the feed as a subscription. Working hours are about people, so
// only somebody with its address can read it: beyond this machine the address
// holds a token, and on this machine it must be asked for under the
// machine's own name, which keeps out web pages that send a browser there.
type server struct {
	listener net.Listener
	path     string
	loopback bool
}

// listen takes the address, before anything else is done. The token derives from
// secret or, if that is empty, is new with each start.
func listen(addr, secret string) (server, error) {
	if secret != "" && len(secret) < minSecret {
		return server{}, fmt.Errorf("NOONMARK_SECRET is too short: give at least %d random characters", minSecret)
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return server{}, fmt.Errorf("-serve: %w: give a free address such as 127.0.0.1:8080", err)
	}
	s := server{listener, "/team.ics", listener.Addr().(*net.TCPAddr).IP.IsLoopback()}
	if !s.loopback || secret != "" {
		s.path = "/" + token(secret) + s.path
	}
	return s, nil
}

// token returns at least 26 letters that only somebody with the secret can know.
func token(secret string) string {
	if secret == "" {
		return rand.Text()
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("noonmark/examples/team"))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// host returns the address under which others find the server.
func (s server) host() string {
	addr := s.listener.Addr().(*net.TCPAddr)
	if !addr.IP.IsUnspecified() {
		return addr.String()
	}
	name, err := os.Hostname()
	if err != nil {
		name = "localhost"
	}
	return net.JoinHostPort(name, strconv.Itoa(addr.Port))
}

// serve answers requests until ctx ends. The source is asked again for each, so a
// client sees edits of the team file.
func (s server) serve(ctx context.Context, source func() (calendar.Feed, error), log io.Writer) error {
	feed := calendar.NewHandler(
		func(context.Context) (calendar.Feed, error) { return source() },
		calendar.HandlerOptions{
			Filename: "team.ics",
			OnError:  func(r *http.Request, err error) { fmt.Fprintln(log, "team:", err) },
		})
	web := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			same := subtle.ConstantTimeCompare([]byte(r.URL.Path), []byte(s.path)) == 1
			if !same || s.loopback && !isLoopback(r.Host) {
				http.NotFound(w, r)
				return
			}
			feed.ServeHTTP(w, r)
		}),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	fmt.Fprintf(log, "team: subscribe to http://%[1]s%[2]s or webcal://%[1]s%[2]s; Ctrl-C stops\n", s.host(), s.path)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if web.Shutdown(grace) != nil {
			web.Close() // somebody holds a connection open
		}
	}()
	if err := web.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	<-stopped
	return nil
}

// isLoopback reports whether the host of a request names this machine.
func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

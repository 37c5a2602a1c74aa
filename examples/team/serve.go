package main

import (
	"context"
	"crypto/rand"
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
	key      []byte // signs the address, if it is private
	loopback bool
}

// listen takes the address, before anything else is done. The key of a private address is the secret or,
// if that is empty, new with each start.
func listen(addr, secret string) (server, error) {
	if secret != "" && len(secret) < minSecret {
		return server{}, fmt.Errorf("NOONMARK_SECRET is too short: give at least %d random characters", minSecret)
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return server{}, fmt.Errorf("-serve: %w: give a free address such as 127.0.0.1:8080", err)
	}
	s := server{listener, []byte(secret), listener.Addr().(*net.TCPAddr).IP.IsLoopback()}
	if !s.loopback && secret == "" {
		s.key = []byte(rand.Text())
	}
	return s, nil
}

// handler returns the handler of the feed, and its path.
func (s server) handler(feed http.Handler) (http.Handler, string, error) {
	if len(s.key) == 0 {
		mux := http.NewServeMux()
		mux.Handle("/team.ics", feed)
		return mux, "/team.ics", nil
	}
	// There is one feed, whose address is never revoked: another secret does that.
	private, err := calendar.NewPrivateFeeds(s.key, func(_ context.Context, id string) (calendar.PrivateFeed, bool) {
		return calendar.PrivateFeed{Handler: feed}, id == "team"
	}, calendar.PrivateOptions{})
	if err != nil {
		return nil, "", err
	}
	return private, "/" + private.File("team", 0), nil
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

// serve answers requests until ctx ends. The source is asked for each new revision, so a
// client sees edits of the team file.
func (s server) serve(ctx context.Context, revision func() (string, error), source func() (calendar.Feed, error), log io.Writer) error {
	handler, path, err := s.handler(calendar.NewHandler(
		func(context.Context) (calendar.Feed, error) { return source() },
		calendar.HandlerOptions{
			Revision: func(context.Context) (string, error) { return revision() },
			Filename: "team.ics",
			OnError:  func(r *http.Request, err error) { fmt.Fprintln(log, "team:", err) },
		}))
	if err != nil {
		return err
	}
	web := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if s.loopback && !isLoopback(r.Host) {
				http.NotFound(w, r)
				return
			}
			handler.ServeHTTP(w, r)
		}),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	fmt.Fprintf(log, "team: subscribe to http://%[1]s%[2]s or webcal://%[1]s%[2]s; Ctrl-C stops\n", s.host(), path)
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

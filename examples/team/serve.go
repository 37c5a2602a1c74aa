package main

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/noonmark/noonmark/calendar"
)

// serve offers the feed as a subscription until ctx ends. The source is asked
// again for each request, so a client sees edits of the team file.
//
// Working hours are about people. Beyond this machine the address of the feed
// therefore holds a token that nobody can guess: it derives from secret or, if
// that is empty, is new with each start.
func serve(ctx context.Context, addr, secret string, source func() (calendar.Feed, error), log io.Writer) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("-serve: %w: give an address such as 127.0.0.1:8080", err)
	}
	path := "/team.ics"
	if loopback := listener.Addr().(*net.TCPAddr).IP.IsLoopback(); !loopback || secret != "" {
		path = "/" + token(secret) + path
		if secret == "" {
			fmt.Fprintln(log, "team: the address is new with each start; set NOONMARK_SECRET to keep it")
		}
	}
	mux := http.NewServeMux()
	mux.Handle(path, calendar.NewHandler(
		func(context.Context) (calendar.Feed, error) { return source() },
		calendar.HandlerOptions{
			Filename: "team.ics",
			OnError:  func(r *http.Request, err error) { fmt.Fprintln(log, "team:", err) },
		}))
	server := &http.Server{
		Handler:           mux,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	fmt.Fprintf(log, "team: subscribe to http://%[1]s%[2]s or webcal://%[1]s%[2]s; Ctrl-C stops\n", listener.Addr(), path)
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		stopped <- server.Shutdown(grace)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

// token returns 32 letters that only somebody with the secret can know.
func token(secret string) string {
	if secret == "" {
		return rand.Text() // 26 letters, 128 bits
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("noonmark/examples/team"))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

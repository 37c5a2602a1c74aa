package calendar

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// maxAbandoned is how many calls of the source may go on after their builds are over. There is none
// as a rule: a source should return when its context ends.
const maxAbandoned = 4

// A builder builds bodies: one at a time for all who wait for the same, and keeps the last.
type builder struct {
	source  func(context.Context) (Feed, error)
	timeout time.Duration
	keep    time.Duration

	mu        sync.Mutex
	running   *build // the last that was started, if a request may still join
	abandoned int    // calls of the source that go on though their builds are over
	started   int    // builds, ever

	kept     *body // of the revision, or nil
	revision string
	keptBy   int // the number of its build
	used     time.Time
	freeing  *time.Timer
}

// A build is one call of the source. Its result is there when done is closed.
type build struct {
	number   int
	revision string
	known    bool // the revision
	waiting  int
	ctx      context.Context
	cancel   context.CancelFunc
	begun    time.Time

	done chan struct{}
	over bool
	body *body
	took time.Duration
	err  error
}

// arrive notes when a request has come, in builds.
func (b *builder) arrive() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.started
}

// body returns the body for a request that arrived after so many builds were started, and how
// long it took if it was built for this request. If a revision is known, the body is of that one, or its build
// was started after the request had arrived: then it is as new as what the request
// has seen of the data.
func (b *builder) body(ctx context.Context, arrived int, revision string, known bool) (*body, time.Duration, error) {
	b.mu.Lock()
	if known && b.kept != nil && (b.revision == revision || b.keptBy > arrived) {
		kept := b.kept
		b.used = now()
		b.mu.Unlock()
		return kept, 0, nil
	}
	run, ours := b.running, false
	if run == nil || run.revision != revision && run.number <= arrived {
		if b.abandoned >= maxAbandoned {
			b.mu.Unlock()
			return nil, 0, fmt.Errorf("%sthe source works on with %d feeds that nobody waits for (it should return when its context ends)", prefix, maxAbandoned)
		}
		run, ours = b.start(ctx, revision, known), true
	}
	run.waiting++
	b.mu.Unlock()

	select {
	case <-run.done:
	case <-ctx.Done():
		b.leave(run)
		return nil, 0, context.Cause(ctx)
	}
	if !ours {
		return run.body, 0, run.err
	}
	return run.body, run.took, run.err
}

// start begins a build. It needs the lock.
func (b *builder) start(ctx context.Context, revision string, known bool) *build {
	b.started++
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), b.timeout)
	run := &build{number: b.started, revision: revision, known: known, ctx: ctx, cancel: cancel, begun: now(), done: make(chan struct{})}
	b.running = run
	go func() {
		built, err := b.call(ctx)
		b.mu.Lock()
		defer b.mu.Unlock()
		if run.over {
			b.abandoned--
		}
		b.finish(run, built, err)
	}()
	context.AfterFunc(ctx, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if !run.over {
			b.abandoned++
		}
		b.finish(run, nil, ctx.Err())
	})
	return run
}

// call calls the source. It runs in a goroutine of its own, where a panic would end the program.
func (b *builder) call(ctx context.Context) (built *body, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%sthe source panicked: %v", prefix, p)
		}
	}()
	feed, err := b.source(ctx)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return newBody(feed)
}

// finish ends a build, unless it is over. It needs the lock.
func (b *builder) finish(run *build, built *body, err error) {
	if run.over {
		return
	}
	run.over = true
	if err != nil && errors.Is(run.ctx.Err(), context.DeadlineExceeded) {
		err = fmt.Errorf("%sthe feed was not there after %v (HandlerOptions.BuildTimeout): %w", prefix, b.timeout, err)
	}
	run.body, run.err, run.took = built, err, now().Sub(run.begun)
	if b.running == run {
		b.running = nil
	}
	if err == nil && run.known && run.number > b.keptBy {
		b.kept, b.revision, b.keptBy = built, run.revision, run.number
		b.used = now()
		if b.freeing == nil {
			b.freeing = after(b.keep, b.free)
		}
	}
	close(run.done)
	run.cancel()
}

// leave is for a request that waits no longer. With the last the build ends.
func (b *builder) leave(run *build) {
	b.mu.Lock()
	defer b.mu.Unlock()
	run.waiting--
	if run.waiting > 0 || run.over {
		return
	}
	if b.running == run {
		b.running = nil // who comes now needs another
	}
	run.cancel()
}

// free drops the body if nobody has asked for it for long enough.
func (b *builder) free() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if left := b.keep - now().Sub(b.used); left > 0 {
		b.freeing.Reset(left)
		return
	}
	b.kept, b.freeing = nil, nil
}

// The only clock of the package: it measures builds, and forgets what nobody asks for. Nothing that is
// served depends on it.

func now() time.Time { return time.Now() }

func after(d time.Duration, do func()) *time.Timer { return time.AfterFunc(d, do) }

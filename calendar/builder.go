package calendar

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// maxCalls is how many calls of the source may go on at once. There is one as a rule; there are more
// when revisions follow each other fast, or when a source works on after its context has ended.
const maxCalls = 4

// A builder builds bodies: one at a time for all who wait for the same, and keeps the last.
type builder struct {
	source   func(context.Context) (Feed, error)
	revise   func(context.Context) (string, error) // or nil
	timeout  time.Duration
	keepTime time.Duration

	mu      sync.Mutex
	running *build        // the last that was started, if a request may still join
	calls   int           // of the source that have not returned
	started int           // builds, ever
	changed chan struct{} // closed when a build starts or a call returns, for those who wait for either

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

// body returns the body for a request, and how long it took if it was built for this request.
//
// It is of the revision that the request finds, or its build was started after the request had
// come: then it is as new as what the request has seen of the data. Without revisions
// it is of any build that is not over yet.
func (b *builder) body(ctx context.Context) (*body, time.Duration, error) {
	revision := ""
	b.mu.Lock()
	arrived := b.started
	b.mu.Unlock()
	if b.revise != nil {
		var err error
		if revision, err = b.ask(ctx); err != nil {
			return nil, 0, err
		}
	}
	run, ours, kept, err := b.join(ctx, arrived, revision)
	if err != nil || kept != nil {
		return kept, 0, err
	}
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

// ask asks for the revision.
func (b *builder) ask(ctx context.Context) (revision string, err error) {
	defer caught(&err)
	return b.revise(ctx)
}

// caught turns a panic of the caller's functions into an error: in a goroutine of our own it would
// end the program, and in that of the request nobody would be told.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%sthe source panicked: %v", prefix, p)
	}
}

// join returns the body that is kept, or the build that the request is to wait for, and whether it was
// started for it. If too many calls go on, it waits until it may start one.
func (b *builder) join(ctx context.Context, arrived int, revision string) (run *build, ours bool, kept *body, err error) {
	var waited context.Context
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		if b.kept != nil && (b.revision == revision || b.keptBy > arrived) {
			b.used = now()
			return nil, false, b.kept, nil
		}
		if run := b.running; run != nil && (run.revision == revision || run.number > arrived) {
			run.waiting++
			return run, false, nil, nil
		}
		if b.calls < maxCalls {
			run := b.start(revision)
			run.waiting++
			return run, true, nil, nil
		}
		if b.changed == nil {
			b.changed = make(chan struct{})
		}
		changed := b.changed
		if waited == nil {
			var stop context.CancelFunc
			waited, stop = context.WithTimeout(ctx, b.timeout)
			defer stop()
		}
		b.mu.Unlock()
		select {
		case <-changed:
		case <-waited.Done():
		}
		b.mu.Lock()
		if err := context.Cause(ctx); err != nil {
			return nil, false, nil, err
		}
		if waited.Err() != nil {
			return nil, false, nil, fmt.Errorf("%s%d calls of the source went on for %v (it should return when its context ends): %w", prefix, maxCalls, b.timeout, waited.Err())
		}
	}
}

// tell wakes those who wait for a change. It needs the lock.
func (b *builder) tell() {
	if b.changed != nil {
		close(b.changed)
		b.changed = nil
	}
}

// start begins a build. It needs the lock. The source gets nothing of the request for which it is called: the
// feed is for all who wait.
func (b *builder) start(revision string) *build {
	b.started++
	ctx, cancel := context.WithTimeout(context.Background(), b.timeout)
	run := &build{number: b.started, revision: revision, ctx: ctx, cancel: cancel, begun: now(), done: make(chan struct{})}
	b.running = run
	b.calls++
	b.tell()
	go func() {
		var built *body
		var same bool
		err := errors.New(prefix + "the source ended its goroutine")
		defer func() { // also after a runtime.Goexit
			b.mu.Lock()
			defer b.mu.Unlock()
			b.calls--
			b.finish(run, built, same, err)
			b.tell()
		}()
		built, same, err = b.call(ctx, revision)
	}()
	context.AfterFunc(ctx, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.finish(run, nil, false, ctx.Err())
	})
	return run
}

// call calls the source, and reports whether the revision is still the same after that. What has changed meanwhile
// must not be kept as what was asked for, to be served when that comes back.
func (b *builder) call(ctx context.Context, revision string) (built *body, same bool, err error) {
	defer caught(&err)
	feed, err := b.source(ctx)
	if err != nil {
		return nil, false, err
	}
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	if built, err = newBody(feed); err != nil || b.revise == nil {
		return built, false, err
	}
	again, err := b.revise(ctx)
	return built, err == nil && again == revision, nil
}

// finish ends a build, unless it is over. It needs the lock.
func (b *builder) finish(run *build, built *body, keep bool, err error) {
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
	if err == nil && keep && run.number > b.keptBy {
		b.kept, b.revision, b.keptBy = built, run.revision, run.number
		b.used = now()
		if b.freeing == nil {
			b.freeing = after(b.keepTime, b.free)
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
	if left := b.keepTime - now().Sub(b.used); left > 0 {
		b.freeing.Reset(left)
		return
	}
	b.kept, b.freeing = nil, nil
}

// The only clock of the package: it measures builds, and forgets what nobody asks for. Nothing that is
// served depends on it.

func now() time.Time { return time.Now() }

func after(d time.Duration, do func()) *time.Timer { return time.AfterFunc(d, do) }

// Package programtest runs the example programs in their tests as a person does.
package programtest

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

const asMain = "NOONMARK_TEST_MAIN"

// Main is what TestMain does: the test binary is also the program, so that its exit status
// can be seen.
func Main(m *testing.M, main func()) {
	if os.Getenv(asMain) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// Command is the program with its arguments.
func Command(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asMain+"=1")
	return cmd
}

// Run runs the program to its end.
func Run(t *testing.T, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	cmd := Command(args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// Refused runs the program called name with arguments that it must refuse: with status 2, nothing on stdout, and on
// stderr a line for each of want that contains it and does not name a package of the library.
func Refused(t *testing.T, name, why string, args, want []string) {
	t.Helper()
	stdout, stderr, status := Run(t, args...)
	lines := strings.Split(strings.TrimSuffix(stderr, "\n"), "\n")
	if status != 2 || len(lines) != len(want) || stdout != "" {
		t.Errorf("%s: status %d, want 2 and nothing on stdout; stdout %q, stderr:\n%s", why, status, stdout, stderr)
		return
	}
	for i, want := range want {
		if !strings.HasPrefix(lines[i], name+": ") || !strings.Contains(lines[i], want) || strings.Contains(lines[i], "availability:") || strings.Contains(lines[i], "overlap:") {
			t.Errorf("%s: %s\nwant %s", why, lines[i], want)
		}
	}
}

// File writes a file that goes when the test ends, and returns its path.
func File(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Contents reads a file.
func Contents(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Golden compares a text with a file in testdata.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(strings.Split(Contents(t, path), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (-want +got); go test -update writes it anew:\n%s", path, diff)
	}
}

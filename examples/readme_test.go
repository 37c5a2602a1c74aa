// Package examples_test holds the README to the truth.
package examples_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A block of the README that is followed by a block of text promises that text
// as its output.
var blocks = regexp.MustCompile("(?ms)^```(sh|go)\n(.*?)^```$(?:\n+^```text\n(.*?)^```$)?")

func TestReadmeTellsTheTruth(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	ran := map[string]int{}
	for _, m := range blocks.FindAllStringSubmatch(string(readme), -1) {
		language, code, want := m[1], m[2], m[3]
		if language == "sh" && want == "" {
			continue // commands that show no output
		}
		ran[language]++
		title, _, _ := strings.Cut(code, "\n")
		if language == "go" {
			lines := strings.Split(code, "\n")
			title = strings.TrimPrefix(lines[0], "// ")
		}
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			args := strings.Fields(code)
			if language == "go" {
				args = append([]string{"go", "run"}, overlay(t, root, code)...)
			}
			cmd := exec.Command(args[0], args[1:]...)
			cmd.Dir = root
			got, err := cmd.Output()
			if failed, ok := err.(*exec.ExitError); ok {
				t.Fatalf("%v\n%s", err, failed.Stderr)
			} else if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(strings.ReplaceAll(string(got), "\r\n", "\n"), "\n")); diff != "" {
				t.Errorf("the README shows other output (-README +program):\n%s", diff)
			}
		})
	}
	if ran["go"] < 4 || ran["sh"] < 1 {
		t.Errorf("found only %v in the README", ran)
	}
}

// overlay makes code a program of the module without writing into it, and
// returns the arguments with which the go command finds it.
func overlay(t *testing.T, root, code string) []string {
	t.Helper()
	dir := t.TempDir()
	source := filepath.Join(dir, "main.go")
	if err := os.WriteFile(source, []byte(code), 0o600); err != nil {
		t.Fatal(err)
	}
	name := "readme" + regexp.MustCompile(`\W`).ReplaceAllString(t.Name(), "")
	config, err := json.Marshal(map[string]any{"Replace": map[string]string{
		filepath.Join(root, "examples", name, "main.go"): source,
	}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(path, config, 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{"-overlay", path, "./examples/" + name}
}

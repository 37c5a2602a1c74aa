package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// An outFile is a file to write, and the flag that asks for it.
type outFile struct {
	flag, path string
	content    []byte
}

// writeFiles writes the files, after a look at all of them.
func writeFiles(files []outFile, teamPath string) error {
	for i, f := range files {
		if sameFile(f.path, teamPath) {
			return fmt.Errorf("%s: %s is the team file: give another path", f.flag, f.path)
		}
		for _, g := range files[:i] {
			if f.path == g.path || sameFile(f.path, g.path) {
				return fmt.Errorf("%s: %s is the file of %s, too: give another path", f.flag, f.path, g.flag)
			}
		}
	}
	for _, f := range files {
		if err := f.write(); err != nil {
			return err
		}
	}
	return nil
}

func sameFile(path, other string) bool {
	a, err := os.Stat(path)
	if err != nil {
		return false
	}
	b, err := os.Stat(other)
	return err == nil && os.SameFile(a, b)
}

// write writes the file whole or not at all: it becomes visible under its name only when
// it is complete. Only its owner may read a new file.
func (f outFile) write() error {
	fail := func(err error) error {
		return fmt.Errorf("%s: cannot write %s: %w: give the path of a file in a folder that you may write to", f.flag, f.path, reason(err))
	}
	path, mode := f.path, os.FileMode(0o600)
	if target, err := filepath.EvalSymlinks(path); err == nil {
		info, err := os.Stat(target)
		if err != nil {
			return fail(err)
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s: %s is not a file: give the path of one", f.flag, path)
		}
		if info.Mode().Perm()&0o200 == 0 {
			return fmt.Errorf("%s: %s may not be written to: give another path", f.flag, path)
		}
		path, mode = target, info.Mode().Perm()
	} else if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %s is a link to nothing: give the path of a file", f.flag, path)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".noonmark-*")
	if err != nil {
		return fail(err)
	}
	defer os.Remove(tmp.Name()) // after the renaming there is nothing to remove
	_, err = tmp.Write(f.content)
	if err == nil {
		err = tmp.Chmod(mode)
	}
	if closing := tmp.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fail(err)
	}
	return nil
}

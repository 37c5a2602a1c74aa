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

// outFiles are all files to write.
type outFiles []outFile

// write writes the files, if it sees nothing that is in the way of any.
func (all outFiles) write(teamPath string) error {
	for i, f := range all {
		if sameFile(f.path, teamPath) {
			return fmt.Errorf("%s: %s is the team file: give another path", f.flag, f.path)
		}
		for _, g := range all[:i] {
			if filepath.Clean(f.path) == filepath.Clean(g.path) || sameFile(f.path, g.path) {
				return fmt.Errorf("%s: %s is the file of %s, too: give another path", f.flag, f.path, g.flag)
			}
		}
		if _, _, err := f.target(); err != nil {
			return err
		}
	}
	for _, f := range all {
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

// target is the path to write to, and the mode that the file is to have: that of the file that
// is there, or else only its owner may read it.
func (f outFile) target() (string, os.FileMode, error) {
	path, err := filepath.EvalSymlinks(f.path)
	if err != nil {
		if _, err := os.Lstat(f.path); err == nil {
			return "", 0, fmt.Errorf("%s: %s is a link to nothing: give the path of a file", f.flag, f.path)
		}
		if _, err := os.Stat(filepath.Dir(f.path)); err != nil {
			return "", 0, f.failed(err)
		}
		return f.path, 0o600, nil
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", 0, f.failed(err)
	case !info.Mode().IsRegular():
		return "", 0, fmt.Errorf("%s: %s is not a file: give the path of one", f.flag, f.path)
	case info.Mode().Perm()&0o200 == 0:
		return "", 0, fmt.Errorf("%s: %s may not be written to: give another path", f.flag, f.path)
	}
	return path, info.Mode().Perm(), nil
}

func (f outFile) failed(err error) error {
	return fmt.Errorf("%s: cannot write %s: %w: give the path of a file in a folder that you may write to", f.flag, f.path, reason(err))
}

// write writes the file whole or not at all: it becomes visible under its name only when
// it is complete.
func (f outFile) write() error {
	path, mode, err := f.target()
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".noonmark-*")
	if err != nil {
		return f.failed(err)
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
		return f.failed(err)
	}
	return nil
}

package program

import (
	"fmt"
	"os"
	"path/filepath"
)

// A File is a file to write, and the flag that asks for it.
type File struct {
	Flag, Path string
	Content    []byte
}

// Files are all files that a program is to write.
type Files []File

// Write writes the files, if it sees nothing that is in the way of any. It does not write over the
// team file, nor over others that the program has read.
func (all Files) Write(teamPath string, others ...string) error {
	for i, f := range all {
		if sameFile(f.Path, teamPath) {
			return fmt.Errorf("%s: %s is the team file: give another path", f.Flag, f.Path)
		}
		for _, other := range others {
			if sameFile(f.Path, other) {
				return fmt.Errorf("%s: %s is a file that is read: give another path", f.Flag, f.Path)
			}
		}
		for _, g := range all[:i] {
			if filepath.Clean(f.Path) == filepath.Clean(g.Path) || sameFile(f.Path, g.Path) {
				return fmt.Errorf("%s: %s is the file of %s, too: give another path", f.Flag, f.Path, g.Flag)
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
func (f File) target() (string, os.FileMode, error) {
	path, err := filepath.EvalSymlinks(f.Path)
	if err != nil {
		if _, err := os.Lstat(f.Path); err == nil {
			return "", 0, fmt.Errorf("%s: %s is a link to nothing: give the path of a file", f.Flag, f.Path)
		}
		if _, err := os.Stat(filepath.Dir(f.Path)); err != nil {
			return "", 0, f.failed(err)
		}
		return f.Path, 0o600, nil
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", 0, f.failed(err)
	case !info.Mode().IsRegular():
		return "", 0, fmt.Errorf("%s: %s is not a file: give the path of one", f.Flag, f.Path)
	case info.Mode().Perm()&0o200 == 0:
		return "", 0, fmt.Errorf("%s: %s may not be written to: give another path", f.Flag, f.Path)
	}
	return path, info.Mode().Perm(), nil
}

func (f File) failed(err error) error {
	return fmt.Errorf("%s: cannot write %s: %w: give the path of a file in a folder that you may write to", f.Flag, f.Path, Reason(err))
}

// write writes the file whole or not at all: it becomes visible under its name only when
// it is complete.
func (f File) write() error {
	path, mode, err := f.target()
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".noonmark-*")
	if err != nil {
		return f.failed(err)
	}
	defer os.Remove(tmp.Name()) // after the renaming there is nothing to remove
	_, err = tmp.Write(f.Content)
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

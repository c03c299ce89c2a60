package strict

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rustadvisor/knowledge/wording"
)

// Problem is one fault in a file, with the way to mend it.
type Problem struct {
	File string
	Line int
	What string
	Mend string
}

// String is fit for a terminal: what is wrong may quote the file.
func (p Problem) String() string {
	s := fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.What)
	if p.Mend != "" {
		s += "; " + p.Mend
	}
	return wording.Clean(s)
}

// Problems are all faults found in one go, in the order of files and lines. It is an error when not empty.
type Problems []Problem

// Error lists one problem a line.
func (ps Problems) Error() string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.String()
	}
	return strings.Join(out, "\n")
}

// Err sorts the problems and returns them as an error, or nil when there are none.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line)
	})
	return ps
}

// CleanError drops control characters from an error, from each part of it where it is Problems: they quote the file.
func CleanError(err error) error {
	if err == nil {
		return nil
	}
	var problems Problems
	if !errors.As(err, &problems) {
		return errors.New(wording.Clean(err.Error()))
	}
	for i := range problems {
		p := &problems[i]
		p.File, p.What, p.Mend = wording.Clean(p.File), wording.Clean(p.What), wording.Clean(p.Mend)
	}
	return problems
}

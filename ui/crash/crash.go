// Package crash turns a fault of the program's own into something the user can do something with: one line that tells
// where a report is, and whether the answers are safe. The report holds neither answers nor anything typed as text.
package crash

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"rustadvisor/knowledge/wording"
)

// Ended tells that the program had to end because of a fault of its own. It is one line.
type Ended struct {
	Report string // the file that tells more, or "" where none could be written
	Lost   error  // why the answers could not be saved, or nil
	cause  string
	silent bool // there were no answers
}

func (e *Ended) Error() string {
	answers := "; your answers are saved"
	switch {
	case e.silent:
		answers = ""
	case e.Lost != nil:
		answers = "; your last answer could not be saved"
	}
	if e.Report == "" {
		return fmt.Sprintf("a fault of the program ended it (%s)%s; no report could be written", e.cause, answers)
	}
	return fmt.Sprintf("a fault of the program ended it%s; what happened is in %s", answers, e.Report)
}

// Fault is what panicked.
type Fault struct {
	cause any
	stack []byte
	doing string
}

// Caught takes what recover gave, where it gave it: the stack is that of the panic. Doing tells what the program was
// about.
func Caught(cause any, doing string) *Fault { return &Fault{cause, debug.Stack(), doing} }

// About is what a report tells besides the fault.
type About struct {
	Folder  string // where the report goes; if it cannot be written there, to the folder for temporary files
	When    time.Time
	Version string      // of the program and the knowledge
	Answers bool        // whether there could be answers, which the user then is told about
	Lost    error       // why they could not be saved
	More    [][2]string // labels with what they tell
}

// End writes the report, and returns what to tell.
func (f *Fault) End(a About) *Ended {
	text := f.report(a)
	path, err := write(a.Folder, a.When, text)
	if err != nil {
		if path, err = write(os.TempDir(), a.When, text); err != nil {
			path = ""
		}
	}
	first, _, _ := strings.Cut(fmt.Sprint(f.cause), "\n")
	return &Ended{Report: path, Lost: a.Lost, cause: wording.Clean(first), silent: !a.Answers}
}

func (f *Fault) report(a About) string {
	lines := append([][2]string{
		{"when", a.When.UTC().Format(time.RFC3339)},
		{"version", a.Version},
		{"system", fmt.Sprintf("%s %s, %s, TERM=%s", runtime.GOOS, runtime.GOARCH, runtime.Version(), os.Getenv("TERM"))},
		{"doing", f.doing},
	}, a.More...)
	var text strings.Builder
	text.WriteString("rustadvisor ended because of a fault of its own. This file has neither your answers nor what " +
		"you typed.\n\n")
	for _, l := range lines {
		fmt.Fprintf(&text, "%-10s %s\n", l[0], l[1])
	}
	fmt.Fprintf(&text, "\npanic: %s\n\n%s", wording.CleanLines(fmt.Sprint(f.cause)), f.stack)
	return text.String()
}

func write(folder string, when time.Time, text string) (path string, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	// A new file: in a folder that others can write to, one that is there may be a link of theirs.
	for n := 1; n <= 100; n++ {
		suffix := ""
		if n > 1 {
			suffix = fmt.Sprintf("-%d", n)
		}
		path = filepath.Join(folder, "crash-"+when.UTC().Format("20060102-150405")+suffix+".txt")
		var file *os.File
		if file, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err == nil {
			_, err = file.WriteString(text)
			return path, errors.Join(err, file.Close())
		}
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return "", err
}

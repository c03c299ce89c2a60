package screen

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/answers"
	"rustadvisor/ui/differences"
	"rustadvisor/ui/files"
)

// mostFiles bounds what a pattern adds.
const mostFiles = 500

// Theirs implements Disk.
func (OSDisk) Theirs(e *advisor.Engine, path string) (list []Others, notes []string, err error) {
	names := []string{files.Usable(path)}
	if strings.ContainsAny(path, "*?[") {
		if names, err = filepath.Glob(files.Usable(path)); err != nil || len(names) == 0 {
			return nil, nil, fmt.Errorf("no file is named like %s", wording.Clean(path))
		}
	}
	if len(names) > mostFiles {
		return nil, nil, fmt.Errorf("%d files are named like %s; more than %d are not compared here", len(names),
			wording.Clean(path), mostFiles)
	}
	for i, name := range differences.Called(names) {
		a, said, err := answers.Open(e.Base(), names[i])
		var broken *fs.PathError
		if errors.As(err, &broken) {
			err = fmt.Errorf("%s: %s", files.Reason(err), wording.Clean(names[i]))
		}
		if err != nil {
			return nil, nil, err
		}
		whole, err := filepath.Abs(names[i])
		if err != nil {
			return nil, nil, err
		}
		about := wording.Counted(e.Known(a), "answer") + " · " + wording.Clean(names[i])
		list, notes = append(list, Others{Name: name, About: about, File: whole, Answers: a}), append(notes, said...)
	}
	return list, notes, nil
}

package tui

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/answers"
	"rustadvisor/ui/differences"
)

// mostFiles bounds what a pattern adds.
const mostFiles = 500

func (osDisk) theirs(e *advisor.Engine, path string) (list []theirs, notes []string, err error) {
	files := []string{usable(path)}
	if strings.ContainsAny(path, "*?[") {
		if files, err = filepath.Glob(usable(path)); err != nil || len(files) == 0 {
			return nil, nil, fmt.Errorf("no file is named like %s", knowledge.Clean(path))
		}
	}
	if len(files) > mostFiles {
		return nil, nil, fmt.Errorf("%d files are named like %s; more than %d are not compared here", len(files), knowledge.Clean(path), mostFiles)
	}
	for i, name := range differences.Called(files) {
		a, said, err := answers.Open(e.Base(), files[i])
		var broken *fs.PathError
		if errors.As(err, &broken) {
			err = fmt.Errorf("%s: %s", reason(err), knowledge.Clean(files[i]))
		}
		if err != nil {
			return nil, nil, err
		}
		about := counted(len(e.Shown(a).Choices), "answer") + " · " + knowledge.Clean(files[i])
		list, notes = append(list, theirs{name: name, about: about, file: files[i], answers: a}), append(notes, said...)
	}
	return list, notes, nil
}

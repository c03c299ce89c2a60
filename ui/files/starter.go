package files

import (
	"path/filepath"

	"rustadvisor/advisor/answerfile"
	"rustadvisor/advisor/starter"
)

// Starter is the starter project of a session, for a folder that is to be made.
type Starter struct {
	*starter.Project
	Dir string // as it is written
}

// MakeStarter makes the project of a session, called after its folder. The error says why there is none.
func MakeStarter(x Session, dir, date string) (*Starter, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	answers := answerfile.Format(x.Engine.Base(), x.Answers, x.Engine.Active(x.Answers))
	made, err := starter.Make(x.Advice, starter.Options{Name: filepath.Base(full), Date: date, Answers: answers})
	if err != nil {
		return nil, err
	}
	return &Starter{made, dir}, nil
}

// Write makes the folder, or nothing.
func (s *Starter) Write() error {
	var all []Project
	for _, f := range s.Files {
		all = append(all, Project{Path: f.Path, Text: f.Text, Executable: f.Executable})
	}
	return WriteNewFolder(s.Dir, all)
}

// Left are the picks that no file follows from, by title.
func (s *Starter) Left() []string {
	var out []string
	for _, m := range s.Missing {
		out = append(out, m.Pick)
	}
	return out
}

// next are the commands for its folder.
func (s *Starter) next() []Next {
	out := []Next{{"cd " + word(s.Dir), "the starter project; its README tells more"}}
	for _, c := range s.Commands() {
		out = append(out, Next{c, "in its folder"})
	}
	return out
}

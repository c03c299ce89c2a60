// Package cmdutil is what all commands work with: the base in force, errors that name their mend, where results go.
package cmdutil

import (
	"fmt"
	"io/fs"
	"os"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/answers"
)

// Env is what a command works with.
type Env struct {
	In       *os.File
	Out, Err *os.File
	Data     fs.FS           // the knowledge base that is built in
	KB       []string        // folders of house rules, as --kb names them
	Quiet    bool            // no notes
	Engine   *advisor.Engine // once loaded
}

// Note tells something on standard error that is no result and no failure.
func (e *Env) Note(text string) {
	if !e.Quiet {
		fmt.Fprintln(e.Err, Message("rustadvisor: "+wording.Clean(text)))
	}
}

// Notes tells several of a kind: the first, and how many more there are.
func (e *Env) Notes(texts []string) {
	for _, t := range wording.First(texts, "such note") {
		e.Note(t)
	}
}

// Answers reads an answers file; "-" is standard input. What of it does not fit is an error with its line, or, in a
// file made with other knowledge, told and left out.
func (e *Env) Answers(engine *advisor.Engine, name string) (got advisor.Answers, err error) {
	var notes []string
	if name == "-" {
		got, notes, err = answers.Read(engine.Base(), "standard input", e.In)
	} else {
		got, notes, err = answers.Open(engine.Base(), name)
	}
	if err != nil {
		return advisor.Answers{}, WrongUse{err}
	}
	e.Notes(notes)
	return got, nil
}

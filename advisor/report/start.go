package report

import (
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/manifest"
	"rustadvisor/knowledge"
)

// Parts of the start, each to be copied by itself.
const (
	PartStarter  = "starter"
	PartCommands = "commands"
	PartManifest = "manifest"
	PartMain     = "main"
)

// start is how to begin: the commands, one manifest of all picks, and the main function. Nothing where no code is due.
func (r *renderer) start() []doc.Block {
	if headline(r.advice) != nil {
		return nil
	}
	s := manifest.Begin(r.advice)
	if len(s.Crates) == 0 {
		return nil
	}
	var p page
	p.heading("Start now")
	p.text("Needs Rust ", s.Rust, " or newer.")
	improving := r.said(knowledge.JourneyQuestion, "improve-rust")
	code := func(part, language, name, text string) {
		p.add(doc.Part{Name: part, Blocks: []doc.Block{doc.Code{Language: language, Name: name, Text: text}}})
	}
	if r.advice.Starter != "" && !improving {
		p.text(doc.Bold("A project whose tests run"), ", for these picks: ", lower(r.advice.Starter),
			", with CI, a lock file and decision records.")
		code(PartStarter, "sh", "Starter project", answering(r.advice, "rustadvisor new "+s.Name()))
		p.text("Or by hand:")
	}
	switch {
	case s.Commands != nil:
		code(PartCommands, s.Commands.Language, codeName(s.Commands), s.Commands.Code)
		p.text("What stands in Cargo.toml then, for all picks together:")
	case improving:
		p.text("What Cargo.toml should name, for all picks together; the plan says in which order:")
	default:
		code(PartCommands, "sh", "Shell", r.commands(s))
		p.text("In place of its Cargo.toml, for all picks together:")
	}
	code(PartManifest, "toml", "Cargo.toml", s.Cargo())
	for _, c := range s.Conflicts {
		p.text(doc.Bold(c.Crate), ": ", c.By, " wants ", c.Wanted, ", others ", c.Taken, "; settle it before you begin.")
	}
	if s.Main != nil {
		p.text(doc.Bold(open(s.Main.Title)), r.cite(s.Main.Findings...))
		code(PartMain, s.Main.Language, r.file(), s.Main.Code)
	}
	return p.blocks
}

// commands make a package.
func (r *renderer) commands(s manifest.Start) string {
	kind := ""
	if r.said("artifact", "library") {
		kind = " --lib"
	}
	return "cargo new" + kind + " " + s.Name() + " && cd " + s.Name()
}

// file is where the code goes that a project begins with.
func (r *renderer) file() string {
	if r.said("artifact", "library") {
		return "src/lib.rs"
	}
	return "src/main.rs"
}

// said tells whether a question was answered so.
func (r *renderer) said(question, choice string) bool {
	return slices.ContainsFunc(r.advice.Answers, func(x advisor.Answered) bool {
		return x.Question == question &&
			slices.Contains(x.Choices, choice)
	})
}

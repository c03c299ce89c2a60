package report

import (
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
)

// python tells what takes the place of each package that the team uses, and what stays in Python. Of what nothing is
// known, nothing is said.
func (r *renderer) python() []doc.Block {
	var moves, stays, unknown []doc.Line
	for i := range r.advice.Python {
		switch u := &r.advice.Python[i]; {
		case u.PythonPackage == nil:
			unknown = append(unknown, code(u.Name))
		case u.Keep:
			stays = append(stays, doc.Of(doc.Bold(u.Name), ": ", r.carriesOver(u)))
		default:
			moves = append(moves, doc.Of(doc.Bold(u.Name), ": ", r.successor(u), ". ", r.carriesOver(u)))
		}
	}
	if len(moves)+len(stays)+len(unknown) == 0 {
		return nil
	}
	var p page
	p.heading("From Python")
	if r.advice.Headline() != nil {
		p.text("None of this is due now; it tells what a later move would find.")
	}
	p.list("What takes their place", moves...)
	p.list("Keep in Python", stays...)
	if len(unknown) > 0 {
		p.text(doc.Bold("Not known here"), ": ", doc.Listed(unknown, "and"),
			". Look for a crate that does the same, or keep that part in Python.")
	}
	return p.blocks
}

// successor names the crates that do what a package does, and the pick where that is another than usual.
func (r *renderer) successor(u *advisor.Used) doc.Line {
	var crates, other []doc.Line
	for _, name := range u.Crates {
		crates = append(crates, code(name))
	}
	line := doc.Joined(crates, ", ")
	if len(crates) == 0 {
		line = doc.Of("the standard library, or your own code")
	}
	for _, t := range u.Picks {
		if (t.Differs() || len(t.Usual) > 1) && t.Pick.ID != none && r.advice.Headline() == nil {
			other = append(other, doc.Of(doc.Bold(t.Pick.Title)))
		}
	}
	if len(other) > 0 {
		line = doc.Of(line, "; here ", doc.Listed(other, "and"))
	}
	return line
}

// carriesOver is what carries over from a package and what does not; in short its first sentence, or less.
func (r *renderer) carriesOver(u *advisor.Used) doc.Line {
	text := wording.Sentence(u.Advice)
	switch first, _, more := strings.Cut(text, ". "); {
	case r.brief && r.tight >= fewerReasons:
		return nil
	case r.brief && more:
		return doc.Of(first, ".")
	}
	return doc.Of(text, r.cite(u.Findings...))
}

// known tells whoever knows a package what its place in a decision is taken by: where the pick is what usually does.
func (r *renderer) known(d *advisor.Decided) []doc.Line {
	var out []doc.Line
	for i := range r.advice.Python {
		u := &r.advice.Python[i]
		if slices.ContainsFunc(u.Picks, func(t advisor.Taken) bool { return t.Decision == d.Key() && !t.Differs() }) {
			out = append(out, doc.Of(doc.Bold(u.Name), ": ", wording.Sentence(u.Advice), r.cite(u.Findings...)))
		}
	}
	return upTo(out, shown)
}

// code is a name as code.
func code(name string) doc.Line { return doc.Of("`" + name + "`") }

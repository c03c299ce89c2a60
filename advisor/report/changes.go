package report

import (
	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
)

// mostChanges is how many changes of mind are told of all decisions together.
const mostChanges = 6

// changes is what could change the advice: open questions that matter, what is not settled, and the likeliest
// changes of mind.
func (r *renderer) changes() []doc.Block {
	var p page
	p.heading("What could change it")
	if undecided := r.undecided(); len(undecided) > 0 {
		top, left := first(undecided, shown)
		line := doc.Of("Answer what could still change a pick: ", doc.Joined(top, "; "))
		if left > 0 {
			line = doc.Of(line, "; and ", left, " more")
		}
		p.text(line, ".")
	}
	p.list("", append(r.unsettled(), r.changesOfMind()...)...)
	if len(p.blocks) == 1 {
		p.text("Nothing that was asked: each pick stays, whatever one answer becomes.")
	}
	return p.blocks
}

// changesOfMind tells for each decision the likeliest change that would move it.
func (r *renderer) changesOfMind() []doc.Line {
	var out []doc.Line
	for i := range r.advice.Decisions {
		d := &r.advice.Decisions[i]
		if d.Waits || d.Option == nil || byDefault(d) {
			continue
		}
		var wishes []advisor.Flip
		for _, f := range d.Flips {
			if f.Set[0].Question != knowledge.JourneyQuestion && !f.Open && !f.Fact {
				wishes = append(wishes, f)
			}
		}
		for _, m := range merged(wishes) {
			out = append(out, doc.Of("If ", doc.Joined(m.ways, ", or if "), doc.Leads(), m.pick, " (", lower(d.Title), ")"))
			break
		}
	}
	return out[:min(len(out), mostChanges)]
}

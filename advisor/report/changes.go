package report

import (
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// mostChanges is how many changes of mind are told of all decisions together.
const mostChanges = 6

// changes is what could change the advice: open questions that matter, what is not settled, and the likeliest
// changes of mind.
func (r *renderer) changes() []doc.Block {
	var p page
	p.heading("What could change it")
	p.add(r.toAnswer()...)
	title := ""
	if len(p.blocks) > 1 {
		title = "Would change it, were it otherwise"
	}
	p.list(title, append(r.unsettled(), r.changesOfMind()...)...)
	if len(p.blocks) == 1 {
		p.text(r.onFactsAlone())
	}
	return p.blocks
}

// onFactsAlone says that no wish would change what is due, and which facts would.
func (r *renderer) onFactsAlone() string {
	var facts []string
	for i := range r.advice.Decisions {
		d := &r.advice.Decisions[i]
		if d.Waits || d.Option == nil {
			continue
		}
		for _, fact := range d.RestsOn {
			if !slices.Contains(facts, fact.Reason) {
				facts = append(facts, fact.Reason)
			}
		}
	}
	if len(facts) == 0 {
		return "Nothing that was asked: each pick stays, whatever one answer becomes."
	}
	top, left := first(facts, mostChanges)
	text := "No wish would. Other facts would; it rests on these: " + strings.Join(top, "; ")
	if left > 0 {
		text += "; and " + wording.Counted(left, "more")
	}
	return text + "."
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

// pinned tells what must be used, what that costs and what it breaks; nothing when nothing is pinned.
func (r *renderer) pinned() []doc.Block {
	price := r.advice.Price
	if price == nil {
		return nil
	}
	var p page
	p.heading("Pinned")
	p.text("What must be used, by your word and not by your answers. That ", price.Short(), ".")
	for i := range price.Pins {
		pin := &price.Pins[i]
		p.add(doc.List{Form: doc.Bullets, Title: doc.Of(pin.Free.Title, ": ", pin.Option.Title),
			Items: r.remarks(pin.Words())})
	}
	p.list("Everything together", r.remarks(price.Words())...)
	return p.blocks
}

// pins is what is pinned in a line, for the overview.
func (r *renderer) pins() doc.Line {
	var names []doc.Line
	for _, pin := range r.advice.Price.Pins {
		names = append(names, doc.Of(pin.Option.Title))
	}
	return doc.Of(doc.Bold("Pinned by you"), ": ", doc.Listed(names, "and"), "; that ", r.advice.Price.Short(), ".")
}

func (r *renderer) remarks(list []advisor.Remark) []doc.Line {
	var out []doc.Line
	for _, x := range list {
		out = append(out, doc.Of(x.Text, r.cite(x.Finding)))
	}
	return out
}

// mustBe says in place of how firm a pick is that it is pinned.
func (r *renderer) mustBe(d *advisor.Decided) doc.Line {
	pinned := doc.Of(doc.Bold("Pinned"), " by you; the advice would be ")
	for _, pin := range r.advice.Price.Pins {
		switch {
		case pin.Key != d.Key():
		case pin.Kept():
			return doc.Of(pinned, "the same.")
		case pin.Free.Pick.ID != "":
			return doc.Of(pinned, pin.Free.Pick.Title, ". The price stands under “Pinned”.")
		}
	}
	return doc.Of(pinned, "none of the options. The price stands under “Pinned”.")
}

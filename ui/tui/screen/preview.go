package screen

import (
	"fmt"
	"net/url"
	"strings"

	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/describe"
	"rustadvisor/ui/tui/widget"
	"rustadvisor/ui/typeset"
)

// previewer writes the document of one entry, and what the answers make of it.
type previewer struct {
	sheet
	my *relevance // nil without answers
}

func preview(e Env, entry search.Entry, my *relevance, of pageOf) []string {
	p := &previewer{sheet{styles: e.Styles, cells: of.layout.cells, words: strings.Fields(of.words)}, my}
	p.text(entry.Title, e.Styles.Accent)
	record, ok := describe.Find(e.Index.base, entry.Kind, entry.ID)
	if !ok {
		return p.lines
	}
	told := describe.Of(e.Index.base, record, false)
	var facts, parts []doc.Part
	var summary doc.Line
	for _, b := range told.Blocks {
		switch b := b.(type) {
		case doc.Paragraph:
			summary = b.Text
		case doc.Part:
			if b.Name == describe.Fact {
				facts = append(facts, b)
			} else {
				parts = append(parts, b)
			}
		}
	}
	p.byline(record, facts)
	if summary != nil {
		p.text(summary.Plain(), p.styles.Plain)
	}
	chosen := p.answers(e.Index.base, record)
	for _, part := range parts {
		p.entryPart(part, chosen)
	}
	return p.lines
}

// byline says in a few dim words what the entry is; lines break between the parts if they can.
func (p *previewer) byline(r describe.Record, facts []doc.Part) {
	parts := []string{r.Kind}
	for _, f := range facts {
		fact := f.Blocks[0].(doc.Paragraph).Text
		parts = append(parts, wording.Lower(fact.Named(describe.Label).Plain())+" "+fact.Named(describe.Thing).Plain())
	}
	if r.House {
		parts = append(parts, "house rule")
	}
	line := parts[0]
	for _, part := range parts[1:] {
		if widget.Width(line)+3+widget.Width(part) <= p.cells {
			line += " · " + part
			continue
		}
		p.text(line, p.styles.Dim)
		line = part
	}
	p.text(line, p.styles.Dim)
	p.gap()
}

// answers tells what the answers make of the entry, and returns the id of what is chosen or picked in it, or "".
func (p *previewer) answers(b *knowledge.Base, e describe.Record) (chosen string) {
	if p.my == nil {
		return ""
	}
	decision, inner, _ := strings.Cut(e.ID, ".")
	switch e.Kind {
	case knowledge.KindDecision:
		p.mine(p.my.decision(e.ID))
		return p.my.decided(e.ID).Pick.ID
	case knowledge.KindOption:
		p.mine(p.my.option(decision, inner))
	case knowledge.KindCriterion:
		p.mine(p.my.criterion(decision, b.Decision(decision).Criterion(inner)))
	case knowledge.KindQuestion:
		p.mine(p.my.question(b.Question(e.ID)))
		return p.my.asked[e.ID].Choice
	case knowledge.KindPractice:
		for i := range b.Practices {
			if b.Practices[i].ID == e.ID {
				p.mine(p.my.practice(&b.Practices[i]), nil)
			}
		}
	case knowledge.KindFinding, knowledge.KindCorrection:
		p.mine(p.my.finding(b.Finding(e.ID)))
	}
	return ""
}

// mine tells what the answers make of the entry: in a sentence, then in items.
func (p *previewer) mine(said string, items []doc.Line) {
	if said == "" {
		return
	}
	p.gap()
	p.text(p.my.whose, p.styles.Accent)
	p.text(said, p.styles.Plain)
	for _, item := range items {
		mark := "· "
		if item[0].Kind == doc.Points {
			mark, item = fmt.Sprintf("%3s ", doc.Signed(item[0].Value)), item[2:]
		}
		p.item(mark, item.Plain(), p.styles.Plain)
	}
}

// entryPart writes a part; what is chosen among its items has a mark.
func (p *previewer) entryPart(part doc.Part, chosen string) {
	for _, b := range part.Blocks {
		switch b := b.(type) {
		case doc.Code:
			p.gap()
			p.lines = append(p.lines, typeset.Page{Styles: p.styles, Cells: p.cells}.Lines([]doc.Block{b})...)
		case doc.List:
			p.items(part.Name, b.Title, b.Items, chosen)
		case doc.Paragraph:
			label, thing := b.Text.Named(describe.Label), b.Text.Named(describe.Thing)
			switch what := thing.Named(describe.What); {
			case thing == nil: // stands over code, which needs no heading
			case len(thing) == 1 && thing.Named(describe.Option) == nil && pageOfLine(what) == "":
				p.part(label.Plain(), what.Plain())
			default:
				p.items(part.Name, label, []doc.Line{thing}, chosen)
			}
		}
	}
}

// items writes what a part holds below its label.
func (p *previewer) items(part string, label doc.Line, items []doc.Line, chosen string) {
	heading := label.Plain()
	if p.my != nil && items[0].Named(describe.Option) != nil {
		heading = p.my.whose
	}
	p.heading(heading)
	for _, item := range items {
		mark := "· "
		switch {
		case item[0].Kind == doc.Points:
			mark = fmt.Sprintf("%2s ", describe.Signed(item[0].Value))
			if item[0].Value > 0 {
				mark = p.styles.Good.Render(mark)
			}
		case chosen != "" && item.Named(describe.ID).Plain() == chosen:
			mark = p.styles.Good.Render("✓ ")
		}
		p.entryItem(mark, item, part == describe.Pages)
	}
}

// entryItem writes what a thing is and, standing back below it, more about it. What it is called in the files, and the
// finding behind it, are for those who keep them.
func (p *previewer) entryItem(mark string, item doc.Line, links bool) {
	what, note := item.Named(describe.What), item.Named(describe.Note).Plain()
	text := what.Plain()
	if item.Named(describe.Option) != nil && p.my != nil {
		text, note = text+": "+p.my.standing(item.Named(describe.ID).Plain()), ""
	}
	at := webAddress(pageOfLine(what))
	start := len(p.lines)
	p.item(mark, text, p.styles.Plain)
	switch {
	case links:
		p.address(start, at)
	case at != "":
		p.hostLink(at)
	}
	if note != "" {
		p.item(strings.Repeat(" ", widget.Width(mark)), note, p.styles.Dim)
	}
}

// pageOfLine is the address that a line which is a link leads to, or "".
func pageOfLine(l doc.Line) string {
	if len(l) == 1 && l[0].Kind == doc.Link {
		return l[0].To
	}
	return ""
}

// hostLink puts a link, worded as the host it leads to, behind the last line or below it.
func (p *previewer) hostLink(at string) {
	u, err := url.Parse(at)
	if err != nil {
		return
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	link := p.linked(p.styles.Link.Render(host), at)
	if last := len(p.lines) - 1; widget.Width(p.lines[last])+2+widget.Width(host) <= p.cells {
		p.lines[last] += "  " + link
	} else if widget.Width(host) <= p.cells-2 {
		p.lines = append(p.lines, "  "+link)
	}
}

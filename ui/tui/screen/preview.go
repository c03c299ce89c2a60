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

// previewer writes what is known of one entry, and what the answers make of it.
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
	p.byline(told)
	if told.Summary != "" {
		p.text(told.Summary, p.styles.Plain)
	}
	chosen := p.answers(e.Index.base, told)
	for _, part := range told.Parts {
		p.entryPart(part, chosen)
	}
	return p.lines
}

// byline says in a few dim words what the entry is; lines break between the parts if they can.
func (p *previewer) byline(e *describe.Entry) {
	parts := []string{e.Kind}
	for _, f := range e.Facts {
		parts = append(parts, wording.Lower(f.Label)+" "+f.Text)
	}
	if e.House {
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
func (p *previewer) answers(b *knowledge.Base, e *describe.Entry) (chosen string) {
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
func (p *previewer) entryPart(part describe.Part, chosen string) {
	switch {
	case part.Code != "":
		code := doc.Code{Language: part.Language, Text: part.Code}
		p.gap()
		p.lines = append(p.lines, typeset.Page{Styles: p.styles, Cells: p.cells}.Lines([]doc.Block{code})...)
		return
	case len(part.Items) == 1 && part.Items[0] == (describe.Item{Text: part.Items[0].Text}):
		p.part(part.Label, part.Items[0].Text)
		return
	}
	label := part.Label
	if p.my != nil && part.Items[0].Option != "" {
		label = p.my.whose
	}
	p.heading(label)
	for _, item := range part.Items {
		mark := "· "
		switch {
		case item.Scored:
			mark = fmt.Sprintf("%2s ", describe.Signed(item.Points))
			if item.Points > 0 {
				mark = p.styles.Good.Render(mark)
			}
		case item.ID != "" && item.ID == chosen:
			mark = p.styles.Good.Render("✓ ")
		}
		p.entryItem(mark, item, part.Links)
	}
}

func (p *previewer) entryItem(mark string, item describe.Item, links bool) {
	if item.Option != "" && p.my != nil {
		item.Text, item.Note = item.Text+": "+p.my.standing(item.Option), ""
	}
	at := webAddress(item.URL)
	start := len(p.lines)
	p.item(mark, item.Text, p.styles.Plain)
	switch {
	case links:
		p.address(start, at)
	case at != "":
		p.hostLink(at)
	}
	if item.Note != "" {
		p.item(strings.Repeat(" ", widget.Width(mark)), item.Note, p.styles.Dim)
	}
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

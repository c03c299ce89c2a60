package report

import "rustadvisor/advisor/doc"

// page collects the blocks of a section.
type page struct{ blocks []doc.Block }

func (p *page) add(blocks ...doc.Block) { p.blocks = append(p.blocks, blocks...) }

// heading begins the section, of what doc.Of takes.
func (p *page) heading(parts ...any) { p.add(doc.Heading{Level: 2, Text: doc.Of(parts...)}) }

// part begins a part of the section.
func (p *page) part(parts ...any) { p.add(doc.Heading{Level: 3, Text: doc.Of(parts...)}) }

// text adds a paragraph, unless nothing is said.
func (p *page) text(parts ...any) {
	if line := doc.Of(parts...); len(line) > 0 {
		p.add(doc.Paragraph{Text: line})
	}
}

// list adds items under a title, or nothing without items.
func (p *page) list(title string, items ...doc.Line) { p.listed(doc.Bullets, title, items...) }

func (p *page) listed(form doc.Form, title string, items ...doc.Line) {
	if len(items) > 0 {
		p.add(doc.List{Form: form, Title: doc.Of(title), Items: items})
	}
}

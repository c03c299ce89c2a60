package report

import (
	"slices"

	"rustadvisor/advisor/doc"
)

// block is a block as the templates want it.
type block struct {
	Kind  string // "part" (a heading), "paragraph", "callout", "details", "table", "code" or the form of a list
	ID    string
	Text  doc.Line   // of a heading or paragraph; of a list, what stands over it; of details, what is seen of them
	Items []doc.Line // of a list
	Code  doc.Code
	Table doc.Table
	Inner []block // of details
	from  int     // the number of the first item
}

// evidenceID begins the ids of the evidence.
const evidenceID = "evidence-"

// foldedParts are the parts that are folded below a line, which is not printed.
var foldedParts = map[string]string{PartTasks: "Tasks", PartMain: "The code it begins with",
	PartStarter: "The command, with all answers"}

// blocks are those of a section but its heading. Parts get ids that begin with that of the section.
func (s *htmlSection) blocks(blocks []doc.Block, ids anchors) []block {
	var out []block
	for _, b := range blocks {
		switch b := b.(type) {
		case doc.Part:
			inner := s.blocks(b.Blocks, ids)
			if folded := foldedParts[b.Name]; folded != "" {
				out = append(out, block{Kind: "details", Text: doc.Of(folded), Inner: inner})
				continue
			}
			out = append(out, inner...)
		case doc.Heading:
			if b.Level > 2 {
				s.parts++
				out = append(out, block{Kind: "part", Text: b.Text, ID: ids.of(s.ID + "-" + number(s.parts))})
			}
		case doc.Paragraph:
			out = append(out, block{Kind: "paragraph", Text: s.line(b.Text)})
		case doc.Callout:
			out = append(out, block{Kind: "callout", Text: s.line(b.Text)})
		case doc.List:
			if b.Title.Plain() == s.Title { // it is said already
				b.Title = nil
			}
			out = append(out, block{Kind: string(b.Form), Text: b.Title, Items: s.lines(b.Items), from: b.From})
		case doc.Table:
			b.Rows = slices.Clone(b.Rows)
			for i, row := range b.Rows {
				b.Rows[i] = s.lines(row)
			}
			out = append(out, block{Kind: "table", Table: b})
		case doc.Code:
			out = append(out, block{Kind: "code", Code: b})
		case doc.Details:
			out = append(out, block{Kind: "details", Text: b.Summary, Inner: s.blocks(b.Blocks, ids)})
		}
	}
	return out
}

// mostSeen is how many risks and figures are seen before the others are folded.
const mostSeen = 4

// shortened folds what is too much to be read at once: of what to mind what also applies, and the last risks and
// figures.
func (s *htmlSection) shortened(blocks []block) []block {
	var out []block
	for _, b := range blocks {
		switch {
		case s.Kind == PartMind && b.Text.Plain() == alsoTitle:
			out = append(out, block{Kind: "details", Text: b.Text, Inner: []block{{Kind: b.Kind, Items: b.Items}}})
		case s.Kind == Risks && len(b.Items) > mostSeen+1:
			more := block{Kind: b.Kind, Items: b.Items[mostSeen:]}
			b.Items = b.Items[:mostSeen]
			out = append(out, b, block{Kind: "details", Text: doc.Of(number(len(more.Items)), " more"), Inner: []block{more}})
		default:
			out = append(out, b)
		}
	}
	return out
}

func (s *htmlSection) lines(lines []doc.Line) []doc.Line {
	out := make([]doc.Line, len(lines))
	for i, l := range lines {
		out[i] = s.line(l)
	}
	return out
}

// line lets references lead to the ids of their sections; one to a section that is not there leads nowhere.
func (s *htmlSection) line(l doc.Line) doc.Line {
	out := slices.Clone(l)
	for i := range out {
		out[i].Runs = s.line(out[i].Runs)
		if out[i].Kind == doc.Ref {
			out[i].To = s.links[out[i].To]
		}
	}
	return out
}

// Right tells whether a column has numbers.
func (b block) Right(column int) bool { return column < len(b.Table.Right) && b.Table.Right[column] }

// Anchor is the id of an item of the evidence.
func (b block) Anchor(i int) string { return evidenceID + number(b.Start()+i) }

// Start is the number of the first item.
func (b block) Start() int { return max(b.from, 1) }

// leading parts the paragraphs that a section begins with from the rest.
func leading(blocks []block) (lead, rest []block) {
	n := slices.IndexFunc(blocks, func(b block) bool { return b.Kind != "paragraph" })
	if n < 0 {
		n = len(blocks)
	}
	return blocks[:n], blocks[n:]
}

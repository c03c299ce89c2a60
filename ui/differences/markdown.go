package differences

import (
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
)

// Markdown is a comparison as a page: its title, the matrix of many, and what Lines tells.
func Markdown(c *advisor.Comparison, all bool, more string) []byte {
	blocks := []doc.Block{doc.Heading{Level: 1, Text: doc.Of("Comparison")}}
	var list doc.List
	end := func() {
		if len(list.Items) > 0 {
			blocks, list = append(blocks, list), doc.List{}
		}
	}
	for _, l := range Lines(c, all, more) {
		text := strings.TrimLeft(l.Text, "- ")
		if l.Kind == Count || l.Kind == Change {
			list.Form, list.Items = doc.Bullets, append(list.Items, doc.Of(strings.Join(strings.Fields(text), " ")))
			continue
		}
		end()
		switch l.Kind {
		case Gap:
		case Matrix:
			head, rows := matrix(c)
			t := doc.Table{Head: doc.Lines(head)}
			for _, row := range rows {
				t.Rows = append(t.Rows, doc.Lines(row))
			}
			blocks = append(blocks, t)
		case Heading:
			blocks = append(blocks, doc.Heading{Level: 2, Text: doc.Of(text)})
		default:
			blocks = append(blocks, doc.Paragraph{Text: doc.Of(text)})
		}
	}
	end()
	return []byte(doc.Markdown(blocks))
}

package styles

import "charm.land/glamour/v2/ansi"

// Markdown returns the glamour styles. There are no margins: whoever draws the page sets it.
func (t Styles) Markdown() ansi.StyleConfig {
	p := t.palette()
	return ansi.StyleConfig{
		BlockQuote: ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: colour(p.dim)}, Indent: ptr(uint(1)),
			IndentToken: ptr("│ ")},
		List:    ansi.StyleList{LevelIndent: 2},
		Heading: ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Bold: ptr(true), BlockSuffix: "\n"}},
		H1:      ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: colour(p.accent)}},
		H2:      ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: colour(p.accent)}},
		H3:      ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{}},
		H4:      ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: colour(p.dim)}},

		Emph:           ansi.StylePrimitive{Color: colour(p.dim)},
		Strong:         ansi.StylePrimitive{Bold: ptr(true)},
		Strikethrough:  ansi.StylePrimitive{CrossedOut: ptr(true)},
		HorizontalRule: ansi.StylePrimitive{Color: colour(p.faint), Format: "\n────────\n"},

		Item:        ansi.StylePrimitive{BlockPrefix: "• "},
		Enumeration: ansi.StylePrimitive{BlockPrefix: ". "},
		Task:        ansi.StyleTask{Ticked: "✓ ", Unticked: "○ "},

		LinkText: ansi.StylePrimitive{Color: colour(p.link)},
		Link:     ansi.StylePrimitive{Color: colour(p.dim)},

		Code: ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: colour(p.code)}},
		// the colours are the formatter's
		CodeBlock: ansi.StyleCodeBlock{StyleBlock: ansi.StyleBlock{}, Theme: "rustadvisor"},
		Table:     ansi.StyleTable{CenterSeparator: ptr("─"), ColumnSeparator: ptr(" "), RowSeparator: ptr("─")},

		DefinitionDescription: ansi.StylePrimitive{BlockPrefix: "\n  "},
	}
}

// colour is a colour of a palette as glamour takes it.
func colour(c string) *string {
	if c == "" {
		return nil
	}
	return &c
}

func ptr[T any](v T) *T { return &v }

package styles

import (
	"fmt"
	"io"
	"strings"

	"charm.land/glamour/v2"
	"charm.land/lipgloss/v2"
	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters"
)

// Glamour renders Markdown in these looks, without breaking lines. It is not safe to share.
func (t Styles) Glamour() (*glamour.TermRenderer, error) {
	return glamour.NewTermRenderer(glamour.WithStyles(t.Markdown()), glamour.WithWordWrap(0),
		glamour.WithInlineTableLinks(true),
		glamour.WithChromaFormatter(t.formatter()))
}

// formatter names what colours code for Glamour's highlighter. There is one for each kind of looks, because the
// highlighter's own ones know styles of 24 bits only, and neither the terminal's colours nor weight alone.
func (k Kind) formatter() string { return fmt.Sprintf("rustadvisor-%v", k) }

func init() {
	for i := range 8 {
		k := Kind{Dark: i&1 > 0, Contrast: i&2 > 0, Few: i&4 > 0}
		formatters.Register(k.formatter(), chroma.FormatterFunc(func(w io.Writer, _ *chroma.Style,
			tokens chroma.Iterator) error {
			return New(k).highlight(w, tokens)
		}))
	}
}

// highlight writes tokens in colours, line by line, for a style fills what it renders up to a block.
func (t Styles) highlight(w io.Writer, tokens chroma.Iterator) error {
	for token := tokens(); token != chroma.EOF; token = tokens() {
		style, styled := t.token(token.Type)
		for i, line := range strings.Split(token.Value, "\n") {
			if i > 0 {
				line = "\n" + line
			}
			text := strings.TrimPrefix(line, "\n")
			if styled && strings.TrimSpace(text) != "" {
				line = strings.TrimSuffix(line, text) + style.Render(text)
			}
			if _, err := io.WriteString(w, line); err != nil {
				return err
			}
		}
	}
	return nil
}

// token is the style of a kind of token; most have none.
func (t Styles) token(kind chroma.TokenType) (style lipgloss.Style, styled bool) {
	switch {
	case kind == chroma.CommentPreproc: // an attribute of Rust
		return t.Link, true
	case kind.InCategory(chroma.Comment):
		return t.Dim, true
	case kind == chroma.KeywordType, kind == chroma.NameClass, kind == chroma.NameNamespace, kind == chroma.NameFunction,
		kind == chroma.NameFunctionMagic, kind == chroma.NameBuiltin, kind == chroma.NameVariable:
		return t.Link, true
	case kind == chroma.NameOther: // a key or a table of TOML
		return t.Link, true
	case kind.InCategory(chroma.Keyword):
		return t.Code.Bold(true), true
	case kind.InSubCategory(chroma.LiteralString):
		return t.Good, true
	case kind.InCategory(chroma.Literal):
		return t.Code, true
	}
	return t.Plain, false
}

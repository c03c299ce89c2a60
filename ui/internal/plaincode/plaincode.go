// Package chroma stands in for the syntax highlighter that Glamour links, github.com/alecthomas/chroma/v2, and has the few names
// that Glamour's package ansi calls. Code is shown in one colour here (ui/theme), so nothing of the highlighter is ever called;
// yet on each start it read all of its 250 languages and 70 styles, which took longer than everything else together.
//
// To highlight code after all, take the replace line out of go.mod and run go mod tidy: nothing else knows of this module.
package chroma

// TokenType names a kind of token. The kinds are Glamour's, and their numbers mean nothing.
type TokenType int

// The kinds of token that a style of Glamour's can colour.
const (
	Text TokenType = iota
	Error
	Comment
	CommentPreproc
	Keyword
	KeywordReserved
	KeywordNamespace
	KeywordType
	Operator
	Punctuation
	Name
	NameBuiltin
	NameTag
	NameAttribute
	NameClass
	NameConstant
	NameDecorator
	NameException
	NameFunction
	NameOther
	Literal
	LiteralNumber
	LiteralDate
	LiteralString
	LiteralStringEscape
	GenericDeleted
	GenericEmph
	GenericInserted
	GenericStrong
	GenericSubheading
	Background
)

// StyleEntries gives kinds of token their style.
type StyleEntries map[TokenType]string

// Style is a named style. It holds nothing, because nothing is drawn with it.
type Style struct{}

// MustNewStyle returns an empty style.
func MustNewStyle(string, StyleEntries) *Style { return &Style{} }

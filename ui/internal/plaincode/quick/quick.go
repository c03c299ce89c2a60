// Package quick is what Glamour calls to highlight code, if its style names a theme for code.
package quick

import (
	"errors"
	"io"
)

// Highlight always fails: whoever gives the Markdown style a theme for code wants the highlighter itself.
func Highlight(io.Writer, string, string, string, string) error {
	return errors.New("code is not highlighted in this build: take the replace line for chroma out of go.mod and run go mod tidy")
}

package tui

import (
	"bytes"
	"os"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// paintFirst shows the first frame at once. Bubble Tea's renderer would do it at its first tick, 8 ms from here; then it
// paints the same over it. The terminal is in raw mode here.
func (m *root) paintFirst(out *terminal) {
	width, height, err := term.GetSize(out.Fd())
	if err != nil || width == 0 || height == 0 {
		return // Bubble Tea tells what is wrong with the terminal, or learns its size
	}
	m.env.width, m.env.height = width, height
	var frame bytes.Buffer
	w := colorprofile.Writer{Forward: &frame, Profile: colorprofile.Detect(out, os.Environ())}
	w.WriteString(ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable + ansi.CursorHomePosition + ansi.ResetModeAutoWrap)
	w.WriteString(strings.ReplaceAll(m.draw(), "\n", "\r\n"))
	w.WriteString(ansi.SetModeAutoWrap)
	out.Write(frame.Bytes())
}

package plain

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/knowledge"
	"rustadvisor/ui/spoken"
)

// say writes a line of data or words, cleaned of what would move a cursor.
func (t *talk) say(format string, args ...any) {
	t.write(wrapped(knowledge.Clean(fmt.Sprintf(format, args...)), t.Width) + "\n")
}

// gap parts what follows from what was said before.
func (t *talk) gap() { t.write("\n") }

// text writes lines as they are given, such as a page of the advice.
func (t *talk) text(lines []spoken.Line) {
	for _, l := range lines {
		if l.Code {
			t.write(knowledge.Clean(l.Text) + "\n")
			continue
		}
		t.say("%s", l.Text)
	}
}

func (t *talk) write(text string) {
	if _, err := io.WriteString(t.Out, text); err != nil && t.broken == nil {
		t.broken = err
	}
}

func (t *talk) warn(text string) { fmt.Fprintln(t.Err, knowledge.Clean(text)) }

// read prompts and returns the next line without surrounding space. An end of the input is errEnd.
func (t *talk) read(prompt string) (string, error) {
	t.write(prompt + ": ")
	if t.broken != nil {
		return "", t.broken
	}
	if t.lines.Scan() {
		line := strings.TrimSpace(knowledge.Clean(t.lines.Text()))
		if t.Echo {
			t.write(line + "\n")
		}
		return line, nil
	}
	t.gap()
	if err := t.lines.Err(); err != nil {
		return "", fmt.Errorf("cannot read the answers: %w", err)
	}
	return "", errEnd
}

// wrapped breaks a text at spaces only, so that names, addresses and paths stay whole.
func wrapped(text string, width int) string {
	if width <= 0 || ansi.StringWidth(text) <= width {
		return text
	}
	var out strings.Builder
	column := 0
	for n, word := range strings.Split(text, " ") {
		size := ansi.StringWidth(word)
		switch {
		case n > 0 && column+1+size > width:
			out.WriteByte('\n')
			column = 0
		case n > 0:
			out.WriteByte(' ')
			column++
		}
		out.WriteString(word)
		column += size
	}
	return out.String()
}

// signed is a number of points with its sign.
func signed(n int) string { return fmt.Sprintf("%+d", n) }

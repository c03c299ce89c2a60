package terminal

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// UTF8 tells whether a terminal takes UTF-8, by what the environment says of the locale. Where it says nothing, as in
// most containers, it is taken to.
func UTF8(env func(name string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(env(name)); locale != "" {
			return strings.Contains(strings.ReplaceAll(locale, "-", ""), "utf8")
		}
	}
	return true
}

// drawings is what ASCII has for the signs that screens are drawn with. What is cut ends in a tilde, as in file
// managers: a full stop would look like the end of a sentence.
var drawings = strings.NewReplacer(
	"─", "-", "━", "=", "╌", "-", "╴", "-", "╶", "-", "–", "-", "—", "-", "−", "-",
	"│", "|", "┃", "|", "▌", "|", "▐", "|", "┬", "+", "┴", "+", "┼", "+", "├", "+", "┤", "+",
	"╭", "+", "╮", "+", "╰", "+", "╯", "+", "┌", "+", "┐", "+", "└", "+", "┘", "+",
	"›", ">", "‹", "<", "→", ">", "←", "<", "↑", "^", "↓", "v", "↳", ">", "▲", "^", "▼", "v",
	"✓", "+", "✗", "x", "●", "*", "○", "o", "★", "*", "•", "*", "·", ".", "…", "~", "×", "x",
	"▸", ">", "■", "#", "╸", "=", "▆", "#", "▂", "=", "▀", `"`, "▄", "_", "▏", "|",
	"±", "+", "÷", "/", "²", "2", "≥", ">", "≤", "<", "°", "o", "∘", "o", "€", "E", "µ", "u",
	"“", `"`, "”", `"`, "‘", "'", "’", "'", "\u00a0", " ", "█", "#", "▓", "#", "▒", "#", "░", "#")

// ascii is a line as a terminal shows it that takes no UTF-8, in as many cells: what ASCII has nothing for is a
// question mark.
func ascii(line string) string {
	line = drawings.Replace(line)
	var out strings.Builder
	for line != "" {
		if line[0] < utf8.RuneSelf {
			out.WriteByte(line[0])
			line = line[1:]
			continue
		}
		cluster, cells := ansi.FirstGraphemeCluster(line, ansi.GraphemeWidth)
		out.WriteString(strings.Repeat("?", cells))
		line = line[len(cluster):]
	}
	return out.String()
}

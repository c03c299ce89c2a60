package report

import (
	"slices"
	"strings"
	"unicode"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
)

// Command is the command line that prints the advice again in a format of rustadvisor advise; "" is Markdown. It
// names the answers that count, also those that are "not sure", and the house rules, one a line and quoted for a
// POSIX shell.
func Command(a *advisor.Advice, format string) string {
	command := "rustadvisor advise"
	if format != "" {
		command += " --format " + format
	}
	return answering(a, command)
}

// answering is a command with the answers of an advice.
func answering(a *advisor.Advice, command string) string {
	words := []string{command}
	answers := slices.DeleteFunc(slices.Concat(a.Answers, a.Unsure), func(x advisor.Answered) bool { return x.Fixed })
	if len(answers) == 0 {
		words[0] += " --answers /dev/null" // that nothing is answered has to be said
	}
	for _, x := range answers {
		words = append(words, "--set "+ShellWord(x.Question+"="+x.Choice))
	}
	for _, s := range a.Situations {
		words = append(words, "--situation "+ShellWord(s.ID))
	}
	if len(a.Python) > 0 {
		words = append(words, "--packages "+ShellWord(strings.Join(packages(a), ",")))
	}
	for _, dir := range a.Houses {
		words = append(words, "--kb "+ShellWord(dir))
	}
	if a.Star != "" {
		words = append(words, "--star "+ShellWord(a.Star))
	}
	if a.Price != nil {
		for _, p := range a.Price.Pins {
			words = append(words, "--pin "+ShellWord(p.Pin.String()))
		}
	}
	return strings.Join(words, " \\\n  ")
}

// packages are the Python packages in use, by what an answers file calls them.
func packages(a *advisor.Advice) []string {
	var out []string
	for _, u := range a.Python {
		if u.PythonPackage != nil {
			out = append(out, u.ID)
		} else {
			out = append(out, u.Name)
		}
	}
	return out
}

// reproduce is the last page: the command that prints the report again.
func (r *renderer) reproduce() []doc.Block {
	var p page
	p.heading("Reproduce")
	if r.brief {
		p.text("The full report, with all reasons, tasks, standards and sources: the same command with `--full`.")
	}
	p.text("This prints the report again, byte for byte, with knowledge ", r.advice.Knowledge, ". ",
		rules(r.advice), " ", oneLine)
	p.add(doc.Code{Language: "sh", Name: "Shell", Text: Command(r.advice, r.format)})
	return p.blocks
}

// oneLine is what shells have to be told that end no line with a backslash.
const oneLine = "PowerShell and cmd want it on one line, without the backslashes."

// rules says which house rules it takes beside those that the command names. A user's own count without being named, so
// those of whoever runs it would.
func rules(a *advisor.Advice) string {
	if a.OwnHouse {
		return "It takes the house rules in the configuration folder of whoever made it."
	}
	return "Should you have house rules of your own, add `--kb -`."
}

// ShellWord is data as one word of a POSIX shell.
func ShellWord(s string) string {
	s = plain(s)
	safe := func(r rune) bool {
		return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_=.,:/@%+", r))
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !safe(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

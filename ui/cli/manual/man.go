package manual

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// sections are what the page says beyond the commands' own help.
var sections = []struct{ title, text string }{
	{"EXIT STATUS", "0 done, 1 failed, 2 wrong usage or input, 130 interrupted; ended by another signal, 128 and its " +
		"number."},
	{"ENVIRONMENT", "RUSTADVISOR_PLAIN: 1 asks on plain lines, 0 does not.\n\n" +
		"NO_COLOR, CLICOLOR_FORCE: no colours, or colours where standard output is no terminal.\n\n" +
		"TERM: dumb, or nothing, asks on plain lines."},
	{"FILES", "$XDG_CONFIG_HOME/rustadvisor/config.toml: your settings; rustadvisor config example prints a file to " +
		"change.\n\n" +
		"$XDG_CONFIG_HOME/rustadvisor/house: house rules, laid over the knowledge base; see rustadvisor kb lint.\n\n" +
		"$XDG_STATE_HOME/rustadvisor/sessions: your answers, a file for each session.\n\n" +
		"$XDG_STATE_HOME/rustadvisor/crash-*.txt: what happened when a fault ended the program; without your answers, " +
		"to send along.\n\n" +
		"Where the variables are not set, the folders are the system's; rustadvisor config path names the first."},
}

// Page is the page in roff. One page for all: the generators for cobra write a file for each command, or the day
// into it.
func Page(root *cobra.Command) string {
	var p roff
	root.InitDefaultHelpFlag()
	root.InitDefaultVersionFlag()
	p.line(".TH RUSTADVISOR 1 \"\" \"rustadvisor %s\" \"User Commands\"", root.Version)
	p.line(".SH NAME\n%s \\- %s", root.Name(), escaped(root.Short))
	p.line(".SH SYNOPSIS\n.B %s\n[OPTIONS]\n.br\n.B %[1]s\nCOMMAND [OPTIONS] [ARGUMENTS]", root.Name())
	p.line(".SH DESCRIPTION")
	p.paragraphs(root.Long)
	p.line(".SH OPTIONS")
	p.flags(root.Flags())
	p.line(".SH COMMANDS")
	p.commands(root)
	p.line(".SH EXAMPLES")
	p.verbatim(root.Example)
	for _, s := range sections {
		p.line(".SH %s", s.title)
		p.paragraphs(s.text)
	}
	return p.String()
}

// roff is a page that is being written.
type roff struct{ strings.Builder }

func (p *roff) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

func (p *roff) paragraphs(text string) {
	for _, part := range strings.Split(text, "\n\n") {
		p.line(".PP\n%s", escaped(part))
	}
}

func (p *roff) verbatim(text string) { p.line(".PP\n.nf\n%s\n.fi", escaped(strings.Trim(text, "\n"))) }

func (p *roff) flags(flags *pflag.FlagSet, except ...string) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || slices.Contains(except, f.Name) {
			return
		}
		names := "\\fB\\-\\-" + escaped(f.Name) + "\\fR"
		if f.Shorthand != "" {
			names = "\\fB\\-" + f.Shorthand + "\\fR, " + names
		}
		value, usage := pflag.UnquoteUsage(f)
		if value != "" {
			names += " \\fI" + escaped(value) + "\\fR"
		}
		if f.DefValue != "" && f.Value.Type() != "bool" && f.Value.Type() != "stringArray" {
			usage += " (default " + f.DefValue + ")"
		}
		p.line(".TP\n%s\n%s", names, escaped(usage))
	})
}

// commands are all below one, each with its own options.
func (p *roff) commands(parent *cobra.Command) {
	for _, c := range parent.Commands() {
		if !c.IsAvailableCommand() || c.Name() == "help" {
			continue
		}
		p.line(".SS %s", escaped(strings.TrimSuffix(c.UseLine(), " [flags]")))
		about := c.Long
		if about == "" {
			about = c.Short
		}
		p.paragraphs(about)
		p.flags(c.LocalNonPersistentFlags(), "help") // which each of them has
		if c.Example != "" {
			p.verbatim(c.Example)
		}
		p.commands(c)
	}
}

// escaped keeps text from being read as roff.
func escaped(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}

package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// pinned reads the pins of a command line; a decision can be pinned once. DECISION= takes back what a file pins.
func pinned(base *knowledge.Base, texts []string) ([]advisor.Pin, error) {
	var out []advisor.Pin
	for _, text := range texts {
		pin, err := advisor.ParsePin(base, text)
		if decision, freed := strings.CutSuffix(text, "="); freed && base.Decision(decision) != nil {
			pin, err = advisor.Pin{Decision: decision}, nil
		}
		if err != nil {
			return nil, misuse("--pin: %w", err)
		}
		if slices.ContainsFunc(out, func(p advisor.Pin) bool { return p.Decision == pin.Decision }) {
			return nil, misuse("--pin: %s is pinned twice; only one option can be used", pin.Decision)
		}
		out = append(out, pin)
	}
	return out, nil
}

// pinFlag gives a command the flag that says what must be used.
func (a *app) pinFlag(c *cobra.Command, pin *[]string) {
	c.Flags().StringArrayVar(pin, "pin", nil,
		"use `DECISION=OPTION` whatever the answers say, and tell what that costs; DECISION= takes back what the file "+
			"pins; may be repeated")
	_ = c.RegisterFlagCompletionFunc("pin", a.completePin)
}

// completePin completes DECISION=OPTION.
func (a *app) completePin(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	engine, err := a.load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	decision, _, chosen := strings.Cut(typed, "=")
	var decisions, options []string
	for _, d := range engine.Base().Decisions {
		decisions = append(decisions, d.ID+"=\t"+knowledge.Clean(d.Title))
		for _, o := range d.Options {
			if chosen && d.ID == decision {
				options = append(options, d.ID+"="+o.ID+"\t"+knowledge.Clean(o.Title))
			}
		}
	}
	if options != nil {
		return options, cobra.ShellCompDirectiveNoFileComp
	}
	return decisions, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

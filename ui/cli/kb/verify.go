package kb

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
)

func (k commands) verify() *cobra.Command {
	var format string
	var all bool
	c := &cobra.Command{
		Use: "verify", Short: "Look for options that never win, and for what leads nowhere",
		Long: "Looks in the knowledge base, with the house rules in force, for answers that make each option win, for " +
			"answers\n" +
			"that leave none, and for questions, choices, criteria and constraints that change nothing. Tells what it " +
			"found and\n" +
			"names problems with file and line; then the exit code is 1. What house rules lead to in the rest of the base\n" +
			"is meant, and no problem. --all lists the answers with which each option wins, and those that leave none.",
		Example: "    rustadvisor kb verify\n    rustadvisor kb verify --all\n    rustadvisor kb verify --kb our-rules\n" +
			"    rustadvisor kb verify --format json",
		Args: cmdutil.NoArgs("name house rules with --kb DIR"),
		RunE: func(*cobra.Command, []string) error { return k.runVerify(format, all) },
	}
	c.Flags().BoolVar(&all, "all", false, "tell everything that was found")
	cmdutil.FormatFlag(c, &format)
	return c
}

func (k commands) runVerify(format string, all bool) error {
	base, err := k.Base(format)
	if err != nil {
		return err
	}
	v := k.Engine.Verify()
	if err := k.place(v); err != nil {
		return err
	}
	switch {
	case format == "json":
		err = k.JSON(verificationJSON(base, v))
	case all:
		err = k.Write([]byte(v.All()), "")
	default:
		err = k.Write([]byte(v.String()), "")
	}
	if err == nil && len(v.Problems) > 0 {
		err = errors.New(wording.Counted(len(v.Problems), "problem"))
	}
	return err
}

// place puts file and line before each problem. With house rules in force, those of them count that the rules say, and
// decisions that are left without an option: the rest of the base is sound without them.
func (k commands) place(v *advisor.Verification) error {
	if len(v.Problems) == 0 {
		return nil
	}
	houses, err := k.Houses()
	if err != nil {
		return err
	}
	places := knowledge.Locate(k.Data, houses...)
	var problems []string
	for _, p := range v.Problems {
		if len(houses) == 0 || places.OfHouse(p) || slices.Contains(v.Stranded, p) {
			problems = append(problems, places.Placed(p))
		} else {
			v.Meant = append(v.Meant, p)
		}
	}
	v.Problems = problems
	return nil
}

type (
	verificationOut struct {
		Knowledge   string        `json:"knowledge"`
		Questions   int           `json:"questions"`
		Choices     int           `json:"choices"`
		Options     int           `json:"options"`
		Criteria    int           `json:"criteria"`
		Needs       int           `json:"needs"`
		Constraints int           `json:"constraints"`
		Tried       int           `json:"tried"` // answer sets
		Decisions   []verifiedOut `json:"decisions"`
		Decisive    []decisiveOut `json:"decisive"` // constraints that change picks
		Idle        []string      `json:"idle"`     // what changes nothing
		Problems    []string      `json:"problems"`
		Meant       []string      `json:"meant"` // what house rules led to in the rest of the base
	}
	verifiedOut struct {
		ID        string       `json:"id"`
		Options   []winOut     `json:"options"`
		Fallbacks []answersOut `json:"fallbacks"` // answers that leave no option
	}
	winOut struct {
		ID    string      `json:"id"`
		Wins  *answersOut `json:"wins"`  // answers it wins with; null when it never does
		Never string      `json:"never"` // why
	}
	answersOut struct {
		Answers map[string]any `json:"answers"`
		Star    string         `json:"star,omitempty"`
	}
	decisiveOut struct {
		Constraint string     `json:"constraint"`
		Pins       []string   `json:"pins,omitempty"` // "decision.option"
		With       answersOut `json:"with"`
		Picks      []string   `json:"picks"`
	}
)

func verificationJSON(base *knowledge.Base, v *advisor.Verification) verificationOut {
	out := verificationOut{Knowledge: base.Version, Questions: v.Questions, Choices: v.Choices, Options: v.Options,
		Criteria: v.Criteria,
		Needs:    v.Needs, Constraints: v.Constraints, Tried: v.Tried, Decisions: []verifiedOut{}, Decisive: []decisiveOut{},
		Idle: append([]string{}, v.Idle...), Problems: append([]string{}, v.Problems...),
		Meant: append([]string{}, v.Meant...)}
	for _, d := range v.Decisions {
		decision := verifiedOut{ID: d.ID, Fallbacks: []answersOut{}}
		for _, o := range d.Options {
			win := winOut{ID: o, Never: d.Unreachable[o]}
			if a, ok := d.Wins[o]; ok {
				answers := answersJSON(a)
				win.Wins = &answers
			}
			decision.Options = append(decision.Options, win)
		}
		for _, a := range d.Fallbacks {
			decision.Fallbacks = append(decision.Fallbacks, answersJSON(a))
		}
		out.Decisions = append(out.Decisions, decision)
	}
	for _, d := range v.Decisive {
		decisive := decisiveOut{Constraint: d.What, With: answersJSON(d.With), Picks: d.Picks}
		for _, p := range d.With.ListedPins(base) {
			decisive.Pins = append(decisive.Pins, p.Decision+"."+p.Option)
		}
		out.Decisive = append(out.Decisive, decisive)
	}
	return out
}

func answersJSON(a advisor.Answers) answersOut {
	return answersOut{a.Plain(), a.Star}
}

package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/answers"
	"rustadvisor/ui/cli/cmdutil"
)

// answerFlags say what is answered.
type answerFlags struct {
	answers, star string
	set, pin      []string
	situations    []string
	packages      []string
	requirements  string
}

// answerFlags gives a command the flags that say what is answered.
func (a *app) answerFlags(c *cobra.Command, f *answerFlags) {
	c.Flags().StringVar(&f.answers, "answers", "", "read the answers from `FILE`; - is standard input")
	c.Flags().StringArrayVar(&f.set, "set", nil, "answer `QUESTION=CHOICE`, over what the file says; may be repeated")
	c.Flags().StringVar(&f.star, "star", "", "let the answer to `QUESTION` count double, instead of the one the file says")
	c.Flags().StringSliceVar(&f.situations, "situation", nil,
		"say that `SITUATION` is so, or several with commas, the chief one first, beside what the file says; kb list "+
			"situations names them")
	c.Flags().StringSliceVar(&f.packages, "packages", nil,
		"say that the Python `PACKAGES` are in use, beside what the file says: fastapi,celery")
	c.Flags().StringVar(&f.requirements, "requirements", "",
		"likewise those that `FILE` names: requirements.txt, pyproject.toml, Pipfile; - is standard input")
	a.pinFlag(c, &f.pin)
	cmdutil.OnlyOnce(c, "answers")
	cmdutil.OnlyOnce(c, "requirements")
	_ = c.RegisterFlagCompletionFunc("set", a.completeSetting)
	_ = c.RegisterFlagCompletionFunc("star", a.completeQuestion)
	_ = c.RegisterFlagCompletionFunc("situation", a.completeSituation)
}

// check wants something to be answered.
func (f answerFlags) check() error {
	if f.answers == "-" && f.requirements == "-" {
		return cmdutil.Misuse("--answers - and --requirements - both read standard input; name a file for one of them")
	}
	if f.answers == "" && len(f.set)+len(f.situations)+len(f.packages) == 0 && f.requirements == "" {
		return cmdutil.Misuse("no answers are given; name a file with --answers FILE (rustadvisor questions writes one to " +
			"fill in) or answer with --set QUESTION=CHOICE")
	}
	return nil
}

// advice is what follows from the answers. It tells of answers, and of a star, that do not count.
func (a *app) advice(f answerFlags) (*advisor.Advice, error) {
	engine, err := a.Load()
	if err != nil {
		return nil, err
	}
	answers, err := a.given(engine, f)
	if err != nil {
		return nil, err
	}
	a.tellHidden(engine, answers)
	advice := engine.Advise(answers)
	if f.star != "" && !slices.ContainsFunc(advice.Answers, func(x advisor.Answered) bool { return x.Starred }) {
		a.Note("--star: there is no answer to " + f.star + " that could count double")
	}
	return advice, nil
}

// given is what the file says, with what the command line says over it.
func (a *app) given(engine *advisor.Engine, f answerFlags) (answers advisor.Answers, err error) {
	if f.answers != "" {
		if answers, err = a.Answers(engine, f.answers); err != nil {
			return answers, err
		}
	}
	base := engine.Base()
	var said []string
	for _, s := range f.set {
		question, choices, err := answerfile.ParseSetting(base, s)
		if err != nil {
			return answers, cmdutil.Misuse("--set: %w", err)
		}
		if slices.Contains(said, question) {
			return answers, cmdutil.Misuse("--set: %s is answered twice; where it takes several, write %[1]s=a,b",
				question)
		}
		said = append(said, question)
		answers = answers.With(question, choices...)
	}
	for _, id := range f.situations {
		if what, mend := answerfile.MisfitSituation(base, id); what != "" {
			return answers, cmdutil.Misuse("--situation: %s; %s", what, mend)
		}
	}
	answers = answers.WithSituations(append(slices.Clone(answers.Situations), f.situations...)...)
	if answers, err = a.packages(base, answers, f); err != nil {
		return answers, err
	}
	pins, err := pinned(base, f.pin)
	if err != nil {
		return answers, err
	}
	answers = answers.Pinned(pins...)
	if f.star == "" {
		return answers, nil
	}
	if base.Question(f.star) == nil {
		return answers, cmdutil.Misuse("--star: unknown question %q; %s", wording.Clean(f.star), suggest(f.star, base))
	}
	answers.Star = f.star
	return answers, nil
}

// suggest names the questions whose ids are near, or else where to find them all.
func suggest(word string, base *knowledge.Base) string {
	var known []string
	for _, q := range base.Questions {
		known = append(known, q.ID)
	}
	if mend := wording.Suggest(word, known); mend != "" {
		return mend
	}
	return "rustadvisor questions lists them"
}

// tellHidden names the answers that do not count, because with the others their question is not asked.
func (a *app) tellHidden(engine *advisor.Engine, answers advisor.Answers) {
	active := engine.Active(answers)
	var hidden []string
	for _, q := range engine.Base().Questions {
		if answers.Answered(q.ID) && !active(q.ID) {
			hidden = append(hidden, q.ID)
		}
	}
	if len(hidden) > 0 {
		a.Note("left out, because the other answers make them pointless: " + strings.Join(hidden, ", "))
	}
}

// pinned reads the pins of a command line; a decision can be pinned once. DECISION= takes back what a file pins.
func pinned(base *knowledge.Base, texts []string) ([]advisor.Pin, error) {
	var out []advisor.Pin
	for _, text := range texts {
		pin, err := answerfile.ParsePin(base, text)
		if decision, freed := strings.CutSuffix(text, "="); freed && base.Decision(decision) != nil {
			pin, err = advisor.Pin{Decision: decision}, nil
		}
		if err != nil {
			return nil, cmdutil.Misuse("--pin: %w", err)
		}
		if slices.ContainsFunc(out, func(p advisor.Pin) bool { return p.Decision == pin.Decision }) {
			return nil, cmdutil.Misuse("--pin: %s is pinned twice; only one option can be used", pin.Decision)
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

// packages adds the Python packages that the command line names to those of the answers.
func (a *app) packages(base *knowledge.Base, to advisor.Answers, f answerFlags) (advisor.Answers, error) {
	for _, name := range f.packages {
		if what, mend := answerfile.MisfitPackage(base, name); what != "" {
			return to, cmdutil.Misuse("--packages: %s; %s", what, mend)
		}
	}
	names := append(slices.Clone(to.Packages), f.packages...)
	if f.requirements != "" {
		found, err := a.readRequirements(base, f.requirements)
		if err != nil {
			return to, cmdutil.WrongUse{Err: err}
		}
		for _, n := range wording.First(found.Notes, "such line") {
			a.Note(f.requirements + ": " + n)
		}
		names = append(names, found.Packages()...)
	}
	to = to.WithPackages(base, names...)
	var unknown []string
	for _, name := range to.Packages {
		if _, known := base.PackageID(name); !known {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) > 0 && len(f.packages)+len(f.requirements) > 0 {
		a.Note("Python packages that nothing is known of: " + strings.Join(unknown, ", "))
	}
	return to, nil
}

func (a *app) readRequirements(base *knowledge.Base, name string) (knowledge.Requirements, error) {
	if name == "-" {
		return answers.ReadRequirements(base, "standard input", a.In)
	}
	return answers.OpenRequirements(base, name)
}

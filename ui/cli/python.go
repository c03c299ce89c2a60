package cli

import (
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/answers"
	"rustadvisor/ui/cli/cmdutil"
)

// packages adds the Python packages that the command line names to those of the answers.
func (a *app) packages(base *knowledge.Base, to advisor.Answers, f answerFlags) (advisor.Answers, error) {
	for _, name := range f.packages {
		if what, mend := advisor.MisfitPackage(base, name); what != "" {
			return to, cmdutil.Misuse("--packages: %s; %s", what, mend)
		}
	}
	names := append(slices.Clone(to.Packages), f.packages...)
	if f.requirements != "" {
		found, err := a.readRequirements(base, f.requirements)
		if err != nil {
			return to, cmdutil.WrongUse{Err: err}
		}
		for _, n := range found.Notes {
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

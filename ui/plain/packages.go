package plain

import (
	"os"
	"slices"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/ui/answers"
)

// packages lists the Python packages in use; a number takes one back, a line that is no command names more.
type packages struct {
	asked bool // before the advice: an empty line goes on to it
}

func (*packages) name() string         { return "the Python packages" }
func (*packages) count(t *talk) int    { return len(t.answers.Packages) }
func (p *packages) words() []string    { return []string{"names of packages"} }
func (t *talk) packageOf(n int) string { return t.answers.Packages[n-1] }

func (p *packages) show(t *talk) {
	if p.asked {
		t.say("Which Python packages do you use? Type their names, or the name of a file such as requirements.txt. " +
			"An empty line goes on.")
	} else {
		t.say("Python packages in use. Type more names, or a file that lists them. A number takes one back.")
	}
	for n := range t.answers.Packages {
		t.say("%d. %s.", n+1, t.calledPackage(t.packageOf(n+1)))
	}
}

// calledPackage is a package by its title, or its name where nothing is known of it.
func (t *talk) calledPackage(name string) string {
	if p := t.Engine.Base().PythonPackage(name); p != nil {
		return knowledge.Clean(p.Name())
	}
	return knowledge.Clean(name) + ", not known here"
}

func (p *packages) choose(t *talk, n int) error {
	name := t.packageOf(n)
	t.become(t.answers.ToggledPackage(t.Engine.Base(), name))
	t.say("Taken back: %s.", t.calledPackage(name))
	return nil
}

// take takes in what a line names, a file or packages; an empty line goes on.
func (p *packages) take(t *talk, line string) error {
	if line == "" && p.asked {
		t.open(&overview{})
		return nil
	}
	return t.usePackages(line)
}

// usePackages takes in packages by name or by a file, or lists them.
func (t *talk) usePackages(said string) error {
	if said == "" {
		t.open(&packages{})
		return nil
	}
	base := t.Engine.Base()
	found := base.ParseRequirements(said)
	if _, err := os.Stat(said); err == nil || strings.ContainsAny(said, `/\`) {
		if found, err = answers.OpenRequirements(base, said); err != nil {
			t.say("%s", knowledge.Sentence(knowledge.Upper(knowledge.CleanError(err).Error())))
			return nil
		}
	}
	for _, k := range found.Known {
		place := "keep it in Python"
		if !k.Keep {
			place = knowledge.Listed(k.Crates, "or")
		}
		if place == "" {
			place = "the standard library"
		}
		t.say("%s: %s.", knowledge.Clean(k.Name()), place)
	}
	if len(found.Unknown) > 0 {
		t.say("Not known here: %s.", knowledge.Clean(knowledge.Listed(found.Unknown, "and")))
	}
	for _, note := range found.Notes {
		t.say("%s", knowledge.Sentence(note))
	}
	if names := found.Packages(); len(names) > 0 {
		t.become(t.answers.WithPackages(base, append(slices.Clone(t.answers.Packages), names...)...))
		t.say("%s in use. The advice tells what takes their place.", knowledge.Counted(len(t.answers.Packages), "Python package"))
	}
	return nil
}

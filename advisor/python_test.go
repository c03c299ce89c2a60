package advisor_test

import (
	"slices"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
)

// Packages are kept by what the base calls them, each once; of what nothing is known the name is kept, and nothing
// said.
func TestPackagesInUse(t *testing.T) {
	base := loadBase(t)
	a, _, err := answerfile.Parse(base, "a.toml", []byte(`python = ["sklearn", "FastAPI", "Our_Own.thing", "fastapi"]
[answers]
journey = "migrate-python"
artifact = "service"
bottleneck = "python-cpu"
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"fastapi", "our-own-thing", "scikit-learn"}
	if !slices.Equal(a.Packages, want) {
		t.Fatalf("in use are %q, not %q", a.Packages, want)
	}
	again, _, err := answerfile.Parse(base, "a.toml", answerfile.Format(base, a, nil))
	if err != nil || !again.Same(a) {
		t.Errorf("written and read: %v, %v", again, err)
	}
	if a.Same(a.ToggledPackage(base, "fastapi")) {
		t.Error("a package more or less is the same")
	}
	for _, u := range advisor.New(base).Advise(a).Python {
		switch {
		case (u.PythonPackage == nil) != (u.Name == "our-own-thing"):
			t.Errorf("%s: known is %v", u.Name, u.PythonPackage != nil)
		case u.Name == "FastAPI" && (len(u.Picks) == 0 || u.Picks[0].Decision != "web-framework" || u.Picks[0].Differs()):
			t.Errorf("FastAPI leads to %v", u.Picks)
		}
	}
}

// What the answers rule out takes no package's place, and neither does the pick that is there for another reason.
func TestRuledOutTakesNoPlace(t *testing.T) {
	base := loadBase(t)
	a := advisor.Answers{}.With("journey", "migrate-python").With("artifact", "service").With("store", "postgres")
	for _, u := range advisor.New(base).Advise(a.WithPackages(base, "redis")).Python {
		for _, p := range u.Picks {
			if p.Decision == "database-layer" {
				t.Errorf("redis leads to %v though the data live in PostgreSQL", p)
			}
		}
	}
}

// A name that pip would not take is a fault of the file, with its line.
func TestPackagesThatAreNoNames(t *testing.T) {
	_, _, err := answerfile.Parse(loadBase(t), "a.toml", []byte("python = [\n  \"fastapi\",\n  \"fast api!\",\n]\n"))
	if err == nil || !strings.Contains(err.Error(), "a.toml:") ||
		!strings.Contains(err.Error(), `"fast api!" is no name`) {
		t.Errorf("the fault is %v", err)
	}
}

// Facts are so for everybody: what two people compare and agree on has the packages of both.
func TestPackagesOfTwoPeople(t *testing.T) {
	base := loadBase(t)
	same := advisor.Answers{}.With("journey", "migrate-python")
	c := advisor.New(base).Compare(same.WithPackages(base, "celery", "flask"), same.WithPackages(base, "celery", "numpy"))
	if got := c.Shared.Packages; !slices.Equal(got, []string{"celery", "flask", "numpy"}) {
		t.Errorf("shared are %q", got)
	}
	if c.Identical() || len(c.Packages) != 2 || c.Packages[0].Label != "Flask" ||
		!slices.Equal(c.Packages[0].People, []int{0}) {
		t.Errorf("named by one: %v", c.Packages)
	}
}

func loadBase(t *testing.T) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return base
}

package report

import (
	"bytes"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
)

// TestCommandReproduces reads the command of many advices back and wants the same bytes.
func TestCommandReproduces(t *testing.T) {
	for name, e := range bases(t) {
		for n := range 40 {
			a := some(e.Base(), n)
			if n == 0 {
				a = advisor.Answers{}
			}
			advice := e.Advise(a.Pinned(somePins(e.Base(), n)...))
			again := e.Advise(readCommand(t, e, Command(advice, "html")))
			if !bytes.Equal(Markdown(advice), Markdown(again)) {
				t.Errorf("%s %d: %s gives another report", name, n, Command(advice, "html"))
			}
		}
	}
}

// readCommand does with a command line what rustadvisor advise does.
func readCommand(t *testing.T, e *advisor.Engine, command string) (a advisor.Answers) {
	t.Helper()
	words := strings.Fields(strings.ReplaceAll(command, "\\\n", ""))
	if head := strings.Join(words[:min(4, len(words))], " "); head != "rustadvisor advise --format html" {
		t.Fatalf("the command begins with %q", head)
	}
	for i := 4; i+1 < len(words); i += 2 {
		switch words[i] {
		case "--set":
			question, choices, err := answerfile.ParseSetting(e.Base(), words[i+1])
			if err != nil {
				t.Fatal(err)
			}
			a = a.With(question, choices...)
		case "--star":
			a.Star = words[i+1]
		case "--pin":
			pin, err := answerfile.ParsePin(e.Base(), words[i+1])
			if err != nil {
				t.Fatal(err)
			}
			a = a.Pinned(pin)
		case "--answers": // an empty file
		default:
			t.Fatalf("unknown flag %s", words[i])
		}
	}
	return a
}

func TestShellWord(t *testing.T) {
	for in, want := range map[string]string{
		"query-style=sql": "query-style=sql",
		"":                "''",
		"a b":             "'a b'",
		"it's":            `'it'\''s'`,
		"$(x)`y`;z":       "'$(x)`y`;z'",
		"a\nb\x1b":        "'a b'",
		"ü":               "'ü'",
	} {
		if got := ShellWord(in); got != want {
			t.Errorf("ShellWord(%q) = %s, want %s", in, got, want)
		}
	}
}

// TestStartOnAPlatform: what a platform calls is a library that it loads.
func TestStartOnAPlatform(t *testing.T) {
	a := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface", "rest").
		With("runs-on", "wasm")
	text := string(Markdown(bases(t)["embedded"].Advise(a)))
	for _, want := range []string{"cargo new --lib app", "crate-type = [\"cdylib\"]", "#[event(fetch)]"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q", want)
		}
	}
}

// TestStartOfBoth: a service that is a library as well has its main function where programs have it, in a package that
// is made as one.
func TestStartOfBoth(t *testing.T) {
	e := bases(t)["embedded"]
	for _, artifact := range [][]string{{"service", "library"}, {"library"}} {
		a := advisor.Answers{}.With("journey", "new-service").With("artifact", artifact...).With("interface", "grpc").
			With("hosts", "python").With("python-link", "imports")
		text := string(Markdown(e.Advise(a)))
		both := len(artifact) == 2
		for part, want := range map[string]bool{
			"cargo new app && cd app && touch src/lib.rs": both,
			"cd fastpart":                      !both,
			"async fn main()":                  both,
			"`src/lib.rs` of the same package": both,
		} {
			if strings.Contains(text, part) != want {
				t.Errorf("%v: that it says %q should be %v", artifact, part, want)
			}
		}
	}
}

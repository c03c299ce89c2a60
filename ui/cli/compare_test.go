package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
)

// BenchmarkCompareFiles is the command on two hundred files, from reading the knowledge to the last line: under a
// second.
func BenchmarkCompareFiles(b *testing.B) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	dir, args := b.TempDir(), []string{"compare"}
	for i := range 200 {
		a := advisor.Answers{Choices: map[string][]string{}}
		for n, q := range base.Questions {
			choice := n * n
			if (i+n)%7 == 0 {
				choice += i // one answer in seven is each person's own
			}
			a = a.With(q.ID, q.Choices[choice%len(q.Choices)].ID)
		}
		a = a.With("journey", "new-service")
		name := filepath.Join(dir, fmt.Sprintf("p%d.toml", i))
		if err := os.WriteFile(name, answerfile.Format(base, a, nil), 0o600); err != nil {
			b.Fatal(err)
		}
		args = append(args, name)
	}
	out, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	for b.Loop() {
		if code := Main(args, os.Stdin, out, os.Stderr); code != done {
			b.Fatal(code)
		}
	}
}

package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/search"
)

// Each case states the titles a query finds, in order.
func TestSearch(t *testing.T) {
	x := search.NewIndex([]search.Entry{
		{Kind: knowledge.KindDecision, ID: "web-framework", Title: "Web framework",
			Text: "Which framework answers the requests?"},
		{Kind: knowledge.KindOption, ID: "web-framework.actix-web", Title: "Actix Web", Text: "A stable interface.",
			Aliases: []string{"actix-web"}},
		{Kind: knowledge.KindOption, ID: "web-framework.axum", Title: "Axum", Text: "Handlers on Tower.",
			Aliases: []string{"axum"}},
		{Kind: knowledge.KindFinding, ID: "axum-state", Title: "Axum today", Text: "Version 0.8 is current."},
		{Kind: knowledge.KindFinding, ID: "tokio-state", Title: "Tokio today", Text: "Axum stands on it."},
		{Kind: knowledge.KindPackage, ID: "scikit-learn", Title: "scikit-learn", Text: "Machine learning.",
			Aliases: []string{"sklearn"}},
		{Kind: knowledge.KindTechnology, ID: "kubernetes", Title: "Kubernetes", Text: "Runs containers.",
			Aliases: []string{"k8s"}},
		{Kind: knowledge.KindFinding, ID: "e1", Title: "Élan über alles", Text: "Nothing else."},
	})
	for _, c := range []struct {
		name, query string
		want        []string
	}{
		{"the whole name first, then the beginning of one, then text", "axum", []string{"Axum", "Axum today", "Tokio today"}},
		{"case does not matter", "AXUM", []string{"Axum", "Axum today", "Tokio today"}},
		{"every word is wanted", "axum today", []string{"Axum today", "Tokio today"}},
		{"in any order, and wherever each stands", "tower axum", []string{"Axum"}},
		{"one word that is nowhere, nothing found", "axum cobol", nil},
		{"aliases are names", "sklearn", []string{"scikit-learn"}},
		{"letters in order are enough when close together", "kbrnts", []string{"Kubernetes"}},
		{"without what parts the words", "actixweb", []string{"Actix Web"}},
		{"letters far apart are not", "kbts", nil},
		{"nor those of several words", "axtoday", nil},
		{"nor three of them", "kbs", nil},
		{"a short word begins one of the text", "ans", []string{"Web framework"}},
		{"and is not found within one", "ndl", nil},
		{"ids are names", "e1", []string{"Élan über alles"}},
		{"beyond ASCII", "ÜBER él", []string{"Élan über alles"}},
		{"text alone", "containers", []string{"Kubernetes"}},
		{"control characters harm nobody", "\x00\x1b[31m", nil},
	} {
		if got := titles(x.Search(c.query, 0)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q finds %q, want %q", c.name, c.query, got, c.want)
		}
	}
}

// A requirement finds its package as pip would, and what is not known finds nothing rather than something like it.
func TestSearchPackages(t *testing.T) {
	x := search.NewIndex(known(t))
	for query, want := range map[string]string{
		"psycopg[binary]":           "psycopg",
		"fastapi>=0.110.0":          "fastapi",
		"requests==2.28.0":          "requests",
		"requests (>=2.28)":         "requests",
		"python_dateutil":           "python-dateutil",
		"google.cloud.storage":      "google-cloud-storage",
		"Prometheus_Client":         "prometheus-client",
		"redis; os_name == 'posix'": "redis",
	} {
		hits := x.Search(query, 0)
		if !slices.ContainsFunc(hits, func(h search.Hit) bool { return h.Kind == knowledge.KindPackage && h.ID == want }) {
			t.Errorf("%q finds %q", query, titles(hits))
		}
	}
	// None of these stands in the base, and each is a package of the index.
	for _, query := range []string{"impyla", "dlt", "modin", "vaex", "teradatasql", "bokeh", "ibis", "peft", "gensim",
		"tpot", "pymc",
		"sktime", "acme-billing>=2", "limits-redis[async]"} {
		if hits := x.Search(query, 0); len(hits) > 0 {
			t.Errorf("%q finds %q", query, titles(hits))
		}
	}
}

// Nothing asked, everything listed: a search field starts as a list.
func TestSearchEmpty(t *testing.T) {
	entries := []search.Entry{{ID: "b", Title: "B"}, {ID: "a", Title: "A"}, {ID: "c", Title: "C"}}
	x := search.NewIndex(entries)
	for _, query := range []string{"", " ", "\t\n"} {
		if got := titles(x.Search(query, 0)); !slices.Equal(got, []string{"B", "A", "C"}) {
			t.Errorf("%q lists %q", query, got)
		}
	}
	if got := titles(x.Search("", 2)); !slices.Equal(got, []string{"B", "A"}) {
		t.Errorf("the first two are %q", got)
	}
	if got := search.NewIndex(nil).Search("a", 0); len(got) != 0 {
		t.Errorf("an empty index finds %v", got)
	}
}

// Matches are runes of the title, not bytes, ascending and without doubles.
func TestSearchMatches(t *testing.T) {
	for _, c := range []struct{ title, query, want string }{
		{"Axum", "axum", "Axum"},
		{"Actix Web", "web act", "ActWeb"},
		{"Élan über alles", "über", "über"},
		{"Élan über alles", "alles é", "Éalles"},
		{"Kubernetes", "kbrnts", "Kbrnts"},
		{"Unrest and REST", "rest", "REST"}, // the beginning of a word before the inside of one
		{"Axum", "text", ""},
	} {
		hits := search.NewIndex([]search.Entry{{Title: c.title, Text: "text"}}).Search(c.query, 0)
		if len(hits) != 1 {
			t.Errorf("%q in %q: %d hits", c.query, c.title, len(hits))
			continue
		}
		runes, got := []rune(c.title), ""
		for _, i := range hits[0].Matches() {
			got += string(runes[i])
		}
		if got != c.want {
			t.Errorf("%q in %q marks %q, want %q", c.query, c.title, got, c.want)
		}
	}
}

// Equal matches keep the order of the entries, and a search leaves no trace in the next.
func TestSearchDeterministic(t *testing.T) {
	var entries []search.Entry
	for i := range 200 {
		entries = append(entries, search.Entry{ID: fmt.Sprintf("x%03d", i), Title: "Same title"})
	}
	x := search.NewIndex(entries)
	first := x.Search("same", 0)
	if !slices.IsSortedFunc(first, func(a, b search.Hit) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("equal hits are out of order")
	}
	x.Search("other", 0)
	if diff := cmp.Diff(first, x.Search("same", 0), cmp.AllowUnexported(search.Hit{})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(first[:7], x.Search("same", 7), cmp.AllowUnexported(search.Hit{})); diff != "" {
		t.Errorf("a limit changes more than the length: %s", diff)
	}
}

// What people look for in the real data comes first.
func TestSearchReal(t *testing.T) {
	x := search.NewIndex(known(t))
	for _, c := range []struct{ query, kind, id string }{
		{"axum", knowledge.KindOption, "web-framework.axum"},
		{"sqlx", knowledge.KindOption, "database-layer.sqlx"},
		{"database layer", knowledge.KindDecision, "database-layer"},
		{"C07", knowledge.KindCorrection, "C07"},
		{"fastapi", knowledge.KindPackage, "fastapi"},
		{"sklearn", knowledge.KindPackage, "scikit-learn"},
		{"bs4", knowledge.KindPackage, "beautifulsoup4"},
		{"foreign function", knowledge.KindTechnology, "ffi"},
		{"graceful timeoutlayer", knowledge.KindSnippet, "axum-main"},
		{"tarpaulin coverage", knowledge.KindCorrection, "C01"},
	} {
		hits := x.Search(c.query, 5)
		if len(hits) == 0 || hits[0].Kind != c.kind || hits[0].ID != c.id {
			t.Errorf("%q finds %v first, want %s %s", c.query, titles(hits), c.kind, c.id)
		}
	}
}

func FuzzSearch(f *testing.F) {
	x := search.NewIndex(append(known(f), search.Entry{ID: "odd", Title: "İstanbul \xff\x00 ß", Text: "K"}))
	for _, query := range []string{"axum", "a b", "É", "\xff", "\x00", "ß", "İ"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, h := range x.Search(query, 0) {
			length := len([]rune(h.Title))
			matches := h.Matches()
			for i, at := range matches {
				if at < 0 || at >= length || i > 0 && at <= matches[i-1] {
					t.Fatalf("%q marks %v in %q", query, matches, h.Title)
				}
			}
		}
	})
}

// One key over 10,000 entries, which is about ten times the real base. To be at most 4 ms.
func BenchmarkSearch(b *testing.B) {
	base := known(b)
	var entries []search.Entry
	for round := 0; len(entries) < 10_000; round++ {
		for _, e := range base {
			e.ID = fmt.Sprintf("%s-%d", e.ID, round)
			entries = append(entries, e)
		}
	}
	x := search.NewIndex(entries[:10_000])
	for _, limit := range []int{100, 0} {
		for _, query := range []string{"", "a", "ax", "axum", "e t", "async database", "zzz"} {
			b.Run(fmt.Sprintf("limit=%d/%q", limit, query), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					x.Search(query, limit)
				}
			})
		}
	}
}

func BenchmarkNewIndex(b *testing.B) {
	entries := known(b)
	for b.Loop() {
		search.NewIndex(entries)
	}
}

func titles(hits []search.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Title)
	}
	return out
}

// known is what the real base has to be found.
func known(t testing.TB) []search.Entry {
	t.Helper()
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return base.Entries()
}

package knowledge

import "strings"

// snippetFile is optional, as pythonFile is.
const snippetFile = "snippets.toml"

// Languages are those a snippet may be written in, as fences of Markdown name them.
var Languages = []string{rustLanguage, "toml", "sh", "python"}

const rustLanguage = "rust"

// Snippet returns the snippet with that id, or nil.
func (b *Base) Snippet(id string) *Snippet {
	return first(b.Snippets, func(s *Snippet) bool { return s.ID == id })
}

func (l *loader) readSnippets() {
	var f snippetsFile
	l.readOptional(snippetFile, &f)
	for i := range f.Snippets {
		if code := strings.Trim(f.Snippets[i].Code, "\n"); code != "" {
			f.Snippets[i].Code = code + "\n"
		}
	}
	l.base.Snippets = f.Snippets
	l.remember(snippetFile, "snippet", len(f.Snippets), func(i int) string { return f.Snippets[i].ID })
}

func (l *loader) checkSnippets() {
	for i := range l.base.Snippets {
		s := &l.base.Snippets[i]
		at := element("snippet", i)
		l.lacks(snippetFile, at, "snippet", s.ID, "title", s.Title, "code", strings.TrimSpace(s.Code))
		if CleanLines(s.Code) != s.Code {
			l.fault(snippetFile, at+".code", "indent with spaces, and write other characters as escapes of the language",
				"the code of snippet %q has tabs or invisible characters", s.ID)
		}
		l.known(snippetFile, at+".language", "language", s.Language, Languages)
		l.checkSnippetCrates(at, s)
		l.checkWhen(snippetFile, at+".when", s.When, len(l.base.Questions), true)
		l.checkRefs(snippetFile, at, s.Findings, nil)
	}
}

func (l *loader) checkSnippetCrates(at string, s *Snippet) {
	switch rust := s.Language == rustLanguage; {
	case rust && len(s.Crates) == 0:
		l.fault(snippetFile, at, "add crates, with versions and features",
			"snippet %q does not say what it needs to compile", s.ID)
	case !rust && len(s.Crates) > 0:
		l.fault(snippetFile, at+".crates", "remove crates", "snippet %q has crates but is no Rust", s.ID)
	}
	l.checkCrates(snippetFile, at, s.Crates)
	for _, name := range sortedKeys(s.Crates) {
		if s.Crates[name].Version == "" {
			l.fault(snippetFile, at+".crates."+name, `write name = { version = "1" }`,
				"snippet %q names crate %q without a version", s.ID, name)
		}
	}
}

func (s *Snippet) entry() Entry {
	text := strings.Join([]string{s.Language, strings.Join(sortedKeys(s.Crates), " "), s.Code}, " ")
	return Entry{Kind: KindSnippet, ID: s.ID, Title: s.Title, Text: Clean(text)}
}

// CleanLines is Clean for text whose lines count, such as code: line ends stay, a tab becomes four spaces.
func CleanLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = Clean(strings.ReplaceAll(line, "\t", "    "))
	}
	return strings.Join(lines, "\n")
}

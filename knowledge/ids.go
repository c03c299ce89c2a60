package knowledge

import (
	"slices"
	"strings"
	"unicode"

	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// partsIDs are characters that part ids from others where they are named together: decision.option, question=choice,
// one,two, decision@choice.
const partsIDs = ".,=@"

// checkIDs refuses ids that cannot be told from others where they are named: in answers, on the command line, in the
// names of decision records.
func (l *loader) checkIDs() {
	for i := range l.base.Questions[1:] {
		q := &l.base.Questions[i+1]
		path := strict.Element("question", i)
		l.checkID("questions.toml", path, "question", q.ID)
		for j := range q.Choices {
			l.checkID("questions.toml", strict.Element(path+".choice", j), "choice", q.Choices[j].ID)
		}
	}
	for i := range l.base.Decisions {
		d := &l.base.Decisions[i]
		file := l.place["decision "+d.ID].file
		l.checkID(file, "id", "decision", d.ID)
		for j := range d.Criteria {
			l.checkID(file, strict.Element("criterion", j), "criterion", d.Criteria[j].ID)
		}
		for j := range d.Options {
			l.checkID(file, strict.Element("option", j), "option", d.Options[j].ID)
		}
	}
	for _, s := range l.base.Situations {
		at := l.place["situation "+s.ID]
		l.checkID(at.file, at.path, "situation", s.ID)
	}
	l.checkPicks()
}

func (l *loader) checkID(file, path, kind, id string) {
	at := strings.IndexFunc(id, func(r rune) bool {
		return strings.ContainsRune(partsIDs, r) || unicode.IsSpace(r) || !unicode.IsPrint(r)
	})
	if at >= 0 {
		l.fault(file, path, "use letters, digits and dashes", "%s %q has a character that ids cannot have", kind, id)
	}
}

// checkPicks refuses decisions whose picks for single choices would be called as others are: a for b-c, and a-b for c.
func (l *loader) checkPicks() {
	names := map[string]string{} // name of a pick -> its decision
	for i := range l.base.Decisions {
		d := &l.base.Decisions[i]
		made := []string{d.ID}
		if q := l.base.Question(d.Per); q != nil {
			for _, c := range q.Choices {
				made = append(made, d.ID+"-"+c.ID)
			}
		}
		for _, name := range made {
			if other, is := names[name]; is && other != d.ID {
				l.fault(l.place["decision "+d.ID].file, "id", "give it another id",
					"picks of decisions %q and %q are both called %q", other, d.ID, name)
				break
			}
			names[name] = d.ID
		}
	}
}

// stray tells of something that house rules would change and the base does not have: taken for a new thing it would
// lack everything. Ref is "decision.option" for an option.
func (l *loader) stray(file, path, what, kind, ref string) bool {
	if all := sortedKeys(l.moved[file]); path == "" && len(all) > 0 { // a whole file: where its first part is said
		path = all[0]
	}
	if !l.ruled[l.origin(file, path).file] {
		return false
	}
	id := ref[strings.LastIndexByte(ref, '.')+1:]
	mend := "add what a new one needs, or name one that there is"
	if near := l.base.alike(kind, ref); len(near) > 0 {
		mend = "did you mean " + wording.Listed(near, "or") + "?"
	}
	l.fault(file, path, mend, "unknown %s %q", what, id)
	return true
}

// alike names at most three things of a kind that an unknown id may mean: nearly written so, or called so.
func (b *Base) alike(kind, ref string) []string {
	prefix := ref[:strings.LastIndexByte(ref, '.')+1]
	entries := slices.DeleteFunc(b.Entries(), func(e search.Entry) bool {
		return e.Kind != kind || e.ID == ref || !strings.HasPrefix(e.ID, prefix)
	})
	id := strings.TrimPrefix(ref, prefix)
	near := wording.Nearest(id, ids(entries, func(e search.Entry) string { return strings.TrimPrefix(e.ID, prefix) }))
	for _, hit := range search.NewIndex(entries).Search(strings.ReplaceAll(id, "-", " "), 2) {
		if found := strings.TrimPrefix(hit.ID, prefix); !slices.Contains(near, found) {
			near = append(near, found)
		}
	}
	return near[:min(3, len(near))]
}

// lacks tells of an entry with texts that are missing; they come as their keys, each with its text.
func (l *loader) lacks(file, path, what, id string, texts ...string) {
	var missing []string
	for i := 0; i < len(texts); i += 2 {
		if texts[i+1] == "" {
			missing = append(missing, texts[i])
		}
	}
	if len(missing) > 0 {
		l.fault(file, path, "add "+wording.Listed(missing, "and"), "%s %q lacks a text", what, id)
	}
}

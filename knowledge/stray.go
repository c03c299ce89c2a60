package knowledge

import (
	"slices"
	"strings"

	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/wording"
)

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

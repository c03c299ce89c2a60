package adr

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
)

// ContentsName is the list of contents that mdBook and GitBook build a book from.
const ContentsName = "SUMMARY.md"

// entry is a numbered chapter in a list of contents.
var entry = regexp.MustCompile(`^([ \t]*[-*+] )\[`)

// headingNumber is what adr-tools has before a title.
var headingNumber = regexp.MustCompile(`^[0-9]+\. `)

// contents plans entries for the open records that the nearest list of contents, in the folder or above, does not
// name yet. They follow the last entry that leads into the folder, or else the last there is.
func (m *maker) contents(files []File) {
	var list *File
	for i := range files {
		f := &files[i]
		above := strings.TrimSuffix(f.Name, ContentsName)
		if above != f.Name && strings.Trim(above, "./") == "" && (list == nil || len(f.Name) < len(list.Name)) {
			list = f
		}
	}
	if list == nil {
		return
	}
	into := m.below(strings.Count(list.Name, "../"))
	lines := strings.Split(list.Text, "\n")
	var missing []string
	for _, r := range m.open() {
		to := "(" + into + target(r.Name) + ")"
		if !strings.Contains(list.Text, to) {
			title := headingNumber.ReplaceAllString(strings.ReplaceAll(r.title(), `\`, ""), "")
			missing = append(missing, "["+doc.LinkText(title)+"]"+to)
		}
	}
	if len(missing) == 0 {
		return
	}
	at, bullet := len(lines), "- "
	if lines[at-1] == "" {
		at--
	}
	if last := lastEntry(lines, "]("+into); last >= 0 {
		at, bullet = last+1, entry.FindStringSubmatch(lines[last])[1]
	} else if last := lastEntry(lines, "]("); last >= 0 {
		at, bullet = last+1, strings.TrimLeft(entry.FindStringSubmatch(lines[last])[1], " \t")
	}
	end := ""
	if strings.Contains(list.Text, "\r\n") {
		end = "\r"
	}
	for i := range missing {
		missing[i] = bullet + missing[i] + end
	}
	lines = slices.Insert(lines, at, missing...)
	m.plan.Changed = append(m.plan.Changed, Change{list.Name, list.Text, strings.Join(lines, "\n"), Contents})
}

// below is the way to the folder from so many folders above it.
func (m *maker) below(up int) string {
	parts := strings.Split(path.Clean(m.options.Dir), "/")
	if up == 0 || up > len(parts) {
		return ""
	}
	return strings.Join(parts[len(parts)-up:], "/") + "/"
}

// lastEntry is the last line with a chapter whose link has that beginning, or -1.
func lastEntry(lines []string, link string) int {
	for i := len(lines) - 1; i >= 0; i-- {
		if entry.MatchString(lines[i]) && (strings.Contains(lines[i], link) || strings.Contains(lines[i],
			strings.Replace(link, "](", "](./", 1))) {
			return i
		}
	}
	return -1
}

// open are the records that stand once the plan is carried out, by name.
func (m *maker) open() []existing {
	var out []existing
	for _, e := range m.folder {
		if !e.closed() && !slices.ContainsFunc(m.plan.Changed, func(c Change) bool {
			return c.Name == e.Name &&
				c.What == Superseded
		}) {
			out = append(out, e)
		}
	}
	for _, f := range m.plan.New {
		out = append(out, existing{File: f})
	}
	slices.SortFunc(out, func(a, b existing) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// title is the record's first heading.
func (e *existing) title() string {
	for _, l := range strings.Split(e.Text, "\n") {
		if title, ok := strings.CutPrefix(l, "# "); ok {
			return strings.TrimSpace(wording.Clean(title))
		}
	}
	return stem(path.Base(e.Name))
}

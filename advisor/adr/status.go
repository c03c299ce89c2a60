package adr

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"rustadvisor/advisor/doc"
)

var (
	frontStatus  = regexp.MustCompile(`^status:`)
	headStatus   = regexp.MustCompile(`(?i)^[*-] status:[ \t]*(.*?)\s*$`)
	nygardStatus = regexp.MustCompile(`^## Status\s*$`)
)

// statusLines are the numbers of the lines that hold a record's status: one below the title and its like in front
// matter, or what stands in the section of that name, except what the record itself supersedes.
func statusLines(lines []string) []int {
	var out []int
	front, section := len(lines) > 0 && strings.TrimSpace(lines[0]) == "---", false
	for i, l := range lines {
		switch {
		case front:
			if i > 0 && strings.TrimSpace(l) == "---" {
				front = false
			} else if frontStatus.MatchString(l) {
				out = append(out, i)
			}
		case nygardStatus.MatchString(l):
			section = true
		case strings.HasPrefix(l, "## "):
			return out
		case section && strings.TrimSpace(l) != "" && !strings.HasPrefix(l, "Supersedes "):
			out = append(out, i)
		case !section && headStatus.MatchString(l):
			out = append(out, i)
		}
	}
	return out
}

// readStatus reads style, status and date. Of two that differ the one that people see counts, below the title.
func (e *existing) readStatus() {
	lines := strings.Split(e.Text, "\n")
	if e.style = layoutOf(e.Text); e.style == "" {
		e.style = MADR
	}
	for _, i := range statusLines(lines) {
		l := strings.TrimSpace(lines[i])
		if m := headStatus.FindStringSubmatch(l); m != nil {
			l = m[1]
		}
		l = strings.Trim(strings.TrimSpace(strings.TrimPrefix(l, "status:")), `"'`)
		e.status, _, _ = strings.Cut(strings.ToLower(l)+" ", " ")
	}
	if m := dateLine.FindStringSubmatch(e.Text); m != nil {
		e.date = m[1]
	}
}

var (
	dateLine       = regexp.MustCompile(`(?mi)^(?:[*-] )?date: *([0-9]{4}-[0-9]{2}-[0-9]{2})\s*$`)
	supersedesLine = regexp.MustCompile(`(?m)^(?:\* )?Supersedes \[[^\n]*\]\(([^()\n]+)\)\s*$`)
)

// readSupersedes reads which record this one takes the place of.
func (e *existing) readSupersedes() {
	m := supersedesLine.FindStringSubmatch(e.Text)
	if m == nil {
		return
	}
	if to, err := url.PathUnescape(m[1]); err == nil {
		e.supersedes = path.Join(path.Dir(e.Name), to)
	}
}

// superseded is the record with nothing but its status changed; false when it has none.
func (e *existing) superseded(by File) (string, bool) {
	lines := strings.Split(e.Text, "\n")
	at := statusLines(lines)
	if len(at) == 0 {
		return "", false
	}
	said := false
	for _, i := range at {
		end := ""
		if strings.HasSuffix(lines[i], "\r") {
			end = "\r"
		}
		text := e.statusText(by)
		switch {
		case frontStatus.MatchString(lines[i]):
			lines[i] = `status: "` + text + `"` + end
		case headStatus.MatchString(lines[i]):
			lines[i] = lines[i][:2] + "Status: " + text + end
		case !said:
			lines[i], said = text+end, true
		}
	}
	return strings.Join(lines, "\n"), true
}

// statusText is the status of the record once another supersedes it.
func (e *existing) statusText(by File) string {
	if e.style == Nygard {
		return doc.Of("Superseded by ", nygardLink((&existing{File: by}).title(), e.Name, by.Name)).Markdown()
	}
	return doc.Of("superseded by ", link(stem(path.Base(by.Name)), e.Name, by.Name)).Markdown()
}

// nygardLink is a link as adr-tools writes it, with number and title.
func nygardLink(title, from, to string) doc.Inline {
	if n, ok := parseName(to); ok && n.day == "" {
		if before := fmt.Sprintf("%d. ", n.number); !strings.HasPrefix(title, before) {
			title = before + title
		}
	}
	return link(strings.ReplaceAll(title, `\`, ""), from, to)
}

package adr

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	frontStatus  = regexp.MustCompile(`^status:`)
	headStatus   = regexp.MustCompile(`(?i)^[*-] status:[ \t]*(.*?)\s*$`)
	nygardStatus = regexp.MustCompile(`^## Status\s*$`)
)

// statusLines are the numbers of the lines that hold a record's status: one below the title and its like in front matter, or
// what stands in the section of that name, except what the record itself supersedes.
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

// readStatus reads style and status. Of two that differ the one that people see counts, below the title.
func (e *existing) readStatus() {
	lines := strings.Split(e.Text, "\n")
	e.style = MADR
	for _, l := range lines {
		if nygardStatus.MatchString(l) {
			e.style = Nygard
		}
	}
	for _, i := range statusLines(lines) {
		l := strings.TrimSpace(lines[i])
		if m := headStatus.FindStringSubmatch(l); m != nil {
			l = m[1]
		}
		l = strings.Trim(strings.TrimSpace(strings.TrimPrefix(l, "status:")), `"'`)
		e.status, _, _ = strings.Cut(strings.ToLower(l)+" ", " ")
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
		text := statusText(e.style, by)
		switch {
		case e.style == MADR && frontStatus.MatchString(lines[i]):
			lines[i] = `status: "` + text + `"` + end
		case e.style == MADR:
			lines[i] = lines[i][:2] + "Status: " + text + end
		case !said:
			lines[i], said = text+end, true
		}
	}
	return strings.Join(lines, "\n"), true
}

// statusText is the status of a record that another supersedes.
func statusText(style Style, by File) string {
	if style == Nygard {
		return "Superseded by " + nygardLink(by.Name, (&existing{File: by}).title())
	}
	return "superseded by " + link(stem(by.Name), by.Name)
}

// nygardLink is a link as adr-tools writes it, with number and title.
func nygardLink(name, title string) string {
	if m := numbered.FindStringSubmatch(name); m != nil {
		n := strings.TrimLeft(m[1], "0")
		if !strings.HasPrefix(title, n+". ") {
			title = fmt.Sprintf("%s. %s", n, title)
		}
	}
	return link(strings.ReplaceAll(title, `\`, ""), name)
}

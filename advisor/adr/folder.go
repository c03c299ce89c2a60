package adr

import (
	"crypto/sha256"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
)

// existing is a record that the folder holds already.
type existing struct {
	File
	number         int
	decision, pick string
	knowledge      string
	answers        string
	pinned         bool // by the team, whatever the answers said
	style          Style
	status         string // proposed, accepted, rejected, deprecated, superseded or what else a person wrote; small letters
	edited         bool   // by a person, apart from the status
}

// mark is the last line of a record. By it a record is known again, and whether a person has edited it.
var mark = regexp.MustCompile(`(?m)^<!-- rustadvisor: decision=(\S+) pick=(\S+)( pinned)? knowledge=(\S+) answers=(\S+) text=([0-9a-f]+) -->\r?$`)

// signed adds the mark to the text of a record.
func signed(text string, a *advisor.Advice, d *advisor.Decided) string {
	pick := pickOf(d)
	if a.Price.Pin(d.ID) != nil {
		pick += " pinned"
	}
	return text + fmt.Sprintf("<!-- rustadvisor: decision=%s pick=%s knowledge=%s answers=%s text=%s -->\n", word(d.ID), pick,
		word(a.Knowledge), fingerprint(a), signature(text))
}

// signature is the hash of a text without its status: a team may accept a record without having edited it.
func signature(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for _, i := range statusLines(lines) {
		lines[i] = ""
	}
	// Lines of the status come and go with blank ones between them.
	var kept []string
	for _, l := range lines {
		if l = strings.TrimRight(l, " \t"); l != "" {
			kept = append(kept, l)
		}
	}
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(kept, "\n"))))[:24]
}

// numbered are names of records. Longer numbers are dates, as log4brains begins its names.
var numbered = regexp.MustCompile(`^([0-9]{1,6})-`)

// numbering continues the highest number, written with as many digits.
func numbering(files []File) (next, width int) {
	next, width = 1, 4
	for _, f := range files {
		if m := numbered.FindStringSubmatch(f.Name); m != nil {
			if n, _ := strconv.Atoi(m[1]); n >= next {
				next, width = n+1, len(m[1])
			}
		}
	}
	return next, width
}

// read finds the records of the advice's decisions among the files.
func read(a *advisor.Advice, files []File) []existing {
	var out []existing
	for _, f := range files {
		m := numbered.FindStringSubmatch(f.Name)
		if m == nil || path.Ext(f.Name) != ".md" {
			continue
		}
		e := existing{File: f}
		e.number, _ = strconv.Atoi(m[1])
		if !e.readMark() && !e.readName(a) {
			continue
		}
		e.readStatus()
		out = append(out, e)
	}
	return out
}

// readMark knows a record by its mark.
func (e *existing) readMark() bool {
	all := mark.FindAllStringSubmatchIndex(e.Text, -1)
	if len(all) == 0 {
		return false
	}
	at := all[len(all)-1]
	field := func(n int) string { return e.Text[max(0, at[2*n]):max(0, at[2*n+1])] }
	e.decision, e.pick, e.pinned, e.knowledge, e.answers = field(1), field(2), field(3) != "", field(4), field(5)
	e.edited = signature(e.Text[:at[0]]+e.Text[at[1]:]) != field(6)
	return true
}

// readName knows a record that lost its mark by its name: a person edited that.
func (e *existing) readName(a *advisor.Advice) bool {
	for i := range a.Decisions {
		d := &a.Decisions[i]
		rest, ok := strings.CutPrefix(e.Name[strings.Index(e.Name, "-"):], "-"+word(d.ID)+"-")
		if !ok {
			continue
		}
		if pick := strings.TrimSuffix(rest, ".md"); slices.Contains(picksOf(d), pick) {
			e.decision, e.pick, e.edited = word(d.ID), pick, true
			return true
		}
	}
	return false
}

// latest is the record of a decision with the highest number, or nil.
func latest(folder []existing, decision string) *existing {
	var out *existing
	for i := range folder {
		if e := &folder[i]; e.decision == word(decision) && (out == nil || e.number > out.number) {
			out = e
		}
	}
	return out
}

// closed tells that people are done with a record.
func (e *existing) closed() bool {
	return slices.Contains([]string{"rejected", "deprecated", "superseded"}, e.status)
}

// title is the record's first heading, without markup.
func (e *existing) title() string {
	for _, l := range strings.Split(e.Text, "\n") {
		if title, ok := strings.CutPrefix(l, "# "); ok {
			return strings.TrimSpace(knowledge.Clean(title))
		}
	}
	return stem(e.Name)
}

// Picks of decisions that have none.
const (
	nonePick = "none-fits"
	mootPick = "not-needed"
)

// pickOf is what was picked, as names and marks have it.
func pickOf(d *advisor.Decided) string {
	switch {
	case d.Standing == advisor.Moot:
		return mootPick
	case d.Option == nil:
		return nonePick
	}
	return word(d.Pick.ID)
}

// picksOf is all that could have been picked.
func picksOf(d *advisor.Decided) []string {
	out := []string{nonePick, mootPick, word(d.Pick.ID)}
	for _, r := range d.Rivals {
		out = append(out, word(r.ID))
	}
	for _, x := range d.Excluded {
		out = append(out, word(x.ID))
	}
	return out
}

func slug(d *advisor.Decided) string { return word(d.ID) + "-" + pickOf(d) }

// word makes an id fit for the name of a file: house rules may call things as they like.
func word(id string) string {
	out := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, id)
	if len(out) > 80 {
		out = out[:80]
	}
	return strings.Trim(out, "-.")
}

func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// link is a Markdown link to a record in the same folder. log4brains wants the name of the file as its text.
func link(text, name string) string {
	target := strings.NewReplacer("(", "%28", ")", "%29").Replace(url.PathEscape(name))
	return "[" + report.LinkText(text) + "](" + target + ")"
}

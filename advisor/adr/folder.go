package adr

import (
	"crypto/sha256"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
)

// existing is a record that the folder holds already.
type existing struct {
	File
	named
	decision, pick string
	knowledge      string
	answers        string
	pinned         bool // by the team, whatever the answers said
	style          Style
	// proposed, accepted, rejected, deprecated, superseded or what else a person wrote; small letters
	status     string
	date       string // YYYY-MM-DD, or ""
	supersedes string // name of the record that this one takes the place of, or ""
	edited     bool   // by a person, apart from the status
}

// mark is a comment at the end of a record, of two lines so that neither is long. By it a record is known again,
// and whether a person has edited it.
var mark = regexp.MustCompile(`(?m)^<!-- rustadvisor: decision=(\S+) pick=(\S+)( pinned)?\s+knowledge=(\S+) answers=(\S+) text=([0-9a-f]+) -->\r?$`)

// signed adds the mark to the text of a record.
func signed(text string, a *advisor.Advice, d *advisor.Decided, as draft) string {
	pick := pickOf(d)
	if a.Price.Pin(d.Key()) != nil {
		pick += " pinned"
	}
	return text + fmt.Sprintf("<!-- rustadvisor: decision=%s pick=%s\nknowledge=%s answers=%s text=%s -->\n",
		word(d.Key()), pick,
		word(as.knowledge), as.answers, signature(text))
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

// read finds the records of the advice's decisions among the files.
func read(a *advisor.Advice, files []File) []existing {
	var out []existing
	for _, f := range files {
		n, ok := parseName(f.Name)
		if !ok || !isMarkdown(f.Name) || strings.HasPrefix(f.Name, "../") {
			continue
		}
		e := existing{File: f, named: n}
		if !e.readMark() && !e.readName(a) {
			continue
		}
		e.readStatus()
		e.readSupersedes()
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
		pick, ok := strings.CutPrefix(e.rest, word(d.Key())+"-")
		if ok && slices.Contains(picksOf(d), pick) {
			e.decision, e.pick, e.edited = word(d.Key()), pick, true
			return true
		}
	}
	return false
}

// latest is the last record of a decision, or nil. Of two of one day that which stands is the last.
func latest(folder []existing, decision string) *existing {
	var out *existing
	for i := range folder {
		e := &folder[i]
		switch {
		case e.decision != word(decision):
		case out == nil, e.order() > out.order(), e.order() == out.order() && out.closed():
			out = e
		}
	}
	return out
}

// closed tells that people are done with a record.
func (e *existing) closed() bool {
	return slices.Contains([]string{"rejected", "deprecated", "superseded"}, e.status)
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

func slug(d *advisor.Decided) string { return word(d.Key()) + "-" + pickOf(d) }

// word makes an id fit for the name of a file: house rules may call things as they like. Of what is no such word
// already the end tells it from others that look the same then. A pick for one choice has the words of both.
func word(id string) string {
	if decision, choice, per := strings.Cut(id, "@"); per {
		return word(decision) + "-" + word(choice)
	}
	out := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, id), "-.")
	if len(out) > longestWord {
		out = out[:longestWord]
	}
	if out == id && out != nonePick && out != mootPick {
		return out
	}
	sum := sha256.Sum256([]byte(id))
	return strings.TrimLeft(fmt.Sprintf("%s-%x", strings.TrimRight(out, "-."), sum[:4]), "-.")
}

// longestWord is how long a word may be: two of them and a number are the name of a file.
const longestWord = 70

func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// link leads from one record to another. log4brains wants the name of the file as its text.
func link(text, from, to string) doc.Inline {
	up := strings.Repeat("../", strings.Count(from, "/"))
	if dir := path.Dir(from); dir != "." && strings.HasPrefix(to, dir+"/") {
		up, to = "", strings.TrimPrefix(to, dir+"/")
	}
	return doc.Inline{Kind: doc.Link, Runs: doc.Of(text), To: up + target(to)}
}

// target is the name of a file as a link has it.
func target(name string) string {
	parts := strings.Split(name, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.NewReplacer("(", "%28", ")", "%29").Replace(strings.Join(parts, "/"))
}

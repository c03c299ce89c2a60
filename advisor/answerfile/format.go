package answerfile

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// Format writes answers as an answers file, in the order asked, and all pins above them, so that answers can
// be added at the end. Only the questions that pass keep are written; nil writes all, also those hidden at the
// moment.
func Format(base *knowledge.Base, a advisor.Answers, keep func(question string) bool) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Answers for rustadvisor.\nknowledge = %q\n", base.Version)
	if a.Star != "" {
		fmt.Fprintf(&out, "star = %q # this answer counts double\n", a.Star)
	}
	formatSituations(&out, a.Situations)
	formatPackages(&out, a.Packages)
	formatPins(&out, a.ListedPins(base))
	out.WriteString("\n[answers]\n")
	formatChoices(&out, base, a, keep)
	return out.Bytes()
}

// formatChoices writes the lines of a table of answers, in the order asked.
func formatChoices(out *bytes.Buffer, base *knowledge.Base, a advisor.Answers, keep func(question string) bool) {
	for _, q := range base.Questions {
		if given := a.Choices[q.ID]; len(given) > 0 && (keep == nil || keep(q.ID)) {
			fmt.Fprintf(out, "%s = %s\n", q.ID, formatted(given))
		}
	}
}

// formatSituations writes what else is so, if anything is, one a line.
func formatSituations(out *bytes.Buffer, ids []string) {
	if len(ids) == 0 {
		return
	}
	out.WriteString("situations = [ # what else is so\n")
	for _, id := range ids {
		fmt.Fprintf(out, "  %q,\n", id)
	}
	out.WriteString("]\n")
}

// formatted is ids as TOML: a text for one, a list for more.
func formatted(ids []string) string {
	if len(ids) == 1 {
		return strconv.Quote(ids[0])
	}
	quoted := make([]string, len(ids))
	for i, id := range ids {
		quoted[i] = strconv.Quote(id)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// tomlKey is a key as TOML has it: quoted where it has to be.
func tomlKey(key string) string {
	if strings.Contains(key, "@") {
		return strconv.Quote(key)
	}
	return key
}

// formatPins writes the table of pins, if there are any.
func formatPins(out *bytes.Buffer, pins []advisor.Pin) {
	if len(pins) > 0 {
		out.WriteString("\n[pins] # used whatever the answers say\n")
	}
	for _, p := range pins {
		fmt.Fprintf(out, "%s = %q\n", tomlKey(p.Decision), p.Option)
	}
}

// formatPackages writes the Python packages in use, if there are any.
func formatPackages(out *bytes.Buffer, names []string) {
	if len(names) == 0 {
		return
	}
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = fmt.Sprintf("%q", name)
	}
	fmt.Fprintf(out, "python = [%s] # packages in use\n", strings.Join(quoted, ", "))
}

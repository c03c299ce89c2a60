package answerfile

import (
	"bytes"
	"fmt"
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Agreed writes an answers file of what all agree on. What they differ on is left open: it stands in
// comments, each choice with who made it, what matters first, so that the file can be completed by taking away a #.
func Agreed(e *advisor.Engine, c *advisor.Comparison) []byte {
	shared := c.Shared
	shared.Pins = nil // they stand with those left open
	said := Format(e.Base(), shared, nil)
	head, answers, _ := bytes.Cut(said, []byte("\n[answers]\n"))
	_, head, _ = bytes.Cut(head, []byte("\n"))
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Answers for rustadvisor: what %s agree on.\n%s", c.Named(everybody(c)), head)
	for _, d := range slices.Concat(c.Matter, c.Idle) {
		if d.Question == "" && d.Pin == "" {
			fmt.Fprintf(&out, "\n# Left open: which answer counts double.\n")
			formatVoices(c, &out, "star", d.Voices)
		}
	}
	formatOpenPins(c, &out, e.Base())
	fmt.Fprintf(&out, "\n[answers]\n%s", answers)
	formatOpen(c, &out, "Left open: these matter. Take the # away from the answer you settle on.", c.Matter)
	formatOpen(c, &out, "Left open: these are not what sets the outcomes apart.", c.Idle)
	return out.Bytes()
}

// formatOpenPins writes the pins, those that not all have as comments.
func formatOpenPins(c *advisor.Comparison, out *bytes.Buffer, base *knowledge.Base) {
	formatPins(out, c.Shared.ListedPins(base))
	left := slices.DeleteFunc(slices.Concat(c.Matter, c.Idle), func(d advisor.Difference) bool { return d.Pin == "" })
	if len(left) == 0 {
		return
	}
	if len(c.Shared.Pins) == 0 {
		fmt.Fprintf(out, "\n[pins]\n")
	}
	for _, d := range left {
		fmt.Fprintf(out, "## %s\n", wording.Clean(d.Title))
		formatVoices(c, out, d.Pin, d.Voices)
	}
}

// formatOpen writes differences as comments.
func formatOpen(c *advisor.Comparison, out *bytes.Buffer, title string, list []advisor.Difference) {
	for _, d := range list {
		if d.Question == "" {
			continue
		}
		if title != "" {
			fmt.Fprintf(out, "\n# %s\n", title)
			title = ""
		}
		fmt.Fprintf(out, "\n## %s\n", wording.Clean(d.Title))
		formatVoices(c, out, d.Question, d.Voices)
	}
}

func formatVoices(c *advisor.Comparison, out *bytes.Buffer, key string, voices []advisor.Voice) {
	for _, v := range voices {
		if v.Choice == "" {
			fmt.Fprintf(out, "## %s: %s\n", wording.Clean(v.Label), c.Named(v.People))
			continue
		}
		fmt.Fprintf(out, "#%s = %s # %s: %s\n", tomlKey(key), formatted(v.Choices()), wording.Clean(v.Label),
			c.Named(v.People))
	}
}

// everybody is the numbers of all people.
func everybody(c *advisor.Comparison) []int {
	out := make([]int, len(c.People))
	for i := range out {
		out[i] = i
	}
	return out
}

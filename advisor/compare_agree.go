package advisor

import (
	"bytes"
	"fmt"
	"slices"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Title is the outcome in words: the option's title, or that none fits or is needed.
func (c Camp) Title() string {
	switch {
	case c.Moot:
		return "not needed"
	case c.Pick.ID == "":
		return "none fits"
	}
	return wording.Clean(c.Pick.Title)
}

// Named lists people by their names: "ana, ben and cai".
func (c *Comparison) Named(people []int) string {
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = wording.Clean(c.People[p])
	}
	return wording.Listed(names, "and")
}

// everybody is the numbers of all people.
func (c *Comparison) everybody() []int {
	out := make([]int, len(c.People))
	for i := range out {
		out[i] = i
	}
	return out
}

// FormatAgreed writes an answers file of what all agree on. What they differ on is left open: it stands in
// comments, each choice with who made it, what matters first, so that the file can be completed by taking away a #.
func (e *Engine) FormatAgreed(c *Comparison) []byte {
	shared := c.Shared
	shared.Pins = nil // they stand with those left open
	said := FormatAnswers(e.base, shared, nil)
	head, answers, _ := bytes.Cut(said, []byte("\n[answers]\n"))
	_, head, _ = bytes.Cut(head, []byte("\n"))
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Answers for rustadvisor: what %s agree on.\n%s", c.Named(c.everybody()), head)
	for _, d := range slices.Concat(c.Matter, c.Idle) {
		if d.Question == "" && d.Pin == "" {
			fmt.Fprintf(&out, "\n# Left open: which answer counts double.\n")
			c.formatVoices(&out, "star", d.Voices)
		}
	}
	c.formatOpenPins(&out, e.base)
	fmt.Fprintf(&out, "\n[answers]\n%s", answers)
	c.formatOpen(&out, "Left open: these matter. Take the # away from the answer you settle on.", c.Matter)
	c.formatOpen(&out, "Left open: these are not what sets the outcomes apart.", c.Idle)
	return out.Bytes()
}

// formatOpenPins writes the pins, those that not all have as comments.
func (c *Comparison) formatOpenPins(out *bytes.Buffer, base *knowledge.Base) {
	formatPins(out, c.Shared.ListedPins(base))
	left := slices.DeleteFunc(slices.Concat(c.Matter, c.Idle), func(d Difference) bool { return d.Pin == "" })
	if len(left) == 0 {
		return
	}
	if len(c.Shared.Pins) == 0 {
		fmt.Fprintf(out, "\n[pins]\n")
	}
	for _, d := range left {
		fmt.Fprintf(out, "## %s\n", wording.Clean(d.Title))
		c.formatVoices(out, d.Pin, d.Voices)
	}
}

// formatOpen writes differences as comments.
func (c *Comparison) formatOpen(out *bytes.Buffer, title string, list []Difference) {
	for _, d := range list {
		if d.Question == "" {
			continue
		}
		if title != "" {
			fmt.Fprintf(out, "\n# %s\n", title)
			title = ""
		}
		fmt.Fprintf(out, "\n## %s\n", wording.Clean(d.Title))
		c.formatVoices(out, d.Question, d.Voices)
	}
}

func (c *Comparison) formatVoices(out *bytes.Buffer, key string, voices []Voice) {
	for _, v := range voices {
		if v.Choice == "" {
			fmt.Fprintf(out, "## %s: %s\n", wording.Clean(v.Label), c.Named(v.People))
			continue
		}
		fmt.Fprintf(out, "#%s = %s # %s: %s\n", tomlKey(key), formatted(v.Choices()), wording.Clean(v.Label),
			c.Named(v.People))
	}
}

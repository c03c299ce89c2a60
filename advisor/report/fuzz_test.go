package report

import (
	"strings"
	"testing"
	"unicode"

	"rustadvisor/knowledge/wording"
)

// FuzzOutside makes reports of an advice all of whose texts are one: the HTML has the elements of the template and
// leads to the web alone, the JSON is made, and nothing holds what a terminal obeys.
func FuzzOutside(f *testing.F) {
	for _, text := range []string{"Axum", "<script>x</script>", `"onload=alert(1) x="`, "&lt;b&gt;&amp;&#60;", "]]>",
		"-->", "```\n# h", "[f](javascript:g)", "a\x1b[31mb\x07\u009b\u202e", "</style><x>", "\xff\xfe", "`<img src=x>```",
		"{{.Title}}", "https://x/?a=\"b", "|a|b|\n|-|-|", ""} {
		f.Add(text)
	}
	var known map[string]bool
	f.Fuzz(func(t *testing.T, text string) {
		if known == nil {
			known = elements(parseHTML(t, html(t, saying("Axum `is` here"))))
		}
		if len(text) > 2000 {
			t.Skip()
		}
		for name, a := range map[string]string{"as it is": text, "as it is loaded": wording.Clean(text)} {
			advice := saying(a)
			page := html(t, advice)
			root := parseHTML(t, page)
			for element := range elements(root) {
				if !known[element] {
					t.Errorf("%s: there is a %s", name, element)
				}
			}
			if links := elsewhere(root); len(links) > 0 {
				t.Errorf("%s: %q", name, links)
			}
			json, err := JSON(advice)
			if err != nil {
				t.Error(err)
			}
			for _, written := range []string{string(page), string(json), string(Markdown(advice)), string(Full(advice))} {
				control := func(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) }
				if i := strings.IndexFunc(written, control); i >= 0 {
					t.Errorf("%s: a control character in %q", name, written[max(0, i-20):min(len(written), i+20)])
				}
			}
		}
	})
}

// elements are the names of all elements and their attributes.
func elements(root *node) map[string]bool {
	out := map[string]bool{}
	root.each(func(n *node) {
		out[n.name] = true
		for name := range n.attrs {
			out[name] = true
		}
	})
	return out
}

// elsewhere lists the links that lead neither to the web nor to a place of the page; the icon leads nowhere.
func elsewhere(root *node) []string {
	var out []string
	root.each(func(n *node) {
		at, is := n.attrs["href"]
		if is && at != "data:," && !strings.HasPrefix(at, "#") && !strings.HasPrefix(at, "https://") &&
			!strings.HasPrefix(at, "http://") {
			out = append(out, n.name+" "+at)
		}
	})
	return out
}

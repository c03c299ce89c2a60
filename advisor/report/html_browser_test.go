//go:build unix

package report

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	stdhtml "html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"rustadvisor/advisor"
)

// chromium runs a browser without a window on a page, and returns what it wrote and what was logged.
func chromium(t *testing.T, page string, flags ...string) (out, log string) {
	t.Helper()
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
		}
	}
	if program == "" {
		t.Skip("chromium is not installed: the HTML is not opened in a browser")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	profile, err := os.MkdirTemp("", "rustadvisor-chromium")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(profile)
	args := append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir=" + profile, "--enable-logging=stderr",
		"--virtual-time-budget=5000"}, flags...)
	c := exec.CommandContext(ctx, program, append(args, "file://"+page)...)
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the browser is many processes
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
	c.WaitDelay = 5 * time.Second
	var wrote, logged strings.Builder
	c.Stdout, c.Stderr = &wrote, &logged
	if err := c.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, logged.String())
	}
	return wrote.String(), logged.String()
}

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func thorough(t *testing.T) *advisor.Advice {
	e := bases(t)["embedded"]
	return e.Advise(some(e.Base(), 5))
}

// TestBrowserOpens wants the file as it is shown without a word on the console.
func TestBrowserOpens(t *testing.T) {
	a := thorough(t)
	dom, log := chromium(t, writeFile(t, filepath.Join(t.TempDir(), "report.html"), string(html(t, a))), "--dump-dom")
	for _, want := range []string{"<h1>" + Verdict(a) + "</h1>", `id="reproduce"`, "</svg>", "</html>"} {
		if !strings.Contains(dom, want) {
			t.Errorf("the browser's document has no %s", want)
		}
	}
	for _, line := range strings.Split(log, "\n") {
		if strings.Contains(line, "CONSOLE") {
			t.Errorf("the console says: %s", line)
		}
	}
}

// mostPrinted is how many pages those who decide are handed.
const mostPrinted = 4

// TestBrowserPrints wants what is not folded on a few pages, for staying, moving, starting and improving.
func TestBrowserPrints(t *testing.T) {
	for name, a := range reports(t) {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			pdf := filepath.Join(dir, "report.pdf")
			chromium(t, writeFile(t, filepath.Join(dir, "report.html"), string(html(t, a))), "--print-to-pdf="+pdf)
			text, err := os.ReadFile(pdf)
			if err != nil {
				t.Fatal(err)
			}
			pages := len(regexp.MustCompile(`/Type /Page\b`).FindAll(text, -1))
			if t.Logf("%d pages", pages); pages < 1 || pages > mostPrinted {
				t.Errorf("%d printed pages", pages)
			}
			printed, err := exec.Command("pdftotext", "-layout", pdf, "-").Output()
			if err != nil {
				t.Skip("pdftotext: ", err)
			}
			if bytes.Contains(printed, []byte("Or by hand:")) && !bytes.Contains(printed, []byte("A project whose tests run")) {
				t.Error("what is the other way than by hand is not printed")
			}
			for _, title := range overFolded.FindAllSubmatch(html(t, a), -1) {
				if bytes.Contains(printed, title[1]) {
					t.Errorf("the title %s is printed, and not what it stands over", title[1])
				}
			}
		})
	}
}

// overFolded finds titles of code that is folded.
var overFolded = regexp.MustCompile(`<p><strong>([^<]+)</strong>(?: <a [^\n]*)?</p>\n<details>\n<summary>[^\n]*</summary>\n<figure`)

// seen is what the page looks like from within, at one width.
type seen struct {
	Width, Scroll int      // of the window and of the document, in pixels
	Texts         int      // that were held against what is behind them
	Faint         []string // those with too little contrast
	Narrow        []string // figures and names that got no room
	Loaded        []string // anything but the page itself
}

// TestBrowserLayout measures the page in both themes, from a telephone to a wide screen: contrast as painted, nothing
// wider than the window, nothing fetched. Only the copy that is measured may run a script.
func TestBrowserLayout(t *testing.T) {
	for name, a := range map[string]*advisor.Advice{"thorough": thorough(t), "survey-site": reports(t)["survey-site"]} {
		t.Run(name, func(t *testing.T) { layout(t, string(html(t, a))) })
	}
}

func layout(t *testing.T, doc string) {
	dir := t.TempDir()
	measured := strings.Replace(doc, "default-src 'none'", "default-src 'none'; script-src 'unsafe-inline'", 1)
	measured = strings.Replace(measured, "</body>", "<script>"+measure+"</script></body>", 1)
	writeFile(t, filepath.Join(dir, "report.html"), measured)
	frames := ""
	widths := []int{320, 560, 800, 1056, 1440}
	for _, w := range widths {
		frames += fmt.Sprintf(`<iframe src="report.html" style="width:%dpx;height:900px;border:0"></iframe>`, w)
	}
	page := writeFile(t, filepath.Join(dir, "all.html"),
		"<!doctype html><body><script>onmessage = m => { const p = document.createElement('pre'); "+
			"p.className = 'seen'; p.textContent = m.data; document.body.append(p) }</script>"+frames)
	for theme, scheme := range map[string]string{"dark": "0", "light": "1"} {
		dom, _ := chromium(t, page, "--dump-dom", "--blink-settings=preferredColorScheme="+scheme)
		found := regexp.MustCompile(`<pre class="seen">(.*?)</pre>`).FindAllStringSubmatch(dom, -1)
		if len(found) != len(widths) {
			t.Fatalf("%s: %d of %d pages were measured", theme, len(found), len(widths))
		}
		for _, m := range found {
			var s seen
			if err := json.Unmarshal([]byte(stdhtml.UnescapeString(m[1])), &s); err != nil {
				t.Fatal(err)
			}
			if s.Scroll > s.Width {
				t.Errorf("%s, %d wide: the document is %d wide", theme, s.Width, s.Scroll)
			}
			if s.Texts < 400 {
				t.Errorf("%s, %d wide: only %d texts", theme, s.Width, s.Texts)
			}
			for what, faults := range map[string][]string{"faint": s.Faint, "no room": s.Narrow, "loaded": s.Loaded} {
				if len(faults) > 0 {
					t.Errorf("%s, %d wide, %s: %q", theme, s.Width, what, faults[:min(5, len(faults))])
				}
			}
		}
	}
}

// measure runs in the page.
const measure = `
for (const d of document.querySelectorAll('details')) d.open = true;
const pen = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d', {willReadFrequently: true});
const pixel = c => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = c; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data] };
const linear = c => c / 255 <= .04045 ? c / 255 / 12.92 : ((c / 255 + .055) / 1.055) ** 2.4;
const luminance = c => .2126 * linear(c[0]) + .7152 * linear(c[1]) + .0722 * linear(c[2]);
const behind = e => { for (; e; e = e.parentElement) { const c = pixel(getComputedStyle(e).backgroundColor); if (c[3] == 255) return c } return [255, 255, 255] };
const seen = {Width: innerWidth, Scroll: document.documentElement.scrollWidth, Texts: 0, Faint: [], Narrow: [], Loaded: []};
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let n; n = walk.nextNode();) {
  const e = n.parentElement;
  if (!n.data.trim() || e.closest('svg, script, .skip') || !e.getClientRects().length) continue;
  seen.Texts++;
  const [a, b] = [luminance(pixel(getComputedStyle(e).color)), luminance(behind(e))].sort((x, y) => y - x);
  if ((a + .05) / (b + .05) < 4.5) seen.Faint.push(n.data.trim());
}
for (const e of document.querySelectorAll('svg, .name, .score, h2, td, li')) {
  if (e.closest('nav') && !e.getClientRects().length) continue; // left out where the window is narrow
  const r = e.getBoundingClientRect();
  if (r.width < (e.localName == 'svg' ? 80 : 5) || e.localName != 'td' && r.right > innerWidth + 1) seen.Narrow.push(e.localName + ' ' + e.textContent.slice(0, 40));
}
for (const e of document.querySelectorAll('.score, .weeks')) {
  if (e.getBoundingClientRect().height > 2 * parseFloat(getComputedStyle(e).fontSize)) seen.Narrow.push('broken ' + e.textContent);
}
for (const r of performance.getEntriesByType('resource')) seen.Loaded.push(r.name);
parent.postMessage(JSON.stringify(seen), '*');
`

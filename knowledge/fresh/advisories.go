package main

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/fresh/cargo"
)

// audit is what we read of cargo audit's JSON.
type audit struct {
	Vulnerabilities struct{ List []advisory }
	Warnings        map[string][]advisory // unmaintained, unsound, yanked
}

type advisory struct {
	Advisory *struct{ ID, Title string } // none for what is yanked
	Package  struct{ Name, Version string }
}

// checkAdvisories has cargo audit look at a fresh lock file of each option. What the base itself tells of is no news.
func checkAdvisories(b *knowledge.Base, r *report) {
	if out, err := exec.Command("cargo", "audit", "--version").CombinedOutput(); err != nil {
		r.miss("advisories", "cargo audit does not run (cargo install cargo-audit): %s", firstLines(fmt.Errorf("%s", out)))
		return
	}
	told := allText(b)
	found := map[string][]string{} // what it is -> who brings it along
	all := users(b)
	for i, u := range all {
		r.at("advisories", i, len(all))
		if !u.option {
			continue
		}
		err := u.inPackage(func(p cargo.Package) error {
			if _, err := p.Resolve(); err != nil {
				return err
			}
			out, _, failed := p.Run("audit", "--json", "--color", "never") // it fails when it finds something
			var answer audit
			if err := json.Unmarshal([]byte(out), &answer); err != nil {
				return fmt.Errorf("cargo audit says no JSON: %v", failed)
			}
			for _, key := range answer.news(told) {
				found[key] = append(found[key], u.name)
			}
			return nil
		})
		if err != nil {
			r.miss("advisories", "%s: %s", u.name, firstLines(err))
		}
	}
	for _, key := range sorted(found) {
		r.add("advisory", "%s, in %s", key, strings.Join(found[key], ", "))
	}
}

// news are the advisories, and the crates taken back, that the text does not tell of.
func (a audit) news(told string) (out []string) {
	all := a.Vulnerabilities.List
	for _, kind := range sorted(a.Warnings) {
		all = append(all, a.Warnings[kind]...)
	}
	for _, f := range all {
		crate := f.Package.Name + " " + f.Package.Version
		switch {
		case f.Advisory == nil:
			out = append(out, crate+" is yanked")
		case !strings.Contains(told, f.Advisory.ID) && !strings.Contains(told, strings.TrimPrefix(f.Advisory.ID, "RUSTSEC-")):
			out = append(out, fmt.Sprintf("%s %s: %s", f.Advisory.ID, crate, f.Advisory.Title))
		}
	}
	return out
}

// allText is what findings and practices say, and where sources lead.
func allText(b *knowledge.Base) string {
	var out strings.Builder
	for _, e := range b.Entries() {
		out.WriteString(e.Text + "\n")
	}
	for _, s := range b.Sources {
		out.WriteString(s.URL + "\n")
	}
	return out.String()
}

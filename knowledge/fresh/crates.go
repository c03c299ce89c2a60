package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/fresh/cargo"
	"rustadvisor/knowledge/wording"
)

// user is what names crates with versions: an option or a snippet.
type user struct {
	name   string
	rust   string // the least that it says it needs; empty for snippets, which say nothing
	option bool
	crates map[string]knowledge.Crate
}

func users(b *knowledge.Base) (out []user) {
	for _, d := range b.Decisions {
		for _, o := range d.Options {
			if len(o.Crates) > 0 {
				out = append(out, user{d.ID + "." + o.ID, o.Rust, true, cargo.Everything(o.Crates)})
			}
		}
	}
	for _, s := range b.Snippets {
		if len(s.Crates) > 0 {
			out = append(out, user{"snippet " + s.ID, "", false, cargo.Everything(s.Crates)})
		}
	}
	return out
}

// inPackage calls with a package that has the user's crates, in a folder that goes afterwards.
func (u user) inPackage(call func(cargo.Package) error) error {
	dir, err := os.MkdirTemp("", "fresh")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	p, err := cargo.NewPackage(dir, u.crates)
	if err != nil {
		return err
	}
	return call(p)
}

// checkCrates has cargo resolve the crates of each option and snippet: that they can be had, what is newer, and
// what Rust the tree needs. A requirement that begins with "~" or "=" is held back on purpose, and nothing is newer
// than it.
func checkCrates(b *knowledge.Base, r *report) {
	if !has("cargo") {
		r.miss("crates", "there is no cargo to ask")
		return
	}
	newer := map[string][]string{} // crate, what it says and what is out -> who says so
	all := users(b)
	for i, u := range all {
		r.at("crates", i, len(all))
		err := u.inPackage(func(p cargo.Package) error {
			if u.option {
				tree, err := p.Resolve()
				if err != nil {
					return err
				}
				if least, by := tree.LeastRust(); least != u.rust {
					r.add("least Rust", "%s says %q, and its tree needs %s (%s)", u.name, u.rust, least, by)
				}
				if err := os.Remove(p.Dir + "/Cargo.lock"); err != nil && !os.IsNotExist(err) {
					return err
				}
			}
			releases, err := p.Newer()
			for name, version := range releases {
				if c := u.crates[name]; c.Version != "" && !strings.ContainsAny(c.Version[:1], "~=") {
					key := fmt.Sprintf("%s %s: %s is out", name, c.Version, version)
					newer[key] = append(newer[key], u.name)
				}
			}
			return err
		})
		switch {
		case err == nil:
		case offline(err):
			r.miss("crates", "%s: the registry cannot be reached", u.name)
		default:
			r.add("resolve", "%s: %s", u.name, firstLines(err))
		}
	}
	for _, key := range sorted(newer) {
		r.add("newer", "%s, in %s", key, strings.Join(newer[key], ", "))
	}
}

// checkNames asks for each crate that the Python map names: it has no version there, but must be one that can be had.
func checkNames(b *knowledge.Base, r *report) {
	if !has("cargo") {
		r.miss("names", "there is no cargo to ask")
		return
	}
	named := map[string][]string{}
	for _, p := range b.Packages {
		for _, c := range p.Crates {
			named[c] = append(named[c], p.ID)
		}
	}
	for i, crate := range sorted(named) {
		r.at("names", i, len(named))
		out, err := exec.Command("cargo", "info", "--quiet", "--color", "never", crate).CombinedOutput()
		switch {
		case err == nil:
		case offline(fmt.Errorf("%s", out)):
			r.miss("names", "%s: the registry cannot be reached", crate)
		default:
			r.add("gone", "%s, named for %s: %s", crate, strings.Join(named[crate], ", "), firstLines(fmt.Errorf("%s", out)))
		}
	}
}

func has(command string) bool {
	_, err := exec.LookPath(command)
	return err == nil
}

// offline tells whether cargo failed since nobody answered.
func offline(err error) bool {
	text := strings.ToLower(err.Error())
	return slices.ContainsFunc([]string{"could not resolve host", "couldn't resolve host", "failed to connect",
		"couldn't connect",
		"timed out", "timeout", "spurious network", "download of config.json failed", "network failure"},
		func(s string) bool { return strings.Contains(text, s) })
}

// firstLines is as much of what cargo says as fits a line of the list.
func firstLines(err error) string {
	var lines []string
	for _, l := range strings.Split(err.Error(), "\n") {
		if l = strings.TrimSpace(l); l != "" && len(lines) < 3 {
			lines = append(lines, l)
		}
	}
	return wording.Clean(strings.Join(lines, " "))
}

func sorted[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

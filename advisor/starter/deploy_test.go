package starter

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What forges, clusters and hosts are to read is what they can read: of every archetype with every forge and every
// deployment. Nothing is run: there is no forge and no cluster here.
func TestFilesForMachines(t *testing.T) {
	e := engine(t)
	all, err := archetypes()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	seen := map[string]int{}
	for i := range all {
		known, err := all[i].parts()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range known {
			if p.Slot != "forge" && p.Slot != "deployment" {
				continue
			}
			c := combination{archetype: &all[i], parts: []*part{&p}}
			for _, needed := range all[i].Needs {
				at := slices.IndexFunc(known, func(q part) bool { return q.Slot == needed })
				c.parts = append(c.parts, &known[at])
			}
			made, err := Make(e.Advise(c.answers(e.Base())), Options{Name: "shop-api", Date: "2026-01-01"})
			if err != nil {
				t.Fatalf("%s with %s: %v", all[i].ID, p.name(), err)
			}
			if !slices.Contains(made.Parts, p.name()) {
				t.Errorf("%s: the answers to %s lead to %v", all[i].ID, p.name(), made.Parts)
			}
			for _, f := range made.Files {
				kind := cmp.Or(filepath.Ext(f.Path), filepath.Base(f.Path))
				if !slices.Contains([]string{".yml", ".yaml", ".service"}, kind) {
					continue
				}
				seen[kind]++
				name := strings.NewReplacer("/", "_").Replace(all[i].ID + "_" + p.ID + "_" + f.Path)
				text := strings.ReplaceAll(string(f.Text), "ExecStart=/usr/local/bin/shop-api", "ExecStart=/bin/true")
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if seen[".yml"] < 10 || seen[".yaml"] < 10 || seen[".service"] < 5 {
		t.Errorf("too few files: %v", seen)
	}
	understood(t, dir, "*.y*ml", "python3", "-c", readYAML)
	understood(t, dir, "*.service", "systemd-analyze", "verify", "--man=no")
}

// understood has a program read the files; where it is not installed nothing is read.
func understood(t *testing.T, dir, pattern, program string, args ...string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no %s: %v", pattern, err)
	}
	if _, err := exec.LookPath(program); err != nil {
		t.Logf("there is no %s to read %s with", program, pattern)
		return
	}
	out, err := exec.Command(program, append(args, files...)...).CombinedOutput()
	switch {
	case strings.Contains(string(out), "No module named 'yaml'"):
		t.Log("there is no PyYAML")
	case err != nil || strings.Contains(string(out), "Unknown key"):
		t.Errorf("%s: %v\n%s", pattern, err, out)
	}
}

// readYAML reads the files, and holds what they say against what is read from it.
const readYAML = `
import sys, yaml
for name in sys.argv[1:]:
    documents = list(yaml.safe_load_all(open(name)))
    for d in documents:
        if "deploy_kubernetes" in name and d["kind"] == "Deployment":
            labels = d["spec"]["template"]["metadata"]["labels"]
            assert d["spec"]["selector"]["matchLabels"] == labels, name
            container, = d["spec"]["template"]["spec"]["containers"]
            ports = {p["containerPort"] for p in container.get("ports", [])}
            probes = [v for k in ("readinessProbe", "livenessProbe") for v in container.get(k, {}).values() if isinstance(v, dict)]
            assert len(probes) == 2 * len(ports) and all(p["port"] in ports for p in probes), name
        elif "deploy_kubernetes" in name:
            assert d["kind"] == "Service" and d["spec"]["selector"] == labels, name
        elif "compose" in name:
            assert all(s["image"] and s["healthcheck"]["test"] for s in d["services"].values()), name
        elif "gitlab" in name:
            for job in ("check", "deny"):
                lines = d[job]["script"] + d[job].get("before_script", [])
                assert all(isinstance(line, str) for line in lines), (name, lines)
        elif "workflows" in name:
            for job in d["jobs"].values():
                assert all(isinstance(s.get("run", s.get("uses")), str) for s in job["steps"]), name
        else:
            raise Exception("nobody checks " + name)
`

package cli

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The one command of CONTRIBUTING gives a copy of the repository an address, from where go install then takes it,
// as it does from a module proxy.
func TestAddress(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program twice")
	}
	const module, version = "example.org/team/rustadvisor", "v1.2.3"
	if !strings.Contains(page(t, ".github/CONTRIBUTING.md"), ".ci/address ") {
		t.Fatal("CONTRIBUTING does not tell the command")
	}
	clone, proxy := t.TempDir(), t.TempDir()
	copyRepository(t, clone)
	command := exec.Command(filepath.Join(clone, ".ci", "address"), module)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	publish(t, clone, filepath.Join(proxy, module, "@v"), module, version)
	bin := t.TempDir()
	install := exec.Command("go", "install", module+"@"+version)
	install.Dir = bin
	cache := strings.TrimPrefix(goEnv(t, "GOMODCACHE"), "GOMODCACHE=")
	install.Env = append(os.Environ(), "GOBIN="+bin, "GOFLAGS=-modcacherw", "GOSUMDB=off", "GOMODCACHE="+t.TempDir(),
		"GOPROXY=file://"+proxy+",file://"+filepath.Join(cache, "cache", "download"))
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.Command(filepath.Join(bin, "rustadvisor"), "version").Output()
	if err != nil || !strings.HasPrefix(string(out), "rustadvisor "+version+", knowledge ") {
		t.Errorf("%v: %s", err, out)
	}
}

// copyRepository copies what git keeps of the repository, or would.
func copyRepository(t *testing.T, to string) {
	t.Helper()
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = "../.."
	names, err := list.Output()
	if err != nil {
		t.Skipf("git cannot list the files of the repository: %v", err)
	}
	for _, name := range strings.Split(strings.TrimRight(string(names), "\x00"), "\x00") {
		info, err := os.Stat(filepath.Join("../..", name))
		if err != nil { // deleted, and not committed yet
			continue
		}
		path := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(read(t, filepath.Join("../..", name))), info.Mode().Perm()); err != nil {
			t.Fatal(err)
		}
	}
}

// publish puts a version of a module where a proxy of files has it.
func publish(t *testing.T, from, to, module, version string) {
	t.Helper()
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(to, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("list", version+"\n")
	put(version+".info", `{"Version":"`+version+`"}`)
	put(version+".mod", read(t, filepath.Join(from, "go.mod")))
	archive, err := os.Create(filepath.Join(to, version+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	w := zip.NewWriter(archive)
	err = filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		file, err := w.Create(module + "@" + version + "/" + filepath.ToSlash(name))
		if err != nil {
			return err
		}
		_, err = file.Write([]byte(read(t, path)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

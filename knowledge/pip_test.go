package knowledge

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/knowledge/pip"
	"rustadvisor/knowledge/wording"
)

// Each line as people paste it names its package, whatever stands around the name.
func TestRequirementLines(t *testing.T) {
	b := embedded(t)
	for _, c := range []struct{ line, want string }{
		{"psycopg[binary]", "psycopg"},
		{"psycopg[binary,pool]>=3.1,<4 ; python_version >= '3.9'", "psycopg"},
		{"fastapi>=0.110.0", "fastapi"},
		{"requests==2.28.0", "requests"},
		{"requests (>=2.8.1)", "requests"},
		{"requests ~= 2.28.0  # pinned by ops", "requests"},
		{"requests===2.28", "requests"},
		{"python_dateutil", "python-dateutil"},
		{"Python.DateUtil", "python-dateutil"},
		{"google.cloud.storage", "google-cloud-storage"},
		{"redis @ https://example.com/redis-5.0.tar.gz", "redis"},
		{"redis @ file:///wheels/redis.whl ; os_name == 'posix'", "redis"},
		{"-e git+https://example.com/team/flask.git@main#egg=Flask", "flask"},
		{"git+ssh://git@example.com/flask.git#subdirectory=src&egg=flask", "flask"},
		{"https://example.com/wheels/numpy-1.26.4-cp312-cp312-manylinux_2_17_x86_64.whl", "numpy"},
		{"./wheels/numpy-1.26.4-cp312-cp312-linux_x86_64.whl", "numpy"},
		{"numpy==1.26.4 --hash=sha256:abc --hash=sha256:def", "numpy"},
		{"numpy==1.26.4 \\\n    --hash=sha256:abc \\\n    --hash=sha256:def", "numpy"},
		{"\ufeffnumpy==1.26.4\r\n", "numpy"},
		{`    "fastapi[standard]>=0.110,<1; python_version < '3.13'",`, "fastapi"},
		{`    'celery[redis]',`, "celery"},
		{`dependencies = ["fastapi", "redis>=5"]`, "fastapi redis"},
		{"dependencies = [\n  \"fastapi>=0.1\",\n  'redis', # cache\n]\n", "fastapi redis"},
		{`install_requires=["fastapi[all]>=0.1,<1", 'redis'],`, "fastapi redis"},
		{`fastapi = "^0.110"`, "fastapi"},
		{`psycopg = {extras = ["binary"], version = "^3.1"}`, "psycopg"},
		{"python = \"^3.12\"\nfastapi = \"^0.110\"", "fastapi"},
		{"fastapi, redis>=5,<6, celery[redis,s3]~=5.3", "fastapi redis celery"},
		{"fastapi redis celery", "fastapi redis celery"},
		{"RUN pip install --no-cache-dir -U 'fastapi[all]' redis==5.0 && rm -rf /tmp", "fastapi redis"},
		{"uv add fastapi", "fastapi"},
		{"numpy                     1.26.4", "numpy"}, // pip list
		{"  - numpy=1.26", "numpy"},                   // conda
		{"sklearn", "scikit-learn"},                   // by what is imported
		{"[testing]\nfastapi", "fastapi"},             // as setuptools lists extras
		{"# fastapi", ""},
		{"--index-url https://example.com/simple", ""},
		{"", ""},
	} {
		got := b.ParseRequirements(c.line)
		if names := strings.Join(ids(got.Known, func(r Required) string { return r.ID }), " "); names != c.want {
			t.Errorf("%q names %q, want %q", c.line, names, c.want)
		}
		if len(got.Unknown)+len(got.Notes) > 0 {
			t.Errorf("%q leaves %q and notes %q", c.line, got.Unknown, got.Notes)
		}
	}
}

// What the base knows, what it does not, and what names nothing, are three lists, and nothing is lost between them.
func TestParseRequirements(t *testing.T) {
	b := embedded(t)
	got := b.ParseRequirements("fastapi==0.110.0\nFastAPI[all]\nacme-billing==2.1\nacme.billing\n-r base.txt\n-e " +
		".\n./libs/ours\nhello there world\n" +
		"psycopg2-binary\n")
	if names := ids(got.Known, func(r Required) string { return r.ID }); !slices.Equal(names, []string{"fastapi",
		"psycopg2"}) {
		t.Errorf("known are %q", names)
	}
	if !slices.Equal(got.Unknown, []string{"acme-billing"}) {
		t.Errorf("unknown are %q", got.Unknown)
	}
	want := []string{
		`Line 5: "-r base.txt" is another file: paste what it says, too.`,
		`Line 6: "." is a folder, not a package of the index.`,
		`Line 7: "./libs/ours" is a folder, not a package of the index.`,
		`Line 8: "hello there world" is not the name of a package.`,
	}
	if diff := cmp.Diff(want, got.Notes); diff != "" {
		t.Error(diff)
	}
}

// A whole file of a project: what its tools need is not what it needs, and the order is that of the file.
func TestParseProject(t *testing.T) {
	b := embedded(t)
	for _, c := range []struct{ name, text, want, unknown string }{
		{"PEP 621", "[build-system]\nrequires = [\"setuptools\"]\n[project]\nname = \"redis\"\nversion = " +
			"\"1\"\nkeywords = [\"celery\"]\n" +
			"dependencies = [\n  \"flask>=3\",\n  \"acme-core @ " +
			"git+https://example.com/core.git\",\n]\n[project.optional-dependencies]\nspeed = [\"orjson\"]\n" +
			"[dependency-groups]\ntest = [\"pytest>=8\", {include-group = \"lint\"}]\nlint = " +
			"[\"ruff\"]\n[tool.ruff]\nselect = [\"numpy\"]\n", "flask orjson pytest ruff", "acme-core"},
		{"Poetry", "[tool.poetry]\nname = \"x\"\n[tool.poetry.dependencies]\npython = \"^3.12\"\nflask = \"^3\"\nacme = " +
			"{path = \"../acme\"}\n" +
			"[tool.poetry.group.dev.dependencies]\npytest = \"*\"\n", "flask pytest", "acme"},
		{"Pipfile", "[[source]]\nurl = \"https://example.com\"\n[packages]\nflask = \"*\"\n[dev-packages]\npytest = " +
			"{version = \"*\"}\n[requires]\npython_version = \"3.12\"\n", "flask pytest", ""},
		{"uv", "[project]\ndependencies = []\n[tool.uv]\ndev-dependencies = [\"pytest\"]\n", "pytest", ""},
	} {
		got := b.ParseRequirements(c.text)
		if names := strings.Join(ids(got.Known, func(r Required) string { return r.ID }), " "); names != c.want {
			t.Errorf("%s: known are %q, want %q", c.name, names, c.want)
		}
		if unknown := strings.Join(got.Unknown, " "); unknown != c.unknown || len(got.Notes) > 0 {
			t.Errorf("%s: unknown are %q, want %q; notes %q", c.name, unknown, c.unknown, got.Notes)
		}
	}
	if got := b.ParseRequirements("[tool.ruff]\nline-length = 100\n"); len(got.Notes) != 1 {
		t.Errorf("a file without dependencies: %+v", got)
	}
}

// FuzzRequirements reads anything: every name is one, nothing is told twice, and notes are fit for a screen.
func FuzzRequirements(f *testing.F) {
	for _, name := range []string{"testdata/small/python.toml", "testdata/small/questions.toml"} {
		if text, err := os.ReadFile(name); err == nil {
			f.Add(string(text))
		}
	}
	for _, line := range []string{"a[b", "a,,b", "\"a", "- -e", "pip install -r", "a\\", "[project]\ndependencies=[1]",
		"x = [\n", "\x1b[31m"} {
		f.Add(line)
	}
	b := embedded(f)
	f.Fuzz(func(t *testing.T, text string) {
		got := b.ParseRequirements(text)
		seen := map[string]bool{}
		names := slices.Clone(got.Unknown)
		for _, r := range got.Known {
			if len(r.Names) == 0 || r.PythonPackage == nil {
				t.Fatalf("%+v has no name", r)
			}
			names = append(names, r.Names...)
		}
		for _, name := range names {
			if normal := pip.Normal(name); seen[normal] || !pip.IsName(name) {
				t.Errorf("%q stands twice or is no name", name)
			} else {
				seen[normal] = true
			}
		}
		for _, note := range got.Notes {
			if wording.Clean(note) != note || utf8.RuneCountInString(note) > 200 {
				t.Errorf("a note that is not fit to show: %q", note)
			}
		}
	})
}

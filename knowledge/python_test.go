package knowledge

import (
	"slices"
	"strings"
	"testing"
)

// Crates nobody should start with: no longer maintained, or unsound with no mend in sight.
var abandoned = []string{"actix-web-actors", "ansi_term", "async-std", "atty", "backoff", "bincode", "docopt",
	"dotenv", "failure",
	"fxhash", "instant", "json", "opentelemetry-jaeger", "paste", "proc-macro-error", "pyo3_bindgen", "rusoto_core",
	"rustls-pemfile",
	"serde_yaml", "serde_yml", "structopt", "tui", "yaml-rust"}

func TestPythonPackages(t *testing.T) {
	b := embedded(t)
	keep, stdlib := 0, 0
	for _, p := range b.Packages {
		if p.Keep {
			keep++
		}
		if p.Stdlib {
			stdlib++
		}
		for _, c := range p.Crates {
			if slices.Contains(abandoned, c) {
				t.Errorf("%s: names %s, which is abandoned", p.ID, c)
			}
		}
	}
	if n := len(b.Packages) - stdlib; n < 400 {
		t.Errorf("%d packages besides the standard library, want 400", n)
	}
	if keep == 0 || stdlib == 0 {
		t.Errorf("%d packages to keep, %d of the standard library", keep, stdlib)
	}
	t.Logf("%d packages, %d of the standard library, %d to keep", len(b.Packages), stdlib, keep)
}

// A package is found under any name that pip takes for it.
func TestPythonPackageName(t *testing.T) {
	b := embedded(t)
	for _, name := range []string{"prometheus-client", "Prometheus_Client", "prometheus.client", " PROMETHEUS--client "} {
		if p := b.PythonPackage(name); p == nil || p.ID != "prometheus-client" {
			t.Errorf("%q finds %v", name, p)
		}
	}
	if p := b.PythonPackage("no-such-package"); p != nil {
		t.Errorf("found %v", p)
	}
}

// What services and their tests commonly ask for is known, each member of a family too.
func TestPythonCommon(t *testing.T) {
	b := embedded(t)
	for _, name := range strings.Fields(`twisted asgiref uwsgi flask-cors flask-sqlalchemy flask-login flask-restx
		django-cors-headers django-filter django-redis drf-spectacular whitenoise h11 h2 wsproto clickhouse-driver geoip2
		seaborn xarray huggingface-hub brotli anthropic tiktoken mcp fastmcp litellm langgraph typing-extensions packaging
		six platformdirs appdirs filelock aiofiles backoff python-decouple pyparsing idna ipaddress pywin32 pytest-cov
		pytest-xdist moto respx isort flake8 maturin setuptools-rust opentelemetry-instrumentation-fastapi
		opentelemetry-instrumentation-sqlalchemy datadog raven ldap3 pysaml2 opencv-python-headless psycopg2-binary
		psycopg-pool types-requests mypy-boto3-s3 boto3-stubs cx-Oracle langchain-openai`) {
		if b.PythonPackage(name) == nil {
			t.Errorf("%s is not known", name)
		}
	}
}

// Faults are told with file, line and mend.
func TestPythonFaults(t *testing.T) {
	const sound = "[[package]]\nid = \"a\"\nwhat = \"w\"\ncrates = []\nadvice = \"v\"\n"
	for _, c := range []struct{ name, text, want string }{
		{"name", strings.Replace(sound, `"a"`, `"Py_YAML"`, 1),
			`python.toml:2: package id "Py_YAML" is not a normal name; write it in lower case`},
		{"text", strings.Replace(sound, `"v"`, `""`, 1), `python.toml:1: package "a" lacks a text; add advice`},
		{"crate", strings.Replace(sound, `[]`, `["serde 1.0"]`, 1),
			`python.toml:4: package "a" names crate "serde 1.0"; write the crate's name only`},
		{"twice", sound + sound, `python.toml:6: package "a" stands already at python.toml:1; give one of them another id`},
		{"finding", sound + "findings = [\"crate-serd\"]\n",
			`python.toml:6: unknown finding "crate-serd"; did you mean crate-serde`},
		{"option", sound + "options = [\"web-framework.axm\"]\n",
			`python.toml:6: unknown option "web-framework.axm"; did you mean web-framework.axum`},
		{"other name", sound + "names = [\"A_b\"]\n",
			`python.toml:6: package "a" has the name "A_b"; write it as an id is written`},
		{"name of another", sound + "names = [\"b\"]\n" + strings.Replace(sound, `"a"`, `"b"`, 1),
			`python.toml:6: package "a" has the name of "b"; give the name to one of them`},
		{"key", sound + "crate = \"x\"\n", `python.toml:6: unknown key "package.crate"`},
	} {
		wantFault(t, c.name, with("python.toml", c.text), c.want)
	}
}

// Neither file is needed: a base of the house's own may have nothing to say of Python or of the report.
func TestPythonAndTechnologiesOptional(t *testing.T) {
	files := with("python.toml", "")
	delete(files, "python.toml")
	delete(files, "technologies.toml")
	b, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Packages)+len(b.Technologies) != 0 {
		t.Error("something came from nowhere")
	}
}

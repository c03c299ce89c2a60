package advisor_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// The verdict names what is built, how, and on what, as a colleague would in one breath.
func TestVerdict(t *testing.T) {
	e := engine(t)
	for settings, want := range map[string]string{
		"": "A program on Tokio",
		"artifact=service interface=rest store=postgres runs-on=hosts": "An Axum service on Tokio, PostgreSQL " +
			"through SQLx, in containers",
		"artifact=worker store=none":      "A worker on Tokio, in containers",
		"artifact=service interface=grpc": "A gRPC service on Tokio with tonic, in containers",
		"artifact=service interface=grpc,rest": "An Axum service on Tokio with gRPC through tonic, in " +
			"containers",
		"artifact=service interface=websocket,grpc": "An Axum service on Tokio with gRPC through tonic and " +
			"WebSockets, in containers",
		"artifact=proxy interface=grpc": "A hyper proxy on Tokio with gRPC through tonic, in " +
			"containers",
		"artifact=service interface=html": "An Axum service on Tokio with web pages, in containers",
		"artifact=proxy interface=own-protocol": "A proxy on Tokio with a protocol of its own, in " +
			"containers",
		"artifact=worker side-page=page jobs=nats": "A worker with a small Axum page on Tokio, events in NATS, " +
			"in containers",
		"artifact=cli store=files runs-on=pip": "A program on Tokio, in a Python wheel",
		"artifact=library hosts=browser":       "A library loaded by browsers",
		"artifact=cli,library hosts=python runs-on=pip": "A program and a library imported through PyO3, with " +
			"threads and rayon, in a Python wheel",
		"artifact=service,worker interface=rest": "An Axum service and a worker on Tokio, in containers",
		"artifact=service,library hosts=python": "An Axum service on Tokio and a library imported through " +
			"PyO3, in containers",
		"artifact=service interface=rest store=dynamodb": "An Axum service on Tokio, DynamoDB through the AWS " +
			"SDK, in containers",
		"artifact=library hosts=python,mobile,node bindings=each": "A library imported through PyO3 and Node-API " +
			"and called through UniFFI, with threads and rayon, in a Python wheel",
		"artifact=worker python-link=imports": "A worker on Tokio and a library imported through PyO3, in " +
			"containers",
		"artifact=service python-link=network": "An Axum service on Tokio, beside Python, in containers",
		"journey=migrate-python artifact=service bottleneck=database store=postgres": "Stay on Python for now: it " +
			"waits for the database",
		"journey=migrate-python artifact=library hosts=python bottleneck=python-cpu tried=enough": "Move function by " +
			"function, behind the Python import: a library imported through PyO3, with threads and rayon",
		"journey=migrate-python artifact=worker reasons=cores bottleneck=python-cpu tried=enough store=none": "Move " +
			"piece by piece, beside Python: a worker on Tokio, in containers",
		"journey=improve-rust": "Find out what hurts, and change nothing before",
		"journey=improve-rust artifact=service existing-web=axum interface=rest hurts=stalls": "End the stalls, step by " +
			"step: an Axum service on Tokio, in containers",
		"journey=improve-rust artifact=service existing-web=axum hurts=stalls,tests,builds,native": "Shorten the builds " +
			"and end the stalls, step by step: an Axum service on Tokio, in containers",
		"journey=improve-rust artifact=cli hurts=stalls behind=years": "End the stalls, and upgrade in place: a " +
			"program on Tokio, as one binary per platform",
		"journey=improve-rust artifact=cli hurts=nothing": "Keep what works, and keep it current: a program on Tokio, " +
			"as one binary per platform",
	} {
		a := advisor.Answers{}
		if settings != "" && !strings.HasPrefix(settings, "journey") {
			a = a.With(knowledge.JourneyQuestion, "new-service")
		}
		for _, s := range strings.Fields(settings) {
			question, choices, _ := strings.Cut(s, "=")
			a = a.With(question, strings.Split(choices, ",")...)
		}
		if got := e.Advise(a).Verdict; got != want {
			t.Errorf("%s\n got %q\nwant %q", settings, got, want)
		}
	}
}

// What a ticked situation words stands in the verdict, though other clauses would fill it.
func TestVerdictSaysWhatStandsApart(t *testing.T) {
	e := engine(t)
	a := advisor.Answers{}.With(knowledge.JourneyQuestion, "new-service").With("artifact", "service").
		With("interface", "rest").With("store", "postgres").With("jobs", "new-jobs").With("runs-on", "kubernetes")
	for situation, want := range map[string]string{
		"fragile-library":   "the library that fails in a process of its own",
		"hostile-documents": "strangers' documents read in processes of their own",
		"media-processing":  "ffmpeg as a process of its own",
	} {
		out := e.Advise(a.WithSituations(situation))
		if !strings.HasSuffix(out.Verdict, ", "+want) || len(strings.Fields(out.Verdict)) > advisor.MostVerdict {
			t.Errorf("%s: %q", situation, out.Verdict)
		}
		if id := decided(out, "service-topology").Pick.ID; id != "guarded-process" {
			t.Errorf("%s: %s", situation, id)
		}
	}
	if out := e.Advise(a.WithSituations("actuators")); decided(out, "service-topology").Pick.ID != "single-service" {
		t.Error("one thing that it switches is no reason for a second process")
	}
}

// Where today's program is to be mended first, the verdict names nothing that would be built in its place.
func TestVerdictIsWholeByItself(t *testing.T) {
	a := advisor.Answers{}.With(knowledge.JourneyQuestion, "new-service").With("artifact", "service").
		With("interface", "rest").WithSituations("node-moves", "is-it-worth-it")
	const want = "Profile and mend today's program first, and build only what its figures name"
	if got := engine(t).Advise(a).Verdict; got != want {
		t.Errorf("%q", got)
	}
}

// Whatever is answered, the verdict is a sentence of at most so many words, without a slot that nobody filled.
func TestVerdictIsShort(t *testing.T) {
	e := engine(t)
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		a := advisor.Answers{}
		for _, q := range e.Base().Questions {
			if r.IntN(3) > 0 || q.ID == knowledge.JourneyQuestion {
				choices := []string{q.Choices[r.IntN(len(q.Choices))].ID}
				for q.Several && r.IntN(2) > 0 {
					choices = append(choices, q.Choices[r.IntN(len(q.Choices))].ID)
				}
				a = a.With(q.ID, choices...)
			}
		}
		got := e.Advise(a).Verdict
		if n := len(strings.Fields(got)); n == 0 || n > advisor.MostVerdict || strings.ContainsAny(got, "{}") ||
			strings.ContainsAny(got[len(got)-1:], ".,: ") {
			t.Errorf("%v: %q", a.Choices, got)
		}
	}
}

// However long house rules word an option, the verdict stays a sentence.
func TestVerdictOfHouses(t *testing.T) {
	long := strings.Repeat("very ", 30)
	for _, phrase := range []string{long + "own {}", "{} with " + long + "much", long, long + ":"} {
		house := fstest.MapFS{"decisions/web-framework.toml": {Data: []byte("[[option]]\nid = \"axum\"\nphrase = \"" +
			phrase + "\"\n")}}
		base, err := knowledge.Load(knowledge.Embedded(), knowledge.House{Name: "acme", FS: house})
		if err != nil {
			t.Fatal(err)
		}
		got := advisor.New(base).Advise(advisor.Answers{}.With("artifact", "service").With("interface", "rest")).Verdict
		if n := len(strings.Fields(got)); n == 0 || n > advisor.MostVerdict {
			t.Errorf("with the phrase %.40q the verdict has %d words: %q", phrase, n, got)
		}
	}
}

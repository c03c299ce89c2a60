package starter

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// servers are those that tests of the projects run against: real ones, on loopback, started when first asked for
// and ended with the test. One that is not installed is lacking.
type servers struct {
	t       *testing.T
	running map[string]started
	made    int // databases
}

type started struct {
	port    int
	version string
}

// env is what tests of the project want in their environment, which servers that leads to, and which there are none of.
func (s *servers) env(p *Project) (env, versions, lacking []string) {
	for _, server := range p.Servers {
		if server.Mock != "" {
			versions = append(versions, server.Mock)
			continue
		}
		if at := s.start(server.Name); at.port != 0 {
			versions = append(versions, at.version)
			for _, e := range p.Env {
				if e.Server == server.Name && e.Test {
					value := strings.Replace(e.Example, "localhost:"+strconv.Itoa(server.Port), "127.0.0.1:"+strconv.Itoa(at.port), 1)
					env = append(env, e.Name+"="+s.fresh(server.Name, at.port, value))
				}
			}
		} else {
			lacking = append(lacking, server.Name)
		}
	}
	return env, versions, lacking
}

// fresh has a database of its own made for a project, where the server has several: each brings its schema.
func (s *servers) fresh(server string, port int, url string) string {
	s.made++
	name, at := fmt.Sprintf("fresh%d", s.made), strconv.Itoa(port)
	var run *exec.Cmd
	switch server {
	case "postgres":
		run = exec.Command(find("createdb"), "-h", "127.0.0.1", "-p", at, "-U", "postgres", name)
	case "mysql":
		run = exec.Command(find("mariadb"), "--no-defaults", "-h", "127.0.0.1", "-P", at, "-u", "root", "-psecret",
			"-e", "CREATE DATABASE "+name)
	default:
		return url
	}
	if out, err := run.CombinedOutput(); err != nil {
		s.t.Fatalf("%v\n%s", err, out)
	}
	return url[:strings.LastIndexByte(url, '/')+1] + name
}

func (s *servers) start(name string) started {
	if s.running == nil {
		s.running = map[string]started{}
	}
	at, ok := s.running[name]
	if !ok {
		switch name {
		case "postgres":
			at = s.postgres()
		case "mysql":
			at = s.mariadb()
		case "redis":
			at = s.redis()
		case "rabbitmq":
			at = s.rabbitmq()
		case "mqtt":
			at = s.mosquitto()
		case "nats":
			at = s.nats()
		}
		s.running[name] = at
	}
	return at
}

// find is a program in the path or where Debian keeps servers, or "".
func find(name string) string {
	if found, err := exec.LookPath(name); err == nil {
		return found
	}
	for _, pattern := range []string{"/usr/sbin/" + name, "/usr/bin/" + name, "/usr/lib/postgresql/*/bin/" + name} {
		if found, _ := filepath.Glob(pattern); len(found) > 0 {
			return found[len(found)-1]
		}
	}
	return ""
}

// folder is one for a server's data, and the user who is to run it: nobody's root.
func (s *servers) folder(user string) string {
	dir, err := os.MkdirTemp("", "ledger")
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { os.RemoveAll(dir) })
	if os.Geteuid() == 0 {
		if out, err := exec.Command("chown", user, dir).CombinedOutput(); err != nil {
			s.t.Logf("%s", out)
		}
	}
	return dir
}

// serve starts it, ends it with the test, and waits until the port is open.
func (s *servers) serve(run *exec.Cmd, port int) bool {
	if err := run.Start(); err != nil {
		s.t.Log(err)
		return false
	}
	s.t.Cleanup(func() {
		end(run.Process)
		run.Wait()
	})
	for range 300 {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			c.Close()
			return true
		}
		time.Sleep(100 * time.Millisecond)
	}
	s.t.Logf("%s does not open port %d", run.Path, port)
	return false
}

func freePort(t *testing.T) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

var versionNumber = regexp.MustCompile(`\d+\.\d+(\.\d+)?`)

func versionOf(name, program string) string {
	out, _ := exec.Command(program, "--version").CombinedOutput()
	return name + " " + versionNumber.FindString(string(out))
}

func (s *servers) postgres() started {
	initdb, server := find("initdb"), find("postgres")
	if initdb == "" || server == "" {
		return started{}
	}
	dir, port := filepath.Join(s.folder("postgres"), "data"), freePort(s.t)
	if out, err := as("postgres", initdb, "-D", dir, "-A", "trust", "-U", "postgres").CombinedOutput(); err != nil {
		s.t.Logf("%v\n%s", err, out)
		return started{}
	}
	run := as("postgres", server, "-D", dir, "-p", strconv.Itoa(port), "-h", "127.0.0.1", "-k", dir, "-F")
	if !s.serve(run, port) {
		return started{}
	}
	return started{port, versionOf("PostgreSQL", server)}
}

func (s *servers) mariadb() started {
	install, server := find("mariadb-install-db"), find("mariadbd")
	if install == "" || server == "" {
		return started{}
	}
	dir, port := s.folder("mysql"), freePort(s.t)
	data := filepath.Join(dir, "data")
	setup := as("mysql", install, "--no-defaults", "--datadir="+data, "--auth-root-authentication-method=normal")
	if out, err := setup.CombinedOutput(); err != nil {
		s.t.Logf("%v\n%s", err, out)
		return started{}
	}
	first := filepath.Join(dir, "first.sql")
	const sql = "CREATE DATABASE notes;\nALTER USER root@localhost IDENTIFIED BY 'secret';\n"
	if err := os.WriteFile(first, []byte(sql), 0o644); err != nil {
		s.t.Fatal(err)
	}
	run := as("mysql", server, "--no-defaults", "--datadir="+data, "--port="+strconv.Itoa(port),
		"--bind-address=127.0.0.1",
		"--socket="+filepath.Join(dir, "socket"), "--pid-file="+filepath.Join(dir, "pid"), "--init-file="+first)
	if !s.serve(run, port) {
		return started{}
	}
	return started{port, versionOf("MariaDB", server)}
}

func (s *servers) redis() started {
	server := find("redis-server")
	if server == "" {
		return started{}
	}
	port := freePort(s.t)
	run := as("redis", server, "--port", strconv.Itoa(port), "--bind", "127.0.0.1", "--save", "",
		"--dir", s.folder("redis"))
	if !s.serve(run, port) {
		return started{}
	}
	return started{port, versionOf("Redis", server)}
}

// rabbitmq is a node by itself, with all that it writes in a folder of its own.
func (s *servers) rabbitmq() started {
	server := find("rabbitmq-server")
	if server == "" {
		return started{}
	}
	dir, port := s.folder("rabbitmq"), freePort(s.t)
	run := as("rabbitmq", server)
	run.Env = append(os.Environ(), "HOME="+dir, "RABBITMQ_MNESIA_BASE="+dir, "RABBITMQ_LOG_BASE="+dir,
		"RABBITMQ_NODENAME=ledger"+strconv.Itoa(port)+"@localhost", "RABBITMQ_NODE_IP_ADDRESS=127.0.0.1",
		"RABBITMQ_NODE_PORT="+strconv.Itoa(port), "RABBITMQ_DIST_PORT="+strconv.Itoa(freePort(s.t)),
		"RABBITMQ_ENABLED_PLUGINS_FILE="+filepath.Join(dir, "plugins"), "RABBITMQ_CONFIG_FILE="+filepath.Join(dir, "none"))
	if !s.serve(run, port) {
		return started{}
	}
	out, _ := exec.Command("rabbitmqctl", "version").Output()
	return started{port, "RabbitMQ " + versionNumber.FindString(string(out))}
}

func (s *servers) mosquitto() started {
	server := find("mosquitto")
	if server == "" {
		return started{}
	}
	dir, port := s.folder("mosquitto"), freePort(s.t)
	config := filepath.Join(dir, "mosquitto.conf")
	text := fmt.Sprintf("listener %d 127.0.0.1\nallow_anonymous true\n", port)
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
	if !s.serve(as("mosquitto", server, "-c", config), port) {
		return started{}
	}
	return started{port, versionOf("mosquitto", server)}
}

// natsModule is the server as a module of Go, which needs no package of the system.
const natsModule = "github.com/nats-io/nats-server/v2@v2.15.3"

func (s *servers) nats() started {
	dir, port := s.t.TempDir(), freePort(s.t)
	install := exec.Command("go", "install", natsModule)
	install.Env = append(os.Environ(), "GOBIN="+dir)
	if out, err := install.CombinedOutput(); err != nil {
		s.t.Logf("%v\n%s", err, out)
		return started{}
	}
	server := filepath.Join(dir, "nats-server")
	run := exec.Command(server, "-js", "-sd", s.t.TempDir(), "-a", "127.0.0.1", "-p", strconv.Itoa(port))
	if !s.serve(run, port) {
		return started{}
	}
	return started{port, versionOf("NATS", server)}
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// served is a server under test, in a folder of its own.
type served struct {
	t       *testing.T
	folder  string
	address string
}

func (s served) write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

const incense = `- id: quantity.incense-time
  doc: How long something took, counted in sticks of incense. One that is offered counts nothing.
  pattern: '(?<! [上点烧敬] ) {n:num full} (?<u> 炷香 )'
  value: {quantity: {number: n, unit: u}}
  examples:
  - {text: '船家撑了[[两炷香]]才靠岸。', want: {value: 2, unit: 炷香}}
  - {text: '等了[[四五炷香]]的工夫', want: {low: 4, high: 5, unit: 炷香}}
  not:
  - {text: '庙里的香客上三炷香。', why: an offering}
`

// startServe runs the command over a folder of two articles.
func startServe(t *testing.T) served {
	t.Helper()
	s := served{t: t, folder: t.TempDir()}
	s.write("articles/ferry.txt", "渡口水流很急，撑船过河用了两炷香。")
	s.write("articles/in a folder/100% #1?.txt", "2023年，产量达到3 . 4 万吨。")
	s.write("secret.txt", "别给人看。")
	s.write("rules/other.yaml", strings.NewReplacer("incense-time", "pipe-time", "炷香", "袋烟").Replace(incense))
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	code := make(chan int, 1)
	var said bytes.Buffer
	go func() {
		code <- execute(ctx, []string{"serve", filepath.Join(s.folder, "articles"), "--rules", filepath.Join(s.folder, "rules"), "--port", "0"}, strings.NewReader(""), in, &said)
		in.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the server does not start: %v, exit code %d: %s", err, <-code, said.String())
	}
	s.address = strings.TrimSpace(line)
	t.Cleanup(func() {
		stop()
		select {
		case got := <-code:
			if got != exitDone {
				t.Errorf("the server ends with exit code %d", got)
			}
		case <-time.After(10 * time.Second):
			t.Error("the server does not end")
		}
	})
	return s
}

// get asks for a path as it is written.
func (s served) get(method, path, host string) (int, string) {
	s.t.Helper()
	req, err := http.NewRequest(method, s.address, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	req.URL.Opaque = path
	req.Host = host
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

func TestServeAnswers(t *testing.T) {
	s := startServe(t)
	if !strings.HasPrefix(s.address, "http://127.0.0.1:") {
		t.Errorf("it listens at %s", s.address)
	}
	port := s.address[strings.LastIndexByte(s.address, ':')+1 : len(s.address)-1]
	for _, tt := range []struct {
		method, path, host string
		code               int
		say                string
	}{
		{"GET", "/", "", 200, `href="/doc/in%20a%20folder/100%25%20%231%3F.txt"`},
		{"GET", "/doc/ferry.txt", "", 200, "撑船过河"},
		{"GET", "/doc/ferry.txt", "localhost:" + port, 200, "撑船过河"},
		{"GET", "/doc/in%20a%20folder/100%25%20%231%3F.txt", "", 200, "3.4万吨"},
		{"HEAD", "/", "", 200, ""},
		{"GET", "/search?q=%E4%BA%A7%E9%87%8F", "", 200, `["in a folder/100% #1?.txt"]`},
		{"GET", "/search?q=nothing", "", 200, `[]`},
		{"GET", "/doc/absent.txt", "", 404, "no such document"},
		{"GET", "/doc/../../secret.txt", "", 404, "no such document"},
		{"GET", "/doc/%2e%2e/%2e%2e/secret.txt", "", 404, "no such document"},
		{"GET", "/doc/..%2f..%2fsecret.txt", "", 404, "no such document"},
		{"GET", "/doc/%2fetc%2fpasswd", "", 404, "no such document"},
		{"GET", "/doc/", "", 404, "no such document"},
		{"GET", "/secret.txt", "", 404, ""},
		{"POST", "/", "", 405, "Only GET"},
		{"GET", "/doc/ferry.txt", "attacker.example:" + port, 421, "only"},
		{"GET", "/doc/ferry.txt", "127.0.0.1.attacker.example:" + port, 421, "only"},
		{"GET", "/doc/ferry.txt", "127.0.0.1:1", 421, "only"},
		{"GET", "/events", "attacker.example", 421, "only"},
	} {
		code, body := s.get(tt.method, tt.path, tt.host)
		if code != tt.code || !strings.Contains(body, tt.say) {
			t.Errorf("%s %s for %q: %d %.200s, want %d and %q", tt.method, tt.path, tt.host, code, body, tt.code, tt.say)
		}
		if strings.Contains(body, "别给人看") {
			t.Errorf("%s shows a file that is not served", tt.path)
		}
	}
}

// events gives what the server tells, one by one.
func (s served) events() (next func() (event, data string)) {
	s.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	s.t.Cleanup(stop)
	req, err := http.NewRequestWithContext(ctx, "GET", s.address+"events?since=1", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { answer.Body.Close() })
	told := make(chan [2]string, 16)
	go func() {
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 1<<20)
		var event string
		for lines.Scan() {
			if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				event = name
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				told <- [2]string{event, data}
			}
		}
	}()
	return func() (string, string) {
		s.t.Helper()
		select {
		case one := <-told:
			return one[0], one[1]
		case <-time.After(20 * time.Second):
			s.t.Fatal("the server tells nothing")
		}
		return "", ""
	}
}

func TestServeFollowsChanges(t *testing.T) {
	s := startServe(t)
	next := s.events()
	if event, _ := next(); event != "hello" {
		t.Fatalf("first it tells %s", event)
	}
	has := func(id string) bool {
		_, body := s.get("GET", "/doc/ferry.txt", "")
		return strings.Contains(body, id)
	}
	if has(`"quantity.incense-time"`) {
		t.Fatal("the rule is there before it is written")
	}
	from := time.Now()
	s.write("rules/incense.yaml", incense)
	if event, _ := next(); event != "change" {
		t.Fatalf("a new rule: it tells %s", event)
	}
	if !has(`"quantity.incense-time"`) {
		t.Error("the page does not show what the new rule finds")
	}
	t.Logf("a saved rule shows after %v", time.Since(from).Round(time.Millisecond))

	// A mistake is told, also to a page that is opened later; what was there stays.
	s.write("rules/incense.yaml", strings.Replace(incense, "pattern:", "patern:", 1))
	event, data := next()
	var message string
	if err := json.Unmarshal([]byte(data), &message); event != "problem" || err != nil || !strings.Contains(message, "incense.yaml:3:3") || !strings.Contains(message, "unknown key patern") {
		t.Fatalf("a mistake in a rule: it tells %s %s", event, data)
	}
	later := s.events()
	later()
	if event, _ := later(); event != "problem" {
		t.Errorf("a page opened later is told %s", event)
	}
	if !has(`"quantity.incense-time"`) {
		t.Error("the page has lost what the rule found before the mistake")
	}
	s.write("rules/incense.yaml", incense)
	if event, _ := next(); event != "change" {
		t.Fatalf("the mistake is mended: it tells %s", event)
	}

	// Articles may change, come and go.
	s.write("articles/ferry.txt", "渡口有三条船。")
	if event, _ := next(); event != "change" || !has("三条船") {
		t.Errorf("a changed article: it tells %s", event)
	}
	s.write("articles/new/later.txt", "村里有五口井。")
	for { // a folder, then the file in it
		next()
		if _, body := s.get("GET", "/", ""); strings.Contains(body, "/doc/new/later.txt") {
			break
		}
	}
	if err := os.Remove(filepath.Join(s.folder, "articles/ferry.txt")); err != nil {
		t.Fatal(err)
	}
	next()
	if code, body := s.get("GET", "/doc/ferry.txt", ""); code != http.StatusNotFound {
		t.Errorf("an article that is gone: %d %.100s", code, body)
	}
}

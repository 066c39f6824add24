package report_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// browser drives a headless Chromium over its DevTools pipe: one JSON message
// after another, a zero byte behind each.
type browser struct {
	cmd     *exec.Cmd
	out     *os.File
	mu      sync.Mutex
	next    int
	waiting map[int]chan message
	gone    chan struct{}
}

type message struct {
	ID        int             `json:"id"`
	SessionID string          `json:"sessionId"`
	Method    string          `json:"method"`
	Params    json.RawMessage `json:"params"`
	Result    json.RawMessage `json:"result"`
	Error     *struct{ Message string }
}

// findBrowser gives the program, or skips the test: nothing but Go is needed to
// run the others. `.ci/browser` installs one where it can.
func findBrowser(t testing.TB) string {
	t.Helper()
	if named := os.Getenv("CHROMIUM"); named != "" {
		return named
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("there is no Chromium on this machine: install it (apt-get install chromium), name it in CHROMIUM, or run .ci/browser")
	return ""
}

var (
	sharedBrowser *browser
	sessions      sync.Map // *tab by the id of its session
)

func startBrowser(t testing.TB) *browser {
	t.Helper()
	path := findBrowser(t)
	if sharedBrowser != nil {
		return sharedBrowser
	}
	profile, err := os.MkdirTemp("", "report-browser-*")
	if err != nil {
		t.Fatal(err)
	}
	theirIn, ourOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ourIn, theirOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	args := []string{
		"--headless=new", "--remote-debugging-pipe", "--user-data-dir=" + profile, "--disable-gpu", "--hide-scrollbars", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-extensions", "--disable-dev-shm-usage", "--mute-audio",
	}
	if os.Getuid() == 0 {
		args = append(args, "--no-sandbox")
	}
	cmd := exec.Command(path, append(args, "about:blank")...)
	cmd.ExtraFiles = []*os.File{theirIn, theirOut}
	if err := cmd.Start(); err != nil {
		t.Skipf("%s does not start: %v", path, err)
	}
	theirIn.Close()
	theirOut.Close()
	b := &browser{cmd: cmd, out: ourOut, waiting: map[int]chan message{}, gone: make(chan struct{})}
	go b.read(ourIn)
	stopBrowser = func() {
		ourOut.Close()
		cmd.Process.Kill()
		cmd.Wait()
		os.RemoveAll(profile)
	}
	sharedBrowser = b
	return b
}

// stopBrowser ends the browser that the tests started.
var stopBrowser = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	stopBrowser()
	os.Exit(code)
}

func (b *browser) read(in *os.File) {
	defer close(b.gone)
	lines := bufio.NewReaderSize(in, 1<<20)
	for {
		data, err := lines.ReadBytes(0)
		if err != nil {
			return
		}
		var msg message
		if json.Unmarshal(bytes.TrimSuffix(data, []byte{0}), &msg) != nil {
			continue
		}
		if msg.ID != 0 {
			b.mu.Lock()
			answer := b.waiting[msg.ID]
			delete(b.waiting, msg.ID)
			b.mu.Unlock()
			if answer != nil {
				answer <- msg
			}
			continue
		}
		if page, ok := sessions.Load(msg.SessionID); ok {
			page.(*tab).event(msg)
		}
	}
}

func (b *browser) call(t testing.TB, session, method string, params map[string]any) json.RawMessage {
	t.Helper()
	b.mu.Lock()
	b.next++
	id := b.next
	answer := make(chan message, 1)
	b.waiting[id] = answer
	request := map[string]any{"id": id, "method": method, "params": params}
	if params == nil {
		request["params"] = map[string]any{}
	}
	if session != "" {
		request["sessionId"] = session
	}
	data, err := json.Marshal(request)
	if err == nil {
		_, err = b.out.Write(append(data, 0))
	}
	b.mu.Unlock()
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	select {
	case msg := <-answer:
		if msg.Error != nil {
			t.Fatalf("%s: %s", method, msg.Error.Message)
		}
		return msg.Result
	case <-b.gone:
		t.Fatalf("%s: the browser has ended", method)
	case <-time.After(120 * time.Second):
		t.Fatalf("%s: no answer", method)
	}
	return nil
}

// tab is one page of the browser.
type tab struct {
	t        testing.TB
	b        *browser
	session  string
	mu       sync.Mutex
	problems []string // errors and warnings of the console, exceptions, requests
	loaded   chan struct{}
}

// open shows an address in a window of a size. Whatever the console says, and
// every request but the page itself, fails the test.
func open(t testing.TB, url string, width, height int, dark bool) *tab {
	t.Helper()
	b := startBrowser(t)
	var context struct{ BrowserContextID string } // of its own, with nothing stored
	unmarshal(t, b.call(t, "", "Target.createBrowserContext", nil), &context)
	var target struct{ TargetID string }
	unmarshal(t, b.call(t, "", "Target.createTarget", map[string]any{"url": "about:blank", "browserContextId": context.BrowserContextID}), &target)
	var attached struct{ SessionID string }
	unmarshal(t, b.call(t, "", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}), &attached)
	page := &tab{t: t, b: b, session: attached.SessionID, loaded: make(chan struct{}, 8)}
	sessions.Store(page.session, page)
	t.Cleanup(func() {
		page.mu.Lock()
		problems := page.problems
		page.mu.Unlock()
		for _, problem := range problems {
			t.Error(problem)
		}
		sessions.Delete(page.session)
		b.call(t, "", "Target.disposeBrowserContext", map[string]any{"browserContextId": context.BrowserContextID})
	})
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		page.call(domain+".enable", nil)
	}
	theme := "light"
	if dark {
		theme = "dark"
	}
	page.call("Emulation.setEmulatedMedia", map[string]any{"features": []any{
		map[string]any{"name": "prefers-color-scheme", "value": theme}, map[string]any{"name": "prefers-reduced-motion", "value": "reduce"}}})
	page.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false})
	page.navigate(url)
	return page
}

func (p *tab) navigate(url string) {
	p.t.Helper()
	p.call("Page.navigate", map[string]any{"url": url})
	select {
	case <-p.loaded:
	case <-time.After(120 * time.Second):
		p.t.Fatalf("%s does not load", url)
	}
}

func (p *tab) call(method string, params map[string]any) json.RawMessage {
	p.t.Helper()
	return p.b.call(p.t, p.session, method, params)
}

func (p *tab) event(msg message) {
	problem := func(format string, args ...any) {
		p.mu.Lock()
		p.problems = append(p.problems, fmt.Sprintf(format, args...))
		p.mu.Unlock()
	}
	switch msg.Method {
	case "Page.loadEventFired":
		p.loaded <- struct{}{}
	case "Runtime.exceptionThrown":
		problem("an exception in the page: %s", msg.Params)
	case "Runtime.consoleAPICalled":
		problem("the page wrote to the console: %s", msg.Params)
	case "Log.entryAdded":
		problem("the browser logged: %s", msg.Params)
	case "Network.requestWillBeSent":
		var sent struct{ Request struct{ URL string } }
		if json.Unmarshal(msg.Params, &sent) == nil {
			url := sent.Request.URL
			if !strings.HasPrefix(url, "file:") && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "http://127.0.0.1:") {
				problem("the page asked for %s", url)
			}
		}
	}
}

// eval runs an expression, which may be a promise, and decodes what it gives.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	unmarshal(p.t, p.call("Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true}), &answer)
	if e := answer.ExceptionDetails; e != nil {
		p.t.Fatalf("%s\n%s %s", expression, e.Text, e.Exception.Description)
	}
	var value T
	if len(answer.Result.Value) > 0 {
		unmarshal(p.t, answer.Result.Value, &value)
	}
	return value
}

// until waits for a condition of the page.
func (p *tab) until(condition string) {
	p.t.Helper()
	limit := time.Now().Add(30 * time.Second)
	for !eval[bool](p, "Boolean("+condition+")") {
		if time.Now().After(limit) {
			p.t.Fatalf("the page does not come to %s", condition)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// click presses the mouse in the middle of the first box of what a selector finds.
func (p *tab) click(selector string) {
	p.t.Helper()
	p.until("document.querySelector(" + quoted(selector) + ")")
	at := eval[[2]float64](p, `(() => {
		const e = document.querySelector(`+quoted(selector)+`);
		e.scrollIntoView({block: 'nearest'});
		const box = e.getClientRects()[0];
		return [box.left + box.width / 2, box.top + box.height / 2];
	})()`)
	p.clickAt(at[0], at[1])
}

func (p *tab) clickAt(x, y float64) {
	p.t.Helper()
	for _, kind := range []string{"mouseMoved", "mousePressed", "mouseReleased"} {
		p.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1})
	}
}

func (p *tab) hover(selector string) {
	p.t.Helper()
	at := eval[[2]float64](p, `(() => {
		const box = document.querySelector(`+quoted(selector)+`).getClientRects()[0];
		return [box.left + box.width / 2, box.top + box.height / 2];
	})()`)
	p.call("Input.dispatchMouseEvent", map[string]any{"type": "mouseMoved", "x": at[0], "y": at[1]})
}

// codesOfKeys are the keys that have no character.
var codesOfKeys = map[string]int{
	"Tab": 9, "Enter": 13, "Escape": 27, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40,
}

// press types keys by their names.
func (p *tab) press(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		params := map[string]any{"type": "keyDown", "key": key, "windowsVirtualKeyCode": codesOfKeys[key]}
		if codesOfKeys[key] == 0 || key == "Enter" {
			params["text"] = strings.Replace(key, "Enter", "\r", 1)
		}
		p.call("Input.dispatchKeyEvent", params)
		p.call("Input.dispatchKeyEvent", map[string]any{"type": "keyUp", "key": key, "windowsVirtualKeyCode": codesOfKeys[key]})
	}
}

func (p *tab) write(text string) {
	p.t.Helper()
	p.call("Input.insertText", map[string]any{"text": text})
}

func (p *tab) text(selector string) string {
	p.t.Helper()
	return eval[string](p, "document.querySelector("+quoted(selector)+")?.textContent ?? ''")
}

func (p *tab) count(selector string) int {
	p.t.Helper()
	return eval[int](p, "document.querySelectorAll("+quoted(selector)+").length")
}

// shoot keeps a picture of the page in the folder that REPORT_SHOTS names, to be
// looked at by a person.
func (p *tab) shoot(name string) {
	p.t.Helper()
	folder := os.Getenv("REPORT_SHOTS")
	if folder == "" {
		return
	}
	var shot struct{ Data string }
	unmarshal(p.t, p.call("Page.captureScreenshot", map[string]any{"format": "png"}), &shot)
	data, err := base64.StdEncoding.DecodeString(shot.Data)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, name+".png"), data, 0o644)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

func unmarshal(t testing.TB, data []byte, to any) {
	t.Helper()
	if err := json.Unmarshal(data, to); err != nil {
		t.Fatalf("%v in %.200s", err, data)
	}
}

func quoted(s string) string {
	data, _ := json.Marshal(s)
	return string(data)
}

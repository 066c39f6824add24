package report_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/report"
)

// file puts a page where the browser can read it.
func file(t testing.TB, page report.Page, docs ...report.Document) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "报告 page.html")
	if err := os.WriteFile(path, []byte(write(t, page, docs...)), 0o644); err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

// mention is the selector of the mention with a text.
func mentionOf(t testing.TB, p *tab, surface string) string {
	t.Helper()
	index := eval[int](p, "app.document.model.mentions.find((r) => app.document.model.surface(r) === "+quoted(surface)+")?.index ?? -1")
	if index < 0 {
		t.Fatalf("the page has no mention %s", surface)
	}
	return fmt.Sprintf(`.m[data-r="%d"]`, index)
}

func TestBrowserMentions(t *testing.T) {
	doc := article(t, "jimo.txt")
	p := open(t, file(t, report.Page{Title: "jimo.txt"}, doc), 1440, 900, false)
	p.shoot("document")

	// The records that the page rebuilds are those that the program writes.
	lines := eval[[]string](p, "app.document.model.records.map((r) => app.document.model.line(r))")
	if len(lines) != len(doc.Records)-1 {
		t.Fatalf("%d records on the page, %d in the document", len(lines), len(doc.Records)-1)
	}
	for i, r := range doc.Records[1:] {
		if want := string(record.AppendJSON(nil, r)); lines[i] != want {
			t.Errorf("the page has\n%s\nwant\n%s", lines[i], want)
		}
	}

	selector := mentionOf(t, p, "3.4万余辆")
	p.hover(selector)
	p.until("!document.getElementById('tip').hidden")
	if tip := p.text("#tip"); !strings.Contains(tip, "≥ 34,000 辆") || !strings.Contains(tip, "quantity.") || !strings.Contains(tip, "source 194–203") {
		t.Errorf("the tip says %q", tip)
	}
	before := eval[[]float64](p, "[...document.querySelectorAll('article p')].slice(0, 9).map((p) => p.getBoundingClientRect().top)")
	p.click(selector)
	after := eval[[]float64](p, "[...document.querySelectorAll('article p')].slice(0, 9).map((p) => p.getBoundingClientRect().top)")
	if fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("the text jumped on a click: %v, then %v", before, after)
	}
	shown := p.text(".inspector")
	for _, want := range []string{"quantity", "3.4万余辆", "#q194", "34000", "source 194–203", "bytes 512–527", "3 . 4 万余辆", "rules/", "燃气重卡销量"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the record shown lacks %q: %s", want, shown)
		}
	}
	if got := eval[string](p, "document.querySelector('.facts tr.on')?.dataset.id ?? ''"); got != "f194" {
		t.Errorf("the fact %q is chosen in the table", got)
	}
	if got := eval[string](p, "location.hash"); got != "#r=q194" {
		t.Errorf("the address is %q", got)
	}
	p.click(".actions button")
	if got := eval[string](p, "document.querySelector('.actions button').dataset.copied"); !strings.HasPrefix(got, `{"type":"quantity","doc":"jimo.txt","id":"jimo.txt#q194"`) {
		t.Errorf("copied is %q", got)
	}

	// A kind of mention that is turned off is passed over.
	p.click(".type.q")
	p.click(selector)
	if got := p.text(".inspector .chip"); got == "quantity" {
		t.Error("a mention that is not shown can be chosen")
	}
}

func TestBrowserFacts(t *testing.T) {
	p := open(t, file(t, report.Page{}, article(t, "bulletin.txt")), 1440, 900, false)
	first := func(column int) string {
		return eval[string](p, fmt.Sprintf("document.querySelector('.facts tr[data-row=\"0\"]').cells[%d].textContent", column))
	}
	p.click(".facts .c-size button")
	if got := first(2); got != "1,286.43 亿元" {
		t.Errorf("the largest value is %q", got)
	}
	if got := eval[string](p, "document.querySelector('.facts th.c-size').getAttribute('aria-sort')"); got != "descending" {
		t.Errorf("the order is said to be %s", got)
	}
	p.click(".facts .c-size button")
	smallest := first(2)
	p.click(".facts .c-size button") // back to the order of the text
	if first(1) != "地区生产总值" || smallest == "1,286.43 亿元" {
		t.Errorf("the smallest is %s, the first %s", smallest, first(1))
	}
	eval[any](p, `(() => { const s = document.querySelector('.filters select[aria-label="All kinds"]'); s.value = 'decrease'; s.dispatchEvent(new Event('change')); })()`)
	if got := p.text(".filters .count"); !strings.Contains(got, " of 40") {
		t.Errorf("filtered are %q", got)
	}
	if n := p.count(".facts tr[data-row]"); n != 5 && n < 3 {
		t.Errorf("%d facts of a decrease", n)
	}
	for i := range p.count(".facts tr[data-row]") {
		if note := eval[string](p, fmt.Sprintf("document.querySelector('.facts tr[data-row=\"%d\"]').cells[4].textContent", i)); !strings.Contains(note, "↓") {
			t.Errorf("row %d: %q is no decrease", i, note)
		}
	}
	p.click(`.facts tr[data-row="0"]`)
	p.until("document.querySelector('.s.on')")
	if got := eval[string](p, "document.querySelector('.s.on').textContent"); !strings.Contains(got, "下降") {
		t.Errorf("the sentence %q is marked", got)
	}
	if !eval[bool](p, `(() => { const box = document.querySelector('.m.on').getBoundingClientRect(), pane = document.querySelector('.reading').getBoundingClientRect(); return box.top >= pane.top && box.bottom <= pane.bottom; })()`) {
		t.Error("the sentence is out of sight")
	}

	// The search filters the table and walks through the text.
	p.press("/")
	p.write("万人")
	p.until("document.getElementById('found').textContent === '4 in the text'")
	if n := p.count(".facts tr[data-row]"); n != 0 {
		t.Errorf("%d facts of a decrease in 万人", n)
	}
	p.press("Enter", "Enter")
	p.until("document.getElementById('found').textContent === '2 of 4'")
	p.press("Escape")
	p.until("document.getElementById('found').textContent === '' && document.activeElement === document.body")

	// Rows are walked through by keys.
	p.click(`.facts tr[data-row="1"]`)
	eval[any](p, `document.querySelector('.facts tr[data-row="1"]').focus()`)
	p.press("ArrowDown", "Enter")
	if got := eval[string](p, "document.querySelector('.facts tr.on').dataset.row"); got != "2" {
		t.Errorf("row %s is chosen", got)
	}
}

func TestBrowserKeys(t *testing.T) {
	p := open(t, file(t, report.Page{Compared: true}, compared(t, article(t, "harvest.txt"))), 1440, 900, false)
	var order []string
	for range 16 {
		p.press("Tab")
		order = append(order, eval[string](p, "(() => { const e = document.activeElement; return e.id || e.dataset.type || e.className || e.getAttribute('aria-label') || e.textContent; })()"))
	}
	want := []string{"skip", "search", "theme", "help", "q", "t", "e", "reading", "tab-facts", "All subjects"}
	for i, id := range want {
		if order[i] != id {
			t.Errorf("the order of Tab is %q, want %q first", order, want)
			break
		}
	}
	// Arrows walk through the mentions in the order of the text.
	p.press("Escape", "ArrowRight")
	var walked []int
	for range 5 {
		walked = append(walked, eval[int](p, "app.document.chosen.n[0]"))
		p.press("ArrowRight")
	}
	for i := 1; i < len(walked); i++ {
		if walked[i] < walked[i-1] {
			t.Errorf("the arrow walks to %v", walked)
		}
	}
	p.press("ArrowLeft", "ArrowLeft")
	if got := eval[int](p, "app.document.chosen.n[0]"); got != walked[3] {
		t.Errorf("back at %d, want %d", got, walked[3])
	}
	p.press("Escape")
	if p.count(".on") != 0 || eval[bool](p, "Boolean(app.document.chosen)") {
		t.Error("Esc leaves something chosen")
	}
	// n and p walk through what differs.
	p.press("5", "n")
	if got := eval[string](p, "app.document.chosen.d"); got == "" {
		t.Error("n goes to a record that does not differ")
	}
	p.press("n", "n")
	if p.count("#view-changes button.on") != 1 {
		t.Error("the change is not marked in its list")
	}
	p.shoot("changes")
	p.press("?")
	p.until("document.getElementById('keys').open")
	p.press("Escape")
	p.until("!document.getElementById('keys').open")
	for key, view := range map[string]string{"2": "facts", "3": "charts", "4": "source"} {
		p.press(key)
		if eval[bool](p, "document.getElementById('view-"+view+"').hidden") {
			t.Errorf("%s does not open the %s", key, view)
		}
	}
	// The tabs are one stop, and arrows go between them.
	eval[any](p, "document.getElementById('tab-source').focus()")
	p.press("ArrowLeft")
	if got := eval[string](p, "document.activeElement.id"); got != "tab-charts" || eval[bool](p, "document.getElementById('view-charts').hidden") {
		t.Errorf("the arrow goes to %s", got)
	}
}

func TestBrowserSource(t *testing.T) {
	doc := article(t, "scan.txt")
	p := open(t, file(t, report.Page{}, doc), 1440, 900, true)
	p.press("4")
	p.until("document.querySelector('.raw .space')")
	if got, want := eval[string](p, "document.querySelector('.raw').textContent"), string(doc.Text.Source().Runes()); got != want {
		t.Errorf("the source shown is %.80q, want %.80q", got, want)
	}
	// A click in the text shows the place in the source, and back.
	runes := doc.Text.Source().Runes()
	for _, want := range []string{"精", "货"} {
		at := eval[[2]float64](p, `(() => { const at = app.document.model.text.s.indexOf(`+quoted(want)+`); if (at < 0) return [-1, -1]; const box = app.document.reading.range(at, at + 1).getBoundingClientRect(); return [box.left + 3, box.top + box.height / 2]; })()`)
		if at[0] < 0 {
			continue
		}
		p.clickAt(at[0], at[1])
		marked := eval[string](p, "[...CSS.highlights.get('raw')].map(String).join()")
		if marked != want {
			t.Errorf("a click on %s marks %q in the source", want, marked)
		}
		source, _ := strconv.Atoi(eval[string](p, "[...document.querySelectorAll('.inspector dt')].find((e) => e.textContent === 'source').nextSibling.textContent"))
		if string(runes[source]) != want {
			t.Errorf("the place in the source is said to be %d, which is %c", source, runes[source])
		}
	}
	at := eval[[2]float64](p, `(() => { const s = app.document.model.source.s; const at = s.indexOf('铸'); const range = app.document.source.range(at, at + 1); reveal(app.document.source.pane, range); const box = range.getBoundingClientRect(); return [box.left + 3, box.top + box.height / 2]; })()`)
	p.clickAt(at[0], at[1])
	if got := eval[string](p, "[...CSS.highlights.get('point')].map(String).join()"); got != "铸" {
		t.Errorf("a click on 铸 in the source marks %q in the text", got)
	}
	// A click on a mention in the source chooses it.
	at = eval[[2]float64](p, `(() => { const range = app.document.source.range(...app.document.model.mentions.find((r) => app.document.model.surface(r) === '91.6%').c); reveal(app.document.source.pane, range); const box = range.getBoundingClientRect(); return [box.left + 5, box.top + box.height / 2]; })()`)
	p.clickAt(at[0], at[1])
	if got := p.text(".inspector strong"); got != "91.6%" {
		t.Errorf("a click on 91.6%% in the source shows %q", got)
	}
	p.click(mentionOf(t, p, "3.5万吨/年"))
	if got := eval[string](p, "[...CSS.highlights.get('raw')].map(String).join()"); got != "3 . 5 万 吨 ／ 年" {
		t.Errorf("the mention is %q in the source", got)
	}
	p.shoot("source-dark")
}

func TestBrowserColours(t *testing.T) {
	url := file(t, report.Page{}, article(t, "wire.txt"))
	paper := func(p *tab) string {
		return eval[string](p, "getComputedStyle(document.querySelector('.reading')).backgroundColor")
	}
	light := paper(open(t, url, 1440, 900, false))
	p := open(t, url, 1440, 900, true)
	dark := paper(p)
	if light != "rgb(252, 251, 248)" || dark == light {
		t.Errorf("light %s, dark %s", light, dark)
	}
	p.click("#theme")
	if got := paper(p); got != light {
		t.Errorf("turned to light the paper is %s", got)
	}
	p.navigate(url)
	if got := paper(p); got != light {
		t.Errorf("loaded anew the paper is %s: the choice is forgotten", got)
	}
	p.press("d")
	if got := paper(p); got != dark {
		t.Errorf("turned back to dark the paper is %s", got)
	}
	p.call("Emulation.setEmulatedMedia", map[string]any{"media": "print"})
	if got := eval[string](p, "[getComputedStyle(document.querySelector('.inspector')).display, getComputedStyle(document.querySelector('article')).color].join()"); got != "none,rgb(35, 34, 31)" {
		t.Errorf("in print: %s", got)
	}
}

func TestBrowserNarrow(t *testing.T) {
	p := open(t, file(t, report.Page{Folder: true, Compared: true}, compared(t, article(t, "jimo.txt")), article(t, "wire.txt")), 390, 800, false)
	wide := func(where string) {
		t.Helper()
		if got := eval[int](p, "document.scrollingElement.scrollWidth"); got > 390 {
			t.Errorf("%s: the page is %d wide in a window of 390", where, got)
		}
		p.shoot("narrow-" + where)
	}
	wide("index")
	p.click(`tr[data-doc="jimo.txt"] a`)
	p.until("app.document")
	wide("text")
	p.click(mentionOf(t, p, "500辆"))
	wide("record")
	if !eval[bool](p, "(() => { const m = document.querySelector('.m.on').getBoundingClientRect(), i = document.querySelector('.inspector').getBoundingClientRect(); return m.bottom < i.top; })()") {
		t.Error("the record hides the mention")
	}
	p.press("Escape")
	for _, view := range []string{"facts", "charts", "source", "changes"} {
		p.click("#tab-" + view)
		wide(view)
	}
	p.click("#tab-facts")
	p.click(`.facts tr[data-row="3"]`)
	if got := eval[string](p, "document.querySelector('.document').dataset.view"); got != "text" {
		t.Errorf("a fact chosen shows the %s, not its sentence", got)
	}
}

func TestBrowserFolder(t *testing.T) {
	p := open(t, file(t, report.Page{Title: "articles", Folder: true}, articles(t)...), 1440, 900, false)
	p.shoot("index")
	p.click(`.documents th.n button`)
	p.click(`.documents th:nth-child(8) button`)
	counts := eval[[]int](p, "[...document.querySelectorAll('.documents tbody tr')].map((tr) => Number(tr.cells[7].textContent))")
	for i := 1; i < len(counts); i++ {
		if counts[i] > counts[i-1] {
			t.Errorf("sorted by facts: %v", counts)
		}
	}
	p.press("/")
	p.write("燃气重卡")
	p.until("document.getElementById('found').textContent === '1 found'")
	p.press("Escape")
	p.click(`tr[data-doc="ferry.txt"] a`)
	p.until("app.document?.model.doc === 'ferry.txt'")
	p.press("ArrowRight")
	if got := eval[string](p, "location.hash"); !strings.HasPrefix(got, "#d=ferry.txt&r=") {
		t.Errorf("the address is %s", got)
	}
	p.click("#home")
	p.until("!app.document && !document.getElementById('index').hidden")
	if p.count("main:not([hidden])") != 1 {
		t.Error("the document is still there")
	}
}

func TestBrowserHostileText(t *testing.T) {
	doc := extract(t, `"><script>alert(3)</script>.txt`, []byte(hostile))
	p := open(t, file(t, report.Page{Title: "<b>", Compared: true}, compared(t, doc)), 1440, 900, false)
	p.press("4", "3", "5", "2")
	if got, want := eval[string](p, "app.document.model.source.s"), string(doc.Text.Source().Runes()); got != want {
		t.Errorf("the source is %q, want %q", got, want)
	}
	p.click(mentionOf(t, p, "5万吨"))
	for _, r := range doc.Records[1:] {
		got := eval[string](p, "app.document.model.line(app.document.model.byId.get("+quoted(strings.TrimPrefix(r.RecordID(), r.DocID()+"#"))+"))")
		if want := string(record.AppendJSON(nil, r)); got != want {
			t.Errorf("the page has\n%s\nwant\n%s", got, want)
		}
	}
	if n := p.count("article script, article img, .inspector script, .facts img"); n > 0 {
		t.Errorf("%d elements of the text became elements of the page", n)
	}
}

func TestBrowserCharts(t *testing.T) {
	p := open(t, file(t, report.Page{}, article(t, "bulletin.txt")), 1440, 900, false)
	p.press("3")
	if p.count(".line .period") < 2 || p.count(".bars li") < 5 {
		t.Errorf("%d periods and %d bars", p.count(".line .period"), p.count(".bars li"))
	}
	p.click(".bars button")
	if p.count(".bars button.on") == 0 || p.count(".s.on") == 0 {
		t.Error("a click on a bar does not show where it was said")
	}
	p.shoot("charts")
}

// How amounts and periods read in the table.
func TestBrowserAmounts(t *testing.T) {
	p := open(t, file(t, report.Page{}, article(t, "wire.txt")), 1440, 900, false)
	for _, tt := range []struct{ expression, want string }{
		{"amount({value: '500', unit: '辆'})", "500 辆"},
		{"amount({value: '34000', unit: '辆', bound: 'min'})", "≥ 34,000 辆"},
		{"amount({value: '230', unit: '%'})", "230%"},
		{"amount({value: '-4250.5', unit: '万'})", "−4,250.5 万"},
		{"amount({value: '26600000', unit: '吨', bound: 'approx'})", "≈ 2,660 万吨"},
		{"amount({value: '128643000000', unit: '元'})", "1,286.43 亿元"},
		{"amount({value: '147500000000001', unit: '元'})", "147.500000000001 万亿元"},
		{"amount({value: '123456789012345678901234567890.5'})", "123,456,789,012,345,678.9012345678905 万亿"},
		{"amount({low: '5', high: '8.5', unit: '倍'})", "5 – 8.5 倍"},
		{"amount({low: '900000000', high: '1200000000', unit: '元'})", "9 – 12 亿元"},
		{"amount({low: '90', high: '1200000000', unit: '元'})", "90 – 1,200,000,000 元"},
		{"amount({ratio: '[2, 3]'})", "2 : 3"},
		{"amount({})", ""},
		{"period('2023-01-01', '2023-12-31')", "2023"},
		{"period('2023-01-01', '2023-09-30')", "2023 Q1–Q3"},
		{"period('2022-10-01', '2022-12-31')", "2022 Q4"},
		{"period('2022-02-01', '2022-02-28')", "2022-02"},
		{"period('2020-02-01', '2020-02-28')", "2020-02-01 – 2020-02-28"},
		{"period('2022-02-01', '2022-05-31')", "2022-02 – 2022-05"},
		{"period('2021-01-01', '2025-12-31')", "2021 – 2025"},
		{"period('2023-12-28', '2023-12-28')", "2023-12-28"},
		{"period('2012-08-10T17:00:00', '2012-08-10T17:00:59')", "2012-08-10 17:00"},
		{"period('2012-08-10T08:00:00', '2012-08-10T10:00:00')", "2012-08-10 08:00:00 – 10:00:00"},
		{"period('', '')", ""},
	} {
		if got := eval[string](p, tt.expression); got != tt.want {
			t.Errorf("%s is %q, want %q", tt.expression, got, tt.want)
		}
	}
}

// A live page takes over a newer one in place.
func TestBrowserLive(t *testing.T) {
	docs := [2]report.Document{article(t, "wire.txt"), article(t, "wire.txt")}
	for i, r := range docs[1].Records { // one entity less
		if r.RecordType() == record.TypeEntity {
			docs[1].Records = append(append([]record.Record{}, docs[1].Records[:i]...), docs[1].Records[i+1:]...)
			break
		}
	}
	var version atomic.Int64
	tell := make(chan string, 4)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/events" {
			w.Header().Set("Content-Type", "text/event-stream")
			for {
				select {
				case event := <-tell:
					fmt.Fprint(w, event)
					http.NewResponseController(w).Flush()
				case <-r.Context().Done():
					return
				}
			}
		}
		n := version.Load()
		fmt.Fprint(w, write(t, report.Page{Live: strconv.FormatInt(n, 10)}, docs[n]))
	}))
	t.Cleanup(server.CloseClientConnections)
	p := open(t, server.URL, 1440, 900, false)
	count := p.text(".type.e b")
	p.press("4", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
	chosen := eval[string](p, "app.document.chosen.id")
	version.Store(1)
	tell <- "event: change\ndata: 1\n\n"
	p.until("document.querySelector('.type.e b').textContent !== " + quoted(count))
	if got := eval[string](p, "app.document.chosen?.id ?? ''"); got != chosen {
		t.Errorf("%s was chosen, now %q", chosen, got)
	}
	if eval[bool](p, "document.getElementById('view-source').hidden") {
		t.Error("the view was changed")
	}
	tell <- "event: problem\ndata: \"rules/x.yaml:3: <b>wrong</b>\"\n\n"
	p.until("document.getElementById('notice').textContent === 'rules/x.yaml:3: <b>wrong</b>' && !document.getElementById('notice').hidden")
	p.shoot("problem")
	tell <- "event: change\ndata: 2\n\n"
	p.until("document.getElementById('notice').hidden")
}

// An article of 5 MB stays usable.
func TestBrowserLargeArticle(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	findBrowser(t)
	var all strings.Builder
	for docs := articles(t); all.Len() < 5_000_000; {
		for _, doc := range docs {
			all.WriteString(string(doc.Text.Source().Runes()) + "\n\n")
		}
	}
	text := all.String()
	doc := extract(t, "large.txt", []byte(text))
	url := file(t, report.Page{}, doc)
	start := time.Now()
	p := open(t, url, 1440, 900, false)
	t.Logf("%d bytes, %d records: loaded in %v", len(text), len(doc.Records), time.Since(start).Round(10*time.Millisecond))
	timed := func(what, expression string, limit time.Duration) {
		t.Helper()
		took := time.Duration(eval[float64](p, `(async () => { const from = performance.now(); `+expression+`; await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); return performance.now() - from; })()`) * float64(time.Millisecond))
		t.Logf("%-28s %v", what, took.Round(time.Millisecond))
		if took > limit {
			t.Errorf("%s takes %v, more than %v", what, took, limit)
		}
	}
	const quick, slow = 10 * time.Second, 30 * time.Second // of a machine that does much else; the log tells the time
	timed("choose a fact", `document.querySelector('.facts tr[data-row="3"]').click()`, quick)
	timed("next mention", `app.document.step(1)`, quick)
	timed("scroll to the middle", `document.querySelector('.reading').scrollTop = document.querySelector('.reading').scrollHeight / 2`, quick)
	timed("open the source", `document.getElementById('tab-source').click()`, quick)
	timed("choose in the middle", `app.document.select(app.document.model.records[Math.floor(app.document.model.records.length / 2)], 'test')`, quick)
	timed("search", `document.getElementById('search').value = '增长'; document.getElementById('search').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))`, slow)
	timed("next found", `document.getElementById('search').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))`, quick)
	timed("sort the facts", `document.getElementById('tab-facts').click(); document.querySelector('.facts .c-size button').click()`, slow)
	timed("draw the charts", `document.getElementById('tab-charts').click()`, slow)
	if n := eval[int](p, "document.querySelectorAll('.facts tr').length"); n > 200 {
		t.Errorf("the table has %d rows at once", n)
	}
	p.shoot("large")
}

package report

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"strconv"
	"strings"
)

//go:embed page
var assets embed.FS

// scripts are the parts of the page's script, in order: each uses those before.
var scripts = []string{
	"runes.js", "model.js", "element.js", "amount.js", "reading.js", "facts.js", "source.js", "charts.js", "inspector.js",
	"changes.js", "document.js", "index.js", "live.js", "app.js",
}

// Style and script are the same in every page, and so are the hashes by which
// the page's policy knows them.
var (
	style      = asset("page.css")
	script     = joined(scripts)
	styleHash  = hash(style)
	scriptHash = hash(script)
)

func asset(name string) string {
	data, err := assets.ReadFile("page/" + name)
	if err != nil {
		panic(err) // it was there when the program was built
	}
	return string(data)
}

func joined(names []string) string {
	var b strings.Builder
	b.WriteString("'use strict';\n")
	for _, name := range names {
		b.WriteString(asset(name))
	}
	return b.String()
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

var templates = template.Must(template.New("page").Funcs(template.FuncMap{
	"grouped": grouped,
}).ParseFS(assets, "page/*.html"))

// grouped writes a number with its thousands parted.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// framed is what the head and the foot of a page are made of.
type framed struct {
	Page
	Policy string
	Style  template.CSS
	Script template.JS
}

func frame(page Page) framed {
	policy := "default-src 'none'; script-src '" + scriptHash + "'; style-src '" + styleHash + "'; img-src data:; base-uri 'none'; form-action 'none'"
	if page.Live != "" {
		policy += "; connect-src 'self'"
	}
	return framed{page, policy, template.CSS(style), template.JS(script)}
}

// listed is an index.
type listed struct {
	Page
	Entries []Entry

	Chars, Quantities, Times, Entities, Facts int // of all
}

func indexOf(page Page, entries []Entry) listed {
	l := listed{Page: page, Entries: entries}
	for _, e := range entries {
		l.Chars += e.About.Chars
		l.Quantities += e.About.Quantities
		l.Times += e.About.Times
		l.Entities += e.About.Entities
		l.Facts += e.About.Facts
	}
	return l
}

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"zhfacts/pipeline/report"
)

// docPrefix is the address below which every document has its page. What stands
// behind it is looked up among the ids of the documents; it is never a path.
const docPrefix = "/doc/"

// docAddress is the address of a document's page.
func docAddress(id string) string {
	parts := strings.Split(id, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return docPrefix + strings.Join(parts, "/")
}

// local answers requests of this machine. A name that points here in some
// foreign page is refused by its Host header, so that no such page can read what
// is served.
func (v *server) local(address net.Addr) http.Handler {
	_, port, _ := net.SplitHostPort(address.String())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLocal(r.Host, port) {
			http.Error(w, "This address is served to 127.0.0.1 and localhost only.", http.StatusMisdirectedRequest)
			return
		}
		header := w.Header()
		header.Set("Cache-Control", "no-store")
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("X-Frame-Options", "DENY")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			header.Set("Allow", "GET, HEAD")
			http.Error(w, "Only GET and HEAD are answered.", http.StatusMethodNotAllowed)
			return
		}
		path := r.URL.Path
		id, isDoc := strings.CutPrefix(path, docPrefix)
		switch {
		case path == "/":
			v.answerIndex(w, r)
		case isDoc:
			v.answerDocument(w, r, id)
		case path == "/events":
			v.answerEvents(w, r)
		case path == "/search":
			v.answerSearch(w, r)
		default:
			http.NotFound(w, r)
		}
	})
}

// isLocal tells whether a Host header names this machine and the port.
func isLocal(host, port string) bool {
	name, at, err := net.SplitHostPort(host)
	if err != nil {
		name, at = strings.Trim(host, "[]"), "80"
	}
	return at == port && (name == "127.0.0.1" || strings.EqualFold(name, "localhost"))
}

func (v *server) page(version int) report.Page {
	return report.Page{Title: v.title, Compared: v.sides.given(), Live: strconv.Itoa(version)}
}

func (v *server) answerIndex(w http.ResponseWriter, r *http.Request) {
	sh, _, version, _ := v.current()
	if sh.wait(r.Context()) != nil {
		return
	}
	var out bytes.Buffer
	if err := report.WriteIndex(&out, v.page(version), sh.entries); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	answer(w, "text/html; charset=utf-8", out.Bytes())
}

func (v *server) answerDocument(w http.ResponseWriter, r *http.Request, id string) {
	sh, _, version, _ := v.current()
	doc, err := sh.document(r.Context(), id)
	switch {
	case r.Context().Err() != nil:
		return
	case errors.Is(err, errNoDocument), errors.Is(err, fs.ErrNotExist):
		http.Error(w, fmt.Sprintf("%s: %v", id, err), http.StatusNotFound)
		return
	case err != nil:
		http.Error(w, fmt.Sprintf("%s: %v", id, err), http.StatusUnprocessableEntity)
		return
	}
	page := v.page(version)
	page.Title, page.Home = id, "/"
	var out bytes.Buffer
	if err := report.Write(&out, page, only(doc)); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	answer(w, "text/html; charset=utf-8", out.Bytes())
}

// only is the sequence of one document.
func only(doc report.Document) iter.Seq2[report.Document, error] {
	return func(yield func(report.Document, error) bool) { yield(doc, nil) }
}

func (v *server) answerSearch(w http.ResponseWriter, r *http.Request) {
	sh, _, _, _ := v.current()
	if sh.wait(r.Context()) != nil {
		return
	}
	docs, err := json.Marshal(sh.with(strings.ToLower(r.URL.Query().Get("q"))))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	answer(w, "application/json", docs)
}

func answer(w http.ResponseWriter, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Write(body)
}

// answerEvents tells a page when there is something newer than the version that
// it shows, and what keeps the server from showing the newest.
func (v *server) answerEvents(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	send := func(event string, data any) bool {
		text, err := json.Marshal(data)
		if err == nil {
			_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", event, text)
		}
		return err == nil && control.Flush() == nil
	}
	shown := r.URL.Query().Get("since")
	if !send("hello", shown) {
		return
	}
	for {
		_, problem, version, changed := v.current()
		event, data := "", any(nil)
		switch {
		case problem != "":
			event, data = "problem", problem
		case strconv.Itoa(version) != shown:
			event, data = "change", version
			shown = strconv.Itoa(version)
		}
		if event != "" && !send(event, data) {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

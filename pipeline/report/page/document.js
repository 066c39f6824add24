// DocumentView is a document on the page: the parts of its views, and what is chosen.
class DocumentView {
  constructor(root, app) {
    this.root = root;
    this.app = app;
    this.model = new Model(JSON.parse(root.querySelector('script.data').textContent));
    this.tip = new Tip(this.model);
    this.reading = new Reading(this);
    this.facts = new Facts(this);
    this.charts = new Charts(this);
    this.source = new Source(this);
    this.inspector = new Inspector(this);
    this.changes = new Changes(this);
    this.parts = { facts: this.facts, charts: this.charts, source: this.source };
    this.tabs = [...root.querySelectorAll('[role=tab]')];
    for (const tab of this.tabs) tab.addEventListener('click', () => this.open(tab.dataset.view));
    root.querySelector('[role=tablist]').addEventListener('keydown', (e) => this.#tabKey(e));
    for (const button of root.querySelectorAll('.type')) {
      button.addEventListener('click', () => {
        const on = button.getAttribute('aria-pressed') !== 'true';
        button.setAttribute('aria-pressed', on);
        this.reading.show(button.dataset.type, on);
      });
    }
    this.chosen = null;
    this.found = [];
    this.at = -1;
    this.open(narrow.matches ? 'text' : 'facts');
  }

  #tabKey(e) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (!by) return;
    const tabs = this.tabs.filter((tab) => tab.offsetParent !== null);
    const next = tabs[(tabs.indexOf(e.target) + by + tabs.length) % tabs.length];
    this.open(next.dataset.view);
    next.focus();
    e.preventDefault();
    e.stopPropagation();
  }

  // open shows a view beside the text; where there is no room, in its place.
  open(name) {
    if (name === 'text' && !narrow.matches) name = 'facts';
    if (!this.tabs.some((tab) => tab.dataset.view === name)) return;
    this.name = name;
    this.root.dataset.view = name;
    this.tip.hide();
    for (const tab of this.tabs) {
      const on = tab.dataset.view === name;
      tab.setAttribute('aria-selected', on);
      tab.tabIndex = on ? 0 : -1;
    }
    for (const view of this.root.querySelectorAll('.view')) view.hidden = view.id !== 'view-' + name;
    this.parts[name]?.wake();
  }

  // select chooses a record; from says where the user did, and is not scrolled.
  select(r, from) {
    if (!r) return;
    this.chosen = r;
    this.tip.hide();
    if (from === 'text') this.reading.mark(r);
    else {
      if (narrow.matches && from === 'facts') this.open('text');
      this.reading.go(r);
    }
    this.facts.mark(r);
    this.charts.mark(r);
    this.source.mark(r, from !== 'source');
    this.changes.mark(r);
    this.inspector.show(r);
    if (narrow.matches) this.reading.go(r); // the record takes room from the text
    this.app.remember();
  }

  clear() {
    this.chosen = null;
    this.tip.hide();
    this.reading.clear();
    this.facts.mark(null);
    this.charts.mark(null);
    this.source.mark(null, false);
    this.changes.mark(null);
    this.inspector.clear();
    this.app.remember();
  }

  // point shows one place in the text and in the source.
  point(p, from, c = this.model.toSource(p)) {
    if (this.chosen) this.clear();
    this.reading.point(p, from !== 'text');
    this.source.point(c, from !== 'source');
    this.inspector.place(p, c);
  }

  step(by) { this.select(this.reading.step(by), 'keys'); }

  stepChange(by) { this.select(this.changes.step(this.chosen, by), 'keys'); }

  // search finds a word in the text and filters the facts.
  search(query) {
    this.found = [];
    this.at = -1;
    if (query) {
      const text = this.model.text, s = text.s.toLowerCase(), wanted = query.toLowerCase();
      for (let u = s.indexOf(wanted); u >= 0; u = s.indexOf(wanted, u + wanted.length)) {
        this.found.push([text.point(u), text.point(u + wanted.length)]);
      }
    }
    this.facts.search(query);
    this.reading.find(this.found, -1);
    return this.found.length;
  }

  nextFound(by) {
    if (this.found.length === 0) return;
    this.at = this.at < 0 && by < 0 ? this.found.length - 1 : (this.at + by + this.found.length) % this.found.length;
    this.reading.find(this.found, this.at);
  }

  // state is what outlives a newer version of the page.
  state() {
    return {
      name: this.name, chosen: this.chosen?.id, top: this.reading.pane.scrollTop, facts: this.facts.scroll.scrollTop,
      filters: this.facts.filters, sort: this.facts.sort, hidden: ['q', 't', 'e'].filter((type) => !this.reading.shown.has(type)),
    };
  }

  restore(state) {
    this.open(state.name);
    Object.assign(this.facts.filters, state.filters);
    for (const [i, key] of ['subject', 'period', 'kind', 'rule'].entries()) {
      const select = this.facts.root.querySelectorAll('select')[i];
      select.value = state.filters[key];
      if (select.selectedIndex < 0) this.facts.filters[key] = select.value = '';
    }
    this.facts.sort = state.sort;
    this.facts.update();
    for (const type of state.hidden) this.root.querySelector(`.type[data-type="${type}"]`).click();
    const r = this.model.byId.get(state.chosen);
    if (r) this.select(r, 'text');
    this.reading.pane.scrollTop = state.top;
    this.facts.scroll.scrollTop = state.facts;
  }
}

const narrow = matchMedia('screen and (max-width: 900px)');

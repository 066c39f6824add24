// App is the page: what is open, the search, the keys, the colours.
class App {
  constructor() {
    this.stage = document.getElementById('stage');
    this.box = document.getElementById('search');
    this.output = document.getElementById('found');
    this.home = document.getElementById('home');
    this.where = document.getElementById('where');
    this.#theme();
    let pending;
    this.box.addEventListener('input', () => {
      clearTimeout(pending);
      pending = setTimeout(() => this.#search(), 120);
    });
    this.box.addEventListener('keydown', (e) => {
      if (e.key === 'Enter') {
        clearTimeout(pending);
        if (this.searched !== this.query()) this.#search();
        this.document?.nextFound(e.shiftKey ? -1 : 1);
        this.#count();
        e.preventDefault();
      }
    });
    document.addEventListener('keydown', (e) => this.#key(e));
    this.skip = document.getElementById('skip');
    this.skip.addEventListener('click', (e) => {
      this.document?.open('text');
      this.document?.reading.pane.focus();
      e.preventDefault(); // the address says what is open
    });
    document.getElementById('help').addEventListener('click', () => document.getElementById('keys').showModal());
    window.addEventListener('hashchange', () => this.#route());
    window.addEventListener('beforeprint', () => this.document?.facts.print());
    narrow.addEventListener('change', () => this.document?.open(this.document.name));
    this.#mount();
    if (document.documentElement.hasAttribute('data-live')) new Live(this);
  }

  // #mount takes up what stands on the stage.
  #mount() {
    this.documents = new Map();
    for (const template of this.stage.querySelectorAll('template[data-doc]')) this.documents.set(template.dataset.doc, template);
    const root = document.getElementById('index');
    this.index = root && new Index(root, this);
    this.document = null;
    this.texts = null;
    const single = this.stage.querySelector('main.document');
    this.skip.hidden = true;
    if (single) this.#show(single);
    this.#route();
  }

  replace(stage) {
    const state = this.document?.state();
    CSS.highlights?.clear();
    this.stage.replaceChildren(...stage.childNodes);
    this.#mount();
    if (state && this.document) this.document.restore(state);
    this.searched = null;
    if (this.query()) this.#search();
  }

  #show(main) {
    this.document = new DocumentView(main, this);
    this.skip.hidden = false;
    this.where.textContent = main.dataset.doc;
    this.home.hidden = !this.index && this.home.getAttribute('href') === '#';
  }

  // #route opens what the address names: #d=DOCUMENT&r=RECORD.
  #route() {
    const at = new URLSearchParams(location.hash.slice(1));
    if (this.index && this.documents.size > 0) {
      const doc = at.get('d');
      if (this.document?.model.doc !== (doc ?? undefined)) {
        this.document?.root.remove();
        this.document = null;
        const template = this.documents.get(doc);
        this.index.root.hidden = Boolean(template);
        if (template) {
          this.stage.append(template.content.cloneNode(true));
          this.#show(this.stage.lastElementChild);
        } else {
          this.home.hidden = this.skip.hidden = true;
          this.where.textContent = document.title;
        }
        CSS.highlights?.clear();
        this.searched = null;
        this.#search();
      }
    }
    const r = this.document?.model.byId.get(at.get('r') ?? '');
    if (r && this.document.chosen !== r) this.document.select(r, 'address');
  }

  // remember puts what is chosen into the address.
  remember() {
    const at = new URLSearchParams();
    if (this.index && this.document) at.set('d', this.document.model.doc);
    if (this.document?.chosen) at.set('r', this.document.chosen.id);
    history.replaceState(null, '', at.size ? '#' + at : location.pathname + location.search);
  }

  query() { return this.box.value.trim(); }

  async #search() {
    const query = this.query();
    if (this.searched === query) return;
    this.searched = query;
    if (this.document) {
      this.document.search(query);
      this.#count();
    } else if (this.index) {
      const n = await this.index.search(query);
      if (n !== null) this.output.textContent = query ? `${n} found` : '';
    }
  }

  #count() {
    const { found, at } = this.document ?? { found: [] };
    this.output.textContent = !this.query() || !this.document ? '' : found.length === 0 ? 'not in the text' : at < 0 ? `${found.length} in the text` : `${at + 1} of ${found.length}`;
  }

  // textsWith gives the documents whose text holds a word in lower case.
  async textsWith(word) {
    if (document.documentElement.hasAttribute('data-live')) {
      const answer = await fetch('/search?q=' + encodeURIComponent(word));
      return new Set(answer.ok ? await answer.json() : []);
    }
    this.texts ??= [...this.documents].map(([doc, template]) => [doc, template.content.querySelector('article').textContent.toLowerCase()]);
    return new Set(this.texts.filter(([, text]) => text.includes(word)).map(([doc]) => doc));
  }

  #key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector('dialog[open]')) return;
    const inField = e.target.matches?.('input, select, textarea');
    if (e.key === 'Escape') {
      if (e.target === this.box || this.query()) {
        this.box.value = '';
        this.#search();
        this.box.blur();
      } else this.document?.clear();
      this.document?.tip.hide();
      return;
    }
    if (inField) return;
    const views = { 1: 'text', 2: 'facts', 3: 'charts', 4: 'source', 5: 'changes' };
    const done = () => e.preventDefault();
    if (e.key === '/') {
      this.box.focus();
      this.box.select();
      done();
    } else if (e.key === '?') {
      document.getElementById('keys').showModal();
      done();
    } else if (e.key === 'd') this.#turn();
    else if (!this.document) return;
    else if (e.key === 'ArrowRight' || e.key === 'ArrowLeft') {
      if (e.target.closest?.('[role=tablist]')) return;
      this.document.step(e.key === 'ArrowRight' ? 1 : -1);
      done();
    } else if (e.key === 'Enter' && e.target.closest?.('.reading') && this.document.chosen) {
      this.document.inspector.root.querySelector('.body')?.focus();
      done();
    } else if (e.key === 'n' || e.key === 'p') this.document.stepChange(e.key === 'n' ? 1 : -1);
    else if (views[e.key]) this.document.open(views[e.key]);
  }

  // The colours are the system's until they are chosen here.
  #theme() {
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.button = document.getElementById('theme');
    let chosen = null;
    try {
      chosen = localStorage.getItem('theme');
    } catch { /* a page from a file may have no storage */ }
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
    this.#themed();
    this.dark.addEventListener('change', () => this.#themed());
    this.button.addEventListener('click', () => this.#turn());
  }

  #isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === 'dark' : this.dark.matches;
  }

  #turn() {
    const theme = this.#isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem('theme', theme);
    } catch { /* then it holds for this page only */ }
    this.#themed();
  }

  #themed() {
    this.button.textContent = this.#isDark() ? '☾' : '☀';
    this.button.setAttribute('aria-pressed', this.#isDark());
  }
}

const app = new App();

// Reading is the text as it is read, with its mentions.
class Reading {
  constructor(view) {
    this.view = view;
    this.model = view.model;
    this.pane = view.root.querySelector('.reading');
    this.article = this.pane.querySelector('article');
    this.paragraphs = [...this.article.querySelectorAll('p[data-a]')];
    this.starts = this.paragraphs.map((p) => Number(p.dataset.a));
    this.shown = new Set(['q', 't', 'e']);
    this.order = this.model.mentions.filter((r) => r.n[0] < r.n[1]);
    this.current = null;
    this.cursor = null;
    this.pane.addEventListener('click', (e) => this.#click(e));
    this.pane.addEventListener('mouseover', (e) => this.#over(e));
    this.pane.addEventListener('mouseleave', () => this.view.tip.hide());
    this.pane.addEventListener('scroll', () => this.view.tip.hide(), { passive: true });
  }

  mentionOf(node) {
    const e = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest('.m');
    if (!e || !this.article.contains(e)) return null;
    for (let at = e; at && at !== this.article; at = at.parentElement) {
      if (!at.classList.contains('m')) continue;
      const r = this.model.records[at.dataset.r];
      if (this.shown.has(r.type)) return r;
    }
    return null;
  }

  elements(r) { return this.article.querySelectorAll(`.m[data-r="${r.index}"]`); }

  #click(e) {
    const chosen = window.getSelection();
    if (chosen && !chosen.isCollapsed) return;
    const r = this.mentionOf(e.target);
    if (r) {
      this.view.select(r, 'text');
      return;
    }
    const p = this.#placeAt(e);
    if (p !== null) this.view.point(p, 'text');
  }

  #placeAt(e) {
    const at = pointAt(e.clientX, e.clientY);
    const paragraph = at && (at[0].parentElement ?? at[0]).closest?.('p[data-a]');
    if (!paragraph || !this.article.contains(paragraph)) return null;
    return Number(paragraph.dataset.a) + pointsBefore(paragraph, at[0], at[1]);
  }

  #over(e) {
    const r = this.mentionOf(e.target);
    if (r) this.view.tip.show(r, e.target.closest('.m'));
    else this.view.tip.hide();
  }

  // range is a stretch of the text in the document, or null where it is not shown.
  range(from, to) {
    const i = countBelow(this.starts, from + 1) - 1;
    if (i < 0) return null;
    let j = countBelow(this.starts, Math.max(from + 1, to)) - 1;
    j = Math.max(i, j);
    const a = locate(this.paragraphs[i], from - this.starts[i]);
    const b = locate(this.paragraphs[j], to - this.starts[j], true);
    if (!a || !b) return null;
    const range = document.createRange();
    range.setStart(...a);
    range.setEnd(...b);
    return range;
  }

  // mark shows a record as chosen, and the sentence that it stands in.
  mark(r) {
    this.clear();
    this.current = r;
    const sentence = this.article.querySelector(`.s[data-s="${r.s}"]`);
    for (const e of this.article.querySelectorAll(`.s[data-s="${r.s}"]`)) e.classList.add('on');
    const quantity = r.type === 'f' ? this.model.record(r.v.quantity) : null;
    for (const one of quantity ? [r, quantity] : [r]) for (const e of this.elements(one)) e.classList.add('on');
    const range = this.range(...r.n);
    paint('clause', range && r.type === 'f' ? [range] : []);
    const related = ['subject_id', 'time_id', 'anchor', 'mentions_of'].map((key) => this.model.record(r.v[key])).filter(Boolean);
    const fact = this.model.factOf.get(r.id);
    if (fact) related.push(...['subject_id', 'time_id'].map((key) => this.model.record(fact.v[key])).filter(Boolean));
    for (const one of related) for (const e of this.elements(one)) e.classList.add('related');
    return range ?? (sentence && rangeOf(sentence));
  }

  clear() {
    this.current = null;
    for (const e of this.article.querySelectorAll('.on, .related')) e.classList.remove('on', 'related');
    paint('clause', []);
    paint('point', []);
  }

  // go brings a record into sight.
  go(r) {
    const range = this.mark(r);
    if (range) this.#settle(range);
  }

  // #settle scrolls, and once more when what was not drawn before has found its height.
  #settle(range) {
    reveal(this.pane, range);
    if (this.article.classList.contains('long')) requestAnimationFrame(() => reveal(this.pane, range));
  }

  point(p, scroll) {
    const range = this.range(p, p + 1);
    paint('point', range ? [range] : []);
    if (range && scroll) this.#settle(range);
  }

  find(found, at) {
    const ranges = found.slice(0, 2000).map(([a, b]) => this.range(a, b)).filter(Boolean);
    paint('found', ranges);
    const now = at >= 0 && found[at] ? this.range(...found[at]) : null;
    paint('found-now', now ? [now] : []);
    if (now) this.#settle(now);
  }

  show(type, on) {
    if (on) this.shown.add(type); else this.shown.delete(type);
    this.article.classList.toggle('without-' + type, !on);
  }

  // step is the next mention from the one chosen, or from the top of what is in sight.
  step(by) {
    const visible = this.order.filter((r) => this.shown.has(r.type));
    if (visible.length === 0) return null;
    let i = this.current ? visible.indexOf(this.current.type === 'f' ? this.model.record(this.current.v.quantity) : this.current) : -1;
    if (i < 0) {
      const from = this.current ? this.model.place(this.current) : this.#top();
      i = visible.findIndex((r) => r.n[0] >= from);
      if (i < 0) i = visible.length;
      if (by > 0) i--;
    }
    return visible[clamp(i + by, 0, visible.length - 1)];
  }

  #top() {
    const top = this.pane.getBoundingClientRect().top;
    const i = this.paragraphs.findIndex((p) => p.getBoundingClientRect().bottom > top);
    return i < 0 ? 0 : this.starts[i];
  }
}

function rangeOf(e) {
  const range = document.createRange();
  range.selectNodeContents(e);
  return range;
}

// Facts is the table of facts: only the rows in sight exist.
class Facts {
  constructor(view) {
    this.view = view;
    this.model = view.model;
    this.root = view.root.querySelector('#view-facts');
    this.sort = { key: 'place', down: false };
    this.query = '';
    this.filters = { subject: '', period: '', kind: '', rule: '' };
    this.rows = this.model.facts.map((r) => this.#row(r));
    this.shown = this.rows;
    this.focus = 0;
    this.#build();
    this.update();
  }

  #row(r) {
    const v = r.v;
    const row = {
      r,
      subject: v.subject ?? '',
      metric: v.metric ?? '',
      amount: amount(v),
      period: period(v.from, v.to),
      note: note(v),
      rule: this.model.rules[r.r][0],
      size: size(v),
      from: v.from ?? '',
    };
    row.words = [row.subject, row.metric, row.amount, row.period, row.note, row.rule, this.model.surface(r), v.value ?? ''].join('\n').toLowerCase();
    return row;
  }

  #build() {
    const columns = [
      ['subject', 'Subject'], ['metric', 'Metric'], ['size', 'Value'], ['from', 'Period'], ['note', 'Note'],
    ];
    this.heads = new Map();
    const head = element('tr', null, columns.map(([key, name]) => {
      const button = element('button', { type: 'button', onclick: () => this.#sortBy(key) }, name);
      const th = element('th', { scope: 'col', class: 'c-' + key, 'aria-sort': 'none' }, button);
      this.heads.set(key, th);
      return th;
    }));
    this.body = element('tbody');
    this.table = element('table', { class: 'facts', 'aria-label': 'Facts' },
      element('colgroup', null, columns.map(([key]) => element('col', { class: 'c-' + key }))), element('thead', null, head), this.body);
    this.scroll = element('div', { class: 'scroll' }, this.table);
    this.scroll.addEventListener('scroll', () => this.#draw(), { passive: true });
    this.empty = element('p', { class: 'empty', hidden: true });
    this.count = element('output', { class: 'count' });
    const select = (key, label, values, names) => element('select', {
      'aria-label': label,
      onchange: (e) => { this.filters[key] = e.target.value; this.update(); },
    }, element('option', { value: '' }, label), values.map((value) => element('option', { value }, names?.(value) ?? value)));
    const distinct = (key) => {
      const counts = new Map();
      for (const row of this.rows) if (row[key]) counts.set(row[key], (counts.get(row[key]) ?? 0) + 1);
      return [counts, [...counts.keys()]];
    };
    const [subjects, subjectNames] = distinct('subject');
    subjectNames.sort((a, b) => subjects.get(b) - subjects.get(a));
    const [periods, periodNames] = distinct('period');
    periodNames.sort();
    const [rules, ruleNames] = distinct('rule');
    ruleNames.sort((a, b) => rules.get(b) - rules.get(a));
    const kinds = ['level', 'increase', 'decrease', 'double', 'rank', 'expected', 'target', 'capacity'].filter((kind) => this.rows.some((row) => isKind(row, kind)));
    this.root.append(
      element('div', { class: 'filters' },
        select('subject', 'All subjects', subjectNames.slice(0, 500), (name) => `${name} (${subjects.get(name)})`),
        select('period', 'All periods', periodNames.slice(0, 500), (name) => `${name} (${periods.get(name)})`),
        select('kind', 'All kinds', kinds),
        select('rule', 'All rules', ruleNames, (name) => `${name} (${rules.get(name)})`),
        this.count),
      this.scroll, this.empty);
    this.body.addEventListener('click', (e) => {
      const row = this.#rowOf(e.target);
      if (row) this.#choose(row);
    });
    this.body.addEventListener('keydown', (e) => this.#key(e));
    new ResizeObserver(() => this.#draw()).observe(this.scroll);
  }

  #rowOf(e) {
    const tr = e.closest('tr[data-row]');
    return tr ? this.shown[tr.dataset.row] : null;
  }

  #choose(row) {
    this.focus = this.shown.indexOf(row);
    this.view.select(row.r, 'facts');
  }

  #key(e) {
    const to = { ArrowDown: this.focus + 1, ArrowUp: this.focus - 1, Home: 0, End: this.shown.length - 1, PageDown: this.focus + 10, PageUp: this.focus - 10 }[e.key];
    if (to !== undefined) {
      this.focus = clamp(to, 0, this.shown.length - 1);
      this.#into(this.focus);
      this.#draw();
      this.body.querySelector(`tr[data-row="${this.focus}"]`)?.focus({ preventScroll: true });
      e.preventDefault();
    } else if (e.key === 'Enter' || e.key === ' ') {
      const row = this.#rowOf(e.target);
      if (row) this.#choose(row);
      e.preventDefault();
    }
  }

  #sortBy(key) {
    if (this.sort.key !== key) this.sort = { key, down: key === 'size' };
    else if (this.sort.down === (key === 'size')) this.sort.down = !this.sort.down;
    else this.sort = { key: 'place', down: false };
    this.update();
  }

  search(query) {
    this.query = query.toLowerCase();
    this.update();
  }

  update() {
    const { subject, period: when, kind, rule } = this.filters;
    this.shown = this.rows.filter((row) => (!this.query || row.words.includes(this.query)) && (!subject || row.subject === subject) &&
      (!when || row.period === when) && (!kind || isKind(row, kind)) && (!rule || row.rule === rule));
    const { key, down } = this.sort;
    if (key !== 'place') {
      const sign = down ? -1 : 1;
      const order = key === 'size'
        ? (a, b) => (isNaN(a.size) - isNaN(b.size)) || sign * (a.size - b.size)
        : (a, b) => ((a[key] === '') - (b[key] === '')) || sign * collator.compare(a[key], b[key]);
      this.shown = this.shown.map((row, i) => [row, i]).sort((a, b) => order(a[0], b[0]) || a[1] - b[1]).map(([row]) => row);
    }
    for (const [name, th] of this.heads) th.setAttribute('aria-sort', name !== key ? 'none' : down ? 'descending' : 'ascending');
    this.table.setAttribute('aria-rowcount', this.shown.length + 1);
    this.count.textContent = this.shown.length === this.rows.length ? `${grouped(String(this.rows.length))} facts` : `${grouped(String(this.shown.length))} of ${grouped(String(this.rows.length))}`;
    this.empty.hidden = this.shown.length > 0;
    this.empty.textContent = this.rows.length === 0 ? 'No facts were found in this text.' : 'No fact fits the search and the filters.';
    this.scroll.hidden = this.shown.length === 0;
    this.focus = clamp(this.focus, 0, Math.max(0, this.shown.length - 1));
    this.drawn = null;
    this.#draw();
  }

  rowHeight() {
    if (!this.height) this.height = parseFloat(getComputedStyle(this.table).getPropertyValue('--row')) || 36;
    return this.height;
  }

  // #draw makes the rows in sight, between two that hold the height of the rest.
  #draw(all) {
    const height = this.rowHeight(), n = this.shown.length;
    let from = Math.max(0, Math.floor(this.scroll.scrollTop / height) - 12);
    let to = Math.min(n, from + Math.ceil((this.scroll.clientHeight || 600) / height) + 24);
    if (all) [from, to] = [0, Math.min(n, 5000)];
    const key = `${from} ${to} ${this.focus}`;
    if (this.drawn === key) return;
    this.drawn = key;
    const had = document.activeElement?.closest?.('tr[data-row]')?.dataset.row;
    const space = (rows) => {
      const tr = element('tr', { class: 'space', 'aria-hidden': 'true' }, element('td', { colspan: 5 }));
      tr.style.height = rows * height + 'px';
      return tr;
    };
    this.body.replaceChildren(space(from), ...this.shown.slice(from, to).map((row, i) => this.#tr(row, from + i)), space(n - to));
    if (had !== undefined) this.body.querySelector(`tr[data-row="${had}"]`)?.focus({ preventScroll: true });
  }

  #tr(row, i) {
    const cell = (key, text, lang, title = text) => element('td', { class: 'c-' + key, lang, title: title || undefined }, text);
    const state = row.r.d ? ' ' + row.r.d : '';
    return element('tr', {
      'data-row': i, 'data-id': row.r.id, 'aria-rowindex': i + 2, tabindex: i === this.focus ? 0 : -1,
      class: (this.chosen === row.r ? 'on' : '') + state, 'aria-selected': this.chosen === row.r ? 'true' : undefined,
    }, cell('subject', row.subject, 'zh'), cell('metric', row.metric, 'zh'), cell('size', row.amount, 'zh', [row.r.v.value ?? row.amount, row.r.v.unit].filter(Boolean).join(' ')), cell('from', row.period), cell('note', row.note));
  }

  #into(i) {
    const height = this.rowHeight(), head = this.table.tHead.offsetHeight;
    const top = i * height, bottom = top + height + head;
    if (top < this.scroll.scrollTop) this.scroll.scrollTop = top;
    else if (bottom > this.scroll.scrollTop + this.scroll.clientHeight) this.scroll.scrollTop = bottom - this.scroll.clientHeight;
  }

  // mark shows the fact of a record as chosen, if it has one in the table.
  mark(r) {
    const fact = r && (r.type === 'f' ? r : this.model.factOf.get(r.id));
    this.chosen = fact ?? null;
    const i = fact ? this.shown.findIndex((row) => row.r === fact) : -1;
    if (i >= 0) {
      this.focus = i;
      this.#into(i);
    }
    this.drawn = null;
    this.#draw();
  }

  print() { this.#draw(true); }

  // wake draws what could not be measured while the view was hidden.
  wake() {
    this.drawn = null;
    this.#draw();
  }
}

const collator = new Intl.Collator('zh', { numeric: true });

function isKind(row, kind) {
  const v = row.r.v;
  return kind === 'level' ? !v.change : v.change === kind || v.status === kind;
}

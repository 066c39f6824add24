// Charts draws what the facts and times allow: when things were, how a metric moved,
// how metrics and subjects compare.
class Charts {
  constructor(view) {
    this.view = view;
    this.model = view.model;
    this.root = view.root.querySelector('#view-charts');
    this.ready = false;
  }

  wake() {
    if (!this.ready) {
      this.ready = true;
      this.marks = new Map(); // elements by the record that they stand for
      this.scroll = element('div', { class: 'scroll charts' });
      this.root.append(this.scroll);
      const parts = [this.#line(), ...this.#series(), ...this.#growth(), ...this.#subjects()].filter(Boolean);
      if (parts.length === 0) parts.push(element('p', { class: 'empty' }, 'Nothing to draw: no two periods, and no metric with two values.'));
      this.scroll.append(...parts);
    }
    this.mark(this.chosen);
  }

  // mark shows the drawn form of a record as chosen.
  mark(r) {
    this.chosen = r;
    if (!this.ready) return;
    for (const e of this.scroll.querySelectorAll('.on')) e.classList.remove('on');
    if (!r) return;
    const fact = this.model.factOf.get(r.id) ?? r;
    for (const e of this.marks.get(fact) ?? []) e.classList.add('on');
  }

  #stand(e, r) {
    if (!this.marks.has(r)) this.marks.set(r, []);
    this.marks.get(r).push(e);
    e.addEventListener('click', () => this.view.select(r, 'charts'));
    return e;
  }

  // #line is the time line: every period that the text names or a fact is in.
  #line() {
    const periods = new Map();
    const add = (r) => {
      const { from, to } = r.v;
      if (!from || from.startsWith('X')) return;
      const key = from + '/' + to;
      if (!periods.has(key)) periods.set(key, { from: day(from), to: day(to) + 1, label: period(from, to), first: r, facts: 0, times: 0 });
      const one = periods.get(key);
      if (r.type === 'f') one.facts++; else one.times++;
    };
    for (const r of this.model.mentions) if (r.type === 't' && r.d !== 'lost') add(r);
    for (const r of this.model.facts) add(r);
    if (periods.size < 2) return null;
    let all = [...periods.values()];
    const dropped = all.length - 80;
    if (dropped > 0) all = all.sort((a, b) => b.facts + b.times - a.facts - a.times).slice(0, 80);
    all.sort((a, b) => a.from - b.from || b.to - a.to);
    const lo = Math.min(...all.map((one) => one.from)), hi = Math.max(...all.map((one) => one.to));
    // Lanes are packed for the pane as wide as it is; the drawing then scales with it.
    const width = clamp(this.scroll.clientWidth - 40, 300, 900), scale = (d) => (d - lo) / (hi - lo) * (width - 8) + 4;
    const lanes = [];
    const rows = all.map((one) => {
      const x = scale(one.from), w = Math.max(5, scale(one.to) - x);
      const text = one.label + (one.facts ? ` · ${one.facts}` : '');
      const textWidth = text.length * 6.6 + 10;
      const inside = w > textWidth + 8;
      const left = !inside && x + w + textWidth > width;
      const from = left ? x - textWidth : x, to = inside || left ? x + w : x + w + textWidth;
      let lane = lanes.findIndex((end) => end + 6 <= from);
      if (lane < 0) lane = lanes.push(0) - 1;
      lanes[lane] = to;
      return { ...one, x, w, text, inside, left, lane };
    });
    const pitch = 24, top = 26, height = top + lanes.length * pitch + 6;
    const svg = drawing('svg', { viewBox: `0 0 ${width} ${height}`, class: 'line', role: 'group', 'aria-label': 'Time line' });
    for (const [d, label] of ticks(lo, hi)) {
      const x = scale(d);
      svg.append(drawing('line', { x1: x, x2: x, y1: 18, y2: height, class: 'tick' }));
      const text = drawing('text', { x: x + 3, y: 12, class: 'tick' });
      text.textContent = label;
      if (x < width - 30) svg.append(text);
    }
    for (const row of rows) {
      const y = top + row.lane * pitch;
      const text = drawing('text', {
        x: row.inside ? row.x + 6 : row.left ? row.x - 5 : row.x + row.w + 5, y: y + 13,
        'text-anchor': row.left ? 'end' : 'start', class: row.inside ? 'inside' : 'beside',
      });
      text.textContent = row.text;
      const g = drawing('g', { class: row.facts ? 'period facts' : 'period', tabindex: 0, role: 'button', 'aria-label': `${row.label}: ${row.facts} facts, ${row.times} mentions` },
        drawing('rect', { x: row.x, y, width: row.w, height: 18, rx: 3 }), text);
      g.addEventListener('keydown', (e) => { if (e.key === 'Enter' || e.key === ' ') { this.view.select(row.first, 'charts'); e.preventDefault(); } });
      svg.append(this.#stand(g, row.first));
    }
    return this.#card('Time line', dropped > 0 ? `the 80 periods named most; ${dropped} more` : 'every period named, with the number of its facts', svg);
  }

  #card(title, about, ...content) {
    return element('section', { class: 'card' }, element('h2', { lang: 'zh' }, title), about && element('p', { class: 'about-card' }, about), ...content);
  }

  // #bars is a list of amounts with bars from a common zero.
  #bars(items) {
    const values = items.map((one) => one.size);
    const lo = Math.min(0, ...values), hi = Math.max(0, ...values), all = hi - lo || 1;
    return element('ul', { class: 'bars' }, items.map((one) => {
      const bar = element('i', { class: (one.size < 0 ? 'below' : '') + (one.r.v.status ? ' not-yet' : '') });
      bar.style.left = (Math.min(0, one.size) - lo) / all * 100 + '%';
      bar.style.width = Math.max(0.5, Math.abs(one.size) / all * 100) + '%';
      const button = element('button', { type: 'button' },
        element('span', { class: 'label', lang: 'zh', title: one.label }, one.label), element('span', { class: 'track' }, bar),
        element('span', { class: 'amount', lang: 'zh' }, (one.size < 0 ? '−' : '') + amount(one.r.v) + (one.r.v.status ? ` (${one.r.v.status})` : '')));
      return element('li', null, this.#stand(button, one.r));
    }));
  }

  #grouped(key) {
    const groups = new Map();
    for (const r of this.model.facts) {
      const v = r.v;
      const how = !v.change ? 'level' : v.change === 'increase' || v.change === 'decrease' ? 'growth ' + (v.basis ?? '') : '';
      let n = size(v);
      if (isNaN(n) || !how) continue;
      if (v.change === 'decrease') n = -Math.abs(n);
      const k = key(r, how);
      if (!k) continue;
      if (!groups.has(k)) groups.set(k, []);
      groups.get(k).push({ r, size: n });
    }
    return [...groups.values()];
  }

  // #series are metrics of one subject over several periods.
  #series() {
    return this.#grouped((r, how) => r.v.metric && r.v.from && [r.v.subject ?? '', r.v.metric, r.v.unit ?? '', how].join('\n'))
      .map((items) => distinct(items, (one) => one.r.v.from + one.r.v.to + (one.r.v.status ?? '')))
      .filter((items) => items.length >= 2).sort((a, b) => b.length - a.length).slice(0, 24)
      .map((items) => {
        items.sort((a, b) => (a.r.v.from < b.r.v.from ? -1 : a.r.v.from > b.r.v.from ? 1 : a.r.v.to < b.r.v.to ? -1 : 1));
        const v = items[0].r.v;
        for (const one of items) one.label = period(one.r.v.from, one.r.v.to);
        return this.#card(v.metric, [v.subject, v.change ? 'growth ' + (basisNames[v.basis] ?? '') : ''].filter(Boolean).join(' · '), this.#bars(items));
      });
  }

  // #growth are the rates of growth of different metrics in one period.
  #growth() {
    return this.#grouped((r, how) => how.startsWith('growth') && r.v.metric && r.v.unit === '%' && [r.v.from ?? '', r.v.to ?? '', how].join('\n'))
      .map((items) => distinct(items, (one) => (one.r.v.subject ?? '') + '\n' + one.r.v.metric))
      .filter((items) => items.length >= 3).sort((a, b) => b.length - a.length).slice(0, 6)
      .map((items) => {
        items.sort((a, b) => b.size - a.size);
        const v = items[0].r.v, several = new Set(items.map((one) => one.r.v.subject)).size > 1;
        for (const one of items) one.label = (several && one.r.v.subject ? one.r.v.subject + ' ' : '') + one.r.v.metric;
        const more = items.length - 24;
        return this.#card('Growth' + (v.from ? `, ${period(v.from, v.to)}` : ''),
          [basisNames[v.basis], several ? '' : v.subject, more > 0 && `the first 24 of ${items.length}`].filter(Boolean).join(' · '), this.#bars(items.slice(0, 24)));
      });
  }

  // #subjects are the values of one metric for several subjects in one period.
  #subjects() {
    return this.#grouped((r, how) => how === 'level' && r.v.metric && r.v.subject && [r.v.metric, r.v.unit ?? '', r.v.from ?? '', r.v.to ?? ''].join('\n'))
      .map((items) => distinct(items, (one) => one.r.v.subject))
      .filter((items) => items.length >= 2).sort((a, b) => b.length - a.length).slice(0, 12)
      .map((items) => {
        items.sort((a, b) => b.size - a.size);
        const v = items[0].r.v;
        for (const one of items) one.label = one.r.v.subject;
        return this.#card(v.metric, ['by subject', period(v.from, v.to ?? '')].filter(Boolean).join(' · '), this.#bars(items.slice(0, 24)));
      });
  }
}

// distinct keeps the first of the items of one key.
function distinct(items, key) {
  const seen = new Set();
  return items.filter((one) => !seen.has(key(one)) && seen.add(key(one)));
}

// day counts the days to an ISO date.
function day(iso) {
  const [y, m, d] = iso.slice(0, 10).split('-').map(Number);
  const date = new Date(0);
  date.setUTCFullYear(y, m - 1, d);
  return Math.round(date / 86400000);
}

// ticks are the starts of years or months between two days, at most about eight.
function ticks(lo, hi) {
  const year = (d) => new Date(d * 86400000).getUTCFullYear();
  const out = [];
  if (hi - lo > 800) {
    const years = year(hi) - year(lo) + 1;
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((n) => years / n <= 8) ?? 1000;
    for (let y = Math.ceil(year(lo) / step) * step; y <= year(hi); y += step) out.push([day(`${String(y).padStart(4, '0')}-01-01`), String(y)]);
  } else {
    const months = Math.max(1, (hi - lo) / 30);
    const step = [1, 2, 3, 6].find((n) => months / n <= 8) ?? 12;
    for (let y = year(lo); y <= year(hi); y++) {
      for (let m = 1; m <= 12; m += step) {
        const label = `${y}-${String(m).padStart(2, '0')}`;
        out.push([day(label + '-01'), m === 1 && step > 3 ? String(y) : label]);
      }
    }
  }
  return out.filter(([d]) => d >= lo && d <= hi);
}

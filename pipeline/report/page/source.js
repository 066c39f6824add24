// Source is the document as it came, with what normalising did to it. Its stretches
// are filled when they come into sight.
class Source {
  constructor(view) {
    this.view = view;
    this.model = view.model;
    this.root = view.root.querySelector('#view-source');
    this.ready = false;
  }

  wake() {
    if (this.ready) {
      if (this.pending) this.#show(this.pending);
      return;
    }
    this.ready = true;
    const legend = (name, label) => element('span', { class: 'key' }, element('i', { class: name }), label);
    this.pane = element('div', { class: 'raw', tabindex: 0, role: 'region', 'aria-label': 'Source', lang: 'zh' });
    this.root.append(
      element('p', { class: 'legend' }, legend('join', 'lines joined'), legend('space', 'space taken out'), legend('gone', 'taken out'),
        legend('put', 'replaced'), legend('furniture', 'furniture')),
      this.pane);
    this.mentions = this.model.mentions.filter((r) => r.d !== 'lost').sort((a, b) => a.c[0] - b.c[0] || b.c[1] - a.c[1]);
    this.mentionStarts = this.mentions.map((r) => r.c[0]);
    this.#cut();
    this.observer = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.#fill(entry.target);
    }, { root: this.pane, rootMargin: '600px' });
    for (const part of this.parts) this.observer.observe(part);
    this.pane.addEventListener('click', (e) => this.#click(e));
    this.pane.addEventListener('mouseover', (e) => this.#over(e));
    this.pane.addEventListener('mouseleave', () => this.view.tip.hide());
    if (this.pending) this.#show(this.pending);
  }

  // #cut divides the source at ends of lines into stretches of some length.
  #cut() {
    const s = this.model.source, units = s.s;
    const least = 800, most = 3000;
    this.parts = [];
    this.starts = [];
    for (let u = 0; u < units.length;) {
      let end = units.indexOf('\n', Math.min(units.length, u + least)) + 1;
      if (end === 0 || end > u + most) {
        end = Math.min(units.length, u + most);
        if (end < units.length && units.codePointAt(end - 1) > 0xffff) end++;
      }
      const from = s.point(u), to = s.point(end);
      const part = element('div', { class: 'part', 'data-c': from, 'data-to': to });
      let lines = 1;
      for (let at = units.indexOf('\n', u); at >= 0 && at < end; at = units.indexOf('\n', at + 1)) lines++;
      part.style.minHeight = Math.max(lines, Math.ceil((to - from) / 30)) * 1.7 + 'em';
      this.parts.push(part);
      this.starts.push(from);
      u = end;
    }
    this.pane.append(...this.parts);
  }

  #fill(part) {
    if (part.firstChild) return;
    this.observer.unobserve(part);
    const m = this.model, from = Number(part.dataset.c), to = Number(part.dataset.to);
    const out = document.createDocumentFragment();
    const plain = (a, b) => { if (a < b) this.#plain(out, a, b); };
    let at = from;
    let k = countBelow(m.end, from + 1);
    for (; k < m.start.length && m.start[k] < to; k++) {
      const a = Math.max(at, m.start[k]), b = Math.min(to, m.end[k]);
      if (a >= b) continue;
      plain(at, a);
      this.#edit(out, k, a, b);
      at = b;
    }
    plain(at, to);
    part.style.minHeight = '';
    part.append(out);
    this.#underline(part, from, to);
  }

  // #underline marks the mentions that begin in a stretch.
  #underline(part, from, to) {
    if (!window.Highlight || !CSS.highlights) return;
    for (let i = countBelow(this.mentionStarts, from); i < this.mentions.length && this.mentionStarts[i] < to; i++) {
      const r = this.mentions[i];
      const a = locate(part, r.c[0] - from), b = locate(part, Math.min(r.c[1], to) - from, true);
      if (!a || !b) continue;
      const name = 'raw-' + r.type;
      if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
      const range = document.createRange();
      range.setStart(...a);
      range.setEnd(...b);
      CSS.highlights.get(name).add(range);
    }
  }

  // mentionAt is the innermost mention over a place of the source.
  #mentionAt(c) {
    let best = null;
    for (let i = countBelow(this.mentionStarts, c + 1) - 1; i >= 0 && i > countBelow(this.mentionStarts, c + 1) - 20; i--) {
      const r = this.mentions[i];
      if (c < r.c[1] && this.view.reading.shown.has(r.type) && (!best || r.c[1] - r.c[0] < best.c[1] - best.c[0])) best = r;
    }
    return best;
  }

  // #plain adds text that stayed, that of furniture dimmed.
  #plain(out, from, to) {
    const { furniture, source } = this.model;
    for (let at = from; at < to;) {
      const i = countBelow(furniture, at + 1); // odd: within one
      const next = Math.min(to, furniture[i] ?? to);
      const s = source.slice(at, next);
      out.append(i % 2 ? element('span', { class: 'furniture' }, s) : document.createTextNode(s));
      at = next;
    }
  }

  #edit(out, k, a, b) {
    const m = this.model, s = m.source.slice(a, b);
    if (m.size[k] > 0) {
      const put = m.text.slice(m.at[k], m.at[k] + m.size[k]);
      out.append(element('span', { class: 'put', 'data-k': k, 'data-to': put }, s));
      return;
    }
    // Line ends and other characters are taken out for different reasons. An empty line
    // joins nothing: the end of its paragraph is still there.
    const around = m.text.slice(Math.max(0, m.at[k] - 1), m.at[k] + 1);
    const blank = around.includes('\n') || m.at[k] === 0 || m.at[k] >= m.text.length;
    for (const part of s.match(/\r\n|\n|[^\S\r\n]+|[^\s]+|\r/g) ?? []) {
      const name = part.includes('\n') ? (blank ? 'blank' : 'join') : /^[^\S\r]+$/.test(part) ? 'space' : 'gone';
      out.append(element('span', { class: isUnseen(part) ? name + ' unseen' : name, 'data-k': k, 'data-code': isUnseen(part) ? codes(part) : undefined }, part));
    }
  }

  #click(e) {
    const chosen = window.getSelection();
    if (chosen && !chosen.isCollapsed) return;
    const at = pointAt(e.clientX, e.clientY);
    const part = at && (at[0].parentElement ?? at[0]).closest?.('.part');
    if (!part || !this.pane.contains(part)) return;
    const c = Number(part.dataset.c) + pointsBefore(part, at[0], at[1]);
    const r = this.#mentionAt(c);
    if (r) this.view.select(r, 'source');
    else this.view.point(this.model.toText(c), 'source', c);
  }

  #over(e) {
    const span = e.target.closest('[data-k]');
    if (!span) {
      this.view.tip.hide();
      return;
    }
    const m = this.model, k = Number(span.dataset.k);
    const raw = m.source.slice(m.start[k], m.end[k]);
    const what = span.dataset.to !== undefined ? `became “${span.dataset.to}”` : span.classList.contains('join') ? 'lines joined' : 'taken out';
    this.view.tip.say(`${what} · ${m.end[k] - m.start[k] > 8 ? '' : codes(raw) + ' · '}source ${m.start[k]}–${m.end[k]}`, span);
  }

  range(from, to) {
    const part = (c) => clamp(countBelow(this.starts, c + 1) - 1, 0, this.parts.length - 1);
    const i = part(from), j = part(Math.max(from, to - 1));
    for (let k = i; k <= j; k++) this.#fill(this.parts[k]);
    const a = locate(this.parts[i], from - this.starts[i]), b = locate(this.parts[j], to - this.starts[j], true);
    if (!a || !b) return null;
    const range = document.createRange();
    range.setStart(...a);
    range.setEnd(...b);
    return range;
  }

  mark(r, scroll) { this.#show(r ? { from: r.c[0], to: r.c[1], scroll } : null); }

  point(c, scroll) { this.#show({ from: c, to: c + 1, scroll }); }

  // #show marks a stretch, now or when the view is opened.
  #show(what) {
    this.pending = what;
    if (!this.ready || this.root.hidden) return;
    const range = what && this.parts.length > 0 ? this.range(what.from, Math.min(what.to, this.model.source.length)) : null;
    paint('raw', range ? [range] : []);
    if (!range || !what.scroll) return;
    reveal(this.pane, range);
    requestAnimationFrame(() => reveal(this.pane, range));
  }
}

function isUnseen(s) { return /^[\p{Cc}\p{Cf}]+$/u.test(s) && !s.includes('\n'); }

function codes(s) {
  return [...s].map((c) => 'U+' + c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')).join(' ');
}

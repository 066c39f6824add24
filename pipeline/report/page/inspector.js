// Inspector shows one record whole.
class Inspector {
  constructor(view) {
    this.view = view;
    this.model = view.model;
    this.root = view.root.querySelector('.inspector');
    this.clear();
  }

  clear() {
    this.root.classList.remove('filled');
    this.root.replaceChildren(element('p', { class: 'hint' }, 'Click a mention or a fact, or walk through them with ', element('kbd', null, '←'), ' ', element('kbd', null, '→'), '.'));
  }

  // place shows where in the text and the source a point lies.
  place(p, c) {
    this.root.classList.add('filled');
    const m = this.model, k = countBelow(m.start, c + 1) - 1;
    const changed = k >= 0 && c < m.end[k];
    const glyph = m.source.slice(c, c + 1);
    this.root.replaceChildren(
      this.#head(element('span', { class: 'chip' }, 'place'), element('strong', { lang: 'zh' }, m.text.slice(p, p + 1))),
      element('dl', null, this.#pair('text', String(p)), this.#pair('source', String(c)), this.#pair('character', glyph ? codes(glyph) : 'the end'),
        changed ? this.#pair('normalised', m.size[k] ? `“${m.source.slice(m.start[k], m.end[k])}” became “${m.text.slice(m.at[k], m.at[k] + m.size[k])}”` : 'taken out', 'zh') : null));
  }

  show(r) {
    const m = this.model, [rule, doc, place] = m.rules[r.r];
    const fact = m.factOf.get(r.id), raw = m.raw(r), surface = m.surface(r);
    this.root.classList.add('filled');
    const id = m.doc + '#' + r.id;
    const body = element('div', { class: 'body', tabindex: 0, role: 'region', 'aria-label': 'The record' },
      element('p', { class: 'value', lang: 'zh' }, valueOf(r)),
      element('p', { class: 'rule' }, element('code', null, rule), doc && element('span', { lang: 'zh' }, doc), place && element('code', { class: 'place' }, place)),
      r.k?.length > 0 && this.#change(r),
      element('dl', null,
        Object.entries(r.v).map(([key, value]) => this.#pair(key, references.has(key) && m.record(value) ? this.#link(m.record(value)) : value, 'zh')),
        this.#pair('offsets', `text ${r.n[0]}–${r.n[1]} · source ${r.c[0]}–${r.c[1]} · bytes ${r.b[0]}–${r.b[1]} · sentence ${r.s}`),
        raw === surface ? null : this.#pair('raw', element('span', { class: 'rawtext' }, raw), 'zh'),
        fact ? this.#pair('fact', this.#link(fact), 'zh') : null),
      element('p', { class: 'actions' }, this.#copy('Copy JSON', () => m.line(r)),
        this.#copy('Copy explain command', () => `extract explain ${shell(m.doc)} --record ${shell(id)}`)));
    this.root.replaceChildren(
      this.#head(element('span', { class: 'chip ' + r.type }, typeNames[r.type]), r.d && element('span', { class: 'chip ' + r.d }, r.d), element('strong', { lang: 'zh' }, surface), element('code', { class: 'id' }, '#' + r.id)), body);
  }

  #head(...parts) {
    return element('header', null, ...parts, element('span', { class: 'steps' },
      element('button', { type: 'button', 'aria-label': 'Previous mention', title: 'Previous mention (←)', onclick: () => this.view.step(-1) }, '←'),
      element('button', { type: 'button', 'aria-label': 'Next mention', title: 'Next mention (→)', onclick: () => this.view.step(1) }, '→'),
      element('button', { type: 'button', class: 'close', 'aria-label': 'Close the record', title: 'Close (Esc)', onclick: () => this.view.clear() }, '×')));
  }

  #pair(key, value, lang) { return element('div', { class: 'p-' + key }, element('dt', null, key), element('dd', { lang }, value)); }

  #link(r) {
    return element('button', { type: 'button', class: 'link ' + r.type, lang: 'zh', onclick: () => this.view.select(r, 'inspector') },
      r.type === 'f' ? valueOf(r) : this.model.surface(r), element('code', null, '#' + r.id));
  }

  #change(r) {
    return element('div', { class: 'change ' + r.d },
      r.k.map(([key, was, is]) => element('p', { lang: 'zh' }, element('code', null, key), element('del', null, was || 'none'), ' → ', element('ins', null, is || 'none'))));
  }

  #copy(label, what) {
    return element('button', {
      type: 'button',
      onclick: async (e) => {
        const button = e.currentTarget;
        button.dataset.copied = what();
        try {
          await navigator.clipboard.writeText(button.dataset.copied);
        } catch {
          copyOldWay(button.dataset.copied);
        }
        button.classList.add('done');
        setTimeout(() => button.classList.remove('done'), 1200);
      },
    }, label);
  }
}

// copyOldWay copies where a page from a file may not use the clipboard.
function copyOldWay(s) {
  const area = element('textarea', { class: 'offscreen' });
  area.value = s;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

// shell quotes a word for a command line where it needs it.
function shell(s) { return /^[\w./,:=@%+\p{L}-]+$/u.test(s) ? s : `'${s.replaceAll("'", "'\\''")}'`; }

// valueOf says in one line what a record means.
function valueOf(r) {
  const v = r.v;
  switch (r.type) {
    case 'q': return [amount(v), v.kind.replace('_', ' ')].filter(Boolean).join(' · ');
    case 't': return [v.value, v.from && period(v.from, v.to) !== v.value && period(v.from, v.to), v.mod].filter(Boolean).join(' · ');
    case 'e': return [v.name, v.kind].join(' · ');
    default: return [v.subject, v.metric, amount(v), period(v.from, v.to ?? ''), note(v)].filter(Boolean).join(' · ');
  }
}

// Tip is the short form that appears over a mention.
class Tip {
  constructor(model) {
    this.model = model;
    this.box = document.getElementById('tip');
  }

  show(r, over) {
    const m = this.model;
    if (this.of === r) return;
    this.#put(over,
      element('p', { class: 'first' }, element('span', { class: 'chip ' + r.type }, typeNames[r.type]), r.d && element('span', { class: 'chip ' + r.d }, r.d), element('b', { lang: 'zh' }, valueOf(r))),
      element('p', null, element('code', null, m.rules[r.r][0])),
      element('p', { class: 'offsets' }, `source ${r.c[0]}–${r.c[1]} · bytes ${r.b[0]}–${r.b[1]}`));
    this.of = r;
  }

  say(text, over) {
    this.#put(over, element('p', null, text));
    this.of = over;
  }

  #put(over, ...content) {
    this.box.replaceChildren(...content);
    this.box.hidden = false;
    const at = over.getClientRects()[0] ?? over.getBoundingClientRect(), box = this.box.getBoundingClientRect();
    const above = at.top - box.height - 8;
    this.box.style.left = clamp(at.left, 8, innerWidth - box.width - 8) + 'px';
    this.box.style.top = (above > 8 ? above : at.bottom + 8) + 'px';
  }

  hide() {
    this.of = null;
    this.box.hidden = true;
  }
}

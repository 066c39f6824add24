// Changes lists what differs from another set of records.
class Changes {
  constructor(view) {
    this.view = view;
    this.model = view.model;
    this.root = view.root.querySelector('#view-changes');
    this.items = new Map();
    if (!this.root) return;
    const all = this.model.changes;
    const count = (state) => all.filter((r) => r.d === state).length;
    this.root.append(
      element('p', { class: 'legend' }, ['added', 'lost', 'changed'].map((state) => element('span', { class: 'key' }, element('i', { class: state }), `${count(state)} ${state}`))),
      all.length === 0 ? element('p', { class: 'empty' }, 'Nothing differs in this document.') : element('ol', { class: 'scroll changes' }, all.map((r) => this.#item(r))));
    view.root.querySelector('#tab-changes').append(' ', element('b', null, String(all.length)));
  }

  #item(r) {
    const m = this.model;
    const button = element('button', { type: 'button', class: r.d, onclick: () => this.view.select(r, 'changes') },
      element('span', { class: 'sign' }, { added: '+', lost: '−', changed: '~' }[r.d]),
      element('span', { class: 'what', lang: 'zh' }, r.type === 'f' ? valueOf(r) : m.surface(r)),
      element('code', null, m.rules[r.r][0]),
      r.k.length > 0 && element('span', { class: 'keys', lang: 'zh' }, r.k.map(([key, was, is]) => element('span', null, element('code', null, key), ' ', element('del', null, was || 'none'), ' → ', element('ins', null, is || 'none')))));
    this.items.set(r, button);
    return element('li', null, button);
  }

  mark(r) {
    for (const [one, button] of this.items) button.classList.toggle('on', one === r);
    this.items.get(r)?.scrollIntoView({ block: 'nearest' });
  }

  // step is the change next to the record that is chosen.
  step(from, by) {
    const all = this.model.changes;
    if (all.length === 0) return null;
    let i = all.indexOf(from);
    if (i < 0 && from) {
      i = all.findIndex((r) => this.model.place(r) >= this.model.place(from));
      if (i < 0) i = all.length;
      if (by > 0) i--;
    } else if (i < 0) i = by > 0 ? -1 : all.length;
    return all[clamp(i + by, 0, all.length - 1)];
  }
}

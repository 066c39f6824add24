// Index is the list of documents.
class Index {
  constructor(root, app) {
    this.root = root;
    this.app = app;
    this.body = root.querySelector('tbody');
    this.rows = [...this.body.rows];
    this.heads = [...root.querySelectorAll('thead th')];
    this.column = -1;
    this.heads.forEach((th, i) => {
      th.setAttribute('aria-sort', 'none');
      th.querySelector('button').addEventListener('click', () => this.#sort(i));
    });
    this.empty = element('p', { class: 'empty', hidden: true }, 'No document fits the search.');
    root.append(this.empty);
  }

  #sort(i) {
    const isNumber = this.heads[i].classList.contains('n');
    this.down = this.column === i ? !this.down : isNumber;
    this.column = i;
    this.heads.forEach((th, k) => th.setAttribute('aria-sort', k !== i ? 'none' : this.down ? 'descending' : 'ascending'));
    const key = (tr) => {
      const s = tr.cells[i]?.textContent ?? '';
      return isNumber ? Number(s.replaceAll(',', '')) : s;
    };
    const sign = this.down ? -1 : 1;
    const order = isNumber ? (a, b) => a - b : (a, b) => collator.compare(a, b);
    this.rows.sort((a, b) => sign * order(key(a), key(b)));
    this.body.append(...this.rows);
  }

  // search leaves the documents whose name, title or text holds the words.
  async search(query) {
    const wanted = query.toLowerCase();
    const inText = wanted ? await this.app.textsWith(wanted) : null;
    if (wanted !== this.app.query().toLowerCase()) return null; // a newer search is on its way
    let n = 0;
    for (const tr of this.rows) {
      const fits = !wanted || tr.textContent.toLowerCase().includes(wanted) || inText.has(tr.dataset.doc);
      tr.hidden = !fits;
      if (fits) n++;
    }
    this.empty.hidden = n > 0;
    return n;
  }
}

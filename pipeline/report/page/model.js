// Model is a document: its source, what normalising did to it, its records.
class Model {
  constructor(data) {
    this.doc = data.doc;
    this.sentences = data.sentences; // from, to, from, to, … in the normalised text
    this.furniture = data.furniture; // likewise in the source
    this.rules = data.rules;
    this.source = new Runes(data.source);

    // Edit k turns the source from start[k] to end[k] into the normalised text from
    // at[k] on, of size[k] code points.
    const n = data.edits.length / 3;
    this.start = new Int32Array(n);
    this.end = new Int32Array(n);
    this.at = new Int32Array(n);
    this.size = new Int32Array(n);
    this.text = new Runes(this.#normalise(data.edits));
    this.#records(data.records);
  }

  #normalise(edits) {
    const parts = [];
    let from = 0, at = 0;
    for (let k = 0; k < this.start.length; k++) {
      const start = edits[3 * k], end = edits[3 * k + 1], put = edits[3 * k + 2];
      parts.push(this.source.slice(from, start), put);
      at += start - from;
      this.start[k] = start;
      this.end[k] = end;
      this.at[k] = at;
      this.size[k] = put.length === 1 ? 1 : [...put].length;
      at += this.size[k];
      from = end;
    }
    parts.push(this.source.slice(from, this.source.length));
    return parts.join('');
  }

  #records(records) {
    this.records = records;
    this.byId = new Map();
    this.facts = [];
    this.mentions = []; // in the order of the text
    this.changes = [];
    this.factOf = new Map(); // by the id of its quantity
    records.forEach((r, i) => {
      r.index = i;
      r.type = r.id[0];
      if (r.d !== 'lost' || !this.byId.has(r.id)) this.byId.set(r.id, r);
      if (r.d) this.changes.push(r);
      if (r.type !== 'f') {
        this.mentions.push(r);
      } else if (r.d !== 'lost') {
        this.facts.push(r);
        this.factOf.set(r.v.quantity.slice(1), r);
      }
    });
    const inText = (a, b) => a.n[0] - b.n[0] || b.n[1] - a.n[1] || a.index - b.index;
    this.mentions.sort(inText);
    this.changes.sort((a, b) => this.place(a) - this.place(b) || a.index - b.index);
  }

  // place is where a record stands: a fact where its quantity does.
  place(r) {
    const quantity = r.type === 'f' && this.byId.get(r.v.quantity.slice(1));
    return (quantity || r).n[0];
  }

  // record is what an id within this document names, as #q12; undefined for others.
  record(ref) { return ref && ref[0] === '#' ? this.byId.get(ref.slice(1)) : undefined; }

  // toSource is the code point of the source that a place in the text came from.
  toSource(p) {
    const k = this.#upTo(this.at, p);
    if (k < 0) return p;
    const past = p - this.at[k];
    return past < this.size[k] ? this.start[k] : this.end[k] + past - this.size[k];
  }

  // toText is the place in the text of a code point of the source, or of the next one
  // that is left of it.
  toText(c) {
    const k = this.#upTo(this.start, c);
    if (k < 0) return c;
    return c < this.end[k] ? this.at[k] : this.at[k] + this.size[k] + c - this.end[k];
  }

  // #upTo is the last index whose number is at most limit.
  #upTo(numbers, limit) { return countBelow(numbers, limit + 1) - 1; }

  surface(r) { return r.text ?? this.text.slice(r.n[0], r.n[1]); }
  raw(r) { return this.source.slice(r.c[0], r.c[1]); }
  sentence(r) { return this.text.slice(this.sentences[2 * r.s] ?? r.n[0], this.sentences[2 * r.s + 1] ?? r.n[1]); }

  // line is the record as the program writes it.
  line(r) {
    const parts = [];
    const put = (key, value, bare) => parts.push(`"${key}":${bare ? value : JSON.stringify(value)}`);
    put('type', typeNames[r.type]);
    put('doc', this.doc);
    put('id', this.doc + '#' + r.id);
    put('text', this.surface(r));
    put('raw', this.raw(r));
    put('start', r.c[0], true);
    put('end', r.c[1], true);
    put('byte_start', r.b[0], true);
    put('byte_end', r.b[1], true);
    put('sentence', r.s, true);
    put('rule', this.rules[r.r][0]);
    for (const [key, value] of Object.entries(r.v)) {
      const bare = r.type !== 't' && numbers.has(key);
      put(key, references.has(key) && value[0] === '#' ? this.doc + value : value, bare);
    }
    return `{${parts.join(',')}}`;
  }
}

const typeNames = { q: 'quantity', t: 'time', e: 'entity', f: 'fact' };
const numbers = new Set(['value', 'low', 'high', 'ratio', 'base_value']);
const references = new Set(['subject_id', 'time_id', 'quantity', 'anchor', 'mentions_of']);


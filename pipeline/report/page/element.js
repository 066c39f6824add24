// element makes an element. Children are nodes or text, never markup.
function element(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) e.addEventListener(key.slice(2), value);
    else if (key === 'text') e.textContent = value;
    else e.setAttribute(key, value === true ? '' : value);
  }
  e.append(...children.flat().filter((c) => c !== undefined && c !== null && c !== false && c !== ''));
  return e;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

// drawing makes an element of SVG.
function drawing(name, attributes, ...children) {
  const e = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith('on')) e.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) e.setAttribute(key, value);
  }
  e.append(...children.filter((c) => c !== undefined));
  return e;
}

// locate gives the text node and the unit in it at a place of a container, counted in
// code points of its text. A place between two nodes is the start of the second.
function locate(container, place, atEnd) {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const runes = new Runes(node.data);
    if (place < runes.length || atEnd && place === runes.length) return [node, runes.unit(place)];
    place -= runes.length;
    last = node;
  }
  return last && [last, last.data.length];
}

// pointAt gives the node and the unit under a point of the window.
function pointAt(x, y) {
  if (document.caretPositionFromPoint) {
    const at = document.caretPositionFromPoint(x, y);
    return at && [at.offsetNode, at.offset];
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range && [range.startContainer, range.startOffset];
}

// pointsBefore counts the code points of a container's text before a place in it.
function pointsBefore(container, node, unit) {
  const range = document.createRange();
  range.selectNodeContents(container);
  range.setEnd(node, unit);
  const before = range.toString();
  return new Runes(before).length;
}

// paint marks ranges without touching the document; a reader without such marks goes
// without.
function paint(name, ranges) {
  if (!window.Highlight || !CSS.highlights) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

// reveal scrolls a pane so that a range is in its middle, unless it is in sight.
function reveal(pane, range) {
  const inner = range.getBoundingClientRect(), outer = pane.getBoundingClientRect();
  const margin = Math.min(80, outer.height / 5);
  if (inner.top >= outer.top + margin && inner.bottom <= outer.bottom - margin) return;
  pane.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
}

function clamp(n, lo, hi) { return Math.max(lo, Math.min(hi, n)); }

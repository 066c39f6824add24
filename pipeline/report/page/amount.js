// How amounts and periods read in tables. Digits are never computed, only parted.

function grouped(number) {
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(number) ?? [null, '', number, ''];
  return sign.replace('-', '−') + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}

// counted parts the digits of a number, and gives a large one in the multiplier in which
// such numbers are written: the point moves, no digit is lost.
function counted(number) {
  const [, sign, whole, rest] = /^(-?)(\d+)\.?(\d*)$/.exec(number) ?? [];
  const [, zeros, multiplier] = multipliers.find(([digits]) => whole?.length >= digits) ?? [0, 0, ''];
  if (!zeros) return [grouped(number), ''];
  const decimals = (whole.slice(-zeros) + rest).replace(/0+$/, '');
  return [grouped(sign + whole.slice(0, -zeros) + (decimals && '.' + decimals)), multiplier];
}

// From how many digits on a multiplier is used, how many it takes off, and its name.
const multipliers = [[13, 12, '万亿'], [9, 8, '亿'], [7, 4, '万']];

const bounds = { min: '≥ ', max: '≤ ', approx: '≈ ' };

function amount(v) {
  const bound = bounds[v.bound] ?? '';
  let unit = v.unit ?? '', text = '';
  if (v.value !== undefined) {
    const [digits, multiplier] = counted(v.value);
    text = bound + digits;
    unit = multiplier + unit;
  } else if (v.low !== undefined) {
    const low = counted(v.low), high = counted(v.high);
    if (low[1] === high[1]) {
      text = `${bound}${low[0]} – ${high[0]}`;
      unit = low[1] + unit;
    } else text = `${bound}${grouped(v.low)} – ${grouped(v.high)}`;
  } else if (v.ratio !== undefined) {
    text = bound + terms(v.ratio).map(grouped).join(' : ');
  }
  return text + (unit === '' || text === '' ? '' : /^[%‰‱]/.test(unit) ? unit : ' ' + unit);
}

// terms are the two numbers of a ratio.
function terms(ratio) { return ratio.replace(/[[\]\s]/g, '').split(','); }

// size is about how much it is, for drawings and for sorting.
function size(v) {
  if (v.value !== undefined) return Number(v.value);
  if (v.low !== undefined) return (Number(v.low) + Number(v.high)) / 2;
  if (v.ratio !== undefined) {
    const [a, b] = terms(v.ratio).map(Number);
    return b ? a / b : NaN;
  }
  return NaN;
}

// lastDay is the number of days of a month.
function lastDay(year, month) { return new Date(Date.UTC(year, month, 0)).getUTCDate(); }

// period writes the days from and to as short as they can be read: a year, a quarter, a
// month, a day, or two of them.
function period(from, to) {
  if (!from) return '';
  if (from.includes('T')) {
    const [a, b] = [from, to].map((t) => t.replace('T', ' '));
    return a === b ? a : b.endsWith(':59') && a.slice(0, 16) === b.slice(0, 16) ? a.slice(0, 16) : `${a} – ${a.slice(0, 10) === b.slice(0, 10) ? b.slice(11) : b}`;
  }
  const [y1, m1, d1] = from.split('-'), [y2, m2, d2] = to.split('-');
  if (from === to) return from;
  const wholeMonths = d1 === '01' && Number(d2) === lastDay(Number(y2), Number(m2));
  if (!wholeMonths) return `${from} – ${to}`;
  if (m1 === '01' && m2 === '12') return y1 === y2 ? y1 : `${y1} – ${y2}`;
  if (y1 === y2 && m1 === m2) return `${y1}-${m1}`;
  if (y1 === y2 && Number(m1) % 3 === 1 && Number(m2) % 3 === 0) {
    const first = (Number(m1) + 2) / 3, last = Number(m2) / 3;
    return first === last ? `${y1} Q${first}` : `${y1} Q${first}–Q${last}`;
  }
  return `${y1}-${m1} – ${y2}-${m2}`;
}

const changeNames = { increase: 'increase', decrease: 'decrease', double: 'doubling', rank: 'rank' };
const basisNames = { yoy: 'on the year', qoq: 'on the period before', since: 'since' };
const changeSigns = { increase: '↑', decrease: '↓', double: '×2', rank: '№' };

// note says in short how a fact states its amount.
function note(v) {
  const parts = [];
  if (v.change) parts.push(`${changeSigns[v.change] ?? ''} ${v.basis ?? (v.change === 'rank' ? 'rank' : '')}`.trim());
  if (v.status) parts.push(v.status);
  return parts.join(' · ');
}

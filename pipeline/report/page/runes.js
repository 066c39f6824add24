// Runes is a string whose places are counted in code points, as the records
// count them; a string of the language counts UTF-16 units.
class Runes {
  constructor(s) {
    this.s = s;
    this.high = []; // the code points, by their place, that take two units
    if (/[\ud800-\udbff]/.test(s)) {
      for (let u = 0; u < s.length; u++) {
        if (s.codePointAt(u) > 0xffff) {
          this.high.push(u - this.high.length);
          u++;
        }
      }
    }
    this.length = s.length - this.high.length;
  }

  // unit is where the code point at p begins in units.
  unit(p) { return p + countBelow(this.high, p); }

  // point is the code point that the unit at u belongs to.
  point(u) {
    let lo = 0, hi = this.high.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (this.high[mid] + mid < u) lo = mid + 1; else hi = mid;
    }
    return u - lo;
  }

  slice(from, to) { return this.s.slice(this.unit(from), this.unit(to)); }
}

// countBelow is how many of the ascending numbers are less than limit.
function countBelow(numbers, limit) {
  let lo = 0, hi = numbers.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (numbers[mid] < limit) lo = mid + 1; else hi = mid;
  }
  return lo;
}

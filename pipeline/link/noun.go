package link

import (
	"strings"
	"unicode"

	"zhfacts/pipeline/text"
)

// The words of a metric are a noun phrase: nouns with what modifies them. Its
// bounds are found by the lexicon first, by parts of speech only where the
// lexicon is silent.

// nounAt tells whether the atom at i can be part of a noun phrase that is read
// forwards.
func (x *clause) nounAt(i int) bool {
	a := &x.c[i]
	switch a.kind {
	case entity, quote, aside:
		return true
	case de:
		return i+1 < len(x.c) && x.nounAt(i+1)
	case pause, and:
		return i+1 < len(x.c) && x.c[i+1].kind != quantity && i > 0 && x.c[i-1].kind != quantity && x.nounAt(i+1)
	case plain:
	default:
		return false
	}
	if a.is(noun | holder | scope | admin | self | capacity | rateUp | rateDown) {
		return true
	}
	if a.role&^(currency|portion|number|pace) != 0 {
		return false
	}
	switch a.pos {
	case 'n', 'w', 'a', 'i', 'f', 'r', 'm', 'u':
		return true
	}
	return false
}

// nounLeft gives the start of the noun phrase that ends before e and does not
// begin before lo; e when there is none.
func (x *clause) nounLeft(lo, e int) int {
	if s := x.shareLeft(lo, e); s < e {
		return s
	}
	j := e
	relative := false // a 的 has been passed: what stands before it may hold a verb
	// Within quotation marks anything can stand.
	quoted := e < len(x.c) && x.c[e].kind == quote && x.r.runes[x.c[e].Start] == '”'
	for j > lo {
		a := &x.c[j-1]
		if a.kind == quote {
			quoted = x.r.runes[a.Start] == '”'
		} else if quoted && x.opened(lo, j-1) {
			j--
			continue
		}
		switch a.kind {
		case quote, aside, entity:
		case de:
			relative = true
		case pause, and:
			if !x.nounBefore(lo, j) || !x.nounBehind(j, e) || x.predicates(lo, j-1) {
				return x.trim(j, e)
			}
		case plain:
			switch {
			case x.c[j-1].compared:
				return x.trim(j, e)
			case a.is(noun | capacity | holder | scope | admin | self | rateUp | rateDown):
			case j < e && x.isOne(j-1, "里") && x.c[j].kind == plain: // 半年时间里汇价
				return x.trim(j, e)
			case j < e && x.r.has(a, "方面"):
				return x.trim(j, e)
			case a.is(rise | fall):
				if x.r.entry(a).value == "than" && a.Len() == 1 && x.nounBehind(j, e) {
					break
				}
				if !(x.nounBefore(lo, j) && (x.nounBehind(j, e) || j < e && x.c[j].kind == de) && x.nominalChange(j-1)) {
					return x.trim(j, e)
				}
			case a.is(newer):
				if !(x.nounBefore(lo, j) && x.nounBehind(j, e)) || x.holderAt(j-2) {
					return x.trim(j, e)
				}
			case a.is(light) && !a.is(noun) && (j == e || x.nounBehind(j, e) && !relative): // 铁路完成投资
				return x.trim(j, e)
			case x.above(j-1) && !x.c[j-1].compared:
				return x.trim(j, e)
			case j < e && j-2 >= lo && x.c[j-2].kind == entity && x.r.has(a, "等"): // 甲、乙等公司净利润
				return x.trim(j, e)
			case a.is(act) && j-2 >= lo && x.c[j-2].kind == de && x.nounBehind(j, e): // 材料的销售均价
			case a.is(act):
				ahead := j < e && (x.c[j].kind == de || x.nounBehind(j, e) && j-2 >= lo && x.c[j-2].kind == and)
				if (!(x.nounBefore(lo, j) && (x.nounBehind(j, e) || j == e)) || x.holderAt(j-2) && j < e) && !ahead {
					return x.trim(j, e)
				}
			case a.is(share) && x.c[e-1].is(portion):
			case a.is(preposition) && x.nounBehind(j, e) && x.r.has(a, "对"):
				if j-2 >= lo && x.c[j-2].kind == plain && x.nounAt(j-2) && !x.holderAt(j-2) && !x.r.isHolder(&x.c[j-2]) {
					break // 消费对经济增长的贡献率
				}
				return j - 1 // 对周边国家进出口
			case a.is(have):
				if !relative {
					return x.trim(j, e)
				}
			case a.is(preposition):
				if !relative {
					return x.behindObject(j, e)
				}
			case a.is(each):
			case a.is(adverb):
				if !(x.nounBehind(j, e) && x.r.has(a, "平均")) && !(x.nounBefore(lo, j) && x.nounBehind(j, e) && a.Len() == 2) {
					return x.trim(j, e)
				}
			case a.role&^(currency|portion|number|pace) != 0, a.pos == 't':
				return x.trim(j, e)
			case a.pos == 'p':
				if !relative {
					return x.behindObject(j, e)
				}
			case a.pos == 'd':
				if !x.nounBehind(j, e) {
					return x.trim(j, e)
				}
			case a.pos == 'c':
				return x.trim(j, e)
			case a.pos == 'v':
				if (j == e || !relative) && j-2 >= lo && x.holderAt(j-2) {
					return x.trim(j, e)
				}
			}
		case quantity:
			if !x.serial(j - 1) {
				return x.trim(j, e)
			}
		default:
			return x.trim(j, e)
		}
		j--
	}
	return x.trim(j, e)
}

// nounBefore tells whether what stands before the last word of c[lo:j] can be part of its
// noun phrase.
func (x *clause) nounBefore(lo, j int) bool {
	if j-2 < lo {
		return false
	}
	a := &x.c[j-2]
	return a.kind == entity || a.kind == aside || a.kind == quote || a.kind == plain && (x.nounAt(j-2) || a.pos == 'v' && a.role == 0)
}

// nounBehind tells whether the first of c[j:e] can be part of the noun phrase of the word before.
func (x *clause) nounBehind(j, e int) bool {
	if j >= e {
		return false
	}
	a := &x.c[j]
	return a.kind == entity || a.kind == quote || a.kind == plain && (x.nounAt(j) || a.is(act|newer) || a.pos == 'v' && a.role == 0)
}

// behindObject is trim for words behind a preposition: what it takes is no part of the metric where
// a verb stands behind it (为国家新增工业产值).
func (x *clause) behindObject(s, e int) int {
	s = x.trim(s, e)
	for k := s + 1; k < e-1; k++ {
		a := &x.c[k]
		if a.kind == de || a.kind == pause || a.kind == and {
			break
		}
		if a.kind == plain && !a.is(noun|preposition|adverb) && (a.is(newer) || a.pos == 'v' && (a.is(act|rise|fall) || a.role == 0)) && x.nounBehind(k+1, e) && x.nounAt(k-1) {
			if s := x.trim(k+1, e); a.is(newer|rise|fall) || x.length(s, e) > 3 {
				return s
			}
			return k // 上缴利税: the object alone says too little
		}
	}
	return s
}

// shareLeft gives the start of 占X的比重 that ends before e; e when there is none. X may hold
// a time: 占当期净利润的比例.
func (x *clause) shareLeft(lo, e int) int {
	if e-1 <= lo || !x.c[e-1].is(portion) {
		return e
	}
	for k := e - 2; k >= lo; k-- {
		switch a := &x.c[k]; {
		case a.kind == plain && a.is(share):
			return x.nounLeft(lo, k) // 城镇人口占总人口的比重
		case a.kind == quantity, a.kind == pause, a.kind == plain && a.is(predicate):
			return e
		}
	}
	return e
}

// metricLeft is nounLeft for a metric: behind 每次查获 and the like, and without a pronoun
// before 的 (自己的房贷利率).
func (x *clause) metricLeft(lo, e int) int {
	s := x.nounLeft(lo, e)
	if s < e && s > lo && x.isOne(s, "期") && x.c[s-1].kind == time && x.c[s-1].End == x.c[s].Start {
		return s - 1 // 10年期国债收益率
	}
	if s+2 < e && x.c[s].kind == plain && x.c[s].pos == 'r' && x.c[s+1].kind == de {
		s += 2
	}
	for k := e - 2; k > s; k-- {
		if a := &x.c[k]; a.kind == plain && a.is(act) && !a.is(noun) && x.c[s].is(each) && a.pos == 'v' {
			return x.trim(k+1, e)
		}
	}
	if k := x.described(s, e); k > s && k < e && x.measures(k, e) { // 夺魁的东湖市粮食产量
		for k-1 > s && x.c[k-1].kind == entity {
			k--
		}
		return k
	}
	return s
}

// behindPhrase moves the end of a noun phrase that ends at e before a phrase of place:
// 收入在现有基础上 (增长).
func (x *clause) behindPhrase(lo, e int) int {
	if s := x.nounLeft(lo, e); s < e && s-1 >= lo && (x.r.has(&x.c[s-1], "扣除") || x.r.has(&x.c[s-1], "剔除")) {
		return x.skipFillers(lo, s-2) + 1 // 扣除汇率因素同比增长
	}
	if e-1 <= lo || x.c[e-1].kind != plain || x.c[e-1].pos != 'f' && !x.placeWord(e-1) {
		return e
	}
	after := x.r.runes[x.c[e-1].End-1] == '后'
	for k := e - 2; k >= lo; k-- {
		switch a := &x.c[k]; {
		case a.kind == plain && a.Len() == 1 && strings.ContainsRune("在于从以", x.r.runes[a.Start]),
			after && (x.r.has(a, "经") || x.r.has(a, "经过")): // 订货经季节性调整后 (为)
			if b := x.skipFillers(lo, k-1) + 1; b > lo {
				return b
			}
			return e
		case a.kind == plain && a.is(predicate&^have):
			return e
		}
	}
	return e
}

// placeWord tells whether a word ends with one of place or order: 基础上, 调整后.
func (x *clause) placeWord(i int) bool {
	return strings.ContainsRune("上中下内后", x.r.runes[x.c[i].End-1])
}

// opened tells whether a quotation mark opens before p.
func (x *clause) opened(lo, p int) bool {
	for i := p - 1; i >= lo; i-- {
		if x.c[i].kind == quote {
			return x.r.runes[x.c[i].Start] == '“'
		}
	}
	return false
}

// holderAt tells whether the atom at i is a holder: a verb behind it is what it
// does, and no part of a noun.
func (x *clause) holderAt(i int) bool {
	a := &x.c[i]
	// 企业 and 学校 alone can be a thing counted, 该企业 cannot.
	return a.kind == entity || a.kind == plain && (a.is(admin|scope) || a.is(self) && strings.ContainsRune("该本全我", x.r.runes[a.Start]))
}

// predicates tells whether what stands before the pause at p, back to the pause
// before it, has a verb with its noun on the left: a statement of its own.
func (x *clause) predicates(lo, p int) bool {
	for i := p - 1; i > lo && x.c[i].kind != pause; i-- {
		if a := &x.c[i]; a.kind == plain && a.is(act) && !a.is(noun) && x.c[i-1].kind != pause && i+1 < p {
			return true
		}
	}
	return false
}

// trim moves the start of a noun phrase behind what does not belong to it: a
// leading 的 or 、, and a verb whose object the rest is. A pronoun alone is no
// metric, nor is a phrase without a noun.
func (x *clause) trim(s, e int) int {
	s = x.trimLeft(s, e)
	for i := s; i < e; i++ {
		a := &x.c[i]
		if a.kind == plain && !unicode.IsLetter(x.r.runes[a.Start]) {
			continue
		}
		if a.kind == entity || a.kind == plain && (!a.is(each) || x.r.runes[a.End-1] == '均') && (a.role&(noun|holder|capacity|scope|admin|self|rateUp|rateDown|act) != 0 || a.pos == 'n' || a.pos == 'w' || a.pos == 'i') {
			return s
		}
	}
	return e
}

func (x *clause) trimLeft(s, e int) int {
	for s < e {
		a := &x.c[s]
		switch a.kind {
		case de, pause, and, aside:
			s++
			continue
		case quote:
			if r := x.r.runes[a.Start]; r == '”' || r == '》' || r == '’' {
				s++
				continue
			}
		case plain:
			if s+1 < e && x.r.has(a, "平均") && x.c[s+1].kind == plain && (x.c[s+1].pos == 'n' || x.c[s+1].is(noun)) {
				return s // 平均售价
			}
			if a.is(adverb) || a.pos == 'u' || a.pos == 'f' && a.Len() == 1 || a.pos == 'd' && a.role == 0 || (a.is(preposition) || a.pos == 'p') && !a.is(noun) {
				s++
				continue
			}
			if s+2 == e && a.pos == 'v' && a.role == 0 && a.Len() > 1 && x.c[s+1].is(noun|rateUp|rateDown) {
				return s // 持仓市值
			}
			if a.pos == 'v' && !a.is(noun|capacity|holder) && s+1 < e && !x.relative(s+1, e) && x.length(s+1, e) >= 2 {
				s++
				continue
			}
		}
		return s
	}
	return s
}

// relative tells whether a 的 stands in c[s:e].
func (x *clause) relative(s, e int) bool {
	for i := s; i < e; i++ {
		if x.c[i].kind == de {
			return true
		}
	}
	return false
}

// length counts the runes of c[s:e].
func (x *clause) length(s, e int) int {
	n := 0
	for i := s; i < e; i++ {
		n += x.c[i].Len()
	}
	return n
}

// nounRight gives the end of the noun phrase that starts at s and ends no later
// than hi; s when there is none.
func (x *clause) nounRight(s, hi int) int {
	i := s
	for i < hi {
		a := &x.c[i]
		switch a.kind {
		case entity, quote, aside:
		case de:
			// 3家企业的产品: counted is what stands before 的, unless that only
			// modifies (3个重要的项目).
			if i > s && (x.c[i-1].kind == entity || x.c[i-1].pos == 'n' && !x.c[i-1].is(act)) {
				return x.trimRight(s, i)
			}
		case pause, and:
			if i+1 >= hi || x.c[i+1].kind == quantity || x.later(i) && x.opensPiece(i+1) || i == s || x.ownValue(i+1, hi) {
				return x.trimRight(s, i)
			}
			if b := &x.c[i+1]; b.kind != entity && b.kind != quote && !(b.kind == plain && (x.nounAt(i+1) || b.role == 0)) {
				return x.trimRight(s, i)
			}
		case plain:
			switch {
			case a.is(noun | holder | capacity | scope | rateUp | rateDown):
			case a.is(self | admin), a.is(rise|fall) && x.r.entry(a).value == "than" && x.goesOn(i+1, hi):
			case a.is(act) && !a.is(light) && i > s && x.c[i-1].kind != entity && !x.c[i-1].is(holder|self) && x.goesOn(i+1, hi) && (a.pos != 'v' || x.compact(i+2, hi) && !x.heads(s-1)):
			case a.is(newer | act):
				if i > s || !x.goesOn(i+1, hi) || x.c[i+1].kind != plain {
					return x.trimRight(s, i)
				}
			case a.is(report) && a.pos != 'v' && i > s:
			case a.role&^(currency|portion|number|pace) != 0:
				return x.trimRight(s, i)
			case a.pos == 'v':
				if i > s && x.c[i-1].kind == plain && x.c[i-1].pos == 'a' && x.compact(i+1, hi) {
					break // 省级重大应用
				}
				if next := x.goesOn(i+1, hi); i > s && !(next && x.c[i+1].is(noun)) || i == s && (!next || !x.compact(i+2, hi) && !(x.c[i+1].pos == 'n' && x.governed(s))) && i+1 < hi {
					return x.trimRight(s, i)
				}
			case a.pos == 'p', a.pos == 'd', a.pos == 'c', a.pos == 't', i > s && x.within(i),
				i > s && a.pos == 'i' && !(i+1 < hi && x.c[i+1].kind == de): // 人民安居乐业
				return x.trimRight(s, i)
			}
		case quantity:
			// 两个千万千瓦级基地, 160个市、区两级项目: a number that only modifies.
			if i+1 == hi || x.c[i+1].kind != plain || !x.nounAt(i+1) || !(i == s || x.grade(i)) {
				return x.trimRight(s, i)
			}
		case time:
			// 745亿元7天期逆回购
			if i > s || i+1 == hi || x.c[i+1].kind != plain || !x.nounAt(i+1) || x.r.doc.Mentions[a.m].Time.From != "" {
				return x.trimRight(s, i)
			}
		default:
			return x.trimRight(s, i)
		}
		i++
	}
	return x.trimRight(s, i)
}

// governed tells whether a verb or preposition stands before the quantity that the noun phrase from s
// follows: a verb at s then modifies (通过几十个受控子系统).
func (x *clause) governed(s int) bool {
	if s < 2 || x.c[s-1].kind != quantity || !x.measureWord(s-1) || x.relative(s, len(x.c)) {
		return false
	}
	a := &x.c[s-2]
	return a.kind == plain && !a.is(noun) && (a.is(act|newer|have|preposition|light) || a.pos == 'v' || a.pos == 'p')
}

// goesOn tells whether a noun phrase that is read forwards goes on at i.
func (x *clause) goesOn(i, hi int) bool {
	return i < hi && (x.c[i].kind == entity || x.c[i].kind == quote || x.c[i].kind == plain && x.nounAt(i))
}

// ownValue tells whether the noun that starts at i has a value of its own right behind it:
// 60%的股权、乙公司55%的股权.
func (x *clause) ownValue(i, hi int) bool {
	k := i
	for k < hi && x.c[k].kind != pause && x.c[k].kind != and && x.c[k].kind != quantity && x.nounAt(k) {
		k++
	}
	return k > i && k < hi && x.c[k].kind == quantity && !x.grade(k) && !x.r.has(&x.c[k-1], "等") && !x.serial(k)
}

// compact tells whether a noun phrase ends at i.
func (x *clause) compact(i, hi int) bool {
	return i >= hi || x.c[i].kind == pause || x.c[i].kind == and
}

// grade tells whether the quantity at i is a grade or a class: 两级, 三类, 四大.
func (x *clause) grade(i int) bool {
	switch x.r.runes[x.c[i].End-1] {
	case '级', '类', '大', '强', '星', '线':
		return true
	}
	return false
}

// trimRight moves the end of a noun phrase before marks and particles.
func (x *clause) trimRight(s, e int) int {
	for e > s {
		a := &x.c[e-1]
		if a.kind == pause || a.kind == and || a.kind == de || a.kind == aside || a.kind == plain && (a.pos == 'u' || a.pos == 'f') ||
			a.kind == plain && x.r.has(a, "之一") || e-1 > s && a.kind == plain && x.isOne(e-1, "后前时") ||
			a.kind == quote && x.r.runes[a.Start] == '“' {
			e--
			continue
		}
		break
	}
	return e
}

// phrase is the text of c[s:e].
func (x *clause) phrase(s, e int) string {
	for e > s && x.c[e-1].kind == de {
		e--
	}
	if s >= e {
		return ""
	}
	return x.clean(text.Span{Start: x.c[s].Start, End: x.c[e-1].End})
}

// clean is the text of a span without a quotation mark that has no partner.
func (x *clause) clean(span text.Span) string {
	rs := x.r.doc.Text.Runes(span)
	open, shut := 0, 0
	for _, r := range rs {
		switch r {
		case '“', '《':
			open++
		case '”', '》':
			shut++
		}
	}
	if open != shut {
		if len(rs) > 0 && (rs[0] == '“' || rs[0] == '《') && open > shut {
			rs = rs[1:]
		}
		if n := len(rs); n > 0 && (rs[n-1] == '”' || rs[n-1] == '》') && shut > open {
			rs = rs[:n-1]
		}
	}
	for len(rs) > 0 && isSpace(rs[0]) {
		rs = rs[1:]
	}
	for len(rs) > 0 && isSpace(rs[len(rs)-1]) {
		rs = rs[:len(rs)-1]
	}
	return string(rs)
}

// isSpace is unicode.IsSpace, whose runes all lie below the Han.
func isSpace(r rune) bool { return r <= '\u3000' && unicode.IsSpace(r) }

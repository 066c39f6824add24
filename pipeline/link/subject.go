package link

import (
	"strings"
	"unicode/utf8"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// Whom a fact is about: the holder that stands before the metric (即墨区拥有…,
// 宁波舟山港集装箱吞吐量…), or else the one the clauses before were about. A holder is
// an entity, a word that means one (全省, 该公司), or a noun of a class of holders
// with what sets it apart (规模以上工业企业). Behind a preposition it holds nothing, and
// who only speaks (国家统计局公布) is no holder.

// findSubject finds the holder at the head of the clause and puts it in force.
func (x *clause) findSubject() {
	for i := 0; i < len(x.c); i++ {
		a := &x.c[i]
		switch {
		case x.c[i].compared, a.kind == time, a.kind == quote, a.kind == aside:
			continue
		case a.kind == plain && x.causes(i):
			continue
		case a.kind == and && x.subjectless(i):
			for i+1 < len(x.c) && x.c[i+1].kind == entity {
				i++ // 与东盟进出口
			}
			continue
		case a.kind == entity && x.occasion(i):
			continue
		case a.kind == entity && x.r.doc.Mentions[a.m].Entity.Kind == record.EntityDocument && !x.speaks(i+1):
			continue
		case a.kind == entity, a.kind == plain && a.is(scope|admin|self|holder) && !a.is(act):
			x.takeSubject(i)
			return
		case a.kind == quantity:
			if !x.describes(i) {
				return
			}
			i++ // 60平方公里的青山开发区
			continue
		case a.kind != plain:
			continue
		case a.is(from | than):
			continue
		case a.is(expected | target | adverb), a.pos == 'd', a.pos == 't':
			if a.is(preposition) { // 将
				continue
			}
			continue
		case a.is(preposition) || a.pos == 'p':
			// 截至9月末 and 到2020年 hold a time only.
			if i+1 < len(x.c) && x.c[i+1].kind == time {
				continue
			}
			// The object goes on to the verb, or to 的 behind which the noun stands.
			k := i + 1
			for k < len(x.c) && x.c[k].kind != de && !(x.c[k].kind == plain && x.c[k].is(predicate|act|newer|report) && !x.c[k].is(noun)) {
				k++
			}
			if k < len(x.c) && x.c[k].kind == de {
				i = k
				continue
			}
			return
		case a.is(noun | capacity):
			if x.takeSubject(i) {
				return
			}
			return
		case a.is(act | newer | predicate | report):
			// 位于…的, 拥有…的, 名列第一的: the noun stands behind.
			k := i + 1
			for k < len(x.c) && x.c[k].kind != de && x.c[k].kind != quantity && x.c[k].kind != pause {
				k++
			}
			if k < len(x.c) && x.c[k].kind == quantity && x.describes(k) {
				k++
			}
			if k < len(x.c) && x.c[k].kind == de && k+1 < len(x.c) && x.c[k+1].kind == entity {
				i = k
				continue
			}
			return
		case a.pos == 'v':
			k := i + 1
			for k < len(x.c) && x.c[k].kind != de && x.c[k].kind != quantity && x.c[k].kind != pause {
				k++
			}
			if k < len(x.c) && x.c[k].kind == de && k+1 < len(x.c) && x.c[k+1].kind == entity {
				i = k
				continue
			}
			return
		default:
			if x.takeSubject(i) {
				return
			}
			for i < len(x.c) && x.nounAt(i) {
				i++
			}
			if i == len(x.c) || !x.causes(i) {
				return
			}
		}
	}
}

// describes tells whether 的 and an entity stand behind the quantity at i.
func (x *clause) describes(i int) bool {
	return i+2 < len(x.c) && x.c[i+1].kind == de && x.c[i+2].kind == entity
}

// subjectless tells whether 与 or its like at i opens the clause, times left out: it names with whom.
func (x *clause) subjectless(i int) bool {
	for k := range i {
		if x.c[k].kind != time {
			return false
		}
	}
	return true
}

// occasion tells whether the event at i only says when: 亚运会期间, 春交会上.
func (x *clause) occasion(i int) bool {
	if i+1 == len(x.c) || x.c[i+1].Len() > 2 || !strings.ContainsRune("期前以后上中时", x.r.runes[x.c[i+1].Start]) {
		return false
	}
	next := &x.c[i+1]
	return x.r.doc.Mentions[x.c[i].m].Entity.Kind == record.EntityEvent &&
		(next.Len() == 1 || x.r.has(next, "期间") || x.r.has(next, "前夕") || x.r.has(next, "以来"))
}

// causes tells whether the word at i makes the noun behind it the holder of what
// follows: 让我国…, 带动全区….
func (x *clause) causes(i int) bool {
	return x.c[i].is(cause) && i+1 < len(x.c) && (x.c[i+1].kind == entity || x.c[i+1].is(scope|admin))
}

// takeSubject reads the noun phrase that starts at i as the subject of the
// clause, if it is a holder.
func (x *clause) takeSubject(i int) bool {
	end := i
	for end < len(x.c) && x.nounAt(end) {
		end++
	}
	s, at := x.holder(i, end, true)
	if at == end && s.known {
		if k := x.made(at, len(x.c)); k > at {
			s, at = x.entityHolder(k, len(x.c))
			for end = at; end < len(x.c) && x.nounAt(end); end++ {
			}
		}
	}
	if !s.known && end < len(x.c) && x.c[len(x.c)-1].kind == entity && !x.later(0) {
		// 起步较迟的X: the clause is nothing but the holder.
		k := len(x.c) - 1
		for k > end && x.c[k].kind == entity {
			k--
		}
		if x.c[k].kind == de {
			s, at = x.entityHolder(k+1, len(x.c))
		}
	}
	if !s.known {
		// Another noun is the subject now. What was in force is not meant by
		// what follows, unless that is a metric with its value.
		if i == 0 && !x.later(0) && x.opensSentence() {
			x.r.take(nobody, true)
		}
		return false
	}
	if s.mention >= 0 && x.inList(at) {
		return false // 绍兴黄酒、金华火腿等3个产业
	}
	if k := x.named(s, at, end); k > at { // 长江江豚是…
		span := text.Span{Start: x.c[i].Start, End: x.c[k-1].End}
		s, at = subject{name: x.clean(span), mention: -1, class: true, owner: s.mention + 1, known: true, origin: x.r.found(span)}, k
	}
	if s.class && at > 0 && x.c[at-1].kind == plain && x.valued(at) {
		return false
	}
	if at < end && x.c[at].kind == de && !x.measures(at+1, end) {
		return false // 湛江的一家公司: another is the subject
	}
	if x.speaks(at) && (s.mention < 0 || x.r.speaker(s)) || x.dateline(at) {
		x.r.spoken = true
		return false
	}
	if at == len(x.c) && x.colon() && s.mention >= 0 && x.r.speaker(s) {
		return false // 商务部：消费增长8%
	}
	if k := x.foretold(at); k > at && x.takeSubject(k) {
		return true
	}
	if at < end && x.spokesman(s, at, end) { // 巴西学者卡洛斯表示
		if i == 0 && x.opensSentence() {
			x.r.take(nobody, true)
		}
		return false
	}
	x.subject, x.subjectEnd = s, at
	x.r.take(s, x.opensSentence())
	return true
}

// inList tells whether the name before at is the first member of a list that a quantity
// counts, with a noun of its own behind it.
func (x *clause) inList(at int) bool {
	k := at
	for k < len(x.c) && x.c[k].kind == plain && x.nounAt(k) {
		k++
	}
	if k == at || k == len(x.c) || x.c[k].kind != pause {
		return false
	}
	for ; k < len(x.c) && x.c[k].kind != quantity; k++ {
		if a := &x.c[k]; a.kind == plain && a.is(predicate|act) {
			return false
		}
	}
	return k < len(x.c) && x.r.has(&x.c[k-1], "等")
}

// named gives the end of the nouns behind a place, c[at:end], that together with it are what
// a clause with 是 is about, or who acts in it; at when the place itself is.
func (x *clause) named(s subject, at, end int) int {
	if s.mention < 0 || at >= end || end >= len(x.c) || x.c[at-1].kind != entity || x.r.doc.Mentions[s.mention].Entity.Kind != record.EntityPlace ||
		!x.r.has(&x.c[end], "是") && !x.acts(end) && !(x.c[end].kind == plain && x.c[end].pos == 'v' && x.c[end].role == 0) || x.measures(at, end) || !x.nouns(at, end) || x.relative(at, end) || x.c[at].pos == 'r' || strings.ContainsRune("去今明昨上本", x.r.runes[x.c[at].Start]) {
		return at
	}
	if end+1 < len(x.c) && x.nounAt(end+1) && x.measures(end+1, end+2) {
		return at // 青山市食用菌种植面积
	}
	if last := &x.c[end-1]; x.r.l.words.roles(x.r.runes[max(last.Start, last.End-2):last.End])&source != 0 {
		return at // 巴西政府 is Brazil, of which the figures are
	}
	return end
}

// acts tells whether what stands at i, adverbs and times left out, is something that only
// somebody does: 中欧班列累计发送….
func (x *clause) acts(i int) bool {
	for i < len(x.c) && (x.c[i].kind == time || x.c[i].kind == plain && (x.c[i].is(adverb) || x.c[i].pos == 'd')) {
		i++
	}
	return i < len(x.c) && x.c[i].kind == plain && x.c[i].is(act) && !x.c[i].is(noun|light)
}

// made gives the index of the entity that a relative clause behind the words before at
// is about: 长水船厂建造的“远洋号”; at when there is none.
func (x *clause) made(at, hi int) int {
	if at >= hi || !(x.c[at].kind == plain && (x.c[at].is(act) || x.c[at].pos == 'v' && x.c[at].role == 0)) {
		return at
	}
	for k := at + 1; k+1 < hi; k++ {
		a := &x.c[k]
		switch {
		case a.kind == de:
			if k+2 < hi && x.c[k+1].kind == quote {
				k++
			}
			if e := &x.c[k+1]; e.kind == entity {
				switch x.r.doc.Mentions[e.m].Entity.Kind {
				case record.EntityProduct, record.EntityFacility, record.EntityProject, record.EntityOrg:
					return k + 1
				}
			}
			return at
		case a.kind == plain && !a.is(predicate|report), a.kind == entity, a.kind == time, a.kind == quote:
		default:
			return at
		}
	}
	return at
}

// valued tells whether a quantity follows at i with nothing but its verb before
// it: the words before are what is counted or measured (高新技术企业突破600家).
func (x *clause) valued(i int) bool {
	for ; i < len(x.c); i++ {
		a := &x.c[i]
		switch {
		case a.kind == quantity && !x.c[i].compared:
			return x.r.runes[a.Start] != '每'
		case x.c[i].compared, a.kind == time, a.kind == aside, a.kind == quote:
		case a.kind == plain && (a.is(adverb|same|expected|target|predicate) && !a.is(noun) || a.pos == 'd'):
		default:
			return false
		}
	}
	return false
}

// take puts a subject in force.
func (r *reader) take(s subject, opens bool) {
	now := r.scene.subject
	akin := s.mention >= 0 && s.mention == now.owner-1 || now.mention >= 0 && now.mention == s.owner-1 // a place and what is of it
	if !s.same(now) && !akin || r.subjects == 0 {
		r.subjects++
	}
	if !r.begun || opens || r.spoken && !r.head.known && len(r.facts) == r.before {
		r.head = s
	}
	switch {
	case !r.on(subjectOwner):
	case s.owner > 0:
		m := s.owner - 1
		r.scene.owner = subject{name: r.doc.Mentions[m].Entity.Name, mention: m, known: true, origin: s.origin}
	case !s.class || s.list:
		r.scene.owner = nobody
	case r.scene.subject.known && !r.scene.subject.class:
		r.scene.owner = r.scene.subject
	}
	r.scene.subject, r.taken = s, true
	if s.mention >= 0 && r.doc.Mentions[s.mention].Entity.Kind == record.EntityOrg && !r.speaker(s) {
		r.firm = s
	}
}

// opensSentence tells whether the clause is the first of its sentence.
func (x *clause) opensSentence() bool {
	return len(x.r.atoms) > 0 && x.span.Start == x.r.atoms[0].Start
}

// speaks tells whether a word of saying follows at i, before any quantity.
func (x *clause) speaks(i int) bool {
	if x.roles&report == 0 {
		return false
	}
	for ; i < len(x.c); i++ {
		a := &x.c[i]
		if a.kind == quantity {
			return false
		}
		if a.kind == plain && a.is(report) && !a.is(noun) {
			return true
		}
	}
	return false
}

// foretold gives the index of the holder of whom somebody before at says what is expected, times left
// out: 长水银行预计北岸公司…; at when there is none.
func (x *clause) foretold(at int) int {
	if at == len(x.c) || x.roles&expected == 0 || x.c[at].kind != plain || !x.c[at].is(expected) || x.c[at].is(preposition) || x.c[at].Len() < 2 {
		return at
	}
	k := at + 1
	for k < len(x.c) && x.c[k].kind == time {
		k++
	}
	if k < len(x.c) && (x.c[k].kind == entity || x.c[k].is(scope)) {
		return k
	}
	return at
}

// spokesman tells whether who speaks is a person by the words behind a holder, c[at:end], and no
// one who speaks for the holder: 巴西学者卡洛斯, not 长水公司董事长王平.
func (x *clause) spokesman(s subject, at, end int) bool {
	if x.roles&report == 0 || s.mention < 0 || !x.speaks(at) {
		return false
	}
	place := x.r.doc.Mentions[s.mention].Entity.Kind == record.EntityPlace
	for k := at; k < end; k++ {
		a := &x.c[k]
		if a.kind == plain && x.r.entry(a).value == "person" || place && a.kind == entity && x.r.doc.Mentions[a.m].Entity.Kind == record.EntityPerson {
			return true
		}
	}
	return false
}

// dateline tells whether the clause only says where news comes from: 本报广州10月30日电
// 记者X报道, 新华社上海讯.
func (x *clause) dateline(i int) bool {
	if x.later(0) {
		return false
	}
	for ; i < len(x.c); i++ {
		a := &x.c[i]
		if last := x.r.runes[a.End-1]; a.kind == plain && (last == '电' || last == '讯') && (a.Len() == 1 || x.r.has(a, "专电")) {
			return true
		}
		if a.kind == plain && (a.is(act|predicate) || a.pos == 'v') {
			return false
		}
	}
	return false
}

// speaker tells whether an entity is one that speaks for others: a person, or
// an office, institute or paper by the end of its name.
func (r *reader) speaker(s subject) bool {
	e := r.doc.Mentions[s.mention].Entity
	if e.Kind == record.EntityPerson || e.Kind == record.EntityDocument {
		return true
	}
	name := s.name
	for _, form := range [...]string{"（特殊普通合伙）", "有限公司", "责任", "股份"} {
		name = strings.TrimSuffix(name, form)
	}
	var end [5]rune // of the name
	from := len(end)
	for name != "" && from > 0 {
		from--
		var size int
		end[from], size = utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
		if r.l.words.roles(end[from:])&source != 0 {
			return true
		}
	}
	return false
}

// holder reads the noun phrase c[i:end] from its start: the holder that it
// begins with, and the index behind the holder's words. The subject is not
// known when it begins with none. Without classes, 全国 before a class of holders
// is itself the holder.
func (x *clause) holder(i, end int, classes bool) (subject, int) {
	start := i
	var general subject // what 全国 stands for
	for i < end {
		a := &x.c[i]
		switch {
		case a.kind == quote || a.kind == aside:
			i++
			continue
		case a.kind == entity:
			s, at := x.entityHolder(i, end)
			if at < end && s.mention >= 0 && x.r.has(&x.c[at], "市场") && x.r.doc.Mentions[s.mention].Entity.Kind == record.EntityPlace {
				return nobody, i // 中国市场销量 is of who sells there
			}
			if k := at; s.mention >= 0 && k < end { // 青山某科技公司
				for k < end && x.c[k].kind == plain && (x.c[k].pos == 'n' || x.c[k].pos == 'r') && x.c[k].role == 0 {
					k++
				}
				if k < end && x.c[k].kind == entity && x.r.doc.Mentions[x.c[k].m].Entity.Kind == record.EntityOrg {
					return x.entityHolder(k, end)
				}
			}
			if classes && s.mention >= 0 && x.r.doc.Mentions[s.mention].Entity.Kind == record.EntityPlace {
				if k := x.classEnd(at, end); k > at { // 青山市乡镇企业外贸额
					span := text.Span{Start: a.Start, End: x.c[k-1].End}
					return subject{name: x.clean(span), mention: -1, class: true, owner: s.mention + 1, known: true, origin: x.r.found(span)}, k
				}
			}
			return s, at
		case a.kind == plain && a.is(scope):
			if general.name == "" {
				general = subject{name: x.r.entry(a).value, mention: -1, known: true, origin: x.r.found(a.Span)}
			}
			i++
			start = i
			continue
		case a.kind == plain && a.is(admin):
			if s, ok := x.r.place(a); ok {
				return s, i + 1
			}
			return nobody, i
		case a.kind == plain && a.is(self):
			if k := x.apposition(i + 1); k > i {
				return x.entityHolder(k, len(x.c)) // 公司控股子公司北岸公司
			}
			if i+1 < end && x.c[i+1].kind == plain && x.c[i+1].is(holder|noun) && a.is(holder) && x.later(i) {
				// 企业贷款, 公司债券: a class, no one company.
				if s, ok := x.r.company(a); ok && (!x.c[i+1].is(noun) || !x.r.has(a, "企业") && x.r.runes[x.c[i+1].Start] != '债') {
					return s, i + 1
				}
				return nobody, i
			}
			if s, ok := x.r.company(a); ok {
				return s, i + 1
			}
			if a.is(holder) {
				break
			}
			return nobody, i
		}
		break
	}
	// A class of holders: the noun with what sets it apart before it.
	if classes || !general.known {
		if k := x.classEnd(i, end); k > i && (k-1 > start || x.c[start].Len() >= 4) {
			span := text.Span{Start: x.c[start].Start, End: x.c[k-1].End}
			return subject{name: x.clean(span), mention: -1, class: true, known: true, origin: x.r.found(span)}, k
		}
		for k := i; k < end; k++ { // 酒类电商X
			if x.c[k].kind != entity {
				continue
			}
			last := k
			for last+1 < end && x.c[last+1].kind == entity {
				last++
			}
			if k > i && (last+1 == end || x.c[last+1].kind == de || x.r.isHolder(&x.c[k-1])) && !general.known && x.nouns(i, k) {
				return x.entityHolder(k, end)
			}
			break
		}
	}
	if general.known {
		return general, start
	}
	// 本项目产品: pointed at.
	if a := &x.c[start]; start < end && a.kind == plain && a.pos == 'r' && end > start+1 && !x.relative(start, end) {
		if c := x.r.runes[a.Start]; c == '本' || c == '该' {
			return subject{name: x.phrase(start, end), mention: -1, class: true, known: true, origin: x.found(start, end)}, end
		}
	}
	// 有“X”之称的Y: the entities behind the last 的.
	if k := end - 1; k > start && x.c[k].kind == entity {
		for k > start && x.c[k].kind == entity {
			k--
		}
		if x.c[k].kind == de {
			return x.entityHolder(k+1, end)
		}
	}
	return nobody, start
}

// apposition gives the index of the organisation that the nouns from i on say something of, with a
// noun of holders just before its name; -1 when there is none.
func (x *clause) apposition(i int) int {
	for k := i; k < len(x.c); k++ {
		switch a := &x.c[k]; {
		case a.kind == entity:
			if k > i && x.r.isHolder(&x.c[k-1]) && x.r.doc.Mentions[a.m].Entity.Kind == record.EntityOrg {
				return k
			}
			return -1
		case a.kind != plain || !x.nounAt(k) && !(a.pos == 'v' && a.role == 0):
			return -1
		}
	}
	return -1
}

// classEnd gives the end of a class of holders that starts at i: behind the noun
// that closes it, if a metric or nothing follows; i when there is none.
func (x *clause) classEnd(i, end int) int {
	for k := i; k < end; k++ {
		a := &x.c[k]
		if a.kind != plain && a.kind != quote || x.within(k) || a.is(each) {
			break
		}
		if !x.r.isHolder(a) || x.ownClass(a) {
			continue
		}
		if k+1 < end && (x.c[k+1].kind == plain && (x.c[k+1].is(holder) || x.c[k+1].is(number)) || x.c[k+1].kind == pause || x.c[k+1].kind == and) {
			continue
		}
		if k+1 < end && !x.measures(k+1, end) {
			continue
		}
		return k + 1
	}
	return i
}

// ownClass tells whether a class of holders is the one of a company that is spoken of: 本行的单一客户
// 贷款比例 is the bank's.
func (x *clause) ownClass(a *atom) bool {
	if x.r.entry(a).value != "own" {
		return false
	}
	if x.roles&self != 0 {
		return true
	}
	if m := x.r.scene.subject.mention; m >= 0 {
		return x.r.doc.Mentions[m].Entity.Kind == record.EntityOrg
	}
	return x.r.main().known
}

// within tells whether the word at k is one of place behind a noun: 项目中企业 are
// no class of holders.
func (x *clause) within(k int) bool {
	switch x.r.runes[x.c[k].Start] {
	case '中', '里', '内', '间', '上', '下':
		return x.c[k].Len() == 1
	}
	return false
}

// nouns tells whether c[s:e] are nouns and nothing else.
func (x *clause) nouns(s, e int) bool {
	for i := s; i < e; i++ {
		if x.c[i].kind == plain && x.c[i].pos != 'n' && x.c[i].pos != 'a' && x.c[i].pos != 'i' && x.c[i].pos != 'r' || x.c[i].kind == plain && x.c[i].is(act|newer|report) {
			return false
		}
	}
	return true
}

// measures tells whether c[s:e] reads as a metric: one of its words is one, and
// it is no list.
func (x *clause) measures(s, e int) bool {
	for i := s; i < e; i++ {
		if x.c[i].kind == pause || x.c[i].kind == and {
			return false
		}
	}
	for i := s; i < e; i++ {
		a := &x.c[i]
		if a.kind == plain && (a.is(noun|rateUp|rateDown|capacity) || i == e-1 && strings.ContainsRune("人本", x.r.runes[a.End-1]) ||
			a.Len() > 1 && nominal(x.r.runes[a.End-1])) {
			return true
		}
	}
	return false
}

// isHolder tells whether a word is a noun that holds metrics, or ends with one.
func (r *reader) isHolder(a *atom) bool {
	return a.kind == plain && (a.is(holder) || r.l.holderEnd(r.runes[a.Start:a.End]))
}

// holderEnd tells whether a word ends with a noun that holds metrics.
func (l *Linker) holderEnd(rs []rune) bool {
	for n := 2; n < len(rs); n++ {
		if l.words.roles(rs[len(rs)-n:])&holder != 0 {
			return true
		}
	}
	return false
}

// entityHolder reads the entities that start at i: of a chain of places the
// last, of a list of entities all.
func (x *clause) entityHolder(i, end int) (subject, int) {
	k := i
	for k+1 < end && x.c[k+1].kind == entity && x.r.doc.Mentions[x.c[k].m].Entity.Kind == record.EntityPlace {
		k++
	}
	m := int(x.c[k].m)
	e := x.r.doc.Mentions[m].Entity
	if e.Kind == record.EntityPerson || e.Kind == record.EntityDocument {
		return nobody, i
	}
	s := subject{name: e.Name, mention: int32(m), known: true}
	if s.name == "" {
		s.name = x.r.text(x.c[k].Span)
	}
	last := k
	for next := x.joined(last, end); next > last; next = x.joined(last, end) {
		last = next
	}
	if last > k {
		s = subject{name: x.r.text(text.Span{Start: x.c[k].Start, End: x.c[last].End}), mention: -1, class: true, list: true, known: true}
		k = last
	}
	k++
	s.origin = x.found(i, k)
	for k < end && x.c[k].kind == quote {
		k++
	}
	return s, k
}

// joined gives the index of the entity that 、 or 和 puts beside the one at i, of a chain of places the
// last; i when there is none.
func (x *clause) joined(i, end int) int {
	k := i + 1
	for k < end && x.c[k].kind == aside {
		k++
	}
	if k+1 >= end || x.c[k].kind != pause && x.c[k].kind != and || x.c[k+1].kind != entity {
		return i
	}
	k++
	for k+1 < end && x.c[k+1].kind == entity && x.r.doc.Mentions[x.c[k].m].Entity.Kind == record.EntityPlace {
		k++
	}
	return k
}

// place is the division that 全省 or 该市 at a means: the one of that level named
// last before, else the first one behind.
func (r *reader) place(a *atom) (subject, bool) {
	if !r.on(subjectDivision) {
		return nobody, false
	}
	division := func(i int) (subject, bool) {
		m := &r.doc.Mentions[i]
		o := r.pointed(subjectDivision, r.found(m.Span), a.Span, r.x.span)
		return subject{name: m.Entity.Name, mention: int32(i), known: true, origin: o}, true
	}
	ends := strings.Split(r.entry(a).value, ",")
	is := func(i int) bool {
		m := &r.doc.Mentions[i]
		if m.Entity == nil || m.Entity.Kind != record.EntityPlace {
			return false
		}
		for _, end := range ends {
			if strings.HasSuffix(m.Entity.Name, end) {
				return true
			}
		}
		return false
	}
	for i := r.at - 1; i >= 0; i-- {
		if r.doc.Mentions[i].Span.End <= a.Start && is(i) {
			return division(i)
		}
	}
	for i := range r.doc.Mentions {
		if is(i) {
			return division(i)
		}
	}
	return nobody, false
}

// company is the organisation that 该公司 or 全行 at a means: the one in force if
// it is one, else the last that was a subject in the paragraph, else the one that the
// document is about. 企业 alone means only the one in force.
func (r *reader) company(a *atom) (subject, bool) {
	org := func(m int32) bool {
		if m < 0 {
			return false
		}
		e := r.doc.Mentions[m].Entity
		return e != nil && e.Kind == record.EntityOrg && !r.speaker(subject{name: e.Name, mention: m})
	}
	if r.main(); r.sure && r.on(subjectMainCompany) && r.means(a) {
		return r.theIssuer(a), true
	}
	if org(r.scene.subject.mention) && r.on(subjectCompany) {
		s := r.scene.subject
		s.origin = r.pointed(subjectCompany, s.origin, a.Span, r.x.span)
		return s, true
	}
	if r.has(a, "企业") {
		return nobody, false
	}
	if r.firm.known && r.on(subjectCompany) {
		s := r.firm
		s.origin = r.pointed(subjectCompany, s.origin, a.Span, r.x.span)
		return s, true
	}
	if !r.on(subjectMainCompany) || !r.issuer.known {
		return nobody, false
	}
	return r.theIssuer(a), true
}

// main is the company that the document is about.
func (r *reader) main() subject {
	if !r.searched {
		r.searched = true
		r.issuer, r.sure = r.mainCompany()
	}
	return r.issuer
}

// theIssuer is the company that the document is about, as the word at a means it.
func (r *reader) theIssuer(a *atom) subject {
	s := r.issuer
	s.origin = r.pointed(subjectMainCompany, r.found(r.doc.Mentions[s.mention].Span), a.Span, r.x.span)
	return s
}

// means tells whether the word at a means, in a document of a company's own, that company:
// 公司 and 本公司, not 该公司.
func (r *reader) means(a *atom) bool {
	switch r.runes[a.Start] {
	case '公', '本', '我', '发':
		return true
	}
	return false
}

// mainCompany is the company that a document is about: the one behind whose name stands
// （以下简称“公司”）, else that of the headline, else the only one with the code of its share, else the one that at least half of the
// mentions of companies, two or more, are of; a single one must be a company with shares.
// It is sure when the document is the company's own: it defines 公司, or the name begins
// the title of a filing (X公司招股意向书).
func (r *reader) mainCompany() (company subject, sure bool) {
	best, all := nobody, 0
	count := map[string]int{}
	headline, coded := nobody, nobody
	for i := range r.doc.Mentions {
		m := &r.doc.Mentions[i]
		if m.Entity == nil || m.Entity.Kind != record.EntityOrg {
			continue
		}
		s := subject{name: m.Entity.Name, mention: int32(i), known: true}
		if r.calledCompany(m.Span.End) || r.filed(m.Span.End) {
			return s, true
		}
		if x := r.stockCode(m.Span.End); x && !coded.known {
			coded = s
		} else if x && coded.name != s.name {
			coded.name = "" // there are several
		}
		if !strings.HasSuffix(s.name, "公司") && !strings.HasSuffix(s.name, "集团") {
			continue
		}
		all++
		count[s.name]++
		if !best.known || count[s.name] > count[best.name] {
			best = s
		}
		if !headline.known && m.Sentence >= 0 && r.doc.Text.Paragraphs()[r.doc.Text.Sentences()[m.Sentence].Paragraph].Kind == text.Headline {
			headline = s
		}
	}
	switch {
	case headline.known:
		return headline, false
	case coded.known && coded.name != "":
		return coded, false
	case 2*count[best.name] < all || all < 2 && !strings.HasSuffix(best.name, "股份有限公司"):
		return nobody, false
	}
	return best, false
}

// stockCode tells whether a bracket with the code of a share stands at p, behind a name: （600123）.
func (r *reader) stockCode(p text.Pos) bool {
	rs := r.runes[p:min(int(p)+7, len(r.runes))]
	if len(rs) < 7 || rs[0] != '（' && rs[0] != '(' {
		return false
	}
	for _, c := range rs[1:] {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// filed tells whether the title of a filing stands at p, behind the full name of its company.
func (r *reader) filed(p text.Pos) bool {
	if !r.ends(text.Span{Start: max(0, p-6), End: p}, "股份有限公司") {
		return false
	}
	behind := string(r.runes[p:min(int(p)+12, len(r.runes))])
	for _, title := range []string{"招股", "年度报告", "半年度报告", "季度报告", "募集说明书", "公告", "预案"} {
		if i := strings.Index(behind, title); i >= 0 && !strings.ContainsAny(behind[:i], "，。、；的") {
			return true
		}
	}
	return false
}

// calledCompany tells whether a name that ends at p is defined as the document's 公司:
// （以下简称“公司”）, （以下简称“本公司”或“长水”）.
func (r *reader) calledCompany(p text.Pos) bool {
	behind := r.runes[p:min(int(p)+16, len(r.runes))]
	if len(behind) == 0 || behind[0] != '（' && behind[0] != '(' {
		return false
	}
	s := string(behind[1:])
	if i := strings.IndexAny(s, "）)"); i >= 0 {
		s = s[:i]
	}
	return strings.Contains(s, "简称") && (strings.Contains(s, "“公司”") || strings.Contains(s, "“本公司”") || strings.Contains(s, "发行人"))
}

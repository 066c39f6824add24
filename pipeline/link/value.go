package link

import (
	"zhfacts/pipeline/record"
)

// ownSubject tells whether c[s:e] is a holder and nothing more: no metric (青山市
// 增长5%, 名列榜首的青山市达到5吨).
func (x *clause) ownSubject(s, e int) bool {
	return s+1 == e && x.holderAt(s) || e-s > 2 && x.c[e-1].kind == entity && x.described(s, e) == e
}

// described gives the end of the entity, a place or an organisation with the places before it,
// that a relative clause at the start of c[s:e] is about: 产量最高的青山省东湖市, of 产量最高的青山省
// 东湖市粮食产量; s when there is none.
func (x *clause) described(s, e int) int {
	if x.kinds&(1<<de) == 0 {
		return s
	}
	for k := e - 2; k > s; k-- {
		if x.c[k].kind != de || x.c[k+1].kind != entity {
			continue
		}
		end := k + 1
		for end < e && x.c[end].kind == entity {
			end++
		}
		switch x.r.doc.Mentions[x.c[end-1].m].Entity.Kind {
		case record.EntityPlace, record.EntityOrg, record.EntityFacility:
			return end
		}
	}
	return s
}

// metricBefore tells whether a noun stands just before the group that can be a
// metric of its own.
func (x *clause) metricBefore(g group) bool {
	i := g.before
	s := x.nounLeft(g.left, i+1)
	if i < g.left || x.c[i].kind != plain || x.c[i].is(self|admin|scope) || !x.c[i].is(noun|capacity) && (x.c[i].is(act|newer) || x.c[i].pos == 'v') {
		return false
	}
	return s <= i && !x.ownSubject(s, i+1) && !x.listBefore(g) && x.length(s, i+1) > 1
}

// modifierReading: 总投资3亿元的项目, 品位62%的产品: the metric stands before, its holder
// behind; and 以每年15%的速度增长, where the noun only says how fast.
func (x *clause) modifierReading(g group, got *reading, s, n int) bool {
	if !valueReading(x, g, got) {
		return false
	}
	got.rule = "fact.modifier"
	if s+1 == n && x.c[s].is(rateUp|rateDown) { // 经济年均7.8%的增速
		got.metric += x.r.text(x.c[s].Span)
		got.tail, got.change, got.rate = x.r.text(x.c[s].Span), record.ChangeIncrease, x.c[s].role&(rateUp|rateDown)
		if x.c[s].is(rateDown) {
			got.change = record.ChangeDecrease
		}
		return true
	}
	for k := got.end - 2; k > got.start; k-- { // only the noun itself: 批准价值3亿元的投资
		if a := &x.c[k]; a.kind == plain && !a.is(noun|capacity) && (a.is(act|newer) || a.pos == 'v') {
			got.start, got.metric = k+1, x.phrase(k+1, got.end)
			break
		}
	}
	for k := s; k < n; k++ {
		if x.c[k].kind == entity {
			got.subject, _ = x.entityHolder(k, n)
			break
		}
	}
	if !got.subject.known {
		got.subject = subject{mention: -1, known: true}
	}
	return true
}

// valueReading: 市场份额26.8%, 工业企业4万余家, 完成投资3.1亿元: the metric stands just before.
func valueReading(x *clause, g group, got *reading) bool {
	i := g.before
	e := i + 1
	if e <= g.left {
		return false
	}
	switch {
	case x.c[i].kind == time: // 签约金额连续五年超500亿元
		e = x.skipFillers(g.left, i) + 1
	case x.c[i].kind == de && g.last+1 == g.hi && counted(x.kindOf(g.first)) && x.r.scene.counted.sentence == x.r.number && x.sameUnit(&x.r.scene.counted, g.first):
		got.counts, got.rule = true, "fact.same-unit" // 申请专利2210项，授权的804项
		return x.carry(metricCounted, got, &x.r.scene.counted)
	case x.c[i].kind == de:
		e--
	case x.c[i].is(light) && !x.c[i].is(noun): // 邮政业务完成5028亿元
		e = x.skipFillers(g.left, i-1) + 1
	}
	if v := x.ofTime(g, i); v >= g.left { // 产量是1949年的50倍
		end := x.skipFillers(g.left, v-1) + 1
		if m := x.metricLeft(g.left, end); m < end && !x.ownSubject(m, end) {
			*got = reading{metric: x.phrase(m, end), start: m, end: end, rule: "fact.metric-verb-value"}
			return true
		}
	}
	s := x.metricLeft(g.left, e)
	if s >= e || x.ownSubject(s, e) && !(counted(x.kindOf(g.first)) && x.object(s, g.left, act|newer)) || x.listBefore(g) {
		return false
	}
	*got = reading{metric: x.phrase(s, e), start: s, end: e}
	if v := s - 1; v >= g.left && x.above(v) {
		return x.aboveReading(g, got, v)
	}
	if x.timesReading(g, got, s, e) {
		return true
	}
	if k := x.kindOf(g.first); !proportion(k) {
		// 增加粮食生产能力7.5亿公斤: the verb says that the amount is one of change.
		v := s - 1
		for v > g.left && x.c[v].kind == plain && x.c[v].pos == 'v' && x.c[v].role == 0 { // 减少涉煤收费
			v--
		}
		if v >= g.left && x.c[v].kind == plain && x.c[v].is(rise|fall) && x.r.entry(&x.c[v]).value != "than" && !x.c[v].compared {
			got.change = changeOf(x.c[v].role)
			got.rule = "fact.verb-object-value"
		} else if v >= g.left && x.c[v].kind == plain && x.c[v].is(act|newer|have) {
			got.rule = "fact.verb-object-value"
			if v == s-1 && x.c[v].is(act) && !x.c[v].is(light) && x.c[v].Len() > 1 && x.length(s, e) <= 3 {
				// 发送旅客: the object alone says too little
				got.start, got.metric = v, x.phrase(v, e)
			}
		}
		got.counts = counted(k)
	}
	x.rates(got, g)
	x.ofQuantity(got, g)
	x.bareRate(got)
	return true
}

// ofTime gives the index of the verb before a time that the proportion is of, when 的 stands at
// i: 是1949年的 (50倍); less than g.left when there is none.
func (x *clause) ofTime(g group, i int) int {
	if x.c[i].kind != de || !proportion(x.kindOf(g.first)) || i-2 < g.left || x.c[i-1].kind != time || !x.c[i-2].is(level|toLevel) {
		return g.left - 1
	}
	return i - 2
}

// timesReading: 标准为售价的15%, 产量是1949年的50倍, 不得超过净资产的5倍: the words between the verb
// and the value, c[s:e], are what it is measured by; the metric stands before the verb.
func (x *clause) timesReading(g group, got *reading, s, e int) bool {
	v := s - 1
	for v > g.left && (x.c[v].kind == time || x.c[v].is(newer)) { // 是2009年危机时期的2.5倍
		v--
	}
	if k := x.kindOf(g.first); v < g.left || !x.c[v].is(level|toLevel) || !(k == record.QuantityMultiple || proportion(k) && x.c[e].kind == de) {
		return false
	}
	end := x.skipFillers(g.left, v-1) + 1
	m := x.metricLeft(g.left, end)
	if m >= end && x.c[e].kind == de && x.kindOf(g.first) == record.QuantityMultiple && x.r.scene.metric.sentence == x.r.number {
		*got = reading{rule: "fact.level-carried"} // 是农民的1.4倍
		if x.carry(metricLevel, got, &x.r.scene.metric) {
			return true
		}
	}
	if m >= end || x.ownSubject(m, end) {
		return false
	}
	*got = reading{metric: x.phrase(m, end), start: m, end: end, rule: "fact.metric-verb-value"}
	return true
}

// above tells whether the word at v compares its subject with what follows: 高于,
// 低于, 快于.
func (x *clause) above(v int) bool {
	a := &x.c[v]
	return a.kind == plain && a.is(rise|fall) && a.Len() > 1 && x.r.runes[a.End-1] == '于'
}

// aboveReading: 成本增速低于收入增速0.7个百分点: the metric stands before the comparison.
func (x *clause) aboveReading(g group, got *reading, v int) bool {
	*got = reading{change: changeOf(x.c[v].role), rule: "fact.growth"}
	e := x.skipFillers(g.left, v-1) + 1
	if s := x.nounLeft(g.left, e); s < e && !x.ownSubject(s, e) {
		got.metric, got.start, got.end = x.phrase(s, e), s, e
	} else {
		x.carry(metricGrowth, got, &x.r.scene.metric)
	}
	return true
}

// actReading: 拨款100万元, 开行3005列: the verb alone says what is counted.
func actReading(x *clause, g group, got *reading) bool {
	i := g.before
	if i >= g.left && x.c[i].kind == plain && x.isOne(i, "长宽高深厚") && x.kindOf(g.first) == record.QuantityMeasure {
		*got = reading{metric: x.phrase(i, i+1), start: i, end: i + 1, rule: "fact.metric-value"} // 长50米
		return true
	}
	if i < g.left || x.c[i].kind != plain || x.c[i].is(light) || !x.c[i].is(act) && !(x.c[i].pos == 'v' && x.c[i].role == 0 && x.c[i].Len() > 1) {
		return false
	}
	*got = reading{metric: x.r.text(x.c[i].Span), start: i, end: i + 1}
	return true
}

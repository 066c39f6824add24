package link

import (
	"strings"

	"zhfacts/pipeline/record"
	"zhfacts/pipeline/text"
)

// kind is a kind of atom.
type kind uint8

const (
	plain    kind = iota // a word
	quantity             // mentions
	time
	entity
	comma   // a mark that ends a clause
	pause   // 、
	and     // 和, 与, 及: joins like 、
	de      // 的
	quote   // “”《》
	opening // （
	closing // ）
	aside   // a whole bracket, once a clause has been taken apart
)

// atom is the smallest thing that linking looks at: a mention, a mark, or a
// word that is part of no mention.
type atom struct {
	text.Span
	role     role
	m        int32 // index of the mention, -1 for none
	word     int32 // index of what the lexicon says of it, 0 when it says nothing
	kind     kind
	pos      byte // n noun, v verb, w verbal noun, a adjective, d adverb, i idiom, p preposition, c conjunction, t time word, f direction, r pronoun, u particle, m number
	compared bool // part of what is compared with: 比4月份, 较上年
}

// is tells whether the atom has one of the roles.
func (a *atom) is(r role) bool { return a.role&r != 0 }

// nominal tells whether a single character makes a noun of the word before it: 增长率, 赞助商.
func nominal(r rune) bool {
	switch r {
	case '率', '量', '额', '数', '值', '比', '费', '度', '期', '商', '者', '员':
		return true
	}
	return false
}

// atomize cuts a sentence into atoms, if not the whole of it then up to the end of the clause
// with the last quantity of the paragraph: what stands behind would serve none. A mention
// within another is part of it.
func (r *reader) atomize(n int, whole bool) {
	r.atoms, r.lastValue, r.already, r.unsettled = r.atoms[:0], -1, false, false
	sentence := r.doc.Text.Sentences()[n]
	toks := r.doc.Tokens[n]
	for len(r.mentions) > 0 && r.mentions[0].Span.Start < sentence.Start {
		r.mentions, r.at = r.mentions[1:], r.at+1
	}
	p := sentence.Start
	k, depth := 0, 0
	for p < sentence.End {
		for len(r.mentions) > 0 && r.mentions[0].Span.Start < p {
			r.mentions, r.at = r.mentions[1:], r.at+1
		}
		stop := sentence.End
		if len(r.mentions) > 0 {
			m := &r.mentions[0]
			if m.Span.Start == p {
				a := atom{Span: m.Span, m: int32(r.at), kind: entity}
				switch m.Type {
				case record.TypeQuantity:
					a.kind, r.lastValue = quantity, p
				case record.TypeTime:
					a.kind = time
				}
				a.End = min(a.End, sentence.End)
				r.atoms = append(r.atoms, a)
				p = max(a.End, p+1)
				continue
			}
			stop = min(stop, m.Span.Start)
		}
		for k < len(toks) && toks[k].End <= p {
			k++
		}
		if k == len(toks) {
			return
		}
		p = r.word(p, stop, toks[k:])
		switch r.atoms[len(r.atoms)-1].kind {
		case opening:
			depth++
		case closing:
			depth = max(depth-1, 0)
		case comma:
			r.unsettled = r.unsettled || isColon(r.runes[p-1])
			if !whole && depth == 0 && p > r.lastOf && !r.declares(sentence.End) {
				return
			}
		}
	}
}

// word appends the atom that starts at p and ends no later than stop, and
// gives its end. The first of the tokens covers p.
func (r *reader) word(p, stop text.Pos, toks []text.Token) text.Pos {
	a := atom{Span: text.Span{Start: p, End: min(toks[0].End, stop)}, m: -1, pos: class(toks[0].POS)}
	if a.Span != toks[0].Span {
		a.pos = 'n' // a piece of a token that a mention cuts
	}
	if r.runes[p] == '—' && p+1 < stop && r.runes[p+1] == '—' {
		a.kind, a.End = comma, p+2
		r.atoms = append(r.atoms, a)
		return a.End
	}
	if a.Len() == 1 {
		if c := r.runes[p]; (c == ' ' || c == '\u3000') && p > 0 && r.runes[p-1] >= 0x80 && int(p)+1 < len(r.runes) && r.runes[p+1] >= 0x80 {
			a.kind = comma // a gap in a headline
			r.atoms = append(r.atoms, a)
			return a.End
		}
		if k, ok := marks(r.runes[p]); ok {
			a.kind = k
			r.atoms = append(r.atoms, a)
			return a.End
		}
	}
	if r.runes[p] == '已' {
		r.already = true
	}
	if n := len(r.atoms); a.Len() == 1 && n > 0 && r.atoms[n-1].End == p {
		switch last := &r.atoms[n-1]; {
		case last.kind == time && (r.runes[p] == '间' || r.runes[p] == '内'): // 1960—1965年间
			last.End = a.End
			return a.End
		case r.runes[p] == '比' && last.kind == plain && (last.is(noun) || last.pos == 'n') && int(a.End) < len(r.runes) && strings.ContainsRune("由从为达是", r.runes[a.End]): // 收入比由
			last.End = a.End
			return a.End
		}
	}
	words := r.l.words
	found, end := r.longest(p, stop, toks)
	if found != nil {
		a.End = end
	}
	if found == nil && a.Len() > 1 && a.End == toks[0].End && (r.compares(a.End-1) || (a.Len() > 2 || nominal(r.runes[a.Start])) && r.states(a.End-1)) {
		a.End-- // 价格比 before a time, 费用为 before a quantity
	}
	if found == nil && a.Len() >= 4 && a.End == toks[0].End {
		// 价格上涨, 稳步增长 are one token each: the change is a word of its own.
		if words.roles(r.runes[a.End-2:a.End])&(rise|fall) != 0 {
			a.End -= 2
			a.pos, found = 'n', words.find(r.runes[p:a.End])
		}
	}
	if n := len(r.atoms); a.Len() == 1 && n > 0 && r.atoms[n-1].End == p && r.atoms[n-1].is(rise|fall) && !r.atoms[n-1].is(noun) &&
		r.atoms[n-1].Len() > 1 && strings.ContainsRune("至到为成", r.runes[p]) {
		last := &r.atoms[n-1]
		last.End, last.role = a.End, toLevel
		return a.End
	}
	if n := len(r.atoms); n > 0 && r.atoms[n-1].kind == entity && r.atoms[n-1].End == p && (r.has(&a, "地区") || r.has(&a, "有限")) {
		r.atoms[n-1].End = a.End // 香港地区, 长水控股有限
		return a.End
	}
	if n := len(r.atoms); n > 0 && a.pos == 'm' && r.atoms[n-1].is(each) && r.atoms[n-1].End == p && r.runes[p-1] == '每' {
		r.atoms[n-1].End = a.End // 每克
		return a.End
	}
	if found == nil && r.runes[p] == '每' && a.Len() > 1 && a.Len() <= 3 {
		a.role = each // 每克
	}
	if found != nil {
		a.role, a.word = found.role&^(source|serial), found.word
		if a.Len() == 2 && r.runes[p] == '以' && r.runes[p+1] == '及' {
			a.kind = and
		}
	} else if n := len(r.atoms); a.Len() == 1 && n > 0 && nominal(r.runes[p]) {
		if last := &r.atoms[n-1]; last.kind == plain && last.End == p && !last.is(adverb|preposition|holder|self|admin|scope) {
			last.End, last.pos, last.word = a.End, 'n', 0
			switch {
			case last.is(rise):
				last.role = noun | rateUp
			case last.is(fall):
				last.role = noun | rateDown
			default:
				last.role = noun
			}
			return a.End
		}
	}
	r.unsettled = r.unsettled || a.is(each|plan)
	r.atoms = append(r.atoms, a)
	return a.End
}

// longest is the longest word of the lexicon that starts at p and ends where a token
// ends, at stop, or where what is left of the token is a word of the lexicon too.
func (r *reader) longest(p, stop text.Pos, toks []text.Token) (found *node, end text.Pos) {
	w, first := r.l.words, r.runes[p]
	if !w.starts(first) {
		return nil, p
	}
	if p+1 == min(toks[0].End, stop) {
		if at := w.node(0, first); at.word != 0 {
			found, end = at, p+1
		}
	}
	if p+1 == stop || !w.mayStart(first, r.runes[p+1]) {
		return found, end
	}
	k, behind := 0, first
	for i := p + 2; i <= stop; i++ {
		at := w.node(behind, r.runes[i-1])
		if at.word != 0 {
			for k < len(toks) && toks[k].End < i {
				k++
			}
			if i == stop || k < len(toks) && (toks[k].End == i || r.closes(i, min(toks[k].End, stop))) {
				found, end = at, i
			}
		}
		if at.id == 0 {
			break
		}
		behind = at.id
	}
	return found, end
}

// closes tells whether what is left of a token is a word of the lexicon that works in the
// clause.
func (r *reader) closes(p, end text.Pos) bool {
	rest := r.l.words.find(r.runes[p:end])
	return rest != nil && rest.role&(noun|holder) == 0
}

// compares tells whether the character at p is one that compares with the time behind it.
func (r *reader) compares(p text.Pos) bool {
	return (r.runes[p] == '比' || r.runes[p] == '较') && len(r.mentions) > 0 && r.mentions[0].Type == record.TypeTime && r.mentions[0].Span.Start == p+1
}

// states tells whether the character at p is one that ties a metric to the quantity behind it.
func (r *reader) states(p text.Pos) bool {
	return len(r.mentions) > 0 && r.mentions[0].Type == record.TypeQuantity && r.mentions[0].Span.Start == p+1 && strings.ContainsRune("为达超破近约逾", r.runes[p])
}

// settle gives up the roles of words that are part of a noun here: the 计划 of
// 科技计划项目 announces nothing.
func (r *reader) settle() {
	for i := 1; i < len(r.atoms); i++ {
		a, before := &r.atoms[i], &r.atoms[i-1]
		if before.is(each) && before.End == a.Start && r.runes[a.Start-1] == '每' && a.kind == plain && a.role == 0 && a.Len() <= 3 &&
			i+1 < len(r.atoms) && (r.atoms[i+1].kind == quantity || r.atoms[i+1].is(rise|fall)) {
			a.role = each // 每千瓦时提高
		}
		if a.kind == comma && before.kind == plain && isColon(r.runes[a.Start]) && r.valueAt(i+1) { // 注册资本：5000万元
			a.kind, a.role, a.pos = plain, level, 'v'
		}
		if a.kind == plain && a.is(plan) && (r.over(i-1) || i > 1 && before.kind == plain && r.over(i-2)) { // 低于控制目标1个百分点
			a.role = noun
		}
		if a.kind == plain && a.is(plan) && a.pos != 'd' &&
			before.kind == plain && (before.role&^noun == 0) && (before.pos == 'n' || before.pos == 'a') && !r.stated(i+1) {
			a.role = noun
		}
	}
}

// over tells whether the word at i compares with what stands behind it: 高于, 低于.
func (r *reader) over(i int) bool {
	a := &r.atoms[i]
	return a.kind == plain && a.is(rise|fall) && a.Len() > 1 && r.runes[a.End-1] == '于'
}

func isColon(r rune) bool { return r == '：' || r == ':' || r == '︰' }

// valueAt tells whether a quantity stands at i, or behind 每股 and the like.
func (r *reader) valueAt(i int) bool {
	for i < len(r.atoms) && r.atoms[i].kind == plain && r.atoms[i].is(each|currency|adverb) {
		i++
	}
	return i < len(r.atoms) && r.atoms[i].kind == quantity
}

// stated tells whether the atom at i says what a plan or a target is.
func (r *reader) stated(i int) bool {
	return i < len(r.atoms) && (r.atoms[i].kind == quantity || r.atoms[i].kind == comma && r.runes[r.atoms[i].Start] != '，' ||
		r.atoms[i].kind == plain && r.atoms[i].is(predicate|act))
}

// marks tells what a single character is.
func marks(r rune) (kind, bool) {
	switch r {
	case '，', ',', '；', ';', '：', ':', '。', '！', '？', '!', '?', '…', '\n', '\t', '︰', '|', '●', '■', '◆', '→':
		return comma, true
	case '、', '/':
		return pause, true
	case '和', '与', '及', '或', '暨':
		return and, true
	case '的':
		return de, true
	case '“', '”', '《', '》', '‘', '’', '"', '「', '」', '『', '』':
		return quote, true
	case '（', '(', '[', '【', '〔':
		return opening, true
	case '）', ')', ']', '】', '〕':
		return closing, true
	}
	return plain, false
}

// class folds the segmenter's parts of speech. What it does not know counts as
// a noun: most unknown words are names.
func class(pos string) byte {
	switch pos {
	case "v", "vd", "vi", "vq":
		return 'v'
	case "vn":
		return 'w'
	case "i":
		return 'i'
	case "a", "ad", "b", "z":
		return 'a'
	case "d", "dg", "df":
		return 'd'
	case "p":
		return 'p'
	case "c":
		return 'c'
	case "t", "tg":
		return 't'
	case "f":
		return 'f'
	case "r", "rr", "rz", "rg":
		return 'r'
	case "m", "q", "mq", "mg":
		return 'm'
	}
	if pos != "" && pos[0] == 'u' {
		return 'u'
	}
	return 'n'
}

// Package link turns the resolved mentions of a document into facts: whose
// quantity it is, what it measures, when, and whether it is a level, a change or
// a rank.
//
// # The model
//
// A document is read once, from its first sentence to its last. A sentence is a
// row of atoms (atom.go): mentions, marks, and the words between them. What a
// word does in a clause is told by the lexicon clause, as a set of roles (达 states
// a level, 增长 a rise, 拥有 what there is, 让 makes another the holder, …); the
// segmenter's parts of speech only decide where the lexicon is silent. The words of
// the lexicon therefore change what is found, and no code does.
//
// Where and when a piece of news was sent from (新华社太原10月23日电) is left out. Commas cut a sentence into clauses, brackets with quantities into clauses of their
// own (clause.go). A clause is first read for what it puts in force:
//
//   - the comparison that 比 or 较 opens, so that its times and numbers are not
//     taken for the clause's own;
//   - the subject (subject.go): the holder at its head. That is an entity, a word that
//     means one (全省, 该公司), or a noun of a class of holders with what sets it
//     apart (规模以上工业企业). What stands behind a preposition holds nothing, and who
//     only speaks (国家统计局公布) is no holder;
//   - the period (period.go): a time before any verb. A time that is compared with,
//     stands in a name, behind a verb, or says when something was published is none;
//   - the status, from words like 预计 and 按计划 at its head.
//
// Then the clause is cut behind the members of an enumeration (4387万标箱、增长11.6%), and
// each quantity, or row of quantities side by side, is given to the constructs
// (construct.go), one file each, in a fixed order. The first that fits says which words
// of the clause are the metric, and whether there is a change:
//
//	rank.go    fact.rank               稳居行业第一, 第三大加油港
//	growth.go  fact.at-rate            以每年15%的速度增长
//	           fact.growth-noun        实现30%的增长
//	           fact.growth             销量同比增长23%, 销量同比+23%
//	           fact.growth-carried     ，同比增长23%
//	share.go   fact.share              占总需求的40%
//	           fact.share-noun         持有28%的股份
//	level.go   fact.metric-verb-value  销量达3.4万辆
//	           fact.from-to            由31亿元增至40亿元
//	           fact.level-carried      ，达到40亿元
//	           fact.topic              实习工资较高，每月6600元
//	count.go   fact.have               有科技人员31万人
//	           fact.count-noun         35条措施, 全国共有109家企业
//	           fact.same-unit          成果3111项，77项达到先进水平
//	value.go   fact.metric-value       市场份额26.8%
//	           fact.verb-object-value  完成投资3.1亿元, 增加供水能力7亿吨
//	           fact.modifier           规模500亿元的基金
//	           fact.act                拨款100万元, 拿出500万元
//	share.go   fact.complement         90%以上为发明专利
//	           fact.carried            a proportion alone in its clause
//	align.go   fact.aligned            产值、产量分别增长44%、42%
//	           fact.bare               nothing could be told but subject and period
//	clause.go  fact.conversion         20亿美元（约合142亿元）: as the fact before the bracket
//
// The metric's noun phrase (noun.go) is cut from the clause with what modifies it;
// a holder that it begins with becomes the subject.
//
// # What is carried, and where it ends
//
// The rules of carrying have names and stand in the lexicon carry, each with what it
// carries and what ends it; a folder of one's own can turn one off. The lexicon
// carry-example shows each at work and where it must not be, and `extract rules test`
// runs it. Linker.Explain says of every slot of a fact where it was said and which of
// the rules brought it over which clauses; nothing of that is kept by Link.
//
// The subject of a clause is in force until the next one. It ends with a new subject,
// also one that is no holder; at ；, where that of the sentence's first clause comes
// back; and with the paragraph. Into the next sentence of the paragraph only an
// organisation, a place, a facility or the nation is carried, and only if the sentence
// before was about nothing else. A class or a list of holders has metrics, but does not
// act on (组织55家企业 is none of its doing).
//
// A period is in force until the next one or the end of the paragraph, a single day to
// the end of its sentence. A duration hides it in its clause, or, as a clause by
// itself, ends it. 上年同期 holds in its own clause only. A year, half or quarter in a
// headline, or in 2025年是…, is in force for all that stands under it, that of a heading
// to the next heading of its style.
//
// The metric is carried to growth that leaves it out (，同比增长8%), to a level in the same
// unit, to a rank, and to a count in the unit that was counted last; a metric that a
// clause was about without a value, to the value behind it. What is in brackets changes
// nothing outside of them.
//
// # What need not be read
//
// Most sentences of most texts hold no quantity. One is read only if a quantity stands
// in it or behind it in its paragraph, or if it may put a period in force (matters). Of
// the one with the last quantity of its paragraph, what stands behind the clause that
// holds it is left out (atomize).
//
// A wrong subject or metric is worse than none: where a rule does not say, the fact has
// none.
package link

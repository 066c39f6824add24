package link_test

import (
	"testing"
)

// bulletin is a text as statistics offices write them, with its mentions.
const bulletin = `<2023年=2023-01-01..2023-12-31>，{东湖市:place}实现生产总值[8450亿元]，同比增长[5.8%]；其中服务业增加值[4120亿元]，增长[6.3%]。
全市规模以上工业企业实现利润总额[612.4亿元]，比<上年=2022-01-01..2022-12-31>增长[4.1%]，营业收入利润率为[6.9%]，提高[0.4个百分点]。
汽车、船舶、机床产量分别增长[12%]、[8.5%]、[3%]，新能源汽车产量突破[30万辆]，占全市汽车产量的[41%]，居全省[第二]。
{长水重工有限公司:org}全年交付船舶[36艘]，订单金额达[185亿元]，公司研发人员占比[23%]，累计申请专利[1204项]，其中发明专利占[七成]。
新开工城镇老旧小区改造项目[86个]、惠及居民[5.2万户]，建成[35座]社区食堂和[120个]便民服务点，完成投资[47亿元]。
`

func BenchmarkLink(b *testing.B) {
	e := newEnv(b)
	doc := e.marked(b, bulletin)
	runes := int64(doc.Text.Len())
	b.SetBytes(runes) // MB/s reads as millions of characters a second
	b.ReportAllocs()
	for b.Loop() {
		e.linker.Link(doc)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(runes), "ns/char")
}

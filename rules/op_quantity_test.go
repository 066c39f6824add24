package rules_test

import (
	"fmt"
	"testing"
)

func TestQuantities(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a count", "共430台。", "430台=430 台"},
		{"more than a count", "来了三十多人。", "三十多人=30 人 min"},
		{"about a count", "一百来个。", "一百来个=100 个 approx"},
		{"half of one", "吃了半个。", "半个=0.5 个"},
		{"a count and a half", "用了7个半。", "7个半=7.5 个"},
		{"a score", "全场得到28分。", "28分=28 分"},

		{"a share", "占5%。", "5%=5 %"},
		{"a share below zero", "为负的百分之六十。", "负的百分之六十=-60 %"},
		{"tenths", "占三成。", "三成=30 %"},
		{"tenths and hundredths", "占七成六。", "七成六=76 %"},
		{"a reduced price", "全场八折。", "八折=80 %"},
		{"a price reduced to two digits", "全场八五折。", "八五折=85 %"},
		{"doubled twice", "翻两番。", "翻两番=4 倍"},
		{"parts per million", "为3ppm。", "3ppm=0.000003 3:1000000"},
		{"a fraction of a unit has no decimal", "三分之二倍", "三分之二=2:3"},

		{"a measure and a half", "重两斤半。", "两斤半=2.5 斤"},
		{"below zero and a half goes on downwards", "为-11度半。", "-11度半=-11.5 度"},
		{"a measure and tenths", "高一米七。", "一米七=1.7 米"},
		{"a measure in two units", "重5斤3两。", "5斤3两=5.3 斤"},
		{"metres and hundredths", "高1米80。", "1米80=1.8 米"},
		{"a temperature below zero", "为零下五度。", "零下五度=-5 度"},
		{"a range of ages, the end with a half", "三到五岁半。", "三到五岁半=3..5.5 岁"},

		{"money in parts", "三块五毛。", "三块五毛=3.5 块"},
		{"tenths implied", "三块五。", "三块五=3.5 块"},
		{"hundredths behind a zero", "三块零四。", "三块零四=3.04 块"},
		{"hundredths implied behind tenths", "九十九块九毛九。", "九十九块九毛九=99.99 块"},
		{"parts only", "九角九分。", "九角九分=9.9 角"},
		{"the currency behind 元", "9000元日币。", "9000元日币=9000 元"},

		{"a range of shares", "占5%—10%。", "5%—10%=5..10 %"},
		{"a range with a unit behind each", "每吨3000元至5000元。", "3000元至5000元=3000..5000 元"},
		{"a range that runs backwards", "由44%降到42%。", "44%=44 %, 42%=42 %"},
		{"units that differ", "3吨到5米", "3吨=3 吨, 5米=5 米"},
		{"two bounds", "大于10小于20。", "10小于20=10..20"},
		{"two bounds, the upper first", "不超过100不低于20。", "100不低于20=20..100"},
		{"two lower bounds", "超过10个，超过20个", "10个=10 个 min, 20个=20 个 min"},
		{"a lower bound above the upper", "大于30小于20。", "30=30 min, 20=20 max"},
		{"what was not exceeded", "不会超过3万。", "3万=30000 max"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := quantities(t, test.text); got != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
			}
		})
	}
}

func TestBaseValues(t *testing.T) {
	tests := []struct{ name, text, code, base string }{
		{"a prefix", "长3公里。", "km", "3000 m"},
		{"a market unit", "种了3亩。", "2000.m2/3", "2000 m2"},
		{"a factor that is no finite decimal is rounded", "种了1亩。", "2000.m2/3", "666.666666666667 m2"},
		{"an offset", "升到25℃。", "Cel", "298.15 K"},
		{"an offset and a quotient", "升到50℉。", "[degF]", "283.15 K"},
		{"the main unit of money", "九分钱。", "CNY", "0.09 CNY"},
		{"the sum of two units", "长3米20厘米。", "m", "3.2 m"},
		{"a price has none", "均价8500元/平方米。", "CNY/m2", ""},
		{"a range has none", "长3到5米。", "m", ""},
		{"a temperature that is negated has none", "零下三度半。", "Cel", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found := mentions(t, test.text)
			if len(found) != 1 {
				t.Fatalf("%s: %d quantities, want 1: %s", test.text, len(found), quantities(t, test.text))
			}
			q, base := found[0].Quantity, ""
			if q.BaseValue != nil {
				base = fmt.Sprintf("%s %s", plain(q.BaseValue), q.BaseUnit)
			}
			if q.UnitCode != test.code || base != test.base {
				t.Errorf("%s: %s in %s, want %s in %s", test.text, base, q.UnitCode, test.base, test.code)
			}
		})
	}
}

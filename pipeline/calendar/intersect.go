package calendar

import "errors"

// Intersect is what is both a and b, in whichever order they stand: 去年 and
// 9月, 下午 and 3点半. It is an error when they conflict or leave no such time
// (13月, 2月30日, 25点, 3月 and 8点 without a day).
func Intersect(a, b Expr) (Expr, error) { return nil, errors.New("calendar: not joined") }

// Between is the range of from to to, both inclusive. What to lacks of coarse
// slots it has from from (10月1日至7日), and the other way round (3至5月). It is an
// error when the two ends cannot be compared or run backwards.
func Between(from, to Expr) (Expr, error) { return nil, errors.New("calendar: not joined") }

// Grains are the coarsest and the finest grain that e states: Month and Day
// of 3月5日; NoGrain for durations, sets and references.
func Grains(e Expr) (coarse, fine Grain) { return NoGrain, NoGrain }

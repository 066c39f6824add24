// Package calendar holds what time expressions mean and resolves them on the
// time line of a document.
//
// An expression is a value of type [Expr]. Partial dates compose by
// intersection: 去年, 9月 and 28日 are each a [Partial] with some slots set, and
// [Intersect] joins them to one with more; [Between] joins two ends to a
// range. What has no meaning (13月, 30日 of 2月, 25点) is an error there.
//
// [Resolve] places an expression against an [Anchor], which holds the
// document's date and the period that the text has put in force so far, and
// [Anchor.Advance] gives the anchor for the text behind a mention.
//
// All reckoning is exact, in the proleptic Gregorian calendar, without time
// zones; nothing reads the clock. All values are immutable and may be shared.
package calendar

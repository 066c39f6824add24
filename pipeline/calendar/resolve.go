package calendar

// Resolve places e against a.
func Resolve(e Expr, a Anchor) Resolved { return Resolved{} }

// Advance is the anchor for the text behind a mention of e that resolved to r:
// dates move the focus, whether absolute or relative; durations, sets,
// references and what did not resolve leave it.
func (a Anchor) Advance(e Expr, r Resolved) Anchor { return a }

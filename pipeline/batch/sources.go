package batch

import (
	"errors"
	"fmt"
	"iter"

	"zhfacts/pipeline/text"
)

// Sources gives the decoded source of a document by its id. Documents asked
// for in the order of the items are read one by one; those passed over on the
// way are remembered. A document that is not among the items, or cannot be
// read, is an error. stop must be called in the end.
func Sources(items Items) (find func(doc string) (*text.Source, error), stop func()) {
	next, stop := iter.Pull2(items)
	passed := map[string]*text.Source{}
	find = func(doc string) (*text.Source, error) {
		if src := passed[doc]; src != nil {
			delete(passed, doc)
			return src, nil
		}
		var fault error
		for {
			item, err, ok := next()
			if !ok {
				if fault != nil {
					return nil, fault
				}
				return nil, errors.New("its source is not among those given")
			}
			if err != nil {
				fault = err
				continue
			}
			in, err := item.Read()
			if err != nil {
				fault = fmt.Errorf("%s: %w", item.Name, err)
				continue
			}
			src, err := in.Decode()
			if err != nil {
				fault = fmt.Errorf("%s: %w", item.Name, err)
				continue
			}
			if in.ID == doc {
				return src, nil
			}
			passed[in.ID] = src
		}
	}
	return find, stop
}

package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"sync"
	"time"

	"zhfacts/pipeline"
	"zhfacts/pipeline/record"
)

// Load the pipeline once; it may then be used by any number of goroutines.
func Example() {
	x, err := pipeline.New(pipeline.Options{})
	if err != nil {
		log.Fatal(err)
	}
	res, err := x.Extract(context.Background(), pipeline.Input{
		ID:   "harbour.txt",
		Text: "2023年，青岛市货物吞吐量达到3.4万吨，同比增长12%。",
	})
	if err != nil {
		log.Fatal(err)
	}
	for i := range res.Records.Quantities {
		q := &res.Records.Quantities[i]
		fmt.Println(q.ID, q.Raw, q.Value, q.Unit)
	}
	for i := range res.Records.Facts {
		f := &res.Records.Facts[i]
		fmt.Println(f.Subject, f.Metric, f.Value, f.Unit, f.Change, f.Basis, f.From, f.To)
	}
	// Output:
	// harbour.txt#q16 3.4万吨 34000 吨
	// harbour.txt#q26 12% 12 %
	// 青岛市 货物吞吐量 34000 吨   2023-01-01 2023-12-31
	// 青岛市 货物吞吐量 12 % increase yoy 2023-01-01 2023-12-31
}

// The records of a document in the order of the output, as JSON Lines.
func ExampleExtractor_Extract() {
	x, err := pipeline.New(pipeline.Options{})
	if err != nil {
		log.Fatal(err)
	}
	res, err := x.Extract(context.Background(), pipeline.Input{
		ID: "a1", Text: "去年有12艘船靠泊。", Date: "2023-12-28",
		Kept: []record.Kept{{Name: "url", Value: "http://news/a1"}},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range res.Records.Records() {
		fmt.Println(r.RecordType(), r.RecordID())
	}
	fmt.Printf("%s\n", record.AppendJSON(nil, &res.Records.Document))
	// Output:
	// document a1
	// time a1#t0
	// quantity a1#q3
	// fact a1#f3
	// {"type":"document","doc":"a1","id":"a1","date":"2023-12-28","kept":{"url":"http://news/a1"},"encoding":"utf-8","sha256":"693d8b5c4d471696be3f011fd1e4049e707a5ee4ac6399d04f2edbece1200358","chars":10,"paragraphs":1,"sentences":1,"quantities":1,"times":1,"entities":0,"facts":1}
}

// What is no text is refused, and says why.
func ExampleExtractor_Extract_refused() {
	x, err := pipeline.New(pipeline.Options{})
	if err != nil {
		log.Fatal(err)
	}
	_, err = x.Extract(context.Background(), pipeline.Input{ID: "empty.txt"})
	fmt.Println(err, errors.Is(err, pipeline.ErrEmpty))
	_, err = x.Extract(context.Background(), pipeline.Input{ID: "a.txt", Bytes: []byte("港口有12个泊位。"), Encoding: "utf-16le"})
	fmt.Println(err != nil)
	// Output:
	// the document is empty true
	// true
}

// Documents at the same time, with the share of the stages.
func ExampleOptions_timings() {
	timings := new(pipeline.Timings)
	x, err := pipeline.New(pipeline.Options{Timings: timings})
	if err != nil {
		log.Fatal(err)
	}
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			if _, err := x.Extract(context.Background(), pipeline.Input{ID: fmt.Sprint(i), Text: "港口有12个泊位。"}); err != nil {
				log.Print(err)
			}
		})
	}
	group.Wait()
	timings.Each(func(stage string, spent time.Duration) { fmt.Println(stage, spent > 0) })
	// Output:
	// normalise true
	// segment true
	// match true
	// resolve true
	// link true
	// records true
}

package dataset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"zhfacts/pipeline/batch"
	"zhfacts/pipeline/text"
)

// Build says what data set is to be built, from what, and how.
type Build struct {
	Dir       string
	Corpus    *batch.Corpus
	Extractor batch.Extractor
	Identity  Identity
	Settings  Settings
	Part      batch.Part // the zero Part is the whole corpus

	Workers    int
	DocTimeout time.Duration

	// Update demands a data set that is there already. Replace allows one of
	// another program, rules or settings to be built anew. AllowMissing takes a
	// path of the corpus that leads to no file for a failed document; without it
	// nothing is built.
	Update, Replace, AllowMissing bool

	// What follows is told about the build; each may be nil.
	Report func(error)  // every document that failed, in order
	Log    func(string) // what is being done
	// Warn is told in the same order what is doubtful about the texts that are
	// extracted; of those taken over it was told before.
	Warn func(name string, w text.Warning)
	// Planned is told how many documents are to be made, of how many, and gives
	// what counts them.
	Planned func(documents, of int) *batch.Progress

	// step is called at every step of a commit: tests end the program there.
	step func(step string)
}

// Result is what a build did.
type Result struct {
	Counts        // of the whole data set, or of the part
	Processed int `json:"processed"` // documents that were extracted
	Taken     int `json:"taken"`     // documents of rewritten shards that were taken over as they were
	Shards    int `json:"shards"`    // of the data set, or of the part
	Kept      int `json:"kept"`      // shards that were there already
	Written   int `json:"written"`   // shards written by this build
	Warnings  int `json:"warnings"`  // of what is doubtful about the texts that were extracted
	Unwritten int `json:"unwritten"` // shards that could not be written: the data set is not complete
}

// ErrUse is the error of a folder that cannot be what is asked of it.
var ErrUse = errors.New("wrong use")

// useError is an error of wrong use.
type useError struct{ error }

func (e useError) Is(target error) bool { return target == ErrUse }

func refuse(format string, args ...any) error { return useError{fmt.Errorf(format, args...)} }

// ErrOther is the error of a data set that was built otherwise.
var ErrOther = errors.New("built by another program, with other rules, lexicons or settings")

// Run builds the data set, or what of it is not there yet. An error means that
// it is not complete; what was committed stays, and the same build goes on from
// there. Documents that failed are no error.
func (b *Build) Run(ctx context.Context) (Result, error) {
	var res Result
	created := !exists(b.Dir)
	if created && b.Update {
		return res, refuse("there is no data set %s to bring up to date", b.Dir)
	}
	corpus := *b.Corpus
	corpus.Sorted, corpus.Except = true, b.Dir
	files := corpus.Files()
	lacking := b.lacking(&corpus, files)
	if created && lacking != nil {
		return res, lacking
	}
	if err := makeFolder(b.Dir); err != nil {
		return res, err
	}
	l, err := lock(b.Dir)
	if err != nil {
		return res, err
	}
	defer l.Close()
	work := filepath.Join(b.Dir, workFolder)
	previous, err := b.previous(work)
	if err == nil {
		err = lacking
	}
	if err == nil {
		err = b.begin(work)
	}
	if err != nil {
		return res, err
	}
	print, err := fingerprint(b.Identity, b.Settings)
	if err != nil {
		return res, err
	}
	if err := spool(&corpus, files, work); err != nil {
		return res, err
	}
	b.log("reading the corpus")
	p, err := scan(ctx, &corpus, files, b.Settings.ShardDocuments, b.Workers, print)
	if err != nil {
		return res, err
	}
	if p.read == 0 && !b.Replace && previous != nil && previous.Counts.Documents > 0 {
		return res, b.keep(work, p.failure)
	}
	m := &Manifest{Identity: b.Identity, Settings: b.Settings, Part: b.part(), Inputs: p.inputs}
	retry := 0
	documents := 0
	ours := func(s *planned) bool { return b.Part.Has(s.name, b.Settings.ShardDocuments) }
	for i := range p.shards {
		s := &p.shards[i]
		m.Shards = append(m.Shards, Shard{shardName(s.name), s.key, s.n})
		if !ours(s) {
			continue
		}
		res.Shards++
		f := committed(b.Dir, s.name)
		if s.processed = f == nil || f.Key != s.key || f.Retry > 0; !s.processed {
			res.Kept++
			continue
		}
		documents += s.n
		if f != nil && f.Key == s.key {
			retry += f.Retry
		}
	}
	if res.Kept > 0 {
		b.log(fmt.Sprintf("%d of %d shards are there already", res.Kept, res.Shards))
	}
	if retry > 0 {
		b.log(fmt.Sprintf("trying %d documents again that ran out of time", retry))
	}
	var progress *batch.Progress
	if b.Planned != nil {
		progress = b.Planned(documents, p.documents)
	}
	if documents > 0 {
		err = b.make(ctx, p, &corpus, files, previous, print, progress, &res)
	}
	if err != nil {
		return res, err
	}
	if res.Unwritten > 0 {
		return res, fmt.Errorf("%d of %d shards could not be written; build again to go on from the others", res.Unwritten, res.Shards)
	}
	names := map[string]bool{}
	for i := range p.shards {
		if ours(&p.shards[i]) {
			names[shardName(p.shards[i].name)] = true
		}
	}
	if err := finish(b.Dir, m, names); err != nil {
		return res, err
	}
	res.Counts = m.Counts
	return res, os.RemoveAll(work)
}

// lacking refuses a corpus of which a path leads to no file, because it does not
// exist or holds nothing that is wanted: its documents would be dropped. It refuses
// pipes, too, since a corpus is read twice.
func (b *Build) lacking(c *batch.Corpus, files []batch.File) error {
	var all []error
	for _, path := range c.Paths {
		if info, err := os.Stat(path); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
			return refuse("%s can be read once only, and a data set reads its corpus twice; give it as standard input: - < %[1]s", path)
		}
	}
	for _, f := range files {
		if f.Err != nil && slices.Contains(c.Paths, f.Path) {
			all = append(all, fmt.Errorf("%s: %w", f.Path, f.Err))
		}
	}
	if len(all) == 0 || b.AllowMissing {
		return nil
	}
	return refuse("%w; nothing was done, since these documents would be missing. Correct the path, or go on without it by --allow-missing", errors.Join(all...))
}

// makeFolder makes the folder of a data set.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o777); errors.Is(err, syscall.ENOTDIR) {
		return refuse("%s cannot be the folder of a data set: there is a file of that name, or in its path", dir)
	} else if err != nil {
		return err
	}
	return nil
}

func (b *Build) log(s string) {
	if b.Log != nil {
		b.Log(s)
	}
}

// keep leaves a data set as it is when nothing of its corpus can be read any
// more, as when a path is mistyped or a disk is not there: an empty data set
// would take its place.
func (b *Build) keep(work string, failure error) error {
	if exists(filepath.Join(b.Dir, manifestName)) {
		if err := os.RemoveAll(work); err != nil {
			return err
		}
	}
	why := "the corpus is empty"
	if failure != nil {
		why = "the first failure: " + failure.Error()
	}
	return fmt.Errorf("no document of the corpus can be read, so %s is left as it was; %s; give the corpus that it is made of, or build with --replace", b.Dir, why)
}

// free tells what of others the folder holds.
func (b *Build) free() error {
	all, err := os.ReadDir(b.Dir)
	if err != nil {
		return err
	}
	for _, file := range all {
		if name := file.Name(); name != lockName && name != workFolder {
			return refuse("%s holds %s and no data set; build into an empty folder, or with --replace", b.Dir, name)
		}
	}
	return nil
}

// make makes the shards of a plan that are not there. When the system does not let it
// write, because the disk is full or gone, it ends at once.
func (b *Build) make(ctx context.Context, p *plan, corpus *batch.Corpus, files []batch.File, previous *Manifest, print []byte, progress *batch.Progress, res *Result) error {
	manifest := filepath.Join(b.Dir, manifestName)
	if exists(manifest) {
		if err := os.Rename(manifest, filepath.Join(b.Dir, workFolder, previousName)); err != nil {
			return err
		}
	}
	old := newOld(b.Dir, b.Settings, print, previous, p)
	defer old.close()
	at := 0        // the shard at hand
	var w *writing // of the shard at hand
	key := newKeyHash(print)
	var problems []error
	sink := func(o *batch.Outcome) error {
		for !p.shards[at].processed {
			at++
		}
		shard := &p.shards[at]
		if w == nil {
			w = newWriting(b, print, shard)
		}
		if o.Err == nil || o.Digest != (batch.Digest{}) {
			if o.Known {
				res.Taken++
			} else {
				res.Processed++
			}
		}
		key.add(o)
		progress.Add(o)
		if o.Err != nil && b.Report != nil {
			b.Report(o.Err)
		}
		for _, warning := range o.Warnings {
			res.Warnings++
			if b.Warn != nil {
				b.Warn(o.Item.Name, warning)
			}
		}
		w.add(o)
		var system syscall.Errno
		broken := errors.As(w.err, &system)
		if w.documents < shard.n && !broken {
			return nil
		}
		if !broken && key.take() != shard.key {
			w.abort()
			return errors.New("the corpus was changed while it was being read; build again")
		}
		if err := w.commit(shard.key); err != nil {
			err = fmt.Errorf("the shard %s of %d documents could not be written: %w", shardName(shard.name), shard.n, bare(err))
			problems = append(problems, err)
			res.Unwritten++
			if errors.As(err, &system) {
				return fmt.Errorf("%w; mend that, and build again to go on from what is there", err)
			}
			if b.Report != nil {
				b.Report(err)
			}
		} else {
			res.Written++
		}
		w = nil
		old.done(at)
		at++
		return nil
	}
	err := batch.Process(ctx, b.Extractor, p.items(corpus, files, old.shard), batch.Options{
		Workers: b.Workers, Only: b.Settings.Only, DocTimeout: b.DocTimeout, Digests: true,
	}, sink)
	if w != nil {
		w.abort()
	}
	if len(problems) > 0 {
		b.writeProblems(problems)
	}
	return err
}

// writeProblems puts down why shards were not written, as far as there is room.
// The data set has its whole list of errors once it is complete.
func (b *Build) writeProblems(problems []error) {
	err := writeFile(filepath.Join(b.Dir, workFolder), filepath.Join(b.Dir, errorsName), func(out io.Writer) error {
		for _, problem := range problems {
			line := append(batch.AppendError(nil, &batch.Failure{Stage: "write", Err: problem}), '\n')
			if _, err := out.Write(line); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.log("errors.jsonl could not be written either: " + bare(err).Error())
	}
}

// bare is an error without paths of this machine.
func bare(err error) error {
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at):
		return at.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

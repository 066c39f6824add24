package text

import "bytes"

// magic lists the first bytes of files that are often given by mistake.
var magic = []struct{ prefix, what string }{
	{"%PDF-", "a PDF: extract its text first (pdftotext, mutool)"},
	{"PK\x03\x04", "a ZIP archive or an office document: unpack it or save it as text first"},
	{"\x1F\x8B", "gzip: decompress it first"},
	{"\x28\xB5\x2F\xFD", "zstd: decompress it first"},
	{"\x89PNG", "an image: run an OCR on it first"},
	{"\xFF\xD8\xFF", "an image: run an OCR on it first"},
	{"\xD0\xCF\x11\xE0", "an old office document: save it as text first"},
	{"PAR1", "Parquet: export its text column as JSON lines first"},
}

// refuseBinary refuses what is no text in any encoding.
func refuseBinary(b []byte, name string) error {
	for _, m := range magic {
		if bytes.HasPrefix(b, []byte(m.prefix)) {
			return &EncodingError{Problem: "binary data", Advice: "the file is " + m.what}
		}
	}
	if name == UTF16LE || name == UTF16BE {
		return nil
	}
	if mark, _ := byteOrderMark(b); mark == UTF16LE || mark == UTF16BE {
		return nil
	}
	at := bytes.IndexByte(b, 0)
	if at < 0 || name == "" && looksUTF16(b) != "" {
		return nil
	}
	return &EncodingError{Encoding: name, Offset: at, Problem: "a zero byte, so this is binary data or UTF-16",
		Advice: "give text files only, or --encoding utf-16le if it is text"}
}

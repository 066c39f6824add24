package pipeline

import "runtime/debug"

// Build is what the program that runs was built from.
type Build struct {
	Version  string
	Revision string // of the sources; "" where it is not known
	Modified bool   // the sources had local changes
	Go       string // version of Go
}

// ThisBuild is the build that runs; false where it does not say.
func ThisBuild() (Build, bool) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return Build{}, false
	}
	b := Build{Version: info.Main.Version, Go: info.GoVersion}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b, true
}

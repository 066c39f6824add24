// The generator is a module of its own, so that the program does not depend
// on the calendar library.
module zhfacts/pipeline/calendar/internal/lunargen

go 1.26.0

require github.com/6tail/lunar-go v1.4.6

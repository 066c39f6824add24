package batch

import (
	"fmt"
	"time"
)

// CheckDate tells what is wrong with the date of a document: it must be in ISO
// 8601, as exact as it is known.
func CheckDate(date string) error {
	for _, layout := range []string{"2006", "2006-01", "2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if _, err := time.Parse(layout, date); err == nil {
			return nil
		}
	}
	return fmt.Errorf("the date %q is no date in ISO 8601; write it like 2023, 2023-12, 2023-12-28 or 2023-12-28T04:30:00", date)
}

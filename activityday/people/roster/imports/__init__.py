"""From a reading of a workbook to the roster: match, show, write all or nothing."""

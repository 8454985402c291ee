"""One module a section of a report: it turns the rows of its ``rpt_`` mart into headings, sentences and tables."""

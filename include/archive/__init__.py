"""Raw answers as received, in WARC files that only grow."""

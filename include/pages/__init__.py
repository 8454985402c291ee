"""Bytes in, facts out: what a page, a feed or a sitemap says. No network, no store, no judgement."""

"""Records set aside with a typed reason, and what was done with them."""

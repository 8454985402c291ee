"""What an article is about: a linear model over hashed syllables, calibrated, mapped to IPTC Media Topics."""

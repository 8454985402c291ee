"""Topics, places, reprints, releases and fact-checks, each with its version and confidence."""

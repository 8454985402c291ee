"""Which units of the city an article speaks of."""

"""Which articles contain the text of other outlets: fingerprints, suspects, full reading, direction, chains."""

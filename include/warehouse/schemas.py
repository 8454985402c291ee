"""The two schemas of marts: what every reader of the warehouse may see, and what reviewers and analysts alone may see.

A mart that shows, beside an outlet, what nobody has decided is in the schema of candidates, in its own file of the
published copy. The dbt project says which mart is in which.
"""

MARTS, CANDIDATES = "marts", "candidates"
SCHEMAS = (MARTS, CANDIDATES)

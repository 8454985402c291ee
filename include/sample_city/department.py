"""Who works in the invented department: user names by role, as decisions.yml declares them."""

from include.sample_city.declaration import read_yaml


def reviewers() -> list[str]:
    """Return the user names of the department's reviewers."""
    return list(read_yaml("decisions.yml")["people"]["reviewers"])


def chiefs() -> list[str]:
    """Return the user names of the department's chiefs."""
    return list(read_yaml("decisions.yml")["people"]["chiefs"])

"""Maps labels to the top level of the IPTC Media Topics, as declared in iptc.yml."""

import unicodedata
from functools import cache
from pathlib import Path

import yaml

UNMAPPED = "unmapped"


@cache
def _mapping() -> dict[str, str]:
    """Return the topic of each known label, without case."""
    declared = yaml.safe_load((Path(__file__).parent / "iptc.yml").read_text(encoding="utf-8"))
    return {_key(label): topic for labels in declared.values() for label, topic in labels.items()}


def _key(label: str) -> str:
    """Return a label as it is compared: NFC, without case."""
    return unicodedata.normalize("NFC", label).casefold().strip()


def topic_of(label: str) -> str:
    """Return the IPTC Media Topic of a label, itself where it is one, or ``unmapped``."""
    key = _key(label)
    return _mapping().get(key) or (key if key in set(_mapping().values()) else UNMAPPED)

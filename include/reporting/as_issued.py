"""Keeps the marts that a report was made from beside its snapshot: each query that it ran, and the rows returned.

Later builds judge again what is known better by then; what a report rested on when it was composed can be read here,
and its figures be counted again from it. ``press archive withdraw`` reaches it as it reaches the snapshot.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from include.atomic import replacing
from include.errors import ReportError
from include.periods.report_period import ReportPeriod
from include.reporting.metrics import declared
from include.reporting.model import Content
from include.reporting.reading import Row
from include.text import clean_value

MARTS = "marts.json.gz"
NOTED = "marts_sha256"
Answers = dict[str, list[Row]]


def keep_marts(folder: Path, answers: Mapping[str, list[Row]]) -> str:
    """Write the rows that a report read into its snapshot's folder and return their SHA-256, in hex."""
    body = json.dumps(clean_value(dict(answers)), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    with replacing(folder / MARTS) as stream:
        stream.write(gzip.compress(body, mtime=0))
    return hashlib.sha256(body).hexdigest()


def kept_marts(folder: Path, noted: str) -> Answers:
    """Return the rows that a report read when it was composed.

    Args:
        folder: The snapshot's folder.
        noted: The hash that the snapshot notes.

    Raises:
        ReportError: The file is missing, unreadable, or not what the snapshot notes.
    """
    path = folder / MARTS
    try:
        body = gzip.decompress(path.read_bytes())
        found: Answers = json.loads(body)
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        raise ReportError(f"{path} does not hold the marts: {error}", hint="Put it back from a backup.") from error
    if hashlib.sha256(body).hexdigest() != noted:
        raise ReportError(f"{path} was altered after the report was composed.", hint="Put it back from a backup.")
    return found


def other_figures(content: Content, answers: Answers) -> list[str]:
    """Return the names of the figures of a report that the kept marts do not give.

    A figure whose declaration was worded otherwise when the report was composed has no answer here and is left out.
    """
    period = ReportPeriod.parse(content.period_id)
    found = []
    for figure in content.figures:
        asked = declared().sql(figure.name, period) if figure.name in declared().metrics else ""
        rows: list[dict[str, Any]] = answers.get(asked, [])
        if rows and declared().metric(figure.name).typed(rows[0]["value"]) != figure.value:
            found.append(figure.name)
    return found

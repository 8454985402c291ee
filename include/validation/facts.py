"""Measures what the gate needs of each landed article; no text is kept."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from include.periods.days import day_end

if TYPE_CHECKING:
    import pandas

MARKED = "[" + "".join(
    sorted({c for c in map(chr, range(0xC0, 0x1EFA)) if unicodedata.category(c)[0] == "L" and (
        "\u1ea0" <= c <= "\u1ef9" or c.casefold() in "àáâãèéêìíòóôõùúýăđĩũơư")})
) + "]"  # fmt: skip
"""Letters that Vietnamese writes with marks."""
BROKEN = "\ufffd|[ÃÄÆ][\u0080-\u00bf\u2018-\u2122]|á[º»]|[¸µ¶·¹®]"
"""U+FFFD; UTF-8 read as a Western set; TCVN3 read as a Western set."""
LETTERS_NEEDED = 200  # characters; the share of marked letters in a shorter text varies too much to judge by
KEPT = (
    "article_id", "capture_id", "outlet_id", "url", "canonical_url", "title", "section", "language", "extractor",
    "text_sha256", "published_precision", "published_from", "extractor_version", "text_characters",
    "published_uncertainty_minutes", "has_byline", "day", "published_date", "published_at", "updated_at",
)  # fmt: skip


def _share(text: pa.ChunkedArray, pattern: str, length: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the share of each text's characters that match a pattern, 0 to 1; null where there is no text."""
    count = pc.count_substring_regex(text, pattern)
    return pc.divide(pc.cast(count, pa.float64()), pc.if_else(pc.equal(length, 0), None, pc.cast(length, pa.float64())))


def _broken_share(articles: pa.Table) -> pa.ChunkedArray:
    """Return the share of broken characters in the text, or in the title where that is worse."""
    worst = None
    for name in ("text", "title"):
        share = _share(articles[name], BROKEN, pc.utf8_length(articles[name]))
        worst = share if worst is None else pc.max_element_wise(worst, share)
    return worst


def _marked_share(articles: pa.Table) -> pa.ChunkedArray:
    """Return the share of marked letters in each text that is long enough to judge, else null."""
    length = pc.utf8_length(articles["text"])
    is_long = pc.greater_equal(pc.fill_null(length, 0), LETTERS_NEEDED)
    return pc.if_else(is_long, _share(articles["text"], MARKED, length), None)


def normal_title(title: object) -> str:
    """Return a title as it is compared: NFC, without case, letters and digits alone; empty where there is none."""
    text = unicodedata.normalize("NFC", title).casefold() if isinstance(title, str) else ""
    return " ".join(re.findall(r"\w+", text))


def _earlier_same_titles(frame: "pandas.DataFrame") -> "pandas.Series[int]":
    """Count, for each article, those of the same outlet and days with its title and length that came before it.

    The days are those of landing and of publication: many articles of a past interval may land on one day, and a daily
    column bears one title. Versions of one article share its id and are no duplicates; a length within a tenth counts
    as the same.
    """
    same = ["day", "outlet_id", "normal", "published_date"]
    ordered = frame.assign(normal=frame["title"].map(normal_title)).sort_values(
        ["day", "outlet_id", "normal", "published_at", "article_id"], na_position="last", kind="stable"
    )
    counts = dict.fromkeys(frame.index, 0)
    repeated = ordered[(ordered["normal"] != "") & ordered.duplicated(same, keep=False)]
    for _, group in repeated.groupby(same, sort=False, dropna=False):
        seen: list[tuple[str, int]] = []
        for index, article_id, length in zip(group.index, group["article_id"], group["text_characters"], strict=True):
            counts[index] = sum(a != article_id and abs(n - length) <= max(n, length) / 10 for a, n in seen)
            seen.append((article_id, length))
    return frame.index.map(counts).to_series(index=frame.index)


def article_facts(articles: pa.Table) -> "pandas.DataFrame":
    """Return the kept columns of landed articles, with the shares that need their text; rows keep their order."""
    blank = pc.equal(pc.utf8_trim_whitespace(articles["title"]), "")
    facts = articles.select([name for name in KEPT if name != "title"])
    facts = facts.append_column("title", pc.if_else(blank, None, articles["title"]))
    facts = facts.append_column("broken_character_share", _broken_share(articles))
    facts = facts.append_column("marked_letter_share", _marked_share(articles))
    frame: pandas.DataFrame = facts.to_pandas()
    return frame


def add_context(frame: "pandas.DataFrame", first_licences: Mapping[str, date]) -> "pandas.DataFrame":
    """Return the facts with the columns that depend on day, licence and the outlet's other articles."""
    import pandas

    published = pandas.to_datetime(frame["published_at"], utc=True)
    ends = {day: pandas.Timestamp(day_end(day)) for day in frame["day"].unique()}
    after = (published - pandas.to_datetime(frame["day"].map(ends), utc=True)).dt.total_seconds() / 60
    licensed = pandas.to_datetime(frame["outlet_id"].map(first_licences))
    local_day = pandas.to_datetime(frame["published_date"])
    return frame.assign(
        minutes_after_day=after,
        published_year=local_day.dt.year,
        days_since_licence=(local_day - licensed).dt.days,
        earlier_same_titles=_earlier_same_titles(frame),
    )

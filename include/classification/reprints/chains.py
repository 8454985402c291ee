"""Chains of reprints: of all originals of one reprint, the earliest licensed one, and the source both may print.

Resolved over every partition whose window touches the days in hand, so the order of days never changes the outcome. A
wire printed by a hundred outlets makes ten thousand pairs: everything here is column arithmetic, whose Python steps do
not grow with the rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from include.classification.lists import Agreements, Licences
from include.classification.reprints.window import WINDOW_DAYS
from include.landing import store
from include.periods.days import local_day

TABLE = "reprints"
RESOLVED = ("shared_origin", "is_earliest_original")
_IDS = ("reprint_article_id", "original_article_id", "shared_origin")
_OUTLETS = ("reprint_outlet_id", "original_outlet_id")
EXPLAINED_MINIMUM = 0.8
_READ = (*_IDS, *_OUTLETS, "direction", "original_published_at", "is_earliest_original", "containment")
_QUARTER_SECONDS = 900  # lies in one local day, as offsets from UTC are multiples of it
_UNKNOWN = np.iinfo(np.int64).max
_NONE = -1

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def _numbered(columns: Sequence[pa.ChunkedArray]) -> tuple[list[Numbers], pa.Array]:
    """Number the strings of several columns in their own order; -1 where there is none."""
    encoded = pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.string())
    distinct = pc.unique(encoded).drop_null()
    distinct = distinct.take(pc.array_sort_indices(distinct))
    found = [pc.fill_null(pc.index_in(column, distinct), _NONE).to_numpy().astype(np.int64) for column in columns]
    return found, distinct


def _days(seconds: Numbers) -> Numbers:
    """Return the local day of instants in seconds, as an ordinal; unknown ones stay unknown."""
    quarters, places = np.unique(seconds // _QUARTER_SECONDS, return_inverse=True)
    ordinals = [
        local_day(datetime.fromtimestamp(quarter * _QUARTER_SECONDS, UTC)).toordinal()
        if quarter != _UNKNOWN // _QUARTER_SECONDS
        else _UNKNOWN
        for quarter in quarters.tolist()
    ]
    return np.array(ordinals, np.int64)[places] if len(ordinals) else seconds


@dataclass(frozen=True, slots=True)
class Sources:
    """What the registers say of whom a text may come from.

    Attributes:
        licences: Who held a licence when.
        agreements: Whose articles an outlet may print.
        announcers: Outlets whose texts are announcements, which others print without reprinting each other.
    """

    licences: Licences
    agreements: Agreements
    announcers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Pairs:
    """The pairs of some partitions as columns of numbers.

    Attributes:
        reprints, originals, origins: Articles, numbered in the order of their ids; -1 for none.
        reprinting, original_outlets: Outlets, numbered in the order of their ids.
        is_known: Whether the times decide who came first.
        containment: Share of the reprint found in the original.
        instants: When the original was published, in microseconds.
        days: The local day of that, as an ordinal.
        articles, outlets: What the numbers stand for.
    """

    reprints: Numbers
    originals: Numbers
    origins: Numbers
    reprinting: Numbers
    original_outlets: Numbers
    is_known: Flags
    containment: NDArray[np.float64]
    instants: Numbers
    days: Numbers
    articles: pa.Array
    outlets: pa.Array

    @cached_property
    def keys(self) -> Numbers:
        """Every pair packed into one number, ascending."""
        return np.unique(self.packed(self.originals, self.reprints))

    def packed(self, originals: Numbers, reprints: Numbers) -> Numbers:
        """Pack pairs of articles into one number each."""
        return np.asarray(originals * (len(self.articles) + 1) + reprints, np.int64)

    def are_pairs(self, originals: Numbers, reprints: Numbers) -> Flags:
        """Return which of some pairs of articles are among these."""
        wanted = self.packed(originals, reprints)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.asarray((self.keys[places] == wanted) & (originals >= 0))


def _pairs(rows: pa.Table) -> _Pairs:
    """Read the columns that decide."""
    (reprints, originals, origins), articles = _numbered([rows[name] for name in _IDS])
    (reprinting, original_outlets), outlets = _numbered([rows[name] for name in _OUTLETS])
    micros = rows["original_published_at"].cast(pa.timestamp("us", "UTC")).cast(pa.int64())
    instants = pc.fill_null(micros, _UNKNOWN).to_numpy().astype(np.int64)
    seconds = np.where(instants == _UNKNOWN, _UNKNOWN, instants // 1_000_000)
    return _Pairs(
        reprints,
        originals,
        origins,
        reprinting,
        original_outlets,
        pc.equal(rows["direction"], "known").to_numpy(zero_copy_only=False).astype(np.bool_),
        pc.fill_null(rows["containment"], 1.0).to_numpy(),
        instants,
        _days(seconds),
        articles,
        outlets,
    )


def _by_group(members: Numbers, groups: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Return the members ordered by group, keeping their order within, and where each group begins."""
    ordered = members[np.argsort(groups[members], kind="stable")]
    return ordered, np.searchsorted(groups[ordered], np.arange(count + 1))


def _date(ordinal: int) -> date | None:
    """Return the day of an ordinal, if it is known."""
    return None if ordinal == _UNKNOWN else date.fromordinal(ordinal)


def _combined(columns: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """Return a row that has each combination of some columns' values, and the number of the combination of each row."""
    numbers = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        values, places = np.unique(column, return_inverse=True)
        numbers = np.unique(numbers * len(values) + places, return_inverse=True)[1].astype(np.int64)
    return np.unique(numbers, return_index=True)[1].astype(np.int64), numbers


def _licensed(pairs: _Pairs, licences: Licences) -> Flags:
    """Return which pairs have an original whose outlet held a licence when it was published."""
    rows, places = _combined([pairs.original_outlets, pairs.days])
    names = pairs.outlets.to_pylist()
    asked = zip(pairs.original_outlets[rows].tolist(), pairs.days[rows].tolist(), strict=True)
    return np.array([licences.covers(names[outlet], _date(day)) for outlet, day in asked], np.bool_)[places]


def _allowed(pairs: _Pairs, agreements: Agreements) -> Flags:
    """Return which pairs the reprinting outlet may print by an agreement in force."""
    rows, places = _combined([pairs.reprinting, pairs.original_outlets, pairs.days])
    names = pairs.outlets.to_pylist()
    asked = zip(
        pairs.reprinting[rows].tolist(), pairs.original_outlets[rows].tolist(), pairs.days[rows].tolist(), strict=True
    )
    allowed = [agreements.allow(names[outlet], names[source], _date(day)) for outlet, source, day in asked]
    return np.array(allowed, np.bool_)[places]


def _announced(pairs: _Pairs, announcers: frozenset[str]) -> Flags:
    """Return which pairs have an announcement as their original."""
    return np.asarray(np.isin(pairs.outlets.to_pylist(), sorted(announcers))[pairs.original_outlets], np.bool_)


def _shared_sources(pairs: _Pairs, is_source: Flags, explained: float = 0.0) -> Numbers:
    """Return, for each pair, the earliest source of its reprint that its original prints too; -1 for none.

    Args:
        pairs: The pairs.
        is_source: Those whose original may be such a source.
        explained: How much of what the pair shares the source must hold; 0 to 1.
    """
    count = len(pairs.articles)
    ranked = np.lexsort((pairs.originals, pairs.instants))
    sources, begins = _by_group(ranked[is_source[ranked]], pairs.reprints, count)
    found = np.full(len(pairs.reprints), _NONE, np.int64)
    waiting = np.flatnonzero(begins[pairs.reprints + 1] > begins[pairs.reprints])
    step = 0
    while len(waiting):
        here = sources[begins[pairs.reprints[waiting]] + step]
        candidates = pairs.originals[here]
        is_shared = pairs.are_pairs(candidates, pairs.originals[waiting])
        is_shared &= pairs.containment[here] >= explained * pairs.containment[waiting]
        found[waiting[is_shared]] = candidates[is_shared]
        step += 1
        waiting = waiting[~is_shared]
        waiting = waiting[begins[pairs.reprints[waiting]] + step < begins[pairs.reprints[waiting] + 1]]
    return found


def _earliest(pairs: _Pairs, is_true: Flags) -> Flags:
    """Return which pairs hold the earliest true original of their reprint, ids breaking ties."""
    ranked = np.lexsort((pairs.originals, pairs.instants, pairs.reprints))
    ranked = ranked[is_true[ranked]]
    is_first = np.diff(pairs.reprints[ranked], prepend=_NONE) != 0
    earliest = np.zeros(len(pairs.reprints), np.bool_)
    earliest[ranked[is_first]] = True
    return earliest


def resolve(rows: pa.Table, known: Sources) -> pa.Table:
    """Return the rows with the earliest licensed original of each reprint marked, and shared sources named.

    Args:
        rows: Rows of reprints, of every partition that could hold an original of the same reprints.
        known: What the registers say.
    """
    if not rows.num_rows:
        return rows
    pairs = _pairs(rows)
    is_given = (pairs.origins >= 0) & ~pairs.are_pairs(pairs.origins, pairs.reprints)
    agreed = _shared_sources(pairs, pairs.is_known & _allowed(pairs, known.agreements))
    announced = _shared_sources(pairs, pairs.is_known & _announced(pairs, known.announcers), EXPLAINED_MINIMUM)
    origins = np.where(is_given, pairs.origins, np.where(agreed == _NONE, announced, agreed))
    is_true = (origins == _NONE) & pairs.is_known & _licensed(pairs, known.licences)
    named = pairs.articles.take(pa.array(origins, mask=origins == _NONE))
    resolved = {"shared_origin": named, "is_earliest_original": pa.array(_earliest(pairs, is_true))}
    for name, values in resolved.items():
        rows = rows.set_column(rows.schema.get_field_index(name), rows.schema.field(name), values)
    return rows


def _is_near(day: date, touched: Sequence[date], windows: int) -> bool:
    """Return whether a day lies within some windows of one of the days touched."""
    return any(abs(day - other) <= timedelta(days=WINDOW_DAYS * windows) for other in touched)


def resolve_days(days: Iterable[date], known: Sources) -> int:
    """Resolve the chains of every stored partition near some days; returns how many partitions changed."""
    touched = list(days)
    near = [day for day in store.days(TABLE) if _is_near(day, touched, 3)]
    stored = {day: store.read(TABLE, [day], columns=_READ) for day in near}
    if not stored:
        return 0
    resolved = resolve(pa.concat_tables(stored.values()), known)
    first = changed = 0
    for day, rows in stored.items():
        found = resolved.slice(first, rows.num_rows).select(RESOLVED)
        first += rows.num_rows
        if _is_near(day, touched, 1) and not found.equals(rows.select(RESOLVED)):
            _rewrite(day, found)
            changed += 1
    return changed


def _rewrite(day: date, found: pa.Table) -> None:
    """Write a partition again with what was resolved, its rows in their order."""
    rows = store.read(TABLE, [day])
    columns: dict[str, Any] = {name: rows[name] for name in rows.column_names}
    store.write(TABLE, day, pa.table({**columns, **{name: found[name] for name in RESOLVED}}, schema=rows.schema))

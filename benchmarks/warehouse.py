"""The warehouse of 1,000 outlets, 365 days and 1 million generated articles, in the layout that production leaves.

Landing is written as compaction writes it, one segment a table and day with a part for each outlet; the day that lands
again lies in a file of its own for each outlet and table, as tasks write it.

Each article is asked again on the days that the settings say: of ten answers five have other bytes around the same
text, four the same bytes, and one is a mere "not modified". An article lacks one fact in twenty, in every capture.
Each build runs in a process of its own, so that its peak memory is its own. Marks: full rebuild at most 10 minutes, one
day at most 60 seconds and 4 GB, a day at most twice what it costs with a tenth of the articles.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from include.landing import segments, store
from include.landing.contract import table
from include.ledger import entries
from include.settings import ROOT, Settings
from include.warehouse import published

OUTLETS, DAYS, ARTICLES = 1000, 365, 1_000_000
STEPS: tuple[int, ...] = Settings.model_fields["recheck_after_days"].default
FIRST = date(2025, 11, 1)
BUILD = """
import datetime, json
from benchmarks.memory import peak_kilobytes
from include.warehouse.build import build_warehouse
found = build_warehouse({days}).summary()
found["gigabytes"] = peak_kilobytes() / 1024**2
print(json.dumps(found))
"""
HOME_FACTS = [
    "organisation_name", "contact_address", "contact_email", "contact_phone", "responsible_person", "licence_number",
    "licence_date", "licence_issuer", "product_name", "self_label",
]  # fmt: skip
ITEM_FACTS = ["credited_agency", "credited_author", "original_time", "original_link", "comment_form", "comments"]
OUTLETS_SQL = """
select 'o' || i as outlet_id, 'Outlet ' || i as outlet_name, 'o' || i || '.example.vn' as domains, '' as credit_names,
    case when i % 10 < 6 then 'aggregator' when i % 10 = 6 then 'social_network' when i % 10 = 7 then 'portal'
        when i % 10 = 8 then 'magazine' else 'newspaper' end as kind
from range({outlets}) as numbers (i)"""
ITEMS_SQL = """
select 'a' || {day} || '_' || i as article_id, 'c' || {day} || '_' || i as capture_id,
    'o' || (i * 7919 + {day}) % {outlets} as outlet_id, 'http://o/' || {day} || '/' || i as address, i as i
from range({items}) as numbers (i)"""

AGAIN_SQL = """
select outlet_id, article_id, capture_id as first_capture_id, address, 'r{day}_' || article_id as look_id,
    hash(article_id, {day}) % 10 as lot
from ({what})"""
TABLES = {
    "harvests": """
select outlet_id, 'home_page' as scope, '/' as address, 'landed' as outcome, capture_id,
    false as is_our_failure, {on}
from ({home})
union all by name
select outlet_id, 'listing' as scope, '/rss' as address, 'landed' as outcome, false as is_our_failure, {on} from ({who})
union all by name
select outlet_id, 'article' as scope, address, 'landed' as outcome, capture_id, article_id,
    false as is_our_failure, {on}
from ({what})
union all by name
select outlet_id, 'recheck' as scope, address, 'unchanged' as outcome, 'already_captured' as cause,
    case when lot < 5 then look_id else first_capture_id end as capture_id, article_id,
    false as is_our_failure, {on}, case when lot < 9 then {at} end as seen_at
from ({again})""",
    "captures": """
select capture_id, outlet_id, address as url, address as final_url, '-' as body_sha256, '-' as warc_file,
    0::bigint as warc_offset, 200::bigint as http_status, scope, {at} as captured_at, {on}
from (
    select capture_id, outlet_id, '/' as address, 'home_page' as scope from ({home})
    union all by name select capture_id, outlet_id, address, 'article' as scope from ({what})
    union all by name
    select look_id as capture_id, outlet_id, address, 'recheck' as scope from ({again}) where lot < 5
)""",
    "articles": """
select article_id, capture_id, outlet_id, address as url, address as canonical_url, address as title,
    2000::bigint as text_characters, i % 3 = 0 as has_byline, {on}, date '{day}' as published_date, {at} as published_at
from ({what})""",
    "admissions": "select article_id, capture_id, outlet_id, 'admitted' as status, {on} from ({what})",
    "observations": """
select capture_id, outlet_id, null::text as article_id, 'home_page' as scope, unnest({home_facts}) as observation,
    hash(capture_id) % 50 <> 0 as is_present, 'seen' as place, {at} as captured_at, {on}
from ({home})
union all by name
select capture_id, outlet_id, article_id, 'article' as scope, observation,
    hash(article_id, observation) % 20 <> 0 as is_present, 'seen' as place, {at} as captured_at, {on}
from (
    select capture_id, outlet_id, article_id from ({what})
    union all by name
    select look_id as capture_id, outlet_id, article_id from ({again}) where lot < 5
)
cross join (select unnest({item_facts}) as observation)""",
}
LICENCES_SQL = """
select *, outlet_id || '/GP' as licence_number, outlet_id as organisation_name, 'city' as licensing_authority,
    false as is_city_owned, false as is_press_run, false as is_domain_approved, date '2022-01-01' as issued_on,
    date '2030-01-01' as valid_to, outlet_id as register_row_id, date '{day}' as day
from ({who})"""


def _tables(day: date, number: int, outlets: int, items: int) -> dict[str, str]:
    """Return the query that makes each table's rows of one day."""
    who = OUTLETS_SQL.format(outlets=outlets)
    what = ITEMS_SQL.format(day=number, outlets=outlets, items=items)
    earlier = (
        ITEMS_SQL.format(day=number - step, outlets=outlets, items=items if step <= number else 0) for step in STEPS
    )
    parts = {
        "who": who,
        "what": what,
        "again": " union all ".join(AGAIN_SQL.format(day=number, what=items_then) for items_then in earlier),
        "home": f"select 'h{number}_' || outlet_id as capture_id, outlet_id from ({who})",
        "at": f"cast('{day} 05:00:00+00' as timestamptz)",
        "on": f"date '{day}' as day",
        "day": day,
        "home_facts": HOME_FACTS,
        "item_facts": ITEM_FACTS,
    }
    return {name: query.format(**parts) for name, query in TABLES.items()}


def _rows(name: str, query: str) -> pa.Table:
    """Return generated rows in the shape of their table, sorted by outlet.

    Compaction writes by the contract: required columns that no build reads are filled with one value.
    """
    found = duckdb.sql(f"select * from ({query}) order by outlet_id").to_arrow_table()
    given = set(found.column_names)
    return pa.table({
        c.name: found[c.name].cast(c.type) if c.name in given else _filled(c, len(found))
        for c in table(name).schema
    })  # fmt: skip


def _filled(column: pa.Field, rows: int) -> pa.Array:
    """Return a column without values, or of one value where it is required."""
    if column.nullable:
        return pa.nulls(rows, column.type)
    value = "-" if pa.types.is_string(column.type) else False if pa.types.is_boolean(column.type) else 0
    return pa.repeat(pa.scalar(value, column.type), rows)


def _parts(rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Yield the rows of each outlet of a sorted table."""
    counts = pc.value_counts(rows["outlet_id"])
    first = 0
    for counted in counts.to_pylist():
        yield counted["values"], rows.slice(first, counted["counts"])
        first += counted["counts"]


def _write_segment(name: str, day: date, rows: pa.Table) -> Path:
    """Write a day of a table as compaction leaves it."""
    own = dict(_parts(rows))
    return segments.write(name, day, rows.schema, dict.fromkeys(own, f"{day:%Y%m%d}-1-1"), own.items())


def generate_here(outlets: int, days: int, articles: int) -> None:
    """Write a landing of that size into this process's installation."""
    named: dict[str, dict[date, Path]] = {name: {} for name in TABLES}
    for number in range(days):
        day = FIRST + timedelta(days=number)
        for name, query in _tables(day, number, outlets, articles // days).items():
            named[name][day] = _write_segment(name, day, _rows(name, query))
    for name, found in named.items():
        segments.put_manifest(name, found)
    last, who = FIRST + timedelta(days=days), OUTLETS_SQL.format(outlets=outlets)
    for name, query in {
        "outlet_profiles": f"select *, true as is_followed, date '{last}' as day from ({who})",
        "outlet_domains": f"select outlet_id, kind, domains as domain, date '{last}' as day from ({who})",
        "licences": LICENCES_SQL.format(day=last, who=who),
    }.items():
        _write_file(name, last, store.WHOLE, _rows(name, query))


def land_here(outlets: int, days: int, articles: int, number: int) -> None:
    """Land one day into this process's installation as tasks do: a file for each outlet and table."""
    day = FIRST + timedelta(days=number)
    for name, query in _tables(day, number, outlets, articles // days).items():
        for part, rows in _parts(_rows(name, query)):
            _write_file(name, day, part, rows)


def _write_file(name: str, day: date, part: str, rows: pa.Table) -> None:
    """Write a partition's own file; what generated rows lack of required columns no build reads."""
    path = store.partition_path(name, day, part)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows, path, compression="zstd")


def elsewhere(home: Path, code: str, **variables: str) -> str:
    """Run some code in a process of its own, with an installation below a folder, and return what it prints."""
    environment = {**os.environ, "PRESS_HOME": str(home), "PYTHONPATH": str(ROOT), **variables}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def generate(home: Path, outlets: int, days: int, articles: int) -> None:
    """Write a landing of that size below a folder."""
    elsewhere(home, f"from benchmarks.warehouse import generate_here as go; go({outlets}, {days}, {articles})")


def land_again(home: Path, outlets: int, days: int, articles: int) -> date:
    """Land the last day but one once more, as after a replay, and return it."""
    size = f"{outlets}, {days}, {articles}, {days - 2}"
    elsewhere(home, f"from benchmarks.warehouse import land_here as go; go({size})")
    return FIRST + timedelta(days=days - 2)


def build(home: Path, days: list[date] | None = None, **variables: str) -> dict[str, Any]:
    """Build in a process of its own, with further settings, and return its outcome with its peak memory."""
    found: dict[str, Any] = json.loads(elsewhere(home, BUILD.format(days=repr(days)), **variables).splitlines()[-1])
    return found


def decide_here(number: int = 0) -> None:
    """Confirm a matter of this process's installation by its number, as the review desk does."""
    (found,) = published.rows(
        "select belongs.finding_id, matters.matter_id, matters.outlet_id from fct_matter_findings as belongs "
        "inner join fct_matters as matters on belongs.matter_id = matters.matter_id order by 1 "
        f"limit 1 offset {number} % (select count(*) from fct_matter_findings)"
    )
    said = {"matters": found["matter_id"], "findings": found["finding_id"], "decision": "confirm", "stage": "first"}
    entries.append("decision", f"matters/{found['outlet_id']}", said | {"reason": "Đã xem."}, "reviewer")


def build_decision(home: Path, **variables: str) -> dict[str, Any]:
    """Decide a matter, build, and return the outcome."""
    elsewhere(home, "from benchmarks.warehouse import decide_here as go; go()", **variables)
    return build(home, [], **variables)


def measure(
    home: Path, articles: int, outlets: int = OUTLETS, days: int = DAYS, **variables: str
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return the outcomes of a full rebuild in a folder, of one day that landed again, and of a decision."""
    generate(home, outlets, days, articles)
    full = build(home, None, **variables)
    day = build(home, [land_again(home, outlets, days, articles)], **variables)
    return full, day, build_decision(home, **variables)


def run() -> list[dict[str, Any]]:
    """Measure the whole size and a tenth of its articles."""
    with tempfile.TemporaryDirectory() as folder:
        full, day, decision = measure(Path(folder) / "whole", ARTICLES)
        _, small, _ = measure(Path(folder) / "tenth", ARTICLES // 10)
    size = f"{OUTLETS} outlets, {DAYS} days, {ARTICLES} articles"
    return [
        {"what": f"full rebuild, {size}", "value": full["seconds"], "unit": "s", "mark": "<= 600"},
        {"what": f"full rebuild, peak memory, {size}", "value": full["gigabytes"], "unit": "GB", "mark": "<= 4"},
        {"what": f"one day's build, {size}", "value": day["seconds"], "unit": "s", "mark": "<= 60"},
        {"what": "one day's build, peak memory", "value": day["gigabytes"], "unit": "GB", "mark": "<= 4"},
        {
            "what": f"a decision's build, {size}", "value": decision["seconds"], "unit": "s", "peer": "one day's build",
            "peer_value": day["seconds"], "ratio": round(decision["seconds"] / day["seconds"], 2), "mark": "<= 10",
        },
        {
            "what": "one day's build against a tenth of the articles", "value": day["seconds"], "unit": "s",
            "peer": "the same at 100,000 articles", "peer_value": small["seconds"],
            "ratio": round(day["seconds"] / small["seconds"], 2), "mark": "<= 2",
        },
    ]  # fmt: skip

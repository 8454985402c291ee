"""The warehouse of 1,000 outlets, 365 days and 1 million generated articles, one file a table and day.

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
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from include.settings import ROOT, Settings

OUTLETS, DAYS, ARTICLES = 1000, 365, 1_000_000
STEPS: tuple[int, ...] = Settings.model_fields["recheck_after_days"].default
FIRST = date(2025, 11, 1)
BUILD = """
import json, sys
from datetime import date
from benchmarks.memory import peak_kilobytes
from include.warehouse.build import build_warehouse
days = [date.fromisoformat(word) for word in sys.argv[1:]] or None
found = build_warehouse(days).summary()
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
select outlet_id, 'recheck' as scope, address, 'unchanged' as outcome, 'held_earlier' as cause,
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


def _write(home: Path, name: str, day: date, query: str) -> None:
    """Write one partition."""
    folder = home / "landing" / name / f"day={day}"
    folder.mkdir(parents=True, exist_ok=True)
    duckdb.sql(f"copy ({query}) to '{folder / 'generated.parquet'}' (format parquet)")


def generate(home: Path, outlets: int, days: int, articles: int) -> None:
    """Write a landing of that size below a folder."""
    for number in range(days):
        day = FIRST + timedelta(days=number)
        for name, query in _tables(day, number, outlets, articles // days).items():
            _write(home, name, day, query)
    last, who = FIRST + timedelta(days=days), OUTLETS_SQL.format(outlets=outlets)
    _write(home, "outlet_profiles", last, f"select *, true as is_followed, date '{last}' as day from ({who})")
    _write(
        home, "outlet_domains", last, f"select outlet_id, kind, domains as domain, date '{last}' as day from ({who})"
    )
    _write(home, "licences", last, LICENCES_SQL.format(day=last, who=who))


def build(home: Path, *days: date, **variables: str) -> dict[str, Any]:
    """Build in a process of its own, with further settings, and return its outcome with its peak memory."""
    environment = {**os.environ, "PRESS_HOME": str(home), "PYTHONPATH": str(ROOT), **variables}
    words = [sys.executable, "-c", BUILD, *(day.isoformat() for day in days)]
    done = subprocess.run(words, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def land_again(home: Path, outlets: int, days: int, articles: int) -> date:
    """Land the last day but one once more, as after a replay, and return it."""
    day = FIRST + timedelta(days=days - 2)
    for name, query in _tables(day, days - 2, outlets, articles // days).items():
        _write(home, name, day, query)
    return day


def measure(home: Path, articles: int, **variables: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the outcomes of a full rebuild in a folder and of one day that landed again."""
    generate(home, OUTLETS, DAYS, articles)
    full = build(home, **variables)
    return full, build(home, land_again(home, OUTLETS, DAYS, articles), **variables)


def run() -> list[dict[str, Any]]:
    """Measure the whole size and a tenth of its articles."""
    with tempfile.TemporaryDirectory() as folder:
        full, day = measure(Path(folder) / "whole", ARTICLES)
        _, small = measure(Path(folder) / "tenth", ARTICLES // 10)
    size = f"{OUTLETS} outlets, {DAYS} days, {ARTICLES} articles"
    return [
        {"what": f"full rebuild, {size}", "value": full["seconds"], "unit": "s", "mark": "<= 600"},
        {"what": f"full rebuild, peak memory, {size}", "value": full["gigabytes"], "unit": "GB", "mark": "<= 4"},
        {"what": f"one day's build, {size}", "value": day["seconds"], "unit": "s", "mark": "<= 60"},
        {"what": "one day's build, peak memory", "value": day["gigabytes"], "unit": "GB", "mark": "<= 4"},
        {
            "what": "one day's build against a tenth of the articles", "value": day["seconds"], "unit": "s",
            "peer": "the same at 100,000 articles", "peer_value": small["seconds"],
            "ratio": round(day["seconds"] / small["seconds"], 2), "mark": "<= 2",
        },
    ]  # fmt: skip

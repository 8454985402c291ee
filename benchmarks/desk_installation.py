"""An installation whose published copy holds as many open matters as asked, for what measures the desk; no benchmark.

A thousand outlets, one finding a matter, a hundred days of verdicts of every outlet and rule, and for some outlets an
archived page of a given size on the day of their findings. Nothing of it is a real outlet's.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

DAY = date(2026, 10, 15)
PASSAGE = "Theo một tờ báo khác, sự việc được làm rõ trong tuần."
KEPT = {"PRESS_REVIEWERS": "an,binh", "PRESS_APPROVERS": "giang"}
TABLES = """
create table dim_outlets as
    select 'outlet_' || n as outlet_id, 'Trang ' || n as outlet_name, 'aggregator' as kind from range({outlets}) t(n);
create table dim_rules as
    select 'rule_' || n as rule_id, 'Quy định ' || n as title_vi, 'home_page' as grain from range(37) t(n);
create table dim_rule_versions as select 'v1' as rule_version_id, cast(null as text) as asks_for;
create table fct_matters as
    select md5('m' || n) as matter_id, 'outlet_' || n % {outlets} as outlet_id, 'city' as jurisdiction,
        'rule_' || n % 37 as rule_id, 'v1' as rule_version_id, case n % 4 when 0 then 'advisory' else 'duty' end
        as strength, 'missing_twice' as cause, date '2026-10-15' as first_day, date '2026-10-15' as last_day,
        1 as evidence_count, false as is_nameable, 'waiting' as state, cast(null as text) as merged_into
    from range({matters}) t(n);
create table fct_matter_findings as
    select matter_id, md5('f' || matter_id) as finding_id, first_day as finding_date from fct_matters;
create table fct_verdicts as
    select 'outlet_' || o.n as outlet_id, 'rule_' || r.n as rule_id, 'met' as status,
        date '2026-07-01' + cast(d.n as integer) as verdict_date
    from range(100) d(n), range({outlets}) o(n), range(37) r(n);
create table fct_rule_quality as
    select rule_id, 40 as decided_matters, 0.9 as precision_share, 0.8 as precision_low, 0.95 as precision_high
    from dim_rules;
"""


def _findings() -> str:
    """Return the statement that makes the findings, with every column that the desk reads."""
    from include.review.cases import Finding

    known = {
        "finding_id": "belongs.finding_id", "outlet_id": "matters.outlet_id", "rule_id": "matters.rule_id",
        "rule_version_id": "'v1'", "evidence_key": "'k'", "strength": "matters.strength", "cause": "'missing_twice'",
        "finding_date": "belongs.finding_date", "observed_value": "'contact_email'", "page_sha256": "md5('x')",
        "capture_id": "'capture_' || matters.outlet_id", "excerpt": f"'{PASSAGE}'",
        "instrument": "'Nghị định 1'", "provision": "'Điều 1'", "threshold": "cast(null as double)",
        "extractor_version": "8",
        "captured_at": "timestamptz '2026-10-15 03:00:00+00'",
    }  # fmt: skip
    columns = ", ".join(f"{known.get(one.name, 'cast(null as text)')} as {one.name}" for one in fields(Finding))
    return (
        f"create table fct_findings as select {columns} from fct_matter_findings as belongs "
        "inner join fct_matters as matters on belongs.matter_id = matters.matter_id"
    )


def page_of(length: int) -> bytes:
    """Return an article with readers' comments, of a length in bytes at least."""
    words = "Sáng nay, đoàn kiểm tra làm việc với phường về trật tự đô thị và việc lấn chiếm vỉa hè. "
    paragraph = f'<div class="row"><p class="body">{words * 3}<a href="/tin">Xem thêm</a></p></div>'
    comment = '<div class="comment-item"><p>Tôi đồng ý với bài viết.</p><span>Trả lời</span></div>'
    count = length // len((paragraph + comment).encode()) + 1
    body = "".join(paragraph + (comment if number % 3 else "") for number in range(count * 2))
    source = f'<html><head><meta charset="utf-8"></head><body><article><h1>Tin</h1><p>{PASSAGE}</p>{body}'
    return source.encode()[: length - 30] + b"</article></body></html>"


def archive(outlet_id: str, length: int) -> None:
    """Archive one page of an outlet."""
    from include.archive.writer import open_day

    body, at = page_of(length), datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
    with open_day(outlet_id, DAY) as writer:
        writer.keep(
            f"capture_{outlet_id}", "article", f"https://{outlet_id}.example/tin", status=(200, "OK"),
            final_url=f"https://{outlet_id}.example/tin", headers=[("Content-Type", "text/html; charset=utf-8")],
            received=body, body=body, captured_at=at, fetched_at=at, is_from_archive=False,
        )  # fmt: skip


def publish(folder: Path, matters: int, outlets: int) -> None:
    """Put a copy of the marts that the desk reads into the folder of published copies, and name it the current one."""
    import duckdb

    from include.warehouse.copying import DATABASE

    build = folder / "builds" / "one"
    build.mkdir(parents=True)
    with duckdb.connect(build / DATABASE) as connection:
        connection.execute(TABLES.format(matters=matters, outlets=outlets))
        connection.execute(_findings())
    (build / "manifest.json").write_text('{"build_id": "build-1"}', encoding="utf-8")
    (folder / "current").symlink_to(Path("builds") / "one")


@contextmanager
def installation(matters: int, outlets: int, **more: str) -> Iterator[Path]:
    """Make an installation, let this process read it, and yield its folder.

    Args:
        matters: How many matters are open, each with a finding.
        outlets: Of how many outlets.
        more: Further settings.
    """
    from include.settings import settings

    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({"PRESS_HOME": folder, **KEPT, **more})
        settings.cache_clear()
        publish(settings().published, matters, outlets)
        yield Path(folder)
    os.environ.clear()
    os.environ.update(before)
    settings.cache_clear()

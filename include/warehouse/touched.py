"""Finds the days to judge again after a partition changed: its own, its articles' published days, days it confirms.

A page of an earlier article that was seen again touches the day on which the article was published; one that is
admitted or refused again, the days on which its versions were landed, since it was due on one of them.
"""

from include.warehouse.store import Store

CONFIRMING_DAYS = 7  # an absence may be confirmed by a capture up to this many days earlier
LOCAL = "'Asia/Ho_Chi_Minh'"

_SAME = "changed.partition_day = own.partition_day and changed.partition_part = own.partition_part"
_OWN_DAY = "select distinct partition_day from landing.changed_partitions"
_PUBLISHED = f"""
select distinct version.published_date
from landing.articles as version
where version.published_date is not null and version.article_id in (
    select own.article_id from landing.{{table}} as own
    inner join landing.changed_partitions as changed on {_SAME}
)"""
_REPAIRED = f"""
select distinct cast(own.repaired_published_at at time zone {LOCAL} as date)
from landing.admissions as own
inner join landing.changed_partitions as changed on {_SAME}
where own.repaired_published_at is not null"""
_REPRINTED = f"""
select distinct version.published_date
from landing.articles as version
where version.published_date is not null and version.article_id in (
    select own.reprint_article_id from landing.reprints as own
    inner join landing.changed_partitions as changed on {_SAME}
)"""
_SEEN_AGAIN = f"""
with seen as (
    select distinct facts.article_id from landing.harvests as own
    inner join landing.changed_partitions as changed on {_SAME}
    inner join landing.observations as facts on facts.capture_id = own.capture_id
    where own.scope = 'recheck' and own.seen_at is not null
)
select distinct version.published_date from landing.articles as version
inner join seen on seen.article_id = version.article_id
where version.published_date is not null
union
select distinct cast(admitted.repaired_published_at at time zone {LOCAL} as date) from landing.admissions as admitted
inner join seen on seen.article_id = admitted.article_id
where admitted.repaired_published_at is not null"""
_LANDED_BEFORE = f"""
select distinct version.day
from landing.articles as version
where version.article_id in (
    select own.article_id from landing.admissions as own
    inner join landing.changed_partitions as changed on {_SAME}
)"""
_LISTED = f"""
select distinct own.listed_on
from landing.article_backfills as own
inner join landing.changed_partitions as changed on {_SAME}"""
_CONFIRMED = f"""
select distinct cast(changed.partition_day + ahead.days * interval '1 day' as date)
from landing.changed_partitions as changed
cross join (values {", ".join(f"({days})" for days in range(1, CONFIRMING_DAYS + 1))}) as ahead (days)"""

QUERIES = {
    "harvests": [_OWN_DAY, _SEEN_AGAIN],
    "captures": [_OWN_DAY, _CONFIRMED],
    "observations": [_OWN_DAY, _CONFIRMED, _PUBLISHED.format(table="observations")],
    "articles": [_OWN_DAY, _PUBLISHED.format(table="articles")],
    "admissions": [_OWN_DAY, _PUBLISHED.format(table="admissions"), _REPAIRED, _LANDED_BEFORE],
    "article_backfills": [_OWN_DAY, _LISTED],
    "reprints": [_OWN_DAY, _REPRINTED],
}

EVERY_DAY = f"""
select day from landing.harvests
union
select published_date from landing.articles
union
select cast(repaired_published_at at time zone {LOCAL} as date) from landing.admissions"""
"""What a full build judges: days that were collected, and those of articles that are older than the first of them."""


def note(store: Store, name: str) -> None:
    """Add the days that the changed partitions of one table touch; called before and after they are replaced."""
    for query in QUERIES.get(name, []):
        store.execute(f"insert into landing.touched_days {query}")

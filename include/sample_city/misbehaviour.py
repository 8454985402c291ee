"""Makes the city's servers misbehave: answers a request with its declared fault instead of the whole answer.

A fault that goes away on a further attempt depends on how often the address was asked as of that day, so that a chain
that runs again has the same outcome.
"""

import gzip
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache

from include.sample_city.answers import HTML, Reply, Request, article_at, whole_answer, with_time
from include.sample_city.declaration import Fault, Misbehaviour, faults_of
from include.sample_city.listings import PATHS

BOMB_BYTES = 60_000_000
RETRY_SECONDS = 1
RETRY_DATE = datetime(2026, 11, 15, tzinfo=UTC)  # a date long past for a collector of that month: retry at once
OF_HOST = (Misbehaviour.HOST_DOWN, Misbehaviour.MOVED_DOMAIN)
OF_LISTING = (Misbehaviour.FALSE_NOT_MODIFIED, Misbehaviour.RATE_LIMITED)


def answer(asked: Request) -> Reply:
    """Return the answer to a request, with the fault that is declared for it, if any."""
    fault = _fault(asked)
    if fault is None:
        return whole_answer(asked)
    if fault.misbehaviour is Misbehaviour.HOST_DOWN:
        return Reply(0, sent="cut")
    if fault.misbehaviour is Misbehaviour.MOVED_DOMAIN:
        return with_time(asked, Reply(301, (("Location", f"http://{asked.outlet.domains[1]}{asked.path}"),)))
    if fault.target:
        return with_time(asked, Reply(302, (("Location", fault.target),)))
    if fault.misbehaviour is Misbehaviour.ENDLESS_ANSWER:
        return with_time(asked, Reply(200, (("Content-Type", HTML),), b"<p>Tin nhanh</p>" * 4096, "endless"))
    if fault.misbehaviour is Misbehaviour.COMPRESSED_BOMB:
        return with_time(asked, Reply(200, (("Content-Type", HTML), ("Content-Encoding", "gzip")), bomb()))
    return _passing(asked, fault)


def _passing(asked: Request, fault: Fault) -> Reply:
    """Return a refusal that a further attempt overcomes."""
    if fault.misbehaviour is Misbehaviour.FALSE_NOT_MODIFIED:
        return with_time(asked, Reply(304))
    if fault.misbehaviour is Misbehaviour.SERVER_ERROR:
        return with_time(asked, Reply(503, (("Content-Type", HTML),), "<h1>Máy chủ quá tải</h1>".encode()))
    after = str(RETRY_SECONDS) if fault.retry_after == "seconds" else format_datetime(RETRY_DATE, usegmt=True)
    return with_time(asked, Reply(429, (("Retry-After", after), ("Content-Type", HTML))))


def _fault(asked: Request) -> Fault | None:
    """Return the fault declared for a request, if any."""
    if asked.path == "/robots.txt":
        return None
    outlet_id, day = asked.outlet.outlet_id, asked.day
    for fault in faults_of(outlet_id, day, *OF_HOST):
        if fault.misbehaviour is Misbehaviour.HOST_DOWN or asked.host == asked.outlet.domains[0]:
            return fault
    for fault in faults_of(outlet_id, day, *OF_LISTING):
        if fault.listing and asked.path == PATHS[fault.listing] and asked.attempt <= fault.attempts:
            return fault
    return _fault_of_article(asked)


def _fault_of_article(asked: Request) -> Fault | None:
    """Return the fault of the article's page that is asked for, if its server has one."""
    article = article_at(asked.outlet.outlet_id, asked.path)
    fault = article.fault if article else None
    if fault is None:
        return None
    if fault.misbehaviour is Misbehaviour.SERVER_ERROR:
        return fault if asked.attempt <= fault.attempts else None
    is_served_badly = fault.target or fault.misbehaviour in (
        Misbehaviour.ENDLESS_ANSWER,
        Misbehaviour.COMPRESSED_BOMB,
    )
    return fault if is_served_badly else None


@cache
def bomb() -> bytes:
    """Return a small answer that unpacks to sixty megabytes."""
    return gzip.compress(b"\0" * BOMB_BYTES, mtime=0)

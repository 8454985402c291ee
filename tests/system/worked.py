"""What the worked queries of docs/analysts.md must answer on the sample city, from what the city itself declares.

Each answer is worked out from its outlets, faults, articles, registers and from the seeds, never from the warehouse.
Where a query shows what a clock or a classifier adds, that column is left out, or held within what they may differ by.
"""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from include.periods.report_period import ReportPeriod
from include.periods.working_days import add_working_days
from include.sample_city import expected
from include.sample_city.article import Article
from include.sample_city.articles import articles
from include.sample_city.declaration import DAYS, Misbehaviour, outlets, read_yaml
from include.settings import ROOT

Row = dict[str, Any]
Answer = Callable[[list[Row]], tuple[Any, Any]]  # what the rows say, and what they must
PAGE = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")
QUERIES: dict[str, str] = dict(re.findall(r"^([^\n`]+\?)\n\n```sql\n(.*?)```", PAGE, re.S | re.M))
ANSWERS: dict[str, Answer] = {}
NOVEMBER = ReportPeriod.parse("2026-11")
LOST = {  # what the collector never gets, or what ends in quarantine
    Misbehaviour.PRIVATE_REDIRECT, Misbehaviour.FILE_REDIRECT, Misbehaviour.ENDLESS_ANSWER,
    Misbehaviour.COMPRESSED_BOMB, Misbehaviour.MISSING_DATE, Misbehaviour.FUTURE_DATE, Misbehaviour.EMPTY_TEXT,
    Misbehaviour.ROBOTS_FORBIDS,
}  # fmt: skip


def answers(question: str) -> Callable[[Answer], Answer]:
    """Return a decorator that keeps an answer under its question."""

    def keep(answer: Answer) -> Answer:
        ANSWERS[question] = answer
        return answer

    return keep


def admitted() -> list[Article]:
    """Return the articles that reach the warehouse."""
    return [one for one in articles() if one.problem not in LOST]


def reprints() -> list[tuple[Article, Article]]:
    """Return each counted reprint with its original: a shared release is none, and two papers print one correction."""
    found = [(a.first, a) for a in admitted() if a.original and a.problem != Misbehaviour.SHARED_RELEASE]
    old = sorted((a for a in admitted() if a.problem == Misbehaviour.CORRECTION_OF_OLD), key=lambda a: a.published_at)
    return [*found, *((old[0], later) for later in old[1:])]


def delay(original: Article, reprint: Article) -> float:
    """Return the minutes from an original to its reprint."""
    return (reprint.published_at - original.published_at).total_seconds() / 60


CREDITS = ("credited_agency", "original_link", "original_time")


def lacking(reprint: Article) -> set[str]:
    """Return the facts that a reprint does not show: without its agency it shows neither time nor link."""
    if not reprint.credit:
        return set(CREDITS)
    shown = {"original_link": reprint.credit_link, "original_time": reprint.credit_time}
    return {fact for fact, is_shown in shown.items() if not is_shown}


def is_asked_again(one: Article) -> bool:
    """Return whether an article got a second capture: not on the last day of a collected period."""
    return one.day + timedelta(days=1) in DAYS


def kind(outlet_id: str) -> str:
    """Return an outlet's kind."""
    return str(outlets()[outlet_id].kind)


def jurisdiction(outlet_id: str) -> str:
    """Return who licensed an outlet last."""
    return max(outlets()[outlet_id].licences, key=lambda licence: licence.issued_on).authority


def register(name: str) -> list[Row]:
    """Return the rows of a register."""
    found: list[Row] = read_yaml("registers.yml")["rows"][name]
    return found


def instant(text: str) -> datetime:
    """Return an instant as clerks write it."""
    return datetime.strptime(text, "%d/%m/%Y %H:%M")  # noqa: DTZ007 - both ends are Hanoi's


def answers_due() -> list[tuple[Row, date]]:
    """Return each request of the press with its last day: 30 days, or 15 working days where it was forwarded."""
    return [
        (
            one,
            add_working_days(one["received_on"], 15)
            if one["request_kind"] == "forwarded_opinion"
            else one["received_on"] + timedelta(days=30),
        )
        for one in register("press_requests")
    ]


def seed(name: str) -> list[dict[str, str]]:
    """Return the rows of a seed."""
    with (ROOT / "dbt_project" / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def breaches(*strengths: str) -> dict[tuple[str, str], list[date]]:
    """Return the days of each outlet's declared breaches of a rule, of some strengths, in their order."""
    found: dict[tuple[str, str], list[date]] = {}
    for verdict in sorted(expected.verdicts().values(), key=lambda one: one.day):
        if verdict.status == "not_met" and verdict.strength in strengths:
            found.setdefault((verdict.outlet_id, verdict.rule_id), []).append(verdict.day)
    return found


def matters(*strengths: str) -> list[tuple[str, str, date, date, int]]:
    """Return the matters that breaches make, as outlet, rule, first and last day and days: a run of days is one."""
    found = []
    for (outlet_id, rule_id), days in breaches(*strengths).items():
        found += [(outlet_id, rule_id, run[0], run[-1], len(run)) for run in _runs(days)]
    return found


def _runs(days: list[date]) -> Iterator[list[date]]:
    """Yield the runs of days that follow each other."""
    run: list[date] = []
    for day in days:
        if run and day != run[-1] + timedelta(days=1):
            yield run
            run = []
        run.append(day)
    yield run


def titles() -> dict[str, str]:
    """Return the title of each rule."""
    return {row["rule_id"]: row["title_vi"] for row in seed("rules")}

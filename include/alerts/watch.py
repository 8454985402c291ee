"""Notifies the operators of failed runs, of what is fixed, and of a day that was not judged in time.

It runs beside Airflow, not inside: a scheduler that has died can send no mail. Each pass sends at most one mail of each
kind; a cause that people know of is mailed again once a day until a run of its DAG succeeds. A full disk and the like
is one cause, whichever DAGs fail by it in later passes.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from include.alerts import metrics, spool
from include.alerts.spool import EndedRun
from include.errors import PressError
from include.periods.days import local_day, local_time
from include.reporting.day_status import day_row, outlet_rows
from include.reporting.notify import notify_operators
from include.settings import settings

log = logging.getLogger(__name__)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MAILS_ITSELF = "CoverageError"  # the task that raises it has sent its own grouped mail
AGAIN_AFTER = timedelta(hours=24)
KEPT_CAUSES = timedelta(days=7)  # causes of failed tries whose task succeeded later
PAUSE_SECONDS = 60.0
EXAMPLES = 5
DAY = "ngày"


@dataclass(frozen=True, slots=True)
class Group:
    """Task instances of one DAG that failed for one cause."""

    dag_id: str
    task_id: str
    kind: str
    sentence: str
    owner: str
    instances: tuple[tuple[str, int], ...]

    @property
    def key(self) -> str:
        """Identifies the cause across runs of the DAG."""
        return f"{self.task_id}/{self.kind}"

    def lines(self) -> list[str]:
        """Return the lines of the mail on this cause."""
        shown = [f"{run_id}" + (f" [{index}]" if index >= 0 else "") for run_id, index in self.instances[:EXAMPLES]]
        rest = len(self.instances) - len(shown)
        cause = self.sentence or "tiến trình kết thúc mà không báo lỗi (bị dừng, thiếu bộ nhớ hoặc quá thời hạn)"
        return [
            f"{self.dag_id}.{self.task_id}: {len(self.instances)} lần không thành công ({self.kind})",
            f"  Nguyên nhân: {cause}",
            f"  Lượt chạy: {', '.join(shown)}" + (f" và {rest} lượt khác" if rest else ""),
            f"  Phụ trách: {self.owner}; hướng dẫn: docs/runbooks/{self.dag_id}.md",
        ]


def groups(runs: Sequence[EndedRun]) -> list[Group]:
    """Return failed task instances by DAG, task and class of error, without those whose task mailed itself.

    The sentence is that of the first: a thousand outlets that fail alike are one cause.
    """
    found: dict[tuple[str, str, str], list[tuple[EndedRun, int, str]]] = defaultdict(list)
    for run in runs:
        for task_id, index in run.failed:
            cause = spool.cause(run, task_id, index)
            if cause.kind != MAILS_ITSELF:
                found[run.dag_id, task_id, cause.kind].append((run, index, cause.sentence))
    return [
        Group(*key, rows[0][2], rows[0][0].owner, tuple((run.run_id, index) for run, index, _ in rows))
        for key, rows in sorted(found.items())
    ]


def check(now: datetime) -> dict[str, int]:
    """Mail new and fixed causes, and return counts of both.

    Args:
        now: The present instant.

    Raises:
        DeliveryError: The mail server failed; the next pass mails the same.
    """
    runs = spool.ended_runs()
    known = spool.read_open()
    failed = groups(runs)
    new = [group for group in failed if _is_due(_mailed_at(group, known), now)]
    well = {run.dag_id for run in runs if not run.failed} - {group.dag_id for group in failed}
    fixed = sorted(well & known.keys())
    if new:
        names = ", ".join(dict.fromkeys(group.dag_id for group in new))
        notify_operators(
            f"[Vận hành] Không thành công: {names}",
            [f"Lúc {local_time(now)}:", *(line for group in new for line in group.lines())],
        )
    for group in new:
        known.setdefault(group.dag_id, {})[group.key] = now.isoformat()
    if fixed:
        lines = [f"{dag_id}: đã chạy lại thành công ({', '.join(sorted(known[dag_id]))})" for dag_id in fixed]
        notify_operators(f"[Vận hành] Đã khắc phục: {', '.join(fixed)}", [f"Lúc {local_time(now)}:", *lines])
    spool.write_open({dag_id: causes for dag_id, causes in known.items() if dag_id not in fixed})
    spool.forget(runs, now - KEPT_CAUSES)
    return {"new": len(new), "known": len(failed) - len(new), "fixed": len(fixed), "late": _check_day(now)}


def _mailed_at(group: Group, known: Mapping[str, Mapping[str, str]]) -> str | None:
    """Return when people had the last mail on a cause: on the DAG's own, or on the computer's from any DAG."""
    own = known.get(group.dag_id, {}).get(group.key)
    if own or group.kind not in spool.OF_THE_COMPUTER.values():
        return own
    mailed = (at for causes in known.values() for key, at in causes.items() if key.endswith(f"/{group.kind}"))
    return max(mailed, default=None)


def _is_due(mailed_at: str | None, now: datetime) -> bool:
    """Return whether a cause is to be mailed: it is new, or its last mail is a day old."""
    return mailed_at is None or now - datetime.fromisoformat(mailed_at) >= AGAIN_AFTER


def unfinished(day: date) -> str:
    """Return the first stage that a day has not passed, in Vietnamese; empty when it is judged and published."""
    row: dict[str, Any] = day_row(day, outlet_rows(day))
    if row["outlets"] and len(row["missing"]) == row["outlets"]:
        return "chưa thu thập được đơn vị nào (ingest_outlets)"
    if not row["is_admitted"]:
        return "đã thu thập, chưa kiểm tra (admit_articles)"
    if not sum((row["verdicts"] or {}).values()):
        return "đã kiểm tra, chưa có trong bản công bố của kho dữ liệu (build_warehouse)"
    return ""


def _check_day(now: datetime) -> int:
    """Mail once that yesterday was not judged by ``day_due_hour``, and once when it is; return 1 while it is late."""
    local = now.astimezone(ZONE)
    day, known = local_day(now) - timedelta(days=1), spool.read_open()
    if not settings().is_scheduled or local.hour < settings().day_due_hour:
        return 0
    stage, key = unfinished(day), day.isoformat()
    is_known = key in known.get(DAY, {})
    if bool(stage) is is_known:
        return int(is_known)
    subject = f"[Vận hành] Chưa xong ngày {day:%d/%m/%Y}" if stage else f"[Vận hành] Đã xong ngày {day:%d/%m/%Y}"
    guide = "Xem: press day status; press doctor; docs/runbooks/ingest_outlets.md"
    notify_operators(subject, [f"Lúc {local_time(now)}: {stage or 'đã thu thập, kiểm tra và công bố'}.", guide])
    spool.write_open(known | {DAY: {key: now.isoformat()} if stage else {}})
    return int(bool(stage))


def watch(clock: Callable[[], datetime] = lambda: datetime.now(UTC), passes: int | None = None) -> None:
    """Check once a minute; a pass that fails is logged, and the next one tries again.

    Args:
        clock: Returns the present instant.
        passes: How many passes; None for no end.
    """
    done = 0
    while passes is None or done < passes:
        if done:
            time.sleep(PAUSE_SECONDS)
        for act in (_check, metrics.write_when_due, _mark_alive):
            try:
                act(clock())
            except (
                PressError,
                OSError,
                duckdb.Error,
            ) as error:  # a full disk, a damaged copy: log it, and go on
                log.error("Failure of alerts: %s", error)
        done += 1


def _check(now: datetime) -> None:
    """Check, and log the counts."""
    log.info("alerts: %s", ", ".join(f"{name} {count}" for name, count in check(now).items()))


def _mark_alive(_: datetime) -> None:
    """Leave the mark for the health check."""
    spool.mark_alive()

"""Failed runs, fixed ones and late days reach the operators, each once."""

import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from include.alerts import spool, watch
from include.alerts.spool import EndedRun, note_cause, note_run
from include.alerts.watch import check
from include.errors import ArchiveError, CoverageError, DeliveryError, GateError, StoreBusyError, UnfinishedError
from include.settings import settings

NOON = datetime(2026, 11, 14, 5, tzinfo=UTC)
DAY = "ngày"
Mail = tuple[str, list[str]]


@pytest.fixture
def mails(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[Mail]:
    """Collect mails instead of sending them; the day before is judged."""
    sent: list[Mail] = []
    monkeypatch.setattr(watch, "notify_operators", lambda subject, lines: sent.append((subject, list(lines))))
    monkeypatch.setattr(watch, "unfinished", lambda day: "")
    return sent


def ended(dag_id: str, run_id: str, *failed: tuple[str, int], error: BaseException | None = None) -> None:
    """Note a run that ended, as Airflow's scheduler and tasks do."""
    for task_id, index in failed:
        if error is not None:
            note_cause(dag_id, run_id, task_id, index, error)
    note_run(EndedRun(dag_id, run_id, "press-compliance", NOON.isoformat(), failed))


def test_many_instances_that_fail_alike_are_one_cause_in_one_mail(mails: list[Mail]) -> None:
    ended("ingest_outlets", "r1", *(("harvest", index) for index in range(900)), error=StoreBusyError("It is locked."))
    ended("build_warehouse", "r2", ("build", -1), error=GateError("It contradicts itself.", hint="Look."))
    assert check(NOON) == {"new": 2, "known": 0, "fixed": 0, "late": 0}
    ((subject, lines),) = mails
    text = "\n".join(lines)
    assert "build_warehouse, ingest_outlets" in subject
    assert "harvest: 900 lần" in text and "StoreBusyError" in text and "It is locked." in text
    assert "docs/runbooks/build_warehouse.md" in text and "press-compliance" in text
    assert len(lines) < 20


def test_a_cause_is_mailed_again_after_a_day_and_not_before(mails: list[Mail]) -> None:
    for hours, expected in ((0, 1), (1, 1), (23, 1), (25, 2)):
        ended("build_warehouse", f"r{hours}", ("build", -1), error=GateError("It contradicts itself."))
        check(NOON + timedelta(hours=hours))
        assert len(mails) == expected, hours


@pytest.mark.parametrize("rubbish", ["", "{", "null", "[]", '{"failed": 1}', '{"x": {"y": "z"}}', "[" * 100_000])
def test_rubbish_in_the_spool_ends_no_watch_and_hides_no_failure(home: Path, mails: list[Mail], rubbish: str) -> None:
    ended("build_warehouse", "r1", ("build", -1), error=GateError("It contradicts itself."))
    for name in ("open.json", "runs/x.json", "causes/x.json"):
        (home / "alerts" / name).write_text(rubbish, encoding="utf-8")
    for path in (home / "alerts" / "causes").iterdir():
        path.write_text(rubbish, encoding="utf-8")
    (home / "alerts" / "runs" / "folder.json").mkdir()
    assert check(NOON) == {"new": 1, "known": 0, "fixed": 0, "late": 0}
    assert "build_warehouse" in mails[0][0]
    ended("build_warehouse", "r2")
    assert check(NOON)["fixed"] == 1


def test_what_runs_well_again_is_mailed_once_as_fixed(mails: list[Mail]) -> None:
    ended("build_warehouse", "r1")
    assert check(NOON)["fixed"] == 0
    ended("build_warehouse", "r2", ("build", -1), error=GateError("It contradicts itself."))
    ended("build_warehouse", "r3")
    assert check(NOON)["fixed"] == 0  # one of the runs of this pass failed
    ended("build_warehouse", "r4")
    assert check(NOON)["fixed"] == 1
    ended("build_warehouse", "r5")
    assert check(NOON)["fixed"] == 0
    assert [subject.partition(":")[0] for subject, _ in mails] == [
        "[Vận hành] Không thành công", "[Vận hành] Đã khắc phục",
    ]  # fmt: skip


def test_another_cause_of_a_dag_that_already_fails_is_mailed(mails: list[Mail]) -> None:
    ended("build_warehouse", "r1", ("build", -1), error=GateError("It contradicts itself."))
    check(NOON)
    ended("build_warehouse", "r2", ("build", -1), error=StoreBusyError("It is locked."))
    check(NOON)
    assert len(mails) == 2


def test_a_full_disk_is_one_cause_whichever_dags_fail_by_it(mails: list[Mail]) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    ended("ingest_outlets", "r1", ("harvest", 0), error=full)
    check(NOON)
    ended("admit_articles", "r2", ("classify", -1), error=full)
    assert check(NOON + timedelta(minutes=1)) == {"new": 0, "known": 1, "fixed": 0, "late": 0}
    ended("admit_articles", "r3", ("classify", -1), error=OSError(errno.ENOENT, "No such file"))
    assert check(NOON + timedelta(minutes=2))["new"] == 1
    ended("ingest_outlets", "r4")
    assert check(NOON + timedelta(minutes=3))["fixed"] == 1
    ended("admit_articles", "r5", ("classify", -1), error=full)
    assert check(NOON + timedelta(minutes=4))["new"] == 1, "it was said to be fixed, and is not"
    assert "OSError ENOSPC" in "\n".join(mails[-1][1])


def test_a_full_disk_is_one_cause_for_a_stage_that_says_it_in_words_of_its_own(mails: list[Mail]) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    of_many = UnfinishedError("2 of 2 outlets failed. The first with: it could not be archived")
    of_many.__cause__ = ArchiveError("It could not be archived")
    of_many.__cause__.__context__ = full
    ended("ingest_outlets", "r1", ("harvest", 0), error=of_many)
    check(NOON)
    ended("admit_articles", "r2", ("classify", -1), error=full)
    assert check(NOON + timedelta(minutes=1))["new"] == 0
    assert len(mails) == 1


def test_a_task_that_died_without_a_word_is_mailed_as_such(mails: list[Mail]) -> None:
    ended("build_warehouse", "r1", ("build", -1))
    check(NOON)
    assert "không báo lỗi" in "\n".join(mails[0][1])


def test_a_coverage_that_mails_itself_is_not_mailed_twice(mails: list[Mail]) -> None:
    ended("ingest_outlets", "r1", ("coverage", -1), error=CoverageError("Too little was seen."))
    assert check(NOON)["new"] == 0
    assert mails == []


def test_a_mail_server_that_is_down_loses_no_alert(mails: list[Mail], monkeypatch: pytest.MonkeyPatch) -> None:
    ended("build_warehouse", "r1", ("build", -1), error=GateError("It contradicts itself."))

    def refuse(subject: str, lines: list[str]) -> None:
        raise DeliveryError("The mail server is down.")

    with monkeypatch.context() as patched:
        patched.setattr(watch, "notify_operators", refuse)
        with pytest.raises(DeliveryError):
            check(NOON)
        watch.watch(lambda: NOON, passes=1)  # the service logs it and goes on
    assert check(NOON)["new"] == 1
    assert len(mails) == 1


@pytest.mark.parametrize(("hour", "is_mailed"), [(6, False), (7, True), (23, True)])
def test_a_day_that_is_not_judged_by_its_hour_is_mailed_with_the_stage_that_lacks(
    mails: list[Mail], monkeypatch: pytest.MonkeyPatch, hour: int, is_mailed: bool
) -> None:
    monkeypatch.setattr(watch, "unfinished", lambda day: f"chưa kiểm tra {day}")
    local = datetime(2026, 11, 14, hour, 30, tzinfo=watch.ZONE)
    assert check(local)["late"] == int(is_mailed)
    check(local + timedelta(minutes=5))
    assert len(mails) == int(is_mailed)
    assert all("2026-11-13" in lines[0] for _, lines in mails)


def test_a_late_day_that_is_judged_at_last_is_mailed_once(mails: list[Mail], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(watch, "unfinished", lambda day: "chưa kiểm tra")
        check(NOON)
    assert [check(NOON)["late"], check(NOON)["late"]] == [0, 0]
    assert [subject for subject, _ in mails] == [
        "[Vận hành] Chưa xong ngày 13/11/2026", "[Vận hành] Đã xong ngày 13/11/2026",
    ]  # fmt: skip


def test_an_installation_without_a_clock_awaits_no_day(mails: list[Mail], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "unfinished", lambda day: "chưa kiểm tra")
    monkeypatch.setenv("PRESS_IS_SCHEDULED", "false")
    settings.cache_clear()
    assert check(NOON)["late"] == 0
    assert mails == []


def test_the_spool_does_not_grow_with_runs_that_go_well(mails: list[Mail]) -> None:
    for number in range(5):
        ended("poll_feeds", f"r{number}")
    note_cause("poll_feeds", "r9", "poll", -1, StoreBusyError("A try that was followed by a better one."))
    assert len(spool.ended_runs()) == 1
    check(NOON + timedelta(days=3650))
    left = [path for path in (settings().home / "alerts").rglob("*.json") if path.name != "open.json"]
    assert left == []

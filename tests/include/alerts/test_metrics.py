"""Figures for a monitoring system are declared once, parse as Prometheus parses them, and name no outlet."""

import json
import os
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from include.alerts import metrics, spool, watch
from include.alerts.metrics import EVERY_SECONDS, PREFIX, declared, exposition, textfile, write, write_when_due
from include.periods.days import day_start
from include.settings import ROOT
from include.warehouse.copying import DATABASE
from include.warehouse.published import rows
from tests.include.warehouse.conftest import BuiltCity, at_city, built_city  # noqa: F401 - fixtures

NOON = datetime(2026, 11, 14, 5, tzinfo=UTC)
DOCS = ROOT / "docs" / "monitoring"
NAME = re.compile(r"\bpress_[a-z_]+\b")


def read(text: bytes) -> dict[str, dict[str, float]]:
    """Return what a monitoring system makes of an exposition: each figure by name, then by its label's value."""
    return {
        family.name: {next(iter(sample.labels.values()), ""): sample.value for sample in family.samples}
        for family in text_string_to_metric_families(text.decode())
    }


def test_an_installation_without_anything_says_what_it_has(home: Path) -> None:
    spool.write_open({"build_warehouse": dict.fromkeys(("build/GateError", "publish/GateError"), NOON.isoformat())})
    found = read(exposition(NOON))
    assert found["press_open_failures"] == {"build_warehouse": 2}
    assert found["press_unreadable_sources"] == {"": 2}  # no profile, nothing published
    assert "press_open_matters" not in found and "press_day_outlets" not in found
    assert found["press_metrics_timestamp_seconds"] == {"": NOON.timestamp()}


def test_the_figures_of_a_judged_day_are_those_of_the_published_copy(at_city: BuiltCity) -> None:  # noqa: F811
    found = read(exposition(datetime(2026, 10, 18, 5, tzinfo=UTC)))
    counted = rows("select status, count(*) as n from fct_verdicts where verdict_date = '2026-10-17' group by 1")
    assert {status: n for status, n in found["press_day_verdicts"].items() if n} == {
        r["status"]: r["n"] for r in counted
    }
    [waiting] = rows("select count(*) as n from fct_matters where is_open")
    assert sum(found["press_open_matters"].values()) == waiting["n"] > 0
    text = exposition(datetime(2026, 10, 18, 5, tzinfo=UTC)).decode()
    assert not [outlet_id for outlet_id in ("bao_a", "tong_hop", "mang_b") if outlet_id in text]


def test_outlets_are_counted_by_the_state_of_their_yesterday(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {"is_seen": True, "main_cause": None, "landed": 3, "quarantined": 1, "admitted": 2}
    short = seen | {"main_cause": "http_5xx", "landed": 1, "quarantined": 0}
    unseen = dict.fromkeys(seen) | {"is_seen": False}
    rows_of = [{"outlet_id": f"bao_{number}"} | row for number, row in enumerate((seen, seen, short, unseen))]
    monkeypatch.setattr(metrics, "outlet_rows", lambda day: rows_of)
    found = read(exposition(NOON))
    assert found["press_day_outlets"] == {"complete": 2, "short": 1, "missing": 1}
    assert found["press_day_articles"] == {"landed": 7, "quarantined": 2}
    assert found["press_day_timestamp_seconds"] == {"": day_start(date(2026, 11, 13)).timestamp()}


def test_a_figure_is_left_out_where_its_store_cannot_be_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(metrics, "disk_usage", full)
    (home / "landing").mkdir(exist_ok=True)
    found = read(exposition(NOON))
    assert "press_disk_free_bytes" not in found
    assert found["press_unreadable_sources"] == {"": 3}  # no profile, nothing published, no disk


def test_the_file_is_replaced_when_it_is_old_and_not_before(home: Path) -> None:
    def written_at() -> dict[str, float]:
        return read(textfile().read_bytes())["press_metrics_timestamp_seconds"]

    write(NOON)
    os.utime(textfile(), (NOON.timestamp(), NOON.timestamp()))
    write_when_due(NOON + timedelta(seconds=EVERY_SECONDS - 1))
    assert written_at() == {"": NOON.timestamp()}
    later = NOON + timedelta(seconds=EVERY_SECONDS)
    write_when_due(later)
    assert written_at() == {"": later.timestamp()}


def test_the_watch_keeps_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "notify_operators", lambda subject, lines: None)
    watch.watch(lambda: NOON, passes=1)
    assert textfile().is_file()


def test_a_damaged_copy_leaves_its_figures_out(home: Path) -> None:
    copy = home / "published" / "one"
    copy.mkdir(parents=True)
    (copy.parent / "current").symlink_to(copy)
    (copy / DATABASE).write_bytes(b"no database")
    found = read(exposition(NOON))
    assert "press_open_matters" not in found
    assert found["press_unreadable_sources"] == {"": 2}  # no profile, a damaged copy


def test_the_watch_outlives_a_full_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for module, name in ((metrics, "replacing"), (spool, "replace_text")):
        monkeypatch.setattr(module, name, full)
    passes = iter([NOON, NOON, NOON, NOON, NOON, NOON])
    monkeypatch.setattr(watch, "PAUSE_SECONDS", 0.0)
    watch.watch(lambda: next(passes), passes=2)
    assert next(passes, None) is None


def test_dashboard_alerts_and_page_use_declared_figures_and_all_of_them_are_shown() -> None:
    names = {PREFIX + metric.name for metric in declared()}
    dashboard = json.loads((DOCS / "grafana_dashboard.json").read_text("utf-8"))
    alerts = yaml.safe_load((DOCS / "prometheus_alerts.yml").read_text("utf-8"))
    drawn = {
        name for panel in dashboard["panels"] for target in panel["targets"] for name in NAME.findall(target["expr"])
    }
    raised = {name for group in alerts["groups"] for rule in group["rules"] for name in NAME.findall(rule["expr"])}
    assert drawn == names
    assert raised <= names
    page = (DOCS / "README.md").read_text("utf-8")
    for metric in declared():
        label = f"`{metric.label}`" if metric.label else ""
        assert f"| `{PREFIX}{metric.name}` | {label} | {metric.help} |" in page, metric.name


def test_labels_that_a_query_names_are_those_of_the_declaration() -> None:
    labels = {PREFIX + metric.name: metric.label for metric in declared()}
    texts = (DOCS / "grafana_dashboard.json").read_text("utf-8") + (DOCS / "prometheus_alerts.yml").read_text("utf-8")
    for name, label in re.findall(r"(press_[a-z_]+)\{(\w+)=", texts):
        assert labels[name] == label

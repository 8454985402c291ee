"""The recipes of CONTRIBUTING, followed in a scratch copy: each touches the files it names, and its checks pass."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from include.settings import ROOT

pytestmark = pytest.mark.slow
MODELS = "dbt_project/models"
OUTLET = """outlet_id: bao_thu
name: Báo Thử
kind: newspaper
licensing_authority: city
domains: [baothu.example.vn]
home_page: https://baothu.example.vn/
feeds: [https://baothu.example.vn/rss]
is_verified: false
is_followed: false
note: Not yet reached from a connected machine.
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a scratch copy of all that is tracked, as a checkout of its own."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / name)
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def touched(copy: Path) -> set[str]:
    """Return the files of the copy that differ from the checkout."""
    asked = ["git", "ls-files", "--modified", "--others", "--exclude-standard"]
    return set(subprocess.run(asked, cwd=copy, capture_output=True, text=True, check=True).stdout.split())


def passes(copy: Path, *tests: str) -> None:
    """Run tests of the copy, in the copy."""
    subprocess.run(["git", "add", "-A"], cwd=copy, check=True)
    environment = {**os.environ, "PYTHONPATH": f"{copy}:{copy / 'plugins'}"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout[-3000:]


def again(path: Path, earlier: str, later: str, *, over: Path | None = None) -> None:
    """Write a file's text again with another id, over itself or beside it."""
    (over or path).write_text(path.read_text(encoding="utf-8").replace(earlier, later), encoding="utf-8")


def repeat_lines(path: Path, earlier: str, later: str) -> None:
    """Add, after each line that an id begins, the same line with another id."""
    lines = path.read_text(encoding="utf-8").splitlines()
    doubled = ((line, line.replace(earlier, later)) if line.startswith(f"{earlier},") else (line,) for line in lines)
    path.write_text("\n".join(line for pair in doubled for line in pair) + "\n", encoding="utf-8")


def test_an_outlet_is_one_profile(copy: Path) -> None:
    (copy / "include/outlets/profiles/bao_thu.yml").write_text(OUTLET, encoding="utf-8")
    assert touched(copy) == {"include/outlets/profiles/bao_thu.yml"}
    passes(copy, "tests/include/outlets/test_profiles.py", "tests/include/outlets/test_registry.py")


def test_a_rule_is_two_rows_a_model_its_cases_and_a_planted_breach(copy: Path) -> None:
    rules, versions = copy / "dbt_project/seeds/rules.csv", copy / "dbt_project/seeds/rule_versions.csv"
    for seed in (rules, versions):
        repeat_lines(seed, "magazine_named", "magazine_titled")
    again(rules, "magazine_titled,PRS-02", "magazine_titled,PRS-99")
    folder = copy / MODELS / "intermediate/rules"
    for suffix in ("sql", "yml"):
        model = folder / f"rule_magazine_named.{suffix}"
        again(model, "magazine_named", "magazine_titled", over=folder / f"rule_magazine_titled.{suffix}")
    faults = copy / "include/sample_city/faults.yml"
    text = faults.read_text(encoding="utf-8")
    text = re.sub(r"(  magazine_named: (.+)\n)", r"\1  magazine_titled: \2\n", text)
    verdict = re.search(r"\{rule_id: magazine_named, days: [^}]+status: not_met[^}]+\}", text)
    assert verdict is not None
    planted = verdict[0].replace("magazine_named", "magazine_titled")
    text = text.replace(verdict[0], f"{verdict[0]},\n                {planted}")
    faults.write_text(text.replace("near: [magazine_named]", "near: [magazine_named, magazine_titled]"), "utf-8")
    assert touched(copy) == {
        "dbt_project/seeds/rules.csv",
        "dbt_project/seeds/rule_versions.csv",
        f"{MODELS}/intermediate/rules/rule_magazine_titled.sql",
        f"{MODELS}/intermediate/rules/rule_magazine_titled.yml",
        "include/sample_city/faults.yml",
    }
    passes(
        copy,
        "tests/conventions/test_rules.py",
        "tests/conventions/test_sample_city.py",
        "-k",
        "titled or catalogue or model",
    )


def test_a_register_is_a_declaration_and_a_staging_model(copy: Path) -> None:
    declared = copy / "include/landing/tables/registers"
    again(declared / "training_sessions.yml", "training_sessions", "open_days", over=declared / "open_days.yml")
    title = yaml.safe_load((declared / "training_sessions.yml").read_text(encoding="utf-8"))["title"]
    again(declared / "open_days.yml", f"title: {title}\n", "title: Sổ ngày mở cửa\n")
    attestations = declared / "attestations.yml"
    again(attestations, "training_sessions", "training_sessions, open_days")
    again(attestations, f'"{title}"', f'"{title}", "Sổ ngày mở cửa"')
    staging = copy / MODELS / "staging/registers"
    for suffix in ("sql", "yml"):
        model = staging / f"stg_registers__training_sessions.{suffix}"
        again(model, "training_sessions", "open_days", over=staging / f"stg_registers__open_days.{suffix}")
    sources = staging / "src_registers.yml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(re.sub(r"( *- name: )training_sessions\n", r"\g<0>\1open_days\n", text), encoding="utf-8")
    again(
        copy / "tests/include/registers/test_declaration.py", '"training_sessions"', '"training_sessions", "open_days"'
    )
    document = [sys.executable, "-m", "include.landing.document"]
    subprocess.run(document, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)}, check=True)
    assert touched(copy) == {
        "include/landing/tables/registers/open_days.yml",
        "include/landing/tables/registers/attestations.yml",
        "docs/landing.md",
        f"{MODELS}/staging/registers/stg_registers__open_days.sql",
        f"{MODELS}/staging/registers/stg_registers__open_days.yml",
        f"{MODELS}/staging/registers/src_registers.yml",
        "tests/include/registers/test_declaration.py",
    }
    passes(copy, "tests/conventions/test_registers.py", "tests/include/registers/test_declaration.py")


def test_a_section_is_a_mart_a_module_and_a_line_of_the_report(copy: Path) -> None:
    marts = copy / MODELS / "marts/reports"
    for suffix in ("sql", "yml"):
        again(marts / f"rpt_training.{suffix}", "rpt_training", "rpt_open_days", over=marts / f"rpt_open_days.{suffix}")
    sections, tests = copy / "include/reporting/sections", copy / "tests/include/reporting"
    again(sections / "training.py", '"training"', '"open_days"', over=sections / "open_days.py")
    again(sections / "open_days.py", "rpt_training", "rpt_open_days")
    report = copy / "include/reporting/reports/monthly_compliance.yml"
    again(report, "{id: training,", "{id: open_days, plan_item: [III.1]}\n  - {id: training,")
    again(marts / "exposures.yml", "ref('rpt_training')", "ref('rpt_open_days')\n      - ref('rpt_training')")
    again(
        tests / "sections/test_training.py",
        "sections.training",
        "sections.open_days",
        over=tests / "sections/test_open_days.py",
    )
    again(
        tests / "sample_rows.py",
        '"rpt_training":',
        '"rpt_open_days": [{"kind": "training", "sessions": 2, "participants": 180}],\n    "rpt_training":',
    )
    assert touched(copy) == {
        f"{MODELS}/marts/reports/rpt_open_days.sql",
        f"{MODELS}/marts/reports/rpt_open_days.yml",
        f"{MODELS}/marts/reports/exposures.yml",
        "include/reporting/sections/open_days.py",
        "include/reporting/reports/monthly_compliance.yml",
        "tests/include/reporting/sections/test_open_days.py",
        "tests/include/reporting/sample_rows.py",
    }
    passes(
        copy,
        "tests/conventions/test_marts.py",
        "tests/conventions/test_reports.py",
        "tests/include/reporting/sections/test_open_days.py",
    )

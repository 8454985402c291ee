"""How dbt is called: which rules there are, for which store."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from dbt.contracts.graph.manifest import Manifest

from include.errors import DeclarationError
from include.ledger.signing import write_key
from include.settings import settings
from include.warehouse import dbt, parsed, projects
from include.warehouse.store import open_store

PROOFS = parsed._proofs  # the tests of a run share what is kept, by a proof without a key


def test_every_rule_model_is_found_by_its_file() -> None:
    rules = dbt.rule_models()
    assert {"licence_held", "reprint_delay", "source_credit"} <= {name.removeprefix("rule_") for name in rules}
    assert rules == sorted(rules)


def test_a_number_of_the_project_is_returned_as_the_project_has_it() -> None:
    assert dbt.project_variable("decisions_needed") == 30


def test_the_state_of_the_project_rests_on_models_seeds_and_macros() -> None:
    suffixes = {path.suffix for path in projects.project_files()}
    assert {".sql", ".csv"} <= suffixes
    assert not any("target" in path.parts for path in projects.project_files())


@pytest.mark.parametrize(
    "name", ["rule.SQL", "models.yaml", "a.py", "a.md", ".dbtignore", "package.LOCK", ".sql", ".csv", ".SQL"]
)
def test_a_file_that_dbt_may_obey_and_no_hash_covers_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / name).write_text("select 1", encoding="utf-8")
    with pytest.raises(DeclarationError, match=name.replace(".", "[.]")):
        projects.project_hash(tmp_path)


@pytest.mark.parametrize(("target", "kind"), [("duckdb", "duckdb"), ("postgres", "postgres")])
def test_the_profile_follows_the_settings(home: Path, monkeypatch: pytest.MonkeyPatch, target: str, kind: str) -> None:
    monkeypatch.setenv("PRESS_WAREHOUSE_TARGET", target)
    monkeypatch.setenv("PRESS_WAREHOUSE_URL", "postgresql://u:p@127.0.0.1:5432/press")
    settings.cache_clear()
    assert f"'type': '{kind}'" in repr(dbt.profile())


@pytest.fixture
def invoked(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note each command, those with the project as it was read before in brackets; no dbt is started.

    The project has one file, and nobody else has read it: what is kept stands in the installation of the test.
    """
    noted: list[str] = []
    (home / "project").mkdir()
    (home / "project" / "a.sql").write_text("select 1", encoding="utf-8")

    def note(words: list[str], manifest: Any = None) -> SimpleNamespace:
        command = next(word for word in words if word in ("parse", "build"))
        noted.append(f"({command})" if isinstance(manifest, Manifest) else command)
        return SimpleNamespace(success=True, result=Manifest())

    monkeypatch.setattr(parsed, "folder", lambda: home / "warehouse" / "parsed")
    monkeypatch.setattr(dbt, "_invoke", note)
    parsed.forget()
    yield noted
    parsed.forget()


def test_the_project_is_read_once_for_all_commands_of_all_processes(invoked: list[str], home: Path) -> None:
    for _ in range(2):
        dbt.run_dbt(["build"], home / "project")
    parsed.forget()  # as a new process
    dbt.run_dbt(["build"], home / "project")
    assert invoked == ["parse", "(build)", "(build)", "(build)"]


def test_what_is_asked_for_by_parse_is_parsed(invoked: list[str], home: Path) -> None:
    dbt.run_dbt(["build"], home / "project")
    dbt.run_dbt(["parse"], home / "project")
    assert invoked == ["parse", "(build)", "parse"]


def test_a_project_or_a_setting_that_changed_is_read_again(
    invoked: list[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dbt.run_dbt(["build"], home / "project")
    (home / "project" / "a.sql").write_text("select 1 as one", encoding="utf-8")
    dbt.run_dbt(["build"], home / "project")
    monkeypatch.setenv("PRESS_OBSERVED_SHARE_MINIMUM", "0.8")
    settings.cache_clear()
    dbt.run_dbt(["build"], home / "project")
    assert invoked == ["parse", "(build)"] * 3


def test_a_kept_project_that_is_not_as_it_was_written_is_read_again(invoked: list[str], home: Path) -> None:
    dbt.run_dbt(["build"], home / "project")
    (path,) = parsed.folder().iterdir()
    for content in (b"", path.read_bytes()[:-1]):
        path.write_bytes(content)
        parsed.forget()
        dbt.run_dbt(["build"], home / "project")
    assert invoked == ["parse", "(build)"] * 3


def test_a_kept_project_that_another_hand_wrote_is_read_again(
    invoked: list[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsed, "_proofs", PROOFS)
    dbt.run_dbt(["build"], home / "project")
    assert not parsed.folder().exists(), "there is no key yet"
    write_key(settings().ledger_key, Ed25519PrivateKey.generate())
    parsed.forget()
    for _ in range(2):
        dbt.run_dbt(["build"], home / "project")
        parsed.forget()
    (path,) = parsed.folder().iterdir()
    own = path.read_bytes()
    settings().ledger_key.unlink()
    write_key(settings().ledger_key, Ed25519PrivateKey.generate())
    dbt.run_dbt(["build"], home / "project")
    assert path.read_bytes() != own
    assert invoked == ["parse", "(build)", "parse", "(build)", "(build)", "parse", "(build)"]


def test_a_project_kept_before_a_change_does_not_stand_for_what_it_is_now(
    invoked: list[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsed, "_proofs", PROOFS)
    write_key(settings().ledger_key, Ed25519PrivateKey.generate())
    dbt.run_dbt(["build"], home / "project")
    (before,) = parsed.folder().iterdir()
    (home / "project" / "a.sql").write_text("select 2", encoding="utf-8")
    dbt.run_dbt(["build"], home / "project")
    (now,) = set(parsed.folder().iterdir()) - {before}
    now.write_bytes(before.read_bytes())
    parsed.forget()
    dbt.run_dbt(["build"], home / "project")
    assert invoked == ["parse", "(build)"] * 3


def test_what_dbt_kept_of_an_earlier_parsing_is_not_believed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsed, "kept", lambda state: None)
    said: list[list[str]] = []

    def note(words: list[str], manifest: Any = None) -> SimpleNamespace:
        said.append(words)
        return SimpleNamespace(success=False)

    monkeypatch.setattr(dbt, "_invoke", note)
    for command in ("build", "parse"):
        dbt.run_dbt([command])
    assert all("--no-partial-parse" in words for words in said)


def test_few_projects_are_kept_and_the_last_is_one_of_them(invoked: list[str], home: Path) -> None:
    for number in range(2 * parsed.KEPT):
        (home / "project" / "a.sql").write_text(f"select {'1' * number}", encoding="utf-8")
        dbt.run_dbt(["build"], home / "project")
    assert len(list(parsed.folder().iterdir())) == parsed.KEPT
    parsed.forget()
    dbt.run_dbt(["build"], home / "project")
    assert invoked[-1] == "(build)"
    assert invoked[-2:] == ["(build)", "(build)"]


def test_what_a_killed_process_left_unfinished_goes_and_what_another_writes_now_stays(
    invoked: list[str], home: Path
) -> None:
    parsed.folder().mkdir(parents=True)
    left, written_now = (parsed.folder() / f".{name}.msgpack.{name}.part" for name in "12")
    for path in (left, written_now):
        path.write_bytes(b"half")
    os.utime(left, (0, 0))
    dbt.run_dbt(["build"], home / "project")
    assert [path for path in (left, written_now) if path.exists()] == [written_now]


def test_a_project_that_cannot_be_read_is_the_answer(invoked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    failed = SimpleNamespace(success=False)
    monkeypatch.setattr(dbt, "_invoke", lambda words, manifest=None: failed)
    assert dbt.run_dbt(["build"]) is failed
    assert not parsed.folder().exists()


def test_the_models_that_are_named_are_selected_with_their_tests_and_no_others(home: Path) -> None:
    command, names = ["--quiet", "list"], ["fct_matters", "fct_findings"]
    with projects.private_copy() as copy:
        project = dbt.Dbt(copy)
        found = project.run(command, names).result
        assert sorted(found) == sorted(project.run([*command, "--select", *names]).result)
        assert 0 < len(found) < len(project.run(command).result), "what one run selected is no choice of the next"


@pytest.mark.slow
def test_a_build_goes_on_after_the_database_spilled_to_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_WAREHOUSE_MEMORY", "100MB")
    settings.cache_clear()
    project = home / "project"
    (project / "models").mkdir(parents=True)
    one_thread = "models: {+materialized: table, +pre-hook: set threads to 1}"  # each takes memory of its own
    (project / "dbt_project.yml").write_text(
        f"name: small\nversion: '1.0.0'\nprofile: press_compliance\n{one_thread}\n",
        encoding="utf-8",
    )
    place = "current_setting('temp_directory') as folder"
    spilling = "select md5(cast(i as text)) as h from range(3000000) as r(i) order by h"
    for name, sql in (("a_spills", spilling), ("b_follows", f"select {place} from {{{{ ref('a_spills') }}}} limit 1")):
        (project / "models" / f"{name}.sql").write_text(sql, encoding="utf-8")
    answer = dbt.run_dbt(["--quiet", "run"], project)
    assert [row["status"] for row in dbt.outcomes_of(answer)] == ["success", "success"], answer.exception
    with closing(open_store()) as store:
        assert store.rows("select folder from main.b_follows") == [(str(settings().warehouse / "spill"),)]

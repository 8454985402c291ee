"""Runs dbt inside this process, with paths, variables and the list of rules filled from the installation.

Also ``python -m include.warehouse.dbt parse`` and any other dbt command, for those who work on the project.
"""

import hashlib
import json
import os
import sys
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.engine import make_url

from include.atomic import replacing
from include.errors import DeclarationError
from include.landing.contract import tables
from include.secret_files import SecretFiles
from include.settings import ROOT, settings
from include.warehouse import parsed
from include.warehouse.load import kept_schema
from include.warehouse.obeyed import require_nothing_else, require_plain_heads

PROJECT = ROOT / "dbt_project"
RULES = Path("models", "intermediate", "rules")  # below a project
THREADS = 2
SELECTED = "selected"  # a tag of the models that one run selects
LEDGER_SOURCE, VERDICTS = ".ledger.ledger_entries", "fct_verdicts"
# what earlier versions hashed as the law, the second of them each file by its name and hash
FIRST_LAW = ("seeds/", "models/intermediate/rules/", "macros/evidence", "macros/verdicts")
SECOND_LAW = (
    *("dbt_project.yml", "seeds/", "models/intermediate/rules/", "macros/"),
    "models/marts/compliance/fct_verdicts.sql",
)
KINDS = (".sql", ".yml", ".csv")  # of the project's files
OBEYED = {*KINDS, ".yaml", ".md", ".py", ".jinja", ".jinja2", ".toml", ".lock"}  # dbt heeds no case
NO_LAW = {f"seeds/{name}.csv" for name in ("calendar", "working_day_swaps", "report_periods", "units", "reminders")}


def rule_models(project: Path = PROJECT) -> list[str]:
    """Return the ids of the rules that have a model, by the files' names."""
    return sorted(path.stem.removeprefix("rule_") for path in (project / RULES).glob("rule_*.sql"))


def registers() -> list[dict[str, Any]]:
    """Return name, key and contents of each register as the warehouse keeps it, from the landing contract."""
    return [
        {
            "name": declared.table,
            "key": list(declared.register_key),
            "contents": [c.name for c in declared.columns if c.header and c.name in kept_schema(declared).names],
        }
        for declared in tables().values()
        if declared.is_register
    ]


def variables(project: Path = PROJECT) -> dict[str, Any]:
    """Return the variables that dbt needs of this installation."""
    return {
        "rules": rule_models(project),
        "registers": registers(),
        "observed_share_minimum": settings().observed_share_minimum,
    }


@cache
def project_variable(name: str) -> Any:
    """Return a variable that the dbt project itself defines, for reports that print the number behind a figure."""
    declared = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    return declared["vars"][name]


def profile(project: Path = PROJECT) -> dict[str, Any]:
    """Return the connection that dbt takes to the working warehouse, in the shape of profiles.yml."""
    if settings().warehouse_target == "duckdb":
        output: dict[str, Any] = {
            "type": "duckdb",
            "path": str(settings().warehouse / "warehouse.duckdb"),
            "schema": "main",
            "settings": {"TimeZone": "UTC"},
            "plugins": [{"module": "include.warehouse.confined_dbt", "config": {"seeds": str(project / "seeds")}}],
            # set once, when the database is opened: dbt repeats the settings at each model, and DuckDB refuses to be
            # given a folder to spill into, even the same, once it has spilled
            "config_options": {
                "memory_limit": settings().warehouse_memory,
                "temp_directory": str(settings().warehouse / "spill"),
                "preserve_insertion_order": False,
            },
        }
    elif settings().warehouse_target == "spark":
        output = {"type": "spark", "method": "session", "host": "of this process", "schema": "main"}
    else:
        address = make_url(settings().warehouse_url)
        output = {
            "type": "postgres",
            "host": str(address.host or address.query.get("host") or "127.0.0.1"),
            "port": address.port or 5432,
            "user": address.username or "",
            "password": str(address.password or ""),
            "dbname": address.database or "",
            "schema": "public",
        }
    target = settings().warehouse_target
    return {"press_compliance": {"target": target, "outputs": {target: output | {"threads": THREADS}}}}


def _write_profile(project: Path) -> Path:
    """Write profiles.yml beside the working warehouse, readable by its owner alone, and return its folder."""
    folder = settings().warehouse
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / "profiles.yml", is_derived=True) as stream:  # also where a link or a pipe stands
        os.fchmod(stream.fileno(), 0o600)
        stream.write(yaml.safe_dump(profile(project)).encode())
    return folder


def run_dbt(command: Sequence[str], project: Path = PROJECT, only: Collection[str] = ()) -> Any:
    """Run one dbt command and return dbt's own answer; logs and compiled SQL go to the warehouse's folder.

    Args:
        command: As dbt's own command line takes it.
        project: Folder of the dbt project; another than ours for a comparison.
        only: Names of the models to run, with their tests; all where none is named. dbt's own ``--select`` compares
            each name with each node, which for the models of a decision takes longer than to run some of them.

    Raises:
        DeclarationError: dbt would obey what no hash of the law covers.
    """
    files = project_files(project)
    require_plain_heads(files)
    folder = _write_profile(project)
    placed = ["--project-dir", str(project), "--profiles-dir", str(folder), "--target-path", str(folder / "target")]
    placed += ["--vars", json.dumps(variables(project))]
    logged = ["--log-path", str(folder / "logs")]
    state = _parse_state(project)
    manifest = None if "parse" in command else parsed.kept(state)
    if manifest is None:
        # dbt's own record of an earlier parsing is signed by nobody, and would be believed
        answer = _invoke([*logged, "--quiet", "--no-partial-parse", "parse", *placed])
        if not answer.success or "parse" in command:
            return answer
        require_nothing_else(answer.result, files)
        parsed.keep(state, answer.result)
        manifest = parsed.kept(state)
    if only:
        _select(manifest, only)
        command = [*command, "--select", f"tag:{SELECTED}"]
    return _invoke([*logged, *command, *placed], manifest)


def _select(manifest: Any, names: Collection[str]) -> None:
    """Tag some models of a manifest that is the caller's alone."""
    for node in manifest.nodes.values():
        if node.name in names and str(node.resource_type) == "model":
            node.tags = [*node.tags, SELECTED]


def _parse_state(project: Path) -> str:
    """Return what dbt's parsing of a project depends on: its files, the variables, the kind and name of database."""
    files = [(str(path), hashlib.sha256(path.read_bytes()).hexdigest()) for path in project_files(project)]
    output = profile()["press_compliance"]["outputs"][settings().warehouse_target]
    return repr((files, variables(project), output["type"], output.get("dbname")))


def _invoke(words: list[str], manifest: Any = None) -> Any:
    """Invoke dbt, with the project as it was parsed before or parsing it again, and let go of every connection."""
    from dbt.adapters.factory import reset_adapters
    from dbt.cli.main import dbtRunner

    runner = dbtRunner()
    runner.manifest = manifest
    answer = runner.invoke(words)
    reset_adapters()
    if settings().warehouse_target == "duckdb":
        _close_duckdb()
    return answer


def _close_duckdb() -> None:
    """Close the warehouse's file, which dbt's adapter keeps open until the process ends (duckdb/dbt-duckdb#616)."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    if DuckDBConnectionManager._ENV is not None:
        DuckDBConnectionManager._ENV.close()
    DuckDBConnectionManager.close_all_connections()


def outcomes(answer: Any) -> list[dict[str, Any]]:
    """Return the outcome of each model, seed and test of a run."""
    found = getattr(answer.result, "results", None) or []
    return [
        {
            "node": result.node.name,
            "kind": str(result.node.resource_type),
            "status": str(result.status),
            "seconds": round(result.execution_time, 3),
            "message": result.message or "",
        }
        for result in found
    ]


def manifest() -> dict[str, Any]:
    """Return dbt's manifest of the last run: models, columns, lineage."""
    found: dict[str, Any] = json.loads((settings().warehouse / "target" / "manifest.json").read_text(encoding="utf-8"))
    return found


def models_of_decisions() -> list[str]:
    """Return the models that an entry of the ledger can change while no day is judged again; none where it is unknown.

    These are the descendants of the ledger, but not by way of the verdicts: of those a decision changes only which
    rules merely advise, and then every day is judged again.
    """
    if not (settings().warehouse / "target" / "manifest.json").is_file():
        return []
    graph = manifest()
    waiting = [key for key in graph["sources"] if key.endswith(LEDGER_SOURCE)]
    found: set[str] = set()
    while waiting:
        new = {key for key in graph["child_map"][waiting.pop()] if key.startswith("model.")} - found
        new = {key for key in new if graph["nodes"][key]["name"] != VERDICTS}
        found |= new
        waiting.extend(new)
    return sorted(str(graph["nodes"][key]["name"]) for key in found)


def project_files(project: Path = PROJECT) -> list[Path]:
    """Return every file that decides what a build makes, sorted.

    Raises:
        DeclarationError: The project holds something that dbt may obey and that no hash of ours covers, or a link,
            which would bring what lies elsewhere into the warehouse, or a secret file by a second name.
    """
    found, secret = sorted(project.rglob("*")), SecretFiles()
    for path in found:
        is_obeyed = path.suffix not in KINDS and (path.suffix.lower() in OBEYED or path.name == ".dbtignore")
        is_file = path.is_file()
        if path.is_symlink() or not (is_file or path.is_dir()) or (is_obeyed and is_file) or path in secret:
            raise DeclarationError(
                f"{path}: dbt may obey this file, and a change of it would be seen by nobody.",
                hint=f"Remove it, or put a file in its place that is named as {', '.join(KINDS)}.",
            )
    return [path for path in found if path.suffix in KINDS and path.is_file()]


def law_files(project: Path = PROJECT) -> dict[str, str]:
    """Return name and hash of each file of a project that a build obeys.

    All but a few lists of days and names: each other file can hold a statement that changes whatever a rule said.
    """
    names = {str(path.relative_to(project)): path for path in project_files(project)}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in names.items() if name not in NO_LAW}


def law_fingerprint(project: Path = PROJECT) -> str:
    """Return the hash of the law behind verdicts and reports: a change runs beside it, and a second person agrees."""
    return hashlib.sha256(repr(sorted(law_files(project).items())).encode()).hexdigest()


def former_law_fingerprints(project: Path = PROJECT) -> tuple[str, str]:
    """Return the hashes that earlier versions gave the law, by which their ledgers and published copies name it."""
    digest = hashlib.sha256()
    for name in _described_law(project, FIRST_LAW):
        digest.update(name.encode() + (project / name).read_bytes())
    hashes = law_files(project)
    second = [(name, hashes[name]) for name in _described_law(project, SECOND_LAW)]
    return digest.hexdigest(), hashlib.sha256(repr(second).encode()).hexdigest()


def _described_law(project: Path, below: tuple[str, ...]) -> list[str]:
    """Return the names of the files below some places, but for what described them, in the order of their paths."""
    names = [path.relative_to(project) for path in project_files(project)]
    left_out = {name for name in names if name.suffix == ".yml" and name.name != "dbt_project.yml"}
    left_out |= {name for name in names if name.name in {Path(one).name for one in NO_LAW}}
    return [str(name) for name in names if name not in left_out and str(name).startswith(below)]


def main() -> int:
    """Run one dbt command, with nothing that it writes open to others, and return its exit status."""
    os.umask(0o077)
    return 0 if run_dbt(sys.argv[1:]).success else 1


if __name__ == "__main__":
    sys.exit(main())

"""Runs dbt inside this process, with paths, variables and the list of rules filled from the installation.

Also ``python -m include.warehouse.dbt parse`` and any other dbt command, for those who work on the project.
"""

import json
import os
import sys
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.engine import make_url

from include.errors import DeclarationError
from include.landing.contract import tables
from include.secret_files import require_no_way_out
from include.settings import settings
from include.warehouse import parsed
from include.warehouse.load import kept_schema
from include.warehouse.project_checks import require_nothing_else, require_plain_header
from include.warehouse.projects import PROJECT, RULES, PrivateCopy, private_copy, project_files

THREADS = 2
SELECTED = "selected"  # a tag of the models that one run selects
LEDGER_SOURCE, VERDICTS = ".ledger.ledger_entries", "fct_verdicts"


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


class Dbt:
    """dbt on a private copy of a project: what it parses, runs and tells of the project is what was copied.

    Attributes:
        copy: The copy.
    """

    def __init__(self, copy: PrivateCopy) -> None:
        """Say where dbt finds the project, and the connection beside it, and where it writes.

        Args:
            copy: The copy, which must last as long.
        """
        self.copy = copy
        self._parsed: Any = None
        place, own = copy.folder.parent, settings().warehouse
        own.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(place / "profiles.yml", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
            yaml.safe_dump(profile(copy.folder), stream)
        placed = {"project-dir": copy.folder, "profiles-dir": place, "target-path": own / "target"}
        self._placed = [word for name, path in placed.items() for word in (f"--{name}", str(path))]
        self._placed += ["--vars", json.dumps(variables(copy.folder))]
        self._logged = ["--log-path", str(own / "logs")]

    def run(self, command: Sequence[str], only: Collection[str] = ()) -> Any:
        """Run one command and return dbt's own answer; logs and compiled SQL go to the warehouse's folder.

        Args:
            command: As dbt's own command line takes it.
            only: Names of the models to run, with their tests; all where none is named. dbt's own ``--select`` compares
                each name with each node, which for the models of a decision takes longer than to run some of them.

        Raises:
            InvariantError: A link in the warehouse's folder leads elsewhere.
            DeclarationError: dbt would obey what no hash covers.
        """
        require_no_way_out(settings().warehouse)
        answer = self._parse(anew="parse" in command)
        if answer is not None:
            return answer
        if only:
            _select(self._parsed, only)
            command = [*command, "--select", f"tag:{SELECTED}"]
        return _invoke([*self._logged, *command, *self._placed], self._parsed)

    def graph(self) -> dict[str, Any]:
        """Return what dbt calls the manifest: models, columns, lineage, and the SQL that a run of this copy compiled.

        It is never read from dbt's own file, which is signed by nobody.

        Raises:
            DeclarationError: dbt cannot parse the project, or would obey what no hash covers.
        """
        if self._parsed is None and (answer := self._parse()) is not None:
            raise DeclarationError(f"dbt cannot parse the project. {answer.exception}")
        from dbt.flags import get_flags

        if not hasattr(get_flags(), "SEND_ANONYMOUS_USAGE_STATS"):  # dbt asks for it, and has it once it was invoked
            get_flags().SEND_ANONYMOUS_USAGE_STATS = False
        found: dict[str, Any] = self._parsed.writable_manifest().to_dict(omit_none=False)
        for node in found["nodes"].values():
            node.pop("root_path", None)  # of lists: a folder that is gone when this is read
        return found

    def models_of_decisions(self) -> list[str]:
        """Return the models that an entry of the ledger can change while no day is judged again.

        These are the descendants of the ledger, but not by way of the verdicts: of those a decision changes only which
        rules merely advise, and then every day is judged again.
        """
        graph = self.graph()
        waiting = [key for key in graph["sources"] if key.endswith(LEDGER_SOURCE)]
        found: set[str] = set()
        while waiting:
            new = {key for key in graph["child_map"][waiting.pop()] if key.startswith("model.")} - found
            new = {key for key in new if graph["nodes"][key]["name"] != VERDICTS}
            found |= new
            waiting.extend(new)
        return sorted(str(graph["nodes"][key]["name"]) for key in found)

    def _parse(self, *, anew: bool = False) -> Any:
        """Hold the project as it was parsed, for one command; return dbt's answer where that is what was asked for."""
        require_plain_header(project_files(self.copy.folder))
        state = self._state()
        self._parsed = None if anew else parsed.kept(state)
        if self._parsed is None:
            # dbt's own record of an earlier parsing is signed by nobody, and would be believed
            answer = _invoke([*self._logged, "--quiet", "--no-partial-parse", "parse", *self._placed])
            if not answer.success or anew:
                return answer
            require_nothing_else(answer.result, project_files(self.copy.folder))
            parsed.keep(state, answer.result)
            self._parsed = parsed.kept(state)
        for node in self._parsed.nodes.values():
            if hasattr(node, "root_path"):  # lists, which dbt looks for where the project lay that it parsed
                node.root_path = str(self.copy.folder)
        return None

    def _state(self) -> str:
        """Return what dbt's parsing depends on: the files, the variables, the kind and name of database."""
        output = profile()["press_compliance"]["outputs"][settings().warehouse_target]
        files = sorted(self.copy.hashes.items())
        return repr((files, variables(self.copy.folder), output["type"], output.get("dbname")))


def run_dbt(command: Sequence[str], project: Path = PROJECT) -> Any:
    """Run one dbt command on a project as it is now, and return dbt's own answer.

    Args:
        command: As dbt's own command line takes it.
        project: Folder of the dbt project; another than ours for a comparison.

    Raises:
        DeclarationError: dbt would obey what no hash covers.
    """
    with private_copy(project) as copy:
        return Dbt(copy).run(command)


def manifest() -> dict[str, Any]:
    """Return dbt's manifest of the installed project: models, columns, lineage."""
    with private_copy() as copy:
        return Dbt(copy).graph()


def _select(manifest: Any, names: Collection[str]) -> None:
    """Tag some models of a manifest that is the caller's alone."""
    for node in manifest.nodes.values():
        if node.name in names and str(node.resource_type) == "model":
            node.tags = [*node.tags, SELECTED]


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


def outcomes_of(answer: Any) -> list[dict[str, Any]]:
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


def main() -> int:
    """Run one dbt command, with nothing that it writes open to others, and return its exit status."""
    os.umask(0o077)
    return 0 if run_dbt(sys.argv[1:]).success else 1


if __name__ == "__main__":
    sys.exit(main())

"""Builds the warehouse from landing, registers and ledger, and publishes a read-only copy of its marts.

One writer at a time. A build may be killed at any moment: the days it had loaded stay noted as to be judged, and the
last published copy stays as it is.
"""

import hashlib
import logging
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic
from typing import Any

import pyarrow as pa

from include.errors import InvariantError, StoreBusyError
from include.landing.contract import tables
from include.ledger.kinds import EntryKind
from include.ledger.verification import require_sound
from include.locks import locked
from include.settings import settings
from include.warehouse import published
from include.warehouse.dbt import Dbt, outcomes_of, variables
from include.warehouse.judged_by import note_in_force, require_agreement
from include.warehouse.load import LoadOutcome, kept_schema, load, touch
from include.warehouse.projects import PrivateCopy, private_copy
from include.warehouse.publish import Change, publish
from include.warehouse.rule_versions import check_rule_versions
from include.warehouse.store import Store, open_store
from include.warehouse.touched import EVERY_DAY

log = logging.getLogger(__name__)
STATE, DEMOTED, LEDGER, PUBLISHED, PROJECT_HASH = "built", "demoted", "ledger", "published", "law"
# Left out of all but full builds, since only those can change them: seeds, and views of landing tables.
ONLY_FULL = ["--exclude-resource-type", "seed", "--exclude", "path:models/staging,config.materialized:view"]
CHANGED_DAYS = """
select touched.day from landing.touched_days as touched
union
select findings.finding_date from candidates.fct_findings as findings
inner join intermediate.int_decisions_latest as decisions on decisions.finding_id = findings.finding_id
where decisions.sequence > {sequence}
order by 1"""
DEMOTIONS = """
select rule_id, under_since, case when count(to_day) = count(*) then max(to_day) end as until
from intermediate.int_rule_quality_dated
where is_under_minimum
group by rule_id, under_since
order by rule_id, under_since"""


@dataclass(frozen=True)
class BuildOutcome:
    """The result of one build.

    Attributes:
        build_id: Id of the published copy.
        is_full: Whether everything was rebuilt.
        days: Number of days judged.
        partitions: Landing partitions that had changed.
        models: Models built.
        tests: Data tests passed.
        seconds: Time taken.
    """

    build_id: str
    is_full: bool
    days: int
    partitions: int
    models: int
    tests: int
    seconds: float

    def summary(self) -> dict[str, Any]:
        """Return the outcome as plain values for the log and the asset."""
        return dict(vars(self))


@dataclass(frozen=True)
class Plan:
    """What one build judges again.

    Attributes:
        is_full: Whether everything is rebuilt.
        days: Number of days to judge.
        partitions: Landing partitions that had changed.
        notes: What the build rests on, noted when it is done.
        selected: Names of the models to run; all where none is named.
    """

    is_full: bool
    days: int
    partitions: int
    notes: dict[str, str]
    selected: Sequence[str] = ()


def build_warehouse(days: list[date] | None = None) -> BuildOutcome:
    """Load what changed, judge the days it touches, test, and publish.

    Args:
        days: Days to judge again; none means everything. Days that the load finds touched are always judged, and a
            change of a register, a rule or the models rebuilds everything. Days of which nothing has changed since
            the last finished build are not judged again: their verdicts would be the same.

    Raises:
        DeclarationError: The catalogue of rules contradicts itself, or no second person agreed to a change of it.
        StoreBusyError: Another build is running, or the warehouse does not open.
        InvariantError: A model or data test failed, or the ledger is not as it was written; nothing was published.
    """
    started = monotonic()
    mark = require_sound()
    with build_lock(), private_copy() as copy:
        check_rule_versions(copy.folder / "seeds")
        with closing(open_store()) as store:
            plan = _plan(store, copy, days)
        if plan is None:
            return _unchanged(monotonic() - started)
        project = Dbt(copy)
        # neither landing nor a day has changed: only entries of the ledger are new
        if not (plan.is_full or plan.partitions or plan.days):
            plan = replace(plan, selected=project.models_of_decisions())
        outcomes = _run(project, plan)
        with closing(open_store()) as store:
            is_demotion_new = not plan.is_full and _demoted(store) != _noted(store, DEMOTED)
            if is_demotion_new:
                plan = replace(plan, is_full=True, days=choose_days(store, is_full=True), selected=())
        if is_demotion_new:
            outcomes = _run(project, plan)
        with closing(open_store()) as store:
            _keep_outcomes(store, outcomes)
            if note_in_force(copy.project_hash, _readers(store)):
                mark = require_sound()  # so that it covers the entry
            change = None if plan.is_full else _change(store, plan.selected)
            build_id = publish(store, project, outcomes, str(mark), change)
            _close_build(store, plan.notes | {DEMOTED: _demoted(store), PUBLISHED: build_id})
    kinds = Counter(row["kind"] for row in outcomes)
    outcome = BuildOutcome(
        build_id,
        plan.is_full,
        plan.days,
        plan.partitions,
        kinds["model"],
        kinds["test"],
        round(monotonic() - started, 1),
    )
    log.info("warehouse: %s", ", ".join(f"{name} {value}" for name, value in outcome.summary().items()))
    return outcome


def _plan(store: Store, copy: PrivateCopy, days: list[date] | None) -> Plan | None:
    """Load what changed and choose what to judge again; None where the published copy is up to date.

    Raises:
        DeclarationError: No second person agreed to a change of the rules or the readers.
    """
    loaded = load(store)
    store.grant_readers()
    _require_agreed(store, copy.project_hash)
    notes = {STATE: _state(loaded.registers, copy), LEDGER: _ledger_head(store), PROJECT_HASH: copy.project_hash}
    is_full = days is None or _noted(store, STATE) != notes[STATE]
    if not is_full and _is_current(store, loaded, notes[LEDGER]):
        note_in_force(copy.project_hash, _readers(store))
        return None
    touch(store, days or [])
    return Plan(is_full, choose_days(store, is_full=is_full), loaded.partitions, notes)


@contextmanager
def build_lock(wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock of builds; the system releases it when a build is killed.

    Args:
        wait_seconds: How long to wait for a build that runs.

    Raises:
        StoreBusyError: It still runs.
    """
    busy = StoreBusyError("Another build of the warehouse is running.", hint="Wait until it is done.")
    with locked(settings().warehouse / "build.lock", busy, wait_seconds):
        yield


def _require_agreed(store: Store, project_hash: str) -> None:
    """Refuse a dbt project, or readers, that no second person agreed to.

    The ledger has the hash of the last build. Where it has none yet (nothing was decided, or an earlier version built),
    the warehouse or the manifest of the published copy says it.
    """
    noted = _noted(store, PROJECT_HASH)
    if not noted and published.is_there():
        noted = str(published.manifest().get("law", ""))
    require_agreement(noted, project_hash, _readers(store))


def _readers(store: Store) -> int | None:
    """Return the newest version of the readers by which a landed observation was made."""
    found: int | None = store.rows("select max(extractor_version) from landing.observations")[0][0]
    return found


def _state(registers: str, copy: PrivateCopy) -> str:
    """Return a hash of what every verdict depends on: registers, schemas of landing, models, seeds and variables."""
    schemas = [kept_schema(table) for table in tables().values()]
    depends_on = f"{registers}{variables(copy.folder)}{schemas}{sorted(copy.hashes.items())}"
    return hashlib.sha256(depends_on.encode()).hexdigest()


def _ledger_head(store: Store) -> str:
    """Return the number of the newest ledger entry that was loaded, but for those that builds record themselves."""
    newest = f"select coalesce(max(sequence), 0) from landing.ledger_entries where kind <> '{EntryKind.RULES_IN_FORCE}'"
    return str(store.rows(newest)[0][0])


def _is_current(store: Store, loaded: LoadOutcome, ledger: str) -> bool:
    """Return whether the published copy is up to date with landing and ledger."""
    pending = store.rows("select count(*) from landing.touched_days")[0][0]
    return not loaded.partitions and not pending and _noted(store, LEDGER) == ledger and published.is_there()


def _unchanged(seconds: float) -> BuildOutcome:
    """Return the result of a build that found nothing to do."""
    log.info("warehouse: nothing has changed since the last build; the published copy stays current")
    return BuildOutcome(published.manifest()["build_id"], False, 0, 0, 0, 0, round(seconds, 1))


def _noted(store: Store, name: str) -> str:
    """Return what the last finished build noted under a name; empty where it noted nothing."""
    found = store.rows(f"select fingerprint from landing.build_states where name = '{name}'")
    return str(found[0][0]) if found else ""


def _demoted(store: Store) -> str:
    """Return the days on which rules only advise because their precision fell; a change of these alters verdicts."""
    return " ".join(f"{rule_id}:{since}:{until or ''}" for rule_id, since, until in store.rows(DEMOTIONS))


def choose_days(store: Store, *, is_full: bool) -> int:
    """Replace landing.touched_days by the days to judge, each once, and return their number."""
    wanted = EVERY_DAY if is_full else "select distinct day from landing.touched_days"
    days = store.rows(f"select day from ({wanted}) as wanted where day is not null order by day")
    with store.transaction():
        store.replace("touched_days", pa.table({"day": pa.array([day for (day,) in days], pa.date32())}))
        store.counted("touched_days")
    return len(days)


def _change(store: Store, selected: Sequence[str]) -> Change:
    """Return what this build changed of the copy that the last finished build published."""
    days = store.rows(CHANGED_DAYS.format(sequence=int(_noted(store, LEDGER) or 0)))
    return Change(_noted(store, PUBLISHED), tuple(day for (day,) in days), frozenset(selected))


def _run(project: Dbt, plan: Plan) -> list[dict[str, Any]]:
    """Run models and data tests, all or those selected, in full seeds too; unit tests belong to the test suite."""
    # dbt's own log has each event; the console would be given them again, and the outcomes are logged here
    command = ["--quiet", "--log-level", "none", "build", "--exclude-resource-type", "unit_test"]
    # nobody here reads dbt's manifest from its file, and writing it takes a second
    narrowed = ["--no-write-json"] if plan.selected else []
    answer = project.run([*command, *narrowed, *(["--full-refresh"] if plan.is_full else ONLY_FULL)], plan.selected)
    outcomes = outcomes_of(answer)
    for row in outcomes:
        log.info("%(kind)s %(node)s: %(status)s in %(seconds)s s", row)
    if not answer.success:
        failed = [row for row in outcomes if row["status"] not in ("success", "pass", "skipped")]
        said = "; ".join(f"{row['node']}: {row['message']}" for row in failed) or str(answer.exception)
        raise InvariantError(f"The warehouse was not built. {said}", hint="See docs/runbooks/build_warehouse.md.")
    return outcomes


def _keep_outcomes(store: Store, outcomes: list[dict[str, Any]]) -> None:
    """Replace the outcomes of the last build by this one's."""
    store.execute("drop table if exists landing.build_outcomes")
    store.execute(
        f"create {store.table} landing.build_outcomes (node text, kind text, status text, seconds float8, message text)"
    )
    if outcomes:
        store.insert("build_outcomes", pa.Table.from_pylist(outcomes))


def _close_build(store: Store, notes: dict[str, str]) -> None:
    """Note what this build rests on, and that everything touched has been judged and published."""
    with store.transaction():
        store.execute("delete from landing.touched_days")
        store.replace("build_states", pa.table({"name": list(notes), "fingerprint": list(notes.values())}))


def main() -> None:
    """Build once, with nothing that it writes open to others."""
    os.umask(0o077)
    build_warehouse([])


if __name__ == "__main__":  # in an environment that has no more packages than a build needs, such as Spark's
    main()

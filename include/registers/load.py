"""Lands every register of the folder: good rows into its table, bad rows into quarantine, both replaced whole."""

import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from include.articles.identity import stable_id
from include.errors import ReconciliationError, RegisterError
from include.landing import store
from include.landing.contract import Table
from include.quarantine.actions import QuarantineAction, actions
from include.quarantine.reasons import QuarantineReason as Reason
from include.quarantine.records import QuarantinedRecord, replace_records
from include.registers.conflicts import Conflicts
from include.registers.declaration import registers
from include.registers.files import RegisterFile, take_inventory
from include.registers.headers import read_header
from include.registers.problems import Place, Problem
from include.registers.rows import CellProblem, RowReader, speaks_of_a_person
from include.registers.sheets import open_sheets

log = logging.getLogger(__name__)
COUNTED = ("registers", "rows", "landed", "quarantined", "sheets_quarantined", "advice")
BATCH_ROWS = 20_000  # rows held as Python objects at once, so that 200,000 rows stay under 1 GB


@dataclass
class _Landing:
    """Collects the rows of one register for one day."""

    table: Table
    day: date
    conflicts: Conflicts
    actions_by_id: Mapping[str, QuarantineAction]
    batches: list[pa.RecordBatch] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    records: list[QuarantinedRecord] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    row_count: int = 0
    landed_count: int = 0
    quarantined_count: int = 0
    sheets_quarantined: int = 0

    def keep(self, row: dict[str, Any]) -> None:
        """Add one good row, and close the batch when it is full."""
        self.rows.append(row)
        self.landed_count += 1
        if len(self.rows) >= BATCH_ROWS:
            self._close_batch()

    def _close_batch(self) -> None:
        """Turn the rows so far into Arrow, which takes a fraction of their memory."""
        if self.rows:
            self.batches.append(pa.RecordBatch.from_pylist(self.rows, schema=self.table.schema))
            self.rows = []

    def write(self) -> None:
        """Replace the register's landing and its quarantine of the day, after proving that no row disappeared.

        Raises:
            ReconciliationError: Rows read are not rows landed and rows quarantined.
        """
        self._close_batch()
        if self.row_count != self.landed_count + self.quarantined_count:
            raise ReconciliationError(
                f"{self.table.table} on {self.day}: {self.row_count} rows were read, {self.landed_count} landed and "
                f"{self.quarantined_count} were quarantined.",
                hint="Load the registers again; see docs/runbooks/load_registers.md.",
            )
        replace_records(self.day, self.table.table, self.records)
        store.write(self.table.table, self.day, pa.Table.from_batches(self.batches, schema=self.table.schema))


def _places(file: RegisterFile, name: str) -> Iterator[tuple[str, RowReader, Iterator[Any]]]:
    """Yield sheet name, reader and rows of each sheet of one file that belongs to a register."""
    with open_sheets(file.path, file.file_name) as sheets:
        for sheet in sheets:
            if file.registers.get(sheet.name) == name:
                readable = read_header(sheet, registers()[name])
                yield sheet.name, RowReader(readable.table, readable.columns), sheet.data_rows()


def _payload(reader: RowReader, cells: Any, problems: list[CellProblem], row_id: str) -> dict[str, Any]:
    """Return the cells of a row as written, by column; none of them when the row may name a private person."""
    if reader.table.is_masked or speaks_of_a_person(problems):
        return {"register_row_id": row_id}
    written = {c.name: str(cell) for c, cell in zip(reader.columns, cells, strict=False) if cell not in (None, "")}
    return {"register_row_id": row_id, "written": {k: v for k, v in written.items() if k != "text"}}


class _RowLander:
    """Lands the rows of one sheet."""

    def __init__(self, landing: _Landing, file: RegisterFile, sheet: str, reader: RowReader) -> None:
        """Keep the sheet that the rows come from."""
        self.landing, self.file, self.sheet, self.reader = landing, file, sheet, reader

    def land(self, number: int, cells: Any) -> None:
        """Land one row, or quarantine it; a repair or release in the ledger is applied first."""
        self.landing.row_count += 1
        row_id = stable_id("register_row", self.landing.table.table, self.file.sha256, self.sheet, number)
        values, problems = self._checked(number, cells)
        if problems:
            record = self._record(number, cells, problems, row_id)
            self.landing.records.append(record)
            fixed = self._repaired_row(record, number, cells, values, problems)
            if fixed is None:
                self.landing.quarantined_count += 1
                return
            values = fixed
        self.landing.keep(
            values
            | {
                "register_row_id": row_id,
                "file_name": self.file.file_name,
                "file_sha256": self.file.sha256,
                "sheet": self.sheet,
                "row_number": number,
                "day": self.landing.day,
            }
        )

    def _checked(self, number: int, cells: Any) -> tuple[dict[str, Any], list[CellProblem]]:
        """Return values and problems of a row, alone and among the rows before it."""
        values, problems = self.reader.read(cells)
        if not problems:
            place = self._place(number)
            conflict, overlap = self.landing.conflicts.check(values, place)
            problems = [conflict] if conflict else []
            if overlap:
                self.landing.advice.append(overlap.at(place))
        return values, problems

    def _place(self, number: int) -> Place:
        """Return where a row stands."""
        return Place(self.file.file_name, self.sheet, number)

    def _record(self, number: int, cells: Any, problems: list[CellProblem], row_id: str) -> QuarantinedRecord:
        """Return the row as a quarantined record: the first problem names it, the evidence holds all."""
        said = " ".join(problem.at(self._place(number)).sentence() for problem in problems)
        reason = problems[0].reason
        return QuarantinedRecord(
            record_table=self.landing.table.table,
            record_key=f"{self.file.file_name}/{self.sheet}/{number}",
            reason=reason,
            evidence=said,
            payload=_payload(self.reader, cells, problems, row_id),
            owner="clerk",
            day=self.landing.day,
            fingerprint=stable_id(*(str(cell) for cell in cells)),
        )

    def _repaired_row(
        self, record: QuarantinedRecord, number: int, cells: Any, values: dict[str, Any], problems: list[CellProblem]
    ) -> dict[str, Any] | None:
        """Return the values of a row that a person released or repaired, or None when it stays quarantined."""
        action = self.landing.actions_by_id.get(record.quarantine_id)
        if action is None or action.action == "discard":
            return None
        if action.action == "release":
            return values if problems[0].reason is Reason.DOMAIN_LICENSED_TWICE else None
        names = [column.name for column in self.reader.columns]
        repaired = list(cells) + [None] * (len(names) - len(cells))
        for name, value in action.repair.items():
            if name in names:
                repaired[names.index(name)] = value
        values, problems = self._checked(number, repaired)
        return None if problems else values


def _file_record(landing: _Landing, problem: Problem) -> QuarantinedRecord:
    """Return a whole sheet or file as a quarantined record."""
    return QuarantinedRecord(
        record_table=landing.table.table,
        record_key=f"{problem.file_name}/{problem.sheet or 'file'}/0",
        reason=Reason(problem.code),
        evidence=problem.sentence(),
        payload={},
        owner="clerk",
        day=landing.day,
    )


def _land_register(
    table: Table, files: list[RegisterFile], day: date, actions_by_id: Mapping[str, QuarantineAction]
) -> _Landing:
    """Land one register from all its files; the same bytes under two names are read once."""
    landing = _Landing(table, day, Conflicts(table), actions_by_id)
    seen: dict[str, str] = {}
    for file in files:
        hidden = [_file_record(landing, problem) for name, problem in file.quarantined if name == table.table]
        landing.records += hidden
        landing.sheets_quarantined += len(hidden)
        before = seen.setdefault(file.sha256, file.file_name)
        if before != file.file_name:
            repeated = Problem(file.file_name, "", 0, "", Reason.FILE_REPEATED, detail=before)
            landing.records.append(_file_record(landing, repeated))
            landing.sheets_quarantined += 1
            continue
        if file.path.suffix.casefold() == ".xlsm":
            landing.advice.append(Problem(file.file_name, "", 0, "", "macros_ignored"))
        for sheet, reader, rows in _places(file, table.table):
            lander = _RowLander(landing, file, sheet, reader)
            for number, cells in rows:
                lander.land(number, cells)
    landing.write()
    return landing


def load_registers(day: date) -> dict[str, Any]:
    """Land the registers folder as it stands, as the landing of one day.

    A register without a file is not landed on that day: its last landing stays in use, and it is named in
    ``missing``. To empty a register, leave its header.

    Args:
        day: Day the landing is for.

    Returns:
        Counts: registers, rows = landed + quarantined (a row repaired or released counts as landed), whole sheets or
        files quarantined, advice, and the names ``missing``, ``ignored``, ``unreadable`` (with the reason) and
        ``not_replaced``: registers that are not touched, since one of their files cannot be read.

    Raises:
        RegisterError: No file at all can be read; nothing was touched.
        ReconciliationError: The counts of a register contradict each other; it was not touched.
    """
    inventory = take_inventory()
    actions_by_id = actions()
    counts: dict[str, Any] = dict.fromkeys(COUNTED, 0)
    missing = []
    not_replaced = _not_replaced(inventory.unreadable)
    for name, table in registers().items():
        if name in not_replaced:
            continue
        files = [file for file in inventory.files if name in (*file.registers.values(), *dict(file.quarantined))]
        if not files:
            missing += [name] if store.days(name) else []
            store.remove(name, day)
            replace_records(day, name, [])
            continue
        landing = _land_register(table, files, day, actions_by_id)
        counts["registers"] += 1
        counts["rows"] += landing.row_count
        counts["landed"] += landing.landed_count
        counts["quarantined"] += landing.quarantined_count
        counts["sheets_quarantined"] += landing.sheets_quarantined
        counts["advice"] += len(landing.advice)
        for problem in landing.advice:
            log.warning("%s %s", problem.sentence(), problem.hint())
    if missing:
        log.warning("no file today for %s: their last landing stays in use", ", ".join(missing))
    log.info("registers of %s: %s", day, counts)
    unreadable = {name: str(error) for name, error in inventory.unreadable.items()}
    return {
        **counts, "missing": missing, "ignored": inventory.ignored, "unreadable": unreadable,
        "not_replaced": not_replaced,
    }  # fmt: skip


def _not_replaced(unreadable: Collection[str]) -> list[str]:
    """Return the registers whose last landing came from a file that cannot be read now.

    They are not touched: without the file's rows half a register would replace a whole one.
    """
    found = []
    for name in registers() if unreadable else ():
        newest = store.days(name)[-1:]
        if newest and not set(unreadable).isdisjoint(
            store.read(name, newest, columns=["file_name"])["file_name"].to_pylist()
        ):
            found.append(name)
    if found:
        log.error("not landed, since a file cannot be read: %s; their last landing stays in use", ", ".join(found))
    return found


def refuse_unreadable(unreadable: Mapping[str, str]) -> None:
    """Raise for files that were quarantined, once everything else has landed.

    Raises:
        RegisterError: A file could not be read; its reason is given.
    """
    if unreadable:
        name, reason = next(iter(unreadable.items()))
        raise RegisterError(
            f"{len(unreadable)} register files were quarantined; all others landed. {name}: {reason}",
            hint="Correct each file that the log names, then run load_registers again.",
        )

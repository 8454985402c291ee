"""Whatever is done to the ledger by somebody without its key is found, and named."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from include.errors import LedgerError
from include.ledger import signing
from include.ledger.chain import GENESIS, entry_hash
from include.ledger.engine import _ready, ledger_engine, reading
from include.ledger.entries import PURPOSE, append, content, entries
from include.ledger.evidence import first_difference, marks_of
from include.ledger.marks import Mark
from include.ledger.verification import RunningProof, Verification, require_sound, verify
from include.settings import settings

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
UNLOCK = {
    "sqlite": ["drop trigger ledger_entries_refuse_update", "drop trigger ledger_entries_refuse_delete"],
    "postgresql": ["alter table ledger_entries disable trigger all"],
}
LOCK = {"sqlite": [], "postgresql": ["alter table ledger_entries enable trigger all"]}


@pytest.fixture
def written(ledger: Path) -> Path:
    """Return the home of a ledger of three decisions."""
    for subject in "abc":
        append("decision", subject, {"decision": "dismiss"}, "x", AT)
    return ledger


def _tamper(*statements: str, **values: object) -> None:
    """Change the tables as somebody with full rights over the database could, and leave no trigger missing."""
    engine = ledger_engine()
    triggers = {}
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            query = "select name, sql from sqlite_master where name in ('{}', '{}')"
            names = [f"ledger_entries_refuse_{event}" for event in ("update", "delete")]
            triggers = {row.name: row.sql for row in connection.execute(text(query.format(*names)))}
        for unlock in UNLOCK[engine.dialect.name]:
            connection.execute(text(unlock))
        for statement in statements:
            connection.execute(text(statement), values)
        for lock in (*triggers.values(), *LOCK[engine.dialect.name]):
            connection.execute(text(lock))


def _keep_mark(home: Path, folder: str = "reports/monthly/2026-11/abc") -> Mark:
    """Leave the mark of the ledger as it stands in a snapshot, as composing a report does."""
    mark = require_sound()
    path = home / folder / "snapshot.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"ledger": str(mark)}), encoding="utf-8")
    return mark


def _copy(database: Path, copy: Path) -> None:
    """Copy a ledger as a backup does."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("vacuum into ?", (str(copy),))


def _is_found(words: str) -> Verification:
    """Check that the ledger is found altered, with these words, and that nothing may be built or sent on it."""
    found = verify()
    assert not found.is_unbroken
    assert words in found.problem
    with pytest.raises(LedgerError, match="not as it was written|is gone"):
        require_sound()
    return found


def test_an_untouched_ledger_is_sound(written: Path) -> None:
    mark = _keep_mark(written)
    found = verify()
    assert (found.count, found.head, found.is_unbroken, found.compared) == (3, mark.head, True, 1)


def test_an_altered_entry_is_named(written: Path) -> None:
    _tamper('update ledger_entries set payload = \'{"decision":"confirm"}\' where sequence = 2')
    assert _is_found("altered").broken_at == 2


def test_a_removed_entry_is_named(written: Path) -> None:
    _tamper("delete from ledger_entries where sequence = 2")
    assert _is_found("entry 2 is missing").broken_at == 2


def _rechain(signed_by: Ed25519PrivateKey | None) -> None:
    """Change the second decision and recompute everything behind it, as who knows this code but not the key can."""
    with reading() as connection:
        rows = connection.execute(text("select * from ledger_entries order by sequence")).mappings().all()
    previous, statements = GENESIS, ["delete from ledger_entries"]
    for row in rows:
        payload = '{"decision":"confirm"}' if row["sequence"] == 2 else row["payload"]
        covered = content(row["sequence"], row["kind"], row["subject_id"], payload, row["actor"], row["recorded_at"])
        digest = entry_hash(previous, covered)
        key = "null" if signed_by is None else f"'{signing.key_id(signing.public_text(signed_by))}'"
        signature = "null" if signed_by is None else f"'{signing.sign(signed_by, PURPOSE, digest)}'"
        statements.append(
            f"insert into ledger_entries values ({row['sequence']}, '{row['kind']}', '{row['subject_id']}', "
            f"'{payload}', '{row['actor']}', '{row['recorded_at']}', '{previous}', '{digest}', {key}, {signature})"
        )
        previous = digest
    _tamper(*(statement.replace(":", r"\:") for statement in statements))


@pytest.mark.parametrize("key", [None, Ed25519PrivateKey.generate()], ids=["unsigned", "another key"])
def test_a_chain_computed_anew_without_the_key_is_found(written: Path, key: Ed25519PrivateKey | None) -> None:
    _rechain(signed_by=key)
    assert _is_found("was not signed by this installation's key").broken_at == 1


def test_entries_cut_off_at_the_end_are_named_with_the_file_that_knows_them(written: Path) -> None:
    _keep_mark(written)
    _tamper("delete from ledger_entries where sequence = 3")
    assert _is_found("entries 3 to 3 were cut off").broken_at == 3
    assert "snapshot.json" in verify().problem


def test_an_emptied_ledger_is_found(written: Path) -> None:
    _keep_mark(written)
    _tamper("delete from ledger_entries")
    _is_found("entries 1 to 3 were cut off")


def test_a_dropped_trigger_is_named(written: Path) -> None:
    engine = ledger_engine()
    with engine.begin() as connection:
        on = "" if engine.dialect.name == "sqlite" else " on ledger_entries"
        connection.execute(text(f"drop trigger ledger_entries_refuse_update{on}"))
    _is_found("ledger_entries_refuse_update")


def test_a_trigger_that_refuses_nothing_is_no_trigger(home: Path) -> None:
    append("decision", "a", {}, "x", AT)
    with ledger_engine().begin() as connection:
        connection.execute(text("drop trigger ledger_entries_refuse_replace"))
        connection.execute(
            text("create trigger ledger_entries_refuse_replace before insert on ledger_entries begin select 1; end")
        )
    _is_found("ledger_entries_refuse_replace")


def test_an_added_trigger_that_swallows_an_entry_is_named_and_the_entry_is_not_taken_for_kept(home: Path) -> None:
    append("decision", "a", {}, "x", AT)
    swallowing = "before insert on ledger_entries when new.kind = 'report_returned' begin select raise(ignore); end"
    with ledger_engine().begin() as connection:
        connection.execute(text(f"create trigger helpful {swallowing}"))
    with pytest.raises(LedgerError, match="did not keep entry 2"):
        append("report_returned", "a", {}, "x", AT)
    _is_found("helpful")


@pytest.mark.parametrize("how", ["made again", "added"])
def test_an_index_that_hides_an_entry_is_found(home: Path, how: str) -> None:
    for subject in "ab":
        append("appeal_received", subject, {}, "x", AT)
    name = "ledger_entries_by_subject" if how == "made again" else "helpful"
    with closing(sqlite3.connect(home / "ledger" / "ledger.sqlite")) as stranger:
        (own,) = stranger.execute("select sql from sqlite_master where name = 'ledger_entries_by_subject'").fetchone()
        columns = own[own.index("(") :]
        if how == "made again":
            stranger.execute(f"drop index {name}")
        stranger.execute(f"create index {name} on ledger_entries {columns} where kind <> 'appeal_received'")
        if how == "made again":  # and it is written down as the migrations made it
            stranger.execute("pragma writable_schema = on")
            stranger.execute("update sqlite_master set sql = ? where name = ?", (own, name))
        stranger.commit()
    _is_found("an index of the ledger hides entries" if how == "made again" else "helpful")


def test_a_row_is_not_replaced_even_without_our_own_settings_of_the_connection(home: Path) -> None:
    append("decision", "a", {"decision": "dismiss"}, "x", AT)
    stranger = sqlite3.connect(home / "ledger" / "ledger.sqlite")
    for column in ("sequence", "entry_hash", "previous_hash"):
        row = dict(zip(("sequence", "previous_hash", "entry_hash"), (2, "1" * 64, "2" * 64), strict=True))
        row[column] = stranger.execute(f"select {column} from ledger_entries").fetchone()[0]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            stranger.execute(
                "insert or replace into ledger_entries (sequence, kind, subject_id, payload, actor, recorded_at, "
                "previous_hash, entry_hash) values (?, 'decision', 'a', '{}', 'y', '2026-11-23', ?, ?)",
                (row["sequence"], row["previous_hash"], row["entry_hash"]),
            )
    stranger.close()
    assert verify().is_unbroken
    assert len(entries()) == 1


def test_an_older_copy_put_back_is_found(home: Path) -> None:
    append("decision", "a", {}, "x", AT)
    database, backup = home / "ledger" / "ledger.sqlite", home / "backup.sqlite"
    _copy(database, backup)
    append("decision", "b", {}, "x", AT)
    _keep_mark(home)
    for path in database.parent.glob("ledger.sqlite-*"):
        path.unlink()
    shutil.copy(backup, database)
    _is_found("entries 2 to 2 were cut off")
    append("decision", "something else", {}, "x", AT)
    assert "entry 2 is not the one" in verify().problem


@pytest.mark.parametrize("is_restarted", [False, True], ids=["running process", "after a restart"])
def test_a_missing_ledger_is_never_made_anew(home: Path, is_restarted: bool) -> None:
    append("decision", "a", {}, "x", AT)
    (home / "ledger" / "ledger.sqlite").unlink()
    if is_restarted:
        _ready.cache_clear()
    for act in (entries, lambda: append("decision", "a", {}, "x", AT)):
        with pytest.raises(LedgerError, match="is gone"):
            act()
    assert not (home / "ledger" / "ledger.sqlite").exists()
    _is_found("is gone")


def test_a_ledger_and_its_key_that_are_gone_together_are_missed_by_what_was_issued(home: Path) -> None:
    append("decision", "a", {}, "x", AT)
    _keep_mark(home)
    for folder in ("ledger", "keys"):
        shutil.rmtree(home / folder)
    _ready.cache_clear()
    with pytest.raises(LedgerError, match="is gone"):
        entries()
    _is_found("is gone")


def test_an_empty_database_in_place_of_the_ledger_is_refused(postgres_home: Path) -> None:
    append("decision", "a", {}, "x", AT)
    with ledger_engine().begin() as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))
    _ready.cache_clear()
    with pytest.raises(LedgerError, match="is gone"):
        entries()


def test_without_its_key_nothing_is_recorded_and_nothing_verified(written: Path) -> None:
    settings().ledger_key.rename(written / "elsewhere")
    with pytest.raises(LedgerError, match="key"):
        append("decision", "d", {}, "x", AT)
    _ready.cache_clear()
    with pytest.raises(LedgerError, match="key that signs the ledger is gone"):
        entries()
    assert "key that signs the ledger is gone" in verify().problem
    (written / "elsewhere").rename(settings().ledger_key)
    assert verify().is_unbroken


def test_a_clock_that_went_back_is_refused_until_a_person_says_which_was_right(written: Path) -> None:
    append("decision", "d", {}, "x", AT + timedelta(days=400))
    with pytest.raises(LedgerError, match="The clock says"):
        append("decision", "e", {}, "x", AT)
    append("clock_corrected", "clock", {"reason": "máy chủ chạy nhanh"}, "vận hành", AT)
    append("decision", "e", {}, "x", AT)
    assert verify().is_unbroken


def test_clocks_that_differ_a_little_record_no_time_before_the_last(written: Path) -> None:
    late = append("decision", "d", {}, "x", AT + timedelta(minutes=2))
    assert append("decision", "e", {}, "y", AT).recorded_at == late.recorded_at
    assert verify().is_unbroken


def test_an_entry_written_with_an_earlier_time_is_named(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("include.ledger.entries.CLOCK_TOLERANCE", timedelta(days=9999))
    monkeypatch.setattr("include.ledger.entries._not_before", lambda moment, last, kind: moment)
    append("approval", "d", {}, "x", AT - timedelta(days=40))
    assert _is_found("the clock went back").broken_at == 4


def test_a_mark_that_the_key_did_not_sign_is_named(written: Path) -> None:
    path = written / "reports" / "r" / "p" / "h" / "snapshot.json"
    path.parent.mkdir(parents=True)
    path.write_text(f"press-ledger:2:{'a' * 64}:{'b' * 16}:{'c' * 128}")
    _is_found("did not sign")


def test_a_mark_that_somebody_received_proves_a_cut_that_nothing_here_knows_of(written: Path) -> None:
    mail = written / "received.eml"
    mail.write_text(f"Subject: x\nX-Press-Ledger: {require_sound()}\n\nSổ ghi\n", encoding="utf-8")
    _tamper("delete from ledger_entries where sequence = 3")
    assert verify().is_unbroken
    [mark] = marks_of(mail)
    assert "entries 3 to 3 were cut off" in verify({mark: mail}).problem


def test_an_older_copy_of_the_ledger_names_the_very_entry_that_differs(home: Path) -> None:
    for subject in "abcd":
        append("decision", subject, {}, "x", AT)
    copy = home / "copy.sqlite"
    _copy(home / "ledger" / "ledger.sqlite", copy)
    hashes = verify().hashes
    assert first_difference(copy, hashes) == ""
    assert "entry 3 is the first that differs" in first_difference(copy, (*hashes[:2], "0" * 64, hashes[3]))
    assert "entries 3 to 4 were cut off" in first_difference(copy, hashes[:2])


def test_looking_makes_nothing(home: Path) -> None:
    assert verify().is_unbroken
    assert not list(home.rglob("*.sqlite"))
    assert not (home / "keys").exists()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Let no test reuse what another one opened."""
    _ready.cache_clear()
    yield
    _ready.cache_clear()


def test_a_running_proof_follows_what_is_added(ledger: Path) -> None:
    proof = RunningProof()
    assert str(proof.mark()) == str(require_sound())  # nothing was recorded yet
    for subject in "ab":
        append("decision", subject, {"decision": "dismiss"}, "x", AT)
        assert str(proof.mark()) == str(require_sound())


@pytest.mark.parametrize(
    "change",
    [
        "update ledger_entries set payload = '{}' where sequence = 4",
        "update ledger_entries set signature = null where sequence = 4",
        "update ledger_entries set entry_hash = 'f' where sequence = 3",
        "delete from ledger_entries where sequence > 2",
    ],
)
def test_a_running_proof_names_what_was_changed_under_it(written: Path, change: str) -> None:
    proof = RunningProof()
    _keep_mark(written)
    append("decision", "d", {"decision": "dismiss"}, "x", AT)
    _tamper(change)
    with pytest.raises(LedgerError, match="not as it was written"):
        proof.mark()

"""Attacks on ledger and approval by somebody who writes everything on the machine but the key file.

Each attack is what an attacker would do, from the outside in; it has failed when nothing was sent and the attack shows.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from include.cli.decisions import app as decisions
from include.doctor.finding import examine
from include.doctor.stores import check_ledger
from include.errors import LedgerError, PressError, ReportError
from include.ledger import signing
from include.ledger.chain import GENESIS, canonical_json, entry_hash
from include.ledger.engine import _ready
from include.ledger.entries import PURPOSE, content
from include.ledger.evidence import marks_of
from include.ledger.marks import Mark
from include.ledger.verification import require_sound, verify
from include.reporting.approve import ApprovalState, approve, state_of, subject_of
from include.reporting.compose import Snapshot
from include.reporting.deliver import deliver
from include.reporting.render.files import file_hashes
from include.reporting.verify import verify_file
from include.settings import settings
from tests.include.reporting.conftest import DEPUTY, DIRECTOR, Mailbox, approvers, mailbox, register, snapshot
from tests.include.reporting.test_deliver import TODAY

__all__ = ["approvers", "mailbox", "register", "snapshot"]  # fixtures that pytest finds by their names here


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Let no test reuse a ledger that another one opened."""
    _ready.cache_clear()


def _database() -> Path:
    """Return the ledger's file."""
    return settings().home / "ledger" / "ledger.sqlite"


def _approval(of: Snapshot, actor: str = DIRECTOR.name) -> dict[str, Any]:
    """Return the row of an approval as the product would write it, without what only the key can give."""
    with closing(sqlite3.connect(_database())) as connection:
        last = connection.execute(
            "select sequence, entry_hash, recorded_at from ledger_entries order by sequence desc limit 1"
        ).fetchone() or (0, GENESIS, "2026-11-16T02:00:00.000000+00:00")
    payload = canonical_json(
        {
            "content_hash": of.content_hash,
            "build_id": of.build_id,
            "files": file_hashes(of.folder, of.content),
            "reason": "Đã xem",
            "authenticated_by": DIRECTOR.authenticated_by,
        }
    )
    covered = content(last[0] + 1, "approval", subject_of(of), payload, actor, last[2])
    return {**covered, "previous_hash": last[1], "entry_hash": entry_hash(last[1], covered)}


def _insert(row: dict[str, Any]) -> None:
    """Write a row into the ledger's file, as any program can."""
    names = ", ".join(row)
    with closing(sqlite3.connect(_database())) as connection, connection:
        connection.execute(
            f"insert into ledger_entries ({names}) values ({', '.join('?' * len(row))})", [*row.values()]
        )


def _stolen_signature(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row with the signature of another, genuine entry."""
    with closing(sqlite3.connect(_database())) as connection:
        known = connection.execute("select key_id, signature from ledger_entries").fetchone()
    return {**row, "key_id": known[0], "signature": known[1]}


def _own_signature(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row signed by the attacker's own key, under the name of the real one."""
    public = signing.public_text(signing.signing_key())
    signature = signing.sign(Ed25519PrivateKey.generate(), PURPOSE, row["entry_hash"])
    return {**row, "key_id": signing.key_id(public), "signature": signature}


@pytest.mark.parametrize("forge", [dict, _stolen_signature, _own_signature], ids=["unsigned", "stolen", "own key"])
def test_an_approval_written_into_the_database_sends_nothing_and_shows(
    snapshot: Snapshot, mailbox: Mailbox, forge: Any
) -> None:
    from include.ledger.entries import append

    append("decision", "f-1", {"decision": "dismiss", "reason": "không rõ"}, "ra_soat")
    _insert(forge(_approval(snapshot)))
    with pytest.raises(LedgerError, match="was not signed"):
        deliver(snapshot.folder, today=TODAY)
    assert mailbox.messages() == []
    assert verify().broken_at == 2


def test_a_snapshot_elsewhere_with_other_words_is_not_what_was_approved(
    snapshot: Snapshot, mailbox: Mailbox, tmp_path: Path
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    forged = tmp_path / "forged"
    shutil.copytree(snapshot.folder, forged)
    record = json.loads((forged / "snapshot.json").read_text(encoding="utf-8"))
    record["content"]["verdict"] = "Không có nội dung nào cần xác minh."
    (forged / "snapshot.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ReportError, match="altered"):
        deliver(forged, today=TODAY)
    from include.reporting.model import Content

    record["content_hash"] = Content.model_validate(record["content"]).content_hash
    (forged / "snapshot.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ReportError, match="Nobody approved"):
        deliver(forged, today=TODAY)
    assert mailbox.messages() == []


def test_a_task_marked_as_succeeded_leads_to_nothing(snapshot: Snapshot, mailbox: Mailbox) -> None:
    assert state_of(snapshot.folder) == ApprovalState.WAITING
    with pytest.raises(ReportError, match="Nobody approved"):  # what runs next when somebody marks the task
        deliver(snapshot.folder, today=TODAY)
    assert mailbox.messages() == []


def test_the_approval_of_one_report_is_none_of_another(snapshot: Snapshot, mailbox: Mailbox) -> None:
    approval = approve(snapshot.folder, DIRECTOR, "Đã xem")
    assert approval.payload["content_hash"] == snapshot.content_hash
    drawn = snapshot.folder / "monthly_compliance_2026-11.docx"
    drawn.write_bytes(drawn.read_bytes() + b"\0")
    with pytest.raises(ReportError, match="changed after it was approved"):
        deliver(snapshot.folder, today=TODAY)
    assert mailbox.messages() == []


def _wipe_witnesses(home: Path) -> None:
    """Remove every file of the installation that knows the state of the ledger."""
    for folder in ("published", "reports", "outbox", "timestamps"):
        shutil.rmtree(home / folder, ignore_errors=True)


def _everybody_says_that_it_is_broken(file: Path) -> bool:
    """Return whether each command that speaks of the ledger says that it is not as it was written."""
    with pytest.raises(LedgerError):
        verify_file(file)
    doctor = examine("ledger", check_ledger)
    answer = CliRunner().invoke(decisions, ["verify", "--json"])
    return not doctor["is_well"] and isinstance(answer.exception, LedgerError) and not verify().is_unbroken


def test_a_missing_a_cut_and_an_emptied_ledger_are_named_by_every_command(snapshot: Snapshot) -> None:
    from include.ledger.entries import append

    file = snapshot.folder / "snapshot.json"
    append("decision", "f-1", {"decision": "confirm", "reason": "rõ"}, "ra_soat")
    (settings().home / "outbox").mkdir()
    (settings().home / "outbox" / "a.eml").write_text(str(require_sound()), encoding="utf-8")
    with closing(sqlite3.connect(_database())) as connection, connection:
        [(statement,)] = connection.execute("select sql from sqlite_master where name = 'ledger_entries_refuse_delete'")
        connection.execute("drop trigger ledger_entries_refuse_delete")
        connection.execute("delete from ledger_entries")
        connection.execute(statement)
    assert _everybody_says_that_it_is_broken(file)
    for path in _database().parent.glob("ledger.sqlite*"):
        path.unlink()
    assert _everybody_says_that_it_is_broken(file)
    assert not _database().exists()


def test_a_decision_rewritten_with_every_file_of_the_machine_is_found(snapshot: Snapshot, tmp_path: Path) -> None:
    from include.ledger.entries import append

    kept = shutil.copytree(snapshot.folder, tmp_path / "kept")
    append("decision", "f-1", {"decision": "confirm", "reason": "rõ"}, "ra_soat")
    append("decision", "f-2", {"decision": "confirm", "reason": "rõ"}, "ra_soat")
    _wipe_witnesses(settings().home)
    with closing(sqlite3.connect(_database())) as connection, connection:
        triggers = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"drop trigger {name}")
        rows = connection.execute(
            "select sequence, kind, subject_id, payload, actor, recorded_at from ledger_entries order by sequence"
        ).fetchall()
        previous = GENESIS
        for sequence, kind, subject, payload, actor, at in rows:
            other = payload.replace("confirm", "dismiss")
            digest = entry_hash(previous, content(sequence, kind, subject, other, actor, at))
            connection.execute(
                "update ledger_entries set payload = ?, previous_hash = ?, entry_hash = ? where sequence = ?",
                (other, previous, digest, sequence),
            )
            previous = digest
        for _, statement in triggers:
            connection.execute(statement)
    found = verify()
    assert (found.is_unbroken, found.broken_at) == (False, 1)
    assert "was not signed" in found.problem
    assert _everybody_says_that_it_is_broken(kept / "snapshot.json")


def test_a_cut_with_every_file_of_the_machine_is_found_by_what_a_recipient_kept(
    snapshot: Snapshot, mailbox: Mailbox, tmp_path: Path
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    deliver(snapshot.folder, today=TODAY)
    received = tmp_path / "received.eml"
    shutil.copy(next(mailbox.folder.glob("new/*.eml")), received)
    _wipe_witnesses(settings().home)
    with closing(sqlite3.connect(_database())) as connection, connection:
        [kept] = connection.execute(
            "select sql from sqlite_master where name = 'ledger_entries_refuse_delete'"
        ).fetchone()
        connection.execute("drop trigger ledger_entries_refuse_delete")
        connection.execute("delete from ledger_entries")
        connection.execute(kept)
    assert verify().is_unbroken  # nothing on this machine knows better; SECURITY.md says so
    answer = CliRunner().invoke(decisions, ["verify", "--against", str(received), "--json"])
    assert json.loads(answer.stdout)["problem"].startswith("entries 1 to ")
    assert isinstance(answer.exception, LedgerError)


def test_a_mark_made_up_to_accuse_the_ledger_is_told_from_a_real_one(snapshot: Snapshot, tmp_path: Path) -> None:
    forged = tmp_path / "forged.eml"
    forged.write_text(f"X-Press-Ledger: press-ledger:9:{'a' * 64}:{'b' * 16}:{'c' * 128}\n\n", encoding="utf-8")
    [mark] = marks_of(forged)
    assert isinstance(mark, Mark)
    assert "did not sign" in verify({mark: forged}).problem


@pytest.mark.parametrize("name", ["admin", "giam_doc ", "GIAM_DOC", "", "*", "giam_doc,pho_giam_doc"])
def test_no_name_but_a_named_one_approves(snapshot: Snapshot, name: str) -> None:
    from include.reporting.approve import Login

    with pytest.raises(PressError, match="not among the approvers"):
        approve(snapshot.folder, Login(name, "attacker"), "Đã xem")
    assert state_of(snapshot.folder) == ApprovalState.WAITING
    assert approve(snapshot.folder, DEPUTY, "Đã xem").actor == DEPUTY.name

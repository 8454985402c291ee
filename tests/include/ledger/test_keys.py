"""One key signs at a time; what an older one signed stays proven by the newer one."""

import stat
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from include.errors import DeclarationError, LedgerError
from include.ledger import keys, signing
from include.ledger.chain import GENESIS, entry_hash
from include.ledger.engine import MIGRATIONS, _ready, existing_engine, ledger_engine, owner_engine, upgrade
from include.ledger.entries import append, content
from include.ledger.keys import rotate_key
from include.ledger.verification import require_sound, verify
from include.settings import settings

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Let no test reuse what another one opened."""
    _ready.cache_clear()


def test_the_key_is_read_by_its_owner_alone(home: Path) -> None:
    append("decision", "a", {}, "x", AT)
    assert stat.S_IMODE(settings().ledger_key.stat().st_mode) == 0o400
    assert stat.S_IMODE(settings().ledger_key.parent.stat().st_mode) == 0o700


def test_entries_before_and_after_a_rotation_are_proven_by_the_newest_key(home: Path) -> None:
    append("decision", "a", {}, "x", AT)
    before = require_sound()
    for reason in ("hằng năm", "đổi người giữ khóa"):
        rotate_key(reason, "vận hành")
        append("decision", "b", {}, "x")
    assert verify({before: home / "manifest"}).is_unbroken
    assert len(list(settings().ledger_key.parent.glob("*.retired"))) == 2


def test_a_key_that_somebody_puts_beside_the_key_proves_nothing(home: Path) -> None:
    append("decision", "a", {}, "x", AT)
    own = settings().ledger_key
    stranger = Ed25519PrivateKey.generate()
    for name, vouchers in (("0", ()), ("z.retired", (signing.sign(stranger, signing.VOUCHER, "x"), "f" * 128))):
        signing.write_key(own.with_name(f"{own.name}.{name}"), stranger, vouchers)
    own.with_name(f"{own.name}.bak").write_text("no key", encoding="utf-8")
    by_itself = signing.sign(stranger, signing.VOUCHER, signing.public_text(stranger))
    signing.write_key(own.with_name(f"{own.name}.younger"), stranger, (by_itself,))
    assert list(signing.known_publics().values()) == [signing.public_text(signing.signing_key())]
    assert len(signing.proofs("delivery", "<1@example.vn>")) == 1


def test_a_stray_key_of_a_curve_that_nobody_reads_stops_no_proof(home: Path) -> None:
    append("decision", "a", {}, "x", AT)
    own = settings().ledger_key
    stray = str(own.with_name(f"{own.name}.zz"))
    subprocess.run(["openssl", "ecparam", "-genkey", "-noout", "-name", "secp112r1", "-out", stray], check=True)
    assert len(signing.proofs("a purpose", "a text")) == 1
    Path(stray).replace(own)
    with pytest.raises(LedgerError, match="holds no private key"):
        signing.signing_key()


def test_earlier_and_later_keys_vouch_for_each_other_whichever_is_in_place(home: Path) -> None:
    append("decision", "a", {}, "x", AT)
    own = settings().ledger_key
    first = signing.key_id(signing.public_text(signing.signing_key()))
    for reason in ("hằng năm", "đổi người giữ khóa"):
        rotate_key(reason, "vận hành")
    every = set(signing.known_publics())
    assert len(every) == 3
    own.rename(own.with_name(f"{own.name}.younger"))  # as for the restore of a backup from before both rotations
    own.with_name(f"{own.name}.{first}.retired").rename(own)
    assert (next(iter(signing.known_publics())), set(signing.known_publics())) == (first, every)


def test_a_rotation_needs_a_reason(home: Path) -> None:
    with pytest.raises(DeclarationError, match="reason"):
        rotate_key(" ", "vận hành")


def test_a_stranger_cannot_hand_over_to_the_installations_key(home: Path) -> None:
    append("decision", "a", {}, "x", AT)
    own = settings().ledger_key.read_bytes()
    public = signing.public_text(signing.signing_key())
    stranger = Ed25519PrivateKey.generate()
    signing.write_key(settings().ledger_key, stranger)
    payload = {
        "old_public": signing.public_text(stranger),
        "new_public": public,
        "consent": signing.sign(stranger, keys.CONSENT, public),
        "reason": "giả",
    }
    append("key_rotated", signing.key_id(public), payload, "kẻ lạ")
    settings().ledger_key.write_bytes(own)
    assert "was not signed by this installation's key" in verify().problem


@pytest.mark.parametrize("is_recorded", [False, True])
def test_a_rotation_cut_short_is_taken_back_or_finished(
    home: Path, monkeypatch: pytest.MonkeyPatch, is_recorded: bool
) -> None:
    append("decision", "a", {}, "x", AT)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(keys, "retire_replaced_key" if is_recorded else "insert_entry", killed)
    with pytest.raises(KeyboardInterrupt):
        rotate_key("hằng năm", "vận hành")
    monkeypatch.undo()
    monkeypatch.setenv("PRESS_HOME", str(home))
    settings.cache_clear()
    _ready.cache_clear()
    append("decision", "b", {}, "x")
    assert verify().is_unbroken
    assert not signing.replaced_key().exists()


@pytest.mark.parametrize("is_genuine", [True, False])
def test_entries_from_before_there_were_keys_are_taken_over_once(home: Path, is_genuine: bool) -> None:
    path = home / "ledger" / "ledger.sqlite"
    path.parent.mkdir()
    path.touch()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    covered = content(1, "decision", "a", "{}", "x", "2026-11-01T00:00:00.000000+00:00")
    digest = entry_hash(GENESIS, covered) if is_genuine else "1" * 64
    with existing_engine().begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text("insert into ledger_entries values (:s, :k, :i, :p, :a, :r, :h, :e)"),
            {
                "s": 1, "k": "decision", "i": "a", "p": "{}", "a": "x", "r": covered["recorded_at"],
                "h": GENESIS, "e": digest,
            },
        )  # fmt: skip
    append("decision", "b", {}, "x")
    assert verify().is_unbroken is is_genuine


def test_a_key_put_there_beforehand_begins_a_ledger_by_a_persons_word_alone(home: Path) -> None:
    signing.write_key(settings().ledger_key, Ed25519PrivateKey.generate())
    with pytest.raises(LedgerError, match="is gone"):
        ledger_engine()
    upgrade(owner_engine(), may_adopt=True)
    append("decision", "a", {}, "x", AT)
    assert verify().is_unbroken

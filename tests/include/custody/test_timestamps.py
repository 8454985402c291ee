"""An outside authority's stamp proves when the ledger had which state; openssl is the authority here."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from include.custody.der import sort_certificates
from include.custody.timestamps import stamp_ledger, verify_reply, verify_stamps
from include.errors import LedgerError, TransientError
from include.ledger.entries import append, entries
from include.ledger.verification import require_sound, verify
from include.settings import settings

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not on this computer, so nothing can stamp here")
CONFIG = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,digitalSignature
[tsa]
basicConstraints = CA:FALSE
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[tsa_config]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_chain = no
crypto_device = builtin
"""


class Authority(ThreadingHTTPServer):
    """A time stamp authority: openssl answers, and certificates may be sent in any order."""

    folder: Path
    order: Any = staticmethod(lambda reply: reply)
    bytes_cut_off = 0

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}/tsa"

    def reply(self, query: bytes) -> bytes:
        """Stamp a query."""
        (self.folder / "query.tsq").write_bytes(query)
        run(self.folder, "ts", "-reply", "-config", "tsa.cnf", "-section", "tsa_config", "-queryfile", "query.tsq",
            "-signer", "tsa.pem", "-inkey", "tsa.key", "-chain", "ca.pem", "-out", "reply.tsr")  # fmt: skip
        return bytes(self.order((self.folder / "reply.tsr").read_bytes()))


class Handler(BaseHTTPRequestHandler):
    """Answers one query."""

    server: Authority

    def do_POST(self) -> None:
        body = self.server.reply(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body) + self.server.bytes_cut_off))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def run(folder: Path, *arguments: str) -> None:
    """Run openssl."""
    subprocess.run([str(OPENSSL), *arguments], cwd=folder, check=True, capture_output=True)


def make_authority(folder: Path) -> None:
    """Make a root certificate and one that may stamp."""
    folder.mkdir()
    (folder / "tsa.cnf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    new = ("req", "-config", "tsa.cnf", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    run(
        folder,
        *new,
        "-x509",
        "-subj",
        "/CN=Root",
        "-extensions",
        "ca",
        "-keyout",
        "ca.key",
        "-out",
        "ca.pem",
        "-days",
        "9",
    )
    run(folder, *new, "-subj", "/CN=TSA", "-keyout", "tsa.key", "-out", "tsa.csr")
    run(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "2", "-days", "9",
        "-extfile", "tsa.cnf", "-extensions", "tsa", "-out", "tsa.pem")  # fmt: skip


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an authority."""
    folder = tmp_path_factory.mktemp("tsa") / "authority"
    make_authority(folder)
    return folder


@pytest.fixture
def authority(home: Path, certified: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """Run the authority and let the settings trust it."""
    server = Authority(("127.0.0.1", 0), Handler)
    server.folder = certified
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setenv("PRESS_TIMESTAMP_URL", server.address)
    monkeypatch.setenv("PRESS_TIMESTAMP_CA_FILE", str(certified / "ca.pem"))
    settings.cache_clear()
    yield server
    server.shutdown()
    server.server_close()


def _now() -> datetime:
    """Return the instant of the newest entry: the authority's clock says about the same."""
    return entries()[-1].recorded_at


def test_a_stamp_covers_every_entry_before_it_and_is_verified(authority: Authority) -> None:
    for subject in "ab":
        append("archive_sealed", subject, {"digest": "0" * 64}, "keep_house")
    assert stamp_ledger(_now()) == {"stamped": 1, "entries": 2}
    stamp = verify_stamps(verify().hashes)
    assert stamp is not None
    assert stamp.count == 2
    assert abs(stamp.stamped_at - _now()) < timedelta(minutes=5)


def test_a_ledger_in_which_nothing_happened_is_not_stamped_again(authority: Authority) -> None:
    append("decision", "a", {}, "x")
    assert stamp_ledger(_now())["stamped"] == 1
    assert stamp_ledger(_now())["stamped"] == 0
    append("decision", "b", {}, "x")
    assert stamp_ledger(_now())["stamped"] == 1


def _reversed(reply: bytes) -> bytes:
    """Return a reply with its certificates in the order that DER forbids."""
    from include.custody.der import CERTIFICATES, _children, _element

    token = _children(reply, _children(reply, _element(reply, 0))[1])
    for part in _children(reply, _children(reply, token[1])[0]):
        if part.tag == CERTIFICATES:
            found = sorted((reply[one.start : one.end] for one in _children(reply, part)), reverse=True)
            assert len(found) == 2
            return reply[: part.value] + b"".join(found) + reply[part.end :]
    raise AssertionError("no certificates")


def test_certificates_in_any_order_are_taken(authority: Authority) -> None:
    authority.order = _reversed
    append("decision", "a", {}, "x")
    assert stamp_ledger(_now())["stamped"] == 1
    assert verify_stamps(verify().hashes) is not None


def test_a_stamp_of_another_state_or_of_a_stranger_proves_nothing(
    authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append("decision", "a", {}, "x")
    mark = require_sound()
    stamp_ledger(_now())
    import base64

    reply = base64.b64decode(entries("head_stamped")[0].payload["reply"])
    assert verify_reply(reply, mark.count, mark.head).count == 1
    with pytest.raises(LedgerError, match="does not prove"):
        verify_reply(reply, mark.count, "f" * 64)
    make_authority(tmp_path / "stranger")
    monkeypatch.setenv("PRESS_TIMESTAMP_CA_FILE", str(tmp_path / "stranger" / "ca.pem"))
    settings.cache_clear()
    with pytest.raises(LedgerError, match="does not prove"):
        verify_stamps(verify().hashes)


def test_a_stamped_end_that_was_cut_off_is_found(authority: Authority) -> None:
    from sqlalchemy import text

    from include.ledger.engine import ledger_engine

    append("decision", "a", {}, "x")
    append("decision", "b", {}, "x")
    stamp_ledger(_now())
    with ledger_engine().begin() as connection:
        [kept] = connection.execute(text("select sql from sqlite_master where name = 'ledger_entries_refuse_delete'"))
        connection.execute(text("drop trigger ledger_entries_refuse_delete"))
        connection.execute(text("delete from ledger_entries where sequence > 1"))
        connection.execute(text(kept.sql))
    assert "were cut off" in verify().problem
    assert "timestamps" in verify().problem


def test_an_entry_from_a_clock_that_was_ahead_contradicts_its_stamp(authority: Authority) -> None:
    append("decision", "a", {}, "x")
    append("decision", "b", {}, "x", _now() + timedelta(days=3))
    stamp_ledger(_now())
    with pytest.raises(LedgerError, match="the clock was ahead"):
        verify_stamps(verify().hashes)


def test_a_silent_authority_is_tried_again_later(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    append("decision", "a", {}, "x")
    monkeypatch.setenv("PRESS_TIMESTAMP_URL", "http://127.0.0.1:1/tsa")
    settings.cache_clear()
    with pytest.raises(TransientError, match="does not answer"):
        stamp_ledger(_now())
    assert entries("head_stamped") == []


def test_a_reply_that_breaks_off_is_asked_for_again_later(authority: Authority) -> None:
    append("decision", "a", {}, "x")
    authority.bytes_cut_off = 5
    with pytest.raises(TransientError, match="does not answer"):
        stamp_ledger(_now())
    assert entries("head_stamped") == []


@pytest.mark.parametrize("reply", ["3006300030020500", "30083000300430003000", "300a3000300630003002a000"])
def test_a_reply_that_holds_no_certificates_stays_as_it_is(reply: str) -> None:
    assert sort_certificates(bytes.fromhex(reply)).hex() == reply  # what it lacks is named when it is verified


@pytest.mark.parametrize("reply", [b"", b"\x30\x03\x02\x01\x02", b"\x30\x82\xff\xff\x00", b"<html>no</html>"])
def test_what_is_no_reply_is_refused(reply: bytes) -> None:
    with pytest.raises(LedgerError):
        sort_certificates(reply)


def test_without_an_authority_nothing_is_stamped(home: Path) -> None:
    assert stamp_ledger(datetime(2026, 11, 22, tzinfo=UTC)) == {"stamped": 0}

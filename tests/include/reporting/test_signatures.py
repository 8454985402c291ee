"""A signature is intact, changed or missing; whom to trust is never said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.errors import ReportError
from include.reporting import signatures
from include.reporting.compose import Snapshot
from include.reporting.signatures import SignatureState, overall, read_states, signature_states
from tests.support.signing import changed_after, signed, with_catalogue

INTACT, CHANGED, NONE = SignatureState.INTACT, SignatureState.CHANGED, SignatureState.NONE


@pytest.fixture
def pdf(snapshot: Snapshot) -> bytes:
    """Return the drawn PDF of a report."""
    return (snapshot.folder / "monthly_compliance_2026-11.pdf").read_bytes()


def state(body: bytes) -> SignatureState:
    return overall(read_states(body))


def test_a_drawn_pdf_bears_no_signature_and_a_signed_one_is_intact(pdf: bytes) -> None:
    assert state(pdf) == NONE
    assert state(signed(pdf)) == INTACT


def test_a_seal_beside_a_signature_leaves_both_intact(pdf: bytes) -> None:
    assert signature_states(signed(signed(pdf), "Dau")) == read_states(signed(signed(pdf), "Dau")) == (INTACT, INTACT)


def test_a_byte_that_changed_under_a_signature_is_found(pdf: bytes) -> None:
    body = bytearray(signed(pdf))
    body[pdf.index(b"stream") + 20] ^= 1
    assert state(bytes(body)) == CHANGED


def test_what_was_added_behind_a_signature_is_found(pdf: bytes) -> None:
    assert state(changed_after(signed(pdf))) == CHANGED


def test_one_changed_signature_makes_the_file_changed() -> None:
    assert overall((INTACT, CHANGED)) == CHANGED


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    try:
        read_states(b"%PDF-1.7\n" + body)
    except ReportError as error:
        assert "no PDF" in str(error)


def test_a_file_with_a_table_of_two_thousand_million_objects_ends_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = b"<< /Type /XRef /Size 2000000000 /W [1 2 1] /Index [0 2000000000] /Root 2 0 R /Length 4 >>"
    body = b"%PDF-1.7\n1 0 obj\n" + table + b"\nstream\n\1\0\0\0\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
    monkeypatch.setattr(signatures, "CPU_SECONDS", 3)
    with pytest.raises(ReportError, match="no PDF that can be read"):
        signature_states(body)


@pytest.mark.parametrize(
    "carried",
    [
        {"/OpenAction": {"/S": "/JavaScript", "/JS": "app.alert(1)"}},
        {"/AA": {"/WC": {"/S": "/Launch", "/F": "cmd.exe"}}},
        {"/Names": {"/EmbeddedFiles": {"/Names": []}}},
        {"/AcroForm": {"/XFA": []}},
    ],
    ids=["script", "program", "file", "form"],
)
def test_a_file_that_runs_something_or_carries_another_is_refused_also_where_its_signature_is_intact(
    pdf: bytes, carried: dict[str, object]
) -> None:
    with pytest.raises(ReportError, match="carries what runs or leads elsewhere"):
        state(signed(with_catalogue(pdf, carried)))
    with pytest.raises(ReportError, match="carries what runs or leads elsewhere"):
        state(with_catalogue(signed(pdf), carried))

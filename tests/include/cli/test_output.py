"""How commands answer."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from include.cli.output import read_lines, show, to_json, write_lines


def test_json_keeps_vietnamese_letters_and_iso_times() -> None:
    answer = to_json({"tên": "Hà Nội", "day": date(2026, 11, 14), "at": datetime(2026, 11, 14, tzinfo=UTC)})
    assert answer == '{"tên": "Hà Nội", "day": "2026-11-14", "at": "2026-11-14T00:00:00+00:00"}'


def test_a_line_that_is_no_object_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('\ufeff{"a": 1}\n\nnot json\n[1]\n{"a": 2}\n', encoding="utf-8")
    read = list(read_lines(path))
    assert [(number, row) for number, row, error in read if not error] == [(1, {"a": 1}), (5, {"a": 2})]
    assert [number for number, _, error in read if error] == [3, 4]


def test_error_rows_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert write_lines([{"a": 1}, {"line": 2, "error": "x"}], io.StringIO()) == (2, 1)


def test_rows_are_shown_as_a_table_or_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    show([{"outlet_id": "bao_a"}], as_json=True)
    show([{"outlet_id": "bao_a"}], as_json=False)
    show([], as_json=False)
    shown = capsys.readouterr().out
    assert '{"outlet_id": "bao_a"}' in shown
    assert "Nothing found." in shown


WIDE = [{f"column_{number}": f"[value] {number}" for number in range(30)}]


def test_a_wide_table_that_is_not_for_a_terminal_keeps_every_value(capsys: pytest.CaptureFixture[str]) -> None:
    show(WIDE, as_json=False)
    shown = capsys.readouterr().out
    assert all(value in shown for value in WIDE[0].values())


def test_a_wide_table_is_shown_row_below_row_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    show(WIDE, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert "1 of 1" in lines[0]
    assert len(lines) == 1 + len(WIDE[0])


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b'{"text": "\\ud800"}', "lone surrogate"),
        (b'{"text": ' + b"[" * 200_000, "nested too deeply"),
        (b'{"text": ', "not JSON"),
        (b"[1]", "not a JSON object"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_next_is_read(tmp_path: Path, line: bytes, trouble: str) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line + b'\r\n\n{"text": "\\ud83d\\ude00"}')
    (first, nothing, error), second = read_lines(path)
    assert (first, nothing) == (1, None)
    assert trouble in error
    assert second == (3, {"text": "😀"}, "")


@pytest.mark.parametrize("width", ["", "20"], ids=["as a table", "row below row"])
def test_a_columns_name_steers_no_terminal_and_is_no_markup(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    if width:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("COLUMNS", width)
    show([{"[/x] \x1b]0;tên\x07 [red]": 1, "b" * 30: 2}], as_json=False, title="[/y]")
    shown = capsys.readouterr().out
    assert "[/x]" in shown
    assert "[red]" in shown
    assert "\x1b]" not in shown
    assert "\x07" not in shown

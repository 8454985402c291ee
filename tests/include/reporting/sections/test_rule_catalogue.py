"""The catalogue lists each rule in force on the last day, its text, and who read it."""

from typing import Any

from include.reporting.model import Table
from include.reporting.sections.rule_catalogue import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def _version(first: str, after: str | None, **more: Any) -> dict[str, Any]:
    return {
        "rule_id": "source_credit", "rule_version_id": f"source_credit@{first}", "effective_from": first,
        "effective_to": after, "instrument": "Nghị định 147/2024/NĐ-CP", "provision": "Điều 24 khoản 1",
        "in_force": "yes", **more,
    }  # fmt: skip


def test_a_rule_is_listed_by_the_version_in_force_on_the_last_day(reading: MakeReading) -> None:
    rules = [{"rule_id": "source_credit", "code": "SRC-01", "title_vi": "Ghi nguồn tin"}]
    read = {"read_by_role": "Người lập danh mục quy tắc", "read_where": "S-174", "read_on": "2026-11-27"}
    versions = [_version("2020-01-01", "2026-11-14"), _version("2026-11-14", None, **read),
                _version("2026-11-15", None)]  # fmt: skip
    (table,) = compose(reading(dim_rules=rules, dim_rule_versions=versions)).blocks
    assert isinstance(table, Table)
    reader = "Người lập danh mục quy tắc, ngày 27/11/2026, nguồn S-174"
    text = "khoản 1 Điều 24 Nghị định 147/2024/NĐ-CP"
    assert table.rows == (("SRC-01", "Ghi nguồn tin", text, "2026-11-14", reader),)


def test_what_is_not_known_of_a_text_is_said(reading: MakeReading) -> None:
    rules = [{"rule_id": "source_credit", "code": "SRC-01", "title_vi": "Ghi nguồn tin"}]
    versions = [_version("2020-01-01", None, provision=None, in_force="unknown")]
    said = words(compose(reading(dim_rules=rules, dim_rule_versions=versions)))
    assert "chưa đọc điều khoản" in said
    assert "chưa đọc bản gốc" in said


def test_an_empty_catalogue_says_so(reading: MakeReading) -> None:
    assert "Chưa có nội dung quy định" in words(compose(reading(is_empty=True)))

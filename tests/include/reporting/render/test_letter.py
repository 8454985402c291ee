"""A draft is drawn as DOCX in the official form, the same bytes for the same draft, whatever it holds."""

import io
from datetime import date

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from include.reporting.declaration import report
from include.reporting.render.letter import LetterParts, parts_of, render_letter

DAY = date(2026, 11, 9)
LEAD = report("monthly_compliance").lead_on(DAY)
DRAFT = "V/v thông tin\nKính gửi: Trang A (Văn thư)\n\nĐoạn một.\n\nĐoạn hai\n- dòng\n"


def words(content: bytes) -> list[str]:
    document = Document(io.BytesIO(content))
    cells = [p.text for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs]
    return [*cells, *(paragraph.text for paragraph in document.paragraphs)]


def test_a_draft_has_a_subject_an_addressee_and_paragraphs() -> None:
    assert parts_of(DRAFT) == LetterParts(
        "V/v thông tin", "Kính gửi: Trang A (Văn thư)", ("Đoạn một.", "Đoạn hai\n- dòng./.")
    )


def test_the_form_carries_nation_department_subject_and_room_for_number_date_and_signature() -> None:
    found = words(render_letter(DRAFT, LEAD, DAY))
    for part in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ VĂN HÓA VÀ THỂ THAO", "V/v thông tin", "GIÁM ĐỐC",
                 "Nơi nhận:", "Kính gửi: Trang A (Văn thư)", "Đoạn một.", "- dòng./."):  # fmt: skip
        assert part in found
    assert any(line.startswith("Số:") and "SVHTT" in line for line in found)
    assert any("ngày      tháng" in line for line in found)


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert render_letter(DRAFT, LEAD, DAY) == render_letter(DRAFT, LEAD, DAY)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_drawn(text: str) -> None:
    assert Document(io.BytesIO(render_letter(f"V/v a\nKính gửi: b\n\n{text}", LEAD, DAY))).tables

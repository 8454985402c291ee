"""Draws the sheet that a unit gets before its row on portals is printed: what was measured, and how to remark on it."""

import io

import docx

from include.periods.report_period import ReportPeriod
from include.reporting.reading import Row
from include.reporting.render.archive_bytes import with_fixed_times
from include.reporting.render.docx_form import lay_page, repeat_header, shape, write
from include.reporting.sections.portals import MEASURES, STATE, reached, stops, took
from include.reporting.wording import word
from include.text import clean_value
from include.warehouse.disclaimer import NOT_EVIDENCE

TITLE = "PHIẾU ĐO CỔNG, TRANG THÔNG TIN ĐIỆN TỬ"
REMARKS = (
    "Đơn vị có mười ngày làm việc kể từ ngày gửi phiếu để xem và có ý kiến bằng văn bản; ý kiến được in kèm dòng của "
    "đơn vị. Không có ý kiến trong thời hạn thì báo cáo ghi như vậy. Số liệu thay đổi sau ngày gửi thì phiếu được gửi "
    "lại trước khi in."
)
HOW = (
    "Số liệu đo từ bên ngoài theo khoản 2, khoản 3 Điều 12 Nghị định số 224/2026/NĐ-CP; không phải kết luận, không xếp "
    "hạng. “Không đọc được” và “không quan sát được” là giới hạn của hệ thống, không phải thiếu sót của đơn vị."
)


def portal_sheet(row: Row, period: ReportPeriod) -> bytes:
    """Return the sheet of one unit as DOCX, the same bytes whenever it is drawn from the same row.

    Args:
        row: Its row of rpt_portals.
        period: The period measured.
    """
    document = docx.Document()
    lay_page(document)
    for text, size, bold in ((TITLE, 14, True), (f"{period.label_vi} ({period.span_vi})", 13, False)):
        paragraph = document.add_paragraph()
        shape(paragraph, "center")
        write(paragraph, text, size, bold=bold)
    paragraph = document.add_paragraph()
    shape(paragraph, "left", before=6, after=6)
    write(paragraph, f"Kính gửi: {clean_value(row['unit_name'])}", 14)
    table = document.add_table(rows=1, cols=2)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("Nội dung đo", "Kết quả"), strict=True):
        write(cell.paragraphs[0], text, 13, bold=True)
    repeat_header(table)
    for name, value in lines(row):
        for cell, text in zip(table.add_row().cells, (name, value), strict=True):
            write(cell.paragraphs[0], text, 13)
    for text in (HOW, REMARKS, NOT_EVIDENCE):
        paragraph = document.add_paragraph()
        shape(paragraph, "justify", before=6)
        write(paragraph, text, 13)
    written = io.BytesIO()
    document.save(written)
    return with_fixed_times(written.getvalue(), period.last_day)


def lines(row: Row) -> list[tuple[str, str]]:
    """Return each line of the sheet: what is measured, and what was found."""
    shown = [("Tên miền đo", str(clean_value(row["domain"] or "không có")))]
    shown += [(title, word(STATE, row[f"{name}_state"])) for name, title in MEASURES.items()]
    return [
        *shown,
        ("Số ngày truy cập được", reached(row)),
        ("Thời gian trả lời (trung vị)", took(row)),
        ("Tạm ngừng báo trước đúng hạn", stops(row)),
        ("Mức độ sử dụng", "không đo"),
        ("Mã số liệu (ghi vào sổ khi gửi phiếu)", str(row["sheet_code"])),
    ]

"""Press requests and what became of them, and press conferences held: measures, not verdicts."""

from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading, Row, total
from include.reporting.wording import NO_FIGURES, REQUEST_KIND, number, word

TITLE = "Phát ngôn và cung cấp thông tin cho báo chí"


def _requests(rows: list[Row]) -> tuple[Block, ...]:
    """Lay out requests by kind."""
    if not rows:
        return (Paragraph(text=f"Yêu cầu của báo chí: {NO_FIGURES}", style="bullet"),)
    columns = (
        Column(header="Loại yêu cầu", weight=2.6),
        Column(header="Tiếp nhận", kind="count"),
        Column(header="Đã trả lời", kind="count"),
        Column(header="Chưa trả lời", kind="count"),
    )
    names = ("received", "answered", "waiting")
    lines = tuple((word(REQUEST_KIND, row["request_kind"]), *(row[name] for name in names)) for row in rows)
    return (Table(title="Yêu cầu của báo chí và việc trả lời", columns=columns, rows=lines),)


def _conferences(rows: list[Row]) -> Paragraph:
    """Write how many press conferences were held."""
    if not rows:
        return Paragraph(text=f"Họp báo: {NO_FIGURES}", style="bullet")
    text = (
        f"Họp báo: {number(total(rows, 'conferences'))} cuộc, "
        f"{number(total(rows, 'questions_answered'))} câu hỏi được trả lời tại họp báo."
    )
    return Paragraph(text=text, style="bullet")


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_press_requests and rpt_press_conferences."""
    requests = reading.rows("rpt_press_requests", "request_kind")
    conferences = reading.rows("rpt_press_conferences", "kind")
    figures: dict[str, int | float] = {
        "press_requests": total(requests, "received"),
        "press_conferences": total(conferences, "conferences"),
    }
    blocks = (*_requests(requests), _conferences(conferences))
    return Section(section_id="spokesperson", title=TITLE, blocks=blocks, figures=figures)

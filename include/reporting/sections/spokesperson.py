"""Press requests and how they were answered, press conferences held, and deadlines: measures, not verdicts."""

from typing import Any

from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading, Row
from include.reporting.wording import NO_FIGURES, REQUEST_KIND, number, word

TITLE = "Phát ngôn và cung cấp thông tin cho báo chí"


def _requests(rows: list[Row]) -> tuple[Block, ...]:
    """Return a table of requests by kind."""
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


def _conferences(rows: list[Row], found: dict[str, Any]) -> Paragraph:
    """Return how many press conferences were held."""
    if not rows:
        return Paragraph(text=f"Họp báo: {NO_FIGURES}", style="bullet")
    text = (
        f"Họp báo: {number(found['press_conferences'])} cuộc, "
        f"{number(found['press_questions'])} câu hỏi được trả lời tại họp báo."
    )
    return Paragraph(text=text, style="bullet")


def _measures(rows: list[Row]) -> tuple[Block, ...]:
    """Return a table of what was due in the period, by how it stands."""
    if not rows:
        return (Paragraph(text=f"Việc thực hiện thời hạn: {NO_FIGURES}", style="bullet"),)
    states = {
        "in_time": "Đúng hạn",
        "late": "Chậm",
        "overdue": "Quá hạn, chưa thực hiện",
        "waiting": "Chưa đến hạn",
        "needs_review": "Cần xem xét",
        "not_observed": "Không quan sát được",
    }
    columns = (Column(header="Chỉ tiêu", weight=2.6), *(Column(header=text, kind="count") for text in states.values()))
    lines = tuple((row["title_vi"], *(row[state] for state in states)) for row in rows)
    return (Table(title="Thực hiện thời hạn phát ngôn, cung cấp thông tin", columns=columns, rows=lines),)


def compose(reading: Reading) -> Section:
    """Compose the section from rpt_press_requests, rpt_press_conferences and rpt_measures."""
    requests = reading.rows("rpt_press_requests", "request_kind")
    conferences = reading.rows("rpt_press_conferences", "kind")
    found = reading.metrics("press_requests", "press_answers", "press_conferences", "press_questions")
    measures = reading.rows("rpt_measures", "code")
    blocks = (*_requests(requests), _conferences(conferences, found), *_measures(measures))
    return Section(section_id="spokesperson", title=TITLE, blocks=blocks, figures=found)

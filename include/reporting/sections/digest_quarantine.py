"""What was quarantined in a week by its reason, and what still waits for somebody."""

from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading
from include.reporting.wording import number, some

TITLE = "Bản ghi được tách riêng"
FIGURES = ("quarantine_new", "quarantine_open")


def _by_reason(reading: Reading) -> tuple[Block, ...]:
    """Lay out the records by reason, the commonest first."""
    found = {name: reading.metric_by(name, "reason") for name in FIGURES}
    reasons = sorted(found["quarantine_new"], key=lambda key: (-float(found["quarantine_new"][key] or 0), key))
    if not reasons:
        return ()
    columns = (
        Column(header="Lý do (mã)", weight=3),
        Column(header="Mới trong tuần", kind="count"),
        Column(header="Còn chờ", kind="count"),
    )
    rows = tuple((key[0], found["quarantine_new"][key], found["quarantine_open"].get(key, 0)) for key in reasons)
    return (Table(title="Theo lý do", columns=columns, rows=rows),)


def compose(reading: Reading) -> Section:
    """Compose the section from the declared figures of fct_quarantine."""
    found = reading.metrics(*FIGURES)
    if not found["quarantine_new"]:
        text = "Trong tuần không có bản ghi nào được tách riêng."
        return Section(section_id="digest_quarantine", title=TITLE, blocks=(Paragraph(text=text),), figures=found)
    text = (
        f"Trong tuần có {number(found['quarantine_new'])} bản ghi được tách riêng, trong đó "
        f"{some(found['quarantine_open'], 'bản ghi')} còn chờ xử lý (press quarantine list; "
        "docs/runbooks/replay_quarantine.md)."
    )
    blocks = (Paragraph(text=text), *_by_reason(reading))
    return Section(section_id="digest_quarantine", title=TITLE, blocks=blocks, figures=found)

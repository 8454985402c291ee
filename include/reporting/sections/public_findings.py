"""What the public may read of matters: what was confirmed by decision, who may be named by now, what was corrected.

Candidates, and how many of them wait, stand in no public text: nobody has decided them.
"""

from include.reporting.model import Block, Paragraph, Section
from include.reporting.reading import Reading
from include.reporting.sections.confirmed_findings import NONE, confirmed, corrections_table, named_table

TITLE = "Nội dung đã được xác nhận bằng quyết định"
FIGURES = ("matters_confirmed", "outlets_confirmed", "matters_named", "corrections")


def compose(reading: Reading) -> Section:
    """Compose the section from the declared figures, rpt_named_matters and rpt_corrections."""
    found = reading.metrics(*FIGURES)
    named = reading.rows("rpt_named_matters", "first_day, rule_id, matter_id")
    corrections = reading.rows("rpt_corrections", "cleared_on, matter_id")
    opening: tuple[Block, ...] = confirmed(found) if found["matters_confirmed"] else (Paragraph(text=NONE),)
    tables = (*((named_table(named),) if named else ()), *((corrections_table(corrections),) if corrections else ()))
    return Section(
        section_id="public_findings",
        title=TITLE,
        blocks=(*opening, *tables),
        figures=found,
        named=tuple(str(row["matter_id"]) for row in named),
    )

"""II.1 of the plan: matters at newspapers and magazines, per rule with its legal basis."""

from include.reporting.matters_by_rule import matters_by_rule
from include.reporting.model import Section
from include.reporting.reading import Reading

TITLE = "Báo, tạp chí điện tử"


def compose(reading: Reading) -> Section:
    """Compose the section from the declared figures of matters."""
    blocks = matters_by_rule(reading, "báo, tạp chí điện tử", is_press=True)
    return Section(section_id="compliance_press", title=TITLE, blocks=blocks)

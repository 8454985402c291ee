"""II.2 of the plan: matters at aggregators, social networks and all other outlets that are not of the press."""

from include.reporting.matters_by_rule import matters_by_rule
from include.reporting.model import Section
from include.reporting.reading import Reading

TITLE = "Trang thông tin điện tử, mạng xã hội"


def compose(reading: Reading) -> Section:
    """Compose the section from the declared figures of matters."""
    blocks = matters_by_rule(reading, "trang thông tin điện tử, mạng xã hội", is_press=False)
    return Section(section_id="compliance_networks", title=TITLE, blocks=blocks)

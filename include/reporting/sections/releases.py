"""The reach of the city's own releases: how fast, how completely, through which kinds of outlet; never by outlet.

Who did not carry one is not asked: the measure is the city's own reach.
"""

from include.reporting.charts import delays_chart
from include.reporting.model import Block, Column, Paragraph, Section, Table
from include.reporting.reading import Reading
from include.reporting.wording import KIND, number, word

TITLE = "Lan tỏa thông tin chính thức của Thành phố"
FIGURES = ("releases", "releases_carried", "release_articles")
NEUTRAL = (
    "Số liệu đo mức lan tỏa của thông tin do Thành phố công bố, theo loại hình; không thống kê đơn vị nào đăng hay "
    "không đăng."
)
BY_KIND = {
    "releases_carried": ("Thông tin được đăng", "count"),
    "release_articles": ("Số tin, bài", "count"),
    "release_minutes_first": ("Bài sớm nhất sau (phút)", "count"),
    "release_minutes_mean": ("Bình quân sau (phút)", "count"),
    "release_containment": ("Mức đầy đủ", "percent"),
    "release_units_share": ("Xã, phường được nhắc lại", "percent"),
}


def _table(reading: Reading) -> tuple[Block, ...]:
    """Return a table of speed and completeness by kind of outlet."""
    found = {name: reading.metric_by(name, "kind") for name in BY_KIND}
    kinds = [kind for kind in KIND if (kind,) in found["releases_carried"]]
    if not kinds:
        return ()
    columns = (
        Column(header="Loại hình", weight=2.2),
        *(Column.model_validate({"header": header, "kind": kind}) for header, kind in BY_KIND.values()),
    )
    rows = tuple((word(KIND, kind), *(found[name].get((kind,)) for name in BY_KIND)) for kind in kinds)
    return (Table(title="Tốc độ và mức đầy đủ theo loại hình", columns=columns, rows=rows),)


def compose(reading: Reading) -> Section:
    """Compose the section from the declared figures of releases and fct_reprints."""
    found = reading.metrics(*FIGURES)
    if not found["releases"]:
        text = "Trong kỳ sổ theo dõi chưa có thông tin chính thức nào được ghi nhận."
        return Section(section_id="releases", title=TITLE, blocks=(Paragraph(text=text),), figures=found)
    carried = (
        f"{number(found['releases_carried'])} thông tin được đăng lại, với {number(found['release_articles'])} tin, bài"
        if found["releases_carried"]
        else "chưa ghi nhận tin, bài đăng lại"
    )
    text = f"Trong kỳ Thành phố công bố {number(found['releases'])} thông tin chính thức; {carried}. {NEUTRAL}"
    delays = delays_chart(reading)
    blocks = (Paragraph(text=text), *_table(reading), *((delays,) if delays else ()))
    return Section(section_id="releases", title=TITLE, blocks=blocks, figures=found)

"""States in what one composed report differs from another: figures with both values, sections whose words differ."""

from include.reporting.model import Content
from include.reporting.wording import cell


def figure_differences(before: Content, now: Content) -> list[str]:
    """Return the figures that both reports print with different values, each with both, in Vietnamese."""
    known = {figure.name: figure for figure in before.figures}
    return [
        f"{one.label}: {cell(one.kind, known[one.name].value)} → {cell(one.kind, one.value)}"
        for one in now.figures
        if one.name in known and known[one.name].value != one.value
    ]


def section_differences(before: Content, now: Content) -> list[str]:
    """Return the titles of the sections that say something else, that are new, or that are gone."""
    known = {section.section_id: section for section in before.sections}
    kept = {section.section_id for section in now.sections}
    changed = [one.title for one in now.sections if known.get(one.section_id) != one]
    return [*changed, *(f"{one.title} (không còn)" for one in before.sections if one.section_id not in kept)]


def frame_differences(before: Content, now: Content) -> list[str]:
    """Return which parts around the sections differ: page one, the legal grounds, who signs, who receives it."""
    parts = {
        "Trang đầu": (before.summary, now.summary),
        "Căn cứ": (before.bases, now.bases),
        "Cơ quan, thẩm quyền ký": (before.lead, now.lead),
        "Nơi nhận": (before.recipients, now.recipients),
    }
    return [name for name, (then, current) in parts.items() if then != current]

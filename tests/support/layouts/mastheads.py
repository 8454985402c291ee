"""Draws home pages with a masthead: what it shows, in which words, markup and order, and what it does not show."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tests.support.layouts.draw import Draw
from tests.support.layouts.masthead_words import (
    COLONS,
    LABELS,
    LICENCE_KINDS,
    LICENCES,
    NOISE,
    PERSON_TITLES,
    SEPARATORS,
)

FIELDS = (
    "organisation_name",
    "governing_body",
    "contact_address",
    "contact_email",
    "contact_phone",
    "responsible_person",
    "licence_number",
    "licence_date",
    "licence_issuer",
)
_MISSING = 0.15


@dataclass
class DrawnMasthead:
    """A drawn page and what it shows.

    Attributes:
        html: The page.
        shown: Each shown field with the values of which any is right; nothing where only its presence counts.
        missing: The fields that the page does not show.
        seed: What it was drawn from.
        words: The wordings that were used, by field: which label announced it.
    """

    html: str
    shown: dict[str, tuple[str, ...]]
    missing: tuple[str, ...]
    seed: str
    words: dict[str, str] = field(default_factory=dict)


@dataclass
class _Item:
    """One thing that a masthead says: a label, if any, and its value."""

    label: str
    value: str
    name: str = ""


def draw_masthead(seed: str, strange: str = "") -> DrawnMasthead:
    """Draw a home page from a seed; half of the labels may be strange words that announce nothing anybody knows."""
    draw = Draw(seed)
    is_company = draw.chance(0.5)
    shown: dict[str, tuple[str, ...]] = {}
    items = [*_who(draw, shown, is_company=is_company), *_licence(draw, shown), *_contacts(draw, shown)]
    if draw.chance(0.4):
        draw.random.shuffle(items)
    if strange:
        items = [_Item(strange, item.value, item.name) if item.label and draw.chance(0.5) else item for item in items]
    items = [*items, *(_Item("", noise(draw)) for noise in draw.some(NOISE, 3))]
    body = _lay_out(draw, items)
    words = {item.name: item.label for item in items if item.name}
    unjudged = "governing_body" if is_company else "organisation_name"  # who runs a company's site is one question
    missing = tuple(name for name in FIELDS if name not in shown and name != unjudged)
    return DrawnMasthead(_page(draw, body), shown, missing, seed, words)


def _label(draw: Draw, name: str, *, can_be_bare: bool = False) -> str:
    """Return a wording that announces a field, or none."""
    if can_be_bare and draw.chance(0.15):
        return ""
    label = draw.one(LABELS[name])
    return label.upper() if draw.chance(0.1) else label


def _who(draw: Draw, shown: dict[str, tuple[str, ...]], *, is_company: bool) -> list[_Item]:
    """Draw who runs the outlet, whom it belongs to, and who answers for it."""
    items = []
    if is_company and not draw.chance(_MISSING):
        company = draw.company()
        shown["organisation_name"] = (company,)
        items.append(_Item(_label(draw, "organisation_name", can_be_bare=True), company, "organisation_name"))
    if not is_company and not draw.chance(_MISSING):
        body = draw.body()
        shown["governing_body"] = (body,)
        items.append(_Item(_label(draw, "governing_body"), body, "governing_body"))
    if not draw.chance(_MISSING):
        shown["responsible_person"] = ()
        title = draw.one(PERSON_TITLES)
        items.append(_Item(_label(draw, "responsible_person"), f"{title}{draw.person()}", "responsible_person"))
    return items


def _written(draw: Draw, day: date) -> str:
    """Return a day as it may be written."""
    return draw.one(
        (
            f"{day:%d/%m/%Y}",
            f"{day.day}/{day.month}/{day.year}",
            f"{day:%d-%m-%Y}",
            f"{day:%d.%m.%Y}",
            f"{day.day} tháng {day.month} năm {day.year}",
            f"{day:%d} tháng {day:%m} năm {day.year}",
        )
    )


def _licence(draw: Draw, shown: dict[str, tuple[str, ...]]) -> list[_Item]:
    """Draw the licence: in one sentence, or its parts under labels of their own; each part may be missing."""
    kind_of_licence = draw.one(LICENCE_KINDS)
    number = f"{draw.number(1, 3999)}{draw.one(('', '', '', 'A'))}/{kind_of_licence}"
    issuer = draw.one(
        (
            "Bộ Thông tin và Truyền thông",
            "Bộ TT&TT",
            "Bộ TTTT",
            "Sở Thông tin và Truyền thông Hà Nội",
            "Sở TT&TT TP. Hà Nội",
            "Cục Báo chí",
            "Bộ Văn hóa, Thể thao và Du lịch",
            "Sở Văn hóa và Thể thao Hà Nội",
            "Cục Phát thanh, truyền hình và thông tin điện tử",
            "Cục PTTH&TTĐT",
            "Sở TTTT Tp.HCM",
            "UBND thành phố Bến Long",
        )
    )
    day = draw.day()
    parts = {"licence_number": number, "licence_issuer": issuer, "licence_date": day.isoformat()}
    has = {name: not draw.chance(_MISSING) for name in parts}
    if not has["licence_number"]:
        return []
    shown |= {name: (value,) for name, value in parts.items() if has[name]}
    if draw.chance(0.2):
        items = [_Item(_label(draw, "licence_number"), number, "licence_number")]
        items += (
            [_Item(_label(draw, "licence_date"), _written(draw, day), "licence_date")] if has["licence_date"] else []
        )
        items += [_Item(_label(draw, "licence_issuer"), issuer, "licence_issuer")] if has["licence_issuer"] else []
        return items
    sentence = draw.one(LICENCES[has["licence_issuer"], has["licence_date"]])
    kind = draw.one(
        (
            "",
            " hoạt động báo điện tử",
            " thiết lập trang thông tin điện tử tổng hợp",
            " xuất bản",
            " thiết lập MXH",
            " Báo điện tử",
            " TTĐT",
        )
    )
    text = sentence.format(number=number, issuer=issuer, day=_written(draw, day), kind=kind)
    return [_Item("", text.upper() if draw.chance(0.05) else text, "licence")]


def _contacts(draw: Draw, shown: dict[str, tuple[str, ...]]) -> list[_Item]:
    """Draw address, telephone and mailbox."""
    items = []
    if not draw.chance(_MISSING):
        address = draw.address()
        shown["contact_address"] = (address,)
        items.append(_Item(_label(draw, "contact_address", can_be_bare=True), address, "contact_address"))
    if not draw.chance(_MISSING):
        written, digits = draw.telephone()
        shown["contact_phone"] = (digits,)
        second = draw.telephone()
        if draw.chance(0.15):
            written += draw.one((" - ", " / ", ", ")) + second[0]
            shown["contact_phone"] = (digits, second[1])
        items.append(_Item(_label(draw, "contact_phone"), written, "contact_phone"))
    if not draw.chance(_MISSING):
        written, meant = draw.mailbox()
        shown["contact_email"] = (meant,)
        items.append(_Item(_label(draw, "contact_email", can_be_bare=True), written, "contact_email"))
    return items


def _said(draw: Draw, item: _Item, colon: str = "") -> str:
    """Return an item as a stretch of a line."""
    if not item.label:
        return draw.markup(item.value)
    label, value = draw.markup(item.label), draw.markup(item.value)
    colon = colon or (
        " " if item.label.endswith(("bởi", "của", "Thuộc", "thuộc", "về", "BỞI", "CỦA", "VỀ")) else draw.one(COLONS)
    )
    if draw.chance(0.2):
        return f"<b>{label}{colon.rstrip()}</b> {value}"
    return f"{label}{colon}{value}"


def _blocks(draw: Draw, items: list[_Item]) -> str:
    """One block an item."""
    tag = draw.one(("p", "div", "li", "p", "span class='row'><br"))
    if tag.startswith("span"):
        return "<br>".join(_said(draw, item) for item in items)
    return "".join(f"<{tag}>{_said(draw, item)}</{tag}>" for item in items)


def _one_line(draw: Draw, items: list[_Item]) -> str:
    """Several items a line, with one separator between them."""
    sign, lines = draw.one(SEPARATORS), []
    while items:
        count = draw.number(2, 4)
        lines.append(sign.join(_said(draw, item, ": ") for item in items[:count]))
        items = items[count:]
    return "".join(f"<p>{line}</p>" for line in lines)


def _table(draw: Draw, items: list[_Item]) -> str:
    """Label and value in cells side by side."""
    colon = draw.one(("", ":"))
    rows = "".join(
        f"<tr><td>{draw.markup(item.label)}{colon}</td><td>{draw.markup(item.value)}</td></tr>"
        if item.label
        else f"<tr><td colspan='2'>{draw.markup(item.value)}</td></tr>"
        for item in items
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _definitions(draw: Draw, items: list[_Item]) -> str:
    """Label as dt or heading, value below it."""
    term, told = draw.one(
        (("dt", "dd"), ("h4", "p"), ("h5", "div"), ("div class='k'", "div class='v'"), ("strong", "p"))
    )
    inner = "".join(
        (f"<{term}>{draw.markup(item.label)}</{term.split()[0]}>" if item.label else "")
        + f"<{told}>{draw.markup(item.value)}</{told.split()[0]}>"
        for item in items
    )
    return f"<dl>{inner}</dl>" if term == "dt" else inner


def _boxes(draw: Draw, items: list[_Item]) -> str:
    """Label and value in inline elements that touch, side by side by their style alone."""
    return "".join(
        f"<div class='row'><span class='k'>{draw.markup(item.label)}</span><span>{draw.markup(item.value)}</span></div>"
        for item in items
    )


def _columns(draw: Draw, items: list[_Item]) -> str:
    """Two columns of blocks."""
    middle = len(items) // 2
    return (
        f"<div class='col'>{_blocks(draw, items[:middle])}</div><div class='col'>{_blocks(draw, items[middle:])}</div>"
    )


LAYOUTS: tuple[Callable[[Draw, list[_Item]], str], ...] = (
    _blocks,
    _blocks,
    _one_line,
    _table,
    _definitions,
    _columns,
    _boxes,
)


def _lay_out(draw: Draw, items: list[_Item]) -> str:
    """Return the items in one of the layouts."""
    return draw.one(LAYOUTS)(draw, items)


_CONTAINERS = (
    ("<footer>", "</footer>"),
    ("<footer class='footer'><div class='container'>", "</div></footer>"),
    ("<div id='footer'>", "</div>"),
    ("<div class='footer-bottom'>", "</div>"),
    ("<div class='chan-trang'>", "</div>"),
    ("<div class='bottom-page'>", "</div>"),
    ("<section class='info'>", "</section>"),
    ("<div class='ft'>", "</div>"),
)


def _page(draw: Draw, masthead: str) -> str:
    """Return a whole home page around a masthead."""
    first, last = draw.one(_CONTAINERS)
    menu = "".join(
        f"<li><a href='/{n}'>{name}</a></li>" for n, name in enumerate(("Thời sự", "Đời sống", "Kinh tế", "Văn hóa"))
    )
    items = "".join(
        f"<article><h3><a href='/bai-{n}.html'>Phường Bến Gạo mở lại chợ sáng sau đợt sửa chữa lần thứ {n}</a></h3>"
        f"<p>Ban quản lý chợ cho biết các quầy đã đủ điện nước.</p></article>"
        for n in range(4)
    )
    foot_menu = f"<ul>{menu}<li><a href='/lien-he'>Liên hệ</a></li></ul>" if draw.chance(0.3) else ""
    return (
        "<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>Trang Chủ</title></head><body>"
        f"<header><a href='/'><img src='/logo.png' alt='Tin'></a></header><nav><ul>{menu}</ul></nav>"
        f"<main>{items}</main>{first}{foot_menu}{masthead}{last}</body></html>"
    )

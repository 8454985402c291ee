"""Home pages of drawn outlets: labels × markup × order × separators, each outlet with a layout of its own."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from include.sample_city.drawing.chance import Chance, words
from include.sample_city.drawing.declaration import Article, Outlet

LICENCE = ("licence_number", "licence_date", "licence_issuer")
Line = tuple[str, str]


def home_page(outlet: Outlet, lacking: frozenset[str], newest: Sequence[Article], day: date) -> str:
    """Return an outlet's home page of a day, without the fields and fixed pages that it lacks."""
    chance = Chance(outlet.style, "home")
    label = chance.one(words()["kinds"][outlet.kind]["label"])
    links = "".join(
        f'<li><a href="/{n}">{escape(section)}</a></li>' for n, section in enumerate(words()["sections"][outlet.kind])
    )
    for name, wordings in words()["fixed_pages"].get(outlet.kind, {}).items():
        wording = chance.one(wordings)
        if name not in lacking:
            links += f'<li><a href="/trang/{name}">{wording}</a></li>'
    items = "".join(f'<h3><a href="{article.path}">{escape(article.draft.title)}</a></h3>' for article in newest)
    head = chance.one((
        "<header><h1>{name}</h1><p>{label}</p></header>",
        '<div class="header"><a class="logo" href="/" title="{name}"><img src="/logo.png" alt="{name}"></a>'
        "<span>{label}</span></div>",
        '<div id="top"><a href="/"><strong>{name}</strong></a> <em>{label}</em></div>',
    )).format(name=escape(outlet.name), label=label)  # fmt: skip
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{escape(outlet.name)} - {label}</title>'
        "</head>"
        f"<body>{head}<nav><ul>{links}</ul></nav><main>{items}</main>{_masthead(outlet, lacking, day)}</body></html>"
    )


def _masthead(outlet: Outlet, lacking: frozenset[str], day: date) -> str:
    """Return what an outlet says of itself at the end of its page."""
    chance = Chance(outlet.style, "masthead")
    lines = [line for line in _lines(outlet, chance, lacking) if line[1]]
    markup = chance.one(_MARKUPS)(chance, lines)
    slogans = "".join(f"<p>{slogan}</p>" for slogan in chance.some(words()["slogans"], 2))
    rights = f"<p>© {day.year} {escape(outlet.name)}</p>" if chance.happens(0.5) else ""
    inside = chance.one((f"{markup}{slogans}{rights}", f"{rights}{markup}{slogans}"))
    return chance.one((
        "<footer>{}</footer>", '<div class="footer">{}</div>', '<div id="footer"><div class="container">{}</div></div>',
        '<section class="chan-trang">{}</section>', '<footer class="site-footer"><div class="row">{}</div></footer>',
    )).format(inside)  # fmt: skip


def _lines(outlet: Outlet, chance: Chance, lacking: frozenset[str]) -> list[Line]:
    """Return label and value of each thing that is said, in the outlet's order; the value is empty where it lacks."""
    fields = {name: "" if name in lacking else escape(value) for name, value in outlet.fields.items()}
    said = {name: (_label(name, outlet, chance), value) for name, value in fields.items() if name not in LICENCE}
    who = [said[name] for name in ("governing_body", "organisation_name", "responsible_person") if name in said]
    contact = chance.shuffled([said[name] for name in ("contact_address", "contact_phone", "contact_email")])
    licence = _licence(outlet, chance, fields)
    return chance.one(([*who, *licence, *contact], [*licence, *who, *contact], [*who, *contact, *licence]))


def _label(name: str, outlet: Outlet, chance: Chance) -> str:
    """Return the words that announce a field at an outlet."""
    found = words()["labels"][name]
    options = found["press" if outlet.is_press else "other"] if isinstance(found, dict) else found
    return str(chance.one(options))


def _licence(outlet: Outlet, chance: Chance, fields: dict[str, str]) -> list[Line]:
    """Return the licence: in one sentence, or its parts under labels of their own."""
    sentence, bare = chance.one(words()["licences"]["whole"]), chance.one(words()["licences"]["without_number"])
    kind = chance.one(words()["kinds"][outlet.kind]["licence"])
    labels = [_label(name, outlet, chance) for name in LICENCE]
    if chance.happens(0.3):
        return [(label, fields[name]) for name, label in zip(LICENCE, labels, strict=True)]
    number, day, issuer = (fields[name] for name in LICENCE)
    return [("", (sentence if number else bare).format(kind=kind, number=number, day=day, issuer=issuer))]


def _said(line: Line, colon: str) -> str:
    """Return a line as one text."""
    return f"{line[0]}{colon}{line[1]}" if line[0] else line[1]


def _in_paragraphs(chance: Chance, lines: Sequence[Line]) -> str:
    """Set each line as a paragraph, a list item or a block."""
    colon, tag = chance.one(words()["colons"]), chance.one(("p", "div", "li"))
    body = "".join(f"<{tag}>{_said(line, colon)}</{tag}>" for line in lines)
    return f"<ul>{body}</ul>" if tag == "li" else body


def _in_bold(chance: Chance, lines: Sequence[Line]) -> str:
    """Set labels in bold before their values."""
    tag = chance.one(("b", "strong", "span"))
    return "".join(f"<p><{tag}>{label}:</{tag}> {value}</p>" if label else f"<p>{value}</p>" for label, value in lines)


def _in_table(_: Chance, lines: Sequence[Line]) -> str:
    """Set a table of label and value."""
    rows = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>" if label else f'<tr><td colspan="2">{value}</td></tr>'
        for label, value in lines
    )
    return f"<table>{rows}</table>"


def _in_terms(_: Chance, lines: Sequence[Line]) -> str:
    """Set a list of terms, what has no label after it."""
    terms = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in lines if label)
    return f"<dl>{terms}</dl>" + "".join(f"<p>{value}</p>" for label, value in lines if not label)


def _in_one_line(chance: Chance, lines: Sequence[Line]) -> str:
    """Set everything in one paragraph."""
    colon, separator = chance.one(words()["colons"]), chance.one(words()["separators"])
    return f"<p>{separator.join(_said(line, colon) for line in lines)}</p>"


def _under_headings(chance: Chance, lines: Sequence[Line]) -> str:
    """Set each value under its label."""
    tag = chance.one(("h4", "h5", "strong"))
    return "".join(
        f"<div><{tag}>{label}</{tag}><p>{value}</p></div>" if label else f"<p>{value}</p>" for label, value in lines
    )


_MARKUPS: tuple[Callable[[Chance, Sequence[Line]], str], ...] = (
    _in_paragraphs, _in_bold, _in_table, _in_terms, _in_one_line, _under_headings,
)  # fmt: skip

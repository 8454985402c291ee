"""``press self-check``: prints in Vietnamese what is read of an outlet's own page, never a verdict."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HEAD = "Điều bộ đọc nhìn thấy trên trang này. Đây không phải kết quả đánh giá; tệp không được lưu lại."
SEEN, NOT_SEEN = "có", "không thấy"
MARKED = "  - {fact}: {seen}{value} ({place})"


@app.command("self-check")
def self_check(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A saved page, as the server sent it.")],
    url: Annotated[str, typer.Option(help="Address it came from.")] = "",
    article: Annotated[bool, typer.Option("--article", help="The page is an article, not a home page.")] = False,
) -> None:
    """Print in Vietnamese what is read of an outlet's own page, by the code that judges; nothing is kept.

    It says what was seen and whether the place where a fact belongs was read. It never says whether a duty is met.
    """
    from include.errors import DeclarationError, ReadingError
    from include.review.causes import FACT, PLACE

    try:
        facts = _article_facts(file, url) if article else _home_page_facts(file, url)
    except ReadingError as error:
        raise DeclarationError(f"{file}: {error}", hint="Give a page as its server sent it.") from error
    typer.echo(HEAD)
    for name, value, place, is_present in facts:
        said = f", “{_shown(value)}”" if is_present and value else ""
        line = {"fact": FACT[name], "seen": SEEN if is_present else NOT_SEEN, "value": said, "place": PLACE[place]}
        typer.echo(MARKED.format(**line))


Fact = tuple[str, str, str, bool]


def _shown(value: str) -> str:
    """Return a value as people write it: a day as 01/02/2021, anything else as it was read."""
    try:
        return date.fromisoformat(value).strftime("%d/%m/%Y") if ISO_DAY.fullmatch(value) else value
    except ValueError:
        return value


def _home_page_facts(path: Path, url: str) -> list[Fact]:
    """Return what is read of a home page."""
    from include.observing.home_page import observe_home_page
    from include.outlets.registry import owner
    from include.pages.page import open_page

    profile = owner(url)
    page = open_page(path.read_bytes(), url, legacy_charset=profile.legacy_charset if profile else "")
    return [(str(f.observation), f.value or "", str(f.place), f.is_present) for f in observe_home_page(page, profile)]


def _article_facts(path: Path, url: str) -> list[Fact]:
    """Return what is read of an article."""
    from include.observing.article import observe_article
    from include.outlets.registry import owner
    from include.pages.extraction.article import extract_page
    from include.pages.page import open_page

    profile = owner(url)
    page = open_page(path.read_bytes(), url, legacy_charset=profile.legacy_charset if profile else "")
    facts = observe_article(page, extract_page(page, profile, date.max), profile, date.max)
    return [(str(f.observation), f.value or "", str(f.place), f.is_present) for f in facts]

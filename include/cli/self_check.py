"""``press self-check``: prints in Vietnamese what is read of an outlet's own page, never a verdict."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from include.observing.fact import ObservedFact
    from include.outlets.profile import Profile
    from include.pages.page import Page

app = typer.Typer()
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WEB_ADDRESS = re.compile(r"https?://", re.I)
HEAD = "Điều bộ đọc nhìn thấy trên trang này. Đây không phải kết quả đánh giá; không có gì được lưu lại."
SEEN, NOT_SEEN = "có", "không thấy"
MARKED = "  - {fact}: {seen}{value} ({place})"
AS_SENT = "Give an HTML page as its server sent it."


@dataclass(frozen=True)
class Given:
    """The bytes of a page, the address they came from, and what their server called them."""

    body: bytes
    url: str
    content_type: str = ""


@app.command("self-check")
def self_check(
    page: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="A saved page, or the address of one on a licensed outlet's host.")
    ],
    url: Annotated[str, typer.Option(help="Address that a saved page came from.")] = "",
    article: Annotated[bool, typer.Option("--article", help="The page is an article, not a home page.")] = False,
) -> None:
    """Print in Vietnamese what is read of an outlet's own page, by the code that judges; nothing is kept.

    An address is asked for once, by the robot's own rules. It says what was seen and whether the place where a fact
    belongs was read. It never says whether a duty is met.
    """
    from include.errors import DeclarationError, ReadingError
    from include.review.causes import FACT, PLACE

    given = _asked(page) if WEB_ADDRESS.match(page) else _saved(Path(page), url)
    try:
        facts = _facts(given, page, is_article=article)
    except ReadingError as error:
        raise DeclarationError(f"{page}: {error}", hint=AS_SENT) from error
    typer.echo(HEAD)
    for found in facts:
        said = f", “{_shown(found.value)}”" if found.is_present and found.value else ""
        seen = SEEN if found.is_present else NOT_SEEN
        typer.echo(MARKED.format(fact=FACT[found.observation], seen=seen, value=said, place=PLACE[found.place]))


def _asked(url: str) -> Given:
    """Return a page that was asked for now."""
    from include.ingestion.own_page import ask_own_page
    from include.periods.days import LOCAL

    answer = ask_own_page(url, datetime.now(LOCAL).date())
    return Given(answer.body, answer.final_url, answer.header("content-type"))


def _saved(path: Path, url: str) -> Given:
    """Return a page from a file."""
    from include.errors import DeclarationError
    from include.settings import settings

    try:
        if path.stat().st_size > settings().answer_limit_bytes:
            raise DeclarationError(f"{path} is larger than any page that is read.", hint=AS_SENT)
        return Given(path.read_bytes(), url)
    except (OSError, ValueError) as error:
        raise DeclarationError(f"{path} cannot be read ({error}).", hint="Name a file, or an address.") from error


def _shown(value: str) -> str:
    """Return a value as people write it: a day as 01/02/2021, anything else as it was read."""
    try:
        return date.fromisoformat(value).strftime("%d/%m/%Y") if ISO_DAY.fullmatch(value) else value
    except ValueError:
        return value


def _facts(given: Given, named: str, *, is_article: bool) -> "list[ObservedFact]":
    """Return what is read of a page.

    Raises:
        DeclarationError: It is no page.
        ReadingError: A bug in our own readers.
    """
    from include.errors import DeclarationError
    from include.outlets.registry import owner
    from include.pages.markup import begins_as_html
    from include.pages.page import open_page

    profile = owner(given.url)
    page = open_page(given.body, given.url, given.content_type, profile.legacy_charset if profile else "")
    if not begins_as_html(page):
        raise DeclarationError(f"{named} is no HTML page.", hint=AS_SENT)
    return _article_facts(page, profile) if is_article else _home_page_facts(page, profile)


def _home_page_facts(page: "Page", profile: "Profile | None") -> "list[ObservedFact]":
    """Return what is read of a home page."""
    from include.observing.home_page import observe_home_page

    return observe_home_page(page, profile)


def _article_facts(page: "Page", profile: "Profile | None") -> "list[ObservedFact]":
    """Return what is read of an article."""
    from include.observing.article import observe_article
    from include.pages.extraction.article import extract_page

    return observe_article(page, extract_page(page, profile, date.max), profile, date.max)

"""Home pages and articles written by hand before anything was tried on them, and the outcome of each field.

A file holds pages after a line ``=== name``. A home page names what it shows (``+gov +tel``, from the fourth round
with values, as articles do) and what it lacks (``-no``); an article gives its values as ``field: value``, a line a
field. ``{P}`` stands for four paragraphs, ``{NEWS}`` for a list of news, ``NFD``, ``TCVN3`` or ``WINDOWS-1258`` before
the markup for decomposed letters and old charsets. The number at the end of a file's name is its round: each was
written and read once before the recogniser was changed; of the sets in two halves (four and five, twelve and thirteen)
only the first was looked at before the change. Lists give what they link to as ``item: address | title | moment``.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from include.observing.article import observe_article
from include.observing.fact import ObservedFact
from include.observing.home_page import observe_masthead
from include.pages.extraction.article import ExtractedArticle, extract_page
from include.pages.page import Page, open_page
from include.settings import ROOT
from tests.support.layouts.old_letters import written

FOLDER = ROOT / "tests" / "fixtures" / "layouts"
MASTHEAD_FIELDS = {
    "name": "organisation_name",
    "gov": "governing_body",
    "person": "responsible_person",
    "addr": "contact_address",
    "tel": "contact_phone",
    "mail": "contact_email",
    "no": "licence_number",
    "date": "licence_date",
    "by": "licence_issuer",
}
OBSERVED = {
    "agency": "credited_agency",
    "author": "credited_author",
    "time": "original_time",
    "link": "original_link",
    "comments": "comments",
    "comment_form": "comment_form",
    "sponsored": "sponsored_label",
    "correction": "correction_notice",
    "ai": "ai_label",
}
READ = ("title", "at", "section", "lead", "byline")
NEWS = "".join(
    f"<article><h3><a href='/bai-{n}.html'>Phường Bến Gạo mở lại chợ sáng sau đợt sửa chữa lần thứ {n}</a></h3>"
    "<p>Ban quản lý chợ cho biết các quầy đã đủ điện nước.</p></article>"
    for n in range(4)
)
SENTENCES = (
    "Sáng sớm, bà con trong làng đã ra đồng từ lúc sương còn giăng kín bờ đê, tiếng gọi nhau vang cả một vùng.",
    "Ban quản lý cho biết mọi việc đã chuẩn bị xong từ đầu tháng và sẽ làm theo đúng kế hoạch đã bàn với người dân.",
    "Cụ ông tám mươi tuổi kể rằng ngày trước nơi đây chỉ có lau sậy, mùa nước nổi phải đi bằng thuyền nan sang chợ.",
    "Dự kiến cuối năm, con đường mới dài hai cây số sẽ hoàn thành, trẻ em đến trường không còn phải qua cầu tạm nữa.",
)
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
LOCAL = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class FreshPage:
    """One page of a file.

    Attributes:
        name: Its name, and the file's.
        html: The page's body.
        shown: What it shows, by field; of home pages without values.
        missing: What it does not show.
        never: Words that must not stand in an article's text.
        coding: How its letters are written, where they are not UTF-8.
    """

    name: str
    html: str
    shown: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    coding: str = ""

    def opened(self, source: str, url: str) -> Page:
        """Return a page of this one's letters, opened."""
        return open_page(written(source, self.coding), url)


@cache
def mastheads(number: int) -> tuple[FreshPage, ...]:
    """Return the home pages of a round."""
    return tuple(_masthead(part) for part in _parts(FOLDER / f"fresh_mastheads_{number}.txt"))


@cache
def articles(number: int) -> tuple[FreshPage, ...]:
    """Return the articles of a round."""
    return tuple(_article(part) for part in _parts(FOLDER / f"fresh_articles_{number}.txt"))


def _parts(path: Path) -> Iterator[str]:
    """Yield the parts of a file; a round without such pages has none."""
    if path.exists():
        yield from path.read_text(encoding="utf-8").split("=== ")[1:]


def _masthead(part: str) -> FreshPage:
    """Return a home page as a file gives it; ``NFD`` before its markup asks for decomposed letters."""
    lines = part.splitlines()
    shown: dict[str, str] = {}
    missing: list[str] = []
    html = []
    for line in lines[1:]:
        given = re.match(r"(\w+): (.+)", line)
        if given:
            shown[MASTHEAD_FIELDS[given[1]]] = given[2]
        elif line[:1] in "+-" and "<" not in line:
            names = [(word[0], MASTHEAD_FIELDS[word[1:]]) for word in line.split() if word[1:]]
            shown |= {name: "" for sign, name in names if sign == "+"}
            missing += [name for sign, name in names if sign == "-"]
        else:
            html.append(line)
    body, coding = _composed("\n".join(html))
    body = body.replace("{NEWS}", NEWS) if "{NEWS}" in body else f"{NEWS}{body}"
    return FreshPage(lines[0], body, shown, tuple(missing), coding=coding)


def _composed(body: str) -> tuple[str, str]:
    """Return a page's body, decomposed where it asks for that, and the old charset it asks for."""
    if body.startswith("NFD"):
        return unicodedata.normalize("NFD", body.removeprefix("NFD")), ""
    coding = next((name for name in ("TCVN3", "WINDOWS-1258") if body.startswith(name)), "")
    return body.removeprefix(coding), coding


def _article(part: str) -> FreshPage:
    """Return an article as a file gives it."""
    lines = part.splitlines()
    shown: dict[str, str] = {}
    missing: list[str] = []
    never: list[str] = []
    html = []
    for line in lines[1:]:
        found = re.match(r"(\w+): (.+)", line)
        if line.startswith("!not: "):
            never += line.removeprefix("!not: ").split(" | ")
        elif found and found[1] == "absent":
            missing += found[2].split()
        elif found and found[2] in ("none", "null"):
            missing.append(found[1])
        elif found:
            shown[found[1]] = found[2]
        else:
            html.append(line)
    body, coding = _composed("\n".join(html))
    return FreshPage(lines[0], body.replace("{P}", PARAGRAPHS), shown, tuple(missing), tuple(never), coding)


def masthead_outcomes(page: FreshPage) -> Iterator[tuple[str, str, str]]:
    """Yield field, outcome and what was read of a home page's fields."""
    source = f"<!DOCTYPE html><html><head><title>Mẫu</title></head><body>{page.html}</body></html>"
    opened = page.opened(source, "https://mau.example.vn/")
    facts = {fact.observation.value: fact for fact in observe_masthead(opened)}
    for name in (*page.shown, *page.missing):
        outcome, value = _outcome(name in page.shown, facts[name]), str(facts[name].value)
        is_right = outcome != "right" or _is_same(page.shown[name], value)
        yield name, outcome if is_right else "wrong", value


def _is_same(wanted: str, got: str) -> bool:
    """Return whether a masthead's value is the one that is shown: telephones by their digits, words without case."""
    if wanted in ("", "yes"):
        return True
    if re.fullmatch(r"\+?\d{8,}", wanted):
        return re.sub(r"\D", "", got).endswith(wanted.removeprefix("+84").lstrip("0"))
    plain = [" ".join(unicodedata.normalize("NFC", words).casefold().split()) for words in (wanted, got)]
    return plain[0] == plain[1]


def _outcome(is_shown: bool, fact: ObservedFact) -> str:
    """Return the outcome of a field whose value is not compared."""
    if is_shown:
        return "right" if fact.is_present else "false absence" if fact.place == "seen" else "unread"
    return "invented" if fact.is_present else "absent" if fact.place == "seen" else "open"


def article_outcomes(page: FreshPage) -> Iterator[tuple[str, str, str]]:
    """Yield field, outcome and what was read of an article's fields."""
    body = page.html if "<head>" in page.html else f"<head><title>{page.shown['title']} - Mẫu</title></head>{page.html}"
    source = f"<!DOCTYPE html><html lang='vi'>{body}<footer class='footer'><p>Mẫu. Giấy phép số 1/GP-TTĐT.</p></footer>"
    opened = page.opened(source, "https://tonghop.example.vn/bai-viet-777.html")
    found = extract_page(opened)
    facts = {fact.observation.value: fact for fact in observe_article(opened, found, credit_names=("Mai Vàng",))}
    yield from _read_outcomes(page, found)
    for name in (*page.shown, *page.missing):
        if name in OBSERVED:
            fact = facts[OBSERVED[name]]
            outcome = _outcome(name in page.shown, fact)
            is_right = outcome != "right" or _agrees(name, page.shown[name], str(fact.value))
            yield name, outcome if is_right else "wrong", str(fact.value)


def _read_outcomes(page: FreshPage, found: ExtractedArticle) -> Iterator[tuple[str, str, str]]:
    """Yield the outcomes of what is extracted."""
    text = " ".join((found.text or "").split())
    lost = [sentence for sentence in SENTENCES if sentence not in text] if PARAGRAPHS in page.html else []
    yield "text", "wrong" if lost else "right", str(lost)
    extra = [words for words in page.never if words in text]
    yield "text_clean", "wrong" if extra else "right", str(extra)
    at = found.published_at.astimezone(LOCAL) if found.published_at else None
    if found.published_from == "updated":
        at = None
    got = {
        "title": found.title or "",
        "section": found.section or "",
        "lead": f"{found.summary} {text}",
        "byline": "yes" if found.has_byline else "no",
        "at": at.strftime("%Y-%m-%dT%H:%M") if at else "",
    }
    for name in READ:
        if name in page.missing:
            yield name, "invented" if got[name] not in ("", "no") else "absent", got[name]
        elif name in page.shown:
            wanted = page.shown[name]
            is_right = wanted in got[name] if name == "lead" else got[name][: len(wanted)] == wanted
            yield name, "right" if is_right else "wrong", got[name]


def _agrees(name: str, wanted: str, got: str) -> bool:
    """Return whether a value is the one that is shown; ``yes`` and ``any`` agree with everything."""
    if wanted in ("yes", "any"):
        return True
    if name == "time":
        return datetime.fromisoformat(got) == datetime.fromisoformat(wanted).replace(tzinfo=LOCAL).astimezone(UTC)
    return " ".join(wanted.casefold().split()) == " ".join(got.casefold().split())

"""Credits written by hand, in wordings and markup that the grammar does not draw: nothing shown is ever missing."""

import json

import pytest

from include.observing.article import observe_article
from include.observing.fact import ObservedFact
from include.observing.observation import Observation
from include.pages.extraction.article import extract_page
from include.pages.page import open_page
from include.settings import ROOT

WRITTEN = (ROOT / "tests" / "fixtures" / "layouts" / "written_articles.jsonl").read_text(encoding="utf-8").splitlines()
FIELDS = {
    "agency": Observation.CREDITED_AGENCY,
    "author": Observation.CREDITED_AUTHOR,
    "time": Observation.ORIGINAL_TIME,
    "link": Observation.ORIGINAL_LINK,
}
PARAGRAPHS = "<p>Ban quản lý chợ cho biết các quầy đã đủ điện nước và bà con trở lại bán hàng từ sáng sớm.</p>" * 4


def facts_of(end: str = "", lead: str = "", body: str = "", head: str = "", below: str = "") -> dict[str, ObservedFact]:
    """Return the credit's facts of an article whose parts are given."""
    source = (
        "<html lang='vi'><head><title>Chợ sáng Bến Gạo mở lại - Tin Lúa</title></head><body>"
        "<nav><a href='/a'>Thời sự</a></nav><article><h1>Chợ sáng Bến Gạo mở lại</h1>"
        "<div class='date'>24/11/2026 09:15</div>"
        f"{head}<p class='sapo'>{lead}Chợ sáng mở lại sau hai tháng.</p>{body or PARAGRAPHS}{end}"
        f"</article>{below}"
        "<footer class='footer'><p>Tin Lúa. Giấy phép số 12/GP-TTĐT.</p></footer></body></html>"
    )
    page = open_page(source.encode(), "https://tinlua.example.vn/tin-777.html")
    facts = observe_article(page, extract_page(page), credit_names=("Mai Vàng", "Nhịp Phố"))
    return {name: next(fact for fact in facts if fact.observation is wanted) for name, wanted in FIELDS.items()}


@pytest.mark.parametrize("line", WRITTEN, ids=lambda line: json.loads(line)["name"])
def test_what_a_written_article_shows_of_its_original_is_never_missing_with_its_place_seen(line: str) -> None:
    kept = json.loads(line)
    shown, _ = kept.pop("shown"), kept.pop("name")
    facts = facts_of(**kept)
    assert [name for name in shown if not facts[name].is_present and facts[name].place == "seen"] == []


@pytest.mark.parametrize(
    "beside",
    [
        "",
        "<div style='display:none'><p>Đăng nhập để gửi ý kiến</p></div>",
        "<noscript><img src='/dem.gif'></noscript>",
        "<iframe src='https://www.youtube.com/embed/1'></iframe>",
        "<meta name='source' content='Tin Lúa'>",
    ],
)
def test_an_article_that_credits_nobody_is_seen_to_credit_nobody(beside: str) -> None:
    fact = facts_of(end=beside)["agency"]
    assert (fact.is_present, fact.place) == (False, "seen")

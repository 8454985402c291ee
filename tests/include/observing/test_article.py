"""What an article says of its original, and the labels it carries: worded cases, hits and near misses."""

import unicodedata
from datetime import date

import pytest

from include.observing.article import observe_article
from include.observing.fact import ObservedFact
from include.observing.observation import Observation
from include.pages.extraction.article import extract_page
from include.pages.page import Page, open_page
from tests.include.observing.snippets import facts_by_name

PARAGRAPH = "Thành phố mở thêm tuyến xe buýt nối các phường trung tâm với khu đô thị mới ở phía tây trong năm tới. "
URL = "https://tong-hop.example.vn/bai-1.html"


def page_of(tail: str, head: str = "", title: str = "Thêm tuyến xe buýt") -> Page:
    """Return an article page with words below its text and above its title."""
    body = f"""<html lang="vi"><head><title>{title}</title></head>
    <body><nav><a href="/">Trang chủ</a></nav>{head}<h1>{title}</h1>
    <div class="date">Thứ ba, 24/11/2026, 07:30 (GMT+7)</div><article>
    <p>{PARAGRAPH * 3}</p><p>{PARAGRAPH * 2}</p>{tail}</article>
    <footer>Giấy phép số 12/GP-TTĐT</footer></body></html>"""
    return open_page(body.encode(), URL)


def facts_of(page: Page, names: tuple[str, ...] = ("Nhịp Sống Hà Thành",)) -> dict[Observation, ObservedFact]:
    """Return the facts by name, having checked that every snippet is the page at its offset."""
    return facts_by_name(page, observe_article(page, extract_page(page), credit_names=names))


AGENCIES = [
    ("<p>Theo VnExpress</p>", "VnExpress"),
    ("<p><em>(Theo Dân trí)</em></p>", "Dân trí"),
    ("<p>Nguồn: Báo Tuổi Trẻ</p>", "Báo Tuổi Trẻ"),
    ("<p>NGUỒN: TTXVN</p>", "TTXVN"),
    ("<p>Nguồn tin: Lao Động.</p>", "Lao Động"),
    ("<p>Theo: Tiền Phong</p>", "Tiền Phong"),
    ("<p>Dẫn nguồn: Thanh Niên</p>", "Thanh Niên"),
    ("<p>Trích nguồn VietNamNet</p>", "VietNamNet"),
    ("<p>Bài gốc: Nhịp Sống Hà Thành</p>", "Nhịp Sống Hà Thành"),
    ("<p>Theo Nhịp Sống Hà Thành, 23/11/2026 09:15</p>", "Nhịp Sống Hà Thành"),
    ("<p>Nguồn: Báo Hà Nội Ngày Nay - 07:30 ngày 23/11/2026</p>", "Báo Hà Nội Ngày Nay"),
    ("<p>Nguồn: vnexpress.net</p>", "vnexpress.net"),
    ("<p>Nguyễn Văn An (Theo Tiền Phong)</p>", "Tiền Phong"),
    ("<p>Đoạn cuối của bài. (Theo Công an Nhân dân)</p>", "Công an Nhân dân"),
    ("<p>Đoạn cuối của bài. (Nguồn: Tạp chí Kiến trúc)</p>", "Tạp chí Kiến trúc"),
    ("<p>Theo <a href='https://vnexpress.net/x.html'>VnExpress</a></p>", "VnExpress"),
    ("<p>Nguồn:<br>Báo Nhân Dân</p>", "Báo Nhân Dân"),
    ("<p>Theo Reuters, tuyến này đã chạy thử.</p>", None),
    ("<p>Nguồn: Nguyễn Văn An, Báo Lao Động</p>", "Báo Lao Động"),
    ("<p>" + unicodedata.normalize("NFD", "Nguồn: Báo Tuổi Trẻ") + "</p>", "Báo Tuổi Trẻ"),
    ("<p>Ngu&#7891;n: B&aacute;o Tu&#7893;i Tr&#7867;</p>", "Báo Tuổi Trẻ"),
    ("<p>Theo đó, người dân đi lại dễ hơn.</p>", None),
    ("<p>Theo quy định, vé tháng được giảm giá.</p>", None),
    ("<p>Theo kế hoạch, tuyến chạy từ tháng sau.</p>", None),
    ("<p>Theo ông Nguyễn Văn An, tuyến rất cần.</p>", None),
    ("<p>Theo Luật Báo chí, việc này phải công khai.</p>", None),
    ("<p>Theo dõi chúng tôi trên mạng xã hội</p>", None),
    ("<p>Nguồn: Internet</p>", None),
    ("<p>Nguồn: Sưu tầm</p>", None),
    ("<p>Ảnh minh họa (Nguồn: TTXVN)</p>", None),
    ("<p>Nguồn nước sông Hồng đang cạn dần.</p>", None),
    ("<p>Nguồn vốn của dự án lấy từ ngân sách.</p>", None),
]


@pytest.mark.parametrize(("tail", "agency"), AGENCIES)
def test_a_credited_agency_is_found_as_worded(tail: str, agency: str | None) -> None:
    fact = facts_of(page_of(tail))[Observation.CREDITED_AGENCY]
    assert (fact.is_present, fact.value) == (agency is not None, agency)


TIMES = [
    ("<p>(Theo Dân trí, 23/11/2026 09:15)</p>", "2026-11-23T09:15+07:00"),
    ("<p>Nguồn: Tiền Phong, 09h15 ngày 23/11/2026</p>", "2026-11-23T09:15+07:00"),
    ("<p>Theo VnExpress</p><p>Xuất bản lúc 23/11/2026 09:15</p>", "2026-11-23T09:15+07:00"),
    ("<p>Theo VnExpress</p><p>Thời gian đăng bài gốc: 23-11-2026</p>", "2026-11-23"),
    ("<p>Bài gốc đăng ngày 23 tháng 11 năm 2026</p>", "2026-11-23"),
    ("<p>Theo VnExpress</p>", None),
    ("<p>Sự việc xảy ra ngày 20/11/2026.</p>", None),
]


@pytest.mark.parametrize(("tail", "time"), TIMES)
def test_the_original_time_is_read_beside_the_credit(tail: str, time: str | None) -> None:
    assert facts_of(page_of(tail))[Observation.ORIGINAL_TIME].value == time


LINKS = [
    ("<p>Theo <a href='https://vnexpress.net/x.html?utm_source=a'>VnExpress</a></p>", "https://vnexpress.net/x.html"),
    (
        "<p>Theo VnExpress</p><p><a href='https://vnexpress.net/x.html'>Xem bài gốc</a></p>",
        "https://vnexpress.net/x.html",
    ),
    ("<p>Link bài gốc: https://vnexpress.net/x.html</p>", "https://vnexpress.net/x.html"),
    ("<p>Theo <a href='/nguon/vnexpress'>VnExpress</a></p>", None),
    ("<p>Theo VnExpress</p><p><a href='https://www.facebook.com/sharer?u=x'>Chia sẻ</a></p>", None),
    ("<p>Mời <a href='https://khac.example.com/'>đặt vé</a> trực tuyến.</p>", None),
]


@pytest.mark.parametrize(("tail", "link"), LINKS)
def test_a_link_to_the_original_leads_off_the_outlets_domains(tail: str, link: str | None) -> None:
    assert facts_of(page_of(tail))[Observation.ORIGINAL_LINK].value == link


LABELS = [
    ("<p>Bài viết có sử dụng AI.</p>", Observation.AI_LABEL, True),
    ("<p>Ảnh do AI tạo</p>", Observation.AI_LABEL, True),
    ("<p>Nội dung được hỗ trợ bởi trí tuệ nhân tạo</p>", Observation.AI_LABEL, True),
    ("<p>Thành phố dạy trí tuệ nhân tạo cho học sinh.</p>", Observation.AI_LABEL, False),
    ("<p>Ai cũng mong tuyến này.</p>", Observation.AI_LABEL, False),
    ("<p>Thông tin tài trợ</p>", Observation.SPONSORED_LABEL, True),
    ("<p>Bài viết được tài trợ</p>", Observation.SPONSORED_LABEL, True),
    ("<p>(PR)</p>", Observation.SPONSORED_LABEL, True),
    ("<p>Thông tin doanh nghiệp</p>", Observation.SPONSORED_LABEL, True),
    ("<div>Đọc thêm</div><div>Xem thêm</div><div>Quảng cáo</div>", Observation.SPONSORED_LABEL, False),
    ("<p>Quảng cáo ngoài trời phải xin phép.</p>", Observation.SPONSORED_LABEL, False),
    ("<form><textarea name='comment'></textarea></form>", Observation.COMMENT_FORM, True),
    ("<div class='binh-luan'><form><textarea></textarea></form></div>", Observation.COMMENT_FORM, True),
    ("<form><input name='q'></form>", Observation.COMMENT_FORM, False),
    ("<div class='comments'><h3>Bình luận (1)</h3><p>Rất hay, mong sớm có.</p></div>", Observation.COMMENTS, True),
    ("<div class='comments'><h3>Bình luận (0)</h3></div>", Observation.COMMENTS, False),
]


@pytest.mark.parametrize(("tail", "observation", "is_present"), LABELS)
def test_labels_forms_and_comments_are_found(tail: str, observation: Observation, is_present: bool) -> None:
    assert facts_of(page_of(tail))[observation].is_present is is_present


def test_a_credit_that_a_script_may_draw_was_not_read() -> None:
    drawn = facts_of(page_of("<div id='nguon'></div><script>show('nguon-tin', '/api/bai/1')</script>"))
    plain = facts_of(page_of("<script>count('/dem')</script>"))
    assert (drawn[Observation.CREDITED_AGENCY].is_present, drawn[Observation.CREDITED_AGENCY].place) == (
        False,
        "script",
    )
    assert (drawn[Observation.ORIGINAL_LINK].place, drawn[Observation.COMMENTS].place) == ("script", "seen")
    assert plain[Observation.CREDITED_AGENCY].place == "seen"


def test_every_article_fact_is_looked_for_once() -> None:
    page = page_of("")
    facts = observe_article(page, extract_page(page), None, date(2026, 11, 24))
    first = list(Observation).index(Observation.CREDITED_AGENCY)
    assert sorted(fact.observation for fact in facts) == sorted(list(Observation)[first:])


def test_no_fact_names_a_person() -> None:
    page = page_of("<p>Nguyễn Văn An (Theo Tiền Phong)</p><div class='comments'><p>Trần Thị Bình: hay quá</p></div>")
    facts = observe_article(page, extract_page(page))
    assert not any("Văn An" in repr(fact) or "Bình" in repr(fact) for fact in facts)
    assert {fact.observation: fact for fact in facts}[Observation.CREDITED_AUTHOR].is_present


def test_a_correction_says_what_it_corrects_and_which_parts_it_has() -> None:
    title = "Thông tin cải chính, xin lỗi"
    tail = (
        "<p>Ngày 20/11/2026, tại chuyên mục Xã hội, chúng tôi đăng bài “Cầu mới thông xe”. "
        "Bài viết đã nêu sai chiều dài. "
        "Thông tin đúng là 5 km. Tòa soạn xin lỗi bạn đọc.</p>"
    )
    facts = facts_of(page_of(tail, title=title))
    assert facts[Observation.CORRECTION_NOTICE].is_present
    assert facts[Observation.CORRECTED_ARTICLE].value == "Cầu mới thông xe"
    parts = facts[Observation.CORRECTION_PARTS].value or ""
    assert parts.split(";") == ["apology", "corrected_content", "date", "false_information", "section", "title", "work"]


@pytest.mark.parametrize("title", ["Bộ yêu cầu cải chính thông tin sai", "Người bán xin lỗi khách hàng"])
def test_news_about_corrections_is_no_correction(title: str) -> None:
    assert not facts_of(page_of("", title=title))[Observation.CORRECTION_NOTICE].is_present

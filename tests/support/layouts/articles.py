"""A grammar of article pages: wordings × markup × order × separators, with what each page shows of its original.

It imports nothing of what reads pages. Everything in it is invented, but for the names of well-known agencies.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

URL = "https://tinlua.example.vn/tin-777.html"
LINK = "https://luavang.example.net/tram-nuoc-777.html"
FOLLOWED = ("Mai Vàng", "Nhịp Phố", "Sông Lúa Online")  # names under which followed outlets are credited
AGENCIES = (
    "TTXVN",
    "VnExpress",
    "Dân trí",
    "Tuổi Trẻ",
    "Thanh Niên",
    "VOV.VN",
    "VTC News",
    "Reuters",
    "Báo Gió Bấc",
    "Báo Lúa Vàng",
    "Tạp chí Ong Mật",
    "Đài PT-TH Bến Long",
    "Thời báo Bến Gạo",
    "luavang.example.net",
    *FOLLOWED,
)
UNKNOWN = ("Phố Xưa", "Bến Quê", "Làng Tôi")
AUTHORITIES = ("Bộ Xây dựng", "Cục Thống kê", "UBND phường Bến Gạo", "Công an phường", "Sở Y tế", "ông Mẫu")
PERSONS = ("Nguyễn Hoài Mẫu", "Trần Thị Lúa", "Hà Phương", "T.H", "PV")
_WHO = ("Phường Bến Gạo", "Ban quản lý chợ", "Người dân xóm Hạ", "Hợp tác xã Phù Sa", "Trường tiểu học Bãi Giữa")
_WHAT = (
    "vừa khánh thành trạm nước mới phục vụ ba nghìn hộ dân ở hai bên bờ sông",
    "đã lắp thêm một trăm hai mươi bóng đèn dọc con ngõ dài chín trăm mét",
    "tổ chức lớp dạy đan lát cho ba mươi học viên vào mỗi tối thứ năm",
    "ghi lại số giờ bơm nước vào một cuốn sổ chung đặt ở nhà văn hóa",
    "góp tiền khoan giếng sâu sáu mươi mét cùng với quỹ của người đi làm ăn xa",
)
_MORE = (
    "mỗi hộ tiết kiệm được hơn hai trăm nghìn đồng một tháng.",
    "công việc kéo dài gần hết mùa hè và chưa có ai bỏ cuộc.",
    "nhiều xóm bên cạnh đã cử người tới tìm hiểu để làm theo.",
    "nếu thuận lợi, cách làm này sẽ được mở rộng trong quý hai năm sau.",
)
_TIMES = (
    ("24/11/2026 07:30", "2026-11-24T07:30+07:00"),
    ("07:30 24/11/2026", "2026-11-24T07:30+07:00"),
    ("lúc 07:30 ngày 24/11/2026", "2026-11-24T07:30+07:00"),
    ("ngày 24/11/2026", "2026-11-24"),
    ("7h30 ngày 24/11/2026", "2026-11-24T07:30+07:00"),
)
# {a} agency as shown, {p} person, {t} time; each names the fields it shows
WORDINGS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (text, frozenset(name for name, sign in (("author", "{p}"), ("time", "{t}")) if sign in text))
    for text in (
        "Theo {a}",
        "(Theo {a})",
        "Theo: {a}",
        "Nguồn: {a}",
        "Nguồn {a}",
        "NGUỒN: {a}",
        "Nguồn tin: {a}",
        "(Nguồn: {a})",
        "Nguồn bài viết: {a}",
        "Nguồn tin bài: {a}",
        "Nguồn dẫn: {a}",
        "Dẫn theo {a}",
        "Dẫn nguồn: {a}",
        "Dẫn lại từ {a}",
        "Trích nguồn: {a}",
        "Trích từ {a}",
        "Tổng hợp từ {a}",
        "Bài gốc: {a}",
        "Source: {a}",
        "{p} (Theo {a})",
        "{p} (theo {a})",
        "Theo {p}/{a}",
        "Theo {p} ({a})",
        "Theo {a}, {t}",
        "Nguồn: {a} - {t}",
        "Nguồn: {a}, đăng {t}",
        "(Theo {a}, {t})",
        "Bài được đăng lại từ {a} với sự đồng ý của tòa soạn.",
        "Bài viết được dẫn lại từ {a}.",
        "Đăng lại từ {a}",
        "({a})",
        "* Nguồn: {a}",
        "– Theo {a} –",
        "Xuất xứ: {a}",
        "Nguồn tham khảo: {a}",
        "Tin từ {a}",
    )
)
MARKUPS: tuple[str, ...] = (
    "<p>{c}</p>",
    "<p><strong>{c}</strong></p>",
    "<p style='text-align:right'><em>{c}</em></p>",
    "<div>{c}</div>",
    "<div class='source'>{c}</div>",
    "<p class='nguon-tin'>{c}</p>",
    "<footer><p>{c}</p></footer>",
    "<ul><li>{c}</li></ul>",
    "<div class='article-footer'><span>{c}</span></div>",
    "<table><tr><td>{c}</td></tr></table>",
    "<aside><p>{c}</p></aside>",
    "<figure><img src='a.jpg'><figcaption>{c}</figcaption></figure>",
    "<h6>{c}</h6>",
    "<blockquote>{c}</blockquote>",
    "<section><div><div><span>{c}</span></div></div></section>",
    "<p><span>{c}</span><br></p>",
    "<font color=red>{c}</font>",
)
PAIRS: tuple[str, ...] = (
    "<table><tr><td>Nguồn</td><td>{a}</td></tr></table>",
    "<dl><dt>Nguồn tin:</dt><dd>{a}</dd></dl>",
    "<p>Nguồn:<br>{a}</p>",
    "<div class='box'><b>Nguồn tin</b><div>{a}</div></div>",
    "<h5>Nguồn bài viết</h5><p>{a}</p>",
)
LEADS: tuple[str, ...] = ("{a} - ", "({a}) - ", "({a}) – ", "Hà Nội ({a}) – ", "Hà Nội, 24/11 ({a}) - ", "{a} – ")
LOGOS: tuple[str, ...] = (
    "<div class='source'><img src='l.png' alt='{a}'></div>",
    "<a class='publisher' href='/b'><img src='l.png' alt='{a}'></a>",
    "<p><img class='logo-nguon' src='l.png' alt='Logo {a}'></p>",
)
LINKS: tuple[str, ...] = (
    "<p><a href='{u}'>Xem bài gốc</a></p>",
    "<p>Link bài gốc: {u}</p>",
    "<p>Link: <a href='{u}'>{u}</a></p>",
    "<p>Xem bài viết tại <a href='{u}'>đây</a></p>",
    "<p><a href='{u}' rel='nofollow'>Bài gốc</a></p>",
    "<div class='link-goc'><a href='{u}'>luavang.example.net</a></div>",
    "<p>Đường dẫn bài gốc: <a href='{u}'>tại đây</a></p>",
)
_FRAMES = (
    "<body><nav class='menu'><ul><li><a href='/a'>Thời sự</a></li></ul></nav><article>"
    "{head}{body}{end}</article>{below}{foot}</body>",
    "<body><div class='header'><a href='/'>Tin Lúa</a></div><main><div class='detail'>"
    "{head}<div class='detail-ct'>{body}</div>"
    "{end}</div>{below}</main>{foot}</body>",
    "<body><table><tr><td class='trai'><a href='/x'>Chuyên mục</a></td><td>{head}{body}{end}</td>"
    "</tr></table>{below}{foot}</body>",
    "<body>{head}<div id='content'>{body}{end}</div><div>{below}</div>{foot}</body>",
)
_SHARE = (
    "<div class='share'><a href='https://www.facebook.com/sharer?u=x'>Chia sẻ</a><span>In bài</span></div>",
    "<div class='tags'><b>Từ khóa:</b> <a href='/tag/nuoc'>nước sạch</a><a href='/tag/giao-thong'>Giao thông</a></div>",
    "<p class='tac-gia'>Mẫu Lúa</p>",
    "",
)
_RELATED = (
    "<div class='related'><h3>Tin liên quan</h3><ul><li><a href='/t-1.html'>"
    "Giá rau vụ đông ở bãi Giữa giảm nhẹ</a></li></ul></div>",
    "<div class='other'><b>Các tin khác</b><p><a href='/t-2.html'>"
    "Kho lạnh Đồng Bãi nhận lô hàng đầu tiên</a> (22/11)</p></div>",
    "",
)
_COMMENTS = (
    "<div class='{n}'><h4>Có 2 phản hồi</h4><div class='it'><b>Khách Quen</b><p>"
    "Theo tôi thì nên làm sớm hơn.</p></div></div>",
    "<section class='{n}'><h3>Bình luận (1)</h3><div><span>Khách Quen</span><p>"
    "Theo Báo Xa Lạ, giá nước sẽ tăng.</p></div></section>",
    "",
    "",
)
_SYLLABLES = [
    "trạm",
    "nước",
    "xóm",
    "hạ",
    "chợ",
    "cá",
    "bến",
    "than",
    "làng",
    "gốm",
    "đua",
    "thuyền",
    "toa",
    "tàu",
    "phòng",
    "đọc",
    "ngõ",
    "đèn",
    "đường",
    "cân",
    "điện",
    "tử",
    "phân",
    "bón",
    "thùng",
    "ủ",
    "giếng",
    "khoan",
    "máy",
    "bơm",
    "mặt",
    "trời",
    "sổ",
    "chung",
    "xe",
    "buýt",
    "ga",
    "đồng",
    "bãi",
    "phiên",
    "lúa",
    "vàng",
    "phù",
    "sa",
    "học",
    "sinh",
    "cụ",
    "ông",
    "tổ",
    "dân",
    "phố",
]
_FOOT = (
    "<footer class='footer'><p>Tin Lúa. Giấy phép số 12/GP-TTĐT. Ghi rõ nguồn khi phát hành lại thông tin.</p></footer>"
)


@dataclass(frozen=True)
class DrawnArticle:
    """One page and what it shows.

    Attributes:
        source: The page.
        title: Its title.
        text: Its paragraphs, by line feeds.
        shown: By field (agency, author, time, link) what is shown; the author's is empty.
        is_unknown: Whether the agency shown is one that no register knows, so that it can only be unclear.
        parts: The pieces of the grammar that were chosen, for reports.
    """

    source: str
    title: str
    text: str
    shown: dict[str, str]
    is_unknown: bool = False
    parts: tuple[str, ...] = field(default=())


def draw_article(random: Random) -> DrawnArticle:
    """Draw one article page."""
    title = f"{random.choice(_WHO)} {random.choice(_WHAT)}"[:70].rsplit(" ", 1)[0]
    paragraphs = [_sentences(random) for _ in range(random.randint(2, 7))]
    credit, shown, is_unknown, parts = random.choices(
        (_no_credit, _worded, _paired, _led, _by_logo), weights=(25, 50, 10, 10, 5)
    )[0](random)
    if parts[:1] == ("lead",):
        paragraphs[0] = credit + paragraphs[0]
        credit = ""
    if random.random() < 0.3:
        paragraphs.insert(
            random.randint(1, len(paragraphs)), f"Theo {random.choice(AUTHORITIES)}, {random.choice(_MORE)}"
        )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    if random.random() < 0.3:
        body = body.replace(
            "</p>",
            "</p><figure><img src='a.jpg' alt='Trạm nước'><figcaption>Trạm nước. Ảnh: TTXVN</figcaption></figure>",
            1,
        )
    if random.random() < 0.3:
        body += f"<p>{_words(random)}</p>"
    ends = [credit, random.choice(_SHARE), random.choice(_SHARE)]
    if random.random() < 0.25:
        ends.reverse()
    is_above = bool(credit) and random.random() < 0.15
    head = f"<h1>{title}</h1><div class='date'>24/11/2026 09:15</div>{credit if is_above else ''}"
    end = "".join(part for part in ends if not (is_above and part == credit))
    comments = random.choice(_COMMENTS).replace("{n}", random.choice(("comments", "box-binh-luan", "zz", "list-cm")))
    below = f"{random.choice(_RELATED)}{comments}"
    frame = random.choice(_FRAMES)
    page = frame.format(head=head, body=body, end=end, below=below, foot=_FOOT)
    source = f"<html lang='vi'><head><title>{title} - Tin Lúa</title></head>{page}</html>"
    return DrawnArticle(
        source, title, "\n".join(paragraphs), shown, is_unknown, (*parts, "above" if is_above else "below")
    )


Drawn = tuple[str, dict[str, str], bool, tuple[str, ...]]


def _sentences(random: Random) -> str:
    """Draw a paragraph."""
    return f"{random.choice(_WHO)} {random.choice(_WHAT)}, {random.choice(_MORE)}"


def _words(random: Random) -> str:
    """Draw a line of words in no order, with capitals and signs as they come."""
    words = [random.choice(_SYLLABLES) for _ in range(random.randint(2, 14))]
    words = [word.capitalize() if random.random() < 0.25 else word for word in words]
    return f"{' '.join(words)}{random.choice(('.', '!', ':', '', ' …'))}"


def _name(random: Random) -> tuple[str, bool]:
    """Draw whom a credit names, and whether no register knows it."""
    is_unknown = random.random() < 0.08
    return random.choice(UNKNOWN if is_unknown else AGENCIES), is_unknown


def _no_credit(random: Random) -> Drawn:
    """Draw an article without a credit."""
    return "", {}, False, ("none",)


def _worded(random: Random) -> Drawn:
    """Draw a credit in words, with or without a link."""
    wording, fields = random.choice(WORDINGS)
    agency, is_unknown = _name(random)
    stamp, instant = random.choice(_TIMES)
    shown = (
        {"agency": agency}
        | ({"author": ""} if "author" in fields else {})
        | ({"time": instant} if "time" in fields else {})
    )
    is_linked = random.random() < 0.4
    anchor = f"<a href='{LINK}' target='_blank'>{agency}</a>" if is_linked else agency
    words = wording.format(a=anchor, p=random.choice(PERSONS), t=stamp)
    markup = random.choice(MARKUPS)
    credit = markup.format(c=words)
    parts: tuple[str, ...] = ("worded", wording, markup)
    if is_linked:
        shown["link"] = LINK
    elif random.random() < 0.3:
        link = random.choice(LINKS)
        credit += link.format(u=LINK)
        shown["link"] = LINK
        parts = (*parts, link)
    return credit, shown, is_unknown, parts


def _paired(random: Random) -> Drawn:
    """Draw a label and a value in elements of their own."""
    pair = random.choice(PAIRS)
    agency, is_unknown = _name(random)
    return pair.format(a=agency), {"agency": agency}, is_unknown, ("paired", pair)


def _led(random: Random) -> Drawn:
    """Draw a mark before the first paragraph."""
    mark = random.choice(LEADS)
    agency = random.choice(AGENCIES)
    return mark.format(a=agency), {"agency": agency}, False, ("lead", mark)


def _by_logo(random: Random) -> Drawn:
    """Draw a logo with the agency's name as its words."""
    logo = random.choice(LOGOS)
    agency = random.choice(tuple(name for name in AGENCIES if "." not in name))
    return logo.format(a=agency), {"agency": agency}, False, ("logo", logo)


def draw_many(seed: int, number: int, draw: Callable[[Random], DrawnArticle] = draw_article) -> list[DrawnArticle]:
    """Draw a number of pages from a seed."""
    random = Random(seed)  # noqa: S311 (pages are drawn, no secrets)
    return [draw(random) for _ in range(number)]

"""Draws article pages that show when they were published: wordings × markup × places, with clocks that are no date.

It imports nothing of what reads pages.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

LOCAL = timezone(timedelta(hours=7))
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TO_THE_MINUTE = (
    "{d:02}/{m:02}/{y} {h:02}:{n:02}",
    "{w}, {d:02}/{m:02}/{y}, {h:02}:{n:02} (GMT+7)",
    "{d}-{m}-{y} - {h:02}:{n:02}",
    "{h:02}:{n:02} {d:02}/{m:02}/{y}",
    "{h:02}:{n:02} | {d:02}/{m:02}/{y}",
    "{w}, ngày {d:02}/{m:02}/{y} - {h:02}:{n:02}",
    "{d:02}.{m:02}.{y} {h:02}:{n:02}",
    "{h}h{n:02}, {d}/{m}/{y}",
    "{h} giờ {n} phút, ngày {d} tháng {m} năm {y}",
    "{y}-{m:02}-{d:02} {h:02}:{n:02}:00",
    "{y}-{m:02}-{d:02}T{h:02}:{n:02}:00+07:00",
    "{b} {d}, {y} {h12}:{n:02} {half}",
    "{d} {b} {y}, {h:02}:{n:02}",
    "{s}, {d:02}/{m:02}/{y} {h:02}:{n:02}",
    "Đăng lúc {h:02}:{n:02}, {d:02}/{m:02}/{y}",
    "{w} - {d:02}/{m:02}/{y} {h:02}:{n:02}:07",
    "Ngày đăng: {d:02}/{m:02}/{y} {h:02}:{n:02} GMT+7",
    "{d:02}/{m:02}/{y} | {h:02}:{n:02} GMT+7",
    "{h:02}:{n:02} - {w}, {d:02}/{m:02}/{y}",
    "{h:02}:{n:02}, {w} ngày {d}/{m}/{y}",
    "{h:02}g{n:02} ngày {d:02}-{m:02}-{y}",
    "{h}h{n:02}' {d:02}/{m:02}/{y}",
    "{d} thg {m}, {y}, {h:02}:{n:02}",
    "{w}, {d:02} Tháng {m} {y} {h:02}:{n:02}",
    "{d:02} / {m:02} / {y} - {h:02} : {n:02}",
    "{y}/{m:02}/{d:02} {h:02}:{n:02}",
    "{d:02}/{m:02}/{y} {h12:02}:{n:02} {half}",
    "{d:02}-{b}-{y} {h:02}:{n:02}",
    "{d:02}/{m:02}/{y2:02} {h:02}:{n:02}",
    "{d} tháng {m}, {y} lúc {h:02}:{n:02}",
    "{w} {d:02}/{m:02}/{y} • {h:02}:{n:02}",
    "{d:02}/{m:02}/{y}</span><span>{h:02}:{n:02}",
    "<b>{h:02}:{n:02}</b><i>{d:02}/{m:02}/{y}</i>",
    "{h:02}:{n:02} ngày {d:02} tháng {m:02} năm {y}",
    "(Ngày đăng: {d:02}/{m:02}/{y}, {h:02}:{n:02})",
    "Xuất bản: {h:02}:{n:02} ngày {d:02}/{m:02}/{y} | Lượt xem: 1234",
)
TO_THE_DAY = (
    "{d:02}/{m:02}/{y}",
    "{w}, {d}/{m}/{y}",
    "Ngày {d} tháng {m} năm {y}",
    "{b} {d}, {y}",
    "{d:02} Th{m:02}, {y}",
)
BOXES = (
    "<span class='date'>{}</span>",
    "<div class='detail-time'><div data-role='publishdate'>{}</div></div>",
    "<p class='post-meta'>{}</p>",
    "<time>{}</time>",
    "<div class='info'><span>{}</span> <span>1.234 lượt xem</span></div>",
    "<ul class='meta'><li>{}</li><li><a href='/doi-song'>Đời sống</a></li></ul>",
    "<em>{}</em>",
    "<div class='ngay-dang'>{}</div>",
    "<table><tr><td>{}</td></tr></table>",
    "<div class='author-info'><b>Người Mẫu</b> <span class='time'>{}</span></div>",
)
PLACES = (
    "<div class='wrap'>{date}<h1>{title}</h1><p class='sapo'>{lead}</p><div class='body'>{body}</div></div>",
    "<div class='wrap'><h1>{title}</h1>{date}<p class='sapo'>{lead}</p><div class='body'>{body}</div></div>",
    "<div class='wrap'><h1>{title}</h1><p class='sapo'>{lead}</p>{date}<div class='body'>{body}</div></div>",
    "<article><header><h1>{title}</h1>{date}</header><section>{body}</section></article>",
    "<div class='l'><div class='top-detail'>{date}</div><h1>{title}</h1><div class='body'>{body}</div></div>",
)
CLOCKS = (
    "<div class='header'><span class='clock'>{}</span><ul><li><a href='/'>Trang chủ</a></li><li><a href='/a'>A</a></li>"
    "</ul></div>",
    "<header><div>{}</div><nav><a href='/a'>Thời sự</a></nav></header>",
    "<div id='top-bar'><span id='today'>{}</span></div>",
    "<nav><span>{}</span><a href='/a'>Thời sự</a></nav>",
    "<marquee>{}</marquee>",
    "",
)
ASIDES = (
    "<aside><ul><li>{} <a href='/x'>Tin khác trong ngày của phường</a></li></ul></aside>",
    "<div class='related'><div><span class='date'>{}</span><a href='/x'>Tin khác trong ngày của phường</a></div></div>",
    "",
)
TITLE = "Làng Mẫu mở con đường qua cánh đồng"
LEAD = "Con đường dài hai cây số nối làng với trường học, đường cũ giữ lại làm bờ mương."
BODY = "".join(
    f"<p>Bà con làng Mẫu đã ra đồng từ lúc sương còn giăng kín bờ đê, tiếng gọi nhau vang cả một vùng, tổ {n}.</p>"
    for n in ("một", "hai", "ba", "tư")
)


@dataclass(frozen=True)
class DrawnDate:
    """A page that shows when it was published.

    Attributes:
        html: The page.
        at: The local instant, or the start of its day.
        is_exact: Whether a clock is shown.
        form: Wording and box, for whoever reads a failure.
    """

    html: str
    at: datetime
    is_exact: bool
    form: str


def draw_date(seed: str) -> DrawnDate:
    """Return the page of a seed, always the same."""
    chance = random.Random(seed)  # noqa: S311 - a draw, no secret
    at = datetime(2026, 1, 1, tzinfo=LOCAL) + timedelta(minutes=chance.randrange(300 * 24 * 60))
    is_exact = chance.random() < 0.85
    wording, box = chance.choice(TO_THE_MINUTE if is_exact else TO_THE_DAY), chance.choice(BOXES)
    other = at + timedelta(days=chance.randrange(1, 60), minutes=chance.randrange(60))
    clock = chance.choice(CLOCKS).format(written(chance.choice(TO_THE_MINUTE), other))
    aside = chance.choice(ASIDES).format(written(chance.choice(TO_THE_MINUTE), other))
    date = box.format(written(wording, at))
    page = chance.choice(PLACES).format(date=date, title=TITLE, lead=LEAD, body=BODY)
    head = f"<!DOCTYPE html><html lang='vi'><head><title>{TITLE} - Mẫu</title></head>"
    html = f"{head}<body>{clock}{page}{aside}</body></html>"
    day = at.replace(hour=0, minute=0)
    return DrawnDate(html, at if is_exact else day, is_exact, f"{wording} in {box}, beside {clock[:60]!r}")


def written(wording: str, at: datetime) -> str:
    """Return an instant in a wording."""
    return wording.format(
        d=at.day,
        m=at.month,
        y=at.year,
        h=at.hour,
        n=at.minute,
        w=WEEKDAYS[at.weekday()],
        s=SHORT_WEEKDAYS[at.weekday()],
        b=MONTHS[at.month - 1],
        y2=at.year % 100,
        h12=at.hour % 12 or 12,
        half="AM" if at.hour < 12 else "PM",
    )

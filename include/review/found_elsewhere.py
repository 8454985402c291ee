"""An outlet's own articles found elsewhere, on its request, and the same rows for the outlets that they list.

Facts from published pages, no conclusion and no copy of a page: where the same words stand, when they appeared and how
sure that is, how much of the text is the same, and whether a credit and a link to the original were read. Both sides
of a row are given the same.
"""

from datetime import datetime
from typing import Any

from include.periods.days import local_day, local_time
from include.warehouse.published import rows

HEADING = "DỮ KIỆN, KHÔNG PHẢI KẾT LUẬN"
EXPLAINED = (
    "Danh mục do hệ thống tự động lập từ các trang đã công bố. Bài giống nhau có thể do có thỏa thuận, do cùng dùng "
    "một nguồn chung, hoặc do đọc sai. Đơn vị có tên trong danh mục được cung cấp đúng những dòng này khi đề nghị."
)
PAIRS = """
    select
        reprints.original_outlet_id, reprints.reprint_outlet_id, reprints.original_url, reprints.reprint_url,
        reprints.containment, reprints.delay_minutes_min, reprints.delay_minutes_max,
        articles.published_at, articles.published_uncertainty_minutes,
        originals.outlet_name as original_name, others.outlet_name as reprint_name,
        credit.state as credit, link.state as link
    from fct_reprints as reprints
    inner join fct_articles as articles on reprints.reprint_article_id = articles.article_id
    inner join dim_outlets as originals on reprints.original_outlet_id = originals.outlet_id
    inner join dim_outlets as others on reprints.reprint_outlet_id = others.outlet_id
    left join fct_article_facts as credit
        on reprints.reprint_article_id = credit.article_id and reprints.reprint_published_date = credit.published_date
        and credit.fact = 'credited_agency'
    left join fct_article_facts as link
        on reprints.reprint_article_id = link.article_id and reprints.reprint_published_date = link.published_date
        and link.fact = 'original_link'
    where reprints.is_counted and ? in (reprints.original_outlet_id, reprints.reprint_outlet_id)
    order by reprints.reprint_published_date, reprints.reprint_url, reprints.original_url
"""
STATE = {"present": "có", "absent": "không thấy", "unread": "chưa đọc được", None: "chưa đọc được"}


def found_elsewhere(outlet_id: str, at: datetime) -> str:
    """Return what is known of an outlet's articles at other outlets, and of others' at it, as text; empty without any.

    Args:
        outlet_id: The outlet that asks.
        at: Instant of the list.
    """
    pairs = rows(PAIRS, [outlet_id])
    if not pairs:
        return ""
    own = [pair for pair in pairs if pair["original_outlet_id"] == outlet_id]
    others = [pair for pair in pairs if pair["original_outlet_id"] != outlet_id]
    name = own[0]["original_name"] if own else others[0]["reprint_name"]
    parts = [f"{HEADING}\n{name}, lập ngày {local_day(at):%d/%m/%Y}\n{EXPLAINED}"]
    for title, listed in (
        ("Bài của đơn vị xuất hiện ở đơn vị khác", own),
        ("Bài của đơn vị khác xuất hiện ở đơn vị", others),
    ):
        lines = [_line(number, pair) for number, pair in enumerate(listed, start=1)]
        parts.append("\n".join([f"{title}: {len(listed)}", *lines]))
    return "\n\n".join(parts) + "\n"


def _line(number: int, pair: dict[str, Any]) -> str:
    """Write one pair of articles."""
    return "\n".join(
        [
            f"{number}. {pair['reprint_name']}: {pair['reprint_url']}",
            f"   Bài trước của {pair['original_name']}: {pair['original_url']}",
            f"   Đăng {_instant(pair['published_at'], pair['published_uncertainty_minutes'])}; {_delay(pair)}",
            f"   Phần trùng: {100 * pair['containment']:.0f}% của bài đăng sau; ghi nguồn: {STATE[pair['credit']]}; "
            f"đường dẫn bài gốc: {STATE[pair['link']]}",
        ]
    )


def _instant(at: datetime | None, uncertainty_minutes: float | None) -> str:
    """Write when an article appeared, with its uncertainty."""
    if at is None:
        return "không rõ thời điểm"
    return f"lúc {local_time(at)} (giờ Hà Nội, ± {uncertainty_minutes or 0:.0f} phút)"


def _delay(pair: dict[str, Any]) -> str:
    """Write how long after the original an article appeared, at least and at most."""
    least, most = pair["delay_minutes_min"], pair["delay_minutes_max"]
    if least is None or most is None:
        return "chưa rõ cách bài trước bao lâu"
    return f"sau bài trước từ {least:.0f} đến {most:.0f} phút"

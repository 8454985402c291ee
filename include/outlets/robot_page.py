"""A page for outlets, to be put on the department's site: who the robot is, how often it asks, what it looks for."""

import csv
import html
import re

from include.settings import ROOT, settings

CONTACT = re.compile(r"\+(mailto:[^)\s]+|https?://[^)\s]+)")
RULES = ROOT / "dbt_project" / "seeds" / "rules.csv"
PAGE = """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Về bộ thu thập thông tin</title></head>
<body>
<h1>Về bộ thu thập thông tin</h1>
<p>Bộ thu thập đọc thông tin mà đơn vị có giấy phép đã công bố, để cơ quan quản lý biết các quy định về hiển
thị, dẫn nguồn, cải chính
có được đáp ứng hay không. Nó tự xưng là <code>{agent}</code>.</p>
<h2>Hỏi bao lâu một lần</h2>
<p>Giữa hai lần hỏi một máy chủ cách nhau ít nhất {interval} giây; tuân theo robots.txt, thời gian chờ mà máy
chủ yêu cầu, và dừng lại khi
máy chủ báo quá tải. Danh mục tin và trang chủ được xem trong ngày; mỗi bài được xem lại {steps} ngày sau lần
đầu.</p>
<h2>Tìm gì</h2>
<ul>
{rules}
</ul>
<h2>Không làm gì</h2>
<p>Không đọc bình luận, không thu thập thông tin về cá nhân, không đánh giá quan điểm của tin, bài; không tự
chặn, gỡ bỏ hay xử phạt. Điều ghi nhận
chỉ là nội dung cần xác minh; đơn vị được hỏi ý kiến trước khi được nêu tên.</p>
<h2>Hỏi, phản ánh, khiếu nại</h2>
<p>Xem bộ thu thập đọc được gì trên trang của mình, xin hồ sơ của đơn vị, hoặc phản ánh việc thu thập:
{contact}. Cơ quan trả lời trong hai ngày làm việc
đối với yêu cầu về dữ liệu cá nhân.</p>
</body>
</html>
"""


def robot_page() -> str:
    """Return the page, as this installation asks and by today's catalogue of rules."""
    chosen = settings()
    found = CONTACT.search(chosen.user_agent)
    address = html.escape(found[1]) if found else ""
    with RULES.open(encoding="utf-8") as lines:
        titles = [row["title_vi"] for row in csv.DictReader(lines) if not row["cause_not_implemented"]]
    return PAGE.format(
        agent=html.escape(chosen.user_agent),
        interval=f"{chosen.request_interval_seconds:g}".replace(".", ","),
        steps=", ".join(map(str, chosen.recheck_after_days)),
        rules="\n".join(f"<li>{html.escape(title)}</li>" for title in titles),
        contact=f'<a href="{address}">{address.removeprefix("mailto:")}</a>' if address else "cơ quan quản lý",
    )

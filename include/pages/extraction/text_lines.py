"""Lines of an article's text that are not the article: furniture by its words, names of authors, labels.

Furniture that no class or id marks is known by its words: "Đọc thêm: …", "Theo dõi … trên Google News", a lone name.
"""

import re
import unicodedata
from collections.abc import Sequence

_FURNITURE = (
    # what leads to other items
    r"(?:xem|đọc|tham khảo|nghe|tìm hiểu) (?:thêm|tiếp|ngay|chi tiết|bài|lại)\b(?:[^.]{0,20}:.{0,150}|[^.!?]{0,120})",
    r"(?:tin|bài|các bài|các tin|bài viết|tin tức|video|nội dung) (?:viết )?(?:liên quan|cùng chuyên mục|cùng mục|khác"
    r"|nổi bật|mới nhất|đọc nhiều|đáng chú ý|cũ hơn|mới hơn)\W*",
    r"(?:đọc|xem) nhiều(?: nhất)?\W*",
    r"(?:tin|bài) (?:nóng|mới|hot)\W*",
    r"có thể (?:bạn|quý vị) (?:quan tâm|thích|muốn đọc|chưa biết).{0,40}",
    r"xem (?:tại )?đây\W*|tại đây\W*",
    # what asks the reader to do something
    r"(?:mời|kính mời) (?:quý )?(?:bạn đọc|độc giả|quý vị|các bạn|khán giả|bạn).{0,30}"
    r"(?:đón xem|xem|theo dõi|đón đọc|tham gia|cài đặt|tải).{0,200}",
    r"(?:theo dõi|quan tâm|follow|like|thích)\b.{0,80}(?:google news|google tin tức|fanpage|facebook|youtube|tiktok"
    r"|zalo|telegram|twitter|viber|trên mạng xã hội|để cập nhật|để không bỏ lỡ).{0,120}",
    r"(?:đăng ký|subscribe)\b.{0,60}(?:kênh|nhận tin|bản tin|channel|youtube|để đọc|theo dõi|tại đây|ngay|newsletter)"
    r".{0,80}",
    r"(?:mua gói|gói (?:tháng|năm) [\d.]+|gói đọc báo|bạn cần đăng nhập|đăng nhập (?:để|ngay)|nâng cấp tài khoản"
    r"|đăng ký (?:để đọc|ngay|thành viên)).{0,160}",
    r"(?:bạn đã đọc hết|nội dung (?:này )?(?:chỉ )?dành (?:riêng )?cho (?:thành viên|bạn đọc|tài khoản|người)).{0,160}",
    r"(?:bạn có ủng hộ|bạn nghĩ gì|đánh giá bài viết|bạn đánh giá).{0,100}",
    r"(?:nhấn|bấm|click|ấn) (?:vào |để |here|tại )?(?:đây|xem|tải|here).{0,60}",
    r"tải (?:ứng dụng|app)\b.{0,100}",
    r"nghe (?:bài viết|đọc bài|audio|nội dung).{0,60}|giọng (?:nam|nữ|đọc)\b.{0,60}",
    # labels and tools
    r"(?:quảng cáo|advertisement|adv|ads|sponsored|qc)\W*",
    r"(?:từ khóa|từ khoá|tags?|thẻ|chủ đề|hashtag|keywords?)\s*:.{0,300}",
    r"(?:từ khóa|từ khoá|tags?|hashtag)\W*",
    r"(?:chia sẻ|share|in trang|in bài(?: viết)?|bản in|gửi email|gửi mail|sao chép(?: link| liên kết)?|copy link"
    r"|lưu bài(?: viết)?|cỡ chữ|a\+|a-|bình luận|comment|thích|like|trở lại.{0,40}|quay lại.{0,30}|về trang chủ"
    r"|(?:lên )?đầu trang)(?:\s*(?:bài viết|diễn biến này|này))?\W*",
    r"(?:lượt xem|lượt đọc|views?|đã xem)\W*[\d.,]*\W*",
    r"(?:đang tải|loading|vui lòng (?:chờ|đợi)|please wait).{0,40}",
    r"(?:(?:bản quyền|copyright)(?= thuộc| của|\W*©|\W*\d{4}|\W*$)|©|ⓒ).{0,160}",
    r"(?:cấm sao chép|vui lòng (?:ghi|dẫn) (?:rõ )?nguồn|ghi rõ nguồn).{0,120}",
)
_LEADING = re.compile(rf"[>»▶►•·*\-–—\s]*(?:{'|'.join(_FURNITURE)})", re.I)
_AUTHOR = re.compile(r"\W*(?:bài(?: viết)?(?: và ảnh)?|thực hiện|tác giả|author)\s*:\s*\w", re.I)
_LETTER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAME = rf"(?:[{_LETTER}]\.)*[{_LETTER}][\w'’]*\.?"
_NAMES = rf"{_NAME}(?:[\s-]+{_NAME}){{0,5}}"
_BYLINE = re.compile(
    rf"\W*(?:(?i:bài(?: và ảnh)?|pv|ctv|nhóm pv|phóng viên|tác giả|by|bởi|ths|ts|ls)\.?:?\s+)?{_NAMES}"
    rf"(?:\s*(?:[,/&–—-]|và)\s*{_NAMES}){{0,4}}(?:\s*\([^()]{{1,60}}\))?\W*"
)
_MAKER = re.compile(
    r"\W*(?i:ảnh|ảnh bìa|video|clip|nguồn ảnh|đồ h[oọ]a|đồ hoạ|infographic|bài(?: viết)?(?:(?: và|,| -) ảnh)?|bài, ảnh"
    r"|thực hiện|tác giả|nhóm tác giả|biên tập|nội dung|trình bày|thiết kế|dựng|đạo diễn|biên dịch|dịch|tổng hợp)"
    rf"\W*:\s*{_NAMES}(?:\s*(?:[,/&–—-]|và)\s*{_NAMES}){{0,4}}\W*"
)
_PHOTO_CREDIT = re.compile(
    r"[\s.(–—-]*\b(?:Ảnh|ẢNH|Nguồn ảnh|Photo|Đồ họa|Video|Clip)(?: minh h[oọ]a)?\s*:\s*[^.:;()]{1,50}\)?\s*$"
)
_PHOTO_WORDS = ("ảnh", "photo", "đồ họa", "video", "clip", "minh họa", "minh hoa")  # its label's last
_CREDIT_LIMIT = 51
_TITLE_MARGIN = 100  # characters: of marks around a repeated title
_PERSON = (
    r"(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|ngô|dương|đinh|trịnh|mai)"
    rf"(?:\s+(?-i:{_NAME})){{1,4}}"
)
_CREDITED_PERSON = re.compile(rf"\W*(?:theo|nguồn)\W+{_PERSON}\W*", re.I)
_CREDIT = re.compile(
    r"\W*(?:theo|nguồn|dẫn)\b(?!\W+(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|ngô|dương|đinh|trịnh|mai)\s)",
    re.I,
)
_AGENCY = re.compile(r"\b(?:ttxvn|vov|vtv|vgp|vnexpress|afp|reuters|ap|báo|đài|news|\w+\.(?:vn|com|net))\b", re.I)
_SIGNED_CREDIT = re.compile(  # it names an author before whom it credits, or before the credit in brackets
    rf"\W*(?P<author>{_NAMES}(?:\s*(?:[,&–—-]|và)\s*{_NAMES}){{0,3}})\s*"
    rf"(?:(?P<bracket>\(\s*(?i:theo|nguồn|dịch)\b[^()]{{1,60}}\))|[-–—,/|]\s*(?P<behind>(?i:theo|nguồn)\s[^,.]{{1,60}})"
    rf"|/\s*(?P<mark>[A-Z]{{2,8}}(?:\.\w{{2,4}})?))\W*"
)
_SIGNED_SOURCE = re.compile(  # "Theo Tên (Báo)": the author between the label and whom it credits
    rf"\W*(?P<label>(?i:theo|nguồn)\W+)(?P<author>(?i:{_PERSON}))\s*"
    rf"(?:(?P<bracket>\([^()]{{2,60}}\))|[-–—/|]\s*(?P<behind>{_NAMES}))\W*"
)
_SIGNED_LIMIT = 200  # characters
_END_LINES = 4  # lines of the text's end, and of its start, that may be an author's name
_START_LINES = 2
_NAME_LIMIT = 80
_FURNITURE_LIMIT = 200  # characters: longer lines are prose, whatever they begin with


def clean_lines(lines: Sequence[str], title: str | None) -> tuple[list[str], bool]:
    """Return the lines of a text without furniture, repeated titles and names of authors, and whether it named one.

    Args:
        lines: The lines as read.
        title: The article's title, which may stand above its text once more.
    """
    folded = _fold(title or "")
    kept = [line for line in lines if not _is_furniture(line) and not (folded and _repeats(line, folded))]
    kept = [without for line in kept if (without := _without_photo_credit(line))]
    cleaned = _without_names(kept)
    credits = [_credit_alone(line) for line in cleaned[-_END_LINES:]]
    is_signed = any(map(_AUTHOR.match, lines)) or any(credit is not None for credit in credits)
    ends = [credit or line for credit, line in zip(credits, cleaned[-_END_LINES:], strict=True)]
    return [*cleaned[:-_END_LINES], *ends], len(cleaned) < len(kept) or is_signed


def is_byline(line: str) -> bool:
    """Return whether a line holds nothing but the name of an author or of several; a press agency's is none."""
    if len(line) > _NAME_LIMIT or line.rstrip().endswith((".", "!", "?", "…", ":")):
        return False
    is_name = _BYLINE.fullmatch(line) or _CREDITED_PERSON.fullmatch(line)
    return bool(is_name) and not _AGENCY.search(line) and not _CREDIT.match(line)


def _is_furniture(line: str) -> bool:
    """Return whether a line is furniture by its words."""
    return len(line) <= _FURNITURE_LIMIT and bool(_LEADING.fullmatch(line) or _MAKER.fullmatch(line))


def _repeats(line: str, folded: str) -> bool:
    """Return whether a line says what a folded title says, and nothing else; much longer ones are not folded."""
    return len(line) <= 2 * len(folded) + _TITLE_MARGIN and _fold(line) == folded


def _without_photo_credit(line: str) -> str:
    """Return a line without the credit of a photo at its end: a few words behind its last colon."""
    before, colon, behind = line.rpartition(":")
    if not colon or len(behind.strip()) > _CREDIT_LIMIT or not before.rstrip()[-10:].casefold().endswith(_PHOTO_WORDS):
        return line
    return _PHOTO_CREDIT.sub("", line)


def _credit_alone(line: str) -> str | None:
    """Return the credit of a line without the author whom it names as well; nothing where it names none."""
    if len(line) > _SIGNED_LIMIT:
        return None
    signed = _SIGNED_CREDIT.fullmatch(line)
    if signed:
        credit = signed["bracket"] or signed["behind"] or signed["mark"]
        return line if _AGENCY.search(signed["author"]) else credit.strip()
    signed = _SIGNED_SOURCE.fullmatch(line)
    return f"{signed['label']}{signed['bracket'] or signed['behind']}".strip() if signed else None


def _without_names(lines: list[str]) -> list[str]:
    """Return lines without those of their start and end that are an author's name."""
    last = len(lines) - 1
    return [
        line
        for number, line in enumerate(lines)
        if not ((number < _START_LINES or number > last - _END_LINES) and is_byline(line))
    ]


def _fold(text: str) -> str:
    """Return a text for comparing: letters and digits alone, whatever their case."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))

"""The labels under which mastheads show their fields, and those under which they show other things."""

import re
from enum import StrEnum
from typing import NamedTuple

from include.observing.masthead.folding import fold_pattern, without_addresses


class Label(StrEnum):
    """What a label announces."""

    GOVERNING = "governing"
    ORGANISATION = "organisation"
    COPYRIGHT = "copyright"
    ADDRESS = "address"
    BRANCH = "branch"  # an address beside the main one
    EMAIL = "email"
    PHONE = "phone"
    DESK_PHONE = "desk_phone"  # advertising, circulation: a telephone where there is no other
    FAX = "fax"
    PERSON = "person"
    OTHER_PERSON = "other_person"
    LICENCE = "licence"
    LICENCE_DATE = "licence_date"
    ISSUER = "issuer"
    CODE = "code"
    BUSINESS = "business"  # a registration of trade or tax, never the licence to publish
    OTHER = "other"


class Labelled(NamedTuple):
    """A label found in a line: what it announces, where it stands, and whether a colon closes it."""

    label: Label
    start: int
    end: int
    has_colon: bool


# The letters behind the stroke of a licence's number are no label
_NOT_WITHIN = r"(?<!\d/)(?<!\d/ )(?<!\d / )(?<!\d[a-z]/)(?<!\d[a-z] / )"
# The first that fits wins: what is special stands before what is general
WORDINGS: tuple[tuple[Label, str], ...] = (
    (
        Label.BUSINESS,
        r"(?:số |theo )?(?:giấy )?(?:phép |gcn |cn |gp |chứng nhận |xác nhận )?(?:số )?(?:đăng ký|đăng kí"
        r"|đk)[\s-]?(?:kinh doanh"
        r"|doanh nghiệp|kd|dn|thuế|hoạt động kinh doanh|đầu tư|hộ kinh doanh|thành lập)|giấy phép (?:kinh doanh"
        r"|đầu tư|thành lập)"
        r"|gp\s?kd|(?:giấy )?(?:gp|gcn|cn)[- ]?đk(?:kd|dn|kdn)|ms[- ]?dn|mã (?:số )?(?:doanh nghiệp|dn|thuế)|mst|erc"
        r"|tax (?:code|id)|business (?:registration|licen[cs]e)|giấy chứng nhận đầu tư|gcnđt|quyết định thành lập",
    ),
    (
        Label.OTHER_PERSON,
        r"(?:các )?phó (?:tổng (?:biên tập|giám đốc|thư ký)|tbt|trưởng ban|giám đốc)"
        r"(?!(?: biên tập| báo| tạp chí)? phụ trách)|(?:tổng |trưởng ban "
        r"|ban )?thư ký(?: tòa soạn)?"
        r"|trưởng (?:ban|phòng) (?:thư ký|điện tử|bạn đọc|quảng cáo|thời sự|phóng viên|kỹ thuật)|tổng giám đốc"
        r"|giám đốc(?: điều hành)?"
        r"|chủ tịch(?: (?:hđqt|hội đồng[^:]{0,40}))?|(?:người )?đại diện(?: theo)? pháp luật|người đại diện"
        r"|biên tập viên|kế toán trưởng"
        r"|cố vấn|chủ tịch hội đồng|ủy viên|thiết kế(?! (?:bởi|website|web))|kỹ thuật"
        r"|quản trị(?: mạng| website| viên)?|webmaster"
        r"|deputy editor[- ]in[- ]chief"
        r"|phó chánh văn phòng",
    ),
    (
        Label.ORGANISATION,
        r"(?:tên )?(?:cơ quan|đơn vị|tổ chức|doanh nghiệp|công ty|chủ thể)(?:,? ?(?:doanh nghiệp"
        r"|cá nhân))? (?:được cấp(?: giấy)? phép"
        r"|quản lý|thiết lập|vận hành|sở hữu|chủ sở hữu|khai thác|phát hành|xuất bản|cung cấp dịch vụ|thực hiện|báo chí"
        r"|chịu trách nhiệm|đăng ký)(?:,? và [^\W\d]+(?: [^\W\d]+)?)?"
        r"(?: (?:trang(?: thông tin điện tử| tin)?(?: tổng hợp)?|website|mạng xã hội|mxh|ứng dụng"
        r"|cổng thông tin|báo|tạp chí)(?!\w))?"
        r"|tên (?:tổ chức|doanh nghiệp|đơn vị|công ty|cơ quan)(?! chủ quản)(?:,? ?doanh nghiệp)?|chủ sở hữu"
        r"|(?:(?:trang |website |báo |tạp chí )?thuộc )?sở hữu (?:của|bởi)"
        r"|(?:được )?(?:quản lý|vận hành|thiết lập|xuất bản|sở hữu|cung cấp"
        r"|phát hành)(?: và [^\W\d]+(?: [^\W\d]+)?)? bởi"
        r"|(?:là )?(?:một )?(?:sản phẩm|website|trang tin|trang|dự án) của|thuộc quyền (?:quản lý|sở hữu) của"
        r"|operated by|owned by|publisher|published by|company(?: name)?|owner|a product of",
    ),
    (
        Label.GOVERNING,
        r"(?:tên )?(?:cơ quan|đơn vị|tổ chức|cấp|bộ)? ?(?:trực tiếp )?chủ quản(?: báo chí| báo| tạp chí| trang)?"
        r"|(?:là )?cơ quan(?: ngôn luận| lý luận| trung ương| thông tin| chính thức| nghiên cứu| thông tin đối ngoại"
        r"| chính trị| và| diễn đàn| tuyên truyền| báo chí)* của|cơ quan ngôn luận"
        r"|(?:là )?(?:tiếng nói|diễn đàn|ấn phẩm|cơ quan|chuyên trang) (?:chính thức )?của"
        r"|(?:đơn vị |cơ quan )?(?:trực )?thuộc|cơ quan(?= trung ương (?:hội|đoàn|mặt|liên)(?!\w))"
        r"|governing (?:body|agency)|managing (?:body|agency|authority)|under the authority of"
        r"|supervising agency|organ of",
    ),
    (
        Label.LICENCE_DATE,
        r"(?:ngày|thời điểm) (?:cấp|ký|ban hành)(?: phép| lại| giấy phép| lần đầu| gp)?"
        r"|(?:được )?(?:cấp|ký)(?: phép| lại| lần đầu)?,?(?: vào)? ngày|date of issue|issued on|issue date",
    ),
    (
        Label.ISSUER,
        r"(?:cơ quan|nơi|đơn vị|tổ chức) (?:cấp|ban hành)(?: giấy)?(?: phép)?(?: gp)?"
        r"|(?:được )?cấp(?: giấy)?(?: phép)? bởi"
        r"|issued by|licen[cs]ed by",
    ),
    (
        Label.CODE,
        r"mã(?: số)? (?:định danh|xác thực|nhận diện|giấy phép|số xác thực)|id number",
    ),
    (
        Label.LICENCE,
        rf"(?:hoạt động )?(?:số |theo )?giấy (?:phép|xác nhận|chứng nhận|cn)|số gp|{_NOT_WITHIN}gp(?:hđ|xb|bc"
        rf"|tt|ttđt|mxh|ttth"
        r"|ttđtth|icp)?(?:[- ]"
        rf"?(?:ttđt|mxh|xb|hđ|bc|icp))?|{_NOT_WITHIN}(?:gxn|gcn)|operating licen[cs]e|licen[cs]e(?: no| number)?"
        r"|permit(?: no)?",
    ),
    (
        Label.PERSON,
        r"phó (?:tổng biên tập|tbt|giám đốc|trưởng ban)(?: biên tập| báo| tạp chí)? phụ trách"
        r"(?: chung| nội dung| tòa soạn| báo| tạp chí)*"
        r"|(?:người |cá nhân |nhân sự )?(?:chịu )?trách nhiệm(?: chính| quản lý| về| toàn bộ| chung"
        r"| trước pháp luật| thông tin| nội dung"
        r"| xuất bản| và)*|ctnnd|ctn nội dung|ctnd|(?:người )?phụ trách(?: chính| chung| quản lý)?(?: nội dung"
        r"| trang tin| trang|"
        r" tòa soạn| website| biên tập| ban biên tập| cổng| báo| tạp chí)?|(?:quyền |q\. ?|q )?tổng biên tập"
        r"|tbt|tổng bt"
        r"|trưởng ban (?:biên tập|quản trị|trị sự)|(?:người )?đứng đầu(?: cơ quan| đơn vị| tổ chức)?(?: báo chí)?"
        r"|thủ trưởng(?: đơn vị| cơ quan)?|(?:người )?quản lý nội dung|(?:acting )?editor[- ]in[- ]chief|chief editor"
        r"|managing editor|(?:person )?responsible(?: for content)?|in charge of content",
    ),
    (
        Label.DESK_PHONE,
        r"(?:liên hệ |phòng |hotline |bộ phận |ban |điện thoại |đt |tel )?(?:quảng cáo|phát hành|tài trợ"
        r"|đặt báo|truyền thông|kinh doanh)"
        r"|hợp tác(?: nội dung| quảng cáo| truyền thông)?|advertis(?:ing|ement)(?: contact)?|bản quyền nội dung",
    ),
    (Label.FAX, r"(?:số )?(?:máy )?fax"),
    (Label.EMAIL, r"(?:địa chỉ )?(?:e-?mails?|mail|thư điện tử|gmail)|hộp thư(?: điện tử)?|hòm thư(?: điện tử)?"),
    (
        Label.PHONE,
        r"(?:số )?(?:điện thoại|đthoại|đt|đ\.t|đtdđ|đtcđ|sđt|dđ|di động|máy bàn|số máy)|tel|telephone|phone"
        r"|mobile|cell|hot-?line"
        r"|đường dây nóng|tổng đài|call(?: center)?|liên hệ|liên lạc|contact(?: us)?|zalo|viber|whatsapp|trực ban",
    ),
    (
        Label.BRANCH,
        r"(?:các )?văn phòng|vpđd|vpgd|vp|chi nhánh|cơ sở \d|(?:cơ quan|ban) (?:thường trú|đại diện)"
        r"|representative office|branch|thường trú|đại diện (?:phía|tại|miền)",
    ),
    (
        Label.ADDRESS,
        r"(?:nơi đặt )?(?:trụ sở|hội sở)(?: chính)?|địa chỉ|địa điểm|đ/c|đ\.c|đc|d/c|add|address|addr"
        r"|tòa soạn(?: (?:và|-|,) ?trị sự)?|trị sự|head ?(?:office|quarters?)|newsroom|editorial office|office"
        r"|location",
    ),
    (
        Label.COPYRIGHT,
        r"(?:©|\(c\)|copyrights?|(?:toàn bộ |giữ |mọi )*bản quyền)(?:[\s©®:,.\d–—-]|\(c\)|bản quyền|copyrights?\b|by\b"
        r"|bởi\b|của\b|thuộc\b|về\b)*",
    ),
    (
        Label.OTHER,
        r"(?:thiết kế|phát triển|xây dựng|designed|developed|powered|thi công|lập trình|hosting"
        r"|vận hành kỹ thuật|hỗ trợ kỹ thuật)"
        r"(?: website| web| và phát triển| & phát triển)?(?: bởi| by)|(?:giải pháp|đối tác"
        r"|bảo trợ)(?: công nghệ)?|tên miền|website|web"
        r"|facebook|fanpage|youtube|tiktok|telegram|twitter|instagram|mạng xã hội|(?:số )?tài khoản|stk|ngân hàng"
        r"|(?:giờ|thời gian) (?:làm việc|mở cửa|hành chính|tiếp bạn đọc)|issn|in tại|chế bản|nhà in|giá|kỳ hạn"
        r"|(?:tổng |số |tổng số )?(?:lượt )?truy cập|đang (?:online|truy cập|trực tuyến)|hôm nay|hôm qua"
        r"|phiên bản|cập nhật(?: lần cuối)?"
        r"|mã bưu (?:chính|điện)|ghi rõ nguồn|theo dõi|tải ứng dụng|chuyên trang|ngôn ngữ|kết nối|nguồn|rss"
        r"|tiêu chí|lưu ý",
    ),
)
_NAMING = {Label.GOVERNING, Label.ORGANISATION, Label.ISSUER, Label.COPYRIGHT}
_CONTACTS = {Label.EMAIL, Label.FAX, Label.ADDRESS, Label.BRANCH}
_REACHED = {*_CONTACTS, Label.PHONE, Label.DESK_PHONE}
_PERMITS = {Label.BUSINESS, Label.LICENCE}
_FURNITURE = {Label.OTHER, Label.COPYRIGHT}
_GENERAL = re.compile(fold_pattern(r"liên hệ|liên lạc|contact"))
_NUMBERED = re.compile(r"\s*[-–—:.]?\s*[\d(+x]")
# Words that names of companies hold too: they are labels only where something starts
_OPENING = {Label.DESK_PHONE, Label.OTHER, Label.OTHER_PERSON, Label.BRANCH}
_ANYWHERE = {*_PERMITS, Label.COPYRIGHT}
_STOPPED = re.compile(r"\.\s*$")
_TAIL = re.compile(r"[^:|;·•*●▪»\d\n]{0,45}?:")
_BROKEN_TAIL = re.compile(r"\.\s|\s[-–—/]\s|,")
_TRANSLATED = re.compile(r"\s*[(/]\s*[a-z][a-z .-]{1,30}\)")
_CLOSED = re.compile(r"\s*[:.]?\s*")
_WORD = re.compile(r"\w")
# Words that belong to the label, not to what it announces
_MORE = re.compile(
    fold_pattern(
        r"(?:\s+(?:và|-))?(?:\s+(?:tòa soạn|liên hệ|liên lạc|chính|hoạt động|xuất bản|báo chí|báo in"
        r"|báo điện tử|tạp chí điện tử|nội dung|thông tin"
        r"|website|trang tin|của|cơ quan|công ty|trị sự|tiếp nhận|hỗ trợ|bạn đọc|tin bài|cố định|bàn"
        r"|di động|hà nội|tp\.? ?hcm|tp\.? hồ chí minh|đà nẵng|(?:tại|phía|miền|ở) [^\d:,;|\-–—]{2,20}))+"
        r"(?=\s*(?:$|[:(/\d+]|[-–—]\s|số\b|tầng\b|lô\b|p\.))"
    )
)
_ORGAN = re.compile(
    fold_pattern(r"là (?:cơ quan|tiếng nói|diễn đàn)[^:]{0,40}? của(?!\w)")
)  # "Tạp chí X là cơ quan của …"
_OPENER = re.compile(r"\W*")


class Vocabulary:
    """Finds labels in folded lines; a test takes wordings out of it."""

    def __init__(self, wordings: tuple[tuple[Label, str], ...] = WORDINGS) -> None:
        core = "|".join(f"(?P<{label}>{fold_pattern(words)})" for label, words in wordings)
        self._pattern = re.compile(rf"(?<!\w)(?:{core})(?!\w)")

    def find(self, folded: str) -> list[Labelled]:
        """Return the labels of a folded line in their order."""
        text = without_addresses(folded)
        met = list(self._pattern.finditer(text))
        found: list[Labelled] = []
        for index, match in enumerate(met):
            limit = met[index + 1].start() if index + 1 < len(met) else len(text)
            label = Label(match.lastgroup or "")
            end, has_colon = _end_of(text, match.end(), limit)
            if label is Label.DESK_PHONE and not has_colon and not _NUMBERED.match(text, end):
                continue  # a word as any other
            if found and _continues(text, found[-1], match.start(), label):
                _lengthen(text, found, Labelled(label, match.start(), end, has_colon))
            elif _opens(text, match.start(), label, has_colon=has_colon, found=found) and not _is_value(
                text, found, match.start(), has_colon=has_colon
            ):
                found.append(Labelled(label, match.start(), end, has_colon))
        return found

    def opening(self, folded: str) -> Labelled | None:
        """Return the label with which a folded line opens, if it does."""
        opener = _OPENER.match(folded)
        if not self._pattern.match(folded, opener.end() if opener else 0):
            return None
        found = self.find(folded)
        return found[0] if found and not _WORD.search(folded[: found[0].start]) else None


def _end_of(text: str, end: int, limit: int) -> tuple[int, bool]:
    """Return where a label ends, a few words and a colon included."""
    tail = _TAIL.match(text, end, limit)
    if tail and not _BROKEN_TAIL.search(tail[0]):
        return tail.end(), True
    more = _MORE.match(text, end, limit)
    end = more.end() if more else end
    translated = _TRANSLATED.match(text, end, limit)
    end = translated.end() if translated else end
    after = _CLOSED.match(text, end, limit)
    return (after.end() if after else end), ":" in (after[0] if after else "")


def _opens(text: str, start: int, label: Label, has_colon: bool, found: list[Labelled]) -> bool:
    """Return whether a label stands where one may: at the start, behind a sign or "© 2024", or closed by a colon."""
    before = text[:start].rstrip()
    is_office = label is Label.PERSON and bool(found) and found[-1].label is Label.COPYRIGHT and found[-1].end == start
    is_free = not before or not before[-1].isalnum() or label in _ANYWHERE or is_office
    return is_free or (has_colon and label not in _OPENING) or bool(_ORGAN.match(text, start))


def _continues(text: str, last: Labelled, start: int, label: Label) -> bool:
    """Return whether a label goes on with the one before it: at once, or as its translation behind a slash.

    No other label goes on behind a full stop, a menu's word or a sign of copyright ("RSS MSDN:"), no licence behind a
    contact ("Liên hệ MSDN:").
    """
    is_parted = (
        last.label in _FURNITURE or (last.label in _REACHED and label in _PERMITS) or _STOPPED.search(text[:start])
    )
    if is_parted and label is not last.label and start >= last.end:
        return False
    between = text[last.end : start].strip()
    return not last.has_colon and (not between or (between in ("/", "(", "&") and last.label is label))


def _lengthen(text: str, found: list[Labelled], following: Labelled) -> None:
    """Let a label take in one that follows at once: "Trụ sở tòa soạn", "Mã định danh giấy phép:".

    A name that opens like a label stays a name; "Liên hệ" leaves it to the next one what there is to find.
    """
    last = found[-1]
    is_translation = bool(text[last.end : following.start].strip())
    if following.has_colon or is_translation or last.label not in _NAMING:
        is_general = bool(_GENERAL.match(text, last.start)) and following.label in _CONTACTS and following.has_colon
        is_office = last.label is Label.OTHER_PERSON and following.label is Label.PERSON  # "Giám đốc chịu trách nhiệm"
        label = following.label if is_general or is_office else last.label
        found[-1] = Labelled(label, last.start, following.end, following.has_colon)


def _is_value(text: str, found: list[Labelled], start: int, has_colon: bool) -> bool:
    """Return whether what reads as a label is the value of the one before: "Cơ quan chủ quản: Văn phòng …"."""
    if not found or has_colon:
        return False
    between = text[found[-1].end : start].strip()
    return not between if found[-1].has_colon else found[-1].label in _NAMING and between in ("-", "–", "—", ")")


VOCABULARY = Vocabulary()

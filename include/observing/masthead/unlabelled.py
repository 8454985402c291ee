"""What stands in a masthead without a known label: addresses, telephones, names of organisations, or nothing."""

import re

from include.observing.fact import Hit
from include.observing.masthead import licences, shapes
from include.observing.masthead.announced import is_desk
from include.observing.masthead.findings import BESIDE, DOUBTFUL, NAMES, PLAIN, Findings
from include.observing.masthead.folding import fold, fold_pattern
from include.observing.masthead.pieces import (
    OPERATED,
    OWNED,
    POLICY,
    Span,
    cut,
    opens_after_address,
    opens_organisation,
    trimmed,
)
from include.observing.observation import Observation

STRONG = frozenset({Observation.CONTACT_PHONE, Observation.CONTACT_EMAIL, Observation.LICENCE_NUMBER})
_UNKNOWN_LABEL = re.compile(r"(?P<label>[^:]{2,60}?)\s*:\s*(?P<value>\S.*)", re.S)
_OWN_NAME = re.compile(
    fold_pattern(
        r"(?:trang (?:thông tin|tin|ttđt)|cổng (?:thông tin|ttđt|tin)|báo|tạp chí|đài|mạng xã hội|mxh|bản tin"
        r"|chuyên trang|tin tức)(?!\w)"
    )
)
_NO_NAME = re.compile(  # what begins like a newspaper's name and is none, whatever its capitals
    fold_pattern(
        r"(?:xem |tải |bảng )?báo (?:giá(?: (?:quảng cáo|dịch vụ|truyền thông|bài viết|pr|banner|và|-|&|\d+))*"
        r"|cáo(?: tài chính| thường niên)?|lỗi|xấu|hỏng|in|giấy|chí(?: nói (?:gì )?về (?:chúng tôi|chúng ta))?)"
        r"|tạp chí (?:in|giấy)|bản tin(?: (?:sáng|trưa|chiều|tối|ngày|tuần|video))?"
        r"|tin tức(?: (?:mới(?: nhất)?|nóng|khác|sự kiện|nổi bật|trong ngày|hôm nay|24h?|tổng hợp))*"
    )
    + r"\W*"
)
_OWNED = re.compile(fold_pattern(rf"(?<!\w)(?:thuộc|của)\s+(?=(?:{shapes.COMPANY_WORDS})(?!\w))"))
NO_HEADING = re.compile(
    fold_pattern(
        r"app store|google play|theo dõi|tải (?:app|ứng dụng)|đăng ký|newsletter|kết nối|chuyên mục|danh mục"
        r"|liên kết|hỗ trợ|dịch vụ|về"
        r" chúng tôi|thông tin|trang chủ|giới thiệu|liên hệ|rss|quảng cáo|mọi quyền|all rights|menu|đóng"
        r"|tìm kiếm|lên đầu|follow|xem thêm"
    )
)
_CARRIES_ON = re.compile(
    fold_pattern(r"(?:ngày|cấp|ký|do|của|bởi|theo|tại|sửa đổi|bổ sung|gia hạn)(?!\w)|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")
)
_GRANTED = re.compile(fold_pattern(r"(?<!\w)cấp(?: phép| lại)?(?: ngày)? \d"))  # "Sở … cấp 21/08/2025"
_OF_THE_PRESS = re.compile(fold_pattern(r"báo chí|truyền thông|tt&tt|tttt|văn hóa|vhtt|vh&tt|phát thanh"))
_SIGNS = " \t.,;:|/()·•–—-"
_HEADING_WORDS, _NAME_WORDS = 6, 10


class Unlabelled:
    """Reads pieces without a known label into the findings."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.heading: Span | None = None
        self.before: Span | None = None
        self._readers = (
            self._granting, self._mail, self._licence, self._part_of_licence, self._telephone, self._operated,
            self._place_or_name,
        )  # fmt: skip

    def read(self, span: Span, *, is_link: bool = False, is_minor: bool = False) -> None:
        """Read a piece, and what is left of it once something in it has been recognised.

        Args:
            span: The piece.
            is_link: Whether it is a link: then it shows something only by its shape, a name in it says nothing.
            is_minor: Whether it stands in a header: then only what is unmistakable is left over.
        """
        words = self.findings.words(span)
        is_address = shapes.starts_address(words) and shapes.licence_number(words) is None
        opens = opens_after_address if is_address else opens_organisation
        piece, rest = cut(self.findings.text, span, opens)
        for reader in self._readers:
            left_over = reader(piece)
            if left_over is not None:
                for part in left_over:
                    self._read_again(part, is_link=is_link, is_minor=is_minor)
                break
        else:
            self._leave(piece, is_link=is_link, is_minor=is_minor)
        self.before = piece
        if rest.start < rest.end:
            self.read(rest, is_link=is_link, is_minor=is_minor)

    def _read_again(self, span: Span, *, is_link: bool, is_minor: bool) -> None:
        """Read what was left beside a field, where it holds words."""
        part = trimmed(self.findings.text, span.start, span.end)
        if re.search(r"[^\W\d]{2}|\d{4}", self.findings.words(part)):
            self.read(part, is_link=is_link, is_minor=is_minor)

    def _granting(self, piece: Span) -> list[Span] | None:
        """Read who grants the licence that follows: "Cục Báo chí cấp giấy phép số …"."""
        words = self.findings.words(piece)
        issuer = licences.find_issuer(words, piece.start) if licences.GRANTS.search(fold(words)) else None
        if issuer is None or issuer.start > piece.start:
            return None
        self.findings.announce_issuer(issuer)
        return []

    def _mail(self, piece: Span) -> list[Span] | None:
        """Read an address of e-mail; what stands around it is left."""
        mail = shapes.email(self.findings.words(piece))
        if mail is None:
            return None
        start, end = piece.start + mail.start, piece.start + mail.end
        rank = BESIDE if is_desk(mail.value) else PLAIN
        self.findings.keep(Observation.CONTACT_EMAIL, Hit(start, end, mail.value), rank)
        return [Span(piece.start, start), Span(end, piece.end)]

    def _licence(self, piece: Span) -> list[Span] | None:
        """Read a licence that its number alone gives away."""
        words = self.findings.words(piece)
        if shapes.licence_number(words) is None:
            return None
        licence, unread = licences.read_licence(words, piece.start, is_labelled=False)
        self.findings.leave(unread, piece)
        if licence is None:
            return []
        self.findings.add_licence(licence)
        _, rest = cut(self.findings.text, Span(licence.end, piece.end), opens_organisation)
        return [rest]

    def _part_of_licence(self, piece: Span) -> list[Span] | None:
        """Read the day and the issuer that stand in a piece of their own; those of a business are passed over."""
        words = self.findings.words(piece)
        is_granted = shapes.is_issuer(words) and bool(_GRANTED.search(fold(words)))
        if not self.findings.permit or not (is_granted or _CARRIES_ON.match(fold(words)) or self._is_issuer(piece)):
            return None
        day, issuer = licences.find_day(words, piece.start), licences.find_issuer(words, piece.start)
        if self.findings.permit == "business":
            self.findings.claim(piece.start, piece.end)
        if self.findings.permit == "business" or not (day or issuer):
            return [] if self.findings.permit == "business" else None
        if day:
            self.findings.add_day(day)
        if issuer:
            self.findings.add_issuer(issuer)
        return []

    def _is_issuer(self, piece: Span) -> bool:
        """Return whether a piece is an authority and nothing else, right behind a licence that lacks its issuer."""
        last = self.findings.licences[-1] if self.findings.licences else None
        if self.findings.permit != "licence" or last is None or last.issuer or self.before is None:
            return False
        issuer = licences.find_issuer(self.findings.words(piece), piece.start)
        is_whole = issuer is not None and (issuer.start, issuer.end) == piece
        is_whole = is_whole and bool(_OF_THE_PRESS.search(fold(self.findings.words(piece))))
        return (
            is_whole and self.before.start <= last.end and not self.findings.text[last.end : piece.start].strip(_SIGNS)
        )

    def _telephone(self, piece: Span) -> list[Span] | None:
        """Read a telephone that stands alone, or behind a label that is not known."""
        words = self.findings.words(piece)
        number, rank = shapes.dialled(words), PLAIN
        unknown = _UNKNOWN_LABEL.fullmatch(words)
        offset = 0
        if number is None and unknown:
            number, rank, offset = shapes.dialled(unknown["value"]), DOUBTFUL, unknown.start("value")
        if number is None:
            return None
        start, end = piece.start + offset + number.start, piece.start + offset + number.end
        self.findings.keep(Observation.CONTACT_PHONE, Hit(start, end, number.value), rank)
        return [Span(end, piece.end)]

    def _operated(self, piece: Span) -> list[Span] | None:
        """Read the company that a sentence says to run the site."""
        words = self.findings.words(piece)
        found = OPERATED.search(fold(words)) or OWNED.search(fold(words))
        if found is None:
            return None
        start, end = piece.start + found.start("who"), piece.start + found.end("who")
        self.findings.keep(
            Observation.ORGANISATION_NAME, Hit(start, end, normal(self.findings.words(Span(start, end)))), PLAIN
        )
        return [Span(piece.start + found.end(), piece.end)]

    def _place_or_name(self, piece: Span) -> list[Span] | None:
        """Read an address or the name of a company by how it opens."""
        words = self.findings.words(piece)
        if shapes.is_company(words):
            self.findings.keep(Observation.ORGANISATION_NAME, Hit(piece.start, piece.end, normal(words)), PLAIN)
            if self.heading:
                self.findings.leave({Observation.GOVERNING_BODY}, self.heading)
            self.heading = None
            return []
        unknown = _UNKNOWN_LABEL.fullmatch(words)
        address = unknown["value"] if unknown else words
        if not shapes.is_address(address):
            return None
        start = piece.start + (unknown.start("value") if unknown else 0)
        self.findings.keep(
            Observation.CONTACT_ADDRESS, Hit(start, piece.end, normal(address)), DOUBTFUL if unknown else PLAIN
        )
        return []

    def _leave(self, piece: Span, *, is_link: bool, is_minor: bool) -> None:
        """Note what a piece that was not recognised could show."""
        words = self.findings.words(piece)
        fields = shapes.could_be(words)
        if is_link or is_minor or POLICY.match(fold(words)) or _NO_NAME.fullmatch(fold(words)):
            self.findings.leave(fields & STRONG, piece)
            return
        if (
            _OWN_NAME.match(fold(words)) and ":" not in words
        ):  # the site's own name is who publishes where nothing better is said
            owner = _OWNED.search(fold(words))
            start = owner.end() if owner else 0
            hit = Hit(piece.start + start, piece.end, normal(words[start:]))
            self.findings.keep(Observation.ORGANISATION_NAME, hit, PLAIN if owner else DOUBTFUL + 2)
            fields -= NAMES
        elif shapes.is_body(words) and ":" not in words and not shapes.is_sentence(words):
            hit = Hit(piece.start, piece.end, normal(words))
            self.findings.keep(Observation.ORGANISATION_NAME, hit, DOUBTFUL + 1, is_sure=False)
        self.findings.leave(fields | self._named(words), piece)
        self._remember(piece, words, fields)

    def _named(self, words: str) -> frozenset[Observation]:
        """Return the fields that hold names, where a piece stands below what may be a label or behind one."""
        unknown = _UNKNOWN_LABEL.fullmatch(words)
        value = unknown["value"] if unknown else words if self.heading else ""
        is_short = len(value.split()) <= _NAME_WORDS and fold(value) not in self.findings.own_names
        return NAMES if is_short and shapes.is_named(value) and not shapes.is_sentence(value) else frozenset()

    def _remember(self, piece: Span, words: str, fields: set[Observation]) -> None:
        """Remember a short line as a heading that may be a label nobody knows."""
        is_heading = (
            len(words.split()) <= _HEADING_WORDS
            and words[:1].isalpha()
            and not shapes.is_sentence(words)
            and not fields - NAMES
            and not NO_HEADING.search(fold(words))
            and not _OWN_NAME.match(fold(words))
            and fold(words) not in self.findings.own_names
        )
        self.heading = piece if is_heading else None


def normal(words: str) -> str:
    """Return a value in the form in which it is compared."""
    return " ".join(words.split()).strip(" .,:;-–—")

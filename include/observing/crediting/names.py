"""What kind of name a credit gives: a press agency, the outlet itself, an authority, a person, nobody, or unknown."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from include.observing.words import CAPITAL, fold, is_known, is_no_source, is_person
from include.outlets.profile import Profile
from include.pages.page import Page


class NameKind(StrEnum):
    """What a name stands for; only a press agency is credited."""

    PRESS = "press"
    OWN = "own"
    AUTHORITY = "authority"
    PERSON = "person"
    NOBODY = "nobody"
    OTHER = "other"


_AUTHORITIES = """
bộ|sở|ubnd|ủy ban|uỷ ban|cục|tổng cục|chi cục|công an|cảnh sát|csgt|cshs|csđt|pccc|viện|tòa|toà|ban|phòng
trung tâm|cơ quan|văn phòng|đảng ủy|thành ủy|tỉnh ủy|quận ủy|huyện ủy|đảng bộ|hđnd|hội đồng|mttq|mặt trận
bệnh viện|trường|đại học|học viện|ngân hàng|nhnn|hiệp hội|hội|liên đoàn|liên minh|tập đoàn|công ty|tổng công ty
doanh nghiệp|who|unicef|unesco|imf|wb|adb|oecd|liên hợp quốc|liên hiệp quốc|chính phủ|quốc hội|thủ tướng
phó thủ tướng|chủ tịch|bộ trưởng|thứ trưởng|giám đốc|bql|quân khu|bộ đội|hải quan|thuế|kho bạc|đài khí tượng
đài kttv|đài quan trắc|phường|xã|quận|huyện|thành phố|tỉnh|chủ đầu tư|nhà thầu|đội|tổ|khoa|hợp tác xã|quỹ|sàn
kiểm toán|thanh tra|thi hành án|viện kiểm sát|báo cáo|dự báo|dự thảo|nghị quyết|nghị định|thông tư|luật|bộ luật
quyết định|kế hoạch|quy hoạch|quy định|điều|khoản|chỉ thị|công văn|kết luận|thống kê|số liệu|lịch|ông|bà|anh|chị
cụ|em|thầy|cô|lãnh đạo|đại diện|chuyên gia|các|những|một|người
"""
_AUTHORITY = re.compile(rf"(?:{'|'.join(_AUTHORITIES.strip().splitlines())})\b", re.I)
_PRESS = re.compile(
    r"(?:(?:theo|trên)\s+)?(?:báo(?! cáo| lỗi| xấu| vi phạm)|tạp chí|tc|thời báo|nhật báo|tuần báo"
    r"|chuyên trang|trang tin|trang thông tin|đài (?:pt|phát thanh|truyền hình|tnvn|tiếng nói|thvn)|đài\b|kênh"
    r"|truyền hình|hãng (?:tin|thông tấn)|thông tấn"
    r"|ttxvn|cổng (?:thông tin|ttđt|tt)|bản tin|vtv\d*|vov\d*|htv\d*|vtc\d*)\b"
    r"|(?:\S+\s+){0,3}(?:news|times|post|daily|press|journal|herald|telegraph|online|magazine|\w{1,20}express)\b",
    re.I,
)
_PLATFORM = re.compile(r"\b(?:google|facebook|youtube|zalo|tiktok|mạng xã hội)\b|^(?:theo dõi|mời|xem|đọc|tải)\s")
_DOMAIN = re.compile(r"(?:www\.)?(?:[\w-]+\.)+(?:vn|com|net|org|info|gov|edu|tv|asia)", re.I)
_BARE = re.compile(r"^(?:báo|tạp chí|trang tin|trang|đài)(?: điện tử)?\s+", re.I)
_INITIALS = re.compile(
    rf"{CAPITAL}{{1,2}}|(?:{CAPITAL}\.\s?){{1,3}}{CAPITAL}?"
)  # three without stops are a mark: "TPO"
_NAME_OF_HOST = 5  # letters: shorter labels of domains are anybody's
_TITLE_TAIL = re.compile(r"\s[-|–—•·]\s+([^-|–—•·]{2,60})$")


@dataclass(frozen=True)
class Names:
    """The names by which a page's credits are weighed.

    Attributes:
        credited: Names under which followed outlets are credited, beside those widely known.
        own: Names of the outlet itself, folded, without the word for newspaper.
        host: Host of the page without ``www.``.
    """

    credited: frozenset[str]
    own: frozenset[str]
    host: str

    def kind_of(self, name: str) -> NameKind:
        """Return what a name stands for."""
        plain = name.strip(" .,:;\"“”'’()[]*-–—")
        folded = fold(plain)
        if not folded or is_no_source(plain) or _PLATFORM.search(folded):
            return NameKind.NOBODY
        if self._is_own(folded):
            return NameKind.OWN
        if is_known(plain, self.credited):
            return NameKind.PRESS
        if _AUTHORITY.match(plain) and not re.match(r"cổng|báo(?! cáo)", plain, re.I):
            return NameKind.AUTHORITY
        if _DOMAIN.fullmatch(plain) or (_PRESS.match(plain) and len(plain.split()) > 1):
            return NameKind.PRESS
        if is_person(plain) or _INITIALS.fullmatch(plain):
            return NameKind.PERSON
        return NameKind.OTHER

    def is_host_of(self, name: str, address: str) -> bool:
        """Return whether an address lies on a domain that is called after a name: "Kinh tế Mẫu", kinhtemau.vn."""
        joined = re.sub(r"[^a-z0-9]", "", _ascii(_BARE.sub("", fold(name))))
        labels = re.sub(r"[^a-z0-9.]", "", (urlsplit(address).hostname or "").removeprefix("www.")).split(".")
        return len(joined) >= _NAME_OF_HOST and any(label in (joined, f"bao{joined}") for label in labels[:-1])

    def is_own(self, name: str) -> bool:
        """Return whether a name is the outlet's own, whatever stands around it."""
        return self._is_own(fold(name.strip(" .,:;\"“”'’()[]*-–—/")))

    def _is_own(self, folded: str) -> bool:
        """Return whether a folded name is the outlet's own, or its own address."""
        bare = _BARE.sub("", folded)
        if bare in self.own or folded in self.own or folded.removeprefix("www.") == self.host:
            return True
        return bool(_DOMAIN.fullmatch(folded)) and self._is_own_domain(folded)

    def _is_own_domain(self, domain: str) -> bool:
        """Return whether a domain is called after the outlet, or as the page's own host is."""
        label = domain.removeprefix("www.").split(".")[0]
        words = [_ascii(name).split() for name in self.own]
        called = {word for name in words for word in name} | {"".join(name) for name in words}
        return len(label) >= 3 and (label in called or label in self.host.split("."))


def _ascii(text: str) -> str:
    """Return a text without the marks of its letters, as domains are written."""
    plain = unicodedata.normalize("NFD", text).replace("đ", "d")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def names_of_page(page: Page, profile: Profile | None, credited: Collection[str]) -> Names:
    """Return the names by which a page's credits are weighed; an unknown outlet is named by its pages themselves."""
    given = [profile.name, *profile.credit_names] if profile else _names_shown(page)
    own = frozenset(
        name for given_name in given for name in (fold(given_name), _BARE.sub("", fold(given_name))) if name
    )
    return Names(_others(frozenset(credited), own), own, (urlsplit(page.url).hostname or "").removeprefix("www."))


@lru_cache(maxsize=8)
def _others(credited: frozenset[str], own: frozenset[str]) -> frozenset[str]:
    """Return the names of other outlets; all pages of an outlet are given the same ones, so that they are read once."""
    return frozenset(name for name in credited if _BARE.sub("", fold(name)) not in own)


def _names_shown(page: Page) -> list[str]:
    """Return how a page calls its site: by its meta element, by the end of its title."""
    metas = page.tree.xpath("//meta[@property='og:site_name' or @name='og:site_name']/@content")
    title = " ".join((page.tree.findtext(".//title") or "").split())
    tail = _TITLE_TAIL.search(title)
    return [*(str(name) for name in metas[:1]), *([tail[1]] if tail else [])]

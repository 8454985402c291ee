"""Pieces of Vietnamese that several patterns share: capitals, names of persons, names of press outlets."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_VOWELS = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
CAPITAL = f"[A-ZĐ{_VOWELS}]"
WORD = rf"(?-i:{CAPITAL}[\w’']*\.?)"
_FAMILY_NAME_WORDS = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh mai đào lương trương tạ cao lâm
hà phùng quách tô vương chu thái kiều quang tăng lưu nghiêm tống khuất triệu đàm la ông bà
"""
FAMILY_NAMES = frozenset(_FAMILY_NAME_WORDS.split())
_FURTHER_FAMILY_WORDS = """
phí âu lã vi nông giang bạch ninh lục lò hứa từ văn đậu cù doãn khổng lại liễu lư mạc ngụy ông phó sầm thạch thân thi
tiêu trà trầm ung uông viên xa hầu khúc kim mẫn nhan nhữ phương quản quảng sơn sử tiết tòng tướng vì điêu đồng cầm hoa
cung châu danh mã mẫu yên
"""
FURTHER_FAMILY_NAMES = frozenset(_FURTHER_FAMILY_WORDS.split())
_GIVEN_NAME_WORDS = """
an anh ánh ân bách bảo bình bích cảnh cẩm châu chi chiến chung cúc cương cường dân danh diễm diệp diệu dung dũng duy
duyên dương đan đào đạo đạt điệp định đoan đông đồng đức gia giang hà hạ hạnh hân hậu hiên hiền hiếu hiển hiệp hoa hòa
hoà hoài hoan hoàn hoàng huân huệ huy huyền hùng hưng hương hường kha khang khánh khoa khôi khuê kiên kiệt kiều kim kỳ
lam lan lâm lân lê liên liễu linh loan long lộc lợi luân lương ly mai mạnh mẫn mi minh my mỹ nam nga ngân nghi nghĩa
ngọc nguyên nguyệt nhàn nhân nhật nhi nhiên như nhung ninh oanh phát phong phú phúc phương phượng quân quang quế quốc
quyên quyết quyền quý quỳnh sang sâm sinh sơn tâm tân thái thanh thành thảo thắm thắng thi thiên thiện thịnh thoa thơ
thu thúy thuý thuận thùy thuỳ thủy thuỷ thư thương thức tiên tiến tín toàn toản trà trang trâm trân trí triết trinh
trọng trung trúc trường tú tuấn tuệ tuyền tuyết tùng tường uyên vân vi việt vinh vũ vương vy xuân yên yến ý
hiến hải hằng hiệu khải lệ phi sáng sen tài thạch thông thuần tình trực tứ uy uyển viên vĩ vĩnh vịnh vượng xuyến nhã đại
đình bằng chương cát doanh hảo khanh khiêm lượng phụng quyến thân thế thiết tích tường vĩnh khương lành nương soạn thiệp
"""
GIVEN_NAMES = frozenset(_GIVEN_NAME_WORDS.split())
_SECTION_NAMES = """
chính trị; xã hội; đời sống; văn hóa; văn hoá; giải trí; kinh tế; kinh doanh; thế giới; quốc tế; thể thao; pháp luật;
giáo dục; sức khỏe; y tế; công nghệ; khoa học; khoa học công nghệ; du lịch; thời sự; tin nóng; bạn đọc; bất động sản;
tài chính; ô tô xe máy; xe; môi trường; góc nhìn; ý kiến; tin tức; tin mới; số hóa; tâm sự; hà nội; trong nước; an ninh;
nông thôn; nhịp sống trẻ; giới trẻ
"""
_TITLES = re.compile(
    r"^(?:(?:ông|bà|anh|chị|nhà báo|phóng viên|pv|ctv|tác giả|bài|ảnh|ths|ts|pgs|gs|ls|luật sư|bác sĩ"
    r"|bs|đ/c|đồng chí)\b\.?[:\s]*)+",
    re.I,
)
_PRESS_WORDS = re.compile(
    r"\b(?:báo|tạp chí|đài|thông tấn|ttxvn|truyền hình|phát thanh|tin tức|news|times|post|daily"
    r"|online|press|agency|vtv\d*|vov\d*"
    r"|htv\d*|vtc\d*|cổng (?:thông tin|ttđt)|trang (?:tin|thông tin)|điện tử|bản tin|chính phủ|bộ|sở"
    r"|ubnd|ủy ban|cục|tổng cục)\b"
    r"|\w-*\.(?:vn|com|net|org|info|gov)\b",
    re.I,
)
_NO_SOURCE_NAMES = """
internet, sưu tầm, tổng hợp, mạng, mạng xã hội, facebook, google, st, tác giả, nhiều nguồn, báo chí, các báo
"""
_NO_SOURCES = frozenset(name.strip() for name in _NO_SOURCE_NAMES.split(","))
SECTION_NAMES = frozenset(" ".join(name.split()) for name in _SECTION_NAMES.split(";"))
_PEN_NAME = 4  # words
_FULL_NAME = 3  # words: of two, a rarer family name may be any word


@cache
def known_names() -> frozenset[str]:
    """Return the names of press outlets that are widely known, folded; see press_names.txt."""
    lines = (Path(__file__).with_name("press_names.txt")).read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


def fold(text: str) -> str:
    """Return text for comparing: NFC, case-folded, blanks collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@lru_cache(maxsize=8)
def _folded(credit_names: frozenset[str]) -> frozenset[str]:
    """Return names folded; those of a thousand outlets are asked about in each line of each article."""
    return frozenset(map(fold, credit_names))


def is_known(name: str, credit_names: frozenset[str] = frozenset()) -> bool:
    """Return whether a name is that of a known press outlet, with or without the word báo or tạp chí before it."""
    folded = fold(name).strip(" .,:;()[]\"'“”")
    bare = re.sub(r"^(?:báo|tạp chí|trang|đài)(?: điện tử)?\s+|\s+online$", "", folded)
    known = known_names()
    given = _folded(credit_names)
    return any(form in known or form in given for form in (folded, bare))


def is_pen_name(name: str) -> bool:
    """Return whether a name reads as one under which a person writes: it ends with a given name, as "Hạ My"."""
    words = name.strip(" .,:;()[]").split()
    if not 1 <= len(words) <= _PEN_NAME or not all(re.match(CAPITAL, word) for word in words) or is_press_like(name):
        return False
    is_family = len(words) >= _FULL_NAME and words[0].casefold() in FURTHER_FAMILY_NAMES
    return is_family or words[-1].casefold() in GIVEN_NAMES


def is_press_like(name: str) -> bool:
    """Return whether a name holds a word or a domain that only organisations carry."""
    return bool(_PRESS_WORDS.search(name))


def is_person(name: str) -> bool:
    """Return whether a name reads as a person's: a title, or a family name and one to four capitalised words."""
    bare = _TITLES.sub("", name.strip(" .,:;()[]"))
    if is_press_like(bare):
        return False
    if bare != name.strip(" .,:;()[]") and re.match(CAPITAL, bare):
        return True
    words = bare.split()
    if not 2 <= len(words) <= 5 or not all(re.match(CAPITAL, word) for word in words):
        return False
    return words[0].casefold() in FAMILY_NAMES


def is_no_source(name: str) -> bool:
    """Return whether a credit names nobody: the internet, collected, several sources."""
    return fold(name).strip(" .,:;()[]") in _NO_SOURCES

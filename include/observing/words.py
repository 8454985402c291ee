"""Pieces of Vietnamese that several patterns share: capitals, names of persons, names of press outlets."""

import re
import unicodedata
from collections.abc import Collection
from functools import cache
from pathlib import Path

_VOWELS = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
CAPITAL = f"[A-ZĐ{_VOWELS}]"
WORD = rf"(?-i:{CAPITAL}[\w’']*\.?)"
_FAMILY_NAME_WORDS = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh mai đào lương trương tạ cao lâm
hà phùng quách tô vương chu thái kiều quang tăng lưu nghiêm tống khuất triệu đàm la ông bà
"""
FAMILY_NAMES = frozenset(_FAMILY_NAME_WORDS.split())
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


@cache
def known_names() -> frozenset[str]:
    """Return the names of press outlets that are widely known, folded; see press_names.txt."""
    lines = (Path(__file__).with_name("press_names.txt")).read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


def fold(text: str) -> str:
    """Return text for comparing: NFC, case-folded, blanks collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def is_known(name: str, credit_names: Collection[str] = ()) -> bool:
    """Return whether a name is that of a known press outlet, with or without the word báo or tạp chí before it."""
    folded = fold(name).strip(" .,:;()[]\"'“”")
    bare = re.sub(r"^(?:báo|tạp chí|trang|đài)(?: điện tử)?\s+|\s+online$", "", folded)
    known = known_names()
    given = {fold(credit) for credit in credit_names}
    return any(form in known or form in given for form in (folded, bare))


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

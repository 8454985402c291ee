"""The boundary of text: any character comes in, only harmless ones stay, and offsets remain what they were."""

import io
import json
import sys
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from include.errors import RegisterError
from include.text import FORBIDDEN, VISIBLE_ERRORS, clean, clean_value, for_terminal, in_one_line

ANY = st.text(alphabet=st.characters(exclude_categories=[]))
EVERY = "".join(map(chr, range(sys.maxunicode + 1)))


def test_every_character_that_is_left_can_be_kept_in_xml_and_utf8() -> None:
    found = clean(EVERY)
    assert len(found) == len(EVERY)
    etree.Element("a").text = found
    found.encode("utf-8")


@pytest.mark.parametrize(
    "letter", ["\x00", "\x1b", "\x9b", "\x7f", "\u202e", "\u2066", "\ud800", "\uffff", "\U000e0041"]
)
def test_what_is_forbidden_is_seen(letter: str) -> None:
    assert clean(f"a{letter}b") == "a\ufffdb"


@pytest.mark.parametrize("letter", ["\x0b", "\x0c", "\x85", "\u2028"])
def test_line_ends_that_not_every_reader_knows_are_spaces(letter: str) -> None:
    assert clean(f"a{letter}b") == "a b"


def test_vietnamese_line_feeds_and_emojis_stay() -> None:
    text = "Hà Nội: “Nguyễn Ái Quốc” – 5 ½ ✓ 😀\n\tđường Trần Hưng Đạo"
    assert clean(text) is text


@given(ANY)
def test_cleaning_keeps_the_length_and_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert len(once) == len(text)
    assert clean(once) == once


@given(st.recursive(ANY | st.integers() | st.none(), lambda v: st.lists(v) | st.dictionaries(ANY, v), max_leaves=8))
def test_a_value_of_json_is_cleaned_to_its_depth(value: Any) -> None:
    json.dumps(clean_value(value), ensure_ascii=False).encode("utf-8")


@given(ANY)
def test_a_terminal_is_never_steered(text: str) -> None:
    shown = for_terminal(text)
    assert not {letter for letter in shown if letter < " " or "\x7f" <= letter <= "\x9f"} - set("\t\r\n")
    assert "\r" not in shown.replace("\r\n", "")


@given(ANY)
def test_a_name_stays_in_its_line_and_an_error_that_quotes_it_is_safe_to_print(text: str) -> None:
    assert len(in_one_line(text).splitlines()) <= 1
    assert clean(str(RegisterError(text, hint="Rename it."))) == str(RegisterError(text, hint="Rename it."))


@given(ANY)
def test_a_line_of_json_stays_one_on_a_stream_that_writes_ascii_alone(text: str) -> None:
    written = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors=VISIBLE_ERRORS)
    written.write(json.dumps(text, ensure_ascii=False))
    written.seek(0)
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")  # halves side by side are one
    assert json.loads(written.read()) == joined


def test_arrow_is_asked_for_the_same_characters() -> None:
    letters = [letter for letter in EVERY if not "\ud800" <= letter <= "\udfff"]
    found = pc.match_substring_regex(pa.array(letters), FORBIDDEN).to_pylist()
    assert [letter for letter, is_in in zip(letters, found, strict=True) if is_in] == [
        letter for letter in letters if clean(letter) != letter
    ]

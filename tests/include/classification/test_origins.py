"""Texts of a third that both articles print."""

from datetime import UTC, datetime

from include.classification.origins import is_legal_text, is_official_notice, shared_credit, shared_origins, shared_text
from include.classification.releases import Release
from include.classification.reprints.matching import Match
from include.classification.reprints.pairs import find_pairs
from tests.include.classification.landed import article, words

ISSUED = datetime(2026, 10, 15, tzinfo=UTC)
LAW = "\n".join(f"Điều {number}. {words(number, 30)}" for number in range(1, 8))


def match(left: str, right: str) -> Match:
    pair = find_pairs([left, right], [None, None])[0]
    return Match(article("a", "bao_a", left), article("b", "bao_b", right), pair)


def test_a_release_that_both_print_is_their_origin() -> None:
    official = [Release("tt-1", words(3), ISSUED), Release("tt-2", words(4), ISSUED)]
    both = match(f"{words(3)} {words(8, 30)}", f"{words(3)} {words(9, 30)}")
    assert shared_origins([both], official) == ["tt-1"]


def test_a_release_that_only_one_prints_is_not() -> None:
    one = match(f"{words(5)} {words(3, 40)}", words(5))
    assert shared_origins([one], [Release("tt-1", words(3, 40), ISSUED)]) == [None]


def test_what_both_add_beyond_the_release_counts() -> None:
    mostly = match(f"{words(3, 60)} {words(5, 200)}", f"{words(3, 60)} {words(5, 200)}")
    assert shared_origins([mostly], [Release("tt-1", words(3, 60), ISSUED)]) == [None]


def test_the_text_of_a_law_is_an_origin_of_its_own() -> None:
    both = match(f"{words(8, 20)}\n{LAW}", f"{words(9, 20)}\n{LAW}")
    assert shared_origins([both], []) == ["legal_text"]
    assert "Điều 3." in shared_text(both)


def test_news_that_cites_one_provision_is_no_law() -> None:
    assert not is_legal_text(f"{words(1)}\nĐiều 5. {words(2)}")
    assert not is_legal_text("")


def test_no_matches_have_no_origins() -> None:
    assert shared_origins([], [Release("tt-1", words(3), ISSUED)]) == []


NOTICE = (
    "THÔNG BÁO\nSố: 15/TB-UBND\nUBND phường Bến Mới thông báo lịch cắt nước để thay đường ống ở ba tổ dân phố.\n"
    "Đề nghị các hộ gia đình trữ nước trước mười giờ đêm.\nTrân trọng thông báo./."
)


def test_an_offices_announcement_printed_as_issued_is_an_origin_of_its_own() -> None:
    both = match(f"{words(8, 20)}\n{NOTICE}", f"{words(9, 20)}\n{NOTICE}")
    assert shared_origins([both], []) == ["official_notice"]


def test_news_that_tells_of_an_announcement_is_none() -> None:
    assert not is_official_notice(f"UBND phường Bến Mới thông báo lịch cắt nước, theo kế hoạch số 15. {words(1)}")
    assert not is_official_notice("")


def test_two_articles_that_credit_one_agency_share_its_wire() -> None:
    both, names = match(words(1), words(1)), {"bao_a": ("báo a",), "bao_b": ("báo b",)}
    assert shared_credit(both, {"a": "TTXVN", "b": "PV/TTXVN"}, names) == "credit:ttxvn"
    assert shared_credit(both, {"a": "TTXVN"}, names) is None
    assert shared_credit(both, {"a": "TTXVN", "b": "AFP"}, names) is None
    assert shared_credit(both, {"a": "PV", "b": "PV"}, names) is None


def test_a_credit_that_names_the_original_itself_is_no_common_wire() -> None:
    both, names = match(words(1), words(1)), {"bao_a": ("báo a",), "bao_b": ("báo b",)}
    assert shared_credit(both, {"a": "Báo A", "b": "Báo A"}, names) is None

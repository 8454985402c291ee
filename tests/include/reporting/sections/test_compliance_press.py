"""The press and all others stand under items of their own; duties and advice apart, the city's outlets from others."""

from types import ModuleType

import pytest

from include.reporting.model import Section, Table
from include.reporting.sections import compliance, compliance_networks, compliance_press
from tests.include.reporting.sections.conftest import MakeReading, words

PRESS, OTHERS = "báo, tạp chí điện tử", "trang thông tin điện tử, mạng xã hội"
DUTIES = "Vụ việc thuộc nghĩa vụ, đơn vị do Thành phố cấp phép"
KINDS = [{"outlet_id": "trang_mot", "kind": "newspaper"}, {"outlet_id": "trang_hai", "kind": "aggregator"}]


def _tables(section: Section) -> dict[str, Table]:
    return {block.title: block for block in section.blocks if isinstance(block, Table)}


def test_duties_and_advice_stand_in_tables_of_their_own(reading: MakeReading) -> None:
    tables = _tables(compliance_networks.compose(reading()))
    duty = tables[f"{DUTIES}: {OTHERS}"].rows
    advice = tables[f"Nội dung tham khảo, không tính là chưa đáp ứng: {OTHERS}"].rows
    basis = "khoản 1 Điều 24 Nghị định 147/2024/NĐ-CP"
    assert duty == (("Thông tin trên trang chủ", basis, 1, 0, 2, 2), ("Ghi nguồn tin", basis, 2, 1, 1, 1))
    assert advice == (("Thời gian đăng lại", basis, 1),)


def test_no_matter_stands_under_both_items_and_together_they_make_the_total(reading: MakeReading) -> None:
    given = reading(dim_outlets=KINDS)
    total = compliance.compose(given).figures
    sections = {PRESS: compliance_press.compose(given), OTHERS: compliance_networks.compose(given)}
    lines = {name: _tables(section)[f"{DUTIES}: {name}"].rows for name, section in sections.items()}
    for place, figure in ((2, "matters_new"), (3, "matters_closed"), (4, "matters_open")):
        parts = [sum(int(str(row[place])) for row in rows) for rows in lines.values()]
        assert sum(parts) == total[figure]
    assert min(sum(int(str(row[2])) for row in rows) for rows in lines.values()) > 0


def test_an_item_opens_with_its_own_totals_which_are_those_of_its_table(reading: MakeReading) -> None:
    given = reading(dim_outlets=KINDS)
    for section, name in ((compliance_press.compose(given), PRESS), (compliance_networks.compose(given), OTHERS)):
        rows = _tables(section)[f"{DUTIES}: {name}"].rows
        new, closed, still = (sum(int(str(row[place])) for row in rows) for place in (2, 3, 4))
        assert f"vụ việc mới {new}, kết thúc {closed}, đang mở cuối kỳ {still}." in words(section)


@pytest.mark.parametrize("section", [compliance_press, compliance_networks])
def test_a_month_without_candidates_says_so(reading: MakeReading, section: ModuleType) -> None:
    said = words(section.compose(reading(fct_matters=[], fct_matter_events=[])))
    assert said.count("không ghi nhận trong kỳ") == 3
    assert "vụ việc mới 0, kết thúc 0, đang mở cuối kỳ 0." in said

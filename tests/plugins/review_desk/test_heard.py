"""What an outlet says is entered, corrected and taken back at the desk; a decision keeps what its author had opened."""

import re

import pytest

from include.ledger.entries import entries
from include.ledger.sealed_files import keep
from include.review import cases
from tests.plugins.review_desk.test_bad_input import AT, Desk, desk, matter, sent_notice  # noqa: F401 - a fixture

TODAY = AT.date().isoformat()


def replied(desk: Desk, **more: str) -> str:  # noqa: F811
    """Bring a matter to where its outlet has replied, with a file; return the path of the outlet."""
    outlet = sent_notice(desk, "received_on")
    form = {"received_on": TODAY, "text": "Đã sửa ngày 01", "receipt_number": "7/Đ", "matter_id": _id(), **more}
    sent = desk.client.post(f"{outlet}/replies", data=form, files={"papers": ("a.pdf", b"%PDF-1", "application/pdf")})
    assert sent.status_code == 303
    return outlet


def _id() -> str:
    return matter().rpartition("/")[2]


def test_a_reply_is_entered_again_as_it_should_have_been_and_keeps_its_files(desk: Desk) -> None:  # noqa: F811
    outlet = replied(desk)
    page = desk.client.get(outlet).text
    (number,) = set(re.findall(r'name="reply" value="(\d+)"', page))
    form = {"reply": number, "received_on": TODAY, "text": "Đã sửa ngày 02 <b>", "receipt_number": "8/Đ"}
    assert desk.client.post(f"{outlet}/corrected_replies", data=form).status_code == 303
    kept = entries("reply_corrected")[-1].payload
    assert (kept["text"], kept["attachments"]) == ("Đã sửa ngày 02 <b>", keep(b"%PDF-1"))
    log = desk.client.get(matter()).text
    assert "Đã sửa ngày 01" in log, "what was entered first stays in the log"
    assert "Đã sửa ngày 02 &lt;b&gt;" in log
    again = desk.client.post(f"{outlet}/corrected_replies", data=form)
    assert (again.status_code, len(entries("reply_corrected"))) == (409, 1)
    assert "Đã sửa ngày 02 &lt;b&gt;" in again.text, "the text of a form that came too late is not lost"


def test_a_reply_that_its_outlet_took_back_stands_no_more_and_its_day_is_checked(desk: Desk) -> None:  # noqa: F811
    outlet = replied(desk)
    number = str(entries("reply")[-1].sequence)
    wrong = {"reply": number, "received_on": "2026-10-01", "text": "Đã sửa ngày 03"}
    answer = desk.client.post(f"{outlet}/corrected_replies", data=wrong)
    assert (answer.status_code, "Đã sửa ngày 03" in answer.text, "<details open" in answer.text) == (409, True, True)
    empty = desk.client.post(f"{outlet}/withdrawn_replies", data={"reply": number, "reason": " \u200b"})
    assert empty.status_code == 409
    reason = {"reply": number, "reason": "Công văn số 9 ngày 02/11 của đơn vị"}
    assert desk.client.post(f"{outlet}/withdrawn_replies", data=reason).status_code == 303
    assert "Ghi lại hoặc ghi việc rút" not in desk.client.get(outlet).text
    assert "Công văn số 9" in desk.client.get(matter()).text


@pytest.mark.parametrize("path", ["corrected_replies", "withdrawn_replies"])
def test_a_reply_of_another_outlet_is_not_reached_from_here(desk: Desk, path: str) -> None:  # noqa: F811
    outlet = replied(desk)
    number = str(entries("reply")[-1].sequence)
    other = next(one.outlet_id for one in cases.matters() if not outlet.endswith(one.outlet_id))
    form = {"reply": number, "received_on": TODAY, "text": "Khác", "reason": "Khác"}
    assert desk.client.post(f"/outlets/{other}/{path}", data=form).status_code == 409
    assert entries("reply_corrected") + entries("reply_withdrawn") == []


def test_a_decision_keeps_the_panes_that_its_author_opened_and_no_form_says_otherwise(desk: Desk) -> None:  # noqa: F811
    finding = cases.findings_of(_id())[0].finding_id
    form = desk.take(matter())
    assert desk.client.get(f"/findings/{finding}").status_code == 200
    desk.name = "binh"
    desk.client.get(f"/findings/{finding}/pack")
    desk.name = "an"
    assert desk.decide(matter(), form, panes="everything").status_code == 303
    assert entries("decision")[-1].payload["panes"] == finding

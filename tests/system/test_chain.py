"""The whole chain on the sample city: killed half-way, resumed, and then what it must have come to."""

import email
import email.policy
import io
import json
import signal
import zipfile
from collections import Counter
from datetime import date
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from include.periods.days import local_day
from include.sample_city import expected
from include.warehouse.published import rows
from tests.system.installation import LOOPBACK, Installation, Run
from tests.system.judged import mismatches

pytestmark = pytest.mark.slow


def mails(home: Path) -> list[EmailMessage]:
    found = sorted((home / "mailbox").rglob("*.eml"))
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in found]


def reports(home: Path, period: str = "tháng 11 năm 2026") -> list[EmailMessage]:
    return [mail for mail in mails(home) if any(mail.iter_attachments()) and period in str(mail["Subject"])]


def attachments(mail: EmailMessage) -> dict[str, bytes]:
    return {Path(part.get_filename() or "").suffix: part.get_content() for part in mail.iter_attachments()}


def asked(installation: Installation, sql: str) -> list[dict[str, Any]]:
    answer = installation.press("warehouse", "query", sql, "--json")
    assert answer.returncode == 0, answer.stderr
    return [json.loads(line) for line in answer.stdout.splitlines()]


def marts() -> dict[str, list[dict[str, object]]]:
    return {
        "articles": rows("select article_id from fct_articles order by 1"),
        "findings": rows("select finding_id, state from fct_findings order by 1"),
        "decisions": rows("select matter_id, decision, replies, nameable_from from fct_matters order by 1"),
        "verdicts": rows("select outlet_id, rule_id, verdict_date, status from fct_verdicts order by 1, 2, 3"),
    }


def test_what_a_killed_run_left_running_is_ended_before_the_next(cut_short: Run, resumed: Run) -> None:
    assert cut_short.status == -signal.SIGKILL
    assert "What an earlier start left running when it was killed is ended" in resumed.output


def test_nothing_of_a_run_listens_beyond_this_computer(installation: Installation, cut_short: Run) -> None:
    assert installation.listened == {LOOPBACK}


def test_what_a_run_leaves_is_for_its_user_alone_and_no_log_holds_a_password(
    installation: Installation, resumed: Run
) -> None:
    home = installation.home
    open_to_others = [path.name for path in home.iterdir() if path.stat().st_mode & 0o077 and not path.is_symlink()]
    assert set(open_to_others) <= {"published"}  # read-only there, and behind the home folder's own mode
    users = json.loads((home / "airflow" / "simple_auth_manager_passwords.json.generated").read_text(encoding="utf-8"))
    assert len(set(users.values())) == len(users) > 2
    logs = [path for folder in ("logs", "airflow/logs") for path in (home / folder).rglob("*") if path.is_file()]
    assert logs
    said = [path.read_bytes() for path in logs]
    assert not [name for name, password in users.items() for log in said if password.encode() in log]


def test_nothing_outlives_a_run(installation: Installation, resumed: Run) -> None:
    assert installation.processes() == []


def test_a_killed_scheduler_is_started_again(resumed: Run) -> None:
    assert "scheduler ended by itself and is started again" in resumed.output


def test_the_resumed_chain_runs_to_its_end(resumed: Run) -> None:
    assert resumed.status == 0, resumed.output


def test_each_recipient_has_exactly_one_mail_with_the_papers(published: Path) -> None:
    found = Counter(str(mail["To"]) for mail in reports(published))
    assert found
    assert set(found.values()) == {1}
    assert all({".docx", ".pdf"} <= set(attachments(mail)) for mail in reports(published))


def test_both_papers_open_and_every_glyph_is_embedded(published: Path) -> None:
    papers = attachments(reports(published)[0])
    with zipfile.ZipFile(io.BytesIO(papers[".docx"])) as document:
        assert document.testzip() is None
        words = document.read("word/document.xml").decode()
    pages: Any = PdfReader(io.BytesIO(papers[".pdf"])).pages
    text = "".join(page.extract_text() for page in pages)
    assert "BÁO CÁO" in words
    assert "BÁO CÁO" in text
    assert "\ufffd" not in text
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in descriptors)


def test_mail_and_both_papers_carry_the_figures_of_the_published_copy(
    installation: Installation, published: Path
) -> None:
    coverage = asked(installation, "select * from rpt_coverage where period_id = '2026-11'")
    mine = asked(
        installation,
        "select outlet_id, opened_on, is_open from fct_matters where jurisdiction = 'city' and strength = 'duty'",
    )
    new = [row for row in mine if "2026-10-15" <= str(row["opened_on"])[:10] <= "2026-11-14"]
    left = [row for row in mine if row["is_open"]]
    outlets = sum(row["outlets"] for row in coverage)
    mail = reports(published)[0]
    papers = attachments(mail)
    body = mail.get_body(("plain",))
    assert body is not None
    texts = {
        "mail": str(body.get_content()),
        "DOCX": "".join(Document(io.BytesIO(papers[".docx"])).element.body.itertext()),
        "PDF": "".join(page.extract_text() for page in PdfReader(io.BytesIO(papers[".pdf"])).pages),
    }
    sentence = (
        f"Theo dõi {outlets} đơn vị",
        f"Vụ việc mới: {len(new)} vụ việc tại {len({row['outlet_id'] for row in new})} đơn vị.",
        f"Đang mở cuối kỳ: {len(left)} vụ việc tại {len({row['outlet_id'] for row in left})} đơn vị",
    )
    for name, text in texts.items():
        said = " ".join(text.split())
        assert all(part in said for part in sentence), name


def test_every_verdict_is_what_the_city_declares_and_no_other(published: Path) -> None:
    found = mismatches(rows("from fct_verdicts"))
    assert found == [], f"{len(found)}:\n" + "\n".join(found[:30])


def test_what_is_quarantined_is_what_the_city_declares(published: Path) -> None:
    found = rows("select outlet_id, reason from fct_quarantine where record_table = 'articles'")
    assert Counter((row["outlet_id"], row["reason"]) for row in found) == expected.quarantined()


def test_both_equations_hold_for_every_outlet_and_day(published: Path) -> None:
    first = "select * from fct_coverage where discovered <> landed + unchanged + duplicate + discarded + failed"
    second = "select * from fct_coverage where landed <> admitted + quarantined"
    assert rows(first) == []
    assert rows(second) == []


@pytest.fixture
def decided(resumed: Run, published: Path) -> Path:
    """Need a department that has decided: a clock before the declared days lets it record nothing."""
    said = next(line for line in resumed.output.splitlines() if "The department decides" in line)
    if " left " in said:
        pytest.skip("The clock of this computer stands before the days on which the department decides.")
    return published


def test_the_department_has_decided_what_is_declared_and_matters_stand_in_every_state(decided: Path) -> None:
    states = {row["state"] for row in rows("select distinct state from fct_matters")}
    wanted = "waiting reviewed notice_sent replied silent confirmed dismissed insufficient referred remedied withdrawn"
    assert set(wanted.split()) <= states
    page = rows("select * from fct_matters where outlet_id = 'cong_tin_song_hong' and rule_id = 'home_page_licence'")
    assert [(row["is_nameable"], row["retest_outcome"]) for row in page] == [(True, "remedied")]
    named = rows("select outlet_id, rule_id from fct_matters where is_nameable order by 1")
    assert [(row["outlet_id"], row["rule_id"]) for row in named] == [
        ("cong_tin_song_hong", "home_page_licence"), ("diem_tin_ho_guom", "source_credit"),
    ]  # fmt: skip


def test_the_report_names_who_may_be_named_with_the_reply_or_the_silence_and_nobody_who_was_cleared(
    decided: Path,
) -> None:
    text = paper(reports(decided)[0])
    assert "xin ghi nhận" in text
    assert "không có ý kiến trong thời hạn" in text
    assert "phối hợp thực hiện với tòa soạn nguồn" not in text


def paper(mail: EmailMessage) -> str:
    return "".join(Document(io.BytesIO(attachments(mail)[".docx"])).element.body.itertext())


def test_an_outlet_that_a_delivered_report_named_and_that_was_cleared_is_corrected_to_all_who_got_it_and_in_the_next(
    decided: Path,
) -> None:
    first = reports(decided, "từ ngày 15/10/2026 đến hết ngày 08/11/2026")
    corrections = [mail for mail in mails(decided) if str(mail["Subject"]).startswith("[Cải chính]")]
    told = {"vanphong@thanhpho.example.vn", "vanthu_ttr@thanhpho.example.vn"}
    assert (len(first), {str(mail["To"]) for mail in first}) == (2, told)
    assert (len(corrections), {str(mail["To"]) for mail in corrections}) == (2, told)
    assert "phối hợp thực hiện với tòa soạn nguồn" in paper(first[0])
    assert {day_of(mail) for mail in first} == {date(2026, 11, 9)}
    assert {day_of(mail) for mail in corrections} == {date(2026, 11, 12)}
    (corrected,) = rows("from rpt_corrections where period_id = '2026-11'")
    assert (corrected["decision"], corrected["named_in_period"]) == ("dismiss", "2026-10-15_2026-11-08")
    letter, next_report = corrections[0].get_body(("plain",)), paper(reports(decided)[0])
    assert letter is not None
    for words in (corrected["outlet_name"], corrected["title_vi"]):
        assert words in letter.get_content()
    assert "Cải chính nội dung đã nêu trong báo cáo trước" in next_report
    assert "từ ngày 15/10/2026 đến hết ngày 08/11/2026" in next_report


def day_of(mail: EmailMessage) -> date:
    return local_day(parsedate_to_datetime(str(mail["Date"])))


def test_the_status_of_a_day_is_known(installation: Installation, published: Path) -> None:
    ended = installation.press("day", "status", "2026-11-14", "--json")
    assert ended.returncode == 0, ended.stderr
    day = json.loads(ended.stdout.splitlines()[-1])
    assert day["missing"] == []
    assert day["verdicts"]["met"] > 0
    assert list(day["reports"]) == ["monthly_compliance/2026-11"]


def test_the_ending_says_where_everything_is(resumed: Run, published: Path) -> None:
    for word in ("Candidates:", ".docx", ".pdf", "Mailbox:", "press warehouse query", "user admin"):
        assert word in resumed.output
    assert "unknown:" not in resumed.output


def test_a_second_run_adds_no_article_no_verdict_and_no_mail(installation: Installation, published: Path) -> None:
    before = marts()
    sent = len(mails(published))
    again = installation.run()
    assert again.status == 0, again.output
    assert marts() == before
    assert len(mails(published)) == sent

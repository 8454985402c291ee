"""A matter in every state that the desk shows, each brought there by the acts of the people who may do them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from include.review import cases, naming, replies, withdrawals
from include.review.acts import Person
from include.review.decisions import MatterFacts, claim, give_back, recuse
from include.review.dossier import dossier_of
from include.review.notices import Contact, Sending, draft, record_bounce, record_delivery, record_sending, release
from include.review.retests import Retest, RetestOutcome, record_retest
from include.warehouse.copying import DATABASE
from tests.support.reviewed import AN, BINH, CHI, GIANG, days, decided, delivered, sent

LATER, TODAY = 20.0, 21.0  # days after the first act: the time to reply has passed
FAULTY = "7"
READINGS = [
    "update fct_matters set strength = 'duty'",
    "update dim_outlets set outlet_name = 'Trang thông tin điện tử tổng hợp Đời sống và Đô thị số '"
    " || replace(outlet_id, 'outlet_', '')",
    "update dim_rules set title_vi = 'Thông tin tổ chức quản lý trên trang chủ, mục ' || replace(rule_id, 'rule_', '')",
]
Step = tuple[float, Callable[[MatterFacts], object]]


def confirm(who: Person, at: float) -> Step:
    """Let somebody confirm a matter."""
    return at, lambda of: decided(of, "confirm", who, days(at))


def close(decision: str, who: Person, at: float) -> Step:
    """Let somebody close a matter, or open it again."""
    return at, lambda of: decided(of, decision, who, days(at))


def taken(who: Person, at: float = TODAY) -> Step:
    """Let somebody claim a matter."""
    return at, lambda of: claim(of, who, days(at))


def reply(of: MatterFacts) -> None:
    """Record what the outlet answered, in words that a page must show as words."""
    text = "Đơn vị đã bổ sung thư điện tử liên hệ ở chân trang từ ngày 05/11. <b>Trân trọng</b>"
    replies.record(of.outlet_id, [of.matter_id], replies.Answer(text, date(2026, 11, 7), "312/CV-ĐV"), AN, days(5))


def corrected(of: MatterFacts) -> None:
    """Record the same answer again, as it should have been entered."""
    (first,) = dossier_of(of.outlet_id).matter(of.matter_id).replies()
    answer = replies.Answer("Đơn vị đã bổ sung thư điện tử liên hệ từ ngày 06/11.", date(2026, 11, 7), "312/CV-ĐV")
    replies.correct(of.outlet_id, first.sequence, answer, BINH, days(6))


def appeal(of: MatterFacts) -> None:
    """Record that the outlet appealed."""
    naming.receive_appeal(of, "Đề nghị xem xét lại: trang giới thiệu đã ghi đủ.", AN, days(LATER))


def retested(of: MatterFacts) -> None:
    """Record that the place was found put right."""
    seen = Retest(RetestOutcome.REMEDIED, days(9).date(), days(6).date())
    record_retest(of.outlet_id, of.matter_id, days(9).date(), seen, days(9))


def drafted(of: MatterFacts, at: float = TODAY) -> str:
    """Draft a notice on a confirmed matter; return its id."""
    contact = Contact("Văn thư", "van-thu@trang.example.vn")
    return str(draft([of], contact, "Kính gửi: Đơn vị\n\nNội dung thông báo", AN, days(at)).payload["notice"])


def released(of: MatterFacts) -> None:
    """Draft a notice and let a chief release it."""
    release(of.outlet_id, drafted(of), GIANG, days(TODAY))


def bounced(of: MatterFacts) -> None:
    """Record that a notice came back."""
    record_bounce(of.outlet_id, sent(of, days(LATER)), "hộp thư không tồn tại", AN, days(LATER))


def running(of: MatterFacts) -> None:
    """Record that a notice reached the outlet a few days ago: its time to reply runs."""
    notice, day = drafted(of, 15), days(15).date()
    release(of.outlet_id, notice, GIANG, days(15))
    record_sending(of.outlet_id, notice, Sending("15/SVHTT", day, day, "email", "ab" * 32), AN, days(15))
    record_delivery(of.outlet_id, notice, days(18).date(), "accepted", AN, days(18))


def withdrawn(of: MatterFacts) -> None:
    """Close whatever rests on the faulty reading."""
    withdrawals.withdraw_reading(FAULTY, "đọc nhầm chân trang của bản rút gọn", GIANG, days(TODAY))


def named(of: MatterFacts) -> None:
    """Let the outlet be named."""
    naming.release_naming(of, GIANG, days(LATER))


SENT: list[Step] = [confirm(AN, 0), (0, sent)]
HEARD: list[Step] = [confirm(AN, 0), (0, delivered)]
FINAL: list[Step] = [*HEARD, confirm(BINH, LATER)]
STATES: dict[str, tuple[str, list[Step]]] = {
    "waiting": ("chờ xem", []),
    "held": ("được giao", [taken(AN)]),
    "held by another": ("được giao", [taken(BINH)]),
    "given back": ("chờ xem", [taken(BINH, LATER), (LATER, lambda of: give_back(of, BINH, days(LATER)))]),
    "claim expired": ("chờ xem", [taken(AN, LATER)]),
    "recused": ("chờ xem", [(LATER, lambda of: recuse(of, AN, days(LATER)))]),
    "reviewed": ("có ý kiến rà soát", [confirm(BINH, 1)]),
    "drafted": ("có ý kiến rà soát", [confirm(BINH, 1), (TODAY, drafted)]),
    "released": ("có ý kiến rà soát", [confirm(BINH, 1), (TODAY, released)]),
    "sent": ("đã gửi thông báo", SENT),
    "bounced": ("đã gửi thông báo", [confirm(BINH, 1), (LATER, bounced)]),
    "time runs": ("đã gửi thông báo", [confirm(BINH, 1), (15, running)]),
    "replied": ("đơn vị có ý kiến", [*HEARD, (5, reply), (6, corrected), (9, retested)]),
    "silent": ("hết hạn, không có ý kiến", HEARD),
    "confirmed": ("người rà soát đã xác nhận", FINAL),
    "named": ("người rà soát đã xác nhận", [*FINAL, (LATER, named)]),
    "appealed": ("có khiếu nại", [*FINAL, (LATER, appeal)]),
    "dismissed": ("đã loại bỏ", [close("dismiss", AN, 1)]),
    "insufficient": ("chưa đủ căn cứ", [close("insufficient", AN, 1)]),
    "referred": ("đã chuyển cơ quan cấp phép", [confirm(AN, 1), close("refer", BINH, 2)]),
    "remedied": ("đã khắc phục", [*HEARD, (5, reply), close("remedied", BINH, LATER)]),
    "withdrawn": ("đã rút: lỗi của hệ thống", [(TODAY, withdrawn)]),
    "cleared": ("đã loại bỏ", [*FINAL, (LATER, named), close("dismiss", CHI, LATER)]),
    "reopened": ("chờ xem", [close("dismiss", AN, 1), close("reopen", BINH, 2)]),
    "advisory": ("chờ xem", []),
}
"""Each state by name: the words by which pages call it, and the acts that lead to it with their days."""


@dataclass(frozen=True)
class Shown:
    """Where the pages of one matter are."""

    matter: str
    finding: str
    outlet: str


def prepare(home: Path) -> None:
    """Give the matters of a made installation what their states ask for: a ministry's licence, a faulty reading."""
    names = list(STATES)
    changes = [
        *READINGS,
        f"update fct_matters set jurisdiction = 'ministry' where {_is(names.index('referred'))}",
        f"update fct_matters set strength = 'advisory' where {_is(names.index('advisory'))}",
        f"update fct_findings set extractor_version = {FAULTY} where finding_id in "
        f"(select finding_id from fct_matter_findings where {_is(names.index('withdrawn'))})",
    ]
    with duckdb.connect(home / "published" / "current" / DATABASE) as connection:
        for change in changes:
            connection.execute(change)


def _is(number: int) -> str:
    """Return the condition that a row is of the matter of a number."""
    return f"matter_id = md5('m{number}')"


def lead() -> dict[str, Shown]:
    """Bring each matter to its state, all acts in the order of their days; return where the pages are."""
    steps, shown = list[tuple[float, Callable[[MatterFacts], object], MatterFacts]](), dict[str, Shown]()
    known = {one.outlet_id: one for one in cases.matters()}
    for number, (name, (_, path)) in enumerate(STATES.items()):
        found = known[f"outlet_{number}"]
        findings = cases.findings_of(found.matter_id)
        facts = cases.facts_of(found, findings)
        steps += [(at, act, facts) for at, act in path]
        shown[name] = Shown(
            f"/matters/{found.matter_id}", f"/findings/{findings[0].finding_id}", f"/outlets/{found.outlet_id}"
        )
    for _, act, facts in sorted(steps, key=lambda step: step[0]):
        act(facts)
    return shown


NOW = days(TODAY) + timedelta(hours=1)

"""Drawn histories of one matter at the desk, and the real marts over them.

Acts go through the desk's own code, and now and then straight into the ledger, as a careless or hostile writer would.
What may be named is worked out here a second time, from the entries alone.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from include.errors import ActRefusedError
from include.ledger.entries import Entry
from include.periods.calendar import calendar_rows
from include.periods.days import local_day
from include.periods.report_period import ReportPeriod
from include.periods.working_days import add_working_days
from include.reporting.reading import Reading
from include.reporting.sections import compliance, compliance_networks, compliance_press, confirmed_findings
from include.review import dossier, naming, notices, replies
from include.review.acts import Person
from include.review.decisions import Judgement, claim, decide, give_back, recuse
from tests.include.reporting.marts import query_of
from tests.include.reporting.sections.conftest import words
from tests.support.compiled import CompiledModels
from tests.support.reviewed import AN, AT, BINH, CONTACT, GIANG, HOA, REASON, facts

OUTLET, NAME = "tong_hop", "Trang Tên Riêng Không Lẫn"
MODELS = (
    "stg_ledger__entries", "int_review_entries", "int_messages_waiting", "int_days_known", "int_matters_grouped",
    "int_matters_opened", "int_matters_identified", "int_matters_decided", "int_matters_noticed", "int_matters_replied",
    "int_matters_released", "int_matters_attended", "int_matters_licensed", "fct_matters", "fct_matter_events",
    "rpt_matters", "rpt_named_matters", "rpt_corrections",
)  # fmt: skip
PEOPLE = st.sampled_from([AN, BINH, GIANG, HOA])
BELOW_REVIEWER = ("rpt_matters", "rpt_named_matters")
LAW: dict[str, list[dict[str, Any]]] = {
    "dim_rules": [{"rule_id": "home_page_identity", "title_vi": "X"}],
    "dim_rule_versions": [
        {"rule_id": "home_page_identity", "rule_version_id": "v1", "instrument": "NĐ", "provision": "Điều 1",
         "effective_from": "2020-01-01"}
    ],
}  # fmt: skip


@dataclass
class Log:
    """A ledger in memory: what append_if does, without a disk."""

    kept: list[Entry] = field(default_factory=list)

    def append_if(
        self, allows: Callable[[Sequence[Entry]], bool], kind: str, subject: str, payload: Any, actor: str, at: datetime
    ) -> Entry | None:
        if not allows([entry for entry in self.kept if entry.subject_id == subject]):
            return None
        plain = json.loads(json.dumps(payload, default=lambda value: value.isoformat()))
        self.kept.append(Entry(len(self.kept) + 1, str(kind), subject, plain, actor, at, "", ""))
        return self.kept[-1]

    def entries(self, kind: str | None = None, subject_id: str | None = None) -> list[Entry]:
        return [e for e in self.kept if (kind is None or e.kind == kind) and subject_id in (None, e.subject_id)]


@dataclass
class History:
    """A matter, what was done on it so far, and the present instant."""

    log: Log
    of: Any
    at: datetime = AT
    number: int = 0

    @property
    def notice(self) -> str:
        found = list(dossier.dossier_of(OUTLET).notices)
        return found[-1] if found else "none"

    @property
    def reply(self) -> int:
        found = dossier.dossier_of(OUTLET).matter(self.of.matter_id).replies()
        return found[-1].sequence if found else 0

    def decide(self, who: Person, decision: str) -> None:
        record = dossier.dossier_of(OUTLET).matter(self.of.matter_id)
        if (holder := record.claimed_by(self.at)) and holder != who.name:
            give_back(self.of, Person(holder, who.roles | AN.roles), self.at)
        claim(self.of, who, self.at)
        record = dossier.dossier_of(OUTLET).matter(self.of.matter_id)
        self.number += 1
        said = Judgement(decision, "seen_on_captures", REASON.format(self.number), record.last_sequence)
        decide(self.of, said, who, self.at)

    def send(self, who: Person, proof: str) -> None:
        today = local_day(self.at)
        drafted = notices.draft([self.of], CONTACT, NAME, AN, self.at)
        notice = str(drafted.payload["notice"])
        notices.release(OUTLET, notice, who, self.at)
        notices.record_sending(OUTLET, notice, notices.Sending("1", today, today, "post", "ab"), AN, self.at)
        if proof == "receipt":
            notices.record_delivery(OUTLET, notice, today, proof, AN, self.at)

    def forge(self, kind: str, who: Person) -> None:
        """Write straight to the ledger what the desk would have refused."""
        payload = {"matters": self.of.matter_id, "notice": "forged", "decision": "confirm", "stage": "final",
                   "delivered_on": local_day(self.at), "due_on": local_day(self.at), "findings": ""}  # fmt: skip
        self.log.append_if(lambda _: True, kind, f"matters/{OUTLET}", payload, who.name, self.at)


def reply(h: History) -> object:
    """Record an answer that came today."""
    return replies.record(OUTLET, ["m1"], replies.Answer("Đã sửa", local_day(h.at), "1"), AN, h.at)


def steps() -> st.SearchStrategy[Callable[[History], object]]:
    """Draw one act, sensible or not."""
    decision = st.sampled_from(["confirm"] * 5 + ["dismiss", "reopen", "remedied", "insufficient", "refer"])
    return st.one_of(
        st.builds(lambda who, what: lambda h: h.decide(who, what), st.sampled_from([AN, BINH]), decision),
        st.builds(lambda who, how: lambda h: h.send(who, how), PEOPLE, st.sampled_from(["receipt", "none"])),
        st.builds(
            lambda back: lambda h: notices.record_delivery(
                OUTLET, h.notice, local_day(h.at) - timedelta(days=back), "receipt", AN, h.at
            ),
            st.integers(0, 5),
        ),
        st.just(lambda h: notices.record_bounce(OUTLET, h.notice, "trả lại", AN, h.at)),
        st.just(lambda h: notices.extend(OUTLET, h.notice, local_day(h.at), 5, AN, h.at)),
        st.just(reply),
        st.just(lambda h: replies.correct(
            OUTLET, h.reply, replies.Answer("Đã sửa.", local_day(h.at) - timedelta(days=1), "2"), AN, h.at)),
        st.just(lambda h: replies.withdraw(OUTLET, h.reply, "Đơn vị rút", AN, h.at)),
        st.builds(lambda who: lambda h: recuse(h.of, who, h.at), PEOPLE),
        st.just(lambda h: replies.receive_message(OUTLET, f"<{h.number}@x>", local_day(h.at), "mailbox", h.at)),
        st.just(lambda h: replies.handle_message(OUTLET, f"<{h.number}@x>", "Đã nhập.", AN, h.at)),
        st.just(lambda h: naming.receive_appeal(h.of, "Không đồng ý", AN, h.at)),
        st.just(lambda h: naming.answer_appeal(h.of, "Đã trả lời", HOA, h.at)),
        st.builds(lambda who: lambda h: naming.release_naming(h.of, who, h.at), PEOPLE),
        st.builds(
            lambda kind, who: lambda h: h.forge(kind, who),
            st.sampled_from(["naming_released", "notice_delivered", "decision"]), PEOPLE,
        ),
    )  # fmt: skip


def straight() -> st.SearchStrategy[list[tuple[int, Callable[[History], object]]]]:
    """Draw the way that leads to a name, with something drawn in between, or to one that is forged before its date."""
    way: list[tuple[int, Callable[[History], object]]] = [
        (0, lambda h: h.decide(AN, "confirm")), (1, lambda h: h.send(GIANG, "receipt")),
        (20, lambda h: h.decide(BINH, "confirm")), (0, lambda h: naming.release_naming(h.of, HOA, h.at)),
    ]  # fmt: skip
    hasty = [
        *way[:2], (1, reply), (0, lambda h: h.decide(BINH, "confirm")), (0, lambda h: h.forge("naming_released", HOA)),
    ]  # fmt: skip
    later = st.lists(st.tuples(st.integers(0, 20), steps()), max_size=4)
    early = st.lists(st.tuples(st.integers(0, 1), steps()), max_size=1).map(lambda drawn: [*hasty, *drawn])
    led = st.tuples(st.integers(0, 4), later).map(lambda drawn: way[: drawn[0]] + drawn[1] + way[drawn[0] :])
    return st.one_of(led, led, early)


def may_be_named(log: Log, jurisdiction: str | None, strength: str, day: date) -> bool:
    """Work out from the entries alone whether the outlet may be named on a day."""
    mine = [entry for entry in log.kept if entry.payload.get("matters") == "m1"]
    handled = {e.payload["message"] for e in log.kept if e.kind == "message_handled"}
    waiting = [e for e in log.kept if e.kind == "message_received" and e.payload["message"] not in handled]
    deliveries = [e for e in mine if e.kind in ("notice_delivered", "notice_bounced")]
    decisions = [e for e in mine if e.kind == "decision"]
    deciders = {e.actor for e in mine if e.kind in ("decision", "recusal")}
    released = [e for e in mine if e.kind == "naming_released" and e.actor not in deciders]
    appeals = [e for e in mine if e.kind.startswith("appeal_")]
    if jurisdiction != "city" or strength != "duty" or waiting or not (deliveries and decisions and released):
        return False
    arrived = deliveries[-1]
    before = [e for e in mine if e.kind == "notice_sent" and e.sequence < arrived.sequence]
    sent = [e for e in before if e.payload["notice"] == arrived.payload["notice"]]
    if not sent or sent[0].payload["sent_on"] > arrived.payload.get("delivered_on", ""):
        return False
    if deliveries[-1].kind == "notice_bounced" or (appeals and appeals[-1].kind == "appeal_received"):
        return False
    due = add_working_days(date.fromisoformat(deliveries[-1].payload["delivered_on"]), 10)
    extended = [e for e in mine if e.kind == "reply_extended" and e.sequence > deliveries[-1].sequence]
    due = max([due, *(date.fromisoformat(e.payload["due_on"]) for e in extended)])
    last = decisions[-1]
    is_second = last.payload["decision"] == "confirm" and last.payload["stage"] == "final"
    is_other = last.actor not in {e.actor for e in decisions if e.payload["stage"] == "first"}
    in_order = deliveries[-1].sequence < last.sequence < released[-1].sequence
    gone = {e.payload["reply"] for e in mine if e.kind in ("reply_corrected", "reply_withdrawn")}
    said = [e for e in mine if e.kind in ("reply", "reply_corrected") and e.sequence not in gone]
    timely = [e for e in said if date.fromisoformat(e.payload["received_on"]) <= due]
    unheard = [e for e in timely if e.sequence > last.sequence]
    return is_second and is_other and in_order and not unheard and day > due


def table(rows: list[dict[str, Any]], **types: pa.DataType) -> pa.Table:
    """Return rows as a typed table."""
    return pa.Table.from_pylist(rows, pa.schema(list(types.items())))


def given_tables(
    log: Log,
    jurisdiction: str | None,
    strength: str,
    today: datetime,
    status: str = "not_met",
    longer: Sequence[str] = (),
) -> dict[str, pa.Table]:
    """Return what the marts read: the verdicts of the matter, registers, the calendar, and the ledger.

    Args:
        log: The ledger.
        jurisdiction: Who licensed the outlet.
        strength: The strength of its verdicts.
        today: The last instant of which anything is known.
        status: The status of its verdicts.
        longer: Report periods beside the months.
    """
    text, day, number, instant = pa.string(), pa.date32(), pa.int64(), pa.timestamp("us", "UTC")
    verdicts = [
        {"outlet_id": OUTLET, "rule_id": "home_page_identity", "rule_version_id": "v1", "status": status,
         "strength": strength, "cause": "missing_twice", "evidence_count": 1, "verdict_date": date(2026, 10, d)}
        for d in (15, 16, 17)
    ]  # fmt: skip
    entries = [vars(e) | {"payload": json.dumps(e.payload, ensure_ascii=False)} for e in log.kept]
    licensed = {"outlet_id": OUTLET, "licensing_authority": jurisdiction, "is_latest": True,
                "effective_from": date(2020, 1, 1), "effective_to": None}  # fmt: skip
    periods = [ReportPeriod.of("monthly", 2026, month) for month in range(9, 13)]
    periods += [ReportPeriod.of("monthly", 2027, month) for month in range(1, 9)]
    periods += [ReportPeriod.parse(name) for name in longer]
    calendar = [
        {"day": date.fromisoformat(iso), "working_day_number": count, "is_working_day": working == "true"}
        for iso, _, count, working in calendar_rows(date(2026, 10, 1), date(2027, 9, 30))
    ]
    return {
        "landing.ledger_entries": table(entries, sequence=number, kind=text, subject_id=text, payload=text, actor=text,
                                        recorded_at=instant, previous_hash=text, entry_hash=text),
        "staging.stg_ingestion__captures": table([{"captured_at": today}], captured_at=instant),
        "candidates.fct_verdicts": table(verdicts, outlet_id=text, rule_id=text, rule_version_id=text, status=text,
                                    strength=text, cause=text, evidence_count=number, verdict_date=day),
        "intermediate.int_outlets_dated": table([licensed], outlet_id=text, licensing_authority=text,
                                                is_latest=pa.bool_(), effective_from=day, effective_to=day),
        "seeds.calendar": table(calendar, day=day, working_day_number=number, is_working_day=pa.bool_()),
        "seeds.report_periods": table(
            [{"period_id": p.period_id, "kind": p.kind, "starts_on": p.start, "ends_before": p.end} for p in periods],
            period_id=text, kind=text, starts_on=day, ends_before=day),
        "marts.dim_rules": rules_of("home_page"),
        "marts.dim_rule_versions": table([{"rule_version_id": "v1", "instrument": "NĐ", "provision": "Điều 1"}],
                                         rule_version_id=text, instrument=text, provision=text),
        "marts.dim_outlets": table([{"outlet_id": OUTLET, "outlet_name": NAME}], outlet_id=text, outlet_name=text),
    }  # fmt: skip


def rules_of(grain: str) -> pa.Table:
    """Return the one rule, judged by the places of a grain."""
    of = {"rule_id": "home_page_identity", "title_vi": "X", "grain": grain}
    return table([of], rule_id=pa.string(), title_vi=pa.string(), grain=pa.string())


def marts_of(models: CompiledModels, tables: dict[str, pa.Table]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the marts on matters over given tables."""
    with models.over(tables) as connection:
        return {
            name: connection.sql(f"from {models.placed(name)}").to_arrow_table().to_pylist()
            for name in ("fct_matters", "fct_matter_events", *BELOW_REVIEWER, "rpt_corrections")
        }


def report_words(found: dict[str, list[dict[str, Any]]], period_id: str) -> str:
    """Compose what a report says of findings in a period, from the marts."""
    reading = Reading(ReportPeriod.parse(period_id), query_of(LAW | found, period_id))
    sections = (confirmed_findings, compliance, compliance_press, compliance_networks)
    return "".join(words(section.compose(reading)) for section in sections)


def play(log: Log, acts: list[Any], jurisdiction: str | None, strength: str) -> History:
    """Return the history of a matter on which acts were tried one after the other; what is refused changes nothing."""
    log.kept.clear()
    known = {"city": "city", "ministry": "ministry", None: "unknown"}[jurisdiction]
    history = History(log, facts(jurisdiction=known, strength=strength))
    for gap, act in acts:
        history.at += timedelta(days=gap, minutes=1)
        try:
            act(history)
        except ActRefusedError:
            continue
    return history


def named(log: Log) -> History:
    """Return a history at whose end the outlet may be named."""
    history = History(log, facts())
    history.decide(AN, "confirm")
    history.send(GIANG, "receipt")
    history.at += timedelta(days=20)
    history.decide(BINH, "confirm")
    naming.release_naming(history.of, HOA, history.at)
    return history

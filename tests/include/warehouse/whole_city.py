"""Rows for every table that the small city leaves empty, so that each mart has something to tell."""

from datetime import date

from include.ledger import entries
from include.warehouse import published
from tests.include.warehouse.conftest import Landing, noon

D15, D17, D18, REGISTERS = date(2026, 10, 15), date(2026, 10, 17), date(2026, 10, 18), date(2026, 12, 21)


def add_the_rest(ids: dict[str, str]) -> None:
    """Land what classification, quarantine, the catalogue and the registers would."""
    landing = Landing()
    _classify(landing, ids[f"original {D15}"])
    _quarantine(landing)
    _revise(landing)
    _change(landing)
    _register(landing)
    landing.write()


def decide() -> None:
    """Confirm one matter, dismiss another, and note a reply and what was done about a quarantined record."""
    found = published.rows(
        "select matters.*, belongs.finding_id from fct_matters as matters inner join fct_matter_findings as belongs "
        "on matters.matter_id = belongs.matter_id order by belongs.finding_id limit 2"
    )
    for row, decision in zip(found, ("confirm", "dismiss"), strict=True):
        subject, matters = f"matters/{row['outlet_id']}", row["matter_id"]
        names = ("rule_id", "rule_version_id", "cause", "strength", "jurisdiction", "first_day", "last_day")
        opened = {name: row[name] for name in names} | {"matters": matters}
        entries.append("matter_opened", subject, opened, "r", noon(D17))
        said = {"matters": matters, "decision": decision, "stage": "first", "reason": "Đã xem."}
        entries.append("decision", subject, said | {"findings": row["finding_id"]}, "r", noon(D17))
    for kind, facts in (
        ("notice_drafted", {}),
        ("notice_sent", {"sent_on": D15}),
        ("notice_delivered", {"delivered_on": D15, "due_on": date(2026, 10, 29)}),
        ("reply", {"text": "Đã sửa.", "received_on": D17}),
    ):
        subject, matters = f"matters/{found[0]['outlet_id']}", found[0]["matter_id"]
        entries.append(kind, subject, {"matters": matters, "notice": "n1", **facts}, "r", noon(D17))
    sampled = "sample/2026-09"
    for item, stratum, answers in (
        ("found", "found", ("shown", "shown")),
        ("met", "met", ("shown", "missing", "shown")),
    ):
        drawn = {"item": item, "rule_id": "source_credit", "stratum": stratum, "probability": 0.25}
        entries.append("sample_drawn", sampled, drawn, "tests", noon(D17))
        for number, answer in enumerate(answers):
            entries.append("sample_answered", sampled, {"item": item, "answer": answer}, f"r{number}", noon(D17))
    entries.append("quarantine_action", "q1", {"action": "discard", "reason": "Không dùng."}, "r", noon(D17))


def _classify(landing: Landing, article: str) -> None:
    """Add a topic, a place and a carried release of one article."""
    landing.add("article_topics", D15, article_id=article, topic="society", confidence=0.9)
    landing.add("article_places", D15, article_id=article, unit_id="phuong_cua_nam")
    landing.add("release_carriers", D15, release_id="tt-1", article_id=article, delay_minutes=12.5, containment=0.8)
    for unit in ("phuong_cua_nam", "phuong_ba_dinh"):
        landing.add("release_places", D15, release_id="tt-1", unit_id=unit)
    landing.add("fact_check_matches", D15, fact_check_id="kc-1", article_id=article)


def _quarantine(landing: Landing) -> None:
    """Add a quarantined record."""
    landing.add("quarantined_records", D15, quarantine_id="q1", outlet_id="bao_a", record_table="articles")


def _revise(landing: Landing) -> None:
    """Add a day on which an article is found with another title and length."""
    landing.listing("bao_a", D18)
    landing.home_page("bao_a", D18)
    article = landing.article("bao_a", D18, f"goc-{D15}", title="sửa", text_sha256="sửa", text_characters=9,
                    published_date=D15, published_at=noon(D15))  # fmt: skip
    landing.add("article_revisions", D18, "bao_a", article_id=article, outlet_id="bao_a",
                capture_id=f"item bao_a goc-{D15} {D18}", changed_fields="title")  # fmt: skip


def _change(landing: Landing) -> None:
    """Add two landings of the catalogue, between which a rule is switched off."""
    for day, is_on in ((D15, True), (D17, False)):
        landing.add("catalogue_entries", day, entry_id="source_link", subject_id="source_link", is_on=is_on)


def _register(landing: Landing) -> None:
    """Add a row or more of every register that a mart reads."""
    day = REGISTERS
    landing.add("releases", day, release_id="tt-1", title="Thông tin", issued_at=noon(D15, -1))
    landing.add("releases", day, release_id="tt-2", title="Chưa ai đăng", issued_at=noon(D15))
    landing.add(
        "budget_lines", day, line_id="kp-1", title="Kinh phí", budget_year=2026, allocated_vnd=10, executed_vnd=7
    )
    landing.add("inspections", day, is_publishable=True, published_on=day)
    landing.add("plans", day, plan_id="kh-1", plan_number="123/KH-UBND", title="Kế hoạch", effective_from=D15)
    landing.add("plan_tasks", day, task_id="nv-1", plan_id="kh-1", title="Nhiệm vụ", progress_percent=50.0)
    landing.add("training_sessions", day, participants=30)
    for number, (kind, answered) in enumerate((("press_answer", D17), ("forwarded_opinion", None))):
        landing.add("press_requests", day, request_id=f"yc-{number}", request_kind=kind, received_on=D15,
                    answered_on=answered, register_row_id=f"yc-{number}")  # fmt: skip
    for number, held_on in enumerate((date(2026, 7, 23), date(2026, 10, 28))):
        landing.add("press_conferences", day, conference_id=f"hb-{number}", unit_id="van_phong_ubnd", held_on=held_on,
                    questions_answered=9, press_agencies=31, register_row_id=f"hb-{number}")  # fmt: skip
    landing.add("spokesperson_lists", day, unit_id="so_vhtt", assigned_at=noon(D15), posted_at=noon(D17))
    landing.add(
        "urgent_matters", day, matter_id="vv-1", unit_id="so_vhtt", occurred_at=noon(D15), received_at=noon(D17)
    )
    landing.add("urgent_matters", day, matter_id="vv-2", unit_id="so_vhtt", ground="paragraph_2", occurred_at=noon(D15),
                register_row_id="vv-2")  # fmt: skip
    landing.add("press_conference_notices", day, notice_id="2026-17", received_at=noon(D15), planned_at=noon(D17))
    landing.add("fact_checks", day, fact_check_id="kc-1", published_on=D15, label="untrue")
    landing.add("units", day, unit_id="ubnd_thanh_pho", unit_name="Ủy ban nhân dân Thành phố Hà Nội", kind="city",
                portal_outlet_id="cong_c", effective_from=date(2008, 8, 1), effective_to=None)  # fmt: skip
    landing.add("portal_pauses", day, pause_id="tn-1", unit_id="ubnd_thanh_pho", announced_on=D15,
                starts_on=date(2026, 11, 2), expected_until=date(2026, 11, 3))  # fmt: skip
    landing.add("portal_sheets", day, unit_id="ubnd_thanh_pho", period="2026-11", sent_on=date(2026, 11, 16))
    landing.add("unit_reports", day, unit_id="ubnd_thanh_pho", report="spokesperson_yearly", period="2026", due_on=day,
                received_on=date(2026, 12, 18), register_row_id="bc-1")  # fmt: skip
    landing.add("unit_reports", day, unit_id="phuong_cua_nam", report="monthly_compliance", period="2026-11",
                due_on=D17, received_on=None, register_row_id="bc-2")  # fmt: skip

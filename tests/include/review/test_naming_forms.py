"""Over drawn histories: no form of a report, mail or file name shows an outlet that the marts do not let be named."""

import email
import email.policy
import gzip
import io
from typing import Any

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from include.periods.days import local_day
from include.reporting.as_issued import MARTS
from include.reporting.compose import SNAPSHOT, compose
from include.reporting.declaration import reports
from include.reporting.render.files import RENDERERS, file_name
from include.reporting.render.mail import compose_mail
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH
from tests.include.review.test_naming import (
    LAW,
    NAME,
    Log,
    given_tables,
    log,  # noqa: F401
    marts_of,
    may_be_named,
    models,  # noqa: F401
    play,
    steps,
    straight,
)
from tests.support.compiled import CompiledModels

RECIPIENT = ("van_phong_ubnd", "Văn phòng UBND Thành phố", "vanphong@hanoi.example.vn")
PERIOD = "2026-12"
OF_MONTHS = [one for one, said in reports().items() if said.period_kind == "monthly" and one != "monthly_compliance"]
NAMING_FORMS = {"docx", "pdf", "xlsx", "json", "kept", "others"}  # the mail's body and the names of files never do


def forms(found: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """Compose every report of a period's kind from the marts and return the words of each form and all file names.

    Drawn are those of the month; of the others the words that every form is drawn from, and the marts kept with them.
    """
    collected = [{"outlet_id": "trang_mot", "day": "2026-12-31", "observed_share": 1.0, "discovered": 1, "landed": 1}]
    law = {mart: MONTH[mart] + rows for mart, rows in LAW.items()}
    query = query_of(MONTH | law | found | {"fct_coverage": collected}, PERIOD)
    snapshot = compose("monthly_compliance", PERIOD, query, "build-1")
    files = {file_name(snapshot.content, suffix): draw(snapshot.content) for suffix, draw in RENDERERS.items()}
    mail = email.message_from_bytes(
        compose_mail(snapshot.content, files, RECIPIENT, "bao-cao@example.org").as_bytes(), policy=email.policy.default
    )
    bodies = [str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"]
    book = load_workbook(io.BytesIO(files[file_name(snapshot.content, ".xlsx")]))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    pages = PdfReader(io.BytesIO(files[file_name(snapshot.content, ".pdf")])).pages
    others = [compose(one, PERIOD, query, "build-1") for one in OF_MONTHS]
    document = docx.Document(io.BytesIO(files[file_name(snapshot.content, ".docx")]))
    return {
        "docx": "".join(document.element.body.itertext()),
        "pdf": " ".join(" ".join(page.extract_text().split()) for page in pages),
        "xlsx": " ".join([*cells, *book.sheetnames]),
        "json": (snapshot.folder / SNAPSHOT).read_text(encoding="utf-8"),
        "kept": gzip.decompress((snapshot.folder / MARTS).read_bytes()).decode(),
        "others": " ".join((one.folder / SNAPSHOT).read_text(encoding="utf-8") for one in others),
        "mail": " ".join([str(mail["Subject"]), *bodies]),
        "names": " ".join([*files, *(str(one.folder) for one in (snapshot, *others))]),
    }


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.one_of(straight(), straight(), st.lists(st.tuples(st.integers(0, 12), steps()), max_size=8)),
    jurisdiction=st.sampled_from(["city", "city", "ministry", None]),
    strength=st.sampled_from(["duty", "duty", "advisory"]),
)
def test_no_form_names_an_outlet_that_may_not_be_named(
    models: CompiledModels,  # noqa: F811
    log: Log,  # noqa: F811
    acts: list[Any],
    strength: str,
    jurisdiction: str | None,
) -> None:
    history = play(log, acts, jurisdiction, strength)
    found = marts_of(models, given_tables(log, jurisdiction, strength, history.at))
    is_named = any(NAME in str(row) for row in found["rpt_named_matters"] if row["period_id"] == PERIOD)
    if not may_be_named(log, jurisdiction, strength, local_day(history.at)):
        assert not is_named
    said = forms(found)
    assert NAME not in said["names"]
    assert NAME not in said["mail"], "the mail's body gives figures alone"
    assert {form for form in said if NAME in said[form]} == (NAMING_FORMS if is_named else set())

"""Lists what the chain produced once it is done: findings, documents, mail, the published copy, the interface."""

from include.errors import PressError
from include.local_stack.environment import ADMINISTRATOR, REVIEWER
from include.local_stack.stack import Stack

FINDINGS = {
    "Followed": (
        "select count(*) || ' outlets, ' || (select count(*) from fct_articles) || ' articles' from dim_outlets"
    ),
    "Judged": (
        "select count(*) || ' verdicts: ' || count(*) filter (where status = 'met') || ' met, '"
        " || count(*) filter (where status = 'not_met') || ' not met, '"
        " || count(*) filter (where status = 'needs_review') || ' to be reviewed' from fct_verdicts"
    ),
    "Candidates": (
        "select count(*) filter (where strength = 'duty') || ' of duties, '"
        " || count(*) filter (where strength = 'advisory') || ' advisory; confirmed: '"
        " || count(*) filter (where state = 'confirmed') from fct_findings"
    ),
    "Matters": (
        "select count(*) || ': ' || count(*) filter (where state in ('waiting', 'claimed')) || ' wait, '"
        " || count(*) filter (where is_open and state not in ('waiting', 'claimed')) || ' in procedure, '"
        " || count(*) filter (where not is_open) || ' closed; outlets that may be named: '"
        " || count(distinct outlet_id) filter (where is_nameable) from fct_matters"
    ),
    "Not observed": (
        "select count(*) || ' verdicts of ' || count(distinct outlet_id) || ' outlets; not counted against any outlet'"
        " from fct_verdicts where status = 'not_observed'"
    ),
    "Quarantined": "select count(*) || ' records, each with its reason' from fct_quarantine",
}
EXAMPLE = '.venv/bin/press warehouse query "select status, count(*) from fct_verdicts group by 1"'


def summary_lines(stack: Stack) -> list[str]:
    """Return the lines that the demonstration prints last."""
    papers = sorted((stack.home / "reports").rglob("*.docx")) + sorted((stack.home / "reports").rglob("*.pdf"))
    mails = sorted((stack.home / "mailbox").rglob("*.eml"))
    return [
        "",
        *(f"{title + ':':<14}{_ask(sql)}" for title, sql in FINDINGS.items()),
        "",
        *(f"{'Report:':<14}{paper}" for paper in papers),
        f"{'Mailbox:':<14}{stack.home / 'mailbox'} ({len(mails)} mails)",
        f"{'Warehouse:':<14}{stack.home / 'published'}, read-only; for example",
        f"{'':<14}{EXAMPLE}",
        f"{'Review desk:':<14}{stack.ports.interface}/review-desk/  user {REVIEWER}  "
        f"password {stack.session(REVIEWER).password()}",
        f"{'Interface:':<14}{stack.ports.interface}  user {ADMINISTRATOR}  password {stack.administrator.password()}",
        "",
    ]


def _ask(sql: str) -> str:
    """Return the single value of a query on the published copy as text, or why there is none."""
    from include.warehouse.published import query

    try:
        return str(query(sql).iloc[0, 0])
    except PressError as error:
        return f"unknown: {error}"

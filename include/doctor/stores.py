"""Checks of the stores: the ledger, and the published copy of the warehouse."""

from include.doctor.finding import Finding


def check_ledger() -> Finding:
    """Verify the ledger, its outside time stamps, and compare it with every mark that the installation keeps of it."""
    from include.custody.timestamps import verify_stamps
    from include.ledger.verification import verify

    verified = verify()
    stamp = verify_stamps(verified.hashes) if verified.is_unbroken and verified.count else None
    stamped = f", stamped outside up to entry {stamp.count}" if stamp else ""
    found = verified.problem or f"{verified.count} entries, as {verified.compared} files know them{stamped}"
    return Finding(verified.is_unbroken, found, "Follow docs/restoring_the_ledger.md; press decisions verify.")


def check_published() -> Finding:
    """Ask the published copy a question."""
    from include.warehouse.published import rows

    [known] = rows("select max(verdict_date) as newest, count(*) as verdicts from fct_verdicts")
    found = f"{known['verdicts']} verdicts, the newest of {known['newest']}"
    return Finding(bool(known["verdicts"]), found, "Run the DAG build_warehouse.")

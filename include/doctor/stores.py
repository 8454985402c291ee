"""Checks of the stores: the ledger, and the published copy of the warehouse."""

from datetime import UTC, datetime

from include.doctor.finding import Finding
from include.settings import settings


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
    """Query the published copy."""
    from include.warehouse.published import rows

    [known] = rows("select max(verdict_date) as newest, count(*) as verdicts from fct_verdicts")
    found = f"{known['verdicts']} verdicts, the newest of {known['newest']}"
    return Finding(bool(known["verdicts"]), found, "Run the DAG build_warehouse.")


def check_rules() -> Finding:
    """Check that no change of rules or readers waits for a second person; the next build would refuse it."""
    from include.pages.version import EXTRACTOR_VERSION
    from include.warehouse import projects, published
    from include.warehouse.judged_by import HINT, HINT_READERS, are_readers_agreed, is_agreed, project_in_force

    noted = project_in_force() or (str(published.manifest().get("law", "")) if published.is_there() else "")
    in_use = projects.project_hash()
    same = "as the last build judged by" if noted == in_use else "another one than the last build judged by"
    found = f"dbt project {in_use[:16]}, {same if noted else 'before the first build'}"
    found += f"; readers of version {EXTRACTOR_VERSION}"
    if not are_readers_agreed(EXTRACTOR_VERSION):
        return Finding(False, f"{found}, to which no second person agreed", HINT_READERS)
    return Finding(is_agreed(noted, in_use), found, HINT)


def check_backups(now: datetime | None = None) -> Finding:
    """Check the age of the newest backup at an instant, by default the present one."""
    from include.custody.backup.create import newest_backup

    if settings().backups is None:
        hint = "Set PRESS_BACKUPS to a folder on another disk; the DAG keep_backups then makes one every night."
        return Finding(False, "no backups are made: a disk that fails takes archive and ledger with it", hint)
    newest = newest_backup()
    if newest is None:
        return Finding(False, f"{settings().backups} holds no backup", "Run press backup create.")
    days = (
        (now or datetime.now(UTC)) - datetime.fromisoformat(newest.made_at).astimezone(UTC)
    ).total_seconds() / 86_400
    found = f"the newest backup is {days:.1f} days old"
    return Finding(days <= settings().backup_age_days, found, "Find out why the DAG keep_backups did not run.")

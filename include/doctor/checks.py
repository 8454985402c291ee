"""Every check of the installation by the name that is printed, in the order in which they run."""

from include.doctor.finding import Check
from include.doctor.inputs import check_profiles, check_registers
from include.doctor.installation import check_home, check_people, check_python, check_secrets
from include.doctor.operations import check_airflow, check_alerts, check_clock, check_growth, check_landing
from include.doctor.services import check_mail
from include.doctor.stores import check_backups, check_ledger, check_published, check_rules

CHECKS: dict[str, Check] = {
    "python": check_python,
    "home": check_home,
    "profiles": check_profiles,
    "registers": check_registers,
    "ledger": check_ledger,
    "published copy": check_published,
    "rules": check_rules,
    "backups": check_backups,
    "mail": check_mail,
    "secrets": check_secrets,
    "people": check_people,
    "clock": check_clock,
    "growth": check_growth,
    "landing": check_landing,
    "alerts": check_alerts,
    "airflow": check_airflow,
}

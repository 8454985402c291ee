"""Every reason for which a record is quarantined is produced by a test, and resolved by one."""

from include.quarantine.reasons import QuarantineReason
from tests.include.registers.test_reasons_resolved import WHOLE, WRONG
from tests.include.validation.test_gate import BAD


def test_every_reason_is_produced_and_resolved() -> None:
    assert {*BAD, *WRONG, *WHOLE} == set(QuarantineReason)

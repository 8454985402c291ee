"""The reasons for which records are quarantined."""

from include.quarantine.reasons import HINTS, RELEASABLE, QuarantineReason


def test_every_reason_says_what_to_do() -> None:
    assert set(HINTS) == set(QuarantineReason)
    assert all(hint.endswith(".") for hint in HINTS.values())


def test_a_reason_is_named_like_its_value() -> None:
    assert all(reason.name.lower() == reason.value for reason in QuarantineReason)


def test_what_guards_the_mission_is_never_released() -> None:
    guarded = {QuarantineReason.INDIVIDUAL_REFUSED, QuarantineReason.PERSON_NAMED, QuarantineReason.PRIVATE_ADDRESS}
    assert not guarded & RELEASABLE


def test_only_what_can_be_released_has_a_hint_to_release_it() -> None:
    named = {reason for reason, hint in HINTS.items() if "elease" in hint}
    assert named <= RELEASABLE

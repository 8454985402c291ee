"""The kinds of entry are a contract with what is already written."""

from include.ledger.kinds import EntryKind


def test_no_kind_was_renamed_or_removed() -> None:
    assert {kind.value for kind in EntryKind} >= {
        "approval", "delivery_claimed", "delivery_sent", "quarantine_action", "decision", "reply", "switch",
        "withdrawal", "outage_acknowledged",
    }  # fmt: skip

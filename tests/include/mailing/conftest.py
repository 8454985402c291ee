"""The register of recipients and the mail server that the tests of reports have."""

from tests.include.reporting.conftest import approvers, mailbox, register

__all__ = ["approvers", "mailbox", "register"]

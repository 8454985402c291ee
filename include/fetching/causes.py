"""Why something that should have been seen was not: one member per cause.

Landed days keep the value, so a member that is renamed goes on being read by its former value (``_FORMER_VALUES``).
"""

from enum import StrEnum


class HarvestCause(StrEnum):
    """Cause of a harvest whose outcome is not ``landed``.

    What lies with us (a limit, the guard, never asked, a bug) is kept apart from what lies with the outlet's server.
    """

    # The outlet's server
    NAME_UNRESOLVED = "name_unresolved"
    CONNECTION_FAILED = "connection_failed"
    TLS_INVALID = "tls_invalid"
    SERVER_ERROR = "server_error"
    RATE_LIMITED = "rate_limited"
    NOT_FOUND = "not_found"
    GONE = "gone"
    REFUSED = "refused"
    UNEXPECTED_STATUS = "unexpected_status"
    TRUNCATED = "truncated"
    MALFORMED = "malformed"
    FALSE_NOT_MODIFIED = "false_not_modified"
    REDIRECT_LOOP = "redirect_loop"
    MOVED = "moved"
    REPLACED = "replaced"
    NOT_THAT_DAY = "not_that_day"
    LISTING_UNREADABLE = "listing_unreadable"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    ROBOTS_FORBIDS = "robots_forbids"
    # Ours: limits, the guard, what was never asked, bugs
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    HEADER_FLOOD = "header_flood"
    ADDRESS_REFUSED = "address_refused"
    SCHEME_REFUSED = "scheme_refused"
    HOST_NOT_SERVED = "host_not_served"
    HOST_GIVEN_UP = "host_given_up"
    NEVER_ASKED = "never_asked"
    LIMIT_REACHED = "limit_reached"
    LEFT_OVER = "left_over"
    ARCHIVE_DAMAGED = "archive_damaged"
    WITHDRAWN = "withdrawn"
    READING_FAILED = "reading_failed"
    # No failure
    ALREADY_CAPTURED = "already_captured"
    SAME_ADDRESS = "same_address"
    OFF_DOMAIN = "off_domain"
    NO_ADDRESS = "no_address"
    NOT_AN_ARTICLE = "not_an_article"
    UNDATED = "undated"
    OTHER_DAYS = "other_days"
    DATED_EARLIER = "dated_earlier"

    @classmethod
    def _missing_(cls, value: object) -> "HarvestCause | None":
        """Return the member that once had another value."""
        return _FORMER_VALUES.get(value)

    @property
    def outcome(self) -> str:
        """The outcome of an article with this cause: duplicate, unchanged, discarded or failed."""
        return _OUTCOMES.get(self, "failed")

    @property
    def is_ours(self) -> bool:
        """Whether the failure lies with us instead of the outlet's server."""
        return self in _OURS

    @property
    def is_temporary(self) -> bool:
        """Whether asking again later may succeed without anyone fixing anything."""
        return self in _TEMPORARY


# The staging model of harvests (stg_ingestion__harvests) replaces the same values for the warehouse.
_FORMER_VALUES: dict[object, HarvestCause] = {"held_earlier": HarvestCause.ALREADY_CAPTURED}
_OUTCOMES = {
    HarvestCause.SAME_ADDRESS: "duplicate",
    HarvestCause.ALREADY_CAPTURED: "unchanged",
    HarvestCause.ROBOTS_FORBIDS: "discarded",
    HarvestCause.OFF_DOMAIN: "discarded",
    HarvestCause.NO_ADDRESS: "discarded",
    HarvestCause.NOT_AN_ARTICLE: "discarded",
    HarvestCause.UNDATED: "discarded",
    HarvestCause.OTHER_DAYS: "discarded",
}
_OURS = {
    HarvestCause.TOO_LARGE, HarvestCause.TOO_SLOW, HarvestCause.HEADER_FLOOD, HarvestCause.ADDRESS_REFUSED,
    HarvestCause.SCHEME_REFUSED, HarvestCause.HOST_NOT_SERVED, HarvestCause.HOST_GIVEN_UP, HarvestCause.NEVER_ASKED,
    HarvestCause.LIMIT_REACHED, HarvestCause.LEFT_OVER, HarvestCause.ARCHIVE_DAMAGED, HarvestCause.WITHDRAWN,
    HarvestCause.READING_FAILED,
}  # fmt: skip
_TEMPORARY = {
    HarvestCause.NAME_UNRESOLVED, HarvestCause.CONNECTION_FAILED, HarvestCause.SERVER_ERROR, HarvestCause.RATE_LIMITED,
    HarvestCause.TRUNCATED, HarvestCause.MALFORMED, HarvestCause.FALSE_NOT_MODIFIED, HarvestCause.ROBOTS_UNREACHABLE,
    HarvestCause.TOO_SLOW, HarvestCause.HOST_GIVEN_UP, HarvestCause.LIMIT_REACHED,
}  # fmt: skip

"""An answer gives its headers whatever their case."""

from datetime import UTC, datetime

from include.fetching.answer import Answer


def test_headers_are_found_whatever_their_case() -> None:
    at = datetime(2026, 10, 16, tzinfo=UTC)
    answer = Answer("u", "u", 200, "OK", (("ETag", "1"), ("etag", "2")), b"", b"", at)
    assert (answer.header("etag"), answer.header("vary")) == ("1", "")

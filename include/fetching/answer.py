"""What a server said, ready to be archived."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole answer: the body as received and without its content coding.

    ``answer_milliseconds`` is how long the first byte took, from the request on.
    """

    url: str
    final_url: str
    http_status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    received: bytes
    body: bytes
    fetched_at: datetime
    answer_milliseconds: int | None = None

    def header(self, name: str) -> str:
        """Return the first header of that name, or nothing."""
        return next((value for key, value in self.headers if key.lower() == name), "")

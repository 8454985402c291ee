"""Subject and sender arrive with every letter and every space."""

from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import compat32, default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.mailing.policy import MAIL
from include.text import clean

WORDS = st.lists(
    st.sampled_from(
        ["không", "đến", "được", "nơi", "nhận", "Thư", "báo", "cáo", "[Vận", "hành]", "Sở", "2026", "–", "A"]
    ),
    min_size=1,
)


def arrived(subject: str, sender: str = "x") -> EmailMessage:
    """Return a message as its receiver parses it."""
    message = EmailMessage(policy=MAIL)
    message["Subject"], message["From"] = subject, Address(sender, addr_spec="bao-cao@example.org")
    message.set_content("x")
    body = bytes(message)
    assert all(len(line) <= 78 for line in body.split(b"\r\n"))
    return BytesParser(policy=default).parsebytes(body)


@given(WORDS, WORDS)
def test_no_space_is_lost_between_two_lines(subject: list[str], sender: list[str]) -> None:
    message = arrived(" ".join(subject)[:200].strip(), " ".join(sender)[:60].strip())
    assert message["Subject"] == " ".join(subject)[:200].strip()
    raw = BytesParser(policy=compat32).parsebytes(message.as_bytes(policy=MAIL))["From"]
    shown = str(make_header(decode_header(raw)))  # as RFC 2047 says, which the newer parser does not for a sender
    assert shown.rpartition("<")[0].strip().strip('"') == " ".join(sender)[:60].strip()


@pytest.mark.parametrize("department", ["Sở Văn hóa và Thể thao", "Sở Thông tin và Truyền thông"])
def test_a_departments_name_is_one_word_of_the_sender(department: str) -> None:
    assert arrived("ă", department)["From"].addresses[0].display_name == department


@given(st.text(max_size=120).map(lambda text: " ".join(clean(text).split())))
def test_whatever_the_letters_are_they_arrive(subject: str) -> None:
    assert " ".join(str(arrived(f"ă {subject}")["Subject"]).split()) == " ".join(f"ă {subject}".split())


@pytest.mark.parametrize("subject", ["[Vận hành] Thư báo cáo không đến được nơi nhận", "Weekly report", "ă"])
def test_what_once_grew_together_stays_apart(subject: str) -> None:
    assert arrived(subject)["Subject"] == subject

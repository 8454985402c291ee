"""``press self-check`` says what the reader sees, in Vietnamese, and never whether a duty is met; it keeps nothing."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from include.cli.self_check import app
from include.errors import DeclarationError, FetchError
from include.ingestion import own_page
from include.pages.markup import begins_as_html
from include.pages.page import open_page

HOME = "<html><body><footer><p>Giấy phép số 12/GP-TTĐT cấp ngày 01/02/2021</p></footer></body></html>"
SITE = "http://a.example.vn"
OTHERS = {
    "an empty file": b"",
    "blanks": b" \r\n\t\xef\xbb\xbf ",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR<p>chu thich</p>",
    "a document": "%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>".encode("cp1252"),
    "plain text": "Giấy phép số 12/GP-TTĐT <p>".encode(),
    "data": b'{"html": "<p>x</p>"}',
    "a feed": b'<?xml version="1.0"?><rss version="2.0"><channel><description>&lt;p&gt;</description></channel></rss>',
    "a drawing": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>',
    "a comment without an end": b"<!--" * 50_000,
}
VERDICTS = ("đáp ứng", "vi phạm", "đạt", "not_met", "kết luận")


@pytest.fixture
def page(home: Path) -> Path:
    """Write a home page into a folder of its own."""
    folder = home / "outside"
    folder.mkdir()
    (folder / "home.html").write_text(HOME, encoding="utf-8")
    return folder / "home.html"


def test_it_says_what_was_seen_and_where_in_vietnamese(page: Path) -> None:
    answer = CliRunner().invoke(app, [str(page), "--url", "https://khac.vn/"])
    assert answer.exit_code == 0, answer.output
    assert "số giấy phép: có, “12/GP-TTĐT”" in answer.stdout
    assert "ngày cấp giấy phép: có, “01/02/2021”" in answer.stdout
    assert "điện thoại liên hệ: không thấy" in answer.stdout


def test_it_gives_no_verdict_and_no_code(page: Path) -> None:
    said = CliRunner().invoke(app, [str(page)]).stdout
    assert not [word for word in VERDICTS if word in said.partition("\n")[2]]
    assert "licence_number" not in said


def test_an_article_is_read_as_one(page: Path) -> None:
    page.write_text(
        "<article><h1>Tin</h1><p>" + "Nội dung bài viết dài. " * 40 + "</p><p>Theo Báo Mẫu</p></article>", "utf-8"
    )
    answer = CliRunner().invoke(app, [str(page), "--article", "--url", "https://khac.vn/a"])
    assert answer.exit_code == 0, answer.output
    assert "tên cơ quan báo chí nguồn" in answer.stdout


def test_nothing_is_kept(page: Path, home: Path) -> None:
    before = sorted(home.rglob("*"))
    CliRunner().invoke(app, [str(page)])
    assert sorted(home.rglob("*")) == before


@pytest.fixture
def licensed(open_fetcher: Any, server: Any, hostile: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the register hold the server's host as an aggregator's, and answer a home page there; return the server."""
    row = {"domains": "a.example.vn", "kind": "aggregator"}
    monkeypatch.setattr(own_page, "licensed", lambda day: [row])
    monkeypatch.setattr(own_page, "open_site", lambda url: open_fetcher())
    server.on("/", hostile.reply(HOME.encode()))
    server.row = row
    return server


def kept(home: Path) -> list[Path]:
    """Return every file below an installation, but for the hosts' locks, which hold an instant alone."""
    return sorted(path for path in home.rglob("*") if "politeness" not in path.parts)


def archived() -> bytes:
    """Return an archive that holds a page, uncompressed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("home.html", HOME)
    return held.getvalue()


@pytest.mark.parametrize("body", [*OTHERS.values(), archived()], ids=[*OTHERS, "an archive"])
@pytest.mark.parametrize("options", [[], ["--article"]], ids=["home page", "article"])
def test_what_is_no_page_is_said_to_be_none_in_one_sentence(page: Path, body: bytes, options: list[str]) -> None:
    page.write_bytes(body)
    answer = CliRunner().invoke(app, [str(page), *options])
    assert answer.exit_code != 0
    assert answer.stdout == ""
    assert isinstance(answer.exception, DeclarationError)
    assert str(answer.exception).startswith(f"{page} is no HTML page. Fix: ")


@given(st.binary(max_size=200))
def test_random_bytes_are_a_page_only_where_they_begin_with_an_element(body: bytes) -> None:
    assert not begins_as_html(open_page(body, "")) or b"<" in body


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE html><x-app>",
        "\ufeff<!doctype HTML PUBLIC 'x'>",
        "<?xml version='1.0'?>\n<!-- a --><html>",
        "<P>",
        "<main>",
    ],
)
def test_what_begins_as_pages_do_is_one(start: str) -> None:
    assert begins_as_html(open_page(start.encode(), ""))


@pytest.mark.parametrize("path", ["", "missing.html", "a\x00b"])
def test_what_cannot_be_read_is_said(page: Path, path: str) -> None:
    answer = CliRunner().invoke(app, [str(page.parent / path) if path else str(page.parent)])
    assert isinstance(answer.exception, DeclarationError)
    assert "cannot be read" in str(answer.exception)


def test_an_address_of_a_licensed_outlet_is_asked_for_once_and_nothing_of_it_is_kept(licensed: Any, home: Path) -> None:
    before = kept(home)
    answer = CliRunner().invoke(app, [f"{SITE}/"])
    assert answer.exit_code == 0, answer.output
    assert "số giấy phép: có, “12/GP-TTĐT”" in answer.stdout
    assert dict(licensed.asked) == {"/robots.txt": 1, "/": 1}
    assert kept(home) == before


@pytest.mark.parametrize(
    "url",
    ["http://b.example.vn/", "http://a.example.vn.b.vn/", "http://127.0.0.1/", "http://x@a.example.vn/", "http:///"],
)
def test_an_address_on_no_host_of_the_register_is_not_asked_for(licensed: Any, url: str) -> None:
    answer = CliRunner().invoke(app, [url])
    assert isinstance(answer.exception, DeclarationError)
    assert "no host of the licence register" in str(answer.exception)
    assert not licensed.asked


def test_a_page_that_robots_txt_forbids_is_not_asked_for(licensed: Any, hostile: Any) -> None:
    licensed.on("/robots.txt", hostile.reply(b"User-agent: *\nDisallow: /"))
    answer = CliRunner().invoke(app, [f"{SITE}/"])
    assert isinstance(answer.exception, FetchError)
    assert licensed.asked["/"] == 0


def test_a_redirect_to_a_host_that_the_register_does_not_hold_is_not_followed(licensed: Any, hostile: Any) -> None:
    licensed.on("/", hostile.reply(status="302 Found", headers=["Location: http://b.example.vn/"]))
    answer = CliRunner().invoke(app, [f"{SITE}/"])
    assert isinstance(answer.exception, FetchError)


def test_a_page_of_a_social_networks_members_is_never_asked_for(licensed: Any) -> None:
    licensed.row["kind"] = "social_network"
    answer = CliRunner().invoke(app, [f"{SITE}/nguoi-dung/1"])
    assert isinstance(answer.exception, DeclarationError)
    assert "members" in str(answer.exception)
    assert not licensed.asked
    assert CliRunner().invoke(app, [f"{SITE}/"]).exit_code == 0

"""``press self-check`` says what the reader sees, in Vietnamese, and never whether a duty is met; it keeps nothing."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from include.cli.self_check import app

HOME = "<html><body><footer><p>Giấy phép số 12/GP-TTĐT cấp ngày 01/02/2021</p></footer></body></html>"
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

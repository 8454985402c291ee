"""Digests of images are looked up by Docker, and where it is not there nothing is made up."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from include.cli.__main__ import build_app
from include.doctor import images
from include.doctor.images import pinned_images
from include.errors import SettingError, TransientError

DIGEST = "sha256:" + "0123456789abcdef" * 4


@pytest.fixture
def named(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name an image in a file of settings, and leave nothing on the path but what a test puts there."""
    monkeypatch.setattr(images, "ENVIRONMENT_FILE", home / ".env")
    (home / ".env").write_text("POSTGRES_IMAGE=registry.example/postgres:18\nPRESS_IS_SCHEDULED=true\n", "utf-8")
    (home / "bin").mkdir()
    monkeypatch.setenv("PATH", str(home / "bin"))
    return home


def docker(home: Path, script: str) -> None:
    """Put a program of that name on the path."""
    (home / "bin" / "docker").write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (home / "bin" / "docker").chmod(0o755)


def test_without_docker_it_is_refused_in_a_sentence(named: Path) -> None:
    with pytest.raises(SettingError, match="Docker is not installed here"):
        pinned_images()


def test_each_image_is_printed_as_a_line_with_its_digest(named: Path) -> None:
    docker(named, f'test "$4" = registry.example/postgres:18 && echo {DIGEST}')
    ended = CliRunner().invoke(build_app(), ["doctor", "--images"])
    assert ended.stdout == f"POSTGRES_IMAGE=registry.example/postgres:18@{DIGEST}\n"


def test_an_image_that_has_a_digest_is_looked_up_anew(named: Path) -> None:
    (named / ".env").write_text(f"A_IMAGE=a:1@sha256:{'f' * 64}\n", "utf-8")
    docker(named, f"echo {DIGEST}")
    assert pinned_images() == [{"variable": "A_IMAGE", "pinned": f"a:1@{DIGEST}"}]


@pytest.mark.parametrize("script", ["echo unknown >&2; exit 1", "echo latest", "true"])
def test_what_is_no_digest_pins_nothing(named: Path, script: str) -> None:
    docker(named, script)
    with pytest.raises(TransientError):
        pinned_images()


@pytest.mark.parametrize("reference", ["--help", "", "a b", "$(x)"])
def test_a_reference_that_is_none_is_asked_of_nobody(named: Path, reference: str) -> None:
    (named / ".env").write_text(f"A_IMAGE='{reference}'\n", "utf-8")
    docker(named, f"echo {DIGEST}")
    with pytest.raises(SettingError, match="A_IMAGE is no reference"):
        pinned_images()


def test_where_no_image_is_named_it_says_so(named: Path) -> None:
    (named / ".env").write_text("", "utf-8")
    with pytest.raises(SettingError, match="names no image"):
        pinned_images()

"""Looks up the digests of the container images that the installation names, on a machine that reaches their registries.

None is written by hand: a digest that nobody looked up pins nothing.
"""

import re
import subprocess

from include.errors import SettingError, TransientError
from include.settings import ENVIRONMENT_FILE
from include.variables import read_variables

SUFFIX = "_IMAGE"
LONGEST_SECONDS = 120
_REFERENCE = re.compile(r"[a-z0-9][a-zA-Z0-9._/:-]*")  # nothing that a program takes for an option
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def pinned_images() -> list[dict[str, str]]:
    """Return, for each variable of ``.env`` that names an image, the same reference with its digest.

    Raises:
        SettingError: Docker is not here, no image is named, or a reference is none.
        TransientError: A registry does not answer.
    """
    named = {name: text for name, text in sorted(read_variables(ENVIRONMENT_FILE).items()) if name.endswith(SUFFIX)}
    if not named:
        raise SettingError(
            f"{ENVIRONMENT_FILE} names no image.",
            hint="Write POSTGRES_IMAGE=… as docs/production.md says.",
        )
    return [{"variable": name, "pinned": _pinned(name, text.partition("@")[0])} for name, text in named.items()]


def _pinned(variable: str, reference: str) -> str:
    """Return a reference with the digest that its registry gives now."""
    if not _REFERENCE.fullmatch(reference):
        raise SettingError(f"{variable} is no reference of an image.", hint="Write NAME:TAG.")
    command = ["docker", "buildx", "imagetools", "inspect", reference, "--format", "{{.Manifest.Digest}}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False)
    except FileNotFoundError as error:
        raise SettingError(
            "Docker is not installed here, so no digest can be looked up.",
            hint="Run press doctor --images on a machine with Docker and a network, and copy its lines into .env.",
        ) from error
    except subprocess.TimeoutExpired as error:
        raise TransientError(f"The registry of {reference} does not answer.", hint="Run it again.") from error
    digest = done.stdout.strip()
    if done.returncode or not _DIGEST.fullmatch(digest):
        said = (done.stderr.strip().splitlines() or ["no digest"])[0]
        raise TransientError(f"{reference}: {said}", hint="Check the name and that this machine reaches its registry.")
    return f"{reference}@{digest}"

"""Checks of what the installation collects from: profiles of outlets, and registers of the department."""

from include.doctor.finding import Finding
from include.outlets.registry import followed, profiles
from include.registers.files import lies_in
from include.settings import settings

SUFFIXES = (".xlsx", ".csv")


def check_profiles() -> Finding:
    """Read every profile, and count the outlets that are followed."""
    found = f"{len(followed())} of {len(profiles())} outlets are followed"
    return Finding(bool(followed()), found, "Set is_followed: true.")


def check_registers() -> Finding:
    """Count the spreadsheets in the department's folder."""
    folder = settings().registers
    files = [path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and lies_in(folder, path)]
    hint = "Drop the registers there; press registers template NAME writes a blank one."
    return Finding(bool(files), f"{folder}: {len(files)} files", hint)

"""Reads the profile of one outlet: its names, the addresses where it publishes, the layouts of its pages."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from include.addresses import USUAL_PORTS, AddressError, read_address
from include.errors import ProfileError

Kind = Literal["newspaper", "magazine", "aggregator", "social_network", "portal"]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]


class Layout(BaseModel):
    """How the outlet's article pages are read from a day on: CSS selectors, each optional.

    A layout change adds a layout; earlier ones stay, so that old captures remain readable.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    valid_from: date
    title: str = ""
    summary: str = ""
    text: str = ""
    published: str = ""
    section: str = ""
    credit: str = ""
    byline: str = ""
    drop: tuple[str, ...] = ()


class Domain(BaseModel):
    """A domain of an outlet; half-open dates where the outlet began or stopped using it while it was followed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, StringConstraints(min_length=1)]
    effective_from: date | None = None
    effective_to: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_name(cls, declared: object) -> object:
        """Accept a bare name as a domain without dates; refuse the keys of an earlier convention by name."""
        if isinstance(declared, dict) and {"valid_from", "valid_to"} & set(declared):
            raise ValueError("write effective_from, and effective_to with the day after the last one")
        return {"name": declared} if isinstance(declared, str) else declared

    @model_validator(mode="after")
    def _check(self) -> Self:
        """Refuse an interval that is empty."""
        if self.effective_from and self.effective_to and self.effective_to <= self.effective_from:
            raise ValueError(f"{self.name}: effective_to is not after effective_from")
        return self


class Profile(BaseModel):
    """One outlet, as declared in ``<outlet_id>.yml``; unknown keys are refused.

    ``allow_loopback`` lets the collector reach an outlet served on this computer, by the addresses in the hosts file.
    ``has_time_gate`` says that the outlet answers past days by RFC 7089 at the page's own address.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    outlet_id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    name: str
    kind: Kind
    licensing_authority: Literal["city", "ministry"]
    licence_number: str = ""
    domains: tuple[Domain, ...] = Field(min_length=1)
    credit_names: tuple[str, ...] = ()
    home_page: Address
    policy_pages: tuple[Address, ...] = ()
    feeds: tuple[Address, ...] = ()
    sitemaps: tuple[Address, ...] = ()
    list_pages: tuple[Address, ...] = ()
    list_page_links: str = ""
    crawl_delay_seconds: float | None = Field(default=None, ge=0)
    layouts: tuple[Layout, ...] = ()
    legacy_charset: str = ""
    allow_loopback: bool = False
    has_time_gate: bool = False
    is_verified: bool = False
    is_followed: bool = True
    note: str = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        """Refuse what no outlet may declare."""
        listed = [*self.feeds, *self.sitemaps, *self.list_pages]
        twice = sorted({address for address in listed if listed.count(address) > 1})
        if twice:
            raise ValueError(f"listed twice: {', '.join(twice)}")
        if self.kind == "social_network" and listed:
            raise ValueError("of social networks only home and policy pages are fetched, never members' posts")
        if len(self.domain_names()) > len(set(self.domain_names())):
            raise ValueError("a domain is declared twice")
        days = [layout.valid_from for layout in self.layouts]
        if days != sorted(set(days)):
            raise ValueError("layouts must be ordered by valid_from, one a day")
        strangers = [a for a in (self.home_page, *self.policy_pages, *listed) if not self.owns(a)]
        if strangers:
            raise ValueError(f"not on the outlet's domains: {', '.join(strangers)}")
        return self

    def domain_names(self) -> tuple[str, ...]:
        """Return the outlet's domains, those of other days included."""
        return tuple(domain.name for domain in self.domains)

    def owns(self, address: str) -> bool:
        """Return whether an address lies on or below one of the outlet's domains, at a usual port or a declared one."""
        try:
            found = read_address(address)
        except AddressError:
            return False
        return found.port in self._ports() and any(map(found.lies_on, self.domain_names()))

    def _ports(self) -> frozenset[int]:
        """Return the ports that may be requested at the outlet: the usual two, and those in its own addresses."""
        named = (self.home_page, *self.policy_pages, *self.feeds, *self.sitemaps, *self.list_pages)
        with suppress(AddressError):
            return USUAL_PORTS | {read_address(address).port for address in named}
        return USUAL_PORTS

    def layout_on(self, day: date) -> Layout | None:
        """Return the layout in use on a day, or None when none was declared yet."""
        in_use = [layout for layout in self.layouts if layout.valid_from <= day]
        return in_use[-1] if in_use else None


def read_profile(path: Path) -> Profile:
    """Read one profile.

    Raises:
        ProfileError: It is no YAML, a key is unknown or wrong, the id is not the file's stem, or it is no file.
    """
    if not path.is_file():  # a pipe would keep every process waiting
        raise ProfileError(f"{path} is no file.", hint="Remove it, or put the profile in its place.")
    try:
        profile = Profile.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path}: {error}", hint="Correct the profile; docs/glossary.md names its keys.") from error
    if profile.outlet_id != path.stem:
        raise ProfileError(f"{path}: outlet_id is {profile.outlet_id}.", hint="Give file and outlet_id one name.")
    return profile

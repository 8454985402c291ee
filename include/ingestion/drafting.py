"""Drafts profiles from the licence register, and says of each what an engineer still has to do by hand.

A draft is not used for collecting: it stays in a folder of drafts until a person has reviewed and moved it. Only
domains that the register licenses are asked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from include.atomic import replace_text
from include.errors import BUGS, DeclarationError, FetchError, ReadingError
from include.fetching.fetch import Fetcher
from include.ingestion.first_reading import read_outlet
from include.ingestion.probing import discover_feeds
from include.landing import store
from include.outlets.profile import Profile

REGISTER = "licences"
_FEEDS_LIMIT = 5  # of one kind: whoever lists a feed a section has one for all as well
_NOTE = "Drafted from the licence register; nobody has read it yet. Check it, then move it to the profiles."
_DEFAULTS: Mapping[str, Any] = {"is_verified": False, "is_followed": False, "note": _NOTE}


@dataclass(frozen=True)
class Draft:
    """A profile as the register gives it, and what was found when the outlet was asked.

    Attributes:
        outlet_id: Outlet.
        profile: The draft; None where the register's row gives no valid profile.
        state: ``read`` (the home page was), ``unreachable``, ``invalid`` or ``drafted`` (it was not asked).
        unread: Fields of the home page that are not read: unread lines, scripts, images, no masthead found.
        articles_read: How many of its newest articles have title, text and date.
        hint: What to do next.
    """

    outlet_id: str
    profile: Profile | None
    state: str
    unread: tuple[str, ...] = ()
    articles_read: int = 0
    hint: str = ""

    def row(self) -> dict[str, Any]:
        """Return what the queue shows of it."""
        found = self.profile
        listings = len(found.feeds) + len(found.sitemaps) + len(found.list_pages) if found else 0
        return {
            "outlet_id": self.outlet_id, "state": self.state, "unread_fields": len(self.unread),
            "articles_read": self.articles_read, "listings": listings, "unread": ", ".join(self.unread),
            "hint": self.hint,
        }  # fmt: skip


def licensed(day: date) -> list[dict[str, Any]]:
    """Return the licences of outlets that are open on a day, as the register last stood.

    Raises:
        DeclarationError: No licence register has been loaded.
    """
    landed = store.days(REGISTER)
    if not landed:
        raise DeclarationError(
            "No licence register has been loaded.", hint="Deliver licences.xlsx and run the DAG load_registers."
        )
    rows: list[dict[str, Any]] = store.read(REGISTER, [landed[-1]]).to_pylist()
    return [row for row in rows if row["closed_on"] is None or row["closed_on"] > day]


def draft_profiles(rows: Sequence[Mapping[str, Any]], known: Mapping[str, Profile]) -> list[Draft]:
    """Return a draft for each licensed outlet without a profile; of several licences the newest counts.

    Args:
        rows: Licences.
        known: The existing profiles: an outlet that has one is skipped, and so is a domain that one of them owns.
    """
    newest: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: row["issued_on"], reverse=True):
        if row["outlet_id"] not in known:
            newest.setdefault(row["outlet_id"], []).append(row)
    return [_draft(outlet_id, licences, known) for outlet_id, licences in sorted(newest.items())]


def _draft(outlet_id: str, licences: Sequence[Mapping[str, Any]], known: Mapping[str, Profile]) -> Draft:
    """Return the draft of one outlet."""
    first = licences[0]
    domains = list(dict.fromkeys(name for row in licences for name in row["domains"].casefold().split()))
    declared = {
        "outlet_id": outlet_id, "name": first["outlet_name"], "kind": first["kind"],
        "licensing_authority": first["licensing_authority"], "licence_number": first["licence_number"],
        "domains": domains, "credit_names": [first["outlet_name"]], "home_page": f"https://{domains[0]}/", **_DEFAULTS,
    }  # fmt: skip
    try:
        profile = Profile.model_validate(declared)
    except ValidationError as error:
        return Draft(outlet_id, None, "invalid", hint=f"Correct the register: {error.errors()[0]['msg']}")
    owners = [other.outlet_id for other in known.values() if other.owns(profile.home_page)]
    if owners:
        return Draft(
            outlet_id, None, "invalid", hint=f"{domains[0]} is in the profile {owners[0]}: use one id for both."
        )
    return Draft(outlet_id, profile, "drafted", hint="Ask the site: press outlets add --from-register.")


def try_draft(draft: Draft, open_site: Callable[[str], Fetcher]) -> Draft:
    """Ask the outlet of a draft: which feeds it has, and what would be observed of its home page and three articles.

    Args:
        draft: What the register gives.
        open_site: Gives a fetcher that asks the draft's own domain and no other.
    """
    if draft.profile is None:
        return draft
    fetcher = open_site(draft.profile.home_page)
    try:
        return _read(draft, _asked(draft.profile, fetcher), fetcher)
    except FetchError as error:
        return replace(draft, state="unreachable", hint=error.hint or f"{error.cause}: open it in a browser.")
    except (ReadingError, *BUGS) as error:  # a page that breaks our readers must not keep the other outlets waiting
        return replace(draft, state="unreachable", hint=f"Its pages break our readers ({error}): report it.")
    finally:
        fetcher.close()


def _read(draft: Draft, profile: Profile, fetcher: Fetcher) -> Draft:
    """Return a draft with what would be observed of its outlet."""
    rows = list(read_outlet(profile, fetcher))
    fields = [row for row in rows if row["field"].partition(" ")[0] not in ("page", "article")]
    if not fields:
        said = next((row["hint"] for row in rows if row["hint"]), None)
        return replace(draft, state="unreachable", hint=said or "The home page does not answer: open it in a browser.")
    unread = tuple(row["field"] for row in fields if not row["is_present"] and row["place"] != "seen")
    articles = [row for row in rows if row["field"] == "article"]
    read = sum(row["is_present"] for row in articles)
    hint = _next_step(profile, rows, unread, all_read=bool(articles) and read == len(articles))
    return replace(draft, profile=profile, state="read", unread=unread, articles_read=read, hint=hint)


def _asked(profile: Profile, fetcher: Fetcher) -> Profile:
    """Return a draft with the home page that answers, by TLS or without, and the listings of its site.

    Raises:
        FetchError: It answers neither way.
    """
    plain = profile.model_copy(update={"home_page": profile.home_page.replace("https://", "http://", 1)})
    try:
        return _with_listings(profile, _listings(profile, fetcher))
    except FetchError:
        return _with_listings(plain, _listings(plain, fetcher))


def _listings(profile: Profile, fetcher: Fetcher) -> list[dict[str, Any]]:
    """Return the feeds and sitemaps of a site; of a social network none is looked for, its home page is asked alone."""
    if profile.kind == "social_network":
        fetcher.get(profile.home_page)
        return []
    return list(discover_feeds(profile.home_page, fetcher))


def _with_listings(profile: Profile, found: Sequence[Mapping[str, Any]]) -> Profile:
    """Return a draft with the feeds and sitemaps that answer on its own domains, else with its home page as a list."""
    owned = [row for row in found if row["items"] and profile.owns(row["address"])]
    sitemaps = [row["address"] for row in owned if "sitemap" in row["kind"]][:_FEEDS_LIMIT]
    feeds = [row["address"] for row in owned if "sitemap" not in row["kind"]][:_FEEDS_LIMIT]
    is_list = not owned and profile.kind != "social_network"
    lists = (profile.home_page,) if is_list else ()
    return profile.model_copy(update={"feeds": tuple(feeds), "sitemaps": tuple(sitemaps), "list_pages": lists})


def _next_step(profile: Profile, rows: Sequence[Mapping[str, Any]], unread: Sequence[str], *, all_read: bool) -> str:
    """Return the hint on what must be fixed first before an outlet can be followed."""
    obstacle = next((row["hint"] for row in rows if row["field"] == "page" and row["hint"]), "")
    if obstacle:
        return str(obstacle)
    if profile.kind != "social_network" and not (profile.feeds or profile.sitemaps):
        return "No feed or sitemap was found: read what its home page links to, and declare list_pages."
    if profile.kind != "social_network" and not all_read:
        return "Articles are read only in part: press outlets learn URL…"
    return "Read the lines of the fields that are unread: press outlets check." if unread else "Check it and move it."


def queue(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """Return the drafts as rows, those first that need a person most: who cannot be reached, then by what is unread."""
    order = ("invalid", "unreachable", "read", "drafted")
    ranked = sorted(drafts, key=lambda d: (order.index(d.state), -len(d.unread), d.articles_read, d.outlet_id))
    return [draft.row() for draft in ranked]


def write_draft(draft: Draft, folder: Path) -> Path | None:
    """Write a draft as YAML into a folder, unless there is one: a person may have corrected it."""
    path = folder / f"{draft.outlet_id}.yml"
    if draft.profile is None or path.exists():
        return None
    replace_text(path, as_yaml(draft.profile))
    return path


def as_yaml(profile: Profile) -> str:
    """Return a profile as its file, keys in their order, without what is empty."""
    declared = profile.model_dump(mode="json", exclude_unset=True)
    declared |= {"domains": list(profile.domain_names()), "feeds": [*profile.feeds], "sitemaps": [*profile.sitemaps]}
    declared |= {"list_pages": [*profile.list_pages]}
    kept = {name: value for name, value in declared.items() if value not in ("", [], None)}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=120)


def drafted(folder: Path) -> Iterator[str]:
    """Yield the outlets that have a draft in a folder."""
    yield from (path.stem for path in sorted(folder.glob("*.yml")))

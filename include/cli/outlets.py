"""``press outlets``: lists the outlets, checks their addresses, proposes layouts, keeps canaries."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from include.cli.output import acting, say, show
from include.periods.days import LOCAL

app = typer.Typer(name="outlets", help="The outlets: profiles, addresses, layouts, outages.", no_args_is_help=True)


@app.callback()
def outlets() -> None:
    """The outlets: profiles, addresses, layouts, outages."""


@app.command("list")
def list_outlets(as_json: bool = typer.Option(False, "--json", help="One JSON object a line.")) -> None:
    """List the outlets that have a profile."""
    from include.outlets.registry import profiles

    rows = [
        {"outlet_id": p.outlet_id, "name": p.name, "kind": p.kind, "is_followed": p.is_followed}
        for p in profiles().values()
    ]
    show(rows, as_json=as_json)


@app.command("check")
def check(
    outlet_ids: Annotated[list[str] | None, typer.Argument(help="Outlets; default: all that have a profile.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Request each address of the outlets, and print what would be observed and what to fix.

    Nothing is stored. Rows with a field show what is read of the home page and of three articles.
    """
    from rich.progress import track

    from include.cli.output import write_lines
    from include.fetching.access import open_fetcher
    from include.ingestion.first_reading import read_outlet
    from include.ingestion.probing import check_outlet
    from include.outlets import registry

    chosen = [registry.profile(outlet_id) for outlet_id in outlet_ids or registry.profiles()]
    rows = []
    for profile in track(chosen, "Asking", disable=as_json, transient=True):
        fetcher = open_fetcher(profile)
        found = list(check_outlet(profile, fetcher))
        is_open = any(row["address"] == profile.home_page and row["answer"] == "200" for row in found)
        read = list(read_outlet(profile, fetcher)) if is_open else []
        fetcher.close()
        rows += found
        if as_json:
            write_lines(found + read)
        else:
            show([_short(row) for row in found], as_json=False, title=f"{profile.outlet_id} ({profile.name})")
            show([_seen(row) for row in read], as_json=False, title="What would be observed")
    if any(row["answer"] != "200" or row["items"] == 0 for row in rows if row["robots"] != "forbids"):
        raise typer.Exit(1)


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """Return what people look at of an address's answer."""
    newest = row["newest"] and f"{row['newest'].astimezone(LOCAL):%Y-%m-%d %H:%M}"
    address = row["address"].partition("://")[2]
    return {"address": address, "newest": newest, **{name: row[name] for name in ("answer", "items", "robots", "hint")}}


def _seen(row: dict[str, Any]) -> dict[str, Any]:
    """Return what people look at of a field that is read or not."""
    return {name: row[name] for name in ("field", "is_present", "value", "place", "hint")}


@app.command("discover")
def discover(
    url: Annotated[str, typer.Argument(help="Address of a site, e.g. https://example.vn/")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Find the feeds and sitemaps of a site and print them; nothing is written."""
    from include.fetching.access import open_site
    from include.ingestion.probing import discover_feeds

    fetcher = open_site(url)
    try:
        show(list(discover_feeds(url, fetcher)), as_json=as_json)
    finally:
        fetcher.close()


@app.command("learn")
def learn(
    urls: Annotated[list[str], typer.Argument(help="Some articles of one registered outlet, five or so.")],
) -> None:
    """Propose a layout from some articles, as YAML to be reviewed, with what it reads of each; nothing is written."""
    import yaml

    from include.errors import DeclarationError
    from include.fetching.access import open_fetcher
    from include.ingestion.layout_proposal import propose_layout
    from include.outlets.registry import owner
    from include.periods.days import local_day

    owners = {profile.outlet_id: profile for profile in map(owner, urls) if profile}
    if len(owners) != 1 or not all(map(owner, urls)):
        raise DeclarationError(
            "The articles are not all of one registered outlet.", hint="Give addresses of one outlet with a profile."
        )
    (profile,) = owners.values()
    fetcher = open_fetcher(profile)
    try:
        found = propose_layout(urls, profile, fetcher, local_day(fetcher.now()))
    finally:
        fetcher.close()
    proposed = {name: value for name, value in found.layout.model_dump(mode="json").items() if value}
    say(yaml.safe_dump({"layouts": [proposed]}, allow_unicode=True, sort_keys=False).rstrip())
    for row in found.readings:
        say(f"# {row['address']}: " + "; ".join(f"{k} {v}" for k, v in row.items() if k != "address"))


@app.command("add")
def add(
    from_register: Annotated[
        bool, typer.Option("--from-register", help="Each licensed outlet without a profile.")
    ] = False,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the drafts.")] = Path("profile_drafts"),
    limit: Annotated[int, typer.Option(min=1, help="At most this many outlets; the next call continues.")] = 1_000,
    ask: Annotated[bool, typer.Option(help="Request each outlet's pages; otherwise nothing is fetched.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Draft profiles from the licence register, request each outlet's pages, and list the drafts by what was not read.

    A draft is not used for collecting. It is written once: read it, correct it, move it to the profiles.
    """
    from datetime import UTC

    from rich.progress import track

    from include.errors import SettingError
    from include.fetching.access import open_site
    from include.ingestion import drafting
    from include.outlets.registry import profiles
    from include.periods.days import local_day

    if not from_register:
        raise SettingError("Nothing to draft from.", hint="Give --from-register.")
    done = set(drafting.drafted(output))
    found = drafting.draft_profiles(drafting.licensed(local_day(datetime.now(UTC))), profiles())
    drafts = []
    for draft in track(
        [d for d in found if d.outlet_id not in done][:limit], "Asking", disable=as_json, transient=True
    ):
        tried = drafting.try_draft(draft, open_site) if ask else draft
        drafting.write_draft(tried, output)
        drafts.append(tried)
    show(drafting.queue(drafts), as_json=as_json, title=f"{len(drafts)} drafts of {len(found)}, in {output}")


@app.command("acknowledge")
def acknowledge(
    outlet_id: Annotated[str, typer.Argument(help="Outlet that is known to be down.")],
    reason: Annotated[str, typer.Option(help="Why, for whoever reads the board.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Last day on which it is not reported again.")],
    actor: Annotated[str, typer.Option(help="Who records it, by role, never a name.")] = "data_engineer",
) -> None:
    """Record that an outage is known: it is still printed, and not reported until it ends."""
    from datetime import UTC

    from include.outlets import outages

    known = outages.acknowledge(outlet_id, reason, until.date(), acting(actor), datetime.now(UTC))
    say(f"{known.outlet_id}: known until {known.until.isoformat()} ({known.reason}).")


@app.command("health")
def health(as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False) -> None:
    """Show the state of collecting at each followed outlet, as of the last build of the warehouse."""
    from include.warehouse.published import rows

    shown = (
        "outlet_id, state, canary_state as canary, articles, round(articles_a_week_before, 1) as before, "
        "last_heard_on as last_heard, fields_unread as unread, main_cause, acknowledged_until as known_until, "
        "acknowledged_reason as reason"
    )
    show(rows(f"select {shown} from rpt_outlet_health order by state = 'ok', outlet_id"), as_json=as_json)  # noqa: S608 - our own names


@app.command("keep-canary")
def keep_canary(
    outlet_id: Annotated[str, typer.Argument(help="Outlet.")],
    url: Annotated[str, typer.Argument(help="An archived article that is read correctly now.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Keep an archived page as a regression test of the parser: it must always be read as it is now."""
    from include.ingestion import canaries

    show([canaries.keep_canary(outlet_id, url)], as_json=as_json)

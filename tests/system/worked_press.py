"""The answers of the worked queries on what the press published and how it was judged."""

from collections import Counter
from datetime import date, timedelta
from statistics import median
from typing import Any

from include.sample_city import expected
from include.sample_city.articles import articles
from include.sample_city.declaration import DAYS, Misbehaviour, faults, outlets, read_yaml
from include.sample_city.specials import RELEASE_PRINTS, releases
from include.sample_city.writing import places, plain_slug
from tests.system.worked import (
    CREDITS,
    NOVEMBER,
    Row,
    admitted,
    answers,
    breaches,
    delay,
    is_asked_again,
    jurisdiction,
    kind,
    lacking,
    matters,
    reprints,
    titles,
)


@answers("How did each status stand in the month, by strength?")
def statuses(rows: list[Row]) -> tuple[Any, Any]:
    """Compare verdicts by status, breaches by their strength too: the declaration gives the strength of these alone."""
    wanted: Counter[tuple[str, str | None]] = Counter()
    found: Counter[tuple[str, str | None]] = Counter()
    for verdict in expected.verdicts().values():
        if NOVEMBER.contains(verdict.day):
            wanted[verdict.status, verdict.strength] += 1
    for row in rows:
        found[row["status"], row["strength"] if row["status"] == "not_met" else None] += row["verdicts"]
    return found, wanted


@answers("Which matters are open now: who, which duty, since when?")
def open_matters(rows: list[Row]) -> tuple[Any, Any]:
    """Compare the open matters of duties: nobody has decided one."""
    wanted = [(kind(one[0]), titles()[one[1]], *one[2:]) for one in matters("duty")]
    found = [(r["kind"], r["title_vi"], r["first_day"], r["last_day"], r["days"]) for r in rows]
    return sorted(found), sorted(wanted)


@answers("What does a finding rest on?")
def findings(rows: list[Row]) -> tuple[Any, Any]:
    """Compare the newest findings: each is a declared breach of one of the newest days, with its basis."""
    days = sorted((day for found in breaches("duty", "advisory", "signal").values() for day in found), reverse=True)
    known = {key for key, found in breaches("duty", "advisory", "signal").items() if found[-1] >= days[19]}
    based = all(row["instrument"] and len(row["page_sha256"] or "0" * 64) == 64 for row in rows)
    return (len(rows), {(r["outlet_id"], r["rule_id"]) for r in rows} <= known, based), (20, True, True)


@answers("Why was something not observed?")
def unseen(rows: list[Row]) -> tuple[Any, Any]:
    """Compare verdicts and outlets by cause."""
    told = [one for one in expected.verdicts().values() if one.status == "not_observed"]
    wanted = {
        cause: (
            sum(one.cause == cause for one in told),
            len({one.outlet_id for one in told if one.cause == cause}),
        )
        for cause in {one.cause for one in told}
    }
    return {row["cause"]: (row["verdicts"], row["outlets"]) for row in rows}, wanted


@answers("Which outlets were seen least?")
def seen_least(rows: list[Row]) -> tuple[Any, Any]:
    """Compare which outlets were not wholly seen, and how many things failed at each."""
    failed = [fault for fault in faults().faults if fault.article and (fault.harvest or ("",))[0] == "failed"]
    wanted = Counter(fault.outlet_id for fault in failed)
    return {row["outlet_id"]: row["failed"] for row in rows if row["failed"]}, wanted


@answers("Do the two equations of every day add up?")
def equations(rows: list[Row]) -> tuple[Any, Any]:
    """Compare the collected days of all outlets, on none of which an equation is broken."""
    return [tuple(row.values()) for row in rows], [(len(outlets()) * len(DAYS), 0, 0)]


@answers("What was quarantined, and what was decided?")
def quarantine(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with the declared articles that end there and the declared bad rows of registers; all of them wait."""
    wanted = Counter({(reason, "open"): 0 for _, reason in expected.quarantined()})
    for (_, reason), count in expected.quarantined().items():
        wanted[reason, "open"] += count
    for rows_of in read_yaml("registers.yml")["bad"].values():
        for bad in rows_of:
            wanted[bad["reason"], "open"] += 1
    return {(row["reason"], row["state"]): row["records"] for row in rows}, wanted


@answers("How many articles did each outlet publish a day?")
def articles_a_day(rows: list[Row]) -> tuple[Any, Any]:
    """Compare articles and by-lines of every outlet and day."""
    wanted = Counter((one.outlet_id, one.day) for one in admitted())
    signed = Counter((one.outlet_id, one.day) for one in admitted() if one.byline)
    found = {(row["outlet_id"], row["published_date"]): (row["articles"], row["with_byline"]) for row in rows}
    return found, {key: (count, signed[key]) for key, count in wanted.items()}


@answers("What does each kind of outlet write about?")
def topics(rows: list[Row]) -> tuple[Any, Any]:
    """Compare the articles of each kind; which topic a text has is the classifier's word, of one version."""
    found: Counter[str] = Counter()
    for row in rows:
        found[row["kind"]] += row["articles"]
    versions = len({row["classifier_version"] for row in rows})
    return (found, versions), (Counter(kind(one.outlet_id) for one in admitted()), 1)


@answers("Of which wards and communes do they speak?")
def wards(rows: list[Row]) -> tuple[Any, Any]:
    """Compare how many articles of a kind name a unit: its name stands in their text as it was called on the day."""
    wanted: Counter[tuple[str, str]] = Counter()
    for one in admitted():
        text = " ".join((one.draft.title, one.draft.summary, *one.draft.paragraphs)).casefold()
        for name in places(one.day):
            if name.casefold() in text:
                wanted[plain_slug(name).replace("-", "_"), kind(one.outlet_id)] += 1
    found = [(-row["articles"], row["unit_id"], row["kind"]) for row in rows]
    return found, sorted((-count, *key) for key, count in wanted.items())[:20]


@answers("Of which wards and communes does a release speak that its carriers leave out, and which do they add?")
def places_of_releases(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with the releases' texts, in which no unit is named."""
    texts = " ".join(one["text"] for one in releases().values()).casefold()
    return rows, [name for name in places(DAYS[-1]) if name.casefold() in texts]


@answers("How soon do reprints follow?")
def reprint_delays(rows: list[Row]) -> tuple[Any, Any]:
    """Compare the reprints of each kind of outlet and their median delay, to two minutes on either side."""
    spent: dict[str, list[float]] = {}
    for original, reprint in reprints():
        spent.setdefault(kind(reprint.outlet_id), []).append(delay(original, reprint))
    found = {
        row["kind"]: (row["reprints"], abs(row["median_delay_minutes"] - median(spent[row["kind"]])) <= 2)
        for row in rows
    }
    return found, {of: (len(delays), True) for of, delays in spent.items()}


@answers("Which releases reached people, through whom?")
def reached(rows: list[Row]) -> tuple[Any, Any]:
    """Compare who printed which release when, the city's own portal left to its kind."""
    wanted: dict[tuple[str, str | None], tuple[int, int | None]] = {}
    for release_id, release in releases().items():
        hour, minute = map(int, str(release["issued_at"]).split()[1].split(":"))
        prints = [one for one in RELEASE_PRINTS if one.release_id == release_id]
        kinds: set[str | None] = {kind(one.outlet_id) for one in prints}
        for of in kinds or {None}:
            clocks = [one.clock for one in prints if kind(one.outlet_id) == of]
            first = min(((h - hour) * 60 + m - minute for h, m in clocks), default=None)
            wanted[release_id, of] = (len(clocks), first)
    found = {
        (row["release_id"], row["kind"]): (
            row["articles"],
            None if row["delay_minutes_min"] is None else round(row["delay_minutes_min"]),
        )
        for row in rows
    }
    return found, wanted


@answers("How do the city's outlets stand beside those a ministry licensed?")
def beside(rows: list[Row]) -> tuple[Any, Any]:
    """Compare breaches of duties by who licensed the outlet; both have verdicts that are met."""
    wanted: Counter[str] = Counter()
    for (outlet_id, _), days in breaches("duty").items():
        wanted[jurisdiction(outlet_id)] += len(days)
    found = {row["jurisdiction"]: row["verdicts"] for row in rows if row["status"] == "not_met"}
    return (found, {row["jurisdiction"] for row in rows if row["status"] == "met"}), (wanted, {"city", "ministry"})


@answers("Why is an article missing: where did everything of a day end?")
def ends_of_a_day(rows: list[Row]) -> tuple[Any, Any]:
    """Compare the articles that were listed on the day by outlet and where they ended."""
    day = date(2026, 10, 23)
    wanted: Counter[tuple[str, str]] = Counter()
    for one in articles():
        if one.listed_on == day:
            wanted[one.outlet_id, "quarantined" if one.problem == Misbehaviour.EMPTY_TEXT else "admitted"] += 1
        if one.listed_on == day - timedelta(days=1):
            wanted[one.outlet_id, "unchanged"] += 1  # a listing shows the day before, too
    found = Counter({(r["outlet_id"], r["ended_as"]): r["things"] for r in rows if r["scope"] == "article"})
    return found, wanted


@answers("Which articles were revised, how often, by how much?")
def revised(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with the articles whose text is another at the second capture."""
    changing = {Misbehaviour.REVISED_ARTICLE, Misbehaviour.CREDITED_AT_FIRST}
    wanted = sorted((one.outlet_id, one.draft.title, 1) for one in articles() if one.problem in changing)
    return sorted((row["outlet_id"], row["title"], row["revision_number"]) for row in rows), wanted


@answers("Of the reprints within an hour of their original, how many credit an agency?")
def quick_and_credited(rows: list[Row]) -> tuple[Any, Any]:
    """Compare the reprints that were surely within an hour: all of them name where they come from."""
    undated = Misbehaviour.UNDATED_REPRINT
    quick = [two for one, two in reprints() if delay(one, two) < 58 and two.problem != undated]
    wanted = Counter((kind(one.outlet_id), "present" if one.credit else "unread") for one in quick)
    return {(row["kind"], row["state"]): row["reprints"] for row in rows}, wanted


@answers("What was read of the articles, fact by fact, and why not?")
def facts_read(rows: list[Row]) -> tuple[Any, Any]:
    """Compare how many reprints show a fact, and how many of these showed it at one of two captures alone."""
    once = {Misbehaviour.CREDITED_LATER, Misbehaviour.CREDITED_AT_FIRST}
    wanted: Counter[tuple[str, str, str | None]] = Counter()
    for one in (one for one in admitted() if one.original):
        cause = "shown_at_another_capture" if one.problem in once else None
        wanted.update((fact, "present", cause) for fact in CREDITS if fact not in lacking(one))
        if is_asked_again(one):
            wanted.update((fact, "absent", "missing_twice") for fact in lacking(one))
    found = {
        (row["fact"], row["state"], row["cause"]): row["articles"]
        for row in rows
        if row["fact"] in CREDITS and row["state"] != "unread"
    }
    return found, wanted


@answers("Which facts do two captures prove to be missing, and when were they taken?")
def proven_missing(rows: list[Row]) -> tuple[Any, Any]:
    """Compare what two captures of a faulty reprint lack, on its day."""
    wanted: dict[tuple[str, str], list[date]] = {}
    for one in (one for one in admitted() if one.original and is_asked_again(one)):
        for fact in lacking(one):
            wanted.setdefault((one.outlet_id, fact), []).append(one.day)
    found = {
        (row["outlet_id"], row["fact"]): (row["articles"], row["first_day"], row["last_day"])
        for row in rows
        if row["fact"] in CREDITS
    }
    return found, {key: (len(days), min(days), max(days)) for key, days in wanted.items()}


@answers("How long after the original do counted reprints appear, in classes?")
def delay_classes(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with the declared delays; one of which only the day is shown may be either."""
    wanted = Counter(
        "either"
        if two.problem == Misbehaviour.UNDATED_REPRINT
        else "under an hour"
        if delay(one, two) < 60
        else "an hour or more"
        for one, two in reprints()
    )
    return {row["delay"]: row["reprints"] for row in rows}, wanted


@answers("How many matters were confirmed, by kind of outlet?")
def confirmed(rows: list[Row]) -> tuple[Any, Any]:
    """Compare the matters of each kind of outlet; nobody has confirmed one."""
    wanted = Counter(kind(one[0]) for strength in ("duty", "advisory") for one in matters(strength))  # signals are none
    return {row["kind"]: (row["matters"], row["confirmed"]) for row in rows}, {k: (n, 0) for k, n in wanted.items()}

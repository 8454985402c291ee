"""Every article of the city: who published what and when, what it reprints, and from which day it is listed."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

from include.periods.days import LOCAL
from include.sample_city.article import Article
from include.sample_city.declaration import (
    DAYS,
    Fault,
    Misbehaviour,
    Outlet,
    fault_of_article,
    faults_of,
    outlets,
    read_yaml,
)
from include.sample_city.specials import LATE_EVENING, RELEASE_PRINTS, special_draft
from include.sample_city.writing import Draft, Writer, lot

Problem = Misbehaviour
FIRST_NUMBER = 100_001
OLD_LAW_ENDS = date(2024, 12, 25)  # the pause between original and reprint that innocent aggregators keep was longer
BYLINES = ("Ban Đô thị", "Ban Bạn đọc", "Nhóm Phóng sự", "Bến Gạo", "Sông Quê", "Cầu Mới")
# A collector gets these originals not at all, or not with their true time; nobody reprints them
UNREPRINTABLE = {
    Problem.PRIVATE_REDIRECT, Problem.FILE_REDIRECT, Problem.ENDLESS_ANSWER, Problem.COMPRESSED_BOMB,
    Problem.MISSING_DATE, Problem.FUTURE_DATE, Problem.EMPTY_TEXT, Problem.ROBOTS_FORBIDS, Problem.LAWFUL_REMOVAL,
    Problem.CORRECTION_PUBLISHED, Problem.REPEATS_CLAIM, Problem.DEBUNKS_CLAIM, Problem.REVISED_ARTICLE,
    Problem.CORRECTION_LEFT_UNDONE, Problem.LATER_CORRECTED, Problem.CORRECTION_COMPLETE, Problem.CORRECTION_OF_OLD,
    Problem.VANISHED_ARTICLE,
}  # fmt: skip


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a local instant."""
    return datetime.combine(day, time(hour, minute), LOCAL)


def numbers(outlet: Outlet, day: date) -> range:
    """Return the numbers of an outlet's articles of a day: as many as usual, and more where faults speak of more."""
    named = (fault.article for fault in faults_of(outlet.outlet_id, day) if fault.article)
    return range(1, max(outlet.articles_a_day, *named, 0) + 1)


@cache
def agreements() -> tuple[tuple[str, str, date, date], ...]:
    """Return the agreements in the department's register: aggregator, agency, first and last day."""
    rows = read_yaml("registers.yml")["rows"]["agreements"]
    return tuple(
        (r["outlet_id"], r["source_outlet_id"], r["effective_from"], r.get("effective_to", date.max)) for r in rows
    )


def is_agreed(outlet_id: str, source: "Article", day: date) -> bool:
    """Return whether an aggregator has an agreement with the agency that a text comes from."""
    first = source.first.outlet_id
    return any((outlet_id, first) == (a, b) and start <= day <= end for a, b, start, end in agreements())


class Press:
    """Fills the city's pages day by day, originals first."""

    def __init__(self) -> None:
        """Begin before the first day."""
        self.writer = Writer()
        self.articles: list[Article] = []

    def publish(self, day: date) -> None:
        """Publish everything of one day."""
        licensed = [outlet for outlet in outlets().values() if outlet.first_licensed_on <= day]
        for outlet in licensed:
            if outlet.kind != "aggregator":
                for number in numbers(outlet, day):
                    self._publish_original(outlet, day, number)
        self._print_releases(day)
        self._reprint_in_magazine(day)
        for outlet in licensed:
            if outlet.kind == "aggregator":
                for number in numbers(outlet, day):
                    self._reprint(outlet, day, number)

    def _add(self, outlet: Outlet, day_number: int, draft: Draft, published_at: datetime, **more: object) -> Article:
        """Give an article its number and place."""
        article = Article(
            FIRST_NUMBER + len(self.articles), outlet.outlet_id, outlet.domains[0], day_number, draft, published_at,
            published_at.date(), **more,  # type: ignore[arg-type]
        )  # fmt: skip
        self.articles.append(article)
        return article

    def _publish_original(self, outlet: Outlet, day: date, number: int) -> None:
        """Publish one article of an outlet's own."""
        seed = f"{outlet.outlet_id}|{day}|{number}"
        chance = lot("time", seed)
        fault = fault_of_article(outlet.outlet_id, day, number)
        draft = special_draft(fault, self.articles) or self.writer.write(seed, day)
        published = at(day, chance.randint(6, 15), chance.randint(0, 59))
        if (outlet.outlet_id, day, number) == LATE_EVENING:
            published = at(day, 23, 30)
        if fault and fault.published:
            published = at(fault.published, 8)
        article = self._add(outlet, number, draft, published, byline=chance.choice(BYLINES), fault=fault)
        if fault and fault.misbehaviour is Problem.REVISED_ARTICLE:
            self.articles[-1] = replace(article, updated_at=at(day + timedelta(days=1), 9, 15))
        if article.day != day:
            self.articles[-1] = replace(article, listed_on=day)

    def _print_releases(self, day: date) -> None:
        """Let outlets print the day's official releases, each at its time; none credits another outlet."""
        for place in RELEASE_PRINTS:
            if place.day == day and outlets()[place.outlet_id].kind != "aggregator":
                outlet = outlets()[place.outlet_id]
                self._add(outlet, place.number, place.draft(), at(day, *place.clock), byline="Ban Đô thị")

    def _reprint_in_magazine(self, day: date) -> None:
        """Let the magazine of the chain reprint, with full credit, what its aggregator will take from it."""
        if fault_of_article("cong_tin_long_thanh", day, 1) is None or day.year < 2026:
            return
        first = self._of("bao_cua_bac", day, 1)
        self._add(
            outlets()["tap_chi_song_nhue"], 9, first.draft, first.published_at + timedelta(minutes=150),
            original=first, credit="Báo Cửa Bắc", byline=first.byline,
        )  # fmt: skip

    def _of(self, outlet_id: str, day: date, number: int) -> Article:
        """Return an outlet's nth article of a day."""
        wanted = (outlet_id, day, number)
        return next(a for a in self.articles if (a.outlet_id, a.listed_on, a.day_number) == wanted)

    def _reprint(self, outlet: Outlet, day: date, number: int) -> None:
        """Let an aggregator reprint one article, by the rules or against them."""
        if any(faults_of(outlet.outlet_id, day, Problem.HOST_DOWN)):
            return
        fault = fault_of_article(outlet.outlet_id, day, number)
        problem = fault.misbehaviour if fault else None
        if problem is Problem.SHARED_RELEASE:
            place = next(p for p in RELEASE_PRINTS if (p.outlet_id, p.day) == (outlet.outlet_id, day))
            source = self._of("cong_thanh_pho", day, place.source_number)
            published = at(day, *place.clock)
        else:
            source = self._choose_source(outlet, day, number, fault)
            published = source.published_at + timedelta(minutes=self._delay(outlet, day, number, fault))
        article = self._add(
            outlet, number, self._wording(source.draft, fault), published, original=source, fault=fault,
            credit="" if problem is Problem.UNCREDITED_REPRINT else outlets()[source.outlet_id].name,
            byline="" if problem is Problem.UNCREDITED_REPRINT else source.byline,
            credit_time=problem is not Problem.UNTIMED_REPRINT,
            credit_link=problem is not Problem.UNLINKED_REPRINT,
        )  # fmt: skip
        if problem is Problem.LATE_ARTICLE:
            self.articles[-1] = replace(article, listed_on=day + timedelta(days=1))

    def _wording(self, draft: Draft, fault: Fault | None) -> Draft:
        """Return a text as a reprint gives it: whole, without its end, or with an end of its own."""
        if fault and fault.misbehaviour is Problem.EXCERPT_REPRINT:
            return replace(draft, paragraphs=draft.paragraphs[:-1])
        if fault and fault.misbehaviour is Problem.REWORDED_REPRINT:
            own = self.writer.write(f"{fault.outlet_id}|{fault.days[0]}|own words", fault.days[0])
            return replace(draft, paragraphs=(*draft.paragraphs[:-1], own.paragraphs[-1]))
        return draft

    def _choose_source(self, outlet: Outlet, day: date, number: int, fault: Fault | None) -> Article:
        """Choose what is reprinted: what the fault names, or something of the day that is agreed and not taken yet."""
        problem = fault.misbehaviour if fault else None
        if problem is Problem.REPRINT_CHAIN:
            return self._of("tap_chi_song_nhue", day, 9)
        if problem is Problem.UNDATED_REPRINT:
            return self._late_original(day - timedelta(days=1))
        wanted_outlet, _, wanted_number = (fault and fault.source) or ("", None, None)
        if wanted_number:
            return self._of(wanted_outlet, day, wanted_number)
        taken = {a.original.number for a in self.articles if a.original and a.outlet_id == outlet.outlet_id}
        free = [
            a
            for a in self.articles
            if a.listed_on == a.day == day and a.published_at.hour < 23 and a.day_number <= 3
            and self._is_offered(outlet, a, wanted_outlet, problem)
            and a.problem not in UNREPRINTABLE and a.number not in taken
        ]  # fmt: skip
        return lot("source", outlet.outlet_id, day, number).choice(free)

    def _is_offered(self, outlet: Outlet, source: Article, wanted: str, problem: Misbehaviour | None) -> bool:
        """Return whether an aggregator may choose an article: the press's own and agreed, or what its fault names."""
        if wanted and source.outlet_id != wanted:
            return False
        if problem in (Problem.PORTAL_SOURCE, Problem.UNAGREED_SOURCE):
            return source.original is None
        is_press = outlets()[source.outlet_id].kind in ("newspaper", "magazine") and source.original is None
        return (is_press or problem is Problem.UNOFFICIAL_SOURCE) and is_agreed(outlet.outlet_id, source, source.day)

    def _late_original(self, day: date) -> Article:
        """Return the one article that was published half an hour before midnight."""
        return next(a for a in self.articles if a.day == day and a.published_at.hour == 23)

    def _delay(self, outlet: Outlet, day: date, number: int, fault: Fault | None) -> int:
        """Return the minutes from the original to the reprint."""
        if fault and fault.misbehaviour is Problem.UNDATED_REPRINT:
            return 30
        if fault and fault.delay_minutes is not None:
            return fault.delay_minutes
        least = 195 if day < OLD_LAW_ENDS else 80
        return lot("delay", outlet.outlet_id, day, number).randint(least, 330)


@cache
def articles() -> tuple[Article, ...]:
    """Return every article of the city, in the order of publication days."""
    press = Press()
    for day in DAYS:
        press.publish(day)
    return tuple(press.articles)

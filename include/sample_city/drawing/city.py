"""Draws a city from a seed: who publishes, what is reprinted, what is planted and which verdicts must follow."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

from include.outlets.profile import Kind
from include.periods.days import LOCAL
from include.sample_city.drawing.chance import Chance, words
from include.sample_city.drawing.declaration import Article, City, Outlet, Planted
from include.sample_city.writing import ABOLITION_OF_DISTRICTS, Draft, Writer, plain_slug

KINDS: tuple[Kind, ...] = (
    "newspaper", "newspaper", "magazine", "aggregator", "aggregator", "aggregator", "social_network", "portal",
)  # fmt: skip
FIRST_DAYS = (date(2021, 3, 8), date(2026, 9, 14))
DAYS = 4
LATE_LAW = date(2024, 12, 25)
ARTICLES_A_DAY = {"newspaper": 2, "magazine": 1, "portal": 1, "aggregator": 2}
LISTINGS = ("rss", "atom", "news_sitemap")
SHARED = ("release", "wire", "rubric", "prices")  # topics that several outlets print and nobody takes from another
FIGURES = 13  # in a list of prices
IDENTITY = ("contact_phone", "contact_email", "contact_address", "responsible_person")


@cache
def draw_city(seed: int, *, with_shared: bool = False) -> City:
    """Return the city of a seed, always the same; on request with wires, standing texts and lists of prices as well."""
    return _Drawing(seed).city(with_shared=with_shared)


def _at(day: date, minute: int) -> datetime:
    """Return the instant some minutes after local midnight."""
    return datetime.combine(day, time(), LOCAL) + timedelta(minutes=minute)


class _Drawing:
    """A city while it is drawn."""

    def __init__(self, seed: int) -> None:
        """Draw days and outlets."""
        self.seed, self.chance, self.writer = seed, Chance(seed, "city"), Writer()
        first = FIRST_DAYS[seed % len(FIRST_DAYS)]
        self.days = tuple(first + timedelta(days=number) for number in range(DAYS))
        self.is_under_old_law = first < LATE_LAW
        things = self.chance.shuffled(words()["things"])
        self.outlets = [self._outlet(number, kind, things[number]) for number, kind in enumerate(KINDS)]
        self.articles: list[Article] = []
        self.planted: list[Planted] = []
        self.lacking: dict[str, tuple[date, frozenset[str]]] = {}

    def city(self, *, with_shared: bool = False) -> City:
        """Publish every day and return the whole."""
        self._plant_home_pages()
        for number, day in enumerate(self.days):
            self._publish(day)
            self._announce(number, day)
            if with_shared:
                self._print_wire(number, day)
                self._continue_rubric(number, day)
                self._list_prices(number, day)
            self._reprint(number, day)
        agreed = [(a.outlet_id, b.outlet_id) for a in self._of("aggregator") for b in self.outlets if b.is_press]
        return City(
            self.seed, self.days, tuple(self.outlets), tuple(self.articles), tuple(self.planted), self.lacking,
            tuple(agreed),
        )  # fmt: skip

    def _of(self, kind: Kind) -> list[Outlet]:
        """Return the outlets of a kind."""
        return [outlet for outlet in self.outlets if outlet.kind == kind]

    def _outlet(self, number: int, kind: Kind, thing: str) -> Outlet:
        """Draw one outlet; the third aggregator's licence lapses after the second day."""
        said, chance = words()["kinds"][kind], Chance(self.seed, "outlet", number)
        region = words()["regions"][self.seed % len(words()["regions"])]
        name, slug = f"{said['name']} {thing} {region}", plain_slug(f"{thing} {region}").replace("-", "")
        issued = date(2019, 1, 7) + timedelta(days=chance.number(0, 500))
        licence = self.seed % 200 * 10 + number + 11
        has_lapsed = number == max(n for n, other in enumerate(KINDS) if other == "aggregator")
        return Outlet(
            outlet_id=f"{plain_slug(said['name']).replace('-', '_')}_{slug}",
            name=name,
            kind=kind,
            domain=f"{slug}.example.vn",
            fields=self._fields(chance, kind, name, slug, f"{licence}/{said['sign']}", issued),
            issued_on=issued,
            valid_to=self.days[1] if has_lapsed else None,
            style=f"{self.seed}|{number}",
            listing=chance.one(LISTINGS),
        )

    def _fields(self, chance: Chance, kind: Kind, name: str, slug: str, number: str, issued: date) -> dict[str, str]:
        """Draw what an outlet's masthead says."""
        found, is_press = words(), kind in ("newspaper", "magazine")
        quarter = "from_2025" if self.days[0] >= ABOLITION_OF_DISTRICTS else "before_2025"
        body = f"{chance.one(found['bodies'])} {chance.one(found['things'])}"
        company = f"{chance.one(found['companies'])} {chance.one(found['things'])}"
        telephone = f"024 39{chance.number(10, 99)} {chance.number(1000, 9999)}"
        return {
            **({"governing_body": body} if is_press else {}),
            "organisation_name": name if is_press else f"Ủy ban nhân dân {slug}" if kind == "portal" else company,
            "responsible_person": chance.one(found["persons"]),
            "contact_address": f"Số {chance.number(1, 99)} {chance.one(found['streets'])}, "
            f"{chance.one(found['wards'][quarter])}, Hà Nội",
            "contact_phone": telephone,
            "contact_email": f"lienhe@{slug}.example.vn",
            "licence_number": number,
            "licence_date": f"{issued:%d/%m/%Y}",
            "licence_issuer": chance.one(found["kinds"][kind]["issuer"]),
        }

    def _plant(self, what: str, outlet: Outlet, rule_id: str = "", days: Sequence[date] = ()) -> None:
        """Declare a breach with its days, or a near miss without any."""
        self.planted.append(Planted(what, outlet.outlet_id, tuple((outlet.outlet_id, rule_id, day) for day in days)))

    def _plant_home_pages(self) -> None:
        """Let home pages lack something from the second day on; it counts from the capture a day later."""
        newspaper, magazine = self.chance.one(self._of("newspaper")), self._of("magazine")[0]
        one, other, lapsed = self._of("aggregator")
        social, portal = self._of("social_network")[0], self._of("portal")[0]
        fields = self.chance.shuffled(IDENTITY)
        lacking = [
            (newspaper, "masthead_complete", self.chance.one((*IDENTITY, "licence_number", "governing_body"))),
            (magazine, "correction_section", "correction_section"),
            (one, "home_page_identity", fields[0]),
            (other, "home_page_licence", "licence_number"),
            (social, *self.chance.one((("home_page_licence", "licence_number"),
                                       ("service_agreement_shown", "service_agreement")))),
        ]  # fmt: skip
        if self.is_under_old_law:  # in 2026 portals are measured under their own decree
            lacking.append((portal, "home_page_identity", fields[1]))
        for outlet, rule_id, name in lacking:
            self.lacking[outlet.outlet_id] = (self.days[1], frozenset({name}))
            self._plant(f"lacks_{name}", outlet, rule_id, self.days[2:])
        if self.is_under_old_law:  # the text of 2024 was not read: people are asked
            self._plant("lapsed_licence", lapsed, "licence_current", self.days[2:])

    def _add(self, outlet: Outlet, draft: Draft, at: datetime, **more: object) -> Article:
        """Publish an article."""
        article = Article(1001 + len(self.articles), outlet, draft, at, **more)  # type: ignore[arg-type]
        self.articles.append(article)
        return article

    def _publish(self, day: date) -> None:
        """Publish the originals of a day."""
        for outlet in self.outlets:
            if outlet.kind == "aggregator":
                continue
            for number in range(ARTICLES_A_DAY.get(outlet.kind, 0)):
                draft = self.writer.write(f"{outlet.style}|{day}|{number}", day)
                at = _at(day, self.chance.number(6 * 60, 11 * 60))
                self._add(outlet, draft, at, byline=self.chance.one(words()["bylines"]))

    def _announce(self, number: int, day: date) -> None:
        """Let the portal announce something that a newspaper and an aggregator print at once: nobody's reprint."""
        if number != 1:
            return
        portal, newspaper, aggregator = self._of("portal")[0], self._of("newspaper")[0], self._of("aggregator")[0]
        ward = self.chance.one(words()["wards"]["from_2025" if day >= ABOLITION_OF_DISTRICTS else "before_2025"])
        said = words()["announcement"]
        text = tuple(paragraph.format(ward=ward) for paragraph in said["text"])
        draft = Draft("release", "Thông báo", "thong-bao", said["title"].format(ward=ward), text[0], text[1:])
        first = self._add(portal, draft, _at(day, 480), byline="Ban biên tập")
        self._add(newspaper, draft, _at(day, 490), byline=self.chance.one(words()["bylines"]))
        self._add(aggregator, draft, _at(day, 500), original=first)
        self._plant("shared_announcement", aggregator)

    def _print_wire(self, number: int, day: date) -> None:
        """Let two newspapers and an aggregator print an agency's wire within minutes: nobody's reprint."""
        if number != 2:
            return
        draft = self.writer.write(f"{self.seed}|wire", day)
        draft = replace(draft, topic="wire")
        chance, aggregator = Chance(self.seed, "wire", day), self._of("aggregator")[0]
        agency, byline = chance.one(words()["agencies"]), chance.one(words()["bylines"])
        for place, outlet in enumerate((*self._of("newspaper"), aggregator)):
            self._add(outlet, draft, _at(day, 450 + 10 * place), agency=agency, byline=byline)
        self._plant("shared_wire", aggregator)

    def _continue_rubric(self, number: int, day: date) -> None:
        """Let an aggregator print its own standing text every day, from the second day on after a newspaper did too."""
        said, byline = words()["rubric"], Chance(self.seed, "rubric").one(words()["bylines"])
        aggregator = self._of("aggregator")[1]
        draft = Draft(
            "rubric", "Đời sống", "doi-song", said["title"].format(day=f"{day:%d/%m/%Y}"), said["text"][0],
            tuple(said["text"][1:]),
        )  # fmt: skip
        if number:
            self._add(self._of("newspaper")[1], draft, _at(day, 540), byline=byline)
            self._plant("own_series", aggregator)
        self._add(aggregator, draft, _at(day, 550), byline=byline)

    def _list_prices(self, number: int, day: date) -> None:
        """Let a magazine and an aggregator fill one form with the prices of different markets."""
        if not number:
            return
        said, aggregator, chance = words()["prices"], self._of("aggregator")[0], Chance(self.seed, "prices", day)
        markets, byline = chance.shuffled(words()["markets"]), chance.one(words()["bylines"])
        for place, outlet in enumerate((self._of("magazine")[0], aggregator)):
            figures = [chance.number(20 + 200 * place, 200 + 200 * place) for _ in range(FIGURES)]
            filled = [part.format(*figures, market=markets[place], day=f"{day:%d/%m/%Y}") for part in said["text"]]
            title = said["title"].format(market=markets[place], day=f"{day:%d/%m/%Y}")
            draft = Draft("prices", "Kinh tế", "kinh-te", title, filled[0], tuple(filled[1:]))
            self._add(outlet, draft, _at(day, 500 + 10 * place), byline=byline)
        self._plant("same_form", aggregator)

    def _reprint(self, number: int, day: date) -> None:
        """Let the aggregators reprint a day's press, by the rules but for what is planted."""
        plans = self._plans(number, day)
        for outlet in self._of("aggregator"):
            press = [a for a in self.articles if a.day == day and a.outlet.is_press and a.draft.topic not in SHARED]
            for original in self.chance.shuffled(press)[: ARTICLES_A_DAY["aggregator"]]:
                what = next(plans, "")
                delay = {"early": 30, "nearly_early": 70}.get(what, self.chance.number(200, 330))
                if self.is_under_old_law and what in ("early", "nearly_early"):
                    delay += 120
                lacks = {"uncredited": {"credit", "link"}, "unlinked": {"link"}}.get(what, set())
                at = original.published_at + timedelta(minutes=delay)
                self._add(
                    outlet, original.draft, at, original=original, lacks=frozenset(lacks),
                    has_comments=what == "commented",
                )  # fmt: skip
                for rule_id in self._rules_of(what):
                    self._plant(what, outlet, rule_id, (day,))
                if what == "nearly_early":
                    self._plant(what, outlet)

    def _plans(self, number: int, day: date) -> Iterator[str]:
        """Return what is planted in the reprints of a day, in an order that is drawn."""
        planned = (("unlinked", "early"), ("uncredited", "nearly_early"), ("commented",), ())[number]
        count = len(self._of("aggregator")) * ARTICLES_A_DAY["aggregator"]
        return iter(Chance(self.seed, "plans", day).shuffled([*planned, *[""] * (count - len(planned))]))

    def _rules_of(self, what: str) -> tuple[str, ...]:
        """Return the rules under which something planted is found; a credit is judged by the text of 2016 alone."""
        credit = ("source_credit",) if self.is_under_old_law else ()
        return {
            "unlinked": ("source_link",), "uncredited": (*credit, "source_link"), "early": ("reprint_delay",),
            "commented": ("comments_absent",),
        }.get(what, ())  # fmt: skip

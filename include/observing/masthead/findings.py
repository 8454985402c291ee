"""What has been read of a masthead so far, and what of it was not understood."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from include.observing.fact import Hit
from include.observing.masthead import licences, shapes
from include.observing.masthead.folding import fold
from include.observing.masthead.licences import Licence
from include.observing.masthead.pieces import Span
from include.observing.observation import Observation

LABELLED, PLAIN, BESIDE, DOUBTFUL = 0, 1, 2, 3
LAST = 15  # what is the outlet's only where it shows no other, in its header even
NAMES = frozenset({Observation.GOVERNING_BODY, Observation.ORGANISATION_NAME, Observation.RESPONSIBLE_PERSON})


@dataclass(frozen=True)
class Masthead:
    """The fields of a masthead.

    Attributes:
        hits: The fields that are shown; persons without their names.
        unread: The fields that were not found and may be shown by a line that was not understood: that line, up to
            where a person is named.
        lines: How many lines were read.
    """

    hits: dict[Observation, Hit] = field(default_factory=dict)
    unread: dict[Observation, Hit] = field(default_factory=dict)
    lines: int = 0


@dataclass
class Findings:
    """Collects fields by rank, licences with their parts, and what is left over.

    While a header is read, a penalty lets whatever the footer shows win.
    """

    text: str
    own_names: frozenset[str] = frozenset()
    ranked: dict[Observation, tuple[int, Hit]] = field(default_factory=dict)
    left: dict[Observation, Span] = field(default_factory=dict)
    licences: list[Licence] = field(default_factory=list)
    permit: Literal["", "licence", "business"] = ""
    penalty: int = 0
    claimed: list[Span] = field(default_factory=list)
    _day: Hit | None = None
    _issuer: Hit | None = None
    _is_sorted: bool = False
    _passed: int = 0

    def words(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]

    def keep(self, observation: Observation, hit: Hit, rank: int = 0, *, is_sure: bool = True) -> None:
        """Keep a field; of several the one of the lowest rank, of these the first.

        Args:
            observation: The field.
            hit: Where it is shown.
            rank: How well it fits; less is better.
            is_sure: Whether the stretch shows this field and nothing else.
        """
        rank += self.penalty
        if is_sure:
            self.claim(hit.start, hit.end)
        if observation not in self.ranked or rank < self.ranked[observation][0]:
            self.ranked[observation] = (rank, hit)

    def claim(self, start: int, end: int) -> None:
        """Note a stretch that was understood, as a field or as something else; of several lines the first and last."""
        first, last = self.text.find("\n", start, end), self.text.rfind("\n", start, end)
        self.claimed += [Span(start, end)] if first < 0 else [Span(start, first), Span(last, end)]

    def unclaimed(self, start: int, end: int) -> Iterator[Span]:
        """Yield what nothing has claimed of a stretch; asked once all is read, for stretches in their order."""
        if not self._is_sorted:
            self.claimed.sort()
            self._is_sorted = True
        while self._passed < len(self.claimed) and self.claimed[self._passed].start < end:
            claim = self.claimed[self._passed]
            if claim.start > start:
                yield Span(start, claim.start)
            start = max(start, claim.end)
            self._passed += 1
        if start < end:
            yield Span(start, end)

    def leave(self, fields: set[Observation] | frozenset[Observation], span: Span) -> None:
        """Note a stretch that was not understood and could show these fields."""
        for observation in fields:
            self.left.setdefault(observation, span)

    def add_licence(self, licence: Licence) -> None:
        """Add a licence; a day or an issuer that stood before it belongs to it."""
        for part in (licence.number, licence.day, licence.issuer):
            if part:
                self.claim(part.start, part.end)
        licence.day = licence.day or self._day
        licence.issuer = licence.issuer or self._issuer
        self._day = self._issuer = None
        self.licences.append(licence)
        self.permit = "licence"

    def add_day(self, day: Hit) -> None:
        """Give a day to the licence it stands beside; the day of a business registration is nobody's."""
        self.claim(day.start, day.end)
        if self.permit == "business":
            return
        if not self.licences:
            self._day = self._day or day
        elif self.licences[-1].day is None:
            self.licences[-1].day = day

    def add_issuer(self, issuer: Hit) -> None:
        """Give an issuer to the licence it stands beside."""
        self.claim(issuer.start, issuer.end)
        if self.permit == "business":
            return
        if not self.licences:
            self._issuer = self._issuer or issuer
        elif self.licences[-1].issuer is None:
            self.licences[-1].issuer = issuer

    def announce_issuer(self, issuer: Hit) -> None:
        """Note the issuer of the licence that comes next."""
        self.claim(issuer.start, issuer.end)
        self._issuer = issuer

    def result(self, lines: int) -> Masthead:
        """Return the masthead: each field once, and what may be there for each that was not found."""
        hits = {observation: hit for observation, (_, hit) in self.ranked.items()}
        chosen = licences.choose(self.licences)
        parts = {
            Observation.LICENCE_NUMBER: chosen.number if chosen else None,
            Observation.LICENCE_DATE: chosen.day if chosen else self._day,
            Observation.LICENCE_ISSUER: chosen.issuer if chosen else self._issuer,
        }
        hits |= {observation: hit for observation, hit in parts.items() if hit}
        for licence in self.licences:  # what only another licence shows may be said of this one
            for name, part in ((Observation.LICENCE_DATE, licence.day), (Observation.LICENCE_ISSUER, licence.issuer)):
                if part:
                    self.leave({name}, Span(part.start, part.end))
        code = hits.get(Observation.LICENCE_CODE)
        # who writes the number of a licence in another form may call it a code, but not what identifies the licence
        if code and "định danh" not in fold(self.words(Span(code.start, code.end))):
            self.leave({Observation.LICENCE_NUMBER}, Span(code.start, code.end))
        governing = hits.get(Observation.GOVERNING_BODY)
        rank, _ = self.ranked.get(Observation.ORGANISATION_NAME, (DOUBTFUL, governing))
        if governing and rank >= DOUBTFUL and shapes.is_company(governing.value or ""):
            hits[Observation.ORGANISATION_NAME] = governing  # a company so named is who runs the site
        left = {observation: span for observation, span in self.left.items() if observation not in hits}
        return Masthead(hits, {observation: self._evidence(span) for observation, span in left.items()}, lines)

    def _evidence(self, span: Span) -> Hit:
        """Return a stretch as evidence: up to where it names a person."""
        named = shapes.names_of_persons(self.words(span))
        return Hit(span.start, span.start + named.start() if named else span.end)

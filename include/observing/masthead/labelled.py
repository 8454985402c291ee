"""What stands behind a known label: the field it announces, or words that do not fit it."""

import re
from collections.abc import Callable, Iterator

from include.observing.fact import Hit
from include.observing.masthead import licences, shapes
from include.observing.masthead.announced import FIELDS, Announced, is_desk, is_software
from include.observing.masthead.findings import BESIDE, DOUBTFUL, LABELLED, LAST, NAMES, Findings
from include.observing.masthead.fitting import is_position
from include.observing.masthead.folding import fold, fold_pattern
from include.observing.masthead.labels import Label
from include.observing.masthead.pieces import (
    Span,
    cut,
    opens_after_address,
    opens_contact,
    opens_organisation,
    opens_other,
    trimmed,
)
from include.observing.masthead.unlabelled import STRONG, normal
from include.observing.observation import Observation

_CODE = re.compile(r"[A-ZĐ0-9][\w./\-–]{2,60}")
_SLOGAN = re.compile(fold_pattern(r"tiếng nói|diễn đàn|ấn phẩm|thuộc|trực thuộc|là "))
_OWN_DESK = re.compile(fold_pattern(r"báo|tạp chí|trang|đài|cổng"))
_HEAD = re.compile(fold_pattern(r"(?:tổng )?giám đốc|chủ tịch|(?:người )?đại diện|trưởng ban|trưởng phòng điện tử"))
_PERMITS = {Label.LICENCE, Label.ISSUER, Label.LICENCE_DATE, Label.BUSINESS, Label.GOVERNING}
_BESIDE_A_NAME = STRONG | FIELDS[Label.ADDRESS]
_ADDRESSED = re.compile(r"(?:ông|bà|ext|máy lẻ|số lẻ|nội bộ|số|ngày)\s*:", re.I)
_INNER_LABEL = re.compile(r"[^\W\d_]{2}\)?\s*:(?!//)")


class LabelledValues:
    """Reads values behind labels into the findings; what is not the value is given back."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self._readers: dict[Label, Callable[[Announced, Span], Iterator[Span]]] = {
            Label.GOVERNING: self._governing,
            Label.ORGANISATION: self._organisation,
            Label.COPYRIGHT: self._copyright,
            Label.ADDRESS: self._address,
            Label.BRANCH: self._address,
            Label.EMAIL: self._mail,
            Label.PHONE: self._telephone,
            Label.DESK_PHONE: self._telephone,
            Label.FAX: self._fax,
            Label.PERSON: self._person,
            Label.LICENCE: self._licence,
            Label.LICENCE_DATE: self._licence_day,
            Label.ISSUER: self._issuer,
            Label.CODE: self._code,
            Label.BUSINESS: self._business,
        }

    def read(self, announced: Announced, value: Span) -> Iterator[Span]:
        """Read the value of a label and yield the stretches of it that are something else."""
        words = self.findings.words(value)
        if shapes.is_empty(words) or (announced.label is Label.ORGANISATION and is_software(words)):
            self.findings.claim(value.start, value.end)
            return
        reader = self._readers.get(announced.label)
        yield from reader(announced, value) if reader else self._another(announced, value)

    def swallowed(self, announced: Announced, value: Span) -> set[Observation]:
        """Return the fields that a value may hold beside its own: behind a label that nobody knows, or unmistakably."""
        words = self.findings.words(value)
        fields: set[Observation] = set()
        if _INNER_LABEL.search(_ADDRESSED.sub("", words)):
            fields |= shapes.could_be(words) | NAMES
        elif announced.label not in (Label.BUSINESS, Label.FAX, Label.OTHER):
            inside = shapes.could_be(words)
            fields |= inside & (STRONG | FIELDS[Label.LICENCE] if Observation.LICENCE_NUMBER in inside else STRONG)
        if shapes.places(words) >= (3 if announced.label in _PERMITS else 2):  # an issuer may name its city
            fields |= FIELDS[Label.ADDRESS]
        if announced.label is Label.OTHER_PERSON and not shapes.is_personal(words):
            fields |= FIELDS[Label.PERSON]  # "Giám đốc – Tổng biên tập …" by another name
        return fields - FIELDS.get(announced.label, frozenset())

    def is_named_before(self, announced: Announced, before: Span) -> bool:
        """Read a name that stands before its label, and return whether it is one."""
        words = self.findings.words(before)
        if announced.label is Label.PERSON and shapes.person(words):
            self.findings.claim(before.start, before.end)
            self.findings.keep(Observation.RESPONSIBLE_PERSON, Hit(announced.span.start, announced.span.end))
            return True
        is_body = shapes.is_body(words) and not shapes.is_sentence(words)
        if announced.label is Label.GOVERNING and is_body and not _OWN_DESK.match(fold(words)):
            self.findings.keep(Observation.GOVERNING_BODY, Hit(before.start, before.end, normal(words)))
            return True
        return False

    def _another(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Pass over what no field shows; a head of any kind may be the person who is responsible."""
        words = self.findings.words(span)
        if announced.label is Label.OTHER:
            self.findings.claim(span.start, span.end)
            return
        named = shapes.person(words)
        if named:
            self.findings.claim(span.start, span.start + named.end)
        if _HEAD.match(fold(announced.words)):
            self.findings.leave(FIELDS[Label.PERSON], announced.span)
        yield from ()

    def _governing(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Read who the outlet belongs to."""
        value, rest = cut(self.findings.text, span, opens_other)
        words = self.findings.words(value)
        is_loose = bool(_SLOGAN.match(fold(announced.words))) and not announced.has_colon
        if shapes.is_named(words) and not shapes.is_personal(words) and (not is_loose or shapes.is_body(words)):
            self.findings.keep(
                Observation.GOVERNING_BODY,
                Hit(announced.span.start, value.end, normal(words)),
                BESIDE if is_loose else LABELLED,
            )
        elif not is_loose or words[:1].isupper():
            self.findings.leave(FIELDS[Label.GOVERNING] | shapes.could_be(words), Span(announced.span.start, span.end))
        yield rest

    def _organisation(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Read who runs the site."""
        value, rest = cut(self.findings.text, span, opens_other)
        words = self.findings.words(value)
        if shapes.is_named(words) and not shapes.is_personal(words):
            self.findings.keep(Observation.ORGANISATION_NAME, Hit(announced.span.start, value.end, normal(words)))
        else:
            fields = FIELDS[Label.ORGANISATION] | shapes.could_be(words)
            self.findings.leave(fields, Span(announced.span.start, span.end))
        yield rest

    def _copyright(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Read who holds the copyright: an organisation, or only the site by its name."""
        value, rest = cut(self.findings.text, span, opens_other)
        words = self.findings.words(value)
        if is_software(words):
            self.findings.claim(value.start, value.end)
        elif shapes.is_body(words):
            rank = BESIDE if shapes.is_company(words) else DOUBTFUL
            self.findings.keep(Observation.ORGANISATION_NAME, Hit(announced.span.start, value.end, normal(words)), rank)
        elif shapes.is_named(words) and len(words.split()) > 1 and fold(words) not in self.findings.own_names:
            self.findings.leave(FIELDS[Label.ORGANISATION], Span(announced.span.start, value.end))
        yield rest

    def _address(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Read where the outlet is to be found."""
        value, rest = cut(self.findings.text, span, opens_after_address)
        words = self.findings.words(value)
        whole = Span(announced.span.start, span.end)
        if shapes.is_address_value(words):
            rank = LABELLED if announced.label is Label.ADDRESS else BESIDE
            self.findings.keep(Observation.CONTACT_ADDRESS, Hit(announced.span.start, value.end, normal(words)), rank)
        elif announced.has_colon or shapes.could_be(words):
            self.findings.leave(FIELDS[Label.ADDRESS] | shapes.could_be(words), whole)
            yield value
        yield rest

    def _mail(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Read the mailbox."""
        mail = shapes.email(self.findings.words(span))
        if mail is None:
            self.findings.leave(FIELDS[Label.EMAIL] | shapes.could_be(self.findings.words(span)), span)
            return
        start, end = span.start + mail.start, span.start + mail.end
        rank = BESIDE if is_desk(mail.value) else LABELLED
        self.findings.keep(Observation.CONTACT_EMAIL, Hit(start, end, mail.value), rank)
        yield Span(end, span.end)

    def _telephone(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Read the telephone; under a general label for contacts anything may stand."""
        number = shapes.telephone(self.findings.words(span), short=True)
        if number is None:
            is_open = announced.label is Label.PHONE and announced.has_colon
            if is_open and not shapes.could_be(self.findings.words(span)):
                self.findings.leave(FIELDS[Label.PHONE], Span(announced.span.start, span.end))
            yield span
            return
        start, end = span.start + number.start, span.start + number.end
        rank = {Label.PHONE: LABELLED, Label.DESK_PHONE: LAST}.get(announced.label, BESIDE)
        self.findings.keep(Observation.CONTACT_PHONE, Hit(start, end, number.value), rank)
        yield Span(span.start, start)
        yield Span(end, span.end)

    def _fax(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Pass over a number that is a fax."""
        number = shapes.telephone(self.findings.words(span))
        if number:
            self.findings.claim(span.start, span.start + number.end)
        yield Span(span.start + number.end, span.end) if number else span

    def _person(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Read whether a person is named."""
        named = shapes.person(self.findings.words(span))
        if named is None:
            self.findings.leave(
                FIELDS[Label.PERSON] | shapes.could_be(self.findings.words(span)), Span(announced.span.start, span.end)
            )
            return
        self.findings.keep(Observation.RESPONSIBLE_PERSON, Hit(announced.span.start, announced.span.end))
        self.findings.claim(span.start, span.start + named.end)
        role, rest = cut(self.findings.text, Span(span.start + named.end, span.end), opens_organisation)
        words = self.findings.words(role)
        self.findings.leave(shapes.could_be(words) & _BESIDE_A_NAME, role)
        if is_position(words):
            self.findings.claim(role.start, role.end)
        if shapes.email(words) or shapes.telephone(words):
            yield role
        yield rest

    def _licence(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Read the licence: number, day and issuer of one sentence."""
        words = self.findings.words(span)
        licence, unread = licences.read_licence(words, span.start, is_labelled=True)
        if licence is None:
            self._without_number(words, span, unread)
            return
        before = fold(announced.words)
        licence.is_renewed |= bool(licences.RENEWED.search(before))
        licence.is_old |= bool(licences.OLD.search(before))
        self.findings.add_licence(licence)
        self.findings.leave(unread, Span(announced.span.start, span.end))
        _, rest = cut(self.findings.text, Span(licence.end, span.end), opens_organisation)
        yield rest

    def _without_number(self, words: str, span: Span, unread: set[Observation]) -> None:
        """Read the day and the issuer of a licence whose number is not shown."""
        day, issuer = licences.find_day(words, span.start), licences.find_issuer(words, span.start)
        if day:
            self.findings.add_day(day)
        if issuer:
            self.findings.add_issuer(issuer)
        self.findings.permit = "licence"
        unread |= {Observation.LICENCE_NUMBER} if "số" in fold(words).split() else set()
        self.findings.leave(unread | (shapes.could_be(words) - FIELDS[Label.LICENCE]), span)

    def _licence_day(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Read the licence's day under a label of its own, and the issuer behind it."""
        words = self.findings.words(span)
        day = licences.find_day(words, span.start)
        if day is None:
            self.findings.leave(FIELDS[Label.LICENCE_DATE], Span(announced.span.start, span.end))
            yield span
            return
        self.findings.add_day(day)
        beside, rest = cut(self.findings.text, Span(day.end, span.end), opens_other)
        issuer = licences.find_issuer(self.findings.words(beside), beside.start)
        if issuer:
            self.findings.add_issuer(issuer)
        elif shapes.is_body(self.findings.words(beside).lstrip(" .,:;-–—")):
            yield beside
        yield rest

    def _issuer(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Read the licence's issuer under a label of its own, and the day behind it."""
        words = self.findings.words(span)
        issuer = licences.find_issuer(words, span.start, is_value=True)
        if issuer is None:
            self.findings.leave(FIELDS[Label.ISSUER], Span(announced.span.start, span.end))
            return
        self.findings.add_issuer(issuer)
        beside, rest = cut(self.findings.text, Span(issuer.end, span.end), opens_organisation)
        day = licences.find_day(self.findings.words(beside), beside.start)
        if day:
            self.findings.add_day(day)
        yield rest

    def _code(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Read the code that identifies a licence."""
        code = _CODE.match(self.findings.words(span))
        if code is None or not re.search(r"\d|[A-Z]{2}", code[0]):
            self.findings.leave(FIELDS[Label.CODE], Span(announced.span.start, span.end))
            return
        hit = Hit(announced.span.start, span.start + code.end(), code[0].rstrip("."))
        self.findings.keep(Observation.LICENCE_CODE, hit)
        yield trimmed(self.findings.text, span.start + code.end(), span.end)

    def _business(self, announced: Announced, span: Span) -> Iterator[Span]:
        """Pass over a registration of trade: its number, day and authority are not the licence's."""
        self.findings.permit = "business"
        known, rest = cut(self.findings.text, span, opens_contact)
        self.findings.claim(known.start, known.end)
        yield rest

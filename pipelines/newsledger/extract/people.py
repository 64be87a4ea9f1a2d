"""Names of people: where one begins and ends, whose it is, and knowing its bearer again by the surname.

Belongs here: names after titles, names beside an apposition, later mentions by surname. Does not: who held
which office (`parties`) and how offices and countries make a party (`actors`).
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from newsledger.extract.lexicon import Matcher, read_lexicon
from newsledger.extract.parties import Office
from newsledger.extract.spans import PlaceSpan
from newsledger.extract.speech import speech_verbs
from newsledger.extract.values import value
from newsledger.extract.word_tags import closed_words

_MOST_WORDS = 6
_PARTICLE = r"(?:al|el|Al|El|bin|Bin|ibn|abu|Abu|ben|Ben|von|van|der|de|da|dos|del|di|la|le|Le|ould|ag|ul|ur)"
_WORD = r"[^\W\d_a-z][\w'-]*"
_INITIALS = r"(?:[A-Z]\.)+"
_ONE = rf"(?:{_PARTICLE}[ -]){{0,2}}(?:{_INITIALS}|{_WORD})"
_NICKNAME = r'(?: "[\w. ]{1,12}")?'
_NAME = re.compile(rf"(?<!\w){_ONE}(?:{_NICKNAME}[ -]{_ONE}){{0,{_MOST_WORDS}}}")
_NAME_WORD = re.compile(r"[\w'.-]+")
_CALENDAR = frozenset(
    {
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march"),
        *("april", "june", "july", "august", "september", "october", "november", "december"),
    }
)
_APPOSITION = re.compile(r", (?:(?:who is|now|then) )?(?:(?:a|an|the|one of) )?")
_COMES_FROM = re.compile(r", (?:\d{1,3}, )?(?:of|from|with|at) (?:the )?")
# Between a title and the name of its holder: "the security minister, Ramon Cruz", "its envoy to Iraq, Ana Luz".
_HELD_BY = re.compile(
    r"(?: (?:for|in|to|on) (?:the )?[A-Z][^,.;:\n]{1,30})?, |(?: for (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+)?) "
)
_JOINED = re.compile(r",? (?:and|or) |, ")
_WORD_BEFORE = re.compile(r"(^|[.!?:;\n\"] ?)?\b([^\W\d_][\w'-]*) $")
_SUFFIX = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_SURNAME = re.compile(rf"(?:{_PARTICLE}[ -])*[^\s-]+(?:-[^\s]+)*$")


@value(frozen=True, slots=True)
class Described:
    """A party as the text describes it.

    `person` is the bare name of a person, `office` the last office word. `named` is false where the words alone
    do not make a party: "head", "major". `term` is the word for the office that a nameless party holds or a person
    is known by, None where the owner of the office says all there is to say of a country.
    """

    start: int
    end: int
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    office: Office | None = None
    person: str | None = None
    former: bool = False
    named: bool = True
    term: str | None = None

    @property
    def stateless(self) -> bool:
        """Whether it is known and of no country: a fighter of the Islamic State is nobody's."""
        return self.named and self.country is None and self.term is None and self.kind not in ("demonym", "place")


def person_name(text: str, start: int, barred: Collection[int] = ()) -> str | None:
    """Return the name of a person that begins at `start`, cut before weekdays, verbs and later offsets in `barred`."""
    match = _NAME.match(text, start)
    if match is None:
        return None
    end = start
    for count, word in enumerate(_NAME_WORD.finditer(text, start, match.end())):
        plain = word.group().rstrip(".").lower()
        if count == _MOST_WORDS or (count and word.start() in barred) or plain in _CALENDAR:
            break
        if word.group()[0].isupper() and (plain in closed_words() or plain in speech_verbs()):
            break
        if word.group()[0].isupper():
            end = word.end()
    name = text[start:end].removesuffix("'s")
    if len(name) > 2 and name.endswith(".") and not re.search(_INITIALS + "$", name):
        name = name[:-1]
    return name if len(name) > 1 else None


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row["name"] for row in read_lexicon("ambiguous_names") if row["kind"] == "given")


@cache
def _no_names() -> frozenset[str]:
    """Words that are no part of a name, whatever their case."""
    return frozenset(closed_words() | speech_verbs().keys() | _CALENDAR)


def unknown_people(text: str, found: list[Described], places: Sequence[PlaceSpan]) -> list[Described]:
    """Return `found` with the people added whom a first name or an apposition shows to be such.

    "Leyla Karimi was detained"; "Odil Karimzoda, the governor".
    """
    barred = {d.start for d in found}
    sites = {place.start for place in places}
    titles = {d.start for d in found if d.office is not None and d.office.role == "title" and not d.person}
    added: list[Described] = []
    for begin, stop in pairwise([0, *(edge for d in found for edge in (d.start, d.end)), len(text)]):
        if begin in barred:
            continue
        for match in _NAME.finditer(text, begin, stop):
            start = match.start()
            if start in sites or " " not in match.group():
                continue
            name = person_name(text, start, barred)
            if name is None or " " not in name or start + len(name) > stop:
                continue
            explained = _APPOSITION.match(text, start + len(name))
            comes = _COMES_FROM.match(text, start + len(name))
            if (
                name.split(" ")[0] in _given_names()
                or (explained is not None and explained.end() in titles)
                or (comes is not None and comes.end() in barred)
            ):
                added.append(Described(start, start + len(name), name, "person", person=name))
    return sorted([*found, *added], key=lambda d: d.start)


def titled_people(text: str, found: list[Described]) -> list[Described]:
    """Return `found` with the people added who are named after a title and a comma, or its field and a comma."""
    taken = {d.start for d in found}
    added: list[Described] = []
    for title in found:
        held = _HELD_BY.match(text, title.end) if _is_title(title) and not title.person else None
        name = person_name(text, held.end(), taken) if held is not None and held.end() not in taken else None
        if held is None or name is None or " " not in name or not text.startswith((",", " "), held.end() + len(name)):
            continue
        start = held.end()
        added.append(_completed(Described(start, start + len(name), name, "person", person=name), title))
    return sorted([*found, *added], key=lambda d: d.start)


def share_with_appositions(text: str, found: list[Described]) -> list[Described]:
    """Give a party what stands beside its name.

    "Andrii Sybiha, the foreign minister of Ukraine", and the reverse; "Olena Bila, from Kharkiv"; the first of "Polish
    and Czech officials".
    """
    shared = list(found)
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], shared[index + 1]
        gap = text[first.end : second.start]
        if first.kind == "demonym" and second.term is not None and not second.person and _JOINED.fullmatch(gap):
            shared[index] = replace(first, kind=second.kind, sector=second.sector, term=second.term)
        elif first.person and not second.person:
            if (_is_title(second) and _APPOSITION.fullmatch(gap)) or _COMES_FROM.fullmatch(gap):
                shared[index] = _completed(first, second)
        elif second.person and not first.person:
            reporter = gap == "'s " and first.kind == "organisation"
            if reporter or (_is_title(first) and _APPOSITION.fullmatch(gap)):
                shared[index + 1] = _completed(second, first)
    return shared


def _is_title(described: Described) -> bool:
    return described.office is not None and described.office.role == "title"


def _completed(person: Described, office: Described) -> Described:
    sector = person.sector or (None if office.former else office.sector)
    term = None if office.stateless else person.term or office.term
    country = None if office.stateless else person.country or office.country
    return replace(person, country=country, sector=sector, term=term)


def known_again(text: str, found: list[Described]) -> list[Described]:
    """Return `found` with what one mention of a person tells given to the others, surnames alone included."""
    people: dict[str, Described] = {}
    for described in found:
        if described.person:
            for key in {described.person, *surname(described.person)}:
                known = people.get(key)
                if known is None or (known.sector, known.country) == (None, None):
                    people[key] = described
    completed = [
        replace(d, country=d.country or people[d.person].country, sector=d.sector or people[d.person].sector)
        if d.person in people and not d.former
        else d
        for d in found
    ]
    surnames = {
        key: described for key, described in people.items() if " " not in key or key in surname(described.person or "")
    }
    ends = {d.end for d in completed}
    taken = iter([*((d.start, d.end) for d in completed), (len(text), len(text))])
    start, end = next(taken)
    added: list[Described] = []
    for begin, stop, described in Matcher(surnames).find(text):
        while end <= begin:
            start, end = next(taken)
        if stop <= start and not belongs_to_longer_name(text, begin, ends):
            added.append(replace(described, start=begin, end=stop, kind="person", office=None, person=text[begin:stop]))
    return sorted([*completed, *added], key=lambda d: d.start)


def surname(name: str) -> tuple[str, ...]:
    """Return the surname of a full name, alone in a tuple; none for a name of one word."""
    name = _SUFFIX.sub("", name)
    match = _SURNAME.search(name)
    if match is None or match.start() == 0 or len(match.group()) < 3:
        return ()
    return (match.group(),)


def belongs_to_longer_name(text: str, start: int, ends: Collection[int]) -> bool:
    """Whether the word before is another part of a name, so that this surname is another's ("Hunter Biden").

    `ends` are the ends of titles and parties, which stand before a name without belonging to it.
    """
    before = _WORD_BEFORE.search(text, max(0, start - 40), start)
    if before is None or start - 1 in ends or not before.group(2)[0].isupper():
        return False
    opens, word = before.group(1) is not None, before.group(2)
    if word in _given_names():
        return True
    plain = word.lower()
    return not opens and len(plain) > 2 and plain not in _no_names()

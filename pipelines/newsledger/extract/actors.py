"""Parties named in a text: states, forces, offices and their holders, groups, organisations, kinds of people.

Belongs here: putting a country, an office and a name together to one party ("the Ukrainian foreign minister
Andrii Sybiha"). Does not: who is known (`parties`), how people are named and known again (`people`), and what
a pronoun or "the ministry" points back to (`attribution`, `frames`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from newsledger.extract.parties import Office, Party, office_words, party_names
from newsledger.extract.people import (
    Described,
    belongs_to_longer_name,
    known_again,
    person_name,
    share_with_appositions,
    titled_people,
    unknown_people,
)
from newsledger.extract.spans import ActorSpan, PlaceSpan
from newsledger.extract.text import normalise
from newsledger.extract.values import value

_NEXT_TO = re.compile(r"(?:'s?)? +")
_LED_BY = re.compile(r"-(?:led|run|controlled|installed|appointed|administered|dominated|commanded) +")
# "Iran-backed Houthis": the tie makes no party of Iran here.
_TIED_TO = re.compile(
    r"-(?:backed|aligned|allied|supported|based|born|linked|funded|financed|sponsored|trained|mediated|brokered|made"
    r"|built|supplied|designed|style|speaking|affiliated|educated|inspired|friendly|armed|flagged|registered|bound)\b"
)
_AFTER_PLACE = re.compile(
    r"(?: (?:region|oblast|province|governorate|state|county|district|department|prefecture|republic|krai))?(?:'s?)? ",
    re.IGNORECASE,
)
# "The government and people of Iraq": the first is of Iraq too.
_OWNED_WITH = re.compile(r" and (?:the )?(?:[a-z]+ ){1,2}of (?:the )?")
_OWNED_BY = re.compile(r" (of|for|from|at|in|with) (?:the )?")
_ACRONYM = re.compile(r" \(([A-Z][A-Za-z0-9-]{1,9})\)")
# An owner of this sector keeps it for what is its own: "Houthi forces" are REB, not MIL.
_KEPT_BY = {
    "REB": {"MIL", "POL", "PTY"},
    "MIL": {"REB"},
    "IGO": {"MIL"},
    "NGO": {"GOV"},
    "MED": {"GOV"},
    "BUS": {"GOV"},
}
# "Pro-Russian rebels", "counter-ISIS operations": no party of Russia, and not the Islamic State.
_TURNED_TO = re.compile(r"\b(?:pro|anti|counter|non|post|ex)-$", re.IGNORECASE)
# Bodies that many have: "Kurdish Region Security Council" is not that of the United Nations.
_OF_MANY = re.compile(r"\b(?:Council|Assembly|Office|Command|Committee|Commission|Congress|Front|Army|Party|Service)$")
_GOVERNS = frozenset({"administration", "government", "regime", "presidency", "cabinet"})

_MOST_PARTS = 8  # of one description; a text of nothing but titles stays linear


@value(frozen=True, slots=True)
class _Part:
    """A piece that the description of a party may be made of."""

    start: int
    end: int
    meaning: Party | Office | PlaceSpan


def find_actors(text: str, published: date | None = None, places: Sequence[PlaceSpan] = ()) -> list[ActorSpan]:
    """Return every mention of a party in `text`, in order, not overlapping.

    `published` is the day for which offices are looked up; None means the latest office. `places` are the places
    of the same text: they give a country to "the governor of the Bryansk region". Country and sector are None
    where the words do not tell. A capital stands for its state (kind state) wherever it is named: whether it acts
    or is a mere place, its clause decides.
    """
    plain = normalise(text)
    found = list(_Descriptions(plain, published, places))
    found = unknown_people(plain, titled_people(plain, found), places)
    found = share_with_appositions(plain, found)
    found = known_again(plain, [d for d in found if d.kind != "place" and (d.named or d.country is not None)])
    return [
        ActorSpan(d.start, d.end, text[d.start : d.end], d.country, d.sector, d.name, d.kind, d.term) for d in found
    ]


def _parts(text: str, places: Sequence[PlaceSpan]) -> list[_Part]:
    """Return the names, office words and places in `text`; of those that overlap the leftmost and longest."""
    parts = [_Part(start, end, party) for start, end, party in party_names().find(text)]
    parts += [_Part(start, end, office) for start, end, office in office_words().find(text)]
    parts += [_Part(place.start, place.end, place) for place in places]
    chosen: list[_Part] = []
    for part in sorted(parts, key=lambda part: (part.start, -part.end)):
        if not chosen or part.start >= chosen[-1].end:
            chosen.append(part)
    return chosen


class _Descriptions:
    """Reads the parts of a text, left to right, into descriptions of parties."""

    def __init__(self, text: str, day: date | None, places: Sequence[PlaceSpan]) -> None:
        self._text = text
        self._day = day
        self._parts = _parts(text, places)
        self._ends = {p.end for p in self._parts if not isinstance(p.meaning, PlaceSpan)}
        self._begins = {
            p.start for p in self._parts if not (isinstance(p.meaning, Party) and p.meaning.kind == "person")
        }

    def __iter__(self) -> Iterator[Described]:
        index = 0
        while index < len(self._parts):
            described, following = self._describe(index)
            if described is not None:
                yield described
            # A name may have taken in parts that lie within it.
            while (
                described is not None and following < len(self._parts) and self._parts[following].start < described.end
            ):
                following += 1
            index = max(following, index + 1)

    def _describe(self, index: int) -> tuple[Described | None, int]:
        """Return the party whose description begins with part `index`, and the part that follows it."""
        described, index = self._chain(index)
        if described is None:
            return None, index
        if described.office is not None:
            described, index = self._with_owner(described, index)
            described = self._with_joint_owner(described, index)
            if described.office is not None and described.office.role in ("title", "honorific"):
                described, index = self._with_name(described, index)
        acronym = _ACRONYM.match(self._text, described.end)
        if acronym is not None and described.kind in ("group", "organisation", "force", "office"):
            described = replace(described, end=acronym.end())
        return described, index

    def _chain(self, index: int) -> tuple[Described | None, int]:
        """Return what adjacent parts from `index` on describe together: "Ukraine's" "air force" "spokesman"."""
        described: Described | None = None
        modifiers: list[_Part] = []
        last = min(index + _MOST_PARTS, len(self._parts))
        while index < last:
            part = self._parts[index]
            before = modifiers[-1] if modifiers else described
            if before is not None and not self._adjacent(before, part):
                break
            if isinstance(part.meaning, Office) and part.meaning.role == "modifier":
                modifiers.append(part)
            elif described is None:
                described = self._begin(part)
                if described is None:
                    return None, index + 1
                if modifiers:
                    described = replace(described, start=modifiers[0].start, former=_is_former(modifiers))
                    modifiers = []
            else:
                joined = self._join(described, part)
                if joined is None:
                    break
                described, modifiers = replace(joined, former=joined.former or _is_former(modifiers)), []
            index += 1
        return described, index - len(modifiers)

    def _adjacent(self, before: _Part | Described, part: _Part) -> bool:
        link = _AFTER_PLACE if isinstance(before, Described) and before.kind == "place" else _NEXT_TO
        gap = self._text[before.end : part.start]
        return link.fullmatch(gap) is not None or _LED_BY.fullmatch(gap) is not None

    def _begin(self, part: _Part) -> Described | None:
        """Return the description that one part is by itself; None if it is only tied to what follows."""
        meaning, words = part.meaning, self._text[part.start : part.end]
        if isinstance(meaning, Office):
            return Described(
                part.start,
                part.end,
                words,
                meaning.kind,
                None,
                meaning.sector,
                meaning,
                named=meaning.alone,
                term=meaning.term,
            )
        if _TIED_TO.match(self._text, part.end) or _TURNED_TO.search(self._text, max(0, part.start - 9), part.start):
            return None
        if isinstance(meaning, PlaceSpan):
            return Described(part.start, part.end, meaning.name, "place", meaning.country, named=False)
        country, sector = meaning.on(self._day)
        if meaning.kind != "person":
            if _OF_MANY.search(words) and belongs_to_longer_name(self._text, part.start, self._ends):
                return None
            return Described(part.start, part.end, meaning.name, meaning.kind, country, sector)
        if not meaning.full and belongs_to_longer_name(self._text, part.start, self._ends):
            return None
        term = meaning.office_on(self._day) if country is not None else None
        return Described(part.start, part.end, meaning.name, "person", country, sector, person=words, term=term)

    def _join(self, described: Described, part: _Part) -> Described | None:
        """Return `described` with the part that stands next to it taken in; None if it is another party."""
        meaning = part.meaning
        if isinstance(meaning, PlaceSpan):
            return None
        if isinstance(meaning, Office):
            return self._join_office(described, part, meaning)
        if meaning.kind == "person":
            return self._join_person(described, part, meaning)
        if meaning.kind in ("state", "demonym"):
            return None
        return self._join_group(described, part, meaning)

    def _join_office(self, owner: Described, part: _Part, office: Office) -> Described | None:
        if owner.kind == "person" and owner.person and not self._owns(owner, part, office):
            return None
        sector = office.sector if owner.person else _sector_of(office, office.sector, owner.sector)
        return replace(
            owner,
            end=part.end,
            name=self._text[owner.start : part.end],
            kind=office.kind,
            sector=sector,
            office=office,
            person=None,
            named=owner.named or office.alone,
            term=_term_of(office, owner, sector),
        )

    def _owns(self, owner: Described, part: _Part, office: Office) -> bool:
        """Whether a person has the office: "Assad's forces" and "the Trump administration", not "Putin officials"."""
        possessive = self._text.startswith("'", owner.end)
        return possessive or office.term in _GOVERNS

    def _join_person(self, described: Described, part: _Part, person: Party) -> Described | None:
        titled = described.office is not None and described.office.role in ("title", "honorific")
        possessive = described.kind in ("state", "demonym") and self._text.startswith("'", described.end)
        if not (titled or possessive):
            return None
        country, sector = person.on(self._day)
        if titled and not described.former:
            sector = sector or described.sector
        words = self._text[part.start : part.end]
        return replace(
            described,
            end=part.end,
            name=person.name,
            kind="person",
            country=country or described.country,
            sector=sector,
            office=None,
            person=words,
            named=True,
            term=(described.term or person.office_on(self._day)) if country is not None else None,
        )

    def _join_group(self, owner: Described, part: _Part, group: Party) -> Described | None:
        if owner.kind not in ("state", "demonym") and (owner.office is None or owner.office.role == "title"):
            return None
        country, sector = group.country or owner.country, group.sector or owner.sector
        if owner.country is not None and group.country not in (None, owner.country):
            if group.kind not in ("organisation", "office", "force") and group.sector != "PTY":
                return None
            # "Ukraine's Security Council" is not the one of the United Nations, nor the "Dutch Labour Party" Britain's.
            country, sector = owner.country, "GOV" if group.sector == "IGO" else group.sector
        return replace(
            owner,
            end=part.end,
            name=group.name,
            kind=group.kind,
            country=country,
            sector=sector,
            office=None,
            person=None,
            named=True,
            term=None,
        )

    def _with_owner(self, described: Described, index: int) -> tuple[Described, int]:
        """Take in whose office it is: "of Ukraine", "for the Ukrainian air force", "in Moscow"."""
        office = described.office
        link = _OWNED_BY.match(self._text, described.end)
        if office is None or link is None or index >= len(self._parts) or self._parts[index].start != link.end():
            return described, index
        owner, following = self._chain(index)
        if owner is None or (owner.office is not None and owner.office.role not in ("body", "title", "people")):
            return described, index
        preposition, land = link.group(1), owner.kind in ("state", "place") and owner.office is None
        if owner.person and not (preposition == "of" and office.term in _GOVERNS):
            return described, index
        fits = {
            "of": owner.kind != "demonym",
            "for": office.role == "title" and not land,
            "from": owner.kind in ("group", "organisation", "office"),
            "at": owner.kind in ("organisation", "office"),
            "with": office.role == "title" and owner.kind in ("organisation", "office", "force"),
            "in": land and described.country is None and not described.stateless,
        }[preposition]
        if not fits:
            return described, index
        sector = _sector_of(office, described.sector, owner.sector)
        # "police in Tehran" are its police, and the place stays a place of its own.
        end, index = (described.end, index) if preposition == "in" else (owner.end, following)
        return replace(
            described,
            end=end,
            country=described.country or owner.country,
            sector=sector,
            named=described.named or owner.named,
            term=_term_of(office, owner, sector),
        ), index

    def _with_joint_owner(self, described: Described, index: int) -> Described:
        """Give an office the country of what it is joined with: "the government and people of Iraq"."""
        link = _OWNED_WITH.match(self._text, described.end) if described.country is None else None
        if link is None:
            return described
        for part in self._parts[index : index + 3]:
            owner = part.meaning
            land = isinstance(owner, PlaceSpan) or (isinstance(owner, Party) and owner.kind == "state")
            if part.start == link.end() and land and not isinstance(owner, Office):
                return replace(described, country=owner.country)
        return described

    def _with_name(self, described: Described, index: int) -> tuple[Described, int]:
        """Take in the name of the person who holds the office: "governor Oleh Syniehubov"."""
        if not self._text.startswith(" ", described.end):
            return described, index
        start = described.end + 1
        if index < len(self._parts) and self._parts[index].start == start:
            meaning = self._parts[index].meaning
            if isinstance(meaning, Party) and meaning.kind == "person":
                return self._join_person(described, self._parts[index], meaning) or described, index + 1
            if not isinstance(meaning, PlaceSpan):
                return described, index
        name = person_name(self._text, start, self._begins)
        if name is None:
            return described, index
        sector = None if described.former else described.sector
        return (
            replace(
                described,
                end=start + len(name),
                name=name,
                kind="person",
                sector=sector,
                office=None,
                person=name,
                named=True,
            ),
            index,
        )


def _sector_of(office: Office, own: str | None, owner: str | None) -> str | None:
    """Return the sector of an office of sector `own` in the service of an owner of sector `owner`."""
    if owner is not None and (own is None or office.yields or own in _KEPT_BY.get(owner, ())):
        return owner
    return own


def _term_of(office: Office, owner: Described, sector: str | None) -> str | None:
    """Return the word by whose kind a country is looked for: the owner's, where it gives the sector too.

    A "police spokesman" is looked for like police, a spokesman of the Red Cross not at all.
    """
    if owner.stateless:
        return None
    return owner.term if owner.term is not None and sector != office.sector else office.term


def _is_former(modifiers: list[_Part]) -> bool:
    """Whether one of the words before an office says that it is held no more."""
    return any(isinstance(m.meaning, Office) and m.meaning.term in ("former", "retired") for m in modifiers)

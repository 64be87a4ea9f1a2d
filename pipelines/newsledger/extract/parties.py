"""Who is known as a party: states, peoples, forces, groups, organisations, office-holders, and words for offices.

Belongs here: reading them from the lexicons, and who held an office on a day. Does not: finding them in a text
or putting a country and an office together; that is `actors`.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from newsledger.extract.gazetteer import countries, listed
from newsledger.extract.lexicon import Matcher, read_lexicon
from newsledger.extract.text import normalise
from newsledger.extract.values import value

_SPELT = (("Defence", "Defense"), ("Organisation", "Organization"), ("Labour", "Labor"), ("Centre", "Center"),
          ("Programme", "Program"), ("Mobilisation", "Mobilization"))  # fmt: skip
# News of a killed commander or a fallen president names the office for some days.
_STILL_CALLED_BY_IT = timedelta(days=14)


@value(frozen=True, slots=True)
class Tenure:
    """One office of one person, with the days it began and ended; None where it is open."""

    country: str | None
    sector: str | None
    begins: date | None
    ends: date | None
    office: str  # "prime minister"


@value(frozen=True, slots=True)
class Party:
    """What a name stands for. People have `tenures`; all others have a country and a sector for good."""

    name: str
    country: str | None
    sector: str | None
    kind: str  # state, demonym, person, group, organisation, force, office
    tenures: tuple[Tenure, ...] = ()
    capital: bool = False  # the name is that of a capital, which may also mean the city
    full: bool = True  # the name identifies a person by itself, not by surname only

    def on(self, day: date | None) -> tuple[str | None, str | None]:
        """Return country and sector on `day`: people out of office have no sector; no day means the latest office."""
        if not self.tenures:
            return self.country, self.sector
        held = self._held(day)
        return (held.country, held.sector) if held is not None else (self._begun(day)[-1].country, None)

    def office_on(self, day: date | None) -> str | None:
        """Return the office of a person on `day`, in lower case; None for all others and for people out of office."""
        held = self._held(day) if self.tenures else None
        return held.office if held is not None else None

    def _held(self, day: date | None) -> Tenure | None:
        if day is None:
            return self.tenures[-1]
        return next(
            (t for t in reversed(self._begun(day)) if t.ends is None or day <= t.ends + _STILL_CALLED_BY_IT), None
        )

    def _begun(self, day: date | None) -> list[Tenure]:
        if day is None:
            return list(self.tenures)
        return [t for t in self.tenures if t.begins is None or t.begins <= day] or [self.tenures[0]]


@value(frozen=True, slots=True)
class Office:
    """A word for an office, a body, a force or a kind of people; the columns of ``offices.tsv``."""

    term: str
    sector: str | None
    yields: bool
    kind: str
    role: str
    alone: bool


@cache
def party_names() -> Matcher[Party]:
    """Return the matcher of every name of a party, in normalised spelling and case-sensitive."""
    names: dict[str, Party] = {}
    for code, row in countries().items():
        state = Party(row["name"], code, None, "state")
        names.update(dict.fromkeys((row["name"], *listed(row["aliases"])), state))
        names.update(dict.fromkeys(listed(row["capital"]), Party(row["name"], code, None, "state", capital=True)))
        names.update(dict.fromkeys(listed(row["demonyms"]), Party(row["name"], code, None, "demonym")))
    for row in read_lexicon("actors"):
        party = Party(row["name"], row["country"] or None, row["sector"] or None, row["kind"])
        names.update(dict.fromkeys((row["name"], *listed(row["aliases"])), party))
    for name, (person, short) in _people().items():
        names.update(dict.fromkeys(short, _short(person)))
        names[name] = person
    spelled = {normalise(spelling): party for name, party in names.items() for spelling in _spellings(name)}
    spelled |= {normalise(name): party for name, party in names.items()}
    # "international coalition" begins a sentence too.
    return Matcher({name[0].upper() + name[1:]: party for name, party in spelled.items()} | spelled)


def _spellings(name: str) -> Iterator[str]:
    """Yield the British and the American spelling of a name."""
    for british, american in _SPELT:
        yield name.replace(british, american)
        yield name.replace(american, british)


def _short(person: Party) -> Party:
    return Party(person.name, person.country, person.sector, "person", person.tenures, full=False)


def _people() -> dict[str, tuple[Party, list[str]]]:
    """Return each spelling of each person's full name, with the short names."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_lexicon("persons"):
        rows[row["name"]].append(row)
    found: dict[str, tuple[Party, list[str]]] = {}
    for name, offices in rows.items():
        tenures = tuple(sorted(map(_tenure, offices), key=lambda tenure: tenure.begins or date.min))
        person = Party(name, tenures[-1].country, tenures[-1].sector, "person", tenures)
        short = sorted({alias for row in offices for alias in listed(row["short"])})
        for spelling in sorted({name, *(alias for row in offices for alias in listed(row["aliases"]))}):
            found[spelling] = (person, short)
    return found


def _tenure(row: dict[str, str]) -> Tenure:
    begins, ends = _day(row["from"]), _day(row["to"])
    office = row["office"].split(" of ")[0].split(", then ")[-1].lower()
    return Tenure(row["country"] or None, row["sector"] or None, begins, ends, office)


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


@cache
def bodies() -> frozenset[str]:
    """Return the words for organs: the army, a ministry, parliament."""
    return frozenset(office.term for office in _offices() if office.role == "body")


@cache
def office_words() -> Matcher[Office]:
    """Return the matcher of words for offices, lower-cased; ministries are made of the portfolios."""
    return Matcher({office.term: office for office in _offices()}, ignore_case=True)


@cache
def _offices() -> tuple[Office, ...]:
    offices: dict[str, Office] = {}
    for row in read_lexicon("offices"):
        office = Office(
            row["term"],
            row["sector"] or None,
            row["yields"] == "yes",
            row["kind"],
            row["role"],
            row["alone"] == "yes",
        )
        made = _of_portfolio(office.term) if office.role == "portfolio" else {office.term: office}
        offices.update(made)
    return tuple(offices.values())


def _of_portfolio(field: str) -> dict[str, Office]:
    """Return the ministry and the ministers of a field, in the forms that news uses."""
    bodies = [f"{field} ministry", f"{field} ministries", f"{field} department", f"ministry of {field}"]
    bodies += [f"ministry for {field}", f"ministry of the {field}", f"department of {field}", f"{field} committee"]
    holders = [f"{field} minister", f"{field} ministers", f"deputy {field} minister", f"minister of {field}"]
    holders += [
        f"minister for {field}",
        f"minister of the {field}",
        f"secretary of {field}",
        f"secretary of the {field}",
    ]
    holders += [f"{field} chief", f"{field} secretary"]
    found = {term: Office(term, "GOV", False, "office", "body", True) for term in bodies}
    found.update({term: Office(term, "GOV", False, "person", "title", True) for term in holders})
    return found
